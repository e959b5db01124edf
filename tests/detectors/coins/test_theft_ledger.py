"""The ledger of a theft adds up whatever happens to the coins, and says what is unknown."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest

from sightline.detectors.coins.crypto_taint import contested, takings
from sightline.detectors.coins.following import follow
from sightline.detectors.coins.labels import read_labels
from sightline.detectors.coins.taint_ledger import journal
from sightline.detectors.coins.theft_ledger import (
    HELD,
    MOST_ALONE,
    NOBODY,
    REST,
    UNKNOWN,
    TheftLedger,
    theft_ledger,
)
from sightline.detectors.coins.tied_passages import tied_passages
from tests.detectors.coins.coins import HOT, THIEF, pays, says, tables
from tests.detectors.sea.tracks import Row


def every(transfers: list[Row], labels: list[Row]) -> list[TheftLedger]:
    """The ledger of each theft."""
    held = tables(transfers, labels)
    said, book = read_labels(held["labels"]), journal(held["transfers"])
    found = takings(book, said)
    ends = [at for at, holder in enumerate(book.holders) if holder[2] in said.services]
    passed = tuple(tied_passages(book, said))
    return [
        theft_ledger(book, said, *one)
        for one in follow(book, found, ends, passed, contested(book, said)).items()
    ]


def ledgers(transfers: list[Row], labels: list[Row]) -> dict[str, TheftLedger]:
    """The ledger of each actor, of one asset on one chain."""
    return {one.actor: one for one in every(transfers, labels)}


def ledger(transfers: list[Row], labels: list[Row]) -> TheftLedger:
    (found,) = ledgers(transfers, labels).values()
    return found


def test_known_and_unknown_are_what_was_taken() -> None:
    book = ledger(
        [pays(1, "v", "thief", 100), pays(2, "thief", "a", 60), pays(3, "a", "hot", 45)], [THIEF, HOT]
    )
    assert book.balanced and (book.known.said, book.held.said, book.unknown.said) == (
        "45 ETH", "40 ETH", "15 ETH",
    )  # fmt: skip
    assert [(line.name, line.kind, line.in_order.said) for line in book.lines] == [
        ("Invented Exchange", "exchange", "45 ETH"),
        (THIEF["label"], "hack", "40 ETH"),
        ("a", UNKNOWN, "15 ETH"),
    ]
    assert {(one.source, one.steps, one.end) for one in book.strands} == {
        ("thief", 2, "Invented Exchange"), ("thief", 0, THIEF["label"]), ("thief", 1, "a"),
    }  # fmt: skip
    assert sum(one.units for one in book.strands) == book.taken.units and not book.gaps


def test_what_is_missing_from_the_transfers_is_told() -> None:
    book = ledger(
        [pays(1, "v", "thief", 10), pays(2, "thief", "a", 10), pays(3, "a", "hot", 25)], [THIEF, HOT]
    )
    assert [(gap.address, gap.missing.said) for gap in book.gaps] == [("a", "15 ETH")]
    assert book.balanced and book.known.said == "10 ETH"


def test_who_is_named_and_no_service_holds_what_is_neither_known_nor_unknown() -> None:
    way = [pays(1, "v", "thief", 100), pays(2, "thief", "a", 60), pays(3, "thief", "b", 30)]
    book = ledger(way, [THIEF, says("a", "Invented Miner", "miner")])
    held = [(line.name, line.kind, line.whose, line.in_order.said) for line in book.lines]
    assert held == [
        ("Invented Miner", "miner", HELD, "60 ETH"),
        ("Invented Thief", "hack", HELD, "10 ETH"),
        ("b", UNKNOWN, NOBODY, "30 ETH"),
    ]
    assert (book.known.units, book.held.said, book.unknown.said) == (0, "70 ETH", "30 ETH")
    assert {one.end: one.whose for one in book.strands} == {name: whose for name, _, whose, _ in held}


def test_labels_that_contradict_are_marked_and_all_there() -> None:
    other = says("hot", "Invented Mixer", "mixing_service", source="https://two.example.org/x")
    book = ledger([pays(1, "v", "thief", 10), pays(2, "thief", "hot", 10)], [THIEF, HOT, other])
    (line,) = book.lines
    assert line.contradicted and [one.kind for one in line.labels] == ["exchange", "mixing_service"]
    assert {one.source for one in line.labels} == {"https://one.example.org/x", "https://two.example.org/x"}


def test_beyond_so_many_addresses_the_rest_share_a_line() -> None:
    out = [pays(2 + n / 100, "thief", f"a{n:02d}", 1) for n in range(MOST_ALONE + 3)]
    book = ledger([pays(1, "v", "thief", MOST_ALONE + 3), *out], [THIEF])
    assert book.lines[-1].name == REST and book.lines[-1].in_order.said == "3 ETH"
    assert len(book.lines) == MOST_ALONE + 1 and book.balanced


@pytest.mark.parametrize("seed", range(3))
def test_it_adds_up_to_the_last_unit_in_any_web(seed: int) -> None:
    rng = np.random.default_rng(seed)
    names = ["thief", "hot", *(f"a{n}" for n in range(9))]
    rows = [pays(1, "v", "thief", 1_000)]
    for n in range(120):
        source, target = rng.choice(names, 2)
        row = pays(2 + n, str(source), str(target), 1) | {"amount": Decimal(int(rng.integers(1, 2**62)) * 31)}
        rows.append(row)
    book = ledger(rows, [THIEF, HOT])
    assert book.balanced
    assert book.known.units + book.held.units + book.unknown.units + book.again.units == book.taken.units


def fee(row: Row, coins: float) -> Row:
    return row | {"fee": Decimal(round(coins * 10**6) * 10**12)}


def test_fees_stand_apart_and_lie_at_no_address() -> None:
    way = [
        pays(1, "v", "thief", 100),
        fee(pays(2, "thief", "a", 99), 1),
        fee(pays(3, "a", "b", 50), 2),
        fee(pays(4, "b", "hot", 49.5), 0.5),
    ]
    book = ledger(way, [THIEF, HOT])
    assert book.balanced and (book.fees.said, book.share_fees.said) == ("3.5 ETH", "3.5 ETH")
    assert [(line.name, line.in_order.said, line.by_share.said) for line in book.lines] == [
        ("Invented Exchange", "49.5 ETH", "49.5 ETH"),
        ("a", "47 ETH", "47 ETH"),
    ]
    assert (book.known.said, book.unknown.said) == ("49.5 ETH", "47 ETH")


def test_fees_paid_from_other_coins_take_nothing_off() -> None:
    way = [pays(0, "friend", "thief", 5), pays(1, "v", "thief", 100), fee(pays(2, "thief", "hot", 105), 0)]
    assert ledger(way, [THIEF, HOT]).fees.units == 0
    more = [
        pays(1, "v", "thief", 100),
        pays(2, "thief", "a", 100),
        pays(2.5, "friend", "a", 5),
        fee(pays(3, "a", "hot", 100), 1),
    ]
    book = ledger(more, [THIEF, HOT])
    assert book.fees.units == 0 and book.balanced
    tokens = [row | {"asset": "USDT"} for row in (more[0], fee(pays(2, "thief", "a", 99), 1))]
    assert ledger(tokens, [THIEF]).fees.units == 0


def test_a_fee_is_charged_with_its_transfer_and_not_with_what_comes_after() -> None:
    """An address that passes on each payment less a fee: the stolen one paid its own fee, no other."""
    way = [
        pays(1, "u", "desk", 5),
        fee(pays(2, "desk", "hot", 4.9), 0.1),
        pays(3, "v", "thief", 100),
        pays(4, "thief", "desk", 100),
        pays(5, "w", "desk", 7),
        fee(pays(6, "desk", "hot", 99.9), 0.1),
        fee(pays(7, "desk", "hot", 6.9), 0.1),
    ]
    book = ledger(way, [THIEF, HOT])
    assert (book.known.said, book.fees.said) == ("99.9 ETH", "0.1 ETH") and book.balanced and not book.gaps
    assert [(line.name, line.in_order.said) for line in book.lines] == [("Invented Exchange", "99.9 ETH")]


def test_a_fee_of_a_token_is_paid_in_the_coin_of_the_chain_by_who_names_it_first_and_once() -> None:
    token = fee(pays(2, "thief", "a", 10), 1) | {"asset": "USDT"}
    onward = pays(2, "a", "b", 1) | {"asset": "USDT", "tx": token["tx"], "index": 1, "fee": token["fee"]}
    book = ledger([pays(1, "v", "thief", 100), token, onward], [THIEF, HOT])
    assert (book.fees.said, book.held.said) == ("1 ETH", "99 ETH") and book.balanced


GANG, CREW = says("gang", "Invented Gang", abuse="ransomware"), says("crew", "Invented Crew", abuse="hack")


def rules(book: TheftLedger) -> dict[str, tuple[str, str, str]]:
    """What each end has, in order of arrival, by share and by touch."""
    return {one.name: (one.in_order.said, one.by_share.said, one.by_touch.said) for one in book.lines}


def test_what_one_taker_pays_another_was_stolen_once_and_is_followed_through_by_all_rules() -> None:
    way = [
        pays(1, "v", "thief", 1000),
        pays(2, "thief", "gang", 30),
        pays(3, "gang", "hot", 20),
        pays(4, "thief", "z", 40),
        pays(5, "z", "thief", 40),
    ]
    found = ledgers(way, [THIEF, GANG, HOT])
    first, second = found["Invented Thief"], found["Invented Gang"]
    assert first.balanced and second.balanced
    assert (first.taken.said, first.again.said, first.before.said, first.stolen.said) == (
        "1,040 ETH", "40 ETH", "40 ETH", "1,000 ETH",
    )  # fmt: skip
    assert first.share_before == first.share_again == first.again
    assert rules(first) == {
        "Invented Exchange": ("20 ETH", "20 ETH", "20 ETH"),
        "Invented Thief": ("970 ETH", "970 ETH", "1,040 ETH"),
        "Invented Gang": ("10 ETH", "10 ETH", "30 ETH"),
    }
    assert [(one.actor, one.amount.said) for one in first.taken_by] == [("Invented Gang", "30 ETH")]
    assert (second.taken.said, second.again.units, second.before.said, second.stolen.said) == (
        "30 ETH", 0, "30 ETH", "0 ETH",
    )  # fmt: skip
    assert second.share_before.said == "30 ETH" and not second.share_again.units
    assert [(one.actor, one.amount.said) for one in second.taken_from] == [("Invented Thief", "30 ETH")]
    assert not first.taken_from and not second.taken_by
    assert sum(one.stolen.units for one in found.values()) == 1000 * 10**18


def test_what_another_taker_took_elsewhere_was_not_taken_before() -> None:
    way = [pays(1, "v", "thief", 100), pays(2, "w", "gang", 30), pays(3, "thief", "a", 100)]
    found = ledgers(way, [THIEF, GANG, HOT])
    assert [one.before.units for one in found.values()] == [0, 0]
    assert not any(one.taken_from or one.taken_by for one in found.values())


def test_coins_that_go_round_three_takers_were_stolen_once() -> None:
    ring = ["thief", "gang", "crew", "thief", "gang"]
    way = [pays(1, "v", "thief", 64)]
    way += [pays(2 + at, *pair, 64) for at, pair in enumerate(pairwise(ring))]
    found = ledgers(way, [THIEF, GANG, CREW])
    assert {name: one.stolen.said for name, one in found.items()} == {
        "Invented Thief": "64 ETH", "Invented Gang": "0 ETH", "Invented Crew": "0 ETH",
    }  # fmt: skip
    assert {name: one.again.said for name, one in found.items()} == {
        "Invented Thief": "64 ETH", "Invented Gang": "64 ETH", "Invented Crew": "0 ETH",
    }  # fmt: skip
    assert all(one.balanced and rules(one)["Invented Gang"][0] == "64 ETH" for one in found.values())
    assert [(one.actor, one.amount.said) for one in found["Invented Crew"].taken_from] == [
        ("Invented Gang", "64 ETH"), ("Invented Thief", "64 ETH"),
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_of_several_actors_all_is_stolen_once_in_any_web(seed: int) -> None:
    """In order of arrival the sum over actors is what came into any of them for the first time."""
    rng = np.random.default_rng(seed)
    names = ["thief", "gang", "crew", "hot", *(f"a{n}" for n in range(6))]
    rows = [pays(1 + at / 10, "v", name, 50_000) for at, name in enumerate(names[:3])]
    for n in range(150):
        source, target = rng.choice(names, 2)
        row = pays(2 + n, str(source), str(target), 1) | {"amount": Decimal(int(rng.integers(1, 2**62)) * 31)}
        rows.append(row)
    found = ledgers(rows, [THIEF, GANG, CREW, HOT])
    one_actor = [says(at, "One", abuse="hack") for at in names[:3]]  # what passes between them is no theft
    (whole,) = ledgers(rows, [*one_actor, HOT]).values()
    assert all(
        one.balanced and one.again.units <= one.before.units <= one.taken.units for one in found.values()
    )
    assert sum(one.stolen.units for one in found.values()) == whole.stolen.units
    for one in found.values():
        assert one.share_again.units <= one.share_before.units <= one.taken.units
        assert sum(x.amount.units for x in one.taken_from) >= one.before.units - one.again.units


def contest(first: str, second: str) -> dict[str, TheftLedger]:
    """One pack gives `two` to the first actor, another to the second; the first has `one` as well."""
    labels = [
        says("one", "Hack", abuse="hack") | {"actor": first},
        says("two", "Hack 2", abuse="hack") | {"actor": first},
        says("two", "Gang", abuse="ransomware", source="https://two.example.org/x") | {"actor": second},
    ]
    way = [
        pays(1, "v", "one", 1000),
        pays(2, "w", "two", 77),
        pays(3, "two", "one", 40),
        pays(4, "one", "a", 90),
        pays(5, "one", "two", 8),
    ]
    return ledgers(way, labels)


@pytest.mark.parametrize(("first", "second"), [("crew", "gang"), ("gang", "crew")])
def test_a_contested_address_is_of_each_whatever_they_are_called(first: str, second: str) -> None:
    found = contest(first, second)
    mine, theirs = found[first], found[second]
    assert (mine.stolen.said, mine.contested.said, mine.stolen_said) == (
        "1,077 ETH", "77 ETH", "1,000 to 1,077 ETH",
    )  # fmt: skip
    assert (theirs.taken.said, theirs.before.said, theirs.contested.said, theirs.stolen_said) == (
        "85 ETH", "8 ETH", "77 ETH", "0 to 77 ETH",
    )  # fmt: skip
    for book, other in ((mine, second), (theirs, first)):
        (one,) = book.contests
        assert (one.address, one.others, one.amount.said) == ("two", (other,), "77 ETH")
        assert {said.source for said in one.labels} == {
            "https://one.example.org/x", "https://two.example.org/x",
        }  # fmt: skip
        assert book.balanced and book.contradicted == ("two",)
        (line,) = (line for line in book.lines if line.addresses == ("two",))
        assert (line.name, line.kind, line.contradicted) == ("crew or gang", "hack or ransomware", True)


def test_an_address_both_give_to_one_actor_is_contested_by_nobody() -> None:
    (book,) = contest("crew", "Crew").values()
    assert (book.stolen_said, book.contested.units, book.contests) == ("1,077 ETH", 0, ())
    assert not book.contradicted and not any(line.contradicted for line in book.lines)


@pytest.mark.parametrize("seed", range(3))
def test_without_what_is_contested_no_more_was_stolen_than_if_others_took_it(seed: int) -> None:
    """What an actor stole at least is what he stole where the contested address is the other's alone."""
    rng = np.random.default_rng(seed)
    names = ["one", "two", "gang", "hot", *(f"a{n}" for n in range(5))]
    rows = [pays(1 + at / 10, "v", name, 50_000) for at, name in enumerate(names[:3])]
    for n in range(120):
        source, target = rng.choice(names, 2)
        row = pays(2 + n, str(source), str(target), 1) | {"amount": Decimal(int(rng.integers(1, 2**62)) * 31)}
        rows.append(row)
    sure = [says("one", "Crew", abuse="hack"), says("gang", "Gang", abuse="hack"), HOT]
    of_crew, of_gang = (says("two", name, abuse="hack") for name in ("Crew", "Gang"))
    both = ledgers(rows, [*sure, of_crew, of_gang])
    for name, mine, other in (("Crew", of_crew, of_gang), ("Gang", of_gang, of_crew)):
        book = both[name]
        assert book.balanced and book.contested.units
        assert book.stolen == ledgers(rows, [*sure, mine])[name].stolen
        assert book.at_least == ledgers(rows, [*sure, other])[name].stolen
