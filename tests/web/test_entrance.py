"""Coming in and leaving: password, second factor, one-time link, and forms nobody else may send."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest

from sightline.model.marking import Marking
from sightline.service import access
from sightline.service.workbench import Settings, create, open_workbench
from sightline.web.entrance import local
from tests.web.conftest import Client, form_token
from tests.web.offices import AT, TestOffice, counted

Visit = Callable[..., Client]
PASSWORD = "an invented long password"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office with one account, `newcomer`."""
    folder = tmp_path_factory.mktemp("template") / "office"
    with closing(create(folder, Settings("Empty"), clock=lambda: AT, entropy=counted())) as bench:
        access.add_user(bench.operator_view(), bench, "newcomer", "reader", Marking())
    return folder


@pytest.fixture
def empty(template: Path, tmp_path: Path) -> TestOffice:
    """A copy of it in which `newcomer` has a link and no password."""
    shutil.copytree(template, tmp_path / "office")
    bench = open_workbench(tmp_path / "office", clock=lambda: AT)
    view = bench.operator_view()
    link = access.readmit(view, bench, "newcomer")
    return TestOffice(bench, link, "", "", "", "", "", "", "")


def enter(client: Client, link: str) -> str:
    """Use a link as a person does; the token of the next form."""
    page = client.get(f"/welcome/{link}")
    answer = client.post(
        f"/welcome/{link}", data={"form_token": form_token(page.text)}, follow_redirects=False
    )
    assert answer.status_code == 303 and answer.headers["location"] == "/"
    return form_token(client.get("/account").text)


def sign_in(client: Client, password: str, code: str = "", wanted: str = "/lists") -> tuple[int, str]:
    """Fill the form in; the status and where it leads."""
    token = form_token(client.get(f"/sign-in?next={wanted}").text)
    sent = {"form_token": token, "name": "newcomer", "password": password, "code": code, "next": wanted}
    answer = client.post("/sign-in", data=sent, follow_redirects=False)
    return answer.status_code, answer.headers.get("location", "")


def test_looking_at_a_link_does_not_use_it(empty: TestOffice, visit: Visit) -> None:
    client = visit(empty)
    for _ in range(3):
        assert client.get(f"/welcome/{empty.reader}").status_code == 200
    enter(client, empty.reader)
    assert client.get("/").status_code == 200


def test_a_link_works_once(empty: TestOffice, visit: Visit) -> None:
    enter(visit(empty), empty.reader)
    late = visit(empty)
    token = form_token(late.get(f"/welcome/{empty.reader}").text)
    answer = late.post(f"/welcome/{empty.reader}", data={"form_token": token})
    assert answer.status_code == 401 and "does not work any more" in answer.text


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(empty: TestOffice, visit: Visit) -> None:
    client = visit(empty)
    token = form_token(client.get(f"/welcome/{empty.reader}").text)
    answer = client.post(f"/welcome/{empty.reader}", data={"form_token": token}, follow_redirects=False)
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith("sightline-session=") and "httponly" in cookie and "samesite=lax" in cookie


def test_over_https_the_cookie_is_secure_and_bound_to_the_host(empty: TestOffice, visit: Visit) -> None:
    answer = visit(empty).get("https://testserver.local/sign-in")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-sightline-visitor=") and "Secure" in cookie and "Path=/" in cookie
    assert "max-age" in answer.headers["strict-transport-security"]


def test_password_second_factor_and_the_way_back(empty: TestOffice, visit: Visit) -> None:
    client = visit(empty)
    token = enter(client, empty.reader)
    begun = client.post("/account/second-factor", data={"form_token": token})
    secret = begun.text.split("secret=")[1].split("&")[0].split("<")[0]
    code = pyotp.TOTP(secret).at(AT)
    done = client.post("/account/second-factor/confirm", data={"form_token": token, "code": code})
    assert "asks for a code" in done.text
    assert secret not in client.get("/account.json").text
    sent = {"form_token": token, "password": PASSWORD, "again": PASSWORD}
    assert (
        client.post("/account/password", data=sent, follow_redirects=False).headers["location"] == "/sign-in"
    )
    assert client.get("/", follow_redirects=False).status_code == 303, "every session ended"
    next_code = pyotp.TOTP(secret).at(AT + timedelta(seconds=30))
    assert sign_in(client, PASSWORD)[0] == 401, "no code"
    assert sign_in(client, PASSWORD, code)[0] == 401, "a code works once"
    assert sign_in(client, "wrong " + PASSWORD, next_code)[0] == 401
    assert sign_in(client, PASSWORD, next_code) == (303, "/lists")


def test_two_different_passwords_are_refused(empty: TestOffice, visit: Visit) -> None:
    client = visit(empty)
    token = enter(client, empty.reader)
    sent = {"form_token": token, "password": PASSWORD, "again": PASSWORD + "x"}
    assert client.post("/account/password", data=sent).status_code == 400
    assert client.get("/").status_code == 200


@pytest.mark.slow
def test_trying_on_and_on_is_throttled(empty: TestOffice, visit: Visit) -> None:
    client = visit(empty)
    answers = [sign_in(client, f"guess {number}")[0] for number in range(7)]
    assert answers[0] == 401 and answers[-1] == 403


def test_leaving_ends_the_session_in_the_office(empty: TestOffice, visit: Visit) -> None:
    client = visit(empty)
    token = enter(client, empty.reader)
    session = client.cookies["sightline-session"]
    assert client.post("/sign-out", data={"form_token": token}, follow_redirects=False).status_code == 303
    assert visit(empty, session).get("/index.json").status_code == 401


def test_ending_another_session(empty: TestOffice, visit: Visit) -> None:
    enter(visit(empty), empty.reader)
    link = access.readmit(empty.bench.operator_view(), empty.bench, "newcomer")
    here = visit(empty)
    enter(here, link)
    assert "this one" in here.get("/account").text


FORMS = (
    "/sign-in", "/sign-out", "/welcome/x", "/screening", "/account/password", "/account/second-factor",
    "/account/second-factor/confirm", "/account/sessions/revoke", "/account/tokens", "/account/tokens/revoke",
)  # fmt: skip


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("token", ["", "0" * 64, "ü"])
def test_a_form_from_elsewhere_is_refused(plain: TestOffice, visit: Visit, path: str, token: str) -> None:
    answer = visit(plain, plain.reader).post(path, data={"form_token": token, "names": "x"})
    assert answer.status_code == 403 and "not sent from a page of this office" in answer.text


def test_a_token_of_another_session_is_refused(plain: TestOffice, visit: Visit) -> None:
    token = form_token(visit(plain, plain.editor).get("/screening").text)
    answer = visit(plain, plain.reader).post("/screening", data={"form_token": token, "names": "x"})
    assert answer.status_code == 403


ELSEWHERE = [
    "https://example.org/",
    "//example.org/",
    "/\\example.org",
    "javascript:x",
    "",
    "/a\nb",
    "/a\\..\\b",
]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_nobody_is_sent_elsewhere(address: str) -> None:
    assert local(address) == "/"


@pytest.mark.parametrize("address", ["/", "/items?q=a&as_of=2017-01-01", "/reports/r-abcdefgh"])
def test_inside_one_comes_back(address: str) -> None:
    assert local(address) == address
