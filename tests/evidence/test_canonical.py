"""One value, one sequence of bytes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.errors import IntegrityBroken
from sightline.evidence import canonical, verifier

NOT_CANONICAL = {
    "keys out of order": b'{"b":1,"a":2}\n',
    "a key twice": b'{"a":1,"a":1}\n',
    "a space": b'{"a": 1}\n',
    "no newline": b'{"a":1}',
    "two newlines": b'{"a":1}\n\n',
    "escaped where it need not be": b'{"a":"\\u00e9"}\n',
    "a float with another spelling": b'{"a":1.50}\n',
    "NaN": b'{"a":NaN}\n',
    "cut": b'{"a":',
    "not UTF-8": b'{"a":"\xff"}\n',
    "a lone surrogate": b'{"a":"\\ud800"}\n',
    "nested beyond any use": b"[" * 100_000 + b"]" * 100_000 + b"\n",
    "nested deeper than recursion bears": b"[" * 5_000_000,
}

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(1 - 10**17, 10**18 - 1) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
    max_leaves=20,
)


@pytest.mark.parametrize("data", NOT_CANONICAL.values(), ids=NOT_CANONICAL)
def test_other_spellings_are_refused_by_both_readers(data: bytes) -> None:
    with pytest.raises(IntegrityBroken):
        canonical.decode(data, "it")
    with pytest.raises(verifier.Broken):
        verifier.parse(data)


@given(JSON)
def test_the_verifier_spells_as_the_office_does(value: Any) -> None:
    data = canonical.encode(value)
    assert verifier.canonical(value) == data
    assert verifier.parse(data) == canonical.decode(data, "it") == value


def test_oversized_numbers_are_refused_one_digit_past_the_limit() -> None:
    assert verifier.parse(b"999999999999999999\n") == 10**18 - 1
    with pytest.raises(verifier.Broken, match="19 digits"):
        verifier.parse(b"1000000000000000000\n")


def test_nesting_is_refused_one_level_past_the_limit() -> None:
    depth = verifier.MAX_DEPTH
    assert verifier.parse(b"[" * depth + b"]" * depth + b"\n")
    with pytest.raises(verifier.Broken, match="nested"):
        verifier.parse(b"[" * (depth + 2) + b"]" * (depth + 2) + b"\n")


def test_text_order_of_instants_is_time_order() -> None:
    east = timezone(timedelta(hours=9))
    early = datetime(2026, 3, 2, 9, tzinfo=east)
    late = datetime(2026, 3, 2, 0, 0, 0, 1, tzinfo=UTC)
    assert canonical.instant(early) == "2026-03-02T00:00:00.000000Z"
    assert canonical.instant(early) < canonical.instant(late)
    assert canonical.parse_instant(canonical.instant(late)) == late


def test_an_instant_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        canonical.instant(datetime(2026, 3, 2))
