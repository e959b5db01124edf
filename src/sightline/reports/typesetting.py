"""Typesetting in a process of its own: what a large report takes of memory goes back when it is done.

Run as `python -m sightline.reports.typesetting`: a line with the standards, the moment and the template
goes in, the content after it; the PDF comes out. A fault of the document leaves with 3, and its words on
standard error.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from typing import Literal

import typst

LARGE = 1_000_000
"""characters of content from which a process of its own is worth its start"""
FAULT = 3
Standard = Literal["a-2a", "ua-1"]


def compiled(template: bytes, content: str, dated: datetime, standards: tuple[Standard, ...]) -> bytes:
    """The PDF of a template and its content; `typst.TypstError` where it cannot be typeset."""
    if len(content) < LARGE:
        return _compile(template, content, dated, standards)
    order = {"standards": standards, "dated": dated.isoformat(), "template": template.decode()}
    sent = json.dumps(order) + "\n" + content
    made = subprocess.run(
        [sys.executable, "-m", __name__], input=sent.encode(), capture_output=True, check=False
    )
    if made.returncode:
        told = made.stderr.decode(errors="replace")[-2000:] or "the typesetter was ended"
        raise typst.TypstError(told, told)
    return made.stdout


def _compile(template: bytes, content: str, dated: datetime, standards: tuple[Standard, ...]) -> bytes:
    return typst.compile(
        template,
        format="pdf",
        sys_inputs={"content": content},
        pdf_standards=list(standards),
        timestamp=dated,
    )


def main() -> int:
    """One document from standard input to standard output."""
    order = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read().decode()
    dated = datetime.fromisoformat(order["dated"])
    try:
        made = _compile(order["template"].encode(), content, dated, tuple(order["standards"]))
    except typst.TypstError as problem:
        sys.stderr.write(str(problem))
        return FAULT
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
