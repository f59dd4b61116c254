import pytest
from test_quote import study

from pipeline.errors import ConfigError
from pipeline.find import find, find_files, show
from pipeline.keys import bytes_hash
from pipeline.store import read_table, write_json, write_table
from pipeline.tables import CODINGS

TABLES = study("The mosque’s doors, and two mosques more.", "A food\nbank; the food-banks.", "Nothing here of it.")


@pytest.mark.parametrize(("phrase", "n"), [("mosque", 2), ("MOSQUES", 0), ("food bank", 2), ("her", 0), ("here", 1)])
def test_a_word_is_found_in_any_inflection_but_not_inside_others(phrase, n):
    found = find(TABLES["segments"], TABLES["documents"], phrase)
    if phrase == "MOSQUES":
        n = 1  # a plural looks for itself
    assert len(found) == n
    assert all(row.text[row.first : row.last].strip() for row in found.itertuples())


def test_the_lines_show_place_and_context():
    shown = show(find(TABLES["segments"], TABLES["documents"], "mosque"), "mosque", 10)
    assert shown.splitlines()[0] == "'mosque': 2 times in 1 document"
    assert "[mosque’s]" in shown
    assert "Report d0, undated, paragraph 1" in shown


def test_year_and_page_are_shown_where_they_are_known():
    documents, segments = TABLES["documents"].assign(year=2014), TABLES["segments"].assign(page=3)
    assert "Report d0, 2014, page 3, paragraph 1" in show(find(segments, documents, "mosque"), "mosque", 10)


def test_hits_in_parts_that_are_not_coded_are_marked_and_counted_apart():
    segments = study("Mosques of the town", "The mosque was open to all.")["segments"]
    shown = show(find(segments.assign(codable=[False, True]), TABLES["documents"], "mosque"), "mosque", 10).splitlines()
    assert (
        shown[0] == "'mosque': 2 times in 1 document; 1 in passages that may carry codes, 1 in headings, lists of names and other parts that never do"
    )
    assert ["not coded: Report d0" in line for line in shown[1:]] == [True, False]


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("moskue", "'moskue' is in none of the documents, in no inflection. Words spelt nearly so: mosque."),
        ("fodo bank", "Words spelt nearly so: food."),
        ("xyzzy", "'xyzzy' is in none of the documents, in no inflection."),
    ],
)
def test_where_nothing_is_found_the_nearest_spelling_is_named_if_there_is_any(phrase, said):
    segments = study("The mosque and its food bank.")["segments"]
    assert show(find(segments, TABLES["documents"], phrase), phrase, 10, segments).endswith(said)


def test_nothing_to_look_for_is_said():
    with pytest.raises(ConfigError, match="make find WORD="):
        find(TABLES["segments"], TABLES["documents"], "…")


@pytest.fixture
def outputs(tmp_path):
    """Outputs whose first segment carries work, and the study they were made by."""
    (tmp_path / "codebook.toml").write_text('version = "1"\n[[theme]]\nid = "work"\nname = "Work"\ndefinition = "Jobs."\n', encoding="utf-8")
    (tmp_path / "exemplars.csv").write_text("text,codes\nThe mill shut.,work\n", encoding="utf-8")
    (tmp_path / "study.toml").write_text('[study]\ncodebook = "codebook.toml"\nexemplars = "exemplars.csv"\n', encoding="utf-8")
    folder = tmp_path / "outputs"
    why = "words: mosque; nearest exemplar: 1 (cosine 0.50); threshold: 0.40"
    rows = [
        {"segment_id": name, "theme_id": "work", "score": 0.9 if first else 0.1, "assigned": first, "why": why if first else None}
        for name, first in zip(TABLES["segments"]["segment_id"], (True, False, False), strict=True)
    ]
    for name, table in (("segments", TABLES["segments"]), ("documents", TABLES["documents"]), ("codings", CODINGS.frame(rows))):
        write_table(folder, name, table)
    write_json(folder / "run.json", {"inputs": {"exemplars": bytes_hash(tmp_path / "exemplars.csv")}})
    return folder


def test_every_line_names_the_themes_that_its_segment_carries(outputs):
    lines = find_files(outputs, "mosque", 10).splitlines()
    assert [line.endswith(" · work 0.90") for line in lines[1:]] == [True, True]
    assert " · " not in find_files(outputs, "food", 10)


def test_why_never_shows_words_of_another_passage_that_people_coded(outputs):
    other = TABLES["segments"]["segment_id"][1]
    codings = read_table(outputs, "codings")
    write_table(outputs, "codings", codings.assign(why=codings["why"].mask(codings["assigned"], f"nearest human code: {other} (cosine 0.50)")))
    said = find_files(outputs, "mosque", 10, outputs.parent / "study.toml")
    assert f"The nearest passage that people coded ({other}, cosine 0.50)." in said
    assert "bank" not in said


def test_why_is_said_in_the_words_of_the_exemplar_unless_the_exemplars_have_changed(outputs):
    study_file = outputs.parent / "study.toml"
    assert "(no. 1, cosine 0.50): “The mill shut.”" in find_files(outputs, "mosque", 10, study_file)
    (outputs.parent / "exemplars.csv").write_text("text,codes\nAnother.,work\n", encoding="utf-8")
    said = find_files(outputs, "mosque", 10, study_file)
    assert "(no. 1, cosine 0.50) is not among the exemplars in use" in said
    assert "Another" not in said
