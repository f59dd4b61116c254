"""Write what was found near a claim, for a person to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.check_claim import Scope, Searched
from pipeline.claim_marks import Mark
from pipeline.decision_files import MARKS
from pipeline.schema import tuples
from pipeline.wording import count, listing, listing_at_most, one_line, shorten

A_DOCUMENT = 2  # passages shown of one
MOST_DOCUMENTS = 10
MOST_TITLES = 5
LONGEST = 300  # characters of a passage
NO_VERDICT = (
    "This is a list to read and no finding: a passage that denies the claim is as near to it as one that makes it. "
    "Themes and framings are machine-coded."
)


def claim_text(found: Searched, marks: Sequence[Mark], *, everything: bool = False) -> str:
    """Write what people marked, what was searched, the passages near the claim by document, and what was not found.

    Args:
        found: what is near.
        marks: what people marked before.
        everything: list every passage; else at most two of a document, and ten documents.
    """
    by_meaning = found.passages[found.passages["by_meaning"]]
    by_words = found.passages[~found.passages["by_meaning"]]
    lines = [
        f"Claim: “{one_line(found.claim)}”",
        *_marked(marks),
        "",
        *_searched(found.scope),
        "",
        *_near(found, by_meaning),
        *_listed(by_meaning, everything=everything),
        *([f"By the claim's words alone: {_counted(by_words)}."] if len(by_words) else []),
        *_listed(by_words.sort_values(["words", "cosine"], ascending=False, kind="stable"), everything=everything),
        "",
        *_not_found(found),
    ]
    return "\n".join([*lines, NO_VERDICT])


def _marked(marks: Sequence[Mark]) -> Iterator[str]:
    if not marks:
        yield "Nobody has marked passages on it in decisions/support.csv yet."
        return
    standing, lost = [mark for mark in marks if mark.citation], [mark for mark in marks if not mark.citation]
    said = [
        f"{name}: {count(len({mark.segment_id for mark in own}), 'passage')} of {count(len({mark.source for mark in own}), 'source')}"
        for name in MARKS
        if (own := [mark for mark in standing if mark.mark == name])
    ]
    yield f"Marked by people: {'; '.join(said) or 'nothing that is still in the documents'}."
    for mark in standing:
        yield f"  {mark.mark}{f' ({mark.who})' if mark.who else ''}: {mark.citation}"
        yield f"    “{shorten(mark.text, LONGEST)}”"
    for mark in lost:
        yield f"  Row {mark.row} of decisions/support.csv ({mark.mark}) is on words that are in no document any more: “{shorten(mark.text, 60)}”"


def _searched(scope: Scope) -> Iterator[str]:
    yield f"Searched: {count(scope.n_passages, 'passage')} of {count(scope.n_documents, 'document')}."
    left = [
        f"{count(scope.n_furniture, 'piece')} that {'is' if scope.n_furniture == 1 else 'are'} not coded (headings, names, formalities, short lines)"
        if scope.n_furniture
        else "",
        f"{count(scope.n_repeats, 'repeat of a passage that was', 'repeats of passages that were')}" if scope.n_repeats else "",
        f"{count(len(scope.other_language), 'document')} in another language ({listing_at_most(scope.other_language, MOST_TITLES)})"
        if scope.other_language
        else "",
        f"{count(len(scope.without_passage), 'document')} without a passage to search ({listing_at_most(scope.without_passage, MOST_TITLES)})"
        if scope.without_passage
        else "",
        f"{count(scope.n_unread, 'file')} that could not be read (see csv/problems.csv)" if scope.n_unread else "",
    ]
    if any(left):
        yield f"Not searched: {listing(filter(None, left))}."


def _near(found: Searched, by_meaning: Any) -> Iterator[str]:
    if len(by_meaning):
        yield f"Near in meaning (cosine {found.near:.2f} or more): {_counted(by_meaning)}."
    else:
        yield f"Nothing is near in meaning: the largest cosine is {found.largest:.2f}, and a passage is listed from {found.near:.2f} on."


def _listed(rows: Any, *, everything: bool) -> Iterator[str]:
    names = list(dict.fromkeys(rows["document_id"]))
    for name in names if everything else names[:MOST_DOCUMENTS]:
        own = rows[rows["document_id"] == name]
        yield f"  {one_line(own['title'].iloc[0])}"
        for row in tuples(own if everything else own.head(A_DOCUMENT)):
            yield f"    {row.cosine:.2f}  {row.citation}{_of(row)}"
            yield f"          “{one_line(row.text) if everything else shorten(row.text, LONGEST)}”"
        if not everything and len(own) > A_DOCUMENT:
            yield f"          … and {len(own) - A_DOCUMENT} more of this document; all: --all"
    if not everything and len(names) > MOST_DOCUMENTS:
        yield f"  … and {count(len(names) - MOST_DOCUMENTS, 'more document')}; all: --all"


def _of(row: Any) -> str:
    voice = "" if row.voice == "own" else row.voice
    quotable = "not to be quoted" if row.quotable in ("no", "paraphrase") else ""
    said = list(filter(None, [row.themes or "no theme", row.framing if row.framing != "neither" else "", voice, quotable]))
    return f" · {' · '.join(said)}"


def _not_found(found: Searched) -> Iterator[str]:
    if found.unknown:
        yield f"Words of the claim that no passage has: {', '.join(found.unknown)}."
    if found.far:
        n = count(len(found.far), "searched document")
        yield f"{n} {'has' if len(found.far) == 1 else 'have'} no passage near it: {listing_at_most(list(map(one_line, found.far)), MOST_TITLES)}."


def _counted(rows: Any) -> str:
    return f"{count(len(rows), 'passage')} of {count(rows['document_id'].nunique(), 'document')}"
