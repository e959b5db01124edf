"""What goes out beside a text names nobody whom the text may not name, and all others as they are."""

from __future__ import annotations

import re
from dataclasses import replace

from sightline.model.casework import Party, PartyKind
from sightline.model.citation import Citation
from sightline.model.place import Place
from sightline.model.report import Sentence
from sightline.reports.footnotes import Catalogue
from sightline.reports.mentions import short_names
from sightline.reports.number import number
from sightline.reports.outline import citations
from sightline.reports.unnamed import STANDS_FOR, pattern_of, uncalled, unnamed, unquoted
from tests.reports.sample import CATALOGUE, FINDING, HEARING, sha, with_paragraph

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


def test_file_names_and_sources_are_printed_without_it() -> None:
    pattern = pattern_of([BARRED], {}, [BARRED])
    assert pattern is not None
    (sha256, one), *_ = CATALOGUE.items.items()
    lower = pattern_of([BARRED], {}, [BARRED], cased=False)
    assert lower is not None and not pattern.search("morbank-invoice.txt")
    assert lower.sub("x", "morbank-invoice.txt") == "x-invoice.txt"
    assert lower.sub("x", "MorbankShipping_2.txt") == "x_2.txt" and lower.sub("x", "bank.txt") == "bank.txt"
    limited = pattern_of([replace(BARRED, name="Morbank Shipping SARL")], {})
    assert limited is not None and limited.search("morbank-shipping-invoice.txt")
    named = replace(one, name="morbank-shipping-invoice.txt", source="s")
    bare = uncalled(Catalogue({**CATALOGUE.items, sha256: named}, {"s": "A seller to Morbank"}), pattern)
    assert (
        bare.item(sha256).name == f"{STANDS_FOR}-invoice.txt"
        and bare.sources["s"] == f"A seller to {STANDS_FOR}"
    )
    assert {id: held for id, held in bare.items.items() if id != sha256} == {
        id: held for id, held in CATALOGUE.items.items() if id != sha256
    }


def test_a_company_is_called_by_what_only_it_is_called() -> None:
    calder = Party("c", "Calder Marine Limited", PartyKind.PRIVATE)
    assert short_names(calder) == ("Calder",)
    assert short_names(Party("b", "Bright Anchor Shipping", PartyKind.PRIVATE)) == ("Bright Anchor",)
    assert short_names(calder, ["Calder Ocean Lines"]) == ()
    for name in ("Ocean Shipping Ltd", "Sea Star", "Kam Trading", "Korea Trading"):
        assert short_names(Party("x", name, PartyKind.PRIVATE)) == (), name
    assert short_names(Party("x", "Calder Marine", PartyKind.PERSON)) == ()
    pattern = pattern_of([calder], {}, [calder])
    assert pattern and pattern.search("Calder bought it.") and pattern.search("of CALDER")
    assert not pattern.search("a calder") and not pattern.search("Calderon")


def test_who_may_be_named_stays() -> None:
    finding = FINDING
    named = {party.id for party in finding.parties} | {HEARING.party.id}
    assert unnamed([finding], [HEARING], named, {}) == ((finding,), (HEARING,))


def test_quotes_that_name_it_are_left_out_and_their_places_stay() -> None:
    told = Citation(sha("press"), Place.of_bytes(0, 9), "MORBANK SHIPPING paid.")
    other = Citation(sha("press"), Place.of_bytes(3, 9), "Another paid.")
    report = number(with_paragraph(Sentence("A company paid.", (told, other))))
    bare = unquoted(report, pattern_of([BARRED], {}) or re.compile("$^"))
    assert replace(told, quote="") in set(citations(bare)) and other in set(citations(bare))
    assert "MORBANK" not in str(bare) and bare.sections == report.sections
    assert unquoted(report, re.compile("Nobody")) is report
    finding = replace(FINDING, evidence=(replace(FINDING.evidence[0], citation=told),))
    heard = replace(HEARING, party=BARRED, letter=told)
    findings, hearings = unnamed([finding], [heard], {party.id for party in FINDING.parties}, {})
    assert findings[0].evidence[0].citation == hearings[0].letter == replace(told, quote="")
