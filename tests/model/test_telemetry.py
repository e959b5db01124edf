"""A refused row."""

from __future__ import annotations

from sightline.model.place import Place
from sightline.model.telemetry import Refusal


def test_a_refusal_says_where_what_and_what_to_do() -> None:
    refusal = Refusal("ab" * 32, Place("row 17", 10, 20), "lat is empty", "fill in lat")
    assert refusal.as_json() == {
        "item": "ab" * 32,
        "place": "row 17 · bytes 10-20",
        "message": "lat is empty",
        "remedy": "fill in lat",
    }
