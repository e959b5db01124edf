"""Telemetry on its way in: rows refused one by one, counted, listed, said where; and the same rows again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sightline.errors import NotFound
from sightline.formats.register import formats
from sightline.model.marking import PUBLIC
from sightline.record.table_parts import parts
from sightline.service.dashboard import overview
from sightline.service.filing_tables import refusals, refused_rows, table_lake
from sightline.service.ingest import Options, ingest
from sightline.service.outcome import Outcome
from sightline.service.rebuild import rebuild
from sightline.service.workbench import Workbench
from tests.detectors.sea.test_ship_to_ship import A, pair
from tests.service.made import RED, now
from tests.service.seas import positions_file

BAD = f"{A},not a time,30,127,0,"
WORSE = f"{A},2023-05-04T12:00:00Z,30,181,0,"


def take_in(bench: Workbench, path: Path, options: Options = Options()) -> Outcome:  # noqa: B008
    (one,) = ingest(bench.operator_view(), bench, [path], options)
    return one


def test_good_rows_are_taken_and_bad_ones_refused_with_their_place(bench: Workbench, tmp_path: Path) -> None:
    path = positions_file(tmp_path / "p.csv", pair(), BAD, WORSE)
    one = take_in(bench, path)
    assert (one.status, one.format, one.rows, one.refused) == ("partial", "positions_csv", len(pair()), 2)
    assert one.problem is not None
    assert str(one.problem["message"]).startswith("2 rows refused; the first: ")
    place = str(one.problem["place"])
    first, last = place.split("bytes ")[1].split("-")
    assert path.read_bytes()[int(first) : int(last) + 1].decode() == BAD
    listed = refusals(now(bench), bench, one.sha256)
    assert str(listed[0].place) == place
    assert len(listed) == 2 and all(refused.message and refused.remedy for refused in listed)
    assert len(refusals(now(bench), bench, one.sha256, limit=1)) == 1
    (notice,) = [told for told in overview(now(bench), bench).notices if told.subject == one.sha256]
    assert "2 rows refused" in notice.text


def test_each_refused_row_is_told_up_to_twenty_and_every_one_can_be_listed(
    bench: Workbench, tmp_path: Path
) -> None:
    path = positions_file(tmp_path / "p.csv", pair(), *[BAD] * 20, WORSE)
    one = take_in(bench, path)
    assert one.refused == 21 and len(one.refusals) == 20
    assert all(told["place"] and told["message"] and told["remedy"] for told in one.refusals)
    assert len({told["place"] for told in one.refusals}) == 20
    assert take_in(bench, path).refusals == one.refusals
    rest = refused_rows(now(bench), bench, one.sha256, 20)
    assert (rest.count, rest.after, len(rest.shown)) == (21, 20, 1) and "181" in rest.shown[0].message


def test_a_file_of_bad_rows_alone_says_how_many_and_which(bench: Workbench, tmp_path: Path) -> None:
    one = take_in(bench, positions_file(tmp_path / "p.csv", (), BAD, WORSE))
    assert (one.status, one.rows, one.refused, len(one.refusals)) == ("refused", 0, 2, 2)
    assert one.as_json()["refusals"] == list(one.refusals)
    assert refused_rows(now(bench), bench, one.sha256).count == 0


def test_what_makes_no_row_is_counted_with_its_reason(bench: Workbench, tmp_path: Path) -> None:
    path = tmp_path / "statement.xml"
    path.write_bytes((Path(__file__).parent.parent / "formats/samples/tables/camt053.xml").read_bytes())
    one = take_in(bench, path)
    assert (one.rows, one.refused, one.passed) == (4, 0, {"entries not booked": 1})


def test_a_payment_that_another_file_reports_is_noted_and_one_of_its_own_is_not(
    bench: Workbench, tmp_path: Path
) -> None:
    def statement(name: str, last: str) -> Path:
        head = "payment_id,booked_at,amount,currency,debtor_account,creditor_account"
        uetr = f"00000000-0000-4000-8000-00000000000{last}"
        path = tmp_path / name
        path.write_text(f"{head}\n{uetr},2025-01-01,5,USD,A,B\n{name},2025-01-01,5,USD,A,B\n")
        return path

    one = take_in(bench, statement("a.csv", "1"))
    again = take_in(bench, statement("b.csv", "1"))
    assert one.notes == () and len(again.notes) == 1 and again.refused == 0
    assert f"stands in item {one.sha256[:12]}, row 2" in again.notes[0]["message"]
    assert again.notes[0]["place"].startswith("row 2")
    assert take_in(bench, statement("c.csv", "2")).notes == ()


def test_the_same_file_again_is_unchanged(bench: Workbench, tmp_path: Path) -> None:
    path = positions_file(tmp_path / "p.csv", pair(), BAD)
    first, again = take_in(bench, path), take_in(bench, path)
    assert (again.status, again.version, again.rows, again.refused) == (
        "unchanged",
        first.version,
        first.rows,
        first.refused,
    )
    with bench.office.read(now(bench)) as session:
        assert len(parts(now(bench), session)) == 1


def test_a_file_without_a_good_row_is_refused_and_leaves_no_partition(
    bench: Workbench, tmp_path: Path
) -> None:
    one = take_in(bench, positions_file(tmp_path / "p.csv", [], BAD, WORSE))
    assert (one.status, one.rows) == ("refused", 0)
    assert one.problem is not None and "row 2" in str(one.problem["place"])
    with bench.office.read(now(bench)) as session:
        assert parts(now(bench), session) == ()
    assert not list((bench.folder / "lake").glob("*/rows.parquet"))


def test_the_manifest_stands_in_the_custody_ledger(bench: Workbench, tmp_path: Path) -> None:
    take_in(bench, positions_file(tmp_path / "p.csv", pair()))
    with bench.office.read(now(bench)) as session:
        (part,) = parts(now(bench), session)
    (entry,) = bench.ledger.entries(f"partition:{part.partition}")
    assert entry["detail"]["manifest"] == part.manifest


def test_a_file_that_came_twice_counts_once_under_its_more_open_marking(
    bench: Workbench, tmp_path: Path
) -> None:
    path = positions_file(tmp_path / "p.csv", pair())
    take_in(bench, path, Options(marking=RED))
    public = replace(now(bench), clearance=PUBLIC)
    with bench.office.read(public) as session:
        assert parts(public, session) == ()
    take_in(bench, path, Options(source="somebody-else"))
    for view in (public := replace(now(bench), clearance=PUBLIC), bench.operator_view()):
        with bench.office.read(view) as session:
            (part,) = parts(view, session)
        assert part.marking == PUBLIC


def test_what_was_refused_of_a_hidden_item_is_hidden(bench: Workbench, tmp_path: Path) -> None:
    one = take_in(bench, positions_file(tmp_path / "p.csv", pair(), BAD), Options(marking=RED))
    with pytest.raises(NotFound):
        refusals(replace(now(bench), clearance=PUBLIC), bench, one.sha256)


def test_tables_come_back_from_the_vault(bench: Workbench, tmp_path: Path) -> None:
    take_in(bench, positions_file(tmp_path / "p.csv", pair(), BAD))
    assert [one.status for one in rebuild(now(bench), bench)] == ["equal"]
    with bench.office.read(now(bench)) as session:
        (part,) = parts(now(bench), session)
    path = table_lake(bench).path(now(bench), part)
    path.write_bytes(path.read_bytes()[:-40])
    assert [one.status for one in rebuild(now(bench), bench)] == ["restored"]
    table_lake(bench).remove(part.partition)
    assert [one.status for one in rebuild(now(bench), bench)] == ["restored"]
    table_lake(bench).check(now(bench), part)


def test_every_table_format_fills_a_table() -> None:
    kinds = {one.name: one.description.table for one in formats().values() if one.read_table}
    assert kinds and all(kinds.values())


def test_the_danish_recording_counts_decoded_messages(bench: Workbench, shared_data: Path) -> None:
    one = take_in(bench, shared_data / "ais" / "denmark_2013-11-12.nmea.gz")
    assert (one.format, one.rows) == ("nmea", 26_077)
