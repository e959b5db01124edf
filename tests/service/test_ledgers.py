"""Ledgers over a real office: rows with their places, the View, and the public figures as they ship."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sightline.errors import NotFound, UsageError
from sightline.model.ledger import Estimate, Side
from sightline.model.marking import PUBLIC
from sightline.model.view import View
from sightline.service import ledgers
from sightline.service.ingest import Options, ingest
from sightline.service.workbench import Workbench
from tests.service.made import RED

PLAIN = Options()
HEADER = "delivered_on,product,quantity,unit,kind,vessel_imo,laden"


def take(bench: Workbench, path: Path, text: str, options: Options = PLAIN) -> None:
    path.write_text(text)
    (outcome,) = ingest(bench.operator_view(), bench, [path], options)
    assert outcome.status == "parsed"


@pytest.fixture
def figures(bench: Workbench, tmp_path: Path) -> View:
    """An office that took the public figures in."""
    take(bench, tmp_path / "figures.csv", ledgers.public_figures())
    return bench.operator_view()


FIGURES = {
    "2018": ("aggregate", "3780000.00", "756.00"),
    "2020": ("aggregate", "4500000.00", "900.00"),
    "2021": ("aggregate", "323000.00", "64.60"),
    "2023": ("aggregate", "1500000.00", "300.00"),
}


def test_the_public_figures_stand_in_their_years(bench: Workbench, figures: View) -> None:
    for year, (side, total, share) in FIGURES.items():
        book = ledgers.ledger(figures, bench, "refined", year).ledger
        line = book.tracks[0].line(Side(side), Estimate.STATED)
        assert (str(line.total), str(line.share), book.questions) == (total, share, ()), year


def test_both_sides_of_2021_with_their_ratio_and_assumption(bench: Workbench, figures: View) -> None:
    book = ledgers.ledger(figures, bench, "refined", "2021").ledger
    (compared,) = book.compared
    assert (compared.reported, compared.ratio) == (Decimal("38300.00"), Decimal("8.43"))
    track = book.tracks[0]
    assert track.line(Side.REPORTED, Estimate.STATED).share == Decimal("7.66"), "the source says 7.67"
    assert [str(track.line(Side.AGGREGATE, one).total) for one in Estimate] == [
        "118433.33", "179444.44", "526000.00", "323000.00",
    ]  # fmt: skip
    high = track.line(Side.AGGREGATE, Estimate.HIGH)
    assert high.exceeded and high.reached is not None and not high.reached.exact


def test_no_figure_is_made_up(bench: Workbench, figures: View) -> None:
    """Every row of the ledgers is a row of the file, and every row of the file is in one ledger."""
    rows = [
        entry.delivery.cite
        for year in range(2018, 2024)
        for entry in ledgers.ledger(figures, bench, "refined", str(year)).ledger.tracks[0].entries
    ]
    assert len(rows) == len(set(rows)) == ledgers.public_figures().count("\n") - 1


def test_every_figure_carries_its_mark_and_its_document() -> None:
    header, *lines = ledgers.public_figures().splitlines()
    assert header.endswith("mark,note,document")
    assert all(",checked," in line or ",unverified," in line for line in lines)


def test_a_row_one_may_not_see_is_not_there(bench: Workbench, tmp_path: Path) -> None:
    row = "2018-03-01,gas oil,{},bbl,observed,9000001,\n"
    take(bench, tmp_path / "open.csv", f"{HEADER}\n{row.format(10)}")
    take(bench, tmp_path / "closed.csv", f"{HEADER}\n{row.format(500_000)}", Options(marking=RED))
    whole = bench.operator_view()
    narrow = replace(whole, clearance=PUBLIC)
    for view, total in ((whole, 500_010), (narrow, 10)):
        found = ledgers.ledger(view, bench, "refined", "2018").ledger
        assert found.tracks[0].line(Side.OBSERVED, Estimate.STATED).total == total
    told = next(
        one for one in ledgers.ledgers(narrow, bench) if (one.cap, one.period.name) == ("refined", "2018")
    )
    assert (told.rows, told.shares) == (1, {"observed": "0.00 %"})


def test_the_day_looked_from_and_the_day_known_both_bound_what_is_there(
    bench: Workbench, tmp_path: Path
) -> None:
    before = bench.operator_view()
    take(
        bench,
        tmp_path / "d.csv",
        f"{HEADER}\n2018-03-01,gas oil,5,bbl,reported,,\n2018-04-01,gas oil,6,bbl,reported,,\n",
    )
    after = bench.operator_view()

    def total(view: View) -> Decimal:
        book = ledgers.ledger(view, bench, "refined", "2018").ledger
        return book.tracks[0].line(Side.REPORTED, Estimate.STATED).total

    assert [total(before), total(after), total(after.on(date(2018, 3, 31)))] == [0, 11, 5]


def test_without_a_period_the_one_of_the_day_is_meant_or_the_last_there_was(
    bench: Workbench, view: View
) -> None:
    assert ledgers.ledger(view.on(date(2019, 12, 21)), bench, "crude").ledger.period.first == date(
        2018, 12, 22
    )
    assert ledgers.ledger(view.on(date(2019, 12, 22)), bench, "crude").ledger.period.first == date(
        2019, 12, 22
    )
    assert ledgers.ledger(view, bench, "coal-2017").ledger.period.last == date(2017, 8, 4)


def test_a_period_there_is_not_is_refused(bench: Workbench, view: View) -> None:
    with pytest.raises(NotFound, match="no period on 2017-12-21"):
        ledgers.ledger(view, bench, "crude", "2017-12-21")
    with pytest.raises(UsageError, match="not a period: 'last'"):
        ledgers.ledger(view, bench, "crude", "last")
    with pytest.raises(NotFound, match="no period"):
        ledgers.ledger(view.on(date(2017, 1, 1)), bench, "crude")


def test_every_row_leads_to_its_bytes(bench: Workbench, figures: View, tmp_path: Path) -> None:
    raw = (tmp_path / "figures.csv").read_bytes()
    (entry, *_) = ledgers.ledger(figures, bench, "refined", "2018").ledger.tracks[0].entries
    cite = entry.delivery.cite
    assert cite is not None and cite.place.start is not None and cite.place.end is not None
    assert raw[cite.place.start : cite.place.end + 1].startswith(b"2018-05-31,2018-01-01,")
