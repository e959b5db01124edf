"""Say which entries are one: find pairs that may be, work through them, judge, take back, look back."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.cli.bench import As, AsOf, Call, KnownAt, call
from sightline.errors import UsageError
from sightline.model.citation import Citation
from sightline.model.marking import Marking
from sightline.model.place import Place
from sightline.model.resolution import Judgement, Verdict
from sightline.service import judgements as service
from sightline.service import pairs
from sightline.service import resolve as resolver
from sightline.service.shape import shape

app = typer.Typer(no_args_is_help=True)

Left = Annotated[str, typer.Argument(help="An entry, as 'entity' prints its id.", metavar="ENTITY")]
Right = Annotated[str, typer.Argument(help="Another entry.", metavar="ENTITY")]
Why = Annotated[str, typer.Option(help="The reason, which stays on record.")]
Cite = Annotated[
    list[str] | None,
    typer.Option(help="What it rests on: an item's SHA-256 and a place in it.", metavar="ITEM@PLACE"),
]
Marked = Annotated[str, typer.Option("--marking", help="Restrict it further than its lists do.", metavar="M")]


@app.callback()
def judge() -> None:
    """Say which entries are one: find pairs that may be, work through them, judge, take back, look back."""


@app.command()
def resolve(
    ctx: typer.Context,
    lists: Annotated[
        list[str] | None, typer.Argument(help="Lists to compare; all held.", metavar="LIST")
    ] = None,
    threshold: Annotated[
        float, typer.Option(help="The least probability from which a pair is put before people.")
    ] = resolver.Asked().threshold,
    as_of: AsOf = None,
    user: As = None,
) -> None:
    """Look for entries that may be one, across and within lists, and put the pairs before people."""
    with call(ctx, as_of, None, user) as it, it.output.progress() as progress:
        asked = resolver.Asked(tuple(lists or ()), threshold)
        for ran in resolver.resolve(it.view, it.bench, asked, progress):
            row = ran.as_json()
            it.output.line(row, f"{row['status']}: {ran.found} pairs among {', '.join(ran.versions)}")


@app.command()
def queue(
    ctx: typer.Context,
    state: Annotated[str, typer.Option(help=f"{', '.join(pairs.STATES)}, or all.")] = pairs.OPEN,
    list: Annotated[str, typer.Option(help="Only with an entry of this list.", metavar="LIST")] = "",
    schema: Annotated[str, typer.Option(help="Only with an entry of this schema.")] = "",
    score: Annotated[float, typer.Option(help="From this probability.", min=0.0, max=1.0)] = 0.0,
    text: Annotated[str, typer.Option(help="In a name, a reference or an id.")] = "",
    limit: Annotated[int, typer.Option(help="At most so many; 0: all.", min=0)] = 0,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """The pairs that wait for a judgement, contradicted ones first, then the most probable."""
    if state not in (*pairs.STATES, "all"):
        raise UsageError(f"not a state: {state!r}", remedy="use one of " + ", ".join((*pairs.STATES, "all")))
    with call(ctx, as_of, known_at, user) as it:
        lines = pairs.queue(it.view, it.bench, pairs.Filters(list, schema, score, text))
        chosen = [line for line in lines if state in ("all", line.state)]
        for line in chosen[: limit or None]:
            it.output.line(pair_json(line), pair_text(line))


def pair_json(line: pairs.PairLine) -> dict[str, object]:
    """The published line of a pair."""
    found = shape(line)
    assert isinstance(found, dict)
    return {**found}


def pair_text(line: pairs.PairLine) -> str:
    """One line for a person."""
    score = "     " if line.score is None else f"{line.score:.3f}"
    sides = f"{line.left.caption} ({line.left.id}) = {line.right.caption} ({line.right.id})"
    return f"{line.id}  {score}  {line.state:9}  {sides}"


@app.command()
def show(
    ctx: typer.Context,
    pair: Annotated[str, typer.Argument(help="A pair, as 'judge queue' prints it, or an entry.")],
    other: Annotated[str, typer.Argument(help="The other entry.")] = "",
    as_of: AsOf = None,
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """A pair side by side: what speaks for it and against it, and who said what."""
    with call(ctx, as_of, known_at, user) as it:
        page = pairs.side_by_side(it.view, it.bench, pair, other)
        lines = [pair_text(page.line)]
        lines += [f"  {reason.weight:+6.2f}  {reason.text}" for reason in page.reasons]
        lines += [
            f"  {one.by} at {one.at:%Y-%m-%d %H:%M}: {_word(one)}, {one.why}" for one in page.judgements
        ]
        body = {
            **pair_json(page.line),
            "reasons": [resolver.reason_json(reason) for reason in page.reasons],
            "judgements": [service.as_json(one) for one in page.judgements],
            "canonical": page.canonical,
        }
        it.output.line(body, "\n".join(lines))


@app.command()
def same(
    ctx: typer.Context,
    left: Left,
    right: Right,
    why: Why,
    cite: Cite = None,
    marking: Marked = "TLP:CLEAR",
    user: As = None,
) -> None:
    """Say that two entries are one."""
    _judge(ctx, (left, right), _said(Verdict.SAME, why, cite, marking), user)


@app.command()
def different(
    ctx: typer.Context,
    left: Left,
    right: Right,
    why: Why,
    cite: Cite = None,
    marking: Marked = "TLP:CLEAR",
    user: As = None,
) -> None:
    """Say that two entries are two."""
    _judge(ctx, (left, right), _said(Verdict.DIFFERENT, why, cite, marking), user)


@app.command()
def unsure(
    ctx: typer.Context,
    left: Left,
    right: Right,
    why: Why,
    cite: Cite = None,
    marking: Marked = "TLP:CLEAR",
    user: As = None,
) -> None:
    """Say that it cannot be told, which counts for neither side."""
    _judge(ctx, (left, right), _said(Verdict.UNSURE, why, cite, marking), user)


@app.command()
def withdraw(ctx: typer.Context, left: Left, right: Right, why: Why, user: As = None) -> None:
    """Take your own word on two entries back; it stays on record and counts no more."""
    with call(ctx, user=user) as it:
        _print(it, service.withdraw(it.view, it.bench, left, right, why))


@app.command()
def history(
    ctx: typer.Context,
    id: Annotated[str, typer.Argument(help="A pair, an entry, or an id of entries that are one.")],
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """Every judgement about it, those superseded and taken back included, as they were made."""
    with call(ctx, None, known_at, user) as it:
        for one in service.history(it.view, it.bench, id):
            _print(it, one)


@app.command()
def canonical(
    ctx: typer.Context,
    id: Annotated[str, typer.Argument(help="An entry, or an id of entries that are one.")],
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """The id it has now (or had then), and the entries that are one under it."""
    with call(ctx, None, known_at, user) as it:
        found = service.standing_of(it.view, it.bench, id)
        text = (
            f"{found['canonical']}: {', '.join(found['members']) or 'parted, was ' + ', '.join(found['was'])}"
        )
        it.output.line(found, text)


def _said(verdict: Verdict, why: str, cites: list[str] | None, marking: str) -> service.Said:
    evidence = tuple(_cite(text) for text in cites or ())
    return service.Said(verdict, why, evidence, Marking.parse(marking))


def _cite(text: str) -> Citation:
    item, _, place = text.partition("@")
    return Citation(item, Place.parse(place))


def _judge(ctx: typer.Context, pair: tuple[str, str], said: service.Said, user: str | None) -> None:
    with call(ctx, user=user) as it:
        _print(it, service.judge(it.view, it.bench, *pair, said))


def _print(it: Call, one: Judgement) -> None:
    text = f"{one.at:%Y-%m-%d %H:%M} {one.by}: {one.left} and {one.right}: {_word(one)}, {one.why}"
    it.output.line(service.as_json(one), text)


def _word(one: Judgement) -> str:
    return f"{one.verdict.value}, taken back" if one.withdrawn else one.verdict.value
