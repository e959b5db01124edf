"""Typeset the letter of `examples/dossier` from its source: the same source gives the same bytes.

    python scripts/typeset_letter.py [FOLDER]

FOLDER holds `source/opportunity-to-reply.typ` and receives `opportunity-to-reply.pdf`; without it the
documents of the dossier are meant. Only fonts that come with typst are used.
"""

from __future__ import annotations

import sys
from pathlib import Path

import typst

DOCUMENTS = Path(__file__).resolve().parent.parent / "examples/dossier/documents"
NAME = "opportunity-to-reply"


def typeset(source: Path) -> bytes:
    """The PDF, without a date and without the fonts of the machine."""
    made = typst.compile(str(source), format="pdf", ignore_system_fonts=True)
    if not isinstance(made, bytes):
        raise SystemExit(f"{source}: typst made no single file")
    return made


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    (folder / f"{NAME}.pdf").write_bytes(typeset(folder / "source" / f"{NAME}.typ"))
