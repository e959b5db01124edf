"""Text as the canonical value of a property, by the property's type; what is none of it stays, cleaned."""

from __future__ import annotations

from sightline.clean import countries, dates, imo
from sightline.clean.text import clean
from sightline.formats.saying import Saying
from sightline.model import schemata
from sightline.model.place import Place

GENDERS = {"m": "male", "f": "female"}


def value_of(schema: str, prop: str, text: str) -> str:
    """The canonical value of a property of a schema for a text as written."""
    folded = clean(text)
    kind = schemata.property_type(schema, prop)
    if kind == "date":
        return dates.clean(folded) or folded
    if kind == "country":
        return countries.of_code(folded) or countries.code(folded) or folded
    if kind == "gender":
        return GENDERS.get(folded.lower(), folded.lower())
    if prop == "imoNumber":
        return imo.digits(folded) or folded
    return folded


def say_or_note(said: Saying, prop: str, name: str, text: str, place: Place) -> None:
    """Say a text under a property the schema has, else as a note under the name the file gives it."""
    if prop and schemata.property_type(said.schema, prop):
        said.say(prop, value_of(said.schema, prop, text), text, place)
    else:
        note(said, name, text, place)


def note(said: Saying, name: str, text: str, place: Place) -> None:
    """Keep a text that no property holds: in `notes`, or `summary` where the schema has no notes."""
    room = "notes" if schemata.property_type(said.schema, "notes") else "summary"
    said.say(room, f"{name}: {clean(text)}", text, place)
