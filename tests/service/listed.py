"""Two invented lists that speak of the same parties, and offices that hold them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from sightline.model.marking import Marking
from sightline.model.view import View
from sightline.service.ingest import Options, ingest
from sightline.service.resolve import resolve
from sightline.service.workbench import Workbench

Entries = Mapping[str, tuple[str, Mapping[str, object]]]

ALPHA: Entries = {
    "a-kim": ("Person", {"name": "Kim Invented Chol", "birthDate": "1961-04-02", "nationality": "kp"}),
    "a-star": ("Company", {"name": "Invented Star Shipping Company", "country": "kp"}),
    "a-pak": ("Person", {"name": "Pak Oddity Nam", "birthDate": "1970-01-05", "nationality": "kp"}),
}
BETA: Entries = {
    "b-kim": ("Person", {"name": "KIM, Invented-Chol", "birthDate": "1961-04-02", "nationality": "kp"}),
    "b-star": ("Company", {"name": "Invented Star Shipping Co., Ltd", "country": "kp"}),
    "b-pak": ("Person", {"name": "Pak Elsewhere Nam", "birthDate": "1988-11-30", "nationality": "mm"}),
    "b-held": ("Company", {"name": "Invented Holding", "country": "cn"}),
    "b-owns": ("Ownership", {"owner": "b-star", "asset": "b-held", "percentage": "50"}),
    "b-listing": ("Sanction", {"entity": "b-star", "program": "invented"}),
}
GAMMA: Entries = {
    "g-kim": ("Person", {"name": "Kim Invented Chol", "birthDate": "1961-04-02", "nationality": "kp"}),
    "g-owns": ("Ownership", {"owner": "b-star", "asset": "b-pak", "percentage": "100"}),
    "g-listing": ("Sanction", {"entity": "b-held", "program": "hidden"}),
}
"""what only the cleared may know of"""


def lines(entries: Entries) -> bytes:
    """As FollowTheMoney JSON lines."""
    return b"".join(
        json.dumps({"id": id, "schema": schema, "properties": _several(values)}).encode() + b"\n"
        for id, (schema, values) in entries.items()
    )


def _several(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value if isinstance(value, list) else [value] for name, value in values.items()}


def take(
    view: View, bench: Workbench, folder: Path, name: str, entries: Entries, marking: Marking = Marking()
) -> None:
    """Take a list in."""
    path = folder / f"{name}.ftm.jsonl"
    path.write_bytes(lines(entries))
    options = Options(source="press", list=name, marking=marking, dated=date(2026, 2, 1))
    done = list(ingest(view, bench, [path], options))
    assert [one.status for one in done] == ["parsed"], done


def compared(bench: Workbench, folder: Path) -> None:
    """Take both lists in and let the resolver run."""
    take(bench.operator_view(), bench, folder, "alpha", ALPHA)
    take(bench.operator_view(), bench, folder, "beta", BETA)
    list(resolve(bench.operator_view(), bench))
