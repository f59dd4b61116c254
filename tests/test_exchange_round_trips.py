"""What goes out to another program and is filled in there comes back to the same passages with the codes that were given; all texts are invented."""

import json

import pandas as pd
import pytest
from exchange_study import HOSTILE, decided, in_doccano, in_label_studio, in_prodigy, in_segments, in_themefinder, write_exchange_study

from pipeline.agreement_files import agree_files
from pipeline.code_files import read_code_files
from pipeline.codebook import load_codebook
from pipeline.errors import ConfigError
from pipeline.export_tasks import Wanted, export_tasks
from pipeline.import_tasks import Wanted as Import
from pipeline.import_tasks import import_tasks

FORMATS = ("label-studio", "doccano", "prodigy", "segments")
FILES = {"label-studio": "tasks.json", "doccano": "tasks.jsonl", "prodigy": "tasks.jsonl", "segments": "segments.xlsx"}
PROGRAMS = {"label-studio": in_label_studio, "doccano": in_doccano, "prodigy": in_prodigy}


@pytest.fixture
def study(tmp_path):
    return write_exchange_study(tmp_path)


def fill(home, form, to, choose=decided):
    """Let a program fill in what was exported into ``home``; return the file that it exports."""
    made = to / f"export-{form}{'.xlsx' if form == 'segments' else '.json'}"
    if form == "segments":
        in_segments(home / FILES[form], made, choose)
    else:
        made.write_bytes(PROGRAMS[form]((home / FILES[form]).read_bytes(), choose))
    return made


def codes_in(request):
    return read_code_files(request.corpus / "codes", load_codebook(request.corpus / "codebook.toml"))


@pytest.mark.parametrize("form", FORMATS)
def test_codes_of_a_draw_come_back_as_they_were_given(form, study, tmp_path):
    request, made = study
    name = made["draw"].iloc[0]
    export_tasks(request, Wanted(form, name))
    for coder in ("anna", "ben"):
        coders = {"label-studio": f"7={coder}", "prodigy": coder}.get(form, "")  # these two say who answered by a name of their own
        import_tasks(request, Import(form, fill(request.outputs / "exchange" / form / name / coder, form, tmp_path), coders))
    returned = codes_in(request).returned
    assert set(returned["coder"]) == {"anna", "ben"}
    assert set(returned["origin"]) == {"drawn"}
    wanted = {segment: ";".join(code for code in decided(segment) if code != "none") for segment in made["segment_id"]}
    for _, own in returned.groupby("coder"):
        assert dict(zip(own["segment_id"], own["codes"], strict=True)) == wanted


@pytest.mark.parametrize("form", FORMATS)
def test_codes_of_the_whole_study_come_back_as_they_were_given_and_estimate_nothing(form, study, tmp_path):
    request, made = study
    export_tasks(request, Wanted(form))
    said = import_tasks(request, Import(form, fill(request.outputs / "exchange" / form, form, tmp_path), coders="cleo"))
    assert "estimate nothing" in said
    loose = codes_in(request).loose
    places = {(row.path, row.start, row.end): row.segment_id for row in made.itertuples()}
    assert {places[row.path, row.start, row.end]: row.codes for row in loose.itertuples()} == {
        segment: ";".join(code for code in decided(segment) if code != "none") for segment in made["segment_id"]
    }
    assert set(loose["origin"]) == {"ad hoc"}
    assert set(loose["coder"]) == {"cleo"}


def test_the_short_form_of_label_studio_says_the_same(study, tmp_path):
    request, made = study
    name = made["draw"].iloc[0]
    export_tasks(request, Wanted("label-studio", name))
    tasks = (request.outputs / "exchange" / "label-studio" / name / "anna" / "tasks.json").read_bytes()
    found = []
    for short in (False, True):
        file = tmp_path / f"export-{short}.json"
        file.write_bytes(in_label_studio(tasks, short=short))
        import_tasks(request, Import("label-studio", file, "anna", replace=True))
        found.append(codes_in(request).returned)
    pd.testing.assert_frame_equal(*found)


@pytest.mark.parametrize("form", [*FORMATS, "themefinder", "web-annotation"])
def test_the_same_study_gives_the_same_bytes(form, study, tmp_path):
    request, made = study
    draw = "" if form == "web-annotation" else made["draw"].iloc[0]
    for name in ("one", "two"):
        export_tasks(request, Wanted(form, draw, to=tmp_path / name))
    one, two = ({path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.*")} for name in ("one", "two"))
    assert one
    assert one == two


@pytest.mark.parametrize("form", FORMATS)
def test_what_the_machine_gave_is_in_no_file_for_coders_unless_asked_for(form, study, tmp_path):
    request, made = study
    name = made["draw"].iloc[0]
    plain = export_tasks(request, Wanted(form, name, to=tmp_path / "plain"))
    asked = export_tasks(request, Wanted(form, name, predictions=True, to=tmp_path / "asked"))
    assert "codes are in them" not in plain
    assert "The machine's codes are in them" in asked
    if form != "segments":
        texts = ["".join(path.read_text() for path in sorted((tmp_path / each).rglob("tasks.*"))) for each in ("plain", "asked")]
        words = ('"predictions"', '"machine"', '"accept"')
        assert [any(word in text for word in words) for text in texts] == [False, True]


@pytest.mark.parametrize("form", ["label-studio", "prodigy"])
def test_who_saw_the_machines_codes_is_never_held_against_it_as_drawn(form, study, tmp_path):
    request, made = study
    name = made["draw"].iloc[0]
    export_tasks(request, Wanted(form, name, predictions=True))
    said = import_tasks(request, Import(form, fill(request.outputs / "exchange" / form / name / "anna", form, tmp_path), "anna"))
    assert "with the machine's codes in view" in said
    human = codes_in(request)
    assert human.returned.empty
    assert set(human.loose["origin"]) == {"ad hoc"}
    told = agree_files(request.outputs, [request.corpus / "codes"], [], human.codebook)
    assert "13 of 13 passages with the machine's codes in view" in told
    assert "by anna: who sees them first agrees with them more often" in told
    export_tasks(request, Wanted(form, to=tmp_path / "unseen"))
    import_tasks(request, Import(form, fill(tmp_path / "unseen", form, tmp_path), "ben"))
    ben = next((request.corpus / "codes").glob(f"{form}_ben_*.csv"))
    assert "seen" not in pd.read_csv(ben)
    assert "ben: 1" in agree_files(request.outputs, [request.corpus / "codes"], [], human.codebook)


def test_themefinders_mapping_comes_back_as_codes_of_a_machine(study):
    request, made = study
    name = made["draw"].iloc[0]
    export_tasks(request, Wanted("themefinder", name))
    home = request.outputs / "exchange" / "themefinder" / name
    in_themefinder(home)
    said = import_tasks(request, Import("themefinder", home))
    rows = pd.read_csv(request.outputs / "exchange" / "themefinder" / f"themefinder_themefinder_{name}.csv", keep_default_na=False)
    assert set(rows["coder"]) == {"themefinder"}
    assert set(rows["origin"]) == {"machine"}
    places = {(row.path, row.start, row.end): row.segment_id for row in made.itertuples()}
    given = {places[row.path, row.start, row.end]: row.codes for row in rows.itertuples()}
    assert given == {segment: ";".join(code for code in decided(segment) if code != "none") for segment in made["segment_id"]}
    assert codes_in(request).returned.empty
    assert "a machine's" in said


def test_our_own_mapping_is_not_taken_for_themefinders_and_holds_what_the_machine_gave(study):
    request, _ = study
    export_tasks(request, Wanted("themefinder"))
    home = request.outputs / "exchange" / "themefinder"
    mapping = home / "outputs" / "mapping" / "themeline"
    for file in (home, mapping / "question_part_1" / "mapping.jsonl"):
        with pytest.raises(ConfigError, match="but our own"):
            import_tasks(request, Import("themefinder", file))
    mapping.rename(mapping.with_name("2026-02-03"))
    import_tasks(request, Import("themefinder", home))
    rows = pd.read_csv(home / "themefinder_themefinder_ad-hoc.csv", keep_default_na=False)
    codings = pd.read_parquet(request.outputs / "codings.parquet")
    assert rows["codes"].str.contains("work").sum() == codings[codings["assigned"] & (codings["theme_id"] == "work")].shape[0]


def test_a_quote_goes_out_with_its_place_and_an_annotation_of_it_comes_back_to_it(study, tmp_path):
    request, _ = study
    export_tasks(request, Wanted("web-annotation"))
    page = json.loads((request.outputs / "exchange" / "web-annotation" / "quotes.jsonld").read_text())
    quote = page["items"][0]
    text = pd.read_parquet(request.outputs / "documents.parquet").set_index("path").loc["d0.txt", "text"]
    words, place = quote["target"]["selector"]
    assert text[place["start"] : place["end"]] == words["exact"] == HOSTILE[2]
    assert text.startswith(words["prefix"] + words["exact"] + words["suffix"], place["start"] - len(words["prefix"]))
    own = quote | {"creator": {"type": "Person", "name": "cleo"}, "body": [{"type": "TextualBody", "purpose": "tagging", "value": "Faith"}]}
    file = tmp_path / "annotations.jsonld"
    file.write_text(json.dumps({**page, "items": [quote, own]}, ensure_ascii=False), encoding="utf-8")
    said = import_tasks(request, Import("web-annotation", file))
    assert "1 answer left out: by the machine" in said
    (row,) = codes_in(request).loose.itertuples()
    assert (row.path, row.start, row.end, row.codes, row.coder) == ("d0.txt", place["start"], place["end"], "faith", "cleo")


def test_hostile_text_is_inert_in_what_goes_out(study):
    import openpyxl

    request, _ = study
    for form in ("segments", "label-studio", "themefinder"):
        export_tasks(request, Wanted(form))
    home = request.outputs / "exchange"
    cells = [cell for row in openpyxl.load_workbook(home / "segments" / "segments.xlsx").active.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f" or str(cell.value).startswith(("=", "@"))]
    assert any(str(cell.value).startswith("'=cmd") for cell in cells)
    key = (home / "themefinder" / "key.csv").read_text()
    assert ",'=Minutes of Alder," in key
    assert 'valueType="text"' in (home / "label-studio" / "interface.xml").read_text()
    assert (home / "label-studio" / "tasks.json").read_bytes().isascii()


def test_codes_that_begin_like_formulas_are_guarded_in_what_is_written(study, tmp_path):
    request, _ = study
    export_tasks(request, Wanted("doccano"))
    import_tasks(request, Import("doccano", fill(request.outputs / "exchange" / "doccano", "doccano", tmp_path), coders="cleo"))
    lines = (request.corpus / "codes" / "doccano_cleo_ad-hoc.csv").read_text(encoding="utf-8-sig")
    assert "'=cmd|" in lines
    assert ",=cmd" not in lines
