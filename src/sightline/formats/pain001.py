"""What customers order their bank to pay: ISO 20022 `pain.001` in any known version.

One transfer is one payment; its debtor stands once for a batch (`PmtInf`). The id is the UETR, the
instruction or the end-to-end id; the time the day of execution asked for, else when the message was made. An
order is not yet a booking: the channel says `pain.001`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sightline.formats.description import Description
from sightline.formats.iso20022 import BICS, PURPOSE, Reader, Row, first_of, under
from sightline.formats.iso20022 import read_table as read_messages
from sightline.formats.iso_accounts import ACCOUNT
from sightline.formats.iso_agents import STEPS, ULTIMATE, Agents
from sightline.formats.iso_references import kept, named
from sightline.formats.iso_shape import ISO, MESSAGE_ID, Shape
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.source import Readable
from sightline.formats.unnamed import stands

AMOUNTS = ("Amt/InstdAmt", "Amt/EqvtAmt/Amt")
ASKED = ("PmtInf/ReqdExctnDt/Dt", "PmtInf/ReqdExctnDt/DtTm", "PmtInf/ReqdExctnDt", "GrpHdr/CreDtTm")
PARTY = {
    "name": ("{0}/Nm",),
    "country": ("{0}/PstlAdr/Ctry", "{0}/CtryOfRes"),
    "account": under("{0}Acct", ACCOUNT),
    "bic": under("{0}Agt", BICS),
}
SWISS = "http://www.six-interbank-clearing.com/de/pain.001.001.03.ch.02.xsd"
"""banks in Switzerland; those of Germany have variants 002 and 003: parts of version 3, says software that
writes them. Not compared with their schemas"""
AGENTS = Agents((*STEPS, "CdtrAgt"), ("PmtInf/DbtrAgt",))
SHAPE = Shape(
    messages=frozenset({"CstmrCdtTrfInitn"}),
    row="PmtInf/CdtTrfTxInf",
    schema="pain.001.001",
    versions=12,
    also=frozenset({f"{ISO}pain.001.002.03", f"{ISO}pain.001.003.03", SWISS}),
    kept=frozenset(
        [*kept("PmtId"), *AMOUNTS, *(f"{path}/@Ccy" for path in AMOUNTS), *PURPOSE]
        + [*AGENTS.kept, *(path for paths in ULTIMATE.values() for path in paths)]
        + [path.format("Cdtr") for paths in PARTY.values() for path in paths]
    ),
    around=frozenset(
        [*ASKED, *AGENTS.outside, "PmtInf/UltmtDbtr/Nm"]
        + [f"PmtInf/{path.format('Dbtr')}" for paths in PARTY.values() for path in paths]
    ),
    containers=frozenset({"GrpHdr", "PmtInf"}),
)
DESCRIPTION = Description(
    name="pain001",
    version=11,
    kind="table",
    title="Orders of customers to pay (ISO 20022 pain.001)",
    publisher="",
    list_id="",
    roles=("message",),
    knows=(*sorted(SHAPE.kept), *sorted(SHAPE.around), SHAPE.count, MESSAGE_ID),
    met_real_file=False,
    specification="ISO 20022 CustomerCreditTransferInitiation (pain.001.001.02 to .12)",
    table="payments",
)


def recognise(head: bytes, name: str) -> str | None:
    """`message` when the first bytes hold the element every pain.001 has."""
    return SHAPE.recognise(head)


def read_table(item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
    """Record batches of `PAYMENTS`; orders that are wrong go to `refuse`, BadInput where the XML breaks."""
    return read_messages(Reader(item, SHAPE), _say, refuse, asides)


def _say(row: Row) -> list[dict[str, str]]:
    found = {
        **named(row, lambda element: row.first(f"PmtId/{element}")),
        "booked_at": first_of(row.around, *ASKED),
        "amount": row.first(*AMOUNTS),
        "currency": row.first(*(f"{path}/@Ccy" for path in AMOUNTS)),
        "purpose": " ".join(text for path in PURPOSE for text in row.texts.get(path, ())),
        "channel": "pain.001",
    }
    for part, paths in PARTY.items():
        found[f"creditor_{part}"] = row.first(*(path.format("Cdtr") for path in paths))
        found[f"debtor_{part}"] = first_of(row.around, *(f"PmtInf/{path.format('Dbtr')}" for path in paths))
    for side, paths in ULTIMATE.items():
        stands(found, side)
        found[f"ultimate_{side}"] = row.first(*paths)
    found["ultimate_debtor"] = found["ultimate_debtor"] or first_of(row.around, "PmtInf/UltmtDbtr/Nm")
    found["agents"] = AGENTS.chain(row, (found["debtor_bic"], found["creditor_bic"]))
    return [found]
