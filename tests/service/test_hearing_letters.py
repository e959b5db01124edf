"""Letters to a party: built from the findings that name it, without what it must not see."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest

from sightline.errors import NotFound, UsageError
from sightline.model.marking import Marking
from sightline.model.view import View
from sightline.office.markings import mark
from sightline.office.tables import AcquisitionRow
from sightline.service import cases
from sightline.service.hearing_letters import Order, draft
from tests.web.offices import AT, PARTY, TestOffice, office

ORDER = Order(date(2026, 3, 30), "reply@invented.example", "Anna Invented, editor")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> TestOffice:
    """An office with a case whose finding names a party."""
    return office(tmp_path_factory.mktemp("offices") / "one", secrets=False)


@pytest.fixture
def view(made: TestOffice) -> View:
    """The operator, on the tests' day."""
    return made.bench.operator_view().on(AT.date())


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_it_says_what_is_to_be_published_on_what_and_until_when(made: TestOffice, view: View) -> None:
    (finding,) = cases.case(view, made.bench, made.case).findings
    found = draft(view, made.bench, made.case, PARTY.id, ORDER, ["pdf"])
    text = text_of(found.files["pdf"])
    assert finding.assertion in text and finding.claimed.value in text and "¶" in text
    assert "until 30 March 2026" in text and "reply@invented.example" in text
    assert "note.txt" in text and "SHA-256" in text and found.shown > 0 and found.held_back == 0
    assert found.findings == (finding.id,)
    assert all(each.text in text and each.basis in text for each in finding.ranges)


def test_it_is_the_same_twice_and_records_nothing(made: TestOffice, view: View) -> None:
    before = cases.case(view, made.bench, made.case)
    one, two = (draft(view, made.bench, made.case, PARTY.id, ORDER) for _ in range(2))
    assert dict(one.files) == dict(two.files) and one.files["docx"].startswith(b"PK")
    assert cases.case(view, made.bench, made.case) == before


DEADLINES = {"two weeks": (date(2026, 3, 16), False), "a day less": (date(2026, 3, 15), True)}


@pytest.mark.parametrize(("deadline", "short"), DEADLINES.values(), ids=DEADLINES)
def test_a_short_time_is_told_to_whoever_writes(
    made: TestOffice, view: View, deadline: date, short: bool
) -> None:
    found = draft(view, made.bench, made.case, PARTY.id, Order(deadline, "x", "y"), ["docx"])
    assert any("less than the usual" in hint for hint in found.hints) is short
    assert any("not compared with their resolution" in hint for hint in found.hints)


def test_a_deadline_that_passed_a_party_nobody_names_and_a_case_there_is_not(
    made: TestOffice, view: View
) -> None:
    with pytest.raises(UsageError, match="not after"):
        draft(view, made.bench, made.case, PARTY.id, Order(AT.date(), "x", "y"))
    with pytest.raises(UsageError, match="no finding of this case names 'nobody'") as refusal:
        draft(view, made.bench, made.case, "nobody", ORDER)
    assert PARTY.id in str(refusal.value.remedy)
    with pytest.raises(NotFound):
        draft(view, made.bench, "c-nothing", PARTY.id, ORDER)


def test_evidence_that_is_marked_is_counted_and_never_told(made: TestOffice, view: View) -> None:
    """The last of this file: from here on everything in the office is closed."""
    closed = made
    with closed.bench.office.write(view, "closed") as session:
        for row in session.query(AcquisitionRow).all():
            mark(session, "acquisition", row.id, Marking.parse("TLP:AMBER"), view.user, AT, "closed")
    found = draft(
        closed.bench.operator_view().on(AT.date()), closed.bench, closed.case, PARTY.id, ORDER, ["pdf"]
    )
    text = text_of(found.files["pdf"])
    assert found.shown == 0 and found.held_back > 0
    assert "note.txt" not in text and "cannot be shown to you, to protect a source" in text
