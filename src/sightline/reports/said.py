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
    return found | {WORDS[word] for word in re.findall(r"[a-z]+", text.casefold()) if word in WORDS}


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
