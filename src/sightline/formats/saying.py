"""Gathering the statements of one entry while a format reads it."""

from __future__ import annotations

from sightline.model.place import Place
from sightline.model.statement import Statement


class Saying:
    """What one item says of one entity and of what hangs on it; statements without a value are dropped."""

    def __init__(self, item: str, entity: str, schema: str) -> None:
        self.item = item
        self.entity = entity
        self.schema = schema
        self.statements: list[Statement] = []

    def say(self, prop: str, value: str | None, original: str, place: Place, lang: str = "") -> None:
        """Add a statement about the entity itself, unless there is no value."""
        if value:
            self.statements.append(
                Statement(self.entity, self.schema, prop, value, original, self.item, place, lang)
            )

    def about(self, suffix: str, schema: str, item: str = "") -> Saying:
        """A Saying about what hangs on the entity, `entity:suffix`, that adds to the same statements."""
        part = Saying(item or self.item, f"{self.entity}:{suffix}", schema)
        part.statements = self.statements
        return part
