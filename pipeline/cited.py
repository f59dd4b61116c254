"""List the reports and papers that the documents cite, and whether the corpus holds them. Precision first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from pipeline.keys import digest
from pipeline.rows import columns
from pipeline.schema import tuples
from pipeline.tables import CITATIONS, CITED

KIND = r"(?:[Rr]eport|[Rr]eview|[Ss]trategy|[Ww]hite [Pp]aper|[Gg]reen [Pp]aper|[Cc]onsultation [Pp]aper|[Mm]anifesto|[Ss]tudy|[Bb]ook|[Pp]amphlet|[Pp]olicy [Pp]aper|[Pp]olicy [Dd]ocument|[Dd]ocument|[Pp]ublication)"
YEAR = r"(?P<year>(?:19|20)\d\d)"
AFTER = rf"(?:,? \(?(?:published in |of |in )?{YEAR}\)?)?"
SMALL = ("of", "and", "the", "for", "in", "to", "on", "a", "with", "from", "our", "by", "into", "at")
BETWEEN = r"(?: +(?:[–:,-] +)?|[,:]{1,2} *)"  # no mark that a word may hold: what can be read in two ways is read in thousands
WORDS = rf"[A-Z][\w’'&-]*(?:{BETWEEN}(?:[A-Z0-9][\w’'&-]*|{'|'.join(SMALL)}))*"
NAMED = r"(?:[A-Z][\w’'-]+ ){1,4}"
OPEN, SHUT = "(?<![\\w’'&-])[“‘\"']", "[”’\"'](?!\\w)"
DATED = rf"\((?:published )?(?:(?:\d{{1,2}} )?[A-Z][a-z]{{2,8}} )?{YEAR}\)"
NOTE = (  # a note of a page that begins with a title: 4 Streets for All, Office of Parks (May 2007).
    r"^\d{1,3} (?:See(?: also)?:? |For example:? |See, for example,? )?(?P<title>(?!Ibid|Op\.? ?cit|QQ? \d|H[LC] )[A-Z][^.;()“”\"]{8,140}?), "
    rf"[A-Z][^,.;()]{{1,60}} {DATED}"
)
RULES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{KIND},? (?:entitled |called |titled |on \w+, )?{OPEN}(?P<title>{WORDS}[?!]?){SHUT}{AFTER}",
        rf"{OPEN}(?P<title>{WORDS}[?!]?){SHUT},? \({YEAR}\)",
        rf"\b(?:publication|publishing|published|launch|findings|recommendations|conclusions) (?:of |in )?(?:our |the |its |their )?{OPEN}(?P<title>{WORDS}[?!]?){SHUT}{AFTER}",
        rf"\b[Tt]he (?P<title>{NAMED}(?:Report|Review|White Paper|Green Paper|[Rr]eport(?= \((?:19|20)))\b){AFTER}",
        NOTE,
        rf"\b(?P<title>(?:(?:[Ff]inal|[Ii]nterim|[Aa]nnual) )?[Rr]eport of (?:the|Lord|Sir|Dame|Lady) {WORDS}){AFTER}",
    )
)
NO_TITLE = re.compile(
    r"(?:annual|final|interim|draft|progress|performance|minority|majority|this|next|last|executive|written|monthly|quarterly|price|spending|defence|annual price)"
    r"\s+(?:report|review)\b|(?:\w+ )?report of the (?:royal |joint |select )*(?:committee|commission|forum|group|inquiry)$",
    re.IGNORECASE,
)
NO_DOCUMENT = re.compile(r"\b(?:act|bill|regulations|directive|scheme|campaign|programme|project|fund)\W*$", re.IGNORECASE)
FEWEST = 2  # words of a title


@dataclass(frozen=True)
class _Citation:
    title: str
    year: int | None
    segment_id: str
    document_id: str
    start: int


def citations_in(segments: pd.DataFrame) -> pd.DataFrame:
    """Find the titles that segments cite.

    Args:
        segments: a SEGMENTS table. Not changed.

    Returns:
        A CITATIONS table; each segment's rows depend on that segment only.
    """
    found = [
        {"segment_id": row.segment_id, "start": row.start + at, "title": title, "year": year}
        for row in tuples(segments[["segment_id", "start", "text"]])
        for title, year, at in titles_in(row.text)
    ]
    return CITATIONS.frame(columns(found, CITATIONS.names))


def cited(documents: pd.DataFrame, segments: pd.DataFrame, citations: pd.DataFrame) -> pd.DataFrame:
    """List what the documents cite.

    Args:
        documents: a DOCUMENTS table. Not changed.
        segments: their SEGMENTS; a repeat counts once. Not changed.
        citations: the CITATIONS of these segments. Not changed.

    Returns:
        A CITED table, a row a title and year, sorted by cited_id. Acts of Parliament are no documents to hold.
    """
    searched = segments.loc[segments["duplicate_of"].isna(), ["segment_id", "document_id"]]
    rows = citations.merge(searched, on="segment_id", validate="many_to_one").sort_values(["segment_id", "start"])
    groups: dict[str, list[_Citation]] = {}
    for row in tuples(rows):
        one = _Citation(row.title, None if pd.isna(row.year) else int(row.year), row.segment_id, row.document_id, int(row.start))
        groups.setdefault(_plain(one.title), []).append(one)
    titles = [_plain(title) for title in documents["title"]]
    listed = [_row(same, groups[name], titles) for name in groups for same in _by_year(groups[name])]
    return CITED.frame(columns(sorted(listed, key=lambda row: str(row["cited_id"])), CITED.names))


def titles_in(text: str) -> list[tuple[str, int | None, int]]:
    """Find the titles that a passage cites, with year and where they stand.

    >>> titles_in("Since the Marlow Report (1998) and the report “Streets for All”, much has changed.")
    [('Marlow Report', 1998, 10), ('Streets for All', None, 47)]
    """
    found: dict[int, tuple[str, int | None, int]] = {}
    line = re.sub(r"\s", " ", text)
    for pattern in RULES:
        for match in pattern.finditer(line):
            title = _trimmed(match["title"])
            if len(title.split()) >= FEWEST and not NO_TITLE.match(title) and not NO_DOCUMENT.search(title):
                year = int(match["year"]) if match["year"] else None
                found.setdefault(match.start("title"), (title, year, match.start("title")))
    return [found[start] for start in sorted(found)]


def _trimmed(title: str) -> str:
    """Leave out the small words on which a title cannot end."""
    words = title.split()
    while len(words) > 1 and words[-1].strip(",") in {"", *SMALL}:
        words.pop()
    return " ".join(words).strip(" ,:–-")


def _by_year(same: Iterable[_Citation]) -> Iterator[list[_Citation]]:
    """Part citations of one title by year; those without a year join the only year there is."""
    listed = list(same)
    years = sorted({one.year for one in listed if one.year})
    if len(years) <= 1:
        yield listed
        return
    for year in (*years, None):
        if part := [one for one in listed if one.year == year]:
            yield part


def _row(same: list[_Citation], of_any_year: Iterable[_Citation], held: Iterable[str]) -> dict[str, object]:
    """Make a row of the citations of one title and year; its place is the first in its segment that has the title, with whatever year."""
    first = same[0]
    year = next((one.year for one in same if one.year), None)
    name = _plain(first.title)
    documents = sorted({one.document_id for one in same})
    start = next(one.start for one in of_any_year if one.segment_id == first.segment_id)
    return {
        "cited_id": digest([name, str(year)])[:12],
        "title": first.title,
        "year": year,
        "n_documents": len(documents),
        "document_ids": documents,
        "segment_id": first.segment_id,
        "start": start,
        "end": start + len(first.title),
        "held": any(name in title or (len(title.split()) > FEWEST and title in name) for title in held),
    }


def _plain(title: str) -> str:
    return " ".join(re.sub(r"\W+", " ", title.casefold()).split())
