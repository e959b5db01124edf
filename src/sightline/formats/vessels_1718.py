"""Ships designated under resolution 1718, as annexes of an EU regulation transpose them, one row a listing.

A ship that stands in several rows, told by its IMO number, is one entry with a listing for each:
`vessel-1718-8712362` with `:listing`, `:listing:2`. One without a number goes by its name. Names in brackets
are former names. Owners and other ships of the list that a reason or a note names become links.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from sightline.clean import countries, dates, imo
from sightline.clean.text import clean
from sightline.errors import FormatChanged, Hostile
from sightline.formats import csv_named, written
from sightline.formats.csv_named import REMEDY, Named, named_rows
from sightline.formats.csv_rows import Cell
from sightline.formats.description import Description
from sightline.formats.saying import Saying
from sightline.formats.source import ItemSet, Readable
from sightline.model.statement import Entry, Statement

COLUMNS = (
    "annex", "measure", "startDate", "name", "alias", "previousName", "imoNumber", "mmsi", "flag", "address",
    "reason", "notes",
)  # fmt: skip
NEEDED = ("annex", "measure", "startDate", "name", "imoNumber")
DESCRIPTION = Description(
    name="vessels_1718",
    version=1,
    kind="entity",
    title="Ships designated under resolution 1718, from the EU's annexes (CSV)",
    publisher="European Union (annexes XIII.B, XIV.A and XIV.B), as tabulated",
    list_id="un-1718-vessels",
    roles=("list",),
    knows=COLUMNS,
    met_real_file=True,
    specification="the header; the tabulation of annexes XIII.B, XIV.A and XIV.B: 73 rows, 59 ships",
)
AUTHORITY = "European Union"
ANNEXES = frozenset({"XIII.B", "XIV.A", "XIV.B"})
MEASURES = frozenset({"Asset freeze", "Transportation restrictions"})
NO_NUMBER = "Does not exist"
JOINED_BYTES = 16 * 1024 * 1024
"""bytes of a file; ships that recur are held in memory until its end"""

_FORMER = re.compile(r"\(([^()]+)\)")
_OWNED = re.compile(r"\bis owned by (?P<owner>[^.;]+?)(?= and (?:is|was|has)\b|[.;]|$)")
_SLUG = re.compile(r"[^a-z0-9]+")


def recognise(head: bytes, name: str) -> str | None:
    """`list` when the header has an annex, a measure and a ship's numbers but no CELEX number."""
    fits = csv_named.fits(head, COLUMNS, ("annex", "measure", "imoNumber"))
    return "list" if fits and "celex" not in csv_named.header(head) else None


def dated(items: ItemSet) -> date | None:
    """None: nothing in the file says of which day it is."""
    return None


def read(items: ItemSet) -> Iterator[Entry]:
    """Yield every ship with all its listings; refuse annexes, measures, dates and numbers not described."""
    item = items["list"]
    if item.size > JOINED_BYTES:
        raise Hostile(
            f"{item.name} has {item.size} bytes, more than {JOINED_BYTES}",
            place=f"bytes {JOINED_BYTES}-{item.size - 1}",
            remedy="no such list is near that size: do not trust this file",
        )
    counted, names = _surveyed(item)
    held: dict[str, list[Named]] = {}
    for row in _rows(item):
        same = held.setdefault(_entry_id(row), [])
        same.append(row)
        if len(same) == counted[_entry_id(row)]:
            yield _entry(item, held.pop(_entry_id(row)), names)


def _rows(item: Readable) -> Iterator[Named]:
    return named_rows(item, COLUMNS, NEEDED)


def _surveyed(item: Readable) -> tuple[Counter[str], dict[str, str]]:
    """How many rows each ship has, and which ship each name is."""
    counted: Counter[str] = Counter()
    names: dict[str, str] = {}
    met: set[tuple[str, str, str]] = set()
    for row in _rows(item):
        entry = _entry_id(row)
        listing = (entry, row["annex"].text, row["startDate"].text)
        if listing in met:
            raise FormatChanged(
                f"{row['name'].text} stands twice in annex {row['annex'].text} on {row['startDate'].text}",
                place=str(row.place),
                remedy="report it to whoever tabulated it",
            )
        met.add(listing)
        counted[entry] += 1
        names[clean(_FORMER.sub("", row["name"].text))] = entry
    return counted, names


def _entry_id(row: Named) -> str:
    cell = row["imoNumber"]
    if cell.text == NO_NUMBER:
        return f"vessel-1718-{_SLUG.sub('-', row['name'].text.lower()).strip('-')}"
    if imo.digits(cell.text) is None:
        raise _unknown("IMO number", cell)
    return f"vessel-1718-{imo.digits(cell.text)}"


def _unknown(what: str, cell: Cell) -> FormatChanged:
    return FormatChanged(
        f"unknown {what} {cell.text!r} in row {cell.row}", place=str(cell.place), remedy=REMEDY
    )


def _entry(item: Readable, same: list[Named], names: Mapping[str, str]) -> Entry:
    statements: list[Statement] = []
    said = Saying(item.sha256, _entry_id(same[0]), "Vessel")
    said.statements = statements
    for row in same:
        _ship(said, row)
    for number, row in enumerate(same, start=1):
        _listing(said.about("listing" if number == 1 else f"listing:{number}", "Sanction"), said.entity, row)
    _links(said, same, names)
    return Entry(said.entity, same[0].place, tuple(statements))


def _ship(said: Saying, row: Named) -> None:
    _name(said, row["name"])
    if imo.digits(row["imoNumber"].text):
        written.text(said, "imoNumber", row["imoNumber"])
    for prop in ("alias", "previousName", "mmsi", "address", "notes"):
        written.text(said, prop, row.get(prop))
    if flag := row.get("flag"):
        said.say("flag", countries.value(flag.text), flag.text, flag.place)


def _name(said: Saying, cell: Cell) -> None:
    """The name before the first bracket, and a former name out of each bracket."""
    first = _FORMER.search(cell.text)
    now = (cell.text[: first.start()] if first else cell.text).rstrip()
    said.say("name", clean(now), now, cell.part(0, len(now)))
    for former in _FORMER.finditer(cell.text):
        said.say("previousName", clean(former[1]), former[1], cell.part(*former.span(1)))


def _listing(said: Saying, ship: str, row: Named) -> None:
    annex, measure, start = row["annex"], row["measure"], row["startDate"]
    if annex.text not in ANNEXES:
        raise _unknown("annex", annex)
    if measure.text not in MEASURES:
        raise _unknown("measure", measure)
    day = dates.day_first(start.text)
    if day is None:
        raise _unknown("date", start)
    number = row["name"] if row["imoNumber"].text == NO_NUMBER else row["imoNumber"]
    said.say("entity", ship, number.text, number.place)
    said.say("authority", AUTHORITY, annex.text, annex.place)
    written.joined(said, "authorityId", [annex, number], " ")
    said.say("program", f"Annex {annex.text}", annex.text, annex.place)
    written.text(said, "provisions", measure)
    said.say("listingDate", day, start.text, start.place)
    written.text(said, "reason", row.get("reason"))


def _links(said: Saying, same: list[Named], names: Mapping[str, str]) -> None:
    """Owners that reasons and notes name, and the list's other ships; each once."""
    number = 0
    met: set[str] = set()
    for reason in (cell for row in same for prop in ("reason", "notes") if (cell := row.get(prop))):
        for owned in _OWNED.finditer(reason.text):
            if owned["owner"] in met:
                continue
            met.add(owned["owner"])
            number += 1
            _owner(said.about(f"link:{number}", "Ownership"), said.entity, reason, *owned.span("owner"))
        for other, first, last in _named(reason.text, names):
            if other in met or other == said.entity:
                continue
            met.add(other)
            number += 1
            link = said.about(f"link:{number}", "UnknownLink")
            _other(link, said.entity, other, reason, first, last)


def _owner(link: Saying, ship: str, reason: Cell, first: int, last: int) -> None:
    owner, place = reason.text[first:last], reason.part(first, last)
    link.say("asset", ship, owner, place)
    link.say("summary", clean(owner), owner, place)
    link.say("role", "owner", owner, place)


def _other(link: Saying, ship: str, other: str, reason: Cell, first: int, last: int) -> None:
    mention, place = reason.text[first:last], reason.part(first, last)
    link.say("subject", ship, mention, place)
    link.say("object", other, mention, place)
    link.say("role", "named in its listing", mention, place)
    link.say("summary", clean(reason.text), reason.text, reason.place)


def _named(text: str, names: Mapping[str, str]) -> Iterator[tuple[str, int, int]]:
    """The ships whose names stand in a text as whole words, the longest names first."""
    if not names:
        return
    longest = sorted(names, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)(?! \d)")
    for found in pattern.finditer(text):
        yield names[found[0]], *found.span()
