"""Bytes become text: UK documents in the encodings they come in."""

import codecs

import pytest
from bilingual_texts import TEXTS, WELSH, writable
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Ingest
from pipeline.encodings import decode, is_encoding, replaced
from pipeline.importers.plain import read

UK = "Zoë O’Neill said: “It’s about £1,500 – or £2,000 – for each family’s café”. The council’s reply isn’t known. "
LATIN = "Zoë O'Neill said it's about £1,500 for each family's café, and Siân agreed. The council's reply isn't known. "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"])
@pytest.mark.parametrize("times", [1, 40])
def test_prose_with_curly_quotes_is_read_as_it_was_written(encoding, times):
    assert decode((UK * times).encode(encoding)).text == UK * times


@pytest.mark.parametrize("encoding", ["latin_1", "iso8859_15", "cp850", "cp1252", "mac_roman"])
def test_prose_with_pounds_and_accents_is_read_as_it_was_written(encoding):
    assert decode(LATIN.encode(encoding)).text == LATIN


def test_a_few_broken_bytes_do_not_turn_utf8_into_a_code_page():
    content = UK.encode() * 10 + b"\xff"
    assert decode(content).text == UK * 10 + "\ufffd"


@pytest.mark.parametrize(
    ("content", "text"), [(b"a\r\nb\rc\n", "a\nb\nc\n"), (b"a\x00b\x00c words", "abc words"), (b"\xef\xbb\xbfa", "a"), (b"", "")]
)
def test_line_ends_nul_and_mark_are_tidied(content, text):
    assert decode(content).text == text


@given(st.binary(max_size=200))
def test_decoding_never_raises_and_gives_storable_text(content):
    text = decode(content).text
    assert "\r" not in text
    assert "\0" not in text
    assert "\ufeff" not in text
    text.encode("utf-8")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), min_size=1, max_size=80))
def test_utf8_comes_back_unchanged(text):
    assert decode(text.encode()).text == text


ENCODINGS = {
    "utf-8": b"",
    "utf-8-sig": b"",
    "utf-16-le": b"",
    "utf-16-be": b"",
    "utf-16-le with mark": codecs.BOM_UTF16_LE,
    "utf-16-be with mark": codecs.BOM_UTF16_BE,
    "cp1252": b"",
    "latin_1": b"",
    "iso8859_15": b"",
    "mac_roman": b"",
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_all_twelve_welsh_and_english_texts_are_read_as_they_were_written(encoding):
    name = encoding.split()[0]
    written = [writable(text, name) for text in TEXTS]
    assert len(written) == 12
    assert min(map(len, written)) >= 500
    assert not any(text.isascii() for text in written)
    assert [decode(ENCODINGS[encoding] + text.encode(name)).text for text in written] == written


@pytest.mark.parametrize(
    ("content", "encoding", "basis"),
    [
        (b"tea and cake", "utf-8", "ascii"),
        ("tŷ".encode(), "utf-8", "valid utf-8"),
        ("tŷ".encode("utf-8-sig"), "utf-8", "mark"),
        ("ŷ" * 30 + "x" * 40 + "\n", "utf-8", "mostly utf-8"),
        ("It costs £3, in the café".encode("utf-16-le"), "utf-16-le", "nul bytes"),
        ("It’s £3, in the café".encode("cp1252"), "cp1252", "likeliest code page"),
    ],
)
def test_the_choice_and_why_it_was_made_are_told(content, encoding, basis):
    decoded = decode(content if isinstance(content, bytes) else content.encode() + b"\xff")
    assert (decoded.encoding, decoded.basis) == (encoding, basis)


def test_what_a_person_says_wins_and_a_name_that_is_no_encoding_is_passed_over():
    content = WELSH[0].encode()
    assert decode(content, "cp1252").text == content.decode("cp1252", "replace")
    assert decode(content, "cp1252").basis == "given"
    assert decode(content, "Cymraeg").text == WELSH[0]
    assert [is_encoding(name) for name in ("latin-1", "hex", "idna", "undefined", "a\0b", "")] == [True, False, False, False, False, False]


def test_characters_that_could_not_be_read_are_counted_and_those_of_the_file_are_not():
    content = "a\ufffdb ŵŷ".encode() * 20 + b"\xff\xfe"
    assert decode(content).n_replaced == 2
    assert "2 places" in replaced(decode(content))[0].message
    assert replaced(decode("a\ufffdb".encode())) == ()


def test_a_text_file_keeps_how_it_was_read(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_bytes("The café’s rent rose by £30 – again.".encode("cp1252"))
    (source,) = read(path, Ingest())
    assert (source.encoding, source.encoding_basis, source.warnings) == ("cp1252", "likeliest code page", ())


@given(st.binary(max_size=80), st.sampled_from(["utf-8", "utf-16", "utf-7", "cp1252", "shift_jis", "utf-32", "ascii", "iso2022_jp"]))
def test_no_given_encoding_makes_decoding_fail(content, name):
    decoded = decode(content, name)
    assert decoded.n_replaced >= 0
    decoded.text.encode("utf-8")
