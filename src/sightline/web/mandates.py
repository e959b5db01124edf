"""The mandate an office works under, and even hand: what is counted by state, and nothing said about it."""

from __future__ import annotations

from datetime import date

from sightline.cases import mandates
from sightline.errors import UsageError
from sightline.service import access, even_hand, mandate_choice
from sightline.web.page import Fields, Goto, Page, form, page
from sightline.web.tried import tried
from sightline.web.visit import Visit


@page("/mandates", "mandates.html")
def every(visit: Visit) -> Page:
    """Every mandate as data, the chosen one first, and what is due."""
    return _mandates(visit)


@form("/mandates", "mandates.html")
def choose(visit: Visit, sent: Fields) -> Page | Goto:
    """Work under a mandate from now on."""

    def work() -> Goto:
        why = sent.get("why", "").strip()
        mandate_choice.choose(visit.view, visit.bench, sent.get("mandate", ""), _since(visit, sent), why)
        return Goto("/mandates")

    return tried(work, lambda problem: _mandates(visit))


def _since(visit: Visit, sent: Fields) -> date:
    try:
        return date.fromisoformat(sent["since"]) if sent.get("since") else visit.view.as_of
    except ValueError as error:
        raise UsageError(f"not a day: {sent['since']!r}", place="since", remedy="write 2026-03-02") from error


def _mandates(visit: Visit) -> Page:
    view, bench = visit.view, visit.bench
    held = mandate_choice.choice(view, bench)
    body: dict[str, object] = {
        "chosen": held.mandate.id if held else None,
        "since": held.since if held else None,
        "why": held.why if held else None,
        "calendar": mandate_choice.calendar(view, bench),
        "mandates": tuple(mandate_choice.as_json(one) for one in mandates.mandates()),
        "problem": None,
    }
    return Page("Mandates", body, {"may": access.may(view, bench, mandate_choice.DECIDE)})


@page("/even-hand", "even_hand.html")
def counted(visit: Visit) -> Page:
    """Counts by state and group, with intervals, beside the signals."""
    return Page("Even hand", {"even_hand": even_hand.even_hand(visit.view, visit.bench).as_json()})


HANDLERS = (every, choose, counted)
