"""What a text says in numbers, days, shares and spans, so that it can be held against what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

NUMBER = re.compile(r"(?<![\w.,/-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w/])")
_ANY = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b|\b(\d{{4}})-(\d\d)-(\d\d)\b")
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
WORDS = {word: str(n) for n, word in enumerate(_ONES)} | {
    word: str(20 + 10 * n) for n, word in enumerate(_TENS)
}
_SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000,
}  # fmt: skip
_COUNTING = "|".join(sorted((*WORDS, *_SCALES), key=len, reverse=True))
_WORDED = re.compile(
    rf"\b(?:{_COUNTING})(?:(?:[\s-]+|(?<=hundred) and |(?<=thousand) and )(?:{_COUNTING}))*\b", re.I
)
_SCALED = re.compile(r"(?<![\w.,/-])(\d+(?:,\d{3})*(?:\.\d+)?) (thousand|million|billion)\b", re.I)
_LIST = re.compile(r"(?:[^,;.:]{1,60}, )+[^,;.:]{1,60}?,? and [^,;.:]+")
_MONEY = (
    r"dollars?|euros?|yuan|renminbi|won|yen|rou?bles?|pounds?(?: sterling)?|rupees?|ringgit|baht|dong|"
    r"francs?|dirhams?|pesos?|bitcoins?|ether|USD|EUR|CNY|RMB|KPW|KRW|JPY|RUB|GBP|CHF|BTC|ETH|USDT|USDC|XRP|TRX"
)
_QUANTITY = (
    r"(?:metric )?(?:tons?|tonnes?)|kilograms?|kg|grams?|ounces?|barrels?|lit(?:re|er)s?|gallons?|"
    r"cubic met(?:re|er)s?|megawatts?|DWT|deadweight"
)
_AMOUNT = re.compile(
    rf"(?<![\w.,/-])(?:\d[\d,.]*|(?:{_COUNTING})(?:[\s-]+(?:{_COUNTING}))*)"
    r"(?: (?:thousand|million|billion))?"
    rf"(?: (?:United States|US|Hong Kong|Singapore|Australian|Canadian|Swiss))? (?:{_MONEY}|{_QUANTITY})\b"
    rf"|(?:[$€£¥₩]|\b(?:US\$|USD|EUR|CNY|RMB|JPY|KRW|RUB|GBP)) ?\d[\d,.]*\d?",
    re.I,
)
FEWEST = 3
"""the least number in words that is taken for a number: one and two are words of many uses"""
SHARE = re.compile(r"(?<![\d.,])(\d+(?:\.\d+)?)\s?(?:per cent|percent|%)")
SPAN = re.compile(
    r"\bbetween (\d[\d,.]*\d|\d) and (\d[\d,.]*\d|\d)(?![\w/])"
    r"|(?<![\w/-])(\d[\d,.]*)\s?[–-]\s?(\d[\d,.]*\d|\d)(?![\w/-])"
)


def value(text: str) -> float:
    """The number a text of digits, commas and a point stands for."""
    return float(text.replace(",", "").rstrip("."))


def plain(text: str) -> str:
    """A number without its commas."""
    return text.replace(",", "")


def numbers(text: str) -> list[str]:
    """Numbers in digits that stand alone, without their commas; not those inside words and symbols."""
    return [plain(found[0]) for found in NUMBER.finditer(text)]


def every_number(text: str) -> set[str]:
    """Every number that stands anywhere in a text, also inside words, symbols and ISO days, and in words."""
    found = {plain(each) for each in _ANY.findall(text)}
    found |= {each.lstrip("0") or "0" for each in found}
    found |= {digits for _, digits in worded(text)} | set(scaled(text).values())
    return found | {WORDS[word] for word in re.findall(r"[a-z]+", text.casefold()) if word in WORDS}


def worded(text: str) -> list[tuple[str, str]]:
    """Numbers written in words, from three up, each with its digits: `twenty-five` and `25`."""
    found = []
    for match in _WORDED.finditer(text):
        number = _counted(re.findall(r"[a-z]+", match[0].casefold()))
        if number is not None and number >= FEWEST:
            found.append((match[0], str(number)))
    return found


def _counted(words: list[str]) -> int | None:
    """What words of numbers come to; None where they are several numbers, or a scale without one."""
    whole = part = 0
    last = ""
    for word in words:
        if word == "and":
            continue
        if word in WORDS:
            if last in WORDS and not (last in _TENS and 0 < int(WORDS[word]) < 10):
                return None
            part += int(WORDS[word])
        elif not part:
            return None
        elif word in {"hundred", "dozen"}:
            part *= _SCALES[word]
        else:
            whole, part = whole + part * _SCALES[word], 0
        last = word
    return whole + part


def listed(text: str) -> set[str]:
    """How many things each list of a text has: `4` for `A, B, C and D`."""
    found = (re.sub(r",? and ", ", ", match[0], count=1) for match in _LIST.finditer(text))
    return {str(one.count(", ") + 1) for one in found}


def scaled(text: str) -> dict[str, str]:
    """Numbers in digits before thousand, million or billion, with what they come to: `2.5` and `2500000`."""
    found = {}
    for match in _SCALED.finditer(text):
        whole = value(match[1]) * _SCALES[match[2].casefold()]
        found[plain(match[1])] = f"{whole:.0f}"
    return found


def amounts(text: str) -> list[str]:
    """The amounts a text gives with their currency, weight or volume, as they stand there."""
    return [found[0] for found in _AMOUNT.finditer(text)]


def without_days(text: str) -> str:
    """A text without the days it writes."""
    return _DAY.sub(" ", text)


def days(text: str) -> Iterator[tuple[str, date | None]]:
    """Each day a text writes, with the day; None where there is no such day."""
    for found in _DAY.finditer(text):
        if found[1]:
            year, month, day = int(found[3]), MONTHS.index(found[2]) + 1, int(found[1])
        else:
            year, month, day = int(found[4]), int(found[5]), int(found[6])
        try:
            yield found[0], date(year, month, day)
        except ValueError:
            yield found[0], None


def shares(text: str) -> list[float]:
    """The percentages a text gives."""
    return [float(found[1]) for found in SHARE.finditer(text)]


def spans(text: str) -> list[tuple[float, float]]:
    """The spans of numbers a text gives: `between 10 and 20`, `10-20`; never two years or a day."""
    found = []
    for match in SPAN.finditer(text):
        low, high = (value(part) for part in (match[1] or match[3], match[2] or match[4]))
        years = 1900 <= low <= 2100 and 1900 <= high <= 2100
        if low < high and not years:
            found.append((low, high))
    return found


def squeezed(text: str) -> str:
    """A text with its white space folded."""
    return " ".join(text.split())
