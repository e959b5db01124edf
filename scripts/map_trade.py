"""Write China's trade with the DPRK, tabulated by heading and year, as canonical CSV.

    python -m scripts.map_trade OUT.csv IN.json [IN.json …]

IN is one of two shapes of JSON that were made from UN Comtrade: heading → label and year → value and quantity
(imports), or period → flow code and value (totals). Renames, does not interpret: neither file says its HS
version or its unit, so the cells say `unknown` and `not stated`; a quantity of nothing beside a value is left
empty, since it means that none was given.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

COLUMNS = (
    "period", "reporter", "partner", "flow", "hs", "hs_version", "quantity", "unit", "value_usd", "document",
)  # fmt: skip
DOCUMENT = "UN Comtrade, as tabulated by a third party"
FLOWS = {"M": "import", "X": "export"}


def by_heading(data: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Imports: heading → `label`, `data` → year → `val`, `qty`."""
    for hs, found in data.items():
        for year, cells in found["data"].items():
            value, quantity = Decimal(str(cells["val"])), Decimal(str(cells["qty"]))
            given = bool(quantity) or not value
            counted = (plain(quantity), "not stated") if given and hs != "TOTAL" else ("", "")
            yield (year, "CN", "KP", "import", hs, "unknown", *counted, plain(value), DOCUMENT)


def totals(data: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Totals: `2020` or `202412` → a list of `flowCode` and `value`."""
    for when, flows in data.items():
        period = when if len(when) == 4 else f"{when[:4]}-{when[4:]}"
        for cells in flows:
            flow, value = FLOWS[cells["flowCode"]], plain(Decimal(str(cells["value"])))
            yield (period, "CN", "KP", flow, "TOTAL", "unknown", "", "", value, DOCUMENT)


def plain(number: Decimal) -> str:
    """A number without an exponent and without zeros behind its last digit."""
    return f"{number.normalize():f}"


def main(out: Path, sources: list[Path]) -> None:
    with out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for source in sources:
            data = json.loads(source.read_text("utf-8"))
            first = next(iter(data.values()))
            writer.writerows(totals(data) if isinstance(first, list) else by_heading(data))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
