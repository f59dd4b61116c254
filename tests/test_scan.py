"""Whatever should be gone is found in every kind of file, however it is written. All names are invented."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib

import pytest

from pipeline.scan import Sought, runs_of, scan

TEXT = "the mill owners had never once in forty years paid a wage on time"
FORMS = ("Sinéad Cusack-Roe", "Cusack-Roe Sinéad", "S Cusack-Roe", "Cusack-Roe")
SOUGHT = Sought(
    dict.fromkeys(FORMS, "name (abc)"),
    {"Hope": "name (hope)"},
    {"01632 960 123": "telephone", "LU1 9ZZ": "post code"},
    frozenset(map(hash, runs_of(TEXT))),
)


def zipped(**members: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return content.getvalue()


def png(text: bytes, kind: bytes = b"tEXt") -> bytes:
    body = b"Title\0" + (b"\0" + zlib.compress(text) if kind == b"zTXt" else text)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s", len(body), kind) + body + b"\0\0\0\0"


CASES = {
    "html": b"<p>It was Sin\xc3\xa9ad Cusack-Roe who came.</p>",
    "html-across-marks": b"<p>It was <b>Sin\xc3\xa9ad</b> <i>Cusack-Roe</i>.</p>",
    "html-entities": b"<p>Sin&eacute;ad Cusack-Roe</p>",
    "html-attribute": b"<img alt='Cusack-Roe at the mill'>",
    "html-comment": b"<p>x</p><!-- from S. Cusack-Roe -->",
    "html-json": b"<html><script type='application/json'>" + json.dumps({"who": "Sinéad Cusack-Roe"}).encode() + b"</script></html>",
    "capitals": b"name\nCUSACK-ROE\n",
    "reversed": "x\nCusack-Roe, Sinéad\n".encode(),
    "no-accent": b"Sinead Cusack-Roe's letter",
    "json": json.dumps(["Sinéad Cusack-Roe"]).encode(),
    "docx-core": zipped(**{"docProps/core.xml": "<a><dc:creator>Sinéad Cusack-Roe</dc:creator></a>"}),
    "xlsx-in-zip": zipped(**{"book.xlsx": "x", "sheet.xml": "<c><t>Cusack-Roe</t></c>"}),
    "zip-member-name": zipped(**{"letter of Cusack-Roe.txt": "x"}),
    "png": png("by Sinéad Cusack-Roe".encode()),
    "png-packed": png("by Sinéad Cusack-Roe".encode(), b"zTXt"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_name_is_found_in(name):
    assert [(hit.file, hit.kind) for hit in scan({name: CASES[name]}, SOUGHT)] == [(name, "name (abc)")]


@pytest.mark.parametrize("text", ["ring 01632960123 now", "ring (01632) 960-123", "at LU19ZZ", "at lu1 9zz."])
def test_a_number_is_found_however_it_is_spaced(text):
    assert scan({"a.csv": text.encode()}, SOUGHT)


def test_eight_words_of_a_withheld_text_are_found_and_seven_are_not():
    words = TEXT.split()
    assert [hit.kind for hit in scan({"a.html": ("<p>" + " <b>".join(words[:8])).encode()}, SOUGHT)] == ["withheld text"]
    assert not scan({"a.html": ("<p>" + " ".join(words[:7])).encode()}, SOUGHT)


def test_a_word_that_may_be_any_other_is_a_name_only_after_a_title():
    assert not scan({"a.txt": b"There is hope. Hope Street is closed."}, SOUGHT)
    assert [hit.kind for hit in scan({"a.txt": b"It was Mrs Hope who came."}, SOUGHT)] == ["name (hope)"]


def test_a_word_in_small_letters_after_a_word_that_is_a_title_too_is_no_name():
    sought = Sought({"I Hope": "name (x1)"}, {"Hope": "name (x1)"}, {}, frozenset())
    assert not scan({"a.txt": b"The panel will judge hope by deeds, and I hope that they do."}, sought)
    assert scan({"a.txt": b"A letter of I. Hope."}, sought)


def test_a_hit_says_in_which_row_and_column_it_is_and_its_words():
    (hit,) = scan({"a.csv": b"id,text\n1,clean\n2,by S. Cusack-Roe of the mill\n"}, SOUGHT)
    assert [(place.where, place.words, place.context) for place in hit.places] == [
        ("row 3, column text", "S. Cusack-Roe", "id | text | 1 | clean | 2 | by S. Cusack-Roe of the mill")
    ]
    assert "Cusack" not in repr(hit)


def test_a_withheld_stretch_of_words_is_one_place():
    (hit,) = scan({"a.html": f"<p>Then {TEXT}.</p>".encode()}, SOUGHT)
    assert [place.words for place in hit.places] == [TEXT]


def test_a_street_without_a_number_is_found_where_somebody_lives_in_it():
    sought = Sought(
        {}, {}, {"Alder Close": "address", "3 May 1971": "date of birth", "4 Birch Row": "address"}, frozenset(), rows={"alderclose": "x7"}
    )
    assert not scan({"a.csv": b"Minutes of the Alder Close forum, 3 May 1971"}, sought)
    assert [hit.kind for hit in scan({"a.csv": b"She lives in Alder Close, and was born on 3 May 1971."}, sought)] == [
        "address (x7)",
        "date of birth",
    ]
    assert [hit.kind for hit in scan({"a.csv": b"the fire at 4 Birch Row"}, sought)] == ["address"]


def test_what_is_clean_gives_no_hit_and_a_hit_names_no_name():
    assert not scan({"a.html": b"<style>.roe{}</style><script>var cusack = 1</script><p>The mill.</p>"}, SOUGHT)
    assert all("usack" not in f"{hit}".replace("cusack", "") for hit in scan({"report.html": CASES["html"]}, SOUGHT))


WAYS = {
    "a.csv": "text\nThe mill has < 5 jobs for Sinéad Cusack-Roe and > 5 looms\n".encode(),
    "b.html": b"<meta name='author' content='Cusack-Roe'>",
    "c.html": b"<p aria-description='by Cusack-Roe'>x</p>",
    "d.html": b"<img src='letters/cusack-roe.png'>",
    "e.html": b'<script>show("Sin\\u00e9ad Cusack-Roe")</script>',
    "f.csv": b"see https://alder.example/letter-of-Sin%C3%A9ad-Cusack%2DRoe.pdf",
    "g.csv": b"https://alder.example/sinead_cusack_roe/1",
    "h.csv": b"letter-sinead-cusack-roe-2008,1",
}


@pytest.mark.parametrize("name", WAYS)
def test_a_name_is_found_in_signs_attributes_strings_and_addresses(name):
    assert [hit.kind for hit in scan({name: WAYS[name]}, SOUGHT)] == ["name (abc)"]


def test_a_surname_is_none_that_is_sought_only_within_the_full_name_that_stays():
    sought = Sought({"Jane Ravensworth": "name (x1)", "Ravensworth": "name (x1)"}, {}, {}, frozenset(), ("Ann Ravensworth",))
    assert not scan({"a.csv": b"Cllr Ann Ravensworth spoke."}, sought)
    assert scan({"a.csv": b"Cllr Ann Ravensworth spoke. Mrs Ravensworth did not."}, sought)


APART = {
    "a.csv": "text,owner\n{0},{1}\n",
    "quoted.csv": 'text,owner\n"{0}","{1}"\n',
    "a.html": "<table><tr><td>{0}</td>\n<td>{1}</td></tr></table>",
    "b.html": "<ul><li>{0}</li><li>{1}</li></ul>",
    "c.html": '<html><script type="application/json">["{0}", "{1}"]</script></html>',
    "a.json": '{{"text": "{0}", "owner": "{1}"}}',
}


@pytest.mark.parametrize("name", APART)
def test_words_of_two_cells_or_blocks_are_no_run_of_words_and_a_name_across_them_is_a_name(name):
    words = TEXT.split()
    assert not scan({name: APART[name].format(" ".join(words[:7]), " ".join(words[7:])).encode()}, SOUGHT)
    assert [hit.kind for hit in scan({name: APART[name].format(" ".join(words[:9]), "x").encode()}, SOUGHT)] == ["withheld text"]
    full = Sought({"Ann Hope": "name (x)"}, {}, {}, frozenset())
    if name.endswith(".csv"):
        assert scan({name: APART[name].format("by Ann", "Hope").encode()}, full)
