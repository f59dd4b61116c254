"""Find codes of a project that are all taken for one code of the study, so that none is merged without a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.qda.parse import Parsed
from pipeline.qda.recognise import KnownCode


@dataclass(frozen=True)
class Merged:
    """A code of the study, and the codes that are taken for it: their names as written there with their numbers of codings, two or more."""

    code: str
    names: tuple[tuple[str, int], ...]


def find_merged(parsed: Parsed, codes: Mapping[str, KnownCode]) -> tuple[Merged, ...]:
    """Return the codes of the study that several codes of the project are taken for; those with which nothing is coded do not count.

    Args:
        parsed: the project.
        codes: what each of its codes is in the study, by GUID.
    """
    n = Counter(coding.code for text in parsed.texts for selection in text.selections for coding in selection.codings)
    found: dict[str, list[tuple[str, int]]] = {}
    for code in parsed.all_codes():
        if n[code.guid] and not codes[code.guid].new:
            found.setdefault(codes[code.guid].code, []).append((code.name, n[code.guid]))
    return tuple(Merged(code, tuple(sorted(names))) for code, names in sorted(found.items()) if len(names) > 1)
