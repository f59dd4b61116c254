"""Web pages give their main text and nothing that stands around it. All pages, places and people in tests/pages are invented."""

import hashlib
import re
from pathlib import Path

import pytest

from pipeline.config import Ingest
from pipeline.dating import date_of
from pipeline.importers.reading import read_document

PAGES = Path(__file__).parent / "pages"
PROSE = (
    "The forum heard that people of Elmbridge seldom meet those of other streets, and asked for the hall to be opened on Saturdays, free of charge, "
    "to every group that has members from more than one part of the town and is ready to cook for the others."
)


def read(path):
    (source,) = read_document(path, "html", Ingest())
    covered = "".join(source.text[b.start : b.end] for b in source.blocks)
    assert "".join(covered.split()) == "".join(source.text.split())
    return source


def shown(source):
    return [(block.kind, source.text[block.start : block.end]) for block in source.blocks]


def written(tmp_path, body, head=""):
    path = tmp_path / "a.html"
    path.write_text(f'<html lang="en"><head><meta charset="utf-8"><title>Elmbridge</title>{head}</head><body>{body}</body></html>', encoding="utf-8")
    return path


def substance(source):
    return [text for kind, text in shown(source) if kind != "boilerplate"]


def test_a_govuk_page_gives_all_of_its_text_and_none_of_its_frame():
    source = read(PAGES / "govuk_news.html")
    made = shown(source)
    assert [text for kind, text in made if kind == "heading"] == [
        "Towns to share fund for meeting places",
        "What the fund is for",
        "How towns apply",
        "Figures",
    ]
    assert [text for kind, text in made if kind == "list_item"] == [
        "village and church halls",
        "community gardens",
        "shared kitchens",
        "Ask the people who will use the place.",
        "Write down what they said, and what you will do about it.",
    ]
    assert [text for kind, text in made if kind == "table"] == ["Town | Places", "Hathersby | 4", "Orlestead | 2"]
    words = " ".join(substance(source))
    assert "A local authority may apply" in words
    assert "We had nowhere to sit together" in words
    for left_out in ("cookie", "beta", "Births", "Home", "Contents", "Share", "Related", "Evening buses", "useful", "survey", "PDF", "updated"):
        assert left_out not in words


def test_a_govuk_page_is_dated_by_its_publication():
    assert read(PAGES / "govuk_news.html").date == "2014-03-03"
    assert read(PAGES / "govuk_publication.html").date == "2016-06-21"


def test_a_govuk_publication_keeps_numbered_headings_and_footnotes():
    made = shown(read(PAGES / "govuk_publication.html"))
    assert [text for kind, text in made if kind == "heading"][1:] == ["1. Summary", "2. What people told us", "2.1 Work and wages", "3. Next steps"]
    assert [text for kind, text in made if kind == "footnote"] == [
        "Interviews followed a guide that is printed in the annex.",
        "Sheds owned by one firm only; two others did not answer.",
    ]
    assert ("table", "Asked by post | 62") in made
    assert not any("Back to top" in text or "cookies" in text for _, text in made)


def test_a_news_page_leaves_out_teasers_sign_up_sharing_and_comments():
    source = read(PAGES / "local_news.html")
    made = shown(source)
    assert [text for kind, text in made if kind == "heading"] == ["Choir fills the old mill", "What comes next"]
    assert [text for kind, text in made if kind == "list_item"] == [
        "A winter concert with the school at Orlestead",
        "Lessons for those who think that they cannot sing",
    ]
    assert sum(kind == "paragraph" and len(text.split()) > 15 for kind, text in made) == 5
    for left_out in ("inbox", "Bakery", "bakers", "READ MORE", "Onebook", "comment", "Most read", "share it", "rights reserved"):
        assert left_out not in source.text
    assert source.date == "2017-09-08"


CONSENT = {
    "onetrust": '<div id="onetrust-consent-sdk"><div id="onetrust-banner-sdk" role="region"><h2>We value your privacy</h2><p>By clicking accept you agree to the storing of cookies on your device.</p><button>Accept all</button></div></div>',
    "cookiebot": '<div id="CybotCookiebotDialog" class="x"><h2>This website uses cookies</h2><p>We use cookies to personalise content and ads.</p><table><tr><td>Necessary</td><td>12</td></tr></table><a href="#">Allow all</a></div>',
    "quantcast": '<div class="qc-cmp2-container"><div><h2>We value your privacy</h2><p>We and our 812 partners store personal data such as unique identifiers.</p><button>AGREE</button></div></div>',
    "civic": '<div id="ccc" role="region"><div id="ccc-content"><h2>This site uses cookies to store information on your computer.</h2><p>Some are needed; others help us to improve the site.</p></div></div>',
    "cookieconsent": '<div role="dialog" aria-label="cookieconsent" class="cc-window cc-banner"><span id="cookieconsent:desc">This website uses cookies to ensure you get the best experience.</span><a class="cc-btn">Got it!</a></div>',
    "dialogue": '<section role="dialog" aria-modal="true"><h2>Before you go on</h2><p>With your agreement, we and our partners use cookies and personal data.</p><button>Disagree and close</button></section>',
    "nameless": '<div class="z9"><p>We use cookies so that the site works, and others to count its visitors.</p><button>Reject optional</button><button>Accept</button></div>',
}


@pytest.mark.parametrize("vendor", CONSENT)
@pytest.mark.parametrize("inside", [False, True])
def test_consent_is_no_text_whoever_asks_for_it_and_wherever(tmp_path, vendor, inside):
    article = f"<h1>Forum</h1><p>{PROSE}</p>{'{0}'}<p>{PROSE.replace('forum', 'panel')}</p>".format(CONSENT[vendor] * inside)
    source = read(written(tmp_path, f"{CONSENT[vendor] * (not inside)}<div class='a'>{article}</div>"))
    assert [text for _, text in shown(source)] == ["Forum", PROSE, PROSE.replace("forum", "panel")]


@pytest.mark.parametrize(
    "part",
    [
        f'<div class="planning-consent" id="listed-building-consent"><p>Consent was given. {PROSE}</p></div>',
        f'<div id="local-authority-social-care" class="operating-options"><p>Rating. {PROSE}</p></div>',
        f"<form id='aspnetForm'><p>The form wraps all. {PROSE}</p></form>",
        "<ul><li>Cookies were baked by the scouts</li><li>The hall was shared with the school</li></ul>",
        "<figure class='wp-block-table'><table><tr><td>Hall</td><td>Jo Lee</td></tr></table></figure>",
        "<p>You can ask for:</p><ul><li><a href='/a'>a hall</a></li><li><a href='/b'>a garden</a></li></ul>",
        "<h2>Documents</h2><ul><li><a href='/a'>The strategy for the town</a></li><li><a href='/b'>The strategy for the shore</a></li></ul>",
        "<p>The meeting of <time datetime='2018-05-04'>4 May 2018</time> was long.</p>",
        "<div class='comment-free'><p>Comments made by residents at the hall were kind.</p></div>",
        "<dl><dt>Aim</dt><dd>To open the hall on Saturdays for all who ask.</dd></dl>",
    ],
)
def test_text_is_kept_though_its_names_or_words_are_those_of_furniture(tmp_path, part):
    source = read(written(tmp_path, f"<div class='a'><h1>Forum</h1><p>{PROSE}</p>{part}<p>{PROSE.replace('forum', 'panel')}</p></div>"))
    (at,) = re.findall(re.escape(PROSE) + r"\s+(.+?)\s+" + re.escape(PROSE.replace("forum", "panel")), source.text, re.DOTALL)
    assert at.replace("|", " ").split() == re.sub(r"<[^>]+>", " ", part).split()


def test_a_page_of_the_2000s_laid_out_by_tables_keeps_headings_lists_and_the_one_real_table():
    made = shown(read(PAGES / "council_2003.html"))
    assert [text for kind, text in made if kind == "heading"] == ["Community Strategy", "What we heard", "What we shall do"]
    assert [text for kind, text in made if kind == "list_item"] == [
        "The market is the one place that everybody uses",
        "Nobody feels safe at the underpass after dark",
    ]
    assert [text for kind, text in made if kind == "table"] == [
        "Question | Yes | No",
        "Do you know your neighbours? | 61% | 39%",
        "Would you welcome a street party? | 74% | 26%",
    ]
    assert sum(kind == "paragraph" for kind, _ in made) == 4
    assert [text for kind, text in made if kind == "boilerplate"] == ["Page last updated 14/02/2006 © Penmarrow Town Council"]


def test_the_year_a_page_was_changed_is_not_its_date():
    path = PAGES / "council_2003.html"
    source = read(path)
    assert source.date is None
    assert date_of("strategy.html", source.text, source.date)[0] is None


def test_minutes_of_modern_gov_have_their_items_as_sections_and_the_day_of_the_meeting():
    source = read(PAGES / "moderngov_minutes.html")
    made = shown(source)
    assert [text for kind, text in made if kind == "heading"][-3:] == [
        "1. Apologies for absence",
        "2. Opening of the mill on Saturdays",
        "3. Any other business",
    ]
    (resolved,) = (block for block in source.blocks if source.text[block.start :].startswith("RESOLVED"))
    assert resolved.section.endswith("2. Opening of the mill on Saturdays")
    assert [text for kind, text in made if kind == "list_item"] == [
        "Members asked for the doors to be open from ten o'clock.",
        "The clerk said that the cost of heating would be met from the fund.",
    ]
    assert not any(word in " ".join(substance(source)) for word in ("Committees", "KB", "Minutes:", "2023", "councillor"))
    assert date_of("a.html", source.text, source.date)[0].iso == "2018-05-04"


def test_a_page_in_windows_1252_has_its_quotes_and_no_teasers():
    source = read(PAGES / "windows1252_teasers.html")
    assert source.encoding == "windows-1252"
    assert "“and nowhere else”" in source.text
    assert "costs £40 a week" in source.text
    assert source.text.rstrip().endswith("Written by our reporter in Orlestead.")
    assert not any(teaser in source.text for teaser in ("Bells", "Frost", "Growers", "harbour band", "Further reports"))


@pytest.mark.parametrize("named", ["iso-8859-1", "latin1", "us-ascii"])
def test_a_page_that_names_latin_1_is_read_as_browsers_read_it(tmp_path, named):
    path = tmp_path / "a.html"
    path.write_bytes(f"<meta charset={named}><title>Alder</title><h1>Hall</h1><p>It’s dear: £5. {PROSE}".encode("cp1252"))
    source = read(path)
    assert "It’s dear: £5." in source.text
    assert source.encoding == "cp1252"


def test_a_page_that_is_a_list_of_links_keeps_them(tmp_path):
    items = "".join(f"<li><a href='/m{n}'>Minutes of meeting number {n}</a></li>" for n in range(9))
    assert "Minutes of meeting number 8" in read(written(tmp_path, f"<h1>Minutes</h1><ul>{items}</ul>")).text


def test_a_page_of_which_little_is_kept_says_so(tmp_path):
    rules = "".join(f"<p>Rule {n} {PROSE}</p>" for n in range(9))
    path = written(tmp_path, f"<main><p>{PROSE}</p><div class='comments'>{rules}</div><div class='comments'>{rules}</div></main>")
    (warning,) = read(path).warnings
    assert warning.code == "little-of-page"
    assert f"of which {len(PROSE.split())} were" in warning.message
    assert read(PAGES / "govuk_news.html").warnings == ()


@pytest.mark.parametrize(
    ("body", "date"),
    [
        ("<dl><dt>Published</dt><dd>3 March 2014</dd><dt>Last updated</dt><dd>5 May 2019</dd></dl>", "2014-03-03"),
        ("<p>Published: 3 March 2014</p><p>Updated: 5 May 2019</p>", "2014-03-03"),
        ("<p>Last updated 5 May 2019</p>", None),
        ("<p>Published 3 March 2014</p><p>Published 4 March 2015</p>", None),
        ("<p>Published by the council, which met on 3 March 2014</p>", None),
    ],
)
def test_a_date_is_taken_from_a_label_of_publication_only(tmp_path, body, date):
    assert read(written(tmp_path, f"<h1>Forum</h1><p>{PROSE}</p>{body}")).date == date


def test_a_real_page_with_teasers_begins_and_ends_with_its_article(corpora):
    words = " ".join(substance(read(corpora / "messy" / "58_windows1252.html"))).split()
    ends = [hashlib.sha256(" ".join(five).encode()).hexdigest()[:16] for five in (words[:5], words[-5:])]
    assert ends == ["72d182e767c1fc09", "36d2f40aee1939ab"]


def test_a_real_news_page_keeps_its_figures_and_no_list_of_links(corpora):
    made = shown(read(corpora / "messy" / "54_bbc_news_page.html"))
    assert sum(kind == "list_item" for kind, _ in made) == 3
    assert sum(kind == "heading" for kind, _ in made) == 2


def test_a_byline_and_a_pictures_credit_are_no_prose_and_a_sentence_that_begins_so_is(tmp_path):
    page = (
        "<title>Mill</title><body><h1>The mill is open</h1><p><strong>By Nan Oakley, Alder Gazette, Overwick </strong></p>"
        "<p>By Jove, the Mill Society said, it is warm in there. " + "The mill was shut for years and nobody went there. " * 8 + "</p>"
        "<div class='photo-credit'>Oakley Pictures</div><ul><li><p><strong>33%</strong><span>of the village went there</span></p></li></ul>"
        "<div class='img-caption'>Oakley</div><p>By Bus, Bicycle or Boat, people came to see it.</p>"
    )
    path = tmp_path / "a.html"
    path.write_text(page, encoding="utf-8")
    (source,) = read_document(path, "html", Ingest())
    found = {source.text[block.start : block.end]: block.kind for block in source.blocks}
    assert [text for text, kind in found.items() if kind == "boilerplate"] == ["By Nan Oakley, Alder Gazette, Overwick", "Oakley Pictures", "Oakley"]
    assert found["33% of the village went there"] == "list_item"


@pytest.mark.parametrize(
    "part",
    [
        '<ul><li class="universal-credit">Universal Credit sanctions hit single mothers hardest</li></ul>',
        '<p class="credit">The credit union is run by Muslim women</p>',
        '<div class="credits-box credit"><p>Loan sharks prey on new migrants</p></div>',
        "<ul><li>By Bradford Council, we were never asked</li></ul>",
        "<ul><li>By Eid Day, families were homeless again</li></ul>",
        '<p class="caption-text">Nobody helped us</p>',
    ],
)
def test_short_substance_is_kept_whatever_its_markup_is_named(tmp_path, part):
    source = read(written(tmp_path, f"<div class='a'><h1>Forum</h1><p>{PROSE}</p>{part}</div>"))
    kinds = {source.text[block.start : block.end]: block.kind for block in source.blocks}
    assert kinds[re.sub(r"<[^>]+>", "", part)] in {"paragraph", "list_item"}


@pytest.mark.parametrize(
    "line",
    [
        "<p>By Nan Oakley, Social affairs correspondent</p>",
        "<p>By Nan Oakley and Jo Lee, 4 May 2018</p>",
        '<p class="article__byline">Nan Oakley</p>',
        '<p class="img-caption">Oakley Pictures/Jo Lee</p>',
    ],
)
def test_a_line_that_is_only_whose_a_text_or_picture_is_is_no_prose(tmp_path, line):
    source = read(written(tmp_path, f"<div class='a'><h1>Forum</h1><p>{PROSE}</p>{line}<p>{PROSE.replace('forum', 'panel')}</p></div>"))
    kinds = {source.text[block.start : block.end]: block.kind for block in source.blocks}
    assert kinds[re.sub(r"<[^>]+>", "", line)] == "boilerplate"


def sections(tmp_path, body):
    source = read(written(tmp_path, body))
    return [block.section for block in source.blocks if block.kind == "paragraph"]


def test_a_heading_of_an_inset_between_two_lines_heads_nothing_after_it(tmp_path):
    top = f"<h1>Elmbridge</h1><h2>Halls</h2><p>{PROSE}</p>"
    box = f"<h{{}}>A cook’s story</h{{}}><p>{PROSE} So said a cook.</p>"
    for level in ("2", "3"):
        found = sections(tmp_path, f"{top}<hr>{box.format(level, level)}<hr><p>{PROSE} And it was.</p><h2>Paths</h2><p>{PROSE} Twice.</p>")
        assert found == ["Elmbridge > Halls", "Elmbridge > Halls > A cook’s story", "Elmbridge > Halls", "Elmbridge > Paths"]


def test_an_inset_takes_the_text_after_it_from_no_title_that_stands_elsewhere(tmp_path):
    box = f"<hr><h2>A cook’s story</h2><p>{PROSE} So said a cook.</p><hr>"
    found = sections(tmp_path, f"<div><h1>Elmbridge</h1></div><div><p>{PROSE}</p>{box}<p>{PROSE} And it was.</p></div>")
    assert found == ["Elmbridge", "Elmbridge > A cook’s story", "Elmbridge"]


def test_lines_between_the_sections_of_a_page_make_no_insets(tmp_path):
    parts = [f"<h2>Part {n}</h2><p>{PROSE} It was said {n} times.</p>" for n in (1, 2, 3)]
    assert sections(tmp_path, f"<h1>Elmbridge</h1>{'<hr>'.join(parts)}") == [f"Elmbridge > Part {n}" for n in (1, 2, 3)]
