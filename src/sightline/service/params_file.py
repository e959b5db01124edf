"""Parameters of detectors from a YAML or JSON file: by detector, or plain where one detector is run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from sightline.detectors.register import detectors
from sightline.errors import BadInput, UsageError

LARGEST = 1 << 20


def read(path: Path, names: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """Parameters by detector; `BadInput` where the file does not read, `UsageError` elsewhere."""
    if not path.is_file():
        raise UsageError(f"no such file: {path}", place=str(path), remedy="check the path")
    if path.stat().st_size > LARGEST:
        raise BadInput("the file of parameters is too large", place=str(path), remedy="give parameters alone")
    try:
        said = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        told = f"the file of parameters does not read: {error}"
        raise BadInput(told, place=str(path), remedy="write YAML or JSON") from error
    if not isinstance(said, dict) or not all(isinstance(name, str) for name in said):
        raise BadInput(
            "the file of parameters names none", place=str(path), remedy="write `name: value` lines"
        )
    if all(isinstance(value, dict) for value in said.values()):
        if unknown := sorted(set(said) - set(detectors())):
            raise UsageError(f"no such detector: {unknown[0]!r}", place=str(path))
        return {name: given for name, given in said.items() if not names or name in names}
    if len(names) != 1:
        raise UsageError("the parameters name no detector", place=str(path), remedy="name one detector")
    return {names[0]: said}
