"""Settle what each block of a document is for, which headings stand above it, and who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline import structure_rules as rules
from pipeline.apparatus import apparatus_apart
from pipeline.attendance import capitals, goes_on, like_names, lists_who_came, says_who_came
from pipeline.bylines import bylined
from pipeline.calls import asked_in_call
from pipeline.contents_lists import contents_listed
from pipeline.headings import ended, level_of, zone_of
from pipeline.items import itemised, under_items
from pipeline.name_lists import names_listed
from pipeline.procedure_rules import TRIVIAL_WORDS, is_procedure, says_when_or_where
from pipeline.seen import Heading, Place, Seen, see
from pipeline.sessions import told_apart
from pipeline.sources import UNSURE, Block, Source
from pipeline.speakers import spoken
from pipeline.standing_words import RULES
from pipeline.tails import begun_anew, is_end
from pipeline.whole_document import asked, settle, titled

CONTACT_WORDS, PROCEDURE_WORDS = 40, 120
ENTRY_WORDS = 15
ATTENDANCE_BEFORE = 0.25  # of the text: names after a label that is not Present are attendance only so early
LABEL_WORDS = 4  # a line so short that says Present or Contents is a heading, whatever it looks like
LETTER_WORDS, LETTERS_LISTED = 12, 2
LETTER_CAPITALS = 0.5  # of the words: senders and papers are names
ITEM_WORDS = 60  # a longer block under Agenda item is what was said
PROMPT_WORDS = 60  # outside a guide, a longer block under a prompt is an answer
TAIL_FROM = 0.3  # of the text: notes to editors that begin earlier are not its tail
NOTES_FROM, NOTES_LENGTH = 0.6, 2500  # plain "Notes" are, if they come late and are short
TITLE_LENGTH = 120
LISTED = "listed"  # the zone of a list of who came, once one of them was seen
PROSE = frozenset({"paragraph", "list_item"})
KEPT = frozenset({"boilerplate", "contents", "footnote"})


def refine(source: Source) -> tuple[Block, ...]:
    """Settle kind, section and speaker of each block.

    Args:
        source: as an importer made it. Not changed.

    Returns:
        The same blocks, start and end unchanged. A table stays one; substance that shares a block with a formality stays substance.
    """
    text = source.text
    shown = contents_listed(text, itemised(text, titled(text, bylined(text, source.blocks))))
    settled = names_listed(text, settle(text, under_items(text, tuple(_refined(text, shown)))))
    settled = apparatus_apart(text, settled)
    return told_apart(text, asked(text, spoken(text, settled)))


def _refined(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    place, anew = Place(), begun_anew(text, blocks)
    for n, block in enumerate(blocks):
        here = replace(place, above=tuple(heading for heading in place.above if _holds(heading, block)))
        if n in anew and place.zone == "tail":
            here = Place()
        place, kind, section = _step(here, see(text, block, blocks[n + 1] if n + 1 < len(blocks) else None))
        yield replace(block, kind=kind, section=section, speaker=None)


def _holds(heading: Heading, block: Block) -> bool:
    """Tell whether a block can stand under a heading: one of which text recognition was unsure heads its own page only."""
    return heading.only in {None, block.page}


def _step(place: Place, seen: Seen) -> tuple[Place, str, str | None]:
    """Return the place after a block, the block's kind and its section."""
    if place.zone == "tail":
        return place, "boilerplate", place.section
    if seen.block.kind in KEPT:
        return place, seen.block.kind, place.section
    if _begins_tail(seen):
        return replace(place, zone="tail"), "boilerplate", place.section
    if is_end(seen.text):
        return place, "boilerplate", place.section
    names_item = place.zone == "agenda" and seen.words <= ITEM_WORDS and rules.ITEM_FOLLOWED.fullmatch(seen.after)
    kind = None if names_item else _by_rule(seen)
    if names_item or _heads(place, seen, kind):
        return _under(place, seen, kind)
    if seen.block.level is not None and seen.block.kind in PROSE:
        place = replace(place, above=tuple(heading for heading in place.above if heading.level <= seen.block.level))
    zone = _zone_after(place, seen)
    kind = kind or _by_zone(zone, seen) or _by_call(place, seen) or ("paragraph" if seen.block.kind == "heading" else seen.block.kind)
    closing = rules.TAIL_CLOSING.search(seen.text) and seen.share > TAIL_FROM
    over = place.zone in {LISTED, "contents"} or (place.zone == "attendance" and kind not in {"paragraph", "list_item"})
    here = ended(place) if over and zone is None else place
    return replace(here, zone="tail" if closing else zone), kind, here.section


def _heads(place: Place, seen: Seen, kind: str | None) -> bool:
    """Tell whether what follows stands under a block."""
    label = seen.words <= LABEL_WORDS and zone_of(seen) in {"attendance", "contents"}
    if (seen.block.kind == "heading" or label) and kind in {None, "prompt"} and not _goes_on(place, seen):
        return True
    return kind == "prompt" and seen.bare.lower().startswith("question")


def _begins_tail(seen: Seen) -> bool:
    if rules.NOTES_HEADING.match(seen.text):
        return seen.share > NOTES_FROM and seen.left < NOTES_LENGTH
    return seen.share > TAIL_FROM and bool(rules.TAIL.match(seen.text))


def _by_rule(seen: Seen) -> str | None:
    if seen.block.kind == "table":
        return None
    for rule in RULES:
        if seen.words <= rule.max_words and rule.pattern.search(seen.bare):
            return rule.kind
    early = seen.share < ATTENDANCE_BEFORE
    if says_who_came(seen.bare, early=early) or (early and lists_who_came(seen.bare)):
        return "attendance"
    if _only_contact(seen):
        return "boilerplate"
    return "procedure" if seen.block.kind != "heading" and seen.words <= PROCEDURE_WORDS and is_procedure(seen.bare) else None


def _only_contact(seen: Seen) -> bool:
    if seen.words > CONTACT_WORDS:
        return False
    rest = rules.REACH.sub(" ", seen.text)
    return rest != seen.text and len(re.findall(r"\w{2,}", rest)) <= 3


def _goes_on(place: Place, seen: Seen) -> bool:
    """Tell whether what looks like a heading is one more line of the list under the last heading."""
    if place.zone in {"attendance", LISTED}:
        names = like_names(seen.bare) and len(seen.after.split()) <= TRIVIAL_WORDS
        return not (seen.number or seen.text.isupper() or seen.block.level or zone_of(seen)) and names
    return place.zone == "contents" and _is_entry(seen)


def _under(place: Place, seen: Seen, kind: str | None) -> tuple[Place, str, str | None]:
    """Step under a heading, or under a facilitator's question, which heads what was said to it."""
    level, marked = level_of(place, seen, kind)
    above = tuple(heading for heading in place.above if heading.level < level)
    section = replace(place, above=above).section
    title = seen.text if len(seen.text) <= TITLE_LENGTH else seen.text[: TITLE_LENGTH - 1].rstrip() + "…"
    guide = seen.number if rules.GUIDE_HEADING.search(seen.bare) and seen.number else place.guide
    if guide and guide == place.guide and seen.number and seen.number.count(".") == guide.count(".") and "." in guide:
        guide = None
    zone = zone_of(seen) or ("prompt" if guide or (place.zone == "prompt" and kind == "prompt" and rules.PROMPT_HEADING.match(seen.after)) else None)
    asks = kind or ("prompt" if rules.PROMPT_HEADING.fullmatch(seen.bare) or (zone == "prompt" and seen.text.endswith("?")) else "heading")
    unsure = seen.block.confidence is not None and seen.block.confidence < UNSURE
    return Place((*above, Heading(level, title, marked, seen.block.page if unsure else None)), zone, guide), asks, section


def _zone_after(place: Place, seen: Seen) -> str | None:
    """Return the zone a block leaves behind: a list ends with the first block that is no part of it."""
    if place.zone in {"attendance", LISTED}:
        return LISTED if goes_on(seen.block.kind, seen.bare) else None
    if place.zone == "contents":
        return place.zone if _is_entry(seen) else None
    if place.zone == "agenda":
        return None
    if place.zone == "procedure":
        trivial = seen.words <= TRIVIAL_WORDS and says_when_or_where(seen.bare)
        return place.zone if trivial or is_procedure(seen.bare) else None
    if place.zone == "prompt" and not place.guide:
        return place.zone if seen.words <= PROMPT_WORDS else None
    return place.zone


def _is_entry(seen: Seen) -> bool:
    """Tell whether a block is of a list of contents: it, or what follows, ends with a page number."""
    return bool(re.search(r"\d$", seen.text) or (re.search(r"\s\d+$", seen.after) and len(seen.after.split()) <= ENTRY_WORDS))


def _by_zone(zone: str | None, seen: Seen) -> str | None:
    if zone == "procedure" and seen.words > TRIVIAL_WORDS:
        return None
    if zone == LISTED:
        return "attendance"
    if zone == "letters":
        return "procedure" if _names_letters(seen) else None
    return zone if zone != "tail" else "boilerplate"


def _by_call(place: Place, seen: Seen) -> str | None:
    """Make prompts of what a call for evidence asks."""
    return "prompt" if asked_in_call((heading.title for heading in place.above), seen.block.kind, seen.bare) else None


def _names_letters(seen: Seen) -> bool:
    """Tell whether a line names letters that came: in few words, half of them with capitals, without a verb (May is a month) and without news."""
    line = " ".join(rules.IN_MAY.sub(" ", seen.text).split())
    ends = line.endswith("?") or (line.endswith(".") and line.count(",") < LETTERS_LISTED)
    named = seen.words <= LETTER_WORDS and capitals(line) >= LETTER_CAPITALS
    return named and not rules.SAYS.search(line) and not rules.NEWS.search(line) and not ends
