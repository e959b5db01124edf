"""`python -m scripts.warm`: compile once what many tests need, so that no two test workers do."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from sightline.model.screening import Query
from sightline.service import screening
from sightline.service.ingest import Options, ingest
from sightline.service.workbench import Settings, create

COMPILING = (
    "tests/detectors/payments/test_carriers.py::test_hits",
    "tests/detectors/payments/test_cycle.py",
    "tests/detectors/sea/test_ship_to_ship.py::test_hit",
    "tests/detectors/sea/test_dark_activity.py::test_goes_dark",
    "tests/detectors/coins/test_crypto_taint.py",
    "tests/matching/resolving/test_kernels.py",
)
"""tests that use the compiled parts of detectors and of resolution; they are run again with the others"""
BANK = {"id": "invented-bank", "schema": "Company", "properties": {"name": ["Invented Bank"]}}


def main() -> None:
    """Screen a name in an office that is thrown away, and run these tests; the compiled code stays beside its
    source."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "bank.ftm.jsonl").write_text(json.dumps(BANK) + "\n", "utf-8")
        bench = create(folder / "office", Settings())
        view, options = bench.operator_view(), Options("invented", dated=date(2026, 1, 1))
        list(ingest(view, bench, [folder / "bank.ftm.jsonl"], options))
        list(screening.screen(bench.operator_view(), bench, [Query("Invented Bank")]))
        bench.close()
    pytest.main(["-q", "-n", "2", "--dist", "loadfile", "-m", "not slow", *COMPILING])


if __name__ == "__main__":
    main()
