"""Dates as publishers write them."""

from __future__ import annotations

import pytest

from sightline.clean import dates

ONE = {
    "ISO": ("1958-04-14", "1958-04-14"),
    "ISO month": ("1958-04", "1958-04"),
    "year": ("1958", "1958"),
    "one digit": ("1958-4-1", "1958-04-01"),
    "time and zone": ("2026-02-27T00:00:09.554Z", "2026-02-27"),
    "date and zone": ("2015-04-07-04:00", "2015-04-07"),
    "date and small zone": ("2015-04-07z", "2015-04-07"),
    "day first": ("14 Apr 1958", "1958-04-14"),
    "day first, full stop": ("14 Apr. 1958", "1958-04-14"),
    "month and year": ("Nov. 1973 ", "1973-11"),
    "month first": ("April 14, 1958", "1958-04-14"),
    "leap day": ("29 Feb 2016", "2016-02-29"),
}
NONE = {
    "no leap day": "29 Feb 2015",
    "no such month": "1958-13",
    "no such day": "1958-04-31",
    "no such zone": "2015-04-07+99:00",
    "no such hour": "2015-04-07T25:00",
    "order unknown": "03/04/1958",
    "no date": "30-35 years old",
    "no month": "14 Foo 1958",
    "empty": "",
    "range": "1958 to 1960",
}
SEVERAL = {
    "circa": ("circa 1951", ("1951",)),
    "approximately": ("Approximately 1951", ("1951",)),
    "c.": ("c. 1951", ("1951",)),
    "to": ("1951 to 1953", ("1951", "1952", "1953")),
    "between": ("between 1951 and 1952", ("1951", "1952")),
    "hyphen": ("1951-1953", ("1951", "1952", "1953")),
    "months": ("Aug. 1977 to Sep. 1977", ("1977-08", "1977-09")),
    "mixed": ("May 1953 to 1955", ("1953-05", "1955")),
    "days": ("01 Jan 1953 to 31 Dec 1953", ("1953-01-01", "1953-12-31")),
    "widest": ("1950 to 1980", tuple(str(year) for year in range(1950, 1981))),
    "one year wider": ("1950 to 1981", ("1950", "1981")),
    "not understood": ("in an invented year", ()),
    "half understood": ("1950 to invented", ()),
}


@pytest.mark.parametrize(("text", "value"), ONE.values(), ids=ONE)
def test_one_date(text: str, value: str) -> None:
    assert dates.clean(text) == value


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_no_date(text: str) -> None:
    assert dates.clean(text) is None


@pytest.mark.parametrize(("text", "values"), SEVERAL.values(), ids=SEVERAL)
def test_several_dates(text: str, values: tuple[str, ...]) -> None:
    assert dates.values(text) == values


def test_partial() -> None:
    assert dates.is_partial("1958") and dates.is_partial("1958-04") and not dates.is_partial("1958-04-14")
