"""Which ships of a signal stand on lists, by the numbers they send."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sightline.clean.imo import digits, is_ship
from sightline.model.signal import Actor
from sightline.model.view import View
from sightline.service import ship_identity as identity
from sightline.service.heard import Heard
from sightline.service.ship_identity import Designation, Numbers
from sightline.service.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Listing:
    """What lists held say of a ship of a signal on the View's day; empty where none has her."""

    actor: Actor
    designations: tuple[Designation, ...]

    @property
    def now(self) -> bool:
        """Whether she stands on a list on that day."""
        return any(one.now for one in self.designations)


def listings(view: View, bench: Workbench, ships: Sequence[Heard]) -> tuple[Listing, ...]:
    """The listings of a signal's ships; her MMSI counts only where she sends no ship's IMO number."""
    if not ships:
        return ()
    held = identity.accepted(view, bench)
    found = []
    for one in ships:
        number = digits(str(one.vessel.imo))
        imo = frozenset({one.vessel.imo} if number and is_ship(number) else ())
        given = Numbers(imo, frozenset() if imo else frozenset({one.vessel.mmsi}))
        _, by_list = identity.on_lists(view, bench, held, given)
        found.append(Listing(one.actor, tuple(identity.designations(view, bench, by_list))))
    return tuple(found)
