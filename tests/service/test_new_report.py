from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from sightline.errors import BadInput, Conflict, NotAllowed, UsageError
from sightline.model.marking import Marking, Tlp
from sightline.model.report import Template
from sightline.reports import pdf
from sightline.reports.footnotes import Catalogue
from sightline.reports.layout import Heading, lay_out
from sightline.reports.number import number
from sightline.reports.parts import PARTS, Part
from sightline.service import editing, new_report
from sightline.service.new_report import SECTIONS, Wanted
from tests.service.test_editing import editor
from tests.web.offices import TestOffice, copied, office

AMBER = Marking(Tlp.AMBER)
WANTED = Wanted(Template.INCIDENT, "SL/2026/9", "An invented incident", AMBER)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> TestOffice:
    return office(tmp_path_factory.mktemp("new") / "one", secrets=False)


@pytest.mark.parametrize("template", list(Template))
def test_each_kind_has_its_parts_and_is_a_document(template: Template) -> None:
    wanted = replace(WANTED, template=template)
    laid = lay_out(number(new_report.skeleton(wanted, "Invented Office", date(2026, 3, 2))), Catalogue({}))
    assert bool(laid.summary) is (Part.SUMMARY in PARTS[template])
    assert bool(laid.annexes) is (Part.EVIDENCE in PARTS[template])
    headings = [one for one in laid.body if isinstance(one, Heading)]
    assert len(headings) == (0 if template is Template.LETTER else len(SECTIONS[template]))
    done = pdf.render(laid)
    assert done.warnings == ()
    document = pypdfium2.PdfDocument(done.data)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert "An invented incident" in text and SECTIONS[template][0][1].split()[1] in text
    assert (len(document) == 1) is (template is Template.LETTER)


def test_it_opens_at_the_desk(made: TestOffice, tmp_path: Path) -> None:
    desk = copied(made, tmp_path / "office")
    one = editor(desk, "one")
    id = new_report.new(one(), desk.bench, WANTED)
    shown = editing.desk(one(), desk.bench, id, "s-1")
    opened = [part.title for part in shown.outline if part.id.startswith("s-")]
    assert opened == [title for title, _ in SECTIONS[Template.INCIDENT]]
    with pytest.raises(Conflict, match="there is a report"):
        new_report.new(one(), desk.bench, WANTED)


WRONG = {
    "no title": (replace(WANTED, symbol="SL/1", title=" "), BadInput),
    "a marking nobody here is cleared for": (
        replace(WANTED, symbol="SL/1", marking=Marking(Tlp.RED, frozenset({"OTHER"}))), BadInput),
    "a language without a layout": (replace(WANTED, symbol="SL/1", language="tlh"), UsageError),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_opened_is_said(made: TestOffice, name: str) -> None:
    wanted, error = WRONG[name]
    with pytest.raises(error):
        new_report.new(editor(made, f"one-{len(name)}")(), made.bench, wanted)


def test_readers_open_none(made: TestOffice) -> None:
    reader = editor(made, "someone", "reader", AMBER)
    with pytest.raises(NotAllowed):
        new_report.new(reader(), made.bench, replace(WANTED, symbol="SL/2"))
