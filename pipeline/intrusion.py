"""Make sheets that test whether people see what holds a topic together: find the word, or the topic, that does not belong.

Source: Chang, Boyd-Graber, Gerrish, Wang, Blei (2009), Reading tea leaves: how humans interpret topic models, NeurIPS 22.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.bootstrap import interval_of_share, resample, wilson
from pipeline.schema import tuples
from pipeline.seeds import forms, tokens

WORDS = 5  # of the topic; the intruder is the sixth
TOPICS = 3  # of the passage; the intruder is the fourth
FEWEST_WORDS, MOST_WORDS = 20, 350  # of a passage
NO_TOPIC = "-1"
KEY = ["kind", "item", "subject", "intruder", "position", "options"]


@dataclass(frozen=True)
class Items:
    """What a coder gets (kind, item, passage, option_1 …), and the key that stays here."""

    sheet: pd.DataFrame
    key: pd.DataFrame


def word_items(topics: pd.DataFrame, placements: pd.DataFrame, segments: pd.DataFrame, seed: int = 0) -> Items:
    """Put an intruder among the first five words of every topic.

    Args:
        topics: a TOPICS table. Not changed.
        placements: its PLACEMENTS.
        segments: the SEGMENTS that are placed.
        seed: of the choice and the order.

    Returns:
        One item for each topic with five words for which an intruder is found: among the first five words of another topic, none of this
        one's top words, and of such words one of the quarter that is rarest in this topic's segments.
    """
    rng = np.random.default_rng([seed, 2])
    words = {row.topic_id: list(row.top_words) for row in tuples(topics.sort_values("topic_id"))}
    placed = placements.merge(segments[["segment_id", "text"]], on="segment_id", validate="one_to_one")
    texts = {str(name): [set(tokens(text)) for text in rows["text"]] for name, rows in placed.sort_values("segment_id").groupby("topic_id")}
    made = []
    for topic_id, own in words.items():
        others = sorted({word for name, top in words.items() if name != topic_id for word in top[:WORDS]} - set(own))
        if len(own) >= WORDS and others:
            intruder = _rarest(others, texts.get(str(topic_id), []), rng)
            made.append(("word", topic_id, "", intruder, own[:WORDS]))
    return _items(made, rng)


def _rarest(candidates: Sequence[str], texts: Sequence[set[str]], rng: np.random.Generator) -> str:
    """Choose one of the quarter of words that are in fewest of these texts."""
    counts = {word: sum(bool(text & set().union(*(forms(part) for part in tokens(word)))) for text in texts) for word in candidates}
    ordered = sorted(candidates, key=lambda word: (counts[word], word))
    return ordered[int(rng.integers(max(1, len(ordered) // 4)))]


def topic_items(topics: pd.DataFrame, placements: pd.DataFrame, segments: pd.DataFrame, n: int, seed: int = 0) -> Items:
    """Put an intruder among the three topics of a passage.

    Args:
        topics: a TOPICS table. Not changed.
        placements: its PLACEMENTS.
        segments: the SEGMENTS that are placed.
        n: how many passages at most.
        seed: of the choice and the order.

    Returns:
        At most one item a document: its shortest run of codable segments with three topics (20 to 350 words), and one topic that no
        segment of the document is placed in; topics are shown by their first five words. Fewer than n where no more documents have one.
    """
    rng = np.random.default_rng([seed, 3])
    words = {row.topic_id: ", ".join(list(row.top_words)[:WORDS]) for row in tuples(topics.sort_values("topic_id")) if len(row.top_words)}
    codable = segments[segments["codable"]].merge(placements[["segment_id", "topic_id"]], on="segment_id", validate="one_to_one")
    ordered = codable[codable["topic_id"].isin(words)].sort_values(["document_id", "start"])
    found = [(str(name), rows, run) for name, rows in ordered.groupby("document_id", sort=True) if (run := _shortest(rows)) is not None]
    made = []
    for at in rng.permutation(len(found))[:n]:
        name, rows, run = found[int(at)]
        lacking = sorted(set(words) - set(rows["topic_id"]))
        if lacking:
            intruder = lacking[int(rng.integers(len(lacking)))]
            own = list(dict.fromkeys(run["topic_id"]))[:TOPICS]
            made.append(("topic", name, "\n\n".join(run["text"]), words[intruder], [words[topic] for topic in own]))
    return _items(made, rng)


def _shortest(rows: pd.DataFrame) -> pd.DataFrame | None:
    """Return the run of segments with exactly three topics that has fewest words; None where there is none of a length to read."""
    runs = list(_runs(rows["topic_id"].to_list()))
    lengths = [(int(rows["n_words"].iloc[first:last].sum()), first, last) for first, last in runs]
    fit = [each for each in lengths if FEWEST_WORDS <= each[0] <= MOST_WORDS]
    return rows.iloc[min(fit)[1] : min(fit)[2]] if fit else None


def _runs(topic_ids: Sequence[str]) -> Iterator[tuple[int, int]]:
    for first in range(len(topic_ids)):
        for last in range(first + TOPICS, len(topic_ids) + 1):
            if len(set(topic_ids[first:last])) == TOPICS:
                yield first, last
                break


def _items(made: Sequence[tuple[str, str, str, str, list[str]]], rng: np.random.Generator) -> Items:
    """Shuffle items and the options of each; name items by number, so that nothing tells which topic they are of."""
    rows, key = [], []
    for number, at in enumerate(rng.permutation(len(made)), 1):
        kind, subject, passage, intruder, own = made[int(at)]
        options = [*own, intruder]
        shown = [options[int(n)] for n in rng.permutation(len(options))]
        item = f"{kind}-{number:03d}"
        rows.append({"item": item, "passage": passage} | {f"option_{n}": option for n, option in enumerate(shown, 1)})
        key.append((kind, item, subject, intruder, shown.index(intruder) + 1, len(options)))
    return Items(pd.DataFrame(rows), pd.DataFrame(key, columns=KEY))


def score(key: pd.DataFrame, answers: Mapping[str, Mapping[str, int]]) -> pd.DataFrame:
    """Say how often people found the intruder.

    Args:
        key: items of one sheet, as ``Items.key``. Not changed.
        answers: for each coder the option (1, 2, …) by item; an item without answer is left out.

    Returns:
        One row a coder, and ``all`` where there are several: n (answers), share found, low and high (95 %, Wilson; for ``all`` the items are the
        unit: 2,000 resamples of them), and chance (one over the number of options).
    """
    right = dict(zip(key["item"], key["position"], strict=True))
    chance = float((1 / key["options"]).mean())
    found = {coder: {item: own[item] == right[item] for item in right if item in own} for coder, own in sorted(answers.items())}
    rows = [{"coder": coder, **_wilson(list(hits.values())), "chance": chance} for coder, hits in found.items() if hits]
    if len(rows) > 1:
        by_item = [[hits[item] for hits in found.values() if item in hits] for item in right]
        rows.append({"coder": "all", **_resampled([own for own in by_item if own]), "chance": chance})
    return pd.DataFrame(rows, columns=["coder", "n", "share", "low", "high", "chance"])


def _wilson(hits: Sequence[bool]) -> dict[str, float]:
    share = sum(hits) / len(hits)
    low, high = wilson(share, len(hits))
    return {"n": len(hits), "share": share, "low": low, "high": high}


def _resampled(by_item: Sequence[Sequence[bool]]) -> dict[str, float]:
    sums = np.array([[sum(own), len(own)] for own in by_item], dtype=float)
    right, answered = (float(total) for total in sums.sum(axis=0))
    low, high = interval_of_share(resample(sums, lambda each: each[:, 0] / each[:, 1]), len(sums), right / answered, answered)
    return {"n": int(answered), "share": right / answered, "low": low, "high": high}
