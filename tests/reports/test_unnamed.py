"""What goes out beside a text names nobody whom the text may not name, and all others as they are."""

from __future__ import annotations

from dataclasses import replace

from sightline.model.casework import Party, PartyKind
from sightline.model.citation import Citation
from sightline.model.place import Place
from sightline.model.report import Sentence
from sightline.reports.number import number
from sightline.reports.outline import citations
from sightline.reports.unnamed import STANDS_FOR, unnamed, unquoted
from tests.reports.sample import FINDING, HEARING, sha, with_paragraph

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


def test_quotes_that_name_it_are_left_out_and_their_places_stay() -> None:
    told = Citation(sha("press"), Place.of_bytes(0, 9), "MORBANK SHIPPING paid.")
    other = Citation(sha("press"), Place.of_bytes(3, 9), "Another paid.")
    report = number(with_paragraph(Sentence("A company paid.", (told, other))))
    bare = unquoted(report, [BARRED], {})
    assert replace(told, quote="") in set(citations(bare)) and other in set(citations(bare))
    assert "MORBANK" not in str(bare) and bare.sections == report.sections
    assert unquoted(report, [], {}) is report
    finding = replace(FINDING, evidence=(replace(FINDING.evidence[0], citation=told),))
    heard = replace(HEARING, party=BARRED, letter=told)
    findings, hearings = unnamed([finding], [heard], {party.id for party in FINDING.parties}, {})
    assert findings[0].evidence[0].citation == hearings[0].letter == replace(told, quote="")
