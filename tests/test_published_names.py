"""The page that is published names no file that is not published with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import pipeline
from pipeline.published_files import ALLOWED

SOURCES = Path(pipeline.__file__).parent
PAGES = sorted([*SOURCES.glob("templates/*.j2"), SOURCES / "explorer.py", SOURCES / "base_tables.py", SOURCES / "page_tables.py"])


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_file_that_the_page_names_is_published_with_it(path: Path) -> None:
    named = re.findall(r"(\S+) beside this report|csv/(\S+)\.csv", path.read_text(encoding="utf-8"))
    tables = {one.removeprefix("csv/").removesuffix(".csv") or two for one, two in named}
    assert tables <= {"", *ALLOWED, "evidence", "people"}


def test_drafts_of_codes_are_kept_with_the_study_and_not_beside_the_page() -> None:
    assert not any("codebook_candidates.toml" in path.read_text(encoding="utf-8") for path in PAGES)
