"""Read a projection with the `followthemoney` package alone: run by the Python that has it, not by ours.

    python validate.py FILE OUT

Prints one JSON object: how many entities of which schema, and every value that package refuses or changes.
Writes the entities to OUT as that package writes them.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from importlib.metadata import version
from pathlib import Path
from typing import Any

from followthemoney import ValueEntity as Proxy  # type: ignore[import-not-found, unused-ignore]
from followthemoney import model
from followthemoney.exc import InvalidData  # type: ignore[import-not-found, unused-ignore]
from followthemoney.types import registry  # type: ignore[import-not-found, unused-ignore]


def problems(schema: Any, given: dict[str, Any]) -> dict[str, str]:
    """What the package's own validation says of an entity, by property."""
    try:
        schema.validate(given)
    except InvalidData as problem:
        found: dict[str, str] = problem.errors["properties"]
        return found
    return {}


def main(path: Path, out: Path) -> dict[str, Any]:
    """What the package makes of every line."""
    back: list[str] = []
    schemata: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    examples: dict[str, str] = {}
    invalid: Counter[str] = Counter()
    ids: set[str] = set()
    pointed: set[str] = set()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            given = json.loads(line)
            schema = model.get(given["schema"])
            assert schema is not None and not schema.abstract, given["schema"]
            schemata[schema.name] += 1
            ids.add(given["id"])
            cleaned = Proxy.from_dict(given, cleaned=False)
            kept = Proxy.from_dict(given, cleaned=True)
            assert cleaned.id == given["id"]
            for name, problem in problems(schema, given).items():
                invalid[f"{schema.name}.{name}"] += 1
                examples.setdefault(f"{schema.name}.{name}", f"{problem}: {given['properties'].get(name)}")
            back.append(json.dumps(cleaned.to_dict(), ensure_ascii=False) + "\n")
            for name, values in given["properties"].items():
                prop = schema.get(name)
                assert prop is not None, f"{schema.name}.{name}"
                if prop.type is registry.entity:
                    pointed.update(values)
                assert sorted(kept.get(name)) == sorted(values), (schema.name, name)
                for value in values:
                    made = prop.type.clean(value, proxy=cleaned)
                    key = f"{prop.type.name} {schema.name}.{name}"
                    if made is None:
                        refused[key] += 1
                        examples.setdefault(key, value)
                    elif made != value:
                        changed[key] += 1
                        examples.setdefault(key, f"{value} -> {made}")
    out.write_text("".join(back), encoding="utf-8")
    return {
        "package": version("followthemoney"),
        "entities": len(ids),
        "schemata": dict(schemata),
        "refused": dict(refused),
        "invalid": dict(invalid),
        "lines": len(back),
        "changed": dict(changed),
        "examples": examples,
        "dangling": sorted(pointed - ids)[:20],
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2])), ensure_ascii=False) + "\n")
