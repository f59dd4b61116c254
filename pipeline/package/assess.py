"""Hold a run against the levels of a reproducible analytical pipeline: yes only where this package shows it.

Source: NHS England, Levels of RAP, and the cross-government RAP minimum standard, in our words.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.package.facts import Facts, Statement, recorded, stood

YES, PARTLY, OPEN = "yes", "partly", "open"
NOT_SHOWN = "The run does not show it."


def assess(facts: Facts) -> list[Statement]:
    """Return the self-check: level and criterion, yes, partly or open, and where it can be seen."""
    return [*_baseline(facts), *_silver(facts), *_gold(facts)]


def _baseline(facts: Facts) -> Iterator[Statement]:
    record = facts.record
    at = stood(record)
    yield Statement("baseline", "Open-source language", YES, f"Python {record['versions']['python']}.", (recorded("versions", "python"),))
    yield Statement(
        "baseline",
        "Version control",
        (YES if record.get("git_clean") else PARTLY) if at else OPEN,
        f"The program stood at {at}." if at else "No commit is recorded.",
        (recorded("git_commit"), *([recorded("git_clean")] if "git_clean" in record else [])),
    )
    lacking = " Documents, manifest and exemplars, known by their hashes, are not here." if facts.published else ""
    steps = f"Named in README.md, with settings and codebook.{lacking}"
    yield Statement("baseline", "Steps to do it again", PARTLY if lacking else YES, steps, ("README.md", "study.toml", "codebook.toml"))
    yield Statement("baseline", "Peer review of the code", OPEN, NOT_SHOWN)
    yield Statement("baseline", "Published in the open", OPEN, "Where this package is put is for the authors to say.")


def _silver(facts: Facts) -> Iterator[Statement]:
    by_hand = "; what is published rests on what people decided, row by row" if facts.published else ""
    yield Statement(
        "silver",
        "Few steps by hand",
        PARTLY if facts.published else YES,
        f"One command makes the run from its inputs{by_hand}.",
        ("README.md", recorded("inputs")),
    )
    yield Statement(
        "silver",
        "Guidance for users",
        PARTLY,
        "What each method does and does not claim is here; the other pages are the program's.",
        ("methods.md", "method.html"),
    )
    yield Statement("silver", "Structure and docstrings of the code", OPEN, f"{NOT_SHOWN} The code is not in this package.")
    yield Statement(
        "silver", "Standard folders", YES, "Laid out and described as RO-Crate and Data Package.", ("ro-crate-metadata.json", "datapackage.json")
    )
    yield Statement("silver", "Functions that can be used again, coding standard", OPEN, f"{NOT_SHOWN} The code is not in this package.")
    yield Statement("silver", "Tests", OPEN, "The program has tests; that they passed is not recorded by a run. Run make test at the commit named.")
    yield Statement(
        "silver",
        "Dependencies",
        YES,
        "Every package with its version and hash; the lock's own hash is in the record.",
        ("environment/requirements.lock", recorded("versions", "lock")),
    )
    yield Statement(
        "silver",
        "Logs that write themselves",
        YES,
        "Inputs, settings, versions, seeds and outputs; problems are counted.",
        ("run.json", "review/counts.csv"),
    )
    yield Statement("silver", "Tidy data", YES, "One table a file, each column with type and meaning.", ("datapackage.json",))


def _gold(facts: Facts) -> Iterator[Statement]:
    version = facts.record["versions"]["themeline"]
    yield Statement(
        "gold", "Code as a package", YES if version else OPEN, f"themeline {version}." if version else NOT_SHOWN, (recorded("versions", "themeline"),)
    )
    yield Statement("gold", "Continuous integration", OPEN, NOT_SHOWN)
    yield Statement("gold", "Runs that start by themselves", OPEN, NOT_SHOWN)
    yield Statement(
        "gold",
        "Changes that are signposted",
        PARTLY,
        "Versions of program and codebook are recorded; what changed between them is not in this package.",
        (recorded("versions", "themeline"), recorded("codebook_version")),
    )
