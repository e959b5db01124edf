"""Webs of front companies: what ties, what does not, and the way to a listed party."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sightline.detectors.detector import Found
from sightline.detectors.firms.front_company import Params, detect
from tests.detectors.books import account, payment
from tests.detectors.firms.firms import cases, company, held, listed, tables
from tests.detectors.sea.tracks import Row

World = tuple[list[Row], list[Row], list[Row], list[Row]]
"""payments, accounts, companies, what lists say"""


def market(count: int = 12) -> list[Row]:
    """Old companies that pay one another some hundreds."""
    return [company(f"OLD{number}", -4000) for number in range(count)]


def trade(old: list[Row]) -> list[Row]:
    names = [f"A-{one['company']}" for one in old]
    return [
        payment(9000 + n, n * 7, 300 + n, names[n % len(names)], names[(n + 1) % len(names)])
        for n in range(60)
    ]


def passing(names: list[str], amount: float = 50_000.0, wait: float = 40.0) -> list[Row]:
    """Each takes in large sums and passes them on."""
    rows = []
    for number, name in enumerate(names):
        for turn in range(4):
            at, key = 30 + number * 11 + turn * 150, 100 * number + 10 * turn
            rows.append(payment(key, at, amount + turn, "A-OLD1", f"A-{name}"))
            rows.append(payment(key + 1, at + wait, round((amount + turn) * 0.99, 2), f"A-{name}", "A-OLD2"))
    return rows


def wages(names: list[str]) -> list[Row]:
    return [
        payment(5000 + 100 * n + 10 * month + k, 600 + 720 * month + k, 2000, f"A-{name}", f"P-{n}-{k}")
        for n, name in enumerate(names)
        for month in range(4)
        for k in range(3)
    ]


def world(
    firms: list[Row],
    payments: list[Row],
    lists: list[Row] | None = None,
    devices: dict[str, str] | None = None,
) -> World:
    old = market()
    people = {row["creditor_account"] for row in payments if row["creditor_account"].startswith("P-")}
    accounts = [*held([*firms, *old], devices), *(account(name) for name in sorted(people)), account("P-X")]
    return [*payments, *trade(old)], accounts, [*firms, *old], lists or []


def web(count: int = 3, days: int = 0, **common: Any) -> list[Row]:
    return [company(f"F{number}", days, **common) for number in range(count)]


def names(firms: list[Row]) -> list[str]:
    return [one["company"] for one in firms]


def pair(*more: Row) -> World:
    """Two that share a telephone alone, and what else is paid."""
    return world(web(2, phone="+852 1234 5678"), [*passing(["F0", "F1"]), *more])


INSIDE = payment(6000, 400, 9_000, "A-F0", "A-F1")
"""one of them pays the other"""
TWO = {"phone": "+852 1234 5678", "director": "Invented Director"}
AGENT = {"agent": "Invented Agents Ltd", "address": "1 Agent Road, Town", "phone": "+852 9999 9999"}


def crowd(count: int) -> list[Row]:
    """An agent's other customers: old, with trade of their own."""
    return [company(f"C{number}", -3000, **AGENT) for number in range(count)]


HITS: dict[str, Callable[[], World]] = {
    "a director and a telephone": lambda: world(web(**TWO), passing(names(web()))),
    "in other spellings": lambda: world(
        [
            company("F0", phone="+852-1234-5678", director="INVENTED DIRECTOR"),
            company("F1", phone="00852 12345678", director="Invented  Director"),
            company("F2", phone="852 1234 5678", director="invented director"),
        ],
        passing(["F0", "F1", "F2"]),
    ),
    "a device and an e-mail": lambda: world(
        web(email="x@invented.example"), passing(names(web())), devices={"F0": "D", "F1": "D", "F2": "D"}
    ),
    "through accounts alone": lambda: (
        [*passing(["F0", "F1", "F2"]), *trade(market())],
        [
            *(
                account(f"A-F{n}", "company", phone="+852 1234 5678", device="D", opened_on=date(2022, 12, 1))
                for n in range(3)
            ),
            *held(market()),
            account("P-X"),
        ],
        market(),
        [],
    ),
    "a year old to the day": lambda: world(web(days=-331, **TWO), passing(names(web()))),
    "three among an agent's fifty": lambda: world(
        [*web(**AGENT | {"director": "Invented Director", "email": "x@invented.example"}), *crowd(50)],
        passing(names(web())),
    ),
    "two that are plainly fronts": lambda: world(web(2, **TWO), passing(["F0", "F1"])),
    "two that share one thing and pay one another": lambda: pair(
        INSIDE, payment(6001, 401, 8_990, "A-F1", "A-OLD2")
    ),
    "every row twice": lambda: tuple([*rows, *rows] for rows in world(web(**TWO), passing(names(web())))),  # type: ignore[return-value]
}
NO_HITS: dict[str, Callable[[], World]] = {
    "a few days older than a year": lambda: world(web(days=-336, **TWO), passing(names(web()))),
    "nothing in common": lambda: world(web(), passing(names(web()))),
    "an agent's customers": lambda: world([*web(**AGENT), *crowd(60)], passing(names(web()))),
    "an old group": lambda: world(web(days=-3000, **TWO), [*passing(names(web())), *wages(names(web()))]),
    "a founder who pays wages and keeps what comes": lambda: world(
        web(**TWO),
        [
            *(row for row in passing(names(web())) if row["creditor_account"] != "A-OLD2"),
            *wages(names(web())),
        ],
    ),
    "small payments only": lambda: world(web(**TWO), passing(names(web()), 200.0, 200.0)),
    "two that keep what comes": lambda: world(
        web(2, **TWO), [row for row in passing(["F0", "F1"]) if row["creditor_account"] != "A-OLD2"]
    ),
    "two that share one thing and pay one firm": lambda: pair(payment(6000, 400, 900, "A-F0", "A-OLD3")),
    "they never pay": lambda: world(web(**TWO), []),
    "nothing at all": lambda: ([], [], [], []),
}


def found(said: World, **params: Any) -> list[Found]:
    return list(detect(tables(*said), Params(**params)))


def fronts(signals: list[Found]) -> set[str]:
    return {one.id for signal in signals for one in signal.actors if one.role == "front"}


@pytest.mark.parametrize("name", cases(HITS, 2))
def test_hit(name: str) -> None:
    [signal] = found(HITS[name]())
    assert all("F" in one for one in fronts([signal])) and len(fronts([signal])) >= 2


@pytest.mark.parametrize("name", cases(NO_HITS, 4))
def test_near_miss(name: str) -> None:
    assert found(NO_HITS[name]()) == []


def test_the_accounts_of_fronts_are_named_too() -> None:
    [signal] = found(HITS["a director and a telephone"]())
    assert {"company-F0", "account-A-F0"} <= {one.id for one in signal.actors}
    assert all(reason.cites for reason in signal.reasons)


def test_two_that_share_one_thing_score_less_and_what_they_paid_one_another_is_told() -> None:
    [one] = found(HITS["two that share one thing and pay one another"]())
    [more] = found(HITS["two that are plainly fronts"]())
    assert one.score == pytest.approx(more.score - 0.1)
    assert one.reasons[-1].text == "They paid one another: one payment of 9,000.00 USD in all."
    assert len(one.reasons[-1].cites) == 1


def one_front(**more: Any) -> list[Row]:
    return [company("F0", **more)]


TIED: dict[str, tuple[list[Row], list[Row], list[Row]]] = {
    "its director is listed": (one_front(director="LISTED, Invented"), [], [listed("Invented Listed")]),
    "its telephone is listed": (one_front(phone="+85 0123456"), [], [listed("+850123456", "phone")]),
    "paid by a listed name": (
        one_front(),
        [payment(7777, 60, 900, "X-1", "A-F0") | {"debtor_name": "Invented Listed Co., Ltd"}],
        [listed("Invented Listed")],
    ),
    "over a company tied with it": (
        [
            *one_front(email="x@invented.example"),
            company("G", -3000, email="x@invented.example", owner="Invented Listed"),
        ],
        [],
        [listed("Invented Listed")],
    ),
}
UNTIED: dict[str, tuple[list[Row], list[Row], list[Row]]] = {
    "another year of birth": (
        one_front(director="Invented Listed", director_birth_date="1981-02-03"),
        [],
        [listed("Invented Listed"), listed("1950-01-01", "birthDate")],
    ),
    "one short word of the name": (one_front(director="Kim"), [], [listed("Kim")]),
    "a town is no address": (one_front(address="Dandong"), [], [listed("Dandong", "address")]),
}


@pytest.mark.parametrize("name", cases(TIED, 1))
def test_one_front_is_named_with_its_way_to_a_listed_party(name: str) -> None:
    firms, more, lists = TIED[name]
    [signal] = found(world(firms, [*passing(["F0"]), *more], lists))
    assert fronts([signal]) == {"company-F0"}
    assert [one.id for one in signal.actors if one.role == "listed party"] == ["un-1"]
    way = signal.reasons[0]
    assert way.text.startswith("The way to a listed party") and len(way.cites) >= 2
    assert any(str(cite.place).startswith("row 9") for cite in way.cites)


def test_a_name_alone_says_so_and_counts_less_than_one_with_a_year_of_birth() -> None:
    lists = [listed("Invented Listed"), listed("1981-02-03", "birthDate")]
    both = []
    for more in ({}, {"director_birth_date": "1981-02-03"}):
        firms = one_front(director="Invented Listed", **more)
        both += found(world(firms, passing(["F0"]), lists))
    alone, dated = both
    assert "only the name agrees" in alone.reasons[0].text and "year of birth agrees" in dated.reasons[0].text
    assert round(dated.score - alone.score, 2) == 0.15


@pytest.mark.parametrize("name", cases(UNTIED, 1))
def test_what_is_no_tie_to_a_listed_party(name: str) -> None:
    firms, more, lists = UNTIED[name]
    assert found(world(firms, [*passing(["F0"]), *more], lists)) == []


def test_a_listed_company_is_no_front_of_itself() -> None:
    firm = [company("F0") | {"name": "Invented Listed"}]
    assert found(world(firm, passing(["F0"]), [listed("Invented Listed")])) == []


def test_round_amounts_say_which_payments_they_leave_aside() -> None:
    def told(*more: Row) -> list[str]:
        rows = [row | {"amount": Decimal(50_000)} for row in passing(names(web()))]
        return [one.text for one in found(world(web(**TWO), [*rows, *more]))[0].reasons]

    assert any("are multiples of 100" in text and "left aside" not in text for text in told())
    inside = payment(8000, 900, 7, "A-F0", "A-F1")
    assert any(
        "8 of its 8 payments are multiples of 100 (of 9, those to or from the companies tied with it left "
        "aside)" in text
        for text in told(inside)
    )


def test_what_all_share_is_told_before_what_two_share() -> None:
    firms = web(4, address="Room 70 Tower", email="office@front.example", domain="front.example")
    firms = [one | ({"phone": "+852 1234 5678"} if at < 2 else {}) for at, one in enumerate(firms)]
    [signal] = found(world(firms, passing(names(firms))))
    told = [one.text for one in signal.reasons if " share the " in one.text]
    assert [text.split(" share the ")[1].split(",")[0] for text in told] == [
        "e-mail office@front.example",
        "address Room 70 Tower",
        "telephone +852 1234 5678",
    ]
    assert all("which 4 companies" in text for text in told[:2]) and "which 2 companies" in told[2]
