"""What `evaluate` says of files of codes held against the tables of a run."""

import pytest
from test_human_codes import HEADER, TEXT, codes
from test_segment import documents, segment, whole

from pipeline.config import Segment
from pipeline.errors import ConfigError, TableError
from pipeline.evaluate import evaluate_files
from pipeline.keys import file_hash
from pipeline.store import write_json, write_table
from pipeline.tables import CODINGS, PLACEMENTS, TOPICS


@pytest.fixture
def study():
    docs = documents(TEXT)
    return docs, segment(docs, whole(docs), Segment())


def outputs_with(folder, docs, segments, run):
    """Tables of one segment: the coder gave it jobs and so its parent work, the topic route placed it in jobs."""
    (name,) = segments["segment_id"]
    topic = dict.fromkeys(TOPICS.names) | {"topic_id": "theme-jobs", "kind": "theme", "theme_id": "jobs", "label": "Jobs", "top_words": []}
    tables = {
        "documents": docs,
        "segments": segments,
        "codings": CODINGS.frame([{"segment_id": name, "theme_id": t, "score": 0.5, "assigned": True, "why": None} for t in ("work", "jobs")]),
        "topics": TOPICS.frame([topic | {"n_segments": 1, "n_documents": 1, "top_document_share": 1.0, "fragile": False}]),
        "placements": PLACEMENTS.frame([{"segment_id": name, "topic_id": "theme-jobs", "weight": 0.5}]),
    }
    for table, frame in tables.items():
        write_table(folder, table, frame)
    write_json(folder / "run.json", run)
    return folder


def test_a_sub_code_counts_for_its_parents_on_every_side(tmp_path, study):
    path = codes(tmp_path, f'd0.txt,0,{len(TEXT)},"{TEXT}",ann,jobs,1,drawn,')
    shown = evaluate_files([path], outputs_with(tmp_path / "outputs", *study, {"parents": {"jobs": "work"}}))
    work = [line.split() for line in shown.splitlines() if line.split()[:1] == ["work"]]
    assert work == [["work", "1", *["1.00", "(too", "few)"] * 3]] * 2  # the coder, then the topic route; one document


def test_resamples_that_had_the_theme_are_counted_where_many_had_not(tmp_path, study):
    docs = documents(*[TEXT] * 3)
    rows = [f'd{n}.txt,0,{len(TEXT)},"{TEXT}",ann,{code},1,drawn,' for n, code in enumerate(("jobs", "", ""))]
    outputs = outputs_with(tmp_path / "outputs", *study, {"parents": {}})
    segments = segment(docs, whole(docs), Segment())
    write_table(outputs, "documents", docs)
    write_table(outputs, "segments", segments.assign(codable=True))
    shown = evaluate_files([codes(tmp_path, *rows)], outputs)
    (line, _) = [line for line in shown.splitlines() if line.split()[:1] == ["jobs"]]
    assert "draws had it" in line
    assert "nan" not in shown


def test_outputs_that_do_not_say_which_themes_are_sub_codes_are_refused(tmp_path, study):
    path = codes(tmp_path, "d0.txt,0,4,Jobs,ann,jobs,1,drawn,")
    with pytest.raises(TableError, match="Make it anew"):
        evaluate_files([path], outputs_with(tmp_path / "outputs", *study, {}))


def test_a_column_weight_is_used_and_said(tmp_path, study):
    path = tmp_path / "codes.csv"
    path.write_text(f'{HEADER.strip()},weight\nd0.txt,0,{len(TEXT)},"{TEXT}",ann,jobs,1,drawn,,2.5\n', encoding="utf-8")
    shown = evaluate_files([path], outputs_with(tmp_path / "outputs", *study, {"parents": {}}))
    assert "weighted by the column weight: these segments stand for 2;" in shown


@pytest.mark.parametrize("weight", ["0", "-1", "much", "", "inf"])
def test_a_weight_that_is_none_is_refused_with_its_row(tmp_path, study, weight):
    path = tmp_path / "codes.csv"
    path.write_text(f'{HEADER.strip()},weight\nd0.txt,0,{len(TEXT)},"{TEXT}",ann,jobs,1,drawn,,{weight}\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="not in 1 of 1 rows, e.g. row 2"):
        evaluate_files([path], outputs_with(tmp_path / "outputs", *study, {"parents": {}}))


def test_codes_by_another_version_of_the_codebook_are_counted_and_said(tmp_path, study):
    path = codes(tmp_path, f'd0.txt,0,{len(TEXT)},"{TEXT}",ann,jobs,1,drawn,')
    outputs = outputs_with(tmp_path / "outputs", *study, {"parents": {}, "codebook_version": "2"})
    assert "1 passage of 1 were coded by codebook version 1, of which no copy is beside them, and the codings are by version 2" in evaluate_files(
        [path], outputs
    )
    write_json(outputs / "run.json", {"parents": {}, "codebook_version": "1"})
    assert "stale" not in evaluate_files([path], outputs)


def test_codes_without_a_version_of_the_codebook_are_stale_nowhere(tmp_path, study):
    path = tmp_path / "codes.csv"
    path.write_text(f'path,start,end,text,coder,codes\nd0.txt,0,{len(TEXT)},"{TEXT}",ann,jobs\n', encoding="utf-8")
    assert "stale" not in evaluate_files([path], outputs_with(tmp_path / "outputs", *study, {"parents": {}, "codebook_version": "2"}))


def test_passages_that_are_gone_are_counted_with_what_to_do(tmp_path, study):
    path = codes(tmp_path, f'd0.txt,0,{len(TEXT)},"{TEXT}",ann,jobs,1,drawn,', "d0.txt,0,4,gone away,ann,work,1,drawn,")
    shown = evaluate_files([path], outputs_with(tmp_path / "outputs", *study, {"parents": {}}))
    assert "1 passages not found in the documents" in shown
    assert "put the documents back as they were" in shown


def book(definition, version="1"):
    head = f'version = "{version}"\n[[theme]]\nid = "work"\nname = "Work"\ndefinition = "Jobs."\n'
    return f'{head}[[theme]]\nid = "jobs"\nname = "Jobs"\ndefinition = "{definition}"\n'


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("2", "They were given by codebook version 1; in the codebook in use (version 2)"),
        ("1", "is called version 1, as theirs was"),
    ],
)
def test_where_a_copy_of_the_coders_codebook_is_at_hand_codes_are_stale_theme_by_theme(tmp_path, study, version, said):
    path = codes(tmp_path, f'd0.txt,0,{len(TEXT)},"{TEXT}",ann,jobs;work,1,drawn,')
    (tmp_path / "draw-0000000000").mkdir()
    (tmp_path / "draw-0000000000" / "codebook.toml").write_text(book("Posts."), encoding="utf-8")
    (tmp_path.parent / "codebook.toml").write_text(book("Posts and wages.", version), encoding="utf-8")
    in_use = file_hash(tmp_path.parent / "codebook.toml")
    run = {"parents": {}, "codebook_version": version, "inputs": {"codebook": in_use}, "settings": {"study": {"codebook": "codebook.toml"}}}
    shown = evaluate_files([path], outputs_with(tmp_path / "outputs", *study, run))
    assert "stale, and marked ~: jobs in 1 passage of 1." in shown
    assert said in shown
    assert [line.split()[:2] for line in shown.splitlines() if line.split()[:1] == ["jobs"]] == [["jobs", "~"]] * 2
    assert "work ~" not in shown
