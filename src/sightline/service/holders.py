"""Who holds the accounts that signals name: a number alone tells a reader nothing."""

from __future__ import annotations

from collections.abc import Iterable

from sightline.model.signal import Actor, Signal
from sightline.model.view import View
from sightline.service import table_rows
from sightline.service.network_shape import ACCOUNT
from sightline.service.network_tables import names_of, parts_of
from sightline.service.workbench import Workbench

FIRST = 3
"""actors of a signal that a list names; the rest is counted"""
MOST_PAYMENTS = 2_000_000
"""payments that are looked through for names; with more the register of accounts alone is asked"""


def holders(view: View, bench: Workbench, signals: Iterable[Signal]) -> dict[str, str]:
    """What the first accounts of each signal are called, by the actor's id; of those with a bare number."""
    return of_actors(view, bench, (actor for one in signals for actor in first(one)))


def of_actors(view: View, bench: Workbench, actors: Iterable[Actor]) -> dict[str, str]:
    """What accounts are called that have no more than a number, by the actor's id."""
    wanted = {actor.id for actor in actors if actor.id.startswith(ACCOUNT) and bare(actor)}
    if not wanted:
        return {}
    seen = parts_of(view, bench)
    payments = sum(part.rows for part in seen if part.table == "payments")
    names = ("payments", "accounts", "labels")
    chosen = [part for part in seen if part.table == "accounts" or payments <= MOST_PAYMENTS]
    with table_rows.opened(view, bench, [part for part in chosen if part.table in names], names) as tables:
        found = names_of(tables, sorted(wanted))
    return {id: several[0] for id, several in found.items()}


def first(signal: Signal) -> tuple[Actor, ...]:
    """The actors of a signal that a list names."""
    return signal.actors[:FIRST]


def bare(actor: Actor) -> bool:
    """Whether an actor's caption is no more than its number."""
    return actor.caption == f"account {actor.id.removeprefix(ACCOUNT)}"


def without_number(actor: Actor) -> str:
    """An actor's caption without the number of the account behind the name of its holder."""
    return actor.caption.removesuffix(f" (account {actor.id.removeprefix(ACCOUNT)})")
