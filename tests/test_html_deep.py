"""Pages whose elements stand deep in one another lose no word and take no longer than others. All places are invented."""

import pytest

from pipeline.config import Ingest
from pipeline.importers.html_shown import shown
from pipeline.importers.html_tree import DEEPEST, tree_of
from pipeline.importers.reading import read_document


def texts(page):
    return [found.piece.text for found in shown(tree_of(page))]


def depth(tree):
    return max(len(list(node.iterancestors())) for node in tree.iter())


def test_work_does_not_double_with_each_nested_element():
    assert texts("<div>" * 60 + "Hall" + "</div>" * 60) == ["Hall"]


@pytest.mark.parametrize(
    "page",
    [
        "".join(f"<p><font size=2>Street {n} of Alder met." for n in range(600)),
        "".join(f"<div>Street {n} of Alder met." for n in range(300)),
        "".join(f"<blockquote><p>Street {n} of Alder met.</p>" for n in range(300)),
        "".join(f"<p><b><i><span>Street {n} of Alder met." for n in range(400)),
    ],
)
def test_text_is_read_in_order_however_deep_it_stands(tmp_path, page):
    expected = [f"Street {n} of Alder met." for n in range(page.count("Street"))]
    assert texts(page) == expected
    path = tmp_path / "a.html"
    path.write_text(f"<title>Alder</title><body>{page}", encoding="utf-8")
    (source,) = read_document(path, "html", Ingest())
    assert source.text.split("\n\n") == [*expected[:-1], f"{expected[-1]}\n"]


def test_no_words_are_lost_of_tables_within_tables_without_end():
    page = "".join(f"<table><tr><td>Street {n} of Alder met." for n in range(400))
    assert " ".join(texts(page)).replace("| ", "") == " ".join(f"Street {n} of Alder met." for n in range(400))


def test_words_within_a_deep_paragraph_stay_in_it_and_those_after_it_do_not():
    page = "<div>" * 2 * DEEPEST + "<p>The <b>hall</b> of <a href=x>Alder</a> opens.</p>On Saturdays.<script>no words</script>"
    assert texts(page) == ["The hall of Alder opens.", "On Saturdays."]


def test_a_page_is_never_deeper_than_what_reads_it_bears():
    assert depth(tree_of("<div>" * 1500 + "Hall" + "</div>" * 1500)) <= DEEPEST + 1
    assert texts("<div>" * 1500 + "Hall" + "</div>" * 1500 + "<p>Park</p>") == ["Hall", "Park"]


@pytest.mark.parametrize("between", ["<div></div>", "<hr>", "<table></table>", "<!-- x --><p>"])
def test_a_block_without_words_parts_what_stands_on_either_side(between):
    assert texts(f"<div>Hall{between}Park</div>") == ["Hall", "Park"]


def test_what_a_table_holds_outside_its_cells_is_kept():
    assert texts("<div><table><caption>Rooms</caption><tr><td>Hall<td>Jo Lee</table></div>") == ["Rooms", "Hall | Jo Lee"]


@pytest.mark.parametrize("tag", ["font", "b", "span"])
@pytest.mark.parametrize("levels", [60, 300])
def test_words_before_the_first_line_break_stay_where_every_line_opens_what_nothing_closes(tmp_path, tag, levels):
    lines = [f"Street {n} of Alder met in the hall to say what it makes of the roads." for n in range(levels)]
    path = tmp_path / "a.html"
    path.write_text("<title>Alder</title><body>" + "".join(f"<{tag}>{line}<br>" for line in lines), encoding="utf-8")
    (source,) = read_document(path, "html", Ingest())
    assert source.text.split() == " ".join(lines).split()
