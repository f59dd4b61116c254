"""List what the study assumes, each with where it can be seen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.package.facts import Facts, Statement, counted, recorded, there
from pipeline.package.open_up import changed_settings
from pipeline.problem_codes import CODES
from pipeline.wording import count

SET = "set by the study"
DEFAULT = "default of the program"
RULE = "rule of the program"
FOUND = "found in the documents"
PROBLEM = "problems: "


def assume(facts: Facts) -> list[Statement]:
    """Return the assumptions: rules, settings that differ from their defaults, what was not known, and what was not used."""
    return [*_rules(facts), *_chosen(facts), *_settings(facts.record["settings"]), *_not_known(facts), *_problems(facts)]


def _rules(facts: Facts) -> Iterator[Statement]:
    """Yield what holds in every study."""
    n, m = facts.n("documents"), facts.n("independent sources")
    yield Statement(
        "unit",
        "What is independent of what",
        RULE,
        f"{count(n, 'document')} of {count(m, 'source')}; documents that share a source vary together.",
        counted("documents", "independent sources"),
    )
    codable, every, again = facts.n("codable segments"), facts.n("segments"), facts.n("segments that repeat another")
    yield Statement(
        "coded",
        "Which passages count",
        RULE,
        f"{codable:,} of {every:,} segments are codable; {again:,} repeat another, which counts once.",
        (*counted("codable segments", "segments", "segments that repeat another"), recorded("settings", "segment", "codable_kinds")),
    )
    corrected = facts.n("corrected shares")
    says = (
        f"{corrected:,} shares are corrected by human codes, the others are not."
        if corrected
        else "Codes are a machine's; no share is corrected by human codes."
    )
    yield Statement("codes", "How right the codes are", RULE, says, ("csv/trends.csv: corrected", *counted("corrected shares")))


def _chosen(facts: Facts) -> Iterator[Statement]:
    """Yield what a study may set, and whether this one did."""
    settings = facts.record["settings"]
    track, changed = settings["track"], {(section, name) for section, name, _, _ in changed_settings(settings)}

    def basis(section: str, *names: str) -> str:
        return SET if changed & {(section, name) for name in names} else DEFAULT

    design = "these documents are a sample of others like them" if track["design"] == "sample" else "there are no other documents (census)"
    yield Statement(
        "design",
        "For what the documents stand",
        basis("track", "design"),
        f"{design[0].upper()}{design[1:]}.",
        (recorded("settings", "track", "design"),),
    )
    limits = ("floor", "alpha", "margin", "draws", "permutations")
    said = ", ".join(f"{name} {track[name]}" for name in limits)
    yield Statement(
        "limits",
        "From where on something is claimed",
        basis("track", *limits),
        f"{said}.",
        tuple(recorded("settings", "track", name) for name in limits),
    )
    yield Statement(
        "exemplars",
        "From what the coder learnt",
        basis("study", "exemplars"),
        "Labelled paragraphs, known by their hash; who wrote and coded them is for the study to say.",
        (recorded("inputs", "exemplars"),),
    )
    if facts.published:
        least = facts.setting("publish", "threshold")
        yield Statement(
            "small counts",
            "Which counts of people are shown",
            basis("publish", "threshold"),
            f"None from 1 to {least - 1}.",
            (recorded("settings", "publish", "threshold"),),
        )


def _settings(settings: Mapping[str, Any]) -> Iterator[Statement]:
    for section, name, value, default in changed_settings(settings):
        yield Statement(
            f"[{section}] {name}",
            "A setting that is not at its default",
            SET,
            f"{_plain(value)}; default: {_plain(default)}",
            (recorded("settings", section, name),),
        )


def _plain(value: Any) -> str:
    return (value or "empty") if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _not_known(facts: Facts) -> Iterator[Statement]:
    for what, asks, says in (
        ("documents without a date", "When", "no date; coded and quoted, and on no timeline."),
        ("documents: date_basis stated", "When", "dated by what the document states itself."),
        ("documents: date_basis file name", "When", "dated by the name of the file."),
        ("documents: date_basis inferred by a person", "When", "dated by a person, who inferred it."),
        ("documents: quotable not given", "What may be quoted", "nobody said whether it may be quoted: taken for no."),
        ("documents: attribution not given", "Who may be named", "nobody said who may be named: nobody is named as the speaker."),
    ):
        if facts.n(what):
            yield Statement(what, asks, FOUND, f"{count(facts.n(what), 'document')}: {says}", counted(what))


def _problems(facts: Facts) -> Iterator[Statement]:
    meanings = {code.name: code.meaning for code in CODES}
    for what in sorted(name for name in facts.counts if name.startswith(PROBLEM)):
        code = what.removeprefix(PROBLEM).split(" ")[1]
        yield Statement(
            what.removeprefix(PROBLEM),
            "What was not as it should be, or not used",
            FOUND,
            f"{facts.n(what):,}: {meanings.get(code, code)}",
            there(facts, [what]),
        )
