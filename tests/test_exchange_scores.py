"""A mapping of ThemeFinder is scored beside our codings, against the same people; all texts are invented."""

import json

import pandas as pd
import pytest
from exchange_study import decided, in_doccano, in_themefinder, write_exchange_study
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.codebook import Theme
from pipeline.errors import ConfigError
from pipeline.exchange.scores import score_routes
from pipeline.exchange.themefinder import describe
from pipeline.export_tasks import Wanted, export_tasks
from pipeline.human_codes import Sheet
from pipeline.import_tasks import Wanted as Import
from pipeline.import_tasks import import_tasks
from pipeline.mapping_scores import score_mapping


@pytest.fixture
def mapped(tmp_path):
    request, made = write_exchange_study(tmp_path)
    name = made["draw"].iloc[0]
    for form in ("themefinder", "doccano"):
        export_tasks(request, Wanted(form, name))
    home = request.outputs / "exchange"
    filled = tmp_path / "anna.jsonl"
    filled.write_bytes(in_doccano((home / "doccano" / name / "anna" / "tasks.jsonl").read_bytes()))
    import_tasks(request, Import("doccano", filled))
    return request, home / "themefinder" / name


def test_cases_that_a_theme_includes_stand_apart_in_what_themefinder_reads():
    theme = Theme(id="work", name="Work", definition="Jobs\nand wages.", include=("a rise in pay", "a mill that shuts.", "hours; shifts"))
    assert describe(theme) == "Jobs and wages. Include: a rise in pay; a mill that shuts; hours, shifts."
    assert describe(Theme(id="work", name="Work", definition="Jobs.")) == "Jobs."


def test_themes_that_go_out_to_themefinder_have_that_description(mapped):
    _, home = mapped
    themes = {theme["topic_id"]: theme for theme in json.loads((home / "outputs/mapping/themeline/question_part_1/themes.json").read_text())}
    assert themes["faith"]["topic_description"] == "Prayer. Include: chapels."
    assert themes["faith"]["topic"] == "Faith: Prayer. Include: chapels."


def test_a_mapping_that_says_what_the_person_said_is_without_fault_and_ours_is_not(mapped):
    request, home = mapped
    in_themefinder(home)
    said = score_mapping(request, home, ())
    table = pd.read_csv(request.outputs / "exchange" / "themefinder" / "scores.csv").set_index(["route", "theme"])
    assert set(table["coder"]) == {"anna"}
    assert set(table["n_segments"]) == {13}
    for theme in ("work", "faith"):
        assert table.loc[("ThemeFinder", theme), ["precision", "recall", "f1", "alpha"]].tolist() == [1, 1, 1, 1]
    assert table.loc[("themeline", "work"), "alpha"] < 1
    assert table.loc[("ThemeFinder", "all themes"), "alpha"] == 1
    assert "Against anna: 13 shared segments" in said


def test_only_segments_that_the_mapping_has_are_scored(mapped):
    request, home = mapped
    mapping = in_themefinder(home)
    mapping.write_text("\n".join(mapping.read_text().split("\n")[:5]) + "\n")
    score_mapping(request, mapping, ())
    table = pd.read_csv(request.outputs / "exchange" / "themefinder" / "scores.csv")
    assert set(table["n_segments"]) == {5}


def test_a_theme_that_themefinder_never_had_is_not_held_against_it(mapped):
    request, home = mapped
    in_themefinder(home, lambda segment: [name for name in decided(segment) if name == "work"] or ["none"], {"A": ("Work", "Jobs.")})
    said = score_mapping(request, home, ())
    table = pd.read_csv(request.outputs / "exchange" / "themefinder" / "scores.csv")
    assert "faith" not in set(table["theme"])
    assert table.set_index(["route", "theme"]).loc[("ThemeFinder", "macro"), "f1"] == 1
    assert "ThemeFinder was not given or did not find, not compared: faith" in said


def test_themes_that_the_codebook_lacks_are_not_counted_and_become_a_draft(mapped):
    request, home = mapped
    themes = {"A": ("Work", "Jobs."), "B": ("Faith", "Prayer."), "C": ("Rivers and floods", "Water in the streets.")}
    in_themefinder(home, lambda segment: ["rivers and floods"] if decided(segment) == ["none"] else decided(segment), themes)
    assert "codebook lacks, not counted: Rivers and floods" in score_mapping(request, home, ())
    import_tasks(request, Import("themefinder", home))
    import tomllib

    (draft,) = tomllib.loads((request.outputs / "exchange" / "themefinder" / "draft_codes.toml").read_text())["theme"]
    assert draft == {"id": "rivers_and_floods", "name": "Rivers and floods", "definition": "Water in the streets."}


def test_a_file_of_themes_alone_gives_drafts_of_those_that_the_codebook_lacks(mapped, tmp_path):
    import tomllib

    request, _ = mapped
    file = tmp_path / "clustered_themes.json"
    nodes = [
        {"topic_id": letter, "topic": topic, "source_topic_count": 2} for letter, topic in (("A", "Work: Jobs."), ("B", 'Old "mill": Its chimney.'))
    ]
    file.write_text(json.dumps({"theme_nodes": nodes}))
    said = import_tasks(request, Import("themefinder", file))
    (draft,) = tomllib.loads((request.outputs / "exchange" / "themefinder" / "draft_codes.toml").read_text())["theme"]
    assert draft == {"id": "old_mill", "name": 'Old "mill"', "definition": "Its chimney."}
    assert said.startswith("1 theme that the codebook lacks")


def test_codes_that_the_codebook_lacks_do_not_count_against_anybody():
    codes = pd.DataFrame({"segment_id": ["a", "b"], "document_id": ["d", "e"], "source": ["d", "e"], "weight": 1.0})
    given = pd.Series([frozenset({"work", "weather"}), frozenset({"faith"})], dtype=object)
    sets = {"a": frozenset({"work"}), "b": frozenset({"faith"})}
    table = score_routes(Sheet("anna", codes.assign(codes=given), 0, 0), {"theirs": sets}, ["work", "faith"])
    assert table.set_index("theme").loc["all themes", "alpha"] == 1


def test_without_human_codes_there_is_nothing_to_score_against(tmp_path):
    request, made = write_exchange_study(tmp_path)
    export_tasks(request, Wanted("themefinder", made["draw"].iloc[0]))
    home = request.outputs / "exchange" / "themefinder" / made["draw"].iloc[0]
    in_themefinder(home)
    with pytest.raises(ConfigError, match="There are no human codes"):
        score_mapping(request, home, ())


def test_the_commands_say_what_they_did(mapped, tmp_path):
    request, home = mapped
    in_themefinder(home)
    folders = ["--corpus", str(request.corpus), "--outputs", str(request.outputs)]
    for arguments, said in (
        (["export-tasks", "prodigy"], "all of the study"),
        (["import-tasks", "themefinder", str(home)], "a machine's"),
        (["mapping-scores", str(home)], "Against anna"),
    ):
        result = CliRunner().invoke(app, [*arguments, *folders], catch_exceptions=False)
        assert result.exit_code == 0
        assert said in result.output
    with pytest.raises(ConfigError, match="does not exist"):
        CliRunner().invoke(app, ["import-tasks", "doccano", str(tmp_path / "none.jsonl"), *folders], catch_exceptions=False)
