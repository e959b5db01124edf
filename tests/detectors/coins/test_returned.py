"""Loot that comes back by way of a mixer or a bridge: perhaps taken before, told and in no sum."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from sightline.detectors.coins.crypto_taint import takings
from sightline.detectors.coins.following import Followed, follow
from sightline.detectors.coins.labels import read_labels
from sightline.detectors.coins.returned import Passed
from sightline.detectors.coins.taint_ledger import Key, journal
from sightline.detectors.coins.theft_ledger import TheftLedger
from tests.detectors.coins.coins import MIXER, THIEF, found, pays, says, tables, texts
from tests.detectors.coins.test_bridge_hop import BRIDGE, START, out
from tests.detectors.coins.test_mixer_passage import WHOLE, through
from tests.detectors.coins.test_theft_ledger import every
from tests.detectors.sea.tracks import Row

COIN = 10**18


def perhaps(book: TheftLedger) -> tuple[str, str, str, str]:
    return book.taken.said, book.perhaps.said, book.share_perhaps.said, book.stolen_said


BACK = pays(50, "end", "thief", 90)
WORLDS = {
    "part of it": ([*through(WHOLE), BACK], ("390 ETH", "90 ETH", "90 ETH", "300 to 390 ETH")),
    "over an address more": (
        [*through(WHOLE), pays(49, "end", "more", 200), pays(50, "more", "thief", 150)],
        ("450 ETH", "150 ETH", "150 ETH", "300 to 450 ETH"),
    ),
    "straight out of the mixer": (
        through(pays(30, "mixer", "thief", 297)),
        ("597 ETH", "297 ETH", "297 ETH", "300 to 597 ETH"),
    ),
    "mixed with other coins": (
        [*through(WHOLE), pays(49, "w", "end", 297), pays(50, "end", "thief", 594)],
        ("894 ETH", "297 ETH", "297 ETH", "597 to 894 ETH"),
    ),
    "behind the coins of another": (
        [pays(0.5, "w", "end", 90), *through(WHOLE), BACK],
        ("390 ETH", "0 ETH", "69.069767441860465117 ETH", "390 ETH"),
    ),
    "twice": (
        [*through(WHOLE), BACK, pays(51, "thief", "x", 90), pays(52, "x", "thief", 90)],
        ("480 ETH", "90 ETH", "90 ETH", "300 to 390 ETH"),
    ),
}
NONE = {
    "other coins": [*through(WHOLE), pays(50, "w", "thief", 90)],
    "more than one fits": [*through(WHOLE, pays(31, "mixer", "other", 296)), BACK],
    "before anything came out": [*through(WHOLE), pays(29, "end", "thief", 90)],
    "only others came out": [*through(pays(30, "mixer", "end", 287.9)), BACK],
}


@pytest.mark.parametrize(("rows", "told"), WORLDS.values(), ids=WORLDS)
def test_what_comes_back_through_a_mixer_had_perhaps_been_taken_before(
    rows: list[Row], told: tuple[str, ...]
) -> None:
    (book,) = every(rows, [THIEF, MIXER])
    assert perhaps(book)[:2] + perhaps(book)[3:] == told[:2] + told[3:] and book.balanced
    share = Decimal(told[2].split()[0]) * COIN
    assert abs(book.share_perhaps.units - share) <= 10**5  # shares of such amounts are rounded as floats


@pytest.mark.parametrize("rows", NONE.values(), ids=NONE)
def test_what_no_detector_ties_to_the_loot_is_not_told(rows: list[Row]) -> None:
    (book,) = every(rows, [THIEF, MIXER])
    assert not book.perhaps.units and not book.through and book.stolen_said == book.stolen.said


def test_what_comes_back_over_a_bridge_is_told_on_the_other_chain_with_whose_loot_it_was() -> None:
    rows = [*START, out(), pays(5, "far", "thief", 99, "bsc"), pays(6, "w", "thief", 1, "bsc")]
    found_ledgers = {
        (one.chain, one.taken.said, one.stolen_said, one.through and one.through[0].thefts)
        for one in every(rows, [THIEF, *BRIDGE])
    }
    assert found_ledgers == {
        ("eth", "100 ETH", "100 ETH", ()),
        ("bsc", "100 ETH", "1 to 100 ETH", ("Invented Thief, ETH on eth",)),
    }


def test_a_bridge_to_a_chain_of_other_decimals_counts_in_those() -> None:
    rows = [*START, out(), pays(5, "far", "thief", 99, "bsc")]
    for row in rows:
        if row["chain"] == "bsc":
            row |= {"decimals": 8, "amount": row["amount"] / 10**10}
    (book,) = (one for one in every(rows, [THIEF, *BRIDGE]) if one.chain == "bsc")
    assert (book.perhaps.units, book.perhaps.said, book.stolen_said) == (99 * 10**8, "99 ETH", "0 to 99 ETH")


def test_the_signal_says_it_and_cites_both_ways() -> None:
    first, *_more = found("crypto_taint", [*through(WHOLE), BACK], [THIEF, MIXER])
    assert "90 ETH of it had perhaps been taken before" in texts(first)
    assert "90 ETH of it came by way of Invented Mixer, into which loot of Invented Thief" in texts(first)
    assert "so that 300 ETH to 390 ETH were stolen" in texts(first)


def followed(
    rows: list[Row], labels: list[Row], passed: list[tuple[list[int], list[int]]]
) -> dict[Key, Followed]:
    held = tables(rows, labels)
    said, book = read_labels(held["labels"]), journal(held["transfers"])
    ends = [at for at, holder in enumerate(book.holders) if holder[2] in said.services]
    tied = [Passed("Invented Mixer", "mixer_passage", tuple(came), tuple(went)) for came, went in passed]
    return follow(book, takings(book, said), ends, tied)


def test_no_more_than_went_in_of_loot_can_come_back_and_through_two_mixers_it_is_handed_on() -> None:
    rows = [
        pays(1, "v", "thief", 40), pays(2, "thief", "a", 40), pays(2.5, "w", "a", 60),
        pays(3, "a", "mixer", 100), pays(4, "mixer", "b", 100), pays(5, "b", "mixer", 100),
        pays(6, "mixer", "c", 100), pays(7, "c", "thief", 70),
    ]  # fmt: skip
    (one,) = followed(rows, [THIEF, MIXER], [([3], [4]), ([5], [6])]).values()
    assert (one.perhaps, one.share_perhaps) == (40 * COIN, 40 * COIN)
    assert [(x.passed.came, x.units) for x in one.returned] == [((5,), 40 * COIN)]
    rows[5] |= {"amount": Decimal(50 * COIN)}
    more = [*rows, pays(8, "b", "thief", 50)]
    (both,) = followed(more, [THIEF, MIXER], [([3], [4]), ([5], [6])]).values()
    assert (both.perhaps, both.share_perhaps) == (40 * COIN, 40 * COIN)
    (without,) = followed(rows, [THIEF, MIXER], [([5], [6])]).values()
    assert not without.perhaps and not without.returned


@pytest.mark.parametrize("seed", range(4))
def test_passages_change_no_sum_in_any_web(seed: int) -> None:
    rng = np.random.default_rng(seed)
    names = ["thief", "gang", "mixer", *(f"a{n}" for n in range(6))]
    rows = [pays(1, "v", "thief", 1_000), pays(1.5, "v", "gang", 1_000)]
    for n in range(150):
        source, target = rng.choice(names, 2)
        row = pays(2 + n, str(source), str(target), 1) | {"amount": Decimal(int(rng.integers(1, 2**62)) * 31)}
        rows.append(row)
    into = [at for at, row in enumerate(rows) if row["to_address"] == "mixer" != row["from_address"]]
    from_it = [at for at, row in enumerate(rows) if row["from_address"] == "mixer" != row["to_address"]]
    passed = [([one], [next(at for at in from_it if at > one)]) for one in into[:3] if one < from_it[-1]]
    labels = [THIEF, says("gang", "Invented Gang", abuse="ransomware"), MIXER]
    plain, told = followed(rows, labels, []), followed(rows, labels, passed)
    for key, one in told.items():
        bare = replace(one, returned=[], share_perhaps=0, lots=sorted(one.lots, key=repr))
        assert bare == replace(plain[key], lots=sorted(plain[key].lots, key=repr))
        assert 0 <= one.perhaps <= sum(int(rows[at]["amount"]) for at in one.takings) - one.before
        assert one.share_perhaps <= sum(int(rows[at]["amount"]) for at in one.takings) - one.share_before
