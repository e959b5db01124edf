from __future__ import annotations

import pytest

from sightline.cases import paper_reading, weighing
from sightline.cases.weighing import Cell, Exhibit
from sightline.errors import ChangedMeanwhile, UsageError
from tests.cases.conftest import Desk
from tests.cases.test_filing import opened, read


def exhibit(desk: Desk) -> str:
    cite = "a" * 64 + "@bytes 1-9"
    return opened(desk, "exhibit", {"note": "A log says so.", "cites": cite, "credibility": "2"})


def test_marks_are_set_and_others_kept(desk: Desk) -> None:
    one, first = exhibit(desk), opened(desk, "hypothesis", {"short": "It met"})
    second = opened(desk, "hypothesis", {"short": "It waited"})

    def weigh(cells: list[Cell], minutes: int, by: str = "expert-a") -> int:
        with desk.office.write(desk.view(), "x") as session:
            act = desk.act(by=by, minutes=minutes)
            return weighing.weigh(desk.view(), session, desk.case, cells, act, desk.entropy)

    assert weigh([Cell(one, first, "++", ""), Cell(one, second, "", "")], 1) == 1
    assert weigh([Cell(one, second, "--", "")], 2, "expert-b") == 1
    with pytest.raises(ChangedMeanwhile, match=r"expert-b set '--' where you set '\+'"):
        weigh([Cell(one, second, "+", "")], 3)
    assert weigh([Cell(one, second, "--", "")], 3) == 0, "the same mark is no conflict"
    with pytest.raises(UsageError, match="not a mark"):
        weigh([Cell(one, second, "+++", "--")], 3)
    with desk.office.read(desk.view()) as session:
        held = weighing.newest(paper_reading.weighings(desk.view(), session, [one]))
    assert {key[1]: value.mark for key, value in held.items()} == {first: "++", second: "--"}


def test_totals_count_an_origin_once(desk: Desk) -> None:
    paper, y = read(desk, exhibit(desk)), opened(desk, "hypothesis", {"short": "It met"})
    other = "y-other"
    rows = [
        Exhibit(paper, "s", "press", "B", "", {y: "-", other: "+"}),
        Exhibit(paper, "s", "press", "B", "", {y: "--", other: "--"}),
        Exhibit(paper, "s", "state", "D", "", {y: "-", other: ""}),
    ]
    total = weighing.totals([read(desk, y)], rows)[y]
    assert (total.against, total.against_origins, total.against_graded) == (4, 3, 2)
    assert (total.speaks_for, total.unweighed) == (0, 0)
    assert [one.tells_apart for one in rows] == [0.5, 0.0, None]
