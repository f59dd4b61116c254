"""Write what coders get: a folder with the record of the draw, the codebook, and for each coder two sheets and a page."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pandas as pd

from pipeline.bootstrap import FEWEST, FEWEST_OF_SHARE
from pipeline.codebook import Codebook, load_codebook
from pipeline.coding_page import write_coding_page
from pipeline.coding_sheets import csv_bytes, page_rows, sheet, with_context, workbook
from pipeline.config import ROOT, load_study
from pipeline.draw import NOT_KNOWN, Strategy, Wanted, draw, in_order_for, record, share_for_all
from pipeline.draws import RECORD, read_draws
from pipeline.errors import ConfigError
from pipeline.periods import Span, find_periods, period_of
from pipeline.store import read_table, write_csv, write_whole
from pipeline.wording import count, listing

if TYPE_CHECKING:
    from pipeline.inputs import Request

SIDES = ("place", "source_type", "period")
NAME = re.compile(r"\w[\w -]*")
SETTLED = "adjudicated"


@dataclass(frozen=True)
class Kit:
    """What is written for coders beside the draw itself."""

    wanted: Wanted
    to: Path | None = None  # None: the codes folder of the study
    hide_source: bool = False


def codes_folder(request: Request) -> Path:
    """Return the folder of human codes: ``codes/`` beside the corpus; ``OUTPUTS/coding`` for the shipped sample and where that cannot be written."""
    beside = request.corpus / "codes"
    shipped = request.corpus.resolve().is_relative_to((ROOT / "corpus").resolve())
    existing = beside if beside.is_dir() else request.corpus
    return request.outputs / "coding" if shipped or not os.access(existing, os.W_OK) else beside


def coder_names(text: str) -> tuple[str, ...]:
    """Read names of coders, separated by commas.

    Raises:
        ConfigError: if there is none, one is given twice or cannot name a file, or one is adjudicated.

    >>> coder_names("anna, ben")
    ('anna', 'ben')
    """
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    wrong = [name for name in names if not NAME.fullmatch(name) or name.casefold() == SETTLED]
    if not names or wrong or len({name.casefold() for name in names}) < len(names):
        what = f"{listing(wrong)} cannot be used" if wrong else "each once" if names else "at least one"
        raise ConfigError(
            f'Coders are named as in CODERS="anna,ben": {what}. Names hold letters, digits, spaces, - and _; adjudicated is the settled code.'
        )
    return names


def strategy_named(name: str) -> Strategy:
    """Return the strategy of this name.

    Raises:
        ConfigError: if there is none.
    """
    for strategy in get_args(Strategy):
        if name == strategy:
            return strategy  # type: ignore[no-any-return]  # get_args does not know its type
    raise ConfigError(f"No strategy {name!r}. There are: probability (may estimate) and uncertain (trains only).")


def make_coding_sample(request: Request, kit: Kit) -> str:
    """Draw segments for human coders and write a folder with the record, the codebook, and sheets and a page for each coder.

    Args:
        request: the folders of the study; OUTPUTS is read as it is.
        kit: how many, by which strategy, for whom, and where to.

    Returns:
        What was drawn and where it lies, in a few lines. The same tables, seed and wishes give the same folder with the same bytes.

    Raises:
        PipelineError: if a table is missing, nothing can be drawn, or the codebook is not that of the codings.
    """
    study = load_study(request.study_path())
    codebook = load_codebook(study.study.codebook)
    documents, segments, codings = (read_table(request.outputs, name) for name in ("documents", "segments", "codings"))
    if set(codings["theme_id"]) != set(codebook.theme_ids):
        raise ConfigError(f"{study.study.codebook.name} has other themes than the codings in {request.outputs}. Make them anew: themeline run (make)")
    wanted, folder = kit.wanted, kit.to or codes_folder(request)
    sides = _sides(documents, wanted.by, find_periods(documents, study.track)) if wanted.by else {}
    coded = set(read_draws(folder)["segment_id"]) if wanted.strategy == "uncertain" else set()
    drawn = draw(segments[~segments["segment_id"].isin(coded)], codings, wanted, sides)
    made = record(drawn, segments, documents, codebook, wanted)
    if made.empty:
        raise ConfigError("There is no segment left to draw that was not drawn before.")
    place = folder / str(made["draw"].iloc[0])
    there = (place / RECORD).is_file()
    _write(place, made, codebook, kit, with_context(made, segments, documents))
    write_bytes(place / "codebook.toml", study.study.codebook.read_bytes())
    sources = made["path"].map(dict(zip(documents["path"], documents["cluster_id"], strict=True)))
    return "\n".join([*_told(made, wanted), *_few_sources(made, sources, documents["cluster_id"].nunique()), _where(request, place, there=there)])


def _sides(documents: pd.DataFrame, by: str, periods: list[Span]) -> dict[str, str]:
    """Return the side of each document: its place, source type or period; ``not known`` where it has none."""
    if by not in SIDES:
        raise ConfigError(f"Strata can be crossed with {listing(SIDES, 'or')}, not with {by}.")
    values = period_of(documents, periods) if by == "period" else documents[by]
    return dict(zip(documents["document_id"], values.fillna(NOT_KNOWN), strict=True))


def _write(place: Path, made: pd.DataFrame, codebook: Codebook, kit: Kit, rows: pd.DataFrame) -> None:
    """Write the folder; a sheet that someone has filled in place is left as it is."""
    write_csv(place / RECORD, made)
    for coder in kit.wanted.coders:
        own = in_order_for(coder, rows, kit.wanted.seed)
        name = coder.replace(" ", "-")
        filled = sheet(own, codebook, coder, hide_source=kit.hide_source)
        if not (place / f"sheet_{name}.csv").exists():
            write_bytes(place / f"sheet_{name}.csv", csv_bytes(filled))
        if not (place / f"sheet_{name}.xlsx").exists():
            write_bytes(place / f"sheet_{name}.xlsx", workbook(filled, codebook))
        page = write_coding_page(page_rows(own, hide_source=kit.hide_source), codebook, draw=str(made["draw"].iloc[0]), coder=coder)
        write_bytes(place / f"coding_{name}.html", page.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole."""
    write_whole(path, lambda unfinished: unfinished.write_bytes(content))


def _told(made: pd.DataFrame, wanted: Wanted) -> list[str]:
    if wanted.strategy == "uncertain":
        lines = [f"{count(len(made), 'segment')} of which the coder is least sure: codes of these train, and estimate nothing."]
    else:
        strata = made.groupby("stratum").first()
        lines = [f"{count(len(made), 'segment')} drawn from {count(int(strata['stratum_size'].sum()), 'codable segment')}:"]
        lines += [f"  {name}: {row['drawn']} of {row['stratum_size']} (probability {row['probability']:.3f})" for name, row in strata.iterrows()]
    if wanted.strategy == "probability" and len(made) < wanted.n:
        lines.append(f"{wanted.n} were asked for, and no more are there: this is a census, each with probability 1.")
    elif len(made) < wanted.n:
        lines.append(f"{wanted.n} were asked for, and no more are there that were not drawn before and do not follow each other.")
    for coder in wanted.coders:
        lines.append(f"  {coder}: {count(sum(coder in cell.split(';') for cell in made['coders']), 'segment')}")
    both = sum(cell == ";".join(wanted.coders) for cell in made["coders"])
    if len(wanted.coders) > 1:
        asked = "as OVERLAP asks" if wanted.overlap is not None else "OVERLAP=share, 0 to 1, sets another"
        lines.append(f"  coded by all of them: {both} ({100 * share_for_all(wanted, len(made)):.0f}%, {asked})")
    return lines


def _few_sources(made: pd.DataFrame, sources: pd.Series[str], n_all: int) -> list[str]:
    """Say before anybody codes that figures will have no interval: the segments, or those that several code, are of too few sources.

    Args:
        made: the record of the draw.
        sources: the source of each of its segments.
        n_all: sources in the study.
    """
    several = made["coders"].str.contains(";", regex=False)
    n, n_several = sources.nunique(), sources[several].nunique()
    need = f"an interval takes {FEWEST_OF_SHARE} sources (documents that share a source count as one)"
    if n < FEWEST_OF_SHARE:
        todo = "no draw from this study can have more" if n_all < FEWEST_OF_SHARE else "draw more segments"
        return [f"Note: these segments are of {count(n, 'source')}, and {need}: make agreement will give figures without intervals; {todo}."]
    if several.any() and n_several < FEWEST:
        what = f"the segments that several code are of {count(n_several, 'source')}, and an interval of alpha takes {FEWEST}"
        todo = "No draw from this study can have more." if n_all < FEWEST else "Set a larger OVERLAP, or draw more segments."
        return [f"Note: {what}: agreement between coders will have none. {todo}"]
    return []


def _where(request: Request, place: Path, *, there: bool) -> str:
    again = "The same draw was there already; sheets in it are as they were left. " if there else ""
    kept = (
        " It lies in OUTPUTS, which make clean deletes, and from which no run reads codes: copy what coders return elsewhere. To teach the coder and "
        "correct shares, codes must lie in codes/ beside a corpus of your own."
        if place.is_relative_to(request.outputs)
        else ""
    )
    return (
        f"{again}Draw: {place}.{kept}\nGive each coder the own coding_….html, or a sheet; {RECORD} stays with you, unaltered. "
        f"Put what comes back into {place.parent}, then: make agreement"
    )
