"""What does not fit the study is refused with its place in the file, and nothing is written; all texts are invented."""

import json

import openpyxl
import pytest
from exchange_study import decided, in_doccano, in_label_studio, in_prodigy, in_themefinder, write_exchange_study
from test_exchange_round_trips import codes_in, fill

from pipeline.errors import ConfigError
from pipeline.exchange import FORMATS
from pipeline.export_tasks import Wanted, export_tasks
from pipeline.import_tasks import Wanted as Import
from pipeline.import_tasks import import_tasks


@pytest.fixture
def study(tmp_path):
    return write_exchange_study(tmp_path)


def tasks_of(study, form, coder="anna"):
    request, made = study
    name = made["draw"].iloc[0]
    export_tasks(request, Wanted(form, name))
    return request.outputs / "exchange" / form / name / coder


def everything(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def doccano_lines(study, change):
    """Let anna fill in doccano, then change each of its records; return the file's bytes."""
    tasks = (tasks_of(study, "doccano") / "tasks.jsonl").read_bytes()
    records = [json.loads(line) for line in in_doccano(tasks).decode().rstrip("\n").split("\n")]
    return "\n".join(json.dumps(changed) for record in records for changed in change(record)).encode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda r: [r | {"text": r["text"] + " indeed"}], "the text was altered after it went out, in 13 answers: line 1, line 2, line 3 and more"),
        (lambda r: [r | {"label": ["weather"]}], r"labels that the codebook lacks \(1\): 'weather' \(13 times, first line 1\)"),
        (lambda r: [r | {"label": ["none", "work"]}], "none of the themes is said, and a theme"),
        (lambda r: [r | {"coder": "dora"}], "the coder was not given the task"),
        (lambda r: [r | {"coder": "themefinder"}], "nobody is named as coder"),
        (
            lambda r: [r, r | {"label": ["work"] if r["label"] != ["work"] else ["faith"]}],
            r"a coder answered a task twice, and differently, in 13 answers: line \d+ and line \d+, ",
        ),
        (lambda r: [r | {"segment_id": "d0#1"}], "not in the draw that the task names"),
        (
            lambda r: [r | {"label": [[0, 10_000, "work"]]} if r["draw"] == "" else r | {"label": [[4, 2, "work"]]}],
            "a marked passage has no start, no end after it, or no label, in 13 answers: line 1, line 2",
        ),
        (lambda r: [r | {"label": [{"a": 1}]}], "a marked passage has no start, no end after it, or no label, in 13 answers: line 1"),
        (
            lambda r: [{name: value for name, value in r.items() if name != "text"}],
            "there is no text, in 13 answers: line 1, line 2, line 3 and more",
        ),
    ],
)
def test_a_result_that_does_not_fit_is_refused_with_its_lines_and_nothing_is_written(change, said, study, tmp_path):
    request, _ = study
    file = tmp_path / "all.jsonl"
    file.write_bytes(doccano_lines(study, change))
    before = everything(tmp_path)
    with pytest.raises(ConfigError, match=said) as refused:
        import_tasks(request, Import("doccano", file))
    assert "othing is written" in str(refused.value)
    assert str(file) in str(refused.value)
    assert everything(tmp_path) == before


def damaged(form, lines):
    """Do what hands do to lines of an export: another text, an unknown label, both, none and a theme, an empty mark, no text, half a line, no object."""
    records = [json.loads(line) for line in lines]
    labels = "label" if form == "doccano" else "accept"
    for record in records[:4]:
        record["text"] += " indeed"
    for record, label in zip(records[3:7], ("weather", "weather", "snow", "weather"), strict=True):
        record[labels] = [label]
    records[7][labels] = ["none", "work"]
    records[8] |= {"label": [[4, 2, "work"]]} if form == "doccano" else {"spans": [{"start": 4, "end": 2, "label": "work"}]}
    records[9].pop("text")
    written = [json.dumps(record) for record in records]
    written[10], written[11] = written[10][:-9], "[1]"
    return "\n".join(written).encode()


@pytest.mark.parametrize("form", ["doccano", "prodigy"])
def test_all_faults_of_a_file_are_told_at_once_with_their_numbers_and_first_places(form, study, tmp_path):
    request, _ = study
    tasks = (tasks_of(study, form) / "tasks.jsonl").read_bytes()
    filled = (in_doccano if form == "doccano" else in_prodigy)(tasks)
    file = tmp_path / "all.jsonl"
    file.write_bytes(damaged(form, filled.decode().rstrip("\n").split("\n")))
    before = everything(tmp_path)
    with pytest.raises(ConfigError) as refused:
        import_tasks(request, Import(form, file))
    head, *lines = str(refused.value).splitlines()
    assert head == f"{file}: 7 kinds of faults. Nothing is written."
    said = " / ".join(lines)
    for what in (
        "no JSON, in 1 line: line 11. Export it again.",
        "no JSON object, in 1 line: line 12.",
        "a marked passage has no start, no end after it, or no label, in 1 answer: line 9.",
        "there is no text, in 1 answer: line 10.",
        "labels that the codebook lacks (2): 'weather' (3 times, first line 4), 'snow' (1 time, first line 6).",
        "the text was altered after it went out, in 4 answers: line 1, line 2, line 3 and more.",
        "none of the themes is said, and a theme, in 1 answer: line 8.",
    ):
        assert what in said
    assert everything(tmp_path) == before


def test_all_faults_of_tasks_of_label_studio_are_told_at_once(study, tmp_path):
    request, _ = study
    tasks = json.loads(in_label_studio((tasks_of(study, "label-studio") / "tasks.json").read_bytes()))
    tasks[0]["annotations"][0]["result"][0]["value"]["choices"] = [{}]
    tasks[1]["annotations"] = "none"
    tasks[2]["data"]["text"] = 3
    tasks[3]["data"]["text"] += " indeed"
    tasks[4]["annotations"][0]["completed_by"] = {"email": "dora@example.org"}
    tasks[5]["annotations"][0]["result"][0]["value"]["choices"] = ["weather"]
    file = tmp_path / "all.json"
    file.write_text(json.dumps(tasks))
    with pytest.raises(ConfigError, match="6 kinds of faults") as refused:
        import_tasks(request, Import("label-studio", file, coders="7=anna"))
    said = str(refused.value)
    for what, place in (
        ("labels are no list of texts, in 1 answer", "task 1."),
        ("annotations are no list of JSON objects, in 1 answer", "task 2."),
        ("there is no text, in 1 answer", "task 3."),
        ("altered after it went out, in 1 answer", "task 4."),
        ("answered by somebody else than the coder whose task it is, in 1 answer", "task 5 (by dora@example.org, given to anna)."),
        ("labels that the codebook lacks (1)", "'weather' (1 time, first task 6)."),
    ):
        assert f"{what}: {place}" in said


def test_two_things_wrong_with_one_answer_are_both_told_and_files_of_a_folder_by_name(study, tmp_path):
    request, _ = study
    lines = doccano_lines(study, lambda r: [r | {"text": r["text"] + " indeed", "coder": "", "username": "x y ?"}])
    home = tmp_path / "apart"
    home.mkdir()
    (home / "one.jsonl").write_bytes(lines)
    (home / "two.jsonl").write_bytes(b"{\n")
    with pytest.raises(ConfigError, match="3 kinds of faults") as refused:
        import_tasks(request, Import("doccano", home))
    said = str(refused.value)
    assert "no JSON, in 1 line: two.jsonl line 1." in said
    assert "nobody is named as coder, or by a name that cannot be used, in 13 answers: one.jsonl line 1, one.jsonl line 2," in said
    assert "altered after it went out, in 13 answers: one.jsonl line 1," in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"text": "a"}\n{"text": ', "no JSON, in 1 line: line 2"),
        (b'{"text": "a"}\n\n[1]\n', "no JSON object, in 1 line: line 3"),
        (b'{"text": "a"}\n{"text": "\xff"}\n', "not in UTF-8, in 1 line: line 2"),
        (b'{"text": "\\ud800"}\n', "a broken character or number, in 1 line: line 1"),
        (b"[" * 200_000, "line 1"),
        (b'{"text": ' + b"9" * 5000 + b"}", "line 1"),
    ],
)
@pytest.mark.parametrize("form", ["doccano", "prodigy"])
def test_a_malformed_file_is_named_with_its_line(form, content, said, study, tmp_path):
    request, _ = study
    file = tmp_path / "export.jsonl"
    file.write_bytes(content)
    with pytest.raises(ConfigError, match=said) as refused:
        import_tasks(request, Import(form, file))
    assert str(file) in str(refused.value)


@pytest.mark.parametrize("form", FORMATS)
def test_files_of_another_kind_are_refused_by_every_format(form, study, tmp_path):
    request, _ = study
    before = everything(request.corpus)
    for number, content in enumerate((b"{}", b"[1]", b"null", b"PK\x03\x04", b'{"text": 1}', b'[{"data": 3}]')):
        file = tmp_path / f"odd-{number}{'.xlsx' if form == 'segments' else '.json'}"
        file.write_bytes(content)
        with pytest.raises(ConfigError) as refused:
            import_tasks(request, Import(form, file))
        assert str(tmp_path) in str(refused.value)
    assert everything(request.corpus) == before


def test_a_missing_file_and_an_unknown_format_are_named(study, tmp_path):
    request, _ = study
    with pytest.raises(ConfigError, match="does not exist"):
        import_tasks(request, Import("doccano", tmp_path / "none.jsonl"))
    with pytest.raises(ConfigError, match='Did you mean "doccano"'):
        export_tasks(request, Wanted("docano"))


def test_what_was_skipped_rejected_left_empty_or_said_twice_is_told(study, tmp_path):
    request, _ = study
    tasks = (tasks_of(study, "prodigy") / "tasks.jsonl").read_bytes()
    records = [json.loads(line) for line in in_prodigy(tasks).decode().rstrip("\n").split("\n")]
    records[0]["answer"], records[1]["answer"], records[2]["accept"] = "ignore", "reject", []
    file = tmp_path / "out.jsonl"
    file.write_text("\n".join(map(json.dumps, [*records, records[3]])))
    said = import_tasks(request, Import("prodigy", file))
    assert "1 answer left out: skipped there" in said
    assert "1 answer left out: rejected there" in said
    assert "1 answer left out: without any label" in said
    assert "1 answer left out: again what the same coder said" in said
    assert len(codes_in(request).returned) == 10


def test_a_task_that_was_skipped_in_label_studio_is_no_decision(study, tmp_path):
    request, _ = study
    records = json.loads(in_label_studio((tasks_of(study, "label-studio") / "tasks.json").read_bytes()))
    records[0]["annotations"][0]["was_cancelled"] = True
    records[1]["annotations"] = []
    file = tmp_path / "out.json"
    file.write_text(json.dumps(records))
    said = import_tasks(request, Import("label-studio", file, coders="7=anna"))
    assert "1 answer left out: skipped there" in said
    assert len(codes_in(request).returned) == 11


def test_unknown_labels_are_offered_as_draft_codes_when_asked_for(study, tmp_path):
    request, made = study
    form, name = "doccano", made["draw"].iloc[0]
    home = tasks_of(study, form)
    file = fill(home, form, tmp_path, lambda segment: ['Bus & "tram"', "work"] if decided(segment) == ["work"] else decided(segment))
    import_tasks(request, Import(form, file, new_codes=True))
    import tomllib

    (draft,) = tomllib.loads((request.outputs / "exchange" / form / "draft_codes.toml").read_text())["theme"]
    assert draft["id"] == "bus_tram"
    assert draft["name"] == 'Bus & "tram"'
    rows = codes_in(request).returned
    assert "bus_tram" not in set(";".join(rows["codes"]).split(";"))  # a draw takes only the codes that it was drawn with
    assert rows["memo"].str.contains("new code: bus_tram").sum() == sum(decided(segment) == ["work"] for segment in made["segment_id"])
    assert name in set(rows["draw"])


def test_coders_are_named_by_what_the_program_calls_them(study, tmp_path):
    request, _ = study
    export_tasks(request, Wanted("label-studio"))
    tasks = (request.outputs / "exchange" / "label-studio" / "tasks.json").read_bytes()
    file = tmp_path / "out.json"
    file.write_bytes(in_label_studio(tasks, by={"id": 3, "email": "c@example.org"}))
    with pytest.raises(ConfigError, match="nobody is named as coder, or by a name that cannot be used"):
        import_tasks(request, Import("label-studio", file))
    import_tasks(request, Import("label-studio", file, coders="c@example.org=cleo"))
    assert set(codes_in(request).loose["coder"]) == {"cleo"}
    with pytest.raises(ConfigError, match="name-there=anna"):
        import_tasks(request, Import("label-studio", file, coders="cleo,dora"))


def test_an_earlier_import_is_written_over_only_when_asked_for(study, tmp_path):
    request, _ = study
    home = tasks_of(study, "doccano")
    file = fill(home, "doccano", tmp_path)
    import_tasks(request, Import("doccano", file))
    import_tasks(request, Import("doccano", file))  # the same again changes nothing
    before = everything(request.corpus)
    file = fill(home, "doccano", tmp_path, lambda _: ["faith"])
    with pytest.raises(ConfigError, match="REPLACE=1"):
        import_tasks(request, Import("doccano", file))
    assert everything(request.corpus) == before
    import_tasks(request, Import("doccano", file, replace=True))
    assert set(codes_in(request).returned["codes"]) == {"faith"}


def test_an_export_that_somebody_filled_in_place_is_left_as_it_is(study):
    request, _ = study
    export_tasks(request, Wanted("segments"))
    path = request.outputs / "exchange" / "segments" / "segments.xlsx"
    book = openpyxl.load_workbook(path)
    book.active["B2"] = "work"
    book.save(path)
    before = path.read_bytes()
    with pytest.raises(ConfigError, match="is there with another content"):
        export_tasks(request, Wanted("segments"))
    assert path.read_bytes() == before


def test_a_mapping_whose_responses_were_altered_or_are_not_ours_is_refused(study):
    request, made = study
    export_tasks(request, Wanted("themefinder", made["draw"].iloc[0]))
    home = request.outputs / "exchange" / "themefinder" / made["draw"].iloc[0]
    mapping = in_themefinder(home)
    lines = mapping.read_text()
    mapping.write_text(lines + '{"response_id": 99, "labels": ["A"]}\n')
    with pytest.raises(ConfigError, match=r"a response is not among those that went out \(key.csv\), in 1 answer: line 14 \(99\)"):
        import_tasks(request, Import("themefinder", home))
    mapping.write_text(lines)
    responses = home / "inputs" / "question_part_1" / "responses.jsonl"
    responses.write_text(responses.read_text().replace("jobs", "posts"))
    with pytest.raises(ConfigError, match="altered after it went out"):
        import_tasks(request, Import("themefinder", home))
    (home / "key.csv").unlink()
    with pytest.raises(ConfigError, match="No key.csv lies above"):
        import_tasks(request, Import("themefinder", home))
