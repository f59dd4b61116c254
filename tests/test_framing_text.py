"""What the page tells of a theme beside its size: who says it, framing, dissent, gaps, pairs."""

import random

import pytest

from pipeline.evidence import Evidence
from pipeline.framing_text import beside, pairs_of, tell_framing
from pipeline.passages import tell_themes
from pipeline.tables import TABLES
from tests.invented_study import Invented

STUDY = Invented(years=(2008, 2008, 2010, 2011), places=("Aldby", "Borle"))


def told(theme="image", study=STUDY, **tables):
    evidence = Evidence(**study.tables() | tables)
    return tell_framing(evidence, study.codebook[theme])


def test_who_says_it_and_who_does_not_is_told_with_n():
    assert told("economy").said_by == ("Source types with it: press release (2 of 2 documents).", "Source types without it: minutes (0 of 2).")
    documents = STUDY.documents().assign(publisher=["Aldby Council", None, "Aldby Council", "Aldby Council"])
    assert told(documents=documents).said_by[1] == "Publishers with it: Aldby Council (3 of 3 documents) and not given (1 of 1 document)."


@pytest.mark.parametrize("seed", range(3))
def test_documents_of_one_name_are_counted_together_however_it_is_written(seed):
    drawn = random.Random(seed)
    study = Invented(years=tuple(drawn.choice([2008, 2009, None]) for _ in range(40)))
    names = [drawn.choice(["press_release", "press release", "minutes", None]) for _ in study.years]
    documents = study.documents().assign(source_type=names)
    counts = study.tables()["document_themes"]
    counts = counts.assign(n_assigned=[drawn.choice([0, 1]) for _ in range(len(counts))])
    carries = {row.document_id: row.n_assigned for row in counts[counts["theme_id"] == "image"].itertuples()}
    expected = []
    for name in ("press release", "minutes", "not given"):
        own = [
            carries[document_id]
            for document_id, given in zip(documents["document_id"], names, strict=True)
            if (given or "not given").replace("_", " ") == name
        ]
        expected.append((-sum(own), -len(own), f"{name} ({sum(own)} of {len(own)} documents)"))
    line = told(study=study, documents=documents, document_themes=counts).said_by[0]
    assert line == "Source types with it: {}, {} and {}.".format(*(said for *_, said in sorted(expected)))


def test_framing_and_dissent_are_counted_by_segment():
    assert told().framed == (
        "Of 4 segments with it, 0 speak of a strength, 4 of a problem, 0 of a proposal and 0 of none of these; 1 holds dissent. Machine-coded, uncorrected."
    )


def test_where_no_dissent_is_found_it_is_said_in_how_many_documents_and_how_it_was_looked_for():
    calm = STUDY.framings().assign(dissent=False)
    assert told(framings=calm).dissent.startswith("No dissent found in 4 documents with the theme; looked for by a coder")
    assert told().dissent.startswith("1 segment with dissent, of which none can be quoted")
    assert told(quotes=STUDY.quotes().assign(role="dissenting")).dissent == ""


def test_places_and_years_without_the_theme_and_thin_ones_are_gaps():
    assert told("economy").gaps == (
        "Places with documents, but without it: Aldby (0 of 2 documents).",
        "Places with it of which there are fewer than 3 documents: Borle (2).",
        "Years with documents, but without it: 2010 (0 of 1 document).",
        "Years with it of which there are fewer than 3 documents: 2008 (2) and 2011 (1).",
        "Years between the first and the last without any document: 2009.",
    )


def test_themes_that_meet_are_named_but_neither_sub_codes_nor_parents():
    assert told().meets == "Themes that meet it: Economy (2 of 4 segments) and Economy: Jobs (2 of 4 segments)."
    assert told("jobs").meets == "Themes that meet it: Image (2 of 4 segments)."


def test_claims_on_the_theme_are_counted_and_nothing_is_said_where_nothing_was_tried():
    assert told().change == ""


@pytest.mark.parametrize("theme_id", ["image", ""])
def test_pairs_are_shown_with_their_citations(theme_id):
    a, b = STUDY.segments()["segment_id"].iloc[[0, 5]]
    pairs = TABLES["pairs"].frame([{"theme_id": theme_id, "a": a, "b": b, "cosine": 0.7, "why": "dissent"}])
    (pair,) = pairs_of(Evidence(**STUDY.tables() | {"pairs": pairs}), theme_id)
    assert (pair.why, pair.one.text) == ("dissent", STUDY.quote)
    assert pair.other.citation == "Minutes 1 [doc-0001], 2008, paragraph 2"


def test_quotes_stand_in_lists_by_framing_and_dissent_apart_with_what_answers_them():
    row = STUDY.quotes().iloc[0].to_dict()
    reply = STUDY.segments()["segment_id"].iloc[1]
    changes = [{}, {"framing": "strength", "reply_segment_id": reply}, {"framing": "neither", "role": "dissenting"}]
    quotes = TABLES["quotes"].frame([row | {"quote_id": f"image{n}"} | change for n, change in enumerate(changes)])
    evidence = Evidence(**STUDY.tables() | {"quotes": quotes})
    image = tell_themes(evidence)[0]
    assert [group.heading for group in image.groups] == ["Strengths", "Problems", "Dissent"]
    assert image.groups[0].quotes[0].reply == beside(evidence, reply)
    assert image.groups[1].quotes[0].reply is None


def test_a_framing_with_passages_and_no_quote_says_why():
    documents = STUDY.documents().assign(quotable=["no", None, None, None])
    ids = STUDY.framings()["segment_id"]
    segments = STUDY.segments().assign(n_words=20)
    quotes = STUDY.quotes().assign(role="dissenting", segment_id=ids[ids.str.startswith(STUDY.document_ids()[-1])].iloc[0])
    tables = STUDY.tables() | {"documents": documents, "segments": segments, "quotes": quotes}
    (image,) = (passage for passage in tell_themes(Evidence(**tables)) if passage.theme.id == "image")
    assert [(group.heading, len(group.quotes)) for group in image.groups] == [("Problems", 0), ("Dissent", 1)]
    assert image.groups[0].note.startswith("4 problems: ")
    assert "1 quoted under Dissent" in image.groups[0].note
    assert "1 of a document that may not be quoted" in image.groups[0].note
