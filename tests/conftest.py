"""What tests share: where real corpora are, and a small study with planted structure."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("themeline", deadline=None, derandomize=True)  # the same cases every time, on however slow a machine
settings.load_profile("themeline")

ROOT = Path(__file__).resolve().parent.parent
CORPORA = Path(os.environ.get("THEMELINE_CORPORA", ROOT.parent / "shared" / "corpora"))


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of real corpora, which are no part of the repository."""
    if not CORPORA.is_dir():
        pytest.skip(f"no real corpora at {CORPORA}; name them with THEMELINE_CORPORA")
    return CORPORA
