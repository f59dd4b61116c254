"""Codes that belong to no draw are held against the machine, and are said to be chosen rather than drawn."""

import pandas as pd
import pytest
from coding_study import CODEBOOK, tables, write_corpus, write_outputs

from pipeline import agreement_loose
from pipeline.agreement import agree
from pipeline.agreement_files import agree_files
from pipeline.codebook import Codebook
from pipeline.errors import ConfigError
from pipeline.store import read_table, write_table

HEAD = "path,start,end,text,coder,codes,codebook_version,origin,memo\n"


@pytest.fixture
def study(tmp_path):
    """Outputs and a folder of codes without a draw."""
    return write_outputs(tmp_path / "outputs", *tables(4, 6)), write_corpus(tmp_path / "corpus") / "codes"


def rows_of(outputs, given, coder="cleo", version="1"):
    """Give the first segments of the study codes."""
    found = read_table(outputs, "segments").merge(read_table(outputs, "documents")[["document_id", "path"]], on="document_id")
    return "".join(
        f'{row.path},{row.start},{row.end},"{row.text}",{coder},{codes},{version},ad hoc,\n'
        for row, codes in zip(found.itertuples(), given, strict=False)
    )


def test_each_segment_that_people_judged_is_counted_with_what_they_gave_and_took_away(study):
    outputs, codes = study
    (codes / "back.csv").write_text(HEAD + rows_of(outputs, ["work", "", "faith"]), encoding="utf-8")
    said = agree_files(outputs, [codes], [], CODEBOOK)
    assert "back.csv: 3 passages in 3 segments, chosen by people, not drawn" in said
    assert "cleo and the machine differ in 2 of 3 segments: 1 code given by cleo alone, 1 by the machine alone" in said
    assert "each segment counts once" in said
    assert "1 / probability" not in said
    assert "calibration" not in said.replace("alpha, calibration error and skill", "")
    assert (outputs / "agreement" / "back" / "agreement.csv").is_file()


def test_who_had_the_machine_s_codes_in_view_is_told_in_the_text_and_marked_in_the_table(study):
    outputs, codes = study
    plain = HEAD + rows_of(outputs, ["work", ""] * 3) + rows_of(outputs, ["work", "faith"] * 3, "dan")
    (codes / "back.csv").write_text(plain, encoding="utf-8")
    assert "in view" not in agree_files(outputs, [codes], [], CODEBOOK)
    table = pd.read_csv(outputs / "agreement" / "back" / "agreement.csv")
    assert not table["machine_seen"].any()
    head, *rows = plain.splitlines()
    seen = [f"{row}{',machine' if ',cleo,' in row and n != 1 else ','}" for n, row in enumerate(rows)]
    (codes / "back.csv").write_text("\n".join([f"{head},seen", *seen]) + "\n", encoding="utf-8")
    said = agree_files(outputs, [codes], [], CODEBOOK)
    assert "  cleo: 6 segments; 5 of 6 passages with the machine's codes in view\n" in said
    assert "  dan: 6 segments\n" in said
    assert "  Coded with the machine's codes in view, by cleo: who sees them first agrees with them more often" in said
    table = pd.read_csv(outputs / "agreement" / "back" / "agreement.csv")
    marked = table[table["machine_seen"]]
    assert set(zip(marked["rater"], marked["against"], strict=True)) == {("cleo + dan", "each other"), ("machine", "cleo"), ("dan", "cleo")}
    assert set(table.loc[~table["machine_seen"], "against"]) == {"dan"}


def test_two_coders_of_one_file_are_held_against_each_other(study):
    outputs, codes = study
    (codes / "back.csv").write_text(HEAD + rows_of(outputs, ["work", ""] * 6) + rows_of(outputs, ["work", "faith"] * 6, "dan"), encoding="utf-8")
    said = agree_files(outputs, [codes], [], CODEBOOK)
    assert "Agreement between cleo, dan" in said


def test_what_stands_in_no_document_or_no_segment_is_told(study):
    outputs, codes = study
    (codes / "back.csv").write_text(HEAD + rows_of(outputs, ["work"]) + "d0.txt,0,5,Nowhere in it,cleo,work,1,ad hoc,\n", encoding="utf-8")
    assert "cleo: 1 segment; 1 passage whose words stand in no document" in agree_files(outputs, [codes], [], CODEBOOK)


def test_codes_of_a_codebook_that_nobody_knows_are_stale_and_not_held_against_the_machine(study):
    outputs, codes = study
    (codes / "back.csv").write_text(HEAD + rows_of(outputs, ["work", "faith"], version="7"), encoding="utf-8")
    said = agree_files(outputs, [codes], [], CODEBOOK)
    assert "Stale: faith and work. They were given by codebook version 7" in said
    renamed = Codebook(version="7", theme=CODEBOOK.theme)
    assert "Stale" not in agree_files(outputs, [codes], [], renamed)


def test_a_file_in_two_folders_counts_once_and_without_any_code_a_draw_is_asked_for(study, tmp_path):
    outputs, codes = study
    with pytest.raises(ConfigError, match="There is no draw"):
        agree_files(outputs, [codes], [], CODEBOOK)
    (codes / "back.csv").write_text(HEAD + rows_of(outputs, ["work"]), encoding="utf-8")
    assert agree_files(outputs, [codes, codes], [], CODEBOOK).count("back.csv:") == 1


def test_another_file_of_the_same_name_is_held_against_the_machine_too(study, tmp_path):
    outputs, codes = study
    other = tmp_path / "other"
    other.mkdir()
    (codes / "back.csv").write_text(HEAD + rows_of(outputs, ["work"]), encoding="utf-8")
    (other / "back.csv").write_text(HEAD + rows_of(outputs, ["faith", ""], "dan"), encoding="utf-8")
    said = agree_files(outputs, [codes, other], [], CODEBOOK)
    assert "back.csv: 1 passage in 1 segment" in said
    assert f"back.csv in {other}, another file of that name: 2 passages in 2 segments" in said
    assert (outputs / "agreement" / "back" / "agreement.csv").read_bytes() != (outputs / "agreement" / "back_2" / "agreement.csv").read_bytes()


def test_documents_of_one_source_count_as_one_unit(study, monkeypatch):
    outputs, codes = study
    found = read_table(outputs, "documents")
    write_table(outputs, "documents", found.assign(cluster_id=found["document_id"].iloc[0]))
    (codes / "back.csv").write_text(HEAD + rows_of(outputs, ["work", ""] * 12), encoding="utf-8")
    seen = []
    monkeypatch.setattr(agreement_loose, "agree", lambda coded: seen.append(coded) or agree(coded))
    agree_files(outputs, [codes], [], CODEBOOK)
    assert set(seen[0].codes["document_id"]) == {found["document_id"].iloc[0]}
