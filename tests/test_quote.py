import numpy as np
import pandas as pd
import pytest

from pipeline.citations import citation_of
from pipeline.codebook import Codebook, Theme
from pipeline.config import Quote
from pipeline.framing_cues import DISSENT as DISAGREEMENT
from pipeline.quote import quote
from pipeline.tables import CODINGS, DOCUMENTS, FRAMINGS, PAIRS, QUOTES, SEGMENTS, VECTORS

CODEBOOK = Codebook(version="1", theme=(Theme(id="work", name="Work", definition="D"), Theme(id="never", name="N", definition="D")))
PLAIN = "Jobs at the mill were the first thing that every delegate in the room spoke about, number {}."
DISSENT = "Others felt that jobs at the mill were never the point, and that the town should say so, number {}."


def study(*texts, quotable=None):
    """One document for every three texts."""
    base = dict.fromkeys(DOCUMENTS.names) | {
        "sha256": "0",
        "media_type": "text/plain",
        "language": "en",
        "date_precision": "none",
        "date_basis": "none",
    }
    names = sorted({f"d{n // 3}" for n in range(len(texts))})
    documents = [
        base | {"document_id": n, "path": n, "title": f"Report {n}", "cluster_id": n, "text": "x", "quotable": (quotable or {}).get(n)} for n in names
    ]
    segments = []
    for n, text in enumerate(texts):
        row = {"segment_id": f"d{n // 3}#{n:08d}", "document_id": f"d{n // 3}", "start": n, "end": n + len(text), "page": None, "paragraph": n + 1}
        row |= {"section": None, "speaker": None, "voice": "own", "part": "finding", "codable": True, "duplicate_of": None}
        segments.append(row | {"text": text, "n_words": len(text.split())})
    ids = [row["segment_id"] for row in segments]
    vectors = np.random.default_rng(0).normal(size=(len(texts), 4))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype("float32")
    codings = [
        {"segment_id": i, "theme_id": t, "score": 0.5 if t == "work" else 0.0, "assigned": t == "work", "why": None}
        for i in ids
        for t in ("work", "never")
    ]
    return {
        "documents": DOCUMENTS.frame(documents),
        "segments": SEGMENTS.frame(segments),
        "vectors": VECTORS.frame({"segment_id": ids, "vector": list(vectors)}),
        "codings": CODINGS.frame(codings),
        "framings": FRAMINGS.frame([framed(i, dissent=text.startswith("Others")) for i, text in zip(ids, texts, strict=True)]),
    }


def framed(segment_id, framing="problem", *, dissent=False, score=0.5):
    return {"segment_id": segment_id, "framing": framing, "framing_score": score, "dissent": dissent, "dissent_score": 0.9 if dissent else 0.1}


def quotes_of(tables, **settings):
    return quote(**tables, codebook=CODEBOOK, settings=Quote(**settings)).quotes


def chosen(*texts, **named):
    return quotes_of(study(*texts, **named), representative=4)


def test_quotes_are_spread_over_documents_before_a_document_speaks_twice():
    quotes = chosen(*[PLAIN.format(n) for n in range(12)])
    assert quotes["document_id"].nunique() == 4
    assert set(quotes["role"]) == {"representative"}
    assert set(quotes["theme_id"]) == {"work"}


def test_a_passage_coded_as_dissent_is_a_dissenting_quote_and_never_both():
    quotes = chosen(*[PLAIN.format(n) for n in range(6)], DISSENT.format(1), DISSENT.format(2))
    assert (quotes["role"] == "dissenting").sum() == 2
    assert not quotes["segment_id"].duplicated().any()


def test_dissent_that_is_not_sure_enough_is_quoted_neither_as_dissent_nor_for_the_theme():
    tables = study(*[PLAIN.format(n) for n in range(4)], DISSENT.format(1), DISSENT.format(2))
    surer = tables["segments"]["segment_id"].iloc[4]
    scores = [0.8 if name == surer else 0.6 for name in tables["framings"]["segment_id"]]
    tables["framings"] = tables["framings"].assign(dissent_score=np.where(tables["framings"]["dissent"], scores, 0.1))
    quotes = quotes_of(tables)
    assert quotes.loc[quotes["role"] == "dissenting", "segment_id"].to_list() == [surer]
    assert tables["segments"]["segment_id"].iloc[5] not in set(quotes["segment_id"])
    assert (quotes_of(tables, dissent_certainty=0.5)["role"] == "dissenting").sum() == 2


def test_short_long_and_unquotable_passages_are_not_quoted():
    quotes = chosen("Jobs, they said.", " ".join(["job"] * 100) + ".", PLAIN.format(1), PLAIN.format(2), quotable={"d1": "no"})
    assert quotes["text"].to_list() == [PLAIN.format(1)]


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.format(1)[:-1],
        PLAIN.format(1).lower(),
        "and " + PLAIN.format(1),
        "Jobs at the mill and what the delegates had to say about them in the room",
        "– " + PLAIN.format(1).lower(),
    ],
    ids=["cut at its end", "cut at its start", "cut before its first word", "a heading", "a continued line"],
)
def test_headings_and_sentences_cut_in_half_are_no_quotes(text):
    assert chosen(text, PLAIN.format(2))["text"].to_list() == [PLAIN.format(2)]


@pytest.mark.parametrize("text", ["“{}”", "({})", "É{}", "“[J]obs {}", "2. {}"])
def test_marks_and_numbers_before_the_first_word_cut_no_sentence(text):
    whole = text.format(PLAIN.format(1))
    assert chosen(whole)["text"].to_list() == [whole]


def test_titles_and_headings_are_no_quotes_even_if_they_end_as_sentences_do():
    tables = study(PLAIN.format(1), PLAIN.format(2), PLAIN.format(3))
    tables["documents"] = tables["documents"].assign(title=PLAIN.format(1)[:-1])
    tables["segments"] = tables["segments"].assign(section="Report > " + PLAIN.format(2).upper())
    assert quotes_of(tables)["text"].to_list() == [PLAIN.format(3)]


def test_no_quote_has_fewer_than_eight_words_whatever_the_settings_say():
    tables = study("Jobs at the mill were the first thing.", "Jobs at the mill were the first thought.  Yes.")
    tables["segments"] = tables["segments"].assign(n_words=[7, 8])
    assert len(quotes_of(tables, min_words=1)) == 1


def test_a_document_whose_best_passage_dissents_still_has_its_turn_among_the_representative_ones():
    tables = study(DISSENT.format(1), *[PLAIN.format(n) for n in range(2, 7)])
    scores = dict(zip(tables["segments"]["segment_id"], [0.9, 0.2, 0.1, 0.8, 0.7, 0.6], strict=True))
    tables["codings"] = tables["codings"].assign(score=tables["codings"]["segment_id"].map(scores))
    tables["vectors"] = tables["vectors"].assign(vector=[tables["vectors"]["vector"].iloc[0]] * 6)
    quotes = quotes_of(tables, representative=2)
    assert sorted(quotes.loc[quotes["role"] == "representative", "document_id"]) == ["d0", "d1"]


def test_strengths_problems_and_proposals_are_chosen_apart_each_up_to_the_setting():
    tables = study(*[PLAIN.format(n) for n in range(24)])
    kinds = [("strength", "problem", "proposal", "neither")[n % 4] for n in range(24)]
    tables["framings"] = FRAMINGS.frame([framed(i, kind) for i, kind in zip(tables["segments"]["segment_id"], kinds, strict=True)])
    quotes = quotes_of(tables, representative=3)
    assert quotes["framing"].value_counts().to_dict() == {"strength": 3, "problem": 3, "proposal": 3}


def test_what_says_neither_is_quoted_only_where_the_rest_is_too_little():
    tables = study(*[PLAIN.format(n) for n in range(9)])
    kinds = ["problem", *["neither"] * 8]
    tables["framings"] = FRAMINGS.frame([framed(i, kind) for i, kind in zip(tables["segments"]["segment_id"], kinds, strict=True)])
    assert quotes_of(tables, representative=3)["framing"].value_counts().to_dict() == {"neither": 2, "problem": 1}


def test_source_types_have_their_turns_among_documents_that_have_theirs():
    tables = study(*[PLAIN.format(n) for n in range(9)])
    tables["documents"] = tables["documents"].assign(source_type=["minutes", "minutes", "letter"])
    scores = dict(zip(tables["segments"]["segment_id"], [0.9] * 3 + [0.8] * 3 + [0.2] * 3, strict=True))
    tables["codings"] = tables["codings"].assign(score=tables["codings"]["segment_id"].map(scores))
    tables["vectors"] = tables["vectors"].assign(vector=[tables["vectors"]["vector"].iloc[0]] * 9)
    assert set(quotes_of(tables, representative=2)["document_id"]) == {"d0", "d2"}


def test_the_surer_dissent_is_quoted_first_and_other_dissent_is_not_representative():
    tables = study(*[PLAIN.format(n) for n in range(6)])
    ids = list(tables["segments"]["segment_id"])
    rows = [framed(i, dissent=n < 3) | ({"dissent_score": 0.75 + n / 10} if n < 3 else {}) for n, i in enumerate(ids)]
    tables["framings"] = FRAMINGS.frame(rows)
    quotes = quotes_of(tables, dissenting=1).set_index("segment_id")["role"]
    assert quotes[quotes == "dissenting"].index.to_list() == [ids[2]]
    assert not {ids[0], ids[1]} & set(quotes.index)


def test_words_quoted_by_another_are_cited_so_and_stand_beside_what_the_document_says():
    tables = study(PLAIN.format(1), PLAIN.format(2), PLAIN.format(3))
    tables["segments"] = tables["segments"].assign(voice=["quoted by another", "own", "quoted"])
    tables["documents"] = tables["documents"].assign(publisher="The Quay Party")
    made = quotes_of(tables).set_index("paragraph")
    assert made["citation"][1] == "Report d0 [d0], undated, paragraph 1, as quoted by The Quay Party"
    assert made["reply_segment_id"][1] == tables["segments"]["segment_id"].iloc[2]
    assert made["reply_segment_id"].isna()[[2, 3]].all()


@pytest.mark.parametrize(("attribution", "shown"), [("named", "Councillor Ida Quell"), ("role", "councillor"), ("none", None), (None, None)])
def test_a_speaker_is_shown_as_far_as_the_document_allows(attribution, shown):
    tables = study(PLAIN.format(1))
    tables["segments"] = tables["segments"].assign(speaker="Councillor Ida Quell")
    tables["documents"] = tables["documents"].assign(attribution=attribution)
    made = quotes_of(tables).iloc[0]
    assert (made["speaker"] if shown else None) == shown
    assert ("Quell" in made["citation"]) == (attribution == "named")
    assert made["citation"].endswith(shown or "paragraph 1")


@pytest.mark.parametrize("attribution", ["named", "role", "none"])
def test_a_passage_is_cited_in_one_way_whether_it_is_a_quote_or_stands_in_grid_and_explorer(attribution):
    tables = study(PLAIN.format(1))
    tables["segments"] = tables["segments"].assign(speaker="Councillor Ida Quell", voice="quoted by another", section="Minutes > 7. Jobs")
    tables["documents"] = tables["documents"].assign(attribution=attribution, source_type="minutes", reference="AB/1", publisher="The Quay Party")
    (segment,), (document,) = tables["segments"].itertuples(), tables["documents"].itertuples()
    made = quotes_of(tables)["citation"].item()
    assert citation_of(segment, document) == made
    assert made.startswith("AB/1: Report d0, undated, paragraph 1, item 7")


def test_points_and_replies_without_a_theme_are_paired_all_the_same():
    tables = study(
        "Members praised the ferry and all who sail in it on every day of the week.",
        "In reply, Ida Quell said that the ferry had been late all year.",
    )
    tables["codings"] = tables["codings"].assign(assigned=False)
    tables["framings"] = FRAMINGS.empty()
    pairs = PAIRS.validate(quote(**tables, codebook=CODEBOOK, settings=Quote()).pairs)
    assert pairs[["theme_id", "a", "b", "why"]].to_numpy().tolist() == [["", "d0#00000000", "d0#00000001", "point and reply"]]


def test_a_citation_names_document_date_and_paragraph():
    assert chosen(PLAIN.format(1))["citation"].to_list() == ["Report d0 [d0], undated, paragraph 1"]


def test_no_coding_gives_no_quote():
    tables = study(PLAIN.format(1))
    tables["codings"] = tables["codings"].assign(assigned=False)
    assert len(quotes_of(tables)) == 0


def test_order_of_rows_does_not_matter_and_ids_are_stable():
    tables = study(*[PLAIN.format(n) for n in range(9)], DISSENT.format(1))
    one = QUOTES.validate(quotes_of(tables))
    two = quotes_of({k: v.sample(frac=1, random_state=5) for k, v in tables.items()})
    pd.testing.assert_frame_equal(one, two)
    assert one["quote_id"].str.fullmatch(r"work[0-9a-f]{10}").all()


@pytest.mark.parametrize("text", ["He disagreed with the others.", "Not everyone wanted it.", "Some members of staff doubted it.", "That is a myth."])
def test_disagreement_is_seen(text):
    assert DISAGREEMENT.search(text)


@pytest.mark.parametrize("text", ["Everyone agreed.", "The object was found.", "Some came by bus.", "An opposite wall."])
def test_agreement_is_no_dissent(text):
    assert not DISAGREEMENT.search(text)


def test_a_passage_that_only_asks_is_no_representative_quote_where_others_exist():
    asks = "What would bring people of the two sides of the town to the same table?"
    both = f"{asks} Jobs would."
    texts = [asks, PLAIN.format(1), both, f"{asks} Who would pay?"]
    made = quotes_of(study(*texts))
    assert set(made["text"]) == {PLAIN.format(1), both}
    assert set(quotes_of(study(asks))["text"]) == {asks}
