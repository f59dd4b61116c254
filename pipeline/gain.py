"""Measure what human codes teach the coder: F1 with them against without, on documents of which it has seen no code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pipeline.bootstrap import FEWEST, interval, resample
from pipeline.codebook import Codebook, Exemplar
from pipeline.coders.head import HeadCoder
from pipeline.coders.parts import sources_of, spread
from pipeline.config import CodeThemes
from pipeline.errors import ConfigError
from pipeline.inputs import Inputs, Request
from pipeline.schema import tuples
from pipeline.store import read_table
from pipeline.taught_codes import taught_by
from pipeline.wording import count, number

if TYPE_CHECKING:
    from pipeline.cache import Encoder

FEWEST_FILES = 2  # with fewer, nothing can be held out
COLUMNS = ["theme_id", "n", "without", "with_codes", "gain", "low", "high"]


def measure_gain(
    codebook: Codebook,
    exemplars: Sequence[Exemplar],
    taught: Sequence[Exemplar],
    encoder: Encoder,
    settings: CodeThemes,
    segments: pd.DataFrame | None = None,
    vectors: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Hold the coder that learnt from human codes of other documents against the one that learnt from none.

    Args:
        codebook: the themes.
        exemplars: labelled texts written for the purpose.
        taught: what people coded, see ``taught_codes.taught_by``; the writer of each is its source. Sources are held out whole, in five parts.
        encoder: gives the vectors.
        settings: ``[code_themes]``.
        segments: SEGMENTS of the study; only needed where a theme has few exemplars, which the coder in use then learns from, too.
        vectors: their VECTORS.

    Returns:
        A row for each theme that people gave, then ``micro`` (all decisions together): n (segments with the theme by people), F1 without
        and with human codes, their difference, and its 95 % interval from 2,000 resamples of sources, see ``bootstrap.interval``; those
        in which people gave the theme nowhere are left out. The interval is null where people or coders gave the theme in fewer than
        12 sources, or sources are all alike. No row where fewer than two sources have codes.
    """
    files = sorted({exemplar.writer for exemplar in taught})
    if len(files) < FEWEST_FILES:
        return pd.DataFrame(columns=COLUMNS)
    place = spread(set(files))
    own = np.array([place[exemplar.writer] for exemplar in taught])
    alone = HeadCoder.fit(codebook, exemplars, encoder, settings, segments, vectors)
    given = np.zeros((2, len(taught), len(codebook.theme)), dtype=bool)
    given[0] = _assigned(alone, taught, encoder)
    for part in sorted(set(place.values())):
        rows = np.flatnonzero(own == part)
        others = [one for one in taught if place[one.writer] != part]
        coder = HeadCoder.fit(codebook, [*exemplars, *others], encoder, settings, segments, vectors)
        given[1, rows] = _assigned(coder, [one for one in taught if place[one.writer] == part], encoder)
    return _table(codebook, taught, given, np.array([files.index(exemplar.writer) for exemplar in taught]))


def _assigned(coder: HeadCoder, taught: Sequence[Exemplar], encoder: Encoder) -> np.ndarray:
    """Code the texts; bool[n, themes]."""
    texts = [exemplar.text for exemplar in taught]
    names = [f"{place:08d}" for place in range(len(texts))]
    vectors = pd.DataFrame({"segment_id": names, "vector": list(encoder.encode(texts))})
    coded = coder.apply(pd.DataFrame({"segment_id": names, "text": texts}), vectors, encoder)
    return np.asarray(coded.pivot_table(index="segment_id", columns="theme_id", values="assigned")[coder.codebook.theme_ids], dtype=bool)


def _table(codebook: Codebook, taught: Sequence[Exemplar], given: np.ndarray, document: np.ndarray) -> pd.DataFrame:
    carried = np.array([[theme_id in exemplar.codes for theme_id in codebook.theme_ids] for exemplar in taught])
    known = np.array([[exemplar.known is None or theme_id in exemplar.known for theme_id in codebook.theme_ids] for exemplar in taught])
    counts = np.zeros((int(document.max()) + 1, 2, 3, len(codebook.theme)))  # by document and coder: both, machine, human
    for coder, assigned in enumerate(given):
        for position, flags in enumerate((assigned & carried & known, assigned & known, carried & known)):
            np.add.at(counts[:, coder, position], document, flags)
    rows = [_row(theme_id, counts[..., n]) for n, theme_id in enumerate(codebook.theme_ids) if counts[:, 0, 2, n].any()]
    return pd.DataFrame([*rows, _row("micro", counts.sum(axis=-1))], columns=COLUMNS)


def _row(theme_id: str, counts: np.ndarray) -> dict[str, Any]:
    """Measure one theme by its counts, float64[sources, coders, 3]."""
    whole = counts.sum(axis=0)
    without, with_codes = _f1(whole)
    bearing = int(counts.any(axis=(1, 2)).sum())
    ends = interval(resample(counts, _gain), bearing, with_codes - without)
    return dict(zip(COLUMNS, (theme_id, int(whole[0, 2]), without, with_codes, with_codes - without, *ends), strict=True))


def _gain(counts: np.ndarray) -> np.ndarray:
    """Return the gain of each resample; null where people gave the theme nowhere in it."""
    without, with_codes = _f1(counts).T
    return np.where(counts[:, 0, 2] > 0, with_codes - without, np.nan)


def _f1(counts: np.ndarray) -> np.ndarray:
    """Return F1 without and with human codes, float64[..., 2], from counts float64[..., 2, 3]; null where nobody gave the theme."""
    both, machine, human = np.moveaxis(counts, -1, 0)
    return np.asarray(2 * both / np.where(machine + human > 0, machine + human, np.nan))


def gain_text(request: Request) -> str:
    """Measure the gain in a study, and say it.

    Args:
        request: the study; its codes/ are read as they are.

    Returns:
        A table of F1 by theme with a line on what it means; or why nothing can be measured.
    """
    inputs = Inputs(request)
    try:
        settings = inputs.study.code_themes
        if settings.coder != "head":
            return f'No gain to measure: the coder in use is "{settings.coder}", which learns nothing from human codes. head does.'
        taught = _by_source(taught_by(inputs.human_codes, settings.learn_from_codes), request)
        found = _measure(inputs, taught) if taught else pd.DataFrame()
    finally:
        inputs.close()
    files = len({exemplar.writer for exemplar in taught})
    if found.empty:
        return f"No gain to measure: {count(len(taught), 'human-coded segment')} of {count(files, 'source')} may teach; two sources are needed."
    head = f"What {count(len(taught), 'human-coded segment')} of {count(files, 'source')} teach; each source is coded without its own"
    few = f"  An interval takes {FEWEST} sources in which people or the coder gave the theme, not all alike: fewer say too little of others."
    lines = [head, few, f"  {'theme':<20} {'n':>5}  without   with    gain  95 % interval (sources resampled)"]
    return "\n".join([*lines, *(_line(row) for row in tuples(found))])


def _measure(inputs: Inputs, taught: Sequence[Exemplar]) -> pd.DataFrame:
    """Measure the coder in use: where themes have few exemplars it learns from the study's own segments, too.

    Raises:
        ConfigError: if it needs these, and the study has not been run.
    """
    outputs = inputs.request.outputs
    tables = [outputs / f"{name}.parquet" for name in ("segments", "vectors")]
    if inputs.few_exemplars and not all(path.is_file() for path in tables):
        raise ConfigError("A theme has few exemplars, so that the coder also learns from the study's segments. Run the study first: make run")
    own = [read_table(outputs, path.stem) for path in tables] if inputs.few_exemplars else []
    return measure_gain(inputs.codebook, inputs.exemplars, taught, inputs.learning_encoder, inputs.study.code_themes, *own)


def _by_source(taught: Sequence[Exemplar], request: Request) -> list[Exemplar]:
    """Name each text's source as its writer: its file's first of one cluster, where the study has been run; else its file."""
    there = (request.outputs / "documents.parquet").is_file()
    known = sources_of(read_table(request.outputs, "documents")) if there else {}
    return [replace(one, writer=known.get(one.writer, one.writer)) for one in taught]


def _line(row: Any) -> str:
    measured = f"{number(row.without, 3):>7}  {number(row.with_codes, 3):>5}  {row.gain:+.3f}"
    return f"  {row.theme_id:<20} {row.n:5d}  {measured}  {'no interval' if np.isnan(row.low) else f'{row.low:+.3f} to {row.high:+.3f}'}"
