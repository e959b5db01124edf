"""The letter is typeset from its source, and the same source gives the same bytes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ROOT / "examples/dossier/documents"


def test_typeset_again_byte_for_byte(tmp_path: Path) -> None:
    shutil.copytree(DOCUMENTS / "source", tmp_path / "source")
    subprocess.run([sys.executable, str(ROOT / "scripts/typeset_letter.py"), str(tmp_path)], check=True)
    made = (tmp_path / "opportunity-to-reply.pdf").read_bytes()
    assert made == (DOCUMENTS / "opportunity-to-reply.pdf").read_bytes()
