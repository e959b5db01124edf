"""The whole line from a dossier: sources, files, screening, detectors, cases, report, bundle, verification.

Every step calls what a user would call, and looks first whether it was done: an interrupted run goes on
where it stopped.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sightline.cases.casefile import NewCase
from sightline.cases.hearings import Letter
from sightline.cases.shapes import Wording
from sightline.errors import BadInput, Conflict, IntegrityBroken
from sightline.formats import pdf
from sightline.model.casework import (
    Evidence,
    Finding,
    Hearing,
    Outcome,
    Party,
    Position,
    Reply,
    Standard,
)
from sightline.model.citation import Citation
from sightline.model.item import Basis, Reliability, Source, SourceKind
from sightline.model.marking import PUBLIC, Marking
from sightline.model.report import Edition
from sightline.model.view import View
from sightline.service import (
    cases,
    dossier_telemetry,
    entities,
    items,
    namings,
    reports,
    screening,
    sources,
    workbench,
)
from sightline.service.detect import detect
from sightline.service.dossier_file import Dossier, Reading, place_of, read
from sightline.service.dossier_telemetry import Finds
from sightline.service.ingest import Options, ingest
from sightline.service.progress import Progress, Step, silent
from sightline.service.reports import FORMATS, Order
from sightline.service.telemetry import Generated
from sightline.service.verify import verify
from sightline.service.workbench import Settings, Workbench

Say = Callable[[Mapping[str, object], str], None]
EDITIONS = (Edition.PUBLIC, Edition.INTERNAL)


@dataclass(slots=True)
class _Line:
    """A run: what it works with, what it has found so far, and whom it tells."""

    view: View
    bench: Workbench
    dossier: Dossier
    say: Say
    progress: Progress

    def step(self, name: str, work: Callable[[], str]) -> None:
        """Do a step, then say what came of it and how long it took."""
        self.progress(Step(name))
        begun = time.monotonic()
        said = work()
        took = time.monotonic() - begun
        self.say({"step": name, "seconds": round(took, 2), "result": said}, f"{took:7.2f} s  {name}: {said}")

    def look(self) -> None:
        """Take the View anew: what was just written is known now."""
        self.view = self.bench.operator_view()


def run(
    office: Path,
    folder: Path,
    say: Say,
    progress: Progress = silent,
    *,
    database: str = "",
    passphrase: str | None = None,
) -> Workbench:
    """Make the office of a dossier (or go on in it) and build, check and verify its report.

    `database` is where a new office keeps its rows, SQLite in the folder when it is empty.

    Returns the open office. `Conflict` where the folder holds the office of another dossier;
    `IntegrityBroken` when the bundle does not verify.
    """
    dossier = read(folder)
    stamp = office / workbench.STAMP
    if workbench.exists(office):
        if not stamp.exists() or stamp.read_text().strip() != dossier.digest:
            raise Conflict(
                f"{office} holds another office, or the dossier has changed since",
                place=str(office),
                remedy="move that folder away, or name another with --office",
            )
        bench = workbench.open_workbench(office, passphrase=passphrase)
    else:
        office.mkdir(parents=True, exist_ok=True)
        stamp.write_text(dossier.digest + "\n")
        bench = workbench.create(office, Settings(dossier.shape["office"], database))
    _walk(_Line(bench.operator_view(), bench, dossier, say, progress))
    return bench


def _walk(line: _Line) -> None:
    begun = time.monotonic()
    line.step("sources", lambda: _sources(line))
    line.step("evidence", lambda: _files(line))
    line.look()
    certificates: dict[str, str] = {}
    line.step("screening", lambda: _screen(line, certificates))
    finds: list[Finds] = []
    if "telemetry" in line.dossier.shape:
        _telemetry(line, finds)
    findings: dict[str, str] = {}
    opened: dict[str, str] = {}
    resolve = _Resolving(line)
    for shape in line.dossier.shape["cases"]:
        line.step(f"case {shape['id']}", lambda shape=shape: _case(line, resolve, shape, opened, findings))  # type: ignore[misc]
        line.look()
    if finds:
        line.step("signals", lambda: dossier_telemetry.take(line.view, line.bench, finds[0], opened))
        line.look()
    made: list[str] = []
    reading = _reading(line, resolve, findings, certificates, finds)
    line.step("report", lambda: _report(line, resolve, reading, made))
    line.look()
    for edition in EDITIONS:
        line.step(f"{edition.value} edition", lambda edition=edition: _build(line, made[0], edition))  # type: ignore[misc]
    line.step("verification", lambda: _verify(line, made[0]))
    total = time.monotonic() - begun
    fingerprint = line.bench.keyring.fingerprint
    line.say(
        {"step": "done", "seconds": round(total, 2), "fingerprint": fingerprint},
        f"{total:7.2f} s  in all; the office's key fingerprint is {fingerprint}",
    )


def _telemetry(line: _Line, finds: list[Finds]) -> None:
    """Generate, take in, let the detectors look, and hold what they say against what was hidden."""
    made: list[Generated] = []

    def take_in() -> str:
        made.append(dossier_telemetry.generated(line.bench, line.dossier, line.progress))
        return dossier_telemetry.take_in(line.view, line.bench, line.dossier, made[0], line.progress)

    def look() -> str:
        found = list(detect(line.view, line.bench, tuple(dossier_telemetry.WHAT), progress=line.progress))
        finds.append(dossier_telemetry.compared(made[0], found))
        return finds[0].text()

    line.step("telemetry", take_in)
    line.look()
    line.step("detectors", look)
    line.look()


def _reading(
    line: _Line,
    resolve: _Resolving,
    findings: Mapping[str, str],
    certificates: Mapping[str, str],
    finds: list[Finds],
) -> Reading:
    cases = [shape["id"] for shape in line.dossier.shape["cases"]]
    return Reading(
        line.bench.settings.name,
        resolve,
        findings,
        certificates,
        {name: finds[0].of_case(name) for name in cases} if finds else {},
        finds[0].said() if finds else {},
    )


def _sources(line: _Line) -> str:
    graded = [
        Source(
            one["id"],
            one["name"],
            Reliability(one["reliability"]),
            one.get("origin_group", ""),
            SourceKind(one.get("kind", "other")),
        )
        for one in line.dossier.shape["sources"]
    ]
    sources.grade(line.view, line.bench, graded, "as the dossier grades them")
    return f"{len(graded)} graded"


def _files(line: _Line) -> str:
    statuses: Counter[str] = Counter()
    entries = 0
    for one in (
        *line.dossier.shape["files"],
        line.dossier.shape["screening"] | {"path": line.dossier.shape["screening"]["file"]},
    ):
        options = Options(
            source=one.get("source", ""),
            list=one.get("list", ""),
            marking=Marking.parse(one.get("marking", str(PUBLIC))),
            dated=one.get("dated"),
            basis=Basis(one["basis"]),
            document=one["document"],
            kept="list" not in one and "table" not in one and one["path"].endswith(".csv"),
        )
        for outcome in ingest(
            line.view, line.bench, [line.dossier.folder / one["path"]], options, line.progress
        ):
            if outcome.status == "refused":
                raise BadInput(
                    f"{outcome.path}: {outcome.problem and outcome.problem['message']}", place=outcome.path
                )
            statuses[outcome.status] += 1
            entries += outcome.rows if outcome.version else 0
    told = ", ".join(f"{count} {status}" for status, count in sorted(statuses.items()))
    return f"{told}; {entries} list entries"


def _screen(line: _Line, certificates: dict[str, str]) -> str:
    asked = line.dossier.shape["screening"]
    choice = screening.Choice(tuple(asked["lists"]))
    alerts = matches = 0
    with (line.dossier.folder / asked["file"]).open("rb") as stream:
        for answer in screening.screen_file(line.view, line.bench, stream, asked["file"], choice):
            certificates[answer.query.name] = answer.certificate
            alerts += any(hit.alert for hit in answer.hits)
            matches += any(hit.match for hit in answer.hits)
    return f"{len(certificates)} names, {alerts} alerts, {matches} of them matches; a certificate each"


def _case(
    line: _Line,
    resolve: _Resolving,
    shape: Mapping[str, Any],
    opened: dict[str, str],
    findings: dict[str, str],
) -> str:
    held = {one.title: one.id for one in cases.cases(line.view, line.bench)}
    case_id = held.get(shape["title"]) or _open(line, shape)
    opened[shape["id"]] = case_id
    line.look()
    case = cases.case(line.view, line.bench, case_id)
    known_leads = {lead.text for lead in case.leads}
    for lead in shape["leads"]:
        if lead["text"] not in known_leads:
            cases.add_lead(line.view, line.bench, case_id, lead["text"], map(resolve, lead["cites"]))
    if case.state == "opened":
        cases.move(line.view, line.bench, case_id, "investigating", "the public record allows it")
    held_findings = {finding.assertion: finding for finding in case.findings}
    for one in shape["findings"]:
        worded = _wording(line, resolve, one)
        findings[one["id"]] = _find(line, case_id, worded, one, held_findings.get(worded.assertion))
    line.look()
    if shape["hearings"]:
        _hear(line, resolve, case_id, shape["hearings"])
    counts = [f"{len(shape[name])} {name}" for name in ("leads", "findings", "hearings")]
    return f"{case_id}: {', '.join(counts)}"


def _open(line: _Line, shape: Mapping[str, Any]) -> str:
    marking = Marking.parse(shape.get("marking", str(PUBLIC)))
    new = NewCase(shape["title"], " ".join(shape["summary"].split()), marking, tuple(shape["entities"]))
    return cases.open_case(line.view, line.bench, new, "from the dossier")


def _wording(line: _Line, resolve: _Resolving, one: Mapping[str, Any]) -> Wording:
    evidence = tuple(_evidence(line, resolve, piece) for piece in one["evidence"])
    return Wording(
        " ".join(one["assertion"].split()),
        one["breach"],
        one["day"],
        tuple(one["measures"]),
        line.dossier.parties(one["parties"]),
        Standard(one["claimed"]),
        cases.judged(line.view, line.bench, evidence).standard,
        evidence,
        " ".join(one["limits"].split()),
        " ".join(one["would_change"].split()),
    )


def _evidence(line: _Line, resolve: _Resolving, piece: Mapping[str, Any]) -> Evidence:
    citation = resolve(piece["cite"])
    source = sources.known(line.view, line.bench)[
        items.visible(line.view, line.bench, citation.item).row.source_id
    ]
    return Evidence(
        citation,
        piece["weight"],
        piece["note"],
        source.id,
        source.origin,
        source.reliability.value,
        piece["credibility"],
    )


def _find(line: _Line, case_id: str, worded: Wording, one: Mapping[str, Any], held: Finding | None) -> str:
    finding = (
        held.id if held else cases.record_finding(line.view, line.bench, case_id, worded, "from the dossier")
    )
    line.look()
    spoken = {stance.expert for stance in held.stances} if held else set()
    for said in one.get("stances", ()):
        if said["expert"] not in spoken:
            text = " ".join(said.get("text", "").split())
            cases.stance(line.view, line.bench, finding, said["expert"], Position(said["position"]), text)
    if cases.finding_state(line.view, line.bench, finding) == "draft":
        cases.agree(line.view, line.bench, finding, "the evidence meets the standard claimed")
    return finding


def _hear(line: _Line, resolve: _Resolving, case_id: str, hearings: list[Mapping[str, Any]]) -> None:
    case = cases.case(line.view, line.bench, case_id)
    if case.state == "investigating":
        cases.move(line.view, line.bench, case_id, "hearing", "the parties are asked")
        line.look()
    heard = {hearing.party.id: hearing for hearing in case.heard}
    for one in hearings:
        why = f"{' '.join(one['reason'].split())} Decided by {one['decided_by']}."
        held = heard.get(one["party"])
        (party,) = line.dossier.parties([one["party"]])
        if one["outcome"] != Outcome.NOT_GIVEN.value:
            _write_and_answer(line, resolve, case_id, party, one, why, held)
        elif held is None:
            cases.not_heard(line.view, line.bench, case_id, party, why)
        line.look()
        _name(line, case_id, party, why)
    line.look()
    if cases.case(line.view, line.bench, case_id).state == "hearing":
        cases.move(
            line.view, line.bench, case_id, "concluded", "every party is heard or the reason is on record"
        )


def _name(line: _Line, case_id: str, party: Party, why: str) -> None:
    """The decision on naming a party, unless it is on record: named where it may be."""
    if any(one.party == party.id for one in namings.namings(line.view, line.bench, case_id)):
        return
    case = cases.case(line.view, line.bench, case_id)
    cured = any(one.party.id == party.id and one.outcome is Outcome.CURED_BEFORE for one in case.heard)
    namings.decide(line.view, line.bench, case_id, party, not cured, why)


def _write_and_answer(
    line: _Line,
    resolve: _Resolving,
    case_id: str,
    party: Party,
    one: Mapping[str, Any],
    why: str,
    held: Hearing | None,
) -> None:
    """The letter, the replies and the outcome, each unless it is on record."""
    letter = Letter(one["sent_on"], one["channel"], one["deadline"], resolve(one["letter"]))
    hearing = held.id if held else cases.hear(line.view, line.bench, case_id, party, letter)
    line.look()
    for answer in one["replies"]:
        said = Reply(answer["received_on"], resolve(answer["cite"]), " ".join(answer["summary"].split()))
        if held is None or said.summary not in {reply.summary for reply in held.replies}:
            cases.reply(line.view, line.bench, hearing, said)
            line.look()
    if held is None or held.outcome is None:
        cases.outcome(line.view, line.bench, hearing, Outcome(one["outcome"]), why)


def _report(line: _Line, resolve: _Resolving, reading: Reading, made: list[str]) -> str:
    shape = line.dossier.shape["report"]
    held = {one.symbol: one.id for one in reports.reports(line.view, line.bench)}
    made.append(
        held.get(shape["symbol"])
        or reports.open_report(line.view, line.bench, reading.report(shape), PUBLIC, "from the dossier")
    )
    return f"{shape['symbol']}, {made[0]}; {resolve.count} citations resolved"


def _build(line: _Line, report_id: str, edition: Edition) -> str:
    page = reports.report(line.view, line.bench, report_id, edition)
    built = list(
        reports.build(line.view, line.bench, report_id, Order(edition, FORMATS, _out(line)), line.progress)
    )
    warned = [text for one in built for text in one.warnings]
    told = f"{len(page.problems)} lint problems, {len(page.withheld)} things withheld; " + ", ".join(
        Path(one.path).name for one in built
    )
    return "; ".join([told, *warned])


def _out(line: _Line) -> Path:
    return line.bench.folder / "editions"


def _verify(line: _Line, report_id: str) -> str:
    told = []
    for path in sorted(_out(line).glob("*.bundle")):
        verdict = verify(path, line.bench.keyring.fingerprint)
        if not verdict.ok:
            raise IntegrityBroken(f"{path.name} does not verify: {verdict.text()}", place=str(path))
        told.append(f"{path.name} verifies")
    return "; ".join(told)


class _Resolving:
    """Citations of the dossier's author to places in stored bytes."""

    def __init__(self, line: _Line) -> None:
        self._line = line
        self._known: dict[tuple[str, ...], Citation] = {}
        self._items = {one.origin: one for one in items.items(line.view, line.bench)}

    @property
    def count(self) -> int:
        """How many different citations were resolved."""
        return len(self._known)

    def __call__(self, cite: Mapping[str, str]) -> Citation:
        key = tuple(f"{name}={cite[name]}" for name in sorted(cite))
        if key not in self._known:
            self._known[key] = self._in_list(cite) if "list" in cite else self._in_file(cite)
        return self._known[key]

    def _in_list(self, cite: Mapping[str, str]) -> Citation:
        found = entities.entity(self._line.view, self._line.bench, cite["entity"], (cite["list"],)).entity
        for holder in (found, *found.adjacent):
            for statement in holder.statements:
                if statement.prop == cite["prop"]:
                    return statement.cite
        raise BadInput(f"{cite['entity']} has no {cite['prop']} in {cite['list']}")

    def _in_file(self, cite: Mapping[str, str]) -> Citation:
        path = self._line.dossier.folder / cite["file"]
        item = self._items.get(str(path))
        if item is None:
            raise BadInput(f"{cite['file']} is cited but not among the files", place=str(path))
        quote = " ".join(cite["quote"].split())
        bench = self._line.bench
        if path.suffix == ".pdf":
            return self._in_pages(item.sha256, path.name, quote)
        with bench.vault.open(item.sha256) as stream:
            return Citation(item.sha256, place_of(stream.read(), quote, path.name), quote)

    def _in_pages(self, sha256: str, name: str, quote: str) -> Citation:
        held = items.Held(sha256, name, self._line.bench.vault.size(sha256), self._line.bench.vault)
        found = pdf.find(held, quote)
        if len(found) != 1:
            raise BadInput(f"the quote stands {len(found)} times in {name}: {quote!r}", place=name)
        return Citation(sha256, found[0], quote)
