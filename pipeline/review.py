"""Put everything that was found before a person, and return what the person decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.bodies_found import bodies_in
from pipeline.cells_published import cells_published
from pipeline.errors import PipelineError
from pipeline.finding import DECISIONS, Finding, key_of_name
from pipeline.findings import Beside, Findings, gather
from pipeline.inputs import Inputs
from pipeline.kept_names import KeptNames
from pipeline.people import give_pseudonyms
from pipeline.review_file import read_decisions, read_key, undecided, write_key, write_review
from pipeline.schema import tuples
from pipeline.shown_spans import Shown, shown_spans

MOST_SHOWN = 3


@dataclass(frozen=True)
class Decided:
    """What was found, what people decided on it, and the pseudonyms by the key of the person."""

    findings: Findings
    decisions: Mapping[str, str]
    pseudonyms: Mapping[str, str]

    def on(self, row: Finding) -> str:
        """Return what is decided on a row; what would not be published and nobody decided on goes as it is proposed."""
        return self.decisions.get(row.review_id, DECISIONS[row.kind][0])


def review(inputs: Inputs, tables: Mapping[str, pd.DataFrame], private: Path) -> Decided:
    """Gather what was found, write it for review, and return what was decided.

    Raises:
        PipelineError: if something that would be published is not decided.
    """
    shown = shown_spans(tables)
    written = tables["decisions"].loc[tables["decisions"]["decision"] == "finding", "text"]
    documents = with_settled(with_further(tables["documents"], tables["covariates"]), tables["problems"])
    find, cells = KeptNames(inputs.cache), cells_published(tables, inputs.take("exemplars"))
    asked = read_decisions(inputs.request.corpus / "decisions")
    findings = gather(documents, tables["blocks"], shown, Beside(tuple(written), cells, tuple(asked.values()), _bodies(tables, shown)), find)
    find.forget_others()
    decisions = {**findings.decided, **{review_id: one.decision for review_id, one in asked.items()}}
    pseudonyms = give_pseudonyms([person for person in findings.people if not person.official], read_key(private))
    decided = Decided(findings, decisions, pseudonyms)
    in_place = {row.review_id: _in_place(row, pseudonyms) for row in findings.rows}
    files = write_review(private, findings.rows, decisions, in_place)
    write_key(private, pseudonyms, {person.key: person.name for person in findings.people})
    open_ = undecided(findings.rows, decisions)
    if open_:
        raise PipelineError(_say_undecided(open_, files, inputs.request.corpus / "decisions"))
    return decided


def with_further(documents: pd.DataFrame, covariates: pd.DataFrame) -> pd.DataFrame:
    """Return documents with ``further``: the values of further columns of the manifest, by which shares may be given."""
    further = covariates.sort_values(["document_id", "name"]).groupby("document_id")["value"].agg("\n\n".join)
    return documents.assign(further=documents["document_id"].map(further).astype("object").where(lambda own: own.notna(), None))


def with_settled(documents: pd.DataFrame, problems: pd.DataFrame) -> pd.DataFrame:
    """Return documents with ``settled``: the attribution that the manifest says; nothing where a promise alone set it to none."""
    promised = problems.loc[problems["code"] == "promise", "path"]
    return documents.assign(settled=documents["attribution"].mask(documents["path"].isin(promised)))


def _bodies(tables: Mapping[str, pd.DataFrame], shown: Shown) -> dict[str, list[str]]:
    documents, blocks = tables["documents"], tables["blocks"]
    found = {}
    for row in tuples(documents[(documents["attribution"] == "none") & documents["document_id"].isin(list(shown))]):
        own = [value for value in (row.publisher, row.place) if isinstance(value, str)]
        found[row.document_id] = bodies_in(row.text, list(tuples(blocks[blocks["document_id"] == row.document_id])), shown[row.document_id], own)
    return found


def _in_place(row: Finding, pseudonyms: Mapping[str, str]) -> str:
    if row.kind in {"person", "official"}:
        return next((name for key, name in pseudonyms.items() if key == key_of(row)), "[Official]")
    return "" if row.kind in {"third party", "blame", "exempt item", "promise"} else f"[{row.kind}]"


def _say_undecided(open_: Sequence[Finding], files: Sequence[Path], folder: Path) -> str:
    first = "\n".join(f"  {row.review_id}: {row.kind}, first in {row.path}" for row in open_[:MOST_SHOWN])
    named = " and ".join(str(path) for path in files)
    return (
        f"{len(open_):,} of what would be published {'is' if len(open_) == 1 else 'are'} not decided on; nothing is published.\n{first}\n"
        f"Fill in the column decision of {named} (may_be says with what), copy both to {folder}, and publish again."
    )


def key_of(row: Finding) -> str:
    """Return the key of the person whom a row is about."""
    return key_of_name(row.found)


def kinds_of(decided: Decided) -> dict[str, str]:
    """Say by the key of a person what a hit is called: never the name."""
    return {key_of(row): f"name ({row.review_id})" for row in decided.findings.rows if row.kind in {"person", "official"}}
