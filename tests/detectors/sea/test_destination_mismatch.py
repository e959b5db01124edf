"""Where a ship says she is bound for, and where she lies."""

from __future__ import annotations

from typing import Any

import pytest

from sightline.detectors.detector import Found
from sightline.detectors.sea.destination_mismatch import Params, detect
from sightline.detectors.sea.destinations import is_mistyped, meant
from sightline.detectors.sea.ports import ports
from tests.detectors.sea.tracks import MINUTE, NOON, Leg, Row, placed, tables, track

A = 412_000_001
YOSU, MOKPO = (34.7333, 127.75), (34.7833, 126.3833)


def found(rows: list[Row]) -> list[Found]:
    return list(detect(tables(placed(rows)), Params()))


def out_and_back(said: str, before: str = "", **more: Any) -> list[Row]:
    """Half a day at Yosu, eight hours out to sea, a day there, eight hours back."""
    rows = track(A, *YOSU, [Leg(720)], every=10, destination=before or None, **more)
    legs = [Leg(480, 10, 180), Leg(1440, 0.2), Leg(480, 10, 0), Leg(720)]
    return rows + track(A, *YOSU, legs, every=10, start=NOON + 720 * MINUTE, destination=said, **more)


HITS = {
    "never where she said": out_and_back("SHANGHAI"),
    "as a route": out_and_back("YOSU > KEELUNG"),
    "a port whose name has a word more": out_and_back("QINGDAO"),
}
NO_HITS = {
    "where she said": out_and_back("YOSU"),
    "mistyped": out_and_back("YOSUU"),
    "a port near it": out_and_back("GWANGYANG"),
    "no port": out_and_back("FOR ORDERS"),
    "never typed anew": out_and_back("SHANGHAI", "SHANGHAI"),
    "a fishing boat": out_and_back("SHANGHAI", ship_type="30"),
    "no destination": out_and_back(""),
    "nothing": [],
}


@pytest.mark.parametrize("name", HITS)
def test_mismatches(name: str) -> None:
    (one,) = found(HITS[name])
    assert "lay at Yosu" in one.reasons[0].text and all(reason.cites for reason in one.reasons)


@pytest.mark.parametrize("name", NO_HITS)
def test_none(name: str) -> None:
    assert found(NO_HITS[name]) == []


def test_names_of_ports() -> None:
    assert [one.name for one in meant("PORT OF BUSAN")] == ["Busan"]
    assert [one.name for one in meant("FUSAN")] == ["Busan"], "another name of it"
    assert meant("CHINA") == () == meant("")
    (busan,) = (one for one in ports() if one.name == "Busan")
    assert is_mistyped("BUSANN", busan) and not is_mistyped("BUENOS AIRES", busan)
