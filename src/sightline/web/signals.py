"""Signals: worked through as a list, opened one by one with the rows they stand on, set aside or taken on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sightline.cases.casefile import NewCase
from sightline.detectors.payments import disputed_payments
from sightline.errors import NotFound, UsageError
from sightline.model.measure import Measure
from sightline.model.signal import Signal
from sightline.service import (
    access,
    cases,
    cited_files,
    course,
    flows,
    heard,
    holders,
    listings,
    manual_page,
    measures,
    parameters,
    reachable,
    signal_log,
    signals,
    speaking_against,
    table_rows,
    tracks,
)
from sightline.service.flows import Flows
from sightline.service.reachable import Reachable
from sightline.service.signal_log import Record
from sightline.service.signals import SignalPage
from sightline.service.tracks import Tracks
from sightline.web import signal_list
from sightline.web.drawing.course_strip import course_strip
from sightline.web.drawing.money_chart import money_chart
from sightline.web.drawing.passage_chart import passage
from sightline.web.drawing.payment_graph import graph
from sightline.web.drawing.sea_map import close_up, sea_map
from sightline.web.page import Fields, Goto, Page, form, page
from sightline.web.visit import Visit

LIST, SIGNAL = "signals.html", "signal.html"
MOVES = {"dismiss": "dismissed", "take": "taken", "reopen": "new"}
"""what can be done with a signal, and the state it leads to"""

MOST_ROWS = 60
"""cited rows that are shown in full"""
MOST_SHOWN = 200
"""payments with one counterparty"""


@page("/signals", LIST)
def every(visit: Visit) -> Page:
    """The signals this View may know of, as the address filters and sorts them."""
    shown = signal_list.listed(visit)
    at, done = visit.text("at"), visit.text("done")
    body: dict[str, object] = {
        "signals": shown.lines,
        "counts": shown.counts,
        "state": signal_list.state_of(visit),
        "page": shown.page,
        "pages": shown.pages,
    }
    ids = [line.signal.id for line in shown.lines]
    drawn: dict[str, object] = {
        "listed": shown,
        "query": signal_list.query(visit),
        "next_sort": {name: signal_list.next_sort(shown, name) for name in signal_list.SORTS},
        "detectors": parameters.names(),
        "at": at,
        "elsewhere": _recorded(visit, at) if at not in ids else None,
        "told": _recorded(visit, done),
    }
    if not visit.twin:
        drawn["holders"] = holders.holders(visit.view, visit.bench, [line.signal for line in shown.lines])
    return Page("Signals", body, drawn | _doing(visit))


def _recorded(visit: Visit, identifier: str) -> Record | None:
    found = signal_log.newest(visit.view, visit.bench, [identifier]) if identifier else ()
    return found[0] if found else None


def _doing(visit: Visit) -> dict[str, object]:
    """Which form is open, and what it needs; nobody who may not investigate is offered one."""
    may = access.may(visit.view, visit.bench, cases.INVESTIGATE)
    doing = visit.text("do") if may and visit.text("do") in MOVES else ""
    open_cases = cases.cases(visit.view, visit.bench) if doing == "take" else ()
    return {"may": may, "doing": doing, "cases": open_cases}


@page("/signals/{id:str}", SIGNAL)
def signal(visit: Visit) -> Page:
    """What was seen, the rows it stands on, how it was computed, and what was done about it."""
    found = signals.signal(visit.view, visit.bench, visit.parameters["id"])
    seen = found.line.signal
    followed = _tracks(visit, seen)
    paid = flows.flows(visit.view, visit.bench, seen, visit.text("account"))
    rows = () if paid else table_rows.stands_on(visit.view, visit.bench, seen, MOST_ROWS)
    ships = heard.heard(visit.view, visit.bench, seen)
    reached = reachable.reachable(seen, ships)
    listed = listings.listings(visit.view, visit.bench, ships)
    told = course.course(visit.view, visit.bench, seen, followed) if followed else ()
    called = holders.of_actors(visit.view, visit.bench, seen.actors)
    body: dict[str, object] = {
        "signal": found.line,
        "seen": found.seen,
        "basis": found.basis,
        "waters": found.waters,
        "listings": listed,
        "against": speaking_against.against(
            seen,
            found.versions,
            found.steps,
            found.basis,
            ships,
            tuple(one.actor.id for one in listed if one.now),
        ),
        "versions": found.versions,
        "moves": found.steps,
        "parameters": parameters.parameters(seen),
        "measures": tuple(_measures(visit, seen)),
        "tracks": followed,
        "reachable": reached,
        "course": told,
        "flows": paid,
        "rows": rows,
        "holders": called,
        "cited_files": cited_files.cited_files(visit.view, visit.bench, seen, told, paid, listed),
    }
    before, after = signal_list.neighbours(visit, seen.id)
    drawn: dict[str, object] = {
        "title_of": parameters.title(seen.detector),
        "disputed_payments": disputed_payments.named_in(seen),
        "query": signal_list.query(visit),
        "before": before,
        "after": after,
    }
    drawings = {} if visit.twin else _drawings(visit, seen, followed, paid, reached)
    if followed and not visit.twin:
        drawings["strip"] = course_strip(followed, seen, told)
    return Page(who(seen, called), body, drawn | _doing(visit) | drawings)


@page("/detectors/{id:str}", "detector.html")
def manual(visit: Visit) -> Page:
    """The manual page of a detector."""
    known = manual_page.manual_page(visit.parameters["id"])
    return Page(known.name.replace("_", " ").capitalize(), {"detector": known})


def who(seen: Signal, called: Mapping[str, str]) -> str:
    """The actors in one line, accounts by their holders where these are known, without their numbers."""
    several = seen.actors if len(seen.actors) <= holders.FIRST + 1 else holders.first(seen)
    more = len(seen.actors) - len(several)
    told = " and ".join(called.get(actor.id, holders.without_number(actor)) for actor in several)
    return told + (f" and {more} more" if more else "")


def _tracks(visit: Visit, seen: Signal) -> Tracks | None:
    if not any(actor.id.startswith(tracks.SHIP) for actor in seen.actors):
        return None
    found = tracks.tracks(visit.view, visit.bench, seen)
    return found if any(track.fixes for track in found.tracks) else None


def _measures(visit: Visit, seen: Signal) -> list[Measure]:
    found = []
    for identifier in seen.measures:
        try:
            found.append(measures.measure(visit.view, visit.bench, identifier))
        except NotFound:  # named by an older version of the rules
            continue
    return found


def _drawings(
    visit: Visit, seen: Signal, followed: Tracks | None, paid: Flows | None, reached: Reachable | None
) -> dict[str, object]:
    with_whom = visit.text("with")
    between = [one for one in paid.payments if one.other == with_whom] if paid and with_whom else []
    return {
        "map": sea_map(followed, seen, reached) if followed else None,
        "close": close_up(followed, seen) if followed else None,
        "passage": passage(followed, seen) if followed else None,
        "graph": graph(paid) if paid and paid.edges else None,
        "money": money_chart(paid) if paid else None,
        "with_whom": with_whom if between else "",
        "between": between[:MOST_SHOWN],
        "more_between": max(0, len(between) - MOST_SHOWN),
    }


def _moving(visit: Visit, sent: Fields, do: Callable[[str, str], object]) -> Goto:
    """Do something with a signal, then go on: to the next of the list, or back to its page."""
    identifier, why = visit.parameters["id"], sent.get("why", "").strip()
    asked = signal_list.query(visit)
    before, after = signal_list.neighbours(visit, identifier)
    do(identifier, why)
    if sent.get("back") != "list":
        return Goto(f"/signals/{identifier}", asked)
    return Goto("/signals", asked | {"at": after or before or identifier, "done": identifier})


@form("/signals/{id:str}/dismiss", SIGNAL)
def dismiss(visit: Visit, sent: Fields) -> Page | Goto:
    """Set a signal aside, with the reason."""
    return _moving(visit, sent, lambda id, why: signals.dismiss(visit.view, visit.bench, id, why))


@form("/signals/{id:str}/reopen", SIGNAL)
def reopen(visit: Visit, sent: Fields) -> Page | Goto:
    """Look at a dismissed signal again, with the reason."""
    return _moving(visit, sent, lambda id, why: signals.reopen(visit.view, visit.bench, id, why))


@form("/signals/{id:str}/take", SIGNAL)
def take(visit: Visit, sent: Fields) -> Page | Goto:
    """Make a signal a lead of a case, or of one opened for it."""

    def into_case(identifier: str, why: str) -> None:
        if not why:
            raise UsageError("a move has a reason", remedy="say why in a few words")
        found = signals.signal(visit.view, visit.bench, identifier)
        case = sent.get("case", "")
        signals.take(visit.view, visit.bench, identifier, case or _opened(visit, sent, found, why), why)

    return _moving(visit, sent, into_case)


def _opened(visit: Visit, sent: Fields, found: SignalPage, why: str) -> str:
    """A new case, marked like the signal."""
    title = sent.get("title", "").strip()
    if not title:
        raise UsageError("which case?", remedy="choose one, or give a new one its title")
    seen = found.line.signal
    new = NewCase(title, seen.reasons[0].text, found.line.marking)
    return cases.open_case(visit.view, visit.bench, new, why)


HANDLERS = (every, signal, manual, dismiss, reopen, take)
