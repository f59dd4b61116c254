"""Write briefing.docx: four to eight pages for people who will be asked what the evidence says."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.config import Report
from pipeline.evidence import Evidence
from pipeline.exporters.brief_evidence import write_base, write_proposals
from pipeline.exporters.brief_method import write_method
from pipeline.exporters.brief_summary import write_summary
from pipeline.exporters.brief_themes import write_themes
from pipeline.exporters.front import byline, say_whose, title_of
from pipeline.exporters.shown import reach_of
from pipeline.exporters.word import Word
from pipeline.pictures import Picture
from pipeline.wording import one_line


def write(evidence: Evidence, pictures: Mapping[str, Picture], settings: Report) -> bytes:
    """Write briefing.docx.

    Args:
        evidence: the tables, codebook and settings of the study. Not changed.
        pictures: the figures by name, of which it shows that of themes over time.
        settings: date and authors.

    Returns:
        The file's bytes, the same for the same evidence. A summary of one page stands first.
    """
    word = Word(title_of(evidence), settings.authors)
    word.say(say_whose(evidence))
    word.say(byline(settings))
    reach = reach_of(evidence)
    write_summary(word, evidence, reach)
    write_themes(word, evidence, reach, pictures["themes_over_time"])
    write_proposals(word, evidence)
    write_base(word, evidence)
    write_method(word, evidence, reach, settings)
    return word.content(one_line(settings.date))
