"""Entities: search, and one entity as of a day with the place of every value."""

from __future__ import annotations

from dataclasses import dataclass

from sightline.model.statement import Entity, Statement
from sightline.service import entities
from sightline.service.entities import EntityPage
from sightline.service.network_shape import ACCOUNT, WALLET
from sightline.web.page import Goto, Page, page
from sightline.web.visit import TWIN, Visit

GROUPS = (
    ("Names", ("name", "firstName", "secondName", "middleName", "fatherName", "lastName", "title")),
    ("Aliases", ("alias", "weakAlias", "previousName", "abbreviation")),
    (
        "Identifiers",
        (
            "imoNumber", "mmsi", "callSign", "swiftBic", "passportNumber", "idNumber", "registrationNumber",
            "taxNumber", "innCode", "ogrnCode", "leiCode", "publicKey",
        ),
    ),
)  # fmt: skip
REST = "Particulars"


@dataclass(frozen=True, slots=True)
class Said:
    """A statement, and the entry of the list that says it."""

    statement: Statement
    entity: str
    list: str


@dataclass(frozen=True, slots=True)
class Group:
    """Statements that belong together on the page."""

    title: str
    statements: tuple[Said, ...]


@page("/entities", "entities.html")
def search(visit: Visit) -> Page:
    """Entities whose names or identifiers answer the words."""
    asked = visit.text("q")
    found = entities.search(visit.view, visit.bench, asked) if asked else ()
    return Page("Entities", {"q": asked, "entities": found})


@page("/entities/{id:path}", "entity.html")
def entity(visit: Visit) -> Page | Goto:
    """One entity as its list had it on the View's day; an account or an address stands in the network."""
    if visit.parameters["id"].startswith((ACCOUNT, WALLET)):
        return Goto(f"/network{TWIN if visit.twin else ''}", {"of": visit.parameters["id"]})
    shown: EntityPage = entities.entity(visit.view, visit.bench, visit.parameters["id"])
    several = (shown.entity, *(one.entity for one in shown.merged.same))
    drawn: dict[str, object] = {"groups": groups(several), "hanging": hanging(several)}
    return Page(shown.entity.caption, {"page": shown}, drawn)


def groups(several: tuple[Entity, ...]) -> tuple[Group, ...]:
    """Names, aliases and identifiers first, then the rest, of all entries that are one.

    Within a group by property, of a property the page's own entry first, in the order said.
    """
    everything = [Said(one, entity.id, entity.list) for entity in several for one in entity.statements]
    known = {prop for _, props in GROUPS for prop in props}
    rest = dict.fromkeys(one.statement.prop for one in everything if one.statement.prop not in known)
    made = (Group(title, _said(everything, props)) for title, props in (*GROUPS, (REST, tuple(rest))))
    return tuple(group for group in made if group.statements)


def hanging(several: tuple[Entity, ...]) -> tuple[Group, ...]:
    """A group for each listing, address or document that hangs on one of the entries."""
    return tuple(
        Group(
            "Listing" if part.schema == "Sanction" else part.schema,
            tuple(Said(one, entity.id, entity.list) for one in part.statements if one.prop != "entity"),
        )
        for entity in several
        for part in entity.adjacent
    )


def _said(everything: list[Said], props: tuple[str, ...]) -> tuple[Said, ...]:
    return tuple(one for prop in props for one in everything if one.statement.prop == prop)


HANDLERS = (search, entity)
