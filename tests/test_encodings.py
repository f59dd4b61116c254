"""Bytes become text: UK documents in the encodings they come in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.encodings import decode

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
