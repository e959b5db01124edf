from __future__ import annotations

from xml.etree import ElementTree

import pytest

from sightline.model.report import Cell, Figure, Form
from sightline.reports.drawing import MOST, draw, drawable

ROWS = {
    Form.BARS: (("Company", "12"), ("Vessel <b>", "1,200")),
    Form.TIMELINE: (("A ship", "2017-10-01", "2017-10-19"), ("Another", "2017-11")),
    Form.MAP: (("A meeting", "38.1000", "124.5000"), ("Another", "30.2", "126.0")),
    Form.NETWORK: (("One; Two", "x"), ("Two; Three", "x")),
}


def figure(form: Form, rows: tuple[tuple[str, ...], ...]) -> Figure:
    cells = tuple(tuple(Cell(text) for text in row) for row in rows)
    return Figure("f", "Title", tuple("abc"[: len(rows[0]) if rows else 2]), cells, {}, form=form, alt="x")


@pytest.mark.parametrize("form", list(Form))
def test_a_drawing_is_xml_that_says_every_name_and_is_the_same_each_time(form: Form) -> None:
    drawn = draw(figure(form, ROWS[form]))
    said = "".join(ElementTree.fromstring(drawn).itertext())
    assert all(name in said for row in ROWS[form] for name in row[0].split("; "))
    assert drawn == draw(figure(form, ROWS[form]))


@pytest.mark.parametrize("form", list(Form))
def test_nothing_to_draw_is_said(form: Form) -> None:
    assert "no " in draw(figure(form, ())) or "nothing" in draw(figure(form, ()))


def test_what_is_left_out_is_counted() -> None:
    rows = tuple((f"State {n}", str(n)) for n in range(MOST + 2))
    assert "more rows: 2" in draw(figure(Form.BARS, rows))


def test_what_has_no_position_is_left_out_of_a_map_and_counted() -> None:
    rows = (
        ("A meeting", "38.1", "124.5"),
        ("An account", "", ""),
        ("A person", "acc-1; acc-2", "2017-10-01"),
    )
    drawn = draw(figure(Form.MAP, rows))
    assert "without a position: 2 / 3" in drawn and "An account" not in drawn and "0.00" not in drawn
    assert "without a position" not in draw(figure(Form.MAP, ROWS[Form.MAP]))
    assert [drawable(Form.MAP, row) for row in rows] == [True, False, False]
    assert drawable(Form.TIMELINE, ("x", "2017-10-01")) and not drawable(Form.TIMELINE, ("x", "high"))
    assert drawable(Form.BARS, ("x", "1,200")) and not drawable(Form.BARS, ("x", "2017-10-01"))
    assert drawable(Form.NETWORK, ("One; Two",)) and not drawable(Form.NETWORK, ("One", ""))


def test_a_long_name_beside_a_point_stands_in_two_lines() -> None:
    name = "Invented General Trading and Shipping Company Limited"
    drawn = draw(figure(Form.NETWORK, ((name, "Other"),)))
    assert ">Invented General Trading<" in drawn and ">and Shipping Company<" not in drawn
    assert ">and Shipping Company…<" in drawn
