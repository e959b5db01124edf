"""Lists of addresses of equal bytes for two currencies: the second is never passed over in silence."""

from __future__ import annotations

from pathlib import Path

from sightline.service.ingest import Options, ingest
from sightline.service.outcome import Outcome
from sightline.service.workbench import Workbench
from tests.service.made import now

ADDRESSES = "".join(f"0x{number:040x}\n" for number in (1, 2))


def taken(bench: Workbench, folder: Path, *files: tuple[str, str], source: str = "ofac") -> list[Outcome]:
    for name, text in files:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    paths = [folder / name for name, _text in files]
    return list(ingest(now(bench), bench, paths, Options(source=source)))


def told(one: Outcome) -> str:
    assert one.status == "refused" and one.problem and one.refused == 1
    return f"{one.problem['message']} {one.problem['remedy']}"


def test_a_second_name_is_refused_with_what_to_do_and_then_read(bench: Workbench, tmp_path: Path) -> None:
    first, second = taken(bench, tmp_path, ("ARB.txt", ADDRESSES), ("BSC.txt", ADDRESSES))
    assert first.status == "parsed" and "held and read as ARB.txt, of ARB" in told(second)
    assert "empty line at the end of BSC.txt" in told(second)
    [later] = taken(bench, tmp_path, ("ETH.txt", ADDRESSES), source="another")
    assert "nothing was read of ETH" in told(later)
    [done] = taken(bench, tmp_path, ("BSC.txt", ADDRESSES + "\n"))
    assert (done.status, done.rows) == ("parsed", 2)


def test_the_same_currency_by_another_name_is_unchanged(bench: Workbench, tmp_path: Path) -> None:
    name = "x/sanctioned_addresses_ARB.txt"
    again = taken(bench, tmp_path, ("ARB.txt", ADDRESSES), (name, ADDRESSES))[1]
    assert again.status == "unchanged"
    [later] = taken(bench, tmp_path, (name, ADDRESSES))
    assert later.status == "unchanged"
    [copy] = taken(bench, tmp_path, ("copy.csv", ADDRESSES))
    assert copy.status == "unchanged"
