"""Questions as tests put them: the fields of the command, and parties whose screening is told, not done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sightline.model.check import Outcome, Screened
from sightline.regime import asking
from sightline.regime.asking import Asked

TODAY = date(2026, 3, 2)


def asked(fields: Mapping[str, str], on: str | date = TODAY) -> Asked:
    """A question on a day; `party` and `vessel` name an outcome: listed, alert, clear or not asked."""
    given = dict(fields)
    screened = tuple(
        told(kind, given.pop(kind)) for kind in ("party", "vessel") if given.get(kind, "") in list(Outcome)
    )
    read = asking.read(given | {"on": given.get("on", str(on))}, TODAY)
    return replace(read, question=replace(read.question, screened=screened))


def told(kind: str, outcome: str, of_regime: bool = True) -> Screened:
    """A party that screening found so; invented."""
    return Screened(
        f"Invented {kind}",
        kind,
        Outcome(outcome),
        of_regime=of_regime and outcome in {"listed", "alert"},
        caption="INVENTED",
        list="un-sc" if of_regime else "us-ofac-sdn",
        reference="KPe.999" if of_regime else "99999",
        reason="" if outcome != "not asked" else "no list is held for that day",
    )
