"""Lay out one invented report as plain text in the ways that PDF readers, e-mail and word processors leave it."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass

SENTENCES = (
    "Residents of Tarnbeck told us that the last bus leaves at six.",
    "Nobody we met thought that this was fair to people on late shifts.",
    "The library was named in every group, often before anything else.",
    "It is warm, it is free and it is open to all, as one man put it.",
    "Younger people said that they felt watched in the shopping centre, and moved on from the square outside it.",
    "The trust’s own figures show that visits have fallen by a third since 2009.",
    "Several families had waited more than four years for a larger home.",
    "We heard of three households sharing two bedrooms, and of damp that no landlord would look at.",
    "A teacher described the walk to school along a road without a pavement.",
    "There was real pride in the allotments, the carnival and the brass band.",
    "Some long-standing residents felt that newcomers were helped first; most of the newcomers we spoke to had not been helped at all.",
    "Mosque and church run the food bank together on alternate Fridays.",
    "Its shelves were empty twice last winter.",
    "The partnership was asked to publish what it spends in each ward.",
    "It has not yet done so.",
    "Dr. Hale, who has practised here since 1987, sees more loneliness now than at any time before.",
    "Shopkeepers on Mill Street want the one-way system reversed, cheaper parking and a policeman they know by name.",
    "Where people had met across the lines of faith or language, it was through their children.",
    "The council’s officers listened with care, took notes and promised an answer by the spring.",
    "An evening class in English had forty names on its waiting list (see table 2).",
    "When the mill closed, the clubs that had grown around it closed as well.",
    "Rents have risen by 11 per cent in a year, wages by two.",
    "People spoke warmly of the neighbourhood wardens.",
    "Two of the four posts have since been cut.",
)
HEADINGS = (
    "Getting about",
    "Homes and rents",
    "What young people said",
    "Faith and neighbours",
    "Work",
    "The town centre after dark",
    "What should happen next",
)
ITEMS = (
    "later buses on weekdays, paid for by the employers on the estate",
    "a key to the community room",
    "English classes in the evening and at the weekend, with a crèche and without a waiting list of more than a month",
    "one telephone number for all repairs",
)


@dataclass(frozen=True)
class Part:
    """A part of the report: heading, paragraph or item, as it was meant."""

    kind: str
    text: str


def report(seed: int) -> list[Part]:
    """Make a report of seven sections: 20 to 30 paragraphs of one to six sentences, two lists."""
    chance = random.Random(seed)
    parts: list[Part] = []
    for number, heading in enumerate(HEADINGS):
        parts.append(Part("heading", heading))
        for _ in range(chance.randint(3, 4)):
            parts.append(Part("paragraph", " ".join(chance.sample(SENTENCES, chance.choice((1, 2, 3, 3, 4, 6))))))
        if number in {2, 6}:
            parts.append(Part("paragraph", "Those who came asked for four things:"))
            parts.extend(Part("list_item", item) for item in ITEMS)
    return parts


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def lines(parts: list[Part], width: int, *, gap: bool, indent: str = "", bullet: str = "• ", hang: str = "  ") -> Iterator[str]:
    """Yield the lines of a hard-wrapped report; ``gap``: a blank line between parts."""
    for part in parts:
        if part.kind == "heading":
            yield from ([""] if not gap else [])
            yield part.text
        elif part.kind == "list_item":
            yield from wrapped(part.text, width, bullet, hang)
        else:
            yield from wrapped(part.text, width, indent)
        if gap:
            yield ""


def paged(rows: list[str], length: int, head: Callable[[int], list[str]], foot: Callable[[int, int], list[str]], between: str) -> str:
    """Cut lines into pages with running lines above and below."""
    pages = [rows[n : n + length] for n in range(0, len(rows), length)]
    return between.join("\n".join([*head(n), *page, *foot(n, len(pages))]) for n, page in enumerate(pages, 1)) + "\n"


def hyphenated(part: str, width: int) -> list[str]:
    """Wrap with words broken at the line's end, as justified print is."""
    rows, row = [], ""
    for word in part.split():
        room = width - len(row) - 1
        if len(row) + 1 + len(word) <= width:
            row = f"{row} {word}".strip()
        elif len(word) > 7 and room >= 5 and word.isalpha():
            rows.append(f"{row} {word[: room - 2]}-")
            row = word[room - 2 :]
        else:
            rows.append(row)
            row = word
    return [*rows, row]


def numbered(parts: list[Part]) -> list[Part]:
    """Number sections and paragraphs, 1 and 1.1."""
    section = paragraph = 0
    made = []
    for part in parts:
        if part.kind == "heading":
            section, paragraph = section + 1, 0
            made.append(Part("heading", f"{section}. {part.text}"))
        elif part.kind == "paragraph":
            paragraph += 1
            made.append(Part("paragraph", f"{section}.{paragraph} {part.text}"))
        else:
            made.append(part)
    return made


TITLE = "Tarnbeck Listening Exercise: report to the partnership"


def _head(page: int) -> list[str]:
    return [TITLE, ""] if page > 1 else []


def _tight(parts: list[Part], width: int, **how: str) -> str:
    return "\n".join(row for row in lines(parts, width, gap=False, **how) if row) + "\n"


LAYOUTS: dict[str, Callable[[list[Part]], str]] = {
    "blank lines, wrapped at 72": lambda p: "\n".join(lines(p, 72, gap=True)),
    "a paragraph a line, blank lines": lambda p: "\n\n".join(("• " if x.kind == "list_item" else "") + x.text for x in p),
    "a paragraph a line, none blank": lambda p: "\n".join(("• " if x.kind == "list_item" else "") + x.text for x in p),
    "wrapped at 78, none blank": lambda p: _tight(p, 78),
    "first lines indented, none blank": lambda p: _tight(p, 72, indent="    "),
    "first lines indented, headings apart": lambda p: "\n".join(lines(p, 66, gap=False, indent="  ")),
    "form feeds, head and Page n of m": lambda p: paged(list(lines(p, 72, gap=True)), 38, _head, lambda n, m: ["", f"Page {n} of {m}"], "\n\f"),
    "form feeds inside paragraphs, numbers alone": lambda p: paged(
        [row for row in lines(p, 80, gap=False) if row], 30, lambda _: [], lambda n, _: ["", f"{n:>40}"], "\n\f"
    ),
    "page numbers without form feeds": lambda p: paged(list(lines(p, 72, gap=True)), 36, _head, lambda n, _: ["", str(n), ""], "\n"),
    "broken words, justified": lambda p: "\n\n".join("\n".join(hyphenated(("• " if x.kind == "list_item" else "") + x.text, 60)) for x in p),
    "broken words, none blank": lambda p: "\n".join("\n".join(hyphenated(("- " if x.kind == "list_item" else "") + x.text, 70)) for x in p),
    "every line followed by a blank one": lambda p: "\n\n".join(row for row in lines(p, 72, gap=False) if row),
    "dashes that hang, one margin for all": lambda p: textwrap.indent("\n".join(lines(p, 70, gap=True, bullet="- ", hang="  ")), " " * 8),
    "numbered paragraphs, none blank": lambda p: _tight(numbered(p), 76),
    "centred headings, indented": lambda p: "\n".join(
        row.center(72).rstrip() if row in HEADINGS else row for row in lines(p, 72, gap=False, indent="   ")
    ),
}


def _odd_and_even(page: int) -> list[str]:
    return [TITLE if page % 2 else "Tarnbeck Partnership", ""]


# made after the rules were settled, and not used to settle them
LATER: dict[str, Callable[[list[Part]], str]] = {
    "tabs before first lines, wrapped at 64": lambda p: _tight(p, 64, indent="\t", bullet="o ", hang="  "),
    "page number within a running line": lambda p: paged(
        list(lines(p, 74, gap=True)), 40, lambda _: [], lambda n, _: ["", f"Tarnbeck Partnership | listening exercise {n} | draft for members"], "\n"
    ),
    "form feeds, odd and even heads, roman spaces": lambda p: paged(
        list(lines(p, 68, gap=True, bullet="– ")), 34, _odd_and_even, lambda n, _: ["", f"- {n} -"], "\n\f"
    ),
    "spaced out, form feeds": lambda p: paged(
        [x for row in lines(p, 70, gap=False) if row for x in (row, "")], 50, lambda _: [], lambda *_: [], "\f"
    ),
    "numbered, hanging, broken words": lambda p: "\n\n".join(
        "\n    ".join(hyphenated(("(a) " if x.kind == "list_item" else "") + x.text, 66)) for x in numbered(p)
    ),
}


def truth(layout: str, parts: list[Part]) -> list[Part]:
    """Return the parts as they stand in a layout."""
    return numbered(parts) if layout.startswith("numbered") else parts
