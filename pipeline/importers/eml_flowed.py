"""Undo the line breaks of mails whose lines say by a space at their end that they flow on."""

from __future__ import annotations

import re

MARKS = re.compile(r">*")
SIGNATURE = "-- "


def unflowed(text: str, *, delete_space: bool) -> str:
    r"""Join the lines of text in the format ``flowed``.

    Args:
        text: line ends \n.
        delete_space: the parameter DelSp: the space that marks a line is none of the text's.

    Returns:
        A paragraph a line, each with as many marks of quotation as it had.

    Source:
        RFC 3676 (2004), section 4.2 to 4.5: interpreting, quoting, space-stuffing and signatures.

    >>> unflowed("The hall \nis cold.\n> It \n> is.\n -- no\n", delete_space=False)
    'The hall is cold.\n> It is.\n-- no\n'
    """
    written: list[str] = []
    held = ""  # a paragraph that has begun and flows on
    depth = None  # how many marks of quotation it has
    for line in text.split("\n"):
        marks = len(MARKS.match(line).group())  # type: ignore[union-attr]  # it matches every line
        said = line[marks:].removeprefix(" ")
        if depth is not None and (marks != depth or said == SIGNATURE):
            written.append(_quoted(depth, held))
            held, depth = "", None
        flows = said.endswith(" ") and said != SIGNATURE
        held += said[:-1] if flows and delete_space else said
        depth = marks
        if not flows:
            written.append(_quoted(depth, held))
            held, depth = "", None
    return "\n".join(written if depth is None else [*written, _quoted(depth, held)])


def _quoted(depth: int, line: str) -> str:
    return f"{'>' * depth} {line}" if depth else line
