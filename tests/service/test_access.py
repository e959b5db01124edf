"""A password is changed by whoever knows it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sightline.errors import BadInput, NotAllowed, SignInRequired
from sightline.model.marking import Marking
from sightline.model.view import View
from sightline.service import access
from sightline.service.workbench import Workbench, open_workbench

OLD, NEW = "an old invented password", "a new invented password"


@pytest.fixture
def bench(office: Path) -> Iterator[Workbench]:
    """An empty office with real time, in which sessions last."""
    with closing(open_workbench(office)) as opened:
        yield opened


@pytest.fixture
def someone(bench: Workbench) -> View:
    """Someone who has no password yet."""
    access.add_user(bench.operator_view(), bench, "expert-one", "expert", Marking())
    return access.view_of_user(bench, "expert-one")


def signs_in(bench: Workbench, password: str) -> bool:
    try:
        return bool(access.sign_in(bench, "expert-one", password, "", "127.0.0.1"))
    except SignInRequired:
        return False


def test_the_first_password_needs_none_before_it(bench: Workbench, someone: View) -> None:
    access.set_password(someone, bench, OLD)
    assert signs_in(bench, OLD)


def test_another_one_needs_the_present_one(bench: Workbench, someone: View) -> None:
    access.set_password(someone, bench, OLD)
    for wrong in ("", NEW, OLD.upper()):
        with pytest.raises(NotAllowed, match="present password"):
            access.set_password(someone, bench, NEW, wrong)
    assert signs_in(bench, OLD)
    with pytest.raises(BadInput):
        access.set_password(someone, bench, "short", OLD)
    access.set_password(someone, bench, NEW, OLD)
    assert signs_in(bench, NEW) and not signs_in(bench, OLD)


def test_it_cannot_be_guessed_from_an_open_session(bench: Workbench, someone: View) -> None:
    access.set_password(someone, bench, OLD)
    for number in range(5):
        with pytest.raises(NotAllowed, match="present password"):
            access.set_password(someone, bench, NEW, f"guess {number}")
    with pytest.raises(NotAllowed, match="too many attempts"):
        access.set_password(someone, bench, NEW, OLD)
    assert signs_in(bench, OLD), "who signs in at the door is not kept out by it"


def test_a_link_lets_in_whoever_forgot_it(bench: Workbench, someone: View) -> None:
    access.set_password(someone, bench, OLD)
    access.readmit(bench.operator_view(), bench, "expert-one")
    access.set_password(someone, bench, NEW)
    assert signs_in(bench, NEW)
