"""What stands around the name of a person in a field: titles in front, an office behind.

*Mr. Park Do Choon*, *박도춘 씨*, *Park Do Choon (CEO)*, *PARK/DOCHOON MR* as airlines write. A title has no
place among the syllables of a name, which is read to its last letter or not at all.
"""

from __future__ import annotations

import re

from sightline.names.of_persons import may_be_persons

PLAIN = (
    "mr", "mrs", "ms", "mister", "mstr", "dr", "prof", "professor", "mme", "mlle", "monsieur", "herr", "frau",
    "г-н", "г-жа", "господин", "госпожа", "товарищ",
)  # fmt: skip
"""titles whether or not a full stop stands behind them"""
UNSURE = ("miss", "madame", "madam", "sir", "dame", "comrade")
"""words that may begin the name of a ship or company as well, which is asked with them, too"""
DOTTED = (
    "adm", "amb", "brig", "capt", "cdr", "cmdr", "col", "cpt", "eng", "gen", "gov", "h.e", "hon", "ing",
    "lic", "lt", "maj", "min", "pres", "rev", "sen", "sgt", "supt",
)  # fmt: skip
"""titles only with a full stop, since they may be names as well"""
RANKS = (
    "general", "colonel", "major", "captain", "lieutenant", "sergeant", "admiral", "marshal", "commander",
    "minister", "president", "ambassador", "director", "chairman",
)  # fmt: skip
"""ranks and offices in full, titles before what may be the whole name of a person, which is asked with them,
too: *General Kim Young Cheol*, and not *General Trading Company*"""
TITLES = frozenset({*PLAIN, *UNSURE, *RANKS, *(f"{one}." for one in (*PLAIN, *UNSURE, *DOTTED))})
"""first words of names that may have a title"""
OFFICES = frozenset({
    *RANKS, "agent", "attorney", "authorised", "authorized", "beneficial", "beneficiary", "board",
    "ceo", "cfo", "chair", "chairperson", "chairwoman", "chief", "cio", "coo", "cto", "deputy", "esq",
    "executive", "founder", "governor", "head", "legal", "manager", "managing", "master", "md",
    "member", "officer", "owner", "partner", "proprietor", "representative", "retd", "retired",
    "secretary", "senior", "shareholder", "signatory", "treasurer", "ubo", "ultimate", "vice",
})  # fmt: skip
"""words of what someone is, ranks among them"""
BESIDE = frozenset({
    "and", "of", "the", "&", "mr", "mrs", "ms", "miss", "dr", "prof", "phd", "mba", "esq",
})  # fmt: skip
"""what may stand among them, or behind a name by itself"""
AT_THE_END = ("mr", "mrs", "ms")
"""titles that forms put behind a name"""
LEFT = 2
"""words that must be left of a name in Latin letters: *Major, John* is all of one"""
_BARE = "|".join((*PLAIN, *UNSURE))
_SHORT = "|".join((*PLAIN, *UNSURE, *DOTTED)).replace(".", r"\.")
_IN_FRONT = re.compile(rf"(?:(?:{_BARE})\s+|(?:{_SHORT})\.\s*)+(?=\S)", re.IGNORECASE)
_RANKED = re.compile(rf"(?:(?:{'|'.join(RANKS)})\s+)+(?=\S)", re.IGNORECASE)
_BEHIND = re.compile(r"(?:\s*,\s*|\s+[-–—]\s+|\s*[(\[（]\s*)(?P<what>[^,()\[\]（）–—]+?)\s*[)\]）]?\s*$")
_OF = re.compile(r"\s+(?:of|for|at)\s+(?:the\s+)?", re.IGNORECASE)
_PASSENGER = re.compile(r"([A-Z]{2,})/([A-Z]{2,}(?: [A-Z]+)*?)\s?(?:MR|MRS|MS|MISS|MSTR|DR)")
KOREAN = (
    "국무위원장", "부위원장", "위원장", "제1부부장", "부부장", "부장", "국장", "총비서", "비서", "대사",
    "총리", "장관", "외무상", "무력상", "사장", "회장", "대표", "동지", "원수", "차수", "대장", "상장",
    "중장", "소장", "씨", "님", "군", "양", "여사", "선생", "선생님", "박사", "교수", "의원", "귀하",
)  # fmt: skip
"""what stands behind the name of a person in Korean: common words, compared with no document"""
_KOREAN = re.compile(rf"([\uac00-\ud7a3]{{2,4}})(?:\s+(?:{'|'.join(KOREAN)}))+\s*")
_TIED = re.compile(r"([\uac00-\ud7a3]{3,4})(?:씨|님)\s*")
"""a title that is written to the name, which has three syllables then: 배씨 may be no title"""
_HAN = re.compile(
    r"([\u3400-\u9fff]{2,4}?)\s*(?:先生|女士|小姐|太太|夫人|同志|博士|教授|主席|總理|总理|委員長|委员长|さん|様)\s*"
    r"|([\u3400-\u9fff]{3})\s*氏\s*"
)


def untitled(text: str) -> tuple[str, ...]:
    """A name without what stands around it, and as it is where that may belong to it or nothing does."""
    if not text.isascii() and (found := _asian(text)):
        return (found,)
    if passenger := _PASSENGER.fullmatch(text):
        return (f"{passenger[1]} {passenger[2]}",)
    bare = _without_office(text)
    front = _IN_FRONT.match(bare)
    if not front:
        ranked = _RANKED.match(bare)
        name = bare[ranked.end() :] if ranked else ""
        return (bare, name) if name and may_be_persons(name) else (bare,)
    name = bare[front.end() :]
    return (bare, name) if text.split(None, 1)[0].lower() in UNSURE else (name,)


def _without_office(text: str) -> str:
    kept = text
    while behind := _BEHIND.search(kept):
        left = kept[: behind.start()].strip()
        if not _is_office(behind["what"]) or (len(left.split()) < LEFT and left.isascii()):
            break
        kept = left
    told = kept.split()
    if len(told) > LEFT and told[-1].lower().rstrip(".") in AT_THE_END:
        kept = kept[: kept.rindex(told[-1])].rstrip(" ,")
    return kept


def _asian(text: str) -> str:
    found = _KOREAN.fullmatch(text) or _TIED.fullmatch(text) or _HAN.fullmatch(text)
    return next(filter(None, found.groups())) if found else ""


def _is_office(what: str) -> bool:
    """Whether words say what someone is: *Deputy Director*, *representative of Daedong Credit Bank*."""
    told = _OF.split(what, maxsplit=1)[0].lower().replace(".", "").split()
    return bool(told) and all(word in OFFICES or word in BESIDE for word in told)
