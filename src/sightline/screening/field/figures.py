"""Numbers around a name that are no identifier of a party: dates, sums, shares, voyages, telephones.

*Kim Kadan, 14.05.1969*, *Kadan Bank 49%*, *Invented Star VOY 12*. Each is left out and the name asked without
it as one more form, so that a number clears nobody. A date that does not say that it is of birth may be of a
payment: it is left out and not compared. A number of few digits behind a name, with no word or sign between,
is a part of it: *Petrel 8*, *Bureau 39*. Words written from general knowledge.
"""

from __future__ import annotations

import re

from sightline.clean import typed_dates
from sightline.names.acronyms import words_of_companies
from sightline.names.tokens import tokens_of
from sightline.screening.field.held import Held

_CALL = re.compile(r"[,;]?\s*[(\[]?\s*\b(?:call\s?sign|c/s|позывной)\b[\s.:]*[A-Z0-9]{3,8}\b\s*[)\]]?", re.I)
"""the one number that may have no digit"""
_ENGLISH = frozenset({
    "january", "february", "march", "april", "june", "july", "august", "sept", "september", "october",
    "november", "december",
})  # fmt: skip
_MONTH = "|".join(
    sorted({*_ENGLISH, *typed_dates.MONTHS, *typed_dates.MONTHS.values()}, key=len, reverse=True)
)
_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
DAY = (
    r"(?<!\d)(?:\d{1,2}(?:[./-]\s?\d{1,2}[./-]\s?"
    rf"|[\s.-]*(?:{_MONTH})\.?[\s.,-]*)(?:\d{{4}}|\d\d)(?!\w)"
    r"|\d{4}[./-]\s?\d{1,2}[./-]\s?\d{1,2}(?!\d)"
    r"|\d{4}\s?[年년]\s?\d{1,2}\s?[月월](?:\s?\d{1,2}\s?[日일号]?)?"
    r"|(?:19|20)\d\d[01]\d[0-3]\d(?!\d))"
)
"""a day as people write it, in digits or with a month in letters"""
_OF_DAY = (
    r"built|blt|year|born|d\.?o\.?b|date|dated|est|estd|established|founded|since|issued|expir(?:y|es|ed)|exp"
    r"|valid|until|eta|etd|gegr|gegründet|fondée|incorporated|выдан|основан[ао]?|постройки|от"
)
_MONEY = (
    "aed|aud|brl|cad|chf|cny|eur|gbp|hkd|idr|inr|irr|jpy|kpw|krw|kzt|mxn|myr|nok|pkr|pln|rmb|rub|sar|sek|sgd|syp"
    "|thb|twd|uah|usd|vnd"
)
_SUM = r"\d[\d.,']*(?:\s?(?:m|mn|k|bn|million|billion|mio)\b)?"
_EDGE, _END = r"[,;/–—-]?\s*[(\[]?\s*", r"\s*[)\]]?"
_TELEPHONE = re.compile(
    rf"{_EDGE}(?:\b(?:tel|telephone|phone|mob|mobile|cell|fax|тел|телефон|факс)\b[\s.:]*"
    r"\+?[\d(][\d\s()/.-]{3,}\d"
    rf"|(?<!\S)\+\d[\d\s()/.-]{{5,}}\d){_END}",
    re.IGNORECASE,
)
_SHAPES: tuple[tuple[str, int, re.Pattern[str]], ...] = tuple(
    (told, least, re.compile(f"{_EDGE}(?P<value>{shape}){_END}", re.IGNORECASE))
    for told, least, shape in (
        (
            "a date of which nothing says that it is of birth",
            3,
            rf"(?:\b(?:{_OF_DAY})\b[\s.:]*(?:(?:of|on|in|to|from|am|en|issue)\b\s*)?)*{DAY}(?:\s?г\b\.?)?"
            rf"|\b(?:{_OF_DAY})\b[\s.:]*(?:in\b\s*)?{_YEAR}|\b(?:{_MONTH})\b\.?\s{_YEAR}",
        ),
        (
            "a voyage",
            1,
            r"\b(?:voy(?:age)?\b\.?(?:\s*(?:no|nr)\b)?|рейс\b)[\s.:#/]*[A-Z]{0,3}\d{1,5}[A-Z]?\b"
            r"|(?<!\S)V\.\s?\d{1,5}[A-Z]?\b|(?<!\S)V\.?\s?\d{1,5}[NSEW]\b"
            r"|\b0\d{1,3}[NSEW]\b|(?<=/)\s*\d{1,4}[NSEW]\b",
        ),
        (
            "a measure",
            1,
            r"\b(?:gt|grt|nrt|dwt|dwcc|loa|tonnage|брт)\b[\s.:]*\d[\d.,]*"
            r"|(?<!\S)\d[\d.,]{2,}\s?"
            r"(?:gt|grt|nrt|dwt|dwcc|tdw|teu|(?:gross |net |metric )?tons?|tonnes?|kgs?|cbm|bbls?"
            r"|брт|mts?|t)\b(?!\s?\d)",
        ),
        (
            "a share",
            1,
            r"(?:\b(?:ubo|holds|owns|owner of|stake of)\s)?(?<!\S)\d+(?:[.,]\d+)?\s?"
            r"(?:%|per\s?cent\b|pct\b|prozent\b|процент\w*|shares\b)|(?<!\S)\d{1,3}[:/]\d{1,3}(?!\S)",
        ),
        (
            "a sum of money",
            1,
            rf"(?:\b(?:{_MONEY})\b|(?:us)?\$|€|£|¥|₽|₩)\s?{_SUM}"
            rf"|(?<!\S){_SUM}\s?(?:(?:{_MONEY})\b|[$€£¥₽₩])",
        ),
        (
            "a number of an account, an order or the like",
            1,
            r"\b(?:a/c|account|acct|acc|счет|р/с|к/с|bik|бик|s/n|(?:инн/|inn/)?(?:kpp|кпп)|invoice|inv|contract|order|ref|reference|po"
            r"|lc|l/c|bl|b/l)\b[\s.:#]*(?:(?:no|nr|number)\b[\s.:#]*)?(?=[A-Z/-]*\d)[A-Z0-9][A-Z0-9/.-]+",
        ),
        ("a number", 4, r"(?:\b(?:no|nr|number|id)\b[\s.:#]*|№\s*|#\s*)[A-Z]{0,2}-?\d[\d./-]{3,}"),
        ("a number", 3, r"(?:(?<=[,;])|(?<=\s[–—-]))\s*\d[\d ./-]+\d(?!\w)"),
        ("a number", 5, r"(?:(?<=[/_])|(?<=\w{3}-))\s*\d{5,}(?!\w)"),
        ("an age", 1, r"(?:(?<=,)\s*|\b(?:age|aged)\b\s?)\d\d?$"),
        ("a number", 6, r"(?<!\S)\d(?:[./-]?\d){5,}(?!\S)|(?<!\S)\d{2,}(?: \d{2,}){2,}(?!\S)"),
        ("a number in front", 1, r"^(?:\d{1,3}[.)]\s|\d{5,}(?:\s*[:,–—-]?\s|_))"),
        ("a year", 4, rf"(?<=\s)(?:Q[1-4]\s)?{_YEAR}$"),
    )
)
"""what a number is told to be, the fewest digits it has, and the words and signs it is told by, in the order
they are looked for"""
_OF_A_NAME = re.compile(
    r"\b(?:unit|bureau|office|lab(?:oratory)?|factory|plant|institute|camp|base|school|brigade|division"
    r"|regiment|battalion|department|center|centre|yard|hull|часть|завод|институт|в/ч)\s*$",
    re.IGNORECASE,
)
"""what has a number for a name: *Unit 61398*"""
_SIGNS = " _,;:/-–—<>\"'"


def telephones(text: str, held: Held, _schema: str) -> str:
    """A field without telephone numbers, seven digits of which may be those of a ship."""
    return _without(_TELEPHONE, text, held, "a telephone number") if _TELEPHONE.search(text) else text


def figures(text: str, held: Held, _schema: str) -> str:
    """A field without such numbers, where a name is left."""
    if _CALL.search(text):
        text = _without(_CALL, text, held, "a call sign")
    digits = sum(map(str.isdigit, text))
    for told, least, shape in _SHAPES:
        if digits >= least and shape.search(text):
            text = _without(shape, text, held, told)
    return text


def _without(shape: re.Pattern[str], text: str, held: Held, told: str) -> str:
    notes: list[str] = []

    def taken(found: re.Match[str]) -> str:
        if _OF_A_NAME.search(text[: found.start()]):
            return found[0]
        notes.append(f"{found[0].strip(_SIGNS)!r} was taken for {told}: asked without it, too")
        return " "

    left = " ".join(shape.sub(taken, text).split()).strip(_SIGNS)
    if not notes or not _is_name(left):
        return text
    held.notes += notes
    return left


def _is_name(text: str) -> bool:
    """Whether what is left is more than words that all companies have."""
    told = [token for token in tokens_of(text) if not token.isdigit()]
    return any(map(str.isalpha, text)) and not words_of_companies().issuperset(told)
