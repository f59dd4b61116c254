"""Say who coded: by what the program calls who answered, whose task it is, and what CODERS= says. Where these differ, refuse or tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.coding_kit import NAME
from pipeline.exchange.answers import Answer
from pipeline.wording import count, one_line, shorten

MACHINES = frozenset({"themeline", "themefinder", "machine"})  # names that no person has here


@dataclass(frozen=True)
class Who:
    """Who coded: the name here, and who it is there as far as is known; or ``wrong``, a key of WRONG, with what to add to the place."""

    coder: str = ""
    person: str = ""
    wrong: str = ""
    by: str = ""


class Coders:
    """The coders of a study."""

    def __init__(self, names: Mapping[str, str], everyone: str, drawn: Iterable[str]) -> None:
        """Take the names here by names there, the name of all (may be empty), and the coders of the draws at hand."""
        self._names, self._everyone, self._known = names, everyone, {*names, *drawn}
        self._told: Counter[str] = Counter()

    def told(self) -> list[str]:
        """Say which answers were taken for another's than the program or the task says."""
        return [f"{count(n, 'answer')} {what}" for what, n in self._told.items()]

    def find(self, answer: Answer) -> Who:
        """Say who coded.

        CODERS= comes first. Without it, who the program says answered must be who was given the task, for a person may have coded under another's
        task. The name of a file says who coded only where it is a coder's.
        """
        said = "" if answer.by_file and answer.coder not in self._known else answer.coder
        given_to = str(answer.key.get("coder") or "")
        asked = self._names.get(said) or self._everyone
        differs = bool(given_to and said and said.casefold() != given_to.casefold())
        called = shorten(one_line(said), 40)
        if differs and not asked and said.casefold() not in MACHINES:
            return Who(wrong="another", by=f"{called}, given to {shorten(one_line(given_to), 40)}")
        name = asked or given_to or (f"annotator {said}" if said.isdecimal() else said)
        if not NAME.fullmatch(name) or name.casefold() in MACHINES:
            return Who(wrong="no coder")
        if given_to and (name != given_to or (differs and said not in self._names)):
            self._told[f"to a task of {given_to}, by {called or 'nobody named'} there: taken as {name}'s, as CODERS says"] += 1
        return Who(name, name if said in self._names else said)
