"""Statements of an account: ISO 20022 `camt.053` in any known version, one row a booked entry.

An entry with details of several transactions gives a payment for each; the row of a place counts entries.
Only what is booked is taken. The account of the statement is creditor of what is credited and debtor of
what is debited, the other side what the details name. Another side without an account has an id of its own,
by its name (`name: …`) or, without one (charges, interest, cash), by the payment (`unnamed: …`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sightline.formats.description import Description
from sightline.formats.iso20022 import (
    ACCOUNT,
    BICS,
    REFERENCES,
    Row,
    Shape,
    Texts,
    first_of,
    reference,
    under,
)
from sightline.formats.iso20022 import (
    read_table as read_messages,
)
from sightline.formats.iso_agents import STEPS, ULTIMATE, Agents
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.source import Readable
from sightline.formats.unnamed import stands

CREDIT, DEBIT = "CRDT", "DBIT"
BOOKED = frozenset({"BOOK", ""})
DAYS = ("BookgDt/DtTm", "BookgDt/Dt", "ValDt/DtTm", "ValDt/Dt")
AMOUNTS = ("AmtDtls/TxAmt/Amt", "Amt")
OWN = ("AcctSvcrRef", "NtryRef")
PURPOSE = ("RmtInf/Ustrd", "AddtlTxInf", "AddtlNtryInf")
NAMES = ("RltdPties/{0}/Pty/Nm", "RltdPties/{0}/Nm")
COUNTRIES = ("RltdPties/{0}/Pty/PstlAdr/Ctry", "RltdPties/{0}/PstlAdr/Ctry")
ACCOUNTS = under("RltdPties/{0}Acct", ACCOUNT)
AGENTS = under("RltdAgts/{0}Agt", BICS)
CHAIN = Agents(under("RltdAgts", ("DbtrAgt", *STEPS, "CdtrAgt")))
BEHIND = {side: under("RltdPties", paths) for side, paths in ULTIMATE.items()}
HOLDER = {
    "account": under("Stmt/Acct", ACCOUNT),
    "name": ("Stmt/Acct/Ownr/Nm",),
    "bic": under("Stmt/Acct/Svcr", BICS),
    "country": ("Stmt/Acct/Ownr/PstlAdr/Ctry",),
}
SHAPE = Shape(
    messages=frozenset({"BkToCstmrStmt"}),
    row="Stmt/Ntry",
    schema="camt.053.001",
    versions=13,
    kept=frozenset(
        [*under("Refs", (*REFERENCES, *OWN)), *OWN, *DAYS, *AMOUNTS, *(f"{path}/@Ccy" for path in AMOUNTS)]
        + ["CdtDbtInd", "Sts", "Sts/Cd", *PURPOSE]
        + [*CHAIN.kept, *(path for paths in BEHIND.values() for path in paths)]
        + [
            path.format(tag)
            for paths in (NAMES, COUNTRIES, ACCOUNTS, AGENTS)
            for path in paths
            for tag in ("Dbtr", "Cdtr")
        ]
    ),
    around=frozenset(path for paths in HOLDER.values() for path in paths),
    containers=frozenset({"GrpHdr", "Stmt"}),
    parts="NtryDtls/TxDtls",
    count="",
)
DESCRIPTION = Description(
    name="camt053",
    version=6,
    kind="table",
    title="Statements of an account (ISO 20022 camt.053)",
    publisher="",
    list_id="",
    roles=("message",),
    knows=(*sorted(SHAPE.kept), *sorted(SHAPE.around)),
    met_real_file=False,
    specification="ISO 20022 BankToCustomerStatement (camt.053.001.01 to .13)",
    table="payments",
)


def recognise(head: bytes, name: str) -> str | None:
    """`message` when the first bytes hold the element every camt.053 has."""
    return SHAPE.recognise(head)


def read_table(item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
    """Record batches of `PAYMENTS`; entries that are wrong go to `refuse`, BadInput where the XML breaks."""

    def say(row: Row) -> list[dict[str, str]]:
        if (row.first("Sts/Cd") or row.first("Sts")) not in BOOKED:
            asides.passed(1)
            return []
        return [_payment(row, part, number) for number, part in enumerate(row.parts or [{}], 1)]

    return read_messages(item, SHAPE, say, refuse, asides)


def _payment(row: Row, part: Texts, number: int) -> dict[str, str]:
    sole = len(row.parts) <= 1
    incoming = row.first("CdtDbtInd", part=part) == CREDIT
    own, other, tag = ("creditor", "debtor", "Dbtr") if incoming else ("debtor", "creditor", "Cdtr")
    amount = next((path for path in AMOUNTS if part.get(path)), "Amt")
    found = {
        "payment_id": _id(row, part, number),
        "booked_at": row.first(*DAYS),
        "amount": row.first(amount, part=part) if sole or part.get(amount) else "",
        "currency": row.first(f"{amount}/@Ccy", part=part),
        "purpose": " ".join(text for path in PURPOSE for text in part.get(path, row.texts.get(path, ()))),
        "channel": "camt.053",
    }
    for name, paths in HOLDER.items():
        found[f"{own}_{name}"] = first_of(row.around, *paths)
    for name, paths in (("name", NAMES), ("country", COUNTRIES), ("account", ACCOUNTS), ("bic", AGENTS)):
        found[f"{other}_{name}"] = row.first(*(path.format(tag) for path in paths), part=part)
    stands(found, other, always=True)
    for side, paths in BEHIND.items():
        found[f"ultimate_{side}"] = row.first(*paths, part=part)
    found["agents"] = CHAIN.chain(row, (found["debtor_bic"], found["creditor_bic"]), part)
    if row.first("CdtDbtInd", part=part) not in (CREDIT, DEBIT):
        found["amount"] = ""  # which way it went is not said: the row is refused for it
    return found


def _id(row: Row, part: Texts, number: int) -> str:
    named = reference(
        [row.first(path, part=part) for path in (*under("Refs", REFERENCES), "Refs/AcctSvcrRef")]
    )
    if named:
        return named
    entry = row.first(*OWN)
    return f"{entry}/{number}" if entry and len(row.parts) > 1 else entry
