"""What files say differently of a payment, in sentences with its places, and what it takes off a signal.

A payment that a later file corrects counts once, with what that file says. Two rows of one id on two days
both count, though they may be one payment: a signal that rests on such rows is no more than weak.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sightline.detectors.admitted import AGAINST
from sightline.detectors.citing import citation, citations
from sightline.detectors.detector import booked, moment
from sightline.detectors.payments import motif_report
from sightline.lake.payments_disputed import PLACE, THERE, Conflicts
from sightline.model.citation import Citation, Reason
from sightline.model.signal import Signal

MOST_TOLD = 5
"""disputed payments a signal tells of"""
RESTS = 1 / 3
"""share of the payments a signal cites from which on it rests on these: half a sum in three parts is more.
A proposal"""


def told(pairs: Sequence[Mapping[str, Any]]) -> Reason:
    """What files say of one payment: the row that counts, and the rows of others that say it differently."""
    first, others = pairs[0], [there(pair) for pair in pairs]
    corrected = [one for one, pair in zip(others, pairs, strict=True) if pair["corrected"]]
    second = [one for one, pair in zip(others, pairs, strict=True) if not pair["corrected"]]
    text = f"files disagree about payment {first['payment_id']}: {said(first)} counts"
    if corrected:
        text += f", as that file was taken in later; it replaces {_several(corrected)}"
    if second:
        text += (
            f"; between the same accounts the same id stands for {_several(second)}, which counts too: "
            "whether they are one payment, their rows do not tell"
        )
    return Reason(f"{text[:1].upper()}{text[1:]}.", citations([first, *others]))


def there(pair: Mapping[str, Any]) -> dict[str, Any]:
    """What the other file of a pair says, with its place."""
    names = (*PLACE, "booked_ms", "amount", "currency")
    return {name: pair[f"{THERE}{name}"] for name in names}


def weighed(signals: Iterable[Signal], conflicts: Conflicts) -> Iterator[Signal]:
    """The signals, each with what speaks against it where files tell payments it cites differently."""
    cited = [(signal, {row: one for one in signal.cites if (row := _row(one))}) for signal in signals]
    held = conflicts.of({row for _signal, rows in cited for row in rows})
    for signal, rows in cited:
        found = {row: held[row] for row, one in rows.items() if row in held and citation(held[row][0]) == one}
        yield _against(signal, found, len(rows)) if found else signal


def _row(cite: Citation) -> tuple[str, int] | None:
    """Item and number of the row cited, if it is one."""
    kind, _, number = cite.place.label.partition(" ")
    return (cite.item, int(number)) if kind == "row" and number.isdigit() else None


def _against(
    signal: Signal, found: Mapping[tuple[str, int], Sequence[Mapping[str, Any]]], rows: int
) -> Signal:
    doubtful = sum(not all(pair["corrected"] for pair in pairs) for pairs in found.values())
    several: list[list[Mapping[str, Any]]] = []
    before: set[tuple[str, int]] = set()
    for row, pairs in found.items():
        before.add(row)
        if new := [one for one in pairs if (one["there_item"], one["there_row"]) not in before]:
            several.append(new)
    reasons = [Reason(f"{AGAINST}{_small(one.text)}", one.cites) for one in map(told, several[:MOST_TOLD])]
    if more := several[MOST_TOLD:]:
        text = f"{AGAINST}files disagree about {len(more)} more of the payments it cites."
        reasons.append(Reason(text, citations(pairs[0] for pairs in more)))
    weak = doubtful >= RESTS * rows
    score = round(signal.score * motif_report.AGAINST, 2) if weak else signal.score
    return replace(signal, score=score, reasons=(*signal.reasons, *reasons))


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _several(rows: Sequence[Mapping[str, Any]]) -> str:
    return " and ".join(dict.fromkeys(said(row) for row in rows))


def said(row: Mapping[str, Any]) -> str:
    """`9,512.00 EUR of 2025-05-06 10:00 UTC`, at midnight the day alone."""
    return f"{row['amount']:,.2f} {row['currency']} of {booked(moment(row['booked_ms']))}"
