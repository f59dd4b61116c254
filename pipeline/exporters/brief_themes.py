"""Write what the briefing says of each theme: what it is, how far it reaches, who says it, in whose words, and who dissents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from pipeline.codebook import Theme
from pipeline.decided_findings import findings_on
from pipeline.evidence import Evidence, rows_of, top_themes
from pipeline.exporters.abridge import abridge
from pipeline.exporters.brief_quotes import DISSENTING, FEWEST, FRAMINGS, write_quotes
from pipeline.exporters.shown import Reach, quotable
from pipeline.exporters.word import Word
from pipeline.pictures import Picture
from pipeline.reasons import say_both
from pipeline.wording import count, listing, one_line, shorten, tidy, years

MOST_THEMES = 7  # told in full; of the others, the names
FEW_THEMES = 5  # up to so many, a strength, a problem and a proposal of each are quoted; of more, two of them
MOST_HEIGHT = 9.5  # of the figure, centimetres
QUOTED = 4600  # characters of quotes in all
LONGEST_QUOTE = 300
LONGEST_DEFINITION, LONGEST_FINDING = 220, 400
MOST = 3  # representative quotes of a theme


def write_themes(word: Word, evidence: Evidence, reach: Reach, figure: Picture) -> None:
    """Write the figure of themes over time, then a section for each of the largest themes, in the codebook's order."""
    word.heading("Themes over time", 1, new_page=True)
    if figure.image.shows:
        word.picture(figure.image.png, figure.words.split("\n"), MOST_HEIGHT)
    else:
        word.say(figure.caption)
    word.heading("Theme by theme", 1)
    top = top_themes(evidence.codebook)
    largest = reach.themes.loc[[theme.id for theme in top]].sort_values(["n_assigned"], ascending=False, kind="stable").index[:MOST_THEMES]
    told = [theme for theme in top if theme.id in largest]
    quotes = quotable(evidence, evidence.quotes)
    most = MOST if len(told) <= FEW_THEMES else FEWEST
    given = evidence.codings.loc[evidence.codings["assigned"], ["segment_id", "theme_id"]]
    framed = given.merge(evidence.framings, on="segment_id", validate="many_to_one")
    for theme in told:
        _write(word, evidence, theme, reach, framed[framed["theme_id"] == theme.id])
        write_quotes(word, evidence, quotes[quotes["theme_id"] == theme.id], most, limit_of(len(told), most))
    others = [one_line(theme.name) for theme in top if theme not in told]
    if others:
        word.say(f"{listing(others)}: in fewer passages; see the report and the sheet Themes of evidence.xlsx.", "Other themes.")


def limit_of(n_themes: int, most: int) -> int:
    """Return up to how many characters quotes come before longer ones, by the number of themes, each with ``most`` quotes and one that dissents.

    >>> limit_of(1, 3), limit_of(5, 3), limit_of(7, 2)
    (300, 230, 219)
    """
    return min(LONGEST_QUOTE, QUOTED // ((most + DISSENTING) * max(1, n_themes)))


def _write(word: Word, evidence: Evidence, theme: Theme, reach: Reach, framed: pd.DataFrame) -> None:
    """Write what the theme is and how far it reaches; ``framed`` are the FRAMINGS of its passages."""
    word.heading(one_line(theme.name), 2)
    word.say(shorten(theme.definition, LONGEST_DEFINITION), "What it is.")
    for finding in findings_on(evidence.decisions, theme.id):
        word.say(abridge(finding, LONGEST_FINDING), "What the authors find, in their own words.")
    found: Any = reach.themes.loc[theme.id]
    base = f"{count(int(found['n_documents']), 'document')} and {count(int(found['n_segments']), 'coded passage')}"
    if not found["n_with"]:
        word.say(f"In none of {base}.", "How far it reaches.")
        return
    where = f", from {count(int(found['n_places']), 'place')}" if found["n_places"] else ""
    when = f", {years(int(found['first_year']), int(found['last_year']))}" if pd.notna(found["first_year"]) else ""
    documents = f"{int(found['n_with']):,} of {count(int(found['n_documents']), 'document')}"
    passages = f"{int(found['n_assigned']):,} of {count(int(found['n_segments']), 'coded passage')}"
    word.say(f"In {documents}, {passages}{where}{when}. {_over_time(evidence, theme.id)}".strip(), "How far it reaches.")
    word.say(_who(reach.speakers[theme.id]), "Who says it.")
    word.say(_said(framed), "What is said of it.")


def _over_time(evidence: Evidence, theme_id: str) -> str:
    """Say what may be said of the theme from the first period to the last, over all documents; nothing where they could not be held together."""
    shifts = evidence.shifts
    mine = (
        (shifts["subject_kind"] == "theme") & (shifts["subject_id"] == theme_id) & (shifts["group_kind"] == "all") & (shifts["kind"] == "first_last")
    )
    margin = evidence.study.track.margin
    return " ".join(f"From {one_line(row.period_from)} to {one_line(row.period_to)}: {say_both(row, margin)}." for row in rows_of(shifts[mine]))


def _who(kinds: Sequence[Any]) -> str:
    said = [f"{tidy(kind.source_type)} ({kind.n_with:,} of {count(kind.n_documents, 'document')})" for kind in kinds if kind.n_with]
    silent = [f"{tidy(kind.source_type)} ({count(kind.n_documents, 'document')})" for kind in kinds if not kind.n_with]
    named = listing(said)
    return f"{named[:1].upper()}{named[1:]}." + (f" Not found in {listing(silent)}." if silent else "")


def _said(framed: pd.DataFrame) -> str:
    """Count a theme's passages by what they say of it; nothing where that was not coded."""
    counts = framed["framing"].value_counts()
    if framed.empty:
        return ""
    named = [count(n, name) if (n := int(counts.get(name, 0))) else f"no {name}" for name in FRAMINGS]
    rest = "; the rest is neither" if counts.reindex(FRAMINGS).sum() < len(framed) else ""
    disagreeing = int(framed["dissent"].sum())
    dissent = f"Somebody disagrees in {count(disagreeing, 'passage')}." if disagreeing else "Nobody disagrees in any."
    return f"Of {count(len(framed), 'passage')}: {listing(named)}{rest}. {dissent} Machine-coded, uncorrected."
