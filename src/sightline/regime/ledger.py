"""From rows of deliveries to the running totals of a cap: every assumption beside its figure.

Nothing is added up twice and nothing is made up. Reported, observed and aggregate rows are kept apart. Of
one side, single deliveries and figures for periods may cover the same days: the total of a side on a day is
the largest sum of rows that cover no day twice, so it is what the rows prove at the least.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from sightline.clean import units
from sightline.model.cap import Cap, CapPeriod, Family, Limit, Product, Relation
from sightline.model.ledger import (
    Amount,
    Compared,
    Crossing,
    Delivery,
    Entry,
    Estimate,
    Ledger,
    Line,
    Question,
    Side,
    Step,
    Track,
)
from sightline.regime import caps
from sightline.regime.running import Item, Sum, running

CENT = Decimal("0.01")
FULL = Decimal(100)
TWIN_LEAST, TWIN_MOST = Decimal("5.5"), Decimal("9")
"""barrels a tonne within which two rows look like one delivery in two units: below the heaviest and above
the lightest product that has a factor [proposal]"""
CONVERTED = {Estimate.LOW: 0, Estimate.HIGH: 2}
"""which of (low, middle, high) barrels a tonne an estimate takes; the middle for the others"""


def ledger(deliveries: Iterable[Delivery], period: CapPeriod, until: date) -> Ledger:
    """The ledger of a period from rows up to `until`; rows of other goods and periods are left out."""
    questions: list[Question] = []
    rows = sorted(_relevant(deliveries, period, until, questions), key=_order)
    rows, aside = _once(rows, questions)
    tracks = tuple(_track(rows, aside, period, limit, questions) for limit in _counted_limits(period.cap))
    compared = tuple(_compared(tracks[0]))
    return Ledger(period, min(until, period.last), tracks, compared, tuple(questions))


@dataclass(frozen=True, slots=True)
class Exact:
    """What a row comes to under one assumption, before it is rounded for a reader."""

    estimate: Estimate
    amount: Fraction
    how: str


def convert(row: Delivery, found: Product, cap: Cap, limit: Limit) -> tuple[Exact, ...] | Question:
    """What a row comes to in the limit's unit under every assumption, or the question to ask back."""
    if limit.unit == units.DOLLAR:
        return _in_dollars(row)
    given = units.delivered(row.unit)
    if given is None or given[0] == units.DOLLAR:
        return _ask(row, f"{_name(row)} is given in {row.unit!r}", "give its quantity in tonnes or barrels")
    if found.family is Family.COAL and given[0] == units.BARREL:
        return _ask(row, f"{_name(row)} is coal in barrels", "give coal in tonnes")
    try:
        rates = _rates(given[0], found, cap, limit)
    except LookupError:
        return _ask(
            row,
            f"{_name(row)} is in tonnes, and no barrels a tonne are at hand for it",
            "give barrels, or name the product more closely",
        )
    return tuple(_amount(row, estimate, given[1], rates, limit.unit) for estimate in Estimate)


@dataclass(frozen=True, slots=True)
class _Rates:
    """How many of the limit's unit one of the row's unit makes, and the words for it."""

    low: Fraction
    middle: Fraction
    high: Fraction
    said: str

    def of(self, estimate: Estimate) -> Fraction:
        return (self.low, self.middle, self.high)[CONVERTED.get(estimate, 1)]


def _rates(unit: str, found: Product, cap: Cap, limit: Limit) -> _Rates:
    one = Fraction(1)
    if unit == limit.unit:
        return _Rates(one, one, one, "")
    if cap.relation is Relation.EQUIVALENT:
        other = next(each for each in cap.limits if each.unit == unit)
        rate = Fraction(limit.amount) / Fraction(other.amount)
        told = f"at the ratio of the limits, {limit.amount:,f} {limit.unit} to {other.amount:,f} {unit}"
        return _Rates(rate, rate, rate, told)
    factors = caps.factors(found)
    if factors is None:
        raise LookupError(found.id)
    low, high = (Fraction(each) for each in factors)
    if unit == units.TONNE and limit.unit == units.BARREL:
        told = f"{factors[0]} bbl/t" if low == high else f"{factors[0]} to {factors[1]} bbl/t"
        return _Rates(low, (low + high) / 2, high, f"{told} for {found.id} ({found.mark})")
    raise LookupError(found.id)


def _amount(row: Delivery, estimate: Estimate, times: Decimal, rates: _Rates, unit: str) -> Exact:
    quantity, how = _laden(row, estimate)
    total = quantity * Fraction(times) * rates.of(estimate)
    said = "; ".join(part for part in (how, rates.said) if part)
    return Exact(estimate, total, said or f"as given in {unit}")


UNRECKONED = "as stated: no load to reckon from"


def _laden(row: Delivery, estimate: Estimate) -> tuple[Fraction, str]:
    """The quantity under an assumption, in the row's own unit, and the words for it."""
    own = {Estimate.LOW: row.low, Estimate.HIGH: row.high}.get(estimate)
    if own is not None:
        return Fraction(own), f"the source's own {estimate.value} figure"
    stated = Fraction(row.quantity)
    if estimate.laden is None:
        load = f", which takes ships to be {row.laden.normalize():f} % laden" if row.laden else ""
        return stated, f"as stated{load}"
    if row.laden is None or row.side is Side.REPORTED:
        return stated, UNRECKONED
    scaled = stated * Fraction(estimate.laden) / Fraction(row.laden)
    return scaled, f"{estimate.laden:f} % laden, from {row.laden.normalize():f} %"


def _in_dollars(row: Delivery) -> tuple[Exact, ...] | Question:
    given = units.delivered(row.unit)
    value = row.value_usd
    if value is None and given is not None and given[0] == units.DOLLAR:
        value = row.quantity
    if value is None:
        return _ask(row, f"{_name(row)} has no value in dollars", "fill in value_usd")
    return tuple(Exact(estimate, Fraction(value), "the value given") for estimate in Estimate)


def _relevant(
    rows: Iterable[Delivery], period: CapPeriod, until: date, questions: list[Question]
) -> Iterator[Delivery]:
    """Rows of the cap's goods inside the period; what may be meant and cannot be counted is asked about."""
    for row in rows:
        if row.last < period.first or row.first > period.last or row.last > until:
            continue
        found = caps.product(row.product)
        if found is None:
            questions.append(
                _ask(
                    row,
                    f"{row.product!r} is no product known here",
                    "name it as docs/reference/ledger.md does",
                )
            )
        elif found.family is not period.cap.family:
            continue
        elif row.first < period.first or row.last > period.last:
            questions.append(
                _ask(
                    row,
                    f"{_name(row)} covers {row.first} to {row.last}, more than the period {period.name}",
                    "split it at the period's end",
                )
            )
        elif row.side is Side.AGGREGATE and not row.period_stated:
            questions.append(
                _ask(row, f"{_name(row)} is an aggregate without a period", "fill in period_from")
            )
        else:
            yield row


def _once(
    rows: Sequence[Delivery], questions: list[Question]
) -> tuple[list[Delivery], dict[int, tuple[Delivery, str]]]:
    """Rows in their order, and by position those not to be counted: said before, or in another unit."""
    aside: dict[int, tuple[Delivery, str]] = {}
    seen: dict[tuple[object, ...], Delivery] = {}
    counted: dict[tuple[object, ...], list[Delivery]] = {}
    for position, row in enumerate(rows):
        exact = (*_same(row), row.quantity, row.unit)
        if (before := seen.get(exact)) is not None:
            other = before.cite is None or row.cite is None or before.cite.item != row.cite.item
            if other:
                aside[position] = (row, "the same row stands in another file")
            questions.append(
                _ask(
                    row,
                    f"{_name(row)} stands twice"
                    + (" in two files; it counts once" if other else "; both count"),
                    "leave one out, or say in what they differ (supplier, vessel, port)",
                )
            )
        seen.setdefault(exact, row)
        if position not in aside and any(_twins(row, earlier) for earlier in counted.get(_same(row), ())):
            aside[position] = (row, "looks like a delivery that is given in another unit too")
            questions.append(
                _ask(
                    row,
                    f"{_name(row)} is given in barrels and in tonnes; this row does not count",
                    "keep one of the two, or say in what they differ (supplier, vessel, port)",
                )
            )
        elif position not in aside:
            counted.setdefault(_same(row), []).append(row)
    return list(rows), aside


def _same(row: Delivery) -> tuple[object, ...]:
    return (row.side, row.first, row.last, caps.product(row.product), row.supplier, row.vessel_imo, row.port)


def _twins(row: Delivery, earlier: Delivery) -> bool:
    """Whether two rows look like one delivery given in barrels and in tonnes."""
    pair = {}
    for one in (row, earlier):
        given = units.delivered(one.unit)
        if given is not None:
            pair[given[0]] = one.quantity * given[1]
    if set(pair) != {units.BARREL, units.TONNE} or not pair[units.TONNE]:
        return False
    return TWIN_LEAST <= pair[units.BARREL] / pair[units.TONNE] <= TWIN_MOST


def _counted_limits(cap: Cap) -> tuple[Limit, ...]:
    """Limits counted by themselves: of equivalent ones the first alone."""
    return cap.limits[:1] if cap.relation is Relation.EQUIVALENT else cap.limits


def _track(
    rows: Sequence[Delivery],
    aside: dict[int, tuple[Delivery, str]],
    period: CapPeriod,
    limit: Limit,
    questions: list[Question],
) -> Track:
    made: list[tuple[int, Delivery, tuple[Exact, ...]]] = []
    for position, row in enumerate(rows):
        found = caps.product(row.product)
        assert found is not None, "rows of other products were left out"
        answer = convert(row, found, period.cap, limit)
        if isinstance(answer, Question):
            questions.append(answer)
        else:
            made.append((position, row, answer))
    lines: list[Line] = []
    chosen: set[int] = set()
    for side in Side:
        mine = [one for one in made if one[1].side is side and one[0] not in aside]
        for estimate in Estimate:
            items = [_item(position, row, amounts, estimate) for position, row, amounts in mine]
            steps, used = running(items, period.first)
            lines.append(_line(side, estimate, steps, limit, period.cap))
            if estimate is Estimate.STATED:
                chosen |= used
    questions += _straddling([row for position, row, _ in made if position in chosen])
    entries = tuple(
        Entry(
            row,
            str(period.cap.family),
            tuple(Amount(one.estimate, decimal(one.amount), one.how) for one in amounts),
            position in chosen,
            _why_aside(position, chosen, aside),
        )
        for position, row, amounts in made
    )
    return Track(limit, entries, tuple(lines))


def _why_aside(position: int, chosen: set[int], aside: dict[int, tuple[Delivery, str]]) -> str:
    if position in aside:
        return aside[position][1]
    return "" if position in chosen else "covers days that a larger sum of other rows covers"


def _straddling(counted: Sequence[Delivery]) -> Iterator[Question]:
    """Rows whose period runs beyond an overall figure that counts as well: part may count twice."""
    for whole in (row for row in counted if row.overall):
        for row in counted:
            if row.side is whole.side and row.first <= whole.last < row.last and row is not whole:
                yield _ask(
                    row,
                    f"{_name(row)} and {_name(whole)} share days, and both count",
                    "split the period at the end of the other",
                )


def _line(side: Side, estimate: Estimate, sums: tuple[Sum, ...], limit: Limit, cap: Cap) -> Line:
    total = sums[-1].total if sums else Fraction(0)
    shares = (*cap.notices, FULL)
    found = (_crossing(sums, share, limit.amount) for share in shares)
    return Line(
        side,
        estimate,
        tuple(Step(one.day, decimal(one.total), one.since == one.day, one.since) for one in sums),
        decimal(total),
        share_of(total, limit.amount),
        tuple(one for one in found if one is not None),
        total > Fraction(limit.amount),
    )


def _crossing(sums: Sequence[Sum], share: Decimal, limit: Decimal) -> Crossing | None:
    needed = Fraction(share) * Fraction(limit) / 100
    for one in sums:
        if one.total >= needed:
            return Crossing(share, one.day, one.since, one.since == one.day, one.stated)
    return None


def share_of(amount: Fraction | Decimal, limit: Decimal) -> Decimal:
    """Per cent of a limit, cut after two decimals: 74.999 % is not printed as 75."""
    return decimal(Fraction(amount) * 100 / Fraction(limit))


def _compared(track: Track) -> Iterator[Compared]:
    """Each figure of others for a period beside what was reported for these very days."""
    reported = [one for one in track.entries if one.delivery.side is Side.REPORTED and one.counted]
    for entry in track.entries:
        row = entry.delivery
        if row.side is Side.REPORTED or not row.period_stated:
            continue
        inside = [
            one for one in reported if row.first <= one.delivery.first and one.delivery.last <= row.last
        ]
        ends = max((one.delivery.last for one in inside), default=None)
        if ends is None:
            yield Compared(entry, None, None, None, "nothing reported lies within these days")
            continue
        if ends < row.last - timedelta(days=31):
            yield Compared(entry, None, None, None, f"what was reported ends on {ends}")
            continue
        total = sum((one.of(Estimate.STATED) for one in inside), Decimal(0))
        stated = entry.of(Estimate.STATED)
        ratio = (stated / total).quantize(CENT) if total else None
        yield Compared(entry, total, ratio, share_of(total, stated) if stated else None)


def _item(position: int, row: Delivery, amounts: Sequence[Exact], estimate: Estimate) -> Item:
    one = next(one for one in amounts if one.estimate is estimate)
    reckoned = estimate is Estimate.STATED or UNRECKONED not in one.how
    return Item(position, row.first, row.last, row.overall, one.amount, reckoned)


def _of(amounts: Sequence[Exact], estimate: Estimate) -> Fraction:
    return next(one.amount for one in amounts if one.estimate is estimate)


def decimal(value: Fraction) -> Decimal:
    """A fraction as a number for a reader, cut to hundredths and never rounded up."""
    whole = value.numerator * 100 // value.denominator
    return (Decimal(whole) / 100).quantize(CENT)


def _order(row: Delivery) -> tuple[object, ...]:
    unit = units.delivered(row.unit)
    return (row.last, row.first, row.side, unit is None or unit[0] != units.BARREL, row.product, row.supplier,
            str(row.cite))  # fmt: skip


def _name(row: Delivery) -> str:
    day = f"{row.first} to {row.last}" if row.period_stated else f"{row.last}"
    return f"{row.side.value} {row.product}, {day}, {row.quantity.normalize():f} {row.unit}"


def _ask(row: Delivery, text: str, remedy: str) -> Question:
    return Question(text, remedy, row.cite)
