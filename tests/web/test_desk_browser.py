"""The desk in a real Chromium: what is pasted from Word, a lost connection, two editors at one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import APIResponse, Browser, BrowserContext, Page, Route, expect

from sightline.web.templates import SCRIPT
from tests.web.offices import TestOffice, copied
from tests.web.running import running

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(
        not SCRIPT.is_file(), reason="the front-end assets are not built: run scripts/setup-frontend.sh"
    ),
]
PATIENCE = 30_000
WORD = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office">'
    "<head><style>p.MsoNormal{margin:0}</style></head>"
    '<body><!--StartFragment--><p class=MsoNormal style="mso-margin-top-alt:auto"><b>Pasted</b> from'
    ' <span lang=EN-GB style="color:red">Word</span><o:p></o:p></p>'
    '<p class=MsoNormal onclick="alert(1)">A second <script>alert(2)</script>'
    '<del cite="mailto:x">struck </del>line.</p>'
    "<!--EndFragment--></body></html>"
)
PASTE = """(place, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  place.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def made(plain: TestOffice, tmp_path_factory: pytest.TempPathFactory) -> TestOffice:
    return copied(plain, tmp_path_factory.mktemp("desk") / "office")


@pytest.fixture
def address(made: TestOffice) -> Iterator[str]:
    with running(made.bench) as found:
        yield found


def entered(browser: Browser, address: str, made: TestOffice) -> BrowserContext:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    context.add_cookies([{"name": "sightline-session", "value": made.editor, "url": address}])
    return context


def opened(context: BrowserContext, address: str, made: TestOffice) -> Page:
    page = context.new_page()
    page.goto(f"{address}/reports/{made.report}/desk?section=service")
    return page


def state(page: Page, text: str) -> None:
    expect(page.locator("[data-state]").first).to_contain_text(text, timeout=PATIENCE)


def end_of_first(page: Page) -> None:
    """Put the cursor at the end of the first paragraph."""
    page.locator(".desk-editor [role=textbox]").first.click()
    page.keyboard.press("Control+End")


def test_what_is_pasted_from_word_is_its_words(chromium: Browser, address: str, made: TestOffice) -> None:
    context = entered(chromium, address, made)
    page = opened(context, address, made)
    end_of_first(page)
    page.keyboard.press("Enter")
    page.locator(".desk-editor [role=textbox]").first.evaluate(PASTE, WORD)
    state(page, "Saved.")
    page.reload()
    kept = page.locator("form[data-editor] textarea").first.input_value()
    assert "Pasted from Word" in kept and "A second line." in kept
    assert not any(sign in kept for sign in ("<", "Mso", "alert", "style", "struck"))
    context.close()


def test_a_lost_connection_keeps_the_text_until_it_is_back(
    chromium: Browser, address: str, made: TestOffice
) -> None:
    context = entered(chromium, address, made)
    page = opened(context, address, made)
    context.set_offline(True)
    end_of_first(page)
    page.keyboard.type(" Written on a train. {no claim}")
    state(page, "No connection")
    context.set_offline(False)
    state(page, "Saved.")
    page.reload()
    assert "Written on a train." in page.locator("form[data-editor] textarea").first.input_value()
    context.close()


def test_two_editors_at_one_paragraph_lose_nothing(chromium: Browser, address: str, made: TestOffice) -> None:
    one, two = entered(chromium, address, made), entered(chromium, address, made)
    mine, theirs = opened(one, address, made), opened(two, address, made)
    end_of_first(theirs)
    theirs.keyboard.type(" Theirs. {no claim}")
    state(theirs, "Saved.")
    end_of_first(mine)
    mine.keyboard.type(" Mine. {no claim}")
    state(mine, "kept as a suggestion beside the paragraph. Open the section again")
    mine.reload()
    assert "Theirs." in mine.locator("form[data-editor] textarea").first.input_value()
    expect(mine.locator("main")).to_contain_text("Mine.")
    one.close()
    two.close()


def test_a_draft_of_this_browser_overwrites_nobody(chromium: Browser, address: str, made: TestOffice) -> None:
    one, two = entered(chromium, address, made), entered(chromium, address, made)
    mine = opened(one, address, made)
    end_of_first(mine)
    mine.keyboard.type(" Mine. {no claim} dangling")
    state(mine, "goes on after")
    theirs = opened(two, address, made)
    end_of_first(theirs)
    theirs.keyboard.type(" Theirs. {no claim}")
    state(theirs, "Saved.")
    mine.reload()
    state(mine, "changed since")
    end_of_first(mine)
    for _ in "dangling ":
        mine.keyboard.press("Backspace")
    state(mine, "kept as a suggestion")
    theirs.reload()
    assert "Theirs." in theirs.locator("form[data-editor] textarea").first.input_value()
    expect(theirs.locator("main")).to_contain_text("Mine.")
    one.close()
    two.close()


def test_what_the_office_refuses_is_not_lost(chromium: Browser, address: str, made: TestOffice) -> None:
    context = entered(chromium, address, made)
    page = opened(context, address, made)
    form = page.locator("form[data-editor]").first
    form.get_by_text("Cite evidence").click()
    offered = page.locator("datalist#held option").first.get_attribute("value")
    form.locator("input[name=item]").fill(offered or "")
    form.locator("input[name=quote]").fill("words that stand nowhere in it")
    end_of_first(page)
    page.keyboard.type(" Kept all the same.")
    with page.expect_navigation():
        form.get_by_role("button", name="Save").first.click()
    page.goto(f"{address}/reports/{made.report}/desk?section=service")
    state(page, "Restored from this browser")
    expect(page.locator(".desk-editor").first).to_contain_text("Kept all the same.")
    with page.expect_navigation():
        page.locator("form[data-editor]").first.get_by_role("button", name="Save").first.click()
    expect(page.locator("[data-state]").first).not_to_contain_text("Restored")
    expect(page.locator(".desk-editor").first).to_contain_text("Kept all the same.")
    context.close()


def test_a_save_waits_for_the_one_before_it(chromium: Browser, address: str, made: TestOffice) -> None:
    context = entered(chromium, address, made)
    page = opened(context, address, made)

    held: list[tuple[Route, APIResponse]] = []
    page.route("**/desk/put.json", lambda route: held.append((route, route.fetch())))
    form = page.locator("form[data-editor]").first
    form.get_by_text("Cite evidence").click()
    form.locator("input[name=item]").fill(made.note)
    form.locator("input[name=quote]").fill("Three banks stood on the list")
    end_of_first(page)
    page.keyboard.press("Enter")
    page.keyboard.type("Three banks stood on the list.")
    while not held:  # until the office has what was typed, and its answer is on its way
        page.wait_for_timeout(100)
    form.get_by_role("button", name="Save").first.click(no_wait_after=True)
    page.wait_for_timeout(500)
    assert form.count(), "the page waits for the answer"
    with page.expect_navigation():
        held[0][0].fulfill(response=held[0][1])
    expect(page.locator(".problem")).to_have_count(0)
    expect(page.locator("form[data-editor] textarea").first).to_have_value(
        re.compile(r"Three banks stood on the list\. \[2\]")
    )
    expect(page.locator(".remark")).to_have_count(0)
    context.close()
