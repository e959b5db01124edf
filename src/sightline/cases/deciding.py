"""Whether the experts' stances carry a finding, under a rule that is data."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from sightline.errors import UsageError
from sightline.model.casework import Position, Stance

FILE = Path(__file__).parent / "decision_rules.yaml"
RECORDED = "recorded"
"""the rule that holds until the office chooses another"""


@dataclass(frozen=True, slots=True)
class Rule:
    """A decision rule; shares in percent, as the file explains."""

    id: str
    text: str
    quorum: float
    least: int
    concur: float
    strictly: bool
    dissent_blocks: bool
    status: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a rule is met, what it counted, and what is lacking in sentences.

    `outside`: who spoke and has no seat; what they said stays on record and is not counted.
    """

    rule: Rule
    met: bool
    entitled: int
    spoke: int
    concur: int
    reserve: int
    dissent: int
    recused: int
    lacking: tuple[str, ...]
    outside: tuple[str, ...] = ()


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the file's order."""
    held = yaml.safe_load(FILE.read_text("utf-8"))["rules"]
    return tuple(Rule(**one) for one in held)


def rule(id: str) -> Rule:
    """One rule; `UsageError` names those there are."""
    for one in rules():
        if one.id == id:
            return one
    raise UsageError(f"no such rule: {id!r}", remedy="use one of " + ", ".join(one.id for one in rules()))


def decide(chosen: Rule, stances: Iterable[Stance], roster: Collection[str]) -> Decision:
    """Hold stances against a rule. `roster` names the experts who sit; empty where none is on record."""
    said = {one.expert: one.position for one in stances}
    outside = tuple(sorted(said.keys() - set(roster))) if roster else ()
    by_name = {name: position for name, position in said.items() if name not in outside}
    count = {position: sum(held is position for held in by_name.values()) for position in Position}
    recused = {name for name, held in by_name.items() if held is Position.RECUSED}
    spoke = len(by_name) - len(recused)
    entitled = len(set(roster) - recused) or spoke
    concurring = count[Position.CONCUR] + count[Position.RESERVE]
    lacking = tuple(_lacking(chosen, entitled, spoke, concurring, count[Position.DISSENT]))
    return Decision(
        chosen, not lacking, entitled, spoke, count[Position.CONCUR], count[Position.RESERVE],
        count[Position.DISSENT], len(recused), lacking, outside,
    )  # fmt: skip


def _lacking(chosen: Rule, entitled: int, spoke: int, concurring: int, dissenting: int) -> Iterable[str]:
    if spoke < chosen.least:
        yield f"{spoke} spoke, the rule asks for at least {chosen.least}"
    if 100 * spoke < chosen.quorum * entitled:
        yield f"{spoke} of {entitled} experts spoke, the rule asks for {chosen.quorum:g} %"
    if chosen.dissent_blocks and dissenting:
        yield f"{dissenting} dissent{'s' if dissenting == 1 else ''}, and the rule lets none stand in the way"
    enough = (
        100 * concurring > chosen.concur * spoke
        if chosen.strictly
        else 100 * concurring >= chosen.concur * spoke
    )
    if spoke and not enough:
        more = "more than " if chosen.strictly else ""
        yield f"{concurring} of {spoke} concur, the rule asks for {more}{chosen.concur:g} %"
