"""What tests share: where real corpora are, and a small study with planted structure."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("themeline", deadline=None, derandomize=True)  # the same cases every time, on however slow a machine
settings.load_profile("themeline")

LONGEST = ("test_whole_study", "test_pdf_messy", "test_run", "test_ocr")  # begun first, so that no processor waits for them in the end
ROOT = Path(__file__).resolve().parent.parent
CORPORA = Path(os.environ.get("THEMELINE_CORPORA", ROOT.parent / "shared" / "corpora"))


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of real corpora, which are no part of the repository."""
    if not CORPORA.is_dir():
        pytest.skip(f"no real corpora at {CORPORA}; name them with THEMELINE_CORPORA")
    return CORPORA


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; one processor has all tests of a file, which share what they make."""
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))
