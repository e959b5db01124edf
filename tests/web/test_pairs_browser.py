"""The review queue in a real Chromium, by keyboard alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from sightline.service import judgements, pairs
from sightline.service.workbench import open_workbench
from sightline.web.templates import SCRIPT
from tests.service.listed import compared
from tests.web.offices import AT, SECRET, TestOffice, copied, counted, session_of
from tests.web.running import running

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(
        not SCRIPT.is_file(), reason="the front-end assets are not built: run scripts/setup-frontend.sh"
    ),
]


@pytest.fixture(scope="module")
def made(plain: TestOffice, tmp_path_factory: pytest.TempPathFactory) -> TestOffice:
    """An office with two lists that were compared."""
    folder = tmp_path_factory.mktemp("compared")
    shutil.copytree(plain.bench.folder, folder / "office")
    bench = open_workbench(folder / "office", clock=lambda: AT, entropy=counted())
    compared(bench, folder)
    return copied(replace(plain, bench=bench), folder / "copy")


@pytest.fixture(scope="module")
def address(made: TestOffice) -> Iterator[str]:
    """It, running."""
    with running(made.bench) as found:
        yield found


def test_two_pairs_are_judged_without_a_mouse(
    chromium: Browser, address: str, made: TestOffice, tmp_path: Path
) -> None:
    first, second = (line.id for line in pairs.queue(made.bench.operator_view(), made.bench))
    context = chromium.new_context(viewport={"width": 1280, "height": 860})
    token = session_of(made.bench, "judge", "editor", SECRET)
    context.add_cookies([{"name": "sightline-session", "value": token, "url": address}])
    page = context.new_page()
    page.goto(f"{address}/pairs")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/pairs/{first}*")
    page.keyboard.press("s")
    page.wait_for_url("**do=same*")
    assert page.input_value("textarea") != "", "the resolver's words are offered"
    page.screenshot(path=tmp_path / "pair.png")
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "do=" not in url)
    page.keyboard.press("d")
    page.wait_for_url("**do=different*")
    page.keyboard.type("two, by a test")
    for key in ("Tab", "Tab", "Enter"):
        page.keyboard.press(key)
    page.wait_for_url(f"**/pairs/{second}*")
    page.keyboard.press("u")
    page.wait_for_url("**do=unsure*")
    for key in ("Tab", "Tab", "Enter"):
        page.keyboard.press(key)
    page.wait_for_url(lambda url: "do=" not in url and "done=" in url)
    context.close()
    told = {one.verdict.value for one in judgements.judgements(made.bench.operator_view(), made.bench)}
    assert told == {"different", "unsure"}
