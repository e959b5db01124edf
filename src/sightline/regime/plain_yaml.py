"""YAML as the measure files use it: every scalar is text or null, and no key stands twice."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import yaml

from sightline.errors import FormatChanged

_NULL = "tag:yaml.org,2002:null"


class _PlainLoader(yaml.SafeLoader):
    """No dates, numbers or booleans are guessed: `07` stays an HS chapter and `2397` a resolution."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{key.value!r} stands twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


_PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == _NULL]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(text: str, name: str) -> Any:
    """The document in `text`; `FormatChanged` with file, line and column when it is not YAML."""
    try:
        return yaml.load(text, Loader=_PlainLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{name} line {mark.line + 1} column {mark.column + 1}" if mark else name
        raise FormatChanged(f"not YAML: {error.problem}", place=place, remedy="correct the file") from error
