"""What a ship is, around its name: *tanker X*, *VLCC X*, *X, bulk carrier*, *т/х X*, *油轮X*.

Words in several languages as papers and newspapers have them; written from general knowledge. *M/V* and the
like, which say nothing else, stand in the table of words.
"""

from __future__ import annotations

import re

from sightline.names.tokens import tokens_of

ALONE = frozenset({
    "b/c", "barge", "bulkcarrier", "bulker", "buque", "buque tanque", "c/v", "cargoschiff", "cargueiro",
    "carguero", "containerschiff", "containership", "dredger", "f/v", "frachter", "frachtschiff", "freighter",
    "fso", "fpso", "gastanker", "gemi", "gemisi", "granelero", "lng/c", "lngc", "lpg/c", "lpgc", "m/s",
    "m/t", "m/v", "motonave", "motorschiff", "motoryacht", "navio", "navire", "nave", "newbuilding",
    "petrolero", "petrolier", "pétrolier", "petroliera", "r/v", "s/s", "schiff", "schlepper", "ship",
    "steamer", "steamship", "supertanker", "t/t", "tanker", "tankeri", "tankschiff", "trawler", "tug",
    "tugboat", "ulcc", "ulcv", "vessel", "vlcc", "vlgc", "vlcv", "vraquier", "yacht",
    "балкер", "баржа", "буксир", "газовоз", "контейнеровоз", "корабль", "м/в", "м/т", "нефтеналивной",
    "пароход", "рефрижератор", "судно", "сухогруз", "супертанкер", "т/к", "т/х", "танкер", "теплоход",
    "траулер", "химовоз",
    "fischkutter", "kühlschiff", "massengutfrachter", "oeltanker", "produktentanker", "rohöltanker",
    "öltanker",
    "ناقلة", "سفينة", "نفتکش", "کشتی",
    "선박", "유조선", "화물선", "컨테이너선", "벌크선", "어선", "예인선", "탱커",
    "船舶", "船", "油轮", "油輪", "货轮", "貨輪", "轮船", "輪船",
    "集装箱船", "散货船", "散貨船", "拖轮", "油船", "货船", "タンカー", "貨物船",
})  # fmt: skip
"""kinds that are told by one word"""
BESIDE = frozenset({"boat", "carrier", "ferry"})
"""kinds that are told only beside a word of those below: *Carrier Corporation*, *Ferry Santoso*"""
WHAT_KIND = frozenset({
    "a", "aframax", "asphalt", "bitumen", "bulk", "capesize", "car", "carga", "cargo", "cement", "chemical",
    "coastal", "container", "crude", "dry", "fishing", "gas", "general", "handymax", "handysize", "lng",
    "livestock", "lpg", "merchant", "motor", "multi-purpose", "multipurpose", "oil", "ore", "panamax",
    "passenger", "patrol", "pesquero", "product", "products", "purpose", "multi", "reefer", "refrigerated",
    "research", "ro-ro", "roro", "sailing", "suezmax", "supply", "support", "supramax", "survey", "the",
    "training",     "vehicle", "de", "tanque", "грузовое", "нефтяной", "рыболовное",
})  # fmt: skip
"""words of which kind"""
_NOT_ALONE = BESIDE | WHAT_KIND
NO_SURNAMES = ALONE - {"schiff", "nave", "steamer", "buque", "船", "vessel", "navio", "motonave", "frachter"}
"""those that may stand behind: *Adam Schiff* is a man"""
WORDS = ALONE | BESIDE
"""one of these stands in every name that is looked at, but for those of other letters written to the name"""
FIRST_EAST_ASIAN = "\u2e80"
_EDGES = " ,;:.\"'“”„«»‘’()[]–-"
_TIED = re.compile(
    r"(?:油轮|油輪|货轮|貨輪|轮船|輪船|船舶|集装箱船|散货船|散貨船|拖轮|油船|货船|유조선|화물선|선박|タンカー)[\s:：\"“《「]*"
    r"(?P<behind>[A-Za-z][^\"”》」]*)[\"”》」]?"
    r"|(?P<front>[A-Za-z][A-Za-z0-9 .'-]*?)\s*(?:호|號|号|轮|輪|丸)"
)
"""a kind in letters of East Asia written to a name in Latin ones"""


def without_tied(text: str) -> str:
    """A ship's name in Latin letters without what it is in others, *油轮Artavil*; empty for most."""
    if not text or max(text[0], text[-1]) < FIRST_EAST_ASIAN or not (tied := _TIED.fullmatch(text)):
        return ""
    return str(tied["behind"] or tied["front"]).strip()


def without_kind(text: str) -> str:
    """A ship's name without what it is; empty where nothing says so, or nothing else is there."""
    if tied := without_tied(text):
        return tied
    told = text.split()
    words = [word.strip(_EDGES).lower() for word in told]
    front = _kinds(words, ALONE)
    behind = _kinds(words[::-1], NO_SURNAMES) if not front else 0
    kept = told[front : len(told) - behind]
    return " ".join(kept).strip(_EDGES) if (front or behind) and tokens_of(" ".join(kept)) else ""


def _kinds(words: list[str], alone: frozenset[str]) -> int:
    """How many of the first words say together what a ship is."""
    count = 0
    while count < len(words) and (words[count] in _NOT_ALONE or words[count] in alone):
        count += 1
    said = words[:count]
    if alone.isdisjoint(said) and (BESIDE.isdisjoint(said) or WHAT_KIND.isdisjoint(said)):
        return 0
    return count
