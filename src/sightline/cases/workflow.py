"""Which moves are legal, as tables: a state not named as an origin is an end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sightline.errors import Conflict


class Needs(StrEnum):
    """What must be on record before a move."""

    NOTHING = ""
    A_FINDING = "a finding that is not withdrawn"
    ALL_HEARD = "a hearing on record for every party to a finding of breach"
    PROOF = "evidence that meets the standard it claims"


@dataclass(frozen=True, slots=True)
class Legal:
    """A legal move, what it means, and what it needs."""

    origin: str
    target: str
    meaning: str
    needs: Needs = Needs.NOTHING


NEW = ""
"""the state before the first move"""

CASE = (
    Legal(NEW, "opened", "someone saw reason to look"),
    Legal("opened", "investigating", "taken up"),
    Legal("opened", "dismissed", "nothing to look into"),
    Legal("investigating", "hearing", "the parties are asked", Needs.A_FINDING),
    Legal("investigating", "dismissed", "nothing found"),
    Legal("hearing", "investigating", "a reply raised new questions"),
    Legal("hearing", "concluded", "ready to be reported", Needs.ALL_HEARD),
    Legal("concluded", "investigating", "taken up again"),
    Legal("dismissed", "investigating", "taken up again"),
)
FINDING = (
    Legal(NEW, "draft", "recorded"),
    Legal("draft", "draft", "revised"),
    Legal("draft", "agreed", "agreed by the office", Needs.PROOF),
    Legal("draft", "withdrawn", "no longer held"),
    Legal("agreed", "draft", "opened again"),
    Legal("agreed", "withdrawn", "no longer held"),
    Legal("withdrawn", "draft", "opened again"),
)
HEARING = (
    Legal(NEW, "letter", "an opportunity to reply was sent"),
    Legal(NEW, "not_given", "no opportunity was given, with the reason"),
    Legal("letter", "letter", "a reminder, or a new deadline"),
    Legal("letter", "reply", "the party answered"),
    Legal("letter", "outcome", "how it ended without an answer"),
    Legal("reply", "reply", "the party answered again"),
    Legal("reply", "outcome", "how it ended"),
    Legal("outcome", "reply", "an answer came late"),
    Legal("outcome", "outcome", "the outcome changed, as when a breach was cured after naming"),
    Legal("not_given", "letter", "an opportunity was given after all"),
)


def legal(table: Sequence[Legal], origin: str, target: str) -> Legal:
    """The move from `origin` to `target`; `Conflict` naming the legal ones when there is none."""
    for move in table:
        if (move.origin, move.target) == (origin, target):
            return move
    choices = ", ".join(targets(table, origin)) or "none, this is an end"
    raise Conflict(
        f"from {origin or 'the beginning'} there is no move to {target!r}",
        remedy=f"legal from here: {choices}",
    )


def targets(table: Sequence[Legal], origin: str) -> tuple[str, ...]:
    """Where one may go from a state, in the table's order."""
    return tuple(move.target for move in table if move.origin == origin)


def require(move: Legal, met: bool) -> None:
    """Raise `Conflict` when what the move needs is not on record."""
    if not met:
        raise Conflict(f"{move.target!r} needs {move.needs.value}", remedy="record it first")
