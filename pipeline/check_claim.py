"""Find the passages nearest to a claim, document by document, and say what was searched; whether they bear it out is for people to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

import numpy as np
import pandas as pd

from pipeline.citations import citation_of
from pipeline.schema import tuples
from pipeline.seeds import SHORTEST_STEM, forms, tokens

NEAR = 0.35  # cosine from which a passage is listed; sentences on matters foreign to a study hardly reach it with the default encoder
ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("d", ""), ("ed", ""), ("ied", "y"), ("ing", ""), ("ing", "e"))
WORDY = 0.5  # share of the claim's weight in words from which it is listed for these alone
OF_DOCUMENT = ["document_id", "path", "title", "reference", "date", "year", "attribution", "publisher", "source_type", "quotable", "cluster_id"]


@dataclass(frozen=True)
class Study:
    """The tables of a run in which a claim is looked for. ``framings`` is None where the run has none."""

    documents: pd.DataFrame
    segments: pd.DataFrame
    vectors: pd.DataFrame
    codings: pd.DataFrame
    problems: pd.DataFrame
    framings: pd.DataFrame | None
    language: str  # of the study, ISO 639-1


@dataclass(frozen=True)
class Scope:
    """What was searched, and what was not."""

    n_passages: int
    n_documents: int
    n_furniture: int  # headings, attendance, formalities, lines too short to be coded
    n_repeats: int  # passages that repeat one that was searched
    other_language: tuple[str, ...]  # titles
    without_passage: tuple[str, ...]  # titles of documents in the study's language of which nothing can be searched
    n_unread: int  # files that could not be read


@dataclass(frozen=True)
class Searched:
    """The passages near a claim: see ``near_claim``; ``unknown`` are words of the claim that no passage has."""

    claim: str
    near: float
    passages: pd.DataFrame
    largest: float
    unknown: tuple[str, ...]
    scope: Scope
    far: tuple[str, ...]  # titles of documents that were searched and have no passage near the claim


def near_claim(claim: str, vector: np.ndarray, study: Study, near: float = NEAR) -> Searched:
    """Find the passages nearest to a claim.

    Two rankings are given: the cosine of the passage to the claim, and the share of the claim's words that the passage has,
    each word weighed by how rare it is among passages (log of passages / passages with it). Nearness is no agreement: a passage that denies the
    claim is as near as one that makes it.

    Args:
        claim: a sentence.
        vector: float32[d] of the claim, unit length, by the encoder of the run.
        study: the tables. None is changed.
        near: cosine from which a passage is listed.

    Returns:
        ``passages``: those with a cosine of ``near`` or more, or at least half of the claim's weight in words: segment_id, document_id, path, start,
        end, text, citation, title, cluster_id, quotable, themes, voice, framing, cosine, words (0 to 1), by_meaning. In the order of documents
        by their nearest passage, and in each by cosine.
    """
    searched = study.segments[study.segments["codable"]]
    vectors = study.vectors[study.vectors["segment_id"].isin(searched["segment_id"])]
    rows = searched.merge(vectors, on="segment_id", validate="one_to_one").merge(
        study.documents[OF_DOCUMENT], on="document_id", validate="many_to_one"
    )
    cosines = np.round(np.vstack(rows["vector"].to_list()) @ vector, 6) if len(rows) else np.zeros(0)
    shares, unknown = shared_words(claim, list(rows["text"]))
    scored = rows.drop(columns="vector").assign(cosine=cosines, words=shares)
    scored = scored.assign(by_meaning=scored["cosine"] >= near)
    listed = scored[scored["by_meaning"] | (scored["words"] >= WORDY)]
    best = scored.groupby("document_id")["cosine"].max()
    listed = listed.assign(_best=listed["document_id"].map(best)).sort_values(
        ["_best", "document_id", "cosine", "segment_id"], ascending=[False, True, False, True]
    )
    far = scored[~scored["document_id"].isin(listed["document_id"])].drop_duplicates("document_id")
    return Searched(
        claim, near, _described(listed, study), float(max(cosines, default=0.0)), unknown, _scope(study, searched), tuple(sorted(far["title"]))
    )


def shared_words(claim: str, texts: Sequence[str]) -> tuple[list[float], tuple[str, ...]]:
    """Return for each text the share of the claim's words that it has, rare words weighing more; and those that none has.

    Words of grammar weigh nothing, unless the claim has no others. Words are the same in any regular inflection of either; a text with all words
    of the claim that any text has, has a share of 1.

    >>> shared_words("the mills closed", ["The mill was closed.", "The hall.", "The mill."])[0]
    [1.0, 0.0, 0.27]
    """
    asked = list(dict.fromkeys(tokens(claim)))
    held = [set().union(*map(bases, set(tokens(text)))) for text in texts]
    found = [[bool(bases(word) & own) for word in asked] for own in held]
    counts = Counter(word for row in found for word, there in zip(asked, row, strict=True) if there)
    telling = {word for word in _content(asked) if counts[word]}
    weights = [log(len(texts) / counts[word]) if word in telling else 0.0 for word in asked]
    whole = sum(weights) or 1.0
    shares = [round(sum(weight for weight, there in zip(weights, row, strict=True) if there) / whole, 2) for row in found]
    every = [bool(telling) and telling <= {word for word, there in zip(asked, row, strict=True) if there} for row in found]
    return [1.0 if full else share for share, full in zip(shares, every, strict=True)], tuple(word for word in asked if not counts[word])


@lru_cache(maxsize=65536)
def bases(word: str) -> frozenset[str]:
    """Return a word and what it may be a regular inflection of; two words are the same where these meet.

    >>> bases("mills") & bases("mill"), bases("closing") & bases("closed") >= {"close"}, bases("hall") & bases("mill")
    (frozenset({'mill'}), True, frozenset())
    """
    cut = {word.removesuffix(end) + added for end, added in ENDINGS if word.endswith(end)}
    return frozenset({word} | {base for base in cut if len(base) >= SHORTEST_STEM and word in forms(base)})


def _content(words: Sequence[str]) -> list[str]:
    from spacy.lang.en.stop_words import STOP_WORDS

    return [word for word in words if word not in STOP_WORDS] or list(words)


def _described(rows: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Put beside each passage its citation, themes and framing."""
    given = study.codings[study.codings["assigned"] & study.codings["segment_id"].isin(rows["segment_id"])]
    themes = given.sort_values(["segment_id", "theme_id"]).groupby("segment_id")["theme_id"].agg(", ".join)
    framed: Mapping[str, str] = {} if study.framings is None else dict(zip(study.framings["segment_id"], study.framings["framing"], strict=True))
    kept = ["segment_id", "document_id", "path", "start", "end", "text", "title", "cluster_id", "voice", "cosine", "words", "by_meaning"]
    return (
        rows[kept]
        .assign(
            citation=[citation_of(row, row) for row in tuples(rows)],
            themes=[themes.get(name, "") for name in rows["segment_id"]],
            framing=[framed.get(name, "") for name in rows["segment_id"]],
            quotable=rows["quotable"].fillna(""),
        )
        .reset_index(drop=True)
    )


def _scope(study: Study, searched: pd.DataFrame) -> Scope:
    rest = study.segments[~study.segments["codable"]]
    silent = study.documents[~study.documents["document_id"].isin(searched["document_id"])]
    foreign = ~silent["language"].isin([study.language, "und"])
    repeats = int(rest["duplicate_of"].notna().sum())
    unread = study.problems[(study.problems["stage"] == "ingest") & (study.problems["severity"] == "error")]
    return Scope(
        len(searched),
        searched["document_id"].nunique(),
        len(rest) - repeats,
        repeats,
        tuple(sorted(silent.loc[foreign, "title"])),
        tuple(sorted(silent.loc[~foreign, "title"])),
        unread["path"].nunique(),
    )
