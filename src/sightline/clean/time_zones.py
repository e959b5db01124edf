"""Which clock people go by in a country: its main zone, and its distance from UTC at a moment.

Zones and their rules are those of the IANA time zone database as the package tzdata carries it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from sightline.clean import country_words

MAIN = {
    "ar": "America/Argentina/Buenos_Aires", "au": "Australia/Sydney", "br": "America/Sao_Paulo",
    "ca": "America/Toronto", "cd": "Africa/Kinshasa", "cl": "America/Santiago", "ec": "America/Guayaquil",
    "es": "Europe/Madrid", "fm": "Pacific/Pohnpei", "gl": "America/Nuuk", "id": "Asia/Jakarta",
    "ki": "Pacific/Tarawa", "kz": "Asia/Almaty", "mn": "Asia/Ulaanbaatar", "mx": "America/Mexico_City",
    "nz": "Pacific/Auckland", "pf": "Pacific/Tahiti", "pg": "Pacific/Port_Moresby", "pt": "Europe/Lisbon",
    "ru": "Europe/Moscow", "us": "America/New_York",
}  # fmt: skip
"""the zone of the capital or of most people, in countries whose clocks differ; written from general
knowledge"""
ONE = {
    "cn": "Asia/Shanghai", "cy": "Asia/Nicosia", "de": "Europe/Berlin", "my": "Asia/Kuala_Lumpur",
    "ps": "Asia/Hebron", "ua": "Europe/Kyiv", "uz": "Asia/Tashkent",
}  # fmt: skip
"""countries that the database parts though one time is the law throughout, as Beijing's in China"""


@dataclass(frozen=True, slots=True)
class Zone:
    """The zone of a country (ISO alpha-2, small), by its name in the database, and whether it is one of
    several there."""

    country: str
    name: str
    several: bool

    def offset(self, at: int) -> int:
        """Minutes ahead of UTC at a moment (ms)."""
        return _offset(self.name, at // _HOUR_MS)

    def hour(self, at: int) -> int:
        """The hour of the day there, 0 to 23, at a moment (ms UTC)."""
        return (at // 60_000 + self.offset(at)) // 60 % 24

    def said(self, first: int, last: int) -> str:
        """For a reader, of what is there: by which clock, how far from UTC between two moments (ms)."""
        offsets = sorted({self.offset(at) for at in (first, last, *range(first, last, _STEP_MS))})
        far = " and ".join(map(_written, offsets))
        whose = country_words.name(self.country)
        if self.several:
            return f"the main clock of its country, {whose}, which has several ({self.name}, {far})"
        return f"the clock of its country, {whose} ({far})"


_HOUR_MS, _STEP_MS = 3_600_000, 30 * 86_400_000


def of_country(code: str) -> Zone | None:
    """The main zone of a country (ISO alpha-2); None where no zone of it is known."""
    small = code.lower()
    if name := MAIN.get(small):
        return Zone(small, name, True)
    name = ONE.get(small) or _first().get(small, "")
    return Zone(small, name, False) if name else None


@cache
def _first() -> dict[str, str]:
    """The first zone of each country."""
    found: dict[str, str] = {}
    for line in (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            code, _place, name = line.split("\t")[:3]
            found.setdefault(code.lower(), name)
    return found


@cache
def _zone(name: str) -> ZoneInfo:
    with (files("tzdata") / "zoneinfo").joinpath(*name.split("/")).open("rb") as rules:
        return ZoneInfo.from_file(rules, name)


@cache
def _offset(name: str, hour: int) -> int:
    shift = datetime.fromtimestamp(hour * 3600, UTC).astimezone(_zone(name)).utcoffset()
    return 0 if shift is None else round(shift.total_seconds() / 60)


def _written(minutes: int) -> str:
    """`UTC+8`, `UTC-3:30`, `UTC`."""
    hours, rest = divmod(abs(minutes), 60)
    return "UTC" + (f"{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}" if minutes else "")
