"""What registers of accounts call the holders of them, and which of it anybody here asks for.

A kind is compared in small letters without spaces around it. Words are this project's.
"""

from __future__ import annotations

import re
import unicodedata

PERSONS = frozenset({"person", "natural person", "individual", "private", "private person", "natural"})
"""a human being"""
POSTS = {
    "embassy": (
        "embassy", "emb", "legation", "botschaft", "ambassade", "embajada", "embaixada", "ambasciata",
        "ambasada", "ambassad", "velvyslanectvi", "nagykovetseg", "nagykovetsege", "kedutaan",
        "buyukelciligi", "посольство", "посолство", "سفارة", "سفارت", "大使馆", "大使館", "대사관",
    ),
    "consulate": (
        "consulate", "konsulat", "generalkonsulat", "consulat", "consulado", "consolato", "консульство",
        "генконсульство", "قنصلية", "领事馆", "領事館", "령사관", "영사관",
    ),
    "mission": (
        "mission", "diplomatic", "consular", "vertretung", "mision", "missao", "missione", "миссия",
        "delegation", "постпредство", "代表团", "代表團", "대표부", "대표단",
    ),
    "representation": (
        "representation", "representative", "handelsvertretung", "representacion", "representacao",
        "rappresentanza", "представительство", "торгпредство", "代表处", "代表處", "무역대표부",
    ),
}  # fmt: skip
"""what a mission is called, by what it is; the first that is met counts"""
OFFICIALS = frozenset({
    "diplomat", "ambassador", "consul", "attache", "secretary", "counsellor",
    "counselor", "charge", "botschafter", "botschaftsrat", "konsul", "ambassadeur", "embajador", "посол",
    "консул", "атташе", "секретарь", "советник", "참사", "서기관",
})  # fmt: skip
"""words of an official's rank"""
OTHERS = frozenset({
    "company", "corporate", "legal", "legal person", "legal entity", "organisation", "organization", "firm",
    "business", "merchant", "sole trader", "government", "bank", "correspondent", "vostro", "loro", "nostro",
    "financial institution", "exchange", "trust", "foundation", "association", "partnership", "charity",
    "club", "official", "estate", "executor", "other", "unknown", "",
})  # fmt: skip
"""plain words for other kinds of holders"""
_OF_MISSIONS = OFFICIALS.union(*POSTS.values())
_WORD = re.compile(r"\w+")
_ESTATE = re.compile(
    r"^(?:the )?(?:late )?estate of\b|\bexecut(?:or|ors|rix) of\b|\badministrators? of the estate\b"
    r"|\bdeceased estate\b|\bnachlass(?:konto)?\b|\berbengemeinschaft\b|\bsuccession de\b|\bhoirie\b"
    r"|\bherencia yacente\b|\bcomunidad hereditaria\b|^eredi di\b|\bespolio de\b|\bheranca de\b"
    r"|\bnalatenschap\b|^erven\b|\bd[oø]dsbo\b|\bkuolinpesa\b|\bspadek po\b|\bнаследств"
    r"|遗产|遺產|遺産|상속재산"
)
"""what the name of an account begins with or holds that is kept for the heirs of somebody dead"""


def known(kind: str) -> bool:
    """Whether a kind is one that is known here: one of the words above, or with one of a mission in it."""
    plain = kind.strip().lower()
    return plain in PERSONS or plain in OTHERS or not _OF_MISSIONS.isdisjoint(_WORD.findall(plain))


def estate(holder: str) -> bool:
    """Whether an account is held in the name of an estate, or of those who execute one."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", holder) if not unicodedata.combining(one))
    return _ESTATE.search(unicodedata.normalize("NFC", plain).casefold().strip()) is not None
