"""Hold the coded passages of a written project against what programs lose: offsets, doubled codings, codings of whole documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline.qda.clean import xml_name
from pipeline.qda.project import PROJECT_SPACE

if TYPE_CHECKING:
    from pipeline.qda.lint import Written

SPACE = f"{{{PROJECT_SPACE}}}"


def lint_passages(written: Written) -> Iterator[str]:
    """Yield what is wrong with passages and their codings."""
    for source in written.all("TextSource"):
        name = source.get("name")
        if source.find(f"{SPACE}Coding") is not None:
            yield f"whole document: {name} is coded without a passage, which programs pass over"
        passages = source.findall(f"{SPACE}PlainTextSelection")
        yield from _offsets(name, written.text_of(source), passages)
        yield from _doubled(name, passages)
        for passage in passages:
            if passage.find(f"{SPACE}Coding") is None:
                yield f"no code: a passage of {name} has none, and would become an annotation"


def _offsets(name: str, text: str | None, passages: list[Any]) -> Iterator[str]:
    """Look whether each passage is the slice whose words its name begins with."""
    for passage in passages if text is not None else ():
        start, end = int(passage.get("startPosition")), int(passage.get("endPosition"))
        if not 0 <= start < end <= len(text or ""):
            yield f"offsets: a passage of {name} lies outside its text ({start} to {end} of {len(text or '')})"
        elif passage.get("name") not in {xml_name((text or "")[start:end]), f"{start}-{end}"}:
            yield f"offsets: the passage {start} to {end} of {name} does not begin with its name; offsets count code points"


def _doubled(name: str, passages: list[Any]) -> Iterator[str]:
    """Look for the same code given twice to one passage by one user."""
    found = Counter(
        (passage.get("startPosition"), passage.get("endPosition"), coding.get("creatingUser"), coding.find(f"{SPACE}CodeRef").get("targetGUID"))
        for passage in passages
        for coding in passage.findall(f"{SPACE}Coding")
    )
    for (start, end, _, _), n in found.items():
        if n > 1:
            yield f"twice: the passage {start} to {end} of {name} has one code {n} times from one user"
