"""Write an authored document as a page of a council's web site, with all that surrounds the text there."""

from __future__ import annotations

import html
from itertools import groupby
from pathlib import Path
from string import Template

from sample_truth.authored import Block, Document
from sample_truth.typeset import typeset

PAGES = Path(__file__).resolve().parent / "pages"


def render(document: Document, number: int) -> bytes:
    """Return the bytes of the document as a web page; every second one states its date in its head."""
    template = Template((PAGES / f"{document.place.lower()}.html").read_text(encoding="utf-8"))
    stated = f'<meta name="DC.date.issued" content="{document.date}">' if number % 2 == 0 else '<meta name="robots" content="index,follow">'
    page = template.substitute(
        title=_escape(document.title),
        publisher=_escape(document.publisher),
        running=_escape(document.running),
        meta=stated,
        body="\n".join(_runs(document.blocks)),
    )
    # One site's editor writes character references, the other two UTF-8.
    return page.encode("ascii", "xmlcharrefreplace") if document.place == "Penmarrow" else page.encode()


def _runs(blocks: tuple[Block, ...]) -> list[str]:
    elements: list[str] = []
    for kind, run in groupby(blocks, key=lambda block: block.kind):
        if kind == "li":
            elements += ["<ul>", *(f"  <li>{_escape(block.text)}</li>" for block in run), "</ul>"]
        else:
            elements += [_element(kind, block) for block in run]
    return elements


def _element(kind: str, block: Block) -> str:
    text = "<br>\n".join(_escape(line) for line in block.text.split("\n"))
    match kind:
        case "h":
            return f"<h1>{text}</h1>"
        case "h2":
            return f"<h2>{text}</h2>"
        case "contents":
            items = "\n".join(f"  <li>{_escape(line)}</li>" for line in block.text.split("\n"))
            return f'<ul class="contents">\n{items}\n</ul>'
        case "boilerplate":
            return f'<p class="notes">{text}</p>'
        case _:
            return f"<p>{text}</p>"


def _escape(text: str) -> str:
    return html.escape(typeset(text), quote=False)
