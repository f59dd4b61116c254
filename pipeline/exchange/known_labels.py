"""Turn the labels of another program into codes: themes by id or name, none of the themes, and labels that the codebook lacks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.codebook import Codebook
from pipeline.exchange.answers import Answer
from pipeline.exchange.faults import Faults, Kind
from pipeline.exchange.given import NONE, NONE_NAME, labels_of
from pipeline.new_code_ids import new_code_ids
from pipeline.wording import count, listing, one_line

PATH_OF_CODES = re.compile(r"\s*(?:\\|>|::)\s*")  # between a code and its sub-code in the tables of other programs
SHOWN = 10


@dataclass(frozen=True)
class Codes:
    """The codes of one answer: ``themes`` of the codebook, ``new`` draft ids; ``none`` where it says none of the themes."""

    themes: frozenset[str]
    new: frozenset[str]
    none: bool


class KnownLabels:
    """The labels that a codebook knows, draft ids for those that it lacks (``new``), and what to tell of some of these (``told``)."""

    def __init__(self, codebook: Codebook, labels: Iterable[str], used: Iterable[str] = ()) -> None:
        """Take the codebook in use, all labels that came back, and draft ids that are used already."""
        ids = labels_of(codebook)
        names = {theme.name.casefold(): theme.id for theme in reversed(codebook.theme)}
        self._known: dict[str, str] = {NONE_NAME.casefold(): NONE} | names | {label.casefold(): name for name, label in ids.items()}
        self._known |= {NONE: NONE}
        self.new = new_code_ids((label for label in labels if self._find(label) is None), {*codebook.theme_ids, *used})
        alike = {label: self._known.get(PATH_OF_CODES.split(label)[-1].casefold()) for label in self.new}
        self.told = [
            f"{one_line(label)[:60]!r} is not taken for {known}: it stands below a code of another name" for label, known in alike.items() if known
        ]
        for new in sorted(each for each, n in Counter(self.new.values()).items() if n > 1):
            those = listing(f"{one_line(label)[:60]!r}" for label in self.new if self.new[label] == new)
            self.told.append(f"{those} differ in case or spaces alone: taken for one new code, {new}")

    def codes(self, labels: Iterable[str]) -> Codes:
        """Return what labels say."""
        found = [(label, self._find(label)) for label in labels]
        themes = frozenset(known for _, known in found if known is not None and known != NONE)
        return Codes(themes, frozenset(self.new[label] for label, known in found if known is None), any(known == NONE for _, known in found))

    def _find(self, label: str) -> str | None:
        """Return the theme of a label, NONE, or None: by the whole label, else by its last part, the sub-code, where the first is a theme, too."""
        parts = [part.casefold() for part in PATH_OF_CODES.split(label)]
        return self._known.get(label.casefold()) or (self._known.get(parts[-1]) if parts[0] in self._known else None)


def labels_in(answers: Iterable[Answer]) -> dict[str, list[str]]:
    """Return where each label of answers stands, marked passages included."""
    found: dict[str, list[str]] = {}
    for each in answers:
        for label in (*each.labels, *(mark.label for mark in each.marks)) if each.standing == "answered" else ():
            found.setdefault(label, []).append(each.where)
    return found


def add_unknown(faults: Faults, new: Mapping[str, str], labels: Mapping[str, Sequence[str]], told: Sequence[str] = ()) -> None:
    """Put labels that the codebook lacks to the faults: how many there are, then at each how often it was given and where first.

    Args:
        faults: of the file.
        new: the labels, with the ids that they would get.
        labels: where each label stands.
        told: what is to be said of them.
    """
    if new:
        more = "".join(f" {each}." for each in told[:SHOWN])
        todo = f"Correct them there, or have them offered as draft codes: NEW_CODES=1 (--new-codes).{more}"
        what = Kind("labels that the codebook lacks", todo, "", SHOWN)
        for label in sorted(new, key=lambda label: (-len(labels[label]), label)):
            faults.add(what, f"{one_line(label)[:60]!r} ({count(len(labels[label]), 'time')}, first {labels[label][0]})")


def draft_blocks(themes: Iterable[tuple[str, str, str]], source: str) -> str:
    """Write draft [[theme]] blocks of id, name and definition; a person writes what each means before it is used."""
    blocks = [
        f"[[theme]]\nid = {_quoted(name)}\nname = {_quoted(said)}\ndefinition = {_quoted(meaning or 'Draft: write what this code means.')}\n"
        for name, said, meaning in themes
    ]
    head = f"# Draft codes out of {source}. Read each, write its definition, then move it into your codebook.toml and give that a new version.\n"
    return "\n".join([head, *blocks])


def _quoted(text: str) -> str:
    escaped = one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
