"""What listed parties own and control through layers on a day, rule by rule, and by which way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sightline.lake.entries import LISTING
from sightline.model.lists import ListVersion
from sightline.model.ownership import Bond, ControlPath, Designation, Edge, Holding, Path, Rollup, Rule, Step
from sightline.model.view import View
from sightline.record import ownership as record
from sightline.record import ownership_edges as ties
from sightline.record import versions
from sightline.record.ownership_edges import Register
from sightline.record.resolution import Resolution
from sightline.regime import ownership_rules
from sightline.service import judgements
from sightline.service.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Answers:
    """What each rule says of one entity, and what the first of them reaches below it.

    `captions` names every entity that is mentioned, by id.
    """

    entity: str
    rollups: tuple[Rollup, ...]
    below: tuple[Step, ...]
    captions: Mapping[str, str]

    def named(self, id: str) -> str:
        """An entity by its name, else by its id."""
        return self.captions.get(id, id)


def rules() -> tuple[Rule, ...]:
    """Every rule there is."""
    return ownership_rules.rules()


def ownership(view: View, bench: Workbench, entity: str, asked: Sequence[str] = ()) -> Answers:
    """Whether these rules (all when empty) reach an entity on the View's day, with every layer and way.

    Entries that people judged to be one are one here, as far as the View may know of it; what it may not
    see adds nothing. `NotFound` for an entity that is on no list that day, and for an unknown rule.
    """
    chosen = tuple(ownership_rules.rule(id) for id in asked) or rules()
    outcome = judgements.resolution(view, bench)
    with bench.office.read(view) as session:
        held = versions.current(view, session)
    if not outcome.knows(entity):
        judgements.entered(view, bench, held, [entity])
    register, named = _world(view, bench, held, outcome)
    start = outcome.canonical(entity)
    rollups = tuple(record.rollup(register, named, start, rule, view.as_of) for rule in chosen)
    below = record.reached_below(register, named, start, chosen[0], view.as_of)
    mentioned = {start, *_mentioned(rollups), *_of_steps(below)}
    return Answers(start, rollups, below, _captions(view, bench, held, outcome, mentioned))


def _world(
    view: View, bench: Workbench, held: Sequence[ListVersion], outcome: Resolution
) -> tuple[Register, dict[str, Designation]]:
    """Every tie and every listing the View may know of; ids are canonical."""
    edges: list[Edge] = []
    named: dict[str, Designation] = {}
    for version in held:
        said = bench.lake.said_of(view, version, ties.LINKS, ties.PROPS)
        edges += ties.edges(version.list, (ties.Said(*one) for one in said))
        listings = bench.lake.said_of(view, version, (LISTING,), ties.LISTING_PROPS)
        for one in ties.designations(version.list, (ties.Said(*row) for row in listings), _hangs_on):
            id = outcome.canonical(one.entity)
            named.setdefault(id, Designation(id, one.list, one.starts, one.ends))
    return ties.register(edges, outcome.canonical), named


def _hangs_on(id: str) -> str:
    return id.rpartition(":")[0]


def _mentioned(rollups: Iterable[Rollup]) -> set[str]:
    found: set[str] = set()
    for one in rollups:
        found |= _of_steps(one.steps)
        for path in one.paths:
            found |= {id for holding in path.holdings for id in (holding.holder, holding.subject)}
        for chain in one.control:
            found |= {id for edge in chain.edges for id in (edge.holder, edge.subject)}
    return found


def _of_steps(steps: Iterable[Step]) -> set[str]:
    found = set()
    for step in steps:
        found |= {step.entity, *(one.holding.holder for one in step.counted)}
        found |= {edge.holder for edge in step.by_control}
    return found


def _captions(
    view: View, bench: Workbench, held: Sequence[ListVersion], outcome: Resolution, ids: Iterable[str]
) -> dict[str, str]:
    """Names by id; entries that are one have the name of the first of them that a list holds."""
    members = {id: outcome.members(id) or (id,) for id in ids}
    wanted = sorted({one for several in members.values() for one in several})
    known: dict[str, str] = {}
    for version in reversed(held):
        known |= {one.id: one.caption for one in bench.lake.entries(view, version).several(wanted).values()}
    return {id: next((known[one] for one in several if one in known), id) for id, several in members.items()}


def as_json(answers: Answers) -> dict[str, Any]:
    """The published answer."""
    return {
        "entity": answers.entity,
        "caption": answers.named(answers.entity),
        "rules": [_rollup(answers, one) for one in answers.rollups],
        "reaches": [_step(answers, one) for one in answers.below],
    }


def _rollup(answers: Answers, one: Rollup) -> dict[str, Any]:
    return {
        "rule": one.rule.id,
        "title": one.rule.title,
        "confidence": one.rule.confidence.value,
        "verified_against": one.rule.verified_against,
        "day": one.day.isoformat(),
        "verdict": one.verdict.value,
        "share": one.share.as_json(),
        "economic_share": one.economic.as_json(),
        "steps": [_step(answers, step) for step in one.steps],
        "paths": [_path(answers, path) for path in one.paths],
        "control": [_chain(answers, chain) for chain in one.control],
        "assumptions": list(one.assumptions),
        "left_out": one.left_out,
    }


def _step(answers: Answers, step: Step) -> dict[str, Any]:
    return {
        "entity": step.entity,
        "caption": answers.named(step.entity),
        "verdict": step.verdict.value,
        "share": step.share.as_json(),
        "counted": [_holding(answers, one.holding) | {"certain": one.certain} for one in step.counted],
        "by_control": [_edge(answers, edge) for edge in step.by_control],
        "notes": list(step.notes),
    }


def _holding(answers: Answers, one: Holding) -> dict[str, Any]:
    return {
        "holder": one.holder,
        "holder_caption": answers.named(one.holder),
        "subject": one.subject,
        "share": one.share.as_json(),
        "stated_by": [{"id": edge.id, "list": edge.list} for edge in one.edges],
    }


def _path(answers: Answers, path: Path) -> dict[str, Any]:
    return {
        "listed": path.listed.entity,
        "caption": answers.named(path.listed.entity),
        "list": path.listed.list,
        "holdings": [_holding(answers, one) for one in path.holdings],
        "product": path.product.as_json(),
        "carries": path.carries.value,
    }


def _chain(answers: Answers, chain: ControlPath) -> dict[str, Any]:
    return {
        "listed": chain.listed.entity,
        "caption": answers.named(chain.listed.entity),
        "edges": [_edge(answers, edge) for edge in chain.edges],
        "stated": chain.stated,
    }


def _edge(answers: Answers, edge: Edge) -> dict[str, Any]:
    return {
        "id": edge.id,
        "bond": edge.bond.value,
        "holder": edge.holder,
        "holder_caption": answers.named(edge.holder),
        "subject": edge.subject,
        "role": edge.role,
        "list": edge.list,
    }


def way(answers: Answers, path: Path) -> str:
    """A way by ownership in one line, from the listed party down."""
    text = answers.named(path.listed.entity)
    for holding in reversed(path.holdings):
        text += f" —{holding.share.text}→ {answers.named(holding.subject)}"
    return text


def tie(answers: Answers, edge: Edge) -> str:
    """A tie in one line."""
    role = f" ({edge.role})" if edge.role else ""
    share = f" {edge.share.text}" if edge.bond is Bond.OWNS else ""
    return f"{answers.named(edge.holder)} {edge.bond.value}{share} {answers.named(edge.subject)}{role}"
