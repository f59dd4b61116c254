"""Write the end of the briefing: method, limits, what is not known, and where to find more."""

from __future__ import annotations

from pipeline.config import Report
from pipeline.evidence import Evidence
from pipeline.exporters.front import say_citation, say_licence
from pipeline.exporters.shown import Reach
from pipeline.exporters.word import Word
from pipeline.wording import count, listing_at_most, one_line


def write_method(word: Word, evidence: Evidence, reach: Reach, settings: Report) -> None:
    """Write method and limits in plain words, what is not known, and where more is to be found."""
    track = evidence.study.track
    word.heading("Method and limits", 1)
    word.points(
        [
            f"A machine codes passages by the themes of a codebook, version {one_line(evidence.codebook.version)}. It makes mistakes.",
            "A share is the mean over documents, so that a long document weighs no more than a short one. n counts documents.",
            "These documents are taken as all there are, so nothing is tested."
            if track.design == "census"
            else f"A change or difference is claimed where it holds up to a test at a false discovery rate of {100 * track.alpha:g}%, with "
            f"{track.floor} independent sources or more on each side. Bands show what other documents of the same kind might have given.",
            "Quotes are chosen by rule, word for word and whole; long ones are left out. […] marks what was left out of replies and proposals.",
            "Recommendations and figures are found by rules that overlook some.",
        ]
    )
    word.heading("What is not known", 1)
    word.points(_unknown(evidence, reach))
    word.heading("Where to find more", 1)
    word.say(
        "report.html beside this file has every claim with its tests, all figures and tables, and the whole method; evidence.xlsx has the evidence "
        "as tables, with recommendations to be tracked; the folder csv has the tables for other programs, described in datapackage.json."
    )
    word.say(say_licence(evidence))
    word.say(say_citation(evidence, settings))
    word.say(
        "This file has headings, header rows, alternative text and a set language. Tell its authors of anything that cannot be read.",
        "Accessibility.",
    )


def _unknown(evidence: Evidence, reach: Reach) -> list[str]:
    """Say what the study leaves open: how often the machine is right, what undated documents tell, where nothing was found."""
    measured = not evidence.appraised.appraisals.empty
    absent = [evidence.subject("theme", theme_id) for theme_id in reach.themes.index[reach.themes["n_with"] == 0]]
    undated, unplaced = len(evidence.undated), int(evidence.documents["place"].isna().sum())
    said = {
        "How often the machine is right on these documents: no person has coded a draw of them.": not measured,
        "How right the machine is for each theme is known from a draw that people coded; see the report.": measured,
        "Whether what nobody wrote down here is absent: a theme that a document leaves out is neither opposed nor unimportant.": True,
        f"When {count(undated, 'document')} without a date {'was' if undated == 1 else 'were'} written: on no timeline.": undated > 0,
        f"Which place {count(unplaced, 'document')} {'speaks' if unplaced == 1 else 'speak'} for.": unplaced > 0,
        f"Anything of {listing_at_most(absent, 6)}: no passage was found.": bool(absent),
        "Whether what was recommended was done, unless a document says so.": len(evidence.recommendations) > 0,
        "Whether a figure is right, and whether figures of different sources can be compared.": len(evidence.indicators) > 0,
    }
    return [sentence for sentence, holds in said.items() if holds]
