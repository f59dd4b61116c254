"""Say what must not be in what is published: in any file, and in what is published of a single document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations

import pandas as pd

from pipeline.finding import NAMES, OF_PASSAGES, Finding
from pipeline.name_forms import fold, words_of
from pipeline.name_lookup import Lookup
from pipeline.numbers_again import letters_of
from pipeline.published_tables import Published
from pipeline.redact import Gone, words_by_document
from pipeline.scan import Hit, Sought, runs_of, scan
from pipeline.schema import tuples

CITED = ("reference", "title", "date", "place", "source_type", "publisher")  # what is told of a document, one after another


class Searched:
    """What is looked for: a surname, number or body that one document may show and another may not is looked for document by document."""

    def __init__(self, gone: Gone, rows: Sequence[Finding], kinds: Mapping[str, str], published: Published) -> None:
        """Take what is gone, all that was found, what to call a person's name by the person's key, and what is published."""
        self._gone, self._rows, self._kinds = gone, rows, kinds
        self._said, self._ids = published.said, published.ids
        self._bodies = {fold(row.found): f"organisation ({row.review_id})" for row in rows if row.kind == "organisation"}
        self._kept_words, self._gone_words = words_by_document(gone.kept), words_by_document(person for person, _ in gone.people)
        self._kept = tuple(form for person in gone.kept for form in person.forms.whole)
        self._there = {name: self._standing_in(name, words) for name, words in self._kept_words.items()}
        self._standing = frozenset(word for words in self._there.values() for word in words)

    def everywhere(self, runs: frozenset[int]) -> Sought:
        """Return what must not be in any file; ``runs``: of withheld text."""
        bodies = {body for own in self._gone.bodies.values() for body in own}
        left = {body for body in bodies if any(self._tells(body, name) for name in self._said if body not in self._gone.bodies.get(name, {}))}
        names, titled = self._names(self._standing, only=False)
        strings = self._strings(row for row in self._rows if not any(found == fold(row.found) for _, found in self._gone.keep))
        return Sought(names | self._of_bodies(bodies - left), titled, strings, runs, self._kept, self._letters())

    def of(self, document_id: str) -> Sought:
        """Return what must not be in what is published of one document, and may be in that of another."""
        names, titled = self._names(self._standing - self._there.get(document_id, frozenset()), only=True)
        kept = {found for _, found in self._gone.keep}
        own = [row for row in self._rows if row.document_id == document_id and fold(row.found) in kept]
        strings = self._strings(row for row in own if (document_id, fold(row.found)) not in self._gone.keep)
        bodies = self._of_bodies(self._gone.bodies.get(document_id, {}))
        return Sought(names | bodies, titled, strings, frozenset(), self._kept, self._letters(document_id))

    def hits(self) -> Iterator[Hit]:
        """Yield what is published of a document and should be gone from it."""
        for name, said in self._said.items():
            found = scan({"words.txt": said.encode()}, self.of(name))
            yield from (Hit(f"what is published of {self._ids.get(name, name)}", hit.kind, hit.places) for hit in found)

    def _names(self, words: frozenset[str], *, only: bool) -> tuple[dict[str, str], dict[str, str]]:
        """Return forms of those who are gone and words that are names after titles, by kind: only those that are such words, or all others."""
        names: dict[str, str] = {}
        titled: dict[str, str] = {}
        for person, _ in self._gone.people:
            kind = self._kinds.get(person.key, "name (no row)")
            names |= {form: kind for form in (*person.forms.whole, *person.forms.single) if (words_of(form) in words) == only}
            titled |= {form: kind for form in person.forms.doubtful if (words_of(form) in words) == only}
        return names, titled

    def _strings(self, rows: Iterable[Finding]) -> dict[str, str]:
        return {row.found: row.kind for row in rows if row.kind not in NAMES | OF_PASSAGES}

    def _of_bodies(self, bodies: Iterable[str]) -> dict[str, str]:
        return {body: self._bodies.get(fold(body), "organisation") for body in sorted(bodies)}

    def _letters(self, document_id: str = "") -> dict[str, str]:
        """Return the ids of the rows of numbers and addresses, by their letters: that of the document where it has one."""
        own = sorted(self._rows, key=lambda row: row.document_id == document_id)
        return {letters_of(row.found): row.review_id for row in own if row.kind not in NAMES | OF_PASSAGES}

    def _standing_in(self, document_id: str, words: frozenset[str]) -> frozenset[str]:
        """Return which words are a kept person's in a document, and nobody's there who is gone, and are published of it."""
        own, said = words - self._gone_words.get(document_id, frozenset()), self._said.get(document_id, "")
        return frozenset(words_of(said[start:end]) for start, end in Lookup(own).spans(said))

    def _tells(self, form: str, document_id: str) -> bool:
        return any(True for _ in Lookup([form]).spans(self._said[document_id]))


def withheld_runs(tables: Mapping[str, pd.DataFrame], published: Published, shown: frozenset[str]) -> frozenset[int]:
    """Return the runs of words of all that is not published.

    Left out are those that stand in what is published, in what is told of a document that may be quoted or paraphrased, or in sections of
    segments that are shown.
    """
    documents, segments = tables["documents"], tables["segments"]
    allowed: set[str] = set()
    for document_id, reduced in published.reduced.items():
        text = documents.loc[documents["document_id"] == document_id, "text"].iloc[0]
        for start, end in reduced.spans:
            allowed.update(runs_of(text[start:end]))
        allowed.update(runs_of(reduced.text))
    for row in tuples(documents[documents["quotable"].isin(["yes", "paraphrase"])]):
        says = [str(value) for name in CITED if isinstance(value := getattr(row, name, None), str)]
        allowed.update(run for told in (*permutations(says, 2), says) for run in runs_of(" ".join(told)))
    for section in segments.loc[segments["segment_id"].isin(shown), "section"].dropna().unique():
        allowed.update(runs_of(section))
    every = {run for text in documents["text"] for run in runs_of(text)}
    return frozenset(map(hash, every - allowed))
