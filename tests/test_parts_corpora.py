"""Structure of real minutes and of a workshop report, by counts alone."""

import pytest

from pipeline.config import Ingest
from pipeline.importers.reading import read_document
from pipeline.ingest import date_of
from pipeline.parts import part_of


def test_the_parts_of_a_hard_wrapped_workshop_report_are_told_apart(corpora):
    (path,) = (corpora / "luton").glob("003_*.txt")
    (source,) = read_document(path, "txt", Ingest())
    sections = [(block.section or "").split(" > ")[-1] for block in source.blocks if block.kind == "paragraph"]
    for heading in ("Image/perceptions", "Economy, wages", "Faith groups"):
        assert heading in sections
    kinds = [block.kind for block in source.blocks]
    assert kinds.count("attendance") == 35
    assert kinds.count("prompt") >= 35
    assert {block.page for block in source.blocks} == {None}
    parts = [part_of(block.kind, block.section, source.title) for block in source.blocks]
    assert {part: parts.count(part) > 10 for part in ("summary", "background", "prompt", "finding")} == dict.fromkeys(
        ("summary", "background", "prompt", "finding"), True
    )


@pytest.mark.slow
def test_minutes_are_dated_and_their_items_and_attendance_are_known(corpora):
    for path in sorted((corpora / "milburn").glob("*.pdf")):
        (source,) = read_document(path, "pdf", Ingest())
        date, basis = date_of(path.name, source.text, source.date)
        assert basis == "stated"
        assert date is not None
        assert date.precision == "day"
        kinds = [block.kind for block in source.blocks]
        assert "attendance" in kinds or kinds.count("contents") > 5, path.name
        assert len({block.section for block in source.blocks}) >= 2, path.name
