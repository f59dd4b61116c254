"""Say what stands at the front of a briefing and of a workbook: title, what was read, how the numbers came about, how to cite it."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from pipeline.coding_words import UNCORRECTED
from pipeline.config import Report
from pipeline.evidence import Evidence
from pipeline.wording import count, listing, listing_at_most, one_line, years

GENERAL_TITLE = "Themes across documents, places and years"
FEW_PLACES = 3  # named in the title of a study that sets none
MOST_PLACES = 6  # named in the line on what was read; the others are counted
IS_NOT = (
    "This is what the documents say. It is not a vote and not a survey: documents are not weighted by how many people they speak for, and nothing "
    "in them was checked for being true. Silence on a theme is no view of it."
)
NOT_REDACTED = (
    "For the team, not for publication: this file quotes documents as they are. It may name people, and bodies that were promised not to be tied to "
    "a view. Run make publish: what may be passed on is then in the folder published/."
)
NOT_CLEARED = (
    "For the team, not for publication: this file may quote documents that nobody has cleared for publication (quotable is not yes), and name "
    "people, and bodies that were promised not to be tied to a view. Run make publish: what may be passed on is then in the folder published/."
)


def title_of(evidence: Evidence) -> str:
    """Return the title that the study sets; else the general one, with the places where they are few."""
    places = _places(evidence)
    named = listing(places) if len(places) <= FEW_PLACES else ""
    return one_line(evidence.study.study.title) or ": ".join(filter(None, [GENERAL_TITLE, named]))


def byline(settings: Report) -> str:
    """Return who answers for the report, and its date, as far as the study says."""
    return ", ".join(filter(None, [one_line(settings.authors), one_line(settings.date)]))


def say_whose(evidence: Evidence) -> str:
    """Say that the file is not to be passed on, and why: nobody cleared some documents, or nothing was taken out of those that are cleared."""
    return NOT_CLEARED if evidence.documents["quotable"].ne("yes").fillna(value=True).any() else NOT_REDACTED


def say_read(evidence: Evidence) -> str:
    """Say in a sentence what was read."""
    documents, places = evidence.documents, _places(evidence)
    known = documents["year"].dropna()
    parts = [
        count(len(documents), "document"),
        f"{evidence.n_codable:,} of {count(len(evidence.segments), 'passage')} coded",
        f"{count(len(places), 'place')} ({listing_at_most(places, MOST_PLACES)})" if places else "no places given",
        years(int(known.min()), int(known.max())) if len(known) else "no dates known",
    ]
    undated = [f"{count(len(evidence.undated), 'document')} undated"] if evidence.undated else []
    return f"{'; '.join([*parts, *undated])}."


def say_standing(evidence: Evidence) -> str:
    """Say whether people have corrected the machine's codes."""
    coder = evidence.study.code_themes.coder
    if bool(evidence.trends["corrected"].any()):
        return f"Coded by machine ({coder}). Numbers marked so are corrected by human codes; the rest is {UNCORRECTED}."
    return f"{UNCORRECTED.capitalize()} ({coder}): no person has corrected the codes, and no share is adjusted for the machine’s errors."


def say_licence(evidence: Evidence) -> str:
    """Say under which terms the documents may be used again, as far as the study says."""
    given = evidence.documents["licence"].map(one_line, na_action="ignore")
    named = sorted(given.dropna().unique())
    missing = int(given.isna().sum())
    if not named:
        return "Terms of reuse of the documents: not given. Ask their publishers before quoting at length."
    rest = f"; not given for {count(missing, 'document')}" if missing else ""
    return f"Terms of reuse of the documents: {listing_at_most(named, 3)}{rest}."


def say_citation(evidence: Evidence, settings: Report) -> str:
    """Say how to cite the file, and of which version it is."""
    named = ", ".join(filter(None, [one_line(settings.authors), title_of(evidence), one_line(settings.date)]))
    codebook = f"{evidence.study.study.codebook.name}, version {one_line(evidence.codebook.version)}"
    return f"Cite as: {named}. Codebook: {codebook}. Made with Themeline {_version()}; run.json beside this file has inputs, settings and versions."


def _places(evidence: Evidence) -> list[str]:
    return sorted({one_line(place) for place in evidence.documents["place"].dropna()})


def _version() -> str:
    try:
        return version("themeline")
    except PackageNotFoundError:
        return "(version not known)"
