"""The administrator who lost password and authenticator comes back in with a link made on the machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from sightline.cli.main import run
from sightline.errors import NotAllowed, SignInRequired
from sightline.service import access
from sightline.service.workbench import Settings, Workbench, create, now
from sightline.web.app import create_app
from tests.web.conftest import Client, form_token

OLD, NEW = "an old invented password", "a new invented password"
NAME = "administrator"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """An office whose administrator has a password and an authenticator, and is signed in somewhere."""
    with closing(create(tmp_path / "office", Settings("Invented office"))) as made:
        yield made


@pytest.fixture
def stolen(bench: Workbench) -> str:
    """The session that is open on the telephone the administrator lost."""
    token = access.use_link(bench, access.welcome_link(bench), "127.0.0.1")
    access.set_password(access.view_of(bench, token), bench, OLD)
    token = access.sign_in(bench, NAME, OLD, "", "127.0.0.1")
    seed = access.begin_totp(access.view_of(bench, token), bench).secret
    access.confirm_totp(
        access.view_of(bench, token), bench, pyotp.TOTP(seed).at(now() - timedelta(seconds=30))
    )
    return token


@pytest.fixture
def client(bench: Workbench) -> Iterator[Client]:
    """A browser nobody is signed in with."""
    app: Litestar = create_app(bench)
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture
def link(bench: Workbench, stolen: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What `sightline user link` prints."""
    capsys.readouterr()
    assert run(["--office", str(bench.folder), "--json", "user", "link", NAME]) == 0
    address: str = json.loads(capsys.readouterr().out)["link"]
    return address


def signs_in(client: Client, password: str) -> bool:
    page = client.get("/sign-in")
    sent = {"form_token": form_token(page.text), "name": NAME, "password": password}
    return client.post("/sign-in", data=sent, follow_redirects=False).status_code == 303


def test_the_link_lets_them_set_a_new_password(bench: Workbench, client: Client, link: str) -> None:
    page = client.get(link)
    answer = client.post(link, data={"form_token": form_token(page.text)}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    sent = {"form_token": form_token(client.get("/account").text), "password": NEW, "again": NEW}
    assert client.post("/account/password", data=sent, follow_redirects=False).status_code == 303
    assert client.get("/", follow_redirects=False).status_code != 200  # every session ended
    client.cookies.clear()
    assert not signs_in(client, OLD)
    assert signs_in(client, NEW)  # and no code is asked for
    assert client.get("/").status_code == 200
    assert access.may(access.view_of_user(bench, NAME), bench, "manage_users")


def test_what_was_open_is_closed(bench: Workbench, stolen: str, link: str) -> None:
    with pytest.raises(SignInRequired):
        access.view_of(bench, stolen)


def test_the_old_password_is_gone_at_once(client: Client, link: str) -> None:
    assert not signs_in(client, OLD)


def test_only_the_newest_link_works(
    client: Client, bench: Workbench, link: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["--office", str(bench.folder), "--json", "user", "link", NAME]) == 0
    newer = json.loads(capsys.readouterr().out)["link"]
    for address, status in ((link, 401), (newer, 303), (newer, 401)):
        client.cookies.clear()
        token = form_token(client.get(newer).text)
        assert client.post(address, data={"form_token": token}, follow_redirects=False).status_code == status


def test_nobody_makes_a_link_from_a_page(bench: Workbench, stolen: str) -> None:
    with pytest.raises(NotAllowed, match="on the machine that holds the office"):
        access.readmit(access.view_of(bench, stolen), bench, NAME)


def test_an_administrator_whom_another_disabled_is_let_back_in(
    bench: Workbench, client: Client, stolen: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def user(*words: str) -> int:
        return run(["--office", str(bench.folder), "--json", "user", *words])

    assert user("disable", NAME) == 2  # there is always one who can come in
    assert user("add", "second", "--role", "admin") == 0
    assert user("disable", NAME) == 0
    with pytest.raises(NotAllowed, match="disabled"):
        access.view_of_user(bench, NAME)
    capsys.readouterr()
    assert user("link", NAME) == 0
    address = json.loads(capsys.readouterr().out)["link"]
    token = form_token(client.get(address).text)
    assert client.post(address, data={"form_token": token}, follow_redirects=False).status_code == 303
    assert access.may(access.view_of_user(bench, NAME), bench, "manage_users")


def test_the_account_page_asks_for_the_present_password(bench: Workbench, client: Client) -> None:
    token = access.use_link(bench, access.welcome_link(bench), "127.0.0.1")
    client.cookies.set("sightline-session", token)
    page = client.get("/account").text
    assert 'name="present"' not in page
    access.set_password(access.view_of(bench, token), bench, OLD)
    client.cookies.clear()
    assert signs_in(client, OLD)
    page = client.get("/account").text
    assert 'name="present"' in page
    sent = {"form_token": form_token(page), "password": NEW, "again": NEW}
    for wrong in ({}, {"present": NEW}):
        assert client.post("/account/password", data=sent | wrong).status_code == 403
    answer = client.post("/account/password", data=sent | {"present": OLD}, follow_redirects=False)
    assert answer.status_code == 303
    client.cookies.clear()
    assert signs_in(client, NEW)
