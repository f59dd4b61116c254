import pandas as pd
import pytest

from pipeline.code_themes import code_themes, count_themes
from pipeline.codebook import Codebook, Theme
from pipeline.tables import CODINGS, DOCUMENT_THEMES

TOP = Theme(id="top", name="T", definition="D")
MID = Theme(id="mid", name="M", definition="D", parent="top")
LEAF = Theme(id="leaf", name="L", definition="D", parent="mid")


class Fake:
    """Gives the leaf to every segment, and nothing else."""

    def apply(self, segments, vectors, encoder):
        rows = [
            {
                "segment_id": i,
                "theme_id": t,
                "score": 0.9 if t == "leaf" else 0.1,
                "assigned": t == "leaf",
                "why": "words: x" if t == "leaf" else None,
            }
            for i in segments["segment_id"]
            for t in ("top", "mid", "leaf")
        ]
        return pd.DataFrame(rows)


SEGMENTS = pd.DataFrame(
    {"segment_id": ["a#1", "a#2", "b#1"], "document_id": ["a", "a", "b"], "codable": [True, False, True], "n_words": [7, 5, 9], "text": "x"}
)


@pytest.mark.parametrize("themes", [(TOP, MID, LEAF), (LEAF, MID, TOP), (MID, LEAF, TOP)])
def test_a_sub_code_brings_its_parents_in_whatever_order_the_codebook_has_them(themes):
    book = Codebook(version="1", theme=themes)
    coded = CODINGS.validate(code_themes(SEGMENTS, pd.DataFrame(), Fake(), book, None)).set_index(["segment_id", "theme_id"])
    assert coded.loc["a#1", "assigned"].all()
    assert not coded.loc["a#2", "assigned"].any()
    assert (coded.loc["a#2", "score"] == 0).all()
    assert "sub-code" in coded.loc[("a#1", "top"), "why"]


def test_documents_are_counted_by_theme():
    book = Codebook(version="1", theme=(TOP, MID, LEAF))
    counted = DOCUMENT_THEMES.validate(count_themes(SEGMENTS, code_themes(SEGMENTS, pd.DataFrame(), Fake(), book, None), book).document_themes)
    row = counted.set_index(["document_id", "theme_id"]).loc[("a", "leaf")]
    assert (row["n_segments"], row["n_assigned"], row["n_words"], row["share"]) == (1, 1, 7, 1.0)
