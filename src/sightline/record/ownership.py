"""What listed parties own and control through layers, on a day, by one rule, and how one gets there.

Reach spreads downward from the listed parties. An entity is entered when the counted shares of those already
entered are enough, and then counts itself with the whole of what it owns: no multiplication. Each holder is
counted once, so the spread ends after at most as many steps as there are entities, with cycles and
cross-holdings too: entities that only own one another are never entered. It is done twice, with every share
at its low end and at its high end. The shares of one entity add to at most 100 %, which bounds the high end.

The economic share is the least solution of `x = A x + listed`, found by bounded iteration from below. It is
shown beside; no rule uses it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sightline.model.ownership import (
    EVERYTHING,
    NONE,
    NOTHING,
    Bond,
    Bound,
    ControlPath,
    Counted,
    Designation,
    Edge,
    Holding,
    Path,
    Rollup,
    Rule,
    Share,
    Step,
    Verdict,
)
from sightline.record.ownership_edges import Register, presence

MOST_PATHS = 25
"""ways that are shown; the rest is counted"""
MOST_STEPS = 200
"""layers that are shown"""
ROUNDS = 200
"""visits of a holding while the economic share settles, on average"""
SETTLED = 1e-9
"""change of an economic share (0 to 1) that is none"""
_Here = tuple[str, bool, bool]
"""an entity on a chain; whether a tie came before, and whether an unweighed link did"""
OVER = "the shares stated of it add to more than 100 %"


@dataclass(frozen=True, slots=True)
class World:
    """What concerns some entities on a day: everything above them, and who of it is listed."""

    holdings: Mapping[str, tuple[Holding, ...]]
    ties: Mapping[str, tuple[Edge, ...]]
    listed: Mapping[str, Designation]
    sure: frozenset[str]
    """those of the listed that stood on their list on that day for certain"""
    below: Mapping[str, Sequence[Holding]]
    ties_below: Mapping[str, Sequence[Edge]]
    taken: Mapping[str, Bound]
    """all low ends of an entity added up"""


@dataclass(slots=True)
class Spread:
    """Who is entered, in order, and the counted shares of each entity at both ends."""

    entered: dict[str, None]
    low: dict[str, Bound] = field(default_factory=dict)
    high: dict[str, Bound] = field(default_factory=dict)

    def share(self, world: World, entity: str) -> Share:
        """What is counted of an entity."""
        low, high = self.low.get(entity, NOTHING), self.high.get(entity, NOTHING)
        taken = world.taken.get(entity, NOTHING)
        if taken <= EVERYTHING:
            high = min(high, EVERYTHING.minus(taken.minus(low)))
        return Share(min(low, EVERYTHING), min(high, EVERYTHING))


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a rule reaches for certain and at most, and the spread that decides for an entity."""

    certain: Mapping[str, None]
    possible: Mapping[str, None]
    shares: Mapping[str, Share]

    def verdict(self, world: World, entity: str) -> Verdict:
        """What follows for an entity."""
        if entity in world.listed:
            return Verdict.LISTED
        if entity in self.certain:
            return Verdict.REACHED
        return Verdict.POSSIBLE if entity in self.possible else Verdict.NOT_REACHED


def rollup(
    register: Register, designations: Mapping[str, Designation], entity: str, rule: Rule, day: date
) -> Rollup:
    """Whether a rule reaches the entity on that day, with every layer and way that says so."""
    world = world_above(register, designations, [entity], day)
    reach = reached(world, rule)
    paths, left_out = _paths(world, reach, entity)
    steps = _steps(world, reach, entity, rule, paths)
    return Rollup(
        entity=entity,
        rule=rule,
        day=day,
        verdict=reach.verdict(world, entity),
        share=reach.shares.get(entity, NONE),
        economic=_economic(world).get(entity, NONE),
        steps=steps,
        paths=paths,
        control=_control(world, reach, entity),
        assumptions=_assumptions(steps),
        left_out=left_out,
    )


def reached_below(
    register: Register, designations: Mapping[str, Designation], entity: str, rule: Rule, day: date
) -> tuple[Step, ...]:
    """What the rule reaches among all that the entity owns through any number of layers, by id."""
    below = _closure([entity], lambda id: register.below(id, day))
    world = world_above(register, designations, below, day)
    reach = reached(world, rule)
    found = [id for id in sorted(below) if id != entity and id in reach.possible and id not in world.listed]
    return tuple(_step(world, reach, id, rule) for id in found)


def world_above(
    register: Register, designations: Mapping[str, Designation], entities: Iterable[str], day: date
) -> World:
    """Everything that owns, controls or is linked to these entities, through any number of layers."""
    holdings: dict[str, tuple[Holding, ...]] = {}
    ties: dict[str, tuple[Edge, ...]] = {}

    def above(id: str) -> list[str]:
        holdings[id], ties[id] = register.holdings(id, day), register.ties(id, day)
        return [one.holder for one in holdings[id]] + [edge.holder for edge in ties[id]]

    every = _closure(entities, above)
    listed = {id: designations[id] for id in every if id in designations}
    stood = {id: presence(one.starts, one.ends, day) for id, one in listed.items()}
    listed = {id: one for id, one in listed.items() if stood[id].possible}
    sure = frozenset(id for id in listed if stood[id].certain)
    below: dict[str, list[Holding]] = {}
    ties_below: dict[str, list[Edge]] = {}
    taken: dict[str, Bound] = {}
    for id in every:
        for holding in holdings[id]:
            below.setdefault(holding.holder, []).append(holding)
            taken[id] = taken.get(id, NOTHING).plus(holding.share.low)
        for tie in ties[id]:
            ties_below.setdefault(tie.holder, []).append(tie)
    return World(holdings, ties, listed, sure, below, ties_below, taken)


def _closure(start: Iterable[str], following: Callable[[str], Iterable[str]]) -> dict[str, None]:
    found = dict.fromkeys(start)
    queue = deque(found)
    while queue:
        for id in following(queue.popleft()):
            if id not in found:
                found[id] = None
                queue.append(id)
    return found


def reached(world: World, rule: Rule) -> Reach:
    """Whom the rule reaches; where shares of several parties are not added, each party by itself."""
    groups = [list(world.listed)] if rule.aggregates else [[id] for id in world.listed]
    certain: dict[str, None] = {}
    possible: dict[str, None] = {}
    shares: dict[str, Share] = {}
    for group in groups:
        sure = _spread(world, rule, [id for id in group if id in world.sure], certain=True, ties=())
        most = _spread(world, rule, group, certain=False, ties=sure.entered)
        certain |= sure.entered
        possible |= most.entered
        for id in most.high:
            low, high = sure.share(world, id).low, most.share(world, id).high
            held = shares.get(id, NONE)
            shares[id] = Share(max(low, held.low), max(high, held.high))
    return Reach(certain, possible, shares)


def _spread(world: World, rule: Rule, start: Sequence[str], *, certain: bool, ties: Iterable[str]) -> Spread:
    """`ties`: those whose unweighed ties make an entity possible."""
    spread = Spread(dict.fromkeys(start))
    sure = frozenset(ties)
    queue = deque(spread.entered)
    while queue:
        holder = queue.popleft()
        for holding in world.below.get(holder, ()):
            id = holding.subject
            spread.low[id] = spread.low.get(id, NOTHING).plus(holding.share.low)
            spread.high[id] = spread.high.get(id, NOTHING).plus(holding.share.high)
            share = spread.share(world, id)
            enough = rule.met(share.low) if certain else rule.may_do(share.high)
            if id not in spread.entered and enough:
                spread.entered[id] = None
                queue.append(id)
        for tie in world.ties_below.get(holder, ()):
            if tie.subject not in spread.entered and _carries(tie, rule, certain, holder in sure):
                spread.entered[tie.subject] = None
                queue.append(tie.subject)
    return spread


def _carries(tie: Edge, rule: Rule, certain: bool, sure: bool) -> bool:
    if tie.bond is Bond.CONTROLS:
        return rule.control
    return rule.ties and not certain and sure


def _steps(world: World, reach: Reach, entity: str, rule: Rule, paths: Sequence[Path]) -> tuple[Step, ...]:
    """The layers the answer rests on, those nearest to the listed parties first."""

    def counted(id: str) -> list[str]:
        return [one.holder for one in world.holdings.get(id, ()) if one.holder in reach.possible]

    on_paths = [holding.subject for path in paths for holding in path.holdings]
    layers = _closure([entity, *on_paths], lambda id: [one for one in counted(id) if one not in world.listed])
    order = {id: number for number, id in enumerate((*reach.certain, *reach.possible))}
    ordered = sorted(layers, key=lambda id: (id == entity, order.get(id, len(order)), id))
    return tuple(_step(world, reach, id, rule) for id in ordered[-MOST_STEPS:])


def _step(world: World, reach: Reach, id: str, rule: Rule) -> Step:
    counted = tuple(
        Counted(holding, holding.holder in reach.certain)
        for holding in world.holdings.get(id, ())
        if holding.holder in reach.possible
    )
    ties = [tie for tie in world.ties.get(id, ()) if tie.holder in reach.possible]
    by_control = tuple(tie for tie in ties if tie.bond is Bond.CONTROLS and rule.control)
    notes = (OVER,) if world.taken.get(id, NOTHING) > EVERYTHING else ()
    return Step(id, reach.verdict(world, id), reach.shares.get(id, NONE), counted, by_control, notes)


def _paths(world: World, reach: Reach, entity: str) -> tuple[tuple[Path, ...], int]:
    """The shortest way by ownership to each listed party above that no other listed party stands before."""
    came: dict[str, Holding | None] = {entity: None}
    queue = deque([entity])
    ends: list[str] = []
    while queue:
        id = queue.popleft()
        if id in world.listed and id != entity:
            ends.append(id)
            continue
        for holding in world.holdings.get(id, ()):
            if holding.holder not in came:
                came[holding.holder] = holding
                queue.append(holding.holder)
    shown = [_path(world, reach, tuple(_down(came, end))) for end in ends[:MOST_PATHS]]
    return tuple(shown), len(ends) - len(shown)


def _down(came: Mapping[str, Holding | None], end: str) -> Iterator[Holding]:
    """From the listed party's holding down to the entity's own."""
    while holding := came[end]:
        yield holding
        end = holding.subject


def _path(world: World, reach: Reach, downward: tuple[Holding, ...]) -> Path:
    between = [holding.subject for holding in downward[:-1]]
    carries = Verdict.NOT_REACHED
    if all(id in reach.certain for id in between):
        carries = Verdict.REACHED
    elif all(id in reach.possible for id in between):
        carries = Verdict.POSSIBLE
    return Path(world.listed[downward[0].holder], downward[::-1], _product(downward), carries)


def _product(holdings: Sequence[Holding]) -> Share:
    low = high = Decimal(1)
    for holding in holdings:
        low *= holding.share.low.value / 100
        high *= holding.share.high.value / 100
    return Share(Bound(_rounded(low * 100)), Bound(_rounded(high * 100)))


def _rounded(percent: Decimal) -> Decimal:
    return round(percent, 4).normalize() + 0


def _economic(world: World) -> dict[str, Share]:
    low, high = _settled(world, high=False), _settled(world, high=True)
    return {
        id: Share(Bound(_rounded(Decimal(low.get(id, 0.0) * 100))), Bound(_rounded(Decimal(high[id] * 100))))
        for id in high
    }


def _settled(world: World, *, high: bool) -> dict[str, float]:
    """The economic shares (0 to 1) at one end, iterated from below until they settle or the rounds are up."""
    found = dict.fromkeys(world.listed, 1.0)
    queue = deque(found)
    waiting = set(found)
    told: dict[str, float] = {}
    left = ROUNDS * max(1, sum(map(len, world.below.values())))
    while queue and left > 0:
        holder = queue.popleft()
        waiting.discard(holder)
        grown = found[holder] - told.get(holder, 0.0)
        told[holder] = found[holder]
        for holding in world.below.get(holder, ()):
            left -= 1
            id = holding.subject
            if id in world.listed:
                continue
            share = holding.share.high if high else holding.share.low
            found[id] = min(1.0, found.get(id, 0.0) + grown * float(share.value) / 100)
            if id not in waiting and found[id] - told.get(id, 0.0) > SETTLED:
                waiting.add(id)
                queue.append(id)
    return found


def _control(world: World, reach: Reach, entity: str) -> tuple[ControlPath, ...]:
    """The shortest chain with at least one tie to each listed party; at most one unweighed link in it."""
    start: _Here = (entity, False, False)
    came: dict[_Here, tuple[_Here, Edge] | None] = {start: None}
    queue = deque([start])
    ends: dict[str, _Here] = {}
    while queue:
        here = queue.popleft()
        id, tied, linked = here
        if id in world.listed and id != entity:
            if tied:
                ends.setdefault(id, here)
            continue
        steps: list[tuple[_Here, Edge]] = [
            ((one.holder, tied, linked), one.edges[0]) for one in world.holdings.get(id, ())
        ]
        steps += [
            ((tie.holder, True, linked or tie.bond is Bond.LINKED), tie)
            for tie in world.ties.get(id, ())
            if not (linked and tie.bond is Bond.LINKED)
        ]
        for there, edge in steps:
            if there not in came:
                came[there] = (here, edge)
                queue.append(there)
    chains = [(id, tuple(_chain(came, ends[id]))) for id in list(ends)[:MOST_PATHS]]
    return tuple(ControlPath(world.listed[id], chain[::-1], _stated(chain, reach)) for id, chain in chains)


def _chain(came: Mapping[_Here, tuple[_Here, Edge] | None], end: _Here) -> Iterator[Edge]:
    while found := came[end]:
        end, edge = found
        yield edge


def _stated(chain: Sequence[Edge], reach: Reach) -> bool:
    """Every tie is stated control, and what is owned on the way is reached."""
    return all(
        edge.bond is Bond.CONTROLS or (edge.bond is Bond.OWNS and edge.subject in reach.certain)
        for edge in chain
    )


def _assumptions(steps: Sequence[Step]) -> tuple[str, ...]:
    """How every counted share that is no plain number was read, once."""
    told = [
        f"{one.holding.holder} in {one.holding.subject}: {one.holding.share.assumption}"
        for step in steps
        for one in step.counted
        if one.holding.share.assumption
    ]
    told += [f"{step.entity}: {note}" for step in steps for note in step.notes]
    return tuple(dict.fromkeys(told))
