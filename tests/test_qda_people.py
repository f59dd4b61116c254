"""Whose a coding is that comes back: the machine's, a person's, or nobody's that is known; and what of a person's own is kept."""

import pandas as pd
import pytest
from lxml import etree
from qda_study import SPACE, add, all_of, code_named, exported, opened, study, text_of, theme_codings, user_named, with_new_guids, write

from pipeline.errors import ConfigError
from pipeline.qda.gather import gather
from pipeline.qda.identify import MACHINE
from pipeline.qda.load import load
from pipeline.qda.mark import held_marks
from pipeline.qda.name_codes import name_codes
from pipeline.qda.project import Code
from pipeline.qda.take_in import Wish, take_in, take_in_files

ROW = 'd0.txt,0,22,"Paragraph 0 of paper 0",anna,work,0,drawn,sure of it\n'


def returned_to(request, root, files, folder, coder=""):
    held = load(request)
    returned = gather(write(folder, root, files), held)
    return returned, take_in(returned, held, coder)


def machine_only(root):
    """Drop framings, so that every coding is one of a theme."""
    for passage in all_of(root, "PlainTextSelection"):
        themes = theme_codings(root, passage)
        for coding in passage.findall(f"{SPACE}Coding"):
            if coding not in themes:
                passage.remove(coding)


def give_all_to(root, name):
    guid = user_named(root, name)
    for each in (*all_of(root, "Coding"), *all_of(root, "PlainTextSelection")):
        each.set("creatingUser", guid)
    return guid


def only_user(root, guid):
    for user in all_of(root, "User"):
        if user.get("guid") != guid:
            user.getparent().remove(user)


def test_a_coder_who_agrees_with_the_machine_keeps_her_codes_where_the_machine_is_listed(tmp_path):
    request = study(tmp_path)
    root, files = opened(exported(request))
    give_all_to(root, "cleo")
    returned, taken = returned_to(request, root, files, tmp_path)
    assert returned.taken_for_machine == ""
    assert {mark.coder for mark in returned.marks} == {"cleo"}
    assert set(taken.judged.rows["coder"]) == {"cleo"}


@pytest.mark.parametrize("guessed", [True, False])
def test_half_of_the_machine_s_codings_are_enough_to_take_one_user_for_it_and_fewer_are_not(tmp_path, guessed):
    request = study(tmp_path)
    root, files = opened(exported(request))
    machine_only(root)
    only_user(root, give_all_to(root, "Me"))
    first, *others = all_of(root, "TextSource")
    for passage in first.findall(f"{SPACE}PlainTextSelection"):
        first.remove(passage)
    codings = [coding for source in others for coding in source.iter(f"{SPACE}Coding")]
    kept = len(codings) // 2 - (0 if guessed else 1)
    for coding in codings[kept:]:
        coding.getparent().remove(coding)
    for source in others:  # so that all the machine's codings of these are counted
        add(root, source, (0, 9), "None of the themes", "Me")
    assert (len(codings), kept) == (6, 3 if guessed else 2)
    returned, _ = returned_to(request, root, files, tmp_path)
    assert returned.taken_for_machine == ("Me" if guessed else "")


def test_two_users_are_people_even_where_one_of_them_has_all_that_the_machine_gave(tmp_path):
    request = study(tmp_path)
    root, files = opened(exported(request))
    give_all_to(root, "Me")
    add(root, all_of(root, "TextSource")[0], (0, 22), "Faith", "dan")
    for user in all_of(root, "User"):
        if user.get("name") == MACHINE:
            user.getparent().remove(user)
    returned, _ = returned_to(request, root, files, tmp_path)
    assert returned.taken_for_machine == ""
    assert {mark.coder for mark in returned.marks} == {"Me", "dan"}


def test_a_coder_called_as_the_machine_is_stays_a_person(tmp_path):
    request = study(tmp_path)
    root, files = opened(exported(request))
    source = all_of(root, "TextSource")[0]
    add(root, source, (0, 22), "Faith", "Themeline")
    namesake = etree.SubElement(root.find(f"{SPACE}Users"), f"{SPACE}User", guid="0b9d3a5e-3f0e-4d4b-9f0e-00000000000a", name=MACHINE)
    last = add(root, source, (0, 40), "Faith", "dan")
    for each in (last, last[0]):
        each.set("creatingUser", namesake.get("guid"))
    returned, _ = returned_to(request, root, files, tmp_path)
    assert {mark.coder for mark in returned.marks} == {MACHINE, "Themeline", "themeline coder"}
    root.set("modifyingUserGUID", user_named(root, "Themeline fan"))
    for user in all_of(root, "User"):
        if user.get("name") == "Themeline" or user is namesake:
            for each in (*all_of(root, "Coding"), *all_of(root, "PlainTextSelection")):
                if each.get("creatingUser") == user.get("guid"):
                    each.set("creatingUser", user_named(root, "Themeline fan"))
            user.getparent().remove(user)
    only = [user for user in all_of(root, "User") if user.get("name") == "dan"]
    only[0].getparent().remove(only[0])
    assert returned_to(request, root, files, tmp_path)[0].person == "Themeline fan"


def test_among_two_people_a_change_that_names_nobody_needs_a_coder_whoever_saved_the_project(tmp_path):
    request = study(tmp_path)
    root, files = opened(exported(request))
    source = all_of(root, "TextSource")[0]
    add(root, source, (0, 22), "Faith", "cleo")
    gone = next(own for own in all_of(all_of(root, "TextSource")[1], "PlainTextSelection") if theme_codings(root, own))
    gone.getparent().remove(gone)
    root.set("modifyingUserGUID", user_named(root, "cleo"))
    assert returned_to(request, root, files, tmp_path)[1].judged.nobody == 0
    user_named(root, "dan")
    assert returned_to(request, root, files, tmp_path)[1].judged.nobody > 0
    with pytest.raises(ConfigError, match="do not say who made them"):
        take_in_files(request, tmp_path / "back.qdpx", Wish(write=True))


@pytest.mark.parametrize("held_here", [True, False])
def test_a_row_that_was_changed_in_the_program_is_of_today_and_ad_hoc_and_says_what_was_changed(tmp_path, held_here):
    request = study(tmp_path / "one", human=ROW)
    root, files = opened(exported(request))
    own = next(each for each in all_of(root, "PlainTextSelection") if each.get("creatingUser") == user_named(root, "anna"))
    coding = etree.SubElement(own, f"{SPACE}Coding", guid="0b9d3a5e-3f0e-4d4b-9f0e-00000000000b", creatingUser=user_named(root, "anna"))
    etree.SubElement(coding, f"{SPACE}CodeRef", targetGUID=code_named(root, "Faith"))
    for each in all_of(root, "PlainTextSelection"):
        if each.get("creatingUser") == user_named(root, MACHINE):
            each.getparent().remove(each)
    _, taken = returned_to(request if held_here else study(tmp_path / "two"), root, files, tmp_path)
    (row,) = taken.judged.rows.itertuples()
    assert (row.codes, row.codebook_version, row.origin) == ("faith;work", "1", "ad hoc")
    assert row.memo.startswith("sure of it | coded in Themeline")
    assert "added: faith at 0-22" in row.memo


def test_a_code_put_beside_a_passage_that_went_out_changes_its_row(tmp_path):
    """QualCoder writes a passage of its own for each coding."""
    empty = study(tmp_path / "two")
    root, files = opened(exported(study(tmp_path / "one", human=ROW.replace("work", "faith"))))
    for each in all_of(root, "PlainTextSelection"):
        if each.get("creatingUser") == user_named(root, MACHINE):
            each.getparent().remove(each)
    add(root, all_of(root, "TextSource")[0], (0, 22), "Work", "anna")
    (row,) = returned_to(empty, root, files, tmp_path)[1].judged.rows.itertuples()
    assert (row.codes, row.codebook_version, row.origin) == ("faith;work", "1", "ad hoc")


def test_codings_of_a_coder_whom_the_file_lacks_are_not_taken_away(tmp_path):
    request = study(tmp_path, human=ROW)
    root, files = opened(exported(request))
    anna = user_named(root, "anna")
    for each in all_of(root, "PlainTextSelection"):
        if each.get("creatingUser") == anna:
            each.getparent().remove(each)
    listed = returned_to(request, root, files, tmp_path)[1]
    assert [change.kind for change in listed.changes] == ["removed"]
    for user in [user for user in all_of(root, "User") if user.get("guid") == anna]:
        user.getparent().remove(user)
    _, taken = returned_to(request, root, files, tmp_path)
    assert taken.changes == []
    assert taken.uncounted == {"their coder is not in the file": 1}


def test_a_row_that_contradicts_another_file_of_its_coder_is_counted(tmp_path):
    request = study(tmp_path, human=ROW)
    root, files = opened(exported(request))
    for each in all_of(root, "PlainTextSelection"):
        each.getparent().remove(each)
    source = all_of(root, "TextSource")[0]
    text = text_of(source, files)
    add(root, source, (0, 22), "Faith", "anna", name=text[:22])
    add(root, source, (0, 40), "Faith", "dan", name=text[:40])
    judged = returned_to(request, root, files, tmp_path)[1].judged
    assert (judged.n_contrary, judged.n_held) == (1, 0)
    said = take_in_files(request, write(tmp_path, root, files), Wish())
    assert "1 row say of a passage what another file of the same coder does not" in said


def test_codes_that_people_wrote_are_compared_with_a_project_of_their_name_and_never_written_over(tmp_path):
    request = study(tmp_path, human=ROW)
    root, files = opened(exported(request))
    path = write(tmp_path, root, files, "anna.qdpx")
    assert "0 changes against what the study holds" in take_in_files(request, path, Wish())
    add(root, all_of(root, "TextSource")[0], (0, 40), "Faith", "dan")
    path, codes = write(tmp_path, root, files, "anna.qdpx"), request.corpus / "codes" / "anna.csv"
    before = codes.read_bytes()
    said = take_in_files(request, path, Wish())
    assert "1 change against" in said
    assert "TO=codes/another.csv" in said
    with pytest.raises(ConfigError, match="no import wrote"):
        take_in_files(request, path, Wish(write=True, replace=True))
    assert codes.read_bytes() == before
    to = codes.with_name("dan.csv")
    take_in_files(request, path, Wish(to=to, write=True))
    assert set(pd.read_csv(to)["imported"]) == {"anna.qdpx"}
    codes_by_hand = to.read_text(encoding="utf-8") + "d0.txt,0,9,Paragraph,dan,work,1,ad hoc,,\n"
    to.write_text(codes_by_hand, encoding="utf-8")
    add(root, all_of(root, "TextSource")[1], (0, 40), "Faith", "dan")
    with pytest.raises(ConfigError, match="no import wrote"):
        take_in_files(request, write(tmp_path, root, files, "dan.qdpx"), Wish(to=to, write=True, replace=True, coder="eve"))


def test_codes_are_not_written_among_the_documents_nor_under_a_name_that_nobody_can_have(tmp_path):
    request = study(tmp_path)

    def written(name, to=None, coder=""):
        root, files = opened(exported(request))
        add(root, all_of(root, "TextSource")[0], (0, 22), "Faith", name)
        return take_in_files(request, write(tmp_path, root, files), Wish(to=to, write=True, coder=coder))

    for inside in (request.corpus / "back.csv", request.corpus / "codes" / "deep" / "back.csv"):
        with pytest.raises(ConfigError, match="lies in the corpus"):
            written("cleo", inside)
    with pytest.raises(ConfigError, match="“J. Doe”"):
        written("J. Doe")
    with pytest.raises(ConfigError, match="settled code of a team"):
        written("Adjudicated")
    assert not list((request.corpus / "codes").glob("*.csv"))
    assert "Written" in written("Adjudicated", coder="adjudicated")


def new_code(root, name, below, guid, description=""):
    made = etree.SubElement(below, f"{SPACE}Code", guid=guid, name=name, isCodable="true")
    if description:
        etree.SubElement(made, f"{SPACE}Description").text = description
    return made


GUIDS = [f"0b9d3a5e-3f0e-4d4b-9f0e-0000000001{n:02}" for n in range(10)]


def test_a_code_of_a_theme_s_name_in_a_category_of_their_own_is_theirs_and_that_is_told(tmp_path):
    request = study(tmp_path)
    root, files = opened(exported(request))
    codes = root.find(f"{SPACE}CodeBook/{SPACE}Codes")
    lost = new_code(root, "Lost", codes, GUIDS[0])
    lost.set("isCodable", "false")
    theirs = new_code(root, "work", lost, GUIDS[1], "Where somebody lost their way.")
    made = add(root, all_of(root, "TextSource")[0], (0, 22), "work", "cleo")
    made[0][0].set("targetGUID", theirs.get("guid"))
    for as_it_is in (root, with_new_guids(root)):
        returned, _ = returned_to(request, as_it_is, files, tmp_path)
        (new,) = returned.new_codes
        assert (new.code.name, new.like, new.n) == ("work", "work", 1)
        assert new.code_id.startswith("work_")
        assert not any(mark.coder == "cleo" and mark.kind == "theme" for mark in returned.marks)
        said = take_in_files(request, tmp_path / "back.qdpx", Wish())
        assert "work is called as Work is, and stands elsewhere among the codes" in said


def test_ids_of_new_codes_do_not_hang_on_their_order_and_no_code_is_called_none(tmp_path):
    request = study(tmp_path)
    names = ["Café", "Žilina!", "none", "Bus & tram", "bus tram"]
    found = []
    for order in (names, names[::-1]):
        root, files = opened(exported(request))
        for guid, name in zip(GUIDS, order, strict=False):
            new_code(root, name, root.find(f"{SPACE}CodeBook/{SPACE}Codes"), guid)
        returned, _ = returned_to(request, root, files, tmp_path)
        found.append({new.code.name: new.code_id for new in returned.new_codes})
    assert found[0] == found[1]
    assert found[0]["Café"] == "cafe"
    assert len({*found[0].values(), "none"}) == 6


def test_new_codes_whose_names_differ_in_capitals_or_spaces_alone_stay_two_in_any_order(tmp_path):
    request = study(tmp_path)
    names = ["Bus", "bus", "Y Tŷ", "Y tŷ", "BUS"]
    found = []
    for order in (names, names[::-1]):
        root, files = opened(exported(request))
        for guid, name in zip(GUIDS, order, strict=False):
            new_code(root, name, root.find(f"{SPACE}CodeBook/{SPACE}Codes"), guid)
        for place, name in enumerate(order):
            add(root, all_of(root, "TextSource")[0], (place, 22), name, "cleo")
        returned, taken = returned_to(request, root, files, tmp_path)
        found.append({new.code.name: new.code_id for new in returned.new_codes})
        assert len({code for cell in taken.judged.rows["codes"] for code in cell.split(";")} - {"work", "faith"}) == 5
    assert found[0] == found[1]
    assert len(set(found[0].values())) == 5
    assert found[0]["Bus"].startswith("bus_")
    assert {new_id.casefold() for new_id in found[0].values()} == set(found[0].values())


def test_a_code_without_a_namesake_keeps_its_plain_id():
    assert name_codes([(Code("g1", "Bus"), None), (Code("g2", "Tram"), None)], ()) == {"g1": "bus", "g2": "tram"}


def test_codes_that_are_taken_for_one_of_ours_are_told(tmp_path):
    request = study(tmp_path)
    root, files = opened(exported(request))
    new_code(root, "WORK", root.find(f"{SPACE}CodeBook/{SPACE}Codes"), GUIDS[0])
    said = take_in_files(request, write(tmp_path, root, files), Wish())
    assert "Counted as one code" not in said  # nothing is coded with it
    add(root, all_of(root, "TextSource")[0], (0, 22), "WORK", "cleo")
    said = take_in_files(request, write(tmp_path, root, files), Wish())
    n = sum(mark.code == "work" for mark in held_marks(load(request)))
    assert f"Counted as one code, work: “WORK” (1 coding) and “Work” ({n} codings). If they are two, rename one there" in said


def test_a_category_of_ours_that_was_coded_is_told_and_drafted_as_no_theme(tmp_path):
    request = study(tmp_path)
    root, files = opened(exported(request))
    themes = next(code for code in all_of(root, "Code") if code.get("name") == "Themes")
    themes.set("isCodable", "true")
    add(root, all_of(root, "TextSource")[0], (0, 22), "Themes", "cleo")
    for as_it_is in (root, with_new_guids(root)):
        said = take_in_files(request, write(tmp_path, as_it_is, files), Wish())
        assert "Coded with a category of our export, which is no theme: Themes (themes, 1 coding)" in said
        assert "[[theme]]" not in said
