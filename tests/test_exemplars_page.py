"""The page on exemplars: its counts are those of the file."""

from docs.write_counts import BEGIN, END, PAGE, counts, current


def test_the_counts_on_the_page_are_those_of_the_file():
    page = PAGE.read_text(encoding="utf-8")
    assert current(page) == page, "the exemplars have changed; write the counts anew: .venv/bin/python -m docs.write_counts"


def test_the_page_has_each_marker_once():
    page = PAGE.read_text(encoding="utf-8")
    assert [page.count(marker) for marker in (BEGIN, END)] == [1, 1]


def test_counts_follow_the_file(tmp_path):
    exemplars = tmp_path / "exemplars.csv"
    exemplars.write_text(
        "text,codes,genre,decade\nA mosque.,faith,minutes,1990s\nA job at a church.,faith;economy,minutes,2000s\nRain.,,speech,1990s\n"
    )
    written = counts(exemplars)
    assert "3 exemplars" in written
    for row in ("| faith | 2 | 66.7 |", "| economy | 1 | 33.3 |", "| image | 0 | 0.0 |", "| none | 1 | 33.3 |", "| two codes or more | 1 | 33.3 |"):
        assert row in written
    assert written.index("| minutes | 2 |") < written.index("| speech | 1 |")
    assert written.index("| 1990s | 2 |") < written.index("| 2000s | 1 |")


def test_tricky_exemplars_are_those_that_seeds_alone_would_get_wrong(tmp_path):
    exemplars = tmp_path / "exemplars.csv"
    exemplars.write_text(
        "text,codes,genre,decade\nA mosque.,faith,minutes,1990s\nA mosque.,,minutes,1990s\nAll knelt.,faith,minutes,1990s\nRain.,,speech,1990s\n"
    )
    written = counts(exemplars)
    assert "Tricky are 2 exemplars (50.0% of 4)" in written
    assert "| faith | 1 | 1 |" in written
