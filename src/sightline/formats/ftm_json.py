"""FollowTheMoney entities as JSON lines, one a line, as its tools and OpenSanctions export them.

Every line is an entry with its own id, or hangs on the one before it. Unknown schemata, properties and
keys stop the reader. Keys of OpenSanctions' exports that say nothing of the entity itself are passed over.
Entities nested inside properties are refused: export them flat. Our own optional keys `basis` (`fact` or
`reconstruction`) and `document` go to the entry and are
said of the entity as `evidenceBasis` and `evidenceDocument`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import PurePath
from typing import Any, NoReturn

from sightline.clean import countries, dates, imo
from sightline.clean.text import clean
from sightline.errors import BadInput, FormatChanged, Hostile, Truncated
from sightline.formats.description import Description
from sightline.formats.json_strings import strings
from sightline.formats.saying import Saying
from sightline.formats.source import LONGEST, ItemSet, Readable
from sightline.formats.text_lines import Line, decode, lines
from sightline.model import schemata
from sightline.model.item import Basis
from sightline.model.place import Place
from sightline.model.statement import Entry

NEEDED = ("id", "schema", "properties")
PASSED_OVER = frozenset(
    {"caption", "datasets", "first_seen", "last_change", "last_seen", "origin", "referents", "target"}
)
OWN_KEYS = {"basis": "evidenceBasis", "document": "evidenceDocument"}
DESCRIPTION = Description(
    name="ftm_json",
    version=2,
    kind="entity",
    title="FollowTheMoney entities (JSON lines)",
    publisher="",
    list_id="",
    roles=("entities",),
    knows=(*NEEDED, *sorted(PASSED_OVER), *OWN_KEYS),
    met_real_file=True,
    specification=f"FollowTheMoney {schemata.SOURCE['version']} schemata; https://followthemoney.tech",
)
BASES = frozenset({Basis.FACT.value, Basis.RECONSTRUCTION.value})
REMEDY = "correct the line, or map it to FollowTheMoney's schemata"
_KEYS = re.compile(rb'"(schema|properties)"\s*:')
_SLUG = re.compile(r"[^a-z0-9]+")


def recognise(head: bytes, name: str) -> str | None:
    """`entities` when the first line is an object with the keys `schema` and `properties`."""
    line, _, _ = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if not line.startswith(b"{"):
        return None
    return "entities" if {found[1] for found in _KEYS.finditer(line)} == {b"schema", b"properties"} else None


def dated(items: ItemSet) -> date | None:
    """None: entities carry days of their own, the file none."""
    return None


def list_id(items: ItemSet) -> str:
    """The file's name without its extensions, in lower case with hyphens."""
    stem = PurePath(items["entities"].name).name.lower()
    while (suffix := PurePath(stem).suffix) and len(suffix) < 7:
        stem = stem.removesuffix(suffix)
    return _SLUG.sub("-", stem).strip("-") or "entities"


def read(items: ItemSet) -> Iterator[Entry]:
    """Yield an entry for every line; refuse what is not FollowTheMoney, naming row, bytes and remedy.

    A line whose id is that of the entry before it with a colon and more (`x`, `x:listing`) belongs to it.
    """
    item = items["entities"]
    open_entry: Entry | None = None
    for line in lines(item):
        if not line.raw.strip():
            continue
        entry = _entry(item, line)
        if open_entry and entry.id.startswith(f"{open_entry.id}:"):
            open_entry = _joined(open_entry, entry)
            continue
        if open_entry:
            yield open_entry
        open_entry = entry
    if open_entry:
        yield open_entry


def _joined(entry: Entry, part: Entry) -> Entry:
    place = Place(entry.place.label, entry.place.start, part.place.end)
    if (place.end or 0) - (place.start or 0) > LONGEST:
        raise Hostile(
            f"entry {entry.id} is longer than {LONGEST} bytes",
            place=str(place),
            remedy="do not trust this file",
        )
    return replace(entry, place=place, statements=entry.statements + part.statements)


def _entry(item: Readable, line: Line) -> Entry:
    shape = _parsed(item, line)
    _checked(shape, item, line)
    schema, known = shape["schema"], schemata.properties(shape["schema"])
    said = Saying(item.sha256, shape["id"], schema)
    for found in strings(line.raw):
        if len(found.keys) == 1 and found.keys[0] in OWN_KEYS:
            place = Place.of_bytes(line.start + found.start, found.end - found.start, f"row {line.number}")
            said.say(OWN_KEYS[found.keys[0]], clean(found.text), found.text, place)
        if len(found.keys) == 2 and found.keys[0] == "properties" and found.text.strip():
            place = Place.of_bytes(line.start + found.start, found.end - found.start, f"row {line.number}")
            said.say(
                found.keys[1], _value(known[found.keys[1]], found.keys[1], found.text), found.text, place
            )
    return Entry(
        shape["id"], _whole(line), tuple(said.statements), shape.get("basis", ""), shape.get("document", "")
    )


def _whole(line: Line) -> Place:
    return Place.of_bytes(line.start, len(line.raw), f"row {line.number}")


def _parsed(item: Readable, line: Line) -> dict[str, Any]:
    text = decode(line.raw, line.start, item.name)
    try:
        shape = json.loads(text, object_pairs_hook=_once)
    except RecursionError:
        raise Hostile(
            f"row {line.number} of {item.name} is nested too deeply", place=str(_whole(line)), remedy=REMEDY
        ) from None
    except ValueError as error:
        at = line.start + len(text[: getattr(error, "pos", 0)].encode())
        if not line.ended:
            raise Truncated(
                f"{item.name} ends at byte {item.size} inside row {line.number}",
                place=str(_whole(line)),
                remedy="fetch the file again",
            ) from None
        raise BadInput(
            f"row {line.number} of {item.name} is not JSON: {error}",
            place=f"row {line.number} · bytes {at}-{at}",
            remedy="give one JSON object a line",
        ) from None
    if not isinstance(shape, dict):
        _refuse(f"row {line.number} of {item.name} is no JSON object", line)
    return shape


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refuse(message: str, line: Line, remedy: str = REMEDY) -> NoReturn:
    raise FormatChanged(message, place=str(_whole(line)), remedy=remedy)


def _checked(shape: dict[str, Any], item: Readable, line: Line) -> None:
    where = f"in row {line.number} of {item.name}"
    if missing := [key for key in NEEDED if key not in shape]:
        _refuse(f"no key {missing[0]} {where}", line)
    if unknown := sorted(set(shape) - {*NEEDED, *OWN_KEYS, *PASSED_OVER}):
        _refuse(f"unknown key {unknown[0]} {where}", line)
    if not isinstance(shape["id"], str) or not shape["id"].strip():
        _refuse(f"the id is no text {where}", line)
    if not isinstance(shape["schema"], str) or not schemata.known(shape["schema"]):
        _refuse(f"unknown schema {shape['schema']!r} {where}", line)
    if shape.get("basis", "fact") not in BASES:
        _refuse(f"unknown basis {shape['basis']!r} {where}", line, "say fact or reconstruction")
    if not isinstance(shape.get("document", ""), str):
        _refuse(f"document is no text {where}", line)
    if not isinstance(shape["properties"], dict):
        _refuse(f"properties is no object {where}", line)
    _check_properties(shape, where, line)


def _check_properties(shape: dict[str, Any], where: str, line: Line) -> None:
    known = schemata.properties(shape["schema"])
    for prop, values in shape["properties"].items():
        if prop not in known:
            _refuse(f"unknown property {prop} of {shape['schema']} {where}", line)
        for value in values if isinstance(values, list) else [values]:
            if isinstance(value, dict):
                _refuse(f"nested entity in {prop} {where}", line, "export the entities flat, one a line")
            if not isinstance(value, str):
                _refuse(f"value {value!r} of {prop} is no text {where}", line)
            if any("\ud800" <= letter <= "\udfff" for letter in value):
                _refuse(f"half a surrogate pair in {prop} {where}", line)


def _value(kind: str, prop: str, text: str) -> str:
    """The canonical value by the property's type; text that is none of its type stays as it is, cleaned."""
    folded = clean(text)
    if kind == "date":
        return dates.clean(folded) or folded
    if kind == "country":
        return countries.of_code(folded) or countries.code(folded) or folded
    if prop == "imoNumber":
        return imo.digits(folded) or folded
    return folded
