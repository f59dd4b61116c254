"""Draft blocks for codebook.toml from codes of other programs: a person reads them, and writes what is missing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.qda.arrange_codes import LISTS, THEME_ID
from pipeline.qda.identify import guid_of
from pipeline.qda.name_codes import name_codes
from pipeline.qda.project import Code
from pipeline.qda.recognise import with_parents

TO_WRITE = "To be written: what carries this theme, in a sentence or two."
PARENT, SHARE = "Parent: ", "Expected share: "
OURS = frozenset(guid_of("category", key) for key in ("themes", "decisions", "framings"))


@dataclass(frozen=True)
class Draft:
    """A theme as far as a code tells it."""

    id: str
    name: str
    definition: str
    parent: str = ""
    share: str = ""
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()  # name of the key, items


def draft_themes(codes: Sequence[Code], taken: Iterable[str] = ()) -> list[Draft]:
    """Draft a theme for each code, in the order of the tree.

    A code below another becomes its sub-code. A category becomes a theme that holds those below it, unless it is one that our own export made.

    Args:
        codes: as they were read.
        taken: ids that they may not get.
    """
    return list(_drafts(codes, "", _ids(codes, set(taken))))


def _ids(codes: Sequence[Code], taken: set[str]) -> dict[str, str]:
    """Return the id of each code by its GUID: that which its description names, the first of several, else one from its name."""
    ids: dict[str, str] = {}
    new: list[tuple[Code, Code | None]] = []
    for code, above in with_parents(codes):
        said = _line(code, THEME_ID)
        if re.fullmatch(r"[a-z][a-z0-9_]*", said) and said not in {*taken, *ids.values()}:
            ids[code.guid] = said
        elif code.guid not in OURS and not _holds_itself(code):
            new.append((code, above))
    return ids | name_codes(new, {*taken, *ids.values()})


def _drafts(codes: Sequence[Code], parent: str, ids: Mapping[str, str]) -> Iterator[Draft]:
    for code in codes:
        if code.guid in OURS or _holds_itself(code):
            yield from _drafts(code.children, parent, ids)
            continue
        yield _draft(code, parent, ids[code.guid])
        yield from _drafts(code.children, ids[code.guid], ids)


def _holds_itself(code: Code) -> bool:
    """Tell whether a category is one that our export made for a theme and its sub-codes: their descriptions say what is above what."""
    return not code.codable and any(code.guid == guid_of("category", f"group {_line(child, THEME_ID)}") for child in code.children)


def _line(code: Code, head: str) -> str:
    return next((line.removeprefix(head).strip() for line in code.description.splitlines() if line.startswith(head)), "")


def _draft(code: Code, parent: str, own: str) -> Draft:
    definition, lists = read_description_of(code.description)
    return Draft(own, code.name or own, definition or TO_WRITE, _line(code, PARENT) or parent, _line(code, SHARE), lists)


def read_description_of(description: str) -> tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    r"""Read a definition and its lists from the description of a code, as our export writes it; of another's all is definition.

    >>> read_description_of("Jobs.\nInclude:\n- wages\nSeeds: job; work")
    ('Jobs.', (('include', ('wages',)), ('seeds', ('job', 'work'))))
    """
    definition: list[str] = []
    lists: dict[str, list[str]] = {}
    into = ""
    for line in description.splitlines():
        head, _, rest = line.partition(":")
        if head in LISTS and (not rest.strip() or head.lower().endswith("seeds")):
            into = LISTS[head]
            lists.setdefault(into, []).extend(item.strip() for item in rest.split(";") if item.strip())
        elif into and line.startswith("- "):
            lists[into].append(line[2:].strip())
        elif not line.startswith((PARENT, SHARE, THEME_ID)):
            into = ""
            definition.append(line)
    return "\n".join(definition).strip(), tuple((name, tuple(items)) for name, items in lists.items() if items)


def write_blocks(drafts: Iterable[Draft]) -> str:
    """Write drafts as [[theme]] blocks of TOML."""
    return "\n".join(_block(draft) for draft in drafts)


def write_draft(drafts: Sequence[Draft], made_from: str) -> str:
    """Write a whole codebook of drafts, with a head that says what it is."""
    head = [
        f"# Draft of a codebook, made from {made_from}. Read every definition, and write those that are missing; then name the file in study.toml,"
    ]
    head += ["# [study] codebook. Ids never change once passages are coded by them.", "", 'version = "1"', ""]
    return "\n".join([*head, write_blocks(drafts)])


def _block(draft: Draft) -> str:
    lines = ["[[theme]]", f"id = {_quoted(draft.id)}", f"name = {_quoted(draft.name)}", f"definition = {_quoted(draft.definition)}"]
    lines += [f"parent = {_quoted(draft.parent)}"] if draft.parent else []
    for name, items in draft.lists:
        lines += [f"{name} = [{', '.join(map(_quoted, items))}]"]
    lines += [f"expected_share = {draft.share}"] if re.fullmatch(r"0\.\d+", draft.share) else []
    return "\n".join([*lines, ""])


def _quoted(text: str) -> str:
    """Write a TOML basic string; JSON's escapes are TOML's, but for DEL, which TOML wants escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
