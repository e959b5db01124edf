"""The web of payments and transfers around a party: outwards by amount and time, and the ways between two.

From a party downstream: whom it paid, and whom they paid after that. Upstream: who paid it, and who had paid
them before that. Nothing is followed through a service of coins, which mixes those of all. Amounts of
different currencies are never added up or compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Context, Decimal
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.detectors.coins import transfer_versions
from sightline.detectors.coins.labels import Label, Labels, contradictory, read_labels
from sightline.detectors.detector import moment
from sightline.errors import UsageError
from sightline.model.citation import Citation, Reason
from sightline.model.table_part import TablePart
from sightline.model.view import View
from sightline.record.table_parts import parts
from sightline.service import networks_kept, table_rows
from sightline.service.network_columns import laid_out
from sightline.service.network_shape import ACCOUNT, WALLET, Asked, Edge, Network, Party, Said, Way
from sightline.service.workbench import Workbench

TABLES = ("payments", "transfers", "accounts", "labels")
MOST_HOPS = 3
MOST_EACH = 8
"""the largest edges of a party on one side that are followed; the rest is counted"""
AFTER_EACH = 4
"""the same of those further away"""
MOST_PARTIES = 56
MOST_READ = 4_000
"""edges of one step that are looked at, the largest first"""
MOST_ROWS = 200
MOST_FOUND = 20
MOST_ROOTS = 8
"""parties of one name that are looked at together"""
MOST_ENDS = 3
EACH_WAY = 40
"""edges of a party that are looked at for ways between two"""
LONGEST_WAY = 4
MOST_WAYS = 12
LARGEST = Decimal(10) ** 34
"""base units of one transfer: more are of no asset there is, and are left out here"""
EXACT = Context(prec=60)
LONG_AGO, FAR_OFF = -(2**62), 2**62


@dataclass(frozen=True, slots=True)
class Row:
    """One payment or transfer of an edge, and where it stands."""

    id: str
    at: datetime
    amount: Decimal
    currency: str
    purpose: str
    cite: Citation
    disputed: Reason | None = None
    """what files say differently of it, each with its place"""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of an edge in the order of time, some of them."""

    payer: Party
    payee: Party
    currency: str
    rows: tuple[Row, ...]
    after: int
    more: bool


def network(view: View, bench: Workbench, asked: Asked) -> Network:
    """The network around all whom the words name; `UsageError` for steps or a side there is not.

    It is read and laid out once, and kept for as long as it rests on the same partitions.
    """
    if asked.side not in ("both", "in", "out") or not 1 <= asked.hops <= MOST_HOPS:
        raise UsageError(f"hops are 1 to {MOST_HOPS}, the side is both, in or out")
    if not asked.of:
        return Network(asked, (), ())
    seen = _parts(view, bench)
    found = networks_kept.of(bench, seen, asked)
    if found is None:
        with table_rows.opened(view, bench, seen, TABLES) as tables:
            found = laid_out(_network(tables, asked))
        networks_kept.keep(bench, found, seen)
    return found


def rows(view: View, bench: Workbench, payer: str, payee: str, currency: str = "", after: int = 0) -> Rows:
    """What one paid another, row by row with its place; of one currency where it is named."""
    with table_rows.opened(view, bench, _parts(view, bench), TABLES) as tables:
        coins = payer.startswith(WALLET)
        held = _flows(tables, coins, {"payer": [_bare(payer)], "payee": [_bare(payee)]})
        if currency:
            held = held.filter(_.currency == currency)
        ordered = held.order_by("at", "id", "row").limit(MOST_ROWS + 1, offset=max(0, after))
        lines = ordered.to_pyarrow().to_pylist()
        names = _names(tables, (payer, payee))
        doubts = _doubts(tables["transfers"], [line for line in lines[:MOST_ROWS] if line["disputed"]])
    told = tuple(
        Row(
            line["id"],
            moment(line["at"]),
            _exact(line["amount"], line["decimals"]),
            line["currency"],
            line["purpose"] or "",
            table_rows.citation(line),
            doubts.get((line["chain"], line["id"], line["index"])),
        )
        for line in lines[:MOST_ROWS]
    )
    one, other = (Party(id, names.get(id, ""), 0) for id in (payer, payee))
    return Rows(one, other, currency, told, after, len(lines) > MOST_ROWS)


def _doubts(transfers: ir.Table, lines: Sequence[Mapping[str, Any]]) -> dict[transfer_versions.Key, Reason]:
    """What files say differently of these transfers."""
    if not lines:
        return {}
    near = transfers.filter(transfers.tx.isin(sorted({line["id"] for line in lines})))
    held = transfer_versions.disputed(near, len(lines) * 10)
    return {key: transfer_versions.told(versions) for key, versions in held.items()}


def _parts(view: View, bench: Workbench) -> tuple[TablePart, ...]:
    with bench.office.read(view) as session:
        return parts(view, session, TABLES)


def _bare(id: str) -> str:
    return id.partition("-")[2]


def _exact(amount: Decimal, decimals: int) -> Decimal:
    """Base units as whole coins; an amount of money without the zeros behind its cents."""
    found = EXACT.scaleb(Decimal(amount), -decimals) if decimals else Decimal(amount)
    short = EXACT.normalize(found)
    exponent = short.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -2:
        return short
    return EXACT.quantize(short, Decimal(1) if decimals and exponent in (0,) else Decimal("0.01"))


def _flows(tables: Mapping[str, ir.Table], coins: bool, near: Mapping[str, Sequence[str]]) -> ir.Table:
    """Payments or transfers in one shape: payer, payee, currency, decimals, amount, at, id, purpose.

    `near` names the payers or payees that are looked at. A transfer that several files give counts once, as
    in the ledger of a theft; `disputed` says that they disagree about it.
    """
    if coins:
        return _transfers(tables["transfers"], near)
    held = tables["payments"]
    sides = {"payer": held.debtor_account, "payee": held.creditor_account}
    chosen = [sides[side].isin(list(several)) for side, several in near.items()]
    return held.filter(held.debtor_account != held.creditor_account, *chosen).select(
        *table_rows.PLACE,
        payer=_.debtor_account,
        payee=_.creditor_account,
        currency=_.currency,
        decimals=ibis.literal(0, "int64"),
        amount=_.amount,
        at=_.booked_ms,
        id=_.payment_id,
        purpose=_.purpose,
        chain=ibis.literal(""),
        index=ibis.literal(0, "int64"),
        disputed=ibis.literal(False),
    )


def _transfers(every: ir.Table, near: Mapping[str, Sequence[str]]) -> ir.Table:
    def chosen(of: ir.Table) -> list[ir.BooleanValue]:
        sides = {"payer": of.from_address, "payee": of.to_address}
        return [sides[side].isin(list(several)) for side, several in near.items()]

    versions = transfer_versions.of_keys(every, every.filter(*chosen(every)))
    held = transfer_versions.once(transfer_versions.compared(versions))
    small = held.amount < ibis.literal(LARGEST, "decimal(38, 0)")
    return held.filter(held.from_address != held.to_address, small, *chosen(held)).select(
        *table_rows.PLACE,
        payer=_.from_address,
        payee=_.to_address,
        currency=_.asset + ibis.literal(" on ") + _.chain,
        decimals=_.decimals,
        amount=_.amount,
        at=_.time_ms,
        id=_.tx,
        purpose=ibis.literal(""),
        chain=_.chain,
        index=_["index"],
        disputed=_.disputed,
    )


# --- Outwards -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reach:
    """From when on, or until when, what a party paid or was paid is looked at (ms)."""

    id: str
    since: int
    until: int


def _network(tables: Mapping[str, ir.Table], asked: Asked) -> Network:
    roots, matches = _roots(tables, asked.of)
    if not roots:
        return Network(asked, (), (), (), matches)
    steps = dict.fromkeys(roots, 0)
    more: dict[str, int] = {}
    edges: dict[tuple[str, str, str], Edge] = {}
    cut = False
    ways_asked = [way for way in (1, -1) if asked.side != ("in" if way > 0 else "out")]
    for turn, way in enumerate(ways_asked, 1):
        most = MOST_PARTIES * turn // len(ways_asked)
        frontier = [_Reach(root, *_days(asked)) for root in roots]
        for step in range(1, asked.hops + 1):
            each = MOST_EACH if step == 1 else AFTER_EACH
            found = _step(tables, frontier, way, asked.least, each, more)
            near: dict[str, list[Edge]] = {}
            for edge in found:
                other = edge.payee if way > 0 else edge.payer
                if other not in steps and len(steps) >= most:
                    cut = True
                    continue
                edges[edge.payer, edge.payee, edge.currency] = edge
                if steps.setdefault(other, way * step) == way * step:
                    near.setdefault(other, []).append(edge)
            mixing = _services(tables, near)
            frontier = [
                _onward(other, several, way, asked)
                for other, several in sorted(near.items())
                if other not in mixing
            ]
            if not frontier:
                break
    ways: tuple[Way, ...] = ()
    if asked.to:
        ends, others = _roots(tables, (asked.to,))
        matches += others
        if ends:
            pairs = [(root, end) for root in roots[:MOST_ENDS] for end in ends[:MOST_ENDS]]
            ways = _ranked(way_ for root, end in pairs for way_ in _ways(tables, root, end, asked))
    if ways and ways[0].kind == "flow":
        edges |= {(edge.payer, edge.payee, edge.currency): edge for edge in ways[0].edges}
        for step, id in enumerate(ways[0].parties):
            steps.setdefault(id, step)
    named = {*steps, *(id for way_ in ways for id in way_.parties)}
    names = _names(tables, named)
    labels = _labels(tables, sorted(_bare(id) for id in steps if id.startswith(WALLET)))
    parties = tuple(
        _party(id, names.get(id, ""), step, more.get(id, 0), labels)
        for id, step in sorted(steps.items(), key=lambda item: (item[1], item[0]))
    )
    told = tuple(replace(way_, words=_words(way_, names)) for way_ in ways)
    return Network(asked, parties, _ordered(edges.values()), told, matches, cut)


def _party(id: str, name: str, step: int, more: int, labels: Labels) -> Party:
    several = labels.all.get(_bare(id), ()) if id.startswith(WALLET) else ()
    return Party(
        id, name, step, more, labels=tuple(_said(one) for one in several), disputed=contradictory(several)
    )


def _days(asked: Asked) -> tuple[int, int]:
    def ms(day: date | None, at: time, otherwise: int) -> int:
        return int(datetime.combine(day, at, UTC).timestamp() * 1000) if day else otherwise

    return ms(asked.since, time.min, LONG_AGO), ms(asked.until, time.max, FAR_OFF)


def _onward(id: str, edges: Sequence[Edge], way: int, asked: Asked) -> _Reach:
    since, until = _days(asked)
    if asked.in_time and way > 0:
        since = max(since, min(round(edge.first.timestamp() * 1000) for edge in edges))
    if asked.in_time and way < 0:
        until = min(until, max(round(edge.last.timestamp() * 1000) for edge in edges))
    return _Reach(id, since, until)


def _step(
    tables: Mapping[str, ir.Table],
    frontier: Sequence[_Reach],
    way: int,
    least: Decimal,
    each: int,
    more: dict[str, int],
) -> list[Edge]:
    """The largest edges of these parties on one side; how many were left out goes to `more`."""
    side = "payer" if way > 0 else "payee"
    found: list[Edge] = []
    for coins, kind in ((False, ACCOUNT), (True, WALLET)):
        reached = [one for one in frontier if one.id.startswith(kind)]
        if reached:
            near = {side: [_bare(one.id) for one in reached]}
            found += _edges(_flows(tables, coins, near), reached, side, kind, least)
    largest: dict[str, Decimal] = {}
    for edge in found:
        largest[edge.currency] = max(largest.get(edge.currency, Decimal()), edge.amount)
    groups: dict[str, list[Edge]] = {}
    for edge in found:
        groups.setdefault(edge.payer if way > 0 else edge.payee, []).append(edge)
    kept: list[Edge] = []
    for id, several in groups.items():
        several.sort(key=lambda one: (-one.amount / (largest[one.currency] or 1), one.payer, one.payee))
        kept += several[:each]
        if len(several) > each:
            more[id] = more.get(id, 0) + len(several) - each
    return sorted(kept, key=lambda one: (-one.amount / (largest[one.currency] or 1), one.payer, one.payee))


def _edges(
    flows: ir.Table, reached: Sequence[_Reach], side: str, kind: str, least: Decimal
) -> Iterator[Edge]:
    own = ibis.memtable(
        [{"own": _bare(one.id), "since": one.since, "until": one.until} for one in reached],
        schema={"own": "string", "since": "int64", "until": "int64"},
    )
    joined = flows.inner_join(own, flows[side] == own["own"])
    inside = joined.filter(_["at"] >= _.since, _["at"] <= _.until)
    grouped = inside.group_by("payer", "payee", "currency", "decimals").agg(
        total=_.amount.sum(), count=_.count(), first=_["at"].min(), last=_["at"].max(),
        disputed=_.disputed.cast("int64").sum(),
    )  # fmt: skip
    lines = grouped.order_by(ibis.desc("total"), "payer", "payee").limit(MOST_READ).to_pyarrow().to_pylist()
    for line in lines:
        amount = _exact(line["total"], line["decimals"])
        if amount >= least:
            yield Edge(
                kind + line["payer"],
                kind + line["payee"],
                line["currency"],
                amount,
                line["count"],
                moment(line["first"]),
                moment(line["last"]),
                line["disputed"],
            )


def _ordered(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    return tuple(sorted(edges, key=lambda one: (one.currency, -one.amount, one.payer, one.payee)))


# --- Who is meant ---------------------------------------------------------------------------------


def _roots(tables: Mapping[str, ir.Table], said: Sequence[str]) -> tuple[list[str], tuple[Party, ...]]:
    """Parties the words name: ids, accounts or addresses, or holders' names; all who are called that."""
    roots: list[str] = []
    matches: list[Party] = []
    for text in said:
        found = _named(tables, text)
        roots += [one.id for one in found[:MOST_ROOTS]]
        matches += found if len(found) > 1 else []
    return list(dict.fromkeys(roots)), tuple(matches[:MOST_FOUND])


def _named(tables: Mapping[str, ir.Table], text: str) -> list[Party]:
    bare = _bare(text) if text.startswith((ACCOUNT, WALLET)) else text
    payments, transfers = tables["payments"], tables["transfers"]
    found = []
    if not text.startswith(WALLET):
        is_one = (payments.debtor_account == bare) | (payments.creditor_account == bare)
        if payments.filter(is_one).limit(1).count().to_pyarrow().as_py():
            found.append(Party(ACCOUNT + bare, "", 0))
    if not text.startswith(ACCOUNT):
        low = bare.lower() if bare.lower().startswith("0x") else bare
        is_one = (transfers.from_address == low) | (transfers.to_address == low)
        if transfers.filter(is_one).limit(1).count().to_pyarrow().as_py():
            found.append(Party(WALLET + low, "", 0))
    return found or _by_name(tables, bare)


def _by_name(tables: Mapping[str, ir.Table], text: str) -> list[Party]:
    """Accounts whose holder, and addresses whose label, is called that."""
    wanted = text.casefold().strip()
    payments, accounts, labels = tables["payments"], tables["accounts"], tables["labels"]
    held = [
        payments.select(number=_.debtor_account, name=_.debtor_name),
        payments.select(number=_.creditor_account, name=_.creditor_name),
        accounts.select(number=_.account, name=_.holder),
    ]
    own = ibis.union(*held).filter(_.name.lower() == wanted).distinct().order_by("number").limit(MOST_FOUND)
    found = [Party(ACCOUNT + one["number"], one["name"], 0) for one in own.to_pyarrow().to_pylist()]
    said = labels.filter((_.label.lower() == wanted) | (_.actor.lower() == wanted))
    named = said.select("address", "label").distinct().order_by("address").limit(MOST_FOUND)
    return found + [Party(WALLET + one["address"], one["label"], 0) for one in named.to_pyarrow().to_pylist()]


def _services(tables: Mapping[str, ir.Table], ids: Iterable[str]) -> set[str]:
    """Addresses that a label calls a service: behind it the coins of all lie together."""
    wallets = sorted(_bare(id) for id in ids if id.startswith(WALLET))
    if not wallets:
        return set()
    services = _labels(tables, wallets).services
    return {WALLET + address for address in services}


def _labels(tables: Mapping[str, ir.Table], wallets: Sequence[str]) -> Labels:
    """What labels say of these addresses, by the rule of the ledger of a theft."""
    return read_labels(tables["labels"].filter(_.address.isin(list(wallets))))


def _said(label: Label) -> Said:
    return Said(label.text, label.kind, label.source, table_rows.citation(label.row))


def _names(tables: Mapping[str, ir.Table], ids: Iterable[str]) -> dict[str, str]:
    """What holders of accounts and labels of addresses are called, where anything says so."""
    accounts = sorted({_bare(id) for id in ids if id.startswith(ACCOUNT)})
    wallets = sorted({_bare(id) for id in ids if id.startswith(WALLET)})
    found: dict[str, str] = {}
    if accounts:
        payments, register = tables["payments"], tables["accounts"]
        sides = [
            register.select(number=_.account, name=_.holder),
            payments.select(number=_.debtor_account, name=_.debtor_name),
            payments.select(number=_.creditor_account, name=_.creditor_name),
        ]
        own = ibis.union(*sides).filter(_.number.isin(accounts), _.name.notnull())
        lines = own.group_by("number").agg(name=_.name.min()).to_pyarrow().to_pylist()
        found |= {ACCOUNT + line["number"]: line["name"] for line in lines}
    if wallets:
        labels = _labels(tables, wallets)
        found |= {WALLET + address: labels.called(address) for address in labels.all}
    return found


# --- Ways between two -----------------------------------------------------------------------------


def _ways(tables: Mapping[str, ir.Table], one: str, other: str, asked: Asked) -> list[Way]:
    """Ways from one to the other and back, and third parties that tie them."""
    if one == other:
        return []
    found: list[Way] = []
    for start, end, kind in ((one, other, "flow"), (other, one, "back")):
        reach = _halves(tables, start, end, asked)
        found += [_way(edges, kind) for edges in _walks(reach, start, end)]
    return found + _shared(tables, one, other, asked)


def _ranked(ways: Iterable[Way]) -> tuple[Way, ...]:
    """The telling first."""
    found = list(ways)
    order = {"flow": 0, "back": 1, "payer": 2, "payee": 2}
    found.sort(
        key=lambda way: (
            order[way.kind], not way.in_time, len(way.edges), way.most is None, -(way.most or 0), way.parties,
        )
    )  # fmt: skip
    return tuple(found[:MOST_WAYS])


def _halves(tables: Mapping[str, ir.Table], start: str, end: str, asked: Asked) -> dict[str, list[Edge]]:
    """Edges two steps behind the one and two before the other, by payer."""
    found: dict[tuple[str, str, str], Edge] = {}
    for root, way in ((start, 1), (end, -1)):
        frontier = [_Reach(root, *_days(asked))]
        for _turn in range(LONGEST_WAY // 2):
            edges = _step(tables, frontier, way, asked.least, EACH_WAY, {})
            found |= {(edge.payer, edge.payee, edge.currency): edge for edge in edges}
            reached = sorted({edge.payee if way > 0 else edge.payer for edge in edges})
            frontier = [_Reach(id, *_days(asked)) for id in reached]
            if not frontier:
                break
    by_payer: dict[str, list[Edge]] = {}
    for edge in found.values():
        by_payer.setdefault(edge.payer, []).append(edge)
    return by_payer


def _walks(edges: Mapping[str, Sequence[Edge]], start: str, end: str) -> Iterator[tuple[Edge, ...]]:
    stack: list[tuple[Edge, ...]] = [(edge,) for edge in edges.get(start, ())]
    found = 0
    while stack and found < 500:
        walk = stack.pop()
        at = walk[-1].payee
        if at == end:
            found += 1
            yield walk
        elif len(walk) < LONGEST_WAY:
            met = {start, *(edge.payee for edge in walk)}
            stack += [(*walk, edge) for edge in edges.get(at, ()) if edge.payee not in met]


def _way(edges: tuple[Edge, ...], kind: str) -> Way:
    parties = (edges[0].payer, *(edge.payee for edge in edges))
    same = len({edge.currency for edge in edges}) == 1
    most = min(edge.amount for edge in edges) if same else None
    at, follows = edges[0].first, True
    for edge in edges[1:]:
        follows = follows and edge.last >= at
        at = max(at, edge.first)
    return Way(edges, parties, most, follows, kind, "")


def _shared(tables: Mapping[str, ir.Table], one: str, other: str, asked: Asked) -> list[Way]:
    """Third parties that pay both, or that both pay."""
    found = []
    for way, kind in ((-1, "payer"), (1, "payee")):
        sides: list[dict[str, Edge]] = []
        for id in (one, other):
            edges = _step(tables, [_Reach(id, *_days(asked))], way, asked.least, EACH_WAY, {})
            sides.append({edge.payee if way > 0 else edge.payer: edge for edge in reversed(edges)})
        for third in sorted(set(sides[0]) & set(sides[1]) - {one, other}):
            pair = (sides[0][third], sides[1][third])
            same = pair[0].currency == pair[1].currency
            most = min(edge.amount for edge in pair) if same else None
            found.append(Way(pair, (one, third, other), most, True, kind, ""))
    return found


def _words(way: Way, names: Mapping[str, str]) -> str:
    def who(id: str) -> str:
        return names.get(id) or _bare(id)

    told = "; ".join(
        f"{who(edge.payer)} paid {who(edge.payee)} {_sum(edge.amount)} {edge.currency} in {edge.counted} "
        f"({_span(edge)})"
        for edge in way.edges
    )
    if way.kind == "payer":
        return f"{who(way.parties[1])} paid both: {told}. A common payer is a tie, no flow between the two."
    if way.kind == "payee":
        return f"Both paid {who(way.parties[1])}: {told}. A common payee is a tie, no flow between the two."
    limit = f"at most {_sum(way.most)} {way.edges[0].currency} can have gone this way" if way.most else (
        "the currencies differ, so no sum is given"
    )  # fmt: skip
    order = (
        "each may have followed the one before"
        if way.in_time
        else "the payments are not in this order in time"
    )
    if len(way.edges) == 1:
        return f"{told}. Directly."
    return f"{told}. {len(way.edges)} steps, {order}; {limit}."


def _sum(amount: Decimal) -> str:
    """As pages write sums: thin spaces between thousands."""
    return f"{amount:,f}".replace(",", "\N{THIN SPACE}")


def _span(edge: Edge) -> str:
    first, last = edge.first.date(), edge.last.date()
    return f"{first}" if first == last else f"{first} to {last}"
