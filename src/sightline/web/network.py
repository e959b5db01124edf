"""The network around a party, outwards by amount and time, with the ways to another; rows of an edge."""

from __future__ import annotations

from collections import Counter
from datetime import date

from sightline.errors import UsageError
from sightline.service import network as service
from sightline.service import network_rows, network_words
from sightline.service.network_rows import Paid
from sightline.service.network_shape import Asked
from sightline.web.drawing.flow_network import flow_network
from sightline.web.page import Page, page
from sightline.web.visit import Visit


@page("/network", "network.html")
def network(visit: Visit) -> Page:
    """From a party outwards; the address holds all that was asked."""
    asked = _asked(visit)
    found = service.network(visit.view, visit.bench, asked)
    body: dict[str, object] = {"network": found}
    drawn: dict[str, object] = {}
    if not visit.twin:
        names = {one.id: one.name or one.number for one in found.parties}
        roots = [one for one in found.parties if one.step == 0]
        drawn = {
            "drawing": flow_network(found),
            "names": names,
            "namesakes": {name for name, several in Counter(names.values()).items() if several > 1},
            "roots": roots,
            "several_names": tuple(one for one in found.parties if one.also),
            "labelled": sorted(
                (one for one in found.parties if one.labels), key=lambda one: (not one.disputed, one.number)
            ),
            "typed": {name: visit.text(name) for name in ("of", "to", "since", "until", "least")},
            "shown": asked,
            "query": _query(visit),
        }
        title = ", ".join(names[one.id] for one in roots[:3])
        return Page(f"Around {title}" if title else "Network", body, drawn)
    return Page("Network", body)


@page("/network/rows", "network_rows.html")
def rows(visit: Visit) -> Page:
    """What one paid another, row by row, each leading to its bytes."""
    after = visit.text("after")
    start = int(after) if after.isdigit() and len(after) < 12 else 0
    paid = Paid(
        visit.text("payer"), visit.text("payee"), visit.text("currency"),
        network_words.moment(visit.text("since")), network_words.moment(visit.text("until")), start,
    )  # fmt: skip
    found = network_rows.rows(visit.view, visit.bench, paid)
    one, other = (side.name or side.number for side in (found.payer, found.payee))
    return Page(f"{one} to {other}", {"found": found}, {"most": network_rows.MOST_ROWS})


def _query(visit: Visit) -> dict[str, str]:
    """What goes along to the same page around somebody else."""
    return {
        name: text
        for name in ("hops", "side", "since", "until", "least", "any")
        if (text := visit.text(name))
    }


def _asked(visit: Visit) -> Asked:
    hops, side = visit.text("hops") or "2", visit.text("side") or "both"
    if not hops.isdigit() or len(hops) > 1:
        raise UsageError(f"hops are a number from 1 to {service.MOST_HOPS}, not {hops[:20]!r}")
    return Asked(
        network_words.named(visit.text("of")), visit.text("to").strip(), int(hops), side,
        _day(visit, "since"), _day(visit, "until"),
        network_words.least_sum(visit.text("least")), not visit.text("any"),
    )  # fmt: skip


def _day(visit: Visit, name: str) -> date | None:
    text = visit.text(name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as problem:
        raise UsageError(f"{name} is a day YYYY-MM-DD, not {text[:20]!r}") from problem


HANDLERS = (network, rows)
