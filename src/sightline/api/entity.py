"""An entity as clients of the FollowTheMoney matching API read it, with our statements beside."""

from __future__ import annotations

from sightline.model.statement import Entity
from sightline.service.shape import Json, shape


def entity_json(entity: Entity) -> dict[str, Json]:
    """What clients of the matching API read, and beside it our statements with their places."""
    return {
        "id": entity.id,
        "caption": entity.caption,
        "schema": entity.schema,
        "properties": shape(properties(entity)),
        "datasets": [entity.list] if entity.list else [],
        "referents": [],
        "target": bool(entity.list),
        "reference": entity.reference,
        "listed_on": entity.listed_on,
        "partition": entity.partition,
        "statements": shape(entity.statements),
        "adjacent": [entity_json(one) for one in entity.adjacent],
    }


def properties(entity: Entity) -> dict[str, tuple[str, ...]]:
    """Canonical values by property, in the order they stand."""
    names = dict.fromkeys(one.prop for one in entity.statements)
    return {name: entity.values(name) for name in names}
