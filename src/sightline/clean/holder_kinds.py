"""What registers of accounts call the holders of them, and which of it anybody here asks for.

A kind is compared in small letters without spaces around it. Words are this project's.
"""

from __future__ import annotations

import re

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
    "club", "official", "other", "unknown", "",
})  # fmt: skip
"""plain words for other kinds of holders"""
_OF_MISSIONS = OFFICIALS.union(*POSTS.values())
_WORD = re.compile(r"\w+")


def known(kind: str) -> bool:
    """Whether a kind is one that is known here: one of the words above, or with one of a mission in it."""
    plain = kind.strip().lower()
    return plain in PERSONS or plain in OTHERS or not _OF_MISSIONS.isdisjoint(_WORD.findall(plain))
