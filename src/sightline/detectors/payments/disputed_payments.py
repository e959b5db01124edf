"""What files say differently of a payment, in sentences with its places, and what it takes off a signal.

A payment that a later file corrects counts once, with what that file says. Two rows of one id on two days
both count, though they may be one payment: a signal that rests on such rows is no more than weak. What a
person settled is said with who, when and why, and speaks against nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sightline.detectors.admitted import AGAINST
from sightline.detectors.citing import citation, citations
from sightline.detectors.detector import booked, moment
from sightline.detectors.payments import motif_report
from sightline.lake.payments_disputed import PLACE, SETTLED, THERE, Conflicts
from sightline.model.citation import Citation, Reason
from sightline.model.settlement import Word
from sightline.model.signal import Signal

DISAGREE = "files disagree about payment "
MOST_TOLD = 5
"""disputed payments a signal tells of"""
RESTS = 1 / 3
"""share of the payments a signal cites from which on it rests on these: half a sum in three parts is more.
A proposal"""


SIDES = {"debtor_account": "from", "creditor_account": "to"}
_NAMED = re.compile(f"{DISAGREE[1:]}(.+?): ")


def told(pairs: Sequence[Mapping[str, Any]]) -> Reason:
    """What files say of one payment: the row that counts, and the rows of others that say it differently."""
    first = pairs[0]
    corrected = [pair for pair in pairs if pair["corrected"] and pair["word"] != Word.HOLDS]
    second = [pair for pair in pairs if not pair["corrected"] and pair["word"] != Word.BOTH]
    own = next((pair for pair in pairs if moved(pair)), first)
    text = f"{DISAGREE}{first['payment_id']}: {said_here(own)} counts"
    if corrected:
        text += f", as that file was taken in later; it replaces {_several(corrected)}"
    for pair in pairs:
        if pair["word"] == Word.HOLDS:
            text += f"; it holds and {_several([pair])} does not, as {decided(pair)}"
        elif pair["word"] == Word.BOTH:
            text += f"; {_several([pair])} counts too, as both are payments, {decided(pair)}"
    if second:
        text += (
            f"; between the same accounts the same reference stands for {_several(second)}, which counts "
            "too: whether they are one payment, their rows do not tell"
        )
    looked = [pair for pair in pairs if pair["word"] == Word.UNKNOWN]
    text += "".join(f"; that it cannot be told {decided(pair)}" for pair in looked[:1])
    places = citations([first, *(there(pair) for pair in pairs)])
    return Reason(f"{text[:1].upper()}{text[1:]}.", places)


def named_in(signal: Signal) -> tuple[str, ...]:
    """The ids of the payments of which a signal says that files disagree about them."""
    found = (_NAMED.search(reason.text) for reason in signal.reasons)
    return tuple(dict.fromkeys(one[1] for one in found if one))


def decided(pair: Mapping[str, Any]) -> str:
    """`NAME decided on 2026-03-01 (“why”)`."""
    return f"{pair['by']} decided on {pair['decided']} (“{pair['why']}”)"


def there(pair: Mapping[str, Any]) -> dict[str, Any]:
    """What the other file of a pair says, with its place."""
    names = (*PLACE, "booked_ms", "amount", "currency")
    return {name: pair[f"{THERE}{name}"] for name in names}


def weighed(signals: Iterable[Signal], conflicts: Conflicts) -> Iterator[Signal]:
    """The signals, each with what speaks against it where files tell payments it cites differently."""
    cited = [(signal, {row: one for one in signal.cites if (row := _row(one))}) for signal in signals]
    held = conflicts.of({row for _signal, rows in cited for row in rows})
    for signal, rows in cited:
        found = {row: held[row] for row, one in rows.items() if row in held and one in _places(held[row])}
        yield _against(signal, found, len(rows)) if found else signal


def _places(pairs: Sequence[Mapping[str, Any]]) -> set[Citation]:
    return {place for pair in pairs for place in (citation(pair), citation(there(pair)))}


def _row(cite: Citation) -> tuple[str, int] | None:
    """Item and number of the row cited, if it is one."""
    kind, _, number = cite.place.label.partition(" ")
    return (cite.item, int(number)) if kind == "row" and number.isdigit() else None


def _against(
    signal: Signal, found: Mapping[tuple[str, int], Sequence[Mapping[str, Any]]], rows: int
) -> Signal:
    doubtful = sum(any(_may_be_twice(pair) for pair in pairs) for pairs in found.values())
    several: list[list[Mapping[str, Any]]] = []
    before: set[tuple[str, int]] = set()
    for row, pairs in found.items():
        before.add(row)
        if new := [one for one in pairs if (one["there_item"], one["there_row"]) not in before]:
            several.append(new)
    reasons = [_reason(pairs) for pairs in several[:MOST_TOLD]]
    if more := several[MOST_TOLD:]:
        text = f"{AGAINST}files disagree about {len(more)} more of the payments it cites."
        reasons.append(Reason(text, citations(pairs[0] for pairs in more)))
    weak = doubtful >= RESTS * rows
    score = round(signal.score * motif_report.AGAINST, 2) if weak else signal.score
    return replace(signal, score=score, reasons=(*signal.reasons, *reasons))


def _may_be_twice(pair: Mapping[str, Any]) -> bool:
    return not pair["corrected"] and pair["word"] not in SETTLED


def _reason(pairs: Sequence[Mapping[str, Any]]) -> Reason:
    """What files say of a payment; against the signal unless a person settled all of it."""
    one = told(pairs)
    if all(pair["word"] in SETTLED for pair in pairs):
        return one
    return Reason(f"{AGAINST}{_small(one.text)}", one.cites)


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _several(pairs: Sequence[Mapping[str, Any]]) -> str:
    return " and ".join(dict.fromkeys(map(said_there, pairs)))


def said(row: Mapping[str, Any]) -> str:
    """`9,512.00 EUR of 2025-05-06 10:00 UTC`, at midnight the day alone."""
    return f"{row['amount']:,.2f} {row['currency']} of {booked(moment(row['booked_ms']))}"


def moved(pair: Mapping[str, Any]) -> tuple[str, ...]:
    """The sides whose accounts the rows of a pair give differently."""
    return tuple(side for side in SIDES if pair[side] != pair[f"{THERE}{side}"])


def said_here(pair: Mapping[str, Any]) -> str:
    """What the row of a pair that counts says: amount, time, and an account that the other has otherwise."""
    return said(pair) + "".join(f" {SIDES[side]} {pair[side]}" for side in moved(pair))


def said_there(pair: Mapping[str, Any]) -> str:
    """The same of the other row."""
    return said(there(pair)) + "".join(f" {SIDES[side]} {pair[f'{THERE}{side}']}" for side in moved(pair))
