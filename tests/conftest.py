"""What tests share: where real corpora are, and a small study with planted structure."""

from __future__ import annotations

import os
from collections.abc import Iterator
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


def forget_programs() -> None:
    """Forget what was asked of the programs that are installed, which is asked once a process."""
    from pipeline.importers import tesseract
    from pipeline.inputs import libreoffice, tesseract_version

    for asked in (tesseract.version, tesseract.languages, tesseract_version, libreoffice):
        asked.cache_clear()


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a folder that is all of PATH, and forget what was asked of programs before and after."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    forget_programs()
    yield folder
    forget_programs()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; one processor has all tests of a file, which share what they make."""
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))
