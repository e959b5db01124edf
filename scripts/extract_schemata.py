"""Extract FollowTheMoney's schema and property names, types and inheritance into our own data file.

    pip download --no-deps followthemoney -d /tmp/ftm
    python scripts/extract_schemata.py /tmp/ftm/followthemoney-4.11.2-py3-none-any.whl

Reads the YAML inside the wheel (MIT licence); keeps facts only, no descriptions. Writes
src/sightline/model/schemata.json with the source and its version in it.
"""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import yaml

TARGET = Path(__file__).parent.parent / "src" / "sightline" / "model" / "schemata.json"


def schemata(wheel: Path) -> dict[str, Any]:
    """Schema name to what it extends and its own properties' types (default `string`)."""
    found: dict[str, Any] = {}
    with zipfile.ZipFile(wheel) as archive:
        for name in sorted(archive.namelist()):
            if name.startswith("followthemoney/schema/") and name.endswith((".yaml", ".yml")):
                for schema, spec in yaml.safe_load(archive.read(name)).items():
                    found[schema] = _facts(spec)
    return dict(sorted(found.items()))


def _facts(spec: dict[str, Any]) -> dict[str, Any]:
    properties = {
        name: str(prop.get("type", "string")) for name, prop in sorted((spec.get("properties") or {}).items())
    }
    return {"extends": list(spec.get("extends", [])), "properties": properties}


def main(wheel: Path) -> None:
    """Write the data file from the wheel at this path."""
    package, version = wheel.name.split("-")[:2]
    source = {"package": package, "version": version, "licence": "MIT", "kept": "names, types, inheritance"}
    shape = {"source": source, "schemata": schemata(wheel)}
    TARGET.write_text(json.dumps(shape, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
