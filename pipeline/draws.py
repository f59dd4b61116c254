"""Read draws of segments for human coders, and what the coders returned, checked against the draw.

A draw is a folder ``draw-0123456789`` in ``codes/`` with draw.csv, the record that estimates rest on. Its name is the
first ten hex digits of the hash of its record, so that an altered record no longer matches its name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from pipeline.errors import ConfigError
from pipeline.keys import digest
from pipeline.people_csv import read_people_csv
from pipeline.returned import RETURNED, SHOWN, Returned, among, read_file
from pipeline.rows import unguarded
from pipeline.schema import Column, Table, tuples
from pipeline.wording import listing_at_most, one_line

RECORD = "draw.csv"
DRAW = Table(
    "draw",
    "One row a segment that was drawn for coders.",
    ("draw", "segment_id"),
    (
        Column("draw", "text", "draw- and ten hex digits of the hash of all other columns"),
        Column("item", "text", "the segment's name in coders' sheets: ten hex digits of the sha256 of segment_id, which tell nothing"),
        Column("segment_id", "text", "of the table segments when it was drawn"),
        Column("path", "text", "path of the document, relative to the corpus"),
        Column("start", "integer", "first character in documents.text, 0-based, code points", low=0),
        Column("end", "integer", "one past the last character", low=1),
        Column("sha256", "text", "of the segment's text on one line (text_hash)"),
        Column("stratum", "text", "from which it was drawn; empty where origin is uncertain"),
        Column("by", "text", "place, source_type or period where strata are crossed with a side; else empty"),
        Column("side", "text", "value of by; else empty"),
        Column("stratum_size", "integer", "segments in the stratum; null where origin is uncertain", nullable=True, low=1),
        Column("drawn", "integer", "of these, drawn; null where origin is uncertain", nullable=True, low=1),
        Column(
            "probability", "number", "of inclusion, drawn / stratum_size; null where origin is uncertain: trains only", nullable=True, low=0, high=1
        ),
        Column("origin", "text", "drawn: by design, may estimate; uncertain: trains only", values=("drawn", "uncertain")),
        Column("codebook_version", "text", "of the codebook.toml beside the record"),
        Column("themes", "text", "theme ids that coders could give, joined by ;"),
        Column("coders", "text", "who was given the segment, joined by ;"),
    ),
)


def text_hash(text: str) -> str:
    r"""Return the sha256 of a text on one line: what a spreadsheet does to line ends and spaces changes nothing.

    >>> text_hash("two  words") == text_hash("two\r\nwords")
    True
    """
    return hashlib.sha256(one_line(text).encode()).hexdigest()


def item_of(segment_id: str) -> str:
    """Return the name of a segment in coders' sheets, which does not tell from which document it is."""
    return hashlib.sha256(segment_id.encode()).hexdigest()[:10]


def draw_name(rows: pd.DataFrame) -> str:
    """Return the name that a record has by its content: every column of DRAW but ``draw``, in any order of rows."""
    said = rows[DRAW.names[1:]].sort_values("segment_id").astype({"stratum_size": "Int64", "drawn": "Int64"})
    cells = ["" if pd.isna(cell) else f"{cell:.6f}" if isinstance(cell, float) else str(cell) for row in said.itertuples(index=False) for cell in row]
    return f"draw-{digest(cells)[:10]}"


def read_draws(folder: Path) -> pd.DataFrame:
    """Read the record of every draw in a folder of codes.

    Args:
        folder: the ``codes/`` of a study, or one draw's folder. Not changed.

    Returns:
        A DRAW table: a row for each segment of each draw, sorted by draw and segment_id; empty where there is no draw.
        Only rows with origin ``drawn`` may estimate: weigh them by 1 / probability within their draw.

    Raises:
        ConfigError: if a record cannot be read, or is not what it was when it was drawn.
    """
    paths = [folder / RECORD] if (folder / RECORD).is_file() else sorted(folder.glob(f"draw-*/{RECORD}"))
    records = [_record(path) for path in paths]
    return DRAW.typed(pd.concat(records)) if records else DRAW.empty()


def _record(path: Path) -> pd.DataFrame:
    rows = read_people_csv(path, f"The draw {path}", DRAW.names).map(unguarded)
    numbers = ["start", "end", "stratum_size", "drawn", "probability"]
    typed = rows.assign(**{name: pd.to_numeric(rows[name], errors="coerce") for name in numbers})
    name = path.parent.name
    changed = typed.empty or typed[["start", "end"]].isna().any(axis=None) or typed["segment_id"].duplicated().any() or (typed["draw"] != name).any()
    if changed or draw_name(typed) != name:
        raise ConfigError(
            f"{path} is not the record that was drawn: its content does not match the name {name}. Take it from a backup, "
            "or draw anew; what was coded without its record estimates nothing."
        )
    return DRAW.validate(DRAW.typed(typed))


def read_returned(folder: Path, draws: pd.DataFrame, more: Sequence[Path] = ()) -> pd.DataFrame:
    """Read what coders of these draws returned: files saved by the coding page, and sheets (CSV or XLSX).

    Args:
        folder: where to look, and in the folders draw-… of it. Files that belong to no draw are left to others. Not changed.
        draws: what ``read_draws`` returned.
        more: further files, each of which must be one.

    Returns:
        A row for each segment that a coder has decided on (a sheet's empty row is not yet coded): draw, segment_id, path,
        start, end, text, coder (``adjudicated`` for the settled code), codes (joined by ``;``; empty: none of the themes),
        codebook_version, origin, memo and file; sorted by draw, coder and segment_id.

    Raises:
        ConfigError: if a file was altered after the draw (texts, offsets, segments), names an unknown coder, draw or code,
            contradicts itself, or contradicts another file of the same coder.
    """
    found = [(path, False) for path in _candidates(folder)] + [(path, True) for path in more]
    files = [(path, read) for path, asked in found if (read := read_file(path, asked=asked)) is not None]
    known = {str(name): rows.set_index("item") for name, rows in draws.groupby("draw")}
    decided = [row for path, file in files for row in _joined(path, file, known)]
    return _one_each(pd.DataFrame(decided, columns=RETURNED))


def _candidates(folder: Path) -> Iterable[Path]:
    for place in (folder, *sorted(folder.glob("draw-*/"))):
        for path in sorted(place.iterdir()) if place.is_dir() else ():
            if path.suffix.lower() in {".csv", ".xlsx"} and path.name != RECORD and not path.name.startswith((".", "~$")):
                yield path


def _joined(path: Path, file: Returned, known: dict[str, pd.DataFrame]) -> list[dict[str, object]]:
    """Hold a file against its draw; give its decided rows, placed by the record rather than by what the file says."""
    records = known.get(file.draw)
    if records is None:
        raise ConfigError(
            f"{path} is of {file.draw}, whose record is not here. There are: {', '.join(known) or 'no draws'}. Put its folder beside it."
        )
    rows = file.rows.assign(item=file.rows["item"].where(file.rows["item"] != "", file.rows["segment_id"].map(item_of)))
    among(path, rows, ~rows["item"].isin(records.index), "name segments that are not in the draw")
    among(path, rows, rows["item"].duplicated(), "repeat a segment")
    drawn = records.loc[rows["item"]].set_index(rows.index)
    among(path, rows, rows["text"].map(text_hash) != drawn["sha256"], "have a text that was altered after the draw")
    moved = (rows["start"] != drawn["start"].astype(str)) | (rows["end"] != drawn["end"].astype(str))
    among(path, rows, moved | ((rows["path"] != "") & (rows["path"] != drawn["path"])), "have a path, start or end that was altered after the draw")
    _check_coder(path, file, records)
    allowed = set(drawn["themes"].iloc[0].split(";")) if len(drawn) else set()
    unknown = rows["codes"].map(lambda codes: set(filter(None, codes.split(";"))) - allowed)
    named = listing_at_most(sorted(set().union(*unknown)), SHOWN)
    among(path, rows, unknown.map(bool), f"carry a code that the codebook of the draw lacks ({named})")
    made = drawn[["draw", "segment_id", "path", "start", "end", "codebook_version", "origin"]]
    kept = made.join(rows[["text", "codes", "memo", "decided"]]).assign(coder=file.coder, file=path.name)
    return [{name: getattr(row, name) for name in RETURNED} for row in tuples(kept[kept["decided"]])]


def _check_coder(path: Path, file: Returned, records: pd.DataFrame) -> None:
    coders = sorted({name for cell in records["coders"] for name in cell.split(";")})
    if file.coder == "adjudicated":
        return
    if file.coder not in coders:
        raise ConfigError(f"{path} is by coder {file.coder}, who is not of {file.draw}. Its coders are {', '.join(coders)}, and adjudicated.")
    given = set(records.index[[file.coder in cell.split(";") for cell in records["coders"]]])
    present = set(file.rows["item"].where(file.rows["item"] != "", file.rows["segment_id"].map(item_of)))
    if present - given:
        raise ConfigError(f"{path} has {len(present - given)} segments that were not given to {file.coder}. Each coder codes the own sheet only.")
    if file.whole and given - present:
        raise ConfigError(
            f"{path} lacks {len(given - present)} of the {len(given)} segments given to {file.coder}, e.g. {min(given - present)}. "
            "Leave rows that are not yet coded empty, but do not delete them."
        )


def _one_each(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep one row for a coder and segment; refuse two that differ."""
    key = ["draw", "coder", "segment_id"]
    ordered = rows.sort_values([*key, "file"], kind="stable")
    differ = ordered[ordered.groupby(key)["codes"].transform("nunique") > 1]
    if len(differ):
        first = differ[(differ[key] == differ[key].iloc[0]).all(axis=1)]
        raise ConfigError(
            f"Coder {first['coder'].iloc[0]} has {differ[key].drop_duplicates().shape[0]} segments with different codes in different files, "
            f"e.g. {first['segment_id'].iloc[0]} in {' and '.join(first['file'])}. Keep the newest file only."
        )
    return ordered.drop_duplicates(key).reset_index(drop=True)
