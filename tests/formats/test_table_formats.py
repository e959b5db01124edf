"""What holds for every table format: cuts, flipped bytes, places, memory."""

from __future__ import annotations

import gzip
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import pyarrow as pa
import pytest

from sightline.errors import BadInput, FormatChanged
from sightline.formats import register
from sightline.formats.source import Readable
from sightline.formats.table_schemas import PLACE, SCHEMAS
from tests.formats.sample import Bytes, sample
from tests.formats.sentences import gatehouse, position
from tests.formats.tables import Reading, at, read

SAMPLES = {
    "positions_csv": "positions.csv",
    "positions_parquet": "positions.parquet",
    "payments_csv": "payments.csv",
    "payments_parquet": "payments.parquet",
    "accounts_csv": "accounts.csv",
    "companies_csv": "companies.csv",
    "ships_csv": "ships.csv",
    "deliveries_csv": "deliveries.csv",
    "trade_csv": "trade.csv",
    "shipments_csv": "shipments.csv",
    "marinecadastre_csv": "marinecadastre.csv",
    "danish_ais_csv": "danish_ais.csv",
    "nmea": "recording.nmea",
    "pacs008": "pacs008.xml",
    "pacs009": "pacs009.xml",
    "pain001": "pain001.xml",
    "camt053": "camt053.xml",
    "swift_mt": "swift.fin",
    "transfers_csv": "transfers.csv",
    "bitcoind_json": "bitcoind.json",
    "ethereum_json": "ethereum.json",
    "tagpack_yaml": "tagpack.yaml",
    "ofac_addresses_txt": "XBT.txt",
}
TRIED = 150
"""cuts and flips a format; all of them are too many"""


def test_every_table_format_has_a_sample() -> None:
    tables = {name for name, known in register.formats().items() if known.description.kind == "table"}
    assert tables == SAMPLES.keys()


def test_every_table_ends_with_its_place() -> None:
    for schema in SCHEMAS.values():
        assert [schema.field(number) for number in range(-len(PLACE), 0)] == list(PLACE)


def read_as(name: str, item: Bytes) -> Reading:
    """Read in a format whatever the bytes are; only BadInput may come out."""
    found = Reading()
    reader = register.formats()[name].read_table
    assert reader is not None
    found.batches = list(reader(item, found.refusals.append))
    return found


def checked(name: str, item: Bytes) -> None:
    try:
        found = read_as(name, item)
    except BadInput as refusal:
        assert refusal.message
        return
    for place in [refusal.place for refusal in found.refusals]:
        assert place.start is not None and place.end is not None and 0 <= place.start <= place.end < item.size
    for row in found.rows:
        assert 0 <= row["place_start"] <= row["place_end"] < item.size


@pytest.mark.parametrize(("name", "path"), SAMPLES.items(), ids=SAMPLES)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_a_cut_anywhere_is_read_or_refused(name: str, path: str, packed: bool) -> None:
    raw = sample(f"tables/{path}").raw
    raw = gzip.compress(raw) if packed else raw
    for end in random.Random(1718).sample(range(1, len(raw)), min(TRIED, len(raw) - 1)):
        checked(name, Bytes(raw[:end], path))


@pytest.mark.parametrize(("name", "path"), SAMPLES.items(), ids=SAMPLES)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_a_flipped_byte_anywhere_is_read_or_refused(name: str, path: str, packed: bool) -> None:
    raw = sample(f"tables/{path}").raw
    raw = gzip.compress(raw) if packed else raw
    chance = random.Random(2270)
    for spot in chance.sample(range(len(raw)), min(TRIED, len(raw))):
        flipped = bytearray(raw)
        flipped[spot] ^= chance.randrange(1, 256)
        checked(name, Bytes(bytes(flipped), path))


WHOLE = {"tagpack_yaml", "positions_parquet", "payments_parquet", "ofac_addresses_txt"}
"""formats that are read whole or refused, Parquet not in gzip at all, and lines that show no end"""
STREAMS = {name: path for name, path in SAMPLES.items() if name not in WHOLE}


@pytest.mark.parametrize(("name", "path"), STREAMS.items(), ids=STREAMS)
def test_rows_before_a_cut_stay_as_they_are(name: str, path: str) -> None:
    item = sample(f"tables/{path}")
    whole = read_as(name, item).rows
    cut = read_as(name, Bytes(item.raw[: whole[-1]["place_start"] + 30], path)).rows
    places = {"item"}
    assert [{k: v for k, v in row.items() if k not in places} for row in cut] == [
        {k: v for k, v in row.items() if k not in places} for row in whole[: len(cut)]
    ]
    assert len(cut) == len(whole) - 1


PACKED = {name: path for name, path in SAMPLES.items() if not name.endswith("_parquet")}


@pytest.mark.parametrize(("name", "path"), PACKED.items(), ids=PACKED)
def test_a_gzip_stream_that_lacks_its_end_is_noted(name: str, path: str) -> None:
    packed = gzip.compress(sample(f"tables/{path}").raw)
    whole, cut = (read(Bytes(raw, path), name) for raw in (packed, packed[:-6]))
    assert len(cut.rows) == len(whole.rows)
    said = [note.message for note in cut.notes if note not in whole.notes and "compressed" in note.message]
    assert len(said) == 1
    assert not any("compressed" in note.message for note in whole.notes)


@dataclass(frozen=True)
class Endless:
    """A large file that is made while it is read."""

    head: bytes
    line: bytes
    count: int
    name: str = "large"
    sha256: str = "ab" * 32

    @property
    def size(self) -> int:
        return len(self.head) + len(self.line) * self.count

    def open(self) -> BinaryIO:
        return io.BufferedReader(Repeated(self), 1024 * 1024)


class Repeated(io.RawIOBase):
    """The head and then the line, again and again."""

    def __init__(self, of: Endless) -> None:
        super().__init__()
        self._of, self._at = of, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        of = self._of
        left = of.size - self._at
        if left and self._at < len(of.head):
            given = of.head[self._at : self._at + len(buffer)]
        else:
            skip = (self._at - len(of.head)) % len(of.line)
            times = len(buffer) // len(of.line) + 2
            given = (of.line * times)[skip : skip + min(len(buffer), left)]
        buffer[: len(given)] = given
        self._at += len(given)
        return len(given)


LARGE = {
    "positions_csv": Endless(
        b"mmsi,timestamp,lat,lon,name\n",
        b"412000001,2020-06-30T00:00:00Z,38.5,124.25,INVENTED STAR\n",
        700_000,
    ),
    "accounts_csv": Endless(b"account,holder\n", b"XX00INVENTED01,Invented Person One\n", 900_000),
    "nmea": Endless(b"", f"{gatehouse()}\n{position()}\n".encode(), 400_000),
    "all refused": Endless(b"mmsi,timestamp,lat,lon\n", b"x\n", 300_000),
}


@pytest.mark.slow
@pytest.mark.parametrize("item", LARGE.values(), ids=LARGE)
def test_memory_does_not_grow_with_the_file(item: Readable) -> None:
    rows = refused = most = 0
    reader = register.recognise(item).format.read_table
    assert reader is not None

    def refuse(refusal: object) -> None:
        nonlocal refused
        refused += 1

    before = pa.total_allocated_bytes()
    for batch in reader(item, refuse):
        rows += batch.num_rows
        most = max(most, pa.total_allocated_bytes() - before)
    assert rows + refused == item.count  # type: ignore[attr-defined]
    assert most < 64 * 1024 * 1024


def test_a_million_positions_of_one_ship_in_an_hour_are_rows() -> None:
    item = Endless(b"mmsi,timestamp,lat,lon\n", b"412000001,2020-06-30T00:00:00Z,38.5,124.25\n", 1_000_000)
    reader = register.recognise(item).format.read_table
    assert reader is not None
    assert sum(batch.num_rows for batch in reader(item, print)) == 1_000_000


def unordered() -> Iterator[str]:
    yield from (
        "2020-06-30T00:00:09Z",
        "2020-06-30T00:00:01Z",
        "2020-06-30T00:00:09Z",
        "2099-01-01T00:00:00Z",
    )


def test_unordered_repeated_and_future_times_keep_the_order_of_the_file() -> None:
    rows = [f"412000001,{time},38.5,124.25" for time in unordered()]
    item = Bytes("\n".join(["mmsi,timestamp,lat,lon", *rows, ""]).encode(), "rows.csv")
    found = read(item)
    assert [at(item, row) for row in found.rows] == rows and found.refusals == []


@pytest.mark.parametrize("name", [name for name in SAMPLES if name.endswith("_csv")])
def test_an_unknown_column_stops_each_csv_with_its_place(name: str) -> None:
    raw = sample(f"tables/{SAMPLES[name]}").raw
    header, newline, rest = raw.partition(b"\n")
    with pytest.raises(FormatChanged) as refusal:
        read(Bytes(header + b",invented" + newline + rest, "rows.csv"), name)
    assert "'invented'" in refusal.value.message and refusal.value.remedy
    assert refusal.value.place == f"row 1 · bytes 0-{len(header) + 8}"
