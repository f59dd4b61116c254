"""Code by the topic model alone: a segment carries the theme whose guided topic it joins."""

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
from pipeline.coders.held_out import folds_among
from pipeline.config import CodeThemes
from pipeline.guides import Guides, guide, make_guides, own_vectors

if TYPE_CHECKING:
    from pipeline.cache import Encoder


@dataclass(frozen=True)
class TopicsCoder:
    """The guides of the guided topics, and a calibration of the cosine for every theme."""

    theme_ids: tuple[str, ...]
    guides: Guides
    calibrations: tuple[Calibration, ...]

    @classmethod
    def fit(
        cls, codebook: Codebook, exemplars: Sequence[Exemplar], encoder: Encoder, settings: CodeThemes, *, min_similarity: float = 0.0
    ) -> TopicsCoder:
        """Make the guides as the topic model does; the score's calibration is learnt here, from exemplars held out of guides, a writer's together.

        Args:
            codebook: the themes.
            exemplars: help to make the guides.
            encoder: gives the vectors.
            settings: ``[code_themes]``.
            min_similarity: ``[discover] min_similarity``, so that a segment carries a theme exactly where it is placed in
                the theme's guided topic; 0: learnt from the exemplars, as there.

        Returns:
            The fitted coder.
        """
        guides = make_guides(codebook, exemplars, encoder, min_similarity)
        texts, own = encoder.encode([e.text for e in exemplars]), own_vectors(codebook, encoder)
        carried = np.array([[theme in e.codes for theme in codebook.theme_ids] for e in exemplars])
        cosines, fold = np.zeros(carried.shape), folds_among(exemplars, settings)
        for number in sorted(set(fold.tolist())):
            train, test = fold != number, fold == number
            cosines[test] = texts[test] @ guide(own, texts[train], carried[train]).T
        calibrations = [calibrate(carried[:, column], settings.beta, cosines[:, column]) for column in range(len(codebook.theme))]
        return cls(tuple(codebook.theme_ids), guides, tuple(calibrations))

    def apply(self, segments: pd.DataFrame, vectors: pd.DataFrame, encoder: Encoder) -> pd.DataFrame:
        """Code segments: a row for each and each theme with score, assigned, why; at most one theme is assigned."""
        del encoder
        rows = segments[["segment_id"]].merge(vectors, on="segment_id", validate="one_to_one")
        matrix = np.vstack(rows["vector"].to_list())
        nearest, best = self.guides.place(matrix)
        frames = []
        for column, theme_id in enumerate(self.theme_ids):
            assigned = nearest == column
            score = self.calibrations[column].probability((matrix @ self.guides.vectors[column]).astype(np.float64))
            why = [
                f"guided topic: cosine {c:.2f}, from {self.guides.min_similarity:.2f}" if given else None
                for c, given in zip(best, assigned, strict=True)
            ]
            columns = {"segment_id": rows["segment_id"], "theme_id": theme_id, "score": score, "assigned": assigned}
            frames.append(pd.DataFrame({**columns, "why": pd.Series(why, dtype="str")}))
        return pd.concat(frames, ignore_index=True)

    def save(self, folder: Path) -> None:
        """Write the coder into an empty folder."""
        facts = {
            "theme_ids": self.theme_ids,
            "min_similarity": self.guides.min_similarity,
            "calibrations": [[list(c.slopes), c.intercept, c.threshold] for c in self.calibrations],
        }
        save_arrays(folder, {"guides": self.guides.vectors}, facts)

    @classmethod
    def load(cls, folder: Path) -> TopicsCoder:
        """Read a saved coder."""
        arrays, facts = load_arrays(folder)
        guides = Guides(arrays["guides"], facts["min_similarity"])
        return cls(tuple(facts["theme_ids"]), guides, tuple(Calibration(tuple(slopes), *rest) for slopes, *rest in facts["calibrations"]))
