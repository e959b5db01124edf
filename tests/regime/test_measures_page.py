"""The page on measures keeps up with the data."""

from __future__ import annotations

from pathlib import Path

from sightline import regime

PAGE = (Path(__file__).resolve().parents[2] / "docs/reference/measures.md").read_text("utf-8")


def test_every_measure_stands_on_the_page_as_it_is() -> None:
    for measure in regime.load():
        row = (
            f"| `{measure.id}` | {measure.title} | {measure.paragraph} | {measure.direction} "
            f"| {measure.in_force_from} – {measure.in_force_to or 'open'} "
            f"| {measure.confidence} | {measure.effect} |"
        )
        assert row in PAGE, measure.id


def test_no_other_measure_stands_there() -> None:
    assert PAGE.count("\n| `") - _keys() == len(regime.load())


def test_every_resolution_stands_there() -> None:
    for resolution in regime.resolutions():
        assert f"| {resolution.name} | {resolution.adopted or 'year only'} |" in PAGE


def _keys() -> int:
    """Rows of the table of keys."""
    return PAGE.split("## Keys of a measure")[1].split("\n## ")[0].count("\n| `")
