"""The Jinja environment: everything escaped, nothing undefined, a few filters for how values read."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sightline.clean.currencies import finer
from sightline.reports.shortened import shortened

HERE = Path(__file__).parent
SCRIPT = HERE / "static" / "build" / "sightline.js"


def short(sha256: str) -> str:
    """The first twelve digits of a hash."""
    return sha256[:12]


def moment(at: datetime) -> str:
    """A time to the minute, in UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def long_day(day: date) -> str:
    """A day as prose writes it: 2 March 2016."""
    return f"{day.day} {day:%B %Y}"


def day(at: date) -> str:
    """The day of a date or a time, as `2016-03-02`."""
    return at.isoformat()[:10]


def signed(score: float) -> str:
    """A score with its sign, to the places of `chances`, cut and not rounded: 0.9996 is never shown as 1."""
    return f"{math.trunc(score * 1000 + math.copysign(1e-9, score)) / 1000:+.3f}".replace(
        "-", "\N{MINUS SIGN}"
    )


def chances(score: float) -> str:
    """A probability to three places, cut and not rounded: 0.9996 is never shown as 1."""
    return f"{math.floor(score * 1000 + 1e-9) / 1000:.3f}"


def size(count: int) -> str:
    """A number of bytes for a reader."""
    for unit, step in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= step:
            return f"{count / step:.1f} {unit}"
    return f"{count} B"


def number(count: int) -> str:
    """A number with thin spaces between thousands."""
    return f"{count:,}".replace(",", "\N{THIN SPACE}")


def limit(value: float) -> str:
    """A threshold as short as it is, with thin spaces between thousands."""
    return number(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:g}"


def money(amount: Decimal) -> str:
    """An amount with thin spaces between thousands, cents where there are any."""
    text = f"{amount:,f}" if amount != amount.to_integral_value() else f"{amount:,.0f}"
    return text.replace(",", "\N{THIN SPACE}").replace("-", "\N{MINUS SIGN}")


def plain(amount: Decimal) -> str:
    """An amount without zeros behind its last digit, thin spaces between thousands."""
    return money(Decimal(f"{amount.normalize():f}"))


LONGEST_SHOWN = 18
"""letters of an address that is shown whole"""


def ends(text: str) -> str:
    """An address by its first and last letters, by which people tell them apart; other text as it is."""
    long = len(text) > LONGEST_SHOWN and " " not in text
    return f"{text[:8]}…{text[-6:]}" if long else text


def capitalize_first(text: str) -> str:
    """A text with a capital letter in front, the rest as it is."""
    return text[:1].upper() + text[1:]


def words(name: str) -> str:
    """A property name in words: `birthDate` becomes `birth date`."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()


def environment() -> Environment:
    """Templates beside this file; an undefined name is an error, not an empty string."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        short=short,
        moment=moment,
        long_day=long_day,
        day=day,
        signed=signed,
        chances=chances,
        size=size,
        number=number,
        words=words,
        limit=limit,
        money=money,
        finer=finer,
        plain=plain,
        clip=shortened,
        ends=ends,
        capitalize_first=capitalize_first,
    )
    made.globals["has_script"] = SCRIPT.is_file
    return made


_ENVIRONMENT = environment()


def render(template: str, context: Mapping[str, object]) -> str:
    """One template with its context."""
    return _ENVIRONMENT.get_template(template).render(context)
