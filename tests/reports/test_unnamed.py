"""What goes out beside a text names nobody whom the text may not name, and all others as they are."""

from __future__ import annotations

from dataclasses import replace

from sightline.model.casework import Party, PartyKind
from sightline.reports.unnamed import STANDS_FOR, unnamed
from tests.reports.sample import FINDING, HEARING

BARRED = Party("morbank", "Morbank Shipping", PartyKind.PRIVATE, "e-morbank")


def test_a_party_that_may_not_be_named_is_in_no_field() -> None:
    finding = FINDING
    hearing = HEARING
    told = replace(
        finding,
        parties=(*finding.parties, BARRED),
        limits="MORBANK  SHIPPING gave no log.",
        would_change="A log of Morbank Co.",
    )
    heard = replace(hearing, party=BARRED, reason="Morbank Shipping could not be reached.")
    named = {party.id for party in finding.parties}
    findings, hearings = unnamed([told], [heard], named, {"e-morbank": ("Morbank Co.",)})
    assert "morbank" not in f"{findings} {hearings}".casefold()
    assert findings[0].parties[:-1] == finding.parties and findings[0].parties[-1].id == "unnamed-1"
    assert hearings[0].party == findings[0].parties[-1]
    assert findings[0].limits == f"{STANDS_FOR} gave no log."


def test_who_may_be_named_stays() -> None:
    finding = FINDING
    named = {party.id for party in finding.parties} | {HEARING.party.id}
    assert unnamed([finding], [HEARING], named, {}) == ((finding,), (HEARING,))
