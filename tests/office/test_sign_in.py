"""Who comes in, who does not, and that neither learns which names exist."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pyotp
import pytest

from sightline.errors import NotAllowed, SignInRequired
from sightline.office import Office, passwords, second_factor, sessions, users
from sightline.office.act import Act
from sightline.office.database import doorkeeper
from sightline.office.passwords import Cost
from sightline.office.sessions import Visit
from sightline.office.sign_in import Credentials, SignedIn, forgive, set_password, sign_in
from sightline.office.users import Account
from tests.office.people import CHEAP, PASSWORD, POLICY, person

Entropy = Callable[[int], bytes]
HERE, ELSEWHERE = Visit("192.0.2.1", "a test"), Visit("192.0.2.2", "a test")
WRONG = "an invented sentence that is wrong"


@pytest.fixture
def someone(office: Office, at: datetime, entropy: Entropy) -> Account:
    return person(office, "invented.person-1", "expert", at, entropy, PASSWORD)


def enrol(office: Office, account: Account, at: datetime, entropy: Entropy) -> pyotp.TOTP:
    """Give someone a second factor, confirmed with the code of the step before `at`."""
    act = Act(account.name, at)
    with office.write(doorkeeper(at)) as session:
        seed = pyotp.TOTP(second_factor.begin(session, account.id, act, entropy).secret)
        second_factor.confirm(session, account.id, seed.at(at - timedelta(seconds=30)), act, entropy)
    return seed


def try_in(
    office: Office,
    at: datetime,
    entropy: Entropy,
    name: str,
    password: str,
    code: str = "",
    visit: Visit = HERE,
) -> SignedIn:
    return sign_in(office, Credentials(name, password, code), visit, at, entropy, POLICY)


def test_name_and_password_begin_a_session(
    office: Office, someone: Account, at: datetime, entropy: Entropy
) -> None:
    came = try_in(office, at, entropy, " Invented.Person-1 ", PASSWORD)
    present = sessions.resume(office, came.token, at, POLICY.lifetimes)
    assert (came.account, present.account) == (someone, someone)
    assert PASSWORD not in repr(Credentials("x", PASSWORD)) and came.token not in repr(came)


def test_whatever_is_wrong_the_answer_is_the_same(
    office: Office, someone: Account, at: datetime, entropy: Entropy
) -> None:
    enrol(office, someone, at, entropy)
    person(office, "invented.without", "reader", at, entropy)
    gone = person(office, "invented.gone", "reader", at, entropy, PASSWORD)
    with office.write(doorkeeper(at)) as session:
        users.disable(session, gone.id, Act("operator", at), entropy)
    refusals = set()
    for name, password in (
        (someone.name, WRONG),
        (someone.name, PASSWORD),
        ("invented.nobody", PASSWORD),
        ("invented.without", PASSWORD),
        ("invented.without", ""),
        ("invented.gone", PASSWORD),
    ):
        with pytest.raises(SignInRequired) as refusal:
            try_in(office, at, entropy, name, password)
        refusals.add(str(refusal.value.problem()))
    assert len(refusals) == 1


def test_the_same_work_for_a_name_that_does_not_exist(
    office: Office, someone: Account, at: datetime, entropy: Entropy, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[tuple[bool, Cost]] = []
    agrees = passwords.agrees

    def counted(stored: str, password: str, cost: Cost) -> bool:
        compared.append((bool(stored), cost))
        return agrees(stored, password, cost)

    monkeypatch.setattr(passwords, "agrees", counted)
    for name in (someone.name, "invented.nobody"):
        with pytest.raises(SignInRequired):
            try_in(office, at, entropy, name, WRONG)
    assert compared == [(True, CHEAP), (False, CHEAP)]


def test_a_code_is_needed_and_works_once(
    office: Office, someone: Account, at: datetime, entropy: Entropy
) -> None:
    seed = enrol(office, someone, at, entropy)
    for code in ("", "000000", seed.at(at - timedelta(seconds=60)), seed.at(at - timedelta(seconds=30))):
        with pytest.raises(SignInRequired):
            try_in(office, at, entropy, someone.name, PASSWORD, code)
    try_in(office, at, entropy, someone.name, PASSWORD, seed.at(at))
    with pytest.raises(SignInRequired):
        try_in(office, at, entropy, someone.name, PASSWORD, seed.at(at), ELSEWHERE)
    later = at + timedelta(seconds=30)
    try_in(office, later, entropy, someone.name, PASSWORD, seed.at(later))


def test_a_wrong_password_does_not_use_up_the_code(
    office: Office, someone: Account, at: datetime, entropy: Entropy
) -> None:
    seed = enrol(office, someone, at, entropy)
    with pytest.raises(SignInRequired):
        try_in(office, at, entropy, someone.name, WRONG, seed.at(at))
    try_in(office, at, entropy, someone.name, PASSWORD, seed.at(at))


@pytest.mark.parametrize("name", ["invented.person-1", "invented.nobody"])
def test_after_five_failures_the_sixth_is_not_even_compared(
    office: Office, someone: Account, at: datetime, entropy: Entropy, name: str
) -> None:
    for _ in range(5):
        with pytest.raises(SignInRequired):
            try_in(office, at, entropy, name, WRONG)
    with pytest.raises(NotAllowed, match="too many attempts") as refusal:
        try_in(office, at, entropy, name, PASSWORD)
    assert not isinstance(refusal.value, SignInRequired)


def test_others_are_not_kept_out_and_time_heals(
    office: Office, someone: Account, at: datetime, entropy: Entropy
) -> None:
    for _ in range(5):
        with pytest.raises(SignInRequired):
            try_in(office, at, entropy, someone.name, WRONG)
    try_in(office, at, entropy, someone.name, PASSWORD, visit=ELSEWHERE)
    window = POLICY.limits.window
    with pytest.raises(NotAllowed, match="too many"):
        try_in(office, at + window - timedelta(seconds=1), entropy, someone.name, PASSWORD)
    try_in(office, at + window, entropy, someone.name, PASSWORD)


@pytest.mark.parametrize("which", ["name", "address"])
def test_many_addresses_and_many_names_are_throttled_too(
    office: Office, someone: Account, at: datetime, entropy: Entropy, which: str
) -> None:
    policy = replace(POLICY, limits=replace(POLICY.limits, **{which: 3}))
    for number in range(4):
        name = someone.name if which == "name" else f"invented.nobody-{number}"
        visit = Visit(f"192.0.2.{number}") if which == "name" else HERE
        expected = "do not fit" if number < 3 else "too many attempts"
        with pytest.raises(NotAllowed, match=expected):
            sign_in(office, Credentials(name, WRONG), visit, at, entropy, policy)


def test_forgiven_attempts_do_not_count(
    office: Office, someone: Account, at: datetime, entropy: Entropy
) -> None:
    for _ in range(5):
        with pytest.raises(SignInRequired):
            try_in(office, at, entropy, someone.name, WRONG)
    with office.write(doorkeeper(at)) as session:
        forgive(session, someone.name)
    try_in(office, at, entropy, someone.name, PASSWORD)


def test_a_new_password_ends_sessions_and_the_old_one(
    office: Office, someone: Account, at: datetime, entropy: Entropy
) -> None:
    came = try_in(office, at, entropy, someone.name, PASSWORD)
    with office.write(doorkeeper(at)) as session:
        set_password(session, someone.id, WRONG, Act(someone.name, at), entropy, CHEAP)
    with pytest.raises(SignInRequired):
        sessions.resume(office, came.token, at, POLICY.lifetimes)
    with pytest.raises(SignInRequired):
        try_in(office, at, entropy, someone.name, PASSWORD)
    try_in(office, at, entropy, someone.name, WRONG)


def test_a_hash_grows_dearer_when_its_owner_signs_in(
    office: Office, someone: Account, at: datetime, entropy: Entropy
) -> None:
    dearer = replace(POLICY, cost=Cost(passes=2, memory_kib=16, lanes=1))
    for _ in range(2):
        sign_in(office, Credentials(someone.name, PASSWORD), HERE, at, entropy, dearer)
    with office.read(doorkeeper(at)) as session:
        assert not passwords.outdated(users.row_of(session, someone.id).password_hash, dearer.cost)
