"""The network in a real Chromium by keyboard alone: to the field, along the lines, to payments and bytes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from sightline.service.ingest import Options, ingest
from tests.detectors.books import payment
from tests.service.paid import csv_files
from tests.web.offices import TestOffice, bare
from tests.web.running import running

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAID = [payment(1, 0, 100, "A", "B"), payment(2, 24, 80, "B", "C"), payment(3, 30, 8, "Z", "A")]
LINES = "svg.flow-net a:has(path.pay)"
MOST_TABS = 60


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> TestOffice:
    """An office with three payments."""
    folder = tmp_path_factory.mktemp("network-browser")
    found = bare(folder / "one")
    files = csv_files(folder, PAID, [])
    list(ingest(found.bench.operator_view(), found.bench, files, Options(source="bank")))
    return found


@pytest.fixture(scope="module")
def address(made: TestOffice) -> Iterator[str]:
    """It, running."""
    with running(made.bench) as found:
        yield found


@pytest.fixture
def page(chromium: Browser, address: str, made: TestOffice) -> Iterator[Page]:
    """A page of the reader's; a complaint of its console fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "sightline-session", "value": made.reader, "url": address}])
    shown = context.new_page()
    complaints: list[str] = []
    shown.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    shown.on("pageerror", lambda error: complaints.append(str(error)))
    yield shown
    context.close()
    assert not complaints


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('aria-label') || ''"))


def test_every_line_is_reached_by_tab_and_opens_its_payments_and_their_bytes(
    address: str, page: Page
) -> None:
    page.goto(f"{address}/network?of=A&hops=2")
    page.keyboard.press("f")
    assert page.evaluate("document.activeElement.name") == "of"
    named = {str(line.get_attribute("aria-label")) for line in page.locator(LINES).all()}
    assert len(named) == 3
    met: dict[str, str] = {}
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if focused(page) in named:
            met[focused(page)] = str(page.evaluate("document.activeElement.getAttribute('href')"))
    assert set(met) == named
    for label, row in (("A paid B", "N00001"), ("B paid C", "N00002"), ("Z paid A", "N00003")):
        page.goto(f"{address}/network?of=A&hops=2")
        line = page.locator(f"{LINES}[aria-label^='{label}']")
        line.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/network/rows?*")
        page.locator("a.cite").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/items/*")
        expect(page.locator("mark.asked")).to_contain_text(row)


def test_what_is_asked_by_keyboard_stands_in_the_address(address: str, page: Page) -> None:
    page.goto(f"{address}/network")
    page.keyboard.press("f")
    page.keyboard.type("Z")
    page.keyboard.press("Tab")
    page.keyboard.type("C")
    page.keyboard.press("Enter")
    page.wait_for_url("**/network?of=Z&to=C*")
    expect(page.locator("ol.ways")).to_contain_text("Z paid A")
    wide = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert wide, "the page does not scroll sideways"
