"""Where positions stand on a sheet, what of the coast is drawn, and round steps of axes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sightline.web.drawing import coastline
from sightline.web.drawing.axis import Scale, length, number_ticks, time_ticks
from sightline.web.drawing.coastline import cut_to, thinned
from sightline.web.drawing.mercator import Spot, fit, latitude, upward

SQUARE = [(10.0, 10.0), (30.0, 10.0), (30.0, 30.0), (10.0, 30.0)]


def test_a_sheet_shows_all_it_was_made_for() -> None:
    spots = [Spot(37.9, 123.9), Spot(38.6, 124.8)]
    sheet = fit(spots, 760, 520, 8)
    assert all(sheet.shows(one) for one in spots) and not sheet.shows(Spot(40, 124))
    assert sheet.x(123.9) < sheet.x(124.8) and sheet.y(38.6) < sheet.y(37.9)


def test_one_position_still_has_a_sea_around_it() -> None:
    sheet = fit([Spot(38.0, 124.0)], 760, 520, 8)
    assert sheet.width * sheet.unit_nm == pytest.approx(8, rel=0.01)


def test_a_track_over_the_date_line_stays_in_one_piece() -> None:
    sheet = fit([Spot(20, 179.5), Spot(20, -179.5)], 760, 520, 8)
    assert sheet.x(-179.5) - sheet.x(179.5) == pytest.approx(0.8 * 760, abs=1)


def test_mercator_is_undone() -> None:
    assert latitude(upward(53.2)) == pytest.approx(53.2)


def test_rings_are_cut_to_the_sheet() -> None:
    assert cut_to(SQUARE, 40, 40) == SQUARE, "inside, nothing is cut"
    half = cut_to(SQUARE, 8, 40)
    assert max(x for x, _ in half) == 20, "cut outside the edge, where it is not seen"
    assert cut_to(SQUARE, -100, 40) == []


def test_points_that_cannot_be_told_apart_are_one() -> None:
    assert thinned([(0, 0), (0.2, 0.2), (1, 0)]) == [(0, 0), (1, 0)]


def test_land_beyond_the_date_line_is_found(tmp_path: Path) -> None:
    file = tmp_path / "coastline.json"
    ring = [-179_900, 19_900, -179_700, 19_900, -179_700, 20_100, -179_900, 20_100]
    file.write_text(json.dumps({"rings": [ring]}))
    known = coastline.rings(file)
    near, far = fit([Spot(20, 179.9)], 760, 520, 60), fit([Spot(20, 170)], 760, 520, 60)
    assert coastline.land(near, known).count("L") == 1 and coastline.land(far, known) == ""


def test_without_a_coastline_there_is_none(tmp_path: Path) -> None:
    assert coastline.rings(tmp_path / "nothing.json") == ()


def test_round_times_and_numbers() -> None:
    hour = 3_600_000
    ticks = list(time_ticks(Scale(22 * hour, 26 * hour, 0, 400), 4))
    assert [(tick.text, tick.strong) for tick in ticks] == [
        ("22:00", False), ("23:00", False), ("2 Jan", True), ("01:00", False), ("02:00", False),
    ]  # fmt: skip
    assert [tick.text for tick in number_ticks(Scale(-500, 2100, 0, 1), 6)] == [
        "\N{MINUS SIGN}500", "0", "500",
        "1\N{NO-BREAK SPACE}k", "1.5\N{NO-BREAK SPACE}k", "2\N{NO-BREAK SPACE}k",
    ]  # fmt: skip
    assert [length(one) for one in (93.2, 999, 1000, 1850, 120_000)] == [
        "93 m", "999 m", "1 km", "1.9 km", "120 km",
    ]  # fmt: skip
