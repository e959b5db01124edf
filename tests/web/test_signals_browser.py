"""Signals in a real Chromium: worked through by keyboard alone, maps that move, charts that are read out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from sightline.web.drawing import coastline
from sightline.web.templates import SCRIPT
from tests.web.offices import TestOffice, copied, office
from tests.web.running import running

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(
        not SCRIPT.is_file(), reason="the front-end assets are not built: run scripts/setup-frontend.sh"
    ),
]
WIDTHS = {"desk": (1280, 860), "phone": (390, 800)}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> TestOffice:
    """An office whose detectors have run: an account like a bank, then two meetings."""
    folder = tmp_path_factory.mktemp("offices")
    return copied(office(folder / "one", secrets=False, watched=True), folder / "two")


@pytest.fixture(scope="module")
def address(made: TestOffice) -> Iterator[str]:
    """It, running."""
    with running(made.bench) as found:
        yield found


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots go: a temporary folder, or the one SIGHTLINE_SCREENSHOTS names."""
    named = os.environ.get("SIGHTLINE_SCREENSHOTS")
    folder = Path(named) if named else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def entered(
    browser: Browser, address: str, made: TestOffice, wide: tuple[int, int], script: bool = True
) -> BrowserContext:
    """A browser in which someone who may investigate is signed in."""
    context = browser.new_context(viewport={"width": wide[0], "height": wide[1]}, java_script_enabled=script)
    context.add_cookies([{"name": "sightline-session", "value": made.editor, "url": address}])
    return context


@pytest.fixture
def page(chromium: Browser, address: str, made: TestOffice) -> Iterator[Page]:
    """A page; a complaint of its console fails the test."""
    context = entered(chromium, address, made, WIDTHS["desk"])
    shown = context.new_page()
    complaints: list[str] = []
    shown.on(
        "console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None
    )
    shown.on("pageerror", lambda error: complaints.append(str(error)))
    yield shown
    context.close()
    assert not complaints


def current(page: Page) -> str:
    """The id of the row the keyboard stands on."""
    return page.locator("tr[data-row][aria-current]").get_attribute("id") or ""


def test_worked_through_by_keyboard_alone(page: Page, address: str, made: TestOffice, pictures: Path) -> None:
    bank, first, second = made.signals
    page.goto(f"{address}/signals")
    page.keyboard.press("j")
    assert current(page) == first
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert current(page) == bank, "the last stays the last"
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert current(page) == first
    page.keyboard.press("?")
    page.screenshot(path=pictures / "signals-keys.png")
    assert "dismiss it, with a reason" in page.locator("dialog#keys").inner_text()
    page.keyboard.press("Escape")

    page.keyboard.press("d")
    page.wait_for_url("**do=dismiss**")
    page.wait_for_selector("textarea:focus")
    page.keyboard.press("Escape")
    page.wait_for_url(f"**/signals?at={first}")
    page.wait_for_selector("tr[aria-current] a:focus")
    page.keyboard.press("d")
    page.wait_for_selector("textarea:focus")
    page.keyboard.type("They wait for orders, dj.")
    page.screenshot(path=pictures / "signals-dismiss.png")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**done=**")
    page.wait_for_selector("tr[aria-current] a:focus")
    assert current(page) == second and page.locator("tr[data-row]").count() == 2
    page.screenshot(path=pictures / "signals-dismissed.png")

    page.keyboard.press("u")
    page.wait_for_selector("textarea:focus")
    page.keyboard.type("A document says otherwise.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**done={first}")
    page.wait_for_selector("tr[aria-current] a:focus")
    assert page.locator("tr[data-row]").count() == 3

    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/signals/{first}")
    page.wait_for_selector("h1:has-text('INVENTED SHIP 1')")
    page.keyboard.press("t")
    page.wait_for_selector("select:focus")
    page.keyboard.press("Tab")
    page.keyboard.type("Opened by keyboard")
    page.keyboard.press("Tab")
    page.keyboard.type("Worth a case.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/signals/{first}")
    assert "taken" in page.locator(".lede").inner_text()
    page.screenshot(path=pictures / "signal-taken.png", full_page=True)


def test_the_map_moves_and_the_chart_is_read_out(
    page: Page, address: str, made: TestOffice, pictures: Path
) -> None:
    page.goto(f"{address}/signals/{made.signals[2]}")
    sheet = page.locator("svg[data-pan]").first
    whole = sheet.get_attribute("viewBox")
    page.locator('[data-zoom="in"]').first.click()
    nearer = sheet.get_attribute("viewBox") or ""
    assert nearer != whole and float(nearer.split()[2]) == pytest.approx(760 / 1.5, abs=1)
    box = sheet.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 240, steps=4)
    page.mouse.up()
    assert sheet.get_attribute("viewBox") != nearer and "/items/" not in page.url, "a drag opens nothing"
    page.locator('[data-zoom="whole"]').first.click()
    assert sheet.get_attribute("viewBox") == whole
    page.locator("[data-chart] svg").first.focus()
    for _ in range(40):
        page.keyboard.press("ArrowRight")
    said = page.locator("[data-read-out]").first.inner_text()
    assert "Distance" in said and "kn" in said and "UTC" in said
    assert page.locator(".fix.is-now").count() >= 2
    page.screenshot(path=pictures / "signal-read-out.png", full_page=True)
    page.locator(".ship-2 .fix.is-cited").last.click()
    page.wait_for_url("**/items/**")
    assert page.locator("mark#cite").count() == 1


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_fits_without_a_script(
    chromium: Browser, address: str, made: TestOffice, pictures: Path, width: str
) -> None:
    context = entered(chromium, address, made, WIDTHS[width], script=False)
    shown = context.new_page()
    rooms = {
        "list": "/signals?state=all", "form": f"/signals?state=all&at={made.signals[0]}&do=dismiss",
        "meeting": f"/signals/{made.signals[2]}", "account": f"/signals/{made.signals[0]}?with=S-1",
        "row": made.row,
    }  # fmt: skip
    for room, path in rooms.items():
        shown.goto(address + path)
        shown.screenshot(path=pictures / f"signals-{room}-{width}.png", full_page=True)
        assert shown.locator("main").evaluate("m => m.scrollWidth <= innerWidth"), room
    shown.goto(f"{address}/signals/{made.signals[0]}?do=dismiss")
    shown.fill("textarea", "Without a script.")
    shown.click(".move button.primary")
    assert "Without a script." in shown.locator(".facts").first.inner_text()
    shown.click("a[data-act='u']")
    shown.fill("textarea", "Again.")
    shown.click(".move button.primary")
    context.close()


def test_the_coast_was_built() -> None:
    assert len(coastline.rings()) > 1000
