"""Transfers between banks for their own account or as cover: ISO 20022 `pacs.009` in any known version.

One transfer is one payment; debtor and creditor are banks. A bank without an account is known by its BIC.
Of a cover payment the customers it covers stand in the purpose (`for … to …`). Id and time as in `pacs008`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sightline.clean import bic
from sightline.formats.description import Description
from sightline.formats.iso20022 import BICS, INSTEAD, NO_DAY, PURPOSE, Reader, Row, first_of, under
from sightline.formats.iso20022 import read_table as read_messages
from sightline.formats.iso_accounts import ACCOUNT
from sightline.formats.iso_agents import HEADER, STEPS, Agents
from sightline.formats.iso_references import kept, named
from sightline.formats.iso_shape import MESSAGE_ID, Shape
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.source import Readable
from sightline.formats.unnamed import stands

SETTLED, CREATED, AMOUNT = "IntrBkSttlmDt", "CreDtTm", "IntrBkSttlmAmt"
SIDES = {"debtor": "Dbtr", "creditor": "Cdtr"}
PARTY = {
    "name": ("{0}/FinInstnId/Nm",),
    "country": ("{0}/FinInstnId/PstlAdr/Ctry",),
    "account": under("{0}Acct", ACCOUNT),
    "bic": under("{0}", BICS),
}
COVER = "UndrlygCstmrCdtTrf"
BEHIND = {side: f"{COVER}/Ultmt{tag}/Nm" for side, tag in SIDES.items()}
COVERED = {"for": f"{COVER}/Dbtr/Nm", "to": f"{COVER}/Cdtr/Nm"}
AGENTS = Agents(
    ("DbtrAgt", *STEPS, "CdtrAgt", *under(COVER, ("DbtrAgt", *STEPS, "CdtrAgt"))),
    HEADER,
)
"""those of the transfer and of the transfer it covers"""
SHAPE = Shape(
    messages=frozenset({"FICdtTrf", "FinInstnCdtTrf"}),
    row="CdtTrfTxInf",
    schema="pacs.009.001",
    versions=11,
    kept=frozenset(
        [*kept("PmtId"), SETTLED, AMOUNT, f"{AMOUNT}/@Ccy", *PURPOSE, *COVERED.values()]
        + [*AGENTS.kept, *BEHIND.values()]
        + [path.format(tag) for paths in PARTY.values() for path in paths for tag in SIDES.values()]
    ),
    around=AGENTS.outside | {f"GrpHdr/{SETTLED}", f"GrpHdr/{CREATED}"},
)
DESCRIPTION = Description(
    name="pacs009",
    version=11,
    kind="table",
    title="Transfers of banks' own funds, and cover payments (ISO 20022 pacs.009)",
    publisher="",
    list_id="",
    roles=("message",),
    knows=(*sorted(SHAPE.kept), *sorted(SHAPE.around), SHAPE.count, MESSAGE_ID),
    met_real_file=False,
    specification="ISO 20022 FinancialInstitutionCreditTransfer (pacs.009.001.01 to .11)",
    table="payments",
)


def recognise(head: bytes, name: str) -> str | None:
    """`message` when the first bytes hold the element every pacs.009 has."""
    return SHAPE.recognise(head)


def read_table(item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
    """Record batches of `PAYMENTS`; wrong ones go to `refuse`, BadInput where the XML breaks."""
    return read_messages(Reader(item, SHAPE), _say, refuse, asides)


def _say(row: Row) -> list[dict[str, str]]:
    covered = " ".join(f"{word} {text}" for word, path in COVERED.items() if (text := row.first(path)))
    told = [text for path in PURPOSE for text in row.texts.get(path, ())]
    settled = row.first(SETTLED) or first_of(row.around, f"GrpHdr/{SETTLED}")
    found = {
        **named(row, lambda element: row.first(f"PmtId/{element}")),
        "booked_at": settled or first_of(row.around, f"GrpHdr/{CREATED}"),
        "amount": row.first(AMOUNT),
        "currency": row.first(f"{AMOUNT}/@Ccy"),
        "purpose": " ".join([*told, covered]).strip(),
        "channel": "pacs.009",
        INSTEAD: "" if settled else NO_DAY.format("the message was made"),
    }
    for side, tag in SIDES.items():
        for part, paths in PARTY.items():
            found[f"{side}_{part}"] = row.first(*(path.format(tag) for path in paths))
        code = found[f"{side}_bic"]
        found[f"{side}_account"] = found[f"{side}_account"] or bic.clean(code) or code
        stands(found, side)
        found[f"ultimate_{side}"] = row.first(BEHIND[side])
    found["agents"] = AGENTS.chain(row, (found["debtor_bic"], found["creditor_bic"]))
    return [found]
