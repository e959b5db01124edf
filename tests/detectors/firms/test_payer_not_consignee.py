"""Who pays for goods that went to another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.detectors.detector import Found
from sightline.detectors.firms.payer_not_consignee import Params, detect
from tests.detectors.firms.firms import cases
from tests.detectors.firms.papers import paid, shipment, tables
from tests.detectors.sea.tracks import Row

SELLER, FRONT, BUYER = "Invented Seller Ltd", "Invented Front Co", "Invented Buyer Pte"
PAPERS = [shipment(number, SELLER, BUYER, value=1000 + number) for number in range(6)]
Case = tuple[list[Row], list[Row], list[Row]]


def by_front(*purposes: str, who: str = FRONT) -> list[Row]:
    return [paid(at, 10 + at, 900, who, SELLER, text) for at, text in enumerate(purposes)]


def firm(number: int, name: str, **more: str) -> Row:
    return {"company": f"R{number}", "name": name} | more


HITS: dict[str, Case] = {
    "the invoice's number": (by_front("pay INV/00001", "INV/00002 goods"), PAPERS, []),
    "written in another way": (by_front("Inv-00001.", "inv 00002"), PAPERS, []),
    "the shipment's number": (by_front("BL-0001", "BL 0002"), PAPERS, []),
    "two in one payment, and one": (by_front("INV/00001 INV/00002"), PAPERS, []),
    "the amount alone, on the last day": (
        [paid(1, 60, 1001, FRONT, SELLER), paid(2, 30, 1002, FRONT, SELLER)], PAPERS, [],
    ),
    "an address that a tower shares": (
        by_front("INV/00001", "INV/00002"), PAPERS,
        [firm(at, name, address="1 Tower") for at, name in enumerate([FRONT, BUYER, *map(str, range(10))])],
    ),
}  # fmt: skip
NO_HITS: dict[str, Case] = {
    "one payment": (by_front("INV/00001", "goods"), PAPERS, []),
    "the consignee": (by_front("INV/00001", "INV/00002", who=BUYER), PAPERS, []),
    "the consignee, spelt otherwise": (
        by_front("INV/00001", "INV/00002", who="INVENTED BUYERS PTE LTD"), PAPERS, [],
    ),
    "a bank, under a letter of credit": (
        by_front("INV/00001", "INV/00002", who="Invented Bank plc"), PAPERS, [],
    ),
    "the consignee, shortened": (
        by_front("INV/00001", "INV/00002", who="Invented Buyer Ind. Ltd"),
        [one | {"consignee": "Invented Buyer Industries Ltd"} for one in PAPERS], [],
    ),
    "a buyer the papers name": (
        by_front("INV/00001", "INV/00002"), [one | {"buyer": FRONT.upper()} for one in PAPERS], [],
    ),
    "who is notified": (by_front("INV/00001", "INV/00002"), [one | {"notify": FRONT} for one in PAPERS], []),
    "another's invoice": (by_front("INV/00091", "INV/00092"), PAPERS, []),
    "the amount alone, a day late": (
        [paid(1, 61, 1001, FRONT, SELLER), paid(2, 62, 1002, FRONT, SELLER)], PAPERS, [],
    ),
    "an amount of two shipments": (
        [paid(1, 10, 7, FRONT, SELLER), paid(2, 11, 7, FRONT, SELLER)],
        [shipment(at, SELLER, BUYER, value=7) for at in (1, 2)], [],
    ),
    "one house": (
        by_front("INV/00001", "INV/00002"), PAPERS,
        [firm(1, FRONT, address="7 Own Street"), firm(2, BUYER, address="7 Own Street")],
    ),
    "the buyer's director": (
        by_front("INV/00001", "INV/00002"), PAPERS, [firm(2, BUYER, director="Front Invented")],
    ),
    "a factor for six": (
        [paid(at, 10, 9, FRONT, SELLER, f"INV/{at:05d}") for at in range(12)],
        [shipment(at, SELLER, f"Invented Buyer Number {at % 6}") for at in range(12)], [],
    ),
}  # fmt: skip


def found(case: Case) -> list[Found]:
    return list(detect(tables(*case), Params()))


@pytest.mark.parametrize("name", cases(HITS, 2))
def test_hit(name: str) -> None:
    [signal] = found(HITS[name])
    assert {(one.caption.partition(" (")[0], one.role) for one in signal.actors} == {
        (FRONT, "payer"), (BUYER, "consignee"), (SELLER, "shipper"),
    }  # fmt: skip
    assert signal.measures == ("fin-services",)
    assert {cite.item[:2] for cite in signal.reasons[0].cites} == {"ab", "cd"}, "payments and papers"


@pytest.mark.parametrize("name", cases(NO_HITS, 2))
def test_near_miss(name: str) -> None:
    assert found(NO_HITS[name]) == []


def test_a_factor_for_five_is_named_with_each() -> None:
    papers = [shipment(at, SELLER, f"Invented Buyer Number {at % 5}") for at in range(10)]
    payments = [paid(at, 10, 9, FRONT, SELLER, f"INV/{at:05d}") for at in range(10)]
    assert len(found((payments, papers, []))) == 5
    assert list(detect(tables(payments, papers), replace(Params(), payments=3))) == []
