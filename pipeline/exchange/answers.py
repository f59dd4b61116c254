"""What comes back from another program: one answer for each task or passage and coder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pipeline.exchange.faults import FaultError, Kind

Standing = Literal["answered", "skipped", "rejected", "not coded"]
CUT = " […]"  # ends a text that a cell could not hold whole

# what may be wrong with an answer: what is said of it, and what to do
WRONG = {
    "no coder": Kind(
        "nobody is named as coder, or by a name that cannot be used",
        'Say who coded: CODERS="anna" for all, or CODERS="name-there=anna,other=ben".',
    ),
    "another": Kind(
        "answered by somebody else than the coder whose task it is",
        'Say who that is: CODERS="name-there=anna,other=ben".',
    ),
    "coder": Kind("the coder was not given the task", 'Say who that is: CODERS="name-there=anna".'),
    "altered": Kind("the text was altered after it went out", "Take the tasks as they were exported, and code those."),
    "segment": Kind("the segment is not in the draw that the task names", "Take the tasks as they were exported."),
    "gone": Kind("the text is no longer in the documents", "Put the documents back as they were, or have it coded anew."),
    "document": Kind("the document is not in the study, or several have its name", "Name it there by its path in the corpus."),
    "words": Kind("the words are not in their document", "Code the text as the study has it: make export-tasks."),
    "mark": Kind("a marked passage is not in the text", "Take the tasks as they were exported."),
    "both": Kind("none of the themes is said, and a theme", "Take one of them off there."),
}
NO_LABELS = Kind("labels are no list of texts")
NO_TEXT = Kind("there is no text")
NO_MARK = Kind("a marked passage has no start, no end after it, or no label")


@dataclass(frozen=True)
class Mark:
    """A passage that a coder marked in a task's text: half-open, in code points unless ``quote``, its words as the program says, shows otherwise."""

    start: int
    end: int
    label: str
    quote: str = ""


@dataclass(frozen=True)
class Passage:
    """Where a coded passage stands that is no task: its document as the program names it, and what is known of the place."""

    document: str
    start: int | None = None  # None: not known
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Answer:
    """What one coder said of one text.

    ``where`` names the place in the file. ``key`` is that of the task; empty for a passage. ``labels`` are as the program has them. A task without
    any label is ``not coded``, for most programs cannot tell it from one that nobody opened. ``by_file`` says that
    ``coder`` is the name of a file alone, which may be anything.
    """

    where: str
    text: str
    labels: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    coder: str = ""
    key: Mapping[str, Any] = field(default_factory=dict)
    passage: Passage | None = None
    standing: Standing = "answered"
    memo: str = ""
    by_file: bool = False


@dataclass(frozen=True)
class Labels:
    """The labels and passages that a record of a program holds."""

    labels: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()


def strings(value: object, file: Path, where: str) -> tuple[str, ...]:
    """Return labels as a tuple of texts: of one text, or of a list of texts or numbers; nothing for null.

    Raises:
        FaultError: if they are something else.
    """
    listed = [] if value is None else value if isinstance(value, list) else [value]
    if not all(isinstance(each, str | int) for each in listed):
        raise FaultError(file, where, NO_LABELS)
    return tuple(str(each).strip() for each in listed if str(each).strip())


def text_of(record: Mapping[str, Any], file: Path, where: str) -> str:
    """Return the text of a record.

    Raises:
        FaultError: if it has none.
    """
    text = record.get("text")
    if not isinstance(text, str):
        raise FaultError(file, where, NO_TEXT)
    return text


def mark_of(value: Sequence[Any], file: Path, where: str, quote: object = "") -> Mark:
    """Return a marked passage of its start, end and label.

    Raises:
        FaultError: if start and end are no whole numbers in order, or the label is no text.
    """
    whole = len(value) == 3 and all(isinstance(each, int) and not isinstance(each, bool) for each in value[:2])
    if not whole or not isinstance(value[2], str) or not 0 <= value[0] < value[1]:
        raise FaultError(file, where, NO_MARK)
    return Mark(int(value[0]), int(value[1]), value[2].strip(), quote if isinstance(quote, str) else "")


def standing_of(found: Labels) -> Standing:
    """Say whether a task was answered at all."""
    return "answered" if found.labels or found.marks else "not coded"
