"""List what people decided in a study, by number: never whose words, and not by whom."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.package.facts import Facts, Statement, counted, recorded
from pipeline.package.open_up import changed_settings

ABSENT = "absent"
FILES = {
    "manifest": "Dates, places, kinds and permissions of the documents (manifest.csv)",
    "crosswalk_decisions": "How topics and themes meet (decisions/crosswalk.csv)",
    "decision_files": "Quotes, findings and recommendations (decisions/)",
    "human_codes": "Codes of people (codes/)",
}
PEOPLES = ("decisions: ", "review: ")


def decided(facts: Facts) -> list[Statement]:
    """Return the decisions: which files of people the run took, how many rows of each kind, and what was chosen of codebook, coder and models."""
    return [*_chosen(facts), *_files(facts), *_rows(facts)]


def _chosen(facts: Facts) -> Iterator[Statement]:
    record = facts.record
    yield Statement(
        "codebook", "Which themes", "decided", f"Version {record['codebook_version']}.", ("codebook.toml: version", recorded("inputs", "codebook"))
    )
    changed = {(section, name) for section, name, _, _ in changed_settings(record["settings"])}
    for section, name in (("code_themes", "coder"), ("embed", "encoder"), ("discover", "topic_model")):
        basis = "decided" if (section, name) in changed else "default of the program"
        yield Statement(f"[{section}] {name}", "Which method", basis, str(facts.setting(section, name)), (recorded("settings", section, name),))
    for stage in sorted(record["models"]):
        yield Statement(f"model of {stage}", "Which fitted model", "fitted by a run, and kept", record["models"][stage], (recorded("models", stage),))


def _files(facts: Facts) -> Iterator[Statement]:
    inputs = facts.record["inputs"]
    for name, asks in FILES.items():
        taken = inputs[name] != ABSENT and not (name == "decision_files" and not any(what.startswith("decisions: ") for what in facts.counts))
        yield Statement(
            name, asks, "decided" if taken else "none", "Taken, as the hash says." if taken else "The run took none.", (recorded("inputs", name),)
        )


def _rows(facts: Facts) -> Iterator[Statement]:
    for what in sorted(name for name in facts.counts if name.startswith(PEOPLES)):
        yield Statement(what, "How many rows", "decided", f"{facts.n(what):,}", counted(what))
    inferred = "documents: date_basis inferred by a person"
    if facts.n(inferred):
        yield Statement("dates", "Dates that a person inferred", "decided", f"{facts.n(inferred):,} documents", counted(inferred))
