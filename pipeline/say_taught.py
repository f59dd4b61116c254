"""Count themes by document, and say which human codes teach the coder nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from pipeline import code_themes
from pipeline.code_files import HumanCodes
from pipeline.codebook import Codebook
from pipeline.coders.parts import sources_of
from pipeline.config import CodeThemes
from pipeline.tables import PROBLEMS
from pipeline.taught_codes import estimating, unknown_codes
from pipeline.wording import count, listing_at_most

SHOWN = 3


@dataclass(frozen=True)
class Counted:
    """A DOCUMENT_THEMES table, and a PROBLEMS table."""

    document_themes: pd.DataFrame
    problems: pd.DataFrame


def count_themes(
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    codebook: Codebook,
    human_codes: HumanCodes | None,
    sources: pd.DataFrame | None,
    settings: CodeThemes,
) -> Counted:
    """Count each document's codable segments by theme, and say which human codes teach nothing.

    Args:
        segments: the SEGMENTS of all documents.
        codings: their CODINGS.
        codebook: the themes.
        human_codes: what is in codes/; None: nothing.
        sources: the documents that share a source with one that has drawn codes.
        settings: ``[code_themes]``.

    Returns:
        A DOCUMENT_THEMES table, and problems: codes that the codebook lacks, and drawn codes of a single source.
    """
    rows = [] if human_codes is None else [*_unknown(human_codes), *_alone(human_codes, sources, settings)]
    return Counted(code_themes.count_themes(segments, codings, codebook).document_themes, PROBLEMS.frame(rows))


def _unknown(human: HumanCodes) -> Iterator[dict[str, str]]:
    for file, codes in unknown_codes(human).items():
        names = listing_at_most(sorted(codes), SHOWN)
        message = f"{count(codes.total(), 'code')} that the codebook lacks {'is' if codes.total() == 1 else 'are'} not taught: {names}."
        yield _problem(f"codes/{file}", "codes-unknown", message, "Write the ids of themes as in the codebook, or add the themes to it.", "warning")


def _alone(human: HumanCodes, sources: pd.DataFrame | None, settings: CodeThemes) -> Iterator[dict[str, str]]:
    paths = estimating(human)
    known = sources_of(sources) if sources is not None else {}
    if settings.coder == "head" and settings.learn_from_codes != "none" and len({known.get(path, path) for path in paths}) == 1:
        message = "Codes of this source do not teach the coder: a draw drew from it alone, and what estimates must be coded without its own codes."
        yield _problem(min(paths), "codes-of-one-source", message, "Have segments of a second source drawn and coded.", "note")


def _problem(path: str, code: str, message: str, remedy: str, severity: str) -> dict[str, str]:
    return {"stage": "code_themes", "path": path, "code": code, "message": message, "remedy": remedy, "severity": severity}
