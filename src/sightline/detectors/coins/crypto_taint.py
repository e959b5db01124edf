"""Stolen coins: where they went from the addresses that are known to have taken them, to the last unit.

## What it sees

A theft is everything that addresses of one actor receive from others, where labels say of these addresses
that they belong to a theft or stand on a sanctions list (a label with an `abuse`, or whose text holds
*sanctions list*). Every transfer from there on is followed by three rules side by side:

- *in order of arrival*: an address pays with what it received first, and every piece knows its way;
- *by share*: a transfer carries the stolen share of the balance of its address;
- *by touch*: whatever leaves an address after it received anything stolen; it says what came to an address,
  not what lies there.

The way ends where a label says that the address belongs to a service (an exchange, a mixer, a bridge and
the like), since services mix the
coins of all their customers. There is one signal for each theft and asset, with the ledger of it, and one for
each service that at least `least_share` of it reached in order of arrival. In both the sums are exact: what
was taken is what services have, what others whom labels name hold, mostly who took it, and what addresses
without a label hold.

Where labels tell of several actors, each theft is followed as if it were alone, through the addresses of the
others too, by all three rules. What one took from another stands in both ledgers and was stolen once, the
first time: of each it is said how much of what came had been taken before, and by whom, and who took it on.

A transaction of several payers is one step on chains that keep unspent outputs (Bitcoin and its kin): whose
coins went to which output it does not say, and whoever made it chose their order. By share each output
carries the stolen share of all inputs, by touch every output is stolen where any input is, and in order of
arrival inputs pay outputs in the order both stand in, the fee last. A transfer of a chain that keeps accounts
stands for itself.

Where the transfers give fees, each is charged once behind what it was paid for, from what its payer then pays
with; who of several payers paid it is told by what each is known to have left, else by where it stands.

An address that pays more than it was seen to receive had something before; the least that is needed counts
as clean and as the oldest. Transfers are in the order of block, transaction and index.

## Why it matters

The proceeds of thefts from exchanges and bridges pay for the programmes (typologies, E3). An address on a
sanctions list is an economic resource that 1718 ¶8(d) freezes.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

A label that is wrong: one public list calls the address of the Ronin theft a mixer. What an innocent party
pays to a listed address, which counts as taken. In order of arrival and by share are conventions, not proof
of who owns a coin; by touch overstates.

Looked for: labels that contradict one another (two services, or a service and a party that is none), all
told and cited with their sources, where a theft goes before a service; labels that give one address to
several actors, of which none is believed before another, whatever they are called and whoever said so first:
what came to it stands in the ledger of each as contested, with whose word it is, and what was stolen is told
as a range, with it and without; a transfer that files give
differently, of which what was taken in first counts and all are told. A category and an abuse contradict
nothing.

Also looked for: coins that come to an address of a theft by way of a mixer or a bridge into which loot had
gone, where `mixer_passage` or `bridge_hop` ties the one to the other with the limits they have by default.
That they had perhaps been taken before is told, at most as much as of loot went in, and taken off nothing.

## Known misses

Coins behind a mixer, a bridge or a service, addresses that nobody has labelled, swaps of one asset for
another, and transfers that are not in the data.

## Source

The steps are those that reports of the MSMT and Chainalysis describe (typologies, E3); the rules are known
in the trade as FIFO, haircut and poison. The limits are proposals of this project.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sightline.detectors.coins.following import follow
from sightline.detectors.coins.labels import Labels, read_labels
from sightline.detectors.coins.taint_ledger import Journal, Key, journal
from sightline.detectors.coins.taint_report import ledger, reached
from sightline.detectors.coins.tied_passages import tied_passages
from sightline.detectors.detector import Found, Tables, param

VERSION = 11
TABLES = ("transfers", "labels")
MEASURES = ("asset-freeze",)

_OURS = "proposal of this project"


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as stolen, and what is worth a signal."""

    least_share: float = param(0.005, "least share of a theft that reached a service", "1", _OURS)


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Thefts in the order of actor and asset, each followed by the services it reached."""
    labels = read_labels(tables["labels"])
    if not labels.takers:
        return
    book = journal(tables["transfers"])
    taken = takings(book, labels)
    ends = [at for at, holder in enumerate(book.holders) if holder[2] in labels.services]
    followed = follow(book, taken, ends, tuple(tied_passages(book, labels)), contested(book, labels))
    for key in sorted(taken):
        one = followed[key]
        yield ledger(book, labels, key, one)
        yield from reached(book, labels, key, one, params)


def takings(book: Journal, labels: Labels) -> dict[Key, list[int]]:
    """Transfers into addresses of an actor from others, by actor, chain and asset.

    One into a contested address was taken by each actor to whom labels give it.
    """
    actors = [labels.takers.get(address, ()) for _chain, _asset, address in book.holders]
    marked = [at for at, names in enumerate(actors) if names]
    found: dict[Key, list[int]] = {}
    if not marked:
        return found
    for index in np.flatnonzero(np.isin(book.target, marked)).tolist():
        source, target = int(book.source[index]), int(book.target[index])
        chain, asset, _address = book.holders[target]
        for actor in actors[target] if book.amount(index) else ():
            if actor not in actors[source]:
                found.setdefault((actor, chain, asset), []).append(index)
    return found


def contested(book: Journal, labels: Labels) -> list[int]:
    """The holders whose address labels give to several takers."""
    return [at for at, holder in enumerate(book.holders) if labels.contested(holder[2])]
