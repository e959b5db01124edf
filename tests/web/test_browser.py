"""The workbench in a real Chromium: scripts work, nothing breaks the policy, and there are pictures."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from sightline.web.templates import SCRIPT
from tests.web.offices import TestOffice
from tests.web.running import running

pytestmark = pytest.mark.browser
WIDTHS = {"desk": (1280, 860), "phone": (390, 800)}


@pytest.fixture(scope="module")
def address(plain: TestOffice) -> Iterator[str]:
    """A running workbench."""
    with running(plain.bench) as found:
        yield found


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots go: a temporary folder, or the one SIGHTLINE_SCREENSHOTS names."""
    named = os.environ.get("SIGHTLINE_SCREENSHOTS")
    folder = Path(named) if named else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def context(
    browser: Browser, address: str, session: str, width: str = "desk", scheme: str = "light"
) -> BrowserContext:
    """A browser that is signed in."""
    wide, high = WIDTHS[width]
    made = browser.new_context(
        viewport={"width": wide, "height": high}, color_scheme="dark" if scheme == "dark" else "light"
    )
    made.add_cookies([{"name": "sightline-session", "value": session, "url": address}])
    return made


@pytest.fixture
def page(chromium: Browser, address: str, plain: TestOffice) -> Iterator[Page]:
    """A page in a signed-in browser; a complaint of its console fails the test."""
    made = context(chromium, address, plain.reader)
    shown = made.new_page()
    complaints: list[str] = []
    shown.on(
        "console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None
    )
    shown.on("pageerror", lambda error: complaints.append(str(error)))
    yield shown
    made.close()
    assert not complaints


ROOMS = {
    "overview": "/",
    "items": "/items",
    "item": "/items/{note}",
    "entity": "/entities/bank-two",
    "measures": "/measures?on=2017-08-05",
    "measure": "/measures/asset-freeze",
    "lists": "/lists",
    "case": "/cases/{case}",
    "report": "/reports/{report}",
    "certificate": "/certificates/{certificate}",
    "account": "/account",
    "another-day": "/entities?q=bank&as_of=2026-02-15",
}


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_room_fits_and_obeys_the_policy(
    chromium: Browser, address: str, plain: TestOffice, pictures: Path, width: str, scheme: str
) -> None:
    made = context(chromium, address, plain.reader, width, scheme)
    shown = made.new_page()
    complaints: list[str] = []
    shown.on("console", lambda said: complaints.append(said.text) if "Policy" in said.text else None)
    foreign: list[str] = []
    shown.on(
        "request", lambda sent: None if sent.url.startswith((address, "data:")) else foreign.append(sent.url)
    )
    for room, path in ROOMS.items():
        shown.goto(address + path.format(
            note=plain.note, case=plain.case, report=plain.report, certificate=plain.certificate
        ))  # fmt: skip
        shown.screenshot(path=pictures / f"{room}-{width}-{scheme}.png", full_page=True)
        widest = shown.evaluate("document.documentElement.scrollWidth")
        assert widest <= WIDTHS[width][0], f"{room} is {widest} wide"
    made.close()
    assert not complaints and not foreign


def test_a_footnote_opens_the_evidence_at_its_place(page: Page, address: str, plain: TestOffice) -> None:
    page.goto(f"{address}/reports/{plain.report}")
    page.locator("sup a").first.click()
    page.locator(".footnotes a.cite").first.click()
    page.wait_for_url("**/items/**")
    mark = page.locator("mark#cite")
    assert mark.inner_text() == "8 March 2017"
    assert mark.evaluate(
        "m => { const r = m.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight }"
    )
    if SCRIPT.is_file():
        assert mark.evaluate("m => document.activeElement === m")


def test_screening_in_a_browser(page: Page, address: str, pictures: Path) -> None:
    page.goto(f"{address}/screening")
    page.fill("#names", "Invented Bank Two\nSomebody Else Entirely")
    page.click("button.primary")
    page.wait_for_selector(".answer")
    page.screenshot(path=pictures / "screening.png", full_page=True)
    assert page.locator(".answer").count() == 1, "the other name is clear"
    page.locator(".reason-cites a").first.click()
    page.wait_for_url("**/items/**")
    assert "Invented Bank Two" in page.locator("mark#cite").inner_text()


@pytest.mark.slow
def test_a_letter_decides_on_the_hit_the_focus_stands_on(
    chromium: Browser, address: str, plain: TestOffice
) -> None:
    if not SCRIPT.is_file():
        pytest.skip("the front-end assets are not built: run scripts/setup-frontend.sh")
    made = context(chromium, address, plain.editor)
    shown = made.new_page()
    shown.goto(f"{address}/screening")
    shown.fill("#names", "Invented Bank One\nInvented Bank Two\nInvented Bank Three")
    shown.click("button.primary")
    shown.wait_for_selector(".answer")
    current = (
        "[...document.querySelectorAll('[data-row][aria-current]')].map(r => r.querySelector('h3').innerText)"
    )
    seen = [shown.evaluate(current)]
    for key in "jjjkj":
        shown.keyboard.press(key)
        seen.append(shown.evaluate(current))
    one, two, three = (f"Invented Bank {name}" for name in ("One", "Two", "Three"))
    assert seen == [[one], [two], [three], [three], [two], [three]], "one at a time, from answer to answer"
    for key, bank, verdict in (("t", three, "True match"), ("f", two, "False positive")):
        shown.keyboard.press(key)
        shown.wait_for_selector("[data-first-field]")
        shown.wait_for_load_state()
        assert shown.inner_text("form.move h3") == f"{verdict} {bank} and {bank}"
        shown.keyboard.type("just a note of four")
        assert shown.input_value("[data-first-field]") == "just a note of four", "letters are text at once"
        shown.evaluate("document.activeElement.blur()")
        shown.keyboard.type("ty")
        assert shown.input_value("[data-first-field]").count("ty") == 1, "and after a click beside the form"
        shown.locator("[data-first-field]").press("Escape")
        shown.wait_for_url(lambda url: "do=" not in url)
        assert shown.evaluate(current) == [bank], "leaving the form leads back to the hit"
        shown.keyboard.press("k")
    shown.keyboard.press("f")
    shown.locator("[data-first-field]").fill("another bank by its register")
    shown.keyboard.press("Enter")
    assert "do=" in shown.url, "a line more, no decision"
    shown.keyboard.press("Control+Enter")
    shown.wait_for_url(lambda url: "do=" not in url)
    made.close()


def test_keys(page: Page, address: str) -> None:
    if not SCRIPT.is_file():
        pytest.skip("the front-end assets are not built: run scripts/setup-frontend.sh")
    page.goto(f"{address}/measures?on=2017-08-05&as_of=2026-02-15")
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("gc")
    assert page.input_value("#find") == "gc", "keys are text where one writes"
    page.keyboard.press("Tab")
    page.keyboard.press("]")
    page.wait_for_url("**on=2017-09-05**")
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url("**/cases?as_of=2026-02-15")


def test_without_a_script_all_is_there(chromium: Browser, address: str, plain: TestOffice) -> None:
    made = chromium.new_context(java_script_enabled=False)
    made.add_cookies([{"name": "sightline-session", "value": plain.reader, "url": address}])
    shown = made.new_page()
    shown.goto(f"{address}/screening")
    shown.fill("#names", "Invented Bank Two")
    shown.click("button.primary")
    shown.click(".reason-cites a")
    assert shown.locator("mark#cite").count() == 1
    made.close()


def test_the_focus_can_be_seen(page: Page, address: str) -> None:
    page.goto(f"{address}/items")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
