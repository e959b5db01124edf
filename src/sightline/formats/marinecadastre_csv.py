"""AIS positions as NOAA's MarineCadastre publishes them: one CSV row a position.

What is read in the publisher's own way, learnt from the hour of 2020-06-30 in New York:

- `IMO` has the prefix `IMO`, and `IMO0000000` is none. A number that is no seven digits is none too.
- `Draft` is the draught. The transceiver's class is spelt `TranscieverClass` or `TransceiverClass`.
- A negative `COG` overflowed: AIS sends tenths of a degree in 12 bits, read as if they had a sign, so the
  course is the number plus 409.6. In the hour the median difference from `Heading`, of ships faster than
  3 knots, is 2.4 degrees that way (353 rows; 2.3 in the 633 rows that did not overflow) and 49 degrees when
  360 is added instead. `-49.6` so becomes 360, AIS's `not available`.
- `SOG` negative overflowed the same way from 10 bits: plus 102.4.
- `Length`, `Width` and `Draft` of 0 say nothing.

`Cargo`, the transceiver's class and `ETA` are not kept: no table has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sightline.formats import ais_codes, cells, csv_tables
from sightline.formats.csv_tables import Layout
from sightline.formats.description import Description
from sightline.formats.positions_csv import coordinates, described, heading, imo, mmsi
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.sheet import Sheet
from sightline.formats.source import Readable

LAYOUT = Layout(
    "positions",
    ("MMSI", "BaseDateTime", "LAT", "LON"),
    (
        "SOG", "COG", "Heading", "VesselName", "IMO", "CallSign", "VesselType", "Status", "Length", "Width",
        "Draft", "Cargo", "TranscieverClass", "TransceiverClass", "ETA",
    ),
    {
        "mmsi": "MMSI", "timestamp": "BaseDateTime", "lat": "LAT", "lon": "LON", "sog": "SOG", "cog": "COG",
        "heading": "Heading", "name": "VesselName", "imo": "IMO", "callsign": "CallSign",
        "ship_type": "VesselType", "status": "Status", "length": "Length", "width": "Width",
        "draught": "Draft",
    },
)  # fmt: skip
DESCRIPTION = Description(
    name="marinecadastre_csv",
    version=1,
    kind="table",
    title="AIS positions of MarineCadastre (CSV)",
    publisher="NOAA Office for Coastal Management",
    list_id="",
    roles=("rows",),
    knows=LAYOUT.known,
    met_real_file=True,
    specification="MarineCadastre's vessel traffic data dictionary, and the hour of 2020-06-30 in New York",
    table="positions",
)
recognise = csv_tables.recogniser(LAYOUT)
COG_OVERFLOW = 409.6
"""degrees: 4,096 tenths"""
SOG_OVERFLOW = 102.4
"""knots: 1,024 tenths"""


def read_table(item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
    """Record batches of `POSITIONS`; rows that are wrong go to `refuse`, FormatChanged at a wrong header."""
    return csv_tables.read(item, LAYOUT, _columns, refuse, asides)


def _columns(sheet: Sheet, asides: Asides) -> dict[str, Any]:
    return {
        "mmsi": mmsi(sheet),
        "t_ms": sheet.time("timestamp"),
        **coordinates(sheet),
        "sog": _unfolded(sheet, "sog", SOG_OVERFLOW, ais_codes.SOG_MOST, ais_codes.SOG_SILENT),
        "cog": _unfolded(sheet, "cog", COG_OVERFLOW, 359.95, ais_codes.COG_SILENT),
        "heading": heading(sheet),
        "imo": cells.mapped(sheet.raw("imo"), imo, pa.int32()).values,
        **described(sheet),
    }


def _unfolded(sheet: Sheet, name: str, overflow: float, most: float, silent: float) -> Any:
    """The column with `overflow` added where it is negative, null where it says `not available`."""
    values = sheet.number(name, -overflow / 2, silent)
    if values.null_count == len(values):
        return None
    plain = pc.fill_null(values, 0.0).to_numpy()
    plain = np.round(np.where(plain < 0, plain + overflow, plain), 1)
    sheet.refuse(
        plain > silent,
        lambda index: f"{name} {sheet.shown(name, index)} overflowed to more than {silent:g}",
        f"correct {name}, or leave the cell empty",
    )
    return pa.array(plain.astype(np.float32), mask=~cells.filled(values) | (plain > most))
