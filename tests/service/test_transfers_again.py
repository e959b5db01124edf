"""A transfer that two files give counts as the first file taken in says, and `ingest` tells of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sightline.service.detect import detect
from sightline.service.heists import heists
from sightline.service.ingest import Options, ingest
from sightline.service.workbench import Workbench
from tests.service.made import now

HEADER = "chain,block,tx,index,time,asset,decimals,amount,from_address,to_address\n"
VICTIM, THIEF, OTHER = (f"0x{number:040x}" for number in (1, 2, 3))
PACK = f"""title: one
creator: one
source: https://one.example/list
lastmod: 2026-01-01
currency: ETH
tags:
- address: "{THIEF}"
  label: Invented Thief
  abuse: hack
"""


def row(amount: int, number: int = 1, to: str = THIEF, hour: int = 10) -> str:
    return f"ethereum,{number},0xt{number},0,2026-01-02T{hour}:00:00Z,ETH,18,{amount},{VICTIM},{to}\n"


def notes(bench: Workbench, folder: Path, name: str, *rows: str) -> list[str]:
    path = folder / name
    path.write_text(HEADER + "".join(rows))
    [done] = ingest(now(bench), bench, [path], Options(source="chain"))
    assert done.status == "parsed"
    return [told["message"] for told in done.notes]


@pytest.mark.parametrize("amounts", [(604, 601), (601, 604)])
def test_what_was_taken_in_first_counts_whatever_its_hash(
    bench: Workbench, tmp_path: Path, amounts: tuple[int, int]
) -> None:
    pack = tmp_path / "pack.yaml"
    pack.write_text(PACK)
    list(ingest(now(bench), bench, [pack], Options(source="one")))
    first, second = amounts
    assert notes(bench, tmp_path, "first.csv", row(first)) == []
    [told] = notes(bench, tmp_path, "second.csv", row(second))
    assert "transfer 0 of 0xt1 stands in item" in told and "what was taken in first counts" in told
    assert f"with 0.000000000000000{first} ETH and not 0.000000000000000{second} ETH" in told
    [heist] = heists(now(bench), bench)
    assert heist.taken.units == first
    [signal] = detect(now(bench), bench, ["crypto_taint"])
    assert f"0.000000000000000{first} ETH went in 1 transfer" in signal.reasons[0].text


def test_equal_transfers_are_told_as_one_and_others_not_at_all(bench: Workbench, tmp_path: Path) -> None:
    assert notes(bench, tmp_path, "first.csv", row(5), row(7, 2)) == []
    [same] = notes(bench, tmp_path, "second.csv", row(5), row(7, 3))
    assert "too: both stay, and it counts once" in same
    assert notes(bench, tmp_path, "third.csv", row(7, 4)) == []
    [told] = notes(bench, tmp_path, "fourth.csv", row(5, 1, OTHER, 11))
    assert f"from {VICTIM} to {THIEF} at 2026-01-02 10:00:00 UTC and not" in told
