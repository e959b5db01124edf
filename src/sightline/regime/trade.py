"""What stopped when, which banned headings go on, and which figures of trade statistics do not fit.

Thresholds are ours [proposal] unless a line says otherwise:

| | |
|---|---|
| residue | at most 1 % of the last whole period before the ban, taken over all periods after it |
| mirror | the two sides differ by more than 25 %; importers count freight and insurance, exporters do not |
| unit value | 3 times, or a third of, the median of its own series of at least 4 periods |
| price of coal | 2 times, or half of, what both limits of the coal cap imply, 53.45 USD a tonne (computed) |
| value against quantity | from one period to the next one moves at least 1.5 times as far as the other |
| KP for KR | the Republic of Korea's mirror accounts for the flow within 15 % |
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from statistics import median

from sightline.model.citation import Citation
from sightline.model.measure import Direction, Effect, Measure
from sightline.model.trade import (
    DPRK,
    OTHER_WAY,
    ROK,
    TOTAL,
    Ban,
    Became,
    Mirror,
    Oddity,
    Series,
    Trade,
    TradeRow,
)
from sightline.regime import caps
from sightline.regime.lookup import in_force

RESIDUE = Decimal("0.01")
MIRROR = Decimal("1.25")
ODD, ODD_PERIODS = Decimal(3), 4
PRICE = Decimal(2)
APART = Decimal("1.5")
LIKE_KR = Decimal("0.15")
CENT = Decimal("0.01")
COAL, COAL_CAP, KILOGRAMS = "2701", "coal-2017", Decimal(1000)
WEIGHTS = {"kg": Decimal(1000), "t": Decimal(1), "not stated": Decimal(1000)}
"""unit → how many make a tonne; a unit that is not stated is read as the kilogram, and that is said"""
CAUTIONS = (
    "A value of nothing means that none was stated: none passed, or none was reported.",
    "KP (Democratic People’s Republic of Korea) and KR (Republic of Korea) are confused in "
    "statistics: a known "
    "false positive (unverified). Compare the other Korea’s figures before anything is claimed.",
    "Goods that pass through a third country may stand under that country, so nothing here proves that trade "
    "stopped.",
    "A figure for a whole year that holds a ban cannot be split at its day: only periods that begin "
    "after the "
    "ban, and after what earlier contracts were given, are held against it.",
)
Key = tuple[str, str, str, str, str]


def trade(rows: Iterable[TradeRow], today: date) -> Trade:
    """All of it from rows up to a day; rows without the DPRK serve the comparison alone."""
    questions: list[str] = []
    held = _once((row for row in rows if row.last <= today), questions)
    by_key: dict[Key, list[TradeRow]] = defaultdict(list)
    for row in held:
        if DPRK in (row.reporter, row.partner):
            by_key[_key(row)].append(row)
    series = tuple(_series(by_key[key], today) for key in sorted(by_key))
    oddities = tuple(_oddities(series, held))
    return Trade(
        series, tuple(_mirrors(held)), oddities, tuple(_unreliable(series)), tuple(questions), CAUTIONS
    )


def ban(hs: str, out: bool, today: date) -> tuple[Ban | None, Measure | None]:
    """The measure that forbids a heading one way as of a day, the earliest first; else one that limits it."""
    way = Direction.EXPORT if out else Direction.IMPORT
    bans: list[Ban] = []
    limit: Measure | None = None
    for measure in in_force(today):
        if measure.direction not in (way, Direction.BOTH) or hs == TOTAL:
            continue
        codes = (*measure.hs, *measure.hs_reading)
        whole = [code for code in codes if hs.startswith(code)]
        below = [code for code in codes if code.startswith(hs)]
        if not whole and not below:
            continue
        if measure.effect_on(today) is not Effect.FORBIDDEN:
            limit = limit or (measure if whole else None)
            continue
        partly = not whole or any(code in measure.hs_part for code in whole)
        bans.append(_ban(measure, hs, partly))
    return (min(bans, key=lambda one: (one.partly, one.since, one.measure)) if bans else None), limit


def _ban(measure: Measure, hs: str, partly: bool) -> Ban:
    ends = [
        one.import_by
        for one in measure.wind_down
        if not one.hs or any(hs.startswith(code) for code in one.hs)
    ]
    return Ban(
        measure.id,
        measure.paragraph,
        measure.in_force_from,
        max(ends, default=None),
        partly,
        measure.confidence.value,
        measure.exemptions,
    )


def _once(rows: Iterable[TradeRow], questions: list[str]) -> list[TradeRow]:
    """Rows in order, each flow, heading and period once; two different values are asked about."""
    seen: dict[tuple[object, ...], TradeRow] = {}
    for row in sorted(rows, key=lambda one: (_key(one), one.first, one.last, str(one.cite))):
        key = (*_key(row), row.first, row.last)
        earlier = seen.setdefault(key, row)
        if (earlier.value, earlier.quantity) != (row.value, row.quantity):
            questions.append(
                f"{_name(row)} is given twice with different figures, {_money(earlier.value)} and "
                f"{_money(row.value)}: which one holds? The first is used."
            )
    return list(seen.values())


def _series(rows: Sequence[TradeRow], today: date) -> Series:
    first = rows[0]
    found, limit = ban(first.hs, first.out_of_dprk, today)
    traded = [row for row in rows if row.value]
    last = traded[-1].period if traded else ""
    lawful = max(found.since, found.lawful_until or found.since) if found else today
    after = tuple(row for row in traded if found and row.first > lawful)
    became, text = _became(rows, found, limit, after, lawful)
    return Series(
        first.reporter,
        first.partner,
        first.flow,
        first.hs,
        first.hs_version,
        tuple(rows),
        found,
        became,
        text,
        last,
        after,
    )


def _became(
    rows: Sequence[TradeRow],
    found: Ban | None,
    limit: Measure | None,
    after: Sequence[TradeRow],
    lawful: date,
) -> tuple[Became, str]:
    if rows[0].hs == TOTAL:
        return Became.NOT_BANNED, "all goods together: no measure forbids trade as such"
    if limit is not None and (found is None or found.partly):
        more = f"; a part is banned from {found.since} ({found.paragraph})" if found else ""
        return Became.LIMITED, f"{limit.title} ({limit.paragraph}) limits it and does not forbid it{more}"
    if found is None:
        return (
            Became.NOT_BANNED,
            "no measure here names this heading",
        )
    told = f"banned from {found.since} ({found.paragraph}, {found.verified})"
    if found.lawful_until:
        told += f", earlier contracts to {found.lawful_until}"
    if found.partly:
        return Became.PARTLY_BANNED, f"{told}, but only in part: the figures cannot tell which part moved"
    late = [row for row in rows if row.first > lawful]
    before = [row for row in rows if row.last < found.since and row.value]
    if not late:
        return Became.CANNOT_SAY, f"{told}; no period at hand begins after that"
    if not after:
        return Became.STOPPED, f"{told}; nothing in {late[0].period} to {late[-1].period}"
    total = sum((row.value or Decimal(0) for row in after), Decimal(0))
    named = ", ".join(f"{row.period}: {_money(row.value)}" for row in after)
    reference = before[-1].value if before else None
    if reference and total <= reference * RESIDUE:
        share = (total * 100 / reference).quantize(Decimal("0.0001"))
        return Became.RESIDUAL, f"{told}; afterwards {named}, {share} % of {before[-1].period}"
    return Became.CONTINUES, f"{told}; afterwards {named}"


def _mirrors(rows: Sequence[TradeRow]) -> Iterator[Mirror]:
    """Flows that both sides state, in the same period and heading of the same nomenclature."""
    by_place = {(_key(row), row.first, row.last): row for row in rows}
    for row in rows:
        if DPRK not in (row.reporter, row.partner) or row.flow not in ("import", "re-import"):
            continue
        key = (row.partner, row.reporter, OTHER_WAY[row.flow], row.hs, row.hs_version)
        other = by_place.get((key, row.first, row.last))
        if other is None or row.value is None or other.value is None:
            continue
        ratio = (row.value / other.value).quantize(CENT) if other.value else None
        agrees = row.value == other.value or (
            bool(other.value and row.value) and 1 / MIRROR <= row.value / other.value <= MIRROR
        )
        told = (
            f"{row.reporter.upper()} says it imported {_money(row.value)}, "
            f"{other.reporter.upper()} that it exported {_money(other.value)}"
        )
        yield Mirror(row, other, ratio, agrees, told)


def _oddities(series: Sequence[Series], rows: Sequence[TradeRow]) -> Iterator[Oddity]:
    for one in series:
        yield from _late(one)
        yield from _odd_unit_values(one)
    yield from _korea_for_korea(rows)


def _late(one: Series) -> Iterator[Oddity]:
    if one.ban is None or one.ban.partly:
        return
    for row in one.after:
        banned = f"banned from {one.ban.since} ({one.ban.paragraph})"
        text = f"{_name(row)}: {_money(row.value)} of a heading {banned}"
        yield Oddity("banned heading", row.hs, row.period, text, _cites(row))


def _odd_unit_values(one: Series) -> Iterator[Oddity]:
    by_unit: dict[str, list[TradeRow]] = defaultdict(list)
    for row in one.rows:
        if row.unit_value is not None:
            by_unit[row.unit].append(row)
    for unit, held in by_unit.items():
        middle = median([row.unit_value or Decimal(0) for row in held])
        for row in held if len(held) >= ODD_PERIODS else ():
            times = (row.unit_value or Decimal(0)) / middle
            if times >= ODD or times <= 1 / ODD:
                text = (
                    f"{_name(row)}: {row.unit_value:,.2f} USD a unit ({unit}), {times:.2f} times the median "
                    f"{middle:,.2f} of {len(held)} periods"
                )
                yield Oddity("unit value", row.hs, row.period, text, _cites(row))


def _korea_for_korea(rows: Sequence[TradeRow]) -> Iterator[Oddity]:
    """Flows stated with KP that the mirror of KR accounts for."""
    by_place = {(_key(row), row.first, row.last): row for row in rows}
    for row in rows:
        if row.partner != DPRK or not row.value:
            continue
        mirror = by_place.get(
            ((ROK, row.reporter, OTHER_WAY[row.flow], row.hs, row.hs_version), row.first, row.last)
        )
        own = by_place.get(((row.reporter, ROK, row.flow, row.hs, row.hs_version), row.first, row.last))
        if mirror is None or mirror.value is None:
            continue
        stated = (own.value if own else None) or Decimal(0)
        missing = mirror.value - stated
        if abs(missing - row.value) <= row.value * LIKE_KR:
            text = (
                f"{_name(row)}: KR states {_money(mirror.value)} with {row.reporter.upper()} and that "
                "one only "
                f"{_money(stated)} with KR: what is missing is about this {_money(row.value)}, so KP "
                "may stand "
                f"for KR"
            )
            yield Oddity("KP for KR", row.hs, row.period, text, _cites(row, mirror, *([own] if own else [])))


def _unreliable(series: Sequence[Series]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Headings whose quantities contradict their values or what is known of the price."""
    for one in series:
        reasons = [*_against_price(one), *_against_value(one)]
        if reasons:
            unit = next((row.unit for row in one.rows if row.quantity), "")
            if unit == "not stated":
                reasons.insert(0, "the file does not say in which unit it counts; read here as kilograms")
            yield f"{one.hs}, {one.reporter.upper()} {one.flow} {one.partner.upper()}", tuple(reasons)


def _against_price(one: Series) -> Iterator[str]:
    if not one.hs.startswith(COAL):
        return
    tonnes, dollars = (limit.amount for limit in caps.cap(COAL_CAP).limits)
    price = dollars / tonnes
    for row in one.rows:
        weight = WEIGHTS.get(row.unit.strip().casefold())
        if row.unit_value is None or weight is None or row.value is None:
            continue
        paid = row.unit_value * weight
        if paid >= price * PRICE or paid <= price / PRICE:
            yield (
                f"{row.period}: {paid:,.2f} USD a tonne, {paid / price:.2f} times the {price:,.2f} "
                "that both limits "
                "of the Council's own cap imply; at that price the value stands for "
                f"{row.value / price:,.0f} t, "
                f"not {(row.quantity or Decimal(0)) / weight:,.0f}"
            )


def _against_value(one: Series) -> Iterator[str]:
    for before, after in pairwise([row for row in one.rows if row.unit_value is not None]):
        if before.unit != after.unit or not (
            before.value and after.value and before.quantity and after.quantity
        ):
            continue
        money, weight = after.value / before.value, after.quantity / before.quantity
        apart = max(money, weight) / min(money, weight)
        if apart >= APART and one.hs.startswith(COAL):
            yield (
                f"{before.period} to {after.period}: the value fell to {money * 100:.1f} % and the "
                "quantity to "
                f"{weight * 100:.1f} %, so the price would have changed {apart:.2f} times within a year"
                if money < 1
                else f"{before.period} to {after.period}: value and quantity moved {apart:.2f} times apart"
            )


def _key(row: TradeRow) -> Key:
    return row.reporter, row.partner, row.flow, row.hs, row.hs_version


def _name(row: TradeRow) -> str:
    return f"{row.reporter.upper()} {row.flow} with {row.partner.upper()}, HS {row.hs}, {row.period}"


def _money(value: Decimal | None) -> str:
    return "no value" if value is None else f"{value.normalize():,f} USD"


def _cites(*rows: TradeRow) -> tuple[Citation, ...]:
    return tuple(row.cite for row in rows if row.cite is not None)
