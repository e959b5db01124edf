"""A check in a real office: parties and vessels on real lists; the certificate, signed and replayed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sightline.errors import NotFound, UsageError
from sightline.regime import check_certificate
from sightline.service import check, screening
from sightline.service.ingest import Options, ingest
from sightline.service.workbench import Workbench
from tests.service.made import UN, now

COAL = {"hs": "2701", "from": "KP", "to": "CN", "on": "2017-08-05"}


def test_a_certificate_is_signed_and_replays(bench: Workbench) -> None:
    found = check.check(now(bench), bench, COAL)
    held = check.certificate(now(bench), bench, found.certificate)
    assert held == found.body and check.replay(now(bench), bench, found.certificate) == []
    assert held["question"] == COAL and held["measures"] == check_certificate.measures_digest()


TAMPERED = {
    "the answer": lambda body: body["answer"].__setitem__("answer", "not covered"),
    "the question": lambda body: body["question"].__setitem__("on", "2017-08-04"),
    "the data": lambda body: body.__setitem__("measures", "0" * 64),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_changed_certificate_is_told(bench: Workbench, name: str) -> None:
    body = check.check(now(bench), bench, COAL).body
    TAMPERED[name](body)
    assert check.signature_problems(body)
    assert check_certificate.replay(body)


def test_a_certificate_of_a_screening_is_none_of_a_check(bench: Workbench) -> None:
    ingest_all(bench, UN)
    (answer,) = screening.screen(now(bench), bench, [check._party("Nobody At All")])
    with pytest.raises(NotFound):
        check.certificate(now(bench), bench, answer.certificate)


def ingest_all(bench: Workbench, *paths: Path) -> None:
    assert all(one.status == "parsed" for one in ingest(now(bench), bench, list(paths), Options()))


def test_too_many_parties_and_unknown_fields_are_refused(bench: Workbench) -> None:
    with pytest.raises(UsageError, match="more than 50"):
        check.check(now(bench), bench, {"party": [f"Invented {n}" for n in range(51)]})
    with pytest.raises(UsageError, match="no field 'colour'"):
        check.check(now(bench), bench, {"colour": "red"})
    with pytest.raises(UsageError, match="no 'height'"):
        check.check(now(bench), bench, {"party": "Invented | height=2"})


def test_a_wrong_imo_number_is_asked_back(bench: Workbench) -> None:
    found = check.check(now(bench), bench, {"vessel": "IMO 9000004", "service": "port call", "to": "KP"})
    assert found.verdict.answer == "cannot say" and "no IMO number" in " ".join(found.verdict.needs)


@pytest.fixture
def listed(bench: Workbench, shared_data: Path) -> Iterator[Workbench]:
    """An office with the Council's list and the ships designated under 1718."""
    data = shared_data
    ingest_all(
        bench, data / "lists/un/un_consolidated_2026-02-27.xml", data / "vessels/designated_vessels_1718.csv"
    )
    yield bench


@pytest.mark.slow
def test_listed_parties_decide_as_the_lists_have_them(listed: Workbench) -> None:
    view = now(listed)

    def asked(**fields: str) -> check.Checked:
        return check.check(view, listed, fields)

    bank = asked(party="DCBKKPPY", service="funds", to="KP")
    assert bank.verdict.answer == "forbidden" and bank.screened[0]["of_regime"]
    assert "asset-freeze" in {one.id for one in bank.verdict.concerns}
    name = asked(party="Daedong Credit Bank", service="funds", to="KP")
    assert name.verdict.answer == "cannot say" and name.screened[0]["outcome"] == "alert"
    aid = asked(party="DCBKKPPY", purpose="humanitarian", to="KP")
    assert aid.verdict.answer == "limited" and "2664" not in "".join(aid.verdict.needs)
    ship = asked(vessel="8606173", service="port call", to="KP")
    assert ship.verdict.answer == "forbidden"
    assert {"vessel-designation", "port-ban-list"} <= {one.id for one in ship.verdict.concerns}
    other = asked(vessel="9074729", hs="1006", to="KP")
    assert other.screened[0]["outcome"] == "clear"
    assert check.replay(now(listed), listed, ship.certificate) == []
