"""UTF-8 that was read in another encoding: found, counted, and repaired only where asked."""

import pytest
from bilingual_texts import TEXTS
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Ingest
from pipeline.importers.plain import blocks, read
from pipeline.mojibake import mend, mend_text
from pipeline.sources import Block, Source

CLEAN = "“We’re proud of Siân’s café,” she said – and of the ﬁsh &amp; chips.\nDŵr, tŷ, £5, 9°C: ½ of it…"


def spoilt(text, encoding="cp1252"):
    """Read the bytes of UTF-8 in another encoding; bytes that it leaves out stay as control characters."""
    return "".join(byte.decode(encoding, "ignore") or byte.decode("latin_1") for byte in (bytes([b]) for b in text.encode()))


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("encoding", ["cp1252", "latin_1", "mac_roman"])
def test_spoilt_text_comes_back_as_it_was(text, encoding):
    mended = mend_text(spoilt(text, encoding))
    assert mended.text == text
    assert mended.places > 0


@pytest.mark.parametrize("text", [*TEXTS, CLEAN, "", "ÂME ET CŒUR", "São João – «não»", "Ångström, Çelik, Æthelred £½", "a…” b’” c"])
def test_text_that_is_not_spoilt_stays_as_it_is(text):
    assert mend_text(text).text == text
    assert mend_text(text).places == 0


def test_nothing_but_the_mojibake_is_altered():
    line = "The ﬁrst café’s “fish &amp; chips”\u00a0cost £5,\u2028and " + spoilt("Zoë’s") + " cost ½."
    assert mend_text(line).text == line.replace(spoilt("Zoë’s"), "Zoë’s")


def test_a_spoilt_line_among_clean_ones_is_mended_alone():
    text = "The café’s tŷ.\n" + spoilt("The café’s tŷ.") + "\nDŵr."
    assert mend_text(text).text == "The café’s tŷ.\nThe café’s tŷ.\nDŵr."
    assert mend_text(text).places == 2


def test_mojibake_is_reported_with_its_count_and_text_stays_as_read_unless_asked():
    source = Source(spoilt("The café’s tŷ."), (Block("paragraph", 0, len(spoilt("The café’s tŷ."))),), "text/html")
    seen = mend(source, repair=False)
    assert seen.text == source.text
    assert [(one.code, one.severity) for one in seen.warnings] == [("mojibake", None)]
    assert "2 places" in seen.warnings[0].message
    assert mend(seen, repair=False) == seen


@given(st.lists(st.sampled_from(["The café.", "Dŵr – £5", "plain words", "“No,” she said."]), min_size=1, max_size=6), st.randoms())
def test_blocks_of_a_repaired_document_hold_the_same_words(lines, chance):
    written = [spoilt(line) if chance.random() < 0.5 else line for line in lines]
    text, found, start = "\n".join(written), [], 0
    for line in written:
        found.append(Block("paragraph", start, start + len(line)))
        start += len(line) + 1
    mended = mend(Source(text, tuple(found), "text/html"), repair=True)
    assert [mended.text[block.start : block.end] for block in mended.blocks] == lines
    assert mended.text == "\n".join(lines)


def test_a_text_file_is_repaired_before_its_blocks_are_found(tmp_path):
    path = tmp_path / "list.txt"
    path.write_text(spoilt("Residents asked for:\n• warm homes\n• later buses\n• a café"), encoding="utf-8")

    class Asked(Ingest):
        repair_mojibake: bool = True

    (source,) = read(path, Asked())
    assert source.text == "Residents asked for:\n• warm homes\n• later buses\n• a café"
    assert source.blocks == tuple(blocks(source.text))
    assert [one.code for one in source.warnings] == ["mojibake-repaired"]
    (asis,) = read(path, Ingest())
    assert asis.text == spoilt(source.text)
    assert [one.code for one in asis.warnings] == ["mojibake"]
