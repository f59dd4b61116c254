"""Name languages in English, for messages that people read."""

from __future__ import annotations

ENGLISH_NAMES = dict(
    pair.split(":")
    for pair in (
        "en:English cy:Welsh ga:Irish gd:Gaelic fr:French es:Spanish pt:Portuguese it:Italian de:German nl:Dutch pl:Polish cs:Czech sk:Slovak "
        "hu:Hungarian ro:Romanian lt:Lithuanian lv:Latvian bg:Bulgarian sq:Albanian uk:Ukrainian ru:Russian el:Greek tr:Turkish ku:Kurdish "
        "ar:Arabic fa:Persian ps:Pashto ur:Urdu hi:Hindi bn:Bengali pa:Punjabi gu:Gujarati ta:Tamil so:Somali sw:Swahili am:Amharic "
        "zh:Chinese vi:Vietnamese tl:Tagalog la:Latin"
    ).split()
)
"""Of the codes of ISO 639-1 that ``language.LIKELY`` has."""


def language_name(code: str) -> str:
    """Name a language; the code itself where there is no name for it.

    >>> language_name("pt"), language_name("xx")
    ('Portuguese', 'xx')
    """
    return ENGLISH_NAMES.get(code, code)
