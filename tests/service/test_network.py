"""Outwards from a party by amount and time, and the ways between two, over payments and coins."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from sightline.errors import NotFound, UsageError
from sightline.model.citation import Citation
from sightline.model.marking import Marking
from sightline.model.place import Place
from sightline.model.view import View
from sightline.service import network as service
from sightline.service import network_rows, table_rows
from sightline.service.ingest import Options, ingest
from sightline.service.network_rows import Paid
from sightline.service.network_shape import Asked, Network
from sightline.service.workbench import Settings, Workbench, create
from tests.detectors.books import payment
from tests.service.made import Clock
from tests.service.paid import csv_files
from tests.web.offices import SECRET, counted

IBAN = "DE89370400440532013000"
"""the number that ISO 13616 is explained with"""
PAID = [
    payment(1, 0, 100, "A", "B"),
    payment(2, 24, 80, "B", "C"),
    payment(3, 48, 60, "C", "D"),
    payment(4, 12, 500, "B", "EARLY"),
    payment(5, -24, 500, "B", "BEFORE"),
    payment(6, 1, 70, "A", "E"),
    payment(7, 2, 65, "E", "D"),
    payment(8, 3, 9, "P", "A"),
    payment(9, 3, 9, "P", "D"),
    payment(10, 4, 5, "D", "A", "EUR"),
    payment(11, 5, 7, "A", "A"),
    payment(12, 6, 3, "Q", "A") | {"debtor_name": "Often called"},
    payment(13, 7, 3, "Q", "A") | {"debtor_name": "Often called"},
    payment(14, 8, 3, "Q", "A") | {"debtor_name": "A slip of the pen"},
    payment(15, 9, 20, "Q", "B") | {"debtor_name": "Often called"},
    payment(16, 200, 30, "B", "C"),
    payment(17, 0, 1, IBAN, "Z"),
    payment(40, 24, 100, "S", "T"),
    payment(41, 240, 900, "S", "T"),
    payment(42, 120, 500, "T", "V"),
    payment(43, 264, 5, "T", "V"),
    payment(44, 120 + 14, 33, "I", "J"),
    payment(45, 120, 32, "J", "K"),
    payment(46, 120 + 12, 31, "K", "L"),
    payment(47, 120 - 12, 31, "K", "M"),
    payment(48, 120 + 15, 31, "K", "N"),
    payment(49, 1, 3, "CO", "CC") | {"debtor_name": "Comma, Trading Ltd"},
]
UETR = {"payment_id": "00000000-0000-4000-8000-00000000000a"}
COINS = """chain,block,tx,index,time,asset,decimals,amount,from_address,to_address
eth,1,t1,0,2023-01-01T01:00:00Z,ETH,18,1000000000000000001,w1,w2
eth,2,t2,0,2023-01-01T02:00:00Z,ETH,18,1000000000000000000,w2,hot
eth,3,t3,0,2023-01-01T03:00:00Z,ETH,18,5000000000000000000,hot,w3
eth,3,t5,0,2023-01-01T03:00:00Z,ETH,18,7000000000000000000,d1,d2
eth,3,t5,1,2023-01-01T03:00:00Z,ETH,18,7000000000000000000,d1,d2
eth,3,t6,0,2023-01-01T03:00:00Z,ETH,18,50000000000000000000,d1,d3
eth,4,t4,0,2023-01-01T04:00:00Z,SPAM,18,99999999999999999999999999999999999999,w1,w4
"""
AGAIN = """chain,block,tx,index,time,asset,decimals,amount,from_address,to_address
eth,3,t5,0,2023-01-01T03:00:00Z,ETH,18,7000000000000000000,d1,d2
eth,3,t6,0,2023-01-01T03:00:00Z,ETH,18,51000000000000000000,d1,d4
"""
"""another export: one transfer in the same words, and one that it says otherwise"""
PACK = """title: Invented pack
creator: Nobody
lastmod: 2022-03-24
source: https://example.org/invented
tags:
- address: hot
  label: Invented Exchange
  category: exchange
- address: d2
  label: Plainly one
  category: exchange
- address: d2
  label: Another's
  category: exchange
  source: https://other.example
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    folder = tmp_path_factory.mktemp("network")
    bench = create(folder / "office", Settings("Invented office"), clock=Clock(), entropy=counted())
    paths = csv_files(folder, PAID, [{"account": "A", "holder": "Invented A", "holder_type": "person"}])
    (folder / "coins.csv").write_text(COINS)
    (folder / "pack.yaml").write_text(PACK)
    paths += [folder / "coins.csv", folder / "pack.yaml"]
    (folder / "again.csv").write_text(AGAIN)
    list(ingest(bench.operator_view(), bench, paths, Options(source="bank")))
    list(ingest(bench.operator_view(), bench, [folder / "again.csv"], Options(source="other")))
    for name in ("sender", "receiver"):  # each reports U to V and W; the receiver corrects one and moves one
        (folder / name).mkdir()
        later = name == "receiver"
        both = [
            payment(30, 5, 40, "U", "V") | UETR,
            payment(31, 6, 2, "U", "W"),
            payment(32, 7, 3 + later, "U", "CORRECTED"),
            payment(33, 8 + 24 * later, 5, "U", "TWICE"),
        ]
        written = csv_files(folder / name, [one | {"purpose": name} for one in both], [])
        list(ingest(bench.operator_view(), bench, written, Options(source=name)))
    (folder / "secret").mkdir()
    hidden = csv_files(folder / "secret", [payment(20, 6, 10_000, "A", "HIDDEN")], [])
    list(ingest(bench.operator_view(), bench, hidden, Options(source="bank", marking=SECRET)))
    return bench


@pytest.fixture(scope="module")
def look(office: Workbench) -> Callable[..., Network]:
    whole = office.operator_view()
    public = View("reader", Marking(), whole.as_of, whole.known_at)

    def ask(*of: str, cleared: bool = False, **asked: object) -> Network:
        return service.network(whole if cleared else public, office, Asked(of, **asked))  # type: ignore[arg-type]

    return ask


def ids(found: Network) -> dict[str, int]:
    return {party.number: party.step for party in found.parties}


def test_outwards_follows_what_was_paid_on_later(look: Callable[..., Network]) -> None:
    found = ids(look("A", hops=2, side="out"))
    assert found == {"A": 0, "B": 1, "E": 1, "C": 2, "EARLY": 2, "D": 2}
    assert ids(look("A", hops=2, side="out", in_time=False)) == {**found, "BEFORE": 2}
    assert ids(look("A", hops=1, side="in")) == {"P": -1, "D": -1, "Q": -1, "A": 0}


@pytest.mark.slow
def test_amounts_of_currencies_stand_apart_and_a_least_sum_and_days_cut(look: Callable[..., Network]) -> None:
    both = look("A", hops=1)
    assert {edge.currency for edge in both.edges} == {"USD", "EUR"}
    assert ids(look("A", hops=1, side="out", least=Decimal(71))) == {"A": 0, "B": 1}
    assert ids(look("A", hops=1, side="out", least=Decimal(70))) == {"A": 0, "B": 1, "E": 1}
    assert not look("A", since=date(2023, 1, 5)).edges
    assert "B" not in ids(look("A", hops=1, until=date(2022, 12, 31)))


def test_ways_are_ranked_and_explained(look: Callable[..., Network]) -> None:
    ways = look("A", to="D").ways
    assert [way.kind for way in ways] == ["flow", "flow", "back", "payer"]
    assert [way.most for way in ways[:2]] == [Decimal("65.00"), Decimal("60.00")]
    assert "2 steps, each may have followed the one before; at most 65.00 USD" in ways[0].words
    assert "at most 60.00 USD can have gone this way in the order of time. Of 3 of these" in ways[1].words
    assert "P paid both" in ways[3].words and "no flow" in ways[3].words
    assert "Invented A (A) paid E 70.00 USD in 1 payment (2023-01-01)" in ways[0].words


def test_what_was_paid_before_anything_came_is_a_tie_and_no_flow(look: Callable[..., Network]) -> None:
    found = look("A", to="BEFORE", hops=1, side="out")
    [way] = (one for one in found.ways if len(one.edges) == 2)
    assert (way.kind, way.most, way.in_time) == ("tie", None, False)
    assert "ties, nothing can have gone this way" in way.words and "at most" not in way.words
    assert "BEFORE" not in ids(found)


def test_of_what_came_no_more_can_have_gone_on_than_was_there_in_time(look: Callable[..., Network]) -> None:
    """S pays T 100 and later 900, T pays V 500 between and 5 at last: 105 can have gone on."""
    [way] = look("S", to="V").ways
    assert (way.kind, way.most) == ("flow", Decimal("105.00"))


@pytest.mark.slow
def test_a_payment_of_a_day_alone_is_followed_whatever_was_its_hour(look: Callable[..., Network]) -> None:
    """J is paid at 14 h and pays K on the day; K pays L at 12 h, and M a day before."""
    assert ids(look("I", hops=3, side="out")) == {"I": 0, "J": 1, "K": 2, "N": 3}
    assert ids(look("K", hops=2, side="in")) == {"K": 0, "J": -1, "I": -2}
    [way] = look("I", to="K").ways
    assert (way.kind, way.most, way.days) == ("flow", Decimal("32.00"), 1)
    assert "Of 1 of these payments only the day is known" in way.words
    assert {one.kind for to in ("L", "M") for one in look("I", to=to).ways} == {"tie"}
    assert [one.kind for one in look("I", to="N").ways] == ["flow"]


@pytest.mark.parametrize("text", ["Comma, Trading Ltd", "comma, trading ltd, CC", "CC,Comma, Trading Ltd"])
def test_a_name_with_commas_is_found_alone_and_among_others(look: Callable[..., Network], text: str) -> None:
    roots = {number for number, step in ids(look(text, hops=1)).items() if not step}
    assert roots == ({"CO", "CC"} if "CC" in text else {"CO"})


@pytest.mark.slow
def test_the_best_way_is_part_of_the_drawing(look: Callable[..., Network]) -> None:
    found = look("A", to="D", hops=1, side="out")
    assert ids(found)["D"] == 2 and ("account-E", "account-D") in {(e.payer, e.payee) for e in found.edges}


@pytest.mark.slow
def test_coins_are_exact_stop_at_a_service_and_nonsense_is_left_out(look: Callable[..., Network]) -> None:
    found = look("w1", hops=3, side="out")
    assert ids(found) == {"w1": 0, "w2": 1, "hot": 2}
    assert {edge.amount for edge in found.edges} == {Decimal("1.000000000000000001"), Decimal("1")}
    assert next(party.name for party in found.parties if party.number == "hot") == "Invented Exchange"


@pytest.mark.slow
def test_a_name_leads_to_its_accounts_and_addresses(look: Callable[..., Network]) -> None:
    assert ids(look("invented a", hops=1, side="out")) == ids(look("account-A", hops=1, side="out"))
    assert ids(look("Invented Exchange", hops=1, side="out")) == {"hot": 0, "w3": 1}
    assert look("Nobody at all").parties == () and look().parties == ()


def test_an_iban_is_found_however_it_is_written(look: Callable[..., Network]) -> None:
    assert ids(look("de89 3704 0044 0532 0130 00")) == ids(look(IBAN)) == {IBAN: 0, "Z": 1}
    assert ids(look("DE88 3704 0044 0532 0130 00")) == {}


def test_what_one_may_not_see_is_not_there(look: Callable[..., Network], office: Workbench) -> None:
    assert "HIDDEN" not in ids(look("A", hops=1)) and "HIDDEN" in ids(look("A", hops=1, cleared=True))
    assert look("HIDDEN").parties == ()


def test_every_line_opens_its_rows_and_their_bytes(office: Workbench, tmp_path: Path) -> None:
    view = office.operator_view()
    rows = network_rows.rows(view, office, Paid("account-A", "account-B", "USD"))
    assert [(row.id, row.amount) for row in rows.rows] == [("N00001", Decimal("100.00"))] and not rows.more
    assert rows.rows[0].cite.place.start and rows.payer.name == "Invented A"
    (coin,) = network_rows.rows(view, office, Paid("wallet-w1", "wallet-w2")).rows
    assert coin.amount == Decimal("1.000000000000000001") and coin.currency == "ETH on eth"
    assert network_rows.rows(view, office, Paid("account-A", "account-nobody")).rows == ()


@pytest.mark.parametrize("asked", [{"hops": 0}, {"hops": 4}, {"side": "up"}])
def test_what_cannot_be_asked_is_refused(look: Callable[..., Network], asked: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        look("A", **asked)


def test_a_payment_of_one_uetr_in_two_files_counts_once(look: Callable[..., Network]) -> None:
    edges = {
        edge.payee: (edge.amount, edge.count, edge.disputed) for edge in look("U", hops=1, side="out").edges
    }
    assert edges == {
        "account-V": (Decimal(40), 1, 0),
        "account-W": (Decimal(2), 1, 0),
        "account-CORRECTED": (Decimal(4), 1, 1),
        "account-TWICE": (Decimal(10), 2, 2),
    }


def test_what_files_say_differently_of_a_payment_stands_in_its_row(office: Workbench) -> None:
    def said(payee: str) -> list[str]:
        found = network_rows.rows(office.operator_view(), office, Paid("account-U", payee)).rows
        assert all(row.disputed is None or len(row.disputed.cites) == 2 for row in found)
        return [row.disputed.text if row.disputed else "" for row in found]

    [corrected] = said("account-CORRECTED")
    assert "4.00 USD of 2023-01-01 07:00 UTC counts" in corrected and "it replaces 3.00 USD" in corrected
    assert ["which counts too" in text for text in said("account-TWICE")] == [True, True]
    assert said("account-W") == [""]


def test_a_payment_of_a_day_alone_is_told_without_an_hour() -> None:
    def row(at: datetime) -> network_rows.Row:
        cite = Citation("a" * 64, Place("row 2", 0, 9))
        return network_rows.Row("1", at, Decimal(1), "USD", "", cite)

    day = datetime(2023, 1, 1, tzinfo=UTC)
    assert row(day).when == "2023-01-01"
    assert row(day + timedelta(minutes=1)).when == "2023-01-01 00:01 UTC"
    assert table_rows.said("booked_ms", 1_672_531_200_000) == ("booked on", "2023-01-01")
    assert table_rows.said("booked_ms", 1_672_531_200_001) == ("booked at", "2023-01-01 00:00:00 UTC")


def test_a_transfer_in_two_exports_counts_once_and_a_dispute_is_told(
    look: Callable[..., Network], office: Workbench
) -> None:
    found = look("d1", hops=1, side="out")
    told = {edge.payee: (edge.amount, edge.count, edge.disputed) for edge in found.edges}
    assert told["wallet-d2"] == (Decimal(14), 2, 0)
    (other,) = set(told) - {"wallet-d2"}
    assert told[other] in {(Decimal(50), 1, 1), (Decimal(51), 1, 1)}
    edge = next(edge for edge in found.edges if edge.payee == other)
    assert edge.counted == "1 transfer, 1 of them disputed"
    (row,) = network_rows.rows(office.operator_view(), office, Paid("wallet-d1", other)).rows
    assert row.disputed and len({cite.item for cite in row.disputed.cites}) == 2
    assert "50 ETH from d1 to d3" in row.disputed.text and "51 ETH from d1 to d4" in row.disputed.text
    assert (
        not network_rows.rows(office.operator_view(), office, Paid("wallet-d1", "wallet-d2")).rows[0].disputed
    )
    assert {one for one in ("d3", "d4") if look(one, hops=1).edges} == {other.removeprefix("wallet-")}


def test_every_label_stands_with_its_source_and_a_contradiction_is_told(look: Callable[..., Network]) -> None:
    by_number = {party.number: party for party in look("d1", hops=1, side="out").parties}
    odd = by_number["d2"]
    assert odd.name == "Plainly one" and odd.disputed
    assert [(one.name, one.kind, one.source) for one in odd.labels] == [
        ("Plainly one", "exchange", "https://example.org/invented"),
        ("Another's", "exchange", "https://other.example"),
    ]
    (hot,) = (party for party in look("w1", hops=2, side="out").parties if party.number == "hot")
    assert len(hot.labels) == 1 and not hot.disputed


def test_rows_are_those_the_line_counts_and_how_many_more_there_are_is_told(
    look: Callable[..., Network], office: Workbench
) -> None:
    edge = next(
        e for e in look("A", hops=2, side="out", until=date(2023, 1, 3)).edges if e.payee == "account-C"
    )
    paid = Paid(edge.payer, edge.payee, edge.currency, edge.first, edge.last)
    found = network_rows.rows(office.operator_view(), office, paid)
    assert len(found.rows) == edge.count == 1 and found.outside == 1
    every = network_rows.rows(office.operator_view(), office, Paid(edge.payer, edge.payee))
    assert len(every.rows) == 2 and every.outside == 0


def test_a_number_alone_names_a_party_and_one_that_nobody_has_is_refused(office: Workbench) -> None:
    view = office.operator_view()
    assert network_rows.rows(view, office, Paid("A", "B")).payer.id == "account-A"
    assert network_rows.rows(view, office, Paid("w1", "w2")).payee.id == "wallet-w2"
    with pytest.raises(NotFound, match="nobody"):
        network_rows.rows(view, office, Paid("A", "nobody"))
    with pytest.raises(UsageError):
        network_rows.rows(view, office, Paid("A", ""))


def test_an_account_is_called_what_it_is_called_most_and_other_names_are_told(
    look: Callable[..., Network],
) -> None:
    (party,) = (one for one in look("A", hops=1, side="in").parties if one.number == "Q")
    assert (party.name, party.also) == ("Often called", ("A slip of the pen",))
    (named,) = (one for one in look("A", hops=1).parties if one.number == "A")
    assert (named.name, named.also) == ("Invented A", ())
