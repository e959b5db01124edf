"""A theft from its first transfer to its ends as a ledger: three rules side by side, and what is unknown.

All sums are whole base units. In order of arrival and by share, what was taken is what was taken again, what
went as fees and what the lines hold, to the last unit; by touch says what came to an end, not what lies
there, so its lines add up to nothing.

Where labels tell of several actors, each theft is followed as if it were alone, through the addresses of the
others too. What one took from another stands in both ledgers and was stolen once: the first time. An address
that labels give to several actors is of each: what came to it stands in the ledger of each, as contested.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sightline.detectors.citing import citation, citations
from sightline.detectors.coins.following import Followed, Lot
from sightline.detectors.coins.labels import OR, Labels, contradictory
from sightline.detectors.coins.returned import Returned
from sightline.detectors.coins.taint_ledger import Journal, Key, joined
from sightline.detectors.coins.transfer_versions import shown
from sightline.detectors.detector import moment
from sightline.model.citation import Citation

UNKNOWN = "no label"
SERVICE, HELD, NOBODY = "known", "held", "unknown"
"""whose an end is: a service's by name; somebody's whom a label names, mostly who took it; nobody has said"""
MOST_ALONE = 25
"""addresses without a label that have a line of their own; the rest share one"""
REST = "other addresses without a label"
CITED = 5


@dataclass(frozen=True, slots=True)
class Units:
    """An amount: base units, and as a reader knows it."""

    units: int
    said: str


@dataclass(frozen=True, slots=True)
class Taking:
    """One transfer of the theft itself."""

    at: datetime
    source: str
    target: str
    amount: Units
    cite: Citation


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says of an address."""

    address: str
    kind: str
    name: str
    source: str
    cite: Citation


@dataclass(frozen=True, slots=True)
class Line:
    """Where a part of it ended: a service by name, somebody else a label names, or an unlabelled address."""

    name: str
    kind: str
    """what the label says it is, or `no label`"""
    whose: str
    """`known`: a service; `held`: somebody a label names, mostly who took it; `unknown`: no label"""
    addresses: tuple[str, ...]
    in_order: Units
    by_share: Units
    by_touch: Units
    pieces: int
    first: datetime | None
    last: datetime | None
    steps: int
    """transfers of the shortest way"""
    cites: tuple[Citation, ...]
    """the largest last transfers, and with several addresses those of the largest"""
    labels: tuple[Said, ...]
    contradicted: bool
    """whether labels contradict one another about an address of it"""


@dataclass(frozen=True, slots=True)
class Strand:
    """So much of it went from an address of the theft in so many steps to an end, in order of arrival."""

    source: str
    steps: int
    end: str
    whose: str
    """as of a line"""
    units: int


@dataclass(frozen=True, slots=True)
class Gap:
    """An address on the ways that paid more than it was seen to receive: transfers are missing."""

    address: str
    missing: Units


@dataclass(frozen=True, slots=True)
class Beside:
    """So much of a theft stands in the ledger of another actor too, in order of arrival."""

    actor: str
    amount: Units


@dataclass(frozen=True, slots=True)
class Through:
    """So much of a theft came by way of a service into which loot had gone, and was perhaps taken before."""

    service: str
    detector: str
    """which ties what came out to what went in"""
    amount: Units
    """at most, in order of arrival"""
    thefts: tuple[str, ...]
    """whose loot went in, with its chain"""
    cites: tuple[Citation, ...]
    """the largest transfers in and out"""


@dataclass(frozen=True, slots=True)
class Contest:
    """An address of a theft that labels give to other actors too."""

    address: str
    others: tuple[str, ...]
    """who took it all, if they are right"""
    amount: Units
    """stolen there, for nobody had taken it before, in order of arrival"""
    labels: tuple[Said, ...]
    """every label of the address, by whose word it is"""


@dataclass(frozen=True, slots=True)
class TheftLedger:
    """Everything of a theft of one asset on one chain. Sums of known, held and unknown lines are exact."""

    actor: str
    chain: str
    asset: str
    decimals: int
    listed: bool
    taken: Units
    again: Units
    """taken a second time by the same actor, counted there, in order of arrival"""
    share_again: Units
    known: Units
    """at services, in order of arrival"""
    held: Units
    """at addresses that labels name and call no service, mostly of who took it, in order of arrival"""
    unknown: Units
    """at addresses without a label, in order of arrival"""
    takings: tuple[Taking, ...]
    lines: tuple[Line, ...]
    strands: tuple[Strand, ...]
    gaps: tuple[Gap, ...]
    thieves: tuple[Said, ...]
    first: datetime
    last: datetime
    fees: Units = Units(0, "")
    """gone as fees of transactions, in order of arrival"""
    share_fees: Units = Units(0, "")
    contradicted: tuple[str, ...] = ()
    """addresses of the theft itself about which labels contradict one another"""
    before: Units = Units(0, "")
    """had been taken before by anybody, what was taken again among it, in order of arrival"""
    share_before: Units = Units(0, "")
    taken_from: tuple[Beside, ...] = ()
    """what other actors had taken before and this one had not"""
    taken_by: tuple[Beside, ...] = ()
    """what other actors took of it afterwards"""
    perhaps: Units = Units(0, "")
    """perhaps taken before, at most: came by way of services into which loot had gone; in order of arrival"""
    share_perhaps: Units = Units(0, "")
    through: tuple[Through, ...] = ()
    contested: Units = Units(0, "")
    """stolen at addresses that labels give to others too, in order of arrival"""
    contests: tuple[Contest, ...] = ()
    """these addresses, that of the largest amount first"""

    @property
    def balanced(self) -> bool:
        """Whether both exact rules add up to the last unit."""
        in_order = self.again.units + self.fees.units + sum(line.in_order.units for line in self.lines)
        by_share = (
            self.share_again.units + self.share_fees.units + sum(line.by_share.units for line in self.lines)
        )
        return in_order == by_share == self.taken.units

    @property
    def stolen(self) -> Units:
        """What was taken, without what anybody had taken before, in order of arrival."""
        units = self.taken.units - self.before.units
        return Units(units, shown(units, self.decimals, self.asset))

    @property
    def at_least(self) -> Units:
        """What was stolen even if what was perhaps taken before was, and what is contested is others'."""
        units = max(0, self.stolen.units - self.perhaps.units - self.contested.units)
        return Units(units, shown(units, self.decimals, self.asset))

    @property
    def stolen_said(self) -> str:
        """What was stolen, as a range where it is not known."""
        if self.at_least == self.stolen:
            return self.stolen.said
        return f"{self.at_least.said.removesuffix(f' {self.asset}')} to {self.stolen.said}"

    def transfers(self) -> int:
        """Transfers of the theft itself."""
        return len(self.takings)


def theft_ledger(book: Journal, labels: Labels, key: Key, one: Followed) -> TheftLedger:
    """The ledger of a theft that was followed."""
    return _Writer(book, labels, key, one).write()


class _Writer:
    """Writes one ledger."""

    def __init__(self, book: Journal, labels: Labels, key: Key, one: Followed) -> None:
        self.book, self.labels, self.key, self.one = book, labels, key, one
        self.decimals = book.decimals[key[1:]]

    def units(self, units: int) -> Units:
        return Units(units, shown(units, self.decimals, self.key[2]))

    def write(self) -> TheftLedger:
        book, one = self.book, self.one
        lines = tuple(self._lines())
        sums = {
            whose: sum(line.in_order.units for line in lines if line.whose == whose)
            for whose in (SERVICE, HELD, NOBODY)
        }
        thieves = sorted({book.holders[int(book.target[row])][2] for row in one.takings})
        touched = [*one.takings, *(lot.way[-1] for lot in one.lots if lot.way)]
        times = [int(book.at[row]) for row in touched]
        return TheftLedger(
            *self.key,
            self.decimals,
            self.labels.listed(self.key[0], thieves),
            self.units(one.taken(book)),
            self.units(one.again),
            self.units(one.share_again),
            self.units(sums[SERVICE]),
            self.units(sums[HELD]),
            self.units(sums[NOBODY]),
            tuple(self._taking(row) for row in sorted(one.takings)),
            lines,
            tuple(self._strands(lines)),
            tuple(self._gaps()),
            tuple(said for address in thieves for said in self._said(address)),
            moment(min(times)),
            moment(max(times)),
            self.units(one.fees),
            self.units(one.share_fees),
            tuple(one for one in thieves if contradictory(self.labels.all.get(one, ()))),
            self.units(one.before),
            self.units(one.share_before),
            self._beside(one.taken_from),
            self._beside(one.taken_by),
            self.units(one.perhaps),
            self.units(one.share_perhaps),
            tuple(self._through(passage) for passage in one.returned),
            self.units(sum(one.contested.values())),
            tuple(self._contests()),
        )

    def _contests(self) -> Iterator[Contest]:
        for holder, units in sorted(self.one.contested.items(), key=lambda item: (-item[1], item[0])):
            address = self.book.holders[holder][2]
            others = tuple(name for name in self.labels.takers[address] if name != self.key[0])
            yield Contest(address, others, self.units(units), tuple(self._said(address)))

    def _through(self, one: Returned) -> Through:
        book, passed = self.book, one.passed
        largest = [
            row
            for rows in (passed.came, passed.went)
            for row in sorted(rows, key=lambda row: (-book.amount(row), row))[:CITED]
        ]
        return Through(
            passed.service,
            passed.detector,
            self.units(one.units),
            tuple(f"{actor}, {asset} on {chain}" for actor, chain, asset in one.thefts),
            citations(book.place(row) for row in largest),
        )

    def _beside(self, several: Mapping[Key, int]) -> tuple[Beside, ...]:
        largest = sorted(several.items(), key=lambda item: (-item[1], item[0]))
        return tuple(Beside(key[0], self.units(units)) for key, units in largest)

    def _taking(self, row: int) -> Taking:
        book = self.book
        source, target = (book.holders[int(side[row])][2] for side in (book.source, book.target))
        amount = self.units(book.amount(row))
        return Taking(moment(int(book.at[row])), source, target, amount, citation(book.place(row)))

    def _said(self, address: str) -> Iterator[Said]:
        for label in self.labels.all.get(address, ()):
            yield Said(address, label.kind, label.text, label.source, citation(label.row))

    def _lines(self) -> Iterator[Line]:
        lots = self._lots()
        holders = set(lots) | set(self.one.by_share) | set(self.one.by_touch)
        ends: dict[str, dict[str, list[int]]] = {SERVICE: {}, HELD: {}}
        alone: list[int] = []
        for holder in sorted(holders):
            name, whose = self._end_of(self.book.holders[holder][2])
            if whose != SERVICE and not (lots.get(holder) or self.one.by_share.get(holder)):
                continue
            if whose == NOBODY:
                alone.append(holder)
            else:
                ends[whose].setdefault(name, []).append(holder)
        for whose, named in ends.items():
            yield from sorted(
                (self._line(name, whose, several, lots) for name, several in named.items()),
                key=lambda line: (-line.in_order.units, -line.by_share.units, line.name),
            )
        alone.sort(key=lambda at: (-_sum(lots.get(at, ())), -self.one.by_share.get(at, 0), at))
        for holder in alone[:MOST_ALONE]:
            yield self._line(self.book.holders[holder][2], NOBODY, [holder], lots)
        if rest := alone[MOST_ALONE:]:
            yield self._line(REST, NOBODY, rest, lots)

    def _end_of(self, address: str) -> tuple[str, str]:
        """What an end is called, and whose it is."""
        if name := self.labels.services.get(address):
            return name, SERVICE
        name = self.labels.called(address)
        return (name, HELD) if name else (address, NOBODY)

    def _lots(self) -> dict[int, list[Lot]]:
        found: dict[int, list[Lot]] = {}
        for lot in self.one.lots:
            found.setdefault(lot.holder, []).append(lot)
        return found

    def _line(self, name: str, whose: str, holders: Sequence[int], lots: Mapping[int, Sequence[Lot]]) -> Line:
        book, one = self.book, self.one
        held = [lot for holder in holders for lot in lots.get(holder, ())]
        largest = sorted(held, key=lambda lot: (-lot.units, lot.way))
        lasts = list(dict.fromkeys(lot.way[-1] for lot in largest))
        times = [int(book.at[row]) for row in lasts]
        addresses = [book.holders[at][2] for at in holders]
        odd = [one for one in addresses if contradictory(self.labels.all.get(one, ()))]
        told = dict.fromkeys([*odd[:CITED], *addresses[:CITED]])
        said = tuple(one for address in told for one in self._said(address))
        return Line(
            name,
            self._kind_of(name, whose, addresses),
            whose,
            tuple(addresses[:MOST_ALONE]),
            self.units(_sum(held)),
            self.units(sum(one.by_share.get(at, 0) for at in holders)),
            self.units(sum(one.by_touch.get(at, 0) for at in holders)),
            len(held),
            moment(min(times)) if times else None,
            moment(max(times)) if times else None,
            min((len(lot.way) for lot in held), default=0),
            citations(book.place(row) for row in lasts[:CITED]),
            said,
            bool(odd),
        )

    def _kind_of(self, name: str, whose: str, addresses: Sequence[str]) -> str:
        if whose == NOBODY:
            return UNKNOWN
        names = self.labels.takers.get(addresses[0], (name,))
        own = [one for one in self.labels.all[addresses[0]] if one.name in names]
        kinds = dict.fromkeys(one.category if whose == SERVICE else one.kind for one in own)
        return OR.join(sorted(kinds)) if len(names) > 1 else next(iter(kinds), "service")

    def _strands(self, lines: Sequence[Line]) -> Iterator[Strand]:
        book = self.book
        names = {line.name for line in lines}
        found: dict[tuple[str, int, str, str], int] = {}
        for lot in self.one.lots:
            end, whose = self._end_of(book.holders[lot.holder][2])
            end = end if end in names else REST
            key = (book.holders[int(book.target[lot.taking])][2], len(lot.way) - 1, end, whose)
            found[key] = found.get(key, 0) + lot.units
        for (source, steps, end, whose), units in sorted(found.items()):
            yield Strand(source, max(steps, 0), end, whose, units)

    def _gaps(self) -> Iterator[Gap]:
        book = self.book
        rows = {row for lot in self.one.lots for row in lot.way[1:]}
        holders = sorted({int(book.source[row]) for row in rows})
        if not holders:
            return
        hi, lo = book.openings()
        missing = [(joined(hi[at], lo[at]), at) for at in holders if hi[at] or lo[at]]
        for units, at in sorted(missing, key=lambda one: (-one[0], one[1])):
            yield Gap(book.holders[at][2], self.units(units))


def _sum(lots: Sequence[Lot]) -> int:
    return sum(lot.units for lot in lots)
