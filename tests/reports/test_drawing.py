from __future__ import annotations

from xml.etree import ElementTree

import pytest

from sightline.model.report import Cell, Figure, Form
from sightline.reports.drawing import MOST, WIDTH, draw, drawable
from sightline.reports.lettering import breadth

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


LONG = "INVENTED PERSON FOUR (SAMPLE) OF THE INVENTED GENERAL TRADING AND SHIPPING COMPANY LIMITED, WONSAN"
LABELLED = {
    Form.BARS: ((LONG, "12"), ("Short", "1,200,000,000,000")),
    Form.TIMELINE: ((LONG, "2017-10-01", "2017-10-19"), ("Another", "2017-11")),
    Form.MAP: ((LONG * 2, "38.1000", "124.5000"),),
    Form.NETWORK: (("Short", LONG), (LONG, "Other " * 20)),
}


@pytest.mark.parametrize("form", list(Form))
def test_no_text_leaves_the_picture(form: Form) -> None:
    root = ElementTree.fromstring(draw(figure(form, LABELLED[form])))
    texts = [one for one in root if one.tag.endswith("text")]
    for one in texts:
        at, wide = float(one.get("x", "")), breadth(one.text or "", float(one.get("font-size", "")))
        begin = at - wide if one.get("text-anchor") == "end" else at
        assert begin >= 0 and begin + wide <= WIDTH, one.text
    assert any("INVENTED PERSON" in (one.text or "") for one in texts)


def test_a_broad_label_is_set_smaller_and_a_broader_one_in_two_lines() -> None:
    rows = ((LONG, "1"), ("INVENTED PERSON FOUR (SAMPLE) OF NAMPO", "2"), ("Short", "3"))
    sizes = {one.text: one.get("font-size") for one in ElementTree.fromstring(draw(figure(Form.BARS, rows)))}
    assert sizes["Short"] == "12" and sizes[rows[1][0]] == "10"
    assert [text for text, size in sizes.items() if size == "9" and text and text in LONG]
