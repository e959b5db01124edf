"""What ships say of themselves, joined to the positions that follow."""

from __future__ import annotations

import numpy as np
import pytest

from sightline.formats import ais_ships
from sightline.formats.ais_ships import Ships


def names(ships: Ships, *at: tuple[int, int]) -> list[str | None]:
    mmsi, line = np.array(at, np.int64).T
    found: list[str | None] = ships.columns(mmsi, line)["name"].to_pylist()
    return found


def test_a_name_holds_from_its_line_on_and_in_later_blocks() -> None:
    ships = Ships()
    ships.hear(1, 5, {"name": "INVENTED A"})
    ships.hear(1, 9, {"name": "INVENTED B"})
    ships.hear(2, 9, {"callsign": "INV"})
    assert names(ships, (1, 4), (1, 5), (1, 8), (1, 9), (2, 10), (3, 10)) == [
        None, "INVENTED A", "INVENTED A", "INVENTED B", None, None,
    ]  # fmt: skip
    assert names(ships, (1, 0), (3, 0)) == ["INVENTED B", None]


def test_silence_does_not_unsay() -> None:
    ships = Ships()
    ships.hear(1, 1, {"name": "INVENTED A", "imo": 9000001})
    ships.hear(1, 2, {"callsign": "INV"})
    columns = ships.columns(np.array([1]), np.array([3]))
    assert [columns[name].to_pylist() for name in ("name", "imo", "callsign")] == [
        ["INVENTED A"], [9000001], ["INV"],
    ]  # fmt: skip


def test_only_so_many_ships_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ais_ships, "MOST", 2)
    ships = Ships()
    for mmsi in (1, 2, 3):
        ships.hear(mmsi, mmsi, {"name": f"INVENTED {mmsi}"})
    assert names(ships, (1, 3), (2, 3), (3, 3))[1:] == ["INVENTED 2", "INVENTED 3"]
    assert names(ships, (1, 0), (2, 0), (3, 0)) == [None, "INVENTED 2", "INVENTED 3"]
