"""Statements of an account: ISO 20022 `camt.053` in any known version, one row a booked entry.

An entry with details of several transactions gives a payment for each; the row of a place counts entries.
Only what is booked is taken, with the amount and the currency of the account; what was ordered in another
is `instructed_amount`. Where the transactions of an entry do not say what each moved, the entry is one
payment of its amount whose other parties are not told apart. A reversal goes from or to the party of the
payment that it takes back, and its channel says so. The account of the statement is creditor of what is
credited and debtor of what is debited, the other side what the details name. Another side without an
account has an id of its own, by its name (`name: …`) or, without one (charges, interest, cash), by the
payment (`unnamed: …`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from sightline.formats.description import Description, Doubt
from sightline.formats.iso20022 import BICS, INSTEAD, Reader, Row, Texts, first_of, under
from sightline.formats.iso20022 import read_table as read_messages
from sightline.formats.iso_accounts import ACCOUNT
from sightline.formats.iso_agents import STEPS, ULTIMATE, Agents
from sightline.formats.iso_references import kept, named
from sightline.formats.iso_shape import MESSAGE_ID, Shape
from sightline.formats.message_fields import ASK
from sightline.formats.payment_rows import NOTE, REMEDY, WRONG
from sightline.formats.payments_csv import REVERSED
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.source import Readable
from sightline.formats.statement_sums import Sums
from sightline.formats.statement_sums import amount as sums_amount
from sightline.formats.unnamed import stands

CREDIT, DEBIT = "CRDT", "DBIT"
BOOKED = frozenset({"BOOK", ""})
STATEMENT = "Stmt/Id"
OWN = ("AcctSvcrRef", "NtryRef")
BOOKED_ON, VALUED_ON = ("BookgDt/DtTm", "BookgDt/Dt"), ("ValDt/DtTm", "ValDt/Dt")
DAYS = (*BOOKED_ON, *VALUED_ON)
NO_DAY = "no day of booking is named: the value date stands for it"
PARTS = ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/CntrValAmt/Amt", "AmtDtls/InstdAmt/Amt")
"""where a transaction says what it moved; only what is in the entry's currency was booked"""
ORDERED = ("AmtDtls/InstdAmt/Amt", "AmtDtls/TxAmt/Amt")
NO_WAY = f"CdtDbtInd does not say {CREDIT} or {DEBIT}: which way the money went is not told"
NO_SUM = "taken, though the amounts of the entry's transactions do not add up to it: {} of {}"
UNTOLD = "taken as one payment of the entry's amount, whose parts are not told"
RETURNED = "RtrInf/Rsn/Cd"
YES = frozenset({"true", "1"})
ENTRY = frozenset({"Amt", "Amt/@Ccy", "CdtDbtInd", "RvslInd", "AddtlNtryInf", *OWN, *DAYS})
"""what an entry itself says, beside its transactions"""
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
BALANCE = "Stmt/Bal"
KIND = ("Tp/CdOrPrtry/Cd", "Tp/Cd")
BALANCES = under(BALANCE, (*KIND, "Amt", "CdtDbtInd"))
OPENING, CLOSING = ("OPBD", "PRCD"), ("CLBD",)
"""what the first balance booked is called, or that of the statement before, and the last"""
SHAPE = Shape(
    messages=frozenset({"BkToCstmrStmt"}),
    row="Stmt/Ntry",
    schema="camt.053.001",
    versions=13,
    kept=frozenset(
        [*kept("Refs"), *under("Refs", OWN), *OWN, *DAYS, *PARTS, *(f"{path}/@Ccy" for path in PARTS)]
        + ["CdtDbtInd", "RvslInd", RETURNED, "Sts", "Sts/Cd", *PURPOSE]
        + [*CHAIN.kept, *(path for paths in BEHIND.values() for path in paths)]
        + [
            path.format(tag)
            for paths in (NAMES, COUNTRIES, ACCOUNTS, AGENTS)
            for path in paths
            for tag in ("Dbtr", "Cdtr")
        ]
    ),
    around=frozenset(path for paths in HOLDER.values() for path in paths) | {STATEMENT},
    containers=frozenset({"GrpHdr", "Stmt"}),
    parts="NtryDtls/TxDtls",
    count="",
    several=BALANCE,
)
DESCRIPTION = Description(
    name="camt053",
    version=12,
    kind="table",
    title="Statements of an account (ISO 20022 camt.053)",
    publisher="",
    list_id="",
    roles=("message",),
    knows=(*sorted(SHAPE.kept), *sorted(SHAPE.around), *BALANCES, MESSAGE_ID),
    met_real_file=False,
    specification="ISO 20022 BankToCustomerStatement (camt.053.001.01 to .13)",
    table="payments",
)


def recognise(head: bytes, name: str) -> str | None:
    """`message` when the first bytes hold the element every camt.053 has."""
    return SHAPE.recognise(head)


def read_table(item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
    """Record batches of `PAYMENTS`; entries that are wrong go to `refuse`, BadInput where the XML breaks."""

    sums: defaultdict[int, Sums] = defaultdict(Sums)

    def say(row: Row) -> list[dict[str, str]]:
        if (row.first("Sts/Cd") or row.first("Sts")) not in BOOKED:
            asides.pass_over(1, "entries not booked")
            return []
        entry = sums_amount(row.first("Amt"), credit=row.first("CdtDbtInd") == CREDIT)
        sums[row.group].add(entry, row.first("Amt/@Ccy"))
        booked = [_booked(row, part) for part in row.parts]
        if not row.parts or (len(row.parts) == 1 and not booked[0]):
            return [_payment(row, part, 1, row.first("Amt")) for part in row.parts or [{}]]
        if not all(booked):
            return [_whole(row)]
        note = _apart(row, booked)
        if len(row.parts) == 1:
            return [_payment(row, row.parts[0], 1, row.first("Amt")) | note]
        return [
            _payment(row, part, number, amount) | (note if number == 1 else {})
            for number, (part, amount) in enumerate(zip(row.parts, booked, strict=True), 1)
        ]

    reader = Reader(item, SHAPE)
    yield from read_messages(reader, say, refuse, asides)
    for one in reader.groups:
        first, last = (_balance(one.around, kinds) for kinds in (OPENING, CLOSING))
        if told := sums[one.number].doubt(first, last):
            asides.note(Doubt(item.sha256, reader.place("", one.start, one.end), told))


def _balance(around: Mapping[str, str], kinds: Sequence[str]) -> Decimal | None:
    """The balance of these kinds; None where a statement has none, or several that differ."""
    found: dict[str, dict[str, str]] = {}
    for path, text in around.items():
        inside, _, number = path.removeprefix(f"{BALANCE}/").partition("#")
        if number:
            found.setdefault(number, {})[inside] = text
    for kind in kinds:
        said = {
            sums_amount(one.get("Amt", ""), credit=one.get("CdtDbtInd") == CREDIT)
            for one in found.values()
            if kind in (one.get(path) for path in KIND)
        }
        if said:
            return said.pop() if len(said) == 1 else None
    return None


def _booked(row: Row, part: Texts) -> str:
    """What a transaction moved in the currency of the entry; empty where it does not say."""
    currency = row.texts.get("Amt/@Ccy", [""])[0]
    found = (
        part[path][0] for path in PARTS if part.get(path) and part.get(f"{path}/@Ccy", [""])[0] == currency
    )
    return next(found, "")


def _apart(row: Row, booked: list[str]) -> dict[str, str]:
    """A note where transactions, those the other way taken off, do not make the entry's amount."""
    try:
        entry, *parts = (Decimal(text) for text in (row.texts.get("Amt", [""])[0], *booked))
    except InvalidOperation:
        return {}  # it is refused for its amount
    way = row.first("CdtDbtInd")
    signs = (1 if row.first("CdtDbtInd", part=part) == way else -1 for part in row.parts)
    total = sum(sign * amount for sign, amount in zip(signs, parts, strict=True))
    return {} if total == entry else {NOTE: NO_SUM.format(total, entry)}


def _whole(row: Row) -> dict[str, str]:
    """An entry as one payment whose other parties are not told apart; their names stand in the purpose."""
    alone = replace(row, texts={k: v for k, v in row.texts.items() if k in ENTRY}, parts=[])
    found = _payment(alone, {}, 1, row.first("Amt"))
    found[NOTE] = f"{UNTOLD}, of {len(row.parts)} transactions"
    tag = "Dbtr" if row.first("CdtDbtInd") == CREDIT else "Cdtr"
    paths = [path.format(tag) for path in NAMES]
    names = [text for part in row.parts for path in paths for text in part.get(path, ())]
    found["purpose"] = " ".join(
        [found["purpose"], *([f"of several: {', '.join(names)}"] if names else [])]
    ).strip()
    return found


def _payment(row: Row, part: Texts, number: int, amount: str) -> dict[str, str]:
    incoming = row.first("CdtDbtInd", part=part) == CREDIT
    own, other = ("creditor", "debtor") if incoming else ("debtor", "creditor")
    back = row.first("RvslInd") in YES
    told = [text for path in PURPOSE for text in part.get(path, row.texts.get(path, ()))]
    found = {
        **_named(row, part, number),
        "booked_at": row.first(*DAYS),
        INSTEAD: NO_DAY if not row.first(*BOOKED_ON) and row.first(*VALUED_ON) else "",
        "amount": amount,
        "currency": row.first("Amt/@Ccy"),
        "value_on": row.first("ValDt/Dt"),
        "purpose": " ".join([*told, *(f"returned: {text}" for text in part.get(RETURNED, ()))]),
        "channel": f"camt.053{REVERSED}" if back else "camt.053",
        **_ordered(row, part, amount),
    }
    for name, paths in HOLDER.items():
        found[f"{own}_{name}"] = first_of(row.around, *paths)
    straight, turned = ("Dbtr", "Cdtr") if incoming else ("Cdtr", "Dbtr")
    tag = _other(row, part, (turned, straight) if back else (straight, turned), found, own)
    for name, paths in (("name", NAMES), ("country", COUNTRIES), ("account", ACCOUNTS), ("bic", AGENTS)):
        found[f"{other}_{name}"] = row.first(*(path.format(tag) for path in paths), part=part) if tag else ""
    stands(found, other, always=True)
    for side, paths in BEHIND.items():
        found[f"ultimate_{side}"] = row.first(*paths, part=part)
    found["agents"] = CHAIN.chain(row, (found["debtor_bic"], found["creditor_bic"]), part)
    if row.first("CdtDbtInd", part=part) not in (CREDIT, DEBIT):
        found |= {WRONG: NO_WAY, REMEDY: ASK.format(where="CdtDbtInd", form=f"{CREDIT} or {DEBIT}")}
    return found


def _other(row: Row, part: Texts, tags: tuple[str, str], found: dict[str, str], own: str) -> str:
    """Which of debtor and creditor the other side is: the first that is named and not the holder.

    A reversal, and a return, names the parties of the payment it takes back, so that the holder stands on the
    side where the other is looked for. The first where neither is.
    """
    for tag in tags:
        name = row.first(*(path.format(tag) for path in NAMES), part=part)
        account = row.first(*(path.format(tag) for path in ACCOUNTS), part=part)
        holder = account == found[f"{own}_account"] if account else name == found[f"{own}_name"]
        if (name or account) and not holder:
            return tag
    return tags[0]


def _ordered(row: Row, part: Texts, booked: str) -> dict[str, str]:
    """The amount ordered, where the details say another amount or currency than what was booked."""
    for path in ORDERED:
        amount, currency = (row.first(one, part=part) for one in (path, f"{path}/@Ccy"))
        if amount and currency and (amount, currency) != (booked, row.first("Amt/@Ccy")):
            return {"instructed_amount": amount, "instructed_currency": currency}
    return {}


def _named(row: Row, part: Texts, number: int) -> dict[str, str]:
    """What names a transaction: its own references, else the bank's of its entry with its number in it."""
    several = f"/{number}" if len(row.parts) > 1 else ""
    booked, entry = (row.texts.get(name, [""])[0] for name in OWN)
    banks = [(f"Refs/{OWN[0]}", part.get(f"Refs/{OWN[0]}", [""])[0])]
    banks += [(OWN[0], f"{booked}{several}")] if booked else []
    where = "/".join(filter(None, [row.around.get(STATEMENT, ""), f"{entry or row.within}{several}"]))
    return named(row, lambda name: part.get(f"Refs/{name}", [""])[0], banks, where)
