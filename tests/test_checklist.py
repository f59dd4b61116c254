"""The checklist of an evidence report, held against a study whose answers are known; each check is shown to fail on a planted fault.

docs/how-to/checklist.md lists all forty points and says of each what holds it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from checklist_study import COMMITMENT, DISSENT, FIGURE, RECEIVED, WITHHELD, build
from conftest import ROOT
from lxml import html

pytestmark = pytest.mark.slow
PAGE = ROOT / "docs" / "how-to" / "checklist.md"
HASH = 12  # digits of a hash that the list of evidence shows


@dataclass(frozen=True)
class Held:
    """A finished study: its folder, and the page as it is or as a fault has made it."""

    folder: Path
    raw: str
    changed: tuple[tuple[str, Any], ...] = ()

    @cached_property
    def body(self) -> Any:
        """The page's body, without what is no text."""
        body = html.fromstring(self.raw).find("body")
        for element in [*body.iter("script"), *body.iter("style")]:
            element.drop_tree()
        return body

    @cached_property
    def text(self) -> str:
        return " ".join(" ".join(self.body.itertext()).split())

    def table(self, name: str) -> Any:
        return dict(self.changed).get(name, pd.read_parquet(self.folder / "outputs" / f"{name}.parquet"))

    def rows(self, caption: str) -> list[list[str]]:
        """Return the rows of the page's table whose caption begins so."""
        [table] = [table for table in self.body.iter("table") if _words(table.find("caption")).startswith(caption)]
        return [[_words(cell) for cell in row] for row in table.find("tbody")]

    def theme(self, name: str) -> str:
        """Return what the page says of a theme: all from its heading to the next of its level."""
        found = re.search(rf"<h3[^>]*>\s*(?:<a[^>]*>)?\s*{name}\b.*?(?=<h3|<h2)", self.raw, re.DOTALL)
        assert found, name
        return _words(html.fromstring(found[0]))


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


def _number(cell: str) -> int:
    return int(re.sub(r"\D", "", cell))


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Held:
    folder = build(tmp_path_factory.mktemp("checklist"))
    return Held(folder, (folder / "outputs" / "report.html").read_text(encoding="utf-8"))


def title_authors_date_and_period(held: Held) -> None:
    assert _words(held.body.find(".//h1")) == "A small study"
    assert "A. Nonymous, Alder Secretariat, 2018-01-31" in held.text
    assert "2008 to 2017" in held.text


def the_summary_claims_the_planted_fall_with_n_and_no_other(held: Held) -> None:
    shifts = held.table("shifts")
    claimed = shifts[shifts["verdict"].isin(["rise", "fall"]) & (shifts["subject_kind"] == "theme") & (shifts["group"] == "all")]
    assert list(zip(claimed["subject_id"], claimed["verdict"], strict=True)) == [("prayer", "fall")]
    said = held.text[held.text.index("What may be claimed over time") : held.text.index("What may be claimed between groups")]
    assert re.search(r"Prayer falls by 20\.0 percentage points .*?n = 6 documents.*?n = 7 documents", said)


def the_flow_adds_up(held: Held) -> None:
    steps = {row[0]: _number(row[1]) for row in held.rows("From what was received")}
    aside = {name: n for name, n in steps.items() if name.startswith("Set aside")}
    assert next(iter(steps.values())) == RECEIVED
    assert steps["Files read"] == RECEIVED - aside["Set aside: a broken file"]
    merged = next(n for name, n in aside.items() if name.startswith("Set aside: merged"))
    assert merged == 1  # the plan that was sent twice
    assert steps["Documents analysed"] == steps["Documents in them"] - merged == len(held.table("documents")) - 1
    passages = next(n for name, n in steps.items() if name.startswith("Passages of"))
    fewer = sum(n for name, n in list(aside.items())[2:])
    assert passages - fewer == steps["Passages that count (codable segments)"] == int(held.table("segments")["codable"].sum())
    assert steps["Of these passages, with at least one theme"] + steps["Of these passages, without any theme"] == passages - fewer


def documents_are_counted_by_type_place_and_year(held: Held) -> None:
    counts = {(row[0], row[1]): _number(row[-1]) for row in held.rows("Documents by source type")}
    assert counts == {
        ("minutes", "Alder"): 6,
        ("minutes", "Birch"): 7,
        ("strategy", "Alder"): 2,
        ("strategy", "Birch"): 1,
        ("All", "All"): 16,
    }


def the_list_of_evidence_has_every_document_with_the_hash_of_its_file(held: Held) -> None:
    rows = held.rows("List of evidence")
    documents = held.table("documents").set_index("document_id")
    assert {row[0] for row in rows} == set(documents.index)
    for row in rows:
        path = held.folder / "corpus" / documents.loc[row[0], "path"]
        assert hashlib.sha256(path.read_bytes()).hexdigest()[:HASH] in row
    [plan] = [row for row in rows if row[0].startswith("plan-")]
    assert {"A plan for the mill", "2013-04-02", "Alder", "Alder Council", "https://example.org/plan"} <= set(plan)


def permission_is_said_of_every_source(held: Held) -> None:
    words = {row[0]: " ".join(row) for row in held.rows("List of evidence")}
    for document in held.table("documents").itertuples():
        wanted = "not to be quoted" if document.quotable == "no" else "may be quoted"
        assert wanted in words[document.document_id]


def gaps_are_named(held: Held) -> None:
    assert re.search(r"without any document: 2010 to 2012 and 2016\.", held.theme("Work"))
    assert re.search(r"No document is of 2010 to 2012 or 2016\.", held.text)
    assert "strategy (0 of" in held.theme("Prayer")


def what_could_not_be_read_is_listed(held: Held) -> None:
    problems = held.table("problems")
    assert list(problems.loc[problems["severity"] == "error", "path"]) == ["broken.pdf"]
    assert "broken.pdf" in held.text


def themes_are_defined_and_topics_stand_apart(held: Held) -> None:
    assert "Jobs and wages." in held.theme("Work")
    assert "Churches, mosques and prayer." in held.theme("Prayer")
    assert "Topics nobody asked about" in held.text


def sources_are_counted_with_their_denominator(held: Held) -> None:
    shares = held.table("document_themes")
    for theme_id, name in (("work", "Work"), ("prayer", "Prayer")):
        own = shares[shares["theme_id"] == theme_id]
        analysed = own[own["n_segments"] > 0]
        said = f"Found in {(own['n_assigned'] > 0).sum()} of {len(analysed)} documents, {own['n_assigned'].sum()} of {own['n_segments'].sum()} codable segments"
        assert said in held.theme(name)


def who_says_it_and_who_does_not(held: Held) -> None:
    said = held.theme("Prayer")
    assert "Source types with it: minutes (6 of 13 documents)" in said
    assert re.search(r"Source types without it: strategy \(0 of \d\)", said)


def majority_and_dissent_are_both_quoted_or_it_is_said_that_none_was_found(held: Held) -> None:
    roles = held.table("quotes").groupby("theme_id")["role"].value_counts()
    assert roles["work", "representative"] >= 2
    assert DISSENT in held.theme("Work")
    assert "dissenting" in held.theme("Work")
    assert ("prayer", "dissenting") not in roles.index
    assert re.search(r"No dissent(?:ing| was|) ?.*?found", held.theme("Prayer"))


def quotes_are_verbatim_with_id_and_paragraph(held: Held) -> None:
    quotes = held.table("quotes")
    documents = held.table("documents").set_index("document_id")
    assert len(quotes) >= 4
    for quote in quotes.itertuples():
        source = (held.folder / "corpus" / documents.loc[quote.document_id, "path"]).read_text(encoding="utf-8")
        assert quote.text in source
        [figure] = held.body.xpath(f"//figure[@id='{quote.quote_id}']")
        assert _words(figure.find("blockquote")) == quote.text
        numbered = source.split("\n\n")  # the first is the title
        assert numbered[quote.paragraph].strip() == quote.text
        assert f"paragraph {quote.paragraph}" in _words(figure.find("figcaption"))
        assert quote.document_id in _words(figure.find("figcaption")) or str(documents.loc[quote.document_id, "reference"]) in _words(
            figure.find("figcaption")
        )


def change_has_n_and_an_interval_and_few_documents_are_not_claimed(held: Held) -> None:
    trends = held.table("trends")
    whole = trends[(trends["group_kind"] == "all") & (trends["subject_kind"] == "theme") & (trends["period"] == "before")].set_index("subject_id")
    assert dict(whole["share"].round(2)) == {"work": 0.4, "prayer": 0.2}
    assert dict(whole["n_documents"]) == {"work": 6, "prayer": 6}
    rows = [row for row in held.rows("Share of each theme by period, all documents") if row[0] == "Prayer" and "before" in row]
    assert len(rows) == 1
    assert any("20.0%" in cell for cell in rows[0])
    assert "6" in rows[0]


def themes_that_meet_are_shown(held: Held) -> None:
    assert held.body.xpath("//h2[contains(., 'Themes that meet')]")


def recommendations_have_words_owner_deadline_theme_date_and_what_became_of_them(held: Held) -> None:
    rows = held.table("recommendations")
    [row] = rows[rows["text"] == COMMITMENT].itertuples()
    assert (row.kind, row.owner, row.deadline, list(row.theme_ids)) == ("commitment", "The council", "by June 2016", ["work"])
    assert (row.origin, row.date, row.area) == ("A plan for the mill (Alder Council)", "2013-04-02", "Alder")
    assert row.status == "reported done"
    later = held.table("segments").set_index("segment_id").loc[list(row.reported_by)]
    assert list(later["document_id"].str.startswith("review-")) == [True]
    [shown] = held.body.xpath(f"//tr[@id='{row.recommendation_id}']")
    assert all(words in _words(shown) for words in ("The council", "by June 2016", "reported done", "Work"))


def evidence_against_is_of_other_sources_and_no_source_speaks_for_itself(held: Held) -> None:
    documents = held.table("documents").set_index("document_id")["cluster_id"]
    segments = held.table("segments").set_index("segment_id")["document_id"]
    for row in held.table("recommendations").itertuples():
        others = {documents[segments[name]] for name in (*row.evidence_for, *row.evidence_against, *row.near)}
        assert documents[row.document_id] not in others
    assert held.table("recommendations")[["evidence_for", "evidence_against", "near"]].map(len).to_numpy().sum() > 0


def figures_say_who_claims_and_who_disputes(held: Held) -> None:
    rows = held.table("indicators")
    [row] = rows[rows["text"] == FIGURE].itertuples()
    assert (row.value, row.of, row.kind, row.status, row.claimed_by) == (40, 90, "count", "contested", "A trader")
    [shown] = held.body.xpath(f"//tr[@id='{row.indicator_id}']")
    assert all(words in _words(shown) for words in ("40 of the 90", "contested", "A trader"))


def the_run_says_how_it_was_made(held: Held) -> None:
    made = json.loads((held.folder / "outputs" / "run.json").read_text(encoding="utf-8"))
    assert made["codebook_version"] == "1"
    assert made["seeds"]
    assert {"themeline", "python", "lock"} <= set(made["versions"])
    assert "codebook.toml" in held.text
    assert len(held.rows("Settings used")) > 30


def what_is_not_known_of_the_coder_is_said(held: Held) -> None:
    assert "Machine-coded, uncorrected" in held.text
    assert held.table("drawn_codes").empty


def limits_are_stated(held: Held) -> None:
    assert held.body.xpath("//h3[contains(., 'Limits')]")
    assert "machine" in held.text.lower()


def nothing_of_a_document_that_may_not_be_quoted_is_on_the_page(held: Held) -> None:
    words = WITHHELD.split()
    runs = [" ".join(words[n : n + 5]) for n in range(len(words) - 4)]
    assert not [run for run in runs if run in held.raw]


def headings_are_in_order_tables_have_headers_and_pictures_words(held: Held) -> None:
    levels = [int(heading.tag[1]) for heading in held.body.iter("h1", "h2", "h3", "h4", "h5")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in held.body.iter("table"):
        assert table.find("caption") is not None
        assert table.xpath(".//th[@scope='col']")
    assert all(image.get("alt") for image in held.body.iter("img"))
    assert not held.body.xpath("//td[@colspan or @rowspan]")


def _swap(old: str, new: str, *, pattern: bool = False) -> Callable[[Held], Held]:
    """Return a fault that has the page say something else everywhere."""

    def fault(held: Held) -> Held:
        raw = re.sub(old, new, held.raw, flags=re.DOTALL) if pattern else held.raw.replace(old, new)
        assert raw != held.raw, f"the fault changes nothing: {old}"
        return replace(held, raw=raw)

    return fault


def _alter(name: str, **cells: Any) -> Callable[[Held], Held]:
    """Return a fault that fills columns of a table with something else."""
    return lambda held: replace(held, changed=((name, held.table(name).assign(**cells)),))


def _empty(*columns: str) -> Callable[[Held], Held]:
    """Return a fault that empties columns of lists of the recommendations."""

    def fault(held: Held) -> Held:
        rows = held.table("recommendations")
        return replace(held, changed=(("recommendations", rows.assign(**{name: [[] for _ in range(len(rows))] for name in columns})),))

    return fault


CHECKS: tuple[tuple[Callable[[Held], None], Callable[[Held], Held]], ...] = (
    (title_authors_date_and_period, _swap("2018-01-31", "2018-01-30")),
    (the_summary_claims_the_planted_fall_with_n_and_no_other, _swap("falls by 20.0", "falls by 21.0")),
    (the_flow_adds_up, _swap(r"(Files read.*?)16", r"\g<1>15", pattern=True)),
    (
        documents_are_counted_by_type_place_and_year,
        _swap(r"(<caption[^>]*>Documents by source type.*?<tbody>.*?)6(</td>\s*</tr>)", r"\g<1>5\2", pattern=True),
    ),
    (
        the_list_of_evidence_has_every_document_with_the_hash_of_its_file,
        _swap(r"(<caption[^>]*>List of evidence.*?)[0-9a-f]{12}", r"\g<1>000000000000", pattern=True),
    ),
    (permission_is_said_of_every_source, _swap("not to be quoted", "may be quoted")),
    (gaps_are_named, _swap("No document is of 2010 to", "No document is of 2011 to")),
    (what_could_not_be_read_is_listed, _swap("broken.pdf", "mended.pdf")),
    (themes_are_defined_and_topics_stand_apart, _swap("Jobs and wages.", "Jobs.")),
    (sources_are_counted_with_their_denominator, _swap(" of 15 documents", " of 14 documents")),
    (who_says_it_and_who_does_not, _swap("Source types without it", "Source types")),
    (majority_and_dissent_are_both_quoted_or_it_is_said_that_none_was_found, _swap("Several residents disagreed", "Several residents agreed")),
    (quotes_are_verbatim_with_id_and_paragraph, _swap(r"paragraph (\d)", "paragraph 9", pattern=True)),
    (change_has_n_and_an_interval_and_few_documents_are_not_claimed, _swap("20.0%", "19.0%")),
    (themes_that_meet_are_shown, _swap("Themes that meet", "Themes")),
    (recommendations_have_words_owner_deadline_theme_date_and_what_became_of_them, _alter("recommendations", status="open")),
    (evidence_against_is_of_other_sources_and_no_source_speaks_for_itself, _empty("evidence_for", "evidence_against", "near")),
    (figures_say_who_claims_and_who_disputes, _alter("indicators", status="reported")),
    (the_run_says_how_it_was_made, _swap("codebook.toml", "a codebook")),
    (what_is_not_known_of_the_coder_is_said, _swap("uncorrected", "checked")),
    (limits_are_stated, _swap(">Limits<", "><")),
    (nothing_of_a_document_that_may_not_be_quoted_is_on_the_page, _swap("</main>", f"<p>{WITHHELD}</p></main>")),
    (headings_are_in_order_tables_have_headers_and_pictures_words, _swap('scope="col"', "")),
)


@pytest.mark.parametrize("check", [check for check, _ in CHECKS], ids=lambda check: check.__name__)
def test_the_report_holds(held: Held, check: Callable[[Held], None]) -> None:
    check(held)


@pytest.mark.parametrize(("check", "fault"), CHECKS, ids=[check.__name__ for check, _ in CHECKS])
def test_a_planted_fault_is_found(held: Held, check: Callable[[Held], None], fault: Callable[[Held], Held]) -> None:
    with pytest.raises(AssertionError) as failed:
        check(fault(held))
    assert "the fault changes nothing" not in str(failed.value)


def test_forms_beside_the_page_are_there_and_none_is_a_pdf(held: Held) -> None:
    outputs = held.folder / "outputs"
    assert all((outputs / name).is_file() for name in ("report.html", "briefing.docx", "evidence.xlsx", "csv/datapackage.json", "csv/quotes.csv"))
    assert not list(outputs.rglob("*.pdf"))


def test_the_first_page_of_the_briefing_says_what_the_study_is_not_and_the_last_how_to_reuse_it(held: Held) -> None:
    docx = pytest.importorskip("docx")
    said = " ".join(paragraph.text for paragraph in docx.Document(str(held.folder / "outputs" / "briefing.docx")).paragraphs)
    assert re.search(r"not a vote and not a survey", said)
    assert said.index("not a survey") < said.index("Theme by theme")
    assert all(words in said for words in ("Terms of reuse", "OGL", "Cite as", "Accessibility"))
    assert "Quentin" not in said


def test_every_point_of_the_list_is_there_and_every_test_that_it_names_exists() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [int(n) for n in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)] == list(range(1, 41))
    own = {check.__name__ for check, _ in CHECKS}
    for module, name in re.findall(r"`(test_\w+)::(\w+)`", page):
        source = (ROOT / "tests" / f"{module}.py").read_text(encoding="utf-8")
        assert f"def {name}(" in source, f"{module}::{name}"
    assert own <= set(re.findall(r"`test_checklist::(\w+)`", page))
