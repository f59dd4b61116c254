"""Say what of a PDF could not be read, or was read by text recognition, and what helps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.importers import tesseract
from pipeline.sources import UNSURE, Block, Refusal, Unreadable

CODED = frozenset({"paragraph", "list_item"})  # kinds of block of which themes are coded
SHOWN = 8  # page numbers in a message
INSTALL = (
    "Install tesseract (Debian and Ubuntu: apt install tesseract-ocr) and run again, or recognise the text yourself: ocrmypdf {option} in.pdf out.pdf"
)
UNKNOWN = (
    "If it is in another language, install that for tesseract (apt install tesseract-ocr-LANGUAGE) and name it under [ingest] language; "
    "else scan it anew, straight and at 300 dots per inch"
)


@dataclass(frozen=True)
class Seen:
    """A page and whose its words are: ``own``, ``ocr`` (an earlier text recognition's), ``recognised`` by us; ``picture``, ``shapes``: nobody's."""

    number: int
    text: str
    characters: int


def locked() -> Refusal:
    """Say that a password is needed."""
    return Refusal("password", "is locked by a password", "Save it without a password.")


def no_pdf() -> Refusal:
    """Say that the file cannot be opened."""
    return Refusal("unreadable", "is broken or is no PDF", "Open it in a viewer and print it to a new PDF, or remove it.")


def slow(number: int, pages: int, seconds: int) -> Refusal:
    """Say that text recognition takes too long: a document is read whole or not at all."""
    return Refusal(
        "too-long",
        f"is a scan: recognising the text of page {number} of {pages} takes longer than the {seconds} seconds allowed",
        "Recognise its text once (ocrmypdf in.pdf out.pdf), split it, or raise max_seconds under [ingest] of study.toml.",
    )


def without_text(pages: Sequence[Seen]) -> Refusal:
    """Say that no page has text, and why."""
    stray = sum(page.characters for page in pages)
    besides = f" (besides {stray} stray characters)" if stray else ""
    if tesseract.version():
        return Refusal(
            "no-text-layer",
            f"has no text layer, and no text could be recognised on its pages with any certainty{besides}",
            f"Look whether it holds text. {UNKNOWN}, or remove it.",
        )
    if any(page.text == "shapes" for page in pages):
        return Refusal(
            "no-text-layer",
            f"has no text layer: its letters are drawn as shapes, as some print-to-PDF programs do{besides}",
            "Take the page or document that it was printed from. " + INSTALL.format(option="--force-ocr"),
        )
    return Refusal("no-text-layer", f"has no text layer: its pages are pictures of text{besides}", INSTALL.format(option="--language eng"))


def warnings_of(pages: Sequence[Seen], blocks: Sequence[Block]) -> Iterator[Unreadable]:
    """Yield what a reader of the document must know of its pages."""
    unsure = {block.page for block in blocks if block.kind in CODED and block.confidence is not None and block.confidence < UNSURE}
    again = f"Look whether they hold text. {UNKNOWN}." if tesseract.version() else INSTALL.format(option="--skip-text")
    beside = "Read quotes from these pages beside the picture."
    check = "Check them against the picture; scan them anew, straight and at 300 dots per inch, if much is wrong."
    for code, concerned, said, remedy in (
        ("pages-without-text", [page.text in {"picture", "shapes"} for page in pages], "that are pictures, without text", again),
        ("ocr-layer", [page.text == "ocr" for page in pages], "whose text an earlier text recognition laid under the picture", beside),
        (
            "recognised",
            [page.text == "recognised" for page in pages],
            f"that are scans; their text was recognised by tesseract {tesseract.version()}",
            beside,
        ),
        (
            "low-confidence",
            [page.number in unsure for page in pages],
            f"with passages of which text recognition was under {UNSURE} percent sure",
            check,
        ),
    ):
        numbers = [page.number for page, is_so in zip(pages, concerned, strict=True) if is_so]
        if numbers:
            yield Unreadable(code, f"has {len(numbers)} of {len(pages)} pages {said} ({_listed(numbers)})", remedy)


def _listed(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:SHOWN])) + (", …" if len(numbers) > SHOWN else "")
    return f"{'page' if len(numbers) == 1 else 'pages'} {shown}"
