"""The formats Sightline reads."""

from __future__ import annotations

from sightline.formats.register import formats as known


def formats() -> list[dict[str, object]]:
    """Every format with what it knows and whether it has met a real file."""
    return [
        {
            "name": one.description.name,
            "version": one.description.version,
            "kind": one.description.kind,
            "title": one.description.title,
            "publisher": one.description.publisher,
            "met_real_file": one.description.met_real_file,
            "specification": one.description.specification,
            "columns": list(one.description.knows),
        }
        for one in known().values()
    ]
