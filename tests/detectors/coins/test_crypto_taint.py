"""Thefts followed over transfers and labels: the ledger adds up, and who only looks alike is not named."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pytest

from sightline.detectors.coins.crypto_taint import Params, detect
from sightline.detectors.coins.labels import read_labels
from sightline.detectors.detector import Found
from sightline.formats.source import Local
from sightline.lake.engines import plain
from tests.detectors.books import DAY, HOUR
from tests.detectors.sea.tracks import ITEM, Row, arrow, placed
from tests.formats.tables import read

COIN = 10**18
RONIN = "0x098b716b8aaf21512996dc57eb0615e2383e2f96"
"""typologies, E3: SDN uid 27307, listed 2022-04-14"""


def pays(number: int, source: str, target: str, coins: float, asset: str = "ETH", chain: str = "eth") -> Row:
    return {
        "chain": chain,
        "block": number,
        "tx": f"t{number}",
        "index": 0,
        "time_ms": DAY + number * HOUR,
        "asset": asset,
        "decimals": 18,
        "amount": Decimal(int(coins * COIN)),
        "from_address": source,
        "to_address": target,
    }


def says(address: str, name: str, category: str = "", abuse: str = "", source: str = "a list") -> Row:
    return {
        "address": address, "label": name, "category": category, "abuse": abuse or None, "source": source,
    }  # fmt: skip


THIEF = says("thief", "Invented Thief", "user", "hack")
EXCHANGE = says("hot", "Invented Exchange", "exchange")


def found(transfers: list[Row], labels: list[Row], **params: Any) -> list[Found]:
    held = {
        "transfers": ibis.memtable(arrow(placed(transfers), "transfers")),
        "labels": ibis.memtable(arrow(placed(labels, ITEM[::-1]), "labels")),
    }
    return list(detect(held, Params(**params)))


def named(signals: list[Found]) -> set[tuple[str, ...]]:
    return {tuple(actor.caption for actor in signal.actors) for signal in signals}


def texts(signal: Found) -> str:
    return " ".join(reason.text for reason in signal.reasons)


STOLEN = [pays(1, "victim", "thief", 100), pays(2, "thief", "a", 60), pays(3, "a", "hot", 60)]


def test_a_theft_is_followed_to_an_exchange_and_adds_up() -> None:
    ledger, reached = found(STOLEN, [THIEF, EXCHANGE])
    assert "100 ETH went in 1 transfer to 1 address labelled Invented Thief (a list)" in texts(ledger)
    assert "60 ETH of it reached Invented Exchange" in texts(ledger)
    assert "40 ETH lie at 1 address without the label of a service: thief (40 ETH)." in texts(ledger)
    assert (
        "60 ETH of it (60.0%) reached Invented Exchange in order of arrival; by share it is 60 ETH"
        in texts(reached)
    )
    assert "came in 3 steps" in texts(reached) and reached.score == 0.8
    assert {cite.item for reason in reached.reasons for cite in reason.cites} == {ITEM, ITEM[::-1]}


HITS = {
    "at the least share": ([*STOLEN[:1], pays(2, "thief", "hot", 0.5)], [THIEF, EXCHANGE]),
    "a listed address": (STOLEN, [says("thief", "On the SANCTIONS LIST of X"), EXCHANGE]),
    "what came first leaves first": (
        [pays(0, "friend", "a", 5), *STOLEN[:2], pays(3, "a", "hot", 6)],
        [THIEF, EXCHANGE],
    ),
    "a mixer": (STOLEN, [THIEF, says("hot", "Invented Mixer", "mixing_service")]),
}
NO_HITS = {
    "below the least share": ([*STOLEN[:1], pays(2, "thief", "hot", 0.49)], [THIEF, EXCHANGE]),
    "a user nobody accuses": (STOLEN, [says("thief", "Invented User", "user"), EXCHANGE]),
    "what was there before leaves first": (
        [pays(0, "friend", "a", 60), *STOLEN],
        [THIEF, EXCHANGE],
    ),
    "what an exchange pays out is its customers'": (
        [*STOLEN[:1], pays(2, "thief", "mixer", 60), pays(3, "mixer", "a", 60), pays(4, "a", "hot", 60)],
        [THIEF, EXCHANGE, says("mixer", "Invented Mixer", "mixing_service")],
    ),
    "paid before the theft": ([pays(0, "thief", "hot", 60), *STOLEN[:1]], [THIEF, EXCHANGE]),
    "another asset": ([*STOLEN[:1], pays(2, "thief", "hot", 60, "USDT")], [THIEF, EXCHANGE]),
    "another chain": ([*STOLEN[:1], pays(2, "thief", "hot", 60, "ETH", "bsc")], [THIEF, EXCHANGE]),
}


@pytest.mark.parametrize(("transfers", "labels"), HITS.values(), ids=HITS)
def test_hits(transfers: list[Row], labels: list[Row]) -> None:
    assert any(len(actors) == 2 for actors in named(found(transfers, labels)))


@pytest.mark.parametrize(("transfers", "labels"), NO_HITS.values(), ids=NO_HITS)
def test_near_misses(transfers: list[Row], labels: list[Row]) -> None:
    assert not any("Invented Exchange" in actors for actors in named(found(transfers, labels)))


def test_labels_that_contradict_one_another_keep_their_sources() -> None:
    wrong = says("thief", "Invented Mixer", "mixing_service", source="another list")
    ledger, _ = found(STOLEN, [THIEF, wrong, EXCHANGE])
    assert ledger.actors[0].caption == "Invented Thief"
    assert (
        "Labels contradict one another about thief: “Invented Thief”, hack (a list); “Invented Mixer”, "
        "mixing_service (another list)." in texts(ledger)
    )


def test_an_address_given_to_two_is_told_of_each_by_whose_word_it_is() -> None:
    other = says("two", "Invented Gang", abuse="ransomware", source="another list")
    mine = [THIEF, says("two", "Invented Thief", abuse="hack"), EXCHANGE]
    transfers = [*STOLEN, pays(4, "w", "two", 7)]
    told = {
        one.actors[0].caption: texts(one) for one in found(transfers, [*mine, other]) if len(one.actors) == 1
    }
    for name, stolen, without, rival in (
        ("Invented Thief", "100 ETH to 107 ETH", "100 ETH", "Invented Gang"),
        ("Invented Gang", "0 ETH to 7 ETH", "0 ETH", "Invented Thief"),
    ):
        assert f"so that {stolen} were stolen" in told[name]
        assert f"7 ETH of it hang on two, which labels give to {rival} as well" in told[name]
        assert "hack (a list); “Invented Gang”, ransomware (another list)" in told[name]
        assert f"without it {without} were stolen here" in told[name]
    (alone,) = (one for one in found(transfers, mine) if len(one.actors) == 1)
    assert "107 ETH went" in texts(alone) and "hang on" not in texts(alone)


def test_a_listing_of_a_contested_address_is_of_whom_it_names() -> None:
    gang = says("two", "Invented Gang", abuse="sanction", source="another list")
    signals = found(
        [*STOLEN, pays(4, "w", "two", 7)], [THIEF, says("two", "Invented Thief", abuse="hack"), gang]
    )
    listed = {one.actors[0].caption: bool(one.measures) for one in signals}
    assert listed == {"Invented Thief": False, "Invented Gang": True}


def test_coins_that_come_back_are_not_counted_twice() -> None:
    transfers = [*STOLEN[:2], pays(3, "a", "thief", 60), pays(4, "thief", "hot", 100)]
    ledger, _ = found(transfers, [THIEF, EXCHANGE])
    assert "60 ETH were taken again" in texts(ledger) and "100 ETH of it reached" in texts(ledger)
    assert "60 ETH of it had been taken before, so that 100 ETH were stolen" in texts(ledger)
    assert "so that" not in texts(found(STOLEN, [THIEF, EXCHANGE])[0])


def test_the_order_of_rows_changes_nothing_but_blocks_do() -> None:
    first = found(STOLEN, [THIEF, EXCHANGE])
    again = found(list(reversed(STOLEN)), [EXCHANGE, THIEF])
    assert [one.score for one in first] == [one.score for one in again]
    assert [one.start for one in first] == [one.start for one in again]
    assert named(first) == named(again)


def test_known_addresses_are_found_among_exchanges_and_no_other(shared_data: Path) -> None:
    """Lazarus and Ronin among the exchange addresses of the public packs: no false label."""
    folder = shared_data / "crypto" / "tagpacks"
    names = ("lazarus", "ofac", "etherscan-wordcloud-exchange", "exchange-wallets-okx")
    tables = [read(Local(folder / f"{name}.yaml"), "tagpack_yaml").table() for name in names]
    whole = pa.concat_tables([table.cast(plain(table.schema)) for table in tables])
    labels = read_labels(ibis.memtable(whole))
    exchanges = {row["address"] for table in tables[2:] for row in table.to_pylist()}
    lazarus = {row["address"] for row in tables[0].to_pylist()}
    assert lazarus | {RONIN} <= labels.takers.keys()
    assert {labels.takers[address] for address in lazarus} <= {
        ("lazarusgroup",),
        ("Asset listed under US Treasury OFAC Sanctions List",),
    }
    assert not exchanges & labels.takers.keys() and exchanges <= labels.services.keys()


def test_thefts_of_two_assets_say_what_they_are_about() -> None:
    both = [*STOLEN, pays(1, "victim", "thief", 7, "BTC", "bitcoin")]
    assert {one.about for one in found(both, [THIEF])} == {"ETH on eth", "BTC on bitcoin"}


def test_what_files_say_differently_of_a_transfer_is_told_where_it_is_counted() -> None:
    other = pays(2, "thief", "a", 61)
    for signal in found([*STOLEN, other], [THIEF, EXCHANGE]):
        assert "Files disagree about transfer 0 of t2: 60 ETH from thief to a" in texts(signal)
        assert "elsewhere 61 ETH from thief to a" in texts(signal)
    same = found([*STOLEN, STOLEN[1]], [THIEF, EXCHANGE])
    elsewhere = found([*STOLEN, pays(9, "x", "y", 1), pays(9, "x", "y", 2)], [THIEF, EXCHANGE])
    assert not any("disagree" in texts(signal) for signal in (*same, *elsewhere))


def test_a_label_that_says_something_else_is_told_with_its_own_source() -> None:
    other = says("thief", "Invented Router", "mixing_service", source="two.example")
    ledger, reached = found(STOLEN, [THIEF, other, EXCHANGE, says("hot", "Invented Other", "exchange")])
    for signal in (ledger, reached):
        assert "labelled Invented Thief (a list); the largest" in texts(signal)
        assert "“Invented Router”, mixing_service (two.example)" in texts(signal)
    assert "Labels of hot: “Invented Exchange”, exchange (a list); “Invented Other”" in texts(reached)


def test_a_sanction_and_a_category_contradict_nothing() -> None:
    listed = says("thief", "Invented Thief", "user", "sanction")
    word = says("thief", "Asset listed under an invented Sanctions List", "user", source="another")
    ledger, *_more = found(STOLEN, [listed, word, EXCHANGE])
    assert "contradict" not in texts(ledger) and ledger.score == 0.7
    assert "“Asset listed under an invented Sanctions List”, user (another)" in texts(ledger)


def test_a_taker_is_called_by_the_label_that_says_most_of_who_it_is() -> None:
    word = says("thief", "Address on an invented sanctions list", abuse="sanction")
    named = says("thief", "Invented Crew", abuse="hack") | {"actor": "crew"}
    for labels in ([word, THIEF, named], [named, THIEF, word]):
        assert found(STOLEN, labels)[0].actors[0].caption == "crew"
    assert found(STOLEN, [word, THIEF])[0].actors[0].caption == "Invented Thief"


def test_what_one_actor_took_from_another_is_told_in_both_signals() -> None:
    gang = says("gang", "Invented Gang", abuse="ransomware")
    way = [*STOLEN[:1], pays(2, "thief", "gang", 60), pays(3, "gang", "hot", 50)]
    told = {
        one.actors[0].caption: texts(one) for one in found(way, [THIEF, gang, EXCHANGE]) if not one.actors[1:]
    }
    assert "so that" not in told["Invented Thief"] and "50 ETH of it reached" in told["Invented Thief"]
    assert "60 ETH of it were taken on by Invented Gang" in told["Invented Thief"]
    assert "(60 ETH by Invented Thief), so that 0 ETH were stolen" in told["Invented Gang"]
