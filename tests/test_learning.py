"""The coder learns from human codes, and codes no document by what it learnt from that document's drawn codes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from test_contracts import CODEBOOK, EXEMPLARS, study

from pipeline.code_files import HumanCodes
from pipeline.codebook import Exemplar
from pipeline.coders.held_out import HUMAN_COUNTS, checked_rows, counts_of
from pipeline.coders.kernel import KernelHead
from pipeline.coders.learning import PARTS, LearningCoder, part_of, parts_of, without_part
from pipeline.config import CodeThemes
from pipeline.draws import DRAW
from pipeline.encoders import ENCODERS

DOCUMENTS = [f"d{n}" for n in range(10)]
PHRASE = "Zeppelin hangar number"  # said of work by people alone


def codes(origin):
    """Ten documents, two segments each: one of zeppelins, which people coded work, and one of roads."""
    rows = [
        {"draw": "draw-1", "origin": origin, "segment_id": f"{name}#{n}", "path": f"{name}.txt", "coder": "anna"}
        | {"text": f"{PHRASE} {name}." if n else f"The road of {name} was mended.", "codes": "work" if n else ""}
        for name in DOCUMENTS
        for n in (0, 1)
    ]
    record = [{"draw": "draw-1", "segment_id": row["segment_id"], "themes": "work;prayer", "codebook_version": "1"} for row in rows]
    return HumanCodes(pd.DataFrame(record, columns=DRAW.names), pd.DataFrame(rows), {}, CODEBOOK, ())


def fitted(human, which="all"):
    return LearningCoder.fit(CODEBOOK, EXEMPLARS, ENCODERS["hashing"](), CodeThemes(folds=2, learn_from_codes=which), human_codes=human)


def work_of(coder, document_id):
    encoder, segments, vectors = study([f"{PHRASE} {document_id}."])
    coded = coder.apply(segments.assign(document_id=document_id), vectors, encoder)
    return float(coded.loc[coded["theme_id"] == "work", "score"].item())


def test_human_codes_teach_what_exemplars_do_not_know():
    assert work_of(fitted(codes("uncertain")), "elsewhere") > work_of(fitted(None), "elsewhere") + 0.2


def test_drawn_codes_teach_in_parts_and_a_document_is_coded_by_a_coder_that_has_not_seen_it(tmp_path):
    coder = fitted(codes("drawn"))
    assert len(coder.coders) == PARTS
    for name in DOCUMENTS:
        own = coder.coders[part_of(name, coder.parts)]
        assert not any(segment.startswith(f"{name}#") for segment in own.human)
        assert own.human
    coder.save(tmp_path)
    encoder, segments, vectors = study([f"{PHRASE} {name}." for name in DOCUMENTS])
    placed = segments.assign(document_id=DOCUMENTS)
    key = ["segment_id", "theme_id"]
    one, two = (each.apply(rows, vectors, encoder) for each, rows in ((coder, placed), (LearningCoder.load(tmp_path), placed[::-1])))
    pd.testing.assert_frame_equal(one.sort_values(key, ignore_index=True), two.sort_values(key, ignore_index=True))


@pytest.mark.parametrize(("which", "origin", "n"), [("none", "drawn", 1), ("not drawn", "drawn", 1), ("not drawn", "uncertain", 1)])
def test_codes_that_do_not_estimate_or_do_not_teach_need_no_parts(which, origin, n):
    coder = fitted(codes(origin), which)
    assert len(coder.coders) == n
    assert bool(coder.coders[0].human) == (origin == "uncertain")


def test_the_nearest_human_code_is_named_by_its_segment():
    encoder, segments, vectors = study([f"{PHRASE} d3."])
    why = fitted(codes("uncertain")).apply(segments, vectors, encoder)["why"].dropna()
    assert why.str.contains("nearest human code: d3#1").any()


def labelled(path, *, drawn=True, known=frozenset({"work"})):
    return Exemplar(f"A text of {path}.", frozenset(), path, known, f"{path}#1", drawn)


def test_parts_are_even_and_a_files_other_codes_are_held_out_with_its_drawn_ones():
    taught = [*(labelled(name) for name in DOCUMENTS), labelled("d3", drawn=False), labelled("elsewhere", drawn=False)]
    parts = parts_of(taught)
    assert np.bincount(list(parts.values())).tolist() == [2] * PARTS
    left = without_part(taught, parts, parts["d3"])
    assert "d3" not in {exemplar.writer for exemplar in left}
    assert "elsewhere" in {exemplar.writer for exemplar in left}


def test_every_human_code_calibrates_and_counts_for_several_exemplars():
    exemplars = [Exemplar("written", frozenset())] * 5000 + [labelled("a")] * 3
    rows = checked_rows(exemplars, 0)
    assert set(rows[-3:].tolist()) == {5000, 5001, 5002}
    assert counts_of(exemplars)[-4:].tolist() == [1, *[HUMAN_COUNTS] * 3]


def test_a_label_that_is_not_known_changes_no_score():
    random = np.random.default_rng(0)
    vectors = random.normal(size=(40, 8))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    carried = random.random((40, 2)) < 0.4
    known = np.ones((40, 2), dtype=bool)
    known[:5, 1] = False
    other = carried.copy()
    other[:5, 1] = ~other[:5, 1]
    one, two = (KernelHead.fit(vectors, labels, known).score(vectors) for labels in (carried, other))
    np.testing.assert_allclose(one, two)
    np.testing.assert_allclose(one[:, 0], KernelHead.fit(vectors, carried).score(vectors)[:, 0])
