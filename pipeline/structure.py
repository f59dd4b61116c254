"""Settle what each block of a document is for, which headings stand above it, and who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline import structure_rules as rules
from pipeline.sources import Block, Source
from pipeline.speakers import spoken
from pipeline.stated import titles_meeting
from pipeline.whole_document import asked, settle, titled

NUMBER = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})*)[.):]?\s+(?:[-–]\s+)?|\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s+|[a-z][.)]\s+")
ANNEX = re.compile(r"(?:annex(?:e|ure)?|appendix)(?:\s+(?:[a-z]|\d{1,2}|[ivx]{1,5})\b(?!\s+(?:to|of|for)\b)|\W*$)", re.IGNORECASE)
MARKS = re.compile(r"^#{1,6}\s+|^>\s+|\s+#+$|\*\*|(?<!\w)__|__(?!\w)")  # of Markdown
TRIVIAL_WORDS = 6  # a sentence as short adds nothing to a procedural one
CONTACT_WORDS, PROCEDURE_WORDS = 40, 120
ENTRY_WORDS = 15
ATTENDANCE_BEFORE = 0.25  # of the text: names after a label that is not Present are attendance only so early
DEEPEST = 9  # a heading that no other is under
LABEL_WORDS = 4  # a line so short that says Present or Contents is a heading, whatever it looks like
LETTER_WORDS = 12
PROMPT_WORDS = 60  # outside a guide, a longer block under a prompt is an answer
TAIL_FROM = 0.3  # of the text: notes to editors that begin earlier are not its tail
NOTES_FROM, NOTES_LENGTH = 0.6, 2500  # plain "Notes" are, if they come late and are short
SECTION_LEVELS, TITLE_LENGTH = 3, 120
KEPT = frozenset({"boilerplate", "contents", "footnote"})


@dataclass(frozen=True)
class _Heading:
    level: int
    title: str
    marked: bool  # numbered, in capitals, or of a level the file knows


@dataclass(frozen=True)
class _Place:
    """Where a reader of the document stands: headings above, and what a heading says of the blocks under it."""

    above: tuple[_Heading, ...] = ()
    zone: str | None = None
    guide: str | None = None  # number of the section that is a facilitator's guide

    @property
    def section(self) -> str | None:
        return " > ".join(heading.title for heading in self.above[-SECTION_LEVELS:]) or None


@dataclass(frozen=True)
class _Seen:
    """A block with its text on one line, without its number; ``after``: the text of the next block."""

    block: Block
    text: str
    bare: str
    number: str | None
    after: str
    share: float
    left: int

    @cached_property
    def words(self) -> int:
        return len(self.text.split())


def refine(source: Source) -> tuple[Block, ...]:
    """Settle kind, section and speaker of each block.

    Args:
        source: as an importer made it. Not changed.

    Returns:
        The same blocks, start and end unchanged. A table stays one; substance that shares a block with a formality stays substance.
    """
    settled = settle(source.text, tuple(_refined(source.text, titled(source.text, source.blocks))))
    return asked(source.text, spoken(source.text, settled))


def _refined(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    place = _Place()
    for n, block in enumerate(blocks):
        place, kind, section = _step(place, _see(text, block, blocks[n + 1] if n + 1 < len(blocks) else None))
        yield replace(block, kind=kind, section=section, speaker=None)


def _see(text: str, block: Block, after: Block | None) -> _Seen:
    line = MARKS.sub("", " ".join(text[block.start : block.end].split()))
    number = NUMBER.match(line)
    bare = line[number.end() :] if number else line
    following = " ".join(text[after.start : after.end].split()) if after else ""
    return _Seen(
        block,
        line,
        re.sub(r"^[•·▪*–-]\s+", "", bare),
        number["number"] if number else None,
        following,
        block.start / len(text),
        len(text) - block.start,
    )


def _step(place: _Place, seen: _Seen) -> tuple[_Place, str, str | None]:
    """Return the place after a block, the block's kind and its section."""
    if place.zone == "tail":
        return place, "boilerplate", place.section
    if seen.block.kind in KEPT:
        return place, seen.block.kind, place.section
    if _begins_tail(seen):
        return replace(place, zone="tail"), "boilerplate", place.section
    kind = _by_rule(seen)
    label = seen.words <= LABEL_WORDS and _zone_of(seen) in {"attendance", "contents"}
    if (seen.block.kind == "heading" or label) and kind in {None, "prompt"} and not _goes_on(place, seen):
        return _under(place, seen, kind)
    if kind == "prompt" and seen.bare.lower().startswith("question"):
        return _under(place, seen, kind)
    zone = _zone_after(place, seen)
    kind = kind or _by_zone(zone, seen) or ("paragraph" if seen.block.kind == "heading" else seen.block.kind)
    closing = rules.TAIL_CLOSING.search(seen.text) and seen.share > TAIL_FROM
    return replace(place, zone="tail" if closing else zone), kind, place.section


def _begins_tail(seen: _Seen) -> bool:
    if rules.NOTES_HEADING.match(seen.text):
        return seen.share > NOTES_FROM and seen.left < NOTES_LENGTH
    return seen.share > TAIL_FROM and bool(rules.TAIL.match(seen.text))


def _by_rule(seen: _Seen) -> str | None:
    if seen.block.kind == "table":
        return None
    for rule in rules.RULES:
        if seen.words <= rule.max_words and rule.pattern.search(seen.bare):
            return rule.kind
    if seen.share < ATTENDANCE_BEFORE and rules.LABELLED_NAMES.match(seen.bare) and _like_names(seen):
        return "attendance"
    if _only_contact(seen):
        return "boilerplate"
    return "procedure" if seen.block.kind != "heading" and seen.words <= PROCEDURE_WORDS and _is_procedure(seen) else None


def _only_contact(seen: _Seen) -> bool:
    if seen.words > CONTACT_WORDS:
        return False
    rest = rules.REACH.sub(" ", seen.text)
    return rest != seen.text and len(re.findall(r"\w{2,}", rest)) <= 3


def _is_procedure(seen: _Seen) -> bool:
    """Tell whether every sentence is a formality, or too short to be anything else, and one is."""
    guarded = re.sub(r"\b(Cllr|Mr|Mrs|Ms|Dr|St|No|\d|[A-Z])\.\s", r"\1 ", seen.bare)
    sentences = re.split(r"(?<=[.!?])\s+(?=[A-Z0-9“\"])", guarded)
    formal = [any(len(s.split()) <= rule.max_words and rule.pattern.search(s) for rule in rules.PROCEDURE) for s in sentences]
    return any(formal) and all(is_formal or len(s.split()) <= TRIVIAL_WORDS for is_formal, s in zip(formal, sentences, strict=True))


def _goes_on(place: _Place, seen: _Seen) -> bool:
    """Tell whether what looks like a heading is one more line of the list under the last heading."""
    if place.zone == "attendance":
        names = _like_names(seen) and len(seen.after.split()) <= TRIVIAL_WORDS
        return not (seen.number or seen.text.isupper() or seen.block.level or _zone_of(seen)) and names
    return place.zone == "contents" and _is_entry(seen)


def _under(place: _Place, seen: _Seen, kind: str | None) -> tuple[_Place, str, str | None]:
    """Step under a heading, or under a facilitator's question, which heads what was said to it."""
    level, marked = _level(place, seen, kind)
    above = tuple(heading for heading in place.above if heading.level < level)
    section = replace(place, above=above).section
    title = seen.text if len(seen.text) <= TITLE_LENGTH else seen.text[: TITLE_LENGTH - 1].rstrip() + "…"
    guide = seen.number if rules.GUIDE_HEADING.search(seen.bare) and seen.number else place.guide
    if guide and guide == place.guide and seen.number and seen.number.count(".") == guide.count(".") and "." in guide:
        guide = None
    zone = _zone_of(seen) or ("prompt" if guide or (place.zone == "prompt" and kind == "prompt" and rules.PROMPT_HEADING.match(seen.after)) else None)
    asks = kind or ("prompt" if rules.PROMPT_HEADING.fullmatch(seen.bare) or (zone == "prompt" and seen.text.endswith("?")) else "heading")
    return _Place((*above, _Heading(level, title, marked)), zone, guide), asks, section


def _zone_of(seen: _Seen) -> str | None:
    for pattern, zone in (
        (rules.ATTENDANCE_HEADING, "attendance"),
        (rules.CONTENTS_HEADING, "contents"),
        (rules.PROMPT_HEADING, "prompt"),
        (rules.GUIDE_HEADING, "prompt"),
        (rules.PROCEDURE_HEADING, "procedure"),
        (rules.LETTERS_HEADING, "letters"),
    ):
        if pattern.fullmatch(seen.bare):
            return zone
    return None


def _level(place: _Place, seen: _Seen, kind: str | None) -> tuple[int, bool]:  # noqa: PLR0911  # one line for each kind of evidence, strongest first
    if (level := _in_annex(place, seen)) or seen.block.level:
        return level or seen.block.level or 1, True
    if kind == "prompt":
        return 2, True
    if seen.number:
        return seen.number.count(".") + 1, True
    if _zone_of(seen) in {"attendance", "contents"}:
        return DEEPEST, False
    if place.above and titles_meeting(seen.text):
        return 1, True
    if seen.text.isupper():
        return 1, True
    marked = max((heading.level for heading in place.above if heading.marked), default=0)
    return marked + 1, bool(rules.BACKGROUND_HEADING.search(seen.bare))  # all that follows it is under it


def _in_annex(place: _Place, seen: _Seen) -> int | None:
    """Return the level of an annex, or of a heading under one: numbered anew, or in capitals where the annex is not."""
    if ANNEX.match(seen.text):
        return seen.block.level or 1
    at = next((n for n, heading in enumerate(place.above) if ANNEX.match(heading.title)), None)
    if at is None:
        return None
    annex, below = place.above[at], place.above[at + 1 :]
    if seen.number and (seen.number.split(".")[0] == "1" or any(NUMBER.match(heading.title) for heading in below)):
        return annex.level + seen.number.count(".") + 1
    capitals = seen.text.isupper() and not annex.title.isupper() and not seen.block.level and not seen.number
    return annex.level + 1 if capitals else None


def _zone_after(place: _Place, seen: _Seen) -> str | None:
    """Return the zone a block leaves behind: a list ends with the first block that is no part of it."""
    if place.zone == "attendance":
        return place.zone if _like_names(seen) else None
    if place.zone == "contents":
        return place.zone if _is_entry(seen) else None
    if place.zone == "procedure":
        return place.zone if seen.words <= TRIVIAL_WORDS or _is_procedure(seen) else None
    if place.zone == "prompt" and not place.guide:
        return place.zone if seen.words <= PROMPT_WORDS else None
    return place.zone


def _is_entry(seen: _Seen) -> bool:
    """Tell whether a block is of a list of contents: it, or what follows, ends with a page number."""
    return bool(re.search(r"\d$", seen.text) or (re.search(r"\s\d+$", seen.after) and len(seen.after.split()) <= ENTRY_WORDS))


def _by_zone(zone: str | None, seen: _Seen) -> str | None:
    if zone == "procedure" and seen.words > TRIVIAL_WORDS:
        return None
    if zone == "letters":  # a line without a verb names a letter that came
        return "procedure" if seen.words <= LETTER_WORDS and not rules.SAYS.search(seen.text) and not seen.text.endswith((".", "?")) else None
    return zone if zone != "tail" else "boilerplate"


def _like_names(seen: _Seen) -> bool:
    """Tell whether a block is a list of people or bodies, or says who came."""
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", seen.bare) if word.lower() not in {"and", "of", "the", "for", "from", "in"}]
    capitals = sum(word[0].isupper() for word in words)
    return capitals >= 0.6 * len(words) or (
        seen.words <= 40 and capitals >= 0.1 * len(words) and bool(rules.ATTENDANCE_WORDS.search(seen.bare)) and seen.words <= 25
    )
