"""An entity as clients of the FollowTheMoney matching API read it, with our statements beside."""

from __future__ import annotations

from sightline.model.lists import ListVersion
from sightline.model.statement import Entity
from sightline.service import matching_api
from sightline.service.shape import Json, shape


def entity_json(entity: Entity, version: ListVersion, nested: bool = True) -> dict[str, Json]:
    """What clients of the matching API read, and beside it our statements with their places."""
    return matching_api.entity_json(entity, version, nested) | {
        "listed_on": entity.listed_on,
        "partition": entity.partition,
        "statements": shape(entity.statements),
        "adjacent": [entity_json(one, version) for one in entity.adjacent] if nested else [],
    }
