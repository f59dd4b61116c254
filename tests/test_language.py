"""Languages of documents and paragraphs: Welsh beside English is real in the UK."""

import pytest
from bilingual_texts import ENGLISH, TEXTS, WELSH

from pipeline.language import LIKELY, in_language, language_of, set_aside, tell_languages
from pipeline.language_names import language_name
from pipeline.sources import Block, Source

SPANISH = "Los vecinos dijeron que el centro comunitario estaba cerrado desde hacía dos años y que nadie les había explicado el motivo; pidieron una reunión."
POLISH = "Mieszkańcy powiedzieli, że autobusy przestały jeździć wieczorem i że nikt ich nie zapytał o zdanie, zanim zamknięto bibliotekę przy szkole."


def document(*paragraphs, kind="paragraph", language=None):
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(kind, start, start + len(paragraph)))
        start += len(paragraph) + 2
    return Source("\n\n".join(paragraphs), tuple(blocks), "text/plain", language=language)


@pytest.mark.parametrize("text", TEXTS)
def test_welsh_and_english_are_told_apart_in_whole_texts_and_in_their_first_lines(text):
    expected = "cy" if text in WELSH else "en"
    assert language_of(text).language == expected
    assert language_of(text[:160]).language == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (SPANISH, "es"),
        (POLISH, "pl"),
        ("Apologies: Cllr Ahmed", "und"),
        ("", "und"),
        ("12/03/2014 £1,000 £2,000 £3,400 7 8 9 10 11 12", "und"),
        ("Smith Jones Patel Khan Hussain Begum O'Neill Whitlock Hartley Owen", "und"),
        ("THE CLERK REPORTED THAT THE HEDGE BY THE SCHOOL HAD BEEN CUT AT LAST", "en"),
    ],
)
def test_what_is_too_short_or_no_prose_has_no_language(text, language):
    assert language_of(text).language == language


def test_a_document_has_the_language_of_most_of_its_words_and_other_paragraphs_are_marked():
    source = tell_languages(document(ENGLISH[0], WELSH[0], ENGLISH[1], SPANISH, "Diolch yn fawr i bawb."))
    assert source.language == "en"
    assert [block.language for block in source.blocks] == [None, "cy", None, "es", None]


def test_a_welsh_document_with_an_english_summary_is_welsh():
    source = tell_languages(document(*WELSH, ENGLISH[0]))
    assert source.language == "cy"
    assert [block.language for block in source.blocks] == [None] * 6 + ["en"]


def test_place_names_in_a_list_do_not_make_it_welsh():
    names = "Llanfair Community Council, Pontgerrig Tenants, Cwm Gwynedd Mosque, Aberhelyg Youth Club, Ysgol Bryn Teg, Caerwen Housing, Dinas Trust, Heol Fawr"
    source = tell_languages(document(ENGLISH[0], names, kind="list_item"))
    assert source.language == "en"


def test_what_the_text_is_wins_over_what_the_page_says_and_short_text_leaves_the_pages_word():
    assert tell_languages(document(WELSH[0], language="en")).language == "cy"
    assert tell_languages(document("Cofnodion", language="cy")).language == "cy"


def test_tables_and_furniture_do_not_vote():
    source = document(WELSH[0], ENGLISH[0])
    table = Source(source.text, (source.blocks[0], Block("table", source.blocks[1].start, source.blocks[1].end)), "text/plain")
    assert tell_languages(table).language == "cy"


def test_a_document_in_another_language_is_listed_once_and_one_in_the_studys_is_not():
    (one,) = set_aside(tell_languages(document(*WELSH)), "en").warnings
    assert one.code == "other-language"
    assert one.severity == "warning"
    assert one.message.startswith("is in Welsh, the study is in English")
    (mixed,) = set_aside(tell_languages(document(*ENGLISH, WELSH[0], SPANISH)), "en").warnings
    assert "1 in Welsh, 1 in Spanish" in mixed.message
    assert set_aside(tell_languages(document(*ENGLISH)), "en").warnings == ()
    assert set_aside(tell_languages(document(*WELSH)), "cy").warnings == ()


def test_blocks_are_coded_in_the_studys_language_and_where_none_can_be_told():
    cases = [(None, "en"), (None, "und"), ("cy", "en"), (None, "cy"), ("en", "cy")]
    assert [in_language(block, document, "en") for block, document in cases] == [True, True, False, False, True]


def test_telling_languages_depends_on_the_document_alone():
    first = tell_languages(document(WELSH[0], ENGLISH[0]))
    tell_languages(document(SPANISH, POLISH))
    assert tell_languages(document(WELSH[0], ENGLISH[0])) == first


LATIN = "Nam dui ligula, fringilla a, euismod sodales, sollicitudin vel, wisi. Morbi auctor lorem non justo. Nam lacus libero, pretium at, lobortis vitae."
GUESSED = "rue commune max sin sup lim cos log min et une sur"
SYMBOLS = "Lemma sin cos tan log exp lim sup inf max min det dim ker rank span trace mod gcd lcm arg"


def test_text_that_only_fills_a_page_is_latin():
    assert tell_languages(document(LATIN, LATIN)).language == "la"


PLANTS = "Quercus robur, Fraxinus excelsior, Acer campestre, Corylus avellana, Crataegus monogyna, Prunus spinosa, Ilex aquifolium, Betula pendula"
LOREM = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua."


def test_the_names_of_plants_are_in_no_language_and_text_that_fills_a_page_is_told_by_its_own_words():
    source = tell_languages(document(ENGLISH[0], PLANTS, LOREM))
    assert source.language == "en"
    assert [block.language for block in source.blocks] == [None, None, "la"]
    assert language_of(PLANTS).language == "und"
    assert tell_languages(document("The trees by the mill were counted by the school in May.", PLANTS, PLANTS)).language == "en"


def test_a_guess_about_a_small_part_of_a_document_is_not_its_language():
    guess = language_of(GUESSED)
    assert guess.language != "und"
    assert guess.certainty < 0.95
    assert language_of(SYMBOLS).language == "und"
    assert tell_languages(document(*[SYMBOLS] * 8, GUESSED)).language is None
    assert tell_languages(document(SYMBOLS, GUESSED)).language == guess.language


def test_every_language_that_is_told_has_a_name():
    assert all(language_name(code) != code for code in LIKELY)
