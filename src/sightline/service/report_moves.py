"""Moving what stands in a report: a paragraph, table or figure to another place, a section among sections.

Numbers, lists and references follow by themselves. Words are untouched, so whoever is writing in what is
moved saves as before.
"""

from __future__ import annotations

from dataclasses import replace

from sightline.errors import BadInput, Conflict, NotFound
from sightline.model.report import Paragraph
from sightline.model.view import View
from sightline.reports.edits import ADVICE, COVER, find, holder_of, holders
from sightline.service import editing, roles
from sightline.service.report_state import seen_of
from sightline.service.workbench import Workbench

AGAIN = "open the section again and choose one of the places it offers"


def move(view: View, bench: Workbench, report_id: str, block: str, after: str) -> int:
    """A block to after another, or first in the part of that id; the step.

    `Conflict` where somebody else holds the part it leaves or the one it comes into, or where it is the last
    of its section; `BadInput` for a table in the summary; `NotFound` where one of the two stands no more.
    """
    roles.require(view, bench, "write_report")
    held = editing.now(view, bench, report_id)
    shown = seen_of(view, bench, report_id, held.now)
    moved = find(shown, block)
    if moved is None:
        raise NotFound("no such block", remedy="open the section again: it may have been removed")
    places = {own for own, *_ in holders(shown)}
    if after == block or (after not in places and find(shown, after) is None):
        raise NotFound("no such place in the report", place=after, remedy=AGAIN)
    old, new = holder_of(held.now, block), after if after in places else holder_of(held.now, after)
    if new == "summary" and not isinstance(moved, Paragraph):
        raise BadInput("a summary holds paragraphs alone", place=block, remedy="move it to a section")
    for part in {old, new}:
        editing.check_lock(view, bench, held, part)
    if old != new:
        editing.check_not_last(held, block)
    return editing.record(view, bench, report_id, ("moved", block, {"after": after}))


def place(
    view: View, bench: Workbench, report_id: str, section: str, after: str = "", inside: str = ""
) -> int:
    """A section, and all it holds, to after another, first inside another, or, without either, first of all.

    The step. `Conflict` where somebody else holds it; `BadInput` for a place within itself.
    """
    roles.require(view, bench, "write_report")
    held = editing.now(view, bench, report_id)
    shown = seen_of(view, bench, report_id, held.now)
    moved, goal = editing.find_section(shown, section), inside or after
    if moved is None or (goal and editing.find_section(shown, goal) is None):
        raise NotFound("no such section of the body", place=goal or section, remedy=AGAIN)
    if goal and editing.find_section(replace(shown, sections=(moved,)), goal):
        raise BadInput("a section does not stand within itself", place=section, remedy="choose another place")
    editing.check_lock(view, bench, held, section)
    return editing.record(view, bench, report_id, ("placed", section, {"after": after, "inside": inside}))


def shift(view: View, bench: Workbench, report_id: str, place_id: str, after: str, inside: str = "") -> int:
    """A block or a section, whichever has the id, to another place (see `move` and `place`); the step."""
    if place_id in {COVER, ADVICE, "summary"}:
        raise Conflict(f"the {place_id} stands where it stands", remedy="move what is in it")
    held = editing.now(view, bench, report_id)
    if editing.find_section(held.now, place_id):
        return place(view, bench, report_id, place_id, after, inside)
    return move(view, bench, report_id, place_id, inside or after)
