"""Write intrusion sheets into the folder of codes, the key apart from them, and score what comes back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.coding_kit import write_bytes
from pipeline.coding_sheets import csv_bytes
from pipeline.errors import ConfigError
from pipeline.intrusion import KEY, Items, score, topic_items, word_items
from pipeline.keys import digest
from pipeline.people_csv import read_people_csv
from pipeline.returned import among, read_cells
from pipeline.rows import unguarded
from pipeline.schema import tuples
from pipeline.store import read_table, write_csv
from pipeline.wording import count, listing_at_most, number

KEY_FILE = "key.csv"
FOR_CODERS = "for_coders"
SHEET = ["set", "coder", "item", "intruder"]
KINDS = {"word": "word intrusion", "topic": "topic intrusion"}


@dataclass(frozen=True)
class Asked:
    """For whom the sheets are, how many passages, and the seed."""

    coders: tuple[str, ...] = ("coder-1",)
    passages: int = 20
    seed: int = 0


def make_intrusion_sheets(outputs: Path, folder: Path, asked: Asked) -> str:
    """Write a folder ``intrusion-…`` with key.csv and, in for_coders, two sheets a coder.

    Args:
        outputs: the folder of a run; read as it is.
        folder: of human codes.
        asked: for whom.

    Returns:
        Where it is and what to do with it.

    Raises:
        ConfigError: if no topic has words enough, so that there is nothing to ask.
    """
    topics, placements, segments = (read_table(outputs, name) for name in ("topics", "placements", "segments"))
    found = [word_items(topics, placements, segments, asked.seed), topic_items(topics, placements, segments, asked.passages, asked.seed)]
    key = pd.concat([items.key for items in found], ignore_index=True)
    if key.empty:
        raise ConfigError(f"The topics in {outputs} have too few words or documents to ask about. Look at csv/topics.csv.")
    place = folder / _name(key)
    write_csv(place / KEY_FILE, key)
    for coder in asked.coders:
        for kind, items in zip(KINDS, found, strict=True):
            path = place / FOR_CODERS / f"{kind}s_{coder.replace(' ', '-')}.csv"
            if len(items.sheet) and not path.exists():
                write_bytes(path, csv_bytes(_sheet(items, place.name, coder)))
    words, passages = (len(items.key) for items in found)
    return (
        f"{count(words, 'item')} with a word that does not belong, {count(passages, 'passage')} with a topic that does not: {place}\n"
        f"Give coders what is in {place / FOR_CODERS}, and keep {KEY_FILE} to yourself. In the column intruder they write the number of the "
        f"option that does not belong. Put what comes back into {place}, then: make agreement"
    )


def _name(key: pd.DataFrame) -> str:
    return f"intrusion-{digest([str(cell) for row in key.sort_values('item')[KEY].itertuples(index=False) for cell in row])[:10]}"


def _sheet(items: Items, name: str, coder: str) -> pd.DataFrame:
    """Lay out a sheet; one of words needs no passage."""
    rows = items.sheet if (items.sheet["passage"] != "").any() else items.sheet.drop(columns="passage")
    return rows.assign(intruder="", memo="", coder=coder, set=name)


def score_intrusion(folders: Sequence[Path], outputs: Path) -> list[str]:
    """Score every intrusion sheet that was filled, and write OUTPUTS/agreement/SET.csv.

    Returns:
        A text for each set of sheets; none where there is no set.

    Raises:
        ConfigError: if a key or a sheet was altered.
    """
    return [_scored(path.parent, outputs) for folder in folders for path in sorted(folder.glob(f"intrusion-*/{KEY_FILE}"))]


def _scored(place: Path, outputs: Path) -> str:
    key = read_people_csv(place / KEY_FILE, str(place / KEY_FILE), KEY).map(unguarded)
    if _name(key) != place.name:
        raise ConfigError(f"{place / KEY_FILE} is not the key of {place.name}: its content does not match the name. Take it from a backup.")
    key = key.astype({"position": int, "options": int})
    answers: dict[str, dict[str, int]] = {}
    for path in _returned(place):
        for coder, own in _answers(path, place.name, key):
            known = answers.setdefault(coder, {})
            if clash := [item for item in own if known.get(item, own[item]) != own[item]]:
                what = f"{coder} answers {listing_at_most(clash, 3)} otherwise here than in another file"
                raise ConfigError(f"{path}: {what}. Keep the newest file only.")
            known.update(own)
    lines = [f"{place.name}: intruders found" if answers else f"{place.name}: no intrusion sheet has come back yet. Put them into {place}"]
    tables = []
    for kind, name in KINDS.items():
        asked = key[key["kind"] == kind]
        table = score(asked, answers) if len(asked) else pd.DataFrame()
        tables += [table.assign(sheet=name)] if len(table) else []  # none of this kind came back: an empty table would make numbers objects
        lines += [
            f"  {name}, {row.coder}: {number(row.share)} of {int(row.n)} answers ({_ends(row)}; by chance {number(row.chance)})"
            for row in tuples(table)
        ]
    if tables:
        write_csv(outputs / "agreement" / f"{place.name}.csv", pd.concat(tables, ignore_index=True))
    return "\n".join(lines)


def _ends(row: Any) -> str:
    return "too few items for an interval" if pd.isna(row.low) else f"{number(row.low)} to {number(row.high)}"


def _returned(place: Path) -> list[Path]:
    found = sorted(path for folder in (place, place / FOR_CODERS) for kind in ("csv", "xlsx") for path in folder.glob(f"*.{kind}"))
    return [path for path in found if path.name != KEY_FILE and not path.name.startswith((".", "~$"))]


def _answers(path: Path, name: str, key: pd.DataFrame) -> Iterator[tuple[str, dict[str, int]]]:
    """Give each coder's answers in a file; rows without one are passed over."""
    rows = read_cells(path)
    if missing := [column for column in SHEET if column not in rows]:
        raise ConfigError(f"{path} has no column {', '.join(missing)}. A sheet has: {', '.join(SHEET)}. Take it as it was made.")
    among(path, rows, rows["set"] != name, f"are of another set than {name}")
    options = dict(zip(key["item"], key["options"], strict=True))
    among(path, rows, ~rows["item"].isin(options), "name items that are not in the key")
    given = rows[rows["intruder"].str.strip() != ""]
    possible = [cell.strip() in {str(n) for n in range(1, options[item] + 1)} for item, cell in zip(given["item"], given["intruder"], strict=True)]
    among(path, given, [not each for each in possible], "have an intruder that is no number of an option")
    among(path, given, given.duplicated(["coder", "item"]), "repeat an item")
    for coder, own in given.groupby("coder", sort=True):
        yield str(coder), {row.item: int(row.intruder) for row in tuples(own)}
