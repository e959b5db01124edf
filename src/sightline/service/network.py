"""The web of payments and transfers around a party: outwards by amount and time, and the ways between two.

From a party downstream: whom it paid, and whom they paid after that. Upstream: who paid it, and who had paid
them before that. Nothing is followed through a service of coins, which mixes those of all. Amounts of
different currencies are never added up or compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import partial
from operator import attrgetter

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.clean import iban
from sightline.detectors.citing import citation
from sightline.detectors.coins.labels import Label, Labels, contradictory
from sightline.detectors.day_alone import latest, latest_column
from sightline.detectors.detector import moment
from sightline.errors import NotFound, UsageError
from sightline.model.settlement import Settlement
from sightline.model.view import View
from sightline.service import listed_wallets, networks_kept, payment_settlements
from sightline.service.network_columns import laid_out
from sightline.service.network_flow import Step, greatest, may_follow, steps
from sightline.service.network_shape import ACCOUNT, WALLET, Asked, Edge, Network, Party, Said, Way
from sightline.service.network_tables import TABLES, exact, flows_of, labels_of, names_of, number_of, parts_of
from sightline.service.network_words import readings
from sightline.service.workbench import Workbench

KINDS = (ACCOUNT, WALLET)
MOST_HOPS = 3
MOST_EACH = 8
"""the largest edges of a party on one side that are followed; the rest is counted"""
AFTER_EACH = 4
"""the same of those further away"""
MOST_PARTIES = 56
MOST_READ = 4_000
"""edges of one step that are looked at, the largest first"""
MOST_FOUND = 20
MOST_NAMES = 8
"""other names of an account that are told"""
MOST_ROOTS = 8
"""parties of one name that are looked at together"""
MOST_ENDS = 3
EACH_WAY = 40
"""edges of a party that are looked at for ways between two"""
LONGEST_WAY = 4
MOST_WAYS = 12
MOST_WALKS = 60
"""ways each way whose payments are put in the order of time: the fewest steps, the largest sums first"""
Flows = Callable[[bool, Mapping[str, Sequence[str]]], ir.Table]
"""gives what these payers or payees paid or were paid, in coins or money"""
LONG_AGO, FAR_OFF = -(2**62), 2**62
_PAYER, _PAYEE = attrgetter("payer"), attrgetter("payee")


def network(view: View, bench: Workbench, asked: Asked) -> Network:
    """The network around all whom the words name; `UsageError` for steps or a side there is not.

    It is read and laid out once, and kept for as long as it rests on the same partitions.
    """
    if asked.side not in ("both", "in", "out") or not 1 <= asked.hops <= MOST_HOPS:
        raise UsageError(f"hops are 1 to {MOST_HOPS}, the side is both, in or out")
    if not asked.of:
        return Network(asked, (), ())
    seen = parts_of(view, bench)
    lists = listed_wallets.in_force(view, bench)
    words = payment_settlements.settled(view, bench)
    found = networks_kept.of(bench, [*seen, *lists], asked, payment_settlements.digest(words))
    if found is None:
        with listed_wallets.opened(view, bench, seen, TABLES, lists) as tables:
            found = laid_out(_network(tables, asked, words))
        networks_kept.keep(bench, found, [*seen, *lists], payment_settlements.digest(words))
    return found


# --- Outwards -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reach:
    """From when on, or until when, what a party paid or was paid is looked at (ms)."""

    id: str
    since: int
    until: int


def _network(tables: Mapping[str, ir.Table], asked: Asked, words: Sequence[Settlement] = ()) -> Network:
    roots, matches = _roots(tables, asked.of)
    flows = partial(flows_of, tables, words=words)
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
            found = _step(flows, frontier, way, asked.least, each, more)
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
            reached = {one.id: one for one in frontier}
            frontier = [
                _onward(other, several, reached if asked.in_time else {}, asked)
                for other, several in sorted(near.items())
                if other not in mixing
            ]
            if not frontier:
                break
    ways: tuple[Way, ...] = ()
    ends: list[str] = []
    if asked.to:
        ends, others = _roots(tables, (asked.to,))
        matches += others
        if ends:
            pairs = [(root, end) for root in roots[:MOST_ENDS] for end in ends[:MOST_ENDS]]
            ways = _ranked(way_ for root, end in pairs for way_ in _ways(flows, root, end, asked))
    if ways and ways[0].kind == "flow":
        edges |= {(edge.payer, edge.payee, edge.currency): edge for edge in ways[0].edges}
        for step, id in enumerate(ways[0].parties):
            steps.setdefault(id, step)
    named = {*steps, *(id for way_ in ways for id in way_.parties)}
    known = names_of(tables, named)
    names = {id: several[0] for id, several in known.items()}
    labels = labels_of(tables, sorted(number_of(id) for id in steps if id.startswith(WALLET)))
    parties = tuple(
        _party(id, known.get(id, ()), step, more.get(id, 0), labels)
        for id, step in sorted(steps.items(), key=lambda item: (item[1], item[0]))
    )
    told = tuple(replace(way_, words=_words(way_, names)) for way_ in ways)
    return Network(asked, parties, _ordered(edges.values()), told, matches, cut, bool(ends))


def _party(id: str, names: Sequence[str], step: int, more: int, labels: Labels) -> Party:
    several = labels.all.get(number_of(id), ()) if id.startswith(WALLET) else ()
    said = tuple(_said(one) for one in several)
    name, also = (names[0] if names else ""), tuple(names[1 : MOST_NAMES + 1])
    return Party(id, name, step, more, labels=said, disputed=contradictory(several), also=also)


def _days(asked: Asked) -> tuple[int, int]:
    def ms(day: date | None, at: time, otherwise: int) -> int:
        return int(datetime.combine(day, at, UTC).timestamp() * 1000) if day else otherwise

    return ms(asked.since, time.min, LONG_AGO), ms(asked.until, time.max, FAR_OFF)


def _onward(id: str, edges: Sequence[Edge], reached: Mapping[str, _Reach], asked: Asked) -> _Reach:
    """From when on it may have paid on what edges from the `reached` brought; until when, towards them."""
    since, until = _days(asked)
    came = [max(reached[edge.payer].since, _ms(edge.first)) for edge in edges if edge.payer in reached]
    went = [min(reached[edge.payee].until, _last_ms(edge)) for edge in edges if edge.payee in reached]
    return _Reach(id, min(came, default=since), max(went, default=until))


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def _last_ms(edge: Edge) -> int:
    """The last moment of which its payments may be."""
    return _ms(edge.last) if edge.coins else latest(_ms(edge.last))


def _step(
    flows: Flows,
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
            near = {side: [number_of(one.id) for one in reached]}
            found += _edges(flows(coins, near), reached, side, kind, least)
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
        [{"own": number_of(one.id), "since": one.since, "until": one.until} for one in reached],
        schema={"own": "string", "since": "int64", "until": "int64"},
    )
    joined = flows.inner_join(own, flows[side] == own["own"])
    last = latest_column(_["at"]) if kind == ACCOUNT else _["at"]
    inside = joined.filter(last >= _.since, _["at"] <= _.until)
    grouped = inside.group_by("payer", "payee", "currency", "decimals").agg(
        total=_.amount.sum(), count=_.count(), first=_["at"].min(), last=_["at"].max(),
        disputed=_.disputed.cast("int64").sum(),
    )  # fmt: skip
    lines = grouped.order_by(ibis.desc("total"), "payer", "payee").limit(MOST_READ).to_pyarrow().to_pylist()
    for line in lines:
        amount = exact(line["total"], line["decimals"])
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
    """Parties the words name: ids, accounts or addresses, or holders' names; all who are called that.

    Commas may stand between several, or in a name.
    """
    roots: list[str] = []
    matches: list[Party] = []
    for text in said:
        for reading in readings(text):
            found = next((some for name in reading if (some := _named(tables, name))), [])
            roots += [one.id for one in found[:MOST_ROOTS]]
            matches += found if len(found) > 1 else []
    return list(dict.fromkeys(roots)), tuple(matches[:MOST_FOUND])


def meant(tables: Mapping[str, ir.Table], id: str) -> str:
    """The id of a party that is named by it or by its account or address alone; `NotFound` for none."""
    if id.startswith(KINDS):
        return id
    found = _of_number(tables, id)
    if not found:
        raise NotFound(
            f"no account or address {id!r} in payments or transfers",
            remedy=f"give an id as 'network show' prints it, {ACCOUNT}… or {WALLET}…, or its number alone",
        )
    return found[0].id


def _named(tables: Mapping[str, ir.Table], text: str) -> list[Party]:
    return _of_number(tables, text) or _by_name(tables, number_of(text) if text.startswith(KINDS) else text)


def _of_number(tables: Mapping[str, ir.Table], text: str) -> list[Party]:
    """The account and the address of this number, with or without its kind before it."""
    bare = number_of(text) if text.startswith(KINDS) else text
    payments, transfers = tables["payments"], tables["transfers"]
    found = []
    if not text.startswith(WALLET):
        number = iban.clean(bare) or bare
        is_one = (payments.debtor_account == number) | (payments.creditor_account == number)
        if payments.filter(is_one).limit(1).count().to_pyarrow().as_py():
            found.append(Party(ACCOUNT + number, "", 0))
    if not text.startswith(ACCOUNT):
        low = bare.lower() if bare.lower().startswith("0x") else bare
        is_one = (transfers.from_address == low) | (transfers.to_address == low)
        if transfers.filter(is_one).limit(1).count().to_pyarrow().as_py():
            found.append(Party(WALLET + low, "", 0))
    return found


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
    wallets = sorted(number_of(id) for id in ids if id.startswith(WALLET))
    if not wallets:
        return set()
    services = labels_of(tables, wallets).services
    return {WALLET + address for address in services}


def _said(label: Label) -> Said:
    return Said(label.text, label.kind, label.source, citation(label.row))


# --- Ways between two -----------------------------------------------------------------------------


def _ways(flows: Flows, one: str, other: str, asked: Asked) -> list[Way]:
    """Ways from one to the other and back, and third parties that tie them."""
    if one == other:
        return []
    found: list[Way] = []
    for start, end, kind in ((one, other, "flow"), (other, one, "back")):
        walks = sorted(_walks(_halves(flows, start, end, asked), start, end), key=_telling)[:MOST_WALKS]
        paid = _paid(flows, walks, asked)
        found += [_way(edges, kind, paid) for edges in walks]
    return found + _shared(flows, one, other, asked)


def _ranked(ways: Iterable[Way]) -> tuple[Way, ...]:
    """The telling first."""
    found = list(ways)
    order = {"flow": 0, "back": 1, "payer": 2, "payee": 2, "tie": 3}
    found.sort(
        key=lambda way: (order[way.kind], len(way.edges), way.most is None, -(way.most or 0), way.parties)
    )
    return tuple(found[:MOST_WAYS])


def _halves(flows: Flows, start: str, end: str, asked: Asked) -> dict[str, list[Edge]]:
    """Edges two steps behind the one and two before the other, by payer."""
    found: dict[tuple[str, str, str], Edge] = {}
    for root, way in ((start, 1), (end, -1)):
        frontier = [_Reach(root, *_days(asked))]
        for _turn in range(LONGEST_WAY // 2):
            edges = _step(flows, frontier, way, asked.least, EACH_WAY, {})
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


def _telling(edges: Sequence[Edge]) -> tuple[object, ...]:
    """What ranks a way before its payments are looked at: whether they may follow, its steps, its sum."""
    at, follows = _ms(edges[0].first), True
    for edge in edges[1:]:
        follows = follows and _last_ms(edge) >= at
        at = max(at, _ms(edge.first))
    return not follows, len(edges), -min(edge.amount for edge in edges), [edge.payee for edge in edges]


_Key = tuple[str, str, str]


def _key(edge: Edge) -> _Key:
    return edge.payer, edge.payee, edge.currency


def _paid(
    flows: Flows, walks: Sequence[Sequence[Edge]], asked: Asked
) -> dict[_Key, list[tuple[int, Decimal]]]:
    """The payments of the edges of ways of several steps: when (ms) and how much, together at one moment."""
    edges = {_key(edge): edge for walk in walks if len(walk) > 1 for edge in walk}
    found: dict[_Key, list[tuple[int, Decimal]]] = {key: [] for key in edges}
    since, until = _days(asked)
    for coins, kind in ((False, ACCOUNT), (True, WALLET)):
        own = [edge for edge in edges.values() if edge.coins == coins]
        if not own:
            continue
        payers, payees = (sorted({number_of(of(edge)) for edge in own}) for of in (_PAYER, _PAYEE))
        several = flows(coins, {"payer": payers, "payee": payees})
        inside = several.filter(_["at"] >= since, _["at"] <= until)
        grouped = inside.group_by("payer", "payee", "currency", "decimals", "at").agg(total=_.amount.sum())
        for line in grouped.to_pyarrow().to_pylist():
            key = (kind + line["payer"], kind + line["payee"], line["currency"])
            if key in found:
                found[key].append((line["at"], exact(line["total"], line["decimals"])))
    return found


def _way(edges: tuple[Edge, ...], kind: str, paid: Mapping[_Key, Sequence[tuple[int, Decimal]]]) -> Way:
    parties = (edges[0].payer, *(edge.payee for edge in edges))
    if len(edges) == 1:
        return Way(edges, parties, edges[0].amount, True, kind, "")
    payments: list[Step] = []
    for at, edge in enumerate(edges):
        payments += steps(at, paid[_key(edge)], not edge.coins)
    days = sum(one.whole_day for one in payments)
    if not may_follow(payments, len(edges)):
        return Way(edges, parties, None, False, "tie", "", days)
    same = len({edge.currency for edge in edges}) == 1
    return Way(edges, parties, greatest(payments, len(edges)) if same else None, True, kind, "", days)


def _shared(flows: Flows, one: str, other: str, asked: Asked) -> list[Way]:
    """Third parties that pay both, or that both pay."""
    found = []
    for way, kind in ((-1, "payer"), (1, "payee")):
        sides: list[dict[str, Edge]] = []
        for id in (one, other):
            edges = _step(flows, [_Reach(id, *_days(asked))], way, asked.least, EACH_WAY, {})
            sides.append({edge.payee if way > 0 else edge.payer: edge for edge in reversed(edges)})
        for third in sorted(set(sides[0]) & set(sides[1]) - {one, other}):
            pair = (sides[0][third], sides[1][third])
            same = pair[0].currency == pair[1].currency
            most = min(edge.amount for edge in pair) if same else None
            found.append(Way(pair, (one, third, other), most, True, kind, ""))
    return found


def _words(way: Way, names: Mapping[str, str]) -> str:
    def who(id: str) -> str:
        return f"{names[id]} ({number_of(id)})" if names.get(id) else number_of(id)

    told = "; ".join(
        f"{who(edge.payer)} paid {who(edge.payee)} {_sum(edge.amount)} {edge.currency} in {edge.counted} "
        f"({_span(edge)})"
        for edge in way.edges
    )
    if way.kind == "payer":
        return f"{who(way.parties[1])} paid both: {told}. A common payer is a tie, no flow between the two."
    if way.kind == "payee":
        return f"Both paid {who(way.parties[1])}: {told}. A common payee is a tie, no flow between the two."
    if len(way.edges) == 1:
        return f"{told}. Directly."
    known = f" Of {way.days} of these payments only the day is known." if way.days else ""
    if way.kind == "tie":
        return (
            f"{told}. {len(way.edges)} steps, but the payments are not in this order in time: these are "
            f"ties, nothing can have gone this way.{known}"
        )
    limit = (
        "the currencies differ, so no sum is given"
        if way.most is None
        else f"at most {_sum(way.most)} {way.edges[0].currency} can have gone this way in the order of time"
    )
    return f"{told}. {len(way.edges)} steps, each may have followed the one before; {limit}.{known}"


def _sum(amount: Decimal) -> str:
    """As pages write sums: thin spaces between thousands."""
    return f"{amount:,f}".replace(",", "\N{THIN SPACE}")


def _span(edge: Edge) -> str:
    first, last = edge.first.date(), edge.last.date()
    return f"{first}" if first == last else f"{first} to {last}"
