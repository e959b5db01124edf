"""Whether parties may be named, and as what: read by lint, pages and letters."""

from __future__ import annotations

from sightline.cases import paper_reading
from sightline.model.casework import Party
from sightline.model.papers import Naming
from sightline.model.view import View
from sightline.service import papers
from sightline.service.workbench import Workbench


def namings(view: View, bench: Workbench, case_id: str = "") -> tuple[Naming, ...]:
    """The decision that holds on each party of a case (of all when empty)."""
    with bench.office.read(view) as session:
        return paper_reading.namings(view, session, case_id)


def decide(view: View, bench: Workbench, case_id: str, party: Party, named: bool, reasons: str) -> str:
    """Record the decision on naming a party; the paper's id.

    `Conflict` unless its hearing is on record, and where it cured the matter before it was named.
    """
    given = {"party": party.id, "name": party.name, "kind": party.kind.value} | {
        "entity": party.entity,
        "reasons": reasons,
    }
    state = "named" if named else "not named"
    return papers.open_paper(view, bench, case_id, "naming", given, reasons, state)
