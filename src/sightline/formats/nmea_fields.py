"""The seven fields of AIS sentences as arrays: which are plain position reports, and which need more care."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sightline.formats import ais_payload
from sightline.formats.nmea_lines import STAR, Lines

Ints = npt.NDArray[np.int64]
_FIELDS = 6
"""commas of an AIS sentence: !AIVDM,parts,part,number,channel,payload,fill*hh"""
_NONE = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Fields:
    """Indices of lines, by what is to be done with their sentence.

    `reports` are whole position reports, `letters` their payloads as in `ais_payload.sixbits`. `others` are
    all other AIS sentences; `commas`, `count`, `number` and `fill` go with them. `malformed` are not AIS
    though they say so. Sentences that are not AIS are in none.
    """

    reports: Ints
    letters: npt.NDArray[np.uint8]
    others: Ints
    commas: Ints
    count: Ints
    number: Ints
    fill: Ints
    malformed: Ints

    def payload(self, lines: Lines, place: int) -> bytes:
        """The payload of one of `others`."""
        return lines.octets[self.commas[place, 4] + 1 : self.commas[place, 5]].tobytes()

    def shared(self, lines: Lines, place: int) -> tuple[bytes, bytes, bytes, int]:
        """What the sentences of one message share: tag, message number, channel, how many parts."""
        octets, commas = lines.octets, self.commas[place]
        tag = octets[lines.sentence[self.others[place]] : commas[0]].tobytes()
        number = octets[commas[2] + 1 : commas[3]].tobytes()
        return tag, number, octets[commas[3] + 1 : commas[4]].tobytes(), int(self.count[place])


def fields(lines: Lines, which: Ints) -> Fields:
    """The fields of sound sentences that begin with `!`, given by their index."""
    which = which[_is_ais(lines, which)]
    commas, fits = _commas(lines, which)
    octets = lines.octets
    count, number, fill = (octets[commas[:, place] + 1].astype(np.int64) - ord("0") for place in (0, 1, 5))
    fits &= (commas[:, 1] == commas[:, 0] + 2) & (commas[:, 2] == commas[:, 1] + 2)
    fits &= (count >= 1) & (count <= 9) & (number >= 1) & (number <= count) & (fill >= 0) & (fill <= 5)
    fits &= octets[np.minimum(commas[:, 5] + 2, len(octets) - 1)] == STAR
    plain, letters = _reports(octets, commas, fits & (count == 1) & (fill == 0))
    other = fits.copy()
    other[plain] = False
    return Fields(
        which[plain],
        letters,
        which[other],
        commas[other],
        count[other],
        number[other],
        fill[other],
        which[~fits],
    )


def _is_ais(lines: Lines, which: Ints) -> npt.NDArray[np.bool_]:
    """Whether the tag is `!` with a talker of two letters and VDM or VDO."""
    at = lines.sentence[which]
    long = lines.end[which] - at > _FIELDS
    octets = lines.octets
    found = long.copy()
    for place, letters in ((3, b"V"), (4, b"D"), (5, b"MO"), (6, b",")):
        found &= np.isin(octets[np.where(long, at + place, 0)], np.frombuffer(letters, np.uint8))
    return found


def _commas(lines: Lines, which: Ints) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """Where the six commas of each sentence stand, shape (n, 6), and whether there are just six."""
    padded = np.append(lines.commas, np.full(_FIELDS + 1, len(lines.octets)))
    first = np.searchsorted(lines.commas, lines.sentence[which])
    found = padded[first[:, None] + np.arange(_FIELDS + 1)]
    end = lines.end[which]
    fits = (found[:, _FIELDS - 1] < end) & (found[:, _FIELDS] >= end)
    return np.minimum(found[:, :_FIELDS], len(lines.octets) - 2), fits


def _reports(
    octets: npt.NDArray[np.uint8], commas: Ints, single: npt.NDArray[np.bool_]
) -> tuple[Ints, npt.NDArray[np.uint8]]:
    """Which sentences are whole position reports, and their letters."""
    sized = np.flatnonzero(single & (commas[:, 5] - commas[:, 4] == ais_payload.LETTERS + 1))
    letters = ais_payload.sixbits(octets, commas[sized, 4] + 1)
    read = np.isin(letters[:, 0], ais_payload.REPORTS) & ais_payload.legal(letters)
    return sized[read], letters[read]
