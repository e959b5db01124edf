"""The banks between the two sides of a payment of ISO 20022, and the parties behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sightline.clean import agents
from sightline.clean.agents import Agent
from sightline.formats.iso20022 import BICS, Row, Texts, first_of, under

NAME = "FinInstnId/Nm"
STEPS = (
    "PrvsInstgAgt1", "PrvsInstgAgt2", "PrvsInstgAgt3", "PrvsInstgAgt", "InstgAgt",
    "IntrmyAgt1", "IntrmyAgt2", "IntrmyAgt3", "InstdAgt",
)  # fmt: skip
"""agents of a transfer beside those of debtor and creditor; InstgAgt and InstdAgt may stand in the header"""
REIMBURSING = ("InstgRmbrsmntAgt", "ThrdRmbrsmntAgt", "InstdRmbrsmntAgt")
HEADER = (
    *under("GrpHdr", ("InstgAgt", "InstdAgt")),
    *under("GrpHdr/SttlmInf", REIMBURSING),
)
ULTIMATE = {"debtor": ("UltmtDbtr/Nm", "UltmtDbtr/Pty/Nm"), "creditor": ("UltmtCdtr/Nm", "UltmtCdtr/Pty/Nm")}


@dataclass(frozen=True, slots=True)
class Agents:
    """Elements that are agents, in the order money passes them: of a row, and around it."""

    inside: tuple[str, ...]
    around: tuple[str, ...] = ()

    @property
    def kept(self) -> frozenset[str]:
        """The texts of a row that are wanted."""
        return _texts(self.inside)

    @property
    def outside(self) -> frozenset[str]:
        """The texts around a row that are wanted."""
        return _texts(self.around)

    def chain(self, row: Row, known: Iterable[str], part: Texts | None = None) -> str:
        """The banks of a row's chain that `known` (the BICs of both sides) does not name."""
        inside = [
            _agent(tag, row.first(*under(tag, BICS), part=part), row.first(f"{tag}/{NAME}", part=part))
            for tag in self.inside
        ]
        said = {one.role for one in inside if one.bic or one.name}
        around = [
            _agent(tag, first_of(row.around, *under(tag, BICS)), first_of(row.around, f"{tag}/{NAME}"))
            for tag in self.around
        ]
        order = list(agents.ROLES)
        every = [*inside, *(one for one in around if one.role not in said)]
        return agents.written(sorted(every, key=lambda one: order.index(one.role)), known)


def _texts(tags: tuple[str, ...]) -> frozenset[str]:
    return frozenset(path for tag in tags for path in under(tag, (*BICS, NAME)))


def _agent(tag: str, code: str, name: str) -> Agent:
    return Agent(tag.rpartition("/")[2], code, name)
