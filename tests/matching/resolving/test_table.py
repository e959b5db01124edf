"""A table read whole gives the columns that its rows give one by one, and a bound loses no pair."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from sightline.matching.resolving import columns, kernels, weights
from sightline.matching.resolving.pairs import Budget, search
from sightline.matching.resolving.table import Rows, gather_table
from sightline.matching.resolving.traits import Kind, Traits
from tests.matching.resolving.test_pairs import people

NAMES = [
    "Invented Star Ltd", "Ltd", "  the  Oddity of Co ", "Sa'id Ali", "D.P.R.K. Bank", "김정은", "", None,
    "***", "A B", "Invented-Star 9", "x " * 45, "Kim Kim Kim",
]  # fmt: skip
DATES = [
    "1961-04-02",
    "circa 1961",
    None,
    "1960 to 1962",
    "2021-02-30",
    "x",
    "1961",
    "",
    None,
    "1961-04-02",
] + [None] * 3
PLACES = ["Invented Road 9, Dandong", None, "Dandong", ""] + ["Oddity"] * 9
COUNTRIES = ["kp", "cn", None] + ["kp"] * 10


def one_by_one() -> columns.Uncounted:
    rows = zip(NAMES, DATES, PLACES, COUNTRIES, strict=True)
    return columns.gather(
        Traits(
            Kind.PERSON,
            (name,) if name else (),
            dates=(born,) if born else (),
            addresses=(place,) if place else (),
            countries=(country,) if country else (),
        )
        for name, born, place, country in rows
    )


def spelt(found: columns.Uncounted) -> list[object]:
    """Each record in words, whatever number a word has."""
    c, vocabulary = found.columns, found.vocabulary
    told: list[object] = []
    for record in range(len(c.kind)):
        names = [
            [vocabulary.words[code] for code in c.words[c.word_at[name] : c.word_at[name + 1]]]
            for name in range(c.name_at[record], c.name_at[record + 1])
        ]
        dates = c.dates[c.date_at[record] : c.date_at[record + 1]].tolist()
        places = {vocabulary.places[n] for n in c.addresses[c.address_at[record] : c.address_at[record + 1]]}
        held = {vocabulary.countries[n] for n in c.countries[c.country_at[record] : c.country_at[record + 1]]}
        told.append((names, dates, places, held))
    return told


def test_read_whole_and_one_by_one_are_the_same() -> None:
    kinds = np.full(len(NAMES), Kind.PERSON, np.int32)
    texts = [pa.array(column, pa.string()) for column in (NAMES, DATES, PLACES, COUNTRIES)]
    assert spelt(gather_table(Rows(kinds, *texts))) == spelt(one_by_one())


def test_counted_among_themselves_is_measured_and_counted() -> None:
    found = one_by_one()
    there, here = columns.counted(found, columns.measured(found)), columns.counted_here(found)
    for name in ("worth", "sound_worth", "place_worth", "country_worth", "records"):
        assert np.allclose(getattr(there, name), getattr(here, name)), name


def test_a_bound_loses_no_pair_and_changes_no_odds() -> None:
    c = columns.counted_here(columns.gather(people(300)))
    every = search(c, weights.vector(), -50.0, Budget(threads=1))
    best = search(c, weights.vector(), 1.0, Budget(threads=1))
    wanted = every.odds >= 1.0
    assert 0 < len(best.odds) == int(wanted.sum()) < len(every.odds)
    assert np.allclose(best.odds, every.odds[wanted])
    assert len(weights.vector(weights.REGISTER)) == kernels.FEATURES
