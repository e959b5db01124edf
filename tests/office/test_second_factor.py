"""Six digits, each accepted once, within half a minute either way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pyotp
import pytest

from sightline.errors import BadInput, Conflict
from sightline.office import Office, second_factor, users
from sightline.office.act import Act
from sightline.office.database import doorkeeper
from tests.office.people import person

Entropy = Callable[[int], bytes]
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.mark.parametrize(("seconds", "fits"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_half_a_minute_off(at: datetime, seconds: int, fits: bool) -> None:
    code = pyotp.TOTP(SEED).at(at + timedelta(seconds=seconds))
    step = second_factor.matching_step(SEED, f" {code[:3]} {code[3:]} ", at)
    assert (step is not None) is fits


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "١٢٣٤٥٦", "0" * 100])
def test_what_is_no_code(at: datetime, code: str) -> None:
    assert second_factor.matching_step(SEED, code, at) is None


def test_it_counts_once_confirmed_and_is_removed(office: Office, at: datetime, entropy: Entropy) -> None:
    account = person(office, "invented.person-1", "reader", at, entropy)
    act = Act(account.name, at)
    with office.write(doorkeeper(at)) as session:
        enrolment = second_factor.begin(session, account.id, act, entropy)
        with pytest.raises(BadInput):
            second_factor.confirm(session, account.id, "000000", act, entropy)
        assert not users.find(session, account.name).has_second_factor
        code = pyotp.parse_uri(enrolment.uri).at(at)  # type: ignore[union-attr]
        second_factor.confirm(session, account.id, code, act, entropy)
    with office.write(doorkeeper(at)) as session:
        assert users.find(session, account.name).has_second_factor
        with pytest.raises(Conflict):
            second_factor.begin(session, account.id, act, entropy)
        second_factor.clear(session, account.id, act, entropy)
    with office.read(doorkeeper(at)) as session:
        assert not users.find(session, account.name).has_second_factor
        told = str([change.detail for change in users.changes(session, account.id)])
    assert enrolment.secret not in told


def test_a_step_and_those_before_it_are_used_up(office: Office, at: datetime, entropy: Entropy) -> None:
    account = person(office, "invented.person-1", "reader", at, entropy)
    accepted = []
    for step in (100, 100, 99, 101):
        with office.write(doorkeeper(at)) as session:
            accepted.append(second_factor.accept(session, account.id, step))
    assert accepted == [True, False, False, True]
