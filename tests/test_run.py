"""The engine on a small study: what is current, what is computed again, what stays the same."""

import json
import shutil
import subprocess
import sys

import pandas as pd
import pytest
from conftest import ROOT
from small_study import write_study

from pipeline import compute, keys, run, standing
from pipeline.coders import CODERS
from pipeline.compute import Computing
from pipeline.errors import ConfigError, PipelineError, TableError
from pipeline.inputs import Inputs, Request
from pipeline.models import forget
from pipeline.stages import STAGES
from pipeline.verify import verify

EVERY = tuple(stage.name for stage in STAGES)


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    folder = tmp_path_factory.mktemp("finished")
    write_study(folder)
    outcome = run.run(request_for(folder))
    assert outcome.computed == EVERY
    return folder


@pytest.fixture
def study(finished, tmp_path):
    """A copy of the finished study, to be changed."""
    shutil.copytree(finished, tmp_path, dirs_exist_ok=True)
    keys.file_hash.cache_clear()
    return tmp_path


def request_for(folder, **more):
    return Request(folder / "corpus", folder / "outputs", models=folder / "models", **more)


def again(folder, until="report", **more):
    keys.file_hash.cache_clear()
    return run.run(request_for(folder, **more), until).computed


def everything(folder):
    outputs = folder / "outputs"
    files = sorted(path for path in outputs.rglob("*") if path.is_file() and ".themeline" not in path.parts)
    return {path.relative_to(outputs).as_posix(): path.read_bytes() for path in files}


pytestmark = pytest.mark.slow


def test_what_a_run_is_made_of_is_told_though_an_earlier_one_was_ended_before_it_told(study, monkeypatch):
    (study / "corpus" / "new.txt").write_text("The mosque and the church opened a hall. Wages at the mill rose.\n", encoding="utf-8")

    def ended(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(run, "tell", ended)
        with pytest.raises(KeyboardInterrupt):
            again(study, until="segment")
    assert "new.txt" not in json.loads((study / "outputs" / "run.json").read_text(encoding="utf-8"))["inputs"]["corpus"]
    assert again(study, until="segment") == ()
    told = json.loads((study / "outputs" / "run.json").read_text(encoding="utf-8"))
    assert "new.txt" in told["inputs"]["corpus"]
    assert told["outputs"]["segments.parquet"] == keys.bytes_hash(study / "outputs" / "segments.parquet")


def test_the_list_of_problems_is_written_again_where_it_is_gone_or_an_earlier_run_was_ended_before_it_wrote_it(study, monkeypatch):
    listed = [study / "outputs" / name for name in ("problems.parquet", "csv/problems.csv")]
    before = [path.read_bytes() for path in listed]
    for path in listed:
        path.unlink()
    assert again(study) == ()
    assert [path.read_bytes() for path in listed] == before
    (study / "corpus" / "broken.pdf").write_bytes(b"%PDF-1.4 and no more")

    def ended(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(compute, "list_problems", ended)
        with pytest.raises(KeyboardInterrupt):
            again(study, until="ingest")
    assert b"broken.pdf" not in listed[1].read_bytes()
    assert again(study, until="ingest") == ()
    assert b"broken.pdf" in listed[1].read_bytes()


def test_it_is_said_which_files_are_gone_and_that_a_model_is_kept(study, monkeypatch):
    said = []
    monkeypatch.setattr(compute, "announce", said.append)
    (study / "corpus" / "paper-03.txt").rename(study / "corpus" / "paper-30.txt")
    again(study, until="ingest")
    assert said == ["ingest: 1 of 12 files new or changed, 1 gone"]
    (study / "corpus" / "new.txt").write_text("The mosque and the church opened a hall. Wages at the mill rose.\n", encoding="utf-8")
    said.clear()
    again(study, until="discover")
    kept = "the model of 12 documents is kept, 2 came after it (make refit fits it anew)"
    assert said == ["ingest: 1 of 13 files new or changed", f"code_themes: {kept}", f"discover: {kept}"]


def test_a_run_loads_no_numpy_before_it_has_said_how_many_threads_it_has():
    subprocess.run([sys.executable, "-c", "import sys, pipeline.run; sys.exit('numpy' in sys.modules)"], cwd=ROOT, check=True)


def test_a_second_run_has_nothing_to_do(study):
    before = everything(study)
    assert again(study) == ()
    assert everything(study) == before


def test_other_order_other_shards_and_a_fresh_fit_give_the_same_bytes(finished, tmp_path):
    write_study(tmp_path, backwards=True)
    run.run(request_for(tmp_path, shard=5))
    one, two = everything(finished), everything(tmp_path)
    assert sorted(one) == sorted(two)
    assert [name for name in one if one[name] != two[name]] == []


def test_no_output_names_a_folder_of_this_machine(study):
    for name, content in everything(study).items():
        assert str(study).encode() not in content, name
        assert str(run.__file__.rsplit("/pipeline/", 1)[0]).encode() not in content, name


def test_settings_of_a_late_stage_leave_early_ones_alone(study):
    path = study / "corpus" / "study.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("topics = 3", "topics = 4"), encoding="utf-8")
    computed = again(study)
    assert computed[0] == "discover"
    assert not {"ingest", "segment", "embed", "code_themes"} & set(computed)


def test_a_changed_source_runs_what_uses_it_again(study, monkeypatch):
    plain = standing.source_hash
    monkeypatch.setattr(standing, "source_hash", lambda *modules: plain(*modules) + ("changed" if CODERS.module("head") in modules else ""))
    assert again(study)[0] == "code_themes"


def test_one_changed_document_is_read_and_coded_alone(study, monkeypatch):
    (study / "corpus" / "paper-03.txt").write_text("Paper 3\n\nThe mosque was full for prayer, and the church too.\n", encoding="utf-8")
    seen = []
    plain = Computing.call

    def spy(self, function, stage, takes, tables=None):
        if tables and stage.over != "study" and function == stage.function:
            seen.append((stage.name, len(next(iter(tables.values())).iloc[:, 0].unique())))
        return plain(self, function, stage, takes, tables)

    monkeypatch.setattr(Computing, "call", spy)
    again(study)
    assert [name for name, _ in seen] == ["ingest", "segment", "code_themes", "track_words", "frame", "ledger"]
    assert dict(seen)["ingest"] == 1
    assert dict(seen)["segment"] == 1
    assert dict(seen)["ledger"] == 1


def test_topics_keep_their_numbers_when_documents_are_added_until_they_are_refitted(study):
    before = json.loads((study / "outputs" / "models.json").read_text(encoding="utf-8"))
    shutil.copy(study / "corpus" / "paper-01.txt", study / "corpus" / "zusatz.txt")
    (study / "corpus" / "zusatz.txt").write_text("More\n\n" + "A wholly new matter of tide tables and harbour dues for boats. " * 3, encoding="utf-8")
    topics = pd.read_parquet(study / "outputs" / "topics.parquet")[["topic_id", "top_words"]]
    again(study)
    after = json.loads((study / "outputs" / "models.json").read_text(encoding="utf-8"))
    assert after == before
    kept = pd.read_parquet(study / "outputs" / "topics.parquet")[["topic_id", "top_words"]]
    assert kept["topic_id"].to_list() == topics["topic_id"].to_list()
    assert [list(w) for w in kept["top_words"]] == [list(w) for w in topics["top_words"]]
    assert "1 of 13 documents" in (study / "outputs" / "report.html").read_text(encoding="utf-8")
    assert forget(study / "outputs", ["discover"]) == ["discover"]
    again(study)
    assert json.loads((study / "outputs" / "models.json").read_text(encoding="utf-8"))["discover"]["key"] != before["discover"]["key"]


def test_an_altered_table_is_made_again(study):
    path = study / "outputs" / "trends.parquet"
    good = path.read_bytes()
    path.write_bytes(b"altered")
    assert again(study)[0] == "track"
    assert path.read_bytes() == good


def test_a_deleted_cache_costs_time_and_nothing_else(study):
    before = everything(study)
    (study / "outputs" / ".themeline" / "cache.sqlite").unlink()
    (study / "outputs" / ".themeline" / "state.json").unlink()
    assert again(study) == EVERY
    assert everything(study) == before


def test_a_stage_alone_refuses_stale_tables(study):
    (study / "corpus" / "paper-03.txt").write_text("Paper 3\n\nAltered in the meantime, by several words.\n", encoding="utf-8")
    keys.file_hash.cache_clear()
    with pytest.raises(TableError, match="is stale. Make it: themeline run --until ingest"):
        run.run(request_for(study), only="segment")


def test_a_stage_alone_refuses_tables_that_rest_on_stale_ones(study):
    (study / "corpus" / "paper-03.txt").write_text("Paper 3\n\nAltered in the meantime, by several words.\n", encoding="utf-8")
    keys.file_hash.cache_clear()
    with pytest.raises(TableError, match=r"trends\.parquet is stale|segments\.parquet is stale|documents\.parquet is stale"):
        run.run(request_for(study), only="report")


def test_the_text_of_a_withdrawn_document_is_nowhere_in_outputs(study):
    (study / "corpus" / "extra.txt").write_text("Extra\n\nThe quartz lantern was discussed at length by all who came.\n", encoding="utf-8")
    again(study)
    kept = study / "outputs" / ".themeline" / "cache.sqlite"
    assert b"quartz lantern" in kept.read_bytes()
    (study / "corpus" / "extra.txt").unlink()
    again(study)
    tables = {path.name: pd.read_parquet(path).astype(str) for path in (study / "outputs").glob("*.parquet")}
    assert [name for name, table in tables.items() if table.apply(lambda column: column.str.contains("quartz lantern")).to_numpy().any()] == []
    plain = [path for path in (study / "outputs").rglob("*") if path.is_file() and path.suffix != ".parquet"]
    assert kept in plain
    assert [path.name for path in plain if b"quartz lantern" in path.read_bytes()] == []


def test_what_shows_a_table_is_written_again_when_that_table_changes(study):
    manifest = study / "corpus" / "manifest.csv"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("Alder", "Nordhaven"), encoding="utf-8")
    again(study)
    wide = pd.read_csv(study / "outputs" / "csv" / "codings_wide.csv")
    documents = pd.read_csv(study / "outputs" / "csv" / "documents.csv")
    assert "Nordhaven" in set(documents["place"])
    assert set(wide["place"].dropna()) == set(documents["place"].dropna())


def test_a_refit_of_an_unchanged_corpus_leaves_everything_as_it_was(study):
    before = everything(study)
    forget(study / "outputs", ["code_themes", "discover"])
    again(study)
    assert everything(study) == before
    assert again(study) == ()


def test_the_record_of_a_run_lists_no_output_that_other_settings_made(study):
    path = study / "corpus" / "study.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("[track]", "[track]\nmargin = 0.2") + "[quote]\nrepresentative = 2\n", encoding="utf-8")
    (study / "corpus" / "paper-03.txt").write_text("Paper 3\n\nAltered in the meantime, by several words.\n", encoding="utf-8")
    keys.file_hash.cache_clear()
    run.run(request_for(study), until="segment")
    record = json.loads((study / "outputs" / "run.json").read_text(encoding="utf-8"))
    assert "segments.parquet" in record["outputs"]
    assert not {"shifts.parquet", "quotes.parquet", "report.html"} & set(record["outputs"])
    assert record["not_current"][0] == "embed"


def test_a_damaged_record_of_what_was_made_costs_time_and_a_damaged_choice_of_models_is_named(study):
    state = study / "outputs" / ".themeline" / "state.json"
    state.write_text('{"stages": {', encoding="utf-8")
    assert again(study) == EVERY
    (study / "outputs" / "models.json").write_text("[]", encoding="utf-8")
    with pytest.raises(TableError, match="models.json is damaged"):
        again(study)


@pytest.mark.parametrize("groups", ['["year"]', '["all"]', '["place", "place"]', '["text"]'])
def test_a_column_that_cannot_be_a_group_is_refused_before_anything_is_written(study, groups):
    manifest = study / "corpus" / "manifest.csv"
    rows = manifest.read_text(encoding="utf-8").splitlines()
    manifest.write_text("\n".join([rows[0] + ",year,all,text", *(row + ",2010,x,y" for row in rows[1:])]) + "\n", encoding="utf-8")
    path = study / "corpus" / "study.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("[track]", f"[track]\ngroups = {groups}"), encoding="utf-8")
    before = everything(study)
    with pytest.raises(ConfigError, match=r"\[track\] groups"):
        again(study)
    assert everything(study) == before


def test_a_person_overrules_the_crosswalk(study):
    folder = study / "corpus" / "decisions"
    folder.mkdir()
    (folder / "crosswalk.csv").write_text("topic_id,theme_id,relation,decided_by\nfree-01,work,part,the panel\n", encoding="utf-8")
    assert again(study)[0] == "discover"
    crosswalk = pd.read_parquet(study / "outputs" / "crosswalk.parquet").set_index(["topic_id", "theme_id"])
    assert crosswalk.loc[("free-01", "work"), ["relation", "decided_by"]].to_list() == ["part", "the panel"]


@pytest.mark.parametrize("row", ["free-01,work,partly,me", "free-01,work,part,"])
def test_a_decision_that_cannot_be_used_is_refused_and_outputs_stay(study, row):
    before = everything(study)
    (study / "corpus" / "decisions").mkdir()
    (study / "corpus" / "decisions" / "crosswalk.csv").write_text(f"topic_id,theme_id,relation,decided_by\n{row}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="row 2"):
        again(study)
    assert everything(study) == before


def test_every_coder_fills_every_table(study):
    path = study / "corpus" / "study.toml"
    plain = path.read_text(encoding="utf-8")
    for coder in ("topics", "seeds"):
        path.write_text(plain + f'[code_themes]\ncoder = "{coder}"\n', encoding="utf-8")
        assert again(study)[0] == "code_themes"
        assert len(pd.read_parquet(study / "outputs" / "codings.parquet").query("assigned"))
        assert len(pd.read_parquet(study / "outputs" / "trends.parquet"))


def test_a_later_shift_is_found_in_the_small_study(finished):
    shifts = pd.read_parquet(finished / "outputs" / "shifts.parquet")
    found = shifts[(shifts["subject_id"] == "prayer") & (shifts["group"] == "all") & (shifts["kind"] == "consecutive")]
    assert found["verdict"].to_list() == ["fall"]


def verified(folder):
    keys.file_hash.cache_clear()
    inputs = Inputs(request_for(folder))
    try:
        return verify(inputs)
    finally:
        inputs.close()


def alter(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_run_that_nobody_touched_holds_against_its_sources(study):
    found = verified(study)
    assert found.failures == ()
    assert found.n_passages > 0
    assert found.text.endswith("All hold.")


def test_one_character_inside_a_quote_names_that_quote_alone_and_its_file(study):
    quotes = pd.read_parquet(study / "outputs" / "quotes.parquet")
    quote = quotes.iloc[0]
    document = pd.read_parquet(study / "outputs" / "documents.parquet").set_index("document_id").loc[quote["document_id"]]
    also = quotes[(quotes["document_id"] == quote["document_id"]) & (quotes["start"] < quote["end"]) & (quote["start"] < quotes["end"])]
    alter(study / "corpus" / document["path"], quote["text"], quote["text"].replace("e", "3", 1))
    failing = verified(study).failures
    assert {line.split()[1] for line in failing if line.startswith("quotes:")} == set(also["quote_id"])
    assert f"source: {document['path']} was changed after the run" in failing


def test_a_change_outside_every_passage_names_the_file_and_no_quote(study):
    path = next((study / "corpus").glob("paper-*.txt"))
    path.write_text(path.read_text(encoding="utf-8") + "\n\nA line that nobody quoted\n", encoding="utf-8")
    assert verified(study).failures == (f"source: {path.name} was changed after the run",)


def test_a_digit_changed_in_the_report_or_in_a_table_is_caught(study):
    alter(study / "outputs" / "report.html", "12 documents", "13 documents")
    table = study / "outputs" / "csv" / "document_themes.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join([*lines[:4], lines[4].replace("0", "7", 1), *lines[5:]]), encoding="utf-8")
    assert verified(study).failures == (
        "run: csv/document_themes.csv was changed after the run wrote it, first in line 5",
        "run: report.html was changed after the run wrote it",
    )


def test_a_source_that_is_gone_is_named_with_what_cites_it(study):
    quotes = pd.read_parquet(study / "outputs" / "quotes.parquet")
    path = pd.read_parquet(study / "outputs" / "documents.parquet").set_index("document_id").loc[quotes.iloc[0]["document_id"], "path"]
    (study / "corpus" / path).unlink()
    failing = verified(study).failures
    assert f"source: {path} is not in the corpus any more" in failing
    assert any(line.startswith(f"quotes: {quotes.iloc[0]['quote_id']} ") for line in failing)


def test_without_a_run_there_is_nothing_to_verify(tmp_path):
    write_study(tmp_path)
    with pytest.raises(PipelineError, match="nothing to verify"):
        verified(tmp_path)
