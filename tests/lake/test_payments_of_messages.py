"""One payment that two messages tell counts once, whichever reference each has; near misses do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.formats.sample import Bytes
from tests.lake.messages import (
    UETR,
    camt053,
    mt103,
    mt202,
    mt940,
    pacs008,
    pacs009,
    pain001,
    references,
    said,
    taken,
)

OTHER_UETR = f"{UETR[:-1]}b"


def refs(instruction: str = "", payers: str = "", transaction: str = "", uetr: str = "") -> str:
    told = {"InstrId": instruction, "EndToEndId": payers or "NOTPROVIDED", "TxId": transaction, "UETR": uetr}
    return references(**{name: text for name, text in told.items() if text})


Pair = tuple[Callable[[], Bytes], Callable[..., Bytes]]
PAIRS: dict[str, Pair] = {
    "a transfer with a UETR and an entry with the instruction alone": (
        lambda: mt103("SND-7", uetr=UETR),
        lambda **more: camt053(refs("SND-7"), **more),
    ),
    "a transfer with a UETR and an entry that has the payer's reference from field 70": (
        lambda: mt103("SND-7", uetr=UETR, about="/ROC/INV-7//INVOICE"),
        lambda **more: camt053(refs("", "INV-7"), **more),
    ),
    "a transfer and the payee's statement, that gives the instruction beside its bank's": (
        lambda: mt103("SND-7", uetr=UETR),
        lambda **more: camt053(refs("SND-7"), incoming=True, banks="OWN-1", **more),
    ),
    "a transfer with a UETR and a line with its reference": (
        lambda: mt103("SND-7", uetr=UETR),
        lambda **more: mt940("SND-7", "OWN-1", **_swift(more)),
    ),
    "a transfer and a line whose bank calls it by the transfer's reference": (
        lambda: mt103("SND-7", uetr=UETR),
        lambda **more: mt940("NONREF", "SND-7", **_swift(more)),
    ),
    "a transfer and a line with its reference and another of the payer's": (
        lambda: mt103("SND-7", uetr=UETR),
        lambda **more: mt940("SND-7", "OWN-1", information="/EREF/INV-7", **_swift(more)),
    ),
    "a transfer of both kinds, one without a UETR": (
        lambda: pacs008(refs("SND-7", uetr=UETR)),
        lambda **more: mt103("SND-7", **_swift(more)),
    ),
    "a transfer of both kinds, each with the UETR": (
        lambda: pacs008(refs("SND-7", uetr=UETR)),
        lambda **more: mt103("SND-8", uetr=UETR, **_swift(more)),
    ),
    "a transfer with a UETR and an entry with the instruction": (
        lambda: pacs008(refs("SND-7", "INV-7", "T-7", UETR)),
        lambda **more: camt053(refs("SND-7"), **more),
    ),
    "a transfer with a UETR and an entry with the transaction id": (
        lambda: pacs008(refs("SND-7", "INV-7", "T-7", UETR)),
        lambda **more: camt053(refs("", "", "T-7"), banks="OWN-1", **more),
    ),
    "a transfer and an entry with a UETR beside it": (
        lambda: pacs008(refs("", "", "T-7")),
        lambda **more: camt053(refs("", "", "T-7", UETR), **more),
    ),
    "a transfer with a UETR and a line with the reference of field 20 alone": (
        lambda: pacs008(refs("SND-7", uetr=UETR)),
        lambda **more: mt940("SND-7", **_swift(more)),
    ),
    "an order and its booking, by the instruction": (
        lambda: pain001(refs("ORD-7")),
        lambda **more: camt053(refs("ORD-7"), banks="OWN-1", **more),
    ),
    "an order with a UETR and its booking, by the instruction": (
        lambda: pain001(refs("ORD-7", "INV-7", uetr=UETR)),
        lambda **more: camt053(refs("ORD-7"), banks="OWN-1", **more),
    ),
    "cover of both kinds, one without a UETR": (
        lambda: mt202("COV-7", "SND-7", uetr=UETR),
        lambda **more: pacs009(refs("COV-7"), **more),
    ),
    "cover of both kinds, by the reference it covers": (
        lambda: mt202("COV-7", "SND-7"),
        lambda **more: pacs009(refs("", "SND-7", uetr=UETR), **more),
    ),
    "statements of both kinds, by the bank's reference": (
        lambda: camt053(refs("", "", "T-7", UETR), banks="OWN-1"),
        lambda **more: mt940("NONREF", "OWN-1", **_swift(more)),
    ),
    "statements of both kinds, by the instruction": (
        lambda: camt053(refs("ORD-7"), banks="OWN-1"),
        lambda **more: mt940("ORD-7", **_swift(more)),
    ),
}
BY_PAYER = frozenset({
    "a transfer with a UETR and an entry that has the payer's reference from field 70",
    "cover of both kinds, by the reference it covers",
})  # fmt: skip
"""pairs that have the payer's own reference in common, which may be used again"""
BY_UETR = "a transfer of both kinds, each with the UETR"


def _swift(more: dict[str, str]) -> dict[str, str]:
    """A day and an amount as SWIFT's messages write them."""
    told = {"day": lambda text: text[2:].replace("-", ""), "amount": lambda text: text.replace(".", ",")}
    return {name: told[name](text) for name, text in more.items()}


SOME = [
    pytest.param(name, marks=() if number % 3 == 0 else pytest.mark.slow, id=name)
    for number, name in enumerate(PAIRS)
]
"""all pairs, every third among the fast tests"""


@pytest.mark.parametrize("turned", [False, pytest.param(True, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", SOME)
def test_a_payment_of_two_messages_counts_once(name: str, turned: bool) -> None:
    one, other = PAIRS[name]
    messages = [one(), other()]
    assert said(taken(*(reversed(messages) if turned else messages))) == (1, [])


@pytest.mark.parametrize("name", SOME)
def test_another_amount_of_the_day_is_a_conflict(name: str) -> None:
    one, other = PAIRS[name]
    expected = (1, []) if name == BY_UETR else (2, []) if name in BY_PAYER else (1, [True])
    assert said(taken(one(), other(amount="1240.00"))) == expected


@pytest.mark.parametrize("name", SOME)
def test_another_day_is_two_payments_and_within_a_week_they_are_marked(name: str) -> None:
    one, other = PAIRS[name]
    if name == BY_UETR:
        assert said(taken(one(), other(day="2019-03-04"))) == (1, [])
        return
    marks = [] if name in BY_PAYER else [False, False]
    assert said(taken(one(), other(day="2019-03-08"))) == (2, marks)
    assert said(taken(one(), other(day="2019-03-09"))) == (2, [])


def test_two_uetrs_are_two_payments_whatever_else_agrees() -> None:
    one, other = refs("SND-7", "INV-7", uetr=UETR), refs("SND-7", "INV-7", uetr=OTHER_UETR)
    assert said(taken(pacs008(one), camt053(other))) == (2, [])
    assert said(taken(pacs008(one), camt053(other, amount="1240.00"))) == (2, [])


def test_another_instruction_is_another_payment() -> None:
    assert said(taken(mt103("SND-7", uetr=UETR), camt053(refs("SND-8")))) == (2, [])
    assert said(taken(mt103("SND-7", uetr=UETR), mt940("SND-8", "OWN-1"))) == (2, [])


def test_the_cover_of_a_transfer_is_another_payment() -> None:
    assert said(taken(mt103("SND-7", uetr=UETR), mt202("COV-7", "SND-7", uetr=UETR))) == (2, [])


def test_what_a_payer_writes_each_month_marks_nothing() -> None:
    assert said(taken(mt940("RENT", "OWN-1"), mt940("RENT", "OWN-2", day="190304"))) == (2, [])


def test_a_reference_of_a_batch_corrects_nothing() -> None:
    """Two rows of it in one file, one of them in the other: the second was not booked, and not corrected."""
    batch = references(InstrId="BATCH-7", EndToEndId="NOTPROVIDED")
    text = pain001(batch).raw.decode()
    begin, end = text.index("<CdtTrfTxInf>"), text.index("</PmtInf>")
    orders = Bytes(
        (text[:end] + text[begin:end].replace("1250.00", "800.00") + text[end:]).encode(), "pain.xml"
    )
    assert said(taken(orders, camt053(batch, banks="OWN-1"))) == (2, [])
