"""The coder learns from human codes, and codes no document by what it learnt from that document's drawn codes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from test_contracts import CODEBOOK, EXEMPLARS, study

from pipeline.code_files import HumanCodes
from pipeline.codebook import Exemplar
from pipeline.coders.held_out import HUMAN_COUNTS, checked_rows, counts_of, groups_of
from pipeline.coders.kernel import KernelHead
from pipeline.coders.learning import LearningCoder, plan_rounds
from pipeline.coders.parts import PARTS, linked, part_of
from pipeline.config import CodeThemes
from pipeline.draws import DRAW
from pipeline.encoders import ENCODERS
from pipeline.taught_codes import taught_by

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


def human_of(*rows):
    """Rows of (draw, origin, segment, path, codes)."""
    record = [{"draw": draw, "segment_id": name, "themes": "work;prayer", "codebook_version": "1"} for draw, _, name, _, _ in rows]
    returned = [
        {"draw": draw, "origin": origin, "segment_id": name, "path": path, "coder": "anna", "text": f"{PHRASE} {name}.", "codes": given}
        for draw, origin, name, path, given in rows
    ]
    return HumanCodes(pd.DataFrame(record, columns=DRAW.names), pd.DataFrame(returned), {}, CODEBOOK, ())


def sources(*rows):
    return pd.DataFrame(rows, columns=["document_id", "path", "cluster_id"])


def rounds(human, which="all", documents=None):
    return plan_rounds(human, CodeThemes(learn_from_codes=which), documents)


def test_parts_are_even_and_a_files_other_codes_are_held_out_with_its_drawn_ones():
    drawn = [("draw-1", "drawn", f"{name}#1", f"{name}.txt", "work") for name in DOCUMENTS]
    asked = [("draw-2", "uncertain", name, f"{name[:-2]}.txt", "work") for name in ("d3#7", "elsewhere#1")]
    plan = rounds(human_of(*drawn, *asked))
    assert np.bincount(list(plan.parts.values())).tolist() == [2] * PARTS
    left = {exemplar.writer for exemplar in plan.rounds[plan.parts["d3"]]}
    assert "d3.txt" not in left
    assert "elsewhere.txt" in left


def test_documents_whose_drawn_codes_estimate_are_held_out_although_drawn_codes_do_not_teach():
    drawn = [("draw-1", "drawn", f"{name}#0", f"{name}.txt", "") for name in DOCUMENTS]
    asked = [("draw-2", "uncertain", f"{name}#1", f"{name}.txt", "work") for name in DOCUMENTS]
    plan = rounds(human_of(*drawn, *asked), "not drawn")
    assert len(plan.rounds) == PARTS
    for name in DOCUMENTS:
        learnt = {exemplar.segment_id for exemplar in plan.rounds[plan.parts[name]]}
        assert len(learnt) == 8
        assert f"{name}#1" not in learnt


def test_a_segment_of_two_draws_counts_as_drawn_in_any_order_of_draws():
    drawn = [("draw-9", "drawn", f"{name}#1", f"{name}.txt", "work") for name in DOCUMENTS]
    asked = [("draw-1", "uncertain", f"{name}#1", f"{name}.txt", "work") for name in DOCUMENTS]
    assert len(rounds(human_of(*asked, *drawn)).rounds) == PARTS
    assert rounds(human_of(*asked, *drawn), "not drawn").rounds == ([],)


def test_documents_of_a_cluster_with_drawn_codes_are_in_one_part_and_it_learns_from_none_of_them():
    drawn = [("draw-1", "drawn", f"{name}#1", f"{name}.txt", "work") for name in DOCUMENTS]
    documents = sources(*((name, f"{name}.txt", "d0" if name in {"d0", "d1"} else name) for name in DOCUMENTS), ("copy", "copy.txt", "d0"))
    plan = rounds(human_of(*drawn), documents=linked(documents, [f"{name}.txt" for name in DOCUMENTS]))
    assert plan.parts["d0"] == plan.parts["d1"] == plan.parts["copy"]
    assert not {"d0#1", "d1#1"} & {exemplar.segment_id for exemplar in plan.rounds[plan.parts["d0"]]}


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_there_are_as_many_parts_as_sources_with_drawn_codes_and_each_has_one(n):
    plan = rounds(human_of(*(("draw-1", "drawn", f"d{k}#1", f"d{k}.txt", "work") for k in range(n))))
    assert len(plan.rounds) == n
    assert sorted(plan.parts.values()) == list(range(n))


def test_rows_of_one_file_are_in_one_part_coded_or_not():
    drawn = [("draw-1", "drawn", f"answers-csv-{k:08x}#1", "answers.csv", "work") for k in range(10)]
    other = [("draw-1", "drawn", f"d{k}#1", f"d{k}.txt", "work") for k in range(4)]
    documents = sources(*((f"answers-csv-{k:08x}", "answers.csv", f"answers-csv-{k:08x}") for k in range(40)))
    plan = rounds(human_of(*drawn, *other), documents=linked(documents, ["answers.csv"]))
    assert len({plan.parts[f"answers-csv-{k:08x}"] for k in range(40)}) == 1
    assert len({part_of(f"later-csv-{k:08x}", plan.parts, 5) for k in range(40)}) == 1


def test_drawn_codes_of_one_source_alone_teach_nothing_and_other_files_still_do():
    drawn = [("draw-1", "drawn", f"answers-csv-{k:08x}#1", "answers.csv", "work") for k in range(10)]
    plan = rounds(human_of(*drawn, ("draw-2", "uncertain", "b#1", "b.txt", "work")))
    assert [exemplar.writer for exemplar in plan.rounds[0]] == ["b.txt"]
    assert (len(plan.rounds), plan.parts) == (1, {})


def test_a_coded_document_is_held_out_whole_whatever_the_file_of_exemplars_says_of_writers():
    exemplars = [Exemplar(f"w{n}", frozenset()) for n in range(400)] + [labelled("minutes.txt")] * 60
    assert set(groups_of(exemplars)[400:]) == {"minutes.txt"}
    assert len(set(groups_of(exemplars)[:400])) == 20


def test_a_drawn_code_counts_by_the_inverse_of_its_probability():
    human = human_of(*(("draw-1", "drawn", f"d{k}#1", f"d{k}.txt", "work") for k in range(4)))
    human.draws["probability"] = [0.5, 0.5, 0.1, 0.1]
    counts = counts_of(taught_by(human, "all"))
    assert counts[2] == pytest.approx(5 * counts[0])
    assert counts.sum() == pytest.approx(4 * HUMAN_COUNTS)


def test_every_human_code_calibrates_and_counts_for_several_exemplars():
    exemplars = [Exemplar("written", frozenset())] * 5000 + [labelled("a")] * 3
    rows = checked_rows(exemplars, 0).rows
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
    of_those = KernelHead.fit(vectors[5:], carried[5:, 1:])
    np.testing.assert_allclose(one[:, 1], of_those.score(vectors)[:, 0], atol=1e-10)
    silent = np.zeros((40, 1), dtype=bool)
    assert not KernelHead.fit(vectors, carried[:, :1], silent).coefficients.any()
