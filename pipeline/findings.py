"""Gather all that a person has to look at before anything is published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from pipeline.decided_again import Again, lost_names, with_names, with_persons
from pipeline.exempt import Exempt, exempt_in
from pipeline.finding import DECISIONS, Asked, Finding
from pipeline.finding_rows import Rows, Spans
from pipeline.forms_shown import Cell, places_shown
from pipeline.name_forms import parts_of
from pipeline.name_propagation import Finder, known_words, names_in
from pipeline.names_found import Name, find_names
from pipeline.names_weighed import names_alone
from pipeline.people import Person, gather_people
from pipeline.published_ids import in_words
from pipeline.schema import tuples
from pipeline.wording import one_line

APART = "\n\n—\n\n"  # between texts that are searched as one: no name goes on across it
UNDER = " > "  # between a heading and one under it
WRITTEN = "decisions/findings.csv"
CELLS = "cells of tables"  # and exemplars: what is published beside documents, findings and the manifest
MANIFEST = ("publisher", "reference", "licence", "source_type", "further")  # columns that are published, beside the title


@dataclass(frozen=True)
class Findings:
    """All of them, with the persons behind those that are names, and the stretches that were not open to the public."""

    rows: tuple[Finding, ...]
    people: tuple[Person, ...]
    exempt: Mapping[str, Sequence[Exempt]]
    decided: Mapping[str, str] = field(default_factory=dict)  # by review_id, where a decision was found again by its words and not by its id


@dataclass(frozen=True)
class Beside:
    """What is looked at beside the documents.

    ``written``: findings that people wrote, of which all is shown; ``cells``: further texts that would be published, each with the id of its
    document; ``asked``: what people decided before; ``organisations``: by document_id the bodies that views might be tied to, in documents whose
    attribution is none.
    """

    written: Sequence[str] = ()
    cells: Sequence[Cell] = ()
    asked: Sequence[Asked] = ()
    organisations: Mapping[str, Sequence[str]] = field(default_factory=dict)


NOTHING = Beside()


def gather(
    documents: pd.DataFrame,
    blocks: pd.DataFrame,
    shown: Spans,
    beside: Beside = NOTHING,
    find: Finder = find_names,
) -> Findings:
    """Find what must be decided before anything is published.

    Args:
        documents: a DOCUMENTS table; ``further`` and ``settled``, if there are such columns: what else the manifest says of each, and the
            attribution that it decides on. Not changed.
        blocks: their BLOCKS.
        shown: by document_id the spans that would be published, if nothing spoke against it.
        beside: what is looked at beside the documents.
        find: what finds names of persons.

    Returns:
        One row for each person in the study, and for each other thing in a document; in order of kind, then of document. What somebody decided
        to take out and nothing finds any more has a row, too: where its words stand now, or as an orphan.
    """
    own_texts = {row.document_id: row.text for row in tuples(documents.sort_values("document_id"))}
    about = {row.document_id: _about(row) for row in tuples(documents)}
    texts = {name: f"{text}{about[name]}" for name, text in own_texts.items()} | _beside(beside, own_texts.values(), about.values())
    paths = dict(zip(documents["document_id"], documents["path"], strict=True)) | {WRITTEN: WRITTEN, CELLS: CELLS}
    open_ = documents.loc[documents["quotable"].isin(["yes", "paraphrase"]), "document_id"]
    ends = {name: (len(own_texts[name]), len(texts[name])) for name in open_} | {name: (0, len(texts.get(name, ""))) for name in (WRITTEN, CELLS)}
    everything = {name: [*shown.get(name, ()), *([ends[name]] if name in ends else [])] for name in texts}
    known = _known(documents, find)
    names = dict(zip(texts, names_in(list(texts.values()), known, find, _headings(documents)), strict=True))
    lost = lost_names(beside.asked, gather_people(names))
    names = dict(zip(texts, with_names(list(names.values()), list(texts.values()), lost), strict=True)) if lost else names
    people = gather_people(names, known_words(known), names_alone(list(texts.values()), [names[name] for name in texts]))
    people = with_persons(people, lost)
    grouped = blocks.sort_values(["document_id", "start"]).groupby("document_id")
    exempt = {str(name): exempt_in(own_texts[str(name)], list(tuples(own))) for name, own in grouped}
    told = {name: spans for name, spans in everything.items() if name != CELLS}
    study = Rows(texts, paths, everything, shown, places_shown(people, texts, told, beside.cells))
    listed = [
        *(study.person(person) for person in people),
        *(study.named(document_id, body) for document_id, bodies in sorted(beside.organisations.items()) for body in bodies),
        *(row for document_id in texts for row in (study.numbers(document_id) if document_id != CELLS else ())),
        *(row for document_id in own_texts for row in study.passages(document_id, names[document_id])),
        *(study.made("exempt item", document_id, one.says, [(one.start, one.end)]) for document_id, own in sorted(exempt.items()) for one in own),
        *(row for row in study.promised(documents)),
    ]
    order = {kind: n for n, kind in enumerate(DECISIONS)}
    found = {row.review_id: row for row in listed}
    again = Again(study, found.values(), own_texts, beside.cells)
    found |= {row.review_id: row for row in again.rows([one for one in beside.asked if one.review_id not in found])}
    rows = sorted(found.values(), key=lambda row: (order[row.kind], row.n_published == 0, row.path, row.review_id))
    return Findings(tuple(rows), tuple(people), exempt, again.decided)


def _beside(beside: Beside, *held: Iterable[str]) -> dict[str, str]:
    """Return as one text each what people wrote, and the cells; of these, and of headings under headings, those with a capital that no text has."""
    searched = APART.join(one_line(text) for texts in held for text in texts)
    parts = dict.fromkeys(part for text, _ in beside.cells for part in one_line(text).split(UNDER))
    cells = [part for part in parts if part != part.lower() and part not in searched]
    return {name: APART.join(own) for name, own in ((WRITTEN, beside.written), (CELLS, cells)) if len(own)}


def _known(documents: pd.DataFrame, find: Finder) -> set[str]:
    """Return the names of places and of publishers, without publishers that read as a person's name and places that tell of a person by name."""
    publishers = sorted({str(value) for value in documents["publisher"].dropna()})
    bodies = {publisher for publisher, names in zip(publishers, find(publishers), strict=True) if not names}
    places = sorted({str(value) for value in documents["place"].dropna()})
    own = {place for place, names in zip(places, find(places), strict=True) if not any(_tells(place, name) for name in names)}
    return bodies | own


def _headings(documents: pd.DataFrame) -> tuple[str, ...]:
    """Return the titles of documents, in which capitals show no name: without those that are made of the name of a file, which may be a person's."""
    named = zip(documents["title"], documents["path"], strict=True)
    return tuple(str(title) for title, path in named if not in_words(str(title)).startswith(in_words(Path(path).stem)))


def _tells(place: str, name: Name) -> bool:
    """Tell whether a name of two words or more stands in that of a place beside other words: Home of Zadie Ashgrove; by itself it may be a town's."""
    return len(parts_of(name.text)) > 1 and name.text != place.strip()


def _about(row: Any) -> str:
    """Return what the manifest says of a document, each on a line of its own; a web address as words with capitals, as names have them."""
    says = [row.title, *(getattr(row, name, None) for name in MANIFEST)]
    parts = [part for part in urlsplit(row.url).path.split("/") if part] if isinstance(row.url, str) else []
    named = [part.title() for part in map(in_words, parts)]
    return "".join(APART + one for one in [*(one for one in says if isinstance(one, str)), *named])
