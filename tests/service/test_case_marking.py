"""A case marked anew: raised, lowered as far as what it cites allows, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sightline.errors import NotAllowed, UsageError
from sightline.model.marking import PUBLIC, Marking, Tlp
from sightline.office.markings import mark
from sightline.office.tables import AcquisitionRow
from sightline.service import access, cases
from sightline.service.case_marking import mark_case, marks
from sightline.service.ingest import Options
from sightline.service.items import acquired
from tests.web.offices import TestOffice, cite, office, take

AMBER, RED = Marking(Tlp.AMBER), Marking(Tlp.RED)
INSIDE = "An invented note for few."


@pytest.fixture
def made(tmp_path: Path) -> Iterator[TestOffice]:
    found = office(tmp_path / "one", secrets=False)
    with closing(found.bench):
        yield found


def test_a_case_is_raised_and_lowered_as_far_as_what_it_cites(made: TestOffice, tmp_path: Path) -> None:
    bench, view = made.bench, made.bench.operator_view()
    reader = access.view_of(bench, made.reader)
    item = take(view, bench, tmp_path / "inside.txt", INSIDE, Options(source="press", marking=AMBER))
    cited = [cite(item, INSIDE, "invented note")]
    with pytest.raises(NotAllowed, match="would cite"):
        cases.add_lead(view, bench, made.case, "A lead.", cited)
    with pytest.raises(UsageError, match="reason"):
        mark_case(view, bench, made.case, RED, " ")
    with pytest.raises(UsageError, match="already"):
        mark_case(view, bench, made.case, marks(view, bench, made.case)[-1].marking, "again")
    with pytest.raises(NotAllowed):
        mark_case(reader, bench, made.case, RED, "not theirs")
    mark_case(view, bench, made.case, RED, "a source is at risk")
    assert made.case not in {one.id for one in cases.cases(reader, bench)}
    cases.add_lead(view, bench, made.case, "A lead.", cited)
    with pytest.raises(NotAllowed, match="TLP:AMBER"):
        mark_case(view, bench, made.case, PUBLIC, "to be published")
    mark_case(view, bench, made.case, AMBER, "the risk is over")
    assert [str(one.marking) for one in marks(view, bench, made.case)][-2:] == ["TLP:RED", "TLP:AMBER"]


def test_what_one_may_not_see_is_not_laid_open(made: TestOffice, tmp_path: Path) -> None:
    bench, view = made.bench, made.bench.operator_view()
    access.add_user(view, bench, "second", "editor", AMBER)
    second = access.view_of_user(bench, "second")
    item = take(view, bench, tmp_path / "inside.txt", INSIDE, Options(source="press"))
    cases.add_lead(view, bench, made.case, "A lead.", [cite(item, INSIDE, "invented note")])
    mark_case(second, bench, made.case, AMBER, "while it is looked into")
    with bench.office.write(view, "a test") as session:
        (row,) = acquired(view, session, [item])[item]
        mark(session, AcquisitionRow.__marked__, row.row.id, RED, view.user, bench.clock(), "a test")
    with pytest.raises(NotAllowed, match="not yours") as refused:
        mark_case(second, bench, made.case, PUBLIC, "to be published")
    assert "RED" not in str(refused.value) + refused.value.remedy
