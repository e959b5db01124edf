"""A DOCX as LibreOffice shows it, held against its layout: numbers, footnotes and references, by text.

No benchmark of its own: `report` asks it about the report of 600 pages, where LibreOffice is installed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pypdfium2

from benchmarks.measure import Measure
from sightline.reports.layout import Layout, Para, Run

WORDS = 6
"""words of a paragraph, behind its number, that are looked for; a line may end between any two of them"""
HEAD, PAGE = 12, 12_000
"""letters that lead to a text which a page divides, and letters within which it must go on"""
PATIENCE = 900
"""seconds that LibreOffice may take"""


def measures(laid: Layout, docx: Path, scratch: Path) -> list[Measure]:
    """The share of numbered paragraphs, footnotes and cross-references shown as laid out; bars of 1."""
    if not shutil.which("soffice"):
        return []
    shown = _shown(docx, scratch)
    wanted = {
        "paragraph numbers": list(_paragraphs(laid)),
        "footnotes": [f"{note.number} {note.text}" for note in laid.notes],
        "cross-references": list(_references(laid)),
    }
    found = []
    for what, texts in wanted.items():
        same = [_stands(_plain(text), shown) for text in texts]
        missing = next((text for text, here in zip(texts, same, strict=True) if not here), "")
        note = f"{sum(same):,} of {len(same):,}" + (f", not {missing[:80]!r}" if missing else "")
        found.append(Measure(f"{what} equal in LibreOffice", sum(same) / len(same), "", 1, True, note))
    return found


def _shown(docx: Path, scratch: Path) -> str:
    """The text of the PDF that LibreOffice makes of it, without white space."""
    profile = f"-env:UserInstallation=file://{scratch / 'libreoffice'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(scratch), str(docx)]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
    document = pypdfium2.PdfDocument(scratch / f"{docx.stem}.pdf")
    try:
        return _plain("".join(page.get_textpage().get_text_range() for page in document))
    finally:
        document.close()


def _stands(text: str, shown: str) -> bool:
    """Whether a text is shown, whole or in two parts with the end of a page between them."""
    if text in shown:
        return True
    at = shown.find(text[:HEAD])
    while at >= 0:
        first = HEAD
        while shown.startswith(text[: first + 1], at):
            first += 1
        if text[first:] in shown[at + first : at + first + PAGE]:
            return True
        at = shown.find(text[:HEAD], at + 1)
    return False


def _plain(text: str) -> str:
    """Letters, digits and signs; a word that a line divides loses its hyphen in both texts."""
    return re.sub(r"[\s\u00ad\u200b\ufeff\ufffe\x02-]+", "", text)


def _paras(laid: Layout) -> Iterator[Para]:
    return (part for part in (*laid.summary, *laid.body, *laid.annexes) if isinstance(part, Para))


def _paragraphs(laid: Layout) -> Iterator[str]:
    for para in _paras(laid):
        words = "".join(run.text for run in _before_a_note(para.runs)).split()
        if para.label and words:
            yield " ".join([para.label, *words[:WORDS]])


def _before_a_note(runs: tuple[Run, ...]) -> Iterator[Run]:
    for run in runs:
        if run.note:
            return
        yield run


def _references(laid: Layout) -> Iterator[str]:
    """What stands between the note before a reference and its end."""
    for para in _paras(laid):
        said = ""
        for run in para.runs:
            said = "" if run.note else said + run.text
            if run.ref and run.text:
                yield said[-60:]
