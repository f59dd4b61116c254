"""List the files of which nothing is coded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from pipeline.config import Segment
from pipeline.language import SURE_TO_DIFFER, UNKNOWN, WORDS_TO_DIFFER, language_of
from pipeline.language_names import language_name
from pipeline.rows import problem
from pipeline.schema import tuples

REMEDY = (
    "Look at it. If it says something, correct how it is laid out, or have shorter passages coded with min_words under [segment] of study.toml; "
    "else take it out, or leave it: it counts in no share."
)


def uncoded(segments: pd.DataFrame, documents: pd.DataFrame, settings: Segment, language: str) -> Iterator[dict[str, str]]:
    """Report each file in the study's language of which no segment is codable.

    Args:
        segments: the SEGMENTS of all documents. Not changed.
        documents: the DOCUMENTS. Not changed.
        settings: ``[segment]`` of study.toml.
        language: the study's; of files in others ``other-language`` says so.

    Yields:
        A row ``nothing-codable`` a file, in order of their paths; a notice that a program wrote is none.
    """
    cut = segments.assign(short=segments["n_words"] < settings.min_words).groupby("document_id")
    counts = pd.DataFrame({"n": cut.size(), "n_short": cut["short"].sum(), "n_codable": cut["codable"].sum()})
    known = documents[["document_id", "path", "language", "source_type"]].merge(
        counts.reset_index(), on="document_id", how="left", validate="one_to_one"
    )
    told = known.assign(here=known["language"].isin([language, "und"]), agenda=known["source_type"] == "agenda")
    files = told.fillna({"n": 0, "n_short": 0, "n_codable": 0})
    summed = files.groupby("path", sort=True).agg(
        n=("n", "sum"), n_short=("n_short", "sum"), n_codable=("n_codable", "sum"), here=("here", "all"), agenda=("agenda", "all")
    )
    without = summed[(summed["n_codable"] == 0) & summed["here"]]
    path_of = dict(zip(documents["document_id"], documents["path"], strict=True))
    rows_of = _by_path(segments, path_of, frozenset(without.index))
    for row in tuples(without.reset_index()):
        if row.agenda:
            said = "is an agenda: it says what is to be spoken of, and nothing of it is coded"
        else:
            why = _why(rows_of.get(row.path, []), path_of, settings, language)
            said = f"has {int(row.n)} passage{'s'[: int(row.n) != 1]}, and nothing that is coded: {why}"
        yield problem(row.path, "nothing-codable", f"{row.path} {said}", REMEDY, "note") | {"stage": "segment"}


def _by_path(segments: pd.DataFrame, path_of: Mapping[str, str], paths: frozenset[str]) -> dict[str, list[Any]]:
    """Gather the segments of some files, by path."""
    wanted = segments["document_id"].isin([document_id for document_id, path in path_of.items() if path in paths])
    found: dict[str, list[Any]] = {}
    for row in tuples(segments.loc[wanted, ["document_id", "duplicate_of", "n_words", "text"]]):
        found.setdefault(path_of[row.document_id], []).append(row)
    return found


def _why(own: Sequence[Any], path_of: Mapping[str, str], settings: Segment, language: str) -> str:
    """Say why none of a file's segments is coded, one reason for each: it repeats another, is in another language, is short, or is no prose."""
    repeats = Counter(path_of[row.duplicate_of.split("#")[0]] for row in own if isinstance(row.duplicate_of, str))
    rest = [row for row in own if not isinstance(row.duplicate_of, str)]
    short = sum(row.n_words < settings.min_words for row in rest)
    names = Counter(name for row in rest if row.n_words >= settings.min_words and (name := _another(row.text, language)))
    reasons = {f"repeats of {path}": n for path, n in repeats.items()} | {f"in {name}": n for name, n in names.items()}
    reasons |= {f"of fewer than {settings.min_words} words": short} if short else {}
    told = [
        f"{'each' if n == len(own) > 1 else n} {words if n > 1 else words.replace('repeats of', 'repeat of')}" for words, n in sorted(reasons.items())
    ]
    rest_is = "headings, tables, lists of names or formalities"
    return ", ".join([*told, *([f"the others {rest_is}" if told else rest_is] if sum(reasons.values()) < len(own) or not own else [])])


def _another(text: str, language: str) -> str | None:
    """Name the language of a passage that is surely in another than the study's, as paragraphs are told."""
    told = language_of(" ".join(text.split()))
    sure = told.words >= WORDS_TO_DIFFER and told.certainty >= SURE_TO_DIFFER
    return language_name(told.language) if sure and told.language not in {language, UNKNOWN} else None
