"""The table of numbers: complete, in bounds, each with unit and source."""

from pathlib import Path

from sightline.matching.replay import COMPARISONS
from sightline.matching.weights import (
    BIRTH_DATE_AGREES,
    BIRTH_DATE_NEAR_YEARS,
    BIRTH_DATE_SCALE,
    WEIGHTS,
    points,
    value,
)


def test_each_has_unit_meaning_and_source() -> None:
    for name, weight in WEIGHTS.items():
        assert weight.unit and weight.meaning and weight.source, name
        if "0 to 1" in weight.unit:
            assert 0 <= weight.value <= 1, name


def test_points() -> None:
    assert points("nationality") == {"agrees": 0.6, "contradicts": 2.0}
    assert points("address") == {"agrees": 2.0, "contradicts": 0.0}


def test_a_shared_nationality_says_less_than_a_birth_date() -> None:
    assert points("nationality")["agrees"] < points("birth_date")["agrees"] / 4
    assert value("says_country") < value("says_birth_year") < value("says_birth_day")


def test_the_scale_of_birth_dates_falls() -> None:
    assert list(BIRTH_DATE_SCALE.values()) == sorted(BIRTH_DATE_SCALE.values(), reverse=True)
    assert BIRTH_DATE_AGREES in BIRTH_DATE_SCALE.values()


def test_the_manual_has_every_number() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "reference" / "screening.md").read_text("utf-8")
    for name, weight in WEIGHTS.items():
        row = f"| `{name}` | {weight.value:g} | {weight.unit} | {weight.meaning} | {weight.source} |"
        assert row in manual, f"docs/reference/screening.md: {row}"
    for name, score in (BIRTH_DATE_SCALE | BIRTH_DATE_NEAR_YEARS).items():
        assert f"| {name.replace('_', ' ')} | {score:g} |" in manual
    for name in COMPARISONS:
        assert f"`{name}`" in manual
