import numpy as np
import pandas as pd
import pytest

from pipeline.codebook import Codebook, Theme
from pipeline.config import Quote
from pipeline.quote import DISSENT as DISAGREEMENT
from pipeline.quote import quote
from pipeline.tables import CODINGS, DOCUMENTS, QUOTES, SEGMENTS, VECTORS

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
    }


def chosen(*texts, **named):
    return quote(**study(*texts, **named), codebook=CODEBOOK, settings=Quote())


def test_quotes_are_spread_over_documents_before_a_document_speaks_twice():
    quotes = chosen(*[PLAIN.format(n) for n in range(12)])
    assert quotes["document_id"].nunique() == 4
    assert set(quotes["role"]) == {"representative"}
    assert set(quotes["theme_id"]) == {"work"}


def test_words_of_disagreement_make_a_quote_dissenting_and_never_both():
    quotes = chosen(*[PLAIN.format(n) for n in range(6)], DISSENT.format(1), DISSENT.format(2))
    assert (quotes["role"] == "dissenting").sum() == 2
    assert not quotes["segment_id"].duplicated().any()


def test_short_long_and_unquotable_passages_are_not_quoted():
    quotes = chosen("Jobs, they said.", " ".join(["job"] * 100) + ".", PLAIN.format(1), PLAIN.format(2), quotable={"d1": "no"})
    assert quotes["text"].to_list() == [PLAIN.format(1)]


def test_whole_sentences_come_before_fragments():
    quotes = quote(**study(PLAIN.format(1)[:-1].lower(), PLAIN.format(2)), codebook=CODEBOOK, settings=Quote(representative=1))
    assert quotes["text"].to_list() == [PLAIN.format(2)]


def test_a_citation_names_document_date_and_paragraph():
    assert chosen(PLAIN.format(1))["citation"].to_list() == ["Report d0, undated, paragraph 1"]


def test_no_coding_gives_no_quote():
    tables = study(PLAIN.format(1))
    tables["codings"] = tables["codings"].assign(assigned=False)
    assert len(quote(**tables, codebook=CODEBOOK, settings=Quote())) == 0


def test_order_of_rows_does_not_matter_and_ids_are_stable():
    tables = study(*[PLAIN.format(n) for n in range(9)], DISSENT.format(1))
    one = QUOTES.validate(quote(**tables, codebook=CODEBOOK, settings=Quote()))
    two = quote(**{k: v.sample(frac=1, random_state=5) for k, v in tables.items()}, codebook=CODEBOOK, settings=Quote())
    pd.testing.assert_frame_equal(one, two)
    assert one["quote_id"].str.fullmatch(r"work[0-9a-f]{10}").all()


@pytest.mark.parametrize("text", ["He disagreed with the others.", "Not everyone wanted it.", "Some members of staff doubted it.", "That is a myth."])
def test_disagreement_is_seen(text):
    assert DISAGREEMENT.search(text)


@pytest.mark.parametrize("text", ["Everyone agreed.", "The object was found.", "Some came by bus.", "An opposite wall."])
def test_agreement_is_no_dissent(text):
    assert not DISAGREEMENT.search(text)
