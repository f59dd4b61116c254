"""Learn from exemplars and from what people coded; a segment whose drawn code estimates is never coded by a coder that learnt from its document."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pipeline.code_files import HumanCodes
from pipeline.codebook import Codebook, Exemplar
from pipeline.coders.head import HeadCoder
from pipeline.coders.parts import PARTS, part_of, sources_of, spread
from pipeline.config import CodeThemes
from pipeline.errors import ModelError
from pipeline.pace import get_on
from pipeline.schema import tuples
from pipeline.taught_codes import estimating, taught_by

if TYPE_CHECKING:
    from pipeline.cache import Encoder

FACTS = "parts.json"


@dataclass(frozen=True)
class LearningCoder:
    """One fitted coder; or, where documents with drawn codes also teach, one for each part of the documents, which learnt nothing from its codes.

    All documents have a part, those without codes too, so that within each part coded and other segments have the same
    coder, and what the codes say of it holds for all of the part. Rows of one file, and documents of one cluster of which one has
    drawn codes, are in one part.

    Source:
        Cross-fitting with labels that also estimate: Zrnic, Candès (2024), Cross-prediction-powered inference,
        Proceedings of the National Academy of Sciences 121 (15).
    """

    coders: tuple[HeadCoder, ...]
    parts: Mapping[str, int]  # of documents of a source with drawn codes; any other's follows from its id

    @classmethod
    def fit(
        cls,
        codebook: Codebook,
        exemplars: Sequence[Exemplar],
        encoder: Encoder,
        settings: CodeThemes,
        segments: pd.DataFrame | None = None,
        vectors: pd.DataFrame | None = None,
        human_codes: HumanCodes | None = None,
        sources: pd.DataFrame | None = None,
    ) -> LearningCoder:
        """Learn as ``HeadCoder`` does, from exemplars and human codes together.

        Args:
            codebook: the themes.
            exemplars: labelled texts written for the purpose.
            encoder: gives the vectors.
            settings: ``[code_themes]``; ``learn_from_codes`` says which human codes teach.
            segments: SEGMENTS of the study; only needed where a theme has few exemplars.
            vectors: their VECTORS.
            human_codes: what is in codes/; None: nothing.
            sources: document_id, path and cluster_id of the documents that share a source with one that has drawn codes; None: each
                file is a source of its own.
        """
        plan = plan_rounds(human_codes, settings, sources)
        fitted = []
        for number, own in enumerate(plan.rounds, 1):
            get_on(f"coder {number} of {len(plan.rounds)}")
            fitted.append(HeadCoder.fit(codebook, [*exemplars, *own], encoder, settings, segments, vectors))
        return cls(tuple(fitted), plan.parts)

    def apply(self, segments: pd.DataFrame, vectors: pd.DataFrame, encoder: Encoder) -> pd.DataFrame:
        """Code segments, each by the coder of its document's part; see ``HeadCoder.apply``."""
        if len(self.coders) == 1:
            return self.coders[0].apply(segments, vectors, encoder)
        part = np.array([part_of(str(name), self.parts, len(self.coders)) for name in segments["document_id"]])
        coded = [coder.apply(segments[part == n], vectors, encoder) for n, coder in enumerate(self.coders) if (part == n).any()]
        return pd.concat(coded, ignore_index=True)

    def save(self, folder: Path) -> None:
        """Write the coders into an empty folder, each in one of its own."""
        for number, coder in enumerate(self.coders):
            (folder / str(number)).mkdir()
            coder.save(folder / str(number))
        (folder / FACTS).write_text(json.dumps({"coders": len(self.coders), "parts": dict(self.parts)}, indent=1, sort_keys=True), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> LearningCoder:
        """Read saved coders.

        Raises:
            ModelError: if the folder lacks a file.
        """
        try:
            facts = json.loads((folder / FACTS).read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise ModelError(f"The fitted model {folder} is not whole. Delete it, then run again; it is fitted anew.") from None
        return cls(tuple(HeadCoder.load(folder / str(number)) for number in range(facts["coders"])), facts["parts"])


@dataclass(frozen=True)
class Rounds:
    """What each coder learns from people, and the part of each document whose source has drawn codes; empty where there is one coder."""

    rounds: tuple[list[Exemplar], ...]
    parts: Mapping[str, int]


def plan_rounds(human: HumanCodes | None, settings: CodeThemes, sources: pd.DataFrame | None = None) -> Rounds:
    """Say what each coder learns from people: nothing of a source that has drawn codes and that it codes.

    Args:
        human: what is in codes/; None: nothing.
        settings: ``[code_themes]``.
        sources: see ``LearningCoder.fit``.

    Returns:
        One round where no source has drawn codes, or nothing teaches; as many as sources with drawn codes, at most five; where there is
        one such source, a single round without what people coded in it.
    """
    taught = taught_by(human, settings.learn_from_codes)
    known = sources_of(sources) if sources is not None else {}
    taught = [replace(exemplar, writer=known.get(exemplar.writer, exemplar.writer)) for exemplar in taught]
    coded = {path: known.get(path, path) for path in estimating(human)} if human is not None and taught else {}
    held = set(coded.values())
    if len(held) < 2:
        return Rounds(([exemplar for exemplar in taught if exemplar.writer not in held],), {})
    if not any(exemplar.writer in held for exemplar in taught):
        return Rounds((taught,), {})
    n = min(PARTS, len(held))
    place = spread(held, n)
    return Rounds(tuple(without_part(taught, place, part) for part in range(n)), _parts(human, sources, known, place))


def _parts(human: HumanCodes | None, sources: pd.DataFrame | None, known: Mapping[str, str], place: Mapping[str, int]) -> dict[str, int]:
    rows = human.returned[human.returned["origin"] == "drawn"] if human is not None else pd.DataFrame({"segment_id": [], "path": []})
    found = {str(row.segment_id).rsplit("#", 1)[0]: place[known.get(row.path, row.path)] for row in tuples(rows)}
    table = tuples(sources) if sources is not None else ()
    return found | {row.document_id: place[known[row.path]] for row in table if known[row.path] in place}


def without_part(taught: Sequence[Exemplar], place: Mapping[str, int], part: int) -> list[Exemplar]:
    """Return what people coded in sources that are of other parts, or of none."""
    return [exemplar for exemplar in taught if place.get(exemplar.writer) != part]
