"""The explorer holds every coded passage that may be quoted, opens it by its address, and lets nothing run that a source holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from devtools import AXE, CHROMIUM, Browser
from invented_study import Invented
from lxml import html
from test_report import page_of

from pipeline import explorer
from pipeline.evidence import Evidence
from pipeline.explorer import tell_explorer
from pipeline.marked import telling_sentences, words_in
from pipeline.tables import TABLES

YEARS = (2008, 2010, None, 2012)
TEXTS = (
    "The mill closed. Forty jobs went with it, and nobody was told.",
    "A fair for jobs was held in the old mill.",
    "Prayers were said for all who lost a wage.",
    "Nothing else was heard that night.",
)  # invented, and the same in every document
EVIL = "<script>document.title = 'taken'</script><img src=x onerror=\"document.title = 'taken'\"> javascript:alert(1) =cmd()"
browser_needed = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


def study_of(texts: tuple[str, ...] = TEXTS, years: tuple[int | None, ...] = YEARS, **changes: Any) -> dict[str, Any]:
    """Documents whose paragraphs are the texts; image is in the first, economy in the first two of every second document."""
    invented = Invented(years=years, quote=texts[0])
    tables = invented.tables()
    whole = "\n".join(texts)
    starts = [sum(len(text) + 1 for text in texts[:n]) for n in range(len(texts))]
    rows = [
        row
        | {
            "start": start,
            "end": start + len(text),
            "text": text,
            "paragraph": n + 1,
            "segment_id": f"{row['document_id']}#{start:08d}-{start + len(text):08d}",
        }
        for row in tables["segments"].drop_duplicates("document_id").to_dict("records")
        for n, (start, text) in enumerate(zip(starts, texts, strict=True))
    ]
    segments = TABLES["segments"].frame(rows)
    renamed = dict(zip(tables["segments"]["segment_id"], segments["segment_id"], strict=True))
    for name in ("codings", "quotes", "framings"):
        moved = tables[name].assign(segment_id=tables[name]["segment_id"].map(renamed))
        tables[name] = TABLES[name].frame(moved)
    why = "words: mill, job; most telling sentence: 2; threshold: 0.35"
    tables["codings"] = TABLES["codings"].frame(tables["codings"].assign(why=lambda t: t["why"].mask(t["assigned"], why)))
    return tables | {"segments": segments, "documents": TABLES["documents"].frame(tables["documents"].assign(text=whole))} | changes


def ids_of(content: Any) -> list[str]:
    segments = [content["segments"][passage[0]] for passage in content["passages"]]
    return [f"{content['documents'][document][0]}#{start:08d}-{end:08d}" for document, start, end, *_ in segments]


def test_every_coded_passage_is_there_with_its_paragraph_and_those_beside_it() -> None:
    tables = study_of()
    content = tell_explorer(Evidence(**tables), frozenset()).content
    coded = tables["codings"][tables["codings"]["assigned"]]
    assert ids_of(content) == sorted(set(coded["segment_id"]))
    texts = [segment[7] for segment in content["segments"] if segment[0] == 1]
    assert texts == list(TEXTS[:3]), "passages 1 and 2 of the second document, and the paragraph after them"


@pytest.mark.parametrize("quotable", ["no", "paraphrase"])
def test_no_word_of_a_document_that_may_not_be_quoted_is_in_the_page(quotable: str) -> None:
    tables = study_of()
    own = tables["documents"]["document_id"] == "doc-0001"
    barred = tables["segments"]["document_id"] == "doc-0001"
    private = "Told in confidence."
    tables["documents"] = tables["documents"].assign(quotable=tables["documents"]["quotable"].mask(own, quotable))
    tables["segments"] = tables["segments"].assign(text=tables["segments"]["text"].mask(barred, private))
    content = tell_explorer(Evidence(**tables), frozenset()).content
    assert not [name for name in ids_of(content) if name.startswith("doc-0001")]
    assert "in confidence" not in page_of(
        Invented(years=YEARS), **{name: tables[name] for name in ("documents", "segments", "codings", "quotes", "framings")}
    )


def test_a_study_without_a_theme_or_without_a_text_that_may_be_quoted_has_no_passage() -> None:
    for changes in ({"codings": lambda rows: rows.assign(assigned=False)}, {"documents": lambda rows: rows.assign(quotable="no")}):
        tables = study_of()
        for name, change in changes.items():
            tables[name] = change(tables[name])
        found = tell_explorer(Evidence(**tables), frozenset())
        assert (found.n_passages, found.n_coded, found.content["passages"]) == (0, 0, [])


def test_where_not_all_fit_those_wanted_and_chosen_stay_and_the_rest_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explorer, "MOST_CHARACTERS", 1)
    tables = study_of()
    wanted = max(set(tables["codings"].loc[tables["codings"]["assigned"], "segment_id"]))
    made = tell_explorer(Evidence(**tables), frozenset({wanted}))
    assert ids_of(made.content) == sorted({wanted, tables["quotes"]["segment_id"].iloc[0]})
    assert (made.n_passages, made.n_coded) == (2, 6)
    assert made.note.startswith("4 coded passages of 6 are left out for the size of this page")


def test_words_are_marked_in_every_inflection_and_the_telling_sentence_by_its_number() -> None:
    assert words_in("words: mill, job; threshold: 0.35", "Mills and a job-share; jobs, not milliners.") == [(0, 5), (12, 15), (23, 27)]
    assert words_in("nearest exemplar: 3 (cosine 0.40)", "Mills.") == []
    (first, none) = telling_sentences(["most telling sentence: 2; threshold: 0.35", "words: mill"], [TEXTS[0], TEXTS[1]])
    assert first is not None
    assert TEXTS[0][slice(*first)] == "Forty jobs went with it, and nobody was told."
    assert none is None


def test_a_speaker_is_named_only_where_people_may_be() -> None:
    def speakers(attribution: str | None) -> set[str]:
        tables = study_of()
        tables["segments"] = tables["segments"].assign(speaker="Cllr Invented")
        tables["documents"] = tables["documents"].assign(attribution=attribution)
        return {str(passage[3]) for passage in tell_explorer(Evidence(**tables), frozenset()).content["passages"]}  # type: ignore[attr-defined]

    assert speakers("named") == {"Cllr Invented"}
    assert speakers("role") == {"councillor"}  # the office alone, as beside a quote
    assert speakers(None) == speakers("none") == {""}


def test_no_text_can_end_the_element_that_holds_the_passages() -> None:
    tables = study_of(texts=("</script><img src=x>", "<!-- <script>", "c", "d"))
    page = page_of(Invented(years=YEARS), **{name: tables[name] for name in ("documents", "segments", "codings", "quotes", "framings")})
    held = html.fromstring(page).get_element_by_id("explorer-content").text
    assert json.loads(held)["segments"][0][7] == "</script><img src=x>"
    assert not {"<", ">", "&"} & set(held)


def written(folder: Path, tables: dict[str, Any]) -> Path:
    path = folder / "report.html"
    frames = {name: table for name, table in tables.items() if isinstance(table, pd.DataFrame)}
    path.write_text(page_of(Invented(years=YEARS), **frames), encoding="utf-8")
    return path


def text_of(browser: Browser, name: str) -> str:
    return str(browser.run(f"document.getElementById('explorer-{name}').textContent"))


def choose(browser: Browser, name: str, value: str, event: str = "change") -> int:
    """Set a filter and return the number of rows."""
    field = f"document.getElementById('explorer-{name}')"
    browser.run(f"{field}.value = {json.dumps(value)}; {field}.dispatchEvent(new Event('{event}'))")
    return int(browser.run("document.querySelectorAll('#explorer-rows tr').length"))


@browser_needed
@pytest.mark.slow
def test_passages_are_filtered_searched_and_opened_by_keyboard_alone(tmp_path: Path) -> None:
    with Browser(tmp_path / "one") as browser:
        browser.open(written(tmp_path, study_of()))
        assert text_of(browser, "status") == "6 of 6 passages; 1 to 6 are shown."
        assert choose(browser, "theme", "Economy") == 4
        assert choose(browser, "from", "2012") == 2
        assert choose(browser, "from", "") == 4
        assert choose(browser, "search", "fair old", "input") == 2
        assert choose(browser, "search", "no such words", "input") == 0
        assert text_of(browser, "status") == "0 of 6 passages."
        browser.run("document.getElementById('explorer-clear').click()")
        browser.run("document.querySelector('#explorer-rows a').focus()")
        browser.ask("Input.dispatchKeyEvent", type="keyDown", key="Enter", windowsVirtualKeyCode=13, text="\r")
        browser.ask("Input.dispatchKeyEvent", type="keyUp", key="Enter", windowsVirtualKeyCode=13)
        browser.until("document.getElementById('explorer-dialog').open")
        assert browser.run("[...document.querySelectorAll('#explorer-context mark')].map((each) => each.textContent)") == [
            "mill",
            "Forty ",
            "jobs",
            " went with it, and nobody was told.",
        ]
        assert browser.run("document.querySelectorAll('#explorer-context p').length") == 2
        assert browser.run("document.getElementById('explorer-cite').value") == "Minutes 0, 2008, para 1 [doc-0000#00000000-00000062]"
        browser.press("Escape")
        browser.until("!document.getElementById('explorer-dialog').open")
        assert browser.run("document.activeElement.closest('#explorer-rows') !== null"), "the focus is back where it was"
        assert not [said for said in browser.said if said[0] != "Network.requestWillBeSent"]
        assert {said[1]["request"]["url"].split(":")[0] for said in browser.said if said[0] == "Network.requestWillBeSent"} <= {"file", "data"}


@browser_needed
@pytest.mark.slow
@pytest.mark.parametrize("name", ["image0123456789", "doc-0000#00000000-00000062", "doc-0000%2300000000-00000062"])
def test_the_address_of_a_quote_or_segment_opens_it_on_load(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, study_of())
    with Browser(tmp_path / "one") as browser:
        browser.ask("Page.navigate", url=f"{path.resolve().as_uri()}#quote-{name}")
        browser.until("document.readyState === 'complete' && location.protocol === 'file:'")
        browser.until("document.getElementById('explorer-dialog').open")
        assert text_of(browser, "title") == "Minutes 0, 2008, para 1"
        browser.run("location.hash = '#quote-gone'")
        browser.until("!document.getElementById('explorer-missing').hidden")


@browser_needed
@pytest.mark.slow
def test_what_a_source_holds_is_shown_and_never_run(tmp_path: Path) -> None:
    tables = study_of(texts=(EVIL, *TEXTS[1:]))
    tables["documents"] = tables["documents"].assign(title=EVIL, place=EVIL, publisher=EVIL, url="javascript:document.title='taken'")
    with Browser(tmp_path / "one") as browser:
        browser.open(written(tmp_path, tables))
        browser.run("document.querySelector('#explorer-rows a').click()")
        browser.until("document.getElementById('explorer-dialog').open")
        assert EVIL in text_of(browser, "context")
        assert browser.run("document.querySelectorAll('main script, main img[src=x], main [onerror], a[href^=javascript]').length") == 0
        assert browser.run("document.title") != "taken"
        assert not [said for said in browser.said if said[0] != "Network.requestWillBeSent"]


@browser_needed
@pytest.mark.slow
@pytest.mark.skipif(not AXE, reason="THEMELINE_AXE names no axe.min.js (npm install axe-core)")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_no_violation_in_an_open_passage(tmp_path: Path, scheme: str, width: int) -> None:
    with Browser(tmp_path / "one") as browser:
        browser.show_as(width, scheme)
        browser.open(written(tmp_path, study_of()))
        browser.run("document.querySelector('#explorer-rows a').click()")
        browser.until("document.getElementById('explorer-dialog').open")
        assert browser.violations() == []
        assert browser.run("document.documentElement.scrollWidth <= innerWidth")
