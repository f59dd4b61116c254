"""The parts of a research package: what is opened, what is held back, who is cited, what is said on which evidence. All names are invented."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.codebook import Codebook
from pipeline.config import Study, Track
from pipeline.errors import ConfigError, PipelineError, TableError
from pipeline.listing import survey
from pipeline.package.answer import FILLED, LEFT, answer
from pipeline.package.assess import OPEN, assess
from pipeline.package.attribute import attribute
from pipeline.package.cite import authors_of, citation, day_of, licence_of, said_of
from pipeline.package.count import count
from pipeline.package.derive import csv_bytes, theme_pairs
from pipeline.package.describe import describe
from pipeline.package.facts import Facts, Statement
from pipeline.package.open_up import changed_settings, number_paths, open_record, settings_toml
from pipeline.package.pack import zipped
from pipeline.package.relate import Crate
from pipeline.package.review import hold_evidence
from pipeline.package.validate import faults_of, leads_to_run
from pipeline.package.withhold import withhold
from pipeline.tables import TABLES

CODEBOOK = Codebook.model_validate(
    {"version": "3", "theme": [{"id": name, "name": name, "definition": name} for name in ("work", "prayer", "roads")]}
)
LETTER = "On the ninth of May Pauline Stobbs told the panel that the mill would never open again."


def settings_of(study: Study) -> dict[str, object]:
    made = json.loads(study.model_dump_json())
    made["study"] |= {name: Path(made["study"][name]).name for name in ("codebook", "exemplars", "groups")}
    return dict(made)


def facts(**counts: int) -> Facts:
    record = {
        "codebook_version": "3",
        "git_commit": None,
        "inputs": {
            "codebook": "c",
            "exemplars": "e",
            "manifest": "absent",
            "crosswalk_decisions": "absent",
            "decision_files": "d",
            "human_codes": "absent",
        },
        "models": {},
        "settings": settings_of(Study()),
        "versions": {"python": "3.11.7", "themeline": "0.1.0", "lock": "l"},
    }
    return Facts(record, CODEBOOK, {name.replace("_", " "): n for name, n in counts.items()}, frozenset(), published=True)


# what is opened


def test_names_of_files_become_numbers_and_hashes_stay() -> None:
    study = Study.model_validate({"ingest": {"responses": [{"file": "ada-stobbs.csv", "text": ["answer"]}]}})
    record = {
        "inputs": {"corpus": {"letters/stobbs.txt": "aa", "minutes.txt": "bb", "unread.xyz": "cc"}, "manifest": "dd"},
        "settings": settings_of(study),
    }
    opened = open_record(record, number_paths(["minutes.txt", "letters/stobbs.txt"]))
    assert opened["inputs"] == {"corpus": {"file-001": "aa", "file-002": "bb", "file-003": "cc"}, "manifest": "dd"}
    assert "stobbs" not in json.dumps(opened)
    assert record["inputs"]["corpus"]["minutes.txt"] == "bb"  # not changed


def test_settings_at_their_defaults_are_not_listed() -> None:
    assert changed_settings(settings_of(Study())) == []
    assert changed_settings(settings_of(Study(track=Track(floor=5)))) == [("track", "floor", 5, 3)]


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs",))), st.integers(2, 9), st.booleans())
def test_settings_come_back_from_the_file_as_they_were(title: str, floor: int, one_source: bool) -> None:
    study = Study.model_validate(
        {
            "study": {"title": title},
            "track": {"floor": floor, "period": [{"name": f"{title} a", "start": 1990, "end": 1999}]},
            "ingest": {"responses": [{"file": "table-001", "text": ["answer"], "one_source": one_source}]},
        }
    )
    read = tomllib.loads(settings_toml(settings_of(study)))
    assert Study.model_validate({**read, "study": {**read["study"], "codebook": "corpus/codebook.toml"}}) == study


# what is held back


def test_eight_words_of_a_document_that_are_not_published_are_found_wherever_they_were_added() -> None:
    quoted = " ".join(LETTER.split()[4:12])
    with pytest.raises(PipelineError, match=r"codebook\.toml: words of a document") as error:
        withhold({"codebook.toml": f'definition = "{quoted.upper()}"'.encode(), "run.json": b"{}"}, {}, [LETTER], {})
    assert "mill" not in str(error.value).casefold()
    withhold({"codebook.toml": quoted.encode()}, {"report.html": LETTER.encode()}, [LETTER], {})  # it is published
    withhold({"codebook.toml": " ".join(quoted.split()[1:]).encode()}, {}, [LETTER], {})  # seven


@pytest.mark.parametrize(
    ("text", "hit"), [("by Pauline  Stobbs", True), ("PAULINE STOBBS;", True), ("Stobbs, Pauline", False), ("Paulina Stobbson", False)]
)
def test_a_name_that_is_to_be_redacted_is_found(text: str, hit: bool) -> None:
    if hit:
        with pytest.raises(PipelineError, match=r"study\.toml: a name or number that is to be redacted \(x1\)"):
            withhold({"study.toml": text.encode()}, {}, [], {"x1": "Pauline Stobbs"})
    else:
        withhold({"study.toml": text.encode()}, {}, [], {"x1": "Pauline Stobbs"})


@pytest.mark.parametrize("path", ["README.md", "review/review.md", "review/assumptions.csv", "run.json"])
def test_a_name_of_several_words_is_found_in_every_page_and_one_word_where_the_studys_own_words_stand(path: str) -> None:
    with pytest.raises(PipelineError, match=r"\(x1\)"):
        withhold({path: b"asked by Pauline Stobbs"}, {}, [], {"x1": "Pauline Stobbs"})
    withhold({path: b"evidence may be open"}, {}, [], {"x1": "May"})
    with pytest.raises(PipelineError, match=r"ro-crate-metadata\.json: a name"):
        withhold({"ro-crate-metadata.json": b"Answers of May"}, {}, [], {"x1": "May"})


def test_an_answer_shorter_than_eight_words_is_looked_for_as_a_whole_from_four_words_on() -> None:
    answers = ["The lamp was out.", "No, never again"]
    with pytest.raises(PipelineError, match=r"csv/counts\.csv: all words of a short document") as error:
        withhold({"csv/counts.csv": b"a,the lamp was out,b"}, {}, answers, {})
    assert "lamp" not in str(error.value)
    withhold({"csv/counts.csv": b"a,the lamp was not out,b,no never again"}, {}, answers, {})
    withhold({"csv/counts.csv": b"a,the lamp was out,b"}, {"report.html": b"<p>The lamp was out.</p>"}, answers, {})  # it is published


# who is cited


def test_a_day_is_taken_as_given_else_from_the_settings_and_must_be_one() -> None:
    assert day_of("2026-01-30", "2026-01-31") == "2026-01-31"
    assert day_of("2026-01", "") == "2026-01"
    for wrong in ("", "31 January 2026", "2026-13-01", "2026-1-1", "2026-02-31", "2026-01-31T10:00"):
        with pytest.raises(ConfigError):
            day_of(wrong, "")


def test_a_licence_is_known_by_its_address_or_said_in_words_or_none_is_named() -> None:
    assert licence_of("CC-BY-4.0")["@id"] == "https://creativecommons.org/licenses/by/4.0/"
    assert licence_of("https://alder.example/terms")["@id"] == "https://alder.example/terms"
    assert licence_of("for members only")["name"] == "for members only"
    assert licence_of("")["name"] == "No licence named"


def test_authors_are_those_of_the_citation_file_persons_told_from_bodies(tmp_path: Path) -> None:
    assert authors_of(tmp_path, "") == ()
    assert [author["name"] for author in authors_of(tmp_path, "Alder office; Birch office")] == ["Alder office", "Birch office"]
    (tmp_path / "CITATION.cff").write_text("authors:\n- family-names: Quayle\n  given-names: Ada\n- name: Alder office\n", encoding="utf-8")
    person, body = authors_of(tmp_path, "nobody")
    assert (person["@type"], person["name"], body["@type"], body["name"]) == ("Person", "Ada Quayle", "Organization", "Alder office")
    crate = Crate('A "study": of mills', "", "2026-01-31", licence_of(""), (person, body))
    read = yaml.safe_load(citation(crate))
    assert (read["title"], read["type"]) == ('A "study": of mills', "dataset")
    assert read["authors"] == [{"family-names": "Quayle", "given-names": "Ada"}, {"name": "Alder office"}]
    assert citation(Crate("A study", "", "2026-01-31", licence_of(""), ())) == b""


CITED = """title: "Mills of Alder,
  and their people"
license: CC-BY-4.0
authors:
- family-names: Quayle
  given-names: Ada
  affiliation: Alder office
  orcid: https://orcid.org/0000-0002-1825-0097
- name: Birch office
"""


def test_title_licence_orcid_and_bodies_of_the_citation_file_are_in_the_data_package_and_in_its_citation(tmp_path: Path) -> None:
    (tmp_path / "CITATION.cff").write_text(CITED, encoding="utf-8")
    assert said_of(tmp_path, "title") == "Mills of Alder, and their people"
    crate = Crate(said_of(tmp_path, "title"), "", "2026-01-31", licence_of(said_of(tmp_path, "license")), authors_of(tmp_path, "nobody"))
    ada = {"title": "Ada Quayle", "givenName": "Ada", "familyName": "Quayle", "organization": "Alder office"}
    assert attribute(crate) == {
        "name": "mills-of-alder-and-their-people",
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "contributors": [
            {**ada, "path": "https://orcid.org/0000-0002-1825-0097", "roles": ["author"]},
            {"title": "Birch office", "roles": ["author"]},
        ],
    }
    read = yaml.safe_load(citation(crate))
    assert read["license"] == "CC-BY-4.0"
    assert read["authors"][0] == {
        "family-names": "Quayle",
        "given-names": "Ada",
        "affiliation": "Alder office",
        "orcid": "https://orcid.org/0000-0002-1825-0097",
    }


def test_the_citation_file_beside_the_documents_is_no_document_and_changes_no_run(tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text("The mill of Alder shut.", encoding="utf-8")
    before = survey(tmp_path)
    (tmp_path / "CITATION.cff").write_text(CITED, encoding="utf-8")
    assert survey(tmp_path) == before


def test_who_named_nobody_and_no_licence_gets_none_in_their_place(tmp_path: Path) -> None:
    bare = Crate("Tŷ", "", "2026-01-31", licence_of(said_of(tmp_path, "license")), authors_of(tmp_path, ""))
    assert attribute(bare) == {"name": "ty"}
    (tmp_path / "CITATION.cff").write_text("title:\nlicense: [CC-BY-4.0, OGL-UK-3.0]\nauthors:\n- name: Alder office\n", encoding="utf-8")
    assert (said_of(tmp_path, "title"), said_of(tmp_path, "license")) == ("", "CC-BY-4.0 OR OGL-UK-3.0")
    worded = Crate("Жильё", "", "2026-01-31", licence_of("for members only"), ())
    assert attribute(worded)["licenses"] == [{"path": "README.md", "title": "for members only"}]
    assert re.fullmatch(r"package-[0-9a-f]{8}", attribute(worded)["name"])
    at_home = attribute(Crate("x", "", "", licence_of("https://alder.example/terms"), ()))
    assert at_home["licenses"] == [{"path": "https://alder.example/terms"}]


@pytest.mark.parametrize("orcid", ["0000-0000-0000-0000", "0000-0002-1825-0098", "ada", "https://example.org/0000-0002-1825-0097"])
def test_an_orcid_that_is_none_is_refused_for_it_would_name_somebody_else(tmp_path: Path, orcid: str) -> None:
    (tmp_path / "CITATION.cff").write_text(CITED.replace("https://orcid.org/0000-0002-1825-0097", f'"{orcid}"'), encoding="utf-8")
    with pytest.raises(ConfigError, match="an orcid that is none"):
        authors_of(tmp_path, "")
    (tmp_path / "CITATION.cff").write_text(CITED.replace("https://orcid.org/0000-0002-1825-0097", "0000-0001-5109-3700"), encoding="utf-8")
    assert authors_of(tmp_path, "")[0]["@id"] == "https://orcid.org/0000-0001-5109-3700"


@pytest.mark.parametrize("text", ["authors: [", "authors: 5", "authors:\n- email: a@b.example", "authors:\n- name:\n", "- 1"])
def test_a_citation_file_that_names_nobody_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "CITATION.cff").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"CITATION\.cff"):
        authors_of(tmp_path, "")


def test_names_that_the_citation_file_leaves_empty_are_not_there(tmp_path: Path) -> None:
    text = "authors:\n- family-names: Quayle\n  given-names:\n  affiliation:\n  orcid:\n- name: Alder office\n  given-names: ''\n"
    (tmp_path / "CITATION.cff").write_text(text, encoding="utf-8")
    person, body = authors_of(tmp_path, "")
    assert person == {"@id": "#author-1", "@type": "Person", "name": "Quayle", "familyName": "Quayle"}
    assert body == {"@id": "#author-2", "@type": "Organization", "name": "Alder office"}


# what the reviewer reads


def test_each_item_of_coreq_is_answered_once_and_what_the_run_lacks_is_left() -> None:
    statements = answer(facts(documents=3))
    assert [statement.item for statement in statements] == [str(n) for n in range(1, 33)]
    left = {int(statement.item) for statement in statements if statement.answer == LEFT}
    assert {1, 8, 10, 23, 28} <= left
    assert {29, 32} <= left  # there is no quote in this package, and no sub-code
    quoted = answer(facts(documents=3, quotes_in_this_package=2))
    assert next(statement for statement in quoted if statement.item == "29").answer == FILLED


@pytest.mark.parametrize(("n", "said"), [(0, "all have a date."), (1, "1 has no date."), (2, "2 have no date.")])
def test_documents_without_a_date_are_counted_in_grammar(n: int, said: str) -> None:
    (sample,) = [statement for statement in answer(facts(documents=3, documents_without_a_date=n)) if statement.item == "16"]
    assert sample.says.endswith(said)


def test_without_a_commit_version_control_is_open_and_what_a_run_cannot_show_always_is() -> None:
    answers = {statement.asks: statement.answer for statement in assess(facts())}
    assert {answers[asks] for asks in ("Version control", "Peer review of the code", "Published in the open", "Tests", "Continuous integration")} == {
        OPEN
    }


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (Statement("a", "b", "yes", "c", ("none.csv",)), "none.csv, which is not in the package"),
        (Statement("a", "b", "yes", "c", ("t.csv: colour",)), "colour in t.csv, which is not there"),
        (Statement("a", "b", "yes", "c", ("run.json: seeds > track",)), "seeds > track in run.json"),
        (Statement("a", "b", "yes", "c"), "without evidence"),
    ],
)
def test_a_statement_without_evidence_that_is_there_is_refused(statement: Statement, said: str) -> None:
    files = {"t.csv": b"name\nx\n", "run.json": b'{"seeds": {"code_themes": 0}}'}
    with pytest.raises(TableError, match=said):
        hold_evidence([statement], files)
    hold_evidence([Statement("a", "b", "yes", "c", ("t.csv: name", "run.json: seeds > code_themes")), Statement("a", "b", OPEN, "c")], files)


def test_problems_are_counted_by_code_and_say_no_path() -> None:
    tables = {
        name: TABLES[name].empty()
        for name in ("documents", "segments", "codings", "topics", "shifts", "contrasts", "quotes", "decisions", "drawn_codes", "trends")
    }
    row = {"stage": "ingest", "path": "stobbs.txt", "code": "no-text", "severity": "error", "message": "", "remedy": ""}
    counts = count(tables, [row, row | {"path": "b.txt"}], {f"{name}.parquet": "h" for name in tables})
    assert counts.set_index("count")["n"]["problems: error no-text (ingest)"] == 2
    assert not counts.astype("str").apply(lambda column: column.str.contains("stobbs")).any(axis=None)


# tables and archive


def test_pairs_of_themes_are_counted_over_codable_segments() -> None:
    segments = pd.DataFrame({"segment_id": ["a", "b", "c"], "codable": [True, True, False]})
    both = [("a", "work"), ("a", "prayer"), ("b", "work"), ("c", "work"), ("c", "prayer")]
    codings = pd.DataFrame(both, columns=["segment_id", "theme_id"]).assign(assigned=True)
    rows = theme_pairs(segments, codings, CODEBOOK).set_index(["theme_a", "theme_b"])
    assert rows.loc[("work", "prayer")].to_list() == [1, 2, 1]
    assert rows.loc[("prayer", "roads")].to_list() == [0, 1, 0]


def test_where_counts_are_suppressed_the_shorthand_is_a_missing_value() -> None:
    frame = pd.DataFrame({"subject_id": ["work"], "share": ["[c]"], "n_segments": ["[c]"]})
    (described,) = describe({"csv/trends.csv": csv_bytes(frame)}, "t")["resources"]
    assert described["schema"]["missingValues"] == ["", "[c]"]
    assert not any(field.get("constraints", {}).get("required") for field in described["schema"]["fields"])
    assert "primaryKey" not in described["schema"]  # its columns are not all there


def test_the_order_of_files_does_not_change_the_archive() -> None:
    assert zipped({"a": b"1", "b": b"2"}) == zipped({"b": b"2", "a": b"1"}) != zipped({"a": b"1", "b": b"3"})


def test_a_figure_leads_to_the_run_only_by_tables_that_do() -> None:
    run = {"@id": "#run", "@type": "CreateAction", "result": [{"@id": "csv/a.csv"}]}
    other = {"@id": "#other", "@type": "CreateAction", "result": {"@id": "csv/b.csv"}, "object": {"@id": "csv/c.csv"}}
    figures = {f"{name}.svg": {"@id": f"{name}.svg", "@type": ["File", "ImageObject"], "isBasedOn": {"@id": f"csv/{name}.csv"}} for name in "ab"}
    bare = {"@id": "n.svg", "@type": ["File", "ImageObject"]}
    entities = {"#run": run, "#other": other, **figures, "n.svg": bare}
    assert [leads_to_run(name, entities) for name in ("csv/a.csv", "csv/b.csv", "a.svg", "b.svg", "n.svg")] == [True, False, True, False, False]
    assert leads_to_run("b.svg", {**entities, "#other": {**other, "object": {"@id": "csv/a.csv"}}})


def test_a_table_that_is_not_as_the_run_wrote_it_is_a_fault() -> None:
    files = {"csv/a.csv": b"x\n", "run.json": json.dumps({"outputs": {"csv/a.csv": "0" * 64}}).encode()}
    graph = {"@graph": [{"@id": "#run", "@type": "CreateAction", "result": [{"@id": "csv/a.csv"}]}]}
    assert "csv/a.csv is not as the run wrote it" in list(faults_of(graph, files))
