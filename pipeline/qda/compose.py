"""Compose a REFI-QDA project from a study: users, codes, variables, documents with their coded passages, sets of places, memos."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import pandas as pd

from pipeline.qda.arrange_codes import OTHER, arrange_codes, code_guid
from pipeline.qda.clean import plain_text, unique_names, xml_name, xml_text
from pipeline.qda.describe import Sayings, describe_passage, describe_source, sayings_of
from pipeline.qda.identify import MACHINE, guid_of, source_guid
from pipeline.qda.load import Held
from pipeline.qda.mark import Mark, held_marks
from pipeline.qda.memo import METHOD
from pipeline.qda.project import Coding, Group, Note, Project, Selection, Source, User, Variable
from pipeline.schema import tuples

ORIGIN = "Themeline"
NO_DATE = "2000-01-01T00:00:00Z"  # where [report] date is empty: an export holds no clock time
VARIABLES = {"place": "Text", "year": "Integer", "source_type": "Text", "publisher": "Text", "date": "Text"}
Place = tuple[str, int, int, str]  # document_id, start, end, coder


def compose(held: Held, notes: Mapping[str, str], version: str) -> Project:
    """Compose a project.

    Args:
        held: the study, with the documents that go out; passages of others are left out. Not changed.
        notes: memos by their name, the method's among them: its first and last paragraph describe the project.
        version: of Themeline.

    Returns:
        A project whose every passage is a slice of its document's text, half-open in code points. Everything is sorted; every GUID depends on
        what the thing is alone.
    """
    going = set(held.documents["document_id"])
    marks = sorted(mark for mark in held_marks(held) if mark.document_id in going)
    date = f"{held.date}T00:00:00Z" if _is_day(held.date) else NO_DATE
    coders = sorted({mark.coder for mark in marks} - {MACHINE})
    machine, names = guid_of("user", MACHINE), unique_names((name, name) for name in [MACHINE, *coders])
    variables = _variables(held.covariates)
    sources = _sources(held, marks, variables)
    paragraphs = notes[METHOD].split("\n\n")
    return Project(
        xml_name(held.title, "A Themeline study"),
        f"{ORIGIN} {version}",
        date,
        machine,
        users=tuple(User(guid_of("user", name), named) for name, named in names.items()),
        codes=arrange_codes(held.codebook, {mark.code for mark in marks if mark.kind == OTHER}, framed=len(held.framings) > 0),
        variables=variables,
        sources=sources,
        notes=tuple(Note(guid_of("note", name), name, f"{guid_of('note file', name)}.txt", plain_text(text)) for name, text in notes.items()),
        groups=_places(held.documents),
        description=xml_text(f"{paragraphs[0]}\n{paragraphs[-1]}"),
    )


def _is_day(date: str) -> bool:
    return len(date) == 10 and not pd.isna(pd.to_datetime(date, format="%Y-%m-%d", errors="coerce"))


def names_of_sources(documents: pd.DataFrame) -> dict[str, str]:
    """Return the name of each document in a project: its path with dashes for folders, which are not exchanged; unique, at most 100 characters."""
    paths = [(row.document_id, row.path.replace("/", " - ").replace("\\", " - ")) for row in tuples(documents.sort_values("document_id"))]
    return unique_names((name, path if len(path) <= 100 else f"…{path[-80:]}") for name, path in paths)


def _variables(covariates: pd.DataFrame) -> tuple[Variable, ...]:
    named = sorted(set(covariates["name"])) if len(covariates) else []
    names = unique_names([*((name, name) for name in VARIABLES), *((f"covariate {name}", name) for name in named)])
    return tuple(Variable(guid_of("variable", key), name, VARIABLES.get(key, "Text")) for key, name in names.items())


def _sources(held: Held, marks: Sequence[Mark], variables: Sequence[Variable]) -> tuple[Source, ...]:
    names, sayings = names_of_sources(held.documents), sayings_of(held)
    values = _values(held, {variable.guid for variable in variables})
    by_document: dict[str, dict[Place, list[Mark]]] = defaultdict(lambda: defaultdict(list))
    for mark in marks:
        by_document[mark.document_id][mark.document_id, mark.start, mark.end, mark.coder].append(mark)
    made = []
    for row in tuples(held.documents.sort_values("document_id")):
        guid, text = source_guid(row.document_id, row.sha256), plain_text(row.text)
        passages = [_selection(guid, text, place, own, sayings) for place, own in sorted(by_document[row.document_id].items())]
        name = names[row.document_id]
        made.append(Source(guid, name, f"{guid_of('file', guid)}.txt", text, describe_source(row), tuple(passages), tuple(values[row.document_id])))
    return tuple(made)


def _selection(source: str, text: str, place: Place, marks: Sequence[Mark], sayings: Sayings) -> Selection:
    _, start, end, coder = place
    guid, user = guid_of("selection", source, start, end, coder), guid_of("user", coder)
    codings = tuple(Coding(guid_of("coding", guid, mark.kind, mark.code), code_guid(mark.kind, mark.code), user) for mark in marks)
    return Selection(guid, xml_name(text[start:end], f"{start}-{end}"), start, end, describe_passage(place, marks, sayings), user, codings=codings)


def _values(held: Held, known: set[str]) -> dict[str, list[tuple[str, str]]]:
    """Return for each document the values of its variables, those not known left out, in the order of the variables."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in tuples(held.documents):
        own = [(guid_of("variable", name), getattr(row, name)) for name in VARIABLES]
        found[row.document_id] += [(guid, xml_text(str(value))) for guid, value in own if pd.notna(value)]
    for row in tuples(held.covariates.sort_values(["document_id", "name"])) if len(held.covariates) else ():
        guid = guid_of("variable", f"covariate {row.name}")
        if guid in known and row.value:
            found[row.document_id].append((guid, xml_text(row.value)))
    return found


def _places(documents: pd.DataFrame) -> tuple[Group, ...]:
    """Return a set for each place; its name says so, for some programs turn sets into properties of documents."""
    guids = {row.document_id: source_guid(row.document_id, row.sha256) for row in tuples(documents)}
    placed = documents[documents["place"].notna()].sort_values("document_id")
    grouped = [(str(place), [guids[name] for name in rows["document_id"]]) for place, rows in placed.groupby("place", sort=True)]
    names = unique_names((place, f"Place: {place}") for place, _ in grouped)
    return tuple(Group(guid_of("place", place), names[place], tuple(sorted(members))) for place, members in grouped)
