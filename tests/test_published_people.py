"""A survey's small counts of people are gone from all that is published, and cannot be worked out again. All answers are invented."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from lxml import html
from planted_names import _exemplars
from small_study import SETTINGS, THEMES

from pipeline.inputs import Request
from pipeline.publish import publish
from pipeline.run import run
from pipeline.suppress import SHORTHAND

pytestmark = pytest.mark.slow
THRESHOLD = 5
# Ward: how many answered, and how many of these spoke of prayer. Dale is too small to be told of; in Birch two spoke of prayer.
WARDS = {"Alder": (24, 12), "Birch": (18, 2), "Cedar": (11, 7), "Dale": (3, 1)}
TENURES = ("owner", "tenant", "lodger")
WORK = "The mill closed that year and {n} jobs went with it, so that wages in our street are low."
PRAYER = "The church and the mosque held a prayer together {n} times, and it was a good prayer."


@dataclass(frozen=True)
class Survey:
    published: Path
    answers: pd.DataFrame

    def spoke(self, kind: str) -> pd.DataFrame:
        """Return how many of each group spoke of each theme: what must not be had where it is small."""
        themes = self.answers.assign(work=~self.answers["prays"], prayer=self.answers["prays"])
        return themes.groupby(kind)[["work", "prayer"]].sum()


def answers() -> pd.DataFrame:
    rows = []
    for ward, (n, n_prayer) in WARDS.items():
        for k in range(n):
            prays = k < n_prayer
            tenure = TENURES[0] if k % 2 else TENURES[1] if k % 7 else TENURES[2]
            rows.append(
                {
                    "id": f"r{len(rows):03}",
                    "ward": ward,
                    "tenure": tenure,
                    "prays": prays,
                    "said": (PRAYER if prays else WORK).format(n=10 + len(rows)),
                }
            )
    return pd.DataFrame(rows)


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Survey:
    """Run a corpus of survey answers beside a few papers, publish it: there is nothing to decide on."""
    folder = tmp_path_factory.mktemp("survey")
    corpus, given = folder / "corpus", answers()
    corpus.mkdir()
    given.rename(columns={"ward": "Ward", "tenure": "tenure", "said": "Answer"}).drop(columns="prays").to_csv(corpus / "survey.csv", index=False)
    rows = ["path,title,date,place,source_type,quotable,attribution"]
    for n in range(4):
        (corpus / f"paper-{n}.txt").write_text(f"Paper {n}\n\n{WORK.format(n=90 + n)}\n\n{PRAYER.format(n=70 + n)}\n", encoding="utf-8")
        rows.append(f"paper-{n}.txt,Paper {n},200{8 + n % 2},Elm,minutes,yes,none")
    rows.append("survey.csv,Survey,2009,,response,yes,none")
    (corpus / "manifest.csv").write_text("\n".join(rows), encoding="utf-8")
    (corpus / "exemplars.csv").write_text(_exemplars(), encoding="utf-8")
    (corpus / "codebook.toml").write_text(THEMES, encoding="utf-8")
    described = (
        '[[ingest.responses]]\nfile = "survey.csv"\ntext = ["Answer"]\nid = "id"\nplace = "Ward"\ncovariates = ["tenure"]\none_source = false\n'
    )
    settings = SETTINGS.replace("[track]\n", '[track]\ngroups = ["place", "source_type", "tenure"]\n')
    (corpus / "study.toml").write_text(f"{settings}\n[code_themes]\ncoder = 'seeds'\n{described}", encoding="utf-8")
    request = Request(corpus, folder / "out", models=folder / "models")
    run(request)
    publish(request, folder / "private")
    return Survey(request.outputs / "published", given)


def people(survey: Survey, kind: str) -> pd.DataFrame:
    told = pd.read_csv(survey.published / "csv" / "people.csv", dtype="str", keep_default_na=False)
    return told[told["group_kind"] == kind]


def test_small_counts_are_gone_and_large_ones_are_there(survey: Survey) -> None:
    told = people(survey, "place").set_index(["group", "theme_id"])
    spoke = survey.spoke("ward")
    for ward, counts in spoke.iterrows():
        for theme_id, n in counts.items():
            shown = told.loc[(ward, theme_id), "shown"]
            assert shown in (SHORTHAND, str(n))
            assert shown == SHORTHAND or n == 0 or n >= THRESHOLD
    assert (told["shown"] != SHORTHAND).any()
    assert told.loc[("Dale", "work"), "in_group"] == SHORTHAND


@pytest.mark.parametrize(("kind", "column"), [("place", "ward"), ("tenure", "tenure")])
def test_nothing_that_is_suppressed_is_the_only_one_of_its_row_or_column_or_one_of_few_people(survey: Survey, kind: str, column: str) -> None:
    told, spoke = people(survey, kind), survey.spoke(column)
    hidden = told.pivot_table(index="group", columns="theme_id", values="shown", aggfunc="first") == SHORTHAND
    true = spoke.loc[hidden.index, hidden.columns]
    for theme_id in hidden.columns:
        own = true.loc[hidden[theme_id], theme_id]
        assert len(own) == 0 or (len(own) > 1 and own.sum() >= THRESHOLD)
    sizes = told.drop_duplicates("group").set_index("group")["in_group"]
    closed = survey.answers[column].value_counts()[sizes.index[sizes == SHORTHAND]]
    assert len(closed) == 0 or (len(closed) > 1 and closed.sum() >= THRESHOLD)


def numbered_rows(survey: Survey) -> Iterator[tuple[str, str, list[str]]]:
    """Give from each table of people's groups, in CSV files and on the page: where it is, the row as one text, and its numbers."""
    for path in sorted((survey.published / "csv").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                told = {
                    name: value
                    for name, value in row.items()
                    if name in ("share", "share_raw", "share_pooled", "n_segments", "n_documents", "n_clusters", "shown", "difference")
                }
                yield path.name, " | ".join(filter(None, row.values())), [value for value in told.values() if re.fullmatch(r"-?[\d.]+", value or "")]
    page = html.fromstring((survey.published / "report.html").read_text(encoding="utf-8"))
    for row in page.iter("tr"):
        text = " ".join(row.text_content().split())
        yield "report.html", text, re.findall(r"(?<![\w.])\d+(?![\w.])", text)


def test_no_file_gives_a_number_of_a_group_that_is_too_small(survey: Survey) -> None:
    assert not [(file, text) for file, text, numbers in numbered_rows(survey) if re.search(r"\bDale\b", text) and numbers]


def test_a_response_is_in_no_list_of_documents_and_nothing_says_where_it_is_from(survey: Survey) -> None:
    documents, evidence = (pd.read_csv(survey.published / "csv" / f"{name}.csv") for name in ("documents", "evidence"))
    assert len(documents) == len(evidence) == 4
    quotes = pd.read_csv(survey.published / "csv" / "quotes.csv", dtype="str")
    of_people = quotes[~quotes["document_id"].isin(documents["document_id"])]
    assert len(of_people)
    assert not [ward for ward in WARDS for row in of_people.itertuples(index=False) if any(ward in str(value) for value in row)]


def test_no_list_of_the_page_has_a_response_of_one_person_and_it_says_how_many_there_are(survey: Survey) -> None:
    page = html.fromstring((survey.published / "report.html").read_text(encoding="utf-8"))
    tables = {table.get("id"): " ".join(table.text_content().split()) for table in page.iter("table")}
    lists = {name: text for name, text in tables.items() if name and ("Paper 1" in text)}
    assert {"received-table", "documents-table"} <= lists.keys()
    assert not [name for name, text in lists.items() if "of survey (" in text or re.search(r"Response \d+ of survey(?!,)", text)]
    said = f"{len(survey.answers)} responses of single people are counted and in no list of documents."
    assert page.text_content().count(said) == 2
    assert "Response" not in (survey.published / "figures" / "themes_by_document.txt").read_text(encoding="utf-8")


def test_each_link_to_a_document_of_the_page_leads_somewhere(survey: Survey) -> None:
    page = html.fromstring((survey.published / "report.html").read_text(encoding="utf-8"))
    targets = {element.get("id") for element in page.iter() if element.get("id")}
    links = {link.get("href") for link in page.iter("a") if (link.get("href") or "").startswith("#document-")}
    assert links
    assert not [link for link in links if link[1:] not in targets]


def test_no_file_names_a_respondent_and_a_quote_cites_the_number_of_the_response(survey: Survey) -> None:
    ids = set(survey.answers["id"])
    files = [path for path in sorted(survey.published.rglob("*")) if path.is_file()]
    assert not [path.name for path in files if ids & set(re.findall(r"\br\d{3}\b", path.read_bytes().decode("utf-8", "replace")))]
    quotes = pd.read_csv(survey.published / "csv" / "quotes.csv", dtype="str")
    cited = quotes["citation"][quotes["citation"].str.startswith("Response ")]
    assert len(cited)
    private = pd.read_csv(survey.published.parent.parent / "private" / "responses.csv", dtype="str")
    assert set(cited.str.extract(r"^(Response \d+ of survey), ")[0]) <= set(private["response"])
    assert set(private["respondent"]) == ids
