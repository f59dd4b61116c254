"""What a REFI-QDA project holds, as far as it is written and read here: frozen, and the same for both ways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

PROJECT_SPACE = "urn:QDA-XML:project:1.0"
CODEBOOK_SPACE = "urn:QDA-XML:codebook:1.0"


@dataclass(frozen=True)
class Code:
    """A code, or a category of codes (``codable`` false), with what stands below it."""

    guid: str
    name: str
    description: str = ""
    codable: bool = True
    colour: str = ""
    children: tuple[Code, ...] = ()

    def walk(self) -> Iterator[Code]:
        """Yield the code and all below it, from the top down."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class User:
    """Somebody who coded."""

    guid: str
    name: str


@dataclass(frozen=True)
class Coding:
    """One code given to a passage by one user; ``user`` is empty where the file does not say."""

    guid: str
    code: str
    user: str = ""


@dataclass(frozen=True)
class Selection:
    """A passage. Written: half-open, in code points of the text. Read: as the file counts, until ``calibrate`` has said how that is."""

    guid: str
    name: str
    start: int
    end: int
    description: str = ""
    user: str = ""
    modifier: str = ""
    codings: tuple[Coding, ...] = ()


@dataclass(frozen=True)
class Variable:
    """A property of documents; ``kind`` is Text or Integer."""

    guid: str
    name: str
    kind: str


@dataclass(frozen=True)
class Source:
    """A document: its text, its passages, and its values by the variable's guid. ``file`` is its name in sources/."""

    guid: str
    name: str
    file: str
    text: str
    description: str = ""
    selections: tuple[Selection, ...] = ()
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Note:
    """A memo of the project; ``file`` is its name in sources/."""

    guid: str
    name: str
    file: str
    text: str


@dataclass(frozen=True)
class Group:
    """A set of documents, by their guids."""

    guid: str
    name: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Project:
    """All of it. ``date`` is an xsd:dateTime; ``creator`` and ``modifier`` are guids of users, empty where not known."""

    name: str
    origin: str
    date: str = ""
    creator: str = ""
    modifier: str = ""
    users: tuple[User, ...] = ()
    codes: tuple[Code, ...] = ()
    variables: tuple[Variable, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()
    groups: tuple[Group, ...] = ()
    description: str = ""

    def all_codes(self) -> Iterator[Code]:
        """Yield every code and category, from the top down."""
        for code in self.codes:
            yield from code.walk()
