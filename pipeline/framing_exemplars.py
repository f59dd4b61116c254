"""Read the texts from which it is learnt what a passage says of its subject, and whether it dissents."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ConfigError

COLUMNS = ("text", "framing", "dissent")
FRAMINGS = ("strength", "problem", "proposal", "neither")
FEWEST = 8  # of each framing, and of dissent: with fewer nothing can be calibrated


@dataclass(frozen=True)
class FramingExemplar:
    """A labelled text."""

    text: str
    framing: str
    dissent: bool


def load_framing_exemplars(path: Path) -> list[FramingExemplar]:
    """Read labelled texts: text, framing (strength, problem, proposal, neither), dissent (yes, no); other columns are not read.

    Returns:
        The exemplars in the order of the file; rows without text are left out.

    Raises:
        ConfigError: if the file is missing, is not in UTF-8, lacks a column, has another word than these, or too few of a kind.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(
            f"The exemplars of framing {path} do not exist. Name them in [frame] exemplars, or leave that out to use the project's own."
        ) from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path.name} is not in UTF-8 ({path}). Save it as CSV UTF-8.") from None
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
    if missing:
        raise ConfigError(f"{path.name} has no column {', '.join(missing)} ({path}). It needs: {', '.join(COLUMNS)}.")
    rows = [(number, row) for number, row in enumerate(reader, 2) if (row["text"] or "").strip()]
    for name, allowed in (("framing", FRAMINGS), ("dissent", ("yes", "no"))):
        wrong = [number for number, row in rows if row[name] not in allowed]
        if wrong:
            raise ConfigError(f"{path.name}: {name} is one of {', '.join(allowed)}; not so in {len(wrong)} rows, e.g. row {wrong[0]} ({path}).")
    return _enough([FramingExemplar(row["text"], row["framing"], row["dissent"] == "yes") for _, row in rows], path)


def _enough(exemplars: list[FramingExemplar], path: Path) -> list[FramingExemplar]:
    n = {name: sum(exemplar.framing == name for exemplar in exemplars) for name in FRAMINGS} | {"dissent": sum(e.dissent for e in exemplars)}
    few = [f"{name} ({number})" for name, number in n.items() if number < FEWEST]
    if few:
        raise ConfigError(f"{path.name} has fewer than {FEWEST} exemplars of {', '.join(few)} ({path}). Add some, or use the project's own.")
    return exemplars
