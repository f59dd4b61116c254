"""Arrange the codebook as a tree of codes that other programs keep whole: categories hold codes, and no code holds another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.codebook import Codebook, Theme
from pipeline.qda.clean import unique_names, xml_text
from pipeline.qda.identify import guid_of
from pipeline.qda.project import Code

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#F0E442", "#999999")  # Okabe, Ito (2008), Color Universal Design
THEME, FRAMING, DECISION, OTHER = "theme", "framing", "decision", "other"  # kinds of codes
NONE = "none"  # decision of a coder: read, and none of the themes given
FRAMINGS = {
    "strength": "What is said of the subject is a strength. Machine-coded.",
    "problem": "What is said of the subject is a problem. Machine-coded.",
    "proposal": "What is said of the subject is a proposal. Machine-coded.",
    "dissent": "Somebody disagrees, doubts or objects. Machine-coded; no judgement of where the speaker stands.",
}
THEME_ID = "Theme id: "
CODE_ID = "Code as given: "  # of one that the codebook lacks
LISTS = {"Include": "include", "Exclude": "exclude", "Seeds": "seeds", "Negative seeds": "negative_seeds"}


def code_guid(kind: str, code_id: str) -> str:
    """Return the GUID of a code: a theme keeps its own whatever its name becomes."""
    return guid_of("code", kind, code_id)


def arrange_codes(codebook: Codebook, others: Iterable[str] = (), *, framed: bool = False) -> tuple[Code, ...]:
    """Arrange themes, framings and what else people coded.

    Args:
        codebook: the codebook in use.
        others: codes that people gave and the codebook lacks.
        framed: whether segments carry framings.

    Returns:
        Categories with codes below them. A theme with sub-codes becomes a category with the theme itself and its sub-codes in it, for
        programs read a code that has children in different ways. Names are unique over the whole tree, whatever their capitals.
    """
    names = _names(codebook, sorted(set(others)), framed=framed)
    themes = _category(names["themes"], "themes", "The codebook's themes.", _themes(codebook, None, names))
    decided = [_leaf(DECISION, NONE, names, "A coder read the passage and gave it none of the themes.")]
    decided += [_leaf(OTHER, name, names, f"Given by a coder; the codebook lacks it.\n{CODE_ID}{name}") for name in sorted(set(others))]
    framings = [_leaf(FRAMING, name, names, said) for name, said in FRAMINGS.items()] if framed else []
    tree = [themes, _category(names["decisions"], "decisions", "What coders gave beside themes.", decided)]
    return (*tree, _category(names["framings"], "framings", "What a coded passage says of its subject.", framings)) if framings else tuple(tree)


def theme_codes(codebook: Codebook) -> tuple[Code, ...]:
    """Arrange the themes alone, for a codebook on its own."""
    return _themes(codebook, None, _names(codebook, [], framed=False))


def _names(codebook: Codebook, others: Sequence[str], *, framed: bool) -> dict[str, str]:
    """Give every code and category a name of its own; themes come first, so that theirs are as in the codebook."""
    wished = [(f"{THEME} {theme.id}", theme.name) for theme in codebook.theme]
    wished += [(f"group {theme.id}", f"{theme.name}, with sub-codes") for theme in codebook.theme]
    wished += [("themes", "Themes"), ("decisions", "Decided by coders"), (f"{DECISION} {NONE}", "None of the themes")]
    wished += [("framings", "Framing"), *((f"{FRAMING} {name}", f"Framing: {name}") for name in FRAMINGS)] if framed else []
    return unique_names([*wished, *((f"{OTHER} {name}", name) for name in others)])


def _category(name: str, key: str, said: str, children: Sequence[Code]) -> Code:
    return Code(guid_of("category", key), name, said, codable=False, children=tuple(children))


def _themes(codebook: Codebook, parent: str | None, names: dict[str, str]) -> tuple[Code, ...]:
    made = []
    for theme in codebook.theme:
        if theme.parent == parent:
            own = _theme(codebook, theme, names)
            below = _themes(codebook, theme.id, names)
            made.append(_category(names[f"group {theme.id}"], f"group {theme.id}", "A theme and its sub-codes.", [own, *below]) if below else own)
    return tuple(made)


def _theme(codebook: Codebook, theme: Theme, names: dict[str, str]) -> Code:
    colour = COLOURS[codebook.theme_ids.index(theme.id) % len(COLOURS)]
    return Code(code_guid(THEME, theme.id), names[f"{THEME} {theme.id}"], describe_theme(theme), colour=colour)


def _leaf(kind: str, code_id: str, names: dict[str, str], said: str) -> Code:
    return Code(code_guid(kind, code_id), names[f"{kind} {code_id}"], xml_text(said), colour=COLOURS[-1])


def describe_theme(theme: Theme) -> str:
    """Write all that the codebook says of a theme, so that ``draft`` can read it back."""
    lines = [theme.definition.strip()]
    for heading, name in LISTS.items():
        items = getattr(theme, name)
        items = [" ".join(item.split()) for item in items]
        short = name.endswith("seeds") and not any(";" in item for item in items)
        lines += ([f"{heading}: {'; '.join(items)}"] if short else [f"{heading}:", *(f"- {item}" for item in items)]) if items else []
    lines += [f"Parent: {theme.parent}"] if theme.parent else []
    lines += [f"Expected share: {theme.expected_share:g}"] if theme.expected_share else []
    return xml_text("\n".join([*lines, f"{THEME_ID}{theme.id}"]))
