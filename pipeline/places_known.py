"""Know places by their names: countries and large cities of the world, counties of the United Kingdom; and lists of places."""

from __future__ import annotations

import re
from functools import cache

CONTINENTS = ("Africa/", "Asia/", "Europe/")  # elsewhere zones bear surnames of explorers: Casey, Davis, Palmer
QUALIFIED = re.compile(r" SAR China\b|\s*\(([^)]*)\)")  # Hong Kong SAR China; Myanmar (Burma)
COUNTIES = frozenset(
    "bedfordshire berkshire buckinghamshire cambridgeshire cheshire cornwall cumberland cumbria derbyshire devon dorset durham essex "
    "gloucestershire hampshire herefordshire hertfordshire huntingdonshire kent lancashire leicestershire lincolnshire merseyside "
    "middlesex norfolk northamptonshire northumberland nottinghamshire oxfordshire rutland shropshire somerset staffordshire suffolk "
    "surrey sussex warwickshire westmorland wiltshire worcestershire yorkshire anglesey breconshire caernarfonshire carmarthenshire "
    "ceredigion clwyd denbighshire dyfed flintshire glamorgan gwent gwynedd merionethshire monmouthshire montgomeryshire pembrokeshire "
    "powys radnorshire aberdeenshire angus argyll ayrshire banffshire berwickshire caithness clackmannanshire dumfriesshire "
    "dunbartonshire fife inverness-shire kincardineshire kinross-shire kirkcudbrightshire lanarkshire midlothian morayshire nairnshire "
    "orkney peeblesshire perthshire renfrewshire roxburghshire selkirkshire shetland stirlingshire sutherland wigtownshire antrim armagh "
    "fermanagh londonderry tyrone".split()
)
SHORT_COUNTIES = frozenset(
    "beds berks bucks cambs derbys glos hants herts lancs leics lincs northants notts oxon salop staffs warks wilts worcs yorks".split()
)
ITEM, JOINT = r"[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)?", r"(?:[”’\"]?(?:, |,? and |,? or )[“‘\"]?)"
BEFORE = re.compile(rf"(?:{ITEM}{JOINT})+\Z")
AFTER = re.compile(rf"(?:{JOINT}{ITEM})+")
# Before a list: of what is in places, and who comes from there. One has faith in persons, and letters from them.
WITHIN = re.compile(r"(?<!faith )(?<!trust )(?<!trusts )(?<!pride )(?<!believe )(?<!confidence )\b(?:in|across|throughout)\s\Z", re.IGNORECASE)
COMING = re.compile(
    r"\b(?:people|men|women|children|families|refugees|migrants|students|visitors|residents|they|those|we|he|she|"
    r"(?:came|come|comes|coming|arrived?|arriving|fled|moved|went|go|travel(?:led)?)(?: here| over)?) (?:from|to)\s\Z",
    re.IGNORECASE,
)


@cache
def known_places() -> frozenset[str]:
    """Return names of countries, of cities that name a time zone, and of counties, in lower case.

    Source: the English names of territories and the time zones of the Unicode Common Locale Data Repository, as babel holds them.
    """
    from babel import Locale
    from babel.core import get_global

    countries = [name for code, name in Locale("en").territories.items() if len(code) == 2]
    written = [part for name in countries for part in (QUALIFIED.sub("", name), *QUALIFIED.findall(name))]
    cities = [zone.rpartition("/")[2].replace("_", " ") for zone in get_global("zone_territories") if zone.startswith(CONTINENTS)]
    return frozenset(name.casefold().replace("’", "'") for name in (*written, *cities) if name) | COUNTIES


def listed_with_place(text: str, start: int, end: int, *, said: bool = False, acts: bool = False) -> bool:
    """Tell whether a word stands in a list of places: with a known one, after a preposition of place (in Kabul, Lagos and another).

    A comma alone makes no list (Ash, London), and known places are names of persons, too (Kent and Quillow sat down). A list of which something
    is ``said`` as of persons is one of places only where it says from where people come, and none where it ``acts`` as persons alone do.

    >>> text = "They came from Kabul and Quarlstan."
    >>> listed_with_place(text, text.index("Quarl"), len(text) - 1)
    True
    >>> listed_with_place("Kabul and Quarlstan sat.", 10, 19)
    False
    """
    before, after = BEFORE.search(text[max(0, start - 60) : start]), AFTER.match(text, end, end + 60)
    head = start - len(before[0]) if before else start
    lead = text[max(0, head - 40) : head]
    if acts or not (COMING.search(lead) or (WITHIN.search(lead) and not said)):
        return False
    found = [one[0] for one in (before, after) if one]
    others = [one for part in found for one in re.split(JOINT, part) if one]
    listed = len(others) > 1 or any(re.search(r" (?:and|or) ", part) for part in found)
    return listed and any(one.casefold() in known_places() for one in others)
