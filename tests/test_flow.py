"""What was received, set aside, merged and analysed adds up, and every document is listed with where it came from."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from invented_study import Invented

from pipeline.base_tables import base_table, received_table, say_gaps
from pipeline.evidence import Evidence
from pipeline.flow import REASONS, count_flow, flow_table
from pipeline.tables import TABLES


def problem(path: str, code: str, severity: str, stage: str = "ingest") -> dict[str, str]:
    return {"stage": stage, "path": path, "code": code, "message": "m", "remedy": "r", "severity": severity}


def known_corpus() -> dict[str, Any]:
    """Seven documents in six files, of which two are analysed; five files were not read. All invented."""
    tables = Invented(years=(2008,) * 7).tables()
    documents, segments = tables["documents"], tables["segments"]
    ids = documents["document_id"].to_list()
    documents.loc[6, "path"] = documents.loc[5, "path"]  # a mail and what was attached to it
    documents.loc[2, "language"] = "cy"
    documents.loc[3, "source_type"] = "agenda"
    documents.loc[0, "quotable"] = "no"
    aside = segments["document_id"].isin([ids[2], ids[3], ids[4], ids[5], ids[6]])
    first_of_other = segments.loc[segments["document_id"] == ids[1], "segment_id"].iloc[0]
    segments = segments.assign(codable=~aside, duplicate_of=segments["duplicate_of"].mask(segments["document_id"] == ids[4], first_of_other))
    segments.loc[0, "codable"] = False  # a heading of the first document
    segments.loc[1, ["codable", "n_words"]] = [False, 2]
    problems = [
        problem("broken.pdf", "unreadable", "error"),
        problem("broken.pdf", "same-file", "warning"),
        problem("locked.pdf", "password", "error"),
        problem("also-locked.pdf", "password", "error"),
        problem("missing.docx", "missing-file", "error"),
        problem("notes.xyz", "unsupported-type", "note"),
        problem(documents.loc[5, "path"], "written-by-program", "note"),
        problem(documents.loc[1, "path"], "recognised", "warning"),
        problem("", "undated", "note"),
        problem("gone.txt", "nothing-codable", "note", stage="segment"),
    ]
    changed = {"documents": documents, "segments": segments, "problems": problems}
    return tables | {name: TABLES[name].frame(rows) for name, rows in changed.items()}


def test_what_is_set_aside_and_what_is_analysed_add_up_to_what_was_received() -> None:
    flow = count_flow(Evidence(**known_corpus()))
    assert (flow.received, flow.read, flow.documents, flow.analysed) == (11, 6, 7, 2)
    assert flow.files_aside == {
        "a file locked by a password": 2,
        "a broken file": 1,
        "a file of a type that is not read": 1,
        "a row of the manifest without its file": 1,
    }
    assert flow.documents_aside == {REASONS["language"]: 1, REASONS["merged"]: 1, REASONS["program"]: 2, REASONS["agenda"]: 1}
    assert flow.received - sum(flow.files_aside.values()) == flow.read
    assert flow.documents - sum(flow.documents_aside.values()) == flow.analysed
    assert flow.segments - sum(flow.segments_aside.values()) == flow.codable
    assert (flow.segments, flow.codable, flow.withheld, flow.sources) == (8, 6, 1, 2)


def closed_corpus(text: str) -> dict[str, Any]:
    """Two documents; the first excludes the public, and all that follows in it is closed. The second is open. All invented."""
    tables = Invented(years=(2008, 2009)).tables()
    documents, blocks, segments = (tables[name] for name in ("documents", "blocks", "segments"))
    first = documents.loc[0, "document_id"]
    documents.loc[0, "text"] = text
    resolved, end = text.index("\n\n"), len(text)
    own = blocks[blocks["document_id"] == first].iloc[0].to_dict()
    cut = [own | {"block_id": f"b{start}", "start": start, "end": stop} for start, stop in ((0, resolved), (resolved + 2, end))]
    row = segments[segments["document_id"] == first].iloc[0].to_dict() | {"codable": False, "n_words": 40, "text": text[resolved + 2 : end]}
    closed = row | {"segment_id": f"{first}#{resolved + 2:08d}-{end:08d}", "start": resolved + 2, "end": end}
    changed = {
        "documents": documents,
        "blocks": pd.concat([pd.DataFrame(cut), blocks[blocks["document_id"] != first]]),
        "segments": pd.concat([pd.DataFrame([closed]), segments[segments["document_id"] != first]]),
        "problems": [problem(documents.loc[0, "path"], "exempt-items", "note", stage="segment")],
    }
    return tables | {name: TABLES[name].frame(rows) for name, rows in changed.items()}


CLOSED = "RESOLVED that the press and public be excluded from the meeting for the next item.\n\nThe lease of the barn was sold."


def test_a_document_that_was_not_open_to_the_public_has_its_own_reason() -> None:
    flow = count_flow(Evidence(**closed_corpus(CLOSED)))
    assert flow.documents_aside == {REASONS["closed"]: 1}


def test_passages_that_were_not_open_to_the_public_have_their_own_reason() -> None:
    tables = closed_corpus(CLOSED)
    segments = tables["segments"]
    first = segments.iloc[0].to_dict()
    public = first | {"segment_id": f"{first['document_id']}#00000000-00000020", "start": 0, "end": 20, "text": CLOSED[:20], "codable": True}
    tables["segments"] = TABLES["segments"].frame(pd.concat([segments, pd.DataFrame([public])]))
    assert count_flow(Evidence(**tables)).segments_aside == {"of items that were not open to the public": 1}
    published = tables["documents"].assign(text="")
    assert list(count_flow(Evidence(**(tables | {"documents": published}))).segments_aside) == [
        "no prose of the study: headings, tables, attendance, formalities, another language, or of items that were not open to the public"
    ]


def test_the_table_names_each_step_and_reason_in_order() -> None:
    rows = flow_table(count_flow(Evidence(**known_corpus()))).rows
    assert rows[0] == ("Files received, or named in the manifest", "11")
    assert rows[1] == ("Set aside: a file locked by a password", "− 2")
    assert [n for step, n in rows if step in {"Files read", "Documents in them", "Documents analysed"}] == ["6", "7", "2"]


def test_documents_are_counted_by_source_type_place_and_year_with_sums() -> None:
    table = base_table(Evidence(**Invented(years=(2008, 2010, None, 2008)).tables()))
    assert table.columns == ("Source type", "Place", "2008", "2010", "undated", "Documents (n)")
    assert table.rows == (
        ("minutes", "Luton", "1", "–", "1", "2"),
        ("press release", "Oldham", "1", "1", "–", "2"),
        ("All", "All", "2", "1", "1", "4"),
    )


def test_many_years_share_columns_and_years_without_documents_are_named() -> None:
    evidence = Evidence(**Invented(years=(*range(1990, 2012), 2014)).tables())
    assert base_table(evidence).columns[2:-1] == ("1990 to 1994", "1995 to 1999", "2000 to 2004", "2005 to 2009", "2010 to 2014")
    assert say_gaps(evidence) == ("No document is of 2012 to 2013.",)
    assert say_gaps(Evidence(**Invented(years=(None, None)).tables())) == ()


def test_each_document_is_listed_with_id_hash_size_access_and_reading() -> None:
    tables = Invented(years=(2008, 2010, None)).tables()
    documents, blocks = tables["documents"], tables["blocks"]
    documents.loc[0, ["n_pages", "quotable", "attribution", "url"]] = [3, "yes", "none", "javascript:alert(1)"]
    size = int(blocks.loc[0, "end"])
    pages = pd.DataFrame(
        [blocks.iloc[0].to_dict() | {"start": n * size, "end": (n + 1) * size, "page": n + 1, "block_id": f"b{n}"} for n in range(2)]
    )
    scanned = pages.assign(confidence=[80.0, None])
    tables |= {"documents": TABLES["documents"].frame(documents), "blocks": TABLES["blocks"].frame(pd.concat([scanned, blocks.iloc[1:]]))}
    row = next(row for row in received_table(Evidence(**tables)).rows if getattr(row[0], "text", "") == "doc-0000")
    assert row[1:] == (
        "Minutes 0",
        "2008",
        "Luton",
        "–",
        "javascript:alert(1)",
        "000000000000",
        "3 pages, 4 paragraphs",
        "may be quoted; nobody named",
        "language en; 50% recognised on pictures of pages, sure to 80 of 100 on average; 1 page without text",
    )


@pytest.mark.parametrize(("quotable", "said"), [(None, "not decided: not for publication"), ("no", "not to be quoted")])
def test_what_nobody_decided_is_said_to_be_undecided(quotable: str | None, said: str) -> None:
    tables = Invented(years=(2008,)).tables()
    tables["documents"] = tables["documents"].assign(quotable=quotable)
    (row,) = received_table(Evidence(**tables)).rows
    assert str(row[-2]).startswith(said)
