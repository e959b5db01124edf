"""PDF: a document to cite by page and box."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageDraw

from sightline.errors import BadInput, Hostile, NotFound, Truncated
from sightline.formats.description import Description, Passage
from sightline.formats.source import Readable
from sightline.model.place import Place

MOST_BYTES = 512 * 1024 * 1024
MOST_PAGES = 10_000
MOST_LETTERS = 1_000_000
"""letters on one page"""
SCALE = 2
"""pixels a point when a page is drawn"""
TAIL = 2048
"""bytes at the end in which the end mark has to stand"""
DESCRIPTION = Description(
    name="pdf",
    version=1,
    kind="document",
    title="PDF",
    publisher="",
    list_id="",
    roles=("document",),
    knows=(),
    met_real_file=False,
    specification="ISO 32000, read by PDFium; the text layer only, no recognition of scanned pages",
)


def recognise(head: bytes, name: str) -> str | None:
    """`document` when the mark `%PDF-` stands in the first 1,024 bytes."""
    return "document" if b"%PDF-" in head[:1024] else None


def passages(item: Readable) -> Iterator[Passage]:
    """One passage a page, its place the page's box in PDF points; a page without text gives an empty one.

    PDFium is not safe for threads: read one document at a time in a process.
    """
    with _opened(item) as document:
        for number in range(1, len(document) + 1):
            page = _page(document, number, item.name)
            try:
                left, bottom, right, top = page.get_mediabox()
                box = ",".join(_points(edge) for edge in (left, bottom, right, top))
                yield Passage(Place(f"page {number} box {box}"), _text(page, number, item.name))
            finally:
                page.close()


def pages(item: Readable) -> int:
    """Number of pages."""
    with _opened(item) as document:
        return len(document)


def words(item: Readable, place: Place) -> str:
    """The text in the box of a page that a place names; `NotFound` without such a page."""
    number, box = _page_and_box(place)
    with _opened(item) as document:
        if number > len(document):
            raise NotFound(f"{item.name} has no page {number}")
        layer = document[number - 1].get_textpage()
        return str(layer.get_text_bounded(*box))


def _page_and_box(place: Place) -> tuple[int, list[float]]:
    _, number, _, box = place.label.split()
    return int(number), [float(edge) for edge in box.split(",")]


def find(item: Readable, quote: str) -> tuple[Place, ...]:
    """Where a quote stands, line breaks aside: on which page and in which box, once for each time."""
    pattern = re.compile(r"\s+".join(map(re.escape, quote.split())))
    found: list[Place] = []
    with _opened(item) as document:
        for number in range(1, len(document) + 1):
            layer = document[number - 1].get_textpage()
            text = str(layer.get_text_range())
            found += [_box(layer, number, *match.span()) for match in pattern.finditer(text)]
    return tuple(found)


def _box(layer: pypdfium2.PdfTextPage, number: int, start: int, end: int) -> Place:
    """The smallest box round the letters from `start` to `end` of a page."""
    edges = [layer.get_rect(each) for each in range(layer.count_rects(start, end - start))]
    sides = (
        min(e[0] for e in edges),
        min(e[1] for e in edges),
        max(e[2] for e in edges),
        max(e[3] for e in edges),
    )
    return Place(f"page {number} box {','.join(_points(side) for side in sides)}")


def page_image(item: Readable, place: Place) -> bytes:
    """The page a place names as PNG, 144 dots an inch, its box marked; `NotFound` without such a page."""
    number, box = _page_and_box(place)
    with _opened(item) as document:
        if number > len(document):
            raise NotFound(f"{item.name} has no page {number}")
        page = document[number - 1]
        image = page.render(scale=SCALE).to_pil().convert("RGB")
        left, bottom, _, top = page.get_mediabox()
    tint = Image.new("RGB", image.size, "white")
    corners = [
        (box[0] - left) * SCALE,
        (top - box[3]) * SCALE,
        (box[2] - left) * SCALE,
        (top - box[1]) * SCALE,
    ]
    if box[3] - box[1] < top - bottom:
        ImageDraw.Draw(tint).rectangle(corners, fill="#ffe08a", outline="#b45309", width=SCALE)
    out = io.BytesIO()
    ImageChops.multiply(image, tint).save(out, "PNG")
    return out.getvalue()


@contextmanager
def _opened(item: Readable) -> Iterator[pypdfium2.PdfDocument]:
    _refuse_size(item)
    with item.open() as stream:
        try:
            document = pypdfium2.PdfDocument(stream)
        except pypdfium2.PdfiumError as error:
            raise _broken(item, error) from None
        try:
            if len(document) > MOST_PAGES:
                raise Hostile(
                    f"{item.name} has {len(document)} pages, more than {MOST_PAGES}",
                    remedy="split it, and give the parts that are to be cited",
                )
            yield document
        finally:
            document.close()


def _refuse_size(item: Readable) -> None:
    if item.size > MOST_BYTES:
        raise Hostile(
            f"{item.name} has {item.size} bytes, more than {MOST_BYTES}",
            place=f"bytes {MOST_BYTES}-{item.size - 1}",
            remedy="split it, and give the parts that are to be cited",
        )
    with item.open() as stream:
        stream.seek(max(item.size - TAIL, 0))
        tail = stream.read(TAIL)
    if b"%%EOF" not in tail:
        raise Truncated(
            f"{item.name} ends at byte {item.size} without the end mark of a PDF",
            place=f"bytes {max(item.size - TAIL, 0)}-{max(item.size - 1, 0)}",
            remedy="fetch the file again",
        )


def _broken(item: Readable, error: pypdfium2.PdfiumError) -> BadInput:
    code = getattr(error, "err_code", None)
    if code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY} or "assword" in str(error):
        return BadInput(
            f"{item.name} is encrypted", place="bytes 0-0", remedy="give a copy without a password beside it"
        )
    return BadInput(
        f"{item.name} is a broken PDF: {error}",
        place="bytes 0-0",
        remedy="fetch it again, or print it to a new PDF",
    )


def _points(edge: float) -> str:
    """PDF points with at most two decimals, without a minus before zero."""
    return f"{round(edge, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def _page(document: pypdfium2.PdfDocument, number: int, name: str) -> pypdfium2.PdfPage:
    try:
        return document[number - 1]
    except pypdfium2.PdfiumError as error:
        raise _unreadable(number, name, error) from None


def _unreadable(number: int, name: str, error: pypdfium2.PdfiumError) -> BadInput:
    return BadInput(
        f"page {number} of {name} cannot be read: {error}",
        place="bytes 0-0",
        remedy="fetch it again, or print it to a new PDF",
    )


def _text(page: pypdfium2.PdfPage, number: int, name: str) -> str:
    try:
        layer = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise _unreadable(number, name, error) from None
    try:
        if layer.count_chars() > MOST_LETTERS:
            raise Hostile(f"page {number} of {name} has more than {MOST_LETTERS} letters", remedy="split it")
        return str(layer.get_text_range()).replace("\r\n", "\n").replace("\ufffe", "")
    finally:
        layer.close()
