"""The Harmonized System, HS 2022, at two, four and six digits: the codes and how they are worded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

VERSION = "HS 2022"
OLDER = ("HS 1992", "HS 1996", "HS 2002", "HS 2007", "HS 2012", "HS 2017")
UNSPECIFIED = "99"
LONGEST = 10
"""digits; what follows the sixth is a state's own"""
_YEAR = re.compile(r"(?:hs\s*)?((?:19|20)\d\d|\d)", re.I)
_EDITIONS = dict(enumerate((*OLDER, VERSION)))
"""H0 to H6, as statistics name the versions"""


@dataclass(frozen=True, slots=True)
class CodeRead:
    """A code in digits, at most six; empty where it cannot be used, and then `problem` asks back."""

    code: str
    problem: str = ""
    note: str = ""


@cache
def wordings() -> dict[str, str]:
    """Code → wording, in the order of the codes."""
    text = (files("sightline.regime.goods") / "hs2022.tsv").read_text("utf-8")
    rows = (line.split("\t", 1) for line in text.splitlines() if not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


def wording(code: str) -> str:
    """How a code is worded; empty for one that is not in HS 2022."""
    return wordings().get(code[:6], "")


def read(text: str, version: str = "") -> CodeRead:
    """A code as written, with or without dots. One that HS 2022 does not have comes back as a question.

    There is no public correlation table here: a code of an older version is never turned into a newer one.
    """
    digits = re.sub(r"[.\s-]", "", text)
    if not digits.isascii() or not digits.isdigit() or not 2 <= len(digits) <= LONGEST:
        return CodeRead(
            "", f"{text!r} is no HS code: write a chapter, heading or code, as in 27, 2701 or 2701.12"
        )
    named, problem = read_version(version)
    if problem:
        return CodeRead("", problem)
    code = digits[:6]
    if named != VERSION:
        held = (
            "HS 2022 has it too, but perhaps for other goods"
            if code in wordings()
            else "HS 2022 has no such code"
        )
        return CodeRead(
            "", f"the HS 2022 code: {text} is of {named} and no correlation table is held ({held})"
        )
    if code not in wordings():
        return CodeRead("", _unknown(text, code))
    if code.startswith(UNSPECIFIED):
        return CodeRead("", f"the HS 2022 code: {text} says only that the goods are not specified")
    note = f"{text} is read as its first six digits, {code}" if len(digits) > 6 else ""
    return CodeRead(code, "", note)


def read_version(text: str) -> tuple[str, str]:
    """The version named, HS 2022 where none is, and a question where it is none."""
    if not text.strip():
        return VERSION, ""
    written = text.strip()
    if written.upper() in {f"H{number}" for number in _EDITIONS}:
        return _EDITIONS[int(written[1])], ""
    found = _YEAR.fullmatch(written)
    name = f"HS {found[1]}" if found else ""
    if name in (*OLDER, VERSION):
        return name, ""
    return "", f"which version of the HS is {text!r}? Use one of {', '.join((*OLDER, VERSION))}"


def _unknown(text: str, code: str) -> str:
    """The question back for a code that HS 2022 does not have, as helpful as facts allow."""
    if len(code) % 2 and "0" + code in wordings():
        return f"is {text} the code 0{code}, {wordings()['0' + code]!r}? A leading zero may be lost"
    heading = code[:4]
    if len(code) == 6 and heading in wordings():
        return (
            f"the HS 2022 code: {text} is not in HS 2022 (its heading {heading} is); "
            "it may be of another version or mistyped"
        )
    if code[:2] in wordings():
        return f"the HS 2022 code: {text} is not in HS 2022 (its chapter {code[:2]} is)"
    return f"the HS 2022 code: {text} is not in HS 2022, nor is its chapter"
