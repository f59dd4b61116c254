import numpy as np
import pandas as pd
import pytest

from pipeline.codebook import Codebook, Theme
from pipeline.discover import discover
from pipeline.tables import CODINGS, PROBLEMS, VECTORS
from pipeline.topic_ids import Numbers
from pipeline.topic_training import Described

CODEBOOK = Codebook(version="1", theme=(Theme(id="work", name="Work", definition="D"),))


class Placed:
    """A fitted topic model of one guided and one free topic: a segment joins the one that its vector points to."""

    theme_ids = ("work",)
    within = ()

    def __init__(self, stability=None, guided=None):
        self.described = Described(Numbers((1,), 1), (("job",), ("road",)), (guided, stability), (("road sign",),))

    def place(self, segments, matrix):
        return matrix.argmax(axis=1), matrix.max(axis=1)


def discovered(*decisions, stability=None, guided=None, codebook=CODEBOOK, codable=4):
    ids = [f"d{n}#{n}" for n in range(4)]
    rows = [dict(zip(("topic_id", "theme_id", "relation", "decided_by"), row, strict=True)) for row in decisions]
    return discover(
        documents=pd.DataFrame({"document_id": [i.split("#")[0] for i in ids], "quotable": None}),
        segments=pd.DataFrame(
            {"segment_id": ids, "document_id": [i.split("#")[0] for i in ids], "codable": np.arange(4) < codable, "text": "T", "n_words": 9}
        ),
        vectors=VECTORS.frame({"segment_id": ids[:codable], "vector": list(np.eye(2, dtype="float32")[[0, 0, 1, 1][:codable]])}),
        codings=CODINGS.frame([{"segment_id": i, "theme_id": "work", "score": 0.5, "assigned": n < 2, "why": None} for n, i in enumerate(ids)]),
        model=Placed(stability, guided),
        codebook=codebook,
        crosswalk_decisions=pd.DataFrame(rows, columns=["topic_id", "theme_id", "relation", "decided_by"], dtype="str") if decisions else None,
    )


@pytest.mark.parametrize(
    ("topic_id", "theme_id", "said"),
    [
        ("free-09", "work", "names the topic free-09, which does not exist"),
        ("free-01", "jobs", "names the theme jobs, which does not exist"),
        ("free-09", "jobs", "names the topic free-09, which does not exist and names the theme jobs, which does not exist"),
        (None, "work", "names no topic"),
    ],
)
def test_a_decision_on_what_is_not_there_is_a_problem_with_its_row(topic_id, theme_id, said):
    problems = PROBLEMS.validate(discovered(("free-01", "work", "part", "me"), (topic_id, theme_id, "core", "me")).problems)
    assert problems[["stage", "path", "code", "severity"]].to_numpy().tolist() == [["discover", "decisions/crosswalk.csv", "orphan-row-3", "warning"]]
    assert problems["message"].iloc[0] == f"Row 3 of decisions/crosswalk.csv {said}; the decision is not used."
    assert problems["remedy"].iloc[0]


def test_of_two_decisions_on_a_pair_the_last_is_used_and_the_first_is_a_problem():
    found = discovered(("free-01", "work", "part", "me"), ("free-01", "work", "core", "you"))
    assert found.problems["code"].to_list() == ["replaced-row-2"]
    assert found.crosswalk.set_index("topic_id").loc["free-01", ["relation", "decided_by"]].to_list() == ["core", "you"]


@pytest.mark.parametrize("decisions", [(), (("free-01", "work", "part", "me"),)])
def test_decisions_that_are_used_are_no_problem(decisions):
    assert len(discovered(*decisions).problems) == 0


@pytest.mark.parametrize(("stability", "fragile"), [(None, False), (0.5, True), (0.6, False)])
def test_a_topic_whose_stability_was_not_measured_has_none_and_is_not_called_fragile(stability, fragile):
    free = discovered(stability=stability).topics.set_index("topic_id").loc["free-01"]
    assert free["fragile"] == fragile
    assert pd.isna(free["stability"]) == (stability is None)


@pytest.mark.parametrize(("relation", "candidate"), [("part", False), ("core", False), ("unrelated", True), (None, True)])
def test_a_topic_that_a_person_counts_to_a_theme_is_no_candidate_for_a_new_code(relation, candidate):
    book = Codebook(version="1", theme=(*CODEBOOK.theme, Theme(id="prayer", name="Prayer", definition="D")))
    found = discovered(*((("free-01", "prayer", relation, "me"),) if relation else ()), codebook=book)
    own = found.crosswalk[found.crosswalk["topic_id"] == "free-01"]
    assert ("candidate" in set(own["relation"])) == candidate
    assert len(found.candidates) == candidate
    assert (b"[[theme]]" in found.files["codebook_candidates.toml"]) == candidate


def test_a_guided_topic_that_is_not_found_again_is_fragile():
    topics = discovered(guided=0.3).topics.set_index("topic_id")
    assert topics.loc["theme-work", "fragile"]
    assert topics.loc["theme-work", "stability"] == 0.3


@pytest.mark.parametrize(("codable", "topics"), [(3, ["theme-work", "theme-work", "free-01", "-1"]), (0, ["-1"] * 4)])
def test_a_segment_that_cannot_be_coded_has_no_topic_and_needs_no_vector(codable, topics):
    placements = discovered(codable=codable).placements
    assert placements["topic_id"].to_list() == topics
    assert (placements["weight"] > 0).to_list() == [topic != "-1" for topic in topics]
