"""Entities: search, and one entity as of a day with the place of every value."""

from __future__ import annotations

from dataclasses import dataclass

from sightline.model.statement import Entity, Statement
from sightline.service import entities
from sightline.service.entities import EntityPage
from sightline.web.page import Page, page
from sightline.web.visit import Visit

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
class Group:
    """Statements that belong together on the page."""

    title: str
    statements: tuple[Statement, ...]


@page("/entities", "entities.html")
def search(visit: Visit) -> Page:
    """Entities whose names or identifiers answer the words."""
    asked = visit.text("q")
    found = entities.search(visit.view, visit.bench, asked) if asked else ()
    return Page("Entities", {"q": asked, "entities": found})


@page("/entities/{id:path}", "entity.html")
def entity(visit: Visit) -> Page:
    """One entity as its list had it on the View's day."""
    shown: EntityPage = entities.entity(visit.view, visit.bench, visit.parameters["id"])
    return Page(shown.entity.caption, {"page": shown}, {"groups": groups(shown.entity)})


def groups(entity: Entity) -> tuple[Group, ...]:
    """Names, aliases and identifiers first, then the rest; within a group by property, in the order said."""
    known = {prop for _, props in GROUPS for prop in props}
    rest = dict.fromkeys(one.prop for one in entity.statements if one.prop not in known)
    ordered = (*GROUPS, (REST, tuple(rest)))
    made = (Group(title, _said(entity, props)) for title, props in ordered)
    return tuple(group for group in made if group.statements)


def _said(entity: Entity, props: tuple[str, ...]) -> tuple[Statement, ...]:
    return tuple(one for prop in props for one in entity.statements if one.prop == prop)


HANDLERS = (search, entity)
