"""Turn what people coded into texts that the coder learns from, beside the exemplars."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from pipeline.code_files import HumanCodes
from pipeline.codebook import Exemplar
from pipeline.human_codes import split_codes
from pipeline.schema import tuples
from pipeline.settled_codes import ADJUDICATED
from pipeline.usable_codes import usable_of_version, usable_themes
from pipeline.wording import count, one_line

Which = Literal["all", "not drawn", "none"]


@dataclass(frozen=True)
class Decision:
    """What one coder said of one text."""

    text: str
    path: str
    segment_id: str  # empty where the code belongs to no draw
    coder: str
    codes: frozenset[str]  # with parents
    usable: frozenset[str]  # themes of which it says whether the text carries them
    drawn: bool  # by a probability draw, whichever it was coded for
    weight: float  # 1 / probability of being drawn, of a draw's coded segments 1 on average


def taught_by(human: HumanCodes | None, which: Which) -> list[Exemplar]:
    """Return human-coded segments as labelled texts.

    Args:
        human: what is in codes/; None: nothing. Not changed.
        which: whether codes that were drawn by chance, which also estimate, teach too.

    Returns:
        One for each distinct text of a document, in order of document and text, with what all coders in all draws and files say of it: by
        theme the adjudicated code, else the majority of coders; a coder who said both counts on both sides. Its writer is the
        document, so that a document's are held out together; ``known`` has the themes that it teaches: those whose definition is
        still the one that the coders had, and on which they are not tied. A text of which nothing is known is left out.
        ``drawn`` says that a probability draw drew it, so that it also estimates; then it teaches with "all" alone.
    """
    if human is None or which == "none":
        return []
    found: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for decision in (*_of_draws(human), *_loose(human)):
        found[decision.path, one_line(decision.text)].append(decision)
    pooled = [_pool(found[key]) for key in sorted(found)]
    return [exemplar for exemplar in pooled if exemplar.known and not (which == "not drawn" and exemplar.drawn)]


def estimating(human: HumanCodes) -> frozenset[str]:
    """Return the paths of documents with drawn codes: these estimate, whatever teaches."""
    return frozenset(human.returned.loc[human.returned["origin"] == "drawn", "path"])


def unknown_codes(human: HumanCodes) -> dict[str, Counter[str]]:
    """Return, by file, the codes without a draw that the codebook lacks, with their numbers: they are not taught."""
    names = {theme_id.casefold() for theme_id in human.codebook.theme_ids}
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in () if human.loose is None else tuples(human.loose):
        found[str(row.file)].update(code for code in sorted(split_codes(row.codes)) if code.casefold() not in names)
    return {file: codes for file, codes in sorted(found.items()) if codes}


def taught_segments(human: HumanCodes | None, which: Which, documents: pd.DataFrame, segments: pd.DataFrame) -> frozenset[str]:
    """Return the segments that are coded by a coder which learnt from human codes of the same text: held against these, it looks better than it is.

    Args:
        human: what is in codes/; None: nothing.
        which: ``[code_themes] learn_from_codes``.
        documents: a DOCUMENTS table. Not changed.
        segments: its SEGMENTS.

    Returns:
        Their ids: of segments whose words are those that were coded, or hold them, or are held by them. None of a source that has
        drawn codes, for its documents are coded by a coder that saw none of theirs.
    """
    from pipeline.coders.parts import linked

    taught = taught_by(human, which)
    if human is None or not taught:
        return frozenset()
    held = estimating(human) | set(linked(documents, estimating(human))["path"])
    words: dict[str, list[str]] = defaultdict(list)
    for exemplar in taught:
        if exemplar.writer not in held:
            words[exemplar.writer].append(one_line(exemplar.text))
    paths = dict(zip(documents["document_id"], documents["path"], strict=True))
    rows = segments[segments["document_id"].map(paths).isin(words)]
    lines = [(row.segment_id, one_line(row.text), words[paths[row.document_id]]) for row in tuples(rows)]
    return frozenset(str(name) for name, line, own in lines if any(text in line or line in text for text in own))


def taught_text(n: int, of: int) -> str:
    """Say that so many of the segments held against codes taught the coder; empty where none did.

    >>> taught_text(3, 40).split(":")[0]
    '3 of 40 segments also taught the coder that codes them'
    """
    if not n:
        return ""
    verb = "also taught the coder that codes them: these figures flatter it."
    return f"{n:,} of {count(of, 'segment')} {verb} themeline learning-gain holds documents out."


def _of_draws(human: HumanCodes) -> Iterator[Decision]:
    rows = human.returned
    record = human.draws[human.draws["origin"] == "drawn"]
    drawn = {*record["segment_id"], *rows.loc[rows["origin"] == "drawn", "segment_id"]}
    usable = {draw: frozenset(usable_themes(human, draw)) for draw in sorted(set(rows["draw"]))}
    weights = _weights(human)
    for row in tuples(rows):
        codes = human.codebook.with_parents(set(split_codes(row.codes)) & set(human.codebook.theme_ids))
        weight = weights.get((str(row.draw), str(row.segment_id)), 1.0)
        coder, name = str(row.coder), str(row.segment_id)
        yield Decision(str(row.text), str(row.path), name, coder, frozenset(codes), usable[str(row.draw)], row.segment_id in drawn, weight)


def _weights(human: HumanCodes) -> dict[tuple[str, str], float]:
    """Return 1 / probability of each coded segment of each draw, divided by the mean over those of its draw."""
    record = human.draws[["draw", "segment_id", "probability"]].drop_duplicates(["draw", "segment_id"])
    coded = human.returned.loc[human.returned["origin"] == "drawn", ["draw", "segment_id"]].drop_duplicates()
    rows = coded.merge(record, on=["draw", "segment_id"], validate="one_to_one")
    inverse = 1 / rows["probability"].astype(float)
    weights = (inverse / inverse.groupby(rows["draw"]).transform("mean")).fillna(1.0)
    return {(str(draw), str(name)): float(weight) for draw, name, weight in zip(rows["draw"], rows["segment_id"], weights, strict=True)}


def _loose(human: HumanCodes) -> Iterator[Decision]:
    """Give the codes that belong to no draw: they estimate nothing, so they teach freely, of themes that are defined as they were."""
    if human.loose is None:
        return
    themes = {theme_id.casefold(): theme_id for theme_id in human.codebook.theme_ids}
    copies, versions = list(human.codebooks.values()), sorted(set(human.loose["codebook_version"]))
    known = {str(version): frozenset(usable_of_version(copies, human.codebook, str(version))) for version in versions}
    for row in tuples(human.loose[human.loose["codebook_version"].map(lambda version: bool(known[version]))]):
        given = {themes[code.casefold()] for code in split_codes(row.codes) if code.casefold() in themes}
        codes = frozenset(human.codebook.with_parents(given))
        yield Decision(str(row.text), str(row.path), "", str(row.coder), codes, known[row.codebook_version], drawn=False, weight=1.0)


def _pool(decisions: Sequence[Decision]) -> Exemplar:
    values = {theme_id: _vote(decisions, theme_id) for theme_id in sorted(frozenset().union(*(one.usable for one in decisions)))}
    first = min(decisions, key=lambda one: (not one.segment_id, one.segment_id, one.text))
    weights = [one.weight for one in sorted(decisions, key=lambda one: one.weight) if one.drawn]
    return Exemplar(
        first.text,
        frozenset(theme_id for theme_id, value in values.items() if value),
        first.path,
        frozenset(theme_id for theme_id, value in values.items() if value is not None),
        first.segment_id,
        any(one.drawn for one in decisions),
        sum(weights) / len(weights) if weights else 1.0,
    )


def _vote(decisions: Sequence[Decision], theme_id: str) -> bool | None:
    """Return whether a text carries a theme; None where coders are tied."""
    votes = {(one.coder, theme_id in one.codes) for one in decisions if theme_id in one.usable}
    settled = {vote for coder, vote in votes if coder == ADJUDICATED}
    if settled:
        return settled.pop() if len(settled) == 1 else None
    yes = sum(vote for _, vote in votes)
    return None if 2 * yes == len(votes) else 2 * yes > len(votes)
