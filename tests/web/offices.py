"""Small offices for the tests of the doors: equal to the byte, but for what one of them keeps hidden."""

from __future__ import annotations

import hashlib
import itertools
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from litestar import Litestar

from sightline.cases.casefile import NewCase
from sightline.cases.hearings import Letter
from sightline.cases.shapes import Wording
from sightline.model.casework import Evidence, Outcome, Party, PartyKind, Position, Reply, Standard
from sightline.model.citation import Citation
from sightline.model.item import Basis
from sightline.model.marking import Marking
from sightline.model.place import Place
from sightline.model.report import Annex, Edition, Paragraph, Report, Section, Sentence, Table
from sightline.model.screening import Query
from sightline.model.view import View
from sightline.office.markings import mark
from sightline.office.tables import NoticeRow, ReportVersionRow
from sightline.reports import tree_json
from sightline.reports.query import EVIDENCE_COLUMNS
from sightline.service import access, cases, reports, screening, signals
from sightline.service.detect import detect
from sightline.service.ingest import Options, ingest
from sightline.service.workbench import Settings, Workbench, create, open_workbench
from sightline.web.app import create_app
from tests.web import telemetry

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SECRET = Marking.parse("TLP:RED//SOURCE-7")
LETTER = "Invented Network is asked to answer.\n\nPlease answer by 20 February 2017.\n"
NOTE = """An invented extract for tests.

Three banks stood on the list: Invented Bank One, Invented Bank Two and Invented Bank Three.

The service ended, as was announced on 8 March 2017. 조선광선은행
"""
HIDDEN_NOTE = "Invented Bank Two has a hidden branch, says a source that must not be known.\n"
PARTY = Party("network", "Invented Network", PartyKind.PRIVATE)


@dataclass(frozen=True, slots=True)
class TestOffice:
    """An open office, and what stands in it."""

    __test__ = False

    bench: Workbench
    reader: str
    """session of someone cleared for nothing but the public"""
    editor: str
    """session of someone cleared for everything"""
    reader_token: str
    note: str
    letter: str
    case: str
    report: str
    certificate: str
    signals: tuple[str, ...] = ()
    """ids of signals everyone sees, where the office was made with telemetry"""
    row: str = ""
    """the address of a row one of them cites"""
    hidden: tuple[str, ...] = ()
    """addresses of what only the editor may see"""

    def cite(self, words: str) -> Citation:
        """Where the words stand in the note."""
        return cite(self.note, NOTE, words)


def cite(sha256: str, text: str, words: str) -> Citation:
    """The place of words that stand once in a text."""
    start = text.encode().index(words.encode())
    return Citation(sha256, Place.of_bytes(start, len(words.encode())), words)


def counted() -> Callable[[int], bytes]:
    """Bytes that look random and are the same in every run."""
    counter = itertools.count()
    return lambda size: hashlib.shake_256(f"office {next(counter)}".encode()).digest(size)


def banks(*names: str) -> str:
    """A FollowTheMoney list of invented banks."""
    shapes = (
        {"id": bank_id(name), "schema": "Company", "properties": {"name": [name], "country": ["kp"]}}
        for name in names
    )
    return "".join(json.dumps(one) + "\n" for one in shapes)


def bank_id(name: str) -> str:
    """`Invented Bank Two` is `bank-two`."""
    return "bank-" + name.rsplit(" ", 1)[-1].lower()


def take(view: View, bench: Workbench, path: Path, text: str, options: Options) -> str:
    """Write a file, take it in, and give its hash."""
    path.write_text(text, "utf-8")
    (outcome,) = ingest(view, bench, [path], options)
    assert outcome.status in {"parsed", "stored"}, outcome
    return outcome.sha256


def session_of(bench: Workbench, name: str, role: str, clearance: Marking) -> str:
    """Make an account and use its first link: the token of a session."""
    view = bench.operator_view()
    access.add_user(view, bench, name, role, clearance)
    return access.use_link(bench, access.readmit(view, bench, name), "127.0.0.1", "test")


def bare(folder: Path) -> TestOffice:
    """An office with its two people and nothing else."""
    bench = create(folder, Settings("Invented office"), clock=lambda: AT, entropy=counted())
    reader = session_of(bench, "reader", "reader", Marking())
    editor = session_of(bench, "editor", "editor", SECRET)
    return TestOffice(bench, reader, editor, "", "", "", "", "", "")


def office(folder: Path, secrets: bool, watched: bool = False) -> TestOffice:
    """A list, two documents, a case, a report; with `watched` telemetry in which detectors saw something;
    with `secrets`, also what only the editor may see."""
    folder.mkdir()
    bench = create(folder / "office", Settings("Invented office"), clock=lambda: AT, entropy=counted())
    view = bench.operator_view()
    listed = banks("Invented Bank One", "Invented Bank Two", "Invented Bank Three")
    fact = Options(
        source="press",
        basis=Basis.FACT,
        document="an invented document",
        list="invented",
        dated=date(2026, 2, 1),
    )
    take(view, bench, folder / "banks.ftm.jsonl", listed, fact)
    note = take(view, bench, folder / "note.txt", NOTE, fact)
    recon = Options(source="office", basis=Basis.RECONSTRUCTION, document="an invented document")
    letter = take(view, bench, folder / "letter.txt", LETTER, recon)
    case = investigated(bench, note, letter)
    report = written(bench.operator_view(), bench, note, "An invented report", "T/2026/1")
    (answer,) = screening.screen(bench.operator_view(), bench, [Query("Invented Bank Two")])
    reader = session_of(bench, "reader", "reader", Marking())
    editor = session_of(bench, "editor", "editor", SECRET)
    token = access.issue_token(access.view_of(bench, reader), bench, "test", ("read", "screen"), 30)
    made = TestOffice(bench, reader, editor, token, note, letter, case, report, answer.certificate)
    if watched:
        found, _ = telemetry.watched(bench.operator_view(), bench, folder)
        cited = next(one for one in found if one.detector == "ship_to_ship").cites[0]
        row = f"/items/{cited.item}?place={cited.place}"
        made = replace(made, signals=tuple(one.id for one in found), row=row)
    return with_secrets(made, folder) if secrets else made


_APPS: list[tuple[Workbench, Litestar]] = []


def app_of(made: TestOffice) -> Litestar:
    """The app of an office: one for as long as its tests last, for making one takes half a second."""
    known = next((app for bench, app in _APPS if bench is made.bench), None)
    if known is None:
        known = create_app(made.bench)
        _APPS[:] = [*_APPS[-3:], (made.bench, known)]
    return known


def copied(made: TestOffice, folder: Path) -> TestOffice:
    """A copy of an office to change, on whose clock time goes on."""
    shutil.copytree(made.bench.folder, folder)
    ticks = itertools.count()
    bench = open_workbench(folder, clock=lambda: AT + timedelta(seconds=next(ticks)), entropy=counted())
    return replace(made, bench=bench)


def investigated(bench: Workbench, note: str, letter: str) -> str:
    """A case with a lead, a finding with evidence for and against, and a hearing that ended."""
    new = NewCase("An invented case", "Three invented banks were served.", Marking(), ("bank-one",))
    case = cases.open_case(bench.operator_view(), bench, new, "a test")
    served, ended = cite(note, NOTE, "Three banks stood on the list"), cite(note, NOTE, "8 March 2017")
    cases.add_lead(bench.operator_view(), bench, case, "A note names three banks.", [served])
    evidence = (
        Evidence(served, "for", "Names the banks.", "press", "press", "C", 3),
        Evidence(ended, "against", "The service ended.", "press", "press", "C", 3),
    )
    worded = Wording(
        "Three listed banks were served.", True, date(2017, 3, 1), ("asset-freeze",), (PARTY,),
        Standard.INVESTIGATING, Standard.INVESTIGATING, evidence, "Invented.", "A record.",
    )  # fmt: skip
    finding = cases.record_finding(bench.operator_view(), bench, case, worded, "a test")
    cases.stance(bench.operator_view(), bench, finding, "expert-one", Position.RESERVE, "It was authorised.")
    cases.move(bench.operator_view(), bench, case, "investigating", "a test")
    cases.move(bench.operator_view(), bench, case, "hearing", "a test")
    asked = cite(letter, LETTER, "is asked to answer")
    sent = Letter(date(2017, 2, 1), "letter", date(2017, 2, 20), asked)
    hearing = cases.hear(bench.operator_view(), bench, case, PARTY, sent)
    cases.reply(bench.operator_view(), bench, hearing, Reply(date(2017, 2, 18), ended, "It has ended."))
    cases.outcome(bench.operator_view(), bench, hearing, Outcome.CURED_AFTER, "the announcement")
    return case


def written(view: View, bench: Workbench, note: str, title: str, symbol: str) -> str:
    """A report of one section with a footnote."""
    marking = Marking() if symbol.endswith("/1") else SECRET
    return reports.open_report(view, bench, outline(note, title, symbol), marking, "a test")


def outline(note: str, title: str, symbol: str, *more: Paragraph) -> Report:
    """What the report says, and where one wants, more."""
    said = Sentence("The service ended on 8 March 2017.", (cite(note, NOTE, "8 March 2017"),))
    listed = Table("evidence", "Items cited", EVIDENCE_COLUMNS, (), {"kind": "evidence"})
    annex = Annex("annex-evidence", "Evidence", (listed,))
    section = Section("service", "The service", (Paragraph("ended", (said,)), *more))
    return Report(
        "", symbol, title, AT.date(), Edition.INTERNAL, "Invented office",
        (), (section,), (), (annex,), AT.date(), "All of it is invented.",
    )  # fmt: skip


def with_secrets(made: TestOffice, folder: Path) -> TestOffice:
    """Beside all that, what only the cleared may know of."""
    bench = made.bench
    hidden = Options(source="source-7", marking=SECRET)
    view = access.view_of(bench, made.editor)
    item = take(view, bench, folder / "secret.txt", HIDDEN_NOTE, hidden)
    newer = banks("Invented Bank One", "Invented Bank Two", "Invented Bank Four")
    take(
        view,
        bench,
        folder / "newer.ftm.jsonl",
        newer,
        Options("press", "invented", marking=SECRET, dated=date(2026, 3, 1)),
    )
    take(view, bench, folder / "other.ftm.jsonl", banks("Hidden Bank"), Options("x", "other", marking=SECRET))
    again = Options(source="source-7", marking=SECRET, originator="hidden originator")
    take(view, bench, folder / "again.txt", NOTE, again)
    cited = cite(made.note, NOTE, "Invented Bank Two")
    case = cases.open_case(view, bench, NewCase("A hidden case", "", SECRET, ("bank-one",)), "x")
    cases.add_lead(view, bench, case, "A hidden lead cites the note.", [cited])
    report = written(view, bench, made.note, "A hidden report", "T/2026/2")
    (answer,) = screening.screen(view, bench, [Query("Hidden Bank")])
    rewrite(view, made, item)
    tell(view, bench)
    places = (f"/items/{item}", f"/cases/{case}", f"/reports/{report}", f"/certificates/{answer.certificate}")
    seen = hidden_signals(view, made, folder, case) if made.signals else ()
    return replace(made, hidden=(*places, "/entities/bank-four", *seen))


def hidden_signals(view: View, made: TestOffice, folder: Path, case: str) -> tuple[str, ...]:
    """Hidden rows in which detectors see more; and what everyone sees, taken into a hidden case."""
    longer = telemetry.positions(0, 1, telemetry.MET + timedelta(hours=3)).partition("\n")[2]
    more = telemetry.positions(2, 11) + longer
    telemetry.take_in(view, made.bench, folder, "hidden.csv", more, SECRET)
    seen = {one.id for one in detect(made.bench.operator_view(), made.bench, telemetry.DETECTORS)}
    signals.take(view, made.bench, made.signals[0], case, "a hidden reason")
    return tuple(f"/signals/{id}" for id in sorted(seen - set(made.signals)))


def rewrite(view: View, made: TestOffice, item: str) -> None:
    """A later version of the report everyone sees, with a paragraph that rests on a secret item."""
    secret = Sentence("Invented Bank Two has a hidden branch.", (cite(item, HIDDEN_NOTE, "hidden branch"),))
    told = outline(made.note, "An invented report", "T/2026/1", Paragraph("hidden", (secret,)))
    body = tree_json.outline(replace(told, id=made.report))
    with made.bench.office.write(view, "a test") as session:
        row = ReportVersionRow(report_id=made.report, version=2, outline=body, at=AT, by=view.user, why="")
        session.add(row)


def tell(view: View, bench: Workbench) -> None:
    """A notice that only the cleared may read."""
    with bench.office.write(view, "a test") as session:
        session.add(
            NoticeRow(id="hidden-notice", at=AT, kind="refused", subject="x", text="hidden", remedy="")
        )
        mark(session, "notice", "hidden-notice", SECRET, view.user, AT, "a test")
