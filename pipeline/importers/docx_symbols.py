"""Give the characters that Word files name by their place in a font of symbols."""

from __future__ import annotations

UNKNOWN = "□"
PRIVATE = range(0xF000, 0xF100)  # where Word puts the places of such fonts
GREEK = dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)) | dict(
    zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)
)
SIGNS = dict(
    zip(
        bytes.fromhex("22 24 27 2d 40 a0 a2 a3 a5 ab ac ad ae af b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 ba bb bc c7 c8 ce cf d1 d2 d3 d4 d5 d6 d7 db de e5"),
        "∀∃∋−≅€′≤∞↔←↑→↓°±″≥×∝∂•÷≠≡≈…∩∪∈∉∇®©™∏√⋅⇔⇒∑",
        strict=True,
    )
)
WINGDINGS = dict(
    zip(bytes.fromhex("28 2a 4a 4c 6c 6e 6f 76 9f a7 a8 d8 df e0 e1 e2 fb fc fd fe"), "☎✉☺☹●■□❖•▪□➢←→↑↓✗✓☒☑", strict=True),
)
FONTS = {"symbol": GREEK | SIGNS, "wingdings": WINGDINGS}


def symbol(font: str, place: str) -> str:
    """Return the character at a place of a font.

    Args:
        font: its name.
        place: hexadecimal, as Word writes it.

    Returns:
        A square where the font or the place is not known: something stood there.

    Source:
        ISO 32000-1, annex D.5 (Symbol), by the Adobe Glyph List's names; of Wingdings the nearest common characters.

    >>> symbol("Symbol", "F0A3"), symbol("Arial", "2264"), symbol("Own", "F041"), symbol("Symbol", "")
    ('≤', '≤', '□', '□')
    """
    try:
        number = int(place, 16)
    except ValueError:
        return UNKNOWN
    own = FONTS.get(font.strip().lower())
    if own is not None or number in PRIVATE:
        number &= 0xFF
        plain = chr(number) if own is not None and font.strip().lower() == "symbol" and 0x20 <= number < 0x40 else UNKNOWN
        return (own or {}).get(number, plain)
    return chr(number) if 0x20 <= number < 0xD800 else UNKNOWN
