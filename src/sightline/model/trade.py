"""Trade with the DPRK as statistics tell it: series by heading, what became of them, what does not fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sightline.model.citation import Citation

DPRK, ROK, WORLD, TOTAL = "kp", "kr", "world", "TOTAL"
OTHER_WAY = {"import": "export", "export": "import", "re-import": "re-export", "re-export": "re-import"}


@dataclass(frozen=True, slots=True)
class TradeRow:
    """A row as it was given; `quantity` is None where the file is silent."""

    reporter: str
    partner: str
    flow: str
    hs: str
    hs_version: str
    first: date
    last: date
    quantity: Decimal | None
    unit: str
    value: Decimal | None
    document: str = ""
    basis: str = ""
    cite: Citation | None = None

    @property
    def period(self) -> str:
        """`2017` or `2017-03`."""
        whole = (self.first.month, self.last.month) == (1, 12)
        return f"{self.first.year}" if whole else f"{self.first:%Y-%m}"

    @property
    def out_of_dprk(self) -> bool:
        """Whether the goods leave the DPRK: its partner imports them, or it exports them."""
        inward = self.flow in ("import", "re-import")
        return inward if self.partner == DPRK else not inward

    @property
    def unit_value(self) -> Decimal | None:
        """Dollars a unit; None without both, or where one of them is nothing."""
        if not self.quantity or not self.value:
            return None
        return self.value / self.quantity


class Became(StrEnum):
    """What became of a series of trade."""

    STOPPED = "stopped"
    """nothing in any period after the ban"""
    RESIDUAL = "stopped but for a residue"
    CONTINUES = "continues after the ban"
    NOT_BANNED = "not banned"
    PARTLY_BANNED = "banned in part"
    """only some of the codes below it are banned, so its figures prove nothing"""
    LIMITED = "limited, not banned"
    CANNOT_SAY = "cannot say"


@dataclass(frozen=True, slots=True)
class Ban:
    """A measure that forbids goods of a heading, from a day on. `lawful_until`: the end of its wind-down."""

    measure: str
    paragraph: str
    since: date
    lawful_until: date | None
    partly: bool
    verified: str
    exemptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One reporter's flow with one partner of one heading, period by period, and what became of it."""

    reporter: str
    partner: str
    flow: str
    hs: str
    hs_version: str
    rows: tuple[TradeRow, ...]
    ban: Ban | None
    became: Became
    text: str
    """the same in a sentence, with its figures"""
    last_trade: str
    """the last period with a value"""
    after: tuple[TradeRow, ...]
    """rows with a value in periods that begin after all that was lawful"""


@dataclass(frozen=True, slots=True)
class Mirror:
    """The same flow as both sides state it. `ratio` is the importer's value over the exporter's."""

    importer: TradeRow
    exporter: TradeRow
    ratio: Decimal | None
    agrees: bool
    text: str


@dataclass(frozen=True, slots=True)
class Oddity:
    """A row, or two, that something is wrong with, in a sentence, with what was compared."""

    kind: str
    hs: str
    period: str
    text: str
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Trade:
    """Everything the statistics at hand say of trade with the DPRK."""

    series: tuple[Series, ...]
    mirrors: tuple[Mirror, ...]
    oddities: tuple[Oddity, ...]
    unreliable: tuple[tuple[str, tuple[str, ...]], ...]
    """heading → why its quantities are not to be relied on"""
    questions: tuple[str, ...]
    cautions: tuple[str, ...]
