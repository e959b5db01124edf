"""What the comparisons say of two records: more for the same party, less for a near miss of it."""

from __future__ import annotations

import pytest

from sightline.matching.resolving import columns, commonness, kernels
from sightline.matching.resolving.traits import Traits
from tests.matching.resolving.records import odds, pair, person, ship

KIM = person("KIM, Invented Chol", born="1961-04-02", countries=("kp",))
NEARER: dict[str, tuple[Traits, Traits]] = {
    "words in another order": (person("Invented Chol Kim"), person("Invented Chul Kang")),
    "another romanisation": (person("Kim Invented Cheol"), person("Kim Invented Song")),
    "written together": (person("Kim Inventedchol"), person("Kim Inventedsong")),
    "a letter off": (person("Kim Invemted Chol"), person("Kim Oddity Chol")),
    "the same day": (
        person("Kim Invented Chol", born="1961-04-02"),
        person("Kim Invented Chol", born="1962-04-03"),
    ),
    "a slip of the day": (
        person("Kim Invented Chol", born="1961-02-04"),
        person("Kim Invented Chol", born="1975-02-05"),
    ),
    "the year where more is not known": (
        person("Kim Invented Chol", born="1961"),
        person("Kim Invented Chol", born="1965"),
    ),
    "the same country": (
        person("Kim Invented Chol", countries=("kp",)),
        person("Kim Invented Chol", countries=("kr",)),
    ),
    "a name more that agrees": (
        person("Kim Invented Chol", "Chol Invented Kim"),
        person("Kim Invented Oddity"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NEARER)
def test_the_same_party_has_more_than_its_near_miss(name: str) -> None:
    nearer, farther = NEARER[name]
    assert odds(KIM, nearer) > odds(KIM, farther)


def test_it_reads_the_same_both_ways() -> None:
    for nearer, farther in NEARER.values():
        assert odds(nearer, KIM) == pytest.approx(odds(KIM, nearer))
        assert odds(farther, KIM) == pytest.approx(odds(KIM, farther))


def test_an_imo_number_outweighs_names_and_another_one_parts_namesakes() -> None:
    star = ship("Invented Star", imo=("8905490",))
    assert odds(star, ship("Oddity Moon", imo=("8905490",))) > 0
    assert odds(star, ship("Invented Star", imo=("9177820",))) < 0


def test_sizes_speak_within_a_hundredth_and_against_beyond() -> None:
    star = ship("Invented Star", tonnage=10_000.0)
    near, far = ship("Invented Star", tonnage=10_100.0), ship("Invented Star", tonnage=10_102.0)
    assert pair(star, near)[0].features[kernels.SIZE_SAME] == 1
    assert pair(star, far)[0].features[kernels.SIZE_OTHER] == 1


def test_a_made_up_first_of_january_is_no_slip() -> None:
    born = {year: person("Kim Invented Chol", born=f"{year}-01-01") for year in (1961, 1965)}
    found, _ = pair(born[1961], born[1965])
    assert found.features[kernels.DAY_SLIPPED] == 0 and found.features[kernels.OTHER_YEAR] == 1


def test_a_record_without_anything_says_nothing() -> None:
    found, _ = pair(Traits(), KIM)
    assert [n for n, value in enumerate(found.features) if value] == [kernels.BASE, kernels.RECORDS]


def test_packed_columns_are_views_of_one_array() -> None:
    counted = columns.counted(columns.gather((KIM, KIM)), commonness.public())
    views, packed = kernels.pack(counted)
    for name, before, after in zip(kernels.Columns._fields, counted, views, strict=True):
        assert before.tolist() == after.tolist(), name
    assert views.dates.base is packed.ints and views.worth.base is packed.floats
