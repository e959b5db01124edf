"""From files to signals on the log: pinned, versioned, kept apart, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from sightline.cases.casefile import NewCase
from sightline.errors import NotAllowed, NotFound, UsageError
from sightline.model.marking import PUBLIC, Marking
from sightline.model.settlement import Word
from sightline.model.signal import Signal
from sightline.model.view import View
from sightline.office.markings import mark
from sightline.office.tables import DetectorRunRow, SignalMoveRow, SignalRow, TablePartitionRow
from sightline.record.table_parts import parts
from sightline.service import cases, payment_settlements, signal_log, signals, tracks
from sightline.service.detect import Asked, Period, detect
from sightline.service.ingest import Options, ingest
from sightline.service.signal_log import newest
from sightline.service.signals import Filters
from sightline.service.workbench import Settings, Workbench, create, open_workbench
from tests.detectors.sea.test_ship_to_ship import A, B, crowd, pair
from tests.detectors.sea.tracks import NOON, Row
from tests.office.conftest import Server, as_owner
from tests.service.made import AT, RED, Clock, copy_office, now
from tests.service.seas import positions_file

DAY = 86_400_000
ONE = Asked()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def anywhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workbench]:
    """An empty office on each database."""
    if request.param == "sqlite":
        yield request.getfixturevalue("bench")
        return
    server: Server = request.getfixturevalue("postgres_server")
    database = as_owner(server, request.getfixturevalue("postgres_url"))
    with closing(create(tmp_path / "there", Settings(database=database), clock=Clock())) as made:
        yield made


def take_in(bench: Workbench, path: Path, rows: list[Row], marking: Marking = PUBLIC) -> None:
    """Ingest a file of positions as the operator."""
    positions_file(path, rows)
    statuses = [one.status for one in ingest(now(bench), bench, [path], Options(marking=marking))]
    assert statuses == ["parsed"]


def found(bench: Workbench, view: View | None = None, asked: Asked = ONE) -> list[Signal]:
    return list(detect(view or now(bench), bench, ["ship_to_ship"], asked))


def public(bench: Workbench) -> View:
    """The operator's View with public clearance alone."""
    return replace(now(bench), clearance=PUBLIC)


def counts(bench: Workbench, view: View) -> list[int]:
    with bench.office.read(view) as session:
        tables = (TablePartitionRow, DetectorRunRow, SignalRow, SignalMoveRow)
        return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def test_a_meeting_is_found_pinned_and_kept(anywhere: Workbench, tmp_path: Path) -> None:
    take_in(anywhere, tmp_path / "p.csv", pair())
    (one,) = found(anywhere)
    assert {actor.id for actor in one.actors} == {f"mmsi-{A}", f"mmsi-{B}"}
    with anywhere.office.read(now(anywhere)) as session:
        (part,) = parts(now(anywhere), session)
    assert one.manifests == (part.manifest,)
    assert one.cites[0].item == part.items[0]
    (kept,) = newest(now(anywhere), anywhere)
    assert (kept.signal, kept.state, kept.seen, kept.marking) == (one, "new", True, PUBLIC)
    assert kept.versions[0].why == "found"


def test_the_same_run_twice_adds_nothing(anywhere: Workbench, tmp_path: Path) -> None:
    take_in(anywhere, tmp_path / "p.csv", pair())
    first = found(anywhere)
    before = counts(anywhere, now(anywhere))
    assert found(anywhere) == first
    assert counts(anywhere, now(anywhere)) == before


@pytest.mark.slow
def test_another_engine_computes_anew_and_says_the_same(bench: Workbench, tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    take_in(bench, tmp_path / "p.csv", pair())
    first = found(bench)
    partitions, runs, signals, moves = counts(bench, now(bench))
    assert found(bench, asked=Asked(engine="spark")) == first
    assert counts(bench, now(bench)) == [partitions, runs + 1, signals, moves]


def test_late_data_add_a_version_and_keep_the_id(bench: Workbench, tmp_path: Path) -> None:
    take_in(bench, tmp_path / "p.csv", [row for row in pair(240) if row["t_ms"] >= NOON + 1_800_000])
    (one,) = found(bench)
    take_in(bench, tmp_path / "late.csv", [row for row in pair(240) if row["t_ms"] < NOON + 1_800_000])
    (later,) = found(bench)
    assert later.id == one.id
    assert later.start < one.start
    (kept,) = newest(now(bench), bench)
    assert [version.why for version in kept.versions] == ["found", "late data changed it: late.csv"]


@pytest.mark.slow
def test_what_late_data_explain_is_not_withdrawn_silently(bench: Workbench, tmp_path: Path) -> None:
    take_in(bench, tmp_path / "p.csv", pair())
    (one,) = found(bench)
    take_in(bench, tmp_path / "anchorage.csv", crowd(5))
    assert found(bench) == []
    (kept,) = newest(now(bench), bench)
    assert (kept.signal.id, kept.seen) == (one.id, False)
    assert kept.versions[-1].why == "a later run, which read anchorage.csv too, no longer finds it"
    assert signals.signals(now(bench), bench) == ()
    assert signals.signal(now(bench), bench, one.id).versions[0].why == "found"


@pytest.mark.slow
def test_what_was_known_then_is_computed_and_not_recorded(bench: Workbench, tmp_path: Path) -> None:
    take_in(bench, tmp_path / "p.csv", pair())
    then = now(bench)
    take_in(bench, tmp_path / "anchorage.csv", crowd(5))
    assert len(found(bench, then)) == 1
    assert newest(now(bench), bench) == ()


def test_other_parameters_are_another_run(bench: Workbench, tmp_path: Path) -> None:
    take_in(bench, tmp_path / "p.csv", pair())
    assert len(found(bench)) == 1
    strict = Asked(params={"ship_to_ship": {"hours": 5.0}})
    assert found(bench, asked=strict) == []
    assert len(found(bench)) == 1, "what stricter parameters do not find is still there"


@pytest.mark.parametrize(
    ("period", "count"),
    [
        (Period(date(2023, 5, 4), date(2023, 5, 4)), 1),
        (Period(date(2023, 5, 5)), 0),
        (Period(until=date(2023, 5, 3)), 0),
    ],
    ids=["the day", "after", "before"],
)
def test_only_the_days_asked_for(bench: Workbench, tmp_path: Path, period: Period, count: int) -> None:
    take_in(bench, tmp_path / "p.csv", pair())
    assert len(found(bench, asked=Asked(period))) == count


def test_rows_of_the_future_wait_for_their_day(bench: Workbench, tmp_path: Path) -> None:
    take_in(bench, tmp_path / "p.csv", pair(start=NOON + 20 * 365 * DAY))
    assert found(bench) == []


@pytest.mark.parametrize(
    ("names", "asked"),
    [
        (["fortune_telling"], ONE),
        (["ship_to_ship"], Asked(params={"ship_to_ship": {"hour": 1}})),
        (["ship_to_ship"], Asked(params={"individual_as_bank": {}})),
        (["ship_to_ship"], Asked(engine="oracle")),
    ],
    ids=["detector", "parameter", "parameters of another", "engine"],
)
def test_what_is_not_known_is_refused(bench: Workbench, tmp_path: Path, names: Any, asked: Asked) -> None:
    take_in(bench, tmp_path / "p.csv", pair())
    with pytest.raises(UsageError):
        list(detect(now(bench), bench, names, asked))
    assert counts(bench, now(bench))[1:] == [0, 0, 0]


def test_without_data_nothing_is_found_and_nothing_fails(bench: Workbench) -> None:
    assert list(detect(now(bench), bench)) == []


# need to know


def test_open_rows_give_open_signals_beside_hidden_ones(anywhere: Workbench, tmp_path: Path) -> None:
    take_in(anywhere, tmp_path / "p.csv", pair())
    later = [row | {"mmsi": row["mmsi"] + 10, "lat7": row["lat7"] + 20_000_000} for row in pair()]
    take_in(anywhere, tmp_path / "hidden.csv", later, RED)
    assert len(found(anywhere, seeing(anywhere))) == 2
    all_of_it = newest(seeing(anywhere), anywhere)
    assert [str(one.marking) for one in all_of_it] == ["TLP:CLEAR", str(RED)]
    seen = newest(public(anywhere), anywhere)
    assert [one.signal for one in seen] == [all_of_it[0].signal]
    assert all_of_it[1].signal.id not in str(signals.signals(public(anywhere), anywhere))
    with pytest.raises(NotFound):
        signals.signal(public(anywhere), anywhere, all_of_it[1].signal.id)


def seeing(bench: Workbench) -> View:
    """The operator's View, compartments in use included."""
    return bench.operator_view()


def test_a_hidden_partition_is_in_no_signal_count_or_id(
    tmp_path: Path, new_office: Any, entropy: Any
) -> None:
    with (
        closing(open_workbench(new_office(), clock=Clock(), entropy=entropy)) as plain,
        closing(open_workbench(new_office(), clock=Clock(), entropy=entropy)) as secretive,
    ):
        for bench in (plain, secretive):
            take_in(bench, tmp_path / "p.csv", pair())
        take_in(secretive, tmp_path / "anchorage.csv", crowd(5), RED)
        assert found(secretive, seeing(secretive)) == [], "whoever sees the anchorage knows better"
        told = [[one.as_json() for one in found(bench, public(bench))] for bench in (plain, secretive)]
        assert told[0] == told[1]
        assert len(told[0]) == 1
        lines = [signals.signals(public(bench), bench) for bench in (plain, secretive)]
        assert lines[0] == lines[1]
        pages = [signals.signal(public(bench), bench, told[0][0]["id"]) for bench in (plain, secretive)]
        assert pages[0].line.signal == pages[1].line.signal
        met = pages[0].line.signal
        followed = [tracks.tracks(public(bench), bench, met) for bench in (plain, secretive)]
        assert followed[0] == followed[1]
        assert [one.why for one in pages[1].versions] == ["found"]
        assert counts(plain, public(plain)) == counts(secretive, public(secretive))


@pytest.mark.slow
def test_a_partition_that_is_marked_later_hides_its_signals(bench: Workbench, tmp_path: Path) -> None:
    take_in(bench, tmp_path / "p.csv", pair())
    (one,) = found(bench)
    view = now(bench)
    with bench.office.write(view, "a source asked for it") as session:
        (part,) = parts(view, session)
        mark(session, "table_partition", part.id, Marking.parse("TLP:AMBER"), view.user, bench.clock())
    assert newest(public(bench), bench) == ()
    assert newest(now(bench), bench)[0].signal.id == one.id
    assert len(found(bench)) == 1
    assert newest(public(bench), bench) == ()


# what people do with them


@pytest.fixture(scope="module")
def met_template(template_office: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An office with a signal on its log, and the id of that."""
    folder = tmp_path_factory.mktemp("met")
    copy, before = copy_office(template_office, folder / "office"), Clock(AT - timedelta(hours=1))
    with closing(open_workbench(copy, clock=before)) as bench:
        take_in(bench, folder / "p.csv", pair(ship_type="80"))
        (one,) = found(bench)
        return bench.folder, one.id


@pytest.fixture
def office(request: pytest.FixtureRequest, template_office: Path, tmp_path: Path) -> Path:
    """The folder of an office: empty, but for tests that need a signal."""
    needs = "met" in request.fixturenames
    template = request.getfixturevalue("met_template")[0] if needs else template_office
    return copy_office(template, tmp_path / "office")


@pytest.fixture
def met(met_template: tuple[Path, str]) -> str:
    """Id of a signal on the log."""
    return met_template[1]


def open_case(bench: Workbench, marking: str) -> str:
    return cases.open_case(now(bench), bench, NewCase("Meetings", "", Marking.parse(marking)), "a signal")


@pytest.mark.parametrize("said", ["", "reconstruction"], ids=["rows that say nothing", "a reconstruction"])
def test_a_signal_says_what_its_rows_say_of_themselves(bench: Workbench, tmp_path: Path, said: str) -> None:
    path = tmp_path / "p.csv"
    positions_file(path, pair())
    header, *lines = path.read_text().splitlines()
    path.write_text("\n".join([f"{header},basis", *(f"{line},{said}" for line in lines)]) + "\n")
    assert [one.status for one in ingest(now(bench), bench, [path], Options(marking=PUBLIC))] == ["parsed"]
    (one,) = found(bench)
    assert signals.signal(now(bench), bench, one.id).basis == ((said,) if said else ())


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (Filters(), 1),
        (Filters(detector="ship_to_ship", state="new", score=0.5, text="mmsi 4120"), 1),
        (Filters(since=date(2023, 5, 4), until=date(2023, 5, 4)), 1),
        (Filters(detector="individual_as_bank"), 0),
        (Filters(state="taken"), 0),
        (Filters(score=0.99), 0),
        (Filters(text="nowhere"), 0),
        (Filters(since=date(2023, 5, 5)), 0),
        (Filters(until=date(2023, 5, 3)), 0),
    ],
)
def test_filters(bench: Workbench, met: str, filters: Filters, count: int) -> None:
    assert len(signals.signals(now(bench), bench, filters)) == count


def test_dismissed_with_a_reason_and_looked_at_again(bench: Workbench, met: str) -> None:
    with pytest.raises(UsageError, match="reason"):
        signals.dismiss(now(bench), bench, met, " ")
    signals.dismiss(now(bench), bench, met, "a bunkering the owner showed papers for")
    (line,) = signals.signals(now(bench), bench)
    assert line.state == "dismissed"
    signals.reopen(now(bench), bench, met, "the papers were forged")
    steps = signals.signal(now(bench), bench, met).steps
    assert [(step.origin, step.target) for step in steps] == [("new", "dismissed"), ("dismissed", "new")]


def test_taken_into_a_case_with_all_it_cites(bench: Workbench, met: str) -> None:
    case_id = open_case(bench, "TLP:AMBER")
    signals.take(now(bench), bench, met, case_id, "two tankers")
    (lead,) = cases.case(now(bench), bench, case_id).leads
    page = signals.signal(now(bench), bench, met)
    assert lead.cites == page.line.signal.cites
    assert met in lead.text and "two tankers" in lead.text
    assert (page.line.state, page.steps[-1].case) == ("taken", case_id)
    (seen,) = signals.signals(public(bench), bench)
    assert seen.state == "new", "whoever may not see the case does not see that it was taken"
    with pytest.raises(NotFound):
        signals.take(now(bench), bench, met, "c-nowhere", "x")


def test_a_case_that_more_may_see_than_the_signal_takes_nothing(bench: Workbench, tmp_path: Path) -> None:
    take_in(bench, tmp_path / "p.csv", pair(), Marking.parse("TLP:AMBER"))
    (one,) = found(bench)
    with pytest.raises(NotAllowed, match="the case is marked TLP:GREEN"):
        signals.take(now(bench), bench, one.id, open_case(bench, "TLP:GREEN"), "x")


def test_a_reader_neither_runs_detectors_nor_moves_signals(bench: Workbench, met: str) -> None:
    reader = replace(now(bench), user="invented.reader")
    with pytest.raises(NotAllowed):
        list(detect(reader, bench))
    with pytest.raises(NotAllowed):
        signals.dismiss(reader, bench, met, "x")
    assert len(signals.signals(reader, bench)) == 1


def other_assets(of: Signal, about: str, hours: int = 0) -> Signal:
    later = timedelta(hours=hours)
    return replace(of, id="", about=about, start=of.start + later, end=of.end + later)


def test_two_thefts_of_one_actor_at_one_time_both_stand_on_the_log(bench: Workbench, tmp_path: Path) -> None:
    take_in(bench, tmp_path / "p.csv", pair())
    (met,) = found(bench)
    (held,) = newest(now(bench), bench)
    coin, token = other_assets(met, "BTC on bitcoin"), other_assets(met, "ETH on ethereum", 1)
    assert len({coin.id, token.id, met.id}) == 3
    before = replace(held, signal=coin)
    assert [one.id for one in signal_log._settled([token, coin], [before])] == [token.id, coin.id]
    later = other_assets(met, "BTC on bitcoin", 1)
    assert [one.id for one in signal_log._settled([token, later], [before])] == [token.id, coin.id]
    assert later.id != coin.id


def test_what_stands_on_the_log_keeps_its_id_whatever_is_found_first(
    bench: Workbench, tmp_path: Path
) -> None:
    take_in(bench, tmp_path / "p.csv", pair())
    (met,) = found(bench)
    (held,) = newest(now(bench), bench)
    earlier = other_assets(met, "", -1)
    assert [one.id for one in signal_log._settled([earlier, met], [held])] == [earlier.id, met.id]
    assert [one.id for one in signal_log._settled([earlier], [held])] == [met.id]


HEADER = (
    "payment_id,booked_at,amount,currency,debtor_account,creditor_account,debtor_name,debtor_bic,creditor_bic"
)
LATER = "L,2026-02-01,5,USD,K,Y,Later One,CCCCSGSG,CCCCSGSG"


def legs(count: int) -> list[str]:
    """Payments of one customer of bank A that bank B sends on without a name, and some of its own, named."""
    own = [f"N{n},2026-01-05T{n:02}:00:00Z,{n + 7},USD,B{n},Y,Own {n},BBBBHKHH,CCCCSGSG" for n in range(9)]
    for day in range(count):
        at = f"2026-01-{10 + day}T"
        own.append(f"F{day},{at}10:00:00Z,{100 + day},USD,O,Z,Invented One,AAAAUS33,CCCCSGSG")
        own.append(f"S{day},{at}15:00:00Z,{100 + day},USD,B,Z,,BBBBHKHH,CCCCSGSG")
    return own


@pytest.mark.parametrize(("count", "told"), [(2, 0), (3, 1)])
def test_a_file_exported_again_makes_no_legs_of_banks(
    bench: Workbench, tmp_path: Path, count: int, told: int
) -> None:
    for name, last in (("one.csv", []), ("again.csv", [LATER])):
        (tmp_path / name).write_text("\n".join([HEADER, *legs(count), *last, ""]))
        done = list(ingest(now(bench), bench, [tmp_path / name], Options(source="press")))
        assert [one.status for one in done] == ["parsed"]
    signals = list(detect(replace(now(bench), as_of=date(2026, 3, 1)), bench, ["stripping"]))
    assert [one.reasons[0].text.split(" ")[0] for one in signals] == [str(count)] * told


def leg(number: int, day: int, amount: str = "") -> str:
    """The leg of that number as another file tells it, of another day or amount."""
    at, sum = f"2026-01-{day}T10:00:00Z", amount or f"{100 + number}"
    return f"F{number},{at},{sum},USD,O,Z,Invented One,AAAAUS33,CCCCSGSG"


OTHER_LEGS = {
    "none of them": ([LATER], 0, 0.58),
    "one of another day": ([leg(0, 13)], 1, 0.58),
    "two of another day, a third of the rows": ([leg(0, 13), leg(1, 14)], 2, 0.23),
    "one corrected by a cent": ([leg(0, 10, "100.01")], 1, 0.58),
}


@pytest.mark.parametrize("name", OTHER_LEGS)
def test_legs_of_banks_that_files_tell_differently_are_marked_and_it_is_weak_where_it_rests_on_them(
    bench: Workbench, tmp_path: Path, name: str
) -> None:
    others, marked, score = OTHER_LEGS[name]
    for file, rows in (("one.csv", legs(3)), ("two.csv", others)):
        (tmp_path / file).write_text("\n".join([HEADER, *rows, ""]))
        list(ingest(now(bench), bench, [tmp_path / file], Options(source="press")))
    [one] = detect(replace(now(bench), as_of=date(2026, 3, 1)), bench, ["stripping"])
    assert one.reasons[0].text.split(" ")[0] == "3"
    against = [reason for reason in one.reasons if "files disagree about payment F" in reason.text]
    assert (len(against), one.score) == (marked, score)


def paid(id: str, at: str, amount: int, payer: str = "A") -> str:
    return f"{id},2026-01-{at},{amount},EUR,{payer},B,,,"


EVERY_DAY = [paid(f"X{n}", f"{n:02}T09:00:00Z", 50 + n, f"C{n}") for n in range(1, 30)]
PARTS = [paid("P1", "10T10:00:00Z", 9500), paid("P2", "10T11:00:00Z", 9540)]
THIRD = paid("P3", "10T12:00:00Z", 9580)
AGAIN = {
    "both corrected": ([paid("P1", "10T10:00:00Z", 9512), paid("P2", "10T11:00:00Z", 9552)], []),
    "a third payment": ([THIRD], [(0.5, 0)]),
    "a third, and one corrected": ([THIRD, paid("P2", "10T11:00:00Z", 9552)], [(0.5, 1)]),
    "one of another day": ([paid("P2", "11T09:00:00Z", 9540)], [(0.2, 1)]),
}


@pytest.mark.parametrize("name", AGAIN)
def test_a_payment_told_twice_is_no_part_of_a_sum_and_one_in_doubt_makes_it_weak(
    bench: Workbench, tmp_path: Path, name: str
) -> None:
    second, told = AGAIN[name]
    for file, rows in (("one.csv", [*EVERY_DAY, *PARTS]), ("two.csv", second)):
        (tmp_path / file).write_text("\n".join([HEADER, *rows, ""]))
        list(ingest(now(bench), bench, [tmp_path / file], Options(source="press")))
    signals = list(detect(replace(now(bench), as_of=date(2026, 3, 1)), bench, ["structuring"]))
    against = [
        (
            one.score,
            sum(reason.text.startswith("Speaks against it: files disagree") for reason in one.reasons),
        )
        for one in signals
    ]
    assert against == told


def test_what_somebody_settles_of_a_payment_counts_in_the_next_run_until_it_is_taken_back(
    bench: Workbench, tmp_path: Path
) -> None:
    """Two days of one id make a signal weak; that both are payments makes it none, and is said."""
    for file, rows in (("one.csv", [*EVERY_DAY, *PARTS]), ("two.csv", [paid("P2", "11T09:00:00Z", 9540)])):
        (tmp_path / file).write_text("\n".join([HEADER, *rows, ""]))
        list(ingest(now(bench), bench, [tmp_path / file], Options(source="press")))

    def signals() -> list[Signal]:
        return list(detect(replace(now(bench), as_of=date(2026, 3, 1)), bench, ["structuring"]))

    [weak] = signals()
    assert weak.score == 0.2
    [one] = payment_settlements.disputed(now(bench), bench, "P2")
    rows = [payment_settlements.Named(row.item, row.row) for row in (one.counts, one.other)]
    said = payment_settlements.Said(Word.BOTH, "two invoices")
    before = now(bench)
    made = payment_settlements.settle(now(bench), bench, *rows, said)
    [sure] = signals()
    assert (sure.id, sure.score) == (weak.id, 0.5)
    assert any("both are payments, " in one.text and "(“two invoices”)" in one.text for one in sure.reasons)
    assert not any("Speaks against it: files disagree" in one.text for one in sure.reasons)
    [record] = signal_log.newest(now(bench), bench, [weak.id])
    assert record.versions[-1].why.startswith("what people settled of payments")
    [then] = detect(replace(before, as_of=date(2026, 3, 1)), bench, ["structuring"])
    assert then.score == 0.2 and len(signal_log.newest(now(bench), bench, [weak.id])[0].versions) == 2
    payment_settlements.withdraw(now(bench), bench, made.id, "one invoice")
    assert [one.score for one in signals()] == [0.2]
    assert [one.score for one in signals()] == [0.2]
    [record] = signal_log.newest(now(bench), bench, [weak.id])
    assert len(record.versions) >= 2


@pytest.mark.slow
def test_one_of_two_days_that_holds_leaves_no_signal_and_the_log_says_why(
    bench: Workbench, tmp_path: Path
) -> None:
    for file, rows in (("one.csv", [*EVERY_DAY, *PARTS]), ("two.csv", [paid("P2", "11T09:00:00Z", 9540)])):
        (tmp_path / file).write_text("\n".join([HEADER, *rows, ""]))
        list(ingest(now(bench), bench, [tmp_path / file], Options(source="press")))
    asked = replace(now(bench), as_of=date(2026, 3, 1))
    [weak] = detect(asked, bench, ["structuring"])
    [one] = payment_settlements.disputed(now(bench), bench, "P2")
    rows = [payment_settlements.Named(row.item, row.row) for row in (one.counts, one.other)]
    payment_settlements.settle(now(bench), bench, *rows, payment_settlements.Said(Word.HOLDS, "one order"))
    assert list(detect(replace(now(bench), as_of=date(2026, 3, 1)), bench, ["structuring"])) == []
    [record] = signal_log.newest(now(bench), bench, [weak.id])
    assert not record.seen and "after people settled payments" in record.versions[-1].why
