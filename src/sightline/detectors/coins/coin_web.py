"""Transfers of coins as a web: who paid whom in which order, who is a service, and who is fed by a theft.

A *holder* is an address with a chain and an asset. Amounts are whole coins as floats: they choose what is
looked at, while what is told is added up in base units.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sightline.detectors.citing import citations
from sightline.detectors.coins.labels import Labels, read_labels
from sightline.detectors.coins.taint_ledger import Journal, journal
from sightline.detectors.coins.transfer_versions import shown
from sightline.detectors.detector import Tables
from sightline.model.citation import Citation, Reason
from sightline.model.signal import Actor

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
HOUR_MS, DAY_MS = 3_600_000, 86_400_000
SLACK = 1e-9
"""of an amount: what floats may differ by where a limit is met exactly"""
MIXERS, BRIDGES, EXCHANGES = ("mixing_service",), ("bridge", "defi_bridge"), ("exchange", "hosted_wallet")
FAR = 1_000
"""steps from a taker beyond which nobody looks"""
LEAST_PART = 1e-3
"""of what a holder got: a smaller part more changes nothing"""
MOST_CITED = 24
"""transfers cited by one reason"""
WALLET = "wallet-"


@dataclass(frozen=True, slots=True)
class Web:
    """The transfers in order, and of each holder those out of it and into it, in order too."""

    book: Journal
    labels: Labels
    amount: Floats
    out: Ints
    out_at: Ints
    into: Ints
    into_at: Ints
    service: npt.NDArray[np.bool_]
    """whether a label says of a holder's address that it is a service"""
    step: Ints
    """of each transfer the number of its transaction of several payers, -1 where it has one: such a one does
    not say who paid whom, and how its transfers pair them is chance"""

    def outs(self, holder: int) -> Ints:
        """Transfers out of a holder, in order."""
        return self.out[self.out_at[holder] : self.out_at[holder + 1]]

    def ins(self, holder: int) -> Ints:
        """Transfers into a holder, in order."""
        return self.into[self.into_at[holder] : self.into_at[holder + 1]]

    def together(self, rows: Iterable[int]) -> Ints:
        """All transfers of the transactions of several payers in which these stand, in order."""
        steps = np.unique(self.step[list(rows)])
        return np.flatnonzero(np.isin(self.step, steps[steps >= 0]))

    def address(self, holder: int) -> str:
        """The address of a holder."""
        return self.book.holders[holder][2]

    def actor(self, holder: int, role: str) -> Actor:
        """A holder as an actor of a signal."""
        return Actor(f"{WALLET}{self.address(holder)}", self.address(holder), role)

    def about(self, holder: int) -> str:
        """The asset and the chain of a holder, which tell signals of one address apart."""
        chain, asset, _address = self.book.holders[holder]
        return f"{asset} on {chain}"

    def named(self, holder: int) -> str:
        """The service a label says an address belongs to; empty for others."""
        return self.labels.services.get(self.address(holder), "")

    def said(self, indexes: Iterable[int]) -> str:
        """The sum of transfers of one asset as a reader knows it, to the last unit."""
        several = list(indexes)
        chain, asset, _address = self.book.holders[int(self.book.target[several[0]])]
        units = sum(self.book.amount(index) for index in several)
        return shown(units, self.book.decimals[chain, asset], asset)

    def cites(self, indexes: Iterable[int]) -> tuple[Citation, ...]:
        """The places of transfers, so many of them as one reason cites."""
        return citations(self.book.place(int(index)) for index in list(indexes)[:MOST_CITED])

    def disputed(self, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
        """Reasons, followed by what labels contradict and files say differently of what they cite."""
        given = tuple(reasons)
        cites = [cite for one in given for cite in one.cites]
        return (*given, *self.labels.contradictions_at(cites), *self.book.disputed(cites))

    def label_cites(self, addresses: Iterable[str]) -> tuple[Citation, ...]:
        """The places of the labels of these addresses."""
        return citations(one.row for address in addresses for one in self.labels.all.get(address, ()))

    def of_kind(self, kinds: Sequence[str]) -> dict[int, str]:
        """Holders whose address a label calls one of these kinds of service, with the service's name."""
        found = {}
        for holder, (_chain, _asset, address) in enumerate(self.book.holders):
            if name := self.labels.services.get(address):
                said = {one.category.lower() for one in self.labels.all[address]}
                if said & set(kinds):
                    found[holder] = name
        return found


def web(tables: Tables) -> Web:
    """The web of the tables `transfers` and `labels`."""
    return of_book(journal(tables["transfers"]), read_labels(tables["labels"]))


def of_book(book: Journal, labels: Labels) -> Web:
    """The web of transfers; payments of an address to itself are left out."""
    count = len(book.holders)
    scale = np.array([10.0 ** book.decimals[chain, asset] for chain, asset, _ in book.holders] or [1.0])
    whole = book.hi.astype(np.float64) * 2.0**64 + book.lo.astype(np.float64)
    amount = whole / (scale[book.source] if len(book.source) else 1.0)
    kept = np.flatnonzero((book.source != book.target) & (whole > 0))
    service = np.array([address in labels.services for _, _, address in book.holders], np.bool_)
    out, out_at = _sides(book.source, kept, count)
    into, into_at = _sides(book.target, kept, count)
    return Web(book, labels, amount, out, out_at, into, into_at, service, _steps(book))


def _steps(book: Journal) -> Ints:
    found = np.full(len(book.source), -1, np.int64)
    sizes = book.mixing.behind - book.mixing.first
    own = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    found[np.repeat(book.mixing.first, sizes) + own] = np.repeat(np.arange(len(sizes)), sizes)
    return found


def _sides(side: Any, kept: Ints, count: int) -> tuple[Ints, Ints]:
    chosen = side[kept]
    order = kept[np.argsort(chosen, kind="stable")]
    at = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(chosen, minlength=count), out=at[1:])
    return order, at


def totals(found: Web) -> tuple[Floats, Floats]:
    """What came into each holder, and what went out."""
    count = len(found.book.holders)
    came, went = np.zeros(count), np.zeros(count)
    np.add.at(came, found.book.target[found.into], found.amount[found.into])
    np.add.at(went, found.book.source[found.out], found.amount[found.out])
    return came, went


def fed(found: Web, steps: int, share: float, also: Iterable[int] = ()) -> npt.NDArray[np.bool_]:
    """Which holders are takers, or got at least so much of all they got from holders that are; no service.

    Goes on for so many steps from the labelled takers, and from those in `also`. Further away, as along a
    chain that peels off a little at every step, it counts who has that share of theirs with every mixing on
    the way reckoned in. With a share of 0 everybody is. What a transaction of several payers pays has each of
    theirs by its share.
    """
    count = len(found.book.holders)
    if share <= 0:
        return np.ones(count, np.bool_)
    takers = found.labels.takers
    first = np.array([address in takers for _, _, address in found.book.holders], np.bool_)
    first[list(also)] = True
    came, _went = totals(found)
    target, amount = found.book.target[found.into], found.amount[found.into]
    dirty = first
    for _ in range(steps):
        bad = np.bincount(target, amount * _share_paid(found, dirty), count)
        more = dirty | ((bad >= (share - SLACK) * came) & (bad > 0) & ~found.service)
        if (more == dirty).all():
            return dirty
        dirty = more
    return dirty | (_parts(found, first, came) >= share - SLACK)


def _share_paid(found: Web, part: npt.NDArray[Any]) -> Floats:
    """What share of each transfer in `into` is of that part of its payer, or of its transaction's payers."""
    source, step = found.book.source, found.step
    share: Floats = part[source[found.into]].astype(np.float64)
    mixed = np.flatnonzero(step >= 0)
    if not len(mixed):
        return share
    paid = found.amount[mixed]
    whole = np.bincount(step[mixed], paid)
    dirty = np.bincount(step[mixed], paid * part[source[mixed]])
    own = step[found.into]
    several = own >= 0
    mean = np.divide(dirty, whole, out=np.zeros(len(whole)), where=whole > 0)
    share[several] = mean[own[several]]
    return share


def _parts(found: Web, first: npt.NDArray[np.bool_], came: Floats) -> Floats:
    """What share of all each holder got came from these at first, mixed in proportion at every address."""
    target, amount = found.book.target[found.into], found.amount[found.into]
    part: Floats = first.astype(np.float64)
    more = part.copy()
    held = np.zeros(len(part))
    for _ in range(FAR):
        paid = _share_paid(found, more)
        moved = paid > 0
        if not moved.any():
            break
        held += np.bincount(target[moved], amount[moved] * paid[moved], len(part))
        now = np.divide(held, came, out=np.zeros(len(part)), where=came > 0)
        now = np.where(first, 1.0, np.where(found.service, 0.0, np.minimum(now, 1.0)))
        more = np.where(now - part > LEAST_PART, now - part, 0.0)
        part = part + more
    return part
