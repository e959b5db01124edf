"""Korean syllables as they are written: in Hangul, Hanja, Latin of every system, Cyrillic, Kana, pinyin.

A spelling is read as all syllables it may stand for, each with a cost in nats: `jong` is 종 and 정,
`chong` too. Two spellings agree as well as the best syllable they share. The tables are in `data/`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache

from sightline.names.han import characters
from sightline.names.hangul import is_hangul, parts, syllable
from sightline.names.near import Near
from sightline.names.tables import rows

Readings = tuple[tuple[str, float], ...]
"""syllables a spelling may stand for, the likeliest first, each with its cost"""

MOST_READINGS = 6
DEAREST = 1.8
"""nats; a spelling further from a syllable is no spelling of it"""
INITIAL_RULE = 0.3
"""nats between the northern and the southern form of a syllable: 리 and 이, 로 and 노"""
HABIT = 0.3
BARE = 0.8
"""nats more for `sh` before most vowels, and for `u` written for an open ㅓ"""
BY_MANDARIN = 0.2
"""nats for a name that is known by the Mandarin reading of its characters"""
RAREST_SURNAME = 3e-3
"""the share a surname has at least: a rare one says no more, since it may be none"""
RARER = 0.42
"""of the nats that a rarer syllable of the same spelling says beyond the usual one, what it costs to read it:
a little more than the weights of `matching.weights` give it"""
RARER_USUAL = 0.403
"""the same for what a spelling usually stands for though it is rarer in the South: just what they give it"""
TYPING = 4.0
"""nats: how rare it is that a syllable is mistyped"""
MISTYPED = 1.4
"""nats for a spelling that is none, with one letter wrong"""
PLAIN, MOST_MISTYPED = 0.35, 12
"""nats of a spelling that is thought to be meant by one with a letter wrong, and readings of such a one"""
SHORTEST_MISTYPED, LONGEST_MISTYPED = 2, 7
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_Y_VOWELS = frozenset("ㅑㅕㅖㅛㅠㅣ")


@cache
def frequencies() -> tuple[dict[str, float], dict[str, float]]:
    """The share of each syllable among surnames and in given names, smoothed; the northern form counts."""
    surname: dict[str, float] = {}
    given: dict[str, float] = {}
    for row in rows("korean_frequency"):
        surname[row["syllable"]] = float(row["surname"])
        given[row["syllable"]] = float(row["given"])
    people, times = sum(surname.values()), sum(given.values())
    return (
        {one: (count + 1000) / people for one, count in surname.items() if count},
        {one: (count + 1) / (times + 400) for one, count in given.items()},
    )


@lru_cache(maxsize=20_000)
def info(reading: str, is_surname: bool) -> float:
    """Nats a syllable says in its place: the logarithm of how few have it."""
    surname, given = frequencies()
    share = max(surname.get(reading, 0), RAREST_SURNAME) if is_surname else given.get(reading, 5e-4)
    return round(-math.log(share), 3)


@cache
def inventory() -> tuple[str, ...]:
    """Every syllable that names are made of."""
    known = {r for han in characters().values() if han.common for r in han.korean if len(r) == 1}
    surname, given = frequencies()
    return tuple(sorted(known | set(surname) | set(given)))


@cache
def _sounds() -> dict[tuple[str, str], list[tuple[str, float]]]:
    found: dict[tuple[str, str], list[tuple[str, float]]] = defaultdict(list)
    for row in rows("korean_sounds"):
        spelling = "" if row["spelling"] == "_" else row["spelling"]
        found[row["part"], row["sound"]].append((spelling, float(row["cost"])))
    return found


def _alphabet(text: str) -> str:
    first = text[:1]
    return "" if not first else "kana" if first.isupper() else "cyrillic" if "а" <= first <= "ё" else "latin"


def _spellings(reading: str) -> dict[str, float]:
    """Every way to write one syllable, with its cost."""
    initial, vowel, coda = parts(reading)
    found: dict[str, float] = {}
    sounds = _sounds()
    for first, a in sounds[("initial", initial)]:
        if first == "sh" and vowel not in "ㅣㅟㅡ":
            a += BARE
        if initial == "ㄹ" and not first and vowel not in _Y_VOWELS:
            continue
        for middle, b in sounds[("vowel", vowel)]:
            alphabet = _alphabet(middle)
            if first and _alphabet(first) != alphabet:
                continue
            if coda == "_" and vowel == "ㅓ" and middle == "u":
                b += BARE
            for last, c in sounds[("coda", coda)]:
                if last and _alphabet(last) != alphabet:
                    continue
                spelling, cost = first + middle + last, a + b + c
                if cost <= DEAREST and cost < found.get(spelling, 9.0):
                    found[spelling] = cost
    return found


def northern(reading: str) -> list[tuple[str, float]]:
    """A syllable in Hangul with its other form under the initial rule: 이 may be 리, 로 may be 노."""
    initial, vowel, coda = parts(reading)
    soft = vowel in _Y_VOWELS
    others = {"ㅇ": "ㄹㄴ" if soft else "", "ㄴ": "" if soft else "ㄹ", "ㄹ": "ㅇ" if soft else "ㄴ"}
    return [(reading, 0.0)] + [(syllable(one, vowel, coda), INITIAL_RULE) for one in others.get(initial, "")]


def _southern(reading: str) -> list[tuple[str, float]]:
    """The same of a character, of which the table has the northern reading: 리 may be 이, 용 is no 룡."""
    return northern(reading) if parts(reading)[0] == "ㄹ" else [(reading, 0.0)]


@cache
def _read() -> tuple[dict[str, Readings], dict[str, Readings]]:
    """Spelling to readings, of given syllables and of surnames."""
    given: dict[str, dict[str, float]] = defaultdict(dict)
    surname: dict[str, dict[str, float]] = defaultdict(dict)
    surnames, _ = frequencies()
    for reading in inventory():
        for spelling, cost in _spellings(reading).items():
            given[spelling][reading] = cost
            if reading in surnames:
                surname[spelling][reading] = cost
    for row in rows("korean_surname_spellings"):
        for spelling in row["spellings"].split():
            _cheaper(surname[spelling], row["surname"], HABIT)
    for row in rows("korean_surname_habits"):
        _cheaper(surname[row["spelling"]], row["surname"], float(row["cost"]))
    return _best(given, is_surname=False), _best(surname, is_surname=True)


@cache
def usual() -> dict[tuple[str, bool], str]:
    """What a spelling usually stands for on lists, in its place, where counts of the South mislead."""
    return {(row["spelling"], row["place"] == "surname"): row["syllable"] for row in rows("korean_usual")}


def _cheaper(known: dict[str, float], reading: str, cost: float) -> None:
    known[reading] = min(cost, known.get(reading, 9.0))


def _best(found: dict[str, dict[str, float]], is_surname: bool) -> dict[str, Readings]:
    return {
        spelling: likeliest(known.items(), spelling, is_surname)[:MOST_READINGS]
        for spelling, known in found.items()
    }


def likeliest(read: Iterable[tuple[str, float]], spelling: str, is_surname: bool) -> Readings:
    """The readings of a spelling in the order in which they are meant by it: the usual one, then those that
    are spelt so and that names have most often."""
    first = usual().get((spelling, is_surname))

    def order(one: tuple[str, float]) -> tuple[float, float, str]:
        reading, cost = one
        least = 0.0 if reading == first else 1.0
        return least, cost + 0.2 * info(reading, is_surname), reading

    return tuple(sorted(read, key=order))


@lru_cache(maxsize=65_536)
def rarer(read: Readings, is_surname: bool, first: str = "") -> Readings:
    """The readings of one spelling at what they cost: those rarer than the likeliest cost more. A rare
    syllable says much; that it is listed as *Jong*, as a common one is, says no more. `first`: the syllable
    that a spelling usually stands for, which says as much as the likeliest."""
    known, least = min([(info(one, is_surname), cost) for one, cost in read], key=_dear)

    def dear(reading: str, cost: float) -> float:
        more = info(reading, is_surname) - known
        if more <= 0:
            return cost
        if reading == first:
            return math.floor(1000 * (max(cost, least) + RARER_USUAL * more)) / 1000
        return round(max(cost, least) + RARER * more, 3)

    return tuple((reading, dear(reading, cost)) for reading, cost in read)


def _dear(one: tuple[float, float]) -> tuple[float, float]:
    """By what nats a syllable says, and what its spelling costs, the likeliest is told."""
    return one[1] + 0.2 * one[0], one[1]


@cache
def by_mandarin() -> dict[str, Readings]:
    """Pinyin to the Korean readings of the common characters it stands for."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for han in characters().values():
        if han.common:
            for korean in han.korean:
                found[han.mandarin[0]][korean] += 1
    found["piao"]["박"] = 1
    surnames, given = frequencies()
    return {
        pinyin: tuple(
            (reading, BY_MANDARIN)
            for reading in sorted(known, key=lambda r: (-given.get(r, 0) - surnames.get(r, 0), r))[
                :MOST_READINGS
            ]
        )
        for pinyin, known in found.items()
    }


def spelt(text: str, is_surname: bool) -> Readings:
    """The syllables one spelling may stand for; empty when it is none. Kana in capitals."""
    if len(text) == 1 and not text.isascii():
        if is_hangul(text):
            return tuple(northern(text))
        if han := characters().get(text):
            return tuple((one, cost) for korean in han.korean for one, cost in _southern(korean))
    return _read()[is_surname].get(text, ())


def table(is_surname: bool) -> dict[str, Readings]:
    """All spellings of several letters with what they may stand for, those of surnames or of given names."""
    return _read()[is_surname]


@lru_cache(maxsize=65_536)
def mistyped(text: str, is_surname: bool) -> Readings:
    """The syllables a spelling may stand for that is none, but one letter from a plain spelling of them."""
    return _likeliest(_meant(text, is_surname), is_surname)


def _meant(text: str, is_surname: bool) -> dict[str, float]:
    """The same in any order, however many."""
    if not SHORTEST_MISTYPED <= len(text) <= LONGEST_MISTYPED:
        return {}
    found: dict[str, float] = {}
    known = table(is_surname)
    for spelling in _plain_spellings(is_surname).of(text):
        if len(text) == SHORTEST_MISTYPED and not (len(spelling) == len(text) and _by_hand(text, spelling)):
            continue
        for reading, cost in known[spelling]:
            if reading not in found or cost + MISTYPED < found[reading]:
                found[reading] = cost + MISTYPED
    return found


def _likeliest(found: dict[str, float], is_surname: bool) -> Readings:
    return likeliest(found.items(), "", is_surname)[:MOST_MISTYPED]


@cache
def _beside() -> frozenset[tuple[str, str]]:
    """Letters whose keys lie side by side, each row half a key to the right of the one above."""
    at = {letter: (row, 2 * n + row) for row, keys in enumerate(_KEYS) for n, letter in enumerate(keys)}
    return frozenset(
        (a, b)
        for a, (row, x) in at.items()
        for b, (other, y) in at.items()
        if (abs(row - other), abs(x - y)) in {(0, 2), (1, 1)}
    )


def _by_hand(text: str, spelling: str) -> bool:
    """Whether two spellings of two letters differ by a key beside the right one, or by their order."""
    wrong = [(a, b) for a, b in zip(text, spelling, strict=True) if a != b]
    return text == spelling[::-1] or (len(wrong) == 1 and wrong[0] in _beside())


@lru_cache(maxsize=65_536)
def likelier(text: str, read: Readings, is_surname: bool) -> Readings:
    """The syllables a spelling is likelier to stand for with a letter wrong than any as it is."""
    as_is = min([cost + info(one, is_surname) for one, cost in read]) - TYPING
    if as_is <= max(0.0, _least(is_surname)):
        return ()
    meant, known = _meant(text, is_surname), {one for one, _ in read}
    likelier = {
        one
        for one, cost in meant.items()
        if one not in known and cost - MISTYPED + info(one, is_surname) < as_is
    }
    if not likelier:
        return ()
    return tuple([one for one in _likeliest(meant, is_surname) if one[0] in likelier])


@cache
def _least(is_surname: bool) -> float:
    """Nats the commonest syllable says in its place."""
    return min(info(one, is_surname) for read in table(is_surname).values() for one, _ in read)


@cache
def _plain_spellings(is_surname: bool) -> Near:
    """Plain Latin spellings that a word may be a letter from."""
    return Near(
        spelling
        for spelling, readings in _read()[is_surname].items()
        if spelling.isascii() and spelling.islower() and len(spelling) > 1 and readings[0][1] <= PLAIN
    )


def longest() -> int:
    """Letters of the longest spelling of one syllable."""
    return 8
