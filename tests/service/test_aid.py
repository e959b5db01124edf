"""Item lists against the goods measures, and requests made ready: complete, or saying what is missing."""

from __future__ import annotations

import io
import zipfile
from dataclasses import fields, replace
from datetime import date

import pypdfium2
import pytest

from sightline.errors import BadInput
from sightline.model.aid import AidItem, ItemSays
from sightline.model.view import View
from sightline.reports.exemption_request import Request
from sightline.service import aid
from sightline.service.exemptions import record
from sightline.service.workbench import Workbench
from tests.service.test_exemptions import APPROVED, GIVEN

PUMP = AidItem(2, "hand pumps", "841381", "", "40", "pieces")
SAYS = {
    "machines": (PUMP, "2026-03-02", ItemSays.NEEDS_EXEMPTION, "industrial"),
    "machines on the day of the ban": (PUMP, "2017-12-22", ItemSays.NEEDS_EXEMPTION, "industrial"),
    "machines the day before": (PUMP, "2017-12-21", ItemSays.NO_BAN, ""),
    "medicine": (AidItem(2, "antibiotics", "300410"), "2026-03-02", ItemSays.NO_BAN, ""),
    "steel": (AidItem(2, "bolts", "731815"), "2026-03-02", ItemSays.NEEDS_EXEMPTION, "industrial"),
    "a code there is not": (AidItem(2, "pumps", "84138"), "2026-03-02", ItemSays.CANNOT_SAY, ""),
    "no code": (AidItem(2, "antibiotic tablets"), "2026-03-02", ItemSays.CANNOT_SAY, ""),
}


@pytest.mark.parametrize(("item", "day", "says", "measure"), SAYS.values(), ids=SAYS)
def test_a_line_is_never_called_a_breach(
    bench: Workbench, view: View, item: AidItem, day: str, says: ItemSays, measure: str
) -> None:
    (found,) = aid.check_items(view.on(date.fromisoformat(day)), bench, [item])
    assert (found.says, measure in [one.id for one in found.measures] or not measure) == (says, True)
    assert (found.needs != ()) == (says is ItemSays.CANNOT_SAY)


def test_every_measure_is_told_with_its_paragraph_and_how_far_it_was_checked(
    bench: Workbench, view: View
) -> None:
    (found,) = aid.check_items(view, bench, [PUMP])
    (touched,) = found.measures
    assert touched.paragraph == "2397 ¶7" and "checked" in touched.verified


def test_what_an_exemption_on_record_covers_is_exempted_on_its_days(bench: Workbench, view: View) -> None:
    record(view, bench, GIVEN, APPROVED, "letter published")
    now = bench.operator_view()
    (held,) = aid.check_items(now.on(date(2026, 9, 30)), bench, [PUMP])
    assert (held.says, held.exemption) == (ItemSays.EXEMPTED, "S/AC.49/2026/INV.1")
    (late,) = aid.check_items(now.on(date(2026, 10, 1)), bench, [PUMP])
    assert late.says is ItemSays.NEEDS_EXEMPTION


WHOLE = Request(
    dated=date(2026, 3, 2),
    channel="member-state",
    **{
        one.name: f"Invented {one.name}."
        for one in fields(Request)
        if one.name not in ("dated", "channel", "months")
    },
)


def test_a_complete_request_lacks_nothing() -> None:
    assert aid.missing(WHOLE, [PUMP]) == ()


@pytest.mark.parametrize("name", ["organisation", "dated", "nature", "monitoring", "payments", "signatory"])
def test_each_part_that_is_missing_is_named(name: str) -> None:
    (lacks,) = aid.missing(replace(WHOLE, **{name: None if name == "dated" else ""}), [PUMP])
    assert lacks.startswith(f"{name}: ")


def test_a_line_without_its_quantity_is_named() -> None:
    assert aid.missing(WHOLE, [AidItem(7, "pumps")]) == ("row 7: quantity and unit of pumps",)
    assert aid.missing(WHOLE, []) == ("items: the itemised list, an annex that can be published",)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_the_request_as_pdf_and_docx_says_everything_and_gives_equal_bytes(
    bench: Workbench, view: View
) -> None:
    made = aid.make_request(view, bench, WHOLE, [PUMP, AidItem(3, "antibiotics", "300410", "", "5", "boxes")])
    text = text_of(made.files["pdf"])
    document = zipfile.ZipFile(io.BytesIO(made.files["docx"])).read("word/document.xml").decode()
    for part in (*aid.guide(view, bench).contents,):
        assert part.title in text and part.title in document
        assert f"Invented {part.id}." in text and f"Invented {part.id}." in document
    for told in ("Annex A", "Annex B", "Annex C", "hand pumps", "2397 ¶7", "paragraph 25 of resolution 2397"):
        assert told in text and told.split()[-1] in document
    assert "DRAFT" not in text and "to be completed" not in text
    assert made.warnings == ()
    again = aid.make_request(
        view, bench, WHOLE, [PUMP, AidItem(3, "antibiotics", "300410", "", "5", "boxes")]
    )
    assert dict(again.files) == dict(made.files)


def test_an_incomplete_request_is_refused_and_a_draft_says_so_on_its_pages(
    bench: Workbench, view: View
) -> None:
    lacking = replace(WHOLE, payments="", months="")
    with pytest.raises(BadInput, match="lacks 1 part: payments"):
        aid.make_request(view, bench, lacking, [PUMP])
    made = aid.make_request(view, bench, lacking, [PUMP], ["pdf"], draft=True)
    text = text_of(made.files["pdf"])
    assert text.count("DRAFT, not complete") >= 3 and "[to be completed: payments]" in text
    assert made.missing[0].startswith("payments: ")


def test_a_wrong_field_channel_or_day_is_named() -> None:
    for given, said in (
        ({"colour": "red"}, "unknown field 'colour'"),
        ({"channel": "post"}, "channel 'post'"),
        ({"dated": "2 March"}, "dated"),
    ):
        with pytest.raises(BadInput, match=said):
            aid.request_of(given)
    assert aid.request_from_yaml(
        "organisation: Invented Relief\ndated: 2026-03-02\n", "r.yaml"
    ).dated == date(2026, 3, 2)
