"""Recognise documents and codes of a study in a project that another program wrote, and bring its passages to where they stand in our texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from pipeline.qda.arrange_codes import CODE_ID, DECISION, FRAMING, FRAMINGS, NONE, OTHER, THEME, THEME_ID, code_guid, names_of_codes
from pipeline.qda.calibrate import Calibrated
from pipeline.qda.clean import plain_text, xml_name
from pipeline.qda.compose import names_of_sources
from pipeline.qda.identify import source_guid
from pipeline.qda.load import Held
from pipeline.qda.parse import Parsed, Text
from pipeline.qda.project import Code, Selection
from pipeline.reanchor import KEPT, Passages, Wanted
from pipeline.schema import tuples
from pipeline.wording import one_line

LINE = re.compile(rf"^(?:{THEME_ID}|{CODE_ID})(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Known:
    """A document of the project that is one of the study: by what it was known (identity, name, text), and whether its text is ours."""

    document_id: str
    by: str
    same: bool


@dataclass(frozen=True)
class KnownCode:
    """What a code of the project is in the study; of one that is new, ``code`` is an id made from its name."""

    kind: str
    code: str
    new: bool = False


def recognise_documents(texts: Sequence[Text], calibrated: Calibrated, held: Held) -> list[Known | None]:
    """Say of each text which document of the study it is.

    It is known by its identity (GUID), else by its name or the name of its file, else by its words. A document is recognised once: where several
    texts would be it, the first whose words are its own, else the first.

    Returns:
        One for each text, None where it is no document of the study.
    """
    rows = {row.document_id: row for row in tuples(held.documents)}
    ours = {name: plain_text(row.text) for name, row in rows.items()}
    by_guid = {source_guid(name, row.sha256): name for name, row in rows.items()}
    by_name, by_text = _by_name(held), {_folded(text): name for name, text in reversed(ours.items())}
    wished: list[Known | None] = []
    for text, read in zip(texts, calibrated.texts, strict=True):
        names = [text.name, *(PurePosixPath(path.replace("\\", "/")).name for path in text.paths)]
        named = next((by_name[key] for name in names if (key := name.casefold()) in by_name), "")
        found = [("identity", by_guid.get(text.guid, "")), ("name", named), ("words", by_text.get(_folded(read), ""))]
        best = next(((by, name) for by, name in found if name), None)
        wished.append(Known(best[1], best[0], ours[best[1]] == read) if best else None)
    return _once(wished)


def _folded(text: str) -> str:
    return one_line(text).casefold()


def _by_name(held: Held) -> dict[str, str]:
    """Return documents by the names that a program may know them by, in lower case; a name that two could have is left out."""
    exported = names_of_sources(held.documents)
    named: list[tuple[str, str]] = []
    for row in tuples(held.documents):
        path = PurePosixPath(row.path)
        names = {exported[row.document_id], row.path, path.name, path.stem, f"{path.stem}.txt", xml_name(row.title), row.document_id}
        named += [(name.casefold(), row.document_id) for name in names if name]
    several = Counter(name for name, _ in named)
    return {name: document_id for name, document_id in named if several[name] == 1}


def _once(wished: Sequence[Known | None]) -> list[Known | None]:
    order = sorted((n for n, known in enumerate(wished) if known), key=lambda n: (not wished[n].same, n))  # type: ignore[union-attr]  # filtered
    first: dict[str, int] = {}
    for n in order:
        known = wished[n]
        if known:
            first.setdefault(known.document_id, n)
    return [known if known and first[known.document_id] == n else None for n, known in enumerate(wished)]


def recognise_codes(parsed: Parsed, held: Held) -> dict[str, KnownCode]:
    """Say of each code of a project what it is in the study, by its GUID.

    It is known by its identity, else by the id that its description names, else by its name. One that is none of these is new: it gets an id
    from its name, that no theme and no other new code has. Categories are known like codes, for some programs turn one into the other.
    """
    others = sorted({code.strip() for cell in held.human["codes"] for code in cell.split(";") if code.strip()} - set(held.codebook.theme_ids))
    known = {code_guid(THEME, theme_id): KnownCode(THEME, theme_id) for theme_id in held.codebook.theme_ids}
    known |= {code_guid(FRAMING, name): KnownCode(FRAMING, name) for name in FRAMINGS}
    known |= {code_guid(OTHER, name): KnownCode(OTHER, name) for name in others} | {code_guid(DECISION, NONE): KnownCode(DECISION, NONE)}
    names = {name.casefold(): known[guid] for guid, name in names_of_codes(held.codebook, others).items() if guid in known}
    names |= {theme.name.casefold(): KnownCode(THEME, theme.id) for theme in reversed(held.codebook.theme)}
    names |= {theme_id.casefold(): KnownCode(THEME, theme_id) for theme_id in held.codebook.theme_ids}
    found: dict[str, KnownCode] = {}
    taken = set(held.codebook.theme_ids)
    for code in parsed.all_codes():
        made = known.get(code.guid) or _by_description(code, held) or names.get(code.name.casefold())
        if made is None:
            made = KnownCode(OTHER, code_id_of(code.name, taken), new=True)
            taken.add(made.code)
        found[code.guid] = made
    return found


def _by_description(code: Code, held: Held) -> KnownCode | None:
    match = LINE.search(code.description)
    if match is None:
        return None
    named = match[1].strip()
    if match[0].startswith(CODE_ID):
        return KnownCode(OTHER, named)
    return KnownCode(THEME, named) if named in held.codebook.theme_ids else None


def code_id_of(name: str, taken: set[str]) -> str:
    """Make an id for the codebook from a name, one that is not taken.

    >>> code_id_of("Young people & work", set()), code_id_of("Work", {"work"})
    ('young_people_work', 'work_2')
    """
    made = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")
    plain = made if made[:1].isalpha() else f"code_{made}".rstrip("_")
    numbered = (plain if n == 1 else f"{plain}_{n}" for n in range(1, len(taken) + 2))
    return next(each for each in numbered if each not in taken)


class Places:
    """Where passages of a project stand in our texts: where they stand in its own, if that is ours, else where their words are found."""

    def __init__(self, held: Held) -> None:
        """Take a study; it is not changed."""
        self._held = held
        self._found: dict[str, Passages] = {}
        self._paths: Mapping[str, str] = dict(zip(held.documents["document_id"], held.documents["path"], strict=True))

    def find(self, known: Known, text: str, selection: Selection) -> tuple[int, int] | None:
        """Return start and end of a passage in our text; None where its words are not in the document any more."""
        if known.same:
            return selection.start, selection.end
        words = text[selection.start : selection.end]
        wanted = Wanted(self._paths[known.document_id], known.document_id, selection.start, selection.end, words)
        found = self._of(known.document_id).find(wanted)
        return (found.start, found.end) if found.standing in KEPT else None

    def _of(self, document_id: str) -> Passages:
        if document_id not in self._found:
            own: list[Any] = [table[table["document_id"] == document_id] for table in (self._held.documents, self._held.segments)]
            self._found[document_id] = Passages(*own)
        return self._found[document_id]
