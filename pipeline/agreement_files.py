"""Read what coders returned, and write how far they and the machine agree: OUTPUTS/agreement/DRAW.

It lies in OUTPUTS, not beside the draw, so that codes/ holds only what people made and nothing is read back that was computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from pipeline.agreement import SETTLED, Coded, agree, to_sets
from pipeline.agreement_loose import agree_loose
from pipeline.agreement_text import show_agreement
from pipeline.code_files import ABSENT, HumanCodes, hash_code_files, passed_over
from pipeline.codebook import Codebook, load_codebook
from pipeline.coding_kit import write_bytes
from pipeline.coding_sheets import csv_bytes, theme_columns, with_context
from pipeline.disagreements import list_disagreements
from pipeline.draws import read_draws, read_returned
from pipeline.errors import ConfigError
from pipeline.intrusion_files import score_intrusion
from pipeline.keys import digest, file_hash
from pipeline.returned import SAVED, SHEET
from pipeline.review_codes import review_codes, say_stale
from pipeline.schema import tuples
from pipeline.store import read_json, read_table, write_csv
from pipeline.usable_codes import usable_themes
from pipeline.wording import count, listing, listing_at_most

MISSED = 5  # items named of those not coded


def agree_files(outputs: Path, folders: Sequence[Path], more: Sequence[Path], now: Codebook | None = None) -> str:
    """Hold coders and machine against each other, one draw after the other.

    Args:
        outputs: the folder of a run; read as it is, and agreement/ written into it.
        folders: where draws and returned files are; those that do not exist are passed over.
        more: further files that coders returned.
        now: the codebook in use; None: that of each draw, so that no definition has changed.

    Returns:
        A text: for every draw what came back, what of it is stale, agreement, the machine's figures and calibration (of themes whose
        definition is still the one that coders had), and where the tables are; then, where the codebook in use is named, the same of files of codes
        that belong to no draw; then what returned intrusion sheets say.

    Raises:
        PipelineError: if there is neither a draw nor a file of codes nor an intrusion sheet, or what came back does not fit its draw.
    """
    places = [folder for folder in folders if folder.is_dir()]
    draws = pd.concat([read_draws(place) for place in places], ignore_index=True) if places else pd.DataFrame({"draw": []})
    intrusion = score_intrusion(places, outputs)
    loose = list(agree_loose(outputs, places, now)) if now else []
    if draws.empty and not intrusion and not loose:
        where = listing([str(folder) for folder in folders], "or")
        raise ConfigError(f"There is no draw in {where}. Make one: make coding-sample N=120 (themeline coding-sample)")
    found = [read_returned(place, draws, more if n == 0 else ()) for n, place in enumerate(places)] if len(draws) else []
    returned = pd.concat(found).drop_duplicates(["draw", "coder", "segment_id"]) if found else pd.DataFrame({"draw": []})
    parts = [
        _one_draw(outputs, _home(places, str(name)), _human(_home(places, str(name)), drawn, returned, now))
        for name, drawn in draws.groupby("draw", sort=True)
    ]
    return "\n\n".join([*parts, *loose, *intrusion, *_unread(places)])


def _unread(places: Sequence[Path]) -> list[str]:
    """Say which tables beside the draws were passed over, so that a sheet that lost its columns is not taken for one that has not come back."""
    return [
        f"Passed over in {place}: {listing_at_most(names, MISSED)}. A sheet has the columns {', '.join(SHEET)}; a saved file {', '.join(SAVED)}."
        for place in places
        if (names := passed_over(place))
    ]


def say_older(outputs: Path, human: HumanCodes | None, folder: Path, codebook: Path) -> str:
    """Say that a report was made before people's codes were as they are now.

    Args:
        outputs: the folder of a run; read as it is.
        human: what is in ``codes/`` beside the corpus.
        folder: that folder.
        codebook: the file of the codebook in use.

    Returns:
        What to do; empty where the report has these codes, or nobody has returned any.
    """
    if human is None or (human.returned.empty and human.loose is None):
        return ""
    taken_in = read_json(outputs / "run.json").get("inputs", {}).get("human_codes", ABSENT)
    if taken_in == digest([hash_code_files(folder), file_hash(codebook)]):
        return ""
    return f"The report in {outputs} is older than the codes in {folder}, or than the codebook. To take them in: make run (themeline run)"


def _home(places: Sequence[Path], draw: str) -> Path:
    """Return the folder of a draw, which may itself be among the places."""
    return next(path for place in places for path in (place / draw, place) if path.name == draw and path.is_dir())


def _human(home: Path, drawn: pd.DataFrame, returned: pd.DataFrame, now: Codebook | None) -> HumanCodes:
    """Gather one draw: its record, what came back, the codebook it was drawn with and the one in use."""
    name, then = str(drawn["draw"].iloc[0]), load_codebook(home / "codebook.toml")
    return HumanCodes(drawn, returned[returned["draw"] == name], {name: then}, now or then, ())


def _one_draw(outputs: Path, home: Path, human: HumanCodes) -> str:
    drawn, returned = human.draws, human.returned
    name = str(drawn["draw"].iloc[0])
    codebook = human.codebooks[name]
    lines = [_headline(drawn, codebook, outputs), *_came_back(drawn, returned)]
    people = sorted(set(returned["coder"]) - {SETTLED})
    if not people:
        return "\n".join([*lines, f"  Nothing has come back yet. Put what coders save into {home.parent}, then: make agreement"])
    reviews = review_codes(human, read_table(outputs, "documents"), read_table(outputs, "segments"))
    lines += [f"  {said}" for said in say_stale(reviews, human.codebook.version)]
    usable = usable_themes(human, name)
    coded = _coded(outputs, drawn, returned, codebook)
    coded = replace(coded, stale=frozenset(coded.theme_ids) - frozenset(usable))
    if len(people) == 1:
        lines.append(
            f"  Only {people[0]} has returned codes: agreement between coders (alpha) needs two, so here is the machine against one coder only."
        )
    table = agree(coded)
    folder = outputs / "agreement" / name
    write_csv(folder / "agreement.csv", table)
    lines += [show_agreement(table, coded), f"  Table: {folder / 'agreement.csv'}"]
    return "\n".join([*lines, *_write_disagreements(outputs, folder, drawn, returned, codebook)])


def _headline(drawn: pd.DataFrame, codebook: Codebook, outputs: Path) -> str:
    kind = (
        "drawn by design"
        if drawn["origin"].iloc[0] == "drawn"
        else "of which the coder was least sure: figures of the machine say nothing of the study"
    )
    version = str(read_json(outputs / "run.json").get("codebook_version", codebook.version))
    other = "" if version == codebook.version else f"; the codings in {outputs} are by version {version}"
    return f"{drawn['draw'].iloc[0]}: {count(len(drawn), 'segment')} {kind}; codebook version {codebook.version}{other}"


def _came_back(drawn: pd.DataFrame, returned: pd.DataFrame) -> list[str]:
    """Say of each coder how much is coded, and which items are not."""
    lines = []
    for coder in sorted({name for cell in drawn["coders"] for name in cell.split(";")}):
        own = drawn[[coder in cell.split(";") for cell in drawn["coders"]]]
        left = own[~own["segment_id"].isin(returned.loc[returned["coder"] == coder, "segment_id"])]
        missing = f"; not yet coded: {listing_at_most(sorted(left['item']), MISSED)}" if len(left) else ""
        lines.append(f"  {coder}: {len(own) - len(left)} of {count(len(own), 'segment')} coded{missing}")
    n = int((returned["coder"] == SETTLED).sum())
    return [*lines, f"  {SETTLED}: {count(n, 'segment')}"] if n else lines


def _coded(outputs: Path, drawn: pd.DataFrame, returned: pd.DataFrame, codebook: Codebook) -> Coded:
    """Gather what is measured; documents of one source count as one document, and one that is gone as its own source."""
    parents = {theme.id: theme.parent for theme in codebook.theme if theme.parent}
    codings, segments = read_table(outputs, "codings"), read_table(outputs, "segments")
    there = segments.loc[segments["codable"] & segments["segment_id"].isin(drawn["segment_id"]), "segment_id"]
    known = set(codings["theme_id"])
    documents = read_table(outputs, "documents")
    sources = returned["path"].map(dict(zip(documents["path"], documents["cluster_id"], strict=True))).fillna(returned["path"])
    return Coded(
        str(drawn["draw"].iloc[0]),
        returned.assign(document_id=sources, codes=pd.Series(to_sets(returned["codes"], parents), index=returned.index, dtype=object)),
        codings[codings["segment_id"].isin(there)],
        {row.segment_id: 1.0 if pd.isna(row.probability) else row.stratum_size / row.drawn for row in tuples(drawn)},
        [theme for theme in codebook.theme_ids if theme in known],
    )


def _write_disagreements(outputs: Path, folder: Path, drawn: pd.DataFrame, returned: pd.DataFrame, codebook: Codebook) -> list[str]:
    """Write the sheet to adjudicate on; one that somebody is filling is left alone, and the fresh one lies beside it."""
    rows = with_context(drawn, read_table(outputs, "segments"), read_table(outputs, "documents"))
    words = returned.drop_duplicates("segment_id").set_index("segment_id")["text"]
    rows = rows.assign(text=rows["text"].where(rows["text"] != "", rows["segment_id"].map(words).fillna("")))
    made = list_disagreements(returned, rows, codebook)
    path, fresh = folder / "disagreements.csv", folder / "disagreements.new.csv"
    if made.empty:
        return ["  No segment was coded differently."] if len(set(returned["coder"])) > 1 else []
    content = csv_bytes(made)
    if path.is_file() and path.read_bytes() != content and _filled(path, codebook):
        write_bytes(fresh, content)
        return [f"  {path} is as somebody left it; a fresh one is {fresh}."]
    write_bytes(path, content)
    said = f"  Coded differently: {count(len(made), 'segment')}, in {path}. Settle them together: put x into the columns of the themes or none, "
    return [said + f"and copy the file to the folder of codes, e.g. as adjudicated_{folder.name}.csv, then run this again."]


def _filled(path: Path, codebook: Codebook) -> bool:
    from pipeline.people_csv import read_people_csv

    marks = [*theme_columns(codebook.theme_ids).values(), "none"]
    return bool((read_people_csv(path, str(path), marks)[marks] != "").any(axis=None))
