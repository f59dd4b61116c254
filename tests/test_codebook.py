import csv

import pytest

from pipeline.codebook import load_codebook, load_exemplars
from pipeline.config import ROOT
from pipeline.errors import ConfigError

THEME = '[[theme]]\nid = "{}"\nname = "N"\ndefinition = "D"\n'


def codebook(tmp_path, *blocks, version='version = "1"\n'):
    path = tmp_path / "codebook.toml"
    path.write_text(version + "".join(blocks), encoding="utf-8")
    return path


def test_the_shipped_codebook_has_the_five_themes():
    shipped = load_codebook(ROOT / "corpus" / "codebook.toml")
    assert shipped.theme_ids == ["image", "engagement", "economy", "faith", "data_monitoring"]
    assert all(theme.definition and theme.seeds and theme.negative_seeds for theme in shipped.theme)


def test_the_shipped_exemplars_are_many_different_and_half_without_a_code():
    with (ROOT / "corpus" / "exemplars.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) >= 300
    assert len({row["text"] for row in rows}) == len(rows)
    assert 0.4 < sum(not row["codes"] for row in rows) / len(rows) < 0.6
    assert len({row["genre"] for row in rows}) >= 8
    assert len({row["decade"] for row in rows}) >= 5


@pytest.mark.parametrize(
    ("blocks", "said"),
    [
        ([], "has no theme"),
        ([THEME.format("a"), THEME.format("a")], "has the theme a more than once"),
        ([THEME.format("Bad id")], "theme.0.id"),
        ([THEME.format("a") + 'parent = "b"\n'], "the parent of a, b, is no theme"),
        ([THEME.format("a") + 'parent = "b"\n', THEME.format("b") + 'parent = "a"\n'], "its own parent"),
        ([THEME.format("a") + 'colour = "red"\n'], "unknown key; known: id, name, definition"),
    ],
)
def test_a_codebook_that_cannot_be_used_is_refused(tmp_path, blocks, said):
    with pytest.raises(ConfigError) as caught:
        load_codebook(codebook(tmp_path, *blocks))
    assert said in str(caught.value)


def test_a_sub_code_brings_its_parents(tmp_path):
    book = load_codebook(codebook(tmp_path, THEME.format("a"), THEME.format("b") + 'parent = "a"\n', THEME.format("c") + 'parent = "b"\n'))
    assert book.with_parents({"c"}) == {"a", "b", "c"}


def test_codes_that_the_codebook_lacks_are_left_out_of_exemplars(tmp_path):
    path = tmp_path / "exemplars.csv"
    path.write_text('text,codes,genre,decade\n"one, two",a;x,,\nthree,,,\n', encoding="utf-8")
    exemplars = load_exemplars(path, load_codebook(codebook(tmp_path, THEME.format("a"))))
    assert [(e.text, sorted(e.codes)) for e in exemplars] == [("one, two", ["a"]), ("three", [])]


@pytest.mark.parametrize(("text", "said"), [("words,codes\n", "has no column text"), ("text,codes\n", "has no rows")])
def test_exemplars_that_cannot_be_used_are_refused(tmp_path, text, said):
    path = tmp_path / "exemplars.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=said):
        load_exemplars(path, load_codebook(codebook(tmp_path, THEME.format("a"))))
