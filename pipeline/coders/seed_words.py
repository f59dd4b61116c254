"""Code by seed words alone: a dictionary, to compare with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pipeline.arrays import load_arrays, save_arrays
from pipeline.calibrate import Calibration, calibrate
from pipeline.codebook import Codebook, Exemplar
from pipeline.config import CodeThemes
from pipeline.seeds import SeedMatcher, tokens

if TYPE_CHECKING:
    from pipeline.cache import Encoder


@dataclass(frozen=True)
class SeedsCoder:
    """A calibration of the number of seeds found, for every theme."""

    codebook: Codebook
    calibrations: tuple[Calibration, ...]

    @classmethod
    def fit(cls, codebook: Codebook, exemplars: Sequence[Exemplar], encoder: Encoder, settings: CodeThemes) -> SeedsCoder:
        """Learn from exemplars how likely a theme is, given the number of its seeds; vectors are not used."""
        del encoder
        counts = _counts(codebook, [e.text for e in exemplars])
        calibrations = [
            calibrate(np.array([theme in e.codes for e in exemplars]), settings.beta, np.log1p([len(found[column]) for found in counts]))
            for column, theme in enumerate(codebook.theme_ids)
        ]
        return cls(codebook, tuple(calibrations))

    def apply(self, segments: pd.DataFrame, vectors: pd.DataFrame, encoder: Encoder) -> pd.DataFrame:
        """Code segments: a row for each and each theme with score, assigned, why; at least one seed is needed."""
        del vectors, encoder
        frames = []
        counts = _counts(self.codebook, segments["text"].to_list())
        for column, theme_id in enumerate(self.codebook.theme_ids):
            found = [list(dict.fromkeys(row[column])) for row in counts]
            n = np.array([len(row[column]) for row in counts])
            score = np.where(n > 0, self.calibrations[column].probability(np.log1p(n)), 0.0)
            assigned = (n > 0) & (score >= self.calibrations[column].threshold)
            why = [f"words: {', '.join(seeds)}" if given else None for seeds, given in zip(found, assigned, strict=True)]
            columns = {"segment_id": segments["segment_id"].to_list(), "theme_id": theme_id, "score": score, "assigned": assigned}
            frames.append(pd.DataFrame({**columns, "why": pd.Series(why, dtype="str")}))
        return pd.concat(frames, ignore_index=True)

    def save(self, folder: Path) -> None:
        """Write the calibrations into an empty folder."""
        facts = {
            "codebook": self.codebook.model_dump(mode="json"),
            "calibrations": [[list(c.slopes), c.intercept, c.threshold] for c in self.calibrations],
        }
        save_arrays(folder, {"none": np.zeros(1)}, facts)

    @classmethod
    def load(cls, folder: Path) -> SeedsCoder:
        """Read saved calibrations."""
        _, facts = load_arrays(folder)
        return cls(Codebook.model_validate(facts["codebook"]), tuple(Calibration(tuple(slopes), *rest) for slopes, *rest in facts["calibrations"]))


def _counts(codebook: Codebook, texts: list[str]) -> list[list[list[str]]]:
    matchers = [SeedMatcher(theme) for theme in codebook.theme]
    return [[matcher.find(words) for matcher in matchers] for words in map(tokens, texts)]
