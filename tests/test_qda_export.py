"""A study goes out as a project that others read whole: valid, the same each time, every passage a slice of its document."""

import io
import zipfile

import pytest
from lxml import etree
from pyrefiqda import RefiProject
from qda_study import SCHEMAS, SPACE, all_of, exported, odd_study, opened, study, text_of, write
from test_segment import documents

from pipeline.codebook import Codebook, Theme
from pipeline.errors import ConfigError, TableError
from pipeline.keys import bytes_hash
from pipeline.qda import export as export_module
from pipeline.qda.arrange_codes import arrange_codes
from pipeline.qda.export import export, export_files
from pipeline.qda.gather import gather
from pipeline.qda.lint import lint
from pipeline.qda.load import load
from pipeline.qda.mark import held_marks
from pipeline.store import read_json, read_table, write_json, write_table

HUMAN = 'd0.txt,0,22,"Paragraph 0 of paper 0",anna,work,1,drawn,sure\nd0.txt,0,22,"Paragraph 0 of paper 0",ben,,1,drawn,\n'


@pytest.fixture(params=["plain", "odd"])
def request_(request, tmp_path):
    """A study of invented papers, or one with odd characters."""
    return study(tmp_path, human=HUMAN) if request.param == "plain" else odd_study(tmp_path)


def schema(name):
    return etree.XMLSchema(etree.parse(str(SCHEMAS / name)))


def test_project_and_codebook_keep_their_schemas(request_):
    made = export(load(request_), everything=False)
    schema("Project.xsd").assertValid(opened(made.archive)[0])
    schema("Codebook.xsd").assertValid(etree.fromstring(made.codebook))


def without(root, name, attribute):
    next(root.iter(f"{{*}}{name}")).attrib.pop(attribute)


def with_value(root, name, attribute, value):
    next(root.iter(f"{{*}}{name}")).set(attribute, value)


def emptied(root, name):
    found = next(root.iter(f"{{*}}{name}"))
    for child in list(found):
        found.remove(child)


def put_last(root, name):
    found = next(root.iter(f"{{*}}{name}"))
    found.getparent().append(found)


def doubled(root, name):
    found = next(root.iter(f"{{*}}{name}"))
    found.addnext(etree.fromstring(etree.tostring(found)))


BREAKS = {
    "no name": lambda root: root.attrib.pop("name"),
    "an attribute that is none": lambda root: root.set("place", "Alder"),
    "a code without GUID": lambda root: without(root, "Code", "guid"),
    "a code that does not say whether it codes": lambda root: without(root, "Code", "isCodable"),
    "neither true nor false": lambda root: with_value(root, "Code", "isCodable", "yes"),
    "a colour of four digits": lambda root: with_value(root, "Code", "color", "#12ab"),
    "a passage without end": lambda root: without(root, "PlainTextSelection", "endPosition"),
    "a start that is no number": lambda root: with_value(root, "PlainTextSelection", "startPosition", "2.0"),
    "a GUID that is none": lambda root: with_value(root, "TextSource", "guid", "source 1"),
    "half a pair of braces": lambda root: with_value(root, "TextSource", "guid", "{0b9d3a5e-3f0e-4d4b-9f0e-00000000000a"),
    "a day for a moment": lambda root: with_value(root, "Note", "creationDateTime", "2020-01-02"),
    "a kind of variable that is none": lambda root: with_value(root, "Variable", "typeOfVariable", "Number"),
    "no users in users": lambda root: emptied(root, "Users"),
    "a coding of no code": lambda root: emptied(root, "Coding"),
    "codes after documents": lambda root: put_last(root, "CodeBook"),
    "a description after passages": lambda root: put_last(root, "Description"),
    "two codes of one coding": lambda root: doubled(root, "CodeRef"),
    "two values of one variable": lambda root: doubled(root, "TextValue"),
    "an element that is none": lambda root: etree.SubElement(root, f"{SPACE}Remark"),
    "another name-space": lambda root: etree.SubElement(root.find(f"{SPACE}Users"), "User", guid="0b9d3a5e-3f0e-4d4b-9f0e-00000000000a"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_schema_of_projects_refuses_what_breaks_one_rule(tmp_path, name):
    root, _ = opened(exported(study(tmp_path, human=HUMAN)))
    project = schema("Project.xsd")
    assert project.validate(root)
    BREAKS[name](root)
    assert not project.validate(root)


def test_the_schema_of_codebooks_is_no_rubber_stamp(request_):
    codebook = etree.fromstring(export(load(request_), everything=False).codebook)
    codebook.find(".//{*}Code").attrib.pop("guid")
    assert not schema("Codebook.xsd").validate(codebook)


def test_two_exports_have_the_same_bytes_and_no_time_of_day(request_):
    one, two = (export(load(request_), everything=False) for _ in range(2))
    assert one.archive == two.archive
    assert one.codebook == two.codebook
    with zipfile.ZipFile(io.BytesIO(one.archive)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_passage_is_the_slice_that_our_tables_quote(request_):
    held = load(request_)
    root, files = opened(exported(request_))
    texts = dict(zip(held.segments["segment_id"], held.segments["text"], strict=True))
    of_machine = 0
    for source in all_of(root, "TextSource"):
        text = text_of(source, files)
        for passage in all_of(source, "PlainTextSelection"):
            words = text[int(passage.get("startPosition")) : int(passage.get("endPosition"))]
            said = passage.find(f"{SPACE}Description").text
            if "segment " in said:
                assert words == texts[said.rsplit("segment ", 1)[1]]
                of_machine += 1
    carried = set(held.codings.loc[held.codings["assigned"], "segment_id"])
    assert of_machine == len(carried) > 0


def test_passages_of_people_are_the_words_that_they_coded(tmp_path):
    request = study(tmp_path, human=HUMAN)
    root, files = opened(exported(request))
    users = {user.get("guid"): user.get("name") for user in all_of(root, "User")}
    found = [
        (users[passage.get("creatingUser")], text_of(source, files)[int(passage.get("startPosition")) : int(passage.get("endPosition"))])
        for source in all_of(root, "TextSource")
        for passage in all_of(source, "PlainTextSelection")
        if users[passage.get("creatingUser")] != "themeline"
    ]
    assert sorted(found) == [("anna", "Paragraph 0 of paper 0"), ("ben", "Paragraph 0 of paper 0")]


def test_odd_characters_survive_in_the_text_and_in_names(tmp_path):
    request = odd_study(tmp_path)
    root, files = opened(exported(request))
    texts = {text_of(source, files) for source in all_of(root, "TextSource")}
    assert texts == set(read_table(request.outputs, "documents")["text"])
    assert all("\x0c" in text and "\u2028" in text and "👨‍👩‍👧" in text for text in texts)
    assert lint(exported(request)) == []


def test_an_independent_reader_counts_what_we_count(request_, tmp_path):
    made = export(load(request_), everything=False)
    (tmp_path / "study.qdpx").write_bytes(made.archive)
    read = RefiProject.load(tmp_path / "study.qdpx", extract_dir=str(tmp_path / "out"))
    sources = read.sources.text_source
    passages = [passage for source in sources for passage in source.plain_text_selection]
    ours = [passage for source in made.project.sources for passage in source.selections]
    assert len(sources) == len(made.project.sources)
    assert len(passages) == len(ours) > 0
    assert sum(len(passage.coding) for passage in passages) == sum(len(passage.codings) for passage in ours) == len(held_marks(load(request_)))
    assert [user.name for user in read.users.user] == [user.name for user in made.project.users]
    assert len(read.sets.set) == len(made.project.groups) if made.project.groups else read.sets is None


def test_what_the_independent_reader_writes_comes_back_the_same(request_, tmp_path):
    held = load(request_)
    (tmp_path / "study.qdpx").write_bytes(export(held, everything=False).archive)
    read = RefiProject.load(tmp_path / "study.qdpx", extract_dir=str(tmp_path / "out"))
    RefiProject.save(read, tmp_path / "saved.qdpx", source_media_dir=tmp_path / "out" / "sources")
    assert set(gather(tmp_path / "saved.qdpx", held).marks) == held_marks(held)


def test_definitions_scores_reasons_and_properties_travel(tmp_path):
    root, _ = opened(exported(study(tmp_path, human=HUMAN)))
    codes = {code.get("name"): code for code in all_of(root, "Code")}
    assert codes["Faith"].find(f"{SPACE}Description").text == "Prayer.\nInclude:\n- chapels\nTheme id: faith"
    said = [each.text for each in root.iter(f"{SPACE}Description")]
    assert any("Machine-coded, uncorrected" in text and "Work: 0.900" in text for text in said)
    assert any(text.startswith("Coded by a person.") and "Memo: sure" in text for text in said)
    names = {variable.get("guid"): variable.get("name") for variable in all_of(root, "Variable")}
    assert set(names.values()) == {"place", "year", "source_type", "publisher", "date", "ward"}
    first = all_of(root, "TextSource")[0]
    values = {names[value[0].get("targetGUID")]: value[1].text for value in first.findall(f"{SPACE}VariableValue")}
    assert values == {"place": "Birch", "year": "2010", "date": "2010", "ward": "Ward 0"}
    assert {each.get("name") for each in all_of(root, "Set")} == {"Place: Alder", "Place: Birch"}
    assert {each.get("name") for each in all_of(root, "Note")} == {"Method", "What this file cannot carry"}


def test_the_exemplar_behind_a_coding_is_named_by_its_first_words_and_where_it_stands(tmp_path):
    request = study(tmp_path)
    codings = read_table(request.outputs, "codings")
    write_table(request.outputs, "codings", codings.assign(why="words: jobs; nearest exemplar: 2 (cosine 0.63); threshold: 0.40"))
    path = request.corpus / "own.csv"
    path.write_text(
        "text,codes\nA plain one.,\nThe quay of Alder shut its gates and forty went home without a wage that week in spring.,work\n", encoding="utf-8"
    )
    with (request.corpus / "study.toml").open("a", encoding="utf-8") as settings:
        settings.write('exemplars = "own.csv"\n')
    run = read_json(request.outputs / "run.json")

    def memos():
        return [each.text for each in opened(exported(request))[0].iter(f"{SPACE}Description") if each.text.startswith("Machine-coded")]

    assert memos()
    assert all("nearest exemplar: no. 2 of own.csv, cosine 0.63, which is not as the run had it; threshold: 0.40" in text for text in memos())
    write_json(request.outputs / "run.json", run | {"inputs": {"exemplars": bytes_hash(path)}})
    said = "words: jobs; nearest exemplar: “The quay of Alder shut its gates and forty went home without a wage that week…” (no. 2 of own.csv, cosine 0.63)"
    assert all(said in text for text in memos())


def test_the_machine_and_each_coder_code_under_names_of_their_own(tmp_path):
    root, _ = opened(exported(study(tmp_path, human=HUMAN)))
    users = {user.get("guid"): user.get("name") for user in all_of(root, "User")}
    codes = {code.get("guid"): code.get("name") for code in all_of(root, "Code")}
    given = {(users[each.get("creatingUser")], codes[each[0].get("targetGUID")]) for each in all_of(root, "Coding")}
    assert {("anna", "Work"), ("ben", "None of the themes"), ("themeline", "Work"), ("themeline", "Framing: problem")} <= given
    assert ("themeline", "None of the themes") not in given


def test_coders_whose_names_differ_by_capitals_alone_stay_two(tmp_path):
    rows = HUMAN + 'd0.txt,0,22,"Paragraph 0 of paper 0",Anna,faith,1,drawn,\n'
    request = study(tmp_path, human=rows)
    root, files = opened(exported(request))
    assert {user.get("name") for user in all_of(root, "User")} == {"themeline", "Anna", "anna (anna)", "ben"}
    held = load(request)
    assert set(gather(write(tmp_path, root, files), held).marks) == held_marks(held)


def test_a_codebook_of_other_themes_than_the_codings_is_refused(tmp_path):
    request = study(tmp_path)
    codebook = request.corpus / "codebook.toml"
    codebook.write_text(codebook.read_text(encoding="utf-8").replace('id = "faith"', 'id = "belief"'), encoding="utf-8")
    with pytest.raises(ConfigError, match="other themes than the codings"):
        exported(request)


def test_a_document_that_may_not_be_quoted_stays_at_home_unless_all_are_asked_for(tmp_path):
    request = study(tmp_path)
    docs = read_table(request.outputs, "documents")
    write_table(request.outputs, "documents", docs.assign(quotable=["no", "paraphrase", "yes", None]))
    root, _ = opened(exported(request))
    assert [source.get("name") for source in all_of(root, "TextSource")] == ["d1.txt", "d2.txt", "d3.txt"]
    said = export(load(request), everything=False).said
    assert "Left out: 1 document whose quotable is no" in said
    assert "1 document may be paraphrased and not quoted" in said
    assert "For the team that codes, not for publication" in said
    assert len(all_of(opened(exported(request, everything=True))[0], "TextSource")) == 4
    write_table(request.outputs, "documents", docs.assign(quotable="no"))
    with pytest.raises(ConfigError, match="No document may go out"):
        exported(request)


def test_what_the_file_cannot_carry_is_said_in_it_and_to_whoever_exports(tmp_path):
    request = study(tmp_path)
    said = export_files(request, tmp_path / "out" / "s.qdpx", everything=False)
    assert "REFI-QDA has no place for" in said
    _, files = opened((tmp_path / "out" / "s.qdpx").read_bytes())
    assert any("REFI-QDA has no place for" in text.decode() for text in files.values())
    assert (tmp_path / "out" / "s.qdc").is_file()


def test_sub_codes_stand_beside_their_theme_in_a_category_and_all_names_differ():
    codebook = Codebook(
        version="1",
        theme=(
            Theme(id="work", name="Work", definition="Jobs."),
            Theme(id="pay", name="Pay", definition="Wages.", parent="work"),
            Theme(id="low", name="PAY", definition="Low pay.", parent="pay"),
        ),
    )
    codes = [code for root in arrange_codes(codebook, ["Work"], framed=True) for code in root.walk()]
    assert all(not (code.codable and code.children) for code in codes)
    names = [code.name.casefold() for code in codes]
    assert len(set(names)) == len(names)
    group = next(code for code in codes if code.name == "Work, with sub-codes")
    assert [child.name for child in group.children] == ["Work", "Pay, with sub-codes"]


def test_a_project_that_others_could_not_read_whole_is_not_left_behind(tmp_path, monkeypatch):
    request = study(tmp_path)
    good = export_module.write_project
    monkeypatch.setattr(export_module, "write_project", lambda project: good(project).replace(b"project.qde", b"project.xml"))
    with pytest.raises(TableError, match="not be read whole"):
        export_files(request, tmp_path / "s.qdpx", everything=False)
    assert not (tmp_path / "s.qdpx").exists()


def test_an_export_into_the_corpus_or_under_another_suffix_is_refused(tmp_path):
    request = study(tmp_path)
    with pytest.raises(ConfigError, match="lies in the corpus"):
        export_files(request, request.corpus / "s.qdpx", everything=False)
    with pytest.raises(ConfigError, match="ends with .qdpx"):
        export_files(request, tmp_path / "s.zip", everything=False)


def test_a_project_that_came_back_is_not_written_over_unless_that_is_asked(tmp_path):
    request, path = study(tmp_path), tmp_path / "s.qdpx"
    export_files(request, path, everything=False)
    first = path.read_bytes()
    export_files(request, path, everything=False)
    for there in (path, path.with_suffix(".qdc")):
        there.write_bytes(b"what somebody coded")
        with pytest.raises(ConfigError, match=f"{there.name} is there with another content.*REPLACE=1"):
            export_files(request, path, everything=False)
        assert there.read_bytes() == b"what somebody coded"
        export_files(request, path, everything=False, replaced=True)
        assert path.read_bytes() == first


def test_long_and_clashing_paths_get_names_of_their_own(tmp_path):
    docs = documents("One paper of the forum.", "Two papers of the forum.")
    long = "a/" + "very long name of a folder " * 6
    request = study(tmp_path, docs=docs.assign(path=[f"{long}/one.txt", f"{long}/ONE.txt"]))
    names = [source.get("name") for source in all_of(opened(exported(request))[0], "TextSource")]
    assert all(len(name) <= 100 for name in names)
    assert len({name.casefold() for name in names}) == 2
