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
        (lambda r: [r | {"label": ["weather"]}], r"1 label that the codebook lacks: 'weather' \(13\)"),
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
            "line 1: a marked passage has a start",
        ),
        (lambda r: [r | {"label": [{"a": 1}]}], "line 1: a marked passage has a start"),
        (lambda r: [{name: value for name, value in r.items() if name != "text"}], "line 1: there is no text"),
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


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"text": "a"}\n{"text": ', "line 2 is no JSON"),
        (b'{"text": "a"}\n\n[1]\n', "line 3 is no JSON object"),
        (b'{"text": "a"}\n{"text": "\xff"}\n', "line 2 is not in UTF-8"),
        (b'{"text": "\\ud800"}\n', "line 1 holds a broken character"),
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
    with pytest.raises(ConfigError, match="line 14: response 99 is not among those that went out"):
        import_tasks(request, Import("themefinder", home))
    mapping.write_text(lines)
    responses = home / "inputs" / "question_part_1" / "responses.jsonl"
    responses.write_text(responses.read_text().replace("jobs", "posts"))
    with pytest.raises(ConfigError, match="altered after it went out"):
        import_tasks(request, Import("themefinder", home))
    (home / "key.csv").unlink()
    with pytest.raises(ConfigError, match="No key.csv lies above"):
        import_tasks(request, Import("themefinder", home))
