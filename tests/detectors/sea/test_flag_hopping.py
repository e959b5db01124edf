"""Flags and names one after the other under one number; and what is one change, or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from sightline.detectors.detector import Found
from sightline.detectors.sea.flag_hopping import Params, detect, is_one_name
from tests.detectors.sea.tracks import NOON, Row, placed, row, tables

HOUR = 3_600_000
IMO = 9_900_011


def found(rows: list[Row], register: Sequence[Row] = ()) -> list[Found]:
    known = tables(placed(rows)) | tables(placed(register, "cd" * 32), "ships")
    return list(detect(known, Params()))


def owned(*owners: tuple[str, date | None]) -> list[Row]:
    """Rows of a register: who owned the hull, and from when on."""
    return [{"imo": IMO, "owner": owner, "since": since} for owner, since in owners]


def sent(*identities: tuple[int, str], reports: int = 4, every: int = 24, at_once: bool = False) -> list[Row]:
    """Identities (country digits, name) one after the other, so many reports each."""
    return [
        row(
            mid * 1_000_000 + 77,
            NOON + ((0 if at_once else number * reports) + n) * every * HOUR,
            30 + n / 100,
            127,
            imo=IMO,
            name=name,
        )
        for number, (mid, name) in enumerate(identities)
        for n in range(reports)
    ]


ONE, TWO, THREE = (412, "AMBER HAVEN"), (511, "DELTA FJORD"), (667, "CEDAR GROVE")
HITS: dict[str, Callable[[], list[Row]]] = {
    "three flags": lambda: sent(*((mid, "AMBER HAVEN") for mid, _name in (ONE, TWO, THREE))),
    "three names": lambda: sent(*((412, name) for _mid, name in (ONE, TWO, THREE))),
    "every row twice": lambda: sent(ONE, TWO, THREE) * 2,
}
NO_HITS: dict[str, Callable[[], list[Row]]] = {
    "back to the first, a known miss": lambda: sent(ONE, TWO, ONE),
    "sold once": lambda: sent(ONE, TWO),
    "too few reports": lambda: sent(ONE, TWO, THREE, reports=2),
    "spelt in two ways": lambda: sent((412, "AMBER HAVEN"), (412, "AMBER HAVE"), (412, "AMBER HAVEN")),
    "two ships at once": lambda: sent(ONE, TWO, THREE, at_once=True),
    "too long ago": lambda: sent(ONE, TWO, THREE, every=24 * 200),
    "no number": lambda: [one | {"imo": None} for one in sent(ONE, TWO, THREE)],
    "nothing": list,
}


@pytest.mark.parametrize("name", HITS)
def test_hops(name: str) -> None:
    (one,) = found(HITS[name]())
    assert len(one.reasons) >= 2
    assert all(reason.cites for reason in one.reasons)


@pytest.mark.parametrize("name", NO_HITS)
def test_does_not(name: str) -> None:
    assert found(NO_HITS[name]()) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("AMBER HAVEN", "AMBER  HAVEN", True),
        ("AMBER HAVEN", "AMBER", True),
        ("AMBER HAVEN", "AMBER HAVEM", True),
        ("AMBER HAVEN", "CEDAR GROVE", False),
    ],
)
def test_one_name(one: str, other: str, same: bool) -> None:
    assert is_one_name(one, other) is same


def test_the_reasons_are_in_order() -> None:
    names: Sequence[str] = [reason.text for reason in found(sent(ONE, TWO, THREE))[0].reasons]
    assert "412000077" in names[0] and "511000077" in names[0]


FIRST, SECOND, THIRD = (
    ("Invented Birch Ltd", date(2024, 1, 1)),
    ("Invented Cedar SA", date(2024, 9, 1)),
    ("Invented Delta Inc", date(2025, 3, 1)),
)


def test_two_changes_of_owner_in_the_window_are_told_with_their_rows() -> None:
    (one,) = found(sent(ONE), owned(FIRST, SECOND, THIRD))
    first, second = one.reasons
    assert "Invented Birch Ltd" in first.text and "2025-03-01 on Invented Delta Inc" in second.text
    assert all(len(reason.cites) == 2 for reason in one.reasons)


OWNERS: dict[str, list[Row]] = {
    "sold once": owned(FIRST, SECOND),
    "the same owner again": owned(FIRST, ("INVENTED BIRCH LTD.", date(2024, 9, 1)), SECOND),
    "too long ago": owned(FIRST, SECOND, ("Invented Delta Inc", date(2029, 3, 1))),
    "no day": owned(FIRST, SECOND, ("Invented Delta Inc", None)),
}


@pytest.mark.parametrize("name", OWNERS)
def test_fewer_changes_of_owner_say_nothing(name: str) -> None:
    assert found(sent(ONE), OWNERS[name]) == []


def test_a_change_of_flag_of_name_and_of_owner_are_three() -> None:
    (one,) = found(sent(ONE, TWO), owned(FIRST, SECOND))
    assert len(one.reasons) == 3
