"""Gather the codings of a project that came back, as marks in our own texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.qda.arrange_codes import FRAMING, THEME
from pipeline.qda.calibrate import Calibrated, calibrate
from pipeline.qda.describe import read_description
from pipeline.qda.identify import MACHINE, guid_of
from pipeline.qda.load import Held
from pipeline.qda.mark import Mark, machine_marks
from pipeline.qda.merge import Merged, find_merged
from pipeline.qda.parse import Parsed, parse
from pipeline.qda.project import Code
from pipeline.qda.recognise import Known, KnownCode, Places, recognise_codes, recognise_documents
from pipeline.qda.unpack import unpack
from pipeline.wording import shorten

HALF = 0.5
NAMESAKE = f"{MACHINE} coder"  # a person whose name in the program is the machine's


@dataclass(frozen=True)
class NewCode:
    """A code that the study does not have, with the id that it would get and how many codings it has.

    ``like``: the code of ours whose name it has, elsewhere in the tree. ``ours``: it is a category that our export made, and no theme.
    """

    code: Code
    code_id: str
    n: int
    like: str = ""
    ours: bool = False


@dataclass(frozen=True)
class Returned:
    """What came back.

    ``marks``: every coding, with what its memo says if we wrote that, else None. ``modifiers``: who last changed a passage, where the file says so.
    ``documents``: those of the study that the file holds; ``altered`` of these have another text than ours. ``unknown``: names of others. ``lost``:
    passages whose words stand in their document no more; ``doubtful``: documents that have such. ``themes``: those that its codebook has.
    ``person``: who last changed the project; empty where that is the machine or more people than one are in it. ``made_of``: what the project says
    of the run it is from. ``taken_for_machine``: the user under whom a program put the machine's codings. ``merged``: codes of the project that are
    one in the study.
    """

    origin: str
    marks: Mapping[Mark, Mapping[str, str] | None]
    modifiers: Mapping[Mark, str]
    documents: Mapping[str, Known]
    unknown: tuple[str, ...]
    lost: tuple[str, ...]
    doubtful: frozenset[str]
    new_codes: tuple[NewCode, ...]
    themes: frozenset[str]
    users: frozenset[str]
    person: str
    calibrated: Calibrated
    passed_over: Mapping[str, int]
    made_of: str
    taken_for_machine: str = ""
    merged: tuple[Merged, ...] = ()

    @property
    def altered(self) -> int:
        """Documents whose text is not ours."""
        return sum(not known.same for known in self.documents.values())


def gather(path: Path, held: Held) -> Returned:
    """Read a project and bring its codings to the study's documents and codes.

    Args:
        path: a .qdpx file.
        held: the study. Not changed.

    Raises:
        CorpusError: if the archive cannot be trusted or read, or nothing tells how it counts characters.
    """
    parsed = parse(unpack(path))
    calibrated = calibrate(parsed.texts)
    known, codes = recognise_documents(parsed.texts, calibrated, held), recognise_codes(parsed, held)
    users = _users(parsed, held)
    places = Places(held)
    marks: dict[Mark, Mapping[str, str] | None] = {}
    modifiers: dict[Mark, str] = {}
    lost: list[str] = []
    doubtful = {each.document_id for each, own in zip(known, _outside(parsed, calibrated), strict=True) if each and own}
    for document, text, passages in zip(known, calibrated.texts, calibrated.passages, strict=True):
        for passage in passages if document else ():
            span = places.find(document, text, passage) if document else None
            if span is None or document is None:
                lost.append(shorten(text[passage.start : passage.end], 80))
                doubtful |= {document.document_id} if document else set()
                continue
            for coding in passage.codings:
                mark = _mark(document, span, codes[coding.code], users.get(coding.user or passage.user, ""))
                marks[mark] = read_description(passage.description)
                modifiers[mark] = users.get(passage.modifier, "")
    marks, taken = _of_the_machine(marks, held, apart=MACHINE in users.values())
    return Returned(
        parsed.origin,
        marks,
        modifiers,
        {each.document_id: each for each in known if each},
        tuple(text.name for text, each in zip(parsed.texts, known, strict=True) if each is None),
        tuple(lost),
        frozenset(doubtful),
        _new_codes(parsed, codes, marks),
        frozenset(codes[code.guid].code for code in parsed.all_codes() if codes[code.guid].kind == THEME),
        frozenset(users.values()),
        _person(parsed, users),
        calibrated,
        parsed.passed_over,
        parsed.description,
        taken,
        find_merged(parsed, codes),
    )


def _outside(parsed: Parsed, calibrated: Calibrated) -> list[int]:
    """Return how many passages of each text lie outside it."""
    return [len(text.selections) - len(own) for text, own in zip(parsed.texts, calibrated.passages, strict=True)]


def _mark(document: Known, span: tuple[int, int], code: KnownCode, coder: str) -> Mark:
    return Mark(document.document_id, span[0], span[1], code.kind, code.code, coder)


def _users(parsed: Parsed, held: Held) -> dict[str, str]:
    """Return the name of each user; the machine and our coders are known by their identity.

    Where nobody has the machine's identity, for some programs give new ones, the machine is who has its very name. Who has that name beside it is
    a person, and is told from it.
    """
    machine = guid_of("user", MACHINE)
    known = {guid_of("user", name): name for name in (MACHINE, *sorted(set(held.human["coder"])))}
    named = {user.guid: known.get(user.guid) or user.name or f"user {user.guid[:8]}" for user in parsed.users}
    return {guid: NAMESAKE if name == MACHINE and machine in named and guid != machine else name for guid, name in named.items()}


def _person(parsed: Parsed, users: Mapping[str, str]) -> str:
    """Return who last changed the project, if it was one person's alone: among several it says nothing of who made a change."""
    people = set(users.values()) - {MACHINE}
    last = users.get(parsed.modifier, "")
    return last if {last} == people else ""


def _of_the_machine(marks: Mapping[Mark, Mapping[str, str] | None], held: Held, *, apart: bool) -> tuple[dict[Mark, Mapping[str, str] | None], str]:
    """Give the machine back what is its own, where a program put all codings under one user.

    That is so where every coding is under one user, or under none, and half or more of the machine's codings of these documents are there, just as
    they were. Those are nobody's judgement. Where the project lists the machine's own user (``apart``), a person's codings are the person's, however
    many of them are the machine's too.
    """
    coders = {mark.coder for mark in marks}
    user = min(coders, default="")
    if len(coders) != 1 or (apart and user):
        return dict(marks), ""
    documents = {mark.document_id for mark in marks}
    places = {_place(mark) for mark in machine_marks(held) if mark.document_id in documents and mark.kind != FRAMING}
    n = len(places & {_place(mark) for mark in marks})
    if not n or n < HALF * len(places):
        return dict(marks), ""
    every = {_place(mark) for mark in machine_marks(held)}
    given = {Mark(*_place(mark), MACHINE) if _place(mark) in every else mark: said for mark, said in marks.items()}
    return given, user or "nobody"


def _place(mark: Mark) -> tuple[str, int, int, str, str]:
    return mark.document_id, mark.start, mark.end, mark.kind, mark.code


def _new_codes(parsed: Parsed, codes: Mapping[str, KnownCode], marks: Iterable[Mark]) -> tuple[NewCode, ...]:
    """Return the codes that the study lacks; categories among them only where they are coded."""
    n = Counter(mark.code for mark in marks)
    new = [(code, codes[code.guid]) for code in parsed.all_codes() if codes[code.guid].new]
    return tuple(
        NewCode(code, known.code, n[known.code], known.like, known.ours)
        for code, known in new
        if n[known.code] or (code.codable and not code.children and not known.ours)
    )
