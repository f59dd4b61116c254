"""Tables of responses give one document a row, as study.toml describes them. All people and places are invented."""

import datetime as dt
import tomllib

import openpyxl
import pytest

from pipeline.config import Ingest, Responses
from pipeline.dating import in_doubt
from pipeline.importers.reading import read_document
from pipeline.importers.sheets import column_names
from pipeline.ingest import ingest, list_files

CSV = (
    "Ref,Submitted,Ward,What works?,What does not?,Age\n"
    'R1,03/05/2016,Holm,"The hall brings\npeople together, and so does the market.",Buses,30\n'
    "R2,soon,Dale,,The buses stop far too early for all of us.,41\n"
    "R3,,,,,\n"
    "R1,04/05/2016,Holm,We also like the park that was opened in spring.,,30\n"
)
DESCRIBED = Responses(file="*.csv", text=("What works?", "What does not?"), id="Ref", date="Submitted", place="Ward", covariates=("Age",))


def read(path, *described):
    return read_document(path, path.suffix[1:], Ingest(responses=described))


def csv_file(tmp_path, text=CSV, name="answers.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def workbook(tmp_path, rows, *, merge=None, name="answers.xlsx"):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Answers"
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    book.create_sheet("Notes").append(["Nothing here"])
    path = tmp_path / name
    book.save(path)
    return path


def test_each_row_in_which_someone_wrote_is_a_document(tmp_path):
    first, second, third = read(csv_file(tmp_path), DESCRIBED)
    assert [(b.kind, b.section, first.text[b.start : b.end]) for b in first.blocks] == [
        ("heading", None, "What works?"),
        ("paragraph", "What works?", "The hall brings"),
        ("paragraph", "What works?", "people together, and so does the market."),
        ("heading", None, "What does not?"),
        ("paragraph", "What does not?", "Buses"),
    ]
    assert (first.title, first.date, first.place, first.reference, first.number) == ("answers, R1", "2016-05-03", "Holm", "R1", 2)
    assert first.covariates == (("Age", "30"),)
    assert (second.date, [one.code for one in second.warnings], second.number) == ("", ["bad-date"], 3)
    assert (third.number, third.cluster) == (5, first.cluster)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators_do_not_matter(tmp_path, encoding, separator):
    text = f"Id{separator}Comment\r\n1{separator}Café £5 – “dear”\r\n"
    (source,) = read(csv_file(tmp_path, text, encoding=encoding), Responses(file="answers.csv", text=("Comment",)))
    assert source.text == "Café £5 – “dear”\n"


@pytest.mark.parametrize(("one_source", "clusters"), [(False, 2), (True, 1)])
def test_each_respondent_is_a_source_unless_the_file_is_one(tmp_path, one_source, clusters):
    csv_file(tmp_path)
    files, _ = list_files(tmp_path)
    made = ingest(files, tmp_path, Ingest(responses=(DESCRIBED.model_copy(update={"one_source": one_source}),)))
    assert len(made.documents) == made.documents["document_id"].nunique() == 3
    assert made.documents["cluster_id"].nunique() == clusters
    assert sorted(made.documents["reference"]) == ["R1", "R1", "R2"]
    assert set(made.covariates["value"]) == {"30", "41"}


def test_a_document_keeps_its_id_when_an_empty_row_above_is_filled(tmp_path):
    before = {source.number: source.text for source in read(csv_file(tmp_path), DESCRIBED)}
    after = {source.number: source.text for source in read(csv_file(tmp_path, CSV.replace("R3,,,,,", "R3,,,,Now there is an answer.,")), DESCRIBED)}
    assert before.items() < after.items()


def test_two_header_rows_dates_merged_cells_and_whole_numbers_are_read(tmp_path):
    rows = [
        ["Consultation export", None, None, None],
        ["Ward", "When", "Comment", "Age"],
        ["which ward?", "date", "free text", "years"],
        ["Holm", dt.datetime(2016, 5, 3, 9, 30, tzinfo=None), "The hall is good.", 30.0],  # noqa: DTZ001  # as a workbook holds it
        [None, dt.date(2016, 5, 4), "The bus is late.", 41],
        [None, None, None, None],
        ["Dale", None, "#N/A", 5],
    ]
    path = workbook(tmp_path, rows, merge="A4:A5")
    described = Responses(
        file="*.xlsx", sheet="Answers", header_row=2, first_row=4, text=("Comment",), date="When", place="Ward", covariates=("Age",)
    )
    made = read(path, described)
    assert [(s.text, s.date, s.place, s.covariates) for s in made] == [
        ("The hall is good.\n", "2016-05-03", "Holm", (("Age", "30"),)),
        ("The bus is late.\n", "2016-05-04", "Holm", (("Age", "41"),)),
    ]


def test_a_formula_without_a_value_is_warned_of(tmp_path):
    made = read(workbook(tmp_path, [["Comment", "Sum"], ["The hall is good.", "=1+1"]]), Responses(file="*.xlsx", text=("Comment",)))
    assert [one.code for one in made[0].warnings] == ["formula-without-value"]


def test_a_table_that_is_not_described_is_a_warning_with_the_block_to_write(tmp_path):
    found = read(csv_file(tmp_path))
    assert (found.code, found.severity) == ("responses-not-described", "warning")
    block = found.remedy.split("\n", 1)[1]
    described = Responses(**tomllib.loads(block)["ingest"]["responses"][0])
    assert described.file == "answers.csv"
    assert "What works?" in described.text
    assert (described.id, described.date, described.place) == ("Ref", "Submitted", "Ward")
    assert read(csv_file(tmp_path), described)[0].reference == "R1"


def test_the_block_finds_names_below_a_title_and_survives_odd_names(tmp_path):
    rows = [["Title", None], ['Say "more" \\ please', "Ward"], ["It is good that we met in the hall.", "Holm"]]
    path = workbook(tmp_path, rows)
    described = Responses(**tomllib.loads(read(path).remedy.split("\n", 1)[1])["ingest"]["responses"][0])
    assert (described.sheet, described.header_row, described.text) == ("Answers", 2, ('Say "more" \\ please',))
    assert read(path, described)[0].place == "Holm"


@pytest.mark.parametrize("wrong", [{"text": ("Nothing",)}, {"date": "When?"}, {"header_row": 40}])
def test_a_column_that_is_not_there_is_said_with_those_that_are(tmp_path, wrong):
    found = read(csv_file(tmp_path), DESCRIBED.model_copy(update=wrong))
    assert (found.code, found.severity) == ("responses-mistaken", "error")
    assert "study.toml" in found.remedy


def test_a_sheet_that_is_not_there_is_said_with_those_that_are(tmp_path):
    found = read(workbook(tmp_path, [["Comment"], ["Good."]]), Responses(file="*.xlsx", sheet="Sheet 9", text=("Comment",)))
    assert "Answers, Notes" in found.message


@pytest.mark.parametrize(
    "header", [["Why? (3)", "Why?", "Why?"], ["Why?", "Why? (2)", "Why?", "Why?"], ["Why?", "Why?", "Why? (2)"], ["Why? (2)", "Why? (2)", "Why?"]]
)
def test_no_two_columns_have_one_name_whatever_they_are_called(header):
    names = column_names(header)
    assert len(set(names)) == len(header)
    assert names[0] == header[0]


def test_two_columns_of_one_name_are_told_apart(tmp_path):
    described = Responses(file="*.csv", text=("Comment", "Comment (2)"))
    (source,) = read(csv_file(tmp_path, "Comment,Comment\nfirst,second\n"), described)
    assert [source.text[b.start : b.end] for b in source.blocks if b.kind == "paragraph"] == ["first", "second"]


@pytest.mark.parametrize(
    ("rows", "read_as"),
    [
        ('1,ok\n2,"he said\n3,three\n4,four\n', ["ok", '"he said', "three", "four"]),
        ('1,ok\n2,"he said\n3,"three"\n4,"four\nlines"\n', ["ok", '"he said', "three", "four\n\nlines"]),
    ],
)
def test_an_unclosed_quotation_mark_takes_no_row_along(tmp_path, rows, read_as):
    made = read(csv_file(tmp_path, f"Id,Comment\n{rows}"), Responses(file="*.csv", text=("Comment",)))
    assert [source.text.strip() for source in made] == read_as
    (warning,) = made[0].warnings
    assert (warning.code, "row 3 " in warning.message) == ("quotation-not-closed", True)


@pytest.mark.parametrize(
    ("cell", "read_as"),
    [
        ('"The "hall" is good"', 'The "hall" is good'),
        ('"He said "we are fine" but the park, too, is shut"', 'He said "we are fine" but the park, too, is shut'),
        ('"We ""all"" said "no" to it"', 'We "all" said "no" to it'),
        ('"No" was said', '"No" was said'),
    ],
)
def test_a_mark_within_a_cell_that_is_not_doubled_is_kept_and_named(tmp_path, cell, read_as):
    text = f"Id,Comment,Ward\n1,{cell},Holm\n2,Good.,Dale\n"
    first, second = read(csv_file(tmp_path, text), Responses(file="*.csv", text=("Comment",), place="Ward"))
    assert (first.text, first.place, second.place) == (f"{read_as}\n", "Holm", "Dale")
    (warning,) = first.warnings
    assert (warning.code, "row 2 " in warning.message) == ("quotation-not-closed", True)


def test_rows_without_an_answer_are_counted_and_empty_rows_are_not(tmp_path):
    first, *others = read(csv_file(tmp_path, f"{CSV}R9,,Dale,,,50\n,,,,,\n"), DESCRIBED)
    (note,) = first.warnings
    assert (note.code, note.severity, note.message.startswith("has 2 rows ")) == ("empty", "note", True)
    assert all(one.code == "bad-date" for source in others for one in source.warnings)


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf", b"\n", b"\0" * 50, b",,\n , \n"])
def test_a_table_without_a_word_is_empty_whether_described_or_not(tmp_path, content):
    path = tmp_path / "answers.csv"
    path.write_bytes(content)
    assert read(path).code == "empty"


def test_a_table_of_thousands_of_columns_is_listed_by_its_first_few(tmp_path):
    made = read(csv_file(tmp_path, "x," * 20_000 + "\n"))
    assert made.code == "responses-not-described"
    assert made.remedy.endswith("columns: x, x (2), x (3), x (4), x (5), x (6), x (7), x (8) and 19992 more")


UNANSWERED = "Ref,Ward,What works?\nR1,Holm,\nR2,Dale,\n,,\nR3,Dale,  \n"


def test_a_table_in_which_nobody_answered_is_one_problem_with_the_number_of_its_rows(tmp_path):
    csv_file(tmp_path, UNANSWERED)
    csv_file(tmp_path, "Ref,What works?\n", name="nobody.csv")
    csv_file(tmp_path, name="answered.csv")
    made = ingest(list_files(tmp_path)[0], tmp_path, Ingest(responses=(Responses(file="*.csv", text=("What works?",)),)))
    assert set(made.documents["path"]) == {"answered.csv"}
    said = made.problems.loc[made.problems["path"] != "answered.csv"].sort_values("path")
    assert list(said["code"]) == ["empty", "empty"]
    assert list(said["severity"]) == ["error", "error"]
    assert list(said["message"]) == [
        "answers.csv has 3 rows, all with nothing in the text column 'What works?', e.g. row 2, 3, 5; they are no documents",
        "nobody.csv has no rows under its header; it gives no documents",
    ]
    assert all("under text" in remedy for remedy in said["remedy"])


def test_a_sheet_in_which_nobody_answered_is_named_beside_one_with_answers(tmp_path):
    path = two_sheets(tmp_path)
    book = openpyxl.load_workbook(path)
    book["Hall"]["B2"] = None
    book.save(path)
    (source,) = read(path, *(Responses(file="two.xlsx", sheet=name, text=("Comment",)) for name in ("Hall", "Bus")))
    assert "early" in source.text
    (warning,) = source.warnings
    assert (warning.code, warning.severity) == ("empty", "warning")
    assert warning.message.startswith("has in sheet 'Hall' 1 row, all with nothing in the text column 'Comment'")


def test_the_block_for_two_columns_of_one_name_reads_both(tmp_path):
    text = "Any comments?,Any comments?\nThe hall is much too cold.,The bus is always too late.\n"
    path = csv_file(tmp_path, text, name="responses [final].csv")
    described = Responses(**tomllib.loads(read(path).remedy.split("\n", 1)[1])["ingest"]["responses"][0])
    assert described.text == ("Any comments?", "Any comments? (2)")
    (source,) = read(path, described)
    assert "cold" in source.text
    assert "late" in source.text


FORM = [
    ["Multiple choice questions", None, None],
    ["Column ID", "Number", "Title of the question as you want it to appear"],
    ["Which column does the question appear in on the sheet?", "Number the questions as they are in the form", "Remove any extra text from it"],
    ["D", "Q1 - To what extent do you agree that the halls be shared?", "Q1 - To what extent do you agree that the halls be shared?"],
    ["K", "Q8 - Use the box to explain the answers that you have given", "Q8 - Use the box to explain the answers that you have given"],
]


@pytest.mark.parametrize(
    "rows",
    [
        FORM,
        [["Ward", "Do you agree?"], *([["Holm", "Yes, I agree with all of it"], ["Dale", "No, I agree with none of it"]] * 3)],
        [["Ref", "Wording"], ["1", "What would make the high street better for you?"], ["2", "How often do you meet people from elsewhere?"]],
    ],
    ids=["a set-up form", "choices from a list", "questions"],
)
def test_no_block_is_written_where_no_column_plainly_holds_what_people_wrote(tmp_path, rows):
    found = read(workbook(tmp_path, rows))
    assert "[[ingest.responses]]\n" not in found.remedy
    assert "No column of it plainly holds" in found.remedy


@pytest.mark.parametrize(
    "sentence", ["Please keep the library in Holm open to all.", "Please keep the library in Holm open " + "to all of us who live here " * 2]
)
def test_a_block_is_written_where_most_rows_are_one_campaigns_sentence(tmp_path, sentence):
    own = [["Holm", f"I met {n} neighbours at the fair in the park."] for n in range(40)]
    found = read(workbook(tmp_path, [["Ward", "Comment"], *([["Holm", sentence]] * 60), *own]))
    assert 'text = ["Comment"]' in found.remedy


@pytest.mark.parametrize("name", ["Name of group and why you joined it", "Title of anything you feel strongly about"])
def test_a_block_names_a_column_that_asks_for_more_than_a_name(tmp_path, name):
    rows = [["Ward", name], ["Holm", "The allotment society, as I like to dig."], ["Dale", "The choir, since it took in my friends."]]
    assert f'text = ["{name}"]' in read(workbook(tmp_path, rows)).remedy


@pytest.mark.parametrize("name", ["Title", "Name of your organisation", "Title of the document"])
def test_no_block_names_a_column_of_titles(tmp_path, name):
    rows = [["Ward", name], ["Holm", "The allotment society of Holm and Dale"], ["Dale", "The choir of the old mill in Dale"]]
    assert "[[ingest.responses]]\n" not in read(workbook(tmp_path, rows)).remedy


def test_the_sheets_of_a_workbook_that_is_not_read_are_listed_with_their_columns(tmp_path):
    listed = read(workbook(tmp_path, FORM)).remedy.splitlines()[1:]
    assert listed == [
        "# sheet 'Answers': 3 rows under row 2; columns: Column ID, Number, Title of the question as you want it to…",
        "# sheet 'Notes': 0 rows under row 1; columns: Nothing here",
    ]


def two_sheets(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Hall"
    for name, answer in (("Hall", "The hall is much too cold in winter."), ("Bus", "The bus stops far too early for all of us.")):
        sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
        sheet.append(["Id", "Comment"])
        sheet.append(["R1", answer])
    path = tmp_path / "two.xlsx"
    book.save(path)
    return path


def test_the_blocks_for_a_workbook_of_two_sheets_read_both(tmp_path):
    path = two_sheets(tmp_path)
    described = [Responses(**one) for one in tomllib.loads(read(path).remedy.split("\n", 1)[1])["ingest"]["responses"]]
    assert [one.sheet for one in described] == ["Hall", "Bus"]
    first, second = read(path, *described)
    assert [first.title, second.title] == ["two, R1", "two, Bus, R1"]
    assert "cold" in first.text
    assert "early" in second.text
    assert first.number == 2
    assert second.number not in {2, 3}
    made = ingest(list_files(tmp_path)[0], tmp_path, Ingest(responses=tuple(one.model_copy(update={"one_source": False}) for one in described)))
    assert made.documents["document_id"].nunique() == 2
    assert made.documents["cluster_id"].nunique() == 2  # two surveys number their respondents alike


def test_rows_keep_their_ids_whichever_block_comes_first_or_stands_alone(tmp_path):
    path = two_sheets(tmp_path)
    hall, bus = (Responses(file="two.xlsx", sheet=name, text=("Comment",), id="Id") for name in ("Hall", "Bus"))
    numbers = [{source.text: source.number for source in read(path, *blocks)} for blocks in ((hall, bus), (bus, hall), (bus,))]
    assert numbers[0] == numbers[1]
    assert numbers[2].items() < numbers[0].items()


def test_of_two_blocks_for_one_sheet_the_first_counts_and_a_warning_says_so(tmp_path):
    path = two_sheets(tmp_path)
    (source,) = read(path, Responses(file="two.xlsx", text=("Comment",)), Responses(file="*.xlsx", sheet="Hall", text=("Id",)))
    assert "cold" in source.text
    (warning,) = source.warnings
    assert (warning.code, warning.severity) == ("responses-mistaken", "warning")


@pytest.mark.parametrize(("cell", "date"), [("", None), ("last week", None), ("03/05/2016 14:22:10", "2016-05-03")])
def test_what_a_respondent_writes_dates_no_response(tmp_path, cell, date):
    answer = "Our forum was held on 4 May 2010 at the mill."
    (tmp_path / "answers 2012.csv").write_text(f"Ref,Submitted,Comment\nR1,{cell},{answer}\nR2,,The bus is late.\n")
    described = Responses(file="*.csv", text=("Comment",), id="Ref", date="Submitted")
    files = list_files(tmp_path)[0]
    made = ingest(files, tmp_path, Ingest(responses=(described,)))
    first = made.documents.set_index("reference").loc["R1"]
    assert (first["date"] if isinstance(first["date"], str) else None) == date
    undated = ingest(files, tmp_path, Ingest(responses=(described.model_copy(update={"date": ""}),))).documents
    assert set(undated["date"]) == {"2012"}
    assert set(undated["date_basis"]) == {"file name"}
    assert not list(in_doubt("answers.csv", {**undated.iloc[0].to_dict(), "text": "3 May 3016", "date": None}))
