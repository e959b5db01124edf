"""What stands at a place that is cited, and whether it is what the citation says."""

from __future__ import annotations

import html
import re

from sightline.errors import SightlineError
from sightline.evidence.verifier import decoded, quote_problem
from sightline.formats import register
from sightline.model.citation import Citation
from sightline.service.items import Acquired, Held
from sightline.service.workbench import Workbench

LONGEST = 16 * 1024
"""bytes of a place that are read for its words"""
_TAG = re.compile(r"<[^<>]*>")


def problem(bench: Workbench, held: Acquired | None, citation: Citation) -> str | None:
    """What is wrong with a citation of an item, in words; None when it leads to its quote."""
    if held is None:
        return "no such item"
    place = citation.place
    try:
        if place.start is None or place.end is None:
            pages = register.formats()["pdf"].pages
            wanted = int(place.label.split()[1])
            return (
                None
                if pages and wanted <= pages(_item(bench, held))
                else f"the document has no page {wanted}"
            )
        if place.end >= held.row.size:
            return f"the item ends at byte {held.row.size - 1}"
        return quote_problem(_read(bench, citation, place.start, place.end), citation.quote) or None
    except SightlineError as error:
        return error.message


def words(bench: Workbench, held: Acquired | None, citation: Citation) -> str:
    """What stands at the place as text: the quote, else what is read there; empty where nothing can be."""
    place = citation.place
    if citation.quote or held is None:
        return citation.quote
    try:
        if place.start is None or place.end is None:
            read = register.formats()["pdf"].words
            return read(_item(bench, held), place) if read else ""
        data = _read(bench, citation, place.start, min(place.end, place.start + LONGEST - 1))
    except SightlineError:
        return ""
    return html.unescape(_TAG.sub(" ", decoded(data)[0]))


def _read(bench: Workbench, citation: Citation, start: int, end: int) -> bytes:
    with bench.vault.open(citation.item) as stream:
        stream.seek(start)
        return bytes(stream.read(end - start + 1))


def _item(bench: Workbench, held: Acquired) -> Held:
    return Held(held.row.sha256, held.row.name, held.row.size, bench.vault)
