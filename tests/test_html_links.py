"""Of a page's links those that only serve its reader are no text, and its title is what it is about. Pages, people and places are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import Ingest
from pipeline.importers.html_titles import page_title
from pipeline.importers.html_tree import tree_of
from pipeline.importers.reading import read_document
from pipeline.ingest import ingest, list_files
from pipeline.sources import Source

COLD = "The hall is cold in winter, and people of the estate asked the council to heat it before the autumn begins again, and to say so in public."
LATE = "The buses are late, and nobody asked the people who use them what they need in the evenings and on Sundays, when most of them are at home."
KNOWN = "Families who moved there in the spring said that they know nobody by name, and that the hall would be the place to meet."


def page(folder: Path, inside: str, head: str = "") -> Source:
    path = folder / "a.html"
    path.write_text(f"<html><head>{head}</head><body><div>{inside}</div></body></html>", encoding="utf-8")
    sources = read_document(path, "html", Ingest())
    assert isinstance(sources, list)
    return sources[0]


def lines(source: Source) -> list[str]:
    return [source.text[block.start : block.end] for block in source.blocks if block.kind != "boilerplate"]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="#top">Back to top</a>',
        '<a href="#top">Return to top of page</a>',
        '<a href="#">Top</a>',
        '<a href="#">^ Top of page</a>',
        '<a href="#content">Skip to main content</a>',
        '<a href="#cynnwys">Neidio i’r prif gynnwys</a>',
        '<a href="javascript:window.print()">Print this page</a>',
        '<a href="javascript:print()">Print</a> | <a href="mailto:?subject=x">Email this page</a>',
        '<a href="https://www.facebook.com/sharer.php?u=x">Share on Facebook</a>',
    ],
)
@pytest.mark.parametrize("around", ["<p>{}</p>", "<p>" + LATE + " {}</p>", "<p>{} " + LATE + "</p>"])
def test_a_link_that_only_serves_the_reader_is_no_text_alone_or_in_a_paragraph(tmp_path: Path, link: str, around: str) -> None:
    found = lines(page(tmp_path, f"<h1>Trust</h1><p>{COLD}</p>{around.format(link)}<p>{KNOWN}</p>"))
    assert found == ["Trust", COLD, *([LATE] if LATE in around else []), KNOWN]


def test_a_line_of_places_to_share_a_page_is_no_text(tmp_path: Path) -> None:
    share = 'Share: <a href="https://twitter.com/intent/tweet">Twitter</a> <a href="https://www.facebook.com/sharer.php">Facebook</a>'
    assert lines(page(tmp_path, f"<h1>Trust</h1><p>{COLD}</p><p>{share}</p><p>{KNOWN}</p>")) == ["Trust", COLD, KNOWN]


def test_characters_that_no_page_can_have_take_none_of_its_words(tmp_path: Path) -> None:
    source = page(tmp_path, f"<h1>Trust</h1><p>{COLD}</p><script>x</script>\x01&#2;&#x1F;<p>{LATE}\x0c</p>")
    assert lines(source) == ["Trust", COLD, LATE]


@pytest.mark.parametrize(
    "sentence",
    [
        'You can <a href="#form">comment</a> on the plan until May, and the council will read what the people of the estate say.',
        'They met on <a href="https://www.facebook.com/hall">Facebook</a> before they met in the hall, and were glad of both of them.',
        'Those at the <a href="#top">top</a> of the hill have no bus at all, and those at the foot of it have two of them an hour.',
        'Many <a href="#note">share</a> a kitchen with people whom they have never met before, and some of them have become friends.',
    ],
)
def test_a_link_within_a_sentence_stays(tmp_path: Path, sentence: str) -> None:
    plain = sentence.replace("</a>", "").split("<a ")[0] + sentence.split(">", 1)[1].replace("</a>", "")
    assert plain in lines(page(tmp_path, f"<h1>Trust</h1><p>{COLD}</p><p>{sentence}</p>"))


def test_a_line_that_is_only_a_link_to_a_file_is_kept_and_is_no_prose(tmp_path: Path) -> None:
    source = page(
        tmp_path, f'<h1>Payments</h1><p>{COLD}</p><p><a href="2013 to 2014.pdf">What was paid from April 2013 to March 2014</a></p><p>{LATE}</p>'
    )
    assert [(block.kind, source.text[block.start : block.end]) for block in source.blocks][2] == (
        "boilerplate",
        "What was paid from April 2013 to March 2014",
    )


@pytest.mark.parametrize("around", ["<ul><li>{}</li></ul>", "<p>{}</p>"])
def test_a_link_to_a_file_whose_words_make_a_sentence_is_what_the_page_says(tmp_path: Path, around: str) -> None:
    claim = "Residents of Mill Lane say that racism on the estate is rising"
    source = page(tmp_path, f"<h1>Trust</h1><p>{COLD}</p>{around.format(f'<a href=a.pdf>{claim}</a>')}<p>{LATE}</p>")
    assert [block.kind for block in source.blocks if claim in source.text[block.start : block.end]] == [
        "list_item" if "li" in around else "paragraph"
    ]


SITE = '<meta property="og:site_name" content="Hillford Together">'


@pytest.mark.parametrize(
    ("head", "inside", "title"),
    [
        ("<title>Trust in towns - Overwick Borough Council</title>", "<h1>Home</h1>", "Trust in towns"),
        ("<title>Overwick Borough Council | Trust in towns</title>", "<h1>Welcome</h1>", "Trust in towns"),
        (f"<title>Trust in towns – Hillford Together</title>{SITE}", "<h1>Meeting</h1>", "Trust in towns"),
        ("<title>Decision - Trust in towns - Overwick Borough Council</title>", "<h1>Decision details</h1>", "Trust in towns"),
        ("<title>Trust in towns - a study</title>", "<h1>Home</h1>", "Trust in towns - a study"),
        ("<title>Trust in towns - Overwick Borough Council</title>", "", "Trust in towns"),
        ("<title>Trust in towns</title>", "<h1>Home</h1><h2>Bus fares</h2>", "Bus fares"),
        ("<title>Trust in towns</title>", "<h1>Bus fares</h1>", "Bus fares"),
        ("<title>Home</title>", "<h1>Welcome</h1>", "Welcome"),
        ("<title>Meeting - Trust panel, 3 May 2016</title>", "<h1>Meeting</h1><h2>Downloads</h2>", "Trust panel, 3 May 2016"),
        ("<title>Meeting - Trust panel</title>", "<h1>Meeting</h1><h2>Related documents</h2><h2>Contact us</h2>", "Trust panel"),
        ("", "<h1>Home</h1>", "Home"),
    ],
)
def test_a_title_that_every_page_has_gives_way_to_the_pages_own_less_the_name_of_the_site(tmp_path: Path, head: str, inside: str, title: str) -> None:
    page(tmp_path, f"{inside}<p>{COLD}</p><p>{LATE}</p>", head)
    made = ingest(list_files(tmp_path)[0], tmp_path, Ingest())
    assert list(made.documents["title"]) == [title]
    assert made.problems.empty


@pytest.mark.parametrize(("kind", "body"), [("Home", "Overwick Borough Council"), ("Welcome", "Mill Park Community Trust")])
def test_a_page_that_names_its_kind_and_its_body_only_calls_itself_by_both(kind: str, body: str) -> None:
    tree = tree_of(f"<html><head><title>{kind} - {body}</title></head><body><h1>{kind}</h1><p>{COLD}</p></body></html>")
    assert tree is not None
    assert page_title(tree) == f"{kind} - {body}"


def test_a_page_of_welcome_is_titled_by_its_body_too(tmp_path: Path) -> None:
    page(tmp_path, f"<h1>Welcome</h1><p>{COLD}</p><p>{LATE}</p>", "<title>Welcome - Mill Park Community Trust</title>")
    made = ingest(list_files(tmp_path)[0], tmp_path, Ingest())
    assert list(made.documents["title"]) == ["Welcome - Mill Park Community Trust"]
