"""Find which groups of people are spoken of, by words that an editable list gives, and under which theme."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ConfigError
from pipeline.page_tables import PageTable
from pipeline.people_csv import read_people_csv
from pipeline.schema import tuples
from pipeline.wording import NOTHING, count, listing, one_line

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.evidence import Evidence

NEEDED = ("kind", "group", "words")
ANY_ENDING = "*"
PASSED_OVER = "!"
WORD = re.compile(r"\w+")
FIRST, LAST = "\0", "\U0010ffff"  # come before and after every character of a word
SPLIT = "İ"  # in small letters two characters, of which the second is none of a word


@dataclass(frozen=True)
class SpokenGroup:
    """A group of people and the words by which it is spoken of; ``kind`` is what sets it apart, such as age or faith.

    ``but``: phrases that begin with such a word and speak of something else (``family group*``, of areas that are like each other).
    """

    kind: str
    name: str
    words: tuple[str, ...]
    but: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spoken:
    """What the page tells of the groups: a table of those spoken of, and the names of those that no passage speaks of."""

    table: PageTable
    absent: str


class CountedGroups(tuple[SpokenGroup, ...]):  # noqa: SLOT001 - a tuple's subclass can hold nothing in slots
    """Groups that were counted before texts were redacted and emptied for publication, with these counts, as of ``count_groups``."""

    counts: pd.DataFrame


def counted_groups(segments: pd.DataFrame, codings: pd.DataFrame, groups: Sequence[SpokenGroup]) -> CountedGroups:
    """Count groups in the texts as they are, to be told of where the texts are not."""
    made = CountedGroups(groups)
    made.counts = count_groups(segments, codings, groups)
    return made


def read_groups(path: Path) -> tuple[SpokenGroup, ...]:
    """Read the list of groups: a CSV file with the columns kind, group and words, these separated by ``;``.

    A word stands for itself as a whole word; ``*`` at its end admits any ending, and a space any white space or hyphen. Small letters are also
    found as capitals; a word with a capital is found only with it, so that a people is not taken for a verb. A phrase after ``!`` is passed over.

    Raises:
        ConfigError: if the file is missing, is no such CSV, has a row without a group or words, or names a group twice.
    """
    rows = read_people_csv(path, path.name, NEEDED)
    groups = tuple(
        _group(one_line(row.kind), one_line(row.group), [word for word in map(one_line, str(row.words).split(";")) if word])
        for row in tuples(rows[list(NEEDED)])
    )
    for number, group in enumerate(groups, start=2):
        if not group.name or not group.words:
            raise ConfigError(f"{path.name}, line {number}: a group needs a name and at least one word.")
        if any(ANY_ENDING in word.rstrip(ANY_ENDING) or not WORD.search(word) for word in (*group.words, *group.but)):
            raise ConfigError(f"{path.name}, line {number}: {ANY_ENDING} may only stand at the end of a word.")
        if any(other.name == group.name for other in groups[: number - 2]):
            raise ConfigError(f"{path.name}, line {number}: the group {group.name} has a row already. Put all its words into one.")
    return groups


def _group(kind: str, name: str, words: Sequence[str]) -> SpokenGroup:
    but = tuple(word.removeprefix(PASSED_OVER).strip() for word in words if word.startswith(PASSED_OVER))
    return SpokenGroup(kind, name, tuple(word for word in words if not word.startswith(PASSED_OVER)), but)


def pattern_of(group: SpokenGroup) -> re.Pattern[str]:
    """Return what finds a group in a text.

    >>> found = pattern_of(SpokenGroup("faith", "Sikhs", ("Sikh*", "young people", "Polish")))
    >>> [found.search(text) is not None for text in ("Sikhism", "Young-people came", "a polish", "youngest people")]
    [True, True, False, False]
    """
    but = rf"(?!{'|'.join(map(_word, sorted(group.but)))})" if group.but else ""
    return re.compile(rf"(?<!\w){but}(?:" + "|".join(_word(word) for word in sorted(group.words, key=lambda word: (-len(word), word))) + ")")


def _word(word: str) -> str:
    ending = r"\w*" if word.endswith(ANY_ENDING) else r"(?!\w)"
    parts = (re.escape(part).replace("'", "['’]") for part in word.rstrip(ANY_ENDING).split())
    return r"[\s-]+".join(f"(?i:{part})" if part == part.lower() else part for part in parts) + ending


def count_groups(segments: pd.DataFrame, codings: pd.DataFrame, groups: Sequence[SpokenGroup]) -> pd.DataFrame:
    """Count the segments and documents that speak of each group, and under which theme.

    Args:
        segments: a SEGMENTS table; only what is codable is searched. Not changed.
        codings: its CODINGS. Not changed.
        groups: of the list.

    Returns:
        A row a group and theme with at least one segment, theme_id empty for all codable segments: kind, group, theme_id, n_documents,
        n_segments; in the order of the list, then of theme_id. A segment that speaks of two groups, or has two themes, counts for each.
    """
    import pandas as pd

    searched = segments.loc[segments["codable"], ["segment_id", "document_id", "text"]]
    given = codings.loc[codings["assigned"], ["segment_id", "theme_id"]]
    texts = searched["text"].to_list()
    places = _places(texts)
    speaking = [(number, place) for number, group in enumerate(groups) for place in _speaking(group, texts, places)]
    found = searched.drop(columns="text").iloc[[place for _, place in speaking]].assign(number=[number for number, _ in speaking])
    under = pd.concat([found.assign(theme_id=""), found.merge(given, on="segment_id", validate="many_to_many")])
    counts = under.groupby(["number", "theme_id"]).agg(n_documents=("document_id", "nunique"), n_segments=("segment_id", "nunique")).reset_index()
    named = counts.assign(kind=[groups[number].kind for number in counts["number"]], group=[groups[number].name for number in counts["number"]])
    return named[["kind", "group", "theme_id", "n_documents", "n_segments"]]


def _places(texts: Sequence[str]) -> dict[str, list[int]]:
    """Return for each word, in small letters and in alphabetical order, the numbers of the texts that have it."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for word in dict.fromkeys(WORD.findall(text.lower())):
            found[word].append(number)
    return dict(sorted(found.items()))


def _speaking(group: SpokenGroup, texts: Sequence[str], places: Mapping[str, list[int]]) -> list[int]:
    """Return the numbers of the texts that speak of a group; read for it are only those that have all words of one of its phrases.

    A text that has a phrase of one word in small letters speaks of the group, whatever else it says, unless the group has phrases to pass over.
    """
    sure: set[int] = set()
    near: set[int] = set()
    words = list(places)
    for phrase in group.words:
        alone = WORD.fullmatch(phrase.rstrip(ANY_ENDING)) and phrase == phrase.lower() and not group.but
        (sure if alone else near).update(_having(phrase, places, words))
    pattern = pattern_of(group)
    changed = {number for number in sure if SPLIT in texts[number]}
    return sorted((sure - changed) | {number for number in near - sure | changed if pattern.search(texts[number])})


def _having(phrase: str, places: Mapping[str, list[int]], words: Sequence[str]) -> set[int]:
    """Return the numbers of the texts that have all words of a phrase; ``words``: those of ``places``, in order."""
    *whole, last = WORD.findall(phrase.lower())
    ends = (last, last + LAST if phrase.endswith(ANY_ENDING) else last + FIRST)
    begun = words[slice(*(bisect_left(words, end) for end in ends))]
    found = {number for word in begun for number in places[word]}
    return found.intersection(*(places.get(word, ()) for word in whole))


def tell_spoken(evidence: Evidence) -> Spoken:
    """Lay out the groups spoken of, a row each, under any theme or none and under each theme that is no sub-code; and name those not spoken of."""
    groups = evidence.groups
    counts = groups.counts if isinstance(groups, CountedGroups) else count_groups(evidence.segments, evidence.codings, groups)
    cells = {(row.group, row.theme_id): (int(row.n_documents), int(row.n_segments)) for row in tuples(counts)}
    themes = [theme for theme in evidence.codebook.theme if theme.parent is None]
    present = [group for group in evidence.groups if (group.name, "") in cells]
    rows = tuple(
        (group.name, group.kind, _cell(cells.get((group.name, ""))), *(_cell(cells.get((group.name, theme.id))) for theme in themes))
        for group in present
    )
    names = tuple(one_line(theme.name) for theme in themes)
    caption = "Groups spoken of, under which theme: documents (passages)"
    table = PageTable("spoken-table", caption, ("Group", "Kind", "In all", *names), rows, ("In all", *names))
    absent = "; ".join(group.name for group in evidence.groups if group not in present)
    return Spoken(table, f"No passage that counts speaks, in the words of the list, of: {absent}." if absent else "")


def _cell(counts: tuple[int, int] | None) -> str:
    return NOTHING if counts is None else f"{counts[0]:,} ({counts[1]:,})"


def say_words(groups: Sequence[SpokenGroup]) -> tuple[str, ...]:
    """Write by which words each group was looked for."""
    return tuple(f"{group.name} ({count(len(group.words), 'word')}): {', '.join(group.words)}{_but(group)}." for group in groups)


def _but(group: SpokenGroup) -> str:
    return f"; but not {listing(group.but, 'or')}" if group.but else ""
