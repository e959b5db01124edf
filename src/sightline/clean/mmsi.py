"""MMSIs: the state whose flag a ship's number claims by its first three digits (identification, ITU).

The table is that of the library pyais; it was not compared with the ITU's own.
"""

from __future__ import annotations

from pyais.util import get_country

_LENGTH = 9


def flag(mmsi: int | str) -> str:
    """ISO alpha-2 code in small letters; empty for a number that is no ship's, or digits of no state."""
    text = str(mmsi).strip()
    if len(text) != _LENGTH or not text.isascii() or not text.isdigit() or not "2" <= text[0] <= "7":
        return ""
    code, name = get_country(int(text))
    return "" if name == "Unknown" else code.casefold()


def state(mmsi: int | str) -> str:
    """The state's name in English as the table has it; empty where `flag` is."""
    return str(get_country(int(mmsi))[1]) if flag(mmsi) else ""
