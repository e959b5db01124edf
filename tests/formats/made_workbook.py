"""Workbooks made on the spot."""

from __future__ import annotations

import io
import zipfile

from openpyxl import Workbook

from sightline.formats.au_dfat import COLUMNS
from tests.formats.sample import Bytes

_ADDRESSES = "a) 1 Invented Street; b) 2 Invented Street"
_INFORMATION = "Invented information, SWIFT/BIC INVTKPPY"
_DPRK: list[object] = ["1718 (DPRK)", "2016-03-04", "Invented instrument 2016", 1, 1, 0, None]
INVENTED: list[list[object]] = [
    # Sample of our own: every party in it is invented.
    ["101", "Invented PERSON", "Individual", "Primary Name", None, "14/04/1958 or 1960",
     "a) Inventedville b) Inventedtown", "North Korea, China", _ADDRESSES, _INFORMATION,
     "Invented listing text", None, *_DPRK],
    ["101a", "Türk Nickname", "Individual", "aka", "Weak", "14/04/1958 or 1960", *[None] * 6, *_DPRK],
    ["101b", "지어낸 사람", "Individual", "Original Script", *[None] * 15],
    [102, "Invented Shipping", "Entity", "Primary Name", *[None] * 8, "Autonomous (DPRK)", "2017-01-02",
     None, 1, None, None, None],
    ["102a", "Former Shipping", "Entity", "Formerly known as", "Strong", *[None] * 14],
    [103, "Invented Tide", "Vessel", "Primary Name", *[None] * 6, "2018-03-30", 9000003, "1718 (DPRK)",
     *[None] * 5, 1],
]  # fmt: skip


def made(rows: list[list[object]] | None = None, columns: list[str] | None = None) -> bytes:
    """Australia's workbook with these rows, beside a sheet that is no list."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "List"
    sheet.append(columns or list(COLUMNS))
    for row in INVENTED if rows is None else rows:
        sheet.append(row)
    book.create_sheet("About").append(["Sample of our own; all invented"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sample() -> Bytes:
    return Bytes(made(), "list.xlsx")


def with_part(raw: bytes, name: str, content: bytes) -> bytes:
    """The same archive with one part replaced or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return stream.getvalue()
