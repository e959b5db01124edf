"""AIS positions as the Danish Maritime Authority publishes them: one CSV row a message, a file a day.

What is read in the publisher's own way, after the columns it documents:

- The first column is called `# Timestamp` and holds day/month/year and a time, which is UTC.
- An MMSI that lost its leading noughts (coast stations have them) gets them back.
- Latitude 91 and longitude 181 are AIS's `not available`: the row is refused, as is every place that cannot
  be.
- `Unknown`, `Undefined` and `Unknown value` say nothing. An IMO number of no seven digits is none.
- `Width`, `Length` and `Draught` of 0 say nothing. `Data source type` is kept as the receiver.

Rate of turn, cargo, the kind of position fixing device, ETA, and the distances A to D of the antenna from
the ship's ends are not kept: no table has them. `Type of mobile` is not kept either; what is no ship has an
MMSI of no ship.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

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
    ("# Timestamp", "MMSI", "Latitude", "Longitude"),
    (
        "Type of mobile", "Navigational status", "ROT", "SOG", "COG", "Heading", "IMO", "Callsign", "Name",
        "Ship type", "Cargo type", "Width", "Length", "Type of position fixing device", "Draught",
        "Destination", "ETA", "Data source type", "A", "B", "C", "D",
    ),
    {
        "timestamp": "# Timestamp", "mmsi": "MMSI", "lat": "Latitude", "lon": "Longitude", "sog": "SOG",
        "cog": "COG", "heading": "Heading", "imo": "IMO", "callsign": "Callsign", "name": "Name",
        "ship_type": "Ship type", "status": "Navigational status", "length": "Length", "width": "Width",
        "draught": "Draught", "destination": "Destination", "receiver": "Data source type",
    },
)  # fmt: skip
DESCRIPTION = Description(
    name="danish_ais_csv",
    version=1,
    kind="table",
    title="AIS positions of the Danish Maritime Authority (CSV)",
    publisher="Danish Maritime Authority",
    list_id="",
    roles=("rows",),
    knows=LAYOUT.known,
    met_real_file=False,
    specification="the columns the Danish Maritime Authority documents for its historical AIS data",
    table="positions",
)
recognise = csv_tables.recogniser(LAYOUT)
SILENT = ("Unknown", "Undefined", "Unknown value")
TEXTS = ("IMO", "Callsign", "Name", "Ship type", "Navigational status", "Destination")


def read_table(item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
    """Record batches of `POSITIONS`; rows that are wrong go to `refuse`, FormatChanged at a wrong header."""
    return csv_tables.read(item, LAYOUT, _columns, refuse, asides)


def _columns(sheet: Sheet, asides: Asides) -> dict[str, Any]:
    columns = sheet.block.columns
    columns["# Timestamp"] = pc.replace_substring_regex(
        columns["# Timestamp"],
        r"^\s*(\d\d)/(\d\d)/(\d{4})[ T](\d\d:\d\d:\d\d)\s*$",
        r"\3-\2-\1T\4Z",
    )
    columns["MMSI"] = pc.utf8_lpad(columns["MMSI"], 9, "0")
    for name in TEXTS:
        if name in columns:
            said_nothing = pc.is_in(columns[name], pa.array(SILENT))
            columns[name] = pc.if_else(said_nothing, None, columns[name])
    return {
        "mmsi": mmsi(sheet),
        "t_ms": sheet.time("timestamp"),
        **coordinates(sheet),
        "sog": sheet.number("sog", 0, ais_codes.SOG_MOST, silent=ais_codes.SOG_SILENT),
        "cog": sheet.number("cog", 0, 359.9999, silent=ais_codes.COG_SILENT),
        "heading": heading(sheet),
        "imo": cells.mapped(sheet.raw("imo"), imo, pa.int32()).values,
        **described(sheet),
    }
