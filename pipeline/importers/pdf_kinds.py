"""Tell what each group of lines of a PDF is: heading, paragraph, list item, footnote."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from pipeline.importers.marks import BULLET, LONE_BULLET, NUMBERED, SYMBOL_BULLET
from pipeline.importers.pdf_body import Body
from pipeline.importers.pdf_entries import is_entry
from pipeline.importers.pdf_groups import Group
from pipeline.importers.pdf_italics import HEADING_WORDS, SENTENCE_WORDS, TITLE_WORDS, could_head, italic_headings
from pipeline.importers.pdf_joins import BIGGER
from pipeline.importers.pdf_labels import labelled
from pipeline.importers.pdf_notes import is_note

LIST_WORDS = 12
DEEPEST = 4
RECOGNISED_NEAR = 1.3  # times: sizes that text recognition measures of one type
AMOUNT = re.compile(r"£\s?\d")
MARKED_HEADINGS = 3  # a document with so many numbered, bold or larger headings has no bare ones
NEAR = 0.06  # of a size: text recognition measures one type size so differently
COUNTED = re.compile(r"([^\W\d_]+) \d{1,3}[.:]?")
FIRST_ITEM = re.compile(r"\(?(?:1|a|i)[.)]\s", re.IGNORECASE)
SIMPLE_NUMBER = re.compile(r"(\d{1,2})[.)]\s")
LONG_NUMBER = re.compile(r"(\d{1,3})[.)]\s")


def kinds_of(groups: Sequence[Group], texts: Sequence[str], body: Body) -> list[str]:
    """Return the kind of each group."""
    italic = italic_headings(groups, texts, body)
    marked = [n in italic or _is_marked(group, text, body) for n, (group, text) in enumerate(zip(groups, texts, strict=True))]
    lists, hundreds = _numbered_lists(groups, texts, marked), _hundreds(texts)
    bare = sum(marked) < MARKED_HEADINGS
    first = next((n for n, group in enumerate(groups) if not group.kind), None)
    title = first if first is not None and could_head(texts[first], len(groups[first].lines)) else None
    kinds: list[str] = []
    for n, (group, text) in enumerate(zip(groups, texts, strict=True)):
        after = texts[n + 1] if n + 1 < len(texts) else ""
        if group.kind or LONE_BULLET.fullmatch(text):
            kinds.append(group.kind or "boilerplate")
        elif is_note(n, groups, texts, kinds[-1] if kinds else None, body):
            kinds.append("footnote")
        elif n in lists or is_entry(group.first) or (SYMBOL_BULLET.match(text) and BULLET.match(text)):
            kinds.append("list_item")
        elif marked[n] or n == title or ((bare or _recognised(group)) and _is_bare(group, text, after, body)):
            kinds.append("heading")
        else:
            kinds.append("list_item" if n in hundreds or BULLET.match(text) else "paragraph")
    return labelled(groups, texts, [_over_list(kinds, n, groups[n], texts) for n in range(len(kinds))])


def _over_list(kinds: Sequence[str], n: int, group: Group, texts: Sequence[str]) -> str:
    """Make a heading of a short line that a numbered list follows at once."""
    listed = n + 1 < len(kinds) and kinds[n + 1] == "list_item" and FIRST_ITEM.match(texts[n + 1]) is not None
    return "heading" if listed and kinds[n] == "paragraph" and could_head(texts[n], len(group.lines), LIST_WORDS) else kinds[n]


def _recognised(group: Group) -> bool:
    """Tell whether text recognition read a group: it does not say what is bold."""
    return group.first.cells[0].confidence is not None


def levels_of(groups: Sequence[Group], texts: Sequence[str], kinds: Sequence[str], body: Body) -> list[int | None]:
    """Return the levels of headings without numbers by their type sizes, where any is larger than the body's; italics stand under bold ones."""
    sizes = [round(group.first.size * 2) / 2 for group in groups]
    larger = sorted({size for size, kind in zip(sizes, kinds, strict=True) if kind == "heading" and size > BIGGER * body.size}, reverse=True)
    levels = {size: min(level, DEEPEST) for size, level in _ranks(larger, near=NEAR if any(map(_recognised, groups)) else 0).items()}
    below = min(max(levels.values(), default=0) + 1, DEEPEST)
    under = any(group.first.bold and kind == "heading" and size not in levels for group, size, kind in zip(groups, sizes, kinds, strict=True))
    found = [
        levels.get(size, below + (under and group.first.italic and not group.first.bold))
        if larger and kind == "heading" and not NUMBERED.match(text)
        else None
        for group, size, text, kind in zip(groups, sizes, texts, kinds, strict=True)
    ]
    return _alike(found, texts)


def _ranks(larger: Sequence[float], *, near: float) -> dict[float, int]:
    """Rank type sizes; those that differ by less than a share are one."""
    ranks: dict[float, int] = {}
    rank, largest = 0, 0.0
    for size in larger:
        if not rank or size < largest * (1 - near):
            rank, largest = rank + 1, size
        ranks[size] = rank
    return ranks


def _alike(levels: Sequence[int | None], texts: Sequence[str]) -> list[int | None]:
    """Put headings of one shape (Recommendation 13, Recommendation 14) at the level that most of them have."""
    shapes = [match[1].casefold() if (match := COUNTED.fullmatch(text)) else None for text in texts]
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for level, shape in zip(levels, shapes, strict=True):
        if level and shape:
            counts[shape][level] += 1
    most = {shape: min(found, key=lambda level: (-found[level], level)) for shape, found in counts.items()}
    return [most[shape] if level and shape else level for level, shape in zip(levels, shapes, strict=True)]


def _is_marked(group: Group, text: str, body: Body) -> bool:
    """Tell whether a group is a heading by size, weight, number or capitals."""
    larger = group.first.size > BIGGER * body.size
    bold = all(line.bold for line in group.lines) and not body.bold
    capitals = text.isupper() and len(text) > 3
    could = could_head(text, len(group.lines), TITLE_WORDS if larger or (bold and capitals) else HEADING_WORDS)
    if group.kind or not could or (SYMBOL_BULLET.match(text) and BULLET.match(text)):
        return False
    numbered = NUMBERED.match(text) and len(group.lines) <= 2 and len(text.split()) <= LIST_WORDS and not AMOUNT.search(text)
    return bool(larger or bold or numbered or capitals)


def _numbered_lists(groups: Sequence[Group], texts: Sequence[str], marked: Sequence[bool]) -> frozenset[int]:
    """Find items 1., 2., 3. that follow one another with nothing under them, and look alike: a list, not headings."""
    numbers = [int(match[1]) if (match := SIMPLE_NUMBER.match(text)) else None for text in texts]
    pairs = [
        n for n in range(len(texts) - 1) if numbers[n] is not None and numbers[n + 1] == (numbers[n] or 0) + 1 and _alike_set(*groups[n : n + 2])
    ]
    return frozenset(m for n in pairs for m in (n, n + 1) if not (marked[m] and texts[m].isupper()))


def _hundreds(texts: Sequence[str]) -> frozenset[int]:
    """Find what is numbered 100 or more and on from another: of one kind with those before 100."""
    numbers = {n: int(match[1]) for n, text in enumerate(texts) if (match := LONG_NUMBER.match(text))}
    known = set(numbers.values())
    return frozenset(n for n, number in numbers.items() if number >= 100 and number - 1 in known)


def _alike_set(one: Group, other: Group) -> bool:
    sizes = sorted((one.first.size, other.first.size))
    return one.first.bold == other.first.bold and sizes[1] < (RECOGNISED_NEAR if _recognised(one) else BIGGER) * sizes[0]


def _is_bare(group: Group, text: str, after: str, body: Body) -> bool:
    """Tell whether a short line stands apart over prose, in a document without marked headings."""
    apart = group.gap > 0.6 * body.leading or group.page == 1
    return (
        len(group.lines) == 1
        and could_head(text, 1)
        and not AMOUNT.search(text)
        and len(after.split()) >= SENTENCE_WORDS
        and apart
        and group.first.right < group.right - 4 * body.size
    )
