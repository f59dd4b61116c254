"""Answer the items of COREQ that the run can answer, and leave the others to the authors.

Source: Tong, Sainsbury, Craig (2007), Consolidated criteria for reporting qualitative research (COREQ), Int J Qual Health Care 19, 349-357.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.exporters.coreq import ITEMS
from pipeline.package.facts import Facts, Statement, counted, recorded, stood, there
from pipeline.wording import count

FILLED, LEFT = "filled by the run", "for the authors"
FOR_AUTHORS = {  # in our words; the run knows nothing of them
    1: "Who spoke with people",
    2: "Credentials of the researchers",
    3: "Their occupation",
    4: "Their gender",
    5: "Their experience and training",
    6: "Whether they knew the people before",
    7: "What people knew of the researchers",
    8: "What the researchers bring with them: interests, assumptions",
    10: "How documents or people were chosen",
    11: "How they were approached",
    13: "Who refused or dropped out, and why",
    14: "Where the data were collected",
    15: "Who else was present",
    17: "Which questions were asked, and whether they were tried out",
    18: "Whether anybody was asked again",
    19: "Whether sound or picture was recorded",
    20: "Whether notes were taken in the field",
    21: "How long meetings or interviews took",
    23: "Whether people saw what was written down",
    28: "Whether people commented on the findings",
}
SHOWN_BY = {29: ("quotes in this package",), 32: ("quotes: dissenting",)}  # what must be there for an item to be filled


def answer(facts: Facts) -> list[Statement]:
    """Return one statement an item, 1 to 32: what the run shows with its evidence, or that it is for the authors."""
    asked = {int(number): asks for number, asks, _ in ITEMS}
    empty = {number for number, counts in SHOWN_BY.items() if not any(map(facts.n, counts)) and not (number == 32 and _n_sub(facts))}
    filled = {
        number: Statement(str(number), asked[number], LEFT if number in empty else FILLED, says, evidence)
        for number, (says, evidence) in _filled(facts).items()
    }
    left = {number: Statement(str(number), asks, LEFT, "") for number, asks in FOR_AUTHORS.items()}
    return [statement for _, statement in sorted((filled | left).items())]


def _n_sub(facts: Facts) -> int:
    return sum(theme.parent is not None for theme in facts.codebook.theme)


def _filled(facts: Facts) -> Mapping[int, tuple[str, tuple[str, ...]]]:
    coder, version = facts.setting("code_themes", "coder"), facts.record["codebook_version"]
    n_themes = len(facts.codebook.theme)
    n_sub, undated = _n_sub(facts), facts.n("documents without a date")
    dates = f"{count(undated, 'has', 'have')} no date" if undated else "all have a date"
    themes = f"{count(n_themes, 'theme')}, {n_sub} of them sub-codes"
    return {
        9: (
            f"Themes of a codebook (version {version}) were applied to passages by machine ({coder}).",
            ("method.html", "codebook.toml: version", recorded("settings", "code_themes", "coder")),
        ),
        12: (
            f"{count(facts.n('documents'), 'document')} of {count(facts.n('independent sources'), 'source')}. Documents, not people, are the unit.",
            counted("documents", "independent sources"),
        ),
        16: (
            f"Place, kind and date of each document are listed; {dates}.",
            ("csv/documents.csv: place", "csv/documents.csv: source_type", "csv/documents.csv: date", *counted("documents without a date")),
        ),
        22: (
            _saturation(facts),
            ("csv/topics.csv", *counted("codable segments with a theme", "codable segments"), *there(facts, ["topics: free"])),
        ),
        24: (_coders(facts, coder), (recorded("settings", "code_themes", "coder"), *counted("segments that people coded by chance"))),
        25: (f"{themes[0].upper()}{themes[1:]}, with definitions, and cases in and out.", ("codebook.toml: theme",)),
        26: (
            "Themes were set beforehand by the codebook; topics came out of the documents and are held apart from them.",
            ("codebook.toml: theme", "csv/topics.csv: kind", "csv/crosswalk.csv: relation"),
        ),
        27: (_software(facts), (recorded("versions", "themeline"), recorded("git_commit"), "environment/requirements.lock")),
        29: (
            f"{count(facts.n('quotes in this package'), 'quote')}, each with its citation.",
            ("csv/quotes.csv: citation", *counted("quotes in this package")),
        ),
        30: (
            "Every share, shift and contrast has its numbers of documents; every figure names its tables.",
            ("csv/trends.csv: n_documents", "csv/shifts.csv: n_from", "csv/contrasts.csv: n_a", "ro-crate-metadata.json"),
        ),
        31: (f"Shares of {themes}, by group and period.", ("csv/trends.csv: share", "codebook.toml: theme")),
        32: (
            f"{count(n_sub, 'sub-code')}; {count(facts.n('quotes: dissenting'), 'dissenting quote')} chosen in the run.",
            ("codebook.toml: theme", *counted("quotes in this package"), *there(facts, ["quotes: dissenting"])),
        ),
    }


def _saturation(facts: Facts) -> str:
    with_theme, codable = facts.n("codable segments with a theme"), facts.n("codable segments")
    free = count(facts.n("topics: free"), "topic")
    return f"No rule decided it. {with_theme:,} of {codable:,} codable segments carry a theme; {free} came out of the documents beside the codebook."


def _coders(facts: Facts, coder: str) -> str:
    n = facts.n("segments that people coded by chance")
    people = (
        f"people coded {count(n, 'segment')} drawn by chance, to hold it against"
        if n
        else "no segment drawn by chance was coded by people: uncorrected"
    )
    return f"A machine ({coder}); {people}."


def _software(facts: Facts) -> str:
    at = stood(facts.record) or "no commit recorded"
    return f"Themeline {facts.record['versions']['themeline']}, {at}, with the packages of the lock."
