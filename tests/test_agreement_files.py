"""What is said of a draw that came back, from files: sheets, stale codes, disagreements."""

import shutil

import numpy as np
import pandas as pd
import pytest
from coding_study import CODEBOOK, tables, write_corpus, write_outputs
from typer.testing import CliRunner

from pipeline.agreement_files import agree_files, say_older
from pipeline.cli import app
from pipeline.code_files import read_code_files
from pipeline.codebook import Codebook
from pipeline.coding_kit import Kit, make_coding_sample
from pipeline.coding_sheets import csv_bytes
from pipeline.draw import Wanted
from pipeline.draws import read_draws
from pipeline.errors import ConfigError
from pipeline.inputs import Inputs, Request
from pipeline.keys import file_hash
from pipeline.store import read_table, write_json, write_table


@pytest.fixture
def study(tmp_path):
    """Outputs, a draw of 20 for anna and ben in codes/, and its record."""
    outputs, corpus = write_outputs(tmp_path / "outputs", *tables()), write_corpus(tmp_path / "corpus")
    make_coding_sample(Request(corpus, outputs), Kit(Wanted(n=20, coders=("anna", "ben"))))
    return outputs, corpus / "codes", read_draws(corpus / "codes")


def fill(folder, draws, coder, given):
    """Fill a coder's sheet in the folder of the draw, by segment."""
    path = folder / draws["draw"].iloc[0] / f"sheet_{coder}.csv"
    rows = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    own = rows["item"].map(dict(zip(draws["item"], given, strict=True)))
    path.write_bytes(csv_bytes(rows.assign(work=["x" if "w" in g else "" for g in own], none=["x" if g == "-" else "" for g in own])))


def test_nothing_drawn_and_nothing_returned_are_said(study, tmp_path):
    outputs, folder, _ = study
    assert "Nothing has come back yet" in agree_files(outputs, [folder], [])
    with pytest.raises(ConfigError, match="make coding-sample"):
        agree_files(outputs, [tmp_path / "none"], [])


def test_one_coder_is_told_why_there_is_no_alpha_and_what_is_missing(study):
    outputs, folder, draws = study
    fill(folder, draws, "anna", ["w"] * 10 + ["-"] * 8 + [""] * 2)
    said = agree_files(outputs, [folder], [])
    assert "needs two" in said
    assert "anna: 18 of 20 segments coded" in said
    assert "ben: 0 of 20" in said
    assert "machine against anna" in said


def test_documents_of_one_source_are_one(study):
    """Figures from ten documents have an interval; from ten copies of one text they have none."""
    outputs, folder, draws = study
    fill(folder, draws, "anna", ["w", "-"] * 10)
    fill(folder, draws, "ben", ["w", "-"] * 10)
    documents = read_table(outputs, "documents")
    found = []
    for clusters in (documents["cluster_id"], ["one"] * len(documents)):
        write_table(outputs, "documents", documents.assign(cluster_id=clusters))
        agree_files(outputs, [folder], [])
        table = pd.read_csv(outputs / "agreement" / draws["draw"].iloc[0] / "agreement.csv")
        found.append(table[(table["measure"] == "percent") & (table["subject"] == "work")].iloc[0])
    assert [row["n_documents"] for row in found] == [draws["path"].nunique(), 1]
    assert [bool(np.isfinite(row["low"])) for row in found] == [True, False]


def test_disagreements_are_a_sheet_that_is_read_when_it_is_filled(study):
    outputs, folder, draws = study
    fill(folder, draws, "anna", ["w"] * 10 + ["-"] * 10)
    fill(folder, draws, "ben", ["w"] * 8 + ["-"] * 12)
    said = agree_files(outputs, [folder], [])
    sheet = outputs / "agreement" / draws["draw"].iloc[0] / "disagreements.csv"
    assert "Coded differently: 2 segments" in said
    rows = pd.read_csv(sheet, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    assert rows["anna: codes"].tolist() == ["work", "work"]
    assert rows["ben: codes"].tolist() == ["none", "none"]
    sheet.write_bytes(csv_bytes(rows.assign(work="x")))
    (folder / "adjudicated.csv").write_bytes(sheet.read_bytes())
    said = agree_files(outputs, [folder], [])
    assert "machine against adjudicated" in said
    table = pd.read_csv(sheet.parent / "agreement.csv")
    both = table[(table["measure"] == "f1") & (table["against"] == "adjudicated")]
    assert set(both["n_segments"]) == {20}


def test_a_sheet_of_disagreements_that_somebody_is_filling_is_left_alone(study):
    outputs, folder, draws = study
    fill(folder, draws, "anna", ["w"] * 20)
    fill(folder, draws, "ben", ["-"] * 20)
    agree_files(outputs, [folder], [])
    sheet = outputs / "agreement" / draws["draw"].iloc[0] / "disagreements.csv"
    rows = pd.read_csv(sheet, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    sheet.write_bytes(csv_bytes(rows.assign(memo=["", "begun", *[""] * 18], none=["x", *[""] * 19])))
    begun = sheet.read_bytes()
    assert "as somebody left it" in agree_files(outputs, [folder], [])
    assert sheet.read_bytes() == begun


def test_the_codebook_of_the_draw_counts(study):
    outputs, folder, draws = study
    assert set(draws["themes"]) == {";".join(CODEBOOK.theme_ids)}
    fill(folder, draws, "anna", ["w"] * 20)
    assert "codebook version 1" in agree_files(outputs, [folder], [])


def test_codes_of_a_theme_that_was_redefined_are_stale_for_the_machine_and_not_between_people(study):
    outputs, folder, draws = study
    fill(folder, draws, "anna", ["w"] * 20)
    fill(folder, draws, "ben", ["w"] * 10 + ["-"] * 10)
    redefined = (CODEBOOK["work"].model_copy(update={"definition": "Jobs and wages."}), CODEBOOK["faith"])
    said = agree_files(outputs, [folder], [], Codebook(version="2", theme=redefined))
    assert "Stale codes of anna: work in all 20 segments of" in said
    assert "Stale codes of ben: work in all 20 segments of" in said
    assert "Have them coded anew" in said
    table = pd.read_csv(outputs / "agreement" / draws["draw"].iloc[0] / "agreement.csv")
    machine_side = table[table["rater"] == "machine"]
    assert "work" not in set(machine_side["subject"])
    assert "faith" in set(machine_side["subject"])
    assert "work" in set(table.loc[table["measure"] == "alpha", "subject"])


def test_codes_whose_segment_is_gone_are_counted_for_each_coder(study):
    outputs, folder, draws = study
    fill(folder, draws, "anna", ["w"] * 20)
    segments = tables()[1]
    gone = segments["segment_id"].isin(draws["segment_id"][:3])
    write_table(outputs, "segments", segments.assign(codable=~gone))
    said = agree_files(outputs, [folder], [])
    assert "Stale codes of anna: 3 of 20 segments of" in said
    assert "draw anew" in said
    assert "machine against anna" in said


def test_codes_that_all_stand_are_called_stale_nowhere(study):
    outputs, folder, draws = study
    fill(folder, draws, "anna", ["w"] * 20)
    assert "tale codes" not in agree_files(outputs, [folder], [], CODEBOOK.model_copy(update={"version": "9"}))


def test_codes_that_came_back_after_the_run_make_its_report_older(study):
    outputs, folder, draws = study
    codebook = folder.parent / "codebook.toml"

    def said():
        return say_older(outputs, read_code_files(folder, CODEBOOK), folder, codebook)

    assert said() == ""  # a draw that nobody has coded
    fill(folder, draws, "anna", ["w"] * 20)
    assert "is older than the codes" in said()
    assert "make run" in said()
    taken_in = Inputs(Request(folder.parent, outputs.parent / "other")).hash("human_codes")
    write_json(outputs / "run.json", {"parents": {}, "codebook_version": "1", "inputs": {"human_codes": taken_in}})
    assert said() == ""
    fill(folder, draws, "ben", ["-"] * 20)
    file_hash.cache_clear()  # as in a command of its own
    assert "is older than the codes" in said()


def test_codes_beside_the_corpus_that_cannot_be_read_stop_the_command_before_it_says_anything(study, tmp_path):
    outputs, folder, draws = study
    fill(folder, draws, "anna", ["w", "-"] * 10)
    shutil.copytree(folder, tmp_path / "elsewhere")
    record = folder / draws["draw"].iloc[0] / "draw.csv"
    record.write_text(record.read_text(encoding="utf-8").replace("d0", "e0"), encoding="utf-8")
    ended = CliRunner().invoke(app, ["agreement", str(tmp_path / "elsewhere"), "--corpus", str(folder.parent), "--outputs", str(outputs)])
    assert ended.exit_code == 1
    assert "segments coded" not in ended.output
    assert not (outputs / "agreement").exists()


def test_a_sheet_that_lost_its_columns_is_not_passed_over_without_a_word(study):
    outputs, folder, draws = study
    fill(folder, draws, "anna", ["w"] * 20)
    sheet = pd.read_csv(folder / draws["draw"].iloc[0] / "sheet_anna.csv", dtype="str", keep_default_na=False, encoding="utf-8-sig")
    (folder / "anna.csv").write_bytes(csv_bytes(sheet.drop(columns=["item", "draw"])))
    (folder / "loose.csv").write_text("path,start,end,text,coder,codes\nd0.txt,0,4,Para,cleo,work\n", encoding="utf-8")
    said = agree_files(outputs, [folder], [])
    assert f"Passed over in {folder}: anna.csv. A sheet has the columns item, coder" in said
    (folder / "anna.csv").unlink()
    assert "Passed over" not in agree_files(outputs, [folder], [])


def test_a_definition_that_changed_under_the_same_version_is_said_to_want_a_new_one(study):
    outputs, folder, draws = study
    fill(folder, draws, "anna", ["w"] * 20)
    redefined = (CODEBOOK["work"].model_copy(update={"definition": "Jobs and wages."}), CODEBOOK["faith"])
    said = agree_files(outputs, [folder], [], Codebook(version=CODEBOOK.version, theme=redefined))
    assert "Stale codes of anna: work in all 20 segments of" in said
    assert "is called version 1, as theirs was" in said
    assert "a new version whenever a definition changes" in said
