"""Hold codes that belong to no draw, such as those taken in from another program, against each other and against the machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.agreement import SETTLED, Coded, agree
from pipeline.agreement_text import show_agreement
from pipeline.code_files import HumanCodes, read_code_files
from pipeline.codebook import Codebook
from pipeline.evaluate import with_ancestors
from pipeline.human_codes import Sheet, match_codes
from pipeline.in_view import in_view
from pipeline.schema import tuples
from pipeline.store import read_table, write_csv
from pipeline.usable_codes import say_redefined, usable_of_version
from pipeline.wording import count, listing

CHOSEN = "chosen by people, not drawn: these figures say where they and the machine differ, and nothing of the study"
OF_SCORES = ("calibration_error", "brier_skill")  # left out: where people looked at what the machine gave, scores look as they looked


def agree_loose(outputs: Path, places: Sequence[Path], now: Codebook) -> Iterator[str]:
    """Hold each file of codes without a draw against the machine, and its coders against each other.

    Args:
        outputs: the folder of a run; read as it is, and agreement/FILE written into it.
        places: folders of codes that exist; a file that lies in two of them counts once, another of its name by itself.
        now: the codebook in use.

    Yields:
        For each file: how many segments its codes meet, what could not be placed, and where people and machine agree. Each segment counts once, for
        it has no probability of being drawn.

    Raises:
        ConfigError: if a file of codes cannot be read.
    """
    seen: dict[str, list[pd.DataFrame]] = {}
    for place in places:
        human = read_code_files(place, now)
        for name, own in () if human is None or human.loose is None else human.loose.groupby("file", sort=True):
            file, rows = str(name), own.reset_index(drop=True)
            earlier = seen.setdefault(file, [])
            if human is not None and not any(_same(rows, each) for each in earlier):
                earlier.append(rows)
                yield _one_file(outputs, rows, human, _Home(file, place, len(earlier)))


@dataclass(frozen=True)
class _Home:
    """A file of codes by its name and folder, and which of the files of that name it is, from 1."""

    file: str
    place: Path
    n: int

    def __str__(self) -> str:
        return self.file if self.n == 1 else f"{self.file} in {self.place}, another file of that name"

    @property
    def folder(self) -> str:
        """Return the name of the folder in agreement/."""
        return Path(self.file).stem + (f"_{self.n}" if self.n > 1 else "")


def _same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Tell whether two files hold the same rows, in whatever order; columns that one has and the other leaves empty are no difference."""
    columns = sorted({*one.columns, *other.columns})
    both = [each.reindex(columns=columns).fillna("").astype(str).sort_values(columns, ignore_index=True) for each in (one, other)]
    return both[0].equals(both[1])


def _one_file(outputs: Path, rows: pd.DataFrame, human: HumanCodes, home: _Home) -> str:
    documents, segments = read_table(outputs, "documents"), read_table(outputs, "segments")
    sheets = match_codes(rows, documents, segments)
    coded = _coded(outputs, home.file, rows, human, sheets)
    n = coded.codes["segment_id"].nunique()
    lines = [f"{home}: {count(len(rows), 'passage')} in {count(n, 'segment')}, {CHOSEN}"]
    for sheet in sheets:
        lost = f"; {count(sheet.orphans, 'passage')} whose words stand in no document" if sheet.orphans else ""
        outside = f"; {count(sheet.unmatched, 'passage')} in no codable segment" if sheet.unmatched else ""
        lines.append(f"  {sheet.coder}: {count(len(sheet.codes), 'segment')}{_say_seen(rows, sheet.coder)}{lost}{outside}")
    if coded.stale:
        lines.append(
            f"  Stale: {listing(sorted(coded.stale))}. {say_redefined(', '.join(sorted(set(rows['codebook_version']))), human.codebook.version)}"
        )
    if not n:
        return "\n".join(lines)
    measured = agree(coded)
    table = measured[~measured["measure"].isin(OF_SCORES)]
    path = outputs / "agreement" / home.folder / "agreement.csv"
    write_csv(path, table)
    return "\n".join([*lines, *_differ(coded), show_agreement(table, coded), f"  Table: {path}"])


def _coded(outputs: Path, file: str, rows: pd.DataFrame, human: HumanCodes, sheets: Sequence[Sheet]) -> Coded:
    """Gather what is measured; documents of one source count as one, and every segment has the weight 1."""
    codings, documents = read_table(outputs, "codings"), read_table(outputs, "documents")
    parents = {theme.id: theme.parent for theme in human.codebook.theme if theme.parent}
    sources = dict(zip(documents["document_id"], documents["cluster_id"], strict=True))
    given = [
        {"coder": sheet.coder, "segment_id": row.segment_id, "document_id": sources[row.document_id], "codes": with_ancestors(row.codes, parents)}
        for sheet in sheets
        for row in tuples(sheet.codes)
    ]
    codes = pd.DataFrame(given, columns=["coder", "segment_id", "document_id", "codes"])
    themes = [theme_id for theme_id in human.codebook.theme_ids if theme_id in set(codings["theme_id"])]
    usable = [set(usable_of_version(human.codebooks.values(), human.codebook, str(version))) for version in sorted(set(rows["codebook_version"]))]
    stale = frozenset(themes) - frozenset.intersection(*map(frozenset, usable))
    machine = codings[codings["segment_id"].isin(codes["segment_id"])]
    seen = frozenset(rows.loc[in_view(rows), "coder"])
    return Coded(file, codes, machine, dict.fromkeys(codes["segment_id"], 1.0), themes, stale=stale, seen=seen)


def _say_seen(rows: pd.DataFrame, coder: str) -> str:
    own = in_view(rows)[rows["coder"] == coder]
    return f"; {int(own.sum())} of {count(len(own), 'passage')} with the machine's codes in view" if own.any() else ""


def _differ(coded: Coded) -> Iterator[str]:
    """Say for each coder how many segments carry other themes by the coder than by the machine."""
    assigned = coded.machine[coded.machine["assigned"]]
    given = {str(name): set(rows["theme_id"]) for name, rows in assigned.groupby("segment_id")}
    themes = set(coded.theme_ids) - coded.stale
    for coder, rows in coded.codes.groupby("coder", sort=True):
        own = [(set(row.codes) & themes, given.get(row.segment_id, set()) & themes) for row in tuples(rows)]
        more, fewer = sum(len(people - machine) for people, machine in own), sum(len(machine - people) for people, machine in own)
        differ = sum(people != machine for people, machine in own)
        name = "the settled code" if coder == SETTLED else str(coder)
        alone = f"{count(more, 'code')} given by {name} alone, {fewer} by the machine alone"
        yield f"  {name} and the machine differ in {differ} of {count(len(own), 'segment')}: {alone}"
