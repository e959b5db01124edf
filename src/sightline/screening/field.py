"""What a field of a name holds besides a name: numbers, a date of birth, an address, words of a form.

*Chol Ryong IMO 8606173*, *Bank Tejarat (BTEJIRTH)*, *Pak Il Gyu DOB 1950*, *1/KIM KYU 2/PYONGYANG 3/KP*.
A number that is an identifier by its check digit, its shape or the word in front of it is asked as one; the
rest of the field is asked as a name, and the field as it stands as well, so that nothing is lost. Whatever is
taken for something is told in a note.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import unquote

from sightline.clean import bic as bank_codes
from sightline.clean import countries, country_words, iban, imo, mrz, typed_dates, wallet
from sightline.names.aircraft import LISTED
from sightline.names.commonness import is_known, is_of_brand
from sightline.names.folding import folded, is_given, is_listed, is_syllable
from sightline.names.tables import values
from sightline.names.words import aircraft_mark

_SIGNS = re.compile(r"[\d@%<:]")
"""one of these stands in every field that holds more, but for those that a word below tells"""
_PARTS = str.maketrans(",()-'", "     ")
_WORDS = frozenset({
    "a/c", "attn", "attn.", "beneficiary", "bic", "c/o", "consignee", "flag", "messrs", "messrs.", "o/b",
    "on", "payment", "reg", "salary", "shipper", "swift", "wages",
})  # fmt: skip
_BANK = re.compile(r"[A-Z]{8}(?:[A-Z]{3})?|[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_NUMBER = r"(?:\s*(?:no|nr|number|code)\b\.?)?[\s.:#]*"
"""what may stand between the name of a number and the number"""
_LABELLED: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (name, told, re.compile(rf"[,;]?\s*[(\[]?\s*\b(?:{word})\b{_NUMBER}(?P<value>{shape})\b\s*[)\]]?", re.I))
    for name, told, word, shape in (
        ("imo", "an IMO number", "imo", r"\d{7}"),
        ("mmsi", "an MMSI", "mmsi", r"\d{9}"),
        ("bic", "a BIC", r"(?:swift|bic)(?:[/ ](?:swift|bic))?", r"[a-z]{6}[a-z0-9]{2}(?:[a-z0-9]{3})?"),
        ("identifier", "a number of a paper", "passport|national id|id card", r"[a-z]{0,3}\d{5,12}"),
    )
)
"""numbers behind their name: the field of a query, how it is told, the words, the number"""
_MARK = re.compile(
    r"[,;]?\s*[(\[]?\s*\b(?:(?:a/c|aircraft)\s+)?(?:reg(?:istration|n)?\b\.?)"
    + _NUMBER
    + r"(?P<value>[A-Z]{1,2}-[A-Z0-9]{3,5})\b\s*[)\]]?",
    re.IGNORECASE,
)
_STATED_MARK = re.compile(rf"(?<!\S)(?P<value>(?:{'|'.join(sorted(LISTED))})-[A-Z]{{3}})(?!\S)")
_SEVEN = re.compile(r"(?:^|[,;/]|\s)\s*[(\[]?\s*(?<![\d.-])(?P<value>\d{7})\b(?![.-]\d)\s*[)\]]?")
"""seven digits by themselves"""
_LONG = re.compile(
    r"(?:\b(?:[A-Z]{3,4}|[Bb]itcoin|[Ee]thereum|[Ll]itecoin)\b[\s:]+)?(?P<value>[A-Za-z0-9]{26,110})"
)
_ACCOUNT = re.compile(
    r"\b(?P<value>[A-Z]{2}\d\d(?:[A-Z0-9]{11,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?))\b"
)
_IN_BRACKETS = re.compile(
    r"\s*[(\[]\s*(?P<value>[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\s*[)\]](?=\s*(?:[,;]|$))"
)
_BORN = re.compile(
    r"[,;]?\s*[(\[]?\s*\b(?:d\.?o\.?b\b\.?|date of birth|birth ?date|born(?: on| in)?|y\.?o\.?b\b\.?)[\s:]*"
    r"(?P<value>\d[\d./-]*\d(?:[\s.-]+[a-z]{3,9}\.?[\s.,-]+\d{2,4})?|\d[\s.-]+[a-z]{3,9}\.?[\s.,-]+\d{2,4})\s*[)\]]?",
    re.IGNORECASE,
)
_MAIL = re.compile(r"\s*[<(\[]?\s*(?P<value>[\w.+-]+@[\w-]+\.[\w.-]+)\s*[>)\]]?")
_FLAG = re.compile(
    r"[,;]?\s*\bflag(?:ged)?[\s:]+(?P<value>[A-Za-z. ]+?)\s*(?:[,;)]|$)|\s(?P<other>\S+)[ -]flag(?:ged)?\s*$",
    re.I,
)
_IN_FRONT = re.compile(
    r"(?:(?:seller|buyer|shipper|consignee|notify party|bill to|ship to|sold to|attn|attention|bene"
    r"|beneficiary|payee|payer|remitter|ordering customer|applicant|vendor|supplier|customer|to|from"
    r"|vsl|vessel|name)\s*:"
    r"|(?:attn|beneficiary|shipper|consignee|messrs)\b\.?(?=\s+\S+\s+\S)|c/o|o/b of|on behalf of"
    r"|(?:salary|wages?|payment|invoice) (?:of|for|to|from)\b"
    r"|(?:(?:ref|reference|inv|invoice|contract|order|po)\b[\s.:#-]*)+(?:no\b\.?\s*)?\S*\d\S*)\s+(?=\S)",
    re.IGNORECASE,
)
"""what forms and messages put in front of a name"""
_LINES = re.compile(r"(?:(?P<account>/\S+)\s+)?1/(?P<rest>\S.*)", re.DOTALL)
_LINE = re.compile(r"(?:^|\s)([1-8])/")
_LETTER_BY_LETTER = re.compile(r"[A-Za-z](?:\s+[A-Za-z]){4,}")
_ROOM = re.compile(r"\s{2,}")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
OF_ADDRESSES = frozenset({
    "avenue", "bldg", "boulevard", "box", "branch", "building", "city", "county", "distr", "district", "dong",
    "floor", "guyok", "kuyok", "lane", "office", "province", "road", "room", "street", "suite", "ulitsa",
})  # fmt: skip
_STREET = re.compile(
    rf"\b(?:{'|'.join(sorted(OF_ADDRESSES))})\b|-(?:gu|si|ri)\b|^\d{{4,6}}\b|\b\d{{5,6}}$", re.IGNORECASE
)
"""what says that a part of a field is of an address"""
_TRADES = frozenset(
    {"and", "&", "company", "co", "corporation", "corp", "ltd", "limited", "society", "materials"}
)
"""words beside which *building* and *office* are what a company does"""
_NO_BANKS = frozenset({"person", "vessel", "airplane"})
"""kinds of party, in small letters, of which eight capitals are the name"""
_DOOR = re.compile(
    r"(?:room|rm|suite|unit|flat|floor|no)\b\.?\s*\d+\w?|\d+(?:st|nd|rd|th) floor|p\.?o\.? box \d+", re.I
)
_LOCODE = re.compile(r"[A-Z]{2} ?[A-Z2-9]{3}")
"""a code of a port, as acronyms look as well"""
GIVEN_NAMES = frozenset(
    {"chad", "georgia", "india", "israel", "jordan", "london", "paris", "salvador", "siam"}
)
"""places people are called as: behind a comma, with nothing else there, they are none"""
OTHER_PLACES = frozenset({
    "berlin", "chongjin", "damascus", "dprk", "geneva", "hamhung", "hong", "hunchun", "kampala",
    "khabarovsk", "kong", "kuala", "luanda", "lumpur", "nampo", "nanjing", "penh", "phnom", "pyongyang",
    "rason", "rome", "seoul", "sinuiju", "tehran", "tianjin", "tripoli", "tumen", "vientiane",
    "vladivostok", "weihai", "wonsan", "yangon", "yanji",
})  # fmt: skip
"""cities where those who are listed live, besides the places that are common in names; written from general
knowledge, as are the words of forms and addresses above"""
LEAST_BEFORE_SEAT = 3
"""words that the name of a company has before the city of its seat"""
OF_TWO_WORDS = frozenset({"hong", "kuala", "phnom"})
"""first words of cities of two"""
NOT_BEFORE_SEAT = frozenset({"of", "and", "&", "in", "at", "port", "de", "new"})
"""words before a city that belongs to a name"""
OF_SEATED = frozenset({
    "bank", "company", "co", "corp", "corporation", "ltd", "limited", "llc", "group", "trading", "shipping",
})  # fmt: skip
"""words one of which the name of a company has that is told so"""
_LOOKS = re.compile(r"(?<=[A-Za-z])[015]|[015](?=[A-Za-z])|(?<![A-Za-z])l(?=[A-Z](?![a-z]))")
_LETTERS = {"0": "O", "1": "I", "5": "S", "l": "I"}
"""what optical reading makes of letters"""
FIRST = "1st"
"""the one number in English that ends in letters and has such a digit"""
MOST_NAMES = 4
"""names that one field is asked as"""


@dataclass(slots=True)
class Held:
    """What a field holds: the names to ask, what else as fields of a query, and what is told of it."""

    names: list[str] = field(default_factory=list)
    given: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def take(self, name: str, value: str, note: str) -> None:
        """Something else than a name, once."""
        if value not in self.given.setdefault(name, []):
            self.given[name].append(value)
            self.notes.append(note)


def taken_apart(text: str, schema: str = "") -> Held | None:
    """What a field holds; None for most, which hold a name and nothing that can be told from it."""
    if not _SIGNS.search(text) and not _tells(text) and not _plain(text):
        return None
    held = Held()
    whole = text
    if plain := _plain(text):
        held.notes.append(f"was read as {plain!r}")
        text = plain
    if "<" in text and (lines := mrz.names(text)):
        held.names = [name for name, _ in lines]
        if state := lines[0][1]:
            held.take("country", state, f"was read as a line of a passport of {state.upper()}")
        else:
            held.notes.append("was read as a line of a passport")
        return held
    left = _lines(text, held) if "1/" in text[:40] else text
    for step in (_numbers, _dates_and_mail, _front):
        left = step(left, held, schema)
    left = left.strip(" ,;:/-<>\"'")
    names = [left] if any(map(str.isalnum, left)) else []
    if "," in left or "(" in left:
        names += _before_address(left, held)
    elif seat := _seat(left):
        held.notes.append(f"{seat!r} was taken for the place of a company: asked without it, too")
        names.append(left[: -len(seat)].strip())
    names += [name for one in names[-1:] for name in _as_it_looks(one, held)]
    if not held.notes:
        return None
    held.names = list(dict.fromkeys([*held.names, *names[:MOST_NAMES], whole]))
    return held


def _tells(text: str) -> bool:
    """Whether a word of a field without digits tells that it holds more than a name."""
    if (" l" in text or text[:1] == "l") and _LOOKS.search(text):
        return True
    if _seat(text):
        return True
    if ("rn" in text or "RN" in text) and any(map(_run_together, text.split())):
        return True
    if "," in text or "(" in text:
        words = text.lower().translate(_PARTS).split()
        return not (_places().isdisjoint(words) and _WORDS.isdisjoint(words)) or bool(
            _IN_BRACKETS.search(text)
        )
    if len(text) in (8, 11) and text.isupper() and _BANK.fullmatch(text):
        return True
    return not _WORDS.isdisjoint(text.lower().split())


def _plain(text: str) -> str:
    """The text that signs of an address on the web, or letters each by itself, stand for; empty for most."""
    if "%" in text and _PERCENT.search(text):
        plain = unquote(text)
        return plain if plain != text and plain.isprintable() else ""
    if text[1:2] == " " and _LETTER_BY_LETTER.fullmatch(text):
        return " ".join("".join(word.split()) for word in _ROOM.split(text))
    return ""


def _lines(text: str, held: Held) -> str:
    """The name of a party in numbered lines, as fields 50F and 59F of SWIFT messages have it."""
    told = _LINES.fullmatch(text)
    if not told:
        return text
    parts = _LINE.split(f" 1/{told['rest']}")
    lines: dict[str, list[str]] = {}
    for number, said in zip(parts[1::2], parts[2::2], strict=True):
        lines.setdefault(number, []).append(said.strip())
    if len(lines) > 1:
        held.notes.append("was read as numbered lines of a SWIFT message, the name from those of 1/")
    if account := told["account"]:
        held.take("identifier", account.strip("/"), f"{account!r} was asked as an account")
    if where := lines.get("2"):
        held.given["address"] = [", ".join(where)]
    if country := countries.of_code(lines.get("3", [""])[0].split("/")[0]):
        held.given["country"] = [country]
    if born := lines.get("4"):
        held.given["birth_date"] = born[:1]
    for number in (*lines.get("6", ()), *lines.get("7", ())):
        held.given.setdefault("identifier", []).append(number.rsplit("/", 1)[-1])
    return " ".join(lines["1"])


def _numbers(text: str, held: Held, schema: str) -> str:
    """A field without its identifiers."""
    for name, told, shape in _LABELLED:
        text = _without(shape, text, held, name, told, _is_code if name == "bic" else bool)
    if _BANK.fullmatch(text) and _of_a_bank(text) and schema.lower() not in _NO_BANKS:
        held.take("bic", text, f"{text!r} was asked as a BIC as well")
        return text
    text = _without(
        _IN_BRACKETS, text, held, "bic", "a BIC", lambda one: _of_a_bank(one) and not _is_place(one)
    )
    text = _without(_ACCOUNT, text, held, "identifier", "an IBAN", lambda one: bool(iban.clean(one)))
    text = _without(_LONG, text, held, "identifier", "the address of a wallet", wallet.is_address)
    if schema.lower() != "person":
        text = _without(_SEVEN, text, held, "imo", "an IMO number, by its check digit", imo.is_ship)
    for shape in (_MARK, _STATED_MARK):
        if (found := shape.search(text)) and found[0].strip() != text:
            mark = found["value"].upper()
            held.names.append(mark)
            held.notes.append(f"{mark!r} was asked as the mark of an aircraft")
            text = f"{text[: found.start()]} {text[found.end() :]}".strip()
    return text


def _is_code(value: str) -> bool:
    """Whether what stands behind *SWIFT* is a code: of *Swift Shipping* it is none."""
    return value.isupper() and _of_a_bank(value)


def _of_a_bank(code: str) -> bool:
    return bool(countries.of_code(code[4:6]))


def _without(
    shape: re.Pattern[str],
    text: str,
    held: Held,
    name: str,
    told: str,
    right: Callable[[str], bool] = bool,
) -> str:
    """A field without the values of one shape, each of which is asked in the field `name` of the query."""

    def taken(found: re.Match[str]) -> str:
        value = found["value"]
        if not right(value):
            return found[0]
        held.take(name, value, f"{value!r} was asked as {told}")
        return " "

    return " ".join(shape.sub(taken, text).split()) if shape.search(text) else text


def _dates_and_mail(text: str, held: Held, schema: str) -> str:
    """A field without a date of birth, an e-mail address and a flag."""
    text = _without(
        _BORN, text, held, "birth_date", "the date of birth", lambda one: bool(typed_dates.typed(one))
    )
    if "@" in text and (mail := _MAIL.search(text)) and mail[0].strip() != text:
        held.notes.append(f"{mail['value']!r} is an e-mail address: asked without it, too")
        text = f"{text[: mail.start()]} {text[mail.end() :]}".strip()
    if "flag" in text.lower() and (found := _FLAG.search(text)):
        of = found["value"] or found["other"]
        if code := country_words.read(of).code:
            held.take("country", code, f"{of!r} was asked as the flag")
            text = f"{text[: found.start()]} {text[found.end() :]}".strip()
    return text


def _front(text: str, held: Held, schema: str) -> str:
    """A field without what forms put in front of a name."""
    while found := _IN_FRONT.match(text):
        held.notes.append(f"{found[0].strip()!r} was taken for a word of a form: asked without it, too")
        text = text[found.end() :]
    return text


def _before_address(text: str, held: Held) -> list[str]:
    """The names in front of an address, none where no part is of one: *Foo, Inc.*, *Kim, Yong Chol*."""
    bracket = re.fullmatch(r"(?P<name>[^()]+\s[^()]+?)\s*\((?P<where>[^()]+)\)", text)
    if bracket and _is_country(bracket["where"]):
        held.notes.append(f"{bracket['where']!r} was taken for a place: asked without it, too")
        return [bracket["name"]]
    parts = [part.strip() for part in text.split(",") if part.strip()]
    while len(parts) > 1 and _DOOR.fullmatch(parts[0]):
        parts = parts[1:]
    first = next((n for n, part in enumerate(parts) if n and _is_place(part)), 0)
    if not first or len(" ".join(parts[:first]).split()) < 2 or " ".join(parts[1:]).lower() in GIVEN_NAMES:
        return []
    held.notes.append(f"{', '.join(parts[first:])!r} was taken for an address: asked without it, too")
    named = parts[:first]
    alone = [part for part in named if len(part.split()) > 1] if len(named) > 1 and " " in named[0] else []
    return [", ".join(named), *alone]


def _seat(text: str) -> str:
    """The city at the end of the name of a company of three words and more, *… Bank of Syria Damascus*."""
    if text.rpartition(" ")[2].lower() not in _seats():
        return ""
    told = text.split()
    if len(told) <= LEAST_BEFORE_SEAT:
        return ""
    city = " ".join(told[-2:]) if told[-2].lower() in OF_TWO_WORDS else told[-1]
    left = [word.lower() for word in told[: -len(city.split())]]
    if len(left) < LEAST_BEFORE_SEAT or left[-1] in NOT_BEFORE_SEAT or OF_SEATED.isdisjoint(left):
        return ""
    return city


def _is_place(part: str) -> bool:
    """Whether a part of a field is a country, a city, or has a word of addresses."""
    told = part.lower().replace("'", "").split()
    if _is_country(part) or (_STREET.search(part) and _TRADES.isdisjoint(told)):
        return True
    return told[0].isalpha() and all(word in _cities() for word in told)


def _is_country(text: str) -> bool:
    """Whether a text is the name of a country; of few letters it may be a form of company or a degree."""
    if sum(map(str.isalpha, text)) <= len("XXX"):
        return False
    return bool(countries.code(text) or (not _LOCODE.fullmatch(text) and country_words.read(text).code))


@cache
def _cities() -> frozenset[str]:
    common = (word for word, _, why in values("common_words") if why == "a place in many names")
    return OTHER_PLACES.union(common)


@cache
def _seats() -> frozenset[str]:
    """Last words of cities that are none of a country: *Costa Rica* is no Rica."""
    return OTHER_PLACES | (_cities() - countries.words())


@cache
def _places() -> frozenset[str]:
    """Words one of which stands in every address without digits that is told, short ones apart."""
    known = _cities() | countries.words() | country_words.OWN_WORDS.keys() | OF_ADDRESSES
    return frozenset(word for word in known if len(word) > len("XXX") or word in OF_ADDRESSES)


def _as_it_looks(text: str, held: Held) -> list[str]:
    """A name with letters for the digits that optical reading puts for them: *K0REA DAES0NG*, *lRAN*."""
    told = text.split()
    seen = [*map(_in_letters, told)] if _LOOKS.search(text) else told
    if seen != told:
        held.notes.append(f"was read as {' '.join(seen)!r} as well, digits as the letters they look like")
    parted = [_run_together(word) or word for word in seen]
    if parted != seen:
        held.notes.append(f"was read as {' '.join(parted)!r} as well, rn as the m it looks like")
    return [" ".join(one) for one in (seen, parted) if one != told]


def _in_letters(word: str) -> str:
    """A word in letters: one of two signs only where it is a syllable of Korean names, *1L* and not *M1*."""
    seen = _LOOKS.sub(lambda found: _LETTERS[found[0]], word)
    if not seen.isalpha() or word.lower() == FIRST:
        return word
    short = len(word) <= len("IL")
    return word if short and not (word[0] in _LETTERS and is_syllable(seen.lower())) else seen


def _run_together(word: str) -> str:
    """A word of no list with m for rn, where it is one of the lists, a given name or a syllable of Korean
    names then: *Kirn*, *Moharnmad*; else nothing."""
    plain = word.lower().strip(",.")
    if "rn" not in plain or not plain.isalpha() or is_listed(plain) or is_syllable(plain):
        return ""
    seen, read = plain.replace("rn", "m"), folded(plain)
    if is_known(read) or is_of_brand(read):
        return ""
    if not (is_listed(seen) or is_given(folded(seen)) or is_syllable(seen)):
        return ""
    return word.replace("rn", "m").replace("RN", "M")


def of_identifier(text: str, schema: str = "") -> tuple[str, str]:
    """What else a value in the field of identifiers is: the field it is asked in as well, and its value."""
    if (number := imo.digits(text)) and (
        not text[0].isdigit() or (schema.lower() != "person" and imo.is_ship(number))
    ):
        return "imo", number
    code = bank_codes.clean(text)
    if code and code.isalpha() and _of_a_bank(code):
        return "bic", code
    if aircraft_mark(text.upper()):
        return "name", text.upper()
    return "", ""
