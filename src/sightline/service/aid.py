"""Aid: what needs an exemption, an item list held against the goods measures, and a request made ready."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline import regime
from sightline.errors import BadInput
from sightline.model.aid import AidItem, Guide, ItemCheck, ItemSays, Touched
from sightline.model.check import Says
from sightline.model.view import View
from sightline.regime import asking, plain_yaml
from sightline.regime.aid import guide as facts
from sightline.reports import letter_docx, letter_pdf
from sightline.reports.exemption_request import FIELDS, REQUIRED, Request, request_letter
from sightline.service import exemptions
from sightline.service.roles import require
from sightline.service.workbench import Workbench

FORMATS = ("docx", "pdf")


@dataclass(frozen=True, slots=True)
class Made:
    """A request made ready: its files by format, what is still missing in it, what to know of them."""

    files: Mapping[str, bytes]
    missing: tuple[str, ...]
    checks: tuple[ItemCheck, ...]
    warnings: tuple[str, ...]


def guide(view: View, bench: Workbench) -> Guide:
    """What resolution 2664 covers, what still needs an exemption, who may ask, and what to say."""
    return facts()


def check_items(view: View, bench: Workbench, items: Iterable[AidItem]) -> tuple[ItemCheck, ...]:
    """Each line against the goods measures on the View's day; aid is never called a breach."""
    require(view, bench, "screen")
    return tuple(_check(view, bench, item) for item in items)


def _check(view: View, bench: Workbench, item: AidItem) -> ItemCheck:
    raw = {
        "goods": item.item,
        "hs": item.hs,
        "hs_version": item.hs_version,
        "quantity": item.quantity if item.unit else "",
        "unit": item.unit if item.quantity else "",
        "value": item.value_usd,
        "from": item.origin,
        "to": "KP",
        "purpose": "humanitarian",
        "on": view.as_of.isoformat(),
    }
    read = asking.read({name: text for name, text in raw.items() if text}, view.as_of)
    verdict = regime.answer(read)
    touched = tuple(
        Touched(one.id, one.paragraph, one.verified, one.reason)
        for one in verdict.concerns
        if one.says is not Says.NOT_COVERED
    )
    told = tuple(f"HS {one.hs}, {one.wording}" for one in verdict.candidates[:3])
    notes = (*verdict.notes, *((f"the description may mean {'; '.join(told)}",) if told else ()))
    code = read.question.hs
    if verdict.answer is Says.NOT_COVERED and code:
        return ItemCheck(item, ItemSays.NO_BAN, (), (), "", notes)
    held = exemptions.exemption_for(view, bench, on=view.as_of, hs=code) if code else ()
    if held:
        first = held[0]
        return ItemCheck(item, ItemSays.EXEMPTED, touched, first.opens, first.exemption.reference, notes)
    if verdict.answer is Says.CANNOT_SAY or not code:
        needs = verdict.needs or ("hs: the code, to be sure",)
        return ItemCheck(item, ItemSays.CANNOT_SAY, touched, needs, "", notes)
    return ItemCheck(item, ItemSays.NEEDS_EXEMPTION, touched, verdict.needs, "", notes)


def request_from_yaml(text: str, name: str) -> Request:
    """A request from its file; `BadInput` names a field that is unknown, or a day that is none."""
    given = plain_yaml.read(text, name)
    if not isinstance(given, dict):
        raise BadInput(f"{name} holds no fields", place=name, remedy="write organisation: …, title: …")
    return request_of(given, name)


def request_of(given: Mapping[str, Any], name: str = "the request") -> Request:
    """A request from its fields."""
    if unknown := sorted(set(given) - set(FIELDS)):
        raise BadInput(f"unknown field {unknown[0]!r}", place=name, remedy="use " + ", ".join(FIELDS))
    fields = {key: str(value or "").strip() for key, value in given.items()}
    channels = [one.id for one in facts().channels]
    if fields.get("channel") and fields["channel"] not in channels:
        raise BadInput(
            f"channel {fields['channel']!r}", place=name, remedy="use one of " + ", ".join(channels)
        )
    try:
        dated = date.fromisoformat(fields.pop("dated")) if fields.get("dated") else None
    except ValueError as problem:
        raise BadInput(f"dated: {problem}", place=name, remedy="write it as 2026-03-02") from problem
    fields.pop("dated", None)
    return Request(dated=dated, **fields)


def missing(request: Request, items: Sequence[AidItem]) -> tuple[str, ...]:
    """What a complete request still lacks, in the order of the notice."""
    lacks = [f"{one}: {ask}" for one, ask in REQUIRED.items() if not getattr(request, one)]
    lacks += [f"{one.id}: {one.title}. {one.ask}" for one in facts().contents if not getattr(request, one.id)]
    lacks += [] if items else ["items: the itemised list, an annex that can be published"]
    lacks += [
        f"row {one.row}: quantity and unit of {one.item}" for one in items if not (one.quantity and one.unit)
    ]
    return tuple(lacks)


def make_request(
    view: View,
    bench: Workbench,
    request: Request,
    items: Sequence[AidItem],
    formats: Sequence[str] = FORMATS,
    draft: bool = False,
) -> Made:
    """The request with its annexes as DOCX and PDF; `BadInput` while something is missing, unless a draft.

    A draft says on every page that it is one, and prints what is missing where it belongs.
    """
    lacks = missing(request, items)
    if lacks and not draft:
        raise BadInput(
            f"the request lacks {len(lacks)} part{'s' if len(lacks) > 1 else ''}: {lacks[0]}",
            remedy="fill it in, or make a draft; all that is missing: " + " | ".join(lacks),
        )
    checks = check_items(view, bench, items)
    letter = request_letter(request, facts(), regime.get(facts().clause), checks, view.as_of, bool(lacks))
    files: dict[str, bytes] = {}
    warnings: tuple[str, ...] = ()
    for format in formats:
        if format == "docx":
            files[format] = letter_docx.render(letter)
        elif format == "pdf":
            drawn = letter_pdf.render(letter)
            files[format], warnings = drawn.data, drawn.warnings
        else:
            raise BadInput(f"unknown format {format!r}", remedy="use " + ", ".join(FORMATS))
    return Made(files, lacks, checks, warnings)


def item_json(one: ItemCheck) -> dict[str, Any]:
    """One line of the check."""
    return {
        "row": one.item.row,
        "item": one.item.item,
        "hs": one.item.hs or None,
        "says": one.says,
        "measures": one.measures,
        "needs": one.needs,
        "exemption": one.exemption or None,
        "notes": one.notes,
    }
