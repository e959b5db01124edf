"""`python -m scripts.warm`: compile what screening needs once, so that no test worker has to."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from sightline.model.screening import Query
from sightline.service import screening
from sightline.service.ingest import Options, ingest
from sightline.service.workbench import Settings, create

BANK = {"id": "invented-bank", "schema": "Company", "properties": {"name": ["Invented Bank"]}}


def main() -> None:
    """Screen a name in an office that is thrown away; the compiled code stays beside its source."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "bank.ftm.jsonl").write_text(json.dumps(BANK) + "\n", "utf-8")
        bench = create(folder / "office", Settings())
        view, options = bench.operator_view(), Options("invented", dated=date(2026, 1, 1))
        list(ingest(view, bench, [folder / "bank.ftm.jsonl"], options))
        list(screening.screen(bench.operator_view(), bench, [Query("Invented Bank")]))
        bench.close()


if __name__ == "__main__":
    main()
