"""Banks in the chain of a payment: one text, each bank with its role in ISO 20022 where that is known.

`IntrmyAgt1 INVBHKHH; InstgAgt name: Invented Bank` names two: a bank stands as its BIC, without one as
`name: …`. A canonical CSV may leave the role out (`INVBHKHH; INVBSGSG`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sightline.clean import bic
from sightline.clean import text as clean_text

ROLES = {
    "DbtrAgt": "debtor's bank",
    "PrvsInstgAgt": "previous instructing bank",
    "PrvsInstgAgt1": "previous instructing bank",
    "PrvsInstgAgt2": "previous instructing bank",
    "PrvsInstgAgt3": "previous instructing bank",
    "InstgAgt": "instructing bank",
    "InstgRmbrsmntAgt": "sender's correspondent",
    "ThrdRmbrsmntAgt": "third reimbursement bank",
    "InstdRmbrsmntAgt": "receiver's correspondent",
    "IntrmyAgt1": "intermediary bank",
    "IntrmyAgt2": "intermediary bank",
    "IntrmyAgt3": "intermediary bank",
    "InstdAgt": "instructed bank",
    "CdtrAgt": "creditor's bank",
}
"""Elements of ISO 20022 that name a bank of the chain, in the order money passes them."""
ANY_ROLE = "bank in the chain"
NAMED = "name:"


@dataclass(frozen=True, slots=True)
class Agent:
    """A bank of the chain: its role (an element of ISO 20022, or empty) and its BIC, else its name."""

    role: str
    bic: str
    name: str = ""

    @property
    def words(self) -> str:
        """Its role in words."""
        return ROLES.get(self.role, ANY_ROLE)


def read(text: str) -> tuple[Agent, ...]:
    """The banks of a chain, as `written` or a canonical CSV gives it."""
    return tuple(one for part in text.split(";") if (one := _agent(part.strip())) is not None)


def written(chain: Iterable[Agent], known: Iterable[str] = ()) -> str:
    """The chain as one text, each bank once in a role; those `known` (BICs) as a side's are left out."""
    return "; ".join(dict.fromkeys(_texts(chain, frozenset(bic.clean(one) for one in known if one))))


def clean(text: str) -> str | None:
    """The text in one spelling; None where it names no bank."""
    return written(read(text)) or None


def _agent(text: str) -> Agent | None:
    first, _, rest = text.partition(" ")
    role, bank = (first, rest.strip()) if first in ROLES else ("", text)
    if bank.startswith(NAMED):
        bank = bank.removeprefix(NAMED).strip()
        return Agent(role, "", bank) if bank else None
    code = bic.clean(bank)
    return (Agent(role, code) if code else Agent(role, "", bank)) if bank else None


def _texts(chain: Iterable[Agent], known: frozenset[str | None]) -> Iterator[str]:
    for one in chain:
        code, name = bic.clean(one.bic), one.name or one.bic
        if code in known and code is not None:
            continue
        name = (clean_text.clean(name) or "").replace(";", ",")
        if code or name:
            yield f"{one.role} {code or f'{NAMED} {name}'}".strip()
