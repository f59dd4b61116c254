import pandas as pd
import pytest
from decided_texts import codings_of, documents_of, read_rows, segments_of

from pipeline.codebook import Codebook, Theme
from pipeline.config import Decide
from pipeline.decide import decide
from pipeline.decision_files import COLUMNS, DecisionFiles
from pipeline.pinned import stand, with_pinned, without_rejected
from pipeline.tables import TABLES

CODEBOOK = Codebook(version="1", theme=(Theme(id="work", name="Work", definition="D"), Theme(id="home", name="Home", definition="D")))
MILL = "The mill at Ashwick closed in spring. Forty people lost their work."
HALL = "The hall was full when the closing was told to all who came."
TEXTS = {"a": f"{MILL}\n\n{HALL}", "b": MILL}


def made(*quotes, changes=None):
    documents = documents_of(TEXTS)
    segments = segments_of(documents, by_text=changes or {})
    decisions = decide(documents, segments, DecisionFiles(quotes=read_rows(*quotes, columns=COLUMNS["quotes"])), CODEBOOK, Decide()).decisions
    return documents, segments, decisions


def quote(text=MILL, decision="pinned", theme_id="work", path="a.txt", **more):
    return {"path": path, "text": text, "decision": decision, "theme_id": theme_id, **more}


def left(*quotes):
    _, segments, decisions = made(*quotes)
    rows = pd.concat([codings_of(segments, theme) for theme in ("work", "home")], ignore_index=True)
    kept = without_rejected(rows, segments, decisions)
    return sorted(zip(kept["theme_id"], kept["segment_id"].str[0] + kept["segment_id"].str[9:10], strict=True))


def pinned(*quotes, chosen=()):
    documents, segments, decisions = made(*quotes)
    framings = TABLES["framings"].empty()
    return with_pinned(documents, segments, framings, TABLES["quotes"].frame(list(chosen)), decisions)


def by_rule(text=MILL, role="representative"):
    documents = documents_of(TEXTS)
    (row,) = (row for row in segments_of(documents).itertuples() if row.text == text and row.document_id == "a")
    shown = {name: getattr(row, name) for name in ("segment_id", "document_id", "start", "end", "page", "paragraph", "text", "voice")}
    return {
        "quote_id": f"work{len(text)}",
        "theme_id": "work",
        "role": role,
        "citation": "Paper a",
        "framing": "problem",
        "speaker": None,
        "reply_segment_id": None,
    } | shown


def test_without_decisions_every_passage_may_be_quoted():
    assert len(left()) == 6


def test_a_rejected_passage_is_out_under_its_theme_alone():
    found = left(quote(decision="rejected"))
    assert ("work", "a0") not in found
    assert ("home", "a0") in found
    assert len(found) == 5


def test_a_passage_rejected_under_no_theme_is_out_under_all():
    assert not any(name == "a0" for _, name in left(quote(decision="rejected", theme_id="")))


def test_a_rejected_sentence_takes_its_whole_passage_out():
    assert ("work", "a0") not in left(quote(MILL.split(". ", maxsplit=1)[0] + ".", "rejected"))


def test_what_repeats_a_rejected_passage_is_out_too_whichever_is_the_original():
    documents = documents_of(TEXTS)
    first, _, copy = segments_of(documents)["segment_id"]
    for original, repeat in ((first, copy), (copy, first)):
        segments = segments_of(documents)
        segments.loc[segments["segment_id"] == repeat, ["duplicate_of", "duplicate_kind"]] = [original, "exact"]
        decisions = decide(
            documents, segments, DecisionFiles(quotes=read_rows(quote(decision="rejected"), columns=COLUMNS["quotes"])), CODEBOOK, Decide()
        ).decisions
        assert len(without_rejected(codings_of(segments), segments, decisions)) == 1


def test_a_pinned_passage_is_quoted_and_says_who_chose_it():
    found = pinned(quote(HALL, who="Ada Fern", role="dissenting"), chosen=[by_rule()]).set_index("text")
    assert found.loc[HALL, ["decided_by", "role", "theme_id"]].to_list() == ["Ada Fern", "dissenting", "work"]
    assert found.loc[HALL, "citation"].startswith("Paper a [a], undated, paragraph 2")
    assert pd.isna(found.loc[MILL, "decided_by"])


def test_what_was_pinned_and_chosen_by_rule_stands_once_as_the_persons():
    found = pinned(quote(), chosen=[by_rule(), by_rule(HALL)])
    assert found["decided_by"].fillna("rule").sort_values().to_list() == ["a person", "rule"]


def test_a_pinned_sentence_is_quoted_alone():
    sentence = MILL.split(". ")[1]
    assert pinned(quote(sentence))["text"].to_list() == [sentence]


@pytest.mark.parametrize("row", [quote("The ferry was late."), quote(decision="rejected")])
def test_an_orphan_and_a_rejection_pin_nothing(row):
    assert pinned(row).empty


def test_a_pin_written_twice_in_two_ways_is_one_quote():
    assert len(pinned(quote(), quote(path="", document_id="a"))) == 1


def test_a_rejected_passage_stands_neither_beside_a_quote_nor_in_a_pair():
    documents, segments, decisions = made(quote(HALL, "rejected"))
    hall, mill = (segments.set_index("text").loc[text, "segment_id"] for text in (HALL, MILL))
    mill = min(mill)
    quotes = TABLES["quotes"].frame([by_rule() | {"reply_segment_id": hall}])
    pairs = TABLES["pairs"].frame([{"theme_id": theme, "a": mill, "b": hall, "cosine": 0.9, "why": "dissent"} for theme in ("work", "home")])
    found = stand(documents, segments, TABLES["framings"].empty(), quotes, pairs, decisions)
    assert found.quotes["reply_segment_id"].isna().all()
    assert found.pairs["theme_id"].to_list() == ["home"]
