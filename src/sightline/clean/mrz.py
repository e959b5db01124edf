"""The upper line of a passport's machine-readable zone (ICAO 9303): the state that issued it, and the name.

`P<PRKJANG<<YONG<SON<<<`: a kind of document in two places, the state in three, the surname, `<<`, given
names. Lines also come without the kind, or without the state as well.
"""

from __future__ import annotations

import re

from sightline.clean import countries

_NAME = r"(?P<last>[A-Z]+(?:<[A-Z]+)*)<<(?P<first>[A-Z]+(?:<[A-Z]+)*)?<*"
_WHOLE = re.compile(rf"[PVIAC](?P<kind>[A-Z<])(?P<state>[A-Z]{{3}}|D<<){_NAME}")
_STATE = re.compile(rf"(?P<state>[A-Z]{{3}})\s{_NAME}")
_BARE = re.compile(_NAME)
GERMANY = "D<<"
"""the one state whose code is no ISO code"""


def names(text: str) -> tuple[tuple[str, str], ...]:
    """Each name the line may mean with the code of its state, empty where none stands there; none for what is
    no such line. A kind with a second letter (*PSPRKRI<<…*) may be the beginning of a surname: then two."""
    line = text.strip().strip('"')
    found: list[tuple[str, str]] = []
    for shape in (_WHOLE, _STATE):
        if (told := shape.fullmatch(line)) and (state := _state(told["state"])):
            found.append((_name(told), state))
    if (told := _BARE.fullmatch(line)) and line[1] != "<":
        found.append((_name(told), ""))
    return tuple(found)


def _state(code: str) -> str:
    return "de" if code == GERMANY else countries.of_code(code) or ""


def _name(told: re.Match[str]) -> str:
    return f"{told['last']} {told['first'] or ''}".replace("<", " ").strip()
