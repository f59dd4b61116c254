"""Learn from exemplars and from what people coded; a segment whose drawn code estimates is never coded by a coder that learnt from its document."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pipeline.code_files import HumanCodes
from pipeline.codebook import Codebook, Exemplar
from pipeline.coders.head import HeadCoder
from pipeline.config import CodeThemes
from pipeline.errors import ModelError
from pipeline.taught_codes import taught_by

if TYPE_CHECKING:
    from pipeline.cache import Encoder

PARTS = 5  # of the documents: each is coded by a coder that learnt from the codes of the others
FACTS = "parts.json"


@dataclass(frozen=True)
class LearningCoder:
    """One fitted coder; or, where drawn codes teach, one for each part of the documents, which learnt nothing from that part's codes.

    All documents have a part, those without codes too, so that within each part coded and other segments have the same
    coder, and what the codes say of it holds for all of the part.

    Source:
        Cross-fitting with labels that also estimate: Zrnic, Candès (2024), Cross-prediction-powered inference,
        Proceedings of the National Academy of Sciences 121 (15).
    """

    coders: tuple[HeadCoder, ...]
    parts: Mapping[str, int]  # of documents with drawn codes; any other's follows from its id

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
        """
        taught = taught_by(human_codes, settings.learn_from_codes)
        parts = parts_of(taught)
        rounds = [taught] if not parts else [without_part(taught, parts, part) for part in range(PARTS)]
        fitted = [HeadCoder.fit(codebook, [*exemplars, *own], encoder, settings, segments, vectors) for own in rounds]
        return cls(tuple(fitted), parts)

    def apply(self, segments: pd.DataFrame, vectors: pd.DataFrame, encoder: Encoder) -> pd.DataFrame:
        """Code segments, each by the coder of its document's part; see ``HeadCoder.apply``."""
        if len(self.coders) == 1:
            return self.coders[0].apply(segments, vectors, encoder)
        part = np.array([part_of(str(name), self.parts) for name in segments["document_id"]])
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


def spread(files: set[str]) -> dict[str, int]:
    """Spread files evenly over the parts, in the order of a hash.

    >>> sorted(spread({"a", "b", "c", "d", "e", "f"}).values())
    [0, 0, 1, 2, 3, 4]
    """
    return {path: number % PARTS for number, path in enumerate(sorted(files, key=lambda path: hashlib.sha256(path.encode()).hexdigest()))}


def parts_of(taught: Sequence[Exemplar]) -> dict[str, int]:
    """Return the part of each document with drawn codes, those of one file together; empty where no drawn code teaches."""
    place = spread({exemplar.writer for exemplar in taught if exemplar.drawn})
    return {document_of(exemplar): place[exemplar.writer] for exemplar in taught if exemplar.drawn}


def part_of(document_id: str, parts: Mapping[str, int]) -> int:
    """Return the part of a document: as spread, else by a hash of its id, so that it never changes."""
    known = parts.get(document_id)
    return int(hashlib.sha256(document_id.encode()).hexdigest()[:8], 16) % PARTS if known is None else known


def without_part(taught: Sequence[Exemplar], parts: Mapping[str, int], part: int) -> list[Exemplar]:
    """Return what people coded in files that are of other parts, or of none."""
    held = {exemplar.writer for exemplar in taught if exemplar.drawn and parts[document_of(exemplar)] == part}
    return [exemplar for exemplar in taught if exemplar.writer not in held]


def document_of(exemplar: Exemplar) -> str:
    """Return the document of a segment that people coded."""
    return exemplar.segment_id.rsplit("#", 1)[0]
