"""The page on which people code: in a browser, from disk, by keyboard; its saved file is what agreement reads."""

import re

import pytest
from coding_study import CODEBOOK, tables, write_corpus, write_outputs
from devtools import AXE, CHROMIUM, Browser

from pipeline.agreement_files import agree_files
from pipeline.codebook import Codebook, Theme
from pipeline.coding_kit import Kit, make_coding_sample
from pipeline.coding_page import write_coding_page
from pipeline.draw import Wanted
from pipeline.draws import read_draws, read_returned
from pipeline.inputs import Request

browser_needed = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
ROW = {"item": "0a", "segment_id": "d#1", "path": "d.txt", "origin": "drawn", "start": 0, "end": 4, "text": "Text"}
ROW |= dict.fromkeys(("section", "before", "after"), "")


def page_of(**changed):
    return write_coding_page([ROW | changed], CODEBOOK, draw="draw-0", coder="anna")


def test_the_page_lets_nothing_in_and_holds_no_machine_code():
    page = page_of()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    assert policy.replace("&#39;", "'").startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "http:" not in page
    assert "https:" not in page
    assert "stratum" not in page
    assert "probability" not in page


def test_no_text_can_end_the_element_it_stands_in():
    page = page_of(text="</script><img src=x>", before="<!--", section="a & b")
    assert "<img" not in page
    assert page.count("</script>") == 2
    assert "<!--" not in page


def test_themes_beyond_the_ninth_have_no_key():
    many = Codebook(version="1", theme=tuple(Theme(id=f"t{n}", name=f"Theme {n}", definition="d") for n in range(12)))
    page = write_coding_page([ROW], many, draw="draw-0", coder="anna")
    assert "<kbd>9</kbd> Theme 8" in page
    assert "<kbd>10</kbd>" not in page


@pytest.fixture
def study(tmp_path):
    """A draw of 24 for anna: outputs, codes, the page."""
    outputs, corpus = write_outputs(tmp_path / "outputs", *tables()), write_corpus(tmp_path / "corpus")
    make_coding_sample(Request(corpus, outputs), Kit(Wanted(n=24, coders=("anna",))))
    (page,) = (corpus / "codes").glob("draw-*/coding_anna.html")
    return outputs, corpus / "codes", page


def into(browser, folder):
    folder.mkdir(exist_ok=True)
    browser.ask("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder), eventsEnabled=False)


def saved_in(browser, folder):
    """Press Ctrl+S and wait for the file."""
    browser.press("Ctrl+s")
    browser.until("document.getElementById('said').textContent.includes('saved to')")
    for _ in range(100):
        found = [path for path in folder.glob("codes_*.csv") if path.stat().st_size]
        if found:
            return found[0]
        browser.run("new Promise((done) => setTimeout(done, 50))")
    raise AssertionError("no file was saved")


def text_of(browser, name):
    return browser.run(f"document.getElementById('{name}').textContent")


@browser_needed
@pytest.mark.slow
def test_twenty_segments_are_coded_by_keyboard_saved_loaded_elsewhere_and_read(study, tmp_path):
    outputs, codes, page = study
    with Browser(tmp_path / "one") as browser:
        into(browser, tmp_path / "downloads")
        browser.open(page)
        for n in range(20):
            browser.press({0: "1", 1: "2", 2: "0", 3: "n"}[n % 4], "j")
        browser.press("m")
        browser.ask("Input.insertText", text='=of two minds, "really"')
        browser.press("Escape")
        assert text_of(browser, "done") == "20 of 24 coded"
        file = saved_in(browser, tmp_path / "downloads")
        assert "1 with a memo but no decision" in text_of(browser, "said")
        browser.open(page)  # the browser remembers
        assert text_of(browser, "done") == "20 of 24 coded"
        assert text_of(browser, "where") == "Segment 21 of 24"
        requests = [said["request"]["url"] for method, said in browser.said if method == "Network.requestWillBeSent"]
        assert {url.split(":")[0] for url in requests} <= {"file", "blob"}
        assert not [said for method, said in browser.said if method != "Network.requestWillBeSent"]
    with Browser(tmp_path / "two") as browser:  # another machine
        into(browser, tmp_path / "again")
        browser.open(page)
        assert text_of(browser, "done") == "0 of 24 coded"
        browser.choose_file("#load", file)
        browser.until("document.getElementById('done').textContent === '20 of 24 coded'")
        browser.press("1", "j", "m")
        browser.ask("Input.insertText", text='=of two minds, "really"')
        browser.press("Escape", "2")
        again = saved_in(browser, tmp_path / "again")
    (codes / "returned.csv").write_bytes(again.read_bytes())
    returned = read_returned(codes, read_draws(codes))
    assert len(returned) == 22
    assert sorted(returned["codes"].value_counts().to_dict().items()) == [("", 10), ("faith", 6), ("work", 6)]
    assert '=of two minds, "really"' in set(returned["memo"])
    assert "anna: 22 of 24 segments coded" in agree_files(outputs, [codes], [])


@browser_needed
@pytest.mark.slow
def test_changes_are_undone_and_none_excludes_themes(study, tmp_path):
    with Browser(tmp_path / "one") as browser:
        browser.open(study[2])
        checked = "[...document.querySelectorAll('#choices input')].map((box) => +box.checked).join('')"
        browser.press("1", "2")
        assert browser.run(checked) == "110"
        browser.press("0")
        assert browser.run(checked) == "001"
        browser.press("u")
        assert browser.run(checked) == "110"
        browser.press("u", "u")
        assert browser.run(checked) == "000"
        assert text_of(browser, "done") == "0 of 24 coded"
        browser.press("ArrowRight", "n", "f")
        assert text_of(browser, "where") == "Segment 1 of 24"
        browser.run("document.getElementById('which').value = 'none'; document.getElementById('which').dispatchEvent(new Event('change'))")
        assert text_of(browser, "listed") == "1 of 24"
        browser.press("?")
        assert browser.run("document.getElementById('keys').open")
        browser.press("Escape")
        assert not browser.run("document.getElementById('keys').open")


@browser_needed
@pytest.mark.slow
def test_what_the_loaded_file_does_not_hold_is_told_to_be_in_no_file(study, tmp_path):
    kept = "Every change is kept in this browser on this machine. "
    with Browser(tmp_path / "one") as browser:
        into(browser, tmp_path / "downloads")
        browser.open(study[2])
        browser.press("1", "j", "1", "j", "m")
        browser.ask("Input.insertText", text="unsure")
        browser.press("Escape")
        file = saved_in(browser, tmp_path / "downloads")
        assert "no saved file has" in text_of(browser, "kept")  # the memo, for its segment is not decided
        browser.press("0", "u", "u")
        assert text_of(browser, "kept") == kept  # the memo is taken back, and all else is in the file
        browser.press("k", "2", "j", "j", "1")
        browser.choose_file("#load", file)
        browser.until("document.getElementById('said').textContent.includes('segments read')")
        assert "1 were otherwise here, and are now as in the file" in text_of(browser, "said")
        assert text_of(browser, "done") == "3 of 24 coded"
        assert "no saved file has" in text_of(browser, "kept")


@browser_needed
@pytest.mark.slow
@pytest.mark.parametrize("content", ["no,file\n1,2\n", "path,start\n", ""])
def test_a_file_that_is_none_of_this_page_changes_nothing(study, tmp_path, content):
    (tmp_path / "other.csv").write_text(content, encoding="utf-8")
    with Browser(tmp_path / "one") as browser:
        browser.open(study[2])
        browser.press("1")
        browser.choose_file("#load", tmp_path / "other.csv")
        browser.until("document.getElementById('said').textContent.includes('Nothing was changed')")
        assert text_of(browser, "done") == "1 of 24 coded"


@browser_needed
@pytest.mark.slow
@pytest.mark.skipif(not AXE, reason="THEMELINE_AXE names no axe.min.js (npm install axe-core)")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_no_violation(study, tmp_path, scheme, width):
    with Browser(tmp_path / "one") as browser:
        browser.show_as(width, scheme)
        browser.open(study[2])
        browser.press("1", "j", "0")
        browser.run("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert browser.violations() == []
        assert browser.run("document.documentElement.scrollWidth <= innerWidth")
        browser.press("?")
        assert browser.violations() == []
