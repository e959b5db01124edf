"""What is said of a theft: its ledger, and the services it reached, with reasons that cite the transfers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sightline.detectors.citing import citation, citations
from sightline.detectors.coins.following import Followed, Lot, by_holder
from sightline.detectors.coins.labels import MOST_TOLD, Label, Labels, counted, said
from sightline.detectors.coins.returned import Returned
from sightline.detectors.coins.taint_ledger import Journal, Key
from sightline.detectors.coins.transfer_versions import shown
from sightline.detectors.detector import Found, moment, spoken
from sightline.model.citation import Reason
from sightline.model.signal import Actor

SCORE = {
    "a theft that can be followed": 0.5,
    "the actor stands on a sanctions list": 0.2,
    "the rules agree within half": 0.2,
    "three steps or fewer": 0.1,
}
"""What adds to the score; a proposal of this project. The sum is at most 1."""
SHORT_WAY = 3
MOST_SOURCES = 3
"""sources of a label that are named"""
EXAMPLES = 3
"""transfers cited of a kind"""


def ledger(book: Journal, labels: Labels, key: Key, one: Followed) -> Found:
    """All of a theft: taken, at services by name, at addresses without a label."""
    actor, chain, _asset = key
    say = _Say(book, key)
    served = _by_service(book, labels, one.lots)
    held = [lot for lot in one.lots if not _service(book, labels, lot)]
    reasons = [_taken(book, labels, key, one)]
    reasons += [
        Reason(
            f"{say(sum(lot.units for lot in lots))} of it reached {name}, in order of arrival.",
            _ends(book, lots),
        )
        for name, lots in served.items()
    ]
    if held:
        where = list(by_holder(held))
        reasons.append(
            Reason(
                f"{say(sum(lot.units for lot in held))} lie at {len(where)} "
                f"address{'' if len(where) == 1 else 'es'} without the label of a service"
                f"{': ' if len(where) == 1 else '; the largest are '}"
                + ", ".join(
                    f"{book.holders[at][2]} ({say(sum(x.units for x in lots))})" for at, lots in where[:3]
                )
                + ".",
                _ends(book, [lot for _at, lots in where[:3] for lot in lots]),
            )
        )
    if one.fees:
        reasons.append(
            Reason(
                f"{say(one.fees)} of it went as fees of transactions, in order of arrival.",
                citations(book.place(row) for row in one.fees_at),
            )
        )
    if one.again:
        reasons.append(
            Reason(
                f"{say(one.again)} were taken again by whoever took them before, and are counted there.",
                _some(book, one.takings),
            )
        )
    reasons += [
        Reason(
            f"{say(units)} of it were taken on by {other[0]}: they are followed here as far as they "
            "went, and stand in the ledger of that theft too.",
            _some(book, one.takings),
        )
        for other, units in _largest(one.taken_by)
    ]
    reasons += [_perhaps(book, say, one, passage) for passage in one.returned]
    reasons += _contested(book, labels, key, one)
    touched = _takers(book, one) | {book.holders[at][2] for at in _touched_ends(one)}
    reasons += labels.contradictions(touched - {book.holders[at][2] for at in one.contested})
    reasons += book.disputed_at([*one.takings, *(row for lot in one.lots for row in lot.way)])
    listed = labels.listed(actor, labels.takers)
    return Found(
        actors=(Actor(f"crypto-{actor}", actor, "taker"),),
        start=moment(min(int(book.at[index]) for index in one.takings)),
        end=moment(max([int(book.at[index]) for index in _all(one)], default=0)),
        score=round(
            SCORE["a theft that can be followed"] + SCORE["the actor stands on a sanctions list"] * listed, 2
        ),
        place=chain,
        about=_about(key),
        reasons=tuple(reasons),
        measures=("asset-freeze",) if listed else (),
    )


def reached(book: Journal, labels: Labels, key: Key, one: Followed, params: Any) -> Iterator[Found]:
    """Each service that enough of a theft reached in order of arrival."""
    say, taken = _Say(book, key), one.taken(book)
    for name, lots in _by_service(book, labels, one.lots).items():
        units = sum(lot.units for lot in lots)
        if units < params.least_share * taken:
            continue
        ends = {lot.holder for lot in lots}
        every = [
            at for at in ends | set(one.by_share) | set(one.by_touch) if _named(book, labels, at) == name
        ]
        share = sum(one.by_share.get(at, 0) for at in every)
        touch = sum(one.by_touch.get(at, 0) for at in every)
        largest = max(lots, key=lambda lot: (lot.units, lot.way))
        reasons = [
            _taken(book, labels, key, one),
            Reason(
                f"{say(units)} of it ({units / taken:.1%}) reached {name} in order of arrival; by share "
                f"it is {say(share)}, by touch {say(touch)} came there. "
                + (
                    "The last transfer is cited."
                    if len(lots) == 1
                    else f"The last of {len(lots)} pieces are cited."
                ),
                _ends(book, lots),
            ),
            Reason(
                f"The largest piece, {say(largest.units)}, came in {len(largest.way)} "
                f"step{'s' if len(largest.way) != 1 else ''}, from "
                f"{spoken(moment(int(book.at[largest.way[0]])))}.",
                citations(book.place(index) for index in largest.way[:12]),
            ),
            Reason(
                f"Labels of {_where(book, ends)}: "
                f"{counted(label for at in ends for label in labels.all[book.holders[at][2]])}.",
                citations(
                    label.row for at in sorted(ends)[:EXAMPLES] for label in labels.all[book.holders[at][2]]
                ),
            ),
            *labels.contradictions(_takers(book, one) | {book.holders[at][2] for at in ends}),
            *book.disputed_at([*one.takings, *(row for lot in lots for row in lot.way)]),
        ]
        listed = labels.listed(key[0], labels.takers)
        holds = {
            "a theft that can be followed": True,
            "the actor stands on a sanctions list": listed,
            "the rules agree within half": units <= 2 * share and share <= 2 * units,
            "three steps or fewer": len(largest.way) <= SHORT_WAY,
        }
        times = [int(book.at[lot.way[-1]]) for lot in lots]
        yield Found(
            actors=(Actor(f"crypto-{key[0]}", key[0], "taker"), Actor(f"crypto-{name}", name, "service")),
            start=moment(min(int(book.at[lot.way[0]]) for lot in lots)),
            end=moment(max(times)),
            score=round(min(1.0, sum(SCORE[what] for what, held in holds.items() if held)), 2),
            place=key[1],
            about=_about(key),
            reasons=tuple(reasons),
            measures=("asset-freeze",) if listed else (),
        )


def _about(key: Key) -> str:
    return f"{key[2]} on {key[1]}"


class _Say:
    """Amounts of one asset for a reader."""

    def __init__(self, book: Journal, key: Key) -> None:
        self._decimals, self._asset = book.decimals[key[1:]], key[2]

    def __call__(self, units: int) -> str:
        return shown(units, self._decimals, self._asset)


def _taken(book: Journal, labels: Labels, key: Key, one: Followed) -> Reason:
    addresses = sorted(_takers(book, one))
    every = [label for address in addresses for label in labels.all[address]]
    own = [label for label in every if label.takes and label.name == key[0]]
    sources = sorted({label.source for label in own if label.source})
    more = f"; {len(sources) - MOST_SOURCES} more" if len(sources) > MOST_SOURCES else ""
    count, transfers = len(addresses), len(one.takings)
    others = counted(label for label in every if label not in own)
    say, taken = _Say(book, key), one.taken(book)
    others_had = "; ".join(f"{say(units)} by {other[0]}" for other, units in _largest(one.taken_from))
    had = f" ({others_had})" if others_had else ""
    once = ""
    if one.before:
        stolen = say(taken - one.before)
        once = f"{say(one.before)} of it had been taken before{had}, so that {stolen} were stolen; "
    if one.perhaps:
        once += f"{say(one.perhaps)} of it had perhaps been taken before; "
    if one.contested:
        hangs = sum(one.contested.values())
        once += f"{say(hangs)} of it hang on addresses that labels give to others as well, so that "
        once += f"{say(max(0, taken - one.before - one.perhaps - hangs))} to {say(taken - one.before)} were "
        once += "stolen; "
    return Reason(
        f"{say(taken)} went in {transfers} transfer{'s' if transfers != 1 else ''} to "
        f"{count} address{'es' if count != 1 else ''} labelled {key[0]} "
        f"({'; '.join(sources[:MOST_SOURCES]) + more or 'no source given'}); {once}the "
        "largest and the labels are cited."
        f"{f' Other labels of these addresses: {others}.' if others else ''}",
        (*_some(book, one.takings), *citations(label.row for label in _shown(every, own))),
    )


def _perhaps(book: Journal, say: _Say, one: Followed, passage: Returned) -> Reason:
    """What came by way of a service into which loot had gone."""
    passed, stolen = passage.passed, one.taken(book) - one.before
    whose = "; ".join(f"{actor} ({asset} on {chain})" for actor, chain, asset in passage.thefts)
    return Reason(
        f"{say(passage.units)} of it came by way of {passed.service}, into which loot of {whose} had gone: "
        f"by time and amount (`{passed.detector}`) they had perhaps been taken before, at most so many, so "
        f"that {say(stolen - one.perhaps)} to {say(stolen)} were stolen.",
        (*_some(book, passed.came), *_some(book, passed.went)),
    )


def _contested(book: Journal, labels: Labels, key: Key, one: Followed) -> Iterator[Reason]:
    """What hangs on each address that labels give to others too, and by whose word."""
    say, stolen = _Say(book, key), one.taken(book) - one.before
    largest = sorted(one.contested.items(), key=lambda item: (-item[1], item[0]))
    for holder, units in largest[:MOST_TOLD]:
        address = book.holders[holder][2]
        others = ", ".join(name for name in labels.takers[address] if name != key[0])
        into = [row for row in one.takings if int(book.target[row]) == holder]
        yield Reason(
            f"{say(units)} of it hang on {address}, which labels give to {others} as well: "
            f"{said(labels.all[address])}. None is believed before another: it stands in the ledger of "
            f"each, and without it {say(stolen - units)} were stolen here.",
            (*_some(book, into), *citations(label.row for label in labels.all[address])),
        )
    if rest := largest[MOST_TOLD:]:
        yield Reason(
            f"{say(sum(units for _at, units in rest))} more hang on {len(rest)} more such addresses.",
            citations(
                label.row for at, _units in rest[:EXAMPLES] for label in labels.all[book.holders[at][2]]
            ),
        )


def _largest(several: Mapping[Key, int]) -> list[tuple[Key, int]]:
    return sorted(several.items(), key=lambda item: (-item[1], item[0]))


def _shown(said: Sequence[Label], own: Sequence[Label]) -> Iterator[Label]:
    """The first labels that name who took, and one of each other text."""
    yield from own[:EXAMPLES]
    yield from {label.said(): label for label in reversed(said) if label not in own}.values()


def _takers(book: Journal, one: Followed) -> set[str]:
    return {book.holders[int(book.target[index])][2] for index in one.takings}


def _where(book: Journal, ends: Iterable[int]) -> str:
    addresses = sorted({book.holders[at][2] for at in ends})
    more = len(addresses) - EXAMPLES
    return ", ".join(addresses[:EXAMPLES]) + (f" and {more} more" if more > 0 else "")


def _touched_ends(one: Followed) -> set[int]:
    return {lot.holder for lot in one.lots}


def _all(one: Followed) -> list[int]:
    return [*one.takings, *(lot.way[-1] for lot in one.lots if lot.way)]


def _named(book: Journal, labels: Labels, holder: int) -> str:
    return labels.services.get(book.holders[holder][2], "")


def _service(book: Journal, labels: Labels, lot: Lot) -> str:
    return _named(book, labels, lot.holder)


def _by_service(book: Journal, labels: Labels, lots: Sequence[Lot]) -> dict[str, list[Lot]]:
    found: dict[str, list[Lot]] = {}
    for lot in lots:
        if name := _service(book, labels, lot):
            found.setdefault(name, []).append(lot)
    return dict(sorted(found.items(), key=lambda item: (-sum(lot.units for lot in item[1]), item[0])))


def _ends(book: Journal, lots: Sequence[Lot]) -> Any:
    largest = sorted(lots, key=lambda lot: (-lot.units, lot.way))[:EXAMPLES]
    return citations(book.place(lot.way[-1]) for lot in largest)


def _some(book: Journal, indexes: Sequence[int]) -> Any:
    largest = sorted(indexes, key=lambda index: (-book.amount(index), index))[:EXAMPLES]
    return tuple(citation(book.place(index)) for index in largest)
