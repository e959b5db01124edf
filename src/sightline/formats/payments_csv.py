"""Payments as canonical CSV: one row a payment, amounts exact, currencies of ISO 4217.

A `payment_id` that came before in the file is refused, and so is an amount with a comma or in powers of
ten, which a spreadsheet may have rounded, and a currency that was withdrawn more than a year before. A
payment from an account to itself, of nothing, or in a currency withdrawn less than a year before is taken
and noted: banks book such rows, and a detector may want them. So is an amount written `+12.50`, `.5` or `5.`,
and a currency in small letters. An account that says nothing (`unknown`,
`n/a`) is an id of that payment's own, or of the name at its bank (see `unnamed`): it never joins payments
of different parties. An IBAN is held in one spelling, capitals without spaces; other account numbers as
they are written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sightline.clean import agents, bic, countries, currencies, iban
from sightline.clean import text as clean_text
from sightline.formats import cells, csv_tables, unnamed
from sightline.formats.csv_tables import Layout
from sightline.formats.description import Description
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.seen import Seen
from sightline.formats.sheet import Sheet
from sightline.formats.source import Readable

BEYOND = (
    "agents",
    "ultimate_debtor",
    "ultimate_creditor",
    "instructed_amount",
    "instructed_currency",
    "end_to_end",
    "value_on",
    "instruction",
    "bank_reference",
)
"""what a row may say beside its two sides and the amount booked"""
LAYOUT = Layout(
    "payments",
    ("payment_id", "booked_at", "amount", "currency", "debtor_account", "creditor_account"),
    (
        "debtor_name", "debtor_bic", "debtor_country", "creditor_name", "creditor_bic", "creditor_country",
        "purpose", "channel", *BEYOND, "basis", "document",
    ),
)  # fmt: skip
DESCRIPTION = Description(
    name="payments_csv",
    version=10,
    kind="table",
    title="Payments (canonical CSV)",
    publisher="",
    list_id="",
    roles=("rows",),
    knows=LAYOUT.known,
    met_real_file=True,
    specification="the columns of this page; amounts in units of the currency, ISO 4217 codes",
    table="payments",
)
recognise = csv_tables.recogniser(LAYOUT)
SELF_PAYMENT = "taken, though it goes from an account to itself"
NOTHING = "taken, though its amount is 0, so that no detector looks at it"
NO_ACCOUNT = "taken, though it names no {} account: an id of its own stands for that party"
HIDDEN = "taken, though its {} account has characters that do not show, which are left out"
REVERSED = " reversal"
"""behind the channel of a booking that takes an earlier one back"""
SPELLINGS = (
    (",", "it has a comma", "write a point before the cents, and nothing between thousands"),
    ("[eE]", "it is in powers of ten", "write it out; what a spreadsheet shows so it may have rounded"),
)
ODD_AMOUNT = "taken, though its amount has a sign before it, or no digit on one side of its point"
ODD_CODE = "taken, though its currency is not written in capitals alone"
TWICE = "keep one row of each payment; if both are payments, give each an id of its own"
OTHER_ID, ID_ELEMENT, ID_GIVER = "other_id", "id_element", "id_giver"
"""columns of messages alone: the id of a payment whose reference an earlier one has, the element the
reference stands in, and who gives such references: those of another are others"""
TOLD_TWICE = "compare the two: where both are payments, have the later one sent under a reference of its own"
SHARED = "taken as a payment of its own, though an earlier one has its reference: its place is in its id"


def read_table(item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
    """Record batches of `PAYMENTS`; rows that are wrong go to `refuse`, FormatChanged at a wrong header."""
    seen = Seen()
    return csv_tables.read(item, LAYOUT, lambda sheet, told: taken(sheet, seen, told), refuse, asides)


def taken(sheet: Sheet, seen: Seen, asides: Asides) -> dict[str, Any]:
    """The canonical columns of a sheet: bad rows refused, ids that came before among them, odd ones noted."""
    found = _columns(sheet)
    late = list(_withdrawn(found))
    for code, month, _within, far in late:
        sheet.refuse(
            far,
            lambda index, code=code, month=month: (  # type: ignore[misc]
                f"{sheet.called('currency', index)} {code!r} was withdrawn in {month}, "
                f"and the payment is of {_day(found, index)}"
            ),
            "correct the currency or the day",
            "currency",
        )
    found["payment_id"] = _ids(sheet, found["payment_id"], seen, asides)
    odd = [(to_itself(found), SELF_PAYMENT), (_of_nothing(found), NOTHING)]
    odd += [(within, f"taken, though {code} was withdrawn in {month}") for code, month, within, _far in late]
    odd += [(own, f"taken, though {why}") for own, why in _of_no_money(found)]
    odd += list(_too_fine(found))
    odd += [(_odd_amount(sheet), ODD_AMOUNT), (_odd_code(sheet, found), ODD_CODE)]
    odd += [(hidden(sheet, f"{side}_account"), HIDDEN.format(side)) for side in ("debtor", "creditor")]
    odd += [(_no_account(sheet, side), NO_ACCOUNT.format(side)) for side in ("debtor", "creditor")]
    for wrong, message in odd:
        for doubt in sheet.doubts(wrong, message):
            asides.note(doubt)
    return found | unnamed.told_apart(found)


def _ids(sheet: Sheet, ids: Any, seen: Seen, asides: Asides) -> Any:
    """The ids of the rows; one that a taken row has is refused, or replaced where a message has another."""
    if OTHER_ID not in sheet:
        refuse_again(sheet, "payment_id", ids, seen)
        return ids
    other = sheet.raw(OTHER_ID)
    givers = pc.fill_null(sheet.raw(ID_GIVER), "")
    twice = sheet.again(pc.binary_join_element_wise(ids, givers, "\x1f"), seen)
    instead = twice & other.is_valid().to_numpy(zero_copy_only=False)
    for doubt in sheet.doubts(instead, SHARED):
        asides.note(doubt)
    changed = pc.if_else(pa.array(instead), other, ids)
    sheet.refuse(
        twice & ~instead,
        lambda index: (
            f"{sheet.raw(ID_ELEMENT)[index].as_py() or 'its id'} {sheet.shown('payment_id', index)} "
            "stands in an earlier payment"
        ),
        TOLD_TWICE,
    )
    return changed


def _columns(sheet: Sheet) -> dict[str, Any]:
    _refuse_spellings(sheet)
    return {
        "payment_id": sheet.text("payment_id", required=True),
        "booked_ms": sheet.time("booked_at"),
        "amount": sheet.amount("amount", required=True),
        "currency": sheet.mapped(
            "currency", currencies.clean, pa.string(), "a currency code of ISO 4217", required=True
        ),
        "debtor_account": account(sheet, "debtor_account"),
        "creditor_account": account(sheet, "creditor_account"),
        **parties(sheet),
        "purpose": sheet.text("purpose"),
        "channel": sheet.text("channel"),
        **_beyond(sheet),
        **sheet.origin(),
    }


def _beyond(sheet: Sheet) -> dict[str, Any]:
    """The other banks of the chain, the parties behind both sides, and the amount ordered."""
    return {
        "agents": cells.mapped(sheet.raw("agents"), agents.clean, pa.string()).values,
        "ultimate_debtor": sheet.text("ultimate_debtor"),
        "ultimate_creditor": sheet.text("ultimate_creditor"),
        "instructed_amount": sheet.amount("instructed_amount"),
        "instructed_currency": sheet.mapped(
            "instructed_currency", currencies.clean, pa.string(), "a currency code of ISO 4217"
        ),
        "end_to_end": sheet.text("end_to_end"),
        "value_on": sheet.day("value_on"),
        "instruction": sheet.text("instruction"),
        "bank_reference": sheet.text("bank_reference"),
    }


def account(sheet: Sheet, name: str) -> Any:
    """A required column of account numbers: IBANs in one spelling, others as clean text."""
    found = sheet.text(name, required=True)
    coded = pc.dictionary_encode(found)
    odd = (pc.match_substring_regex(coded.dictionary, shape) for shape in (iban.SHAPE, "[ a-z]"))
    if not pc.any(pc.and_(*odd)).as_py():
        return found
    return cells.mapped(coded.dictionary, lambda text: iban.clean(text) or text, pa.string()).values.take(
        coded.indices
    )


def hidden(sheet: Sheet, name: str) -> cells.Mask:
    """Rows in which a column has characters that nobody sees: zero-width, controls, of direction."""
    coded = pc.dictionary_encode(sheet.raw(name))
    found = pc.match_substring_regex(coded.dictionary, r"[\p{Cf}\p{Cc}]").take(coded.indices)
    mask: cells.Mask = pc.fill_null(found, False).to_numpy(zero_copy_only=False)
    return mask


def _refuse_spellings(sheet: Sheet) -> None:
    """Refuse amounts with a comma and amounts in powers of ten."""
    raw = sheet.raw("amount")
    if not pc.any(pc.match_substring_regex(raw, "[,eE]")).as_py():
        return
    for pattern, why, remedy in SPELLINGS:
        found = pc.fill_null(pc.match_substring_regex(raw, pattern), False)
        sheet.refuse(
            found.to_numpy(zero_copy_only=False),
            lambda index, why=why: (  # type: ignore[misc]
                f"{sheet.called('amount', index)} {sheet.shown('amount', index)} is not an amount: {why}"
            ),
            remedy,
            "amount",
        )


def _of_nothing(found: dict[str, Any]) -> cells.Mask:
    amount = found["amount"]
    mask: cells.Mask = pc.fill_null(pc.equal(amount, pa.scalar(0, amount.type)), False).to_numpy(
        zero_copy_only=False
    )
    return mask


def _of_no_money(found: dict[str, Any]) -> Iterator[tuple[cells.Mask, str]]:
    """Payments in a code that is no currency."""
    for code in pc.unique(found["currency"]).to_pylist():
        if why := currencies.NO_MONEY.get(code):
            yield _is(found["currency"], code), why


def _too_fine(found: dict[str, Any]) -> Iterator[tuple[cells.Mask, str]]:
    """Amounts of more decimal places than their currency has."""
    fine: dict[int, Any] = {}
    for code in pc.unique(found["currency"]).to_pylist():
        places = currencies.places(code) if code else None
        if places is None:
            continue
        if places not in fine:
            more = pc.not_equal(found["amount"], pc.round(found["amount"], places))
            fine[places] = pc.fill_null(more, False).to_numpy(zero_copy_only=False)
        if fine[places].any():
            told = f"{code} has {places or 'no'} decimal places, and its amount has more"
            yield fine[places] & _is(found["currency"], code), f"taken, though {told}"


def _odd_amount(sheet: Sheet) -> cells.Mask:
    found = pc.match_substring_regex(sheet.raw("amount"), r"^\s*(?:\+|-?\.)|\.\s*$")
    mask: cells.Mask = pc.fill_null(found, False).to_numpy(zero_copy_only=False)
    return mask


def _odd_code(sheet: Sheet, found: dict[str, Any]) -> cells.Mask:
    same = pc.equal(pc.utf8_trim_whitespace(sheet.raw("currency")), found["currency"])
    mask: cells.Mask = pc.invert(pc.fill_null(same, True)).to_numpy(zero_copy_only=False)
    return mask


def _is(column: Any, value: str) -> cells.Mask:
    mask: cells.Mask = pc.fill_null(pc.equal(column, value), False).to_numpy(zero_copy_only=False)
    return mask


def _no_account(sheet: Sheet, side: str) -> cells.Mask:
    """Rows of a file that say in words of their own that an account is not known."""
    raw = cells.texts(sheet.raw(f"{side}_account"))
    wrong = unnamed.mask(raw)
    if wrong is None:
        return np.zeros(len(raw), bool)
    said = pc.fill_null(pc.not_equal(raw, unnamed.NOT_PROVIDED), False).to_numpy(zero_copy_only=False)
    both: cells.Mask = wrong & said
    return both


def _withdrawn(found: dict[str, Any]) -> Iterator[tuple[str, str, cells.Mask, cells.Mask]]:
    """Codes that were withdrawn: the month, payments within a year behind it, and later ones."""
    for code in pc.unique(found["currency"]).to_pylist():
        month = currencies.withdrawn(code) if code else None
        if month:
            year, number = int(month[:4]), int(month[5:])
            ends = np.datetime64(f"{year + number // 12}-{number % 12 + 1:02}", "ms").astype(np.int64)
            far = np.datetime64(f"{year + 1 + number // 12}-{number % 12 + 1:02}", "ms").astype(np.int64)
            own = pc.fill_null(pc.equal(found["currency"], code), False).to_numpy(zero_copy_only=False)
            at = pc.fill_null(found["booked_ms"], 0).to_numpy()
            yield code, month, own & (at >= ends) & (at < far), own & (at >= far)


def _day(found: dict[str, Any], index: int) -> str:
    return str(np.datetime64(found["booked_ms"][index].as_py(), "ms").astype("datetime64[D]"))


def parties(sheet: Sheet) -> dict[str, Any]:
    """Names, BICs and countries of both sides; a BIC or country not understood stays as it is written."""
    found: dict[str, Any] = {}
    for side in ("debtor", "creditor"):
        found[f"{side}_name"] = sheet.text(f"{side}_name")
        found[f"{side}_bic"] = cells.mapped(sheet.raw(f"{side}_bic"), bank, pa.string()).values
        found[f"{side}_country"] = cells.mapped(sheet.raw(f"{side}_country"), country, pa.string()).values
    return found


def bank(text: str) -> str | None:
    """A BIC of 8 or 11 characters, or the text where it is none."""
    return bic.clean(text) or clean_text.clean(text) or None


def country(text: str) -> str | None:
    """The lower-case alpha-2 code of a code or an English name, or the text where it is none."""
    return countries.of_code(text) or countries.code(text) or clean_text.clean(text) or None


def refuse_again(sheet: Sheet, name: str, column: Any, seen: Seen) -> None:
    """Refuse rows whose id an earlier row of the file has that was taken; to be asked last."""
    sheet.refuse(
        sheet.again(column, seen),
        lambda index: f"{name} {sheet.shown(name, index)} stands in an earlier row",
        TWICE,
    )


def to_itself(found: dict[str, Any]) -> cells.Mask:
    """Which payments go from an account to the same one."""
    same = pc.fill_null(pc.equal(found["debtor_account"], found["creditor_account"]), False)
    mask: cells.Mask = same.to_numpy(zero_copy_only=False)
    return mask
