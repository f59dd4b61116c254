"""Describe what is exported in words that stand as memos in other programs: where a document is from, why a passage was coded and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.explain import EXEMPLAR
from pipeline.qda.arrange_codes import FRAMING, THEME
from pipeline.qda.clean import xml_text
from pipeline.qda.identify import MACHINE
from pipeline.qda.load import Held
from pipeline.schema import tuples
from pipeline.wording import one_line, shorten

VERSION, FROM, DRAW, MEMO = "Codebook version: ", "Origin: ", "Draw: ", "Memo: "
PASSAGE, CODES = "Passage: ", "Codes: "  # as they went out, by which a passage that came back is known to be unchanged
BY_MACHINE = "Machine-coded, uncorrected: a calibrated probability stands behind each theme, and why it was given."
BY_PERSON = "Coded by a person."
START = 80  # characters of an exemplar by which it is known


@dataclass(frozen=True)
class Sayings:
    """What is known of passages: of the machine's by document, start, end, kind and code; of people's by document, start, end and coder."""

    machine: Mapping[tuple[str, int, int, str, str], str]
    people: Mapping[tuple[str, int, int, str], Any]
    names: Mapping[str, str]  # of themes
    where: Mapping[tuple[str, int, int], str]


def sayings_of(held: Held) -> Sayings:
    """Gather scores and reasons of the machine's codings, and what people wrote beside theirs."""
    segments = held.segments[["segment_id", "document_id", "start", "end", "page", "paragraph"]]
    machine: dict[tuple[str, int, int, str, str], str] = {}
    assigned = held.codings[held.codings["assigned"]].merge(segments, on="segment_id", validate="many_to_one")
    for row in tuples(assigned):
        why = f"; {_with_words(row.why, held)}" if pd.notna(row.why) and row.why else ""
        machine[row.document_id, int(row.start), int(row.end), THEME, row.theme_id] = f"{row.score:.3f}{why}"
    for row in tuples(held.framings.merge(segments, on="segment_id", validate="one_to_one")) if len(held.framings) else ():
        place = row.document_id, int(row.start), int(row.end)
        machine[*place, FRAMING, row.framing], machine[*place, FRAMING, "dissent"] = f"{row.framing_score:.3f}", f"{row.dissent_score:.3f}"
    people = {(row.document_id, int(row.start), int(row.end), row.coder): row for row in tuples(held.human)}
    where = {(row.document_id, int(row.start), int(row.end)): _where(row) for row in tuples(segments)}
    return Sayings(machine, people, {theme.id: theme.name for theme in held.codebook.theme}, where)


def _with_words(why: str, held: Held) -> str:
    """Put the first words of the exemplar that a coding names by number beside where it stands; one that is not there any more is said to be so."""

    def said(match: re.Match[str]) -> str:
        number = int(match[1])
        there = f"no. {number} of {held.exemplars_file}, cosine {match[2]}"
        if not 0 < number <= len(held.exemplars):
            return f"nearest exemplar: {there}, which is not as the run had it"
        return f"nearest exemplar: “{shorten(held.exemplars[number - 1], START)}” ({there})"

    return EXEMPLAR.sub(said, why)


def _where(row: Any) -> str:
    page = f"page {row.page}, " if pd.notna(row.page) else ""
    return f"{page}paragraph {row.paragraph}; segment {row.segment_id}"


def describe_passage(place: tuple[str, int, int, str], marks: Sequence[Any], sayings: Sayings) -> str:
    """Write the memo of a passage: the machine's with scores and reasons, a person's with all that a file of codes says of it."""
    document_id, start, end, coder = place
    if coder == MACHINE:
        said = [(mark, sayings.machine.get((document_id, start, end, mark.kind, mark.code), "")) for mark in marks]
        lines = [f"{sayings.names[mark.code] if mark.kind == THEME else f'{mark.kind}, {mark.code}'}: {text}" for mark, text in said]
        return xml_text("\n".join([BY_MACHINE, *lines, f"Where: {sayings.where.get((document_id, start, end), 'as marked')}"]))
    row = sayings.people[place]
    went = [(PASSAGE, f"{start}-{end}"), (CODES, written_codes(mark.code for mark in marks))]
    written = [*went, (VERSION, row.codebook_version), (FROM, row.origin), (DRAW, row.draw), (MEMO, row.memo)]
    return xml_text("\n".join([BY_PERSON, *(f"{name}{value}" for name, value in written if value)]))


def written_codes(codes: Iterable[str]) -> str:
    """Write the codes of a passage in one line, sorted."""
    return one_line("; ".join(sorted(set(codes))))


def read_description(description: str) -> dict[str, str] | None:
    r"""Read back what ``describe_passage`` wrote of a person's passage; None where it did not write it.

    >>> read_description("Coded by a person.\nOrigin: drawn\nMemo: two\nlines")
    {'Origin: ': 'drawn', 'Memo: ': 'two\nlines'}
    """
    if not description.startswith(BY_PERSON):
        return None
    found: dict[str, str] = {}
    head, _, memo = description.partition(f"\n{MEMO}")
    for line in head.split("\n"):
        found |= {name: line.removeprefix(name) for name in (PASSAGE, CODES, VERSION, FROM, DRAW) if line.startswith(name)}
    return found | ({MEMO: memo} if memo else {})


def describe_source(row: Any) -> str:
    """Write where a document is from."""
    said = [("Title", row.title), ("Path", row.path), ("Document", row.document_id), ("SHA-256 of the file", row.sha256), ("Web address", row.url)]
    said += [("Licence", row.licence), ("Reference", row.reference), ("May be quoted", row.quotable), ("Attribution", row.attribution)]
    return xml_text("\n".join(f"{name}: {value}" for name, value in said if pd.notna(value) and value))
