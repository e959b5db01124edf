"""Numbers of ships, banks, accounts, papers and aircraft in a field.

Each is told by its check digit, its shape or the word in front of it: *Chol Ryong IMO 8606173*, *Bank Tejarat
(BTEJIRTH)*, *REG EP-MNT*.
"""

from __future__ import annotations

import re

from sightline.clean import bic as bank_codes
from sightline.clean import countries, iban, imo, wallet
from sightline.names.aircraft import LISTED
from sightline.names.words import aircraft_mark
from sightline.screening.field.addresses import is_place
from sightline.screening.field.held import Held, without

_BANK = re.compile(r"[A-Z]{8}(?:[A-Z]{3})?|[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_NUMBER = r"\.?(?:\s*(?:no|nr|number|code|id)\b\.?)?[\s.:#№]*"
"""what may stand between the name of a number and the number"""
_REGISTERS = (
    "passport|паспорт|national id|id card|id|inn|инн|ogrn(?:ip)?|огрн(?:ип)?|okpo|окпо|lei|vat|ust-?id(?:nr)?"
    "|tin|tax|taxpayer|ein|ssn|snils|снилс|edrpou|єдрпоу|едрпоу|unp|унп|hrb|hra|krs|nip|regon|nif|cif|rfc|curp"
    "|cnpj|cpf|crn|isin|uen|uscc|siren|siret|kvk|duns|bin|бин|iin|иин|reg|regn|registration|register|registry"
    "|统一社会信用代码|社会信用代码|护照|护照号码?|身份证|身份证号码?|여권|여권번호|등록번호|사업자등록번호|рег"
    r"|licen[cs]e|company(?= (?:no|number|reg)\b)(?: reg(?:istration)?\b\.?)?"
)
"""registers and papers whose numbers stand on lists; written from general knowledge"""
_ENTERED = r"(?:[a-z]{1,4}[ -]?)?\d[\da-z./-]*(?: \d[\d./-]*){0,4}"
LEAST_DIGITS = 3
"""digits of such a number: *Holiday Inn 24* has none"""
_LABELLED: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (name, told, re.compile(rf"[,;]?\s*[(\[]?\s*\b(?:{word})\b{_NUMBER}(?P<value>{shape})\b\s*[)\]]?", re.I))
    for name, told, word, shape in (
        ("imo", "an IMO number", "imo", r"\d{7}"),
        ("mmsi", "an MMSI", "mmsi", r"\d{9}"),
        ("bic", "a BIC", r"(?:swift|bic)(?:[/ ](?:swift|bic))?", r"[a-z]{6}[a-z0-9]{2}(?:[a-z0-9]{3})?"),
        ("identifier", "a number of a register or a paper", _REGISTERS, _ENTERED),
    )
)
"""numbers behind their name: the field of a query, how it is told, the words, the number"""
_MARK = re.compile(
    r"[,;]?\s*[(\[]?\s*\b(?:(?:a/c|aircraft)\s+)?(?:reg(?:istration|n)?\b\.?)"
    + _NUMBER
    + r"(?P<value>[A-Z]{1,2}-(?:\d{5}|(?=\d*[A-Z])[A-Z0-9]{3,5}))\b(?![./-])\s*[)\]]?",
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
_NO_BANKS = frozenset({"person", "vessel", "airplane"})
"""kinds of party, in small letters, of which eight capitals are the name"""


def numbers(text: str, held: Held, schema: str) -> str:
    """A field without its identifiers."""
    for shape in (_MARK, _STATED_MARK):
        if (found := shape.search(text)) and found[0].strip() != text:
            mark = found["value"].upper()
            held.names.append(mark)
            held.notes.append(f"{mark!r} was asked as the mark of an aircraft")
            text = f"{text[: found.start()]} {text[found.end() :]}".strip()
    digits = sum(map(str.isdigit, text))
    for name, told, shape in _LABELLED:
        if name == "identifier" and digits < LEAST_DIGITS:
            continue
        text = without(shape, text, held, name, told, _RIGHT.get(name, bool))
    if _BANK.fullmatch(text) and _of_a_bank(text) and schema.lower() not in _NO_BANKS:
        held.take("bic", text, f"{text!r} was asked as a BIC as well")
        return text
    text = without(
        _IN_BRACKETS, text, held, "bic", "a BIC", lambda one: _of_a_bank(one) and not is_place(one)
    )
    text = without(_ACCOUNT, text, held, "identifier", "an IBAN", lambda one: bool(iban.clean(one)))
    text = without(_LONG, text, held, "identifier", "the address of a wallet", wallet.is_address)
    if schema.lower() != "person":
        text = without(_SEVEN, text, held, "imo", "an IMO number, by its check digit", imo.is_ship)
    return text


def is_code_alone(text: str) -> bool:
    """Whether a field looks like a BIC and nothing else."""
    return len(text) in (8, 11) and text.isupper() and bool(_BANK.fullmatch(text))


def _is_code(value: str) -> bool:
    """Whether what stands behind *SWIFT* is a code: of *Swift Shipping* it is none."""
    return value.isupper() and _of_a_bank(value)


def _is_entered(value: str) -> bool:
    return sum(map(str.isdigit, value)) >= LEAST_DIGITS


_RIGHT = {"bic": _is_code, "identifier": _is_entered}


def _of_a_bank(code: str) -> bool:
    return bool(countries.of_code(code[4:6]))


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
