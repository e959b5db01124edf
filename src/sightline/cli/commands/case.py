"""Cases: leads, evidence, papers, findings and stances; what is due; who decides how."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from sightline.cases.casefile import NewCase, Told
from sightline.cli import case_letters, case_papers
from sightline.cli.bench import As, AsOf, KnownAt, call
from sightline.cli.cites import Cites, parsed
from sightline.cli.output import day, marking_of
from sightline.cli.pairs import Exhibits, Fields, pairs, shaped
from sightline.model.casework import Position
from sightline.model.papers import Expert, Interest
from sightline.service import case_marking, case_report, case_view, findings, matrix, papers, stances
from sightline.service import cases as service
from sightline.service import leads as collating
from sightline.service.shape import shape

app = typer.Typer(no_args_is_help=True)
app.add_typer(case_papers.app, name="paper")
app.command(name="letter")(case_letters.letter)

Id = Annotated[str, typer.Argument(help="The case, as 'case list' prints it.")]
Why = Annotated[str, typer.Option(help="The reason, which stays on record.")]


@app.callback()
def case() -> None:
    """Cases: leads, evidence, papers, findings and stances; what is due; who decides how."""


@app.command(name="list")
def everything(ctx: typer.Context, as_of: AsOf = None, known_at: KnownAt = None, user: As = None) -> None:
    """The cases you may see."""
    with call(ctx, as_of, known_at, user) as it:
        rows = [line.as_json() for line in service.cases(it.view, it.bench)]
        it.output.table(rows, ["id", "title", "state", "findings", "opened_on"])


@app.command()
def show(ctx: typer.Context, id: Id, known_at: KnownAt = None, user: As = None) -> None:
    """A case with its leads, findings, hearings and moves."""
    with call(ctx, None, known_at, user) as it:
        found = service.case(it.view, it.bench, id)
        lines = [f"{found.title} ({found.state})", found.summary]
        lines += [f"  lead     {lead.text}" for lead in found.leads]
        lines += [f"  finding  {one.id}  {one.met.value}: {one.assertion}" for one in found.findings]
        lines += [
            f"  hearing  {one.id}  {one.party.name}: {one.outcome.value if one.outcome else 'open'}"
            + (f", asked {one.sent_on}" if one.sent_on else "")
            + "".join(f", reminded {again.sent_on}" for again in one.reminders)
            for one in found.hearings
        ]
        it.output.line({"case": shape(found)}, "\n".join(lines))


@app.command(name="open")
def start(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(help="What it is about.")],
    why: Why,
    summary: Annotated[str, typer.Option(help="In a sentence or two.")] = "",
    marking: Annotated[str, typer.Option(help="Who may know of it.")] = "TLP:AMBER",
    entity: Annotated[list[str] | None, typer.Option(help="An entity it concerns; may be repeated.")] = None,
    user: As = None,
) -> None:
    """Open a case."""
    with call(ctx, user=user) as it:
        new = NewCase(title, summary, marking_of(marking), tuple(entity or ()))
        id = service.open_case(it.view, it.bench, new, why)
        it.output.line({"id": id}, id)


@app.command()
def mark(
    ctx: typer.Context,
    id: Id,
    marking: Annotated[str, typer.Option(help="Who may know of it from now on, as TLP:AMBER//FINANCE.")],
    why: Why,
    user: As = None,
) -> None:
    """Mark a case anew; a lower marking is refused where something it cites is more restricted."""
    with call(ctx, user=user) as it:
        new = marking_of(marking)
        case_marking.mark_case(it.view, it.bench, id, new, why)
        it.output.line({"id": id, "marking": str(new)}, f"{id}: {new}")


@app.command()
def lead(
    ctx: typer.Context,
    id: Id,
    text: Annotated[str, typer.Argument(help="What made someone look.")],
    cite: Cites = None,
    kind: Annotated[str, typer.Option(help="lead, signal, tip or report.")] = "lead",
    source: Annotated[str, typer.Option(help="Who told it, by source id.")] = "",
    relies_on: Annotated[str, typer.Option(help="The source that source has it from.")] = "",
    reference: Annotated[str, typer.Option(help="What its author calls it.")] = "",
    told_on: Annotated[str | None, typer.Option(help="When it was told.", metavar="DATE")] = None,
    user: As = None,
) -> None:
    """Add a lead: what made someone look, and who told it."""
    with call(ctx, user=user) as it:
        told = Told(kind, source, relies_on, reference, day(told_on) if told_on else None)
        added = service.add_lead(it.view, it.bench, id, text, parsed(cite), told)
        it.output.line({"id": added}, added)


@app.command()
def leads(ctx: typer.Context, id: Id, known_at: KnownAt = None, user: As = None) -> None:
    """The leads of a case by origin: what copies one another counts once."""
    with call(ctx, None, known_at, user) as it:
        found = collating.collated(it.view, it.bench, id)
        for number, origin in enumerate(found.origins, 1):
            lines = [f"origin {number}: {', '.join(found.names.get(n, n) for n in origin.names)}"]
            lines += [f"  {one.id}  {one.kind:6} {one.text}" for one in origin.leads]
            it.output.line({"origin": list(origin.names), "leads": shape(origin.leads)}, "\n".join(lines))
        for one in found.unknown:
            row: dict[str, object] = {"origin": [], "leads": shape([one])}
            it.output.line(row, f"origin not known\n  {one.id}  {one.kind:6} {one.text}")


@app.command()
def collate(
    ctx: typer.Context,
    id: Id,
    file: Annotated[Path, typer.Argument(help="A CSV: source,reference,text,told_on,relies_on,kind,cite.")],
    user: As = None,
) -> None:
    """Take third-party reports in as leads, each once; a row that is wrong is told, the rest is taken."""
    refused = 0
    with call(ctx, user=user) as it:
        for one in collating.collate(it.view, it.bench, id, file.name, file.read_bytes()):
            refused += one.status == "refused"
            row = {"row": one.row, "reference": one.reference, "status": one.status, "lead": one.lead}
            it.output.line(
                row | {"problem": one.problem or None}, f"row {one.row}: {one.status} {one.lead}{one.problem}"
            )
    if refused:
        raise typer.Exit(3)


@app.command()
def due(
    ctx: typer.Context,
    within: Annotated[int, typer.Option(help="Days ahead.", min=0)] = 14,
    as_of: AsOf = None,
    user: As = None,
) -> None:
    """What is overdue or due soon: tasks, requests, visits, letters, hearings."""
    with call(ctx, as_of, None, user) as it:
        for one in papers.due(it.view, it.bench, timedelta(days=within)):
            late = f"{-one.days} days late" if one.overdue else f"in {one.days} days"
            it.output.line(shaped(one), f"{one.on}  {late:14} {one.what:24} {one.title} ({one.who}) {one.id}")


@app.command()
def move(
    ctx: typer.Context,
    id: Id,
    to: Annotated[str, typer.Argument(help="The new state.")],
    why: Why,
    user: As = None,
) -> None:
    """Move a case on; an illegal move names the legal ones."""
    with call(ctx, user=user) as it:
        service.move(it.view, it.bench, id, to, why)
        it.output.line({"id": id, "state": to}, f"{id}: {to}")


@app.command()
def agree(
    ctx: typer.Context,
    finding: Annotated[str, typer.Argument(help="The finding.")],
    why: Why,
    user: As = None,
) -> None:
    """Agree to a finding, where its evidence meets the standard it claims."""
    with call(ctx, user=user) as it:
        service.agree(it.view, it.bench, finding, why)
        it.output.line({"id": finding, "state": "agreed"}, f"{finding}: agreed")


@app.command()
def find(
    ctx: typer.Context,
    id: Id,
    why: Why,
    field: Fields,
    evidence: Exhibits = None,
    user: As = None,
) -> None:
    """Draft a finding from the evidence of a case; the standard it meets is judged by the office's rule."""
    with call(ctx, user=user) as it:
        new = findings.read_draft(pairs(field), pairs(evidence))
        made = findings.draft(it.view, it.bench, id, new, why)
        it.output.line({"id": made}, made)


@app.command()
def revise(
    ctx: typer.Context,
    finding: Annotated[str, typer.Argument(help="The finding.")],
    why: Why,
    field: Fields,
    evidence: Exhibits = None,
    seen: Annotated[int, typer.Option(help="The version you looked at; a newer one is a conflict.")] = 0,
    user: As = None,
) -> None:
    """Word a draft finding anew; fields that are not given stay as they are."""
    with call(ctx, user=user) as it:
        held = findings.finding(it.view, it.bench, finding)
        chosen = {exhibit.id: weight for exhibit, weight in findings.weights(held)} | pairs(evidence)
        new = findings.read_draft(findings.typed(held.finding) | pairs(field), chosen)
        number = findings.revise(it.view, it.bench, finding, new, why, seen)
        it.output.line({"id": finding, "version": number}, f"{finding}: version {number}")


@app.command()
def finding(
    ctx: typer.Context,
    id: Annotated[str, typer.Argument(help="The finding.")],
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """A finding with its evidence, origins, stances, objections, versions and naming decisions."""
    with call(ctx, None, known_at, user) as it:
        page = findings.finding(it.view, it.bench, id)
        held = page.finding
        lines = [f"{held.assertion} ({held.state})", f"  claimed {held.claimed.value}, met {held.met.value}"]
        lines += [f"  origins for {len(page.origins_for)}, against {len(page.origins_against)}"]
        lines += [f"  stance   {one.expert}: {one.position.value} {one.text}" for one in held.stances]
        lines += [
            f"  stance on an earlier wording, not counted  {one.expert}: {one.position.value}"
            for one in held.lapsed
        ]
        lines += [f"  lacking  {one}" for one in page.spoken.decision.lacking]
        lines += [f"  not counted, without a seat  {one}" for one in page.spoken.decision.outside]
        it.output.line({"finding": shape(page)}, "\n".join(lines))


@app.command(name="move-finding")
def move_finding(
    ctx: typer.Context,
    finding: Annotated[str, typer.Argument(help="The finding.")],
    to: Annotated[str, typer.Argument(help="draft, agreed or withdrawn.")],
    why: Why,
    user: As = None,
) -> None:
    """Withdraw a finding, open it again, or agree to it."""
    with call(ctx, user=user) as it:
        service.move_finding(it.view, it.bench, finding, to, why)
        it.output.line({"id": finding, "state": to}, f"{finding}: {to}")


@app.command()
def weigh(
    ctx: typer.Context,
    id: Id,
    exhibit: Annotated[str, typer.Argument(help="The evidence, as 'case paper list' prints it.")],
    hypothesis: Annotated[str, typer.Argument(help="The hypothesis.")],
    mark: Annotated[str, typer.Option(help="++ + 0 - -- or nothing.")],
    why: Why,
    user: As = None,
) -> None:
    """Set how a piece of evidence stands to a hypothesis."""
    with call(ctx, user=user) as it:
        held = matrix.matrix(it.view, it.bench, id)
        seen = next((row.marks.get(hypothesis, "") for row in held.exhibits if row.paper.id == exhibit), "")
        changed = matrix.weigh(it.view, it.bench, id, [matrix.Cell(exhibit, hypothesis, mark, seen)], why)
        it.output.line({"changed": changed}, f"{changed} changed")


@app.command(name="matrix")
def show_matrix(ctx: typer.Context, id: Id, known_at: KnownAt = None, user: As = None) -> None:
    """Hypotheses against evidence, and what is held against each."""
    with call(ctx, None, known_at, user) as it:
        held = matrix.matrix(it.view, it.bench, id)
        lines = [
            f"{one.id}  against {total.against}, by origin {total.against_origins}, "
            f"unweighed {total.unweighed}: {matrix.titled(one)}"
            for one in held.hypotheses
            for total in [held.totals[one.id]]
        ]
        it.output.line({"matrix": shape(held)}, "\n".join(lines))


@app.command()
def rule(
    ctx: typer.Context,
    choose: Annotated[str, typer.Option(help="Decide by this rule from now on.", metavar="RULE")] = "",
    why: Annotated[str, typer.Option(help="The reason, which stays on record.")] = "",
    user: As = None,
) -> None:
    """The rule the office agrees on findings by; or another one from now on."""
    with call(ctx, user=user) as it:
        if choose:
            stances.choose_rule(it.view, it.bench, choose, why)
            it.output.line({"rule": choose}, choose)
            return
        held = stances.rule(it.view, it.bench)
        it.output.line({"rule": shape(held)}, f"{held.id} ({held.status}): {held.text}")


@app.command()
def declare(
    ctx: typer.Context,
    expert: Annotated[str, typer.Argument(help="The expert's name, as stances use it.")],
    nationality: Annotated[str, typer.Option(help="Two letters, several by commas.")],
    employment: Annotated[
        str, typer.Option(help="independent, seconded, on leave from a government, other.")
    ],
    employer: Annotated[str, typer.Option(help="Who employs or sent them.")] = "",
    portfolio: Annotated[str, typer.Option(help="What they cover.")] = "",
    since: Annotated[str | None, typer.Option(help="First day of the seat.", metavar="DATE")] = None,
    until: Annotated[str | None, typer.Option(help="Last day of the seat.", metavar="DATE")] = None,
    interest: Annotated[
        list[str] | None, typer.Option(help="ABOUT=WHAT; may be repeated.", metavar="ABOUT=WHAT")
    ] = None,
    why: Annotated[str, typer.Option(help="The reason.")] = "declared",
    user: As = None,
) -> None:
    """Put on record what an expert declares: nationality, employment, interests."""
    with call(ctx, user=user) as it:
        first, last = day(since) if since else None, day(until) if until else None
        held = tuple(Interest(about, what) for about, what in pairs(interest).items())
        new = Expert(
            expert, nationality, employment, employer, portfolio, first, last, held, it.bench.clock()
        )
        stances.declare(it.view, it.bench, new, why)
        it.output.line({"expert": expert}, expert)


@app.command()
def experts(ctx: typer.Context, known_at: KnownAt = None, user: As = None) -> None:
    """What the experts declare: for the coordinator."""
    with call(ctx, None, known_at, user) as it:
        rows = [shaped(one) for one in stances.experts(it.view, it.bench)]
        it.output.table(rows, ["name", "nationality", "employment", "employer", "portfolio"])


@app.command()
def report(
    ctx: typer.Context,
    id: Id,
    symbol: Annotated[str, typer.Option(help="What the report is cited by.")],
    why: Why,
    title: Annotated[str, typer.Option(help="Its title; else the case's.")] = "",
    user: As = None,
) -> None:
    """Write a first report of a case from its agreed findings."""
    with call(ctx, user=user) as it:
        made = case_report.write(it.view, it.bench, id, symbol, title, why)
        it.output.line({"id": made}, made)


@app.command()
def timeline(ctx: typer.Context, id: Id, known_at: KnownAt = None, user: As = None) -> None:
    """A case by its days: in the world, and in the office's work."""
    with call(ctx, None, known_at, user) as it:
        for one in case_view.timeline(it.view, it.bench, id):
            where = "world " if one.world else "office"
            it.output.line(shaped(one), f"{one.on}  {where}  {one.what:10} {one.text} {one.by}".rstrip())


@app.command()
def network(ctx: typer.Context, id: Id, known_at: KnownAt = None, user: As = None) -> None:
    """Parties, ships, accounts and owners of a case, and what ties them."""
    with call(ctx, None, known_at, user) as it:
        found = case_view.network(it.view, it.bench, id)
        names = {one.id: one.caption for one in found.nodes}
        lines = [f"{one.sort:8} {one.caption} ({one.id})" for one in found.nodes]
        lines += [
            f"tie      {names.get(t.one, t.one)} and {names.get(t.other, t.other)}: {t.words}"
            for t in found.ties
        ]
        it.output.line({"network": shape(found)}, "\n".join(lines))


@app.command()
def stance(
    ctx: typer.Context,
    finding: Annotated[str, typer.Argument(help="The finding.")],
    position: Annotated[Position, typer.Argument(help="What you say of it.")],
    text: Annotated[str, typer.Option(help="The words of a reservation or dissent.")] = "",
    expert: Annotated[str, typer.Option(help="Who says so, where another records it.")] = "",
    user: As = None,
) -> None:
    """Record what an expert says of a finding."""
    with call(ctx, user=user) as it:
        service.stance(it.view, it.bench, finding, expert or it.view.user, position, text)
        it.output.line({"id": finding, "position": position.value}, f"{finding}: {position.value}")
