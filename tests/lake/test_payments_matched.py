"""The payer's reference in messages of one kind: their own ids tell two payments, or leave it in doubt."""

from __future__ import annotations

import pytest

from sightline.lake.payments_matched import MOST_BESIDE
from tests.formats.sample import Bytes
from tests.lake.messages import UETR, camt053, mt103, pacs008, references, said, taken
from tests.lake.test_payments_disputed import read, row

NINE = range(1, 10)


def transfer(number: int, **more: str) -> Bytes:
    """A `pacs.008` of its own with what the payer wrote in every one."""
    told = {"InstrId": f"I{number}", "EndToEndId": "CONSULTING", "TxId": f"TX{number}"} | more
    return pacs008(references(**{name: text for name, text in told.items() if text}))


def statement(*numbers: int) -> Bytes:
    """Bookings of one day with the payer's reference, and the bank's own of each."""
    one = camt053(references(EndToEndId="CONSULTING"), banks="OWN").raw.decode()
    begin, end = one.index("<Ntry>"), one.rindex("</Ntry>") + len("</Ntry>")
    entries = "".join(one[begin:end].replace("OWN", f"OWN-{number}") for number in numbers)
    return Bytes((one[:begin] + entries + one[end:]).encode(), "camt.xml")


def test_transfers_of_nine_files_are_nine_whatever_the_payer_wrote() -> None:
    assert said(taken(*map(transfer, NINE))) == (9, [])
    assert said(taken(transfer(1), transfer(1, InstrId="I2"))) == (1, [])


def test_the_statement_that_books_them_all_adds_none() -> None:
    assert said(taken(*map(transfer, NINE), statement(*NINE))) == (9, [])
    assert said(taken(statement(*NINE), *map(transfer, NINE))) == (9, [])
    assert said(taken(*map(transfer, NINE), statement(*NINE, 10))) == (10, [])


def test_two_banks_statements_of_a_payment_are_one() -> None:
    payees = camt053(references(EndToEndId="CONSULTING"), incoming=True, banks="THEIRS-1")
    assert said(taken(statement(1), payees)) == (1, [])


@pytest.mark.parametrize("ids", [{"TxId": ""}, {"TxId": "", "InstrId": ""}])
def test_without_a_transaction_id_both_count_and_are_in_doubt(ids: dict[str, str]) -> None:
    """The message to the next bank has an instruction of its own, too."""
    assert said(taken(transfer(1, **ids), _of_another_message(transfer(2, **ids)))) == (2, [False, False])


def _of_another_message(one: Bytes) -> Bytes:
    return Bytes(one.raw.replace(b"INVENTED-1", b"INVENTED-2"), one.name)


def test_a_uetr_in_one_of_them_says_nothing_of_the_other() -> None:
    assert said(taken(transfer(1, TxId="", UETR=UETR), transfer(2, TxId=""))) == (1, [])


def test_two_orders_of_field_20_are_in_doubt() -> None:
    one, other = (mt103(reference, about="/ROC/CONSULTING") for reference in ("SND-1", "SND-2"))
    assert said(taken(one, other)) == (2, [False, False])


@pytest.mark.parametrize(
    ("other", "count", "marks"),
    [
        (row("ID-2", hours=13, end_to_end="CONSULTING"), 2, 0),
        (row("ID-2", hours=10, end_to_end="CONSULTING"), 1, 0),
        (row("B/2", hours=13, end_to_end="CONSULTING"), 2, 2),
        (row("ID-2", hours=0, end_to_end="CONSULTING"), 2, 2),
        (row("77", hours=13, end_to_end="CONSULTING"), 1, 0),
        (row("ID-2", hours=13, end_to_end="CONSULTING", channel="SEPA"), 1, 0),
        (row("ID-2", hours=13, end_to_end="ID-1"), 1, 0),
        (row("ID-1", hours=13, end_to_end="CONSULTING"), 1, 0),
    ],
    ids=["another moment", "one moment", "another bank's form of ids", "a day alone", "the number of a row",
         "another channel", "what is the other's id", "one id"],
)  # fmt: skip
def test_rows_of_exports(other: dict[str, object], count: int, marks: int) -> None:
    found = read([row("ID-1", hours=10, end_to_end="CONSULTING")], [other])
    assert found.payments.count().to_pyarrow().as_py() == count
    assert [pair["corrected"] for pair in found.conflicts.pairs.to_pylist()] == [False] * marks


def test_several_of_one_day_stand_each_beside_every_other() -> None:
    files = [[row(f"{letter}-1", hours=10 + at, end_to_end="CONSULTING")] for at, letter in enumerate("ABC")]
    assert len(read(*files).conflicts.pairs) == 6


def test_many_of_one_day_stand_each_beside_the_next() -> None:
    files = [mt103(f"SND-{number}", about="/ROC/CONSULTING") for number in range(MOST_BESIDE + 1)]
    assert said(taken(*files)) == (MOST_BESIDE + 1, [False] * 2 * MOST_BESIDE)
