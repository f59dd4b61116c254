"""Gather all that a person has to look at before anything is published."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from pipeline.addresses_found import find_addresses
from pipeline.exempt import Exempt, exempt_in
from pipeline.name_forms import fold
from pipeline.name_lookup import Lookup
from pipeline.name_propagation import Finder, known_words, names_in
from pipeline.names_found import Name, find_names
from pipeline.names_weighed import names_alone
from pipeline.people import Person, gather_people
from pipeline.promises import promises_in
from pipeline.published_ids import in_words
from pipeline.schema import tuples
from pipeline.withheld import is_of_third_party, lays_blame
from pipeline.wording import one_line, shorten

Spans = Mapping[str, Sequence[tuple[int, int]]]
APART = "\n\n—\n\n"  # between texts that are searched as one: no name goes on across it
WRITTEN = "decisions/findings.csv"
MANIFEST = ("publisher", "reference", "licence", "source_type", "further")  # columns that are published, beside the title
LETTER = "x"  # first of a review_id, so that no spreadsheet takes it for a number
CONTEXT = 60  # characters on each side
DECISIONS = {  # kind: what may be decided, what is proposed first
    "person": ("redact", "keep", "withhold"),
    "official": ("keep", "redact", "withhold"),
    "organisation": ("redact", "keep", "withhold"),
    "address": ("redact", "keep", "withhold"),
    "e-mail": ("redact", "keep", "withhold"),
    "telephone": ("redact", "keep", "withhold"),
    "post code": ("redact", "keep", "withhold"),
    "health number": ("redact", "withhold"),
    "national insurance number": ("redact", "withhold"),
    "date of birth": ("redact", "keep", "withhold"),
    "third party": ("withhold", "keep"),
    "blame": ("withhold", "keep"),
    "exempt item": ("withhold", "keep"),
    "promise": ("none", "role", "named"),
}
NAMES = frozenset({"person", "official", "organisation"})
OF_PASSAGES = frozenset({"third party", "blame", "exempt item", "promise"})


@dataclass(frozen=True)
class Finding:
    """One thing to decide on.

    ``review_id`` stays as long as what was found and its document stay; ``n_published``: places in what would be published, nought where
    nothing needs to be decided; ``spans``: where it stands, by document.
    """

    review_id: str
    kind: str
    document_id: str
    path: str
    found: str
    context: str
    n: int
    n_published: int
    spans: tuple[tuple[str, int, int], ...] = ()


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
) -> Findings:
    """Find what must be decided before anything is published.

    Args:
        documents: a DOCUMENTS table; ``further``, if there is such a column: what else the manifest says of each. Not changed.
        blocks: their BLOCKS.
        shown: by document_id the spans that would be published, if nothing spoke against it.
        organisations: by document_id the bodies that views might be tied to, in documents whose attribution is none.
        written: findings that people wrote, of which all is shown.
        find: what finds names of persons.

    Returns:
        One row for each person in the study, and for each other thing in a document; in order of kind, then of document.
    """
    own_texts = {row.document_id: row.text for row in tuples(documents.sort_values("document_id"))}
    about = {row.document_id: _about(row) for row in tuples(documents)}
    texts = {name: f"{text}{about[name]}" for name, text in own_texts.items()} | ({WRITTEN: APART.join(written)} if len(written) else {})
    paths = dict(zip(documents["document_id"], documents["path"], strict=True)) | {WRITTEN: WRITTEN}
    open_ = documents.loc[documents["quotable"] == "yes", "document_id"]
    ends = {name: (len(own_texts[name]), len(texts[name])) for name in open_} | {WRITTEN: (0, len(texts.get(WRITTEN, "")))}
    everything = {name: [*shown.get(name, ()), *([ends[name]] if name in ends else [])] for name in texts}
    known = _known(documents, find)
    names = dict(zip(texts, names_in(list(texts.values()), known, find, tuple(map(str, documents["title"]))), strict=True))
    people = gather_people(names, known_words(known), names_alone(list(texts.values()), [names[name] for name in texts]))
    grouped = blocks.sort_values(["document_id", "start"]).groupby("document_id")
    exempt = {str(name): exempt_in(own_texts[str(name)], list(tuples(own))) for name, own in grouped}
    study = _Study(texts, paths, everything, shown)
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


@dataclass(frozen=True)
class _Study:
    """The texts of documents, with what the manifest says of them after each, and their paths, by document_id.

    ``shown``: the spans that would be published, what the manifest says among them; ``passages_shown``: of the documents themselves.
    """

    texts: Mapping[str, str]
    paths: Mapping[str, str]
    shown: Spans
    passages_shown: Spans

    def person(self, person: Person) -> Finding:
        spans = [(mention.document_id, mention.start, mention.end) for mention in person.mentions]
        return self._row("official" if person.official else "person", ("", person.key), person.name, spans)

    def named(self, document_id: str, body: str) -> Finding:
        spans = [(document_id, start, end) for start, end in Lookup([body]).spans(self.texts[document_id])]
        return self._row("organisation", ("", fold(body)), body, spans or [(document_id, 0, 0)])

    def numbers(self, document_id: str) -> Iterator[Finding]:
        found: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for one in find_addresses(self.texts[document_id]):
            found.setdefault((one.kind, one_line(one.text)), []).append((one.start, one.end))
        return (self.made(kind, document_id, text, spans) for (kind, text), spans in found.items())

    def passages(self, document_id: str, names: Sequence[Name]) -> Iterator[Finding]:
        text = self.texts[document_id]
        for start, end in sorted(set(self.passages_shown.get(document_id, ()))):
            own = [Name(name.start - start, name.end - start, name.text, name.official) for name in names if start <= name.start < end]
            if is_of_third_party(text[start:end], own):
                yield self.made("third party", document_id, text[start:end], [(start, end)])
            if lays_blame(text[start:end]):
                yield self.made("blame", document_id, text[start:end], [(start, end)])

    def promised(self, documents: pd.DataFrame) -> Iterator[Finding]:
        for row in tuples(documents[documents["attribution"] == "none"]):
            yield from (self.made("promise", row.document_id, one.text, [(one.start, one.end)], always=True) for one in promises_in(row.text))

    def made(self, kind: str, document_id: str, found: str, spans: Iterable[tuple[int, int]], *, always: bool = False) -> Finding:
        where = [(document_id, start, end) for start, end in spans]
        row = self._row(kind, (document_id, one_line(found)), one_line(found), where)
        quoted = always and bool(self.passages_shown.get(document_id))
        return row if not quoted else Finding(**{**row.__dict__, "n_published": max(1, row.n_published)})

    def _row(self, kind: str, key: tuple[str, str], found: str, spans: Sequence[tuple[str, int, int]]) -> Finding:
        document_id, start, end = next((span for span in spans if self._is_shown(*span)), spans[0])
        text = self.texts[document_id]
        context = one_line(text[max(0, start - CONTEXT) : end + CONTEXT]) if end - start < 2 * CONTEXT else shorten(text[start:end], 300)
        review_id = hashlib.sha256("\0".join([kind if kind not in NAMES else "name", *key]).encode()).hexdigest()[:12]
        review_id = f"{LETTER}{review_id}"
        n_published = sum(self._is_shown(*span) for span in spans)
        return Finding(review_id, kind, document_id, self.paths[document_id], found, context, len(spans), n_published, tuple(spans))

    def _is_shown(self, document_id: str, start: int, end: int) -> bool:
        return any(start < b and end > a for a, b in self.shown.get(document_id, ()))
