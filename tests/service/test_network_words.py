"""Whom and from which sum on: what is typed, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sightline.errors import UsageError
from sightline.service.network_words import MOST_NAMED, least_sum, named, readings


def test_what_was_typed() -> None:
    assert named(" A, B ") == ("A, B",) and named("") == named(" , ") == ()


def test_parties_with_commas_between_and_commas_in_a_name() -> None:
    def found(text: str, *known: str) -> list[str | None]:
        return [next((name for name in reading if name in known), None) for reading in readings(text)]

    assert found(" A, B ,,C", "A", "B") == ["A", "B", None]
    assert found("Comma, Trading Ltd", "Comma", "Comma, Trading Ltd") == ["Comma, Trading Ltd"]
    assert found("A,Comma, Trading Ltd, B", "A", "Comma, Trading Ltd", "B") == [
        "A",
        "Comma, Trading Ltd",
        "B",
    ]
    assert found("A, B", "A, C") == [None, None]
    assert len(found(",".join(map(str, range(MOST_NAMED + 1))))) == MOST_NAMED


def test_a_sum_of_nothing_and_more() -> None:
    assert (least_sum(""), least_sum("0"), least_sum("12.50")) == (0, 0, Decimal("12.50"))


@pytest.mark.parametrize("text", ["-1", "NaN", "Infinity", "much"])
def test_no_sum(text: str) -> None:
    with pytest.raises(UsageError):
        least_sum(text)
