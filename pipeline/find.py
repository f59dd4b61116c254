"""Show a word in context over all segments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.codebook import Exemplar, load_codebook, load_exemplars
from pipeline.config import load_study
from pipeline.errors import ConfigError
from pipeline.explain import Known, lines_of
from pipeline.keys import bytes_hash
from pipeline.schema import tuples
from pipeline.seeds import forms, tokens
from pipeline.store import read_json, read_table
from pipeline.tables import CODINGS

MOST_SHOWN = 500
NEAREST = 3  # spellings offered where nothing is found
NOT_CODED = "not coded: "


def find_files(outputs: Path, phrase: str, width: int, study: Path | None = None) -> str:
    """Find a word or phrase in the segments of a run, and write it in context with the themes that each segment carries.

    Args:
        outputs: the folder of a run; read as it is.
        phrase: one word or several in a row.
        width: characters of context on each side.
        study: the study.toml, to say why each theme was given, with the exemplars' words; None: only which themes.

    Returns:
        As ``show``.

    Raises:
        PipelineError: if a table is missing, there is nothing to look for, or the exemplars cannot be read.
    """
    segments, documents = (read_table(outputs, name) for name in ("segments", "documents"))
    found = find(segments, documents, phrase)
    codings = read_table(outputs, "codings") if (outputs / "codings.parquet").is_file() else CODINGS.empty()
    given = codings[codings["assigned"] & codings["segment_id"].isin(found["segment_id"])]
    by_words = read_json(outputs / "run.json").get("settings", {}).get("embed", {}).get("encoder") == "hashing"
    return show(found, phrase, width, segments, _carried(given, segments, _exemplars(outputs, study) if study else None, by_words=by_words))


def _exemplars(outputs: Path, study: Path) -> list[Exemplar]:
    """Return the exemplars that the run in OUTPUTS learnt from; none where the file was changed since, lest the wrong words be shown."""
    settings = load_study(study).study
    recorded = read_json(outputs / "run.json").get("inputs", {}).get("exemplars", "")
    unchanged = settings.exemplars.is_file() and recorded == bytes_hash(settings.exemplars)
    return load_exemplars(settings.exemplars, load_codebook(settings.codebook)) if unchanged else []


def _carried(given: pd.DataFrame, segments: pd.DataFrame, exemplars: list[Exemplar] | None, *, by_words: bool) -> dict[str, list[str]]:
    """Return for each segment a line of its themes with their scores, and, with exemplars, lines on why each was given."""
    texts = dict(zip(segments["segment_id"], segments["text"], strict=True))
    why = lines_of(given, Known(exemplars, texts, {}, by_words=by_words)) if exemplars is not None else {}
    lines: dict[str, list[str]] = {}
    for segment_id, own in given.sort_values(["segment_id", "score", "theme_id"], ascending=[True, False, True]).groupby("segment_id"):
        lines[str(segment_id)] = [", ".join(f"{row.theme_id} {row.score:.2f}" for row in tuples(own))]
        lines[str(segment_id)] += [f"{row.theme_id}: {said}" for row in tuples(own) for said in why.get((row.segment_id, row.theme_id), ())]
    return lines


def find(segments: pd.DataFrame, documents: pd.DataFrame, phrase: str) -> pd.DataFrame:
    """Find a word or phrase, in any regular inflection, in every segment.

    Args:
        segments: a SEGMENTS table. Not changed.
        documents: its DOCUMENTS.
        phrase: one word or several in a row.

    Returns:
        A row for each occurrence: segment_id, path, title, year, page, paragraph, codable (false in headings, attendance, contents
        and the like), text, and first and last character of it in the text; in the order of documents.

    Raises:
        ConfigError: if the phrase has no letter or digit.
    """
    words = tokens(phrase)
    if not words:
        raise ConfigError(f"Nothing to look for in {phrase!r}. Name a word: make find WORD=housing")
    inflected = ["(?:" + "|".join(map(re.escape, sorted(forms(word), key=lambda form: (-len(form), form)))) + ")(?:['’]s?)?" for word in words]
    pattern = re.compile(r"(?<![^\W_])" + r"[\s\-–—,]+".join(inflected) + r"(?![^\W_])", re.IGNORECASE)
    rows = segments.merge(documents[["document_id", "path", "title", "year"]], on="document_id", validate="many_to_one")
    found = [
        (row.segment_id, row.path, row.title, row.year, row.page, row.paragraph, row.codable, row.text, match.start(), match.end())
        for row in tuples(rows)
        for match in pattern.finditer(row.text)
    ]
    return pd.DataFrame(found, columns=["segment_id", "path", "title", "year", "page", "paragraph", "codable", "text", "first", "last"])


def show(
    found: pd.DataFrame, phrase: str, width: int, segments: pd.DataFrame | None = None, carried: Mapping[str, Sequence[str]] | None = None
) -> str:
    """Write occurrences one a line, the word in the middle.

    Args:
        found: what ``find`` returned.
        phrase: what was looked for, for the heading.
        width: characters of context on each side.
        segments: those searched; where nothing was found, the nearest spellings among their words are named.
        carried: by segment_id the themes that it carries, in a line, and further lines on why; None: no themes are named.

    Returns:
        Lines, the first with counts, those in parts that are not coded apart; each line with title, year, page where
        there is one, and paragraph; at most 500 occurrences, with a sentence where more were found.
    """
    if not len(found):
        return " ".join([f"{phrase!r} is in none of the documents, in no inflection.", *_nearest(phrase, segments)])
    documents, coded = found["path"].nunique(), int(found["codable"].sum())
    heading = f"{phrase!r}: {_times(len(found))} in {documents} document{'' if documents == 1 else 's'}"
    apart = (
        f"; {coded} in passages that may carry codes, {len(found) - coded} in headings, lists of names and other parts that never do"
        if coded < len(found)
        else ""
    )
    lines = [heading + apart, *(line for row in tuples(found.head(MOST_SHOWN)) for line in _lines(row, width, carried or {}))]
    return "\n".join([*lines, *([f"… and {len(found) - MOST_SHOWN} more."] if len(found) > MOST_SHOWN else [])])


def _times(n: int) -> str:
    return f"{n} time{'' if n == 1 else 's'}"


def _lines(row: Any, width: int, carried: Mapping[str, Sequence[str]]) -> Iterator[str]:
    themes, *why = carried.get(row.segment_id, ("",))
    yield _line(row, width) + (f" · {themes}" if themes else "")
    yield from (f"      {said}" for said in why)


def _line(row: Any, width: int) -> str:
    text = re.sub(r"\s", " ", row.text)
    left, right = text[max(0, row.first - width) : row.first], text[row.last : row.last + width]
    where = [row.title, "undated" if pd.isna(row.year) else str(int(row.year))]
    where += [] if pd.isna(row.page) else [f"page {int(row.page)}"]
    mark = "" if row.codable else NOT_CODED
    return f"{left:>{width}}[{text[row.first : row.last]}]{right:<{width}}  {mark}{', '.join([*where, f'paragraph {row.paragraph}'])}"


def _nearest(phrase: str, segments: pd.DataFrame | None) -> list[str]:
    """Name words of the corpus that are spelt nearly as those of the phrase that it does not hold."""
    known = {word for text in segments["text"] for word in tokens(text)} if segments is not None else set()
    near = [word for asked in tokens(phrase) if not forms(asked) & known for word in get_close_matches(asked, sorted(known), NEAREST)]
    return [f"Words spelt nearly so: {', '.join(dict.fromkeys(near))}."] if near else []
