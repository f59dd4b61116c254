"""Groups are found by the words of a list that a person may edit, and counted by documents and passages under each theme."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pandas as pd
import pytest
from invented_study import Invented

from pipeline.config import ROOT
from pipeline.errors import ConfigError
from pipeline.evidence import Evidence
from pipeline.groups_spoken import SpokenGroup, count_groups, counted_groups, pattern_of, read_groups, say_words, tell_spoken
from pipeline.tables import TABLES


def found(words: str, text: str) -> bool:
    return pattern_of(SpokenGroup("kind", "Group", tuple(words.split(";")))).search(text) is not None


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("carer", "A Carer spoke."),
        ("young people", "Young\npeople and young-people’s clubs"),
        ("Sikh*", "Sikhs met at the hall"),
        ("disabilit*", "her DISABILITY"),
        ("Roma", "Roma families"),
        ("NEET", "those who are NEET"),
    ],
)
def test_words_are_found_whole_in_any_case_and_with_any_ending_where_a_star_admits_it(words: str, text: str) -> None:
    assert found(words, text)


@pytest.mark.parametrize(
    ("words", "text"), [("carer", "careers"), ("Polish", "they polish it"), ("Roma", "Romans"), ("NEET", "neet"), ("men", "women")]
)
def test_parts_of_words_and_small_letters_for_a_name_are_not(words: str, text: str) -> None:
    assert not found(words, text)


def test_a_phrase_that_is_passed_over_is_none_and_the_same_word_beside_it_is(tmp_path: Path) -> None:
    path = tmp_path / "groups.csv"
    path.write_text("kind,group,words\nfamily,Families,family;families;!family group*\n", encoding="utf-8")
    (group,) = read_groups(path)
    assert (group.words, group.but) == (("family", "families"), ("family group*",))
    assert not pattern_of(group).search("The borough is compared with its family-group of towns and its family grouping.")
    assert pattern_of(group).search("The family group of towns has many a family.")
    assert say_words((group,)) == ("Families (2 words): family, families; but not family group*.",)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Older persons were heard.", "Older people"),
        ("It was left to the older generation.", "Older people"),
        ("The elders of the chapel came.", "Older people"),
        ("Younger generations have left.", "Young people"),
        ("Those who are learning English meet on Mondays.", "People who learn English"),
        ("There is a language barrier at the surgery.", "People who learn English"),
        ("Wardens compared the ward with others of its family group.", None),
    ],
)
def test_the_list_that_is_shipped_finds(text: str, name: str | None) -> None:
    spoken = [group.name for group in read_groups(ROOT / "corpus" / "groups.csv") if pattern_of(group).search(text)]
    assert spoken == ([name] if name else [])


def test_documents_and_passages_are_counted_under_each_theme() -> None:
    study = Invented(years=(2008, 2010, None))
    segments = study.segments()
    texts = segments["text"].mask(segments["segment_id"].isin(segments["segment_id"][[0, 4, 5]]), "Carers met villagers.")
    groups = (SpokenGroup("family", "Carers", ("carers",)), SpokenGroup("place", "Sailors", ("sailor*",)))
    counts = count_groups(segments.assign(text=texts, codable=segments.index != 5), study.codings(), groups)
    told = {row.theme_id: (row.n_documents, row.n_segments) for row in counts.itertuples()}
    assert told == {"": (2, 2), "image": (2, 2), "economy": (1, 1), "jobs": (1, 1)}


def test_groups_that_no_passage_speaks_of_are_named() -> None:
    spoken = tell_spoken(Evidence(**Invented().tables()))
    assert spoken.table.rows == (("Townspeople", "place", "3 (12)", "3 (3)", "1 (2)"),)
    assert spoken.absent == "No passage that counts speaks, in the words of the list, of: Villagers."
    without = TABLES["segments"].frame(Invented().segments().assign(codable=False))
    assert tell_spoken(Evidence(**Invented().tables() | {"segments": without})).table.rows == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kind,group\nage,Children\n", "no column words"),
        ("kind,group,words\nage,,child\n", "line 2: a group needs a name"),
        ("kind,group,words\nage,Children,;\n", "line 2: a group needs a name and at least one word"),
        ("kind,group,words\nage,Children,child\nage,Children,children\n", "line 3: the group Children has a row already"),
        ("kind,group,words\nage,Children,ch*ld\n", "line 2: * may only stand at the end"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_with_the_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "groups.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=said.replace("*", r"\*")):
        read_groups(path)


def test_the_list_that_is_shipped_can_be_read_and_names_no_group_twice() -> None:
    groups = read_groups(ROOT / "corpus" / "groups.csv")
    assert {"Young people", "Women", "Older people", "Disabled people", "Carers", "Gypsies, Roma and Travellers"} <= {group.name for group in groups}
    assert len(groups) == len({group.name for group in groups})


def test_groups_are_told_of_as_they_were_counted_before_texts_were_emptied() -> None:
    tables = Invented().tables()
    emptied = tables["segments"].assign(text="")
    groups = counted_groups(tables["segments"], tables["codings"], tables["groups"])
    told = tell_spoken(Evidence(**tables | {"segments": emptied, "groups": groups}))
    assert told == tell_spoken(Evidence(**tables))
    assert tell_spoken(Evidence(**tables | {"segments": emptied})).table.rows == ()


@pytest.mark.parametrize("seed", range(20))
def test_what_is_found_is_what_reading_every_text_for_every_group_finds(seed: int) -> None:
    drawn = random.Random(seed)
    parts = [
        "young",
        "Young",
        "YOUNG",
        "people",
        "people’s",
        "peoples",
        "muslim",
        "Muslims",
        "Muslim",
        "imam",
        "Imams",
        "İmam",
        "carer",
        "carers",
        "care",
    ]
    marks = [" ", "\n", "-", ", ", "’", "_", "x", ". "]
    texts = ["".join(drawn.choice(parts) + drawn.choice(marks) for _ in range(drawn.randint(1, 6))) for _ in range(60)]
    groups = (
        SpokenGroup("age", "Young people", ("young people", "young muslim*")),
        SpokenGroup("faith", "Muslims", ("Muslim*", "imam", "imams")),
        SpokenGroup("family", "Carers", ("carer*", "people’s care")),
        SpokenGroup("family", "Carers but for some", ("carer*", "care"), ("carer people",)),
    )
    segments = pd.DataFrame({"segment_id": [f"a#{n}" for n in range(60)], "document_id": "a", "text": texts, "codable": True})
    codings = pd.DataFrame({"segment_id": segments["segment_id"], "theme_id": "image", "assigned": False})
    counts = count_groups(segments, codings, groups).set_index("group")["n_segments"]
    expected = {group.name: sum(_plainly(group, text) for text in texts) for group in groups}
    assert counts.to_dict() == {name: n for name, n in expected.items() if n}


def _plainly(group: SpokenGroup, text: str) -> bool:
    """Tell whether a text has one of the group's phrases, and the first word of one among its own in small letters."""
    words = set(re.findall(r"\w+", text.lower()))
    firsts = [(re.findall(r"\w+", phrase.lower())[0], phrase.endswith("*") and len(phrase.split()) == 1) for phrase in group.words]
    near = any(word in words or (begins and any(own.startswith(word) for own in words)) for word, begins in firsts)
    return near and pattern_of(group).search(text) is not None
