"""What a network of payments is made of: what was asked, parties in their places, edges, ways."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sightline.model.citation import Citation

VERSION = 7
"""raised when the same rows give another network"""
ACCOUNT, WALLET = "account-", "wallet-"


@dataclass(frozen=True, slots=True)
class Asked:
    """Around whom, how far, in which days, from which amount on; `to` asks for the ways to another."""

    of: tuple[str, ...] = ()
    to: str = ""
    hops: int = 2
    side: str = "both"
    """`out`, `in` or `both`"""
    since: date | None = None
    until: date | None = None
    least: Decimal = Decimal()
    """smallest sum of an edge, in its currency"""
    in_time: bool = True
    """whether what was paid on must have been paid later"""


@dataclass(frozen=True, slots=True)
class Said:
    """What one label says of an address, with its source and its place."""

    name: str
    kind: str
    source: str
    cite: Citation


@dataclass(frozen=True, slots=True)
class Party:
    """An account or an address: its id, its name where one is known, how far it is, and edges not shown."""

    id: str
    name: str
    step: int
    """below 0 upstream, 0 for those asked about, above 0 downstream"""
    more: int = 0
    row: int = 0
    """its place in the drawing's column, from the top"""
    labels: tuple[Said, ...] = ()
    """every label of an address"""
    disputed: bool = False
    """whether these contradict one another"""
    also: tuple[str, ...] = ()
    """other names the data give its holder, less often"""

    @property
    def number(self) -> str:
        """The account or address itself."""
        return self.id.partition("-")[2]


@dataclass(frozen=True, slots=True)
class Edge:
    """What one paid another in one currency, or one asset of a chain."""

    payer: str
    payee: str
    currency: str
    amount: Decimal
    count: int
    first: datetime
    last: datetime
    disputed: int = 0
    """how many of them files give differently: of transfers the first file counts, of payments the last"""

    @property
    def counted(self) -> str:
        """How many there are, in words: `3 payments`, `2 transfers, 1 of them disputed`."""
        said = f"{self.count} {'transfer' if self.coins else 'payment'}{'' if self.count == 1 else 's'}"
        return said + (f", {self.disputed} of them disputed" if self.disputed else "")

    @property
    def coins(self) -> bool:
        """Whether these are transfers of coins."""
        return self.payer.startswith(WALLET)


@dataclass(frozen=True, slots=True)
class Way:
    """A way from one party to another: its edges, why it ranks where it does, in words."""

    edges: tuple[Edge, ...]
    parties: tuple[str, ...]
    most: Decimal | None
    """the most that can have gone this way in the order of time; none where currencies differ, or of a tie"""
    in_time: bool
    """whether each payment may have followed the one before"""
    kind: str
    """`flow`, `back` (from the other), `payer` (one pays both), `payee` (both pay one) or `tie` (one of the
    first two whose payments cannot have followed one another: nothing went this way)"""
    words: str
    days: int = 0
    """of how many payments on it only the day is known"""


@dataclass(frozen=True, slots=True)
class Network:
    """A network and how it was cut; `matches` are parties the words asked for may mean."""

    asked: Asked
    parties: tuple[Party, ...]
    edges: tuple[Edge, ...]
    ways: tuple[Way, ...] = ()
    matches: tuple[Party, ...] = ()
    cut: bool = False
    """whether there were more parties than are shown"""
    sought: bool = False
    """whether ways were looked for: another was asked for, and both are known here"""
