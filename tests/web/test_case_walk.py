"""A user's walk in a real Chromium, from a signal to a bundle that verifies, with a reply and a dissent.

Screenshots go where SIGHTLINE_SCREENSHOTS says.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from sightline.service import worker
from sightline.service.verify import verify
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
DESK = {"width": 1280, "height": 900}
PATIENCE = 60_000
PORT_LOG = """An invented port log for tests.

19 October 2017, 05:10: INVENTED SHIP 1 reported to the invented port that it lay alongside INVENTED SHIP 2.
"""
REPLY = "Invented Operator writes: INVENTED SHIP 1 waited for orders and gave no cargo to anyone.\n"
REPORTS = """source,reference,told_on,relies_on,text
tank-one,T1/2017/8,2017-11-02,,Two tankers lay side by side.
tank-two,T2-77,2017-11-09,tank-one,"Two tankers met, as Tank One reported."
coalition,,2017-11-01,,A row without a reference.
"""


@dataclass(frozen=True)
class Walk:
    """A running office, a browser in it, and where pictures and files go."""

    made: TestOffice
    address: str
    page: Page
    pictures: Path

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def picture(self, name: str) -> None:
        fits = self.page.locator("main").evaluate("m => m.scrollWidth <= innerWidth")
        assert fits, f"{name} is wider than the window"
        self.page.evaluate("scrollTo(0, 0)")
        self.page.screenshot(path=self.pictures / f"walk-{name}.png", full_page=True)

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.locator(f'form.move [name="{name}"]').fill(value)

    def choose(self, name: str, containing: str) -> None:
        """Choose what is offered under words that contain this."""
        box = self.page.locator(f'form.move [name="{name}"]')
        offered = self.page.locator(f'datalist[id="{box.get_attribute("list")}"] option')
        box.fill(offered.filter(has_text=containing).first.get_attribute("value") or containing)

    def save(self) -> None:
        self.page.locator("form.move button.primary").click()
        expect(self.page.locator(".problem")).to_have_count(0)

    def bring(self, path: Path, **said: str) -> None:
        """Bring a file in and wait until it is read."""
        self.go("/ingest")
        for name, value in said.items():
            self.page.locator(f'[name="{name}"]').fill(value)
        self.page.set_input_files('input[name="file"]', path)
        self.page.locator("form.bring button.primary").click()
        expect(self.page.locator(".lede")).to_contain_text("done", timeout=PATIENCE)

    def keep(self, clicked: str, path: Path) -> Path:
        """Click what downloads a file, and keep it."""
        with self.page.expect_download() as download:
            self.page.locator(clicked).first.click()
        download.value.save_as(path)
        return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestOffice]:
    """An office whose detectors have run, with a worker."""
    folder = tmp_path_factory.mktemp("walk")
    found = copied(office(folder / "one", secrets=False, watched=True), folder / "two")
    stop = threading.Event()
    thread = threading.Thread(target=worker.work, args=(found.bench, stop), daemon=True)
    thread.start()
    yield found
    stop.set()
    thread.join(30)


@pytest.fixture(scope="module")
def address(made: TestOffice) -> Iterator[str]:
    """It, running."""
    with running(made.bench) as found:
        yield found


def entered(browser: Browser, address: str, made: TestOffice) -> BrowserContext:
    """A browser in which the editor is signed in."""
    context = browser.new_context(viewport=DESK)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    context.add_cookies([{"name": "sightline-session", "value": made.editor, "url": address}])
    return context


@pytest.fixture
def walk(
    chromium: Browser, address: str, made: TestOffice, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walk]:
    """A page; a script's accident fails the test."""
    named = os.environ.get("SIGHTLINE_SCREENSHOTS")
    folder = Path(named) if named else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    context = entered(chromium, address, made)
    page = context.new_page()
    accidents: list[str] = []
    page.on("pageerror", lambda error: accidents.append(str(error)))
    page.on("dialog", lambda dialog: _accept(dialog))
    yield Walk(made, address, page, folder)
    context.close()
    assert not accidents


def _accept(dialog: Dialog) -> None:
    dialog.accept()


def test_from_a_signal_to_a_bundle_that_verifies(walk: Walk, tmp_path: Path) -> None:
    case = signal_into_case(walk)
    leads(walk, case)
    evidence(walk, case, tmp_path)
    finding = found(walk, case)
    asked(walk, case, tmp_path)
    heard(walk, case, tmp_path)
    disagreed(walk, finding)
    report = written(walk, case)
    walk.go(f"{report}?edition=public")
    bundle = walk.keep('.downloads a:has-text("bundle")', tmp_path / "report.bundle")
    verdict = verify(bundle, walk.made.bench.keyring.fingerprint)
    assert verdict.ok, verdict.text()


def signal_into_case(walk: Walk) -> str:
    page = walk.page
    walk.go(f"/signals/{walk.made.signals[1]}")
    page.keyboard.press("t")
    page.wait_for_selector("select:focus")
    walk.fill(title="A meeting at sea", why="Two tankers lay side by side for five hours.")
    walk.picture("01-signal")
    walk.save()
    walk.go("/cases")
    page.get_by_role("link", name="A meeting at sea").click()
    page.wait_for_selector(".case-tabs")
    walk.picture("02-case")
    return page.url.rpartition("/")[2]


def leads(walk: Walk, case: str) -> None:
    page = walk.page
    walk.go(f"/cases/{case}/leads?do=collate")
    walk.fill(csv=REPORTS)
    page.locator("form.move button.primary").click()
    expect(page.locator("main")).to_contain_text("reference is empty")
    expect(page.locator("p.lede").last).to_contain_text("3 leads, 2 independent origins")
    walk.picture("03-leads")


def evidence(walk: Walk, case: str, folder: Path) -> None:
    page = walk.page
    log = folder / "port-log.txt"
    log.write_text(PORT_LOG)
    walk.bring(log, source="invented-port")
    for short in ("They passed cargo", "They waited for orders"):
        walk.go(f"/cases/{case}/matrix?do=hypothesis")
        walk.fill(short=short)
        walk.save()
    for note, place in (
        ("The port log has them alongside.", "port-log.txt, whole"),
        ("Both lay still for five hours.", "bytes"),
    ):
        walk.go(f"/cases/{case}/matrix?do=exhibit")
        walk.fill(note=note)
        walk.choose("pick", place)
        page.locator('form.move [name="credibility"]').select_option("2")
        walk.save()
    page.locator("table.matrix select").first.focus()
    for key in ("+", "ArrowRight", "-", "-", "ArrowDown", "0", "ArrowLeft", "+", "+"):
        page.keyboard.press(key)
    expect(page.locator("[data-unsaved]")).to_have_text("4 marks not saved yet")
    walk.picture("04-matrix-unsaved")
    page.keyboard.press("Enter")
    page.keyboard.type("Lying alongside serves a transfer.")
    page.keyboard.press("Enter")
    expect(page.locator("tfoot tr").first.locator("td").nth(1)).to_have_text("2")
    walk.picture("05-matrix")


def found(walk: Walk, case: str) -> str:
    page = walk.page
    walk.go(f"/cases/{case}/findings")
    walk.fill(
        assertion="INVENTED SHIP 1 of Invented Operator lay alongside INVENTED SHIP 2 on 19 October 2017",
        day="2017-10-19",
        measures="sts",
        parties="operator | Invented Operator | private |",
        limits="What passed between them, if anything, is not known.",
        would_change="A record of the cargo before and after.",
        states="kp",
        why="The port log says so.",
    )
    ways = page.locator("form.move select[name^='way.']")
    ways.nth(0).select_option("for")
    walk.picture("06-finding-form")
    walk.save()
    page.wait_for_url("**/findings/f-*")
    for target, why in (("investigating", "taken up"), ("hearing", "the operator is asked")):
        finding = page.url.rpartition("/")[2]
        walk.go(f"/cases/{case}?do=move")
        page.locator('form.move [name="to"]').select_option(target)
        walk.fill(why=why)
        walk.save()
        walk.go(f"/findings/{finding}")
    return page.url.rpartition("/")[2]


def asked(walk: Walk, case: str, folder: Path) -> None:
    page = walk.page
    walk.go(f"/cases/{case}/papers?do=request")
    walk.fill(
        addressee="Ministry of Invented Shipping",
        subject="INVENTED SHIP 1 on 19 October 2017",
        facts="The ship reported lying alongside another.",
        questions="What was its cargo on arrival?\nWho chartered it?",
        due="2026-03-20",
    )
    page.locator('form.move [name="addressee_kind"]').select_option("state")
    walk.picture("07-request-form")
    walk.save()
    page.wait_for_url("**/papers/q-*")
    page.locator('[name="contact"]').fill("reply@invented.example")
    page.locator('[name="signatory"]').fill("Anna Invented, editor")
    assert walk.keep("text=PDF", folder / "request.pdf").read_bytes().startswith(b"%PDF")
    page.locator("a.action:has-text('Sent')").click()
    walk.fill(sent_on="2026-03-02", channel="note verbale", why="It went out.")
    walk.save()
    expect(page.locator(".lede")).to_contain_text("sent")
    walk.picture("08-request")
    walk.go(f"/cases/{case}/papers?do=task")
    walk.fill(title="Ask the port for its camera", due="2026-03-01", assigned="expert-two")
    walk.save()
    walk.go("/due")
    expect(page.locator("main")).to_contain_text("1 day late")
    walk.picture("09-due")


def heard(walk: Walk, case: str, folder: Path) -> None:
    page = walk.page
    walk.go(f"/cases/{case}/hearings?do=name&party=operator")
    walk.fill(why="Too early.")
    page.locator("form.move button.primary").click()
    expect(page.locator(".problem")).to_contain_text("No hearing of 'operator' is on record")
    walk.go(f"/cases/{case}/hearings?do=draft&party=operator")
    walk.fill(deadline="2026-03-30", contact="reply@invented.example", signatory="Anna Invented, editor")
    walk.picture("10-hearing-letter")
    letter = walk.keep("form.move button.primary", folder / "letter.pdf")
    walk.bring(letter, source="our-office")
    reply = folder / "reply.txt"
    reply.write_text(REPLY)
    walk.bring(reply, source="invented-operator")
    walk.go(f"/cases/{case}/hearings?do=letter&party=operator")
    walk.fill(sent_on="2026-02-02", channel="registered letter", deadline="2026-02-27")
    walk.choose("cite", "letter.pdf, whole")
    walk.save()
    walk.go(f"/cases/{case}/hearings?do=reply&party=operator")
    walk.fill(
        received_on="2026-02-20", summary="INVENTED SHIP 1 waited for orders and gave no cargo to anyone."
    )
    walk.choose("cite", "reply.txt, whole")
    walk.save()
    walk.go(f"/cases/{case}/hearings?do=outcome&party=operator")
    page.locator('form.move [name="outcome"]').select_option("contested")
    walk.fill(why="It says that nothing was passed.")
    walk.save()
    walk.go(f"/cases/{case}/hearings?do=name&party=operator")
    walk.fill(why="It answered, and the log names its ship.")
    walk.save()
    expect(page.locator(".steps .is-done")).to_have_count(4)
    walk.picture("11-hearing")


def disagreed(walk: Walk, finding: str) -> None:
    page = walk.page
    said = (
        ("expert-one", "concur", ""),
        ("expert-two", "dissent", "Lying alongside is what ships do that wait; nothing shows a transfer."),
    )
    for expert, position, text in said:
        walk.go(f"/findings/{finding}?do=stance")
        page.locator('form.move [name="position"]').select_option(position)
        walk.fill(expert=expert, text=text)
        walk.save()
    walk.go(f"/findings/{finding}?do=objection")
    walk.fill(by="expert-two", text="The log does not say how long.")
    walk.save()
    walk.go(f"/findings/{finding}?do=move&to=agreed")
    walk.fill(why="The standard is met.")
    page.locator("form.move button.primary").click()
    expect(page.locator(".problem")).to_contain_text("waits for an answer")
    page.locator("a.action:has-text('Answer')").click()
    walk.fill(answer="The finding does not say how long either.", answered_by="expert-one", why="Answered.")
    walk.save()
    walk.go(f"/findings/{finding}?do=move&to=agreed")
    walk.fill(why="The standard is met.")
    walk.save()
    expect(page.locator(".lede")).to_contain_text("agreed")
    walk.picture("12-finding")


def written(walk: Walk, case: str) -> str:
    page = walk.page
    walk.go(f"/cases/{case}?do=move")
    page.locator('form.move [name="to"]').select_option("concluded")
    walk.fill(why="Everyone was heard.")
    walk.save()
    for room in ("timeline", "network"):
        walk.go(f"/cases/{case}/{room}")
        walk.picture(f"13-{room}")
    walk.go(f"/cases/{case}/report")
    walk.fill(symbol="T/2026/7", why="The case is concluded.")
    walk.picture("14-report-form")
    walk.save()
    page.wait_for_url("**/reports/r-*")
    sheet = page.locator(".sheet")
    expect(sheet).to_contain_text("expert-two (dissents): Lying alongside is what ships do that wait")
    expect(sheet).to_contain_text("Dissents, reservations, recusals and objections")
    expect(sheet).to_contain_text("Invented Operator replied on 20 February 2026")
    errors = page.locator(".lint .tag-bad").all_inner_texts()
    walk.picture("15-report")
    assert errors == [], page.locator(".lint").inner_text()
    return "/reports/" + page.url.rpartition("/")[2].partition("?")[0]


def test_two_editors_and_a_lost_connection_lose_nothing(
    walk: Walk, chromium: Browser, address: str, made: TestOffice
) -> None:
    page = walk.page
    walk.go(f"/cases/{made.case}/papers?do=task")
    walk.fill(title="Read the second note")
    walk.save()
    page.wait_for_url("**/papers/t-*")
    paper = page.url.removeprefix(address)
    walk.go(f"{paper}?do=change")
    walk.fill(note="Mine: it is in the archive.", why="What I know.")
    other = entered(chromium, address, made)
    theirs = Walk(made, address, other.new_page(), walk.pictures)
    theirs.go(f"{paper}?do=change")
    theirs.fill(note="Theirs: it was burnt.", why="What I know.")
    theirs.save()
    other.close()
    page.context.set_offline(True)
    page.locator("form.move button.primary").click()
    expect(page.locator(".connection")).to_contain_text("What you wrote is kept in this tab")
    walk.picture("16-lost-connection")
    page.context.set_offline(False)
    page.reload()
    expect(page.locator('form.move [name="note"]')).to_have_value("Mine: it is in the archive.")
    page.locator("form.move button.primary").click()
    expect(page.locator(".problem")).to_contain_text("Editor changed note on")
    expect(page.locator(".meanwhile")).to_contain_text("Theirs: it was burnt.")
    expect(page.locator('form.move [name="note"]')).to_have_value("Mine: it is in the archive.")
    walk.picture("17-two-editors")
    walk.fill(note="It was burnt; a copy is in the archive.", why="Both are so.")
    walk.save()
    expect(page.locator(".lede")).to_contain_text("version 3")


def test_a_citation_whose_item_was_lawfully_deleted_says_so(walk: Walk, made: TestOffice) -> None:
    bench = made.bench
    at = datetime(2026, 3, 3, tzinfo=UTC)
    bench.vault.destroy(made.note, why="a court ordered it", by="editor", at=at, signer=bench.keyring.current)
    walk.go(f"/cases/{made.case}")
    expect(walk.page.locator("main")).to_contain_text(
        "lawfully deleted on 2026-03-03 by editor: a court ordered it"
    )
    expect(walk.page.locator("blockquote")).to_have_count(0)
    walk.picture("18-deleted")
    walk.page.locator("article.finding h3 a").first.click()
    expect(walk.page.locator(".caution")).to_contain_text("lawfully deleted")
