"""When an NMEA sentence was received: tag blocks (`c:`), and the `$PGHP` lines of Danish recordings.

A time stands in the sentence's own tag block, in the last field behind its checksum, or in a tag block or
`$PGHP` line right before it. That belongs to the next sentence alone, so that no sentence is given the time
of another.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sightline.formats.cells import Mask
from sightline.formats.nmea_lines import COMMA, SLASH, Lines
from sightline.formats.sheet import END_MS, FIRST_MS

Ints = npt.NDArray[np.int64]
NO_TIME = np.iinfo(np.int64).min
_DIGITS = 13
"""digits of the longest number: milliseconds since 1970"""
_MILLISECONDS = 10**11
"""a time of a tag block from this number on is in milliseconds, else in seconds"""
_PARTS = (1, 2, 3, 4, 5, 6, 7)
"""fields of `$PGHP` behind its first: year, month, day, hour, minute, second, millisecond"""


@dataclass(frozen=True, slots=True)
class Times:
    """For each line the time of its sentence, `NO_TIME` without one; and lines with a wrong one."""

    t_ms: Ints
    wrong: Mask
    left: int
    """the time a last line left for a sentence that stands in the next block"""


def times(lines: Lines, gatehouse: Mask, left: int) -> Times:
    """The times of a block's lines. `gatehouse` marks sound `$PGHP` lines, `left` came from before."""
    own = np.full(len(lines), NO_TIME, np.int64)
    wrong = np.zeros(len(lines), dtype=bool)
    _from_behind(lines, own)
    _from_tags(lines, own, wrong)
    _from_gatehouse(lines, np.flatnonzero(gatehouse), own, wrong)
    wrong |= (own != NO_TIME) & ((own < FIRST_MS) | (own >= END_MS))
    own[wrong] = NO_TIME
    alone = lines.sentence >= lines.end
    found, left = _handed_on(own, alone, gatehouse, left)
    return Times(found, wrong, left)


def _handed_on(own: Ints, alone: Mask, gatehouse: Mask, left: int) -> tuple[Ints, int]:
    """Each line's own time, else that of the nearest line before it that only carries one, unless used."""
    count = len(own)
    if not count:
        return own, left
    carries = (alone | gatehouse) & (own != NO_TIME)
    uses = ~alone & ~gatehouse
    index = np.arange(count)
    carrier = np.maximum.accumulate(np.where(carries, index, -1))
    user = np.maximum.accumulate(np.where(uses, index, -1))
    before = np.concatenate([[-1], user[:-1]])
    given = np.where(carrier > before, own[np.maximum(carrier, 0)], NO_TIME)
    given[(carrier < 0) & (before < 0)] = left
    found = np.where(own != NO_TIME, own, np.where(uses, given, NO_TIME))
    last = count - 1
    if carrier[last] > user[last]:
        return found, int(own[carrier[last]])
    return found, left if carrier[last] < 0 and user[last] < 0 else NO_TIME


def _from_behind(lines: Lines, own: Ints) -> None:
    """Times in the last field behind a sound sentence: seconds of our years, else it is something else."""
    which = np.flatnonzero((lines.whole > lines.end) & lines.sound)
    if not len(which):
        return
    at = lines.commas[np.searchsorted(lines.commas, lines.whole[which]) - 1] + 1
    value, digits = _number(lines.octets, at)
    found = value * 1000
    fits = (digits > 0) & (at + digits == lines.whole[which]) & (found >= FIRST_MS) & (found < END_MS)
    own[which[fits]] = found[fits]


def _from_tags(lines: Lines, own: Ints, wrong: Mask) -> None:
    """Times of the field `c:` of sound tag blocks."""
    octets = lines.octets
    tagged = (
        np.flatnonzero((octets[lines.start] == SLASH) & lines.tags_sound) if len(lines) else np.zeros(0, int)
    )
    marks = np.flatnonzero((octets[1:-1] == ord("c")) & (octets[2:] == ord(":"))) + 1
    marks = marks[(octets[marks - 1] == COMMA) | (octets[marks - 1] == SLASH)]
    if not len(tagged) or not len(marks):
        return
    at = np.append(marks, len(octets))[np.searchsorted(marks, lines.start[tagged])]
    timed = at < lines.sentence[tagged]
    value, digits = _number(octets, at[timed] + 2)
    found = np.where(value < _MILLISECONDS, value * 1000, value)
    own[tagged[timed]] = found
    wrong[tagged[timed]] = (digits == 0) | (digits > _DIGITS)


def _from_gatehouse(lines: Lines, which: Ints, own: Ints, wrong: Mask) -> None:
    """Times of `$PGHP` lines, by index."""
    if not len(which):
        return
    commas = np.append(lines.commas, np.full(len(_PARTS) + 2, len(lines.octets)))
    first = np.searchsorted(lines.commas, lines.sentence[which])
    fits = commas[first + _PARTS[-1] + 1] < lines.end[which]
    parts = []
    for part in _PARTS:
        value, digits = _number(lines.octets, commas[first + part] + 1)
        fits &= (digits > 0) & (commas[first + part] + 1 + digits == commas[first + part + 1])
        parts.append(value)
    year, month, day, hour, minute, second, milli = parts
    fits &= (year >= 1) & (year <= 9999) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
    fits &= (hour < 24) & (minute < 60) & (second < 60) & (milli < 1000)
    months = np.where(fits, (year - 1970) * 12 + month - 1, 0).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + np.where(fits, day - 1, 0)
    fits &= days.astype("datetime64[M]") == months
    of_day = ((hour * 60 + minute) * 60 + second) * 1000 + milli
    own[which] = np.where(fits, days.astype(np.int64) * 86_400_000 + of_day, NO_TIME)
    wrong[which] = ~fits


def _number(octets: npt.NDArray[np.uint8], at: Ints) -> tuple[Ints, Ints]:
    """The number that begins at each byte, and how many digits it has (`_DIGITS` + 1 for more)."""
    value = np.zeros(len(at), np.int64)
    digits = np.zeros(len(at), np.int64)
    going = np.ones(len(at), dtype=bool)
    for step in range(_DIGITS + 1):
        digit = octets[np.minimum(at + step, len(octets) - 1)].astype(np.int64) - ord("0")
        going &= (digit >= 0) & (digit <= 9) & (at + step < len(octets))
        if not going.any():
            break
        if step < _DIGITS:
            value = np.where(going, value * 10 + digit, value)
        digits += going
    return value, digits
