"""Exemptions over a real office: who may record them, which day they hold, what covers what, certificates."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sightline.errors import BadInput, Conflict, NotAllowed, NotFound, UsageError
from sightline.evidence import canonical, verifier
from sightline.model.aid import ExemptionState, Terms
from sightline.model.marking import PUBLIC, Marking
from sightline.model.view import View
from sightline.service import access, exemptions
from sightline.service.exemptions import certificate, exemption_for, move, record, terms_of
from sightline.service.verify import verify
from sightline.service.workbench import Workbench
from tests.service.made import LETTER

ROOT = Path(__file__).resolve().parent.parent.parent
APPROVED = ExemptionState.APPROVED
TERMS: dict[str, Any] = {
    "valid_from": "2026-01-01", "valid_to": "2026-09-30",
    "items": [{"item": "hand pumps", "hs": "8413.81", "quantity": "40", "unit": "pieces"},
              {"item": "vaccines"}],
    "parties": ["Invented Forwarder"],
}  # fmt: skip
GIVEN = {
    "reference": "S/AC.49/2026/INV.1",
    "organisation": "Invented Relief",
    "title": "Invented wells",
    **TERMS,
}


def terms(given: dict[str, Any]) -> Terms:
    found = terms_of(given)
    assert found is not None
    return found


@pytest.fixture
def id(bench: Workbench, view: View) -> str:
    """An approved exemption on record."""
    return record(view, bench, GIVEN, APPROVED, "letter published")


DAYS = {
    "the day before": ("2025-12-31", False), "its first day": ("2026-01-01", True),
    "its last day": ("2026-09-30", True), "the day after": ("2026-10-01", False),
}  # fmt: skip


@pytest.mark.parametrize(("day", "held"), DAYS.values(), ids=DAYS)
def test_it_covers_from_its_first_to_its_last_day(bench: Workbench, id: str, day: str, held: bool) -> None:
    now = bench.operator_view()
    assert bool(exemption_for(now, bench, on=date.fromisoformat(day), hs="841381")) is held


ON = date(2026, 3, 2)
COVERED = {
    "the code of the letter": ({"hs": "841381"}, True),
    "a longer code below it": ({"hs": "84138100"}, True),
    "the heading above it": ({"hs": "8413"}, False),
    "the code beside it": ({"hs": "841382"}, False),
    "the reference alone": ({"reference": " s/ac.49/2026/inv.1 "}, True),
    "another reference": ({"reference": "S/AC.49/2026/INV.2", "hs": "841381"}, False),
    "a party it names": ({"hs": "841381", "party": "invented forwarder"}, True),
    "who asked for it": ({"hs": "841381", "party": "Invented Relief"}, True),
    "a party it does not name": ({"hs": "841381", "party": "Invented Broker"}, False),
    "nothing asked": ({}, False),
    "a party alone": ({"party": "Invented Relief"}, False),
}


@pytest.mark.parametrize(("asked", "held"), COVERED.values(), ids=COVERED)
def test_what_it_covers(bench: Workbench, id: str, asked: dict[str, str], held: bool) -> None:
    found = exemption_for(bench.operator_view(), bench, on=ON, **asked)
    assert bool(found) is held
    assert all("nothing is breached" in one.text and "amounts" in one.opens[0] for one in found)


def test_an_item_without_a_code_covers_no_code(bench: Workbench, id: str) -> None:
    assert exemption_for(bench.operator_view(), bench, on=ON, hs="3002") == ()


def test_only_an_approved_one_covers(bench: Workbench, view: View) -> None:
    asked = record(view, bench, GIVEN, ExemptionState.REQUESTED, "sent")
    assert exemption_for(bench.operator_view(), bench, on=ON, hs="841381") == ()
    move(bench.operator_view(), bench, asked, ExemptionState.ON_HOLD, "a member asked for time")
    move(bench.operator_view(), bench, asked, APPROVED, "approved")
    approved = bench.operator_view()
    assert len(exemption_for(approved, bench, on=ON, hs="841381")) == 1
    move(bench.operator_view(), bench, asked, ExemptionState.ENDED, "the project ended")
    assert exemption_for(bench.operator_view(), bench, on=ON, hs="841381") == ()
    assert len(exemption_for(approved, bench, on=ON, hs="841381")) == 1, "what was known then"
    moves = exemptions.exemption(bench.operator_view(), bench, asked).moves
    assert [(one.number, one.target, bool(one.by), bool(one.why)) for one in moves] == [
        (1, "requested", True, True), (2, "on hold", True, True), (3, "approved", True, True),
        (4, "ended", True, True),
    ]  # fmt: skip


def test_an_extension_keeps_what_held_before(bench: Workbench, id: str) -> None:
    move(bench.operator_view(), bench, id, APPROVED, "extended", TERMS | {"valid_to": "2026-12-31"})
    found = exemptions.exemption(bench.operator_view(), bench, id)
    assert [str(one.terms.valid_to) for one in found.moves if one.terms] == ["2026-09-30", "2026-12-31"]
    assert found.valid_on(date(2026, 12, 31)) and not found.valid_on(date(2027, 1, 1))


def test_one_may_not_be_seen_is_not_there(bench: Workbench, view: View) -> None:
    hidden = record(view, bench, GIVEN | {"marking": "TLP:RED//SOURCE-7"}, APPROVED, "told in confidence")
    narrow = replace(bench.operator_view(), clearance=PUBLIC)
    assert (
        exemptions.exemptions(narrow, bench) == () and exemption_for(narrow, bench, on=ON, hs="841381") == ()
    )
    with pytest.raises(NotFound):
        exemptions.exemption(narrow, bench, hidden)
    with pytest.raises(Conflict, match="a certificate goes to anyone"):
        certificate(bench.operator_view(), bench, hidden)


def test_a_reader_records_nothing(bench: Workbench) -> None:
    access.add_user(bench.operator_view(), bench, "anna", "reader", Marking())
    reader = replace(bench.operator_view(), user="anna", clearance=PUBLIC)
    with pytest.raises(NotAllowed):
        record(reader, bench, GIVEN, APPROVED, "letter published")


BAD = {
    "ends before it begins": (GIVEN | {"valid_to": "2025-01-01"}, UsageError, "before it begins"),
    "no such day": (GIVEN | {"valid_to": "2026-02-30"}, BadInput, "not the terms"),
    "no item": (GIVEN | {"items": []}, UsageError, "at least one item"),
    "no days": (
        {k: v for k, v in GIVEN.items() if not k.startswith("valid")},
        UsageError,
        "what was approved",
    ),
    "no reference": (GIVEN | {"reference": " "}, UsageError, "its reference"),
    "a chapter for a code": (
        GIVEN | {"items": [{"item": "pumps", "hs": "84"}]},
        BadInput,
        "at least a heading",
    ),
    "a negative amount": (
        GIVEN | {"items": [{"item": "p", "quantity": "-1", "unit": "t"}]},
        BadInput,
        "is negative",
    ),
    "an amount of nothing known": (
        GIVEN | {"items": [{"item": "p", "quantity": "1"}]},
        BadInput,
        "has no unit",
    ),
    "an unknown field": (GIVEN | {"colour": "red"}, BadInput, "unknown field 'colour'"),
}


@pytest.mark.parametrize(("given", "error", "said"), BAD.values(), ids=BAD)
def test_refuses(
    bench: Workbench, view: View, given: dict[str, Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        record(view, bench, given, APPROVED, "letter published")


def test_without_a_reason_nothing_moves(bench: Workbench, id: str) -> None:
    with pytest.raises(UsageError, match="reason"):
        move(bench.operator_view(), bench, id, ExemptionState.ENDED, " ")


@pytest.fixture
def file(bench: Workbench, id: str, tmp_path: Path) -> Path:
    """Its certificate as a file."""
    path = tmp_path / "certificate.json"
    path.write_bytes(canonical.encode(certificate(bench.operator_view(), bench, id)))
    return path


def test_a_bank_verifies_it_with_the_one_file_and_the_published_key(bench: Workbench, file: Path) -> None:
    script = [
        sys.executable,
        "-I",
        "-S",
        str(ROOT / "sightline-verify.py"),
        str(file),
        "--key",
        bench.keyring.fingerprint,
    ]
    done = subprocess.run([*script, "--on", "2026-09-30"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "S/AC.49/2026/INV.1 of Invented Relief: approved" in done.stdout and "it holds" in done.stdout
    late = subprocess.run([*script, "--on", "2026-10-01"], capture_output=True, text=True, check=False)
    assert late.returncode == 1 and "DOES NOT HOLD" in late.stdout
    shown = subprocess.run([*script, "--json"], capture_output=True, text=True, check=False)
    assert json.loads(shown.stdout)["statement"]["items"][0]["hs"] == "841381"


def test_any_changed_byte_breaks_it(bench: Workbench, file: Path) -> None:
    raw = file.read_bytes()
    assert verifier.check(str(file), bench.keyring.fingerprint).ok
    for spot in range(0, len(raw), 23):
        changed = bytearray(raw)
        changed[spot] ^= 1
        file.write_bytes(bytes(changed))
        assert not verifier.check(str(file), bench.keyring.fingerprint).ok, spot


def test_a_statement_signed_by_others_or_not_canonical_is_refused(file: Path) -> None:
    other = verifier.check(str(file), verifier.fingerprint(bytes(32)))
    assert not other.ok and "is not among the key statements" in other.problems[0].message
    file.write_bytes(json.dumps(json.loads(file.read_bytes()), indent=1).encode())
    assert "not canonical" in verifier.check(str(file)).problems[0].message
    file.write_bytes(canonical.encode({"sightline": "else/1"}))
    assert not verifier.check(str(file)).ok


def test_the_office_verifies_it_too_and_says_whether_it_holds(bench: Workbench, file: Path) -> None:
    found = verify(file, bench.keyring.fingerprint, ON)
    assert found.ok and found.holds and found.as_json()["on"] == "2026-03-02"
    assert verify(file, None, date(2027, 1, 1)).holds is False


def test_a_certificate_stays_good_after_the_key_was_rotated(bench: Workbench, file: Path) -> None:
    first = bench.keyring.fingerprint
    bench.keyring.rotate(bench.clock(), "yearly", "operator", bench.entropy)
    assert verifier.check(str(file), first).ok


def test_only_an_approved_one_is_certified(bench: Workbench, view: View) -> None:
    asked = record(view, bench, GIVEN, ExemptionState.REQUESTED, "sent")
    with pytest.raises(Conflict, match="not approved"):
        certificate(bench.operator_view(), bench, asked)


def test_it_is_marked_at_least_like_its_letter(bench: Workbench, view: View) -> None:
    from sightline.service.ingest import Options, ingest  # noqa: PLC0415

    (outcome,) = ingest(view, bench, [LETTER], Options(marking=Marking.parse("TLP:AMBER")))
    cited = record(
        bench.operator_view(), bench, GIVEN | {"letter": f"{outcome.sha256}@bytes 0-10"}, APPROVED, "letter"
    )
    assert exemptions.exemptions(replace(bench.operator_view(), clearance=PUBLIC), bench) == ()
    held = exemptions.exemption(bench.operator_view(), bench, cited).terms
    assert held is not None and held.cite is not None and held.cite.item == outcome.sha256
