"""Find the headings of a PDF that only their italics mark, and tell words that could head from those that could not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.importers.marks import BULLET, unfinished
from pipeline.importers.pdf_body import Body
from pipeline.importers.pdf_groups import Group
from pipeline.importers.pdf_joins import SMALLER

HEADING_LINES, HEADING_WORDS = 4, 16
TITLE_WORDS = 30  # in larger type, or in bold capitals
SENTENCE_WORDS = 15
APART_ABOVE = 0.3  # type sizes of space over a line in italics that is a heading
ITALIC_WORDS, ITALIC_HEADINGS = 8, 3  # of a heading in italics, and so many of them: fewer may be what someone said
SURELY = 12  # so many of them in a document: longer ones are headings too, and those that name a speaker
ASKED_AMONG = 5  # times as many headings as questions: fewer, and the questions may be what people were asked, or asked
SPEAKS = re.compile(r"[.!?…][\"'”’)]*$|\b(?:I|[Ww]e|[Mm]e|[Uu]s|[Mm]y|[Oo]ur|[Tt]hey|[Nn]obody|[Ee]veryone|[Ee]verybody)\b|^[\"“‘'«]")
QUOTED = re.compile(r"[\"“‘'«](?:(?![\"”’'»](?!\w)).)*+[\"”’'»]?[.,;!?]*$", re.DOTALL)  # the whole line is in quotation marks, or none closes
CLOSES = re.compile(r"”[.,;!?]*$")  # and what text recognition made of the mark that opened it is none


def could_head(text: str, lines: int, most_words: int = HEADING_WORDS) -> bool:
    """Tell whether words on so many lines could be a heading: few, none of a sentence's end, and not all in quotation marks.

    >>> could_head("Roads to the mill", 1), could_head("The lamps never work.", 1), could_head("“The lamps never work”", 1)
    (True, False, False)
    """
    words = text.split()
    ends = re.search(r"[.,;:&–-]$", text) or unfinished(text)
    if ends or QUOTED.match(text) or (CLOSES.search(text) and text.count("”") > text.count("“")):
        return False
    return lines <= HEADING_LINES and len(words) <= most_words and not words[0][0].islower() and bool(re.search(r"[^\W\d_]{2}", text))


def ends_in_brackets(text: str) -> bool:
    """Tell whether a line ends as a talk's title with its author does, in italics: a line of its own kind.

    >>> ends_in_brackets("The mill and its people (Ada Finch)")
    True
    """
    return text.endswith(")") and "(" in text


def italic_headings(groups: Sequence[Group], texts: Sequence[str], body: Body) -> frozenset[int]:
    """Find headings in italics: short lines over prose, of a document in which no line in italics set apart reads as what someone said."""
    apart = [n for n, (group, text) in enumerate(zip(groups, texts, strict=True)) if _is_apart(group, text, body)]
    short = [n for n in apart if len(texts[n].split()) <= HEADING_WORDS and not ends_in_brackets(texts[n])]
    could = [n for n in short if could_head(texts[n], len(groups[n].lines), ITALIC_WORDS) and _over_prose(n, groups, texts)]
    asked = [n for n in short if texts[n].endswith("?")]
    spoken = any(SPEAKS.search(texts[n].removesuffix("?")) for n in short) or ASKED_AMONG * len(asked) > len(could)
    if len(could) < ITALIC_HEADINGS or spoken or body.italic:
        return frozenset()
    if len(could) < SURELY:
        return frozenset(could)
    longer = [n for n in apart if could_head(texts[n], len(groups[n].lines), TITLE_WORDS) and not SPEAKS.search(texts[n].removesuffix("?"))]
    found = {*could, *(n for n in longer if _over_prose(n, groups, texts) or _over_prose(n + 1, groups, texts))}
    return frozenset(found | {n for n in longer if n + 1 in found and groups[n + 1].page == groups[n].page})


def _is_apart(group: Group, text: str, body: Body) -> bool:
    """Tell whether a group is some lines in italics, no bold ones, set apart from what is above."""
    return (
        not group.kind
        and all(line.italic for line in group.lines)
        and not all(line.bold for line in group.lines)
        and group.gap > APART_ABOVE * body.size
        and group.first.size > SMALLER * body.size
        and len(group.lines) <= HEADING_LINES
        and not BULLET.match(text)
    )


def _over_prose(n: int, groups: Sequence[Group], texts: Sequence[str]) -> bool:
    """Tell whether the next group is upright prose on the same page."""
    if n + 1 >= len(groups) or groups[n + 1].page != groups[n].page:
        return False
    return len(texts[n + 1].split()) >= SENTENCE_WORDS and not all(line.italic for line in groups[n + 1].lines)
