"""Hold codes that belong to no draw, such as those taken in from another program, against each other and against the machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from pipeline.agreement import SETTLED, Coded, agree
from pipeline.agreement_text import show_agreement
from pipeline.code_files import HumanCodes, read_code_files
from pipeline.codebook import Codebook
from pipeline.evaluate import with_ancestors
from pipeline.human_codes import Sheet, match_codes
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
        places: folders of codes that exist; a file that lies in two of them counts once.
        now: the codebook in use.

    Yields:
        For each file: how many segments its codes meet, what could not be placed, and where people and machine agree. Each segment counts once, for
        it has no probability of being drawn.

    Raises:
        ConfigError: if a file of codes cannot be read.
    """
    found = [human for place in places if (human := read_code_files(place, now)) is not None and human.loose is not None]
    seen: set[str] = set()
    for human in found:
        for file, rows in () if human.loose is None else human.loose.groupby("file", sort=True):
            if str(file) not in seen:
                seen.add(str(file))
                yield _one_file(outputs, str(file), rows, human)


def _one_file(outputs: Path, file: str, rows: pd.DataFrame, human: HumanCodes) -> str:
    documents, segments = read_table(outputs, "documents"), read_table(outputs, "segments")
    sheets = match_codes(rows, documents, segments)
    coded = _coded(outputs, file, rows, human, sheets)
    n = coded.codes["segment_id"].nunique()
    lines = [f"{file}: {count(len(rows), 'passage')} in {count(n, 'segment')}, {CHOSEN}"]
    for sheet in sheets:
        lost = f"; {count(sheet.orphans, 'passage')} whose words stand in no document" if sheet.orphans else ""
        outside = f"; {count(sheet.unmatched, 'passage')} in no codable segment" if sheet.unmatched else ""
        lines.append(f"  {sheet.coder}: {count(len(sheet.codes), 'segment')}{lost}{outside}")
    if coded.stale:
        lines.append(
            f"  Stale: {listing(sorted(coded.stale))}. {say_redefined(', '.join(sorted(set(rows['codebook_version']))), human.codebook.version)}"
        )
    if not n:
        return "\n".join(lines)
    measured = agree(coded)
    table = measured[~measured["measure"].isin(OF_SCORES)]
    path = outputs / "agreement" / Path(file).stem / "agreement.csv"
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
    return Coded(file, codes, machine, dict.fromkeys(codes["segment_id"], 1.0), themes, stale=stale)


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
