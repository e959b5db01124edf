"""Which reference of a message of ISO 20022 is a payment's id: one that names it alone, else its place.

UETR and transaction id (`TxId`) are ids: told twice, the second payment is refused. The bank's own
reference of a booking and the instruction id should name one payment, and banks repeat them for a batch: the
second payment then gets an id of the reference and its place. An end-to-end id is what the payer writes for
the payee (`SALARY`), and names nothing alone: it goes into a column of its own, and with the message and the
place in it into the id, which is the same where the message comes again in another file.

Whatever the id is, the instruction id stands in `instruction`, and what a bank calls the payment in
`bank_reference`: another message of the payment may carry that reference alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sightline.formats.iso20022 import Row, under
from sightline.formats.iso_shape import MESSAGE_ID
from sightline.formats.payments_csv import ID_ELEMENT, OTHER_ID

NOTHING = "NOTPROVIDED"
"""what stands where there is no reference, and one has to stand"""
TRANSACTION = "TxId"
IDS = ("UETR", TRANSACTION)
"""references that no two payments have"""
INSTRUCTION = "InstrId"
"""a reference that should name one payment and is repeated at times"""
PAYERS = "EndToEndId"
REFERENCES = (*IDS, INSTRUCTION, PAYERS)


def kept(tag: str) -> tuple[str, ...]:
    """The texts of a row, or a part, that are wanted: every reference below an element."""
    return under(tag, REFERENCES)


def named(
    row: Row, read: Callable[[str], str], almost: Iterable[tuple[str, str]] = (), where: str = ""
) -> dict[str, str]:
    """The columns that name a payment. `read` gives the text of a reference.

    `almost` are a bank's, with the element they stand in, that should name it; `where` is its place in the
    message, the row's number in it unless told.
    """
    told = {element: _said(read(element)) for element in REFERENCES}
    banks = [(element, _said(text)) for element, text in almost]
    columns = {
        "end_to_end": told[PAYERS],
        "instruction": told[INSTRUCTION],
        "bank_reference": next((text for _element, text in banks if text), told[TRANSACTION]),
    }
    place = f"{row.around.get(MESSAGE_ID, '')}/{where or row.within}"
    for element in IDS:
        if told[element]:
            return columns | {"payment_id": told[element], ID_ELEMENT: element}
    for element, said in (*banks, (INSTRUCTION, told[INSTRUCTION])):
        if said:
            return columns | {
                "payment_id": said,
                ID_ELEMENT: element,
                OTHER_ID: f"{said} ({place}, row {row.number})",
            }
    own = f"{told[PAYERS]} ({place})" if told[PAYERS] else place
    return columns | {"payment_id": own, OTHER_ID: f"{own}, row {row.number}"}


def _said(text: str) -> str:
    return "" if text == NOTHING else text
