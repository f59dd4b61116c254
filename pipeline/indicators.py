"""Find the indicators in a document: what is measured, its value and unit, of when, and how it is given."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.claimed import NEAR, OFFICIAL, claimed_by, content_words, disputes, status
from pipeline.measure_words import POINTS_BACK
from pipeline.measured import measured
from pipeline.quantities import Quantity, quantities
from pipeline.sentences import sentence_spans

LATER_CLAUSE = re.compile(r";\s|\s[–—]\s|,\s(?=(?:but|though|although|while|whereas|others)\b)")
BACK = 2  # sentences before one that speaks of "this target", in which its measure is looked for
RIVAL = 2  # sentences after a figure in which a rival to it is looked for
READ = ("paragraph", "list_item", "prompt", "footnote", "boilerplate")  # kinds of blocks; figures of tables stay in their tables
PAYMENT = re.compile(
    r"\b(?:invoices?|direct debit|expenses|wages|salary|petty cash|resolved to pay|agreed to pay|bank (?:balance|statement|account)|bacs)\b",
    re.IGNORECASE,
)
LIST_NUMBER = re.compile(r"\s*(?:\(?\d{1,3}(?:\.\d{1,3})*[.)]|\d{1,3}(?:\.\d{1,3})+)\s+")
LINK = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\S+")
REFERENCE = re.compile(r"\b(?:pp?\.|pages?)\s?\d+(?:\s?[/–-]\s?\d+)?|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|(?<![\d/])\d{1,3}/\d{1,3}(?![\d/])")


@dataclass(frozen=True)
class Sentence:
    """One sentence of a segment: where it stands in the document, and what it says."""

    start: int
    end: int
    text: str
    segment: Any


def indicators_of(segments: Sequence[Any], kinds: dict[str, str], *, named: bool) -> Iterator[dict[str, Any]]:
    """Give the indicators of one document, in the order in which they stand.

    Args:
        segments: rows of its SEGMENTS, sorted by start; repeats are passed over.
        kinds: kind of block by segment_id.
        named: its speakers may be named.

    Yields:
        Rows of INDICATORS without ``series`` and ``similar``, each with one mention.
    """
    sentences = list(_sentences(segments, kinds))
    stated = [list(_stated(sentence, kinds, named=named)) for sentence in sentences]
    stated = [_pointing_back(rows, stated[max(0, n - BACK) : n]) for n, rows in enumerate(stated)]
    for n, (sentence, rows) in enumerate(zip(sentences, stated, strict=True)):
        following = sentences[n + 1 : n + 1 + NEAR]
        disputing = [following[at] for at in disputes(sentence.text, [later.text for later in following])] if rows else []
        for at, row in enumerate(rows):
            rivals = [sentence] if _rivalled(row, rows[at + 1 :]) or _disputed_within(row) else []
            rivals += [later for later, other in zip(following[:RIVAL], stated[n + 1 :], strict=False) if _rivalled(row, other)]
            against = list({each.start: each for each in (*rivals, *disputing)}.values())
            yield _sourced(_disputed(row, against), sentence, sentences[n - 1 : n] if n else [])


def _stated(sentence: Sentence, kinds: dict[str, str], *, named: bool) -> Iterator[dict[str, Any]]:
    """Give the figures that one sentence states, each with what it measures."""
    furniture = kinds[sentence.segment.segment_id] == "boilerplate"  # notes to editors among it; its bare numbers are furniture's
    paid = bool(PAYMENT.search(sentence.text))  # a meeting's own bills measure nothing
    found = [q for q in quantities(_without_numbering(sentence.text)) if (q.unit or not furniture) and not (paid and q.unit not in ("%", "points"))]
    yield from (_row(sentence, quantity, found, named=named) for quantity in found)


def _pointing_back(rows: list[dict[str, Any]], before: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Leave out figures of which nothing says what they measure; "this target of 4%" measures what the last figure of its unit before it did."""
    measures = {row["unit"]: row["measure"] for own in before for row in own if row["measure"]}
    found = []
    for row in rows:
        points = POINTS_BACK.search(row["text"], 0, int(row["mentions"][0].rsplit("#", 1)[1].split("-")[0]) - row["start"])
        found.append({**row, "measure": row["measure"] or (measures.get(row["unit"], "") if points else "")})
        measures[row["unit"]] = found[-1]["measure"] or measures.get(row["unit"], "")
    return [row for row in found if row["measure"]]


def _rivalled(row: dict[str, Any], later: list[dict[str, Any]]) -> bool:
    """Tell whether somebody else is said to put another figure of the same unit and of like words against one that somebody claims."""
    return any(
        row["claimed_by"]
        and other["claimed_by"]
        and other["claimed_by"] != row["claimed_by"]
        and other["unit"] == row["unit"]
        and other["value"] != row["value"]
        and (other["start"] == row["start"] or content_words(other["text"]) & content_words(row["measure"]))
        for other in later
    )


def _disputed_within(row: dict[str, Any]) -> bool:
    """Tell whether a later clause of the same sentence disputes a figure: "…; others disputed the number"."""
    figure = int(row["mentions"][0].rsplit("-", 1)[1]) - row["start"]
    clause = LATER_CLAUSE.search(row["text"], figure)
    return clause is not None and bool(disputes(row["text"], [row["text"][clause.end() :]]))


def _sourced(row: dict[str, Any], sentence: Sentence, before: list[Sentence]) -> dict[str, Any]:
    """Take a figure that is simply reported for official where the sentence before it, in the same passage, names the source."""
    same = [each for each in before if each.segment is sentence.segment]
    official = row["status"] == "reported" and any(OFFICIAL.search(each.text) for each in same)
    return {**row, "status": "official"} if official else row


def _sentences(segments: Sequence[Any], kinds: dict[str, str]) -> Iterator[Sentence]:
    rows = [row for row in segments if kinds.get(row.segment_id) in READ and not isinstance(row.duplicate_of, str)]
    for row, spans in zip(rows, sentence_spans([row.text for row in rows]), strict=True):
        for start, end in spans:
            yield Sentence(row.start + start, row.start + end, row.text[start:end], row)


def _without_numbering(text: str) -> str:
    """Blank line ends and what is the number of a list, a link or a reference, so that offsets stay."""
    text = text.replace("\n", " ")
    numbering = LIST_NUMBER.match(text)
    blanked = " " * numbering.end() + text[numbering.end() :] if numbering else text
    for pattern in (LINK, REFERENCE):
        blanked = pattern.sub(lambda match: " " * len(match[0]), blanked)
    return blanked


def _row(sentence: Sentence, quantity: Quantity, found: list[Quantity], *, named: bool) -> dict[str, Any]:
    segment = sentence.segment
    said = measured(_without_numbering(sentence.text), quantity, found)
    speaker = segment.speaker if isinstance(segment.speaker, str) and segment.voice != "own" else None
    who = claimed_by(sentence.text.replace("\n", " "), quantity.start, (speaker if named else "a speaker") if speaker else None)
    start, end = sentence.start + quantity.start, sentence.start + quantity.end
    return {
        "indicator_id": "i" + hashlib.sha256(f"{segment.document_id}\0{start}\0{end}".encode()).hexdigest()[:10],
        "document_id": segment.document_id,
        "segment_id": segment.segment_id,
        "start": sentence.start,
        "end": sentence.end,
        "text": sentence.text,
        "said": sentence.text[quantity.start : quantity.end],
        "measure": said.measure,
        "value": quantity.value,
        "unit": quantity.unit,
        "of": quantity.of,
        "year": said.year,
        "period": said.period,
        "kind": said.kind,
        "status": status(sentence.text, who, disputed=False),
        "claimed_by": who,
        "mentions": [f"{segment.document_id}#{start:08}-{end:08}"],
        "opposed_by": [],
        "beside": [],
    }


def _disputed(row: dict[str, Any], disputing: list[Sentence]) -> dict[str, Any]:
    spans = [f"{row['document_id']}#{sentence.start:08}-{sentence.end:08}" for sentence in disputing]
    return {**row, "status": "contested", "opposed_by": spans} if spans else row
