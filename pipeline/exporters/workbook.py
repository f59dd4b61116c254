"""Write evidence.xlsx: the study's evidence as a workbook that can be sent out and continued."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.config import Report
from pipeline.evidence import Evidence
from pipeline.exporters.front import IS_NOT, byline, say_citation, say_licence, say_read, say_standing, say_whose, title_of
from pipeline.exporters.sheets import sheets_of
from pipeline.exporters.spreadsheet import content_of
from pipeline.pictures import Picture
from pipeline.wording import one_line

ACCESSIBLE = (
    "Accessibility: one table a sheet, marked as a table with one header row; no merged cells, empty cells, filters, colours with a meaning or "
    "formulas; language and title are set. Tell the authors of anything that cannot be read."
)


def write(evidence: Evidence, pictures: Mapping[str, Picture], settings: Report) -> bytes:  # noqa: ARG001  # every export gets the figures
    """Write evidence.xlsx.

    Args:
        evidence: the tables, codebook and settings of the study. Not changed.
        pictures: the figures, of which a workbook has none.
        settings: date and authors.

    Returns:
        The file's bytes, the same for the same evidence. It holds no full text of a document, and no formula.
    """
    title = title_of(evidence)
    cover = [
        say_whose(evidence),
        byline(settings),
        say_read(evidence),
        say_standing(evidence),
        IS_NOT,
        say_licence(evidence),
        say_citation(evidence, settings),
        ACCESSIBLE,
    ]
    return content_of(title, settings.authors, [line for line in cover if line], sheets_of(evidence), one_line(settings.date))
