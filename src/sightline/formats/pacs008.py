"""Customer credit transfers between banks: ISO 20022 `pacs.008` in any known version, read by local names.

One transfer is one payment. Its id is the UETR, else the transaction, instruction or end-to-end id; its
time the settlement day, of the transfer or of the whole message, else when it was accepted or the message
made. The row of a place counts transfers from 1. Elements not named in the manual are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sightline.formats.description import Description
from sightline.formats.iso20022 import BICS, INSTEAD, NO_DAY, PURPOSE, Reader, Row, first_of, under
from sightline.formats.iso20022 import read_table as read_messages
from sightline.formats.iso_accounts import ACCOUNT
from sightline.formats.iso_agents import HEADER, STEPS, ULTIMATE, Agents
from sightline.formats.iso_references import kept, named
from sightline.formats.iso_shape import MESSAGE_ID, Shape
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.source import Readable
from sightline.formats.unnamed import NOT_PROVIDED, stands

SETTLED, ACCEPTED, CREATED, AMOUNT = "IntrBkSttlmDt", "AccptncDtTm", "CreDtTm", "IntrBkSttlmAmt"
ORDERED = "InstdAmt"
NO_ACCOUNT = "no account of the {} is named: its name tells that party apart"
SIDES = {"debtor": "Dbtr", "creditor": "Cdtr"}
PARTY = {
    "name": ("{0}/Nm",),
    "country": ("{0}/PstlAdr/Ctry", "{0}/CtryOfRes"),
    "account": under("{0}Acct", ACCOUNT),
    "bic": under("{0}Agt", BICS),
}
AGENTS = Agents(("DbtrAgt", *STEPS, "CdtrAgt"), HEADER)
SHAPE = Shape(
    messages=frozenset({"FIToFICstmrCdtTrf"}),
    row="CdtTrfTxInf",
    schema="pacs.008.001",
    versions=13,
    kept=frozenset(
        [*kept("PmtId"), SETTLED, ACCEPTED, AMOUNT, f"{AMOUNT}/@Ccy", *PURPOSE]
        + [ORDERED, f"{ORDERED}/@Ccy", *AGENTS.kept, *(path for paths in ULTIMATE.values() for path in paths)]
        + [path.format(tag) for paths in PARTY.values() for path in paths for tag in SIDES.values()]
    ),
    around=AGENTS.outside | {f"GrpHdr/{SETTLED}", f"GrpHdr/{CREATED}"},
)
DESCRIPTION = Description(
    name="pacs008",
    version=11,
    kind="table",
    title="Credit transfers between banks (ISO 20022 pacs.008)",
    publisher="",
    list_id="",
    roles=("message",),
    knows=(*sorted(SHAPE.kept), *sorted(SHAPE.around), SHAPE.count, MESSAGE_ID),
    met_real_file=False,
    specification="ISO 20022 FIToFICustomerCreditTransfer (pacs.008.001.01 to .13)",
    table="payments",
)


def recognise(head: bytes, name: str) -> str | None:
    """`message` when the first bytes hold the element every pacs.008 has."""
    return SHAPE.recognise(head)


def read_table(item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
    """Record batches of `PAYMENTS`; transfers that are wrong go to `refuse`.

    BadInput where the XML breaks in the middle; one that ends too early has its last transfer refused.
    """
    return read_messages(Reader(item, SHAPE), _say, refuse, asides)


def _say(row: Row) -> list[dict[str, str]]:
    settled = row.first(SETTLED) or first_of(row.around, f"GrpHdr/{SETTLED}")
    accepted = row.first(ACCEPTED)
    instead = [] if settled else [NO_DAY.format("it was accepted" if accepted else "the message was made")]
    found = {
        **named(row, lambda element: row.first(f"PmtId/{element}")),
        "booked_at": settled or accepted or first_of(row.around, f"GrpHdr/{CREATED}"),
        "amount": row.first(AMOUNT),
        "currency": row.first(f"{AMOUNT}/@Ccy"),
        "purpose": " ".join(text for path in PURPOSE for text in row.texts.get(path, ())),
        "channel": "pacs.008",
        "instructed_amount": row.first(ORDERED),
        "instructed_currency": row.first(f"{ORDERED}/@Ccy"),
    }
    for side, tag in SIDES.items():
        for part, paths in PARTY.items():
            found[f"{side}_{part}"] = row.first(*(path.format(tag) for path in paths))
        stands(found, side)
        if found[f"{side}_account"] == NOT_PROVIDED:
            instead.append(NO_ACCOUNT.format(side))
        found[f"ultimate_{side}"] = row.first(*ULTIMATE[side])
    found["agents"] = AGENTS.chain(row, (found["debtor_bic"], found["creditor_bic"]))
    found[INSTEAD] = "\n".join(instead)
    return [found]
