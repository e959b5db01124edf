"""What a field of a name holds besides a name: numbers, a date of birth, an address, words of a form.

*Chol Ryong IMO 8606173*, *Bank Tejarat (BTEJIRTH)*, *Pak Il Gyu DOB 1950*, *1/KIM KYU 2/PYONGYANG 3/KP*.
A number that is an identifier by its check digit, its shape or the word in front of it is asked as one; the
rest of the field is asked as a name, and the field as it stands as well, so that nothing is lost. Whatever is
taken for something is told in a note.
"""

from __future__ import annotations

import re
from functools import cache

from sightline.clean import mrz
from sightline.names import acronyms, aircraft, described, ship_kinds
from sightline.screening.field import branches
from sightline.screening.field.addresses import last_words, place_behind, words_of_places
from sightline.screening.field.figures import figures, telephones
from sightline.screening.field.forms import dates_and_mail, front, lines_of
from sightline.screening.field.held import Held
from sightline.screening.field.left_out import is_two_acronyms, left_out
from sightline.screening.field.looks import as_it_looks, looks_otherwise, meant
from sightline.screening.field.numbers import is_code_alone, numbers

_SIGNS = re.compile(r"[\d@%<:(\[（«“„\"]")
"""one of these stands in every field that holds more, but for those that a word below tells"""
_BRACKETS = re.compile(r"[(\[（«“„\"]")
_PARTS = str.maketrans(",'", "  ")
_OF_FORMS = frozenset({
    "a/c", "account", "applicant", "attn", "attn.", "b/o", "beneficiary", "bic", "by", "c/o", "c/s",
    "callsign", "consignee", "flag", "messrs", "messrs.", "o/b", "on", "payment", "reg", "salary", "shipper",
    "sign", "swift", "wages", "ип", "фоп",
})  # fmt: skip
_OF_GROUPS = frozenset({"movement", "militia", "militants", "rebels", "fighters"})
_MARKS = frozenset(state.lower() for state in aircraft.LISTED)
_TELLING = _OF_FORMS | _OF_GROUPS | branches.WORDS | ship_kinds.WORDS
LEAST_WORDS = 2
"""words of a field that holds more than a name, where no sign stands in it"""
OF = "of"
OFFICE = 3
"""words in front of a name one of which says what someone is: *Deputy Defence Minister*"""
MOST_NAMES = 5
"""names that one field is asked as"""


def taken_apart(text: str, schema: str = "") -> Held | None:
    """What a field holds; None for most, which hold a name and nothing that can be told from it."""
    if not _SIGNS.search(text) and not _tells(text) and not meant(text):
        return None
    held = Held()
    whole = text
    if seen := meant(text):
        held.notes.append(f"was read as {seen!r}")
        text = seen
    if "<" in text and (lines := mrz.names(text)):
        held.names = [name for name, _ in lines]
        if state := lines[0][1]:
            held.take("country", state, f"was read as a line of a passport of {state.upper()}")
        else:
            held.notes.append("was read as a line of a passport")
        return held
    left = lines_of(text, held) if "1/" in text[:40] else text
    for step in (telephones, numbers, dates_and_mail, front, figures):
        left = step(left, held, schema)
    left = left.strip(" ,;:/-<>\"'")
    names = [left] if any(map(str.isalnum, left)) else []
    if _BRACKETS.search(left) or _tells(left):
        for one in left_out(left):
            names += one.names
            held.notes.append(one.note)
    names += [name for one in names[-1:] for name in as_it_looks(one, held)]
    if not held.notes:
        return None
    held.names = list(dict.fromkeys([*held.names, *names[:MOST_NAMES], whole]))
    return held


def _tells(text: str) -> bool:
    """Whether a word of a field without digits and brackets tells that it holds more than a name."""
    if looks_otherwise(text):
        return True
    lower = text.lower()
    if "," in text:
        front, behind = lower.translate(_PARTS).split(), lower[lower.index(",") :].translate(_PARTS).split()
        if "-" in lower:
            behind += lower[lower.index(",") :].translate(_PARTS).replace("-", " ").split()
        if not (_TELLING.isdisjoint(front) and _behind_comma().isdisjoint(behind)):
            return True
        return described.has_small(text)
    words = lower.split()
    if not text.isascii() and ship_kinds.without_tied(text):
        return True
    if not _some_word().isdisjoint(words) and _word_tells(text, words):
        return True
    if len(words) < LEAST_WORDS:
        return is_code_alone(text) or is_two_acronyms(text)
    first, last = words[0], words[-1]
    if first[:2] in _MARKS and aircraft.without_type(text):
        return True
    if first[0] in (words[1][0], last[0]) and acronyms.without_own(text):
        return True
    return described.has_small(text)


def _word_tells(text: str, words: list[str]) -> bool:
    """The same by a word of `_some_word`, where it stands as one that tells."""
    if not _TELLING.isdisjoint(words) or (OF in words and not described.RELATIVES.isdisjoint(words)):
        return True
    if len(words) < LEAST_WORDS:
        return False
    if words[-1] in last_words() and place_behind(text):
        return True
    return not described.WORDS.isdisjoint(words[:OFFICE]) and bool(left_out(text))


@cache
def _some_word() -> frozenset[str]:
    """Words one of which stands in every field without comma in which a word tells."""
    return _TELLING | described.WORDS | described.RELATIVES | last_words()


@cache
def _behind_comma() -> frozenset[str]:
    """Words one of which stands behind the comma in every field in which that is no part of the name."""
    return words_of_places() | described.WORDS | described.RELATIVES
