"""What is said where little can be: one document, one year, one place, no dates, a theme nowhere, many places, many periods."""

import html
import re
import subprocess
import sys

import pytest
from conftest import ROOT
from edge_studies import settled, tell
from invented_study import Invented, places
from small_study import write_study

TWO = ("Alder", "Birch")
NOTHING_OVER_TIME = "No shift is claimed."
NO_PERIODS = "there are no periods to hold together"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("study", "said"),
    [
        (
            Invented(years=(2010,), places=("Alder",)),
            ["The only document has a date", "and there is only one", "no two groups of documents by place or source type"],
        ),
        (Invented(years=(None,), places=(None,)), [NO_PERIODS, "no two groups of documents by source type"]),
        (Invented(years=(2010,) * 8, places=TWO), ["a shift needs two periods", "and there is only one"]),
        (Invented(years=(None,) * 8, places=TWO), ["Of 8 documents, none has a date", NO_PERIODS]),
        (Invented(years=(2008, 2008, 2009, 2009) * 2, places=(None,)), ["No shift is claimed"]),
    ],
)
def test_where_nothing_can_be_said_of_shifts_the_report_says_why(study, said):
    told = tell(study)
    assert settled(told) <= {"too little evidence", "no clear change", "no change"}
    for words in (NOTHING_OVER_TIME, "No difference between groups of documents is claimed.", *said):
        assert words in told.summary
    assert not [name for name, words in told.figures.items() if not words]


@pytest.mark.slow
def test_one_place_is_held_against_no_other_and_all_its_shifts_are_told_once():
    told = tell(Invented(years=tuple(2008 + n // 4 for n in range(12)), places=("Alder",)))
    assert set(told.tables["contrasts"]["group_kind"]) == {"source_type"}
    assert "place" not in set(told.tables["shifts"]["group_kind"]), "the shifts of all documents are those of the only place"
    assert "no two places" in told.figures["twins"] or "needs 8" in told.figures["twins"]


@pytest.mark.slow
def test_documents_without_dates_are_compared_by_place_and_stand_on_no_timeline():
    told = tell(Invented(years=(None,) * 10, places=("Alder", "Alder", "Birch", "Birch")))
    assert told.tables["shifts"].empty
    assert set(told.tables["trends"]["period"]) == {"all"}
    assert len(told.tables["contrasts"])
    assert "10 undated documents stand beside the axis" in told.figures["themes_over_time"]


@pytest.mark.slow
def test_of_a_theme_that_is_nowhere_only_an_upper_bound_is_given_and_no_lack_of_change():
    told = tell(Invented(years=tuple(2008 + n // 8 for n in range(16)), places=TWO), absent="image")
    assert "Image: none found in n = 16 documents, 64 segments; at most 17.1% of such documents" in told.summary
    nowhere = told.tables["shifts"].query("subject_id == 'image'")
    assert set(nowhere["verdict"]) == {"too little evidence"}
    assert "hardly occurs" in set(nowhere["reason"])
    assert "Image in none of 32 segments (at most" in told.figures["themes_by_place"]


@pytest.mark.slow
def test_forty_places_are_all_in_the_heat_map_and_of_their_contrasts_the_most_notable_are_drawn():
    named = places(40)
    told = tell(Invented(years=(2008, 2009) * 100, places=(*named, *named[1:], named[0])))
    assert all(name in told.figures["themes_by_place"] for name in named)
    assert told.sizes["themes_by_place"][1] <= 14, "inches"
    assert re.search(r"The 30 most notable of \d+ are shown", told.figures["contrasts"])
    assert "twins" in told.sizes


@pytest.mark.slow
def test_sixty_periods_have_a_band_each_and_years_that_can_be_read():
    told = tell(Invented(years=tuple(1950 + n % 60 for n in range(180)), places=TWO), periods="year")
    trends = told.tables["trends"].query("group_kind == 'all' and subject_id == 'image' and period != 'all'")
    assert len(trends) == 60
    assert trends["low"].notna().all()
    assert set(told.tables["shifts"].query("kind == 'trend'")["subject_id"]) >= {"image", "economy"}
    assert "1950 to 2009" in told.figures["themes_over_time"]
    assert told.sizes["themes_over_time"][0] <= 10, "inches"


@pytest.mark.slow
def test_an_undated_document_alone_makes_a_whole_study_without_a_warning(tmp_path):
    corpus = write_study(tmp_path, documents=1)
    (corpus / "manifest.csv").write_text("path,title,date,place\npaper-00.txt,Paper 0,,\n", encoding="utf-8")
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "run", "--corpus", str(corpus), "--outputs", str(tmp_path / "outputs")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "arning" not in done.stderr
    page = (tmp_path / "outputs" / "report.html").read_text(encoding="utf-8")
    words = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
    assert NO_PERIODS in words
    assert "On no timeline, for its date is not known: Paper 0." in words
