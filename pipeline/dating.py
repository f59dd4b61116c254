"""Date a document from itself and its name, and tell where these do not agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline import dates
from pipeline.rows import problem
from pipeline.stated import changed, impossible, stated

TABLES = frozenset({"text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"})  # a respondent's words date nothing
LOOK = "Look which is right, and give the date in the manifest."


def date_of(path: str, text: str, given: str | None) -> tuple[dates.Date | None, str]:
    """Date a document from itself, else from its name.

    What the text plainly says of its meeting, event or release comes first, then what the file's own data say (``given``),
    then a date that merely stands in the first lines, unless the name says otherwise, then the name. A year that no document
    can be from is passed over. Where ``given`` is empty, not None, the file says that no date is known, and nothing is looked at.
    """
    if given == "":
        return None, "none"
    named, found = dates.from_name(path), stated(text)
    named = named if named and named.possible else None
    found = found if found and found.date.possible else None
    own = found.date if found and found.of_meeting else dates.parse(given or "")
    if own is None and found and (named is None or named.agrees(found.date)):
        own = found.date
    if own is not None:
        return own, "stated"
    return (named, "file name") if named else (None, "none")


def in_doubt(path: str, own: Mapping[str, object]) -> Iterator[dict[str, str]]:
    """Report years that no document can be from, days that are none, a day of change, and a text and a name that give different dates.

    Args:
        path: the document's.
        own: its date, date_basis and text, by no manifest.

    Yields:
        At most one row: ``impossible-date``, ``date-not-taken`` or ``date-conflict``.
    """
    own = {**own, "text": ""} if own.get("media_type") in TABLES else own
    named, found = dates.from_name(path), stated(str(own["text"]))
    inside = found.date if found else None
    wrong = [f"{date.iso} in its {where}" for date, where in ((inside, "text"), (named, "name")) if date and not date.possible]
    if wrong:
        taken = f"{own['date']} is taken" if own["date"] else "it is used without a date"
        message = f"{path} says {' and '.join(wrong)}, which is before {dates.FIRST_YEAR} or after {dates.LAST_YEAR}; {taken}"
        yield problem(path, "impossible-date", message, "Give the date in the manifest.", "warning")
        return
    if others := (*_no_day(path, own), *_not_taken(path, own)):
        yield others[0]
        return
    if own["date_basis"] == "stated":
        inside = dates.parse(str(own["date"]))
    if named and inside and own["date"] and not inside.agrees(named):
        message = f"{path} says {inside.iso} in its text, its name says {named.iso}; {own['date']} is taken"
        yield problem(path, "date-conflict", message, LOOK, "warning")


def _no_day(path: str, own: Mapping[str, object]) -> Iterator[dict[str, str]]:
    """Report a 31 February in the text or the name of a document for which no other day is found."""
    date = dates.parse(str(own["date"] or ""))
    days = ((impossible(str(own["text"])), "text"), (dates.impossible_in_name(path), "name"))
    wrong = [f"{day} in its {where}" for day, where in days if day]
    if wrong and (date is None or date.precision != "day"):
        taken = f"{own['date']} is taken" if own["date"] else "it is used without a date"
        yield problem(
            path, "impossible-date", f"{path} says {' and '.join(wrong)}, which is no day; {taken}", "Give the date in the manifest.", "warning"
        )


def _not_taken(path: str, own: Mapping[str, object]) -> Iterator[dict[str, str]]:
    """Report a day on top of a document without a date, when that is the day of its last change."""
    line = None if own["date"] else changed(str(own["text"]))
    if line:
        message = f"{path} says {line[:60]!r} on top; that is when it was changed, so it is not taken, and it is used without a date"
        yield problem(path, "date-not-taken", message, "Look when it was first published, and give the date in the manifest.", "note")


def against_manifest(path: str, own: Mapping[str, object], taken: str | None) -> Iterator[dict[str, str]]:
    """Report a document that gives another date of itself than the manifest, which is taken; a mere name weighs less."""
    given, found = dates.parse(taken or ""), dates.parse(str(own["date"] or ""))
    if given is None or found is None or found.agrees(given):
        return
    stated_so = own["date_basis"] == "stated"
    message = f"{path} has the date {given.iso} in the manifest, its {'text' if stated_so else 'name'} says {found.iso}; {given.iso} is taken"
    remedy = "Look which is right. Correct the manifest, or write manifest under its date_basis if its date is right."
    yield problem(path, "date-conflict", message, remedy, "warning" if stated_so else "note")
