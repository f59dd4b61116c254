"""Tell where a document and what is said of it disagree on its title or type, which dates stand alone in a corpus, and which documents have none."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from pipeline import dates
from pipeline.manifest import Row
from pipeline.rows import problem
from pipeline.schema import tuples

SHARED = 0.5  # of the words of the shorter title: with fewer, two titles are of different things
OPENING = 3000  # characters in which a document speaks of what it is about
HEAD_LINES = 12  # non-blank lines: a title that stands further down was taken for want of a better
SMALL_WORDS = frozenset("a an and as at by for from in is of on or the to with".split())
TYPES = frozenset(  # of documents; a manifest whose types are none of these parts documents in its own way
    "press_release minutes oral_evidence workshop_report consultation_response letter manifesto report agenda article speech interview "
    "transcript survey".split()
)
SAME = (frozenset({"report", "workshop_report", "consultation_response", "survey"}), frozenset({"oral_evidence", "transcript", "interview"}))
FAR = 20  # years after all other evidence
SHOWN = 20  # documents named in a message
OTHERS = 2  # dated documents that it takes to say so
Reading = Mapping[Hashable, Any]  # a row of READINGS
YEAR = re.compile(r"(?<![\d.,/-])(?:1[5-9]|20)\d\d(?![\d,]|\.\d)")


def differ(one: str, other: str) -> bool:
    """Tell whether two titles share less than half of the words of the shorter.

    >>> differ("Forum: minutes, 3 May", "MINUTES OF THE FORUM"), differ("Trust in Alder", "Harrow Park – a history")
    (False, True)
    """
    first, second = _words(one), _words(other)
    return bool(first and second) and len(first & second) < SHARED * min(len(first), len(second))


def _words(title: str) -> frozenset[str]:
    plain = title.casefold().replace("’", "'").replace("'s", "").replace("'", "")
    return frozenset(re.findall(r"[^\W_]+", plain)) - SMALL_WORDS


def named_otherwise(path: str, own: Mapping[str, object], row: Row) -> Iterator[dict[str, str]]:
    """Report a manifest's title that is not the document's own, and of which neither its name nor its opening says half the words."""
    title, text = str(own["title"] or ""), str(own["text"])
    if not row.title or not title or title == PurePosixPath(path).stem or not differ(row.title, title) or not _on_top(title, text):
        return
    seen = _words(f"{title} {PurePosixPath(path).stem.replace('_', ' ')} {text[:OPENING]}")
    words = _words(row.title)
    if sum(any(other.startswith(word) for other in seen) for word in words) >= SHARED * len(words):
        return  # a title that someone gave it: Con manifesto 1945
    message = f"{path} has a title in the manifest that shares few words with the one it bears; the manifest's is taken"
    yield problem(path, "title-conflict", message, "Look whether the row is that of another document.", "note")


def _on_top(title: str, text: str) -> bool:
    """Tell whether a title is in the first lines of a text, or, as a file's data may give it, nowhere."""
    flat = " ".join(text.casefold().split())
    lines = [line for line in text.splitlines() if line.strip()][:HEAD_LINES]
    plain = " ".join(title.casefold().split())
    return plain in " ".join(" ".join(lines).casefold().split()) or plain not in flat


def of_another_type(path: str, own: Mapping[str, object], reading: Reading, row: Row) -> Iterator[dict[str, str]]:
    """Report a manifest's source type that is not what the document shows itself to be, where both are known types."""
    given = re.sub(r"[^a-z]+", "_", (row.source_type or "").casefold()).strip("_")
    if given not in TYPES:
        return
    shown = str(own["source_type"] or reading["source_type"] or "")
    if not shown or shown == given or any({given, shown} <= kinds for kinds in SAME):
        return
    where = reading["source_type_where"] if shown == reading["source_type"] else "its items"
    message = f"{path} is {given} in the manifest, {where} show {shown}; {row.source_type} is taken"
    yield problem(path, "source-type-conflict", message, "Look which is right, and correct the manifest if need be.", "note")


def far_dates(documents: pd.DataFrame, checked: frozenset[str]) -> Iterator[dict[str, str]]:
    """Report a date decades after those of all other documents and after every year that the document speaks of.

    There is no clock in a study's results, so that a date after today is not told from one today.

    Args:
        documents: a DOCUMENTS table with dates settled.
        checked: paths whose date a person has checked.
    """
    dated = documents.dropna(subset=["year"]).sort_values("path")
    years = dated["year"].astype("int64")
    if len(dated) <= OTHERS:
        return
    newest, before = int(years.max()), sorted(years)[-2]
    if newest - before < FAR:
        return
    for row in tuples(dated.loc[years == newest, ["path", "date", "text", "date_basis"]]):
        spoken = {int(year) for year in YEAR.findall(row.text)} - {newest}
        named = dates.from_name(row.path) if row.date_basis != "file name" else None
        if row.path not in checked and max({*spoken, *({named.year} if named else ()), 0}) <= newest - FAR:
            message = f"{row.path} has the date {row.date}, {newest - before} years after the newest of the other documents; it is taken"
            remedy = "Look whether it is right: correct it in the manifest, or write manifest under date_basis there."
            yield problem(row.path, "unlikely-date", message, remedy, "warning")


def undated(documents: pd.DataFrame) -> Iterator[dict[str, str]]:
    """Say in one row how many documents have no date.

    Args:
        documents: a DOCUMENTS table with dates settled.
    """
    paths = sorted(documents.loc[documents["year"].isna(), "path"])
    if not paths:
        return
    named = list(dict.fromkeys(paths))
    shown = ", ".join(named[:SHOWN]) + (", …" if len(named) > SHOWN else "")
    have, are = ("has", "is") if len(paths) == 1 else ("have", "are")
    message = f"{len(paths)} of {len(documents)} document{'s'[: len(documents) != 1]} {have} no date and {are} on no timeline: {shown}"
    remedy = "Give dates in manifest.csv (make manifest lays one out). A document without a date is coded and quoted all the same."
    yield problem("", "undated", message, remedy, "note")
