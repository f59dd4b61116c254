"""Read the codebook and the exemplars a study is coded by."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from pipeline.config import Section, complaint, read_toml
from pipeline.errors import ConfigError

FEWEST_POSITIVES = 8  # labelled examples of a theme: fewer calibrate nothing
FEW_EXEMPLARS = 60  # of a theme: with fewer, the coder also learns from its definition and the study's own segments
FEWEST_PLAIN = 500  # exemplars without any code: with fewer, nothing tells how common a theme is that only its definition teaches
ASSUMED_SHARE = 0.1  # of segments that carry such a theme, where nothing tells it
EXEMPLAR_COLUMNS = ("text", "codes", "genre", "decade", "writer")


class Theme(Section):
    """One theme: a [[theme]] block of codebook.toml."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="never changes; lower case letters, digits and _")
    name: str = Field(min_length=1, description="as shown in tables and figures")
    definition: str = Field(min_length=1, description="what the theme is, in a sentence or two")
    parent: str | None = Field(None, description="id of the theme of which this is a sub-code")
    include: tuple[str, ...] = Field((), description="cases that belong")
    exclude: tuple[str, ...] = Field((), description="cases that do not")
    seeds: tuple[str, ...] = Field((), description="words and phrases that speak for the theme")
    negative_seeds: tuple[str, ...] = Field((), description="phrases in which a seed does not count")
    expected_share: float | None = Field(
        None, gt=0, lt=1, description="share of segments expected to carry the theme, where it has fewer than 60 exemplars; estimated if left out"
    )


class Codebook(Section):
    """All themes, in the order of the file."""

    version: str = Field(min_length=1, description="changes whenever a definition does; recorded with human codes")
    unit: str = Field("One segment, about a paragraph.", description="what is coded, and when a code is given")
    theme: tuple[Theme, ...] = Field(description="the themes")

    @property
    def theme_ids(self) -> list[str]:
        """Theme ids in the order of the codebook."""
        return [theme.id for theme in self.theme]

    def __getitem__(self, theme_id: str) -> Theme:
        """Return the theme with this id."""
        return next(theme for theme in self.theme if theme.id == theme_id)

    def with_parents(self, codes: set[str]) -> set[str]:
        """Return the codes and all their parents."""
        found = set(codes)
        for theme_id in codes:
            parent = self[theme_id].parent
            while parent is not None:
                found.add(parent)
                parent = self[parent].parent
        return found

    def own_text(self, theme_id: str) -> list[str]:
        """Return the definition and inclusions of a theme and of its sub-codes: what carries those carries it."""
        below = [theme for theme in self.theme if theme_id in self.with_parents({theme.id})]
        return [text for theme in below for text in (theme.definition, *theme.include)]


@dataclass(frozen=True)
class Exemplar:
    """A labelled text: written for the project, or a segment that people coded.

    ``writer`` is what it is held out with: who wrote it, or its document; empty where the file does not say. ``known`` has
    the themes of which it says whether it carries them; None: all. ``segment_id`` and ``drawn`` (by chance, so that its
    codes also estimate) are for segments that people coded.
    """

    text: str
    codes: frozenset[str]
    writer: str = ""
    known: frozenset[str] | None = None
    segment_id: str = ""
    drawn: bool = False
    weight: float = 1.0  # of a drawn one: 1 / its probability, on average 1, so that those drawn speak for all


def load_codebook(path: Path) -> Codebook:
    """Read a codebook.toml.

    Raises:
        ConfigError: if it is missing, malformed, has no theme, a theme twice, or a parent that is none.
    """
    content: dict[str, Any] = read_toml(path)
    if not content.get("theme"):
        raise ConfigError(f"{path.name} has no theme ({path}). Add at least one [[theme]] block with id, name and definition.")
    try:
        codebook = Codebook.model_validate(content)
    except ValidationError as error:
        raise ConfigError(complaint(path, error, Codebook)) from None
    _check_ids(codebook, path)
    return codebook


def _check_ids(codebook: Codebook, path: Path) -> None:
    twice = sorted(theme_id for theme_id, n in Counter(codebook.theme_ids).items() if n > 1)
    if twice:
        raise ConfigError(f"{path.name} has the theme {', '.join(twice)} more than once ({path}). Give each theme an id of its own.")
    for theme in codebook.theme:
        chain = [theme.id]
        while (parent := codebook[chain[-1]].parent) is not None:
            if parent not in codebook.theme_ids:
                raise ConfigError(f"{path.name}: the parent of {chain[-1]}, {parent}, is no theme ({path}).")
            if parent in chain:
                raise ConfigError(f"{path.name}: {theme.id} is its own parent by way of {parent} ({path}).")
            chain.append(parent)


def load_exemplars(path: Path, codebook: Codebook) -> list[Exemplar]:
    """Read labelled paragraphs; codes that the codebook lacks are left out, parents are added.

    Returns:
        The exemplars in the order of the file. A theme may have none.

    Raises:
        ConfigError: if the file is missing, lacks a column, or has no row.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(f"The exemplars {path} do not exist. Name them in [study] exemplars, or leave that out to use the project's own.") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path.name} is not in UTF-8 ({path}). Save it as CSV UTF-8.") from None
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name in EXEMPLAR_COLUMNS[:2] if name not in (reader.fieldnames or [])]
    if missing:
        raise ConfigError(f"{path.name} has no column {', '.join(missing)} ({path}). It needs: {', '.join(EXEMPLAR_COLUMNS)}.")
    known = set(codebook.theme_ids)
    exemplars = [
        Exemplar(
            row["text"],
            frozenset(codebook.with_parents({code.strip() for code in (row["codes"] or "").split(";")} & known)),
            row.get("writer") or "",
        )
        for row in reader
        if (row["text"] or "").strip()
    ]
    if not exemplars:
        raise ConfigError(f"{path.name} has no rows ({path}).")
    return exemplars
