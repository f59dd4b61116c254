import pytest

from pipeline.decision_files import COLUMNS, hash_decisions, read_decision_file, read_decisions
from pipeline.errors import ConfigError
from pipeline.keys import file_hash


def written(folder, kind, *lines, encoding="utf-8"):
    (folder / "decisions").mkdir(exist_ok=True)
    (folder / "decisions" / f"{kind}.csv").write_bytes("\n".join(lines).encode(encoding))
    file_hash.cache_clear()


def test_without_files_nothing_is_decided(tmp_path):
    found = read_decisions(tmp_path)
    assert (found.quotes, found.findings, found.ledger) == (None, None, None)


def test_rows_copied_from_a_table_of_outputs_are_read(tmp_path):
    written(tmp_path, "quotes", "quote_id;document_id;text;theme_id;decision;citation", "x;doc;Wörds;work;Pinned;Paper", encoding="cp1252")
    rows = read_decision_file(tmp_path, "quotes")
    assert list(rows.columns) == list(COLUMNS["quotes"])
    assert rows.loc[2, ["text", "decision", "path"]].to_list() == ["Wörds", "pinned", ""]


MISTAKES = {
    "a word that is no decision": (
        "quotes",
        "path,text,theme_id,decision",
        "a.txt,Words,work,keep",
        "row 2: decision is 'keep', but should be pinned or rejected",
    ),
    "nothing decided": ("quotes", "path,text,theme_id,decision", "a.txt,Words,work,", "row 2: decision is empty"),
    "no words": ("quotes", "path,text,theme_id,decision", "a.txt,,work,pinned", "row 2: text is empty"),
    "no document": ("quotes", "path,text,theme_id,decision", ",Words,work,pinned", "row 2: path and document_id are both empty"),
    "pinned under no theme": ("quotes", "path,text,theme_id,decision", "a.txt,Words,,pinned", "row 2: theme_id is empty"),
    "a place that is none": (
        "quotes",
        "path,start,end,text,theme_id,decision",
        "a.txt,9,x,Words,work,pinned",
        "row 2: start and end are '9' and 'x'",
    ),
    "no such role": ("quotes", "path,text,theme_id,decision,role", "a.txt,Words,work,pinned,best", "row 2: role is 'best'"),
    "a finding on nothing": ("findings", "theme_id,text", ",All is well.", "row 2: theme_id is empty"),
    "no such status": ("ledger", "recommendation_id,status", "r0123456789,finished", "row 2: status is 'finished', but should be open"),
    "an id that is none": ("ledger", "recommendation_id,status", "R1,done", "row 2: recommendation_id is 'R1'"),
    "nothing about it": ("ledger", "path,text,status,action,lead", "a.txt,Words,,,", "row 2: status, action and lead are all empty"),
    "no such mark": ("support", "claim,mark,path,text", "All agreed,agrees,a.txt,Words", "row 2: mark is 'agrees', but should be supports"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_row_that_cannot_be_used_is_named_with_its_number(tmp_path, case):
    kind, header, row, said = MISTAKES[case]
    written(tmp_path, kind, header, row)
    with pytest.raises(ConfigError, match=rf"(?s)decisions/{kind}.csv has 1 mistake.*{said}"):
        read_decision_file(tmp_path, kind)


def test_passages_not_marked_yet_are_passed_over(tmp_path):
    written(tmp_path, "support", "claim,mark,path,text", "All agreed,,a.txt,One", "All agreed,Neither,a.txt,Two")
    assert read_decision_file(tmp_path, "support")["text"].to_list() == ["Two"]


def test_the_hash_tells_the_files_of_a_run_apart_and_no_other(tmp_path):
    before = hash_decisions(tmp_path)
    written(tmp_path, "support", "claim,mark,path,text")
    assert hash_decisions(tmp_path) == before
    seen = {before}
    for kind in ("quotes", "findings", "ledger"):
        written(tmp_path, kind, ",".join(COLUMNS[kind]))
        seen.add(hash_decisions(tmp_path))
    assert len(seen) == 4
