"""What people coded in another program comes back as human codes, and nothing else does."""

import pandas as pd
import pytest
from lxml import etree
from qda_study import (
    SPACE,
    add,
    all_of,
    blank_names,
    code_named,
    exported,
    odd_study,
    opened,
    study,
    text_of,
    theme_codings,
    user_named,
    with_new_guids,
    write,
)
from test_segment import documents
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.coding_kit import Kit, make_coding_sample
from pipeline.coding_sheets import csv_bytes
from pipeline.draw import Wanted
from pipeline.errors import ConfigError
from pipeline.human_codes import match_codes, read_codes
from pipeline.qda.calibrate import MOST
from pipeline.qda.gather import gather
from pipeline.qda.load import load
from pipeline.qda.mark import held_marks
from pipeline.qda.of_another import OfAnotherStudyError
from pipeline.qda.take_in import Wish, take_in, take_in_files

HUMAN = (
    'd0.txt,0,51,"Paragraph 0 of paper 0 tells of jobs lost by “the m",anna,work,1,drawn,she said: “so”\n'
    'd1.txt,60,78,"Paragraph 1 of pap",ben,faith;work,0,ad hoc,\n'
    'd2.txt,0,9,"Paragraph",ben,,1,drawn,\n'
    'd2.txt,0,9,"Paragraph",anna,own code,1,ad hoc,\n'
)


def five_edits(root, files):
    """Edit five codings in five segments, as a program would write it: add, take away, move, give another code, confirm."""
    sources = all_of(root, "TextSource")
    passages = [all_of(source, "PlainTextSelection") for source in sources]
    start = text_of(sources[0], files).index("Paragraph 1")
    add(root, sources[0], (start, start + 40), "Faith", "cleo", name=text_of(sources[0], files)[start : start + 40])
    alone = [own for own in passages[1] if len(theme_codings(root, own)) == 1]
    sources[1].remove(alone[0])
    alone[1].set("startPosition", str(int(alone[1].get("startPosition")) + 14))
    alone[1].set("name", text_of(sources[1], files)[int(alone[1].get("startPosition")) : int(alone[1].get("endPosition"))])
    changed = next(own for own in passages[2] if len(theme_codings(root, own)) == 1)
    ref = theme_codings(root, changed)[0][0]
    work, faith = code_named(root, "Work"), code_named(root, "Faith")
    ref.set("targetGUID", faith if ref.get("targetGUID") == work else work)
    right = next(own for own in passages[3] if len(theme_codings(root, own)) == 1)
    code = "Work" if theme_codings(root, right)[0][0].get("targetGUID") == work else "Faith"
    add(root, sources[3], (int(right.get("startPosition")), int(right.get("endPosition"))), code, "cleo", name=right.get("name"))


def all_by(root, name):
    """Put all codings under one user, as some programs do at export, and list nobody else."""
    me = user_named(root, name)
    for each in (*all_of(root, "Coding"), *all_of(root, "PlainTextSelection")):
        each.set("creatingUser", me)
    for user in all_of(root, "User"):
        if user.get("guid") != me:
            user.getparent().remove(user)


def changes_in(request, path, coder=""):
    held = load(request)
    return take_in(gather(path, held), held, coder)


@pytest.mark.slow
@pytest.mark.parametrize("as_a_program", [lambda root: root, with_new_guids], ids=["as exported", "with new identities"])
def test_five_edits_are_listed_as_five_and_agreement_counts_their_segments(tmp_path, as_a_program):
    request = study(tmp_path)
    root, files = opened(exported(request))
    five_edits(root, files)
    path = write(tmp_path, as_a_program(root), files)
    said = take_in_files(request, path, Wish())
    assert "5 changes against what the study holds: 1 added, 1 removed, 1 moved, 1 recoded, 1 confirmed" in said
    assert sum(line.startswith("  ") for line in said.splitlines()) == 5
    assert "by coder: cleo 2, nobody named 3" in said
    assert not (request.corpus / "codes" / "back.csv").exists()
    with pytest.raises(ConfigError, match="3 changes do not say who made them"):
        take_in_files(request, path, Wish(write=True))
    take_in_files(request, path, Wish(write=True, coder="cleo"))
    folders = ["--corpus", str(request.corpus), "--outputs", str(request.outputs)]
    told = CliRunner().invoke(app, ["agreement", *folders]).output
    assert "back.csv: 5 passages in 5 segments, chosen by people" in told
    assert "cleo: 5 segments; 5 of 5 passages with the machine's codes in view" in told
    assert "cleo and the machine differ in 3 of 5 segments: 2 codes given by cleo alone, 2 by the machine alone" in told
    assert "machine against cleo" in told


def test_a_code_that_was_taken_away_is_a_judgement_that_the_segment_has_it_not(tmp_path):
    request = study(tmp_path)
    root, files = opened(exported(request))
    source = all_of(root, "TextSource")[0]
    both = next(own for own in all_of(source, "PlainTextSelection") if len(theme_codings(root, own)) == 2)
    gone = next(coding for coding in both.findall(f"{SPACE}Coding") if coding.find(f"{SPACE}CodeRef").get("targetGUID") == code_named(root, "Faith"))
    both.remove(gone)
    taken = changes_in(request, write(tmp_path, root, files), "cleo")
    (row,) = taken.judged.rows.itertuples()
    assert (row.codes, row.coder, row.origin) == ("work", "cleo", "ad hoc")
    assert "taken away: faith" in row.memo
    held = load(request)
    (sheet,) = match_codes(taken.judged.rows, held.documents, held.segments)
    assert [set(codes) for codes in sheet.codes["codes"]] == [{"work"}]


def test_what_nobody_touched_is_no_human_code(tmp_path):
    request = study(tmp_path)
    root, files = opened(exported(request))
    taken = changes_in(request, write(tmp_path, root, files), "cleo")
    assert taken.changes == []
    assert taken.judged.rows.empty


def test_human_codes_come_back_as_they_went_out(tmp_path):
    request, empty = study(tmp_path / "one", human=HUMAN), study(tmp_path / "two")
    root, files = opened(exported(request))
    path = write(tmp_path, root, files)
    assert changes_in(request, path).changes == []
    said = take_in_files(empty, path, Wish(write=True))
    assert "Written" in said
    back = read_codes(empty.corpus / "codes" / "back.csv")
    sent = read_codes(request.corpus / "codes" / "anna.csv")
    names = ["path", "start", "end", "text", "coder", "codes", "codebook_version", "origin", "memo"]
    pd.testing.assert_frame_equal(
        back[names].sort_values(["path", "start", "coder"], ignore_index=True), sent[names].sort_values(["path", "start", "coder"], ignore_index=True)
    )


def test_codes_of_a_draw_go_out_with_its_name_and_come_back_unchanged(tmp_path):
    request = study(tmp_path)
    make_coding_sample(request, Kit(Wanted(n=6, coders=("anna",))))
    (sheet,) = (request.corpus / "codes").glob("draw-*/sheet_anna.csv")
    rows = pd.read_csv(sheet, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    marked = rows.assign(work=["x", ""] * (len(rows) // 2), none=["", "x"] * (len(rows) // 2), memo="=1+1")
    sheet.write_bytes(csv_bytes(marked))
    held = load(request)
    assert len(held.human) == len(rows) == 6
    root, files = opened(exported(request))
    assert any("Draw: draw-" in each.text and "Memo: =1+1" in each.text for each in root.iter(f"{SPACE}Description"))
    taken = changes_in(request, write(tmp_path, with_new_guids(root), files))
    assert taken.changes == []


def test_all_codings_come_back_identical(tmp_path):
    request = study(tmp_path, human=HUMAN)
    root, files = opened(exported(request))
    held = load(request)
    assert set(gather(write(tmp_path, root, files), held).marks) == held_marks(held)
    assert set(gather(write(tmp_path, with_new_guids(root), files), held).marks) == held_marks(held)


def test_a_program_that_puts_all_codings_under_one_user_makes_no_judgement_of_them(tmp_path):
    request = study(tmp_path)
    root, files = opened(exported(request))
    all_by(root, "Me")
    source = all_of(root, "TextSource")[0]
    passages = all_of(source, "PlainTextSelection")
    add(root, source, (int(passages[0].get("startPosition")), int(passages[0].get("endPosition"))), "None of the themes", "Me")
    path = write(tmp_path, root, files)
    said = take_in_files(request, path, Wish())
    assert "The program put the machine's codings under Me" in said
    assert "1 change against" in said


def test_people_who_coded_without_the_machine_are_taken_as_they_coded(tmp_path):
    """A project of a team that never saw the machine's codings: passages as they are, and nothing counts as taken away."""
    request = study(tmp_path)
    root, files = opened(exported(request))
    source = all_of(root, "TextSource")[0]
    for each in all_of(root, "PlainTextSelection"):
        each.getparent().remove(each)
    text = text_of(source, files)
    add(root, source, (0, 14), "Work", "dan", name=text[:14])
    add(root, source, (0, 14), "Faith", "dan", name=text[:14])
    add(root, source, (20, 34), "Faith", "eve", name=text[20:34])
    path = write(tmp_path, root, files)
    taken = changes_in(request, path)
    take_in_files(request, path, Wish(write=True))
    assert "seen" not in pd.read_csv(request.corpus / "codes" / "back.csv")
    assert [(row.start, row.end, row.coder, row.codes) for row in taken.judged.rows.itertuples()] == [
        (0, 14, "dan", "faith;work"),
        (20, 34, "eve", "faith"),
    ]
    assert list(taken.uncounted) == ["the file has no coding of the machine"]


def test_a_text_that_differs_a_little_is_anchored_by_its_words_and_what_is_lost_is_said(tmp_path):
    request = study(tmp_path)
    root, files = opened(exported(request))
    source = all_of(root, "TextSource")[0]
    name = "sources/" + source.get("plainTextPath").removeprefix("internal://")
    passages = all_of(source, "PlainTextSelection")
    words = "Paragraph 0 of paper 0"
    altered = "A line of the program.\n\n" + files[name].decode().replace(words, "Paragraph nought of paper 0")
    for each in passages:
        start, end = int(each.get("startPosition")), int(each.get("endPosition"))
        grown = len("Paragraph nought of paper 0") - len(words)
        each.set("startPosition", str(start + 24 + (grown if start else 0)))
        each.set("endPosition", str(end + 24 + grown))
    files[name] = altered.encode()
    held = load(request)
    returned = gather(write(tmp_path, root, files), held)
    assert returned.altered == 1
    assert len(returned.lost) == 1
    first = {mark for mark in held_marks(held) if mark.document_id.startswith("d0") and mark.start == 0}
    assert set(returned.marks) == held_marks(held) - first
    taken = take_in(returned, held)
    assert taken.changes == []
    assert "its document has passages whose words were not found again" in taken.uncounted


def test_a_new_code_is_offered_as_a_block_and_its_codings_are_kept(tmp_path):
    request = study(tmp_path)
    root, files = opened(exported(request))
    themes = next(code for code in all_of(root, "Code") if code.get("name") == "Themes")
    new = etree.SubElement(themes, f"{SPACE}Code", guid="0b9d3a5e-3f0e-4d4b-9f0e-000000000001", name="Young people & sport", isCodable="true")
    etree.SubElement(new, f"{SPACE}Description").text = "Clubs, pitches and those who play."
    source = all_of(root, "TextSource")[0]
    add(root, source, (0, 22), "Young people & sport", "cleo", name=text_of(source, files)[:22])
    path = write(tmp_path, root, files)
    said = take_in_files(request, path, Wish())
    assert 'id = "young_people_sport"' in said
    assert 'definition = "Clubs, pitches and those who play."' in said
    taken = changes_in(request, path)
    assert "young_people_sport" in taken.judged.rows["codes"].iloc[0].split(";")


def test_a_theme_that_the_project_lost_and_documents_that_it_lacks_do_not_count_as_taken_away(tmp_path):
    request = study(tmp_path)
    root, files = opened(exported(request))
    faith = next(code for code in all_of(root, "Code") if code.get("name") == "Faith")
    for coding in [each for each in all_of(root, "Coding") if each.find(f"{SPACE}CodeRef").get("targetGUID") == faith.get("guid")]:
        coding.getparent().remove(coding)
    faith.getparent().remove(faith)
    last = all_of(root, "TextSource")[-1]
    last.getparent().remove(last)
    for members in all_of(root, "Set"):
        members.getparent().remove(members)
    taken = changes_in(request, write(tmp_path, root, files))
    assert taken.changes == []
    assert list(taken.uncounted) == ["its codebook lacks their theme"]


def test_a_coding_of_two_characters_gives_its_segment_a_code_and_that_is_told(tmp_path):
    request = study(tmp_path)
    root, files = opened(exported(request))
    sources = all_of(root, "TextSource")
    length = len(text_of(sources[0], files).split("\n\n", maxsplit=1)[0])
    add(root, sources[0], (0, 2), "Faith", "cleo")
    add(root, sources[1], (0, 40), "Faith", "cleo")
    add(root, sources[2], (0, 10), "Faith", "cleo")
    path = write(tmp_path, root, files)
    lines = take_in_files(request, path, Wish()).splitlines()
    assert any(
        line.startswith(f"2 of 3 codings by people cover less than half of a segment whose code they become (the least: 2 of {length}")
        for line in lines
    )
    assert any("shares half or more of the shorter of both" in line for line in lines)
    listed = [line for line in lines if line.startswith("  ")]
    assert [" characters of the segment)" in line for line in listed] == [True, False, True]
    taken = changes_in(request, path)
    first = taken.judged.rows.iloc[0]
    assert (first["start"], first["end"], "faith" in first["codes"].split(";")) == (0, length, True)
    assert f": faith at 0-2 (2 of {length} characters of the segment)" in first["memo"]


def test_a_coding_of_half_a_segment_is_not_called_short(tmp_path):
    request = study(tmp_path)
    root, files = opened(exported(request))
    source = all_of(root, "TextSource")[0]
    length = len(text_of(source, files).split("\n\n", maxsplit=1)[0])
    for end, short in ((-(-length // 2), False), (-(-length // 2) - 1, True)):
        made = add(root, source, (0, end), "Faith", "cleo")
        assert ("less than half of a segment" in take_in_files(request, write(tmp_path, root, files), Wish())) == short
        source.remove(made)


def test_how_well_characters_are_counted_is_told_in_points_and_what_gives_them(tmp_path):
    request = odd_study(tmp_path)
    path = tmp_path / "back.qdpx"
    path.write_bytes(exported(request))
    read = gather(path, load(request)).calibrated
    n = sum(map(len, read.passages))
    assert 0 < read.margin <= read.points <= n * MOST
    line = next(line for line in take_in_files(request, path, Wish()).splitlines() if line.startswith("Characters are counted as"))
    assert (
        f"{n} passages so read get {read.points:,.1f} points, read in the next best way {read.points - read.margin:,.1f} (a passage gets up to 4.8:"
        in line
    )
    assert "4 where its words are its name" in line


def test_nothing_is_overwritten_unless_that_is_asked_and_a_second_import_replaces_the_first(tmp_path):
    request = study(tmp_path)
    root, files = opened(exported(request))
    five_edits(root, files)
    path = write(tmp_path, root, files)
    to = request.corpus / "codes" / "back.csv"
    take_in_files(request, path, Wish(write=True, coder="cleo"))
    first = to.read_bytes()
    with pytest.raises(ConfigError, match="exists"):
        take_in_files(request, path, Wish(write=True, coder="dan"))
    assert to.read_bytes() == first
    said = take_in_files(request, path, Wish(write=True, coder="cleo", replace=True))
    assert "5 changes against" in said
    assert to.read_bytes() == first
    assert "There is nothing to write." in take_in_files(request, path, Wish(to=tmp_path / "other.csv", coder="cleo"))


def test_a_project_of_another_study_is_refused_once_with_exit_code_2_and_gives_nothing(tmp_path):
    here, elsewhere = study(tmp_path / "here"), study(tmp_path / "elsewhere", docs=documents("Quite another text.\n\nOf another town."))
    root, files = opened(exported(elsewhere))
    for source in all_of(root, "TextSource"):
        source.set("name", "Interview with a baker")
        source.set("guid", "0b9d3a5e-3f0e-4d4b-9f0e-000000000002")
    for members in all_of(root, "Set"):
        members.getparent().remove(members)
    new = etree.SubElement(root.find(f"{SPACE}CodeBook/{SPACE}Codes"), f"{SPACE}Code", guid="0b9d3a5e-3f0e-4d4b-9f0e-000000000003", name="Ovens")
    new.set("isCodable", "true")
    add(root, all_of(root, "TextSource")[0], (0, 12), "Ovens", "cleo")
    path = write(tmp_path, root, files)
    folders = ["--corpus", str(here.corpus), "--outputs", str(here.outputs)]
    before = sorted(tmp_path.rglob("*"))
    for asked in ([], ["--write", "--coder", "cleo"]):
        done = CliRunner().invoke(app, ["import-qdpx", str(path), *asked, *folders])
        assert done.exit_code == 2
        assert done.stdout == ""
        assert done.stderr.startswith(f"error: {path}, written by Themeline")
        assert done.stderr.count("\n") == 1
        assert "none of the study's documents, but 1 other: Interview with a baker" in done.stderr
        assert "4 documents of OUTPUTS (d0.txt, d1.txt, d2.txt and 1 more)" in done.stderr
        assert "by the identity that export-qdpx gives them" in done.stderr
        assert "[[theme]]" not in done.output
    assert sorted(tmp_path.rglob("*")) == before
    root.remove(root.find(f"{SPACE}Sources"))
    write(tmp_path, root, files)
    with pytest.raises(OfAnotherStudyError, match="but none with a text"):
        take_in_files(here, path, Wish())


def test_the_commands_export_import_and_draft(tmp_path):
    request = study(tmp_path)
    folders = ["--corpus", str(request.corpus), "--outputs", str(request.outputs)]
    run = CliRunner().invoke
    assert "Project:" in run(app, ["export-qdpx", *folders]).output
    assert (request.outputs / "study.qdc").is_file()
    root, files = opened((request.outputs / "study.qdpx").read_bytes())
    five_edits(root, files)
    path = write(tmp_path, root, files, "cleo.qdpx")
    assert "Written:" in run(app, ["import-qdpx", str(path), "--write", "--coder", "cleo", *folders]).output
    assert len(read_codes(request.corpus / "codes" / "cleo.csv")) == 5
    assert "exists" in str(run(app, ["import-qdpx", str(path), "--write", "--coder", "cleo", *folders]).exception)
    assert 'id = "faith"' in run(app, ["import-qdc", str(request.outputs / "study.qdc")]).output


def test_names_that_are_blank_and_users_that_are_not_named_do_not_stop_an_import(tmp_path):
    request = study(tmp_path)
    root, files = opened(exported(request))
    blank_names(root)
    for each in (*all_of(root, "Coding"), *all_of(root, "PlainTextSelection")):
        each.attrib.pop("creatingUser", None)
    root.attrib.pop("origin")
    held = load(request)
    returned = gather(write(tmp_path, root, files), held)
    assert returned.taken_for_machine == "nobody"
    assert take_in(returned, held).changes == []
