"""Passages that other programs name by offsets or by words are found where they stand; all texts are invented."""

import json
import zipfile

import openpyxl
import pytest
from exchange_study import HOSTILE, write_exchange_study
from test_exchange_round_trips import codes_in
from test_segment import documents

from pipeline.errors import ConfigError
from pipeline.exchange.answers import Mark, Passage
from pipeline.exchange.faults import Faults
from pipeline.exchange.find_words import Documents, place_mark
from pipeline.exchange.label_studio import read
from pipeline.export_tasks import Wanted, export_tasks
from pipeline.import_tasks import Wanted as Import
from pipeline.import_tasks import import_tasks


@pytest.fixture
def study(tmp_path):
    return write_exchange_study(tmp_path)


def units(text, at):
    """Return an offset as a browser counts it."""
    return len(text[:at].encode("utf-16-le")) // 2


@pytest.mark.parametrize("words", ["Gwyn\u00a0Hall", "Cafe\u0301", "\U0001f469\u200d\U0001f33e said", "reopened\u2028after"])
@pytest.mark.parametrize("counts", ["code points", "UTF-16 units", "wrongly"])
def test_words_decide_where_offsets_are_counted_otherwise(words, counts):
    text = HOSTILE[2]
    start = text.index(words)
    document = "Before it.\n\n" + text + "\n\nAfter it: " + text
    at, end = start, start + len(words)
    if counts == "UTF-16 units":
        at, end = units(text, at), units(text, end)
    if counts == "wrongly":
        at, end = at + 3, end + 3
    span = place_mark(Mark(at, end, "work", words), text, (12, 12 + len(text)), document)
    assert span == (12 + start, 12 + start + len(words))


def test_a_mark_outside_its_text_or_of_other_words_is_nowhere():
    text = "The mill closed."
    for mark in (Mark(10, 99, "work"), Mark(0, 3, "work", "Not there"), Mark(3, 4, "work")):
        assert place_mark(mark, text, (0, len(text)), text + " Not there.") is None


def test_passages_marked_in_label_studio_are_coded_where_they_stand(study, tmp_path):
    request, _ = study
    export_tasks(request, Wanted("label-studio"))
    tasks = json.loads((request.outputs / "exchange" / "label-studio" / "tasks.json").read_text())
    task = next(task for task in tasks if task["data"]["text"] == HOSTILE[2])
    at = HOSTILE[2].index("the flood")
    value = {"start": units(HOSTILE[2], at), "end": units(HOSTILE[2], at + 9), "text": "the flood", "labels": ["work"]}
    marked = {"id": "a", "from_name": "passages", "to_name": "text", "type": "labels", "value": value}
    memo = {"id": "b", "from_name": "memo", "to_name": "text", "type": "textarea", "value": {"text": ["=a doubt"]}}
    file = tmp_path / "export.json"
    file.write_text(json.dumps([task | {"annotations": [{"completed_by": 1, "result": [marked, memo]}]}]))
    import_tasks(request, Import("label-studio", file, coders="cleo"))
    (row,) = codes_in(request).loose.itertuples()
    assert row.text == "the flood"
    assert (row.start, row.codes) == (at + task["data"]["themeline"]["start"], "work")
    assert read(file, Faults(file))[0].memo == "=a doubt"


def test_passages_marked_in_a_task_of_a_draw_count_for_their_segment_and_stand_in_the_memo(study, tmp_path):
    request, made = study
    name = made["draw"].iloc[0]
    export_tasks(request, Wanted("doccano", name))
    lines = (request.outputs / "exchange" / "doccano" / name / "anna" / "tasks.jsonl").read_text().splitlines()
    record = json.loads(lines[0])
    file = tmp_path / "anna.jsonl"
    file.write_text(json.dumps(record | {"label": [[0, 4, "work"], [2, 6, "Faith"]]}))
    import_tasks(request, Import("doccano", file))
    (row,) = codes_in(request).returned.itertuples()
    assert row.codes == "faith;work"
    assert f"work: {record['text'][:4].strip()}" in row.memo


TABLES = {
    "MAXQDA": (
        ["Color", "Document group", "Document name", "Code", "Beginning", "End", "Segment", "Comment", "Created by"],
        ["\u25cf", "Alder", "d0", "Faith\\Work", "4", "4", "The mill closed in\nAlder and jobs went.", "why", "cleo"],
    ),
    "ATLAS.ti": (
        ["ID", "Document", "Quotation Name", "Quotation Content", "Comment", "Codes", "Reference", "Created by"],
        ["1:2", "1: d0.txt", "The mill", "The mill closed in Alder and jobs went.", "", "Faith\nWork", "4 - 4", "cleo"],
    ),
}


@pytest.mark.parametrize("program", TABLES)
def test_tables_of_coded_segments_are_read_by_their_heads(program, study, tmp_path):
    request, _ = study
    book = openpyxl.Workbook()
    for row in TABLES[program]:
        book.active.append(row)
    file = tmp_path / "coded.xlsx"
    book.save(file)
    said = import_tasks(request, Import("segments", file))
    (row,) = codes_in(request).loose.itertuples()
    assert (row.path, row.text, row.coder) == ("d0.txt", HOSTILE[4], "cleo")
    assert row.codes == ("work" if program == "MAXQDA" else "faith;work")
    assert "more than once" not in said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({2: "elsewhere"}, "the document is not in the study, or several have its name, in 1 answer: row 2"),
        ({6: "Words that nobody wrote."}, "the words are not in their document, in 1 answer: row 2"),
        ({8: ""}, "nobody is named as coder"),
    ],
)
def test_a_row_that_is_not_of_the_study_is_refused(change, said, study, tmp_path):
    request, _ = study
    heads, row = TABLES["MAXQDA"]
    book = openpyxl.Workbook()
    book.active.append(heads)
    book.active.append([change.get(number, cell) for number, cell in enumerate(row)])
    file = tmp_path / "coded.xlsx"
    book.save(file)
    with pytest.raises(ConfigError, match=said):
        import_tasks(request, Import("segments", file))
    assert codes_in(request).loose is None


def test_a_table_without_a_column_of_codes_is_refused(study, tmp_path):
    request, _ = study
    file = tmp_path / "coded.csv"
    file.write_text("Document,Text\na,b\n")
    with pytest.raises(ConfigError, match="row 1 has no column code or codes or code name"):
        import_tasks(request, Import("segments", file))


def test_a_workbook_that_is_damaged_inside_is_refused(study, tmp_path):
    request, _ = study
    book = openpyxl.Workbook()
    for row in TABLES["MAXQDA"]:
        book.active.append(row)
    whole, file = tmp_path / "whole.xlsx", tmp_path / "coded.xlsx"
    book.save(whole)
    with zipfile.ZipFile(whole) as parts, zipfile.ZipFile(file, "w") as damaged:
        for name in parts.namelist():
            content = parts.read(name)
            damaged.writestr(name, content[: len(content) // 2] + b"<<" if "sheet1" in name else content)
    with pytest.raises(ConfigError, match="cannot be read as XLSX"):
        import_tasks(request, Import("segments", file))


def test_words_that_stand_several_times_are_told(study, tmp_path):
    request, _ = study
    heads, row = TABLES["MAXQDA"]
    book = openpyxl.Workbook()
    book.active.append(heads)
    book.active.append([*row[:6], "The mill closed in Alder", *row[7:]])
    file = tmp_path / "coded.xlsx"
    book.save(file)
    assert "1 answer of words that stand more than once" in import_tasks(request, Import("segments", file))
    (found,) = codes_in(request).loose.itertuples()
    assert found.start == "\n\n".join(HOSTILE).index("The mill closed in Alder")


def test_what_stands_beside_words_tells_which_of_several_places_is_meant():
    found = Documents(documents("One said: no. Two said: no. Three said: no."))
    assert found.words("no", Passage("d0.txt", prefix="Two said: "), "d0.txt") == [(24, 26)]
    assert found.words("no", Passage("d0.txt", start=40), "d0.txt") == [(40, 42)]
    assert found.words("o", Passage("d0.txt", start=0), "d0.txt") == [(11, 12)]  # a position of 0 is one
    assert len(found.words("no", Passage("d0.txt"), "d0.txt")) == 3
    assert found.words("yes", Passage("d0.txt"), "d0.txt") == []


def test_a_name_that_several_documents_have_is_nobodys():
    found = Documents(documents("One.", "Two."))  # both have the title t
    assert found.path("t") is None
    assert found.path("D1") == "d1.txt"
