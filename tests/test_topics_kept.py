"""Topics of a fitted model are kept: when documents come, when the model is read again, and whatever the order of the files."""

from __future__ import annotations

import os
import shutil

import pandas as pd
import pytest
from small_study import write_study

from pipeline.inputs import Request
from pipeline.keys import file_hash
from pipeline.models import forget
from pipeline.run import run

pytestmark = pytest.mark.slow
CODER = {"bertopic": "topics", "nmf": "seeds"}
IDS = ["topic_id", "kind", "label", "stability", "fragile"]
FULL = (
    "documents",
    "segments",
    "codings",
    "document_themes",
    "topics",
    "placements",
    "document_topics",
    "crosswalk",
    "subtopics",
    "subtopic_segments",
)


def laid_out(folder, topic_model, *, backwards=False):
    """Write a small study into three folders; files, folders and rows of the manifest come in one order or the other, with times that tell nothing."""
    plain, corpus = write_study(folder / "plain"), folder / "corpus"
    for number, path in enumerate(sorted(plain.glob("paper-*.txt"), reverse=backwards)):
        target = corpus / f"box-{int(path.stem[-2:]) % 3}" / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        os.utime(target, (10**9 + number, 10**9 + number))
    for name in ("exemplars.csv", "codebook.toml", "../framing.csv"):
        shutil.copyfile(plain / name, corpus / name)
    head, *rows = (plain / "manifest.csv").read_text(encoding="utf-8").splitlines()
    named = sorted((f"box-{int(row[6:8]) % 3}/{row}" for row in rows), reverse=backwards)
    (corpus / "manifest.csv").write_text("\n".join([head, *named]), encoding="utf-8")
    settings = (plain / "study.toml").read_text(encoding="utf-8").replace("[discover]", f'[discover]\ntopic_model = "{topic_model}"')
    (corpus / "study.toml").write_text(f'{settings}[code_themes]\ncoder = "{CODER[topic_model]}"\n', encoding="utf-8")
    return corpus


def computed(corpus, outputs):
    file_hash.cache_clear()
    run(Request(corpus, outputs, models=corpus.parent / "models"), until="discover")
    return outputs


def read(outputs, name):
    return pd.read_parquet(outputs / f"{name}.parquet")


def tables_of(outputs):
    return {path.relative_to(outputs).as_posix(): path.read_bytes() for path in sorted(outputs.rglob("*")) if path.suffix in (".parquet", ".csv")}


@pytest.fixture(scope="module", params=CODER)
def finished(request, tmp_path_factory):
    """A study of the topic model, up to its topics."""
    folder = tmp_path_factory.mktemp(request.param)
    computed(laid_out(folder, request.param), folder / "outputs")
    return folder


def test_documents_that_are_added_change_no_topic_and_no_placement(finished, tmp_path):
    shutil.copytree(finished, tmp_path, dirs_exist_ok=True)
    corpus, outputs = tmp_path / "corpus", tmp_path / "outputs"
    topics, placements, within = (read(outputs, name) for name in ("topics", "placements", "subtopic_segments"))
    tide = "Tide tables, harbour dues and boats were spoken of at length."
    (corpus / "zz-added.txt").write_text(f"Added\n\n{tide}\n\nThe mill and its jobs, once more and in other words.\n", encoding="utf-8")
    (corpus / "aa-added.txt").write_text("Added too\n\nPrayer at the old chapel by the quay.\n\nA pipe under the road.\n", encoding="utf-8")
    computed(corpus, outputs)
    after, again = read(outputs, "placements"), read(outputs, "subtopic_segments")
    assert len(after) > len(placements)
    pd.testing.assert_frame_equal(after[after["segment_id"].isin(placements["segment_id"])].reset_index(drop=True), placements)
    pd.testing.assert_frame_equal(read(outputs, "topics")[IDS], topics[IDS])
    pd.testing.assert_frame_equal(again[again["segment_id"].isin(placements["segment_id"])].reset_index(drop=True), within)


def test_a_topic_found_again_keeps_its_number_when_the_model_is_fitted_anew(finished, tmp_path):
    shutil.copytree(finished, tmp_path, dirs_exist_ok=True)
    corpus, outputs = tmp_path / "corpus", tmp_path / "outputs"
    before = read(outputs, "placements").set_index("segment_id")["topic_id"]
    for number in range(9):  # more of one subject, so that the largest topic is another now
        lines = "\n\n".join(f"Boats in the harbour, {number} {line}." for line in range(6))
        (corpus / f"tide-{number}.txt").write_text(f"Tide {number}\n\n{lines}\n", encoding="utf-8")
    assert forget(outputs, ["discover"]) == ["discover"]
    computed(corpus, outputs)
    after = read(outputs, "placements").set_index("segment_id")["topic_id"]
    tide = after[after.index.str.startswith("tide")].mode()[0]
    assert tide.startswith("free-")
    assert tide not in set(before), "a new topic has a number that none had before"
    kept = after.loc[before.index] == before
    assert kept[before.str.startswith("free-")].mean() > 0.6


def test_a_decision_on_a_free_topic_does_not_pass_to_a_topic_of_another_model(finished, tmp_path):
    shutil.copytree(finished, tmp_path, dirs_exist_ok=True)
    corpus, outputs = tmp_path / "corpus", tmp_path / "outputs"
    topics, within = read(outputs, "topics"), read(outputs, "subtopics")
    free = topics.loc[topics["topic_id"].str.startswith("free-"), "topic_id"]
    (corpus / "decisions").mkdir()
    (corpus / "decisions" / "crosswalk.csv").write_text(f"topic_id,theme_id,relation,decided_by\n{free.iloc[0]},work,core,me\n", encoding="utf-8")
    settings = (corpus / "study.toml").read_text(encoding="utf-8")
    now, other = ("bertopic", "nmf") if 'topic_model = "bertopic"' in settings else ("nmf", "bertopic")
    changed = settings.replace(f'topic_model = "{now}"', f'topic_model = "{other}"').replace('coder = "topics"', 'coder = "seeds"')
    (corpus / "study.toml").write_text(changed, encoding="utf-8")
    computed(corpus, outputs)
    assert not set(free) & set(read(outputs, "topics")["topic_id"])
    assert read(outputs, "problems").query("stage == 'discover'")["code"].to_list() == ["orphan-row-2"]
    assert set(read(outputs, "crosswalk")["decided_by"]) == {"rule"}
    assert set(within["subtopic_id"]) & set(read(outputs, "subtopics")["subtopic_id"]), "these are compared by vectors, whatever the model"


def test_a_model_that_is_read_again_gives_the_same_tables(finished, tmp_path):
    models = {path: path.stat().st_mtime_ns for path in (finished / "models").glob("*/*/*")}
    assert tables_of(computed(finished / "corpus", tmp_path / "again")) == tables_of(finished / "outputs")
    assert {path: path.stat().st_mtime_ns for path in (finished / "models").glob("*/*/*")} == models, "nothing was fitted anew"


def test_shuffled_files_folders_times_and_manifest_rows_change_no_byte_of_any_table(finished, tmp_path):
    shuffled = tables_of(computed(laid_out(tmp_path, finished.name.rstrip("0123456789"), backwards=True), tmp_path / "outputs"))
    plain = tables_of(finished / "outputs")
    assert list(shuffled) == list(plain)
    assert [name for name in plain if plain[name] != shuffled[name]] == []
    assert [name for name in FULL if not len(read(finished / "outputs", name))] == []
