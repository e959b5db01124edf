"""A syllable as it is spelt in its place of a name: what it may stand for there, and at what cost.

The same few come again and again: what is known of one is made when it is first met, and kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache

import msgspec

from sightline.names import by_mandarin, chinese, korean
from sightline.names.hangul import is_hangul
from sightline.names.korean import Readings

BY_MANDARIN_AT_MOST = 0.1
"""nats; of a spelling dearer than that nobody makes a Korean name by way of its characters"""

DEAR_ALIKE = 5.0
"""nats a syllable says which a nat of cost on both sides takes away, by the weights of `matching.weights`"""


class Syllable(msgspec.Struct, gc=False, eq=False):
    """One spelling in its place: its likeliest reading costs `dear` nats and says `says` nats."""

    spelt: str
    is_surname: bool
    readings: Readings
    """as the tables have them"""
    weighed: Readings
    """in Korean the rarer of syllables that are spelt alike at a cost"""
    dear: float
    says: float
    cost: float
    """nats by which ways to read one name are told apart"""
    worth: float
    """nats it says where it is spelt alike, less what the spelling costs"""
    by_mandarin: Readings = ()
    """in Chinese the Korean syllables whose characters are read so in Mandarin"""
    when_asked: Readings = ()
    """what `asked` gave"""

    def asked(self) -> Readings:
        """Korean readings in a name that is asked: of a Chinese syllable those whose characters are read
        so, of others also what it likelier is with a letter wrong."""
        if not self.when_asked and self.by_mandarin:
            self.when_asked = by_mandarin.when_asked(self.readings, self.is_surname)
        elif not self.when_asked:
            self.when_asked = self.weighed + korean.likelier(self.spelt, self.weighed, self.is_surname)
        return self.when_asked


class Syllables(dict[str, Syllable]):
    """The syllables of one tradition in one place by their spelling: those that are `known`, and by `find`
    any."""

    def __init__(self, tradition: Tradition, is_surname: bool) -> None:
        super().__init__()
        self.tradition, self.is_surname = tradition, is_surname
        self.known: Mapping[str, Readings] = tradition.table(is_surname)

    def __missing__(self, text: str) -> Syllable:
        tradition, is_surname = self.tradition, self.is_surname
        readings = tradition.spelt(text, is_surname)
        dear = readings[0][1]
        says = min([tradition.info(one, is_surname) for one, cost in readings if cost <= dear])
        weighed, crossed = readings, Readings()
        if tradition is KOREAN and not is_hangul(text[0]):
            weighed = korean.rarer(readings, is_surname, korean.usual().get((text, is_surname), ""))
        elif tradition is CHINESE:
            crossed = _by_mandarin(readings, is_surname)
        cost, worth = dear + 0.2 * says, says - DEAR_ALIKE * dear
        made = Syllable(text, is_surname, readings, weighed, dear, says, cost, worth, crossed)
        self[text] = made
        return made

    def find(self, text: str) -> Syllable | None:
        """The syllable that is spelt so, in letters or as a character; None where there is none."""
        if text in self.known or (len(text) == 1 and self.tradition.spelt(text, self.is_surname)):
            return self[text]
        return None


class Tradition:
    """How names are read, as Korean or as Chinese; `longest`: letters of a syllable at most."""

    def __init__(
        self,
        spelt: Callable[[str, bool], Readings],
        table: Callable[[bool], Mapping[str, Readings]],
        info: Callable[[str, bool], float],
        longest: int,
    ) -> None:
        self.spelt, self.table, self.info, self.longest = spelt, table, info, longest

    @cached_property
    def surnames(self) -> Syllables:
        """Its surnames."""
        return Syllables(self, True)

    @cached_property
    def given(self) -> Syllables:
        """The syllables of its given names."""
        return Syllables(self, False)


KOREAN = Tradition(korean.spelt, korean.table, korean.info, korean.longest())
CHINESE = Tradition(chinese.spelt, chinese.table, chinese.info, chinese.longest())
BY_CYRILLIC = Tradition(chinese.spelt_by_cyrillic, chinese.table_by_cyrillic, chinese.info, chinese.longest())
"""Chinese in Latin letters that were made of Cyrillic"""


@lru_cache(maxsize=16_384)
def with_costs(one: Syllable, read: Readings) -> Syllable:
    """A Korean syllable with other costs of its readings, the likeliest first."""
    is_surname, (first, dear) = one.is_surname, read[0]
    told = korean.rarer(read, is_surname, korean.usual().get((one.spelt, is_surname), ""))
    says = korean.info(first, is_surname)
    worth = says - DEAR_ALIKE * dear
    return Syllable(one.spelt, is_surname, read, told, dear, says, dear + 0.2 * says, worth)


def _by_mandarin(readings: Readings, is_surname: bool) -> Readings:
    """The Korean syllables whose characters are read so, empty where none is."""
    known = korean.by_mandarin()
    surnames, _ = korean.frequencies()
    cheap: dict[str, float] = {}
    for pinyin, away in readings:
        if away <= BY_MANDARIN_AT_MOST:
            for reading, dear in known.get(pinyin, ()):
                if not is_surname or reading in surnames:
                    cheap.setdefault(reading, away + dear)
    return tuple(cheap.items())[: korean.MOST_READINGS]
