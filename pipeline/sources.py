"""What an importer makes of a file: its text, the blocks of it, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import PipelineError

UNSURE = 70  # percent: what text recognition is less sure of is to be read beside the page, and heads no other


@dataclass(frozen=True)
class Block:
    """A piece ``text[start:end]`` of a source; ``kind`` is one of ``tables.BLOCK_KINDS``.

    ``level`` is a heading's depth where the file knows it, 1 outermost; of prose after an inset that has headings of its own,
    the depth of the heading under which the text goes on, 0 for none. ``section``
    and ``speaker`` are filled by ``structure.refine``. ``confidence`` (0-100) is how
    sure text recognition was of the words; None where they were not recognised but read.
    ``language`` is set where it is not the document's own.
    ``voice`` is one of ``segments.voice`` where the file itself tells whose words these are.
    """

    kind: str
    start: int
    end: int
    page: int | None = None
    level: int | None = None
    section: str | None = None
    speaker: str | None = None
    confidence: float | None = None
    language: str | None = None
    voice: str | None = None


@dataclass(frozen=True)
class Unreadable:
    """Why a file, or a part of it, could not be read: a row in problems.

    ``severity`` None: error for a file, warning for a part of it.
    """

    code: str
    message: str
    remedy: str
    severity: str | None = None


@dataclass(frozen=True)
class Source:
    r"""One document as read.

    ``text`` has line ends as \n and no NUL. ``blocks`` are in order, do not
    overlap and cover every non-space character of it. ``date`` is what the file
    states of itself (ISO, or YYYY-MM, or YYYY); None when it does not,
    empty when it says that the date is not known: nothing else is then looked at.
    ``warnings`` say what of the file is not in the text. ``number`` tells documents of one file apart (a row's, an
    attachment's; None: its place among them), and those of one ``cluster`` share a source; None: a source of its own.
    ``covariates`` are pairs of name and value. ``encoding`` and ``encoding_basis`` are as ``encodings.Decoded`` has them.
    """

    text: str
    blocks: tuple[Block, ...]
    media_type: str
    title: str | None = None
    date: str | None = None
    language: str | None = None
    n_pages: int | None = None
    warnings: tuple[Unreadable, ...] = ()
    number: int | None = None
    cluster: str | None = None
    place: str | None = None
    source_type: str | None = None
    reference: str | None = None
    covariates: tuple[tuple[str, str], ...] = ()
    encoding: str | None = None
    encoding_basis: str | None = None


class Refusal(PipelineError):  # noqa: N818  # an importer's answer, not a mistake
    """Raised by an importer that cannot use a file; becomes a row in problems."""

    def __init__(self, code: str, message: str, remedy: str, severity: str | None = None) -> None:
        """Take what the row in problems says."""
        super().__init__(message)
        self.unreadable = Unreadable(code, message, remedy, severity)
