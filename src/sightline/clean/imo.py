"""IMO numbers: seven digits, of a ship or of a company (owner, manager), each with its own check digit.

Ship: the sum of the first six digits times 7, 6, 5, 4, 3, 2 ends in the seventh. Company: with weights
8, 6, 4, 2, 9, 7 the check digit is (11 - sum mod 11) mod 10. Some numbers satisfy both.
"""

from __future__ import annotations

import re

_DIGITS = re.compile(r"(?:IMO\W*)?([0-9]{7})", re.IGNORECASE)
_SHIP = (7, 6, 5, 4, 3, 2)
_COMPANY = (8, 6, 4, 2, 9, 7)


def digits(text: str) -> str | None:
    """The seven digits, with or without `IMO` in front; None when there are not exactly seven."""
    found = _DIGITS.fullmatch(text.strip())
    return found[1] if found else None


def is_ship(number: str) -> bool:
    """Whether a text is seven digits that carry a ship's check digit."""
    return _plain(number) and _weighed(number, _SHIP) % 10 == int(number[6])


def is_company(number: str) -> bool:
    """Whether a text is seven digits that carry a company's check digit."""
    return _plain(number) and (11 - _weighed(number, _COMPANY) % 11) % 10 == int(number[6])


def ship(text: str) -> str | None:
    """The seven digits of a ship number with a right check digit, else None."""
    number = digits(text)
    return number if number and is_ship(number) else None


def company(text: str) -> str | None:
    """The seven digits of a company number with a right check digit, else None."""
    number = digits(text)
    return number if number and is_company(number) else None


def _plain(number: str) -> bool:
    return len(number) == len(_SHIP) + 1 and number.isascii() and number.isdigit()


def _weighed(number: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))
