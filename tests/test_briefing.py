"""The briefing says what the tables say, on few pages, to everyone."""

from __future__ import annotations

import inspect
import re
import shutil
import subprocess
from dataclasses import fields, replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pandas as pd
import pypdfium2
import pytest
from docx.oxml.ns import qn
from invented_study import Invented, codebook, contrast, shift

from pipeline.claims import claim_contrasts, claim_shifts
from pipeline.codebook import Theme
from pipeline.config import Report, Study, StudySection, Track
from pipeline.drawing import Rendered, render
from pipeline.evidence import Evidence
from pipeline.exporters.brief_evidence import MOST_PROPOSALS, chosen_figures, chosen_proposals
from pipeline.exporters.brief_themes import MOST_THEMES
from pipeline.exporters.briefing import write
from pipeline.figures import themes_over_time
from pipeline.pictures import Picture
from pipeline.tables import TABLES
from pipeline.wording import one_line

EVIL = "<script>alert('x')</script> javascript:alert(1) =cmd|' /C calc'!A0"
EVERY_YEAR = (2008, 2010, None, 2008, 2010, 2008, 2010, 2009, 2009, 2009, 2009, 2009)
SOFFICE = shutil.which("soffice")


def evidence_of(invented: Invented, **tables: Any) -> Evidence:
    held = invented.tables() | tables
    return Evidence(**{field.name: held[field.name] for field in fields(Evidence) if field.name in held})


def picture_of(evidence: Evidence) -> dict[str, Picture]:
    tables = {name: getattr(evidence, name) for name in inspect.signature(themes_over_time.draw).parameters}
    image: Rendered = render(lambda: themes_over_time.draw(**tables))
    return {"themes_over_time": Picture("themes_over_time", image, themes_over_time.describe(**tables))}


UNDRAWN = {"themes_over_time": Picture("themes_over_time", Rendered(b"", b"", shows=False), "Nothing to draw.")}


def word_of(evidence: Evidence, settings: Report | None = None, pictures: dict[str, Picture] | None = None) -> Any:
    return docx.Document(BytesIO(write(evidence, pictures or UNDRAWN, settings or Report())))


def text_of(word: Any) -> str:
    return " ".join("".join(node.text or "" for node in paragraph.iter(qn("w:t"))) for paragraph in word.element.body.iter(qn("w:p")))


def headings_of(word: Any) -> list[tuple[int, str]]:
    return [(int(p.style.name[-1]), p.text) for p in word.paragraphs if p.style.name.startswith("Heading")]


@pytest.fixture(scope="module")
def told() -> Evidence:
    return evidence_of(Invented(years=EVERY_YEAR), shifts=TABLES["shifts"].frame([shift()]), contrasts=TABLES["contrasts"].frame([contrast()]))


def test_the_same_evidence_gives_the_same_bytes_whatever_the_order_of_rows(told: Evidence) -> None:
    tables = {field.name: getattr(told, field.name) for field in fields(Evidence)}
    shuffled = {name: t.sample(frac=1, random_state=1) if isinstance(t, pd.DataFrame) else t for name, t in tables.items()}
    assert write(told, UNDRAWN, Report()) == write(Evidence(**shuffled), UNDRAWN, Report())


def test_the_clock_and_the_machine_leave_no_trace(told: Evidence) -> None:
    content = write(told, UNDRAWN, Report(authors="The Secretariat"))
    with ZipFile(BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms:created" not in package.read("docProps/core.xml")
    about = docx.Document(BytesIO(content)).core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("The Secretariat", "", "")
    dated = docx.Document(BytesIO(write(told, UNDRAWN, Report(date="2031-02-03")))).core_properties
    assert (dated.created.date().isoformat(), dated.modified.date().isoformat()) == ("2031-02-03", "2031-02-03")


def test_title_and_language_are_set(told: Evidence) -> None:
    word = word_of(told)
    assert word.core_properties.title == "Themes across documents, places and years: Luton and Oldham"
    assert word.core_properties.language == "en-GB"
    languages = {element.get(qn("w:val")) for element in word.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    assert word.paragraphs[0].style.name == "Title"


def test_headings_are_real_and_leave_no_level_out(told: Evidence) -> None:
    levels = [level for level, _ in headings_of(word_of(told))]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_the_summary_stands_first_and_the_rest_begins_on_a_new_page(told: Evidence) -> None:
    word = word_of(told)
    first, second = [p for p in word.paragraphs if p.style.name == "Heading 1"][:2]
    assert (first.text, first.paragraph_format.page_break_before) == ("Summary", False)
    assert (second.text, second.paragraph_format.page_break_before) == ("Themes over time", True)


def test_every_table_has_one_marked_header_row_and_no_merged_cell(told: Evidence) -> None:
    tables = word_of(told).tables
    assert tables
    for table in tables:
        assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows] == [True, *[False] * (len(table.rows) - 1)]
        assert not [*table._tbl.iter(qn("w:gridSpan")), *table._tbl.iter(qn("w:vMerge"))]
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
        assert all(cell.text for row in table.rows for cell in row.cells)


@pytest.mark.slow
def test_the_picture_has_an_alternative_text_that_begins_with_its_caption(told: Evidence) -> None:
    pictures = picture_of(told)
    word = word_of(told, pictures=pictures)
    (shape,) = word.inline_shapes
    assert shape._inline.docPr.get("descr").startswith(pictures["themes_over_time"].caption)
    assert [p.text for p in word.paragraphs if p.style.name == "Caption"] == [pictures["themes_over_time"].caption]


def test_claims_stand_in_the_summary_with_their_numbers(told: Evidence) -> None:
    text = text_of(word_of(told))
    summary = text[: text.index("Themes over time")]
    for claims in (claim_shifts(told), claim_contrasts(told)):
        assert claims.first
        assert one_line(f"{claims.first[0].subject}{claims.first[0].headline}") in summary
    assert "Image 25.0% (20.0% to 30.0%) 12 of 12 minutes (6 of 6); press release (6 of 6)" in summary


def test_where_a_theme_is_found_is_not_said_to_be_who_speaks_of_it_most(told: Evidence) -> None:
    text = text_of(word_of(told))
    assert "Documents Found in" in text
    assert "most" not in text[text.index("How large the themes are") : text.index("Themes over time")]


def test_where_nothing_may_be_claimed_the_summary_says_why() -> None:
    text = text_of(word_of(evidence_of(Invented(years=(2008, 2010, 2013, None, None), places=("Luton",)))))
    assert "No shift is claimed. Of 5 documents, 3 have a date; a shift needs two periods" in text
    assert "No difference between groups of documents is claimed." in text


def test_claims_beyond_the_page_are_counted() -> None:
    years = tuple(range(2001, 2013))
    many = [shift(period_from=str(year), period_to=str(year + 1), kind="consecutive") for year in years[:-1]]
    text = text_of(word_of(evidence_of(Invented(years=years * 3), shifts=TABLES["shifts"].frame(many))))
    shown = text.count("Economy rises by")
    left = re.search(r"(\d+) further claims are in the report", text)
    assert 1 <= shown < len(many)
    assert left
    assert int(left[1]) + shown == len(many)


def test_what_the_study_is_not_and_that_nobody_checked_the_codes_is_said_on_the_first_page(told: Evidence) -> None:
    text = text_of(word_of(told))
    summary = text[: text.index("Themes over time")]
    assert "It is not a vote and not a survey" in summary
    assert "nothing in them was checked for being true" in summary
    assert "Machine-coded, uncorrected (head): no person has corrected the codes" in summary
    corrected = evidence_of(Invented(), trends=Invented().trends().assign(corrected=True))
    assert "no person has corrected the codes" not in text_of(word_of(corrected))


def test_each_theme_says_how_far_it_reaches_who_says_it_and_who_does_not(told: Evidence) -> None:
    text = text_of(word_of(told))
    assert "In 12 of 12 documents, 12 of 48 coded passages, from 2 places, 2008 to 2010." in text
    assert "Press release (6 of 6 documents). Not found in minutes (6 documents)." in text
    assert "From 2008 to 2010: rise." in text


def test_a_theme_without_passages_is_said_to_be_in_none_and_stands_among_what_is_not_known() -> None:
    empty = codebook(Theme(id="transport", name="Transport", definition="Buses and trains."))
    text = text_of(word_of(evidence_of(Invented(codebook=empty))))
    assert "In none of 3 documents and 12 coded passages." in text
    assert "Anything of Transport: no passage was found." in text


def test_quotes_stand_whole_or_are_left_out_and_it_is_said() -> None:
    reason = "Concern was raised by many. " * 9 + "Yet the market is the pride of all."
    too_long = "The bus never comes. " * 30
    for text, shown in ((reason, True), (too_long, False)):
        word = word_of(evidence_of(Invented(quote=text.strip())))
        quoted = [re.search("“(.*)”", p.text)[1] for p in word.paragraphs if p.style.name == "Quote"]
        assert quoted == ([text.strip()] if shown else [])
        assert ("Its quotes of problems are too long to stand here whole" in text_of(word)) is not shown
    chosen = Invented(quote=too_long.strip())
    pinned = TABLES["quotes"].frame(chosen.quotes().assign(decided_by="a person"))
    assert too_long.strip() in text_of(word_of(evidence_of(chosen, quotes=pinned)))


def test_a_dissenting_quote_is_named_so_and_its_absence_too() -> None:
    quotes = Invented().quotes()
    assert "None was found that could be quoted; there may be dissent all the same." in text_of(word_of(evidence_of(Invented())))
    dissenting = text_of(word_of(evidence_of(Invented(), quotes=TABLES["quotes"].frame(quotes.assign(role="dissenting")))))
    assert "A dissenting voice, on a problem. “The town gets a bad press.” (Minutes 0, 2008, para 1)" in dissenting
    assert "None was found that could be quoted" not in dissenting.split("Economy", maxsplit=1)[0]


def test_what_a_person_chose_comes_first_and_is_said_to_be_a_person_s() -> None:
    (row,) = Invented().quotes().to_dict("records")
    others = [row | {"quote_id": f"image{n:010d}", "decided_by": None} for n in range(5)]
    quotes = TABLES["quotes"].frame([*others, row | {"quote_id": "image9999999999", "decided_by": "the secretary"}])
    text = text_of(word_of(evidence_of(Invented(), quotes=quotes)))
    assert text.count("(Minutes 0, 2008, para 1; chosen by a person)") == 1


def test_a_question_stands_with_what_answers_it() -> None:
    asked = Invented().quotes().assign(voice="question", reply_segment_id=Invented().segments()["segment_id"].iloc[1])
    text = text_of(word_of(evidence_of(Invented(), quotes=TABLES["quotes"].frame(asked))))
    assert "The reply. “The town gets a bad press.”" in text


def test_what_the_authors_find_stands_under_its_theme_as_theirs() -> None:
    row = dict.fromkeys(TABLES["decisions"].names) | {
        "decision_id": "findings0123456789",
        "file": "findings",
        "row": 2,
        "decision": "finding",
        "theme_id": "image",
        "text": "We find that the town is better than its name.",
        "standing": "written",
        "decided_by": "a person",
    }
    text = text_of(word_of(evidence_of(Invented(), decisions=TABLES["decisions"].frame([row]))))
    assert "What the authors find, in their own words. We find that the town is better than its name. How far it reaches." in text


def test_no_word_of_a_document_that_may_not_be_quoted_is_shown() -> None:
    documents = Invented().documents().assign(quotable="paraphrase")
    assert "bad press" not in text_of(word_of(evidence_of(Invented(), documents=TABLES["documents"].frame(documents))))
    assert "3 documents may not be quoted" in text_of(word_of(evidence_of(Invented(), documents=TABLES["documents"].frame(documents))))


def test_many_themes_are_told_for_the_largest_and_named_for_the_others() -> None:
    more = [Theme(id=f"extra_{n:02d}", name=f"Extra {n:02d}", definition="Invented.") for n in range(12)]
    word = word_of(evidence_of(Invented(codebook=codebook(*more))))
    text = [name for level, name in headings_of(word) if level == 2]
    assert len([name for name in text if name.startswith(("Extra", "Image", "Economy"))]) == MOST_THEMES
    assert "Extra 10 and Extra 11: in fewer passages" in text_of(word)


def test_nothing_that_a_document_holds_becomes_a_field_or_a_link() -> None:
    study = Invented(titles=(EVIL,) * 3, places=(EVIL,), quote=EVIL, codebook=codebook(Theme(id="evil", name=EVIL, definition=EVIL)))
    content = write(evidence_of(study, study=Study(study=StudySection(title=EVIL))), UNDRAWN, Report(authors=EVIL))
    with ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            part = package.read(name).decode("utf-8", errors="ignore")
            assert "<script" not in part
            assert "<w:hyperlink" not in part
            assert 'TargetMode="External"' not in part
            assert set(re.findall(r'w:instr="([^"]*)"', part)) <= {"PAGE"}
            assert "<w:instrText" not in part
    assert EVIL in text_of(docx.Document(BytesIO(content)))


def proposals() -> pd.DataFrame:
    rows = [
        {
            "recommendation_id": f"r{n:010d}",
            "kind": kind,
            "document_id": "doc-0000",
            "start": 0,
            "end": 26,
            "text": "The town gets a bad press.",
            "owner": owner,
            "action": f"thing {n}",
            "theme_ids": themes,
            "status": "open",
            "_order": n,
        }
        for n, (kind, owner, themes) in enumerate(
            [("request", None, ["image"]), ("recommendation", "The council", ["image", "economy"]), ("done", "The council", ["image"])]
            + [("recommendation", None, ["economy"])] * 9
        )
    ]
    return pd.DataFrame(rows).assign(deadline=None, decided_by=None)


def test_recommendations_with_owner_and_deadline_come_first_those_of_no_theme_too_and_nothing_that_is_done(told: Evidence) -> None:
    given = proposals().assign(owner="The council")
    given.loc[11, "deadline"] = "by May"
    given["theme_ids"] = [[] if n == 11 else themes for n, themes in enumerate(given["theme_ids"])]
    chosen = chosen_proposals(told, given)
    assert len(chosen) == MOST_PROPOSALS
    assert "thing 11" in set(chosen["action"])
    assert {"thing 0", "thing 1"} <= set(chosen["action"])  # of two themes that take turns
    assert "thing 2" not in set(chosen["action"])
    assert not chosen["recommendation_id"].duplicated().any()


def test_recommendations_of_nobody_or_without_action_are_shown_only_where_a_person_decided(told: Evidence) -> None:
    given = proposals().assign(owner=["We", None, "A", "–", "they", *["The forum"] * 7], action=["x"] * 5 + ["", *["y"] * 6])
    assert set(chosen_proposals(told, given).index) == set(range(6, 12))
    pinned = chosen_proposals(told, given.assign(decided_by=["a person", *[None] * 11]))
    assert 0 in pinned.index
    few = given.assign(owner=None)
    assert chosen_proposals(told, few).empty


def test_the_kind_of_each_proposal_is_said_and_why_none_is_shown() -> None:
    row = dict.fromkeys(TABLES["recommendations"].names) | {
        name: [] for name in ("evidence_for", "evidence_against", "near", "reported_by", "superseded_by")
    }
    base = Invented().quotes().to_dict("records")[0]
    row |= {name: base[name] for name in ("document_id", "segment_id", "start", "end", "page", "paragraph", "text")}
    row |= {
        "recommendation_id": "r0123456789",
        "kind": "commitment",
        "owner": "The council",
        "action": "act",
        "theme_ids": ["image"],
        "status": "open",
    }
    row |= {"reference": "r", "origin": "o"}
    text = text_of(word_of(evidence_of(Invented(), recommendations=TABLES["recommendations"].frame([row]))))
    assert "Kind Theme Who Word for word By when Where commitment Image The council" in text
    none = text_of(word_of(evidence_of(Invented(), recommendations=TABLES["recommendations"].frame([row | {"owner": None}]))))
    assert "1 was found by rule, of which none that is open names who is to act" in none


def test_figures_of_a_series_come_first_and_official_ones_before_others() -> None:
    frame = pd.DataFrame(
        {
            "series": ["a", "b", "b", "c"],
            "status": ["official", "reported", "reported", "claimed"],
            "year": [2001, 2001, None, 2001],
            "start": 0,
            "_order": range(4),
        }
    )
    assert chosen_figures(frame).index.tolist() == [1, 2, 0, 3]


def test_a_census_is_not_said_to_be_tested() -> None:
    census = evidence_of(Invented(), study=Study(track=Track(design="census")))
    assert "nothing is tested" in text_of(word_of(census))
    assert "false discovery rate" not in text_of(word_of(census))


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice, which lays out the pages, is not installed")
@pytest.mark.parametrize("n_themes", [0, 3, 30])
def test_the_briefing_has_four_to_eight_pages_of_which_the_summary_is_the_first(n_themes: int, tmp_path: Path) -> None:
    more = [Theme(id=f"extra_{n:02d}", name=f"Extra {n:02d}", definition="Invented. " * 40) for n in range(n_themes)]
    study = Invented(years=EVERY_YEAR * 4, quote="The town gets a bad press, and nobody there knows why. " * 8, codebook=codebook(*more))
    shifts = [shift(period_from="2008", period_to="2010"), shift(subject_id="image", verdict="fall", difference=-0.2)]
    tables = {"shifts": shifts, "contrasts": [contrast()], "quotes": quotes_of_all_kinds(study)}
    evidence = evidence_of(study, **{name: TABLES[name].frame(rows) for name, rows in tables.items()})
    (tmp_path / "briefing.docx").write_bytes(write(evidence, picture_of(evidence), Report()))
    command = [SOFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf", "--outdir", tmp_path]
    subprocess.run([*command, tmp_path / "briefing.docx"], check=True, capture_output=True, timeout=180)
    with pypdfium2.PdfDocument(tmp_path / "briefing.pdf") as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    assert 4 <= len(pages) <= 8
    assert "Summary" in pages[0]
    assert "Themes over time" in pages[1]


def quotes_of_all_kinds(study: Invented) -> list[dict[str, Any]]:
    """A strength, a problem, a proposal and dissent of every theme, with citations as long as they come."""
    (row,) = study.quotes().to_dict("records")
    kinds = [("strength", "representative"), ("problem", "representative"), ("proposal", "representative"), ("neither", "dissenting")]
    citation = "Minutes of a Forum with a Long Name [doc-0000-0123456789], 2008-01-02, page 3, paragraph 45, Question 6"
    return [
        row | {"quote_id": f"{theme_id}{n:010d}", "theme_id": theme_id, "framing": framing, "role": role, "citation": citation}
        for theme_id in study.codebook.theme_ids
        for n, (framing, role) in enumerate(kinds)
    ]


@pytest.mark.parametrize(("quotable", "said"), [("yes", False), (None, True)])
def test_the_front_says_that_it_is_not_to_be_passed_on(told: Evidence, quotable: str | None, said: bool) -> None:
    tables = {field.name: getattr(told, field.name) for field in fields(Evidence)}
    documents = tables["documents"].assign(quotable="yes")
    documents.loc[documents.index[0], "quotable"] = quotable
    word = word_of(Evidence(**tables | {"documents": documents}))
    assert word.paragraphs[1].text.startswith("For the team, not for publication: this file may quote documents that nobody has cleared") == said


def test_what_is_said_of_a_theme_names_no_rest_and_no_dissent_where_there_is_none(told: Evidence) -> None:
    from pipeline.exporters.brief_themes import _said

    theme_id = str(told.codings.loc[told.codings["assigned"], "theme_id"].iloc[0])
    own = told.codings.loc[(told.codings["theme_id"] == theme_id) & told.codings["assigned"], "segment_id"]
    framings = told.framings[told.framings["segment_id"].isin(own)].assign(framing="problem", dissent=False)
    assert not framings.empty
    said = _said(framings)
    assert "the rest" not in said
    assert "Nobody disagrees in any." in said
    mixed = framings.assign(framing=["neither", *["problem"] * (len(framings) - 1)], dissent=[True, *[False] * (len(framings) - 1)])
    said = _said(mixed)
    assert "; the rest is neither. Somebody disagrees in 1 passage." in said


def test_what_is_said_of_a_theme_counts_its_own_passages_alone(told: Evidence) -> None:
    themes = [theme.id for theme in told.codebook.theme if theme.parent is None]
    seen = told.codings.groupby("theme_id").cumcount()
    most = told.codings["theme_id"].map({theme_id: n for n, theme_id in enumerate(themes, 2)}).fillna(0)
    codings = told.codings.assign(assigned=seen < most)
    framings = told.framings.head(1).drop(columns="segment_id").merge(pd.DataFrame({"segment_id": codings["segment_id"].unique()}), how="cross")
    text = text_of(word_of(replace(told, codings=codings, framings=framings)))
    assert re.findall(r"Of (\d+) passages:", text) == [str(n) for n in range(2, 2 + len(themes))]
