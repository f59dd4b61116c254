"""Drafts of codes load as TOML and as a codebook, and name nothing that is taken."""

from __future__ import annotations

import tomllib

import pytest

from pipeline.candidates import candidates_toml, draft_codes
from pipeline.codebook import Codebook, Theme, load_codebook
from pipeline.config import ROOT
from pipeline.tables import CANDIDATES, CROSSWALK, TOPICS

BOOK = Codebook(version="1", theme=(Theme(id="work", name="Work", definition="D"), Theme(id="road_bridge", name="Roads", definition="D")))


def topic(number, *words, **changes):
    row = {"topic_id": f"free-{number:02d}", "kind": "free", "theme_id": None, "label": "L", "top_words": list(words), "n_segments": 30 - number}
    return row | {"n_documents": 9, "top_document_share": 0.2, "stability": 0.8, "fragile": False} | changes


def met(topic_id, relation="candidate", decided_by="rule", n_both=3):
    rows = [{"topic_id": topic_id, "theme_id": theme_id, "n_both": n_both * (theme_id == "work")} for theme_id in BOOK.theme_ids]
    rest = {"share_of_theme": 0.1, "lift": 1.0, "relation": relation, "decided_by": decided_by}
    return [row | rest | {"share_of_topic": row["n_both"] / 30} for row in rows]


def drafted(topics, crosswalk, typical=None):
    return draft_codes(TOPICS.frame(topics), CROSSWALK.frame(crosswalk), typical or {}, BOOK, 300)


TOPIC = topic(1, "police", "night patrol", "warden", "lighting", "theft", "crime")


def test_a_draft_has_id_name_definition_words_and_share():
    draft = CANDIDATES.validate(drafted([TOPIC], met("free-01"), {"free-01": ("police", "alley", "street light")})).iloc[0]
    assert draft["code_id"] == "police_night_patrol"
    assert draft["name"] == "Police, night patrol, warden"
    assert draft["definition"] == "Police, night patrol, warden, lighting and theft."
    assert draft["include"] == ["alley", "street light"]
    assert draft["seeds"] == TOPIC["top_words"]
    assert draft["expected_share"] == pytest.approx(29 / 300, abs=1e-3)
    assert (draft["nearest_theme_id"], draft["nearest_share"]) == ("work", 0.1)


@pytest.mark.parametrize("words", [("road", "bridge"), ("émigré", "café"), ("2019", "x"), ('say "so"', "back\\slash"), ()])
def test_drafts_appended_to_a_codebook_load_as_one(tmp_path, words):
    candidates = drafted([topic(1, *words), topic(2, *words)], met("free-01") + met("free-02", n_both=0))
    text = candidates_toml(candidates)
    assert len(tomllib.loads(text)["theme"]) == 2
    path = tmp_path / "codebook.toml"
    path.write_text((ROOT / "corpus" / "codebook.toml").read_text(encoding="utf-8") + "\n" + text, encoding="utf-8")
    book = load_codebook(path)
    shipped = load_codebook(ROOT / "corpus" / "codebook.toml")
    assert book.theme_ids == [*shipped.theme_ids, *candidates["code_id"]]
    assert all(book[code_id].seeds == tuple(words or ["L"]) for code_id in candidates["code_id"])


def test_an_id_is_made_of_letters_without_accents():
    assert drafted([topic(1, "émigré", "café")], met("free-01"))["code_id"].to_list() == ["emigre_cafe"]


def test_an_id_that_a_theme_or_an_earlier_draft_has_is_not_given_again():
    found = drafted([topic(1, "road", "bridge"), topic(2, "road", "bridge")], met("free-01") + met("free-02"))
    assert found["code_id"].to_list() == ["road_bridge_2", "road_bridge_3"]


@pytest.mark.parametrize(
    ("changes", "crosswalk", "offered"),
    [
        ({}, met("free-01"), True),
        ({"stability": None}, met("free-01"), True),
        ({"stability": 0.3, "fragile": True}, met("free-01"), False),
        ({"stability": 0.3, "fragile": True}, met("free-01", decided_by="me"), True),
        ({}, met("free-01", relation="part"), False),
        ({"n_segments": 0}, met("free-01"), False),
    ],
    ids=["found again", "not measured", "fragile", "fragile, and a person holds it for one", "part of a theme", "no segment"],
)
def test_a_draft_is_offered_for_topics_that_no_theme_covers_and_that_are_found_again(changes, crosswalk, offered):
    found = drafted([TOPIC | changes], crosswalk)
    assert len(found) == offered
    assert ("[[theme]]" in candidates_toml(found)) == offered


def test_without_a_candidate_the_file_says_so_and_is_still_toml():
    text = candidates_toml(CANDIDATES.empty())
    assert "There is none." in text
    assert tomllib.loads(text) == {}


def test_the_largest_stands_first():
    found = drafted([topic(3, "a"), topic(1, "b")], met("free-03") + met("free-01"))
    assert candidates_toml(found).index("free-01") < candidates_toml(found).index("free-03")
