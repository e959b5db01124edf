"""A manifest in whatever form it comes, recognised by its first bytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import pyarrow as pa

from sightline.errors import BadInput
from sightline.regime.manifest import comma, cuscar, wco_xml
from sightline.regime.manifest.rows import Refused

HEAD = 256


def read(stream: BinaryIO, name: str, refused: Refused) -> tuple[str, Iterator[pa.RecordBatch]]:
    """The form and the batches of a stream that can seek to its start; `BadInput` for what is none."""
    head = stream.read(HEAD)
    stream.seek(0)
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not plain:
        raise BadInput(
            f"{name} is empty", place=name, remedy="give a CSV, a CUSCAR message or a WCO declaration"
        )
    if plain.startswith((b"UNA", b"UNB")):
        return "UN/EDIFACT CUSCAR", cuscar.read(stream, name, refused)
    if plain.startswith(b"<"):
        return "WCO XML", wco_xml.read(stream, name, refused)
    return "CSV", comma.read(stream, name, refused)
