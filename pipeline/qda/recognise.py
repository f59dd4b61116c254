"""Recognise documents and codes of a study in a project that another program wrote, and bring its passages to where they stand in our texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from pipeline.qda.arrange_codes import CODE_ID, DECISION, FRAMING, FRAMINGS, NONE, OTHER, THEME, THEME_ID, arrange_codes, code_guid
from pipeline.qda.calibrate import Calibrated
from pipeline.qda.clean import plain_text, xml_name
from pipeline.qda.compose import names_of_sources
from pipeline.qda.identify import source_guid
from pipeline.qda.load import Held
from pipeline.qda.name_codes import name_codes
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
    """What a code of the project is in the study; of one that is new, ``code`` is an id made from its name.

    ``like``: the code of ours whose name a new one has. ``ours``: it is a category that our export made.
    """

    kind: str
    code: str
    new: bool = False
    like: str = ""
    ours: bool = False


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

    It is known by its identity, else by the id that its description names, else by its name, if it stands where we put the code of that name:
    in its category, or in none. One that is none of these is new: it gets an id from its name, that no theme and no other new code has. So a code
    of a theme's name in a category of people's own is theirs. Categories are known like codes, for some programs turn one into the other.
    """
    others = sorted({code.strip() for cell in held.human["codes"] for code in cell.split(";") if code.strip()} - set(held.codebook.theme_ids))
    known = {code_guid(THEME, theme_id): KnownCode(THEME, theme_id) for theme_id in held.codebook.theme_ids}
    known |= {code_guid(FRAMING, name): KnownCode(FRAMING, name) for name in FRAMINGS}
    known |= {code_guid(OTHER, name): KnownCode(OTHER, name) for name in others} | {code_guid(DECISION, NONE): KnownCode(DECISION, NONE)}
    exported = {code.guid: (code, above) for code, above in with_parents(arrange_codes(held.codebook, others, framed=True))}
    names = {code.name.casefold(): known[guid] for guid, (code, _) in exported.items() if guid in known}
    names |= {theme.name.casefold(): KnownCode(THEME, theme.id) for theme in reversed(held.codebook.theme)}
    names |= {theme_id.casefold(): KnownCode(THEME, theme_id) for theme_id in held.codebook.theme_ids}
    homes = {known[guid]: above for guid, (_, above) in exported.items() if guid in known}
    categories = {code.name.casefold(): above for guid, (code, above) in exported.items() if guid not in known}
    found: dict[str, KnownCode] = {}
    new: list[tuple[Code, Code | None]] = []
    likes: dict[str, str] = {}
    ours: set[str] = set()
    for code, above in with_parents(parsed.codes):
        made, name = known.get(code.guid) or _by_description(code, held), code.name.casefold()
        named = None if made else names.get(name)
        if named and _at_home(above, homes.get(named)):
            made = named
        if made:
            found[code.guid] = made
            continue
        new.append((code, above))
        likes |= {code.guid: named.code} if named else {}
        if code.guid in exported or (name in categories and _at_home(above, categories[name])):
            ours.add(code.guid)
    ids = name_codes(new, {*held.codebook.theme_ids, *others})
    return found | {code.guid: KnownCode(OTHER, ids[code.guid], True, likes.get(code.guid, ""), code.guid in ours) for code, _ in new}


def with_parents(codes: Sequence[Code], above: Code | None = None) -> Iterator[tuple[Code, Code | None]]:
    """Yield every code with what stands above it, from the top down."""
    for code in codes:
        yield code, above
        yield from with_parents(code.children, code)


def _at_home(above: Code | None, home: Code | None) -> bool:
    """Tell whether what stands above a code is what we put there; programs without categories put nothing there."""
    return above is None or (home is not None and (above.guid == home.guid or above.name.casefold() == home.name.casefold()))


def _by_description(code: Code, held: Held) -> KnownCode | None:
    match = LINE.search(code.description)
    if match is None:
        return None
    named = match[1].strip()
    if match[0].startswith(CODE_ID):
        return KnownCode(OTHER, named)
    return KnownCode(THEME, named) if named in held.codebook.theme_ids else None


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
