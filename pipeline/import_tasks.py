"""Read what another program gave back, and write it as files of human codes; what a machine coded goes to OUTPUTS, never to codes/."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

import pandas as pd

from pipeline.codebook import load_codebook
from pipeline.coding_kit import SETTLED, coder_names, codes_folder, write_bytes
from pipeline.coding_sheets import csv_bytes
from pipeline.config import load_study
from pipeline.draws import DRAW, read_draws, read_returned
from pipeline.errors import ConfigError
from pipeline.exchange import FORMATS
from pipeline.exchange.faults import Faults
from pipeline.exchange.given import Format
from pipeline.exchange.known_labels import KnownLabels, draft_blocks
from pipeline.exchange.place import Placed, Study, place
from pipeline.exchange.themefinder import CODER, find_mapping, read_themes
from pipeline.export_tasks import FOLDER
from pipeline.human_codes import COLUMNS
from pipeline.in_view import SEEN, say_in_view
from pipeline.store import read_table
from pipeline.wording import count

if TYPE_CHECKING:
    from pipeline.inputs import Request

DRAFTS = "draft_codes.toml"
LOOSE = [*COLUMNS, "codebook_version", "origin", "memo"]


@dataclass(frozen=True)
class Wanted:
    """What a person asks for: the format and its file, who coded, and what to do with labels that the codebook lacks and files that are there."""

    format: str
    file: Path
    coders: str = ""
    new_codes: bool = False
    replace: bool = False
    to: Path | None = None


def import_tasks(request: Request, wanted: Wanted) -> str:
    """Read one file, hold it against the study, and write the codes that it holds.

    Args:
        request: the folders of the study; OUTPUTS is read as it is.
        wanted: the format, the file, and how to take it; a file of themes of ThemeFinder (JSON) gives draft codes alone.

    Returns:
        What was written and what was left out, in a few lines.

    Raises:
        PipelineError: if the file is malformed, altered, or does not fit the study. Then nothing is written.
    """
    chosen = cast("Format", FORMATS[wanted.format])
    if chosen.machine and wanted.file.suffix == ".json":
        return _import_themes(request, wanted)
    placed = read_placed(request, wanted)
    home = request.outputs / FOLDER / wanted.format
    folder = home if chosen.machine else wanted.to or codes_folder(request)
    files = dict(_files(placed.rows, folder, wanted.format, machine=chosen.machine))
    _check(files, request, wanted, machine=chosen.machine)
    if drafts := _drafts(request, wanted, placed.new):
        files[home / DRAFTS] = drafts.encode()
        _keep_other({home / DRAFTS: files[home / DRAFTS]}, wanted)
    for path, content in files.items():
        write_bytes(path, content)
    return "\n".join(_say(placed, files, home, machine=chosen.machine))


def read_placed(request: Request, wanted: Wanted) -> Placed:
    """Read a file and place its answers in the study; write nothing.

    Raises:
        PipelineError: if it is malformed, altered, or does not fit the study.
    """
    chosen = cast("Format", FORMATS[wanted.format])
    documents, segments = (read_table(request.outputs, name) for name in ("documents", "segments"))
    names, everyone = name_coders(wanted.coders)
    codebook = load_codebook(load_study(request.study_path()).study.codebook)
    places = dict.fromkeys(each for each in (wanted.to, codes_folder(request), request.corpus / "codes", request.outputs / "coding") if each)
    found = [read_draws(each) for each in places if each.is_dir()]
    draws = pd.concat(found).drop_duplicates(["draw", "segment_id"]) if found else DRAW.empty()
    study = Study(documents, segments, draws, codebook, names, everyone, CODER if chosen.machine else "")
    faults = Faults(wanted.file)
    return place(chosen.read(wanted.file, faults), study, faults, new_codes=wanted.new_codes)


def name_coders(text: str) -> tuple[dict[str, str], str]:
    """Read who coded: one name for all, or the name here of each name there.

    Raises:
        ConfigError: if it is neither.

    >>> name_coders("anna"), name_coders("1=anna, ben@example.org=ben")
    (({}, 'anna'), ({'1': 'anna', 'ben@example.org': 'ben'}, ''))
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    pairs = [part.rpartition("=") for part in parts if "=" in part]
    plain = [part for part in parts if "=" not in part]
    if (pairs and plain) or len(plain) > 1:
        raise ConfigError('Say who coded as CODERS="anna" for all, or as CODERS="name-there=anna,other=ben".')
    if plain and plain[0] != SETTLED:
        coder_names(plain[0])
    return {there.strip(): here.strip() for there, _, here in pairs}, plain[0] if plain else ""


def _files(rows: pd.DataFrame, folder: Path, kind: str, *, machine: bool) -> Iterator[tuple[Path, bytes]]:
    """Give the content of each file: of a draw as the coding page saves it, one a coder and draw; else one a coder."""
    for (coder, draw), own in rows.groupby(["coder", "draw"], sort=True):
        columns = ["draw", "segment_id", *LOOSE] if draw and not machine else [*LOOSE, SEEN]
        ordered = own.sort_values(["path", "start", "end"], kind="stable")[columns]
        yield folder / f"{kind}_{coder}_{draw or 'ad-hoc'}.csv", csv_bytes(say_in_view(ordered))


def _check(files: Mapping[Path, bytes], request: Request, wanted: Wanted, *, machine: bool) -> None:
    """Refuse to write over other content, and hold files of a draw against its record as agreement will."""
    if not machine:
        _keep_other(files, wanted)
    drawn = {path: content for path, content in files.items() if "_draw-" in path.name and not machine}
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / path.name for path in drawn]
        for path, content in zip(paths, drawn.values(), strict=True):
            path.write_bytes(content)
        for home in dict.fromkeys((*(path.parent for path in drawn), codes_folder(request), request.corpus / "codes", request.outputs / "coding")):
            if home.is_dir() and paths:
                draws = read_draws(home)
                own = [path for path in paths if any(name in path.name for name in set(draws["draw"]))]
                read_returned(Path(folder) / "none", draws, own)


def _keep_other(files: Mapping[Path, bytes], wanted: Wanted) -> None:
    """Refuse to write over a file of another content, in which somebody may have worked, unless that is asked for."""
    other = [path for path, content in files.items() if path.exists() and path.read_bytes() != content]
    if other and not wanted.replace:
        raise ConfigError(f"{other[0]} is there with another content. Move it away, or write over it: REPLACE=1 (--replace). Nothing is written.")


def _import_themes(request: Request, wanted: Wanted) -> str:
    path = request.outputs / FOLDER / wanted.format / DRAFTS
    drafts = _drafts(request, wanted, {})
    if not drafts:
        return f"All themes in {wanted.file} are in the codebook: there is nothing to draft."
    _keep_other({path: drafts.encode()}, wanted)
    write_bytes(path, drafts.encode())
    return f"{count(drafts.count('[[theme]]'), 'theme')} that the codebook lacks: drafts in {path}"


def _drafts(request: Request, wanted: Wanted, new: Mapping[str, str]) -> str:
    """Write a draft block for each label that the codebook lacks, and for each theme of ThemeFinder, which says what it means; empty for none."""
    themes = read_themes(wanted.file if wanted.file.suffix == ".json" else find_mapping(wanted.file)) if wanted.format == CODER else []
    meanings = {theme.label: (theme.name, theme.definition) for theme in themes}
    codebook = load_codebook(load_study(request.study_path()).study.codebook)
    ids = dict(new) | KnownLabels(codebook, (label for label in meanings if label not in new), new.values()).new
    first = {name: label for label, name in sorted(ids.items(), reverse=True)}  # labels that differ in case alone are one code
    blocks = [(name, *meanings.get(label, (label, ""))) for name, label in sorted(first.items(), key=lambda pair: pair[1])]
    return draft_blocks(blocks, f"{wanted.format} ({wanted.file.name})") if blocks else ""


def _say(placed: Placed, files: Mapping[Path, bytes], home: Path, *, machine: bool) -> Sequence[str]:
    rows = placed.rows
    lines = [
        f"{count(len(rows), 'coded passage')} of {count(rows['coder'].nunique(), 'coder')}; without any of the themes: {(rows['codes'] == '').sum()}"
    ]
    for (coder, draw), own in rows.groupby(["coder", "draw"], sort=True):
        lines.append(f"  {coder}: {count(len(own), 'passage')}, " + (f"of {draw}" if draw else "not drawn, so they estimate nothing"))
    lines += [f"  {said}" for said in placed.told]
    if home / DRAFTS in files:
        lines.append(f"  Labels that the codebook lacks ({len(placed.new)} of them given): drafts in {home / DRAFTS}")
    lines += [f"Written: {path}" for path in files if path.name != DRAFTS]
    if machine:
        return [*lines, "These codes are a machine's: no run takes them for human codes. To hold them against people's: make mapping-scores"]
    return [*lines, "To take them in: make agreement, then make run"] if len(rows) else [*lines, "Nothing was coded yet."]
