"""Typeset invented council papers as PDFs whose text, blocks and reading order are known. Places and bodies do not exist."""

from __future__ import annotations

import difflib
import io
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from reportlab.lib.pagesizes import A3, A4, A5, LETTER, landscape
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from pipeline.sources import Source

WHO = "The parish council|The working group|The clerk|The forum of Elmbridge|A member of the panel|The chair|Residents of Nether Poole|The county surveyor|The youth club|Tenants of Mill Lane".split(
    "|"
)
DID = (
    "told the meeting|reported|agreed|heard from officers|wrote to the county|asked members to note|explained|confirmed|was reminded|regretted".split(
        "|"
    )
)
THAT = "that the community orchard needs volunteers|that buses seldom run after seven|that the well-known footbridge remains unsafe|that families from Overwick feel unwelcome|that the consultation produced thoughtful responses|that neighbourhood wardens understand the difficulties|that young people have nowhere particular to meet|that long-standing disagreements over parking continue|that the playground inspection found considerable damage|that volunteers organised several successful gatherings".split(
    "|"
)
WHEN = "during the winter|since the flood|before the next election|in spite of earlier promises|as the survey had shown|with some reservations|after a lengthy discussion|on the recommendation of Councillor Thorne|without any additional expenditure|at the request of the Overwick Society".split(
    "|"
)
VOWELS = "aeiouy"
FLOW = ("paragraph", "list_item", "heading", "table")


@dataclass(frozen=True)
class Layout:
    """How a paper is set; lengths in points."""

    name: str
    columns: int = 1
    font: str = "Times-Roman"
    heading_font: str = "Times-Bold"
    size: float = 10
    heading_size: float = 13
    leading: float = 12
    indent: float = 0  # of a paragraph's first line
    gap: float = 6  # between paragraphs
    margin: float = 60
    top: float = 80
    gutter: float = 20
    paper: tuple[float, float] = A4
    hyphens: bool = True
    justified: bool = True
    scrambled: bool = False
    ruled: bool = True
    bullet: str = "\u2022"
    numbered: bool = True
    header: str = "Elmbridge Parish Forum"
    footer: str = "Page {page}"
    sections: int = 5
    seed: int = 1

    @property
    def width(self) -> float:
        """Of a column."""
        return (self.paper[0] - 2 * self.margin - (self.columns - 1) * self.gutter) / self.columns


@dataclass(frozen=True)
class Item:
    """A block of a paper; ``rows`` of a table; ``note``: the footnote that a paragraph calls."""

    kind: str
    text: str
    rows: tuple[tuple[str, ...], ...] = ()
    note: str | None = None
    number: int = 0


@dataclass
class Paper:
    """A PDF and its truth: blocks in reading order, each with its page, the running lines, and which blocks a column's end parts."""

    content: bytes = b""
    blocks: list[tuple[str, str, int]] = field(default_factory=list)
    running: list[str] = field(default_factory=list)
    parted: set[tuple[str, int]] = field(default_factory=set)


def paper(layout: Layout) -> Paper:
    """Typeset one paper."""
    return _Press(layout).printed(list(_items(layout)))


def exact(made: Paper, source: Source, *kinds: str) -> float:
    """Return the share of the blocks of these kinds that came back with the same text on the same page."""
    wanted: Counter[tuple[str, int | None]] = Counter((text, page) for kind, text, page in made.blocks if kind in kinds)
    found = Counter((source.text[block.start : block.end], block.page) for block in source.blocks)
    return (wanted & found).total() / wanted.total()


def in_order(made: Paper, source: Source) -> float:
    """Return how like the words that came back are to those that were set, in order: 1 if they are the same."""
    wanted = [word for kind, text, _ in made.blocks if kind in FLOW for word in text.split()]
    kept = [block for block in source.blocks if block.kind in {*FLOW, "prompt", "procedure"}]
    found = [word for block in kept for word in source.text[block.start : block.end].split()]
    return difflib.SequenceMatcher(None, wanted, found, autojunk=False).ratio()


def _items(layout: Layout) -> Iterator[Item]:
    chance = random.Random(layout.seed)  # for text, not secrets
    titles = ["Background to the review", "What residents told us", "Transport and lighting", "Meeting places", "Next steps for the council", "Money"]
    yield Item("heading", "Report on neighbourly life", number=-1)
    notes = 0
    for number in range(1, layout.sections + 1):
        title = titles[(number - 1) % len(titles)]
        yield Item("heading", f"{number}. {title}" if layout.numbered else title)
        for position in range(4):
            text = " ".join(_sentences(chance, chance.randint(2, 7)))
            if position == 1:
                notes += 1
                yield Item("paragraph", text, note=f"Minutes of the forum, volume {notes}, as kept by the clerk in the reading room.", number=notes)
            else:
                yield Item("paragraph", text)
        if number % 2:
            for _ in range(3):
                yield Item("list_item", f"{layout.bullet} {next(_sentences(chance, 1))}")
        else:
            wards = ("Overwick", "Mill Lane", "Nether Poole", "Station Road")
            rows = tuple((ward, str(chance.randint(20, 99)), f"{chance.randint(5, 80)} %") for ward in wards)
            yield Item("table", "", rows=(("Ward", "Replies", "Share"), *rows))


def _sentences(chance: random.Random, count: int) -> Iterator[str]:
    for _ in range(count):
        yield f"{chance.choice(WHO)} {chance.choice(DID)} {chance.choice(WHEN)} {chance.choice(THAT)}."


def parts(word: str) -> list[int]:
    """Say where a word may be parted: after a hyphen, or between a vowel and a consonant well inside it."""
    if "-" in word:
        return [word.index("-") + 1]
    inside = re.fullmatch(r"[a-z]{8,}[.,]?", word)
    return [n for n in range(3, len(word) - 3) if word[n - 1] in VOWELS and word[n] not in VOWELS] if inside else []


def broken(text: str, font: str, size: float, width: float, first: float, rest: float, *, hyphens: bool) -> list[str]:
    """Break a paragraph into lines; the first is shorter by ``first``, the others by ``rest``."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        room = width - (rest if lines else first)
        if stringWidth(f"{line} {word}".strip(), font, size) <= room:
            line = f"{line} {word}".strip()
            continue
        for place in reversed(parts(word) if hyphens else []):
            head = word[:place] + ("" if word[place - 1] == "-" else "-")
            if line and stringWidth(f"{line} {head}", font, size) <= room:
                lines.append(f"{line} {head}")
                line = word[place:]
                break
        else:
            lines.append(line)
            line = word
    return [*lines, line]


class _Press:
    """Sets items into columns and pages."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.made = Paper()
        self.pages: list[list[Callable[[Canvas], None]]] = []
        self.page = 0
        self.column = layout.columns
        self.y = 0.0
        self.floor = 0.0
        self.notes: list[tuple[str, str, int]] = []
        self._next_column()

    def printed(self, items: list[Item]) -> Paper:
        for item in items:
            getattr(self, f"_{item.kind}")(item)
        self.made.blocks += self.notes
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=self.layout.paper, invariant=1)
        chance = random.Random(self.layout.seed)  # for order, not secrets
        for page in self.pages:
            if self.layout.scrambled:
                chance.shuffle(page)
            for draw in page:
                draw(canvas)
            canvas.showPage()
        canvas.save()
        self.made.content = buffer.getvalue()
        return self.made

    @property
    def left(self) -> float:
        return self.layout.margin + self.column * (self.layout.width + self.layout.gutter)

    def _draw(self, draw: Callable[[Canvas], None]) -> None:
        self.pages[-1].append(draw)

    def _string(self, x: float, y: float, text: str, font: str, size: float, stretch: float = 0) -> None:
        def draw(canvas: Canvas) -> None:
            canvas.setFont(font, size)
            canvas.drawString(x, y, text, wordSpace=stretch)

        self._draw(draw)

    def _next_column(self) -> None:
        self.column += 1
        if self.column >= self.layout.columns:
            self.column = 0
            self.page += 1
            self.pages.append([])
            self._furniture()
        self.y = self.layout.paper[1] - self.layout.top
        self.floor = self.layout.top

    def _furniture(self) -> None:
        header, footer = self.layout.header.format(page=self.page), self.layout.footer.format(page=self.page)
        self._string(self.layout.margin, self.layout.paper[1] - 0.5 * self.layout.top, header, self.layout.font, 8)
        self._string(self.layout.paper[0] / 2 - 10, 0.45 * self.layout.top, footer, self.layout.font, 8)
        self.made.running += [header, footer]

    def _need(self, height: float) -> None:
        if self.y - height < self.floor:
            self._next_column()

    def _heading(self, item: Item) -> None:
        size = self.layout.heading_size * (1.5 if item.number < 0 else 1)
        lines = broken(item.text, self.layout.heading_font, size, self.layout.width, 0, 0, hyphens=False)
        self._need(len(lines) * 1.2 * size + 4 * self.layout.leading)
        self.made.blocks.append(("heading", item.text, self.page))
        self.y -= 0.5 * size
        for line in lines:
            self.y -= 1.2 * size
            self._string(self.left, self.y, line, self.layout.heading_font, size)
        self.y -= max(self.layout.gap, 4)

    def _paragraph(self, item: Item) -> None:
        self._flow(item, self.layout.indent, 0)

    def _list_item(self, item: Item) -> None:
        self._flow(item, 0, stringWidth(f"{self.layout.bullet} ", self.layout.font, self.layout.size))

    def _flow(self, item: Item, first: float, rest: float) -> None:
        layout = self.layout
        lines = broken(item.text, layout.font, layout.size, layout.width, first, rest, hyphens=layout.hyphens)
        note = broken(f"{item.number} {item.note}", layout.font, 0.8 * layout.size, layout.width, 0, 0, hyphens=False) if item.note else []
        self._need(2 * layout.leading + len(note) * layout.leading)
        self._foot(item, note)
        block = (item.kind, item.text + (str(item.number) if item.note else ""), self.page)
        self.made.blocks.append(block)
        column = self.column
        for n, line in enumerate(lines):
            self._need(layout.leading)
            if (self.page, self.column) != (block[2], column):
                self.made.parted.add(block[1:])
            self.y -= layout.leading
            shift = rest if n else first
            spaces = line.count(" ")
            spare = layout.width - shift - stringWidth(line, layout.font, layout.size)
            stretch = spare / spaces if layout.justified and n < len(lines) - 1 and spaces else 0
            self._string(self.left + shift, self.y, line, layout.font, layout.size, stretch)
        if item.note:
            end = self.left + (rest if len(lines) > 1 else first) + stringWidth(lines[-1], layout.font, layout.size)
            self._string(end, self.y + 0.35 * layout.size, str(item.number), layout.font, 0.6 * layout.size)
        self.y -= layout.gap

    def _foot(self, item: Item, note: list[str]) -> None:
        if note:
            step = self.layout.leading * 0.85
            self.floor += len(note) * step + 4
            for n, line in enumerate(note):
                self._string(self.left, self.floor - 6 - (n + 1) * step + 4, line, self.layout.font, 0.8 * self.layout.size)
            self.notes.append(("footnote", f"{item.number} {item.note}", self.page))

    def _table(self, item: Item) -> None:
        layout = self.layout
        step = 1.5 * layout.leading
        self._need((len(item.rows) + 1) * step)
        self.made.blocks.append(("table", "\n".join(" | ".join(cells) for cells in item.rows), self.page))
        left, width = self.left, layout.width
        self.y -= 0.3 * step
        for cells in item.rows:
            self.y -= step
            for share, cell in zip((0.02, 0.5, 0.78), cells, strict=True):
                self._string(left + share * width, self.y, cell, layout.font, layout.size)
            if layout.ruled:
                self._line(left, self.y - 0.3 * step, left + width)
        self.y -= 0.6 * step + layout.gap

    def _line(self, left: float, y: float, right: float) -> None:
        self._draw(lambda canvas: canvas.line(left, y, right, y))


LAYOUTS = (
    Layout("one column, gaps"),
    Layout("one column, indents", indent=14, gap=0, font="Helvetica", heading_font="Helvetica-Bold", numbered=False, ruled=False, seed=2),
    Layout("two columns", columns=2, size=9, leading=11, sections=8, seed=3),
    Layout("two columns, scrambled, indents", columns=2, indent=10, gap=0, scrambled=True, sections=8, seed=4, footer="{page}"),
    Layout("three columns, scrambled", columns=3, size=8, leading=10, margin=40, gutter=16, scrambled=True, sections=9, seed=5, heading_size=11),
    Layout(
        "one column, ragged, running head with page",
        justified=False,
        hyphens=False,
        header="Overwick Society | {page}",
        footer="Report to the forum",
        seed=6,
    ),
)

RAGGED_LETTER = Layout("ragged, on letter paper", font="Helvetica", paper=LETTER, justified=False, scrambled=True, bullet="\u2013")

NARROW = Layout(
    "three narrow columns, stretched",
    columns=3,
    font="Helvetica",
    heading_font="Helvetica-Bold",
    size=8,
    heading_size=12,
    leading=9.2,
    indent=10,
    gap=0,
    margin=70,
    gutter=24,
    hyphens=False,
    scrambled=True,
    ruled=False,
    bullet="-",
    sections=8,
    seed=1005,
    header="Poole Society {page}",
    footer="{page}",
)
ONCE_HELD_OUT = (  # made after the rules were first settled; then the rules were mended by them
    replace(
        RAGGED_LETTER,
        name="two columns on letter paper, Helvetica, ragged, narrow gutter",
        columns=2,
        heading_font="Helvetica-Bold",
        size=9.5,
        leading=12.5,
        gutter=13,
        margin=48,
        top=64,
        gap=5,
        sections=7,
        seed=21,
        header="Overwick Society \u2013 annual statement",
        footer="{page} of many",
    ),
    Layout(
        "one column, Courier, indents, closely set",
        font="Courier",
        heading_font="Courier-Bold",
        size=11,
        leading=12.2,
        indent=22,
        gap=0,
        margin=95,
        top=110,
        hyphens=False,
        justified=False,
        numbered=False,
        ruled=False,
        sections=6,
        seed=22,
        header="{page}",
        footer="Nether Poole Burial Board",
    ),
    Layout(
        "three columns on landscape A3, indents, large type",
        columns=3,
        heading_font="Helvetica-Bold",
        size=12,
        leading=14,
        indent=18,
        gap=0,
        margin=70,
        top=90,
        gutter=34,
        paper=landscape(A3),
        heading_size=15,
        sections=10,
        seed=23,
        header="Mill Lane Tenants",
        footer="Mill Lane Tenants, page {page}",
    ),
    NARROW,
    replace(
        NARROW,
        name="three columns, the last of a few lines",
        size=7.5,
        heading_size=11.5,
        leading=9,
        indent=14,
        margin=40,
        gutter=14,
        hyphens=True,
        sections=7,
        seed=1016,
    ),
    Layout(
        "two columns, the last of a table only",
        columns=2,
        heading_size=12,
        indent=10,
        gap=0,
        margin=55,
        top=60,
        gutter=18,
        hyphens=False,
        scrambled=True,
        ruled=False,
        sections=8,
        seed=5057,
        header="Poole Society {page}",
    ),
)
HELD_OUT = (  # made when the rules were done, which were not changed by them
    Layout(
        "two columns on A5, small Times, indents, wide leading",
        columns=2,
        size=8,
        leading=11.5,
        indent=9,
        gap=0,
        margin=30,
        top=50,
        gutter=12,
        paper=A5,
        heading_font="Times-BoldItalic",
        heading_size=10,
        sections=7,
        seed=31,
        scrambled=True,
        header="{page} Elmbridge Almanack",
        footer="Nether Poole, autumn",
    ),
    Layout(
        "one column, large Helvetica, wide gaps, justified",
        font="Helvetica",
        heading_font="Helvetica-Bold",
        size=14,
        leading=20,
        gap=16,
        margin=75,
        heading_size=18,
        sections=6,
        seed=32,
        header="Station Road Association, statement of the year",
        footer="Page {page} of 9",
        ruled=False,
        bullet="-",
    ),
    replace(
        RAGGED_LETTER,
        name="three columns on letter paper, Helvetica, ragged, gaps, no hyphens",
        columns=3,
        heading_font="Helvetica-BoldOblique",
        size=7.5,
        leading=9.5,
        gap=4,
        margin=36,
        top=60,
        gutter=18,
        hyphens=False,
        heading_size=10,
        sections=12,
        seed=33,
        numbered=False,
        header="Overwick Gazette",
        footer="- {page} -",
    ),
)
LATEST = (  # made after all the others came back whole; no rule was changed by them
    Layout(
        "two columns on A3, Courier, gaps, ragged",
        columns=2,
        font="Courier",
        heading_font="Courier-Bold",
        leading=13,
        gap=7,
        margin=80,
        top=100,
        gutter=40,
        paper=A3,
        hyphens=False,
        justified=False,
        sections=9,
        seed=41,
        header="Nether Poole Reading Room, page {page}",
        footer="for members",
    ),
    Layout(
        "one column on A5, small Times, indents, asterisks",
        size=9,
        leading=11,
        indent=12,
        gap=0,
        margin=45,
        top=55,
        paper=A5,
        heading_font="Times-Italic",
        heading_size=12,
        sections=6,
        seed=42,
        numbered=False,
        ruled=False,
        bullet="*",
        header="{page}",
        footer="Overwick Society",
    ),
    Layout(
        "four columns on landscape A3, Helvetica, gaps",
        columns=4,
        font="Helvetica",
        heading_font="Helvetica-Bold",
        size=9,
        leading=11,
        gap=5,
        margin=50,
        top=70,
        gutter=22,
        paper=landscape(A3),
        heading_size=12,
        sections=12,
        seed=43,
        scrambled=True,
        footer="{page} / Elmbridge Courier",
    ),
)
