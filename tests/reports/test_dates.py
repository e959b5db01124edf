from __future__ import annotations

from datetime import date

from sightline.reports.dates import written


def test_a_day_is_written_in_english_without_a_leading_zero() -> None:
    assert written(date(2026, 3, 2)) == "2 March 2026"
