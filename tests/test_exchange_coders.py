"""Who coded is who the program says, whose task it is, or who CODERS names; where these differ it is refused or told. All texts are invented."""

import json

import pytest
from exchange_study import HOSTILE, decided, in_doccano, in_label_studio, in_prodigy, write_exchange_study
from test_exchange_round_trips import codes_in

from pipeline.errors import ConfigError
from pipeline.exchange.faults import Faults
from pipeline.exchange.prodigy import read as read_prodigy
from pipeline.export_tasks import Wanted, export_tasks
from pipeline.import_tasks import Wanted as Import
from pipeline.import_tasks import import_tasks


@pytest.fixture
def study(tmp_path):
    return write_exchange_study(tmp_path)


def tasks_of(study, form, coder="anna"):
    """Return the bytes of a coder's tasks of the draw; of the whole study for coder ''."""
    request, made = study
    name = made["draw"].iloc[0] if coder else ""
    export_tasks(request, Wanted(form, name))
    (path,) = (request.outputs / "exchange" / form / name / coder).glob("tasks.*")
    return path.read_bytes()


@pytest.mark.parametrize("by", [7, "ben", {"id": 3, "email": "ben@example.org"}])
def test_somebody_else_than_the_coder_of_the_task_is_refused_until_coders_says_who_that_is(by, study, tmp_path):
    request, _ = study
    file = tmp_path / "out.json"
    file.write_bytes(in_label_studio(tasks_of(study, "label-studio"), by=by))
    named = by["email"] if isinstance(by, dict) else str(by)
    with pytest.raises(ConfigError, match=rf"answered by somebody else .*task 1 \(by {named}, given to anna\)"):
        import_tasks(request, Import("label-studio", file))
    assert codes_in(request).returned.empty
    said = import_tasks(request, Import("label-studio", file, coders=f"{named}=ben"))
    assert f"13 answers to a task of anna, by {named} there: taken as ben's, as CODERS says" in said
    assert set(codes_in(request).returned["coder"]) == {"ben"}


def test_one_name_for_all_is_taken_and_told(study, tmp_path):
    request, _ = study
    file = tmp_path / "out.json"
    file.write_bytes(in_label_studio(tasks_of(study, "label-studio")))
    said = import_tasks(request, Import("label-studio", file, coders="anna"))
    assert "13 answers to a task of anna, by 7 there: taken as anna's, as CODERS says" in said


def test_two_people_who_say_the_same_are_not_one_coder_who_says_it_again(study, tmp_path):
    request, _ = study
    tasks = tasks_of(study, "label-studio")
    one, two = (json.loads(in_label_studio(tasks, by=by)) for by in (7, 8))
    for task, other in zip(one, two, strict=True):
        task["annotations"] += other["annotations"]
    file = tmp_path / "out.json"
    file.write_text(json.dumps(one))
    with pytest.raises(ConfigError, match="two people there answered the same under one name here, in 13 answers"):
        import_tasks(request, Import("label-studio", file, coders="anna"))
    import_tasks(request, Import("label-studio", file, coders="7=anna,8=ben"))
    assert set(codes_in(request).returned["coder"]) == {"anna", "ben"}


@pytest.mark.parametrize("name", ["dataset_export", "all", "admin", "cleo"])
def test_the_name_of_any_file_of_doccano_is_no_coder(name, study, tmp_path):
    request, _ = study
    file = tmp_path / f"{name}.jsonl"
    file.write_bytes(in_doccano(tasks_of(study, "doccano", "")))
    with pytest.raises(ConfigError, match="nobody is named as coder"):
        import_tasks(request, Import("doccano", file))
    import_tasks(request, Import("doccano", file, coders=f"{name}=cleo"))
    assert set(codes_in(request).loose["coder"]) == {"cleo"}


def test_files_of_doccano_with_the_same_records_are_of_one_annotator_each(study, tmp_path):
    request, _ = study
    folder = tmp_path / "export"
    folder.mkdir()
    for name in ("cleo", "dora"):
        (folder / f"{name}.jsonl").write_bytes(in_doccano(tasks_of(study, "doccano", "")))
    import_tasks(request, Import("doccano", folder))
    assert set(codes_in(request).loose["coder"]) == {"cleo", "dora"}


def test_files_of_doccano_with_records_of_their_own_name_nobody(study, tmp_path):
    request, _ = study
    folder = tmp_path / "export"
    folder.mkdir()
    lines = in_doccano(tasks_of(study, "doccano", "")).split(b"\n")
    (folder / "alder.jsonl").write_bytes(b"\n".join(lines[:5]))
    (folder / "birch.jsonl").write_bytes(b"\n".join(lines[5:]))
    with pytest.raises(ConfigError, match="nobody is named as coder"):
        import_tasks(request, Import("doccano", folder))


def test_a_file_that_is_called_by_another_coder_of_the_draw_is_refused(study, tmp_path):
    request, _ = study
    file = tmp_path / "ben.jsonl"
    file.write_bytes(in_doccano(tasks_of(study, "doccano")))
    with pytest.raises(ConfigError, match=r"line 1 \(by ben, given to anna\)"):
        import_tasks(request, Import("doccano", file))


def test_a_session_of_prodigy_that_is_called_by_its_time_names_nobody(study, tmp_path):
    record = json.loads(in_prodigy(tasks_of(study, "prodigy")).split(b"\n")[0])
    file = tmp_path / "out.jsonl"
    names = ("set-2026-02-03_10-11-12", "2026-02-03_10-11-12", "set-mary-jane", "my-set-anna")
    file.write_text("\n".join(json.dumps(record | {"_annotator_id": name}) for name in names))
    assert [answer.coder for answer in read_prodigy(file, Faults(file))] == ["", "", "jane", "anna"]


def test_words_in_a_memo_are_those_that_were_marked_after_a_character_that_a_browser_counts_twice(study, tmp_path):
    request, _ = study
    task = next(task for task in json.loads(tasks_of(study, "label-studio")) if task["data"]["text"] == HOSTILE[2])
    at = len(HOSTILE[2][: HOSTILE[2].index("the flood")].encode("utf-16-le")) // 2
    value = {"start": at, "end": at + 9, "text": "the flood", "labels": ["work"]}
    marked = {"id": "a", "from_name": "passages", "to_name": "text", "type": "labels", "value": value}
    file = tmp_path / "out.json"
    file.write_text(json.dumps([task | {"annotations": [{"completed_by": "anna", "result": [marked]}]}]))
    import_tasks(request, Import("label-studio", file))
    (row,) = codes_in(request).returned.itertuples()
    assert row.memo == "work: the flood"


def test_drafts_that_somebody_may_have_worked_on_are_written_over_only_when_asked_for(study, tmp_path):
    request, _ = study
    file = tmp_path / "anna.jsonl"
    tasks = tasks_of(study, "doccano")
    file.write_bytes(in_doccano(tasks, lambda _: ["Trams"]))
    import_tasks(request, Import("doccano", file, new_codes=True))
    drafts = request.outputs / "exchange" / "doccano" / "draft_codes.toml"
    drafts.write_text(drafts.read_text().replace("Draft: write what this code means.", "Rails in the street."))
    with pytest.raises(ConfigError, match=r"draft_codes\.toml is there with another content\. .*REPLACE=1"):
        import_tasks(request, Import("doccano", file, new_codes=True))
    assert "Rails in the street." in drafts.read_text()
    import_tasks(request, Import("doccano", file, new_codes=True, replace=True))
    assert "Draft: write" in drafts.read_text()


def test_drafts_out_of_themes_alone_are_kept_as_well(study, tmp_path):
    request, _ = study
    file = tmp_path / "themes.json"
    for name in ("Trams", "Ferries"):
        file.write_text(json.dumps([{"topic_id": "A", "topic_label": name, "topic_description": "Ways to go."}]))
        if name == "Trams":
            import_tasks(request, Import("themefinder", file))
    with pytest.raises(ConfigError, match=r"draft_codes\.toml is there with another content"):
        import_tasks(request, Import("themefinder", file))


def test_labels_that_are_taken_for_one_new_code_are_told(study, tmp_path):
    request, _ = study
    file = tmp_path / "anna.jsonl"
    file.write_bytes(in_doccano(tasks_of(study, "doccano"), lambda segment: ["Bus"] if decided(segment) == ["work"] else ["bus", "tram"]))
    said = import_tasks(request, Import("doccano", file, new_codes=True))
    assert "'Bus' and 'bus' differ in case or spaces alone: taken for one new code, bus" in said
    assert "tram' differ" not in said


def test_a_code_below_another_name_is_no_theme_by_its_last_part_alone(study, tmp_path):
    request, _ = study
    file = tmp_path / "anna.jsonl"
    file.write_bytes(in_doccano(tasks_of(study, "doccano"), lambda segment: ["Lost > Work"] if decided(segment) == ["work"] else ["Faith > Work"]))
    with pytest.raises(ConfigError, match="'Lost > Work' is not taken for work: it stands below a code of another name"):
        import_tasks(request, Import("doccano", file))
    said = import_tasks(request, Import("doccano", file, new_codes=True))
    assert "'Lost > Work' is not taken for work" in said
    assert 'id = "lost_work"' in (request.outputs / "exchange" / "doccano" / "draft_codes.toml").read_text()
    assert {code for codes in codes_in(request).returned["codes"] for code in codes.split(";")} == {"work", ""}
