"""Gather all that a person has to look at before anything is published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from pipeline.exempt import Exempt, exempt_in
from pipeline.finding import DECISIONS, Finding
from pipeline.finding_rows import Rows, Spans
from pipeline.forms_shown import Cell, places_shown
from pipeline.name_propagation import Finder, known_words, names_in
from pipeline.names_found import find_names
from pipeline.names_weighed import names_alone
from pipeline.people import Person, gather_people
from pipeline.published_ids import in_words
from pipeline.schema import tuples

APART = "\n\n—\n\n"  # between texts that are searched as one: no name goes on across it
WRITTEN = "decisions/findings.csv"
MANIFEST = ("publisher", "reference", "licence", "source_type", "further")  # columns that are published, beside the title


@dataclass(frozen=True)
class Findings:
    """All of them, with the persons behind those that are names, and the stretches that were not open to the public."""

    rows: tuple[Finding, ...]
    people: tuple[Person, ...]
    exempt: Mapping[str, Sequence[Exempt]]


def gather(
    documents: pd.DataFrame,
    blocks: pd.DataFrame,
    shown: Spans,
    organisations: Mapping[str, Sequence[str]],
    written: Sequence[str] = (),
    find: Finder = find_names,
    cells: Sequence[Cell] = (),
) -> Findings:
    """Find what must be decided before anything is published.

    Args:
        documents: a DOCUMENTS table; ``further`` and ``settled``, if there are such columns: what else the manifest says of each, and the
            attribution that it decides on. Not changed.
        blocks: their BLOCKS.
        shown: by document_id the spans that would be published, if nothing spoke against it.
        organisations: by document_id the bodies that views might be tied to, in documents whose attribution is none.
        written: findings that people wrote, of which all is shown.
        find: what finds names of persons.
        cells: further texts that would be published, each with the id of its document.

    Returns:
        One row for each person in the study, and for each other thing in a document; in order of kind, then of document.
    """
    own_texts = {row.document_id: row.text for row in tuples(documents.sort_values("document_id"))}
    about = {row.document_id: _about(row) for row in tuples(documents)}
    texts = {name: f"{text}{about[name]}" for name, text in own_texts.items()} | ({WRITTEN: APART.join(written)} if len(written) else {})
    paths = dict(zip(documents["document_id"], documents["path"], strict=True)) | {WRITTEN: WRITTEN}
    open_ = documents.loc[documents["quotable"].isin(["yes", "paraphrase"]), "document_id"]
    ends = {name: (len(own_texts[name]), len(texts[name])) for name in open_} | {WRITTEN: (0, len(texts.get(WRITTEN, "")))}
    everything = {name: [*shown.get(name, ()), *([ends[name]] if name in ends else [])] for name in texts}
    known = _known(documents, find)
    names = dict(zip(texts, names_in(list(texts.values()), known, find, tuple(map(str, documents["title"]))), strict=True))
    people = gather_people(names, known_words(known), names_alone(list(texts.values()), [names[name] for name in texts]))
    grouped = blocks.sort_values(["document_id", "start"]).groupby("document_id")
    exempt = {str(name): exempt_in(own_texts[str(name)], list(tuples(own))) for name, own in grouped}
    study = Rows(texts, paths, everything, shown, places_shown(people, texts, everything, cells))
    listed = [
        *(study.person(person) for person in people),
        *(study.named(document_id, body) for document_id, bodies in sorted(organisations.items()) for body in bodies),
        *(row for document_id in texts for row in study.numbers(document_id)),
        *(row for document_id in own_texts for row in study.passages(document_id, names[document_id])),
        *(study.made("exempt item", document_id, one.says, [(one.start, one.end)]) for document_id, own in sorted(exempt.items()) for one in own),
        *(row for row in study.promised(documents)),
    ]
    order = {kind: n for n, kind in enumerate(DECISIONS)}
    rows = sorted({row.review_id: row for row in listed}.values(), key=lambda row: (order[row.kind], row.n_published == 0, row.path, row.review_id))
    return Findings(tuple(rows), tuple(people), exempt)


def _known(documents: pd.DataFrame, find: Finder) -> set[str]:
    """Return the names of places, and of publishers that are bodies: one that reads as a person's name may be a person."""
    publishers = sorted({str(value) for value in documents["publisher"].dropna()})
    bodies = {publisher for publisher, names in zip(publishers, find(publishers), strict=True) if not names}
    return bodies | {str(value) for value in documents["place"].dropna()}


def _about(row: Any) -> str:
    """Return what the manifest says of a document, each on a line of its own; a web address as words with capitals, as names have them."""
    says = [row.title, *(getattr(row, name, None) for name in MANIFEST)]
    parts = [part for part in urlsplit(row.url).path.split("/") if part] if isinstance(row.url, str) else []
    named = [part.title() for part in map(in_words, parts)]
    return "".join(APART + one for one in [*(one for one in says if isinstance(one, str)), *named])
