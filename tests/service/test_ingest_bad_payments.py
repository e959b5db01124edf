"""Bad payments, the whole list, taken in as files: a row is refused with its place, the rest is kept."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sightline.service.ingest import Options, ingest
from sightline.service.workbench import Workbench
from tests.service.made import SAMPLES

HEADER = "payment_id,booked_at,amount,currency,debtor_account,creditor_account\n"
TABLES = SAMPLES / "tables"
PACS, SWIFT = (TABLES / "pacs008.xml").read_bytes(), (TABLES / "swift.fin").read_bytes()
CUT = PACS.find(b"</CdtTrfTxInf>")
NINES = "9" * 64


def rows(*said: str) -> bytes:
    return (HEADER + "".join(f"{one}\n" for one in said)).encode()


BAD: dict[str, tuple[bytes, int, int, str, str]] = {
    "malformed.xml": (
        PACS[:CUT] + b"<oops>" + PACS[CUT:], 1, 1, "at line 22, column 13: mismatched", "row 1",
    ),
    "no_header.xml": (
        PACS.replace(b"</GrpHdr>", b"</GrpHd>"), 0, 1, "not well-formed XML, at line", "bytes ",
    ),
    "cut_early.xml": (
        PACS[: PACS.index(b"<CdtTrfTxInf>")], 0, 1, "ends before its last element is closed", "bytes ",
    ),
    "newest.xml": (PACS.replace(b"pacs.008.001.08", b"pacs.008.001.13"), 2, 0, "", ""),
    "oldest.xml": (PACS.replace(b"pacs.008.001.08", b"pacs.008.001.01"), 2, 0, "", ""),
    "out_of_order.fin": (
        SWIFT.replace(b":23B:CRED\n:32A:190301USD1250,\n", b":32A:190301USD1250,\n:23B:CRED\n"), 4, 0, "", "",
    ),
    "a_comma_too_many.fin": (SWIFT.replace(b"USD1250,", b"USD1,250,00"), 3, 1, "amount", "row 1"),
    "commas.csv": (
        rows('P1,2020-01-01,"1,000.50",USD,A,B', 'P2,2020-01-01,"12,5",EUR,A,B', "P3,2020-01-01,5,EUR,A,B"),
        1, 2, "'1,000.50' is not an amount", "row 2 · bytes 69-100",
    ),
    "old_money.csv": (
        rows("P1,2020-01-01,5,DEM,A,B", "P2,2020-01-01,5,ZWD,A,B", "P3,2020-01-01,5,QQQ,A,B",
             "P4,2003-01-01,5,DEM,A,B"),
        1, 3, "currency 'DEM' was withdrawn in 2002-03", "row 2",
    ),
    "to_oneself.csv": (rows("S1,2020-01-01,5,USD,A,A", "S2,2020-01-01,5,USD,A,B"), 2, 0, "", ""),
    "twice.csv": (
        rows("P1,2020-01-01,5,USD,A,B", "P1,2020-01-02,6,USD,A,C"), 1, 1, "'P1' stands in an earlier row",
        "row 3",
    ),
    "long.csv": (
        rows(f"P1,2020-01-01,{NINES},USD,A,B", f"P2,2020-01-01,5,USD,{NINES},B",
             f"P3,2020-01-01,{'9' * 28},USD,A,B", f"P4,2020-01-01,{'9' * 29},USD,A,B"),
        2, 2, "at most 28 digits", "row 2",
    ),
    "merged.csv": (
        b"account,holder,holder_type,opened_on\nA1,Invented One,person,2020-01-01\n"
        b"A1,Invented Two,company,2021-01-01\nA2,Invented One,person,\n", 3, 0, "", "",
    ),
    "units.csv": (
        b"chain,block,tx,index,time,asset,decimals,amount,from_address,to_address\n"
        b"ethereum,1,0x1,0,2020-01-01T00:00:00Z,ETH,18," + NINES.encode() + b",0xa,0xb\n"
        b"ethereum,1,0x2,0,2020-01-01T00:00:00Z,ETH,18,12,0xa,0xb\n", 1, 1, "at most 38 digits", "row 2",
    ),
    "goods.csv": (
        b"shipment_id,shipped_on,shipper,consignee,value,currency\nS1,2020-01-01,A,B,5,USD\n"
        b"S2,2020-13-01,A,B,5,USD\n", 1, 1, "shipped_on", "row 3",
    ),
}  # fmt: skip


def test_every_bad_row_is_refused_with_its_place_and_the_rest_is_kept(
    bench: Workbench, tmp_path: Path
) -> None:
    for name, (raw, *_expected) in BAD.items():
        (tmp_path / name).write_bytes(raw)
    pq.write_table(pa.table({"payment_id": ["a"], "booked_at": ["2020-01-01"], "amount": ["1,5"],
                             "currency": ["USD"], "debtor_account": ["A"], "creditor_account": ["B"]}),
                   tmp_path / "comma.parquet")  # fmt: skip
    outcomes = {
        Path(one.path).name: one for one in ingest(bench.operator_view(), bench, [tmp_path], Options())
    }
    for name, (_raw, kept, refused, says, place) in BAD.items():
        one = outcomes[name]
        assert (one.rows, one.refused) == (kept, refused), name
        if says:
            assert one.problem and says in str(one.problem["message"]), name
            assert str(one.problem["place"]).startswith(place) and one.problem["remedy"], name
            assert re.search(r"bytes \d+-\d+", str(one.problem["place"])), name
        else:
            assert one.problem is None, name
    assert outcomes["comma.parquet"].refused == 1
    odd = {name: [one["place"].split(" ")[1] for one in outcomes[name].notes] for name in ODD}
    assert odd == ODD


ODD = {
    "to_oneself.csv": ["2"],
    "merged.csv": ["3"],
    "out_of_order.fin": ["1", "2", "3", "4"],  # all but the first stand in a_comma_too_many.fin as well
    "old_money.csv": ["5"],
    "twice.csv": [],
}
"""rows that were taken and are noted with their place"""
