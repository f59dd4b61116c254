"""What the summary claims, and what it warns of."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from invented_study import Invented, contrast, shift

from pipeline.claims import claim_contrasts, claim_shifts, claim_sizes
from pipeline.evidence import Evidence
from pipeline.measured_tables import contrasts_table, shifts_table, trends_table
from pipeline.tables import TABLES
from pipeline.warn import warn_of_codebook

MANY = Invented(years=(2000,) * 24)


def evidence(invented: Invented, **changes: Any) -> Evidence:
    return Evidence(**invented.tables() | changes)


def counts(invented: Invented, **found: int) -> Any:
    """Themes found once each in so many documents, whatever the codings say."""
    table = invented.document_themes()
    rank = table.groupby("theme_id").cumcount()
    assigned = (rank < table["theme_id"].map(found).fillna(0)).astype("Int64")
    return table.assign(n_assigned=assigned, share=(assigned / table["n_segments"]).astype(float))


def test_a_codebook_that_hardly_occurs_is_warned_of_with_numbers_and_remedy() -> None:
    rare = evidence(MANY, document_themes=counts(MANY, image=1, economy=4))
    warning = warn_of_codebook(rare)
    assert warning.startswith("The codebook hardly occurs in these documents: of 2 themes, 2 are in so few of 24 documents or 96 codable segments")
    assert "Image (n = 1 document, 1 segment)" in warning
    assert "Economy (n\u00a0=\u00a04 documents, 4 segments)" in warning
    assert "make find" in warning
    assert warning in claim_shifts(rare).note
    assert warning in claim_shifts(evidence(MANY, document_themes=counts(MANY, image=1, economy=4), shifts=TABLES["shifts"].frame([shift()]))).note
    assert warn_of_codebook(evidence(MANY, document_themes=counts(MANY, image=1, economy=5))) == ""


@pytest.mark.parametrize(
    "study", [Invented(), MANY, Invented(years=(2008, 2010, 2013, None, None)), Invented(years=(2008,))], ids=["three", "many", "five", "one"]
)
def test_themes_that_occur_are_not_warned_of(study: Invented) -> None:
    assert warn_of_codebook(evidence(study)) == ""


def test_a_theme_that_is_nowhere_comes_with_what_would_be_compatible() -> None:
    trends = MANY.trends()
    none = trends.assign(**{name: trends[name].mask(trends["subject_id"] == "economy", 0) for name in ("share", "low", "high")})
    sizes = {claim.subject: claim.sentence for claim in claim_sizes(evidence(MANY, trends=none))}
    assert sizes["Economy"] == (
        ": none found in n = 24 documents, 96 segments; at most 11.7% of such documents with it would be compatible, at 95% (machine-coded, uncorrected)."
    )
    row = next(row for row in trends_table(evidence(MANY, trends=none), "theme", "all").rows if row[0].text == "Economy")
    assert "up to 11.7%" in row


def test_under_the_floor_none_is_said_without_a_bound() -> None:
    study = Invented(years=(2008,))
    sizes = {claim.subject: claim.sentence for claim in claim_sizes(evidence(study))}
    assert sizes["Economy"] == ": none found in n = 1 document, 4 segments (machine-coded, uncorrected)."


def test_tables_say_of_what_size_there_is_no_change_and_why_nothing_is_claimed() -> None:
    rows = [shift(verdict="no change", reason="within the margin"), shift(kind="trend", verdict="no clear change", reason="q too high")]
    shown = shifts_table(evidence(MANY, shifts=TABLES["shifts"].frame(rows))).rows
    small = "no change of 10 points or more (90% interval); a smaller one is likely, for the 95% interval leaves out 0"
    assert {row[8] for row in shown} == {small, "no clear change (q too high)"}
    contrasts = TABLES["contrasts"].frame([contrast(verdict="no difference", reason="within the margin"), contrast(subject_id="image")])
    shown = contrasts_table(evidence(MANY, contrasts=contrasts)).rows
    assert [row[8] for row in shown] == ["higher in documents from Luton", small.replace("no change", "no difference")]


def test_the_size_of_a_theme_that_its_definition_alone_teaches_is_called_an_assumption() -> None:
    study = evidence(MANY)
    codings = study.codings.assign(why=study.codings["why"].mask(study.codings["assigned"], "by its definition alone, among the 10% most like it"))
    said = [claim.sentence for claim in claim_sizes(evidence(MANY, codings=codings))]
    assert said
    assert all("assumed and not found" in text and "band" not in text for text in said)
    assert not any("assumed" in claim.sentence for claim in claim_sizes(study))


def test_a_shift_and_a_difference_of_a_theme_that_its_definition_alone_teaches_say_so_unless_codes_correct_them() -> None:
    codings = evidence(MANY).codings
    by_definition = codings.assign(why=codings["why"].mask(codings["assigned"], "by its definition alone, among the 10% most like it"))

    def said(*, corrected: bool, codings: pd.DataFrame) -> list[str]:
        claims = {"shifts": shift(corrected=corrected), "contrasts": contrast(corrected=corrected)}
        study = evidence(MANY, codings=codings, **{name: TABLES[name].frame([row]) for name, row in claims.items()})
        return [claim.headline for claim in (*claim_shifts(study).first, *claim_contrasts(study).first)]

    told = [sum("how large its shares are is assumed" in text for text in said(corrected=False, codings=own)) for own in (by_definition, codings)]
    assert told == [2, 0]
    assert not any("assumed" in text for text in said(corrected=True, codings=by_definition))


def test_a_shift_is_told_in_one_sentence_and_how_it_stands_up_apart() -> None:
    study = Invented(years=(2008,) * 4 + (2010,) * 4)
    (claim,) = claim_shifts(evidence(study, shifts=TABLES["shifts"].frame([shift(falls_without="doc-0001")]))).first
    assert claim.headline.startswith(
        " rises by 20.0 percentage points in all documents, from 25.0% (2008, n\u00a0=\u00a04 documents) to 25.0% (2010, n"
    )
    assert claim.headline.endswith(": 95% interval 10.0 to 30.0; q\u00a0=\u00a00.004; machine-coded, uncorrected.")
    assert claim.checks == ("It hangs on one document: without “Minutes 1” it is not claimed.", "The topic model alone says the same.")
    assert claim.sentence == " ".join([claim.headline, *claim.checks])


def test_a_claim_that_is_surely_smaller_than_the_margin_says_so() -> None:
    rows = [shift(difference=0.05, low=0.02, high=0.08), shift(subject_id="image", difference=0.09, low=0.02, high=0.16)]
    small, wide = claim_shifts(evidence(MANY, shifts=TABLES["shifts"].frame(rows))).first[::-1]
    assert "95% interval 2.0 to 8.0, smaller than 10 points;" in small.headline
    assert "smaller than" not in wide.headline
