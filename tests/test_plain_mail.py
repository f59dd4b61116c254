"""A mail that was saved as text is read as a mail is: what it quotes is told from what its sender says."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import Ingest
from pipeline.importers.reading import read_document

OWN = "We agree that the hall should stay open in the winter, and will say so."
THEIRS = "The hall loses money in every week of the winter and has to close."
HEADERS = "From: Clerk of Overwick\nSent: 3 May 2016 10:15\nTo: The panel\nSubject: The hall\n\n"
QUOTING = {
    "marks": f"{OWN}\n\nOn 3 May 2016 at 10:15, the clerk of Overwick <clerk@overwick.example> wrote:\n\n> {THEIRS}\n",
    "marks without an introduction": f"> {THEIRS}\n>\n> Do you agree?\n\n{OWN}\n",
    "an introduction over two lines": f"{OWN}\n\nOn 3 May 2016 at 10:15, the clerk of Overwick\n<clerk@overwick.example> wrote:\n\n{THEIRS}\n",
    "original message": f"{OWN}\n\n-----Original Message-----\n{HEADERS}{THEIRS}\n",
    "forwarded": f"{OWN}\n\n---------- Forwarded message ---------\nFrom: Clerk of Overwick <clerk@overwick.example>\nDate: 3 May 2016\n\n{THEIRS}\n",
    "marks below a time": f"{OWN}\n\nOn 3 May 2016 at 10:15 the clerk wrote:\n> {THEIRS}\n",
    "own headers, then earlier ones": f"From: The panel\nTo: Clerk of Overwick\nSubject: RE: The hall\n\n{OWN}\n\n{HEADERS}{THEIRS}\n",
}
PLAIN = {
    "a memo": f"{HEADERS}{OWN}\n\n{THEIRS}\n",
    "a report that says who wrote": f"{OWN}\n\nOn 3 May 2016 the clerk of Overwick wrote:\n\n{THEIRS}\n",
    "a report that says at what time who wrote": f"{OWN}\n\nOn 3 May 2016 at 10:30 the bishop wrote:\n\n{THEIRS}\n",
    "a report of a message": f"{OWN}\n\nOriginal message of the bishop, as the paper printed it\n\n{THEIRS}\n",
    "a report with a memo in it": f"Minutes of the panel\n\n{OWN}\n\n{HEADERS}{THEIRS}\n",
    "signs that are no marks": f"{OWN}\n\nVisits > 40 a week, > 60 in summer.\n\n{THEIRS}\n",
}


def voices(text: str, folder: Path) -> dict[str, str | None]:
    path = folder / "a.txt"
    path.write_text(text, encoding="utf-8")
    sources = read_document(path, "txt", Ingest())
    assert isinstance(sources, list)
    return {sources[0].text[block.start : block.end]: block.voice for block in sources[0].blocks}


@pytest.mark.parametrize("text", QUOTING.values(), ids=QUOTING)
def test_what_a_saved_mail_quotes_is_quoted_and_what_it_says_is_its_own(text: str, tmp_path: Path) -> None:
    found = voices(text, tmp_path)
    assert found[THEIRS] == "quoted"
    assert found[OWN] is None


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_a_text_that_is_no_mail_with_an_earlier_one_is_its_own(text: str, tmp_path: Path) -> None:
    assert "quoted" not in voices(text, tmp_path).values()
