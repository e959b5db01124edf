"""A job in a real Chromium: its bar moves by itself under the strict policy, and a file is brought in."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sightline.model.marking import Marking
from sightline.service import access, job_kinds, jobs, worker
from sightline.service.job_kinds import Kind, NoArgs, Task
from sightline.service.progress import Step
from tests.web.offices import TestOffice, office
from tests.web.running import running

pytestmark = pytest.mark.browser
PATIENCE = 30_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestOffice]:
    """An office of this module's own."""
    found = office(tmp_path_factory.mktemp("jobs-browser") / "one", secrets=False)
    with closing(found.bench):
        yield found


@pytest.fixture(scope="module")
def address(made: TestOffice) -> Iterator[str]:
    """A running workbench."""
    with running(made.bench) as found:
        yield found


@pytest.fixture
def page(chromium: Browser, address: str, made: TestOffice) -> Iterator[Page]:
    """A page of the editor's; a complaint of its console fails the test."""
    context = chromium.new_context()
    context.add_cookies([{"name": "sightline-session", "value": made.editor, "url": address}])
    shown = context.new_page()
    complaints: list[str] = []
    shown.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    shown.on("pageerror", lambda error: complaints.append(str(error)))
    yield shown
    context.close()
    assert not complaints


@pytest.mark.slow
def test_the_bar_moves_by_itself_and_the_page_shows_the_end(
    made: TestOffice, address: str, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = [threading.Event() for _ in range(3)]

    def run(task: Task, args: NoArgs) -> dict[str, object]:
        for number, wait in enumerate(go):
            task.progress(Step("counting", number + 1, 4))
            assert wait.wait(60)
        return {"counted": 4}

    kinds = {**job_kinds.KINDS, "count": Kind("Count", "read", NoArgs, run, lambda *given: Marking())}
    monkeypatch.setattr(job_kinds, "KINDS", kinds)
    id = jobs.enqueue(access.view_of(made.bench, made.editor), made.bench, "count", {})
    page.goto(f"{address}/jobs/{id}")
    expect(page.locator(".lede [data-part=state]")).to_have_text("queued")
    thread = threading.Thread(target=worker.work, args=(made.bench, threading.Event(), True))
    thread.start()
    for number, wait in enumerate(go, 1):
        expect(page.locator("[data-part=note]")).to_have_text(f"counting, {number} of 4", timeout=PATIENCE)
        expect(page.locator("progress")).to_have_attribute("value", str(number / 4))
        wait.set()
    expect(page.locator(".lede [data-part=state]")).to_have_text("done", timeout=PATIENCE)
    expect(page.get_by_text("counted")).to_be_visible()
    thread.join(30)


def test_a_file_is_brought_in(made: TestOffice, address: str, page: Page, tmp_path: Path) -> None:
    note = tmp_path / "note-for-the-browser.txt"
    note.write_text("An invented note.\n")
    page.goto(f"{address}/items")
    page.get_by_role("link", name="Bring files in").click()
    page.get_by_label("Source").fill("press")
    page.get_by_label("Files").set_input_files(note)
    page.get_by_role("button", name="Bring them in").click()
    page.wait_for_url("**/jobs/j-*")
    worker.work(made.bench, threading.Event(), once=True)
    expect(page.get_by_role("link", name="note-for-the-browser.txt")).to_be_visible(timeout=PATIENCE)
