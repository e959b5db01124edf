"""In at a mixer and out again: what fits by time and amount, and what does not quite."""

from __future__ import annotations

import pytest

from tests.detectors.coins.coins import MIXER, THIEF, actors, found, pays, texts
from tests.detectors.sea.tracks import Row

IN = [pays(1, "victim", "thief", 300), pays(2, "thief", "own", 300)]
DAYS = 24.0


def through(*out: Row, into: tuple[float, ...] = (3, 4, 5)) -> list[Row]:
    """A hundred goes in at each of these hours, and this comes out; others use the mixer as well."""
    others = [
        row
        for n in range(12)
        for row in (pays(1 + n, f"u{n}", "mixer", 2 + n), pays(20 + 9 * n, "mixer", f"v{n}", 1.97 + n))
    ]
    return [*IN, *(pays(at, "own", "mixer", 100) for at in into), *out, *others]


WHOLE = pays(30, "mixer", "end", 297)
HITS = {
    "in one sum": through(WHOLE),
    "in parts that are brought together": through(
        *(pays(30 + n, "mixer", f"f{n}", 99) for n in range(3)),
        *(pays(40 + n, f"f{n}", "end", 99) for n in range(3)),
    ),
    "all that the mixer may keep": through(pays(30, "mixer", "end", 288)),
    "as late as may be": through(pays(5 + 10 * DAYS, "mixer", "end", 297)),
}
NO_HITS = {
    "more than a mixer keeps": through(pays(30, "mixer", "end", 287.9)),
    "more than went in": through(pays(30, "mixer", "end", 300.1)),
    "too late": through(pays(5.1 + 10 * DAYS, "mixer", "end", 297)),
    "before it went in": through(pays(2.9, "mixer", "end", 297)),
    "another fits as well": through(WHOLE, pays(31, "mixer", "other", 296)),
    "it went on to several": through(
        *(pays(30 + n, "mixer", f"f{n}", 99) for n in range(3)),
        *(pays(40 + n, f"f{n}", f"e{n}", 99) for n in range(3)),
    ),
    "an exchange gathers for everybody": through(),
}


@pytest.mark.parametrize("rows", HITS.values(), ids=HITS)
def test_hits(rows: list[Row]) -> None:
    assert actors(found("mixer_passage", rows, [THIEF, MIXER])) == [("own", "end")]


@pytest.mark.parametrize("rows", NO_HITS.values(), ids=NO_HITS)
def test_near_misses(rows: list[Row]) -> None:
    assert not found("mixer_passage", rows, [THIEF, MIXER])


def test_who_has_nothing_from_a_taker_is_told_only_when_asked_for() -> None:
    rows = through(WHOLE)
    assert not found("mixer_passage", rows, [MIXER])
    assert ("own", "end") in actors(found("mixer_passage", rows, [MIXER], fed_share=0.0))


def test_it_says_what_speaks_against_it() -> None:
    (one,) = found("mixer_passage", through(WHOLE), [THIEF, MIXER])
    assert "own paid 300 ETH into Invented Mixer in 3 transfers." in texts(one)
    assert "297 ETH (1.00% less) came out to end in 1 transfer" in texts(one) and "no proof" in texts(one)


def test_what_many_others_fit_by_chance_is_not_told() -> None:
    crowd = [pays(10 + n / 10, "mixer", f"c{n}", 200 + n % 80) for n in range(60)]
    assert not found("mixer_passage", [*through(WHOLE), *crowd], [THIEF, MIXER])


def test_one_address_and_one_hour_are_said_as_one() -> None:
    alone = through(pays(6, "mixer", "f", 297), pays(6.2, "f", "end", 297))
    (one,) = found("mixer_passage", alone, [THIEF, MIXER])
    assert "came out to end by way of an address that passed it on in 1 transfer, the last 1 hour" in texts(
        one
    )
    assert "Labels say that mixer belongs to Invented Mixer." in texts(one)
    (many,) = found("mixer_passage", HITS["in parts that are brought together"], [THIEF, MIXER])
    assert "by way of 3 addresses that passed it on" in texts(many)
