"""Tell what each group of lines of a PDF is: heading, paragraph, list item, footnote."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from pipeline.importers.marks import BULLET, LONE_BULLET, NUMBERED, SYMBOL_BULLET, unfinished
from pipeline.importers.pdf_body import Body
from pipeline.importers.pdf_groups import BIGGER, NOTE, SMALLER, Group
from pipeline.importers.pdf_labels import labelled

HEADING_LINES, HEADING_WORDS, LIST_WORDS = 4, 16, 12
DEEPEST = 4
TITLE_WORDS = 30  # in larger type
SENTENCE_WORDS = 15
APART_ABOVE = 0.3  # type sizes of space over a line in italics that is a heading
RECOGNISED_NEAR = 1.3  # times: sizes that text recognition measures of one type
AMOUNT = re.compile(r"£\s?\d")
ITALIC_WORDS, ITALIC_HEADINGS = 8, 3  # of a heading in italics, and so many of them: fewer may be what someone said
SPEAKS = re.compile(r"[.!?…][\"'”’)]*$|\b(?:I|[Ww]e|[Mm]e|[Uu]s|[Mm]y|[Oo]ur|[Tt]hey|[Nn]obody|[Ee]veryone|[Ee]verybody)\b|^[\"“‘'«]")
QUOTED = re.compile(r"[\"“‘'«](?:(?![\"”’'»](?!\w)).)*[\"”’'»]?[.,;!?]*$", re.DOTALL)  # the whole line is in quotation marks, or none closes
MARKED_HEADINGS = 3  # a document with so many numbered, bold or larger headings has no bare ones
NEAR = 0.06  # of a size: text recognition measures one type size so differently
COUNTED = re.compile(r"([^\W\d_]+) \d{1,3}[.:]?")
FIRST_ITEM = re.compile(r"\(?(?:1|a|i)[.)]\s", re.IGNORECASE)
PARENTHESIS = re.compile(r"\(.*\)$")  # (author) in italics after a talk's title: a line of its own kind
SIMPLE_NUMBER = re.compile(r"(\d{1,2})[.)]\s")


def kinds_of(groups: Sequence[Group], texts: Sequence[str], body: Body) -> list[str]:
    """Return the kind of each group."""
    italic = _italic_headings(groups, texts, body)
    marked = [n in italic or _is_marked(group, text, body) for n, (group, text) in enumerate(zip(groups, texts, strict=True))]
    lists = _numbered_lists(groups, texts, marked)
    bare = sum(marked) < MARKED_HEADINGS
    first = next((n for n, group in enumerate(groups) if not group.kind), None)
    title = first if first is not None and _could_head(texts[first], len(groups[first].lines)) else None
    kinds: list[str] = []
    for n, (group, text) in enumerate(zip(groups, texts, strict=True)):
        after = texts[n + 1] if n + 1 < len(texts) else ""
        if group.kind or LONE_BULLET.fullmatch(text):
            kinds.append(group.kind or "boilerplate")
        elif _is_note(group, text, body, groups[n - 1] if kinds and kinds[-1] == "footnote" else None):
            kinds.append("footnote")
        elif n in lists or (SYMBOL_BULLET.match(text) and BULLET.match(text)):
            kinds.append("list_item")
        elif marked[n] or n == title or ((bare or _recognised(group)) and _is_bare(group, text, after, body)):
            kinds.append("heading")
        else:
            kinds.append("list_item" if BULLET.match(text) else "paragraph")
    return labelled(groups, texts, [_over_list(kinds, n, groups[n], texts) for n in range(len(kinds))])


def _over_list(kinds: Sequence[str], n: int, group: Group, texts: Sequence[str]) -> str:
    """Make a heading of a short line that a numbered list follows at once."""
    listed = n + 1 < len(kinds) and kinds[n + 1] == "list_item" and FIRST_ITEM.match(texts[n + 1]) is not None
    return "heading" if listed and kinds[n] == "paragraph" and _could_head(texts[n], len(group.lines), LIST_WORDS) else kinds[n]


def _recognised(group: Group) -> bool:
    """Tell whether text recognition read a group: it does not say what is bold."""
    return group.first.cells[0].confidence is not None


def _is_note(group: Group, text: str, body: Body, above: Group | None) -> bool:
    """Tell whether a group is a footnote: small, low on the page, and marked as one or under one."""
    if not group.low or group.first.size >= SMALLER * body.size:
        return False
    under = above is not None and above.page == group.page and above.first.column == group.first.column
    return bool(NOTE.match(text)) or under


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


def _could_head(text: str, lines: int, most_words: int = HEADING_WORDS) -> bool:
    words = text.split()
    ends = re.search(r"[.,;:&–-]$", text) or unfinished(text)
    if ends or QUOTED.match(text):
        return False
    return lines <= HEADING_LINES and len(words) <= most_words and not words[0][0].islower() and bool(re.search(r"[^\W\d_]{2}", text))


def _is_marked(group: Group, text: str, body: Body) -> bool:
    """Tell whether a group is a heading by size, weight, number or capitals."""
    larger = group.first.size > BIGGER * body.size
    could = _could_head(text, len(group.lines), TITLE_WORDS if larger else HEADING_WORDS)
    if group.kind or not could or (SYMBOL_BULLET.match(text) and BULLET.match(text)):
        return False
    bold = all(line.bold for line in group.lines) and not body.bold
    numbered = NUMBERED.match(text) and len(group.lines) <= 2 and len(text.split()) <= LIST_WORDS and not AMOUNT.search(text)
    capitals = text.isupper() and len(text) > 3
    return bool(larger or bold or numbered or capitals)


def _italic_headings(groups: Sequence[Group], texts: Sequence[str], body: Body) -> frozenset[int]:
    """Find headings in italics: short lines over prose, of a document in which no line in italics set apart reads as what someone said."""
    apart = [
        n
        for n, (group, text) in enumerate(zip(groups, texts, strict=True))
        if not group.kind
        and all(line.italic for line in group.lines)
        and not all(line.bold for line in group.lines)
        and group.gap > APART_ABOVE * body.size
        and len(group.lines) <= HEADING_LINES
        and len(text.split()) <= HEADING_WORDS
        and not PARENTHESIS.search(text)
        and not BULLET.match(text)
    ]
    could = [n for n in apart if _could_head(texts[n], len(groups[n].lines), ITALIC_WORDS) and _over_prose(n, groups, texts)]
    spoken = any(SPEAKS.search(texts[n]) for n in apart)
    return frozenset(could if len(could) >= ITALIC_HEADINGS and not spoken and not body.italic else ())


def _over_prose(n: int, groups: Sequence[Group], texts: Sequence[str]) -> bool:
    """Tell whether the next group is upright prose on the same page."""
    if n + 1 >= len(groups) or groups[n + 1].page != groups[n].page:
        return False
    return len(texts[n + 1].split()) >= SENTENCE_WORDS and not all(line.italic for line in groups[n + 1].lines)


def _numbered_lists(groups: Sequence[Group], texts: Sequence[str], marked: Sequence[bool]) -> frozenset[int]:
    """Find items 1., 2., 3. that follow one another with nothing under them, and look alike: a list, not headings."""
    numbers = [int(match[1]) if (match := SIMPLE_NUMBER.match(text)) else None for text in texts]
    pairs = [
        n for n in range(len(texts) - 1) if numbers[n] is not None and numbers[n + 1] == (numbers[n] or 0) + 1 and _alike_set(*groups[n : n + 2])
    ]
    return frozenset(m for n in pairs for m in (n, n + 1) if not (marked[m] and texts[m].isupper()))


def _alike_set(one: Group, other: Group) -> bool:
    sizes = sorted((one.first.size, other.first.size))
    return one.first.bold == other.first.bold and sizes[1] < (RECOGNISED_NEAR if _recognised(one) else BIGGER) * sizes[0]


def _is_bare(group: Group, text: str, after: str, body: Body) -> bool:
    """Tell whether a short line stands apart over prose, in a document without marked headings."""
    apart = group.gap > 0.6 * body.leading or group.page == 1
    return (
        len(group.lines) == 1
        and _could_head(text, 1)
        and not AMOUNT.search(text)
        and len(after.split()) >= SENTENCE_WORDS
        and apart
        and group.first.right < group.right - 4 * body.size
    )
