"""The report says what the tables say, to everyone, and lets nothing in that a document holds."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from devtools import AXE, CHROMIUM, Browser
from invented_study import Invented, codebook, contrast, shift
from lxml import html

from pipeline.code_files import HumanCodes
from pipeline.codebook import Exemplar, Theme
from pipeline.config import Report, Study, StudySection, Track
from pipeline.drawing import Rendered
from pipeline.errors import TableError
from pipeline.evidence import Evidence
from pipeline.exporters import EXPORTERS
from pipeline.figures import FIGURES
from pipeline.inline import source_hash
from pipeline.page import write_page
from pipeline.pictures import Picture
from pipeline.published_files import without_banner
from pipeline.report import report
from pipeline.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable

EVIL = "<script>alert('x')</script><img src=x onerror=alert(1)>\" onmouseover=\"alert(2)"
LUTON_LIKE = Invented(years=(2008, 2010, 2013, None, None), places=("Luton",))


def page_of(invented: Invented, **tables: Any) -> str:
    """Write the page alone: drawing takes longer than all else, and test_figures.py does it."""
    held = invented.tables() | tables
    settings = held.pop("settings", Report())
    undrawn = {name: Picture(name, Rendered(b"<svg/>", b"", shows=True), f"Caption of {name}.\nOne is 1.") for name in FIGURES}
    return write_page(Evidence(**held), undrawn, settings)


def text_of(page: str) -> str:
    body = html.fromstring(page).find("body")
    for script in body.findall(".//script"):
        script.drop_tree()
    return " ".join(" ".join(body.itertext()).split()).replace(" :", ":")


@pytest.fixture(scope="module")
def page() -> str:
    shifts = TABLES["shifts"].frame([shift(), shift(group_kind="place", group="Luton", kind="trend", difference=-0.004, verdict="fall")])
    years = (2008, 2010, None, 2008, 2010, 2008, 2010, 2009, 2009, 2009, 2009, 2009)
    return page_of(Invented(years=years), shifts=shifts, contrasts=TABLES["contrasts"].frame([contrast()]))


def test_a_rebuild_gives_the_same_bytes_whatever_the_order_of_rows() -> None:
    tables = Invented(years=(2008, 2010, None, 2008, 2010)).tables()
    shuffled = {name: t.sample(frac=1, random_state=1) if isinstance(t, pd.DataFrame) else t for name, t in tables.items()}
    assert report(**tables, settings=Report()).files == report(**shuffled, settings=Report()).files


def test_tables_are_not_changed() -> None:
    tables = Invented().tables()
    before = {name: t.copy() for name, t in tables.items() if isinstance(t, pd.DataFrame)}
    report(**tables, settings=Report())
    for name, frame in before.items():
        pd.testing.assert_frame_equal(tables[name], frame)


def test_no_report_is_written_with_a_quote_that_is_not_in_its_document() -> None:
    tables = Invented().tables()
    documents = tables["documents"].assign(text=tables["documents"]["text"].str.replace("e", "a"))
    with pytest.raises(TableError, match=r"1 passage that the report would show is not word for word in the documents, first image0123456789"):
        report(**tables | {"documents": documents}, settings=Report())


def test_every_figure_comes_as_svg_png_and_text_beside_the_exports() -> None:
    files = report(**Invented().tables(), settings=Report()).files
    assert set(files) == {"report.html", *EXPORTERS, *(f"figures/{name}.{kind}" for name in FIGURES for kind in ("svg", "png", "txt"))}


def test_five_documents_of_which_two_are_undated_support_no_shift() -> None:
    text = text_of(page_of(LUTON_LIKE))
    assert "No shift is claimed. Of 5 documents, 3 have a date; a shift needs two periods with at least 3 independent sources" in text
    assert "and none of the 3 periods has as many." in text
    assert "No difference between groups of documents is claimed." in text
    assert "On no timeline, for their dates are not known: Minutes 3; Minutes 4." in text


def test_tests_that_did_not_hold_are_the_reason_given() -> None:
    text = text_of(page_of(Invented(), shifts=TABLES["shifts"].frame([shift(verdict="no clear change", reason="q too high")])))
    assert "No shift is claimed. In the only comparison of periods, the change found does not hold up to the test (q is 0.05 or more)." in text


def test_a_rise_is_claimed_with_its_size_interval_and_numbers_of_documents(page: str) -> None:
    text = text_of(page)
    assert "Economy rises by 20.0 percentage points in all documents, from 33.3% (2008, n = 3 documents) to 16.7% (2010, n = 3 documents): " in text
    assert "95% interval 10.0 to 30.0; q = 0.004; machine-coded, uncorrected." in text
    assert "Economy falls by 0.40 percentage points a year in documents from Luton from 2008 to 2010" in text
    assert "Economy is higher in documents from Luton than in documents from Oldham, by 20.0 percentage points" in text


def test_shares_come_with_their_number_of_documents(page: str) -> None:
    said = "Image: 25.0% of a document’s codable segments on average (95% band 20.0% to 30.0%; n = 12 documents, 48 segments; "
    assert said + "machine-coded, uncorrected)." in text_of(page)


@pytest.mark.parametrize("change", [{"subject_id": "free-02"}, {"subject_id": "free-03"}, {"subject_id": "theme-image"}])
def test_fragile_topics_those_of_one_document_and_guided_ones_make_no_headline(change: dict[str, str]) -> None:
    page = page_of(Invented(), shifts=TABLES["shifts"].frame([shift(subject_kind="topic", **change)]))
    summary = " ".join(html.fromstring(page).xpath("//section[1]")[0].itertext())
    assert "No shift is claimed." in summary
    assert change["subject_id"] not in summary


def test_topics_nobody_asked_about_are_free_candidates_that_are_not_fragile(page: str) -> None:
    summary = " ".join(html.fromstring(page).xpath("//section[1]")[0].itertext())
    assert re.findall(r"label of (\S+)", summary) == ["free-01"]


def test_a_topic_whose_stability_was_not_measured_is_marked_and_not_called_fragile() -> None:
    topics = Invented().tables()["topics"].assign(stability=None, fragile=False)
    page = page_of(Invented(), topics=TABLES["topics"].frame(topics))
    assert "The stability of 3 topics beside the themes was not measured" in text_of(page)
    row = html.fromstring(page).get_element_by_id("topic-free-01")
    assert [cell.text_content() for cell in row][5:7] == ["not measured", "free"]
    assert [cell.text_content() for cell in html.fromstring(page).get_element_by_id("topic-theme-image")][5] == "–"


def test_a_guided_topic_of_one_document_stays_guided() -> None:
    topics = Invented().tables()["topics"]
    mostly = topics.assign(kind=topics["kind"].mask(topics["topic_id"] == "theme-image", "document"))
    ids = Invented().document_ids()
    placed = [{"document_id": d, "topic_id": "theme-image", "n_segments": 2, "share": 0.5} for d in ids]
    tables = {"topics": TABLES["topics"].frame(mostly), "document_topics": TABLES["document_topics"].frame(placed)}
    page = page_of(Invented(), **tables)
    row = html.fromstring(page).get_element_by_id("topic-theme-image")
    assert [cell.text_content() for cell in row][6] == "guided by a theme, mostly one document"
    assert "Words of its guided topic: bus, road, parking." in text_of(page)
    document = html.fromstring(page).get_element_by_id(f"document-{ids[0]}")
    assert [cell.text_content() for cell in document][-2] == "–"


def test_in_a_census_nothing_is_said_of_tests_and_intervals() -> None:
    claimed = {"low": None, "high": None, "p": None, "q": None}
    tables = {"shifts": TABLES["shifts"].frame([shift(**claimed)]), "contrasts": TABLES["contrasts"].frame([contrast(**claimed)])}
    sample, census = (text_of(page_of(Invented(), study=Study(track=Track(design=design)), **tables)) for design in ("sample", "census"))
    told = census[census.index("Method and limits How it was coded") :]
    for words in ("stood up to the test", "false discovery rate", "90% interval", "a test that could succeed"):
        assert words in sample
        assert words not in told
    assert "the difference is 10 percentage points or more" in told
    assert "a census, so no interval and no test; machine-coded, uncorrected" in census
    assert census.count("by 20.0 percentage points") == census.count("(a census, so no interval and no test; machine-coded, uncorrected)") + 1 == 2


@pytest.mark.parametrize(("alpha", "said"), [(0.025, "2.5%"), (0.05, "5%"), (0.001, "0.1%")])
def test_the_false_discovery_rate_is_written_as_it_is_set(alpha: float, said: str) -> None:
    assert f"at a false discovery rate of {said}." in text_of(page_of(Invented(), study=Study(track=Track(alpha=alpha))))


def test_exemplars_of_a_study_are_not_called_anything_that_is_not_known() -> None:
    text = text_of(page_of(Invented(), study=Study(study=StudySection(exemplars=Path("/x/ours.csv")))))
    assert "(ours.csv): labelled paragraphs that come with the study. Who wrote and coded them is for the study to say." in text
    assert "not codes of these documents" not in text
    assert "written for the project by a language model" in text_of(page_of(Invented()))


def test_topics_kept_out_of_the_summary_are_counted_by_what_keeps_them_out() -> None:
    tables = Invented().tables()
    fragile = tables["crosswalk"].assign(relation=tables["crosswalk"]["relation"].mask(tables["crosswalk"]["topic_id"] == "free-02", "candidate"))
    text = text_of(page_of(Invented(), crosswalk=TABLES["crosswalk"].frame(fragile)))
    assert "Kept out of this list: 1 candidate that is fragile and 1 topic beside the themes that is mostly one document." in text
    alone = tables["topics"][tables["topics"]["topic_id"].isin(["free-01", "theme-image"])]
    assert "Kept out of this list" not in text_of(page_of(Invented(), topics=TABLES["topics"].frame(alone)))


def test_every_rule_behind_a_number_is_stated(page: str) -> None:
    text = text_of(page)
    assert "comes from a table of the study, or follows from one by a rule that the method section states" in text
    assert "The tables that come with this page are in the folder csv/" in text
    assert "1 − 0.05 1/m" in text


def test_where_stability_was_measured_nothing_is_said_of_it_not_being_so(page: str) -> None:
    assert "was not measured" not in text_of(page)


def test_a_dissenting_quote_is_said_to_be_machine_coded_and_no_other_is() -> None:
    quotes, said = Invented().quotes(), "That is no judgement of where its speaker stands on the theme."
    assert said not in text_of(page_of(Invented()))
    assert said in text_of(page_of(Invented(), quotes=quotes.assign(role="dissenting")))


def test_the_places_are_named_in_the_head_where_the_study_sets_no_title() -> None:
    given = Study(study=StudySection(title="Our study"))
    titles = [html.fromstring(page_of(LUTON_LIKE, study=study)).xpath("string(//h1)") for study in (Study(), given)]
    assert titles == ["Themes across documents, places and years: Luton", "Our study"]


def test_the_head_says_in_a_line_what_was_read() -> None:
    read = html.fromstring(page_of(LUTON_LIKE)).xpath("string(//p[@class='analysed'])")
    assert read == "5 documents · 20 codable segments · 1 place (Luton) · 2008 to 2013 · 2 documents undated"


def test_uncorrected_machine_coding_is_said_so_and_only_then() -> None:
    assert "Machine-coded, uncorrected: no share is corrected by human codes (coder: head)." in text_of(page_of(Invented()))
    corrected = Invented().trends().assign(corrected=True)
    text = text_of(page_of(Invented(), trends=corrected))
    assert "no share is corrected by human codes" not in text
    assert "what is corrected by human codes is marked so, and the rest is uncorrected" in text
    assert "segments; corrected by human codes)" in text
    assert "Corrected by human codes: people coded segments drawn by chance" in text


def test_without_human_codes_the_report_says_that_nothing_is_known_of_the_coder() -> None:
    text = text_of(page_of(Invented()))
    assert "When this report was made, codes/ held no codes that people gave to segments drawn by chance" in text
    assert "how often the coder is right on these documents is not known" in text
    assert "The coder against people, by theme" not in text


def test_human_codes_of_a_draw_show_how_good_the_coder_is_by_theme() -> None:
    study = Invented(years=(2008,) * 10)
    page = page_of(study, drawn_codes=study.drawn_codes())
    rows = [[cell.text_content() for cell in row] for row in html.fromstring(page).xpath("//table[@id='appraisals-table']/tbody/tr")]
    assert [row[:5] for row in rows] == [
        ["Image", "40", "10", "20", "1.00 (0.66 to 1.00)"],
        ["Economy", "40", "10", "10", "1.00 (0.54 to 1.00)"],
        ["Economy: Jobs", "40", "10", "10", "1.00 (0.54 to 1.00)"],
    ]
    assert rows[0][7] == "0.250 (too few sources)", "all sources are alike, so that nothing is known of how they differ"
    assert "People coded 40 segments from 10 documents, drawn by chance." in text_of(page)
    assert "Caption of reliability" in text_of(page)
    assert "codes/ held no codes" not in text_of(page)


def test_a_quote_says_why_it_carries_its_theme_in_the_words_of_the_exemplar() -> None:
    study = Invented()
    why = "words: press; nearest exemplar: 2 (cosine 0.61); threshold: 0.35"
    codings = study.codings().assign(why=lambda t: t["why"].mask(t["assigned"], why))
    exemplars = [Exemplar("A first one.", frozenset()), Exemplar("A dear old place, said the <b>paper</b>.", frozenset({"image"}))]
    page = page_of(study, codings=TABLES["codings"].frame(codings), exemplars=exemplars)
    reasons = [item.text_content() for item in html.fromstring(page).get_element_by_id("image0123456789").xpath(".//li")]
    assert reasons == [
        "Score 1.00; the theme is given from 0.35 on.",
        "Words of the codebook in it: press.",
        "The nearest exemplar (no. 2, cosine 0.61): “A dear old place, said the <b>paper</b>.”",
    ]


@pytest.mark.parametrize("quotable", ["no", "paraphrase"])
def test_no_words_of_a_document_that_may_not_be_quoted_say_why_another_carries_a_theme(quotable: str) -> None:
    study = Invented(years=(2008,) * 4)
    documents, segments, codings = study.documents(), study.segments(), study.codings()
    barred, quoted = segments.loc[segments["document_id"] == "doc-0002", "segment_id"].iloc[0], study.quotes()["segment_id"].iloc[0]
    private = "She was told to leave her flat."
    documents = documents.assign(quotable=documents["document_id"].map({"doc-0002": quotable}), text=f"{study.quote} {private}")
    segments = segments.assign(text=segments["text"].mask(segments["segment_id"] == barred, private))
    codings = codings.assign(why=codings["why"].mask(codings["segment_id"] == quoted, f"nearest human code: {barred} (cosine 0.91)"))
    returned = pd.DataFrame([{"draw": "draw-1", "segment_id": barred, "path": "doc-0002.txt", "text": private, "coder": "anna", "codes": "image"}])
    human = HumanCodes(pd.DataFrame(), returned, {}, study.codebook, ())
    held = Evidence(**study.tables() | {"documents": documents, "segments": segments, "codings": codings, "human_codes": human})
    said = " ".join(line for lines in held.reasons.values() for line in lines)
    assert private not in said
    assert "is a passage of a document that may not be quoted" in said


def suggested(study: Invented) -> dict[str, pd.DataFrame]:
    """A sub-topic of image, and a code that a topic suggests."""
    own = {"subtopic_id": "sub-image-01", "theme_id": "image", "label": "press, film", "top_words": ["press", "film"], "n_segments": 3}
    rest = {"n_documents": 3, "top_document_share": 0.4, "stability": 0.8, "fragile": False, "segment_ids": [study.segments()["segment_id"][0]]}
    draft = {"topic_id": "free-01", "code_id": "buses", "name": "Bus, road", "definition": "Buses.", "include": [], "seeds": ["bus"]}
    counts = {"expected_share": 0.1, "n_segments": 6, "n_documents": 3, "stability": 0.8, "nearest_theme_id": None, "nearest_share": 0.0}
    return {"subtopics": TABLES["subtopics"].frame([own | rest]), "candidates": TABLES["candidates"].frame([draft | counts])}


def test_sub_topics_stand_within_their_theme_and_drafts_of_codes_beside_the_topics() -> None:
    study = Invented()
    tree = html.fromstring(page_of(study, **suggested(study)))
    (article,) = tree.xpath("//article[@aria-labelledby='theme-image']")
    assert "3 segments (100.0% of the theme’s) in 3 documents; stability 0.80." in article.get_element_by_id("sub-image-01").text_content()
    assert 'id = "buses"' in tree.xpath("string(//section[@aria-labelledby='topics']//pre)")
    assert "to be divided into sub-topics" in text_of(page_of(study))


def test_the_summary_has_a_sentence_for_each_theme_and_names_the_documents_without_any() -> None:
    invented = Invented()
    held = invented.tables()
    counts = held["document_themes"]
    bare = counts["document_id"].iloc[0]
    counts = counts.assign(n_assigned=counts["n_assigned"].mask(counts["document_id"] == bare, 0))
    n_documents = counts.loc[counts["n_segments"] > 0, "document_id"].nunique()
    text = text_of(page_of(invented, document_themes=counts))
    for theme in held["codebook"].theme:
        own = counts[(counts["theme_id"] == theme.id) & (counts["n_assigned"] > 0)]
        said = f"{theme.name}: in {own['document_id'].nunique()} of {n_documents} documents, in {own['n_assigned'].sum()} of "
        assert theme.parent or said in text
    title = held["documents"].set_index("document_id").loc[bare, "title"]
    assert f"No passage with a theme was found in 1 of {n_documents} documents with passages that count: {title}." in text


def test_the_page_says_that_it_is_for_the_team_and_a_published_one_does_not() -> None:
    page = page_of(Invented())
    assert "For the team, not for publication." in text_of(page)
    assert "For the team" not in text_of(without_banner(page.encode()).decode())
    with pytest.raises(ValueError, match="0 banners"):
        without_banner(b"<p>x</p>")


def test_stale_codes_are_counted_by_coder_with_what_to_do() -> None:
    study = Invented()
    then = study.codebook.model_copy(update={"theme": (Theme(id="image", name="Image", definition="Otherwise."), *study.codebook.theme[1:])})
    drawn = {"draw": "draw-0", "origin": "drawn", "codebook_version": "0"}
    draws = pd.DataFrame([drawn | {"segment_id": name, "themes": "image;economy;jobs", "probability": 0.5} for name in ("a", "b")])
    row = drawn | {"coder": "anna", "path": "doc-0000.txt", "codes": ""}
    returned = pd.DataFrame([row | {"segment_id": "a", "text": study.quote}, row | {"segment_id": "b", "text": "Not there."}])
    text = text_of(page_of(study, human_codes=HumanCodes(draws, returned, {"draw-0": then}, study.codebook, ())))
    assert "Stale codes of anna: 1 of 2 segments of draw-0 are no codable segments any more. Use the settings" in text
    assert "Stale codes of anna: image in all 2 segments of draw-0. They were given by codebook version 0; in the codebook in use" in text
    assert "draw-0 anna 0 2 1 Image" in text
    assert "What anna coded says nothing here" in text


def test_every_row_of_shares_shifts_and_contrasts_says_how_it_was_coded() -> None:
    tables = {
        "shifts": TABLES["shifts"].frame([shift(), shift(subject_id="image", corrected=True)]),
        "contrasts": TABLES["contrasts"].frame([contrast(), contrast(subject_id="image", corrected=True)]),
    }
    page = html.fromstring(page_of(Invented(), **tables))
    for table_id in ("trends-theme-all", "trends-theme-place", "shifts-table", "contrasts-table"):
        rows = [" ".join(row.itertext()) for row in page.xpath(f"//table[@id='{table_id}']/tbody/tr")]
        assert rows
        assert all(("machine-coded, uncorrected" in row) != ("corrected by human codes" in row) for row in rows)
        assert any("corrected by human codes" in row for row in rows) == table_id.endswith("-table")


def test_documents_that_came_after_the_fit_are_counted() -> None:
    assert "came after the topic model was fitted" not in text_of(page_of(Invented()))
    assert "2 of 3 documents came after the topic model was fitted" in text_of(page_of(Invented(), fitted_documents=frozenset({"doc-0000"})))


def test_problems_are_listed_with_their_remedy_or_there_are_none() -> None:
    assert "None: every file was read" in text_of(page_of(Invented()))
    problem = {"stage": "ingest", "path": "scan.pdf", "code": "no-text", "message": "No text.", "remedy": "Add a text layer.", "severity": "error"}
    text = text_of(page_of(Invented(), problems=TABLES["problems"].frame([problem])))
    assert "error scan.pdf ingest No text. Add a text layer." in text


def test_settings_name_files_but_no_folder() -> None:
    study = Study(study=StudySection(codebook=Path("/secret/home/codebook.toml"), exemplars=Path("/secret/home/exemplars.csv")))
    page = page_of(Invented(), study=study)
    assert "codebook.toml" in page
    assert "/secret" not in page


def test_date_and_authors_stand_in_the_head_where_they_are_set() -> None:
    assert "A. Person, May 2020" in text_of(page_of(Invented(), settings=Report(date="May 2020", authors="A. Person")))


def test_a_document_without_codable_segments_is_listed_without_shares() -> None:
    study = Invented()
    tables = study.tables()
    segments, counts = study.segments(), study.document_themes()
    empty = counts["document_id"] == "doc-0000"
    tables["segments"] = segments.assign(codable=segments["document_id"] != "doc-0000")
    tables["document_themes"] = counts.assign(**{name: counts[name].mask(empty, 0) for name in ("n_segments", "n_assigned", "share")})
    row = html.fromstring(page_of(study, **tables)).get_element_by_id("document-doc-0000")
    assert [cell.text_content() for cell in row][4:8] == ["0", "–", "–", "–"]


@pytest.mark.parametrize(
    "study",
    [
        Invented(titles=(EVIL,) * 3),
        Invented(places=(EVIL,)),
        Invented(quote=EVIL),
        Invented(codebook=codebook(Theme(id="evil", name=EVIL, definition=EVIL))),
    ],
    ids=["title", "place", "quote", "theme"],
)
def test_nothing_that_a_document_holds_becomes_markup(study: Invented) -> None:
    page = page_of(study)
    tree = html.fromstring(page)
    assert [script.get("type") for script in tree.findall(".//script")] == ["application/json", None]
    assert not [attribute for element in tree.iter() for attribute in element.attrib if attribute.startswith("on")]
    assert all(image.get("src").startswith("data:image/svg+xml;base64,") for image in tree.findall(".//img"))
    assert "<script>alert" not in page


def test_the_policy_admits_exactly_the_style_and_script_of_the_page(page: str) -> None:
    policy = html.fromstring(page).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    style, script = (re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL) for tag in ("style", "script"))
    assert len(style) == len(script) == 1
    assert policy.startswith("default-src 'none';")
    assert f"style-src '{source_hash(style[0])}';" in policy
    assert f"script-src '{source_hash(script[0])}';" in policy


def test_the_page_needs_nothing_from_elsewhere(page: str) -> None:
    tree = html.fromstring(page)
    assert not tree.xpath("//link | //iframe | //object | //@style")
    assert all(address.startswith(("#", "data:")) for address in [*tree.xpath("//@href"), *tree.xpath("//@src")])


def test_ids_are_unique_and_every_link_finds_its_target(page: str) -> None:
    ids = html.fromstring(page).xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = [address[1:] for address in html.fromstring(page).xpath("//@href") if not address.startswith("#quote-")]
    named = [name for names in html.fromstring(page).xpath("//@aria-labelledby | //@aria-describedby") for name in names.split()]
    assert not set(targets + named) - set(ids)


def test_documents_of_one_source_are_shown_together() -> None:
    documents = Invented(years=(2008,) * 9).documents()
    documents.loc[documents.index[:7], "cluster_id"] = documents["document_id"].iloc[0]
    table = html.fromstring(page_of(Invented(years=(2008,) * 9), documents=documents)).get_element_by_id("sources-table")
    (row,) = table.xpath("./tbody/tr")
    assert row.xpath("./td/text()") == ["7"]
    assert row.find("th").text_content().endswith("and 2 more")
    assert page_of(Invented()).count("sources-table") == 0


def test_reports_that_are_cited_and_not_held_are_listed_most_cited_first() -> None:
    def row(number: int, title: str, documents: list[str], *, held: bool) -> dict[str, object]:
        place = {"segment_id": f"{documents[0]}#{0:08d}-{9:08d}", "start": 0, "end": 9}
        return {
            "cited_id": f"{number:012d}",
            "title": title,
            "year": None,
            "n_documents": len(documents),
            "document_ids": documents,
            **place,
            "held": held,
        }

    cited = [
        row(1, "Alone", ["doc-0000"], held=False),
        row(2, "Together", ["doc-0000", "doc-0001"], held=False),
        row(3, "Ours", ["doc-0001"], held=True),
    ]
    table = html.fromstring(page_of(Invented(), cited=TABLES["cited"].frame(cited))).get_element_by_id("cited-table")
    assert table.xpath("./tbody/tr/th/text()") == ["Together", "Alone"]


def test_headings_are_in_order_and_tables_have_captions_and_scopes(page: str) -> None:
    tree = html.fromstring(page)
    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
    assert levels.count(1) == 1
    assert all(later - earlier < 2 for earlier, later in pairwise(levels))
    assert all(table.find("caption") is not None for table in tree.findall(".//table"))
    assert all(cell.get("scope") in {"row", "col"} for cell in tree.findall(".//th"))
    assert tree.get("lang") == "en-GB"


def test_a_quote_can_be_linked_to_and_leads_to_its_document(page: str) -> None:
    quote = html.fromstring(page).get_element_by_id("image0123456789")
    assert "The town gets a bad press." in quote.text_content()
    assert quote.xpath(".//a/@href") == ["#document-doc-0000"]


@pytest.mark.parametrize(
    "build", [lambda: Invented(years=(2008,)), lambda: Invented(topics=False), lambda: Invented(years=(None, None), places=(None,))]
)
def test_small_and_empty_studies_have_a_report(build: Callable[[], Invented]) -> None:
    text = text_of(page_of(build()))
    assert not re.search(r"\bnan\b|\bNaN\b|<NA>|\bNone\b(?! that|:)", text)
    assert "1 documents" not in text


def test_a_thousand_documents_make_a_page_that_opens() -> None:
    files = report(
        **Invented(years=tuple(1980 + n % 40 for n in range(1000)), places=tuple(f"Place {n}" for n in range(23))).tables(), settings=Report()
    ).files
    page = files["report.html"].decode()
    assert len(page) < 5_000_000
    assert "they are in csv/trends.csv beside this report." in page


PLACE_OF = "document.querySelector('body > {}').getBoundingClientRect()"
CHARACTERS_ACROSS = """[...document.querySelectorAll('main p, main li, main figcaption')].filter((each) => each.offsetWidth).map((each) => {
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = getComputedStyle(each).font;
  const text = 'The shares of the documents from the towns, as they were read by the coder, rose a little.';
  return each.getBoundingClientRect().width / pen.measureText(text).width * text.length;
})"""


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.skipif(not AXE, reason="THEMELINE_AXE names no axe.min.js (npm install axe-core)")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_no_violation_in_the_report(tmp_path: Path, scheme: str, width: int) -> None:
    study = Invented(years=(2008, 2010, None) * 4)
    shifts, contrasts = TABLES["shifts"].frame([shift()]), TABLES["contrasts"].frame([contrast()])
    codings = TABLES["codings"].frame(study.codings().assign(why=lambda t: t["why"].mask(t["assigned"], "words: press; threshold: 0.35")))
    page = page_of(study, drawn_codes=study.drawn_codes(), shifts=shifts, contrasts=contrasts, codings=codings, **suggested(study))
    (tmp_path / "report.html").write_text(page, encoding="utf-8")
    with Browser(tmp_path / "one") as browser:
        browser.show_as(width, scheme)
        browser.open(tmp_path / "report.html")
        assert browser.violations() == []
        browser.run("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert browser.violations() == []
        assert browser.run("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.parametrize(("width", "beside"), [(390, False), (1000, False), (1280, True), (1920, True)])
def test_in_a_wide_window_the_contents_stand_beside_the_text_and_no_line_is_too_long(tmp_path: Path, width: int, beside: bool) -> None:
    (tmp_path / "report.html").write_text(page_of(Invented(years=(2008, 2010) * 6)), encoding="utf-8")
    with Browser(tmp_path / "one") as browser:
        browser.show_as(width, "light")
        browser.open(tmp_path / "report.html")
        nav, main = (
            browser.run(f"(({{left, right, bottom, top}}) => [left, right, bottom, top])({place})") for place in map(PLACE_OF.format, ("nav", "main"))
        )
        assert (nav[1] < main[0]) is beside, "contents to the left of the text"
        assert (nav[2] <= main[3]) is not beside, "else above it"
        assert max(browser.run(CHARACTERS_ACROSS)) < 80
        if beside:
            assert main[1] - nav[0] > 0.9 * min(width, 92 * 16), "the page fills the window"
