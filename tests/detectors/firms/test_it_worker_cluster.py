"""Crews that work under several names: what ties them, and who only shares a roof."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest

from sightline.detectors.detector import Found
from sightline.detectors.firms.it_worker_cluster import THINGS, Params, detect
from tests.detectors.books import account, payment, tables
from tests.detectors.firms.firms import cases
from tests.detectors.sea.tracks import Row

World = tuple[list[Row], list[Row]]
NAMES = ("Amber Alder", "Beryl Birch", "Coral Cedar", "Garnet Dogwood")
"""invented"""
FIRMS = [account(f"F{number}", "company") for number in range(6)]
OTHERS = [account(f"O{number}", holder=f"Other Name{number}") for number in range(8)]
"""invented people, so that no word stands in most names"""


def names(count: int = 3, **more: Any) -> list[Row]:
    """Accounts of different people, with what they share."""
    return [account(f"W{number}", holder=NAMES[number], **more) for number in range(count)]


def earned(count: int = 3, payers: int = 2, jobs: int = 4, vary: float = 300.0) -> list[Row]:
    """Firms pay each of them for work."""
    return [
        payment(100 * n + job, 24 * job + n, 1500 + vary * (job % 3), f"F{(n + job % payers) % 6}", f"W{n}")
        for n in range(count)
        for job in range(jobs)
    ]


def handed(count: int = 3, share: float = 0.5, to: str = "X", **more: Any) -> list[Row]:
    """Each sends a share of some 7,000 to one account."""
    return [payment(5000 + n, 200 + n, round(7000 * share), f"W{n}", to) | more for n in range(count)]


def world(workers: list[Row], *payments: list[Row]) -> World:
    return [row for rows in payments for row in rows], [*workers, *FIRMS, *OTHERS]


SHARED = {"device": "D-1", "phone": "+85 2000 1111"}
TEXT = {"purpose": "react native app milestone seven"}
HITS: dict[str, Callable[[], World]] = {
    "a device and a telephone": lambda: world(names(**SHARED), earned()),
    "an address, and one hand that takes": lambda: world(names(address="1 Road"), earned(), handed()),
    "a wallet and an address": lambda: world(
        names(address="1 Road"),
        earned(),
        [
            row | {"creditor_account": f"EX{n}", "purpose": "to 0x" + "ab" * 20}
            for n, row in enumerate(handed())
        ]
        + handed(share=0.3),
    ),
    "the same words": lambda: world(names(), [row | TEXT for row in earned()], handed()),
    "one platform pays, but not as wages": lambda: world(names(**SHARED), earned(payers=1, vary=900.0)),
    "payers nobody knows": lambda: (earned(), [*names(**SHARED), *OTHERS]),
    "rows twice": lambda: (earned() * 2, [*names(**SHARED), *FIRMS, *OTHERS] * 2),
}
NO_HITS: dict[str, Callable[[], World]] = {
    "two only": lambda: world(names(2, **SHARED), earned(2)),
    "an address and a telephone": lambda: world(names(address="1 Road", phone="+85 2000 1111"), earned()),
    "a device alone": lambda: world(names(device="D-1"), earned()),
    "one family": lambda: world(
        [one | {"holder": f"{'ABC'[n]}nna Alder"} for n, one in enumerate(names(**SHARED))], earned()
    ),
    "wages of one employer": lambda: world(names(**SHARED), earned(payers=1, vary=0.0)),
    "persons pay them": lambda: (
        [row | {"debtor_account": f"O{n % 8}"} for n, row in enumerate(earned())],
        [*names(**SHARED), *OTHERS],
    ),
    "a landlord gets less than a quarter": lambda: world(
        names(address="1 Road"), earned(), handed(share=0.2)
    ),
    "nothing at all": lambda: ([], []),
}


def found(said: World, **params: Any) -> list[Found]:
    return list(detect(tables(*said), Params(**params)))


@pytest.mark.parametrize("name", cases(HITS, 3))
def test_hit(name: str) -> None:
    [signal] = found(HITS[name]())
    assert {one.id for one in signal.actors} == {"account-W0", "account-W1", "account-W2"}
    assert all(reason.cites for reason in signal.reasons) and signal.measures == ("labour", "fin-services")


@pytest.mark.parametrize("name", cases(NO_HITS, 4))
def test_near_miss(name: str) -> None:
    assert found(NO_HITS[name]()) == []


def test_what_very_many_share_ties_nobody() -> None:
    crowd = [account(f"C{n}", holder=f"Person{n} Name{n}", **SHARED) for n in range(60)]
    jobs = [
        payment(20_000 + 10 * n + k, 30 * k, 900 + 400 * k, f"F{k}", f"C{n}")
        for n in range(60)
        for k in range(3)
    ]
    assert found(([*earned(), *jobs], [*names(**SHARED), *crowd, *FIRMS])) == []


FURTHER = [account("Z", holder="Onyx Rowan")]
ONCE = [payment(9000, 5, 2000, "F1", "Z")]


def crew_and(*more: Row) -> World:
    return world([*names(address="1 Road"), *FURTHER], earned(), handed(), ONCE, list(more))


def test_who_earns_seldom_and_hands_it_to_the_same_account_is_named_with_them() -> None:
    payments, accounts = crew_and(payment(9001, 30, 500, "Z", "X"))
    [signal] = list(detect(tables(payments, accounts), Params()))
    assert "account-Z" in {actor.id for actor in signal.actors}
    assert "Onyx Rowan" in signal.reasons[-1].text


def test_who_hands_over_less_is_not() -> None:
    payments, accounts = crew_and(payment(9001, 30, 499, "Z", "X"))
    [signal] = list(detect(tables(payments, accounts), Params()))
    assert "account-Z" not in {actor.id for actor in signal.actors}


def two_and(*more: Row, holder: str = "Onyx Rowan") -> World:
    """Two who share an address and a payee, and one who earns once."""
    once = [account("Z", holder=holder)]
    return world([*names(2, address="1 Road"), *once], earned(2), handed(2), ONCE, list(more))


def test_two_and_one_who_earns_seldom_are_a_crew_where_all_hand_it_to_one() -> None:
    [signal] = found(two_and(payment(9001, 30, 500, "Z", "X")))
    assert {one.id for one in signal.actors} == {"account-W0", "account-W1", "account-Z"}
    assert signal.place == "3 persons" and "Onyx Rowan" in signal.reasons[-1].text


TOO_FEW = {
    "the third hands over less": lambda: two_and(payment(9001, 30, 499, "Z", "X")),
    "the third hands it to another": lambda: two_and(payment(9001, 30, 500, "Z", "Y")),
    "there is no third": lambda: two_and(),
    "one earns often, two seldom": lambda: world(
        [*names(1, address="1 Road"), account("Z", holder="Onyx Rowan"), account("V", holder="Opal Sorb")],
        earned(1),
        handed(1),
        [*ONCE, payment(9001, 30, 500, "Z", "X"), payment(9002, 6, 2000, "F2", "V")],
        [payment(9003, 31, 500, "V", "X")],
    ),
}


@pytest.mark.parametrize("said", TOO_FEW.values(), ids=TOO_FEW)
def test_two_are_no_crew(said: Callable[[], World]) -> None:
    assert found(said()) == []


def test_two_and_one_of_their_family_are_a_family() -> None:
    payments, accounts = two_and(payment(9001, 30, 500, "Z", "X"), holder="Onyx Alder")
    family = [row | {"holder": f"{row['holder'].split()[0]} Alder"} if row["account"] in ("W0", "W1") else row
              for row in accounts]  # fmt: skip
    assert found((payments, family)) == []


def test_what_they_earn_is_told_by_currency() -> None:
    payments, accounts = world(names(**SHARED), earned())
    mixed = [row | {"currency": "SGD"} if row["creditor_account"] == "W2" else row for row in payments]
    told = "6,900.00 SGD, 13,800.00 USD in all"
    for rows, sums in ((mixed, told), (payments, "20,700.00 USD in all")):
        (one,) = detect(tables(rows, accounts), Params())
        assert any(sums in reason.text for reason in one.reasons), [reason.text for reason in one.reasons]


def test_what_each_earns_and_sends_is_measured_within_one_currency() -> None:
    """A payee gets half of what each earns; one pays in yen, which would be many times all of it."""
    payments, accounts = world(names(**SHARED), earned(), handed())
    (plain,) = detect(tables(payments, accounts), Params())
    sent = next(reason.text for reason in plain.reasons if "of what they earn" in reason.text)
    yen = [
        row | {"currency": "JPY", "amount": row["amount"] * 150} if row["debtor_account"] == "W2" else row
        for row in payments
    ]
    (other,) = detect(tables(yen, accounts), Params())
    (share,) = [reason.text for reason in other.reasons if "of what they earn" in reason.text]
    assert int(share.split("%")[0]) < int(sent.split("%")[0]) <= 100
    both = [
        row | {"currency": "JPY"} if "W2" in (row["debtor_account"], row["creditor_account"]) else row
        for row in payments
    ]
    (own,) = detect(tables(both, accounts), Params())
    assert any("of what the 2 of them earn who are paid in USD" in reason.text for reason in own.reasons)


TWO = ("Ash Uaa", "Beech Vaa", "Elm Waa", "Fir Xaa", "Lime Yaa", "Oak Zaa")
"""invented"""


def two_crews(second: str = "Y", device: str = "D-2") -> World:
    """Three with one machine who hand over to X, and three others; all six use one payment text."""
    workers = [account(f"W{n}", holder=name, device="D-1" if n < 3 else device) for n, name in enumerate(TWO)]
    sent = [row | {"creditor_account": "X" if n < 3 else second} for n, row in enumerate(handed(6))]
    return world(workers, [row | TEXT for row in earned(6)], sent)


def test_two_crews_that_a_payment_text_alone_joins_are_told_apart() -> None:
    signals = found(two_crews())
    crews = [sorted(one.id for one in signal.actors) for signal in signals]
    assert crews == [[f"account-W{n}" for n in three] for three in ((0, 1, 2), (3, 4, 5))]
    for signal in signals:
        [apart] = [reason.text for reason in signal.reasons if "told apart" in reason.text]
        assert f"things as the payment text {TEXT['purpose']} tie some of them to 3 more" in apart


def in_one_house(*lodgers: int, phone: bool = False) -> World:
    """The two crews with nothing said of their work, and who of them has the same address, or telephone."""
    payments, accounts = two_crews()
    one = {"phone": "+85 2000 1111", "address": "47 Oak"} if phone else {"address": "47 Oak"}
    housed = [row | one if row["account"] in {f"W{n}" for n in lodgers} else row for row in accounts]
    return [row | {"purpose": None} for row in payments], housed


def test_two_crews_that_one_chance_address_joins_are_told_apart_and_it_is_shown() -> None:
    for world_ in (in_one_house(0, 3), in_one_house(2, 5, phone=True), in_one_house(0, 1, 3)):
        signals = found(world_)
        assert [len(one.actors) for one in signals] == [3, 3]
        for signal in signals:
            [apart] = [reason.text for reason in signal.reasons if "told apart" in reason.text]
            assert re.match(r"Only such things as the .* tie some of them to [12] more", apart)
            assert "47 Oak" in apart or "+85 2000 1111" in apart
            assert any(reason.text.startswith("51% of what they earn") for reason in signal.reasons)


JOINED = {
    "most of both live in one house": lambda: in_one_house(0, 1, 3, 4),
    "they hand over to one account": lambda: two_crews(second="X"),
    "they use one machine": lambda: two_crews(device="D-1"),
    "the others are no crew without it": lambda: two_crews(second="", device=""),
}


@pytest.mark.parametrize("said", JOINED.values(), ids=JOINED)
def test_one_crew_is_told_as_one(said: Callable[[], World]) -> None:
    [signal] = found(said())
    assert len(signal.actors) == 6 and not any("told apart" in reason.text for reason in signal.reasons)


def test_what_makes_it_a_crew_is_told_before_the_texts() -> None:
    """Each two of six use a text of their own: fifteen stand behind the device and the payee."""
    payments, accounts = two_crews(second="X", device="D-1")
    plain = [row | {"purpose": None} for row in payments]
    pairs = list(combinations(range(6), 2))
    texts = [
        payment(7000 + 10 * at + n, 300 + at, 90, "F1", f"W{n}")
        | {"purpose": f"milestone of app {'abcdefghijklmno'[at]}"}
        for at, pair in enumerate(pairs)
        for n in pair
    ]
    (one,) = found(([*plain, *texts], accounts))
    told = [reason.text for reason in one.reasons]
    assert "one device: D-1" in told[0] and "one payee: account X" in told[1]
    assert sum("one payment text" in text for text in told) == THINGS - 2 < len(pairs)
    assert any("of what they earn goes to payees" in text for text in told)
