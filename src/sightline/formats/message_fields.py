"""Where a payment message says what a column holds: its field or element, and how that is written there.

Messages become rows of the columns of payments, and are refused by what is wrong with a column. Whoever has
the message in hand knows no column: so a refusal names the field of an MT, or the element of ISO 20022.
"""

from __future__ import annotations

from typing import NamedTuple


class Told(NamedTuple):
    """The field or element, or those of which one is wanted, and how it is written."""

    where: str
    form: str


MISSING = "is missing or empty"
ASK = "ask its sender to send it again, with {form} in {where}"
_REFERENCE = Told("field :20:", "the sender's own reference of the message")
VALUE = Told(
    "field :32A:", "a day YYMMDD of the calendar, a currency in force on it and an amount with one comma"
)
_ORDERED = Told("field :33B:", "a currency of ISO 4217 and an amount with one comma")
LINE = Told("field :61:", "the value date YYMMDD, C or D and an amount with one comma")
_HELD = Told("field :25:", "the account that the statement is of")
_MONEY = "a currency of ISO 4217 in force on that day"
_DAY = "a day YYYY-MM-DD of the calendar, from 1990 on"
_SUM = "an amount without sign, a point before the cents"
_ORDER = "an amount with a point before the cents and a currency of ISO 4217"
_PARTY = "by an account or at least a name,"


def _of(tag: str, currency: str, money: str = _SUM) -> dict[str, Told]:
    return {"amount": Told(tag, money), "currency": Told(currency, _MONEY)}


def _ordered(tag: str) -> dict[str, Told]:
    return {"instructed_amount": Told(tag, _ORDER), "instructed_currency": Told(f"{tag}/@Ccy", _ORDER)}


_MT = {
    "payment_id": _REFERENCE,
    **dict.fromkeys(("booked_at", "currency", "amount"), VALUE),
    **dict.fromkeys(("instructed_currency", "instructed_amount"), _ORDERED),
}
FIELDS: dict[str, dict[str, Told]] = {
    "MT103": _MT
    | {
        "debtor_account": Told("field :50A:, :50F: or :50K:", f"who pays, {_PARTY}"),
        "creditor_account": Told("field :59:, :59A: or :59F:", f"who is paid, {_PARTY}"),
    },
    "MT202": _MT
    | {
        "debtor_account": Told("field :52A: or :52D:", "the bank that pays, by BIC or name,"),
        "creditor_account": Told("field :58A: or :58D:", "the bank that is paid, by BIC or name,"),
    },
    "MT940": {
        **dict.fromkeys(("booked_at", "value_on", "amount"), LINE),
        **dict.fromkeys(("debtor_account", "creditor_account"), _HELD),
        "currency": Told("field :60F: or :60M:", "C or D, a day YYMMDD, a currency and an amount"),
    },
    "pacs.008": _of("IntrBkSttlmAmt", "IntrBkSttlmAmt/@Ccy")
    | _ordered("InstdAmt")
    | {
        "booked_at": Told("IntrBkSttlmDt (or AccptncDtTm, or GrpHdr/CreDtTm)", _DAY),
        "debtor_account": Told("DbtrAcct/Id or Dbtr/Nm", f"who pays, {_PARTY}"),
        "creditor_account": Told("CdtrAcct/Id or Cdtr/Nm", f"who is paid, {_PARTY}"),
    },
    "pacs.009": _of("IntrBkSttlmAmt", "IntrBkSttlmAmt/@Ccy")
    | {
        "booked_at": Told("IntrBkSttlmDt (or GrpHdr/CreDtTm)", _DAY),
        "debtor_account": Told(
            "DbtrAcct/Id, Dbtr/FinInstnId/BICFI or Dbtr/FinInstnId/Nm", "the bank that pays"
        ),
        "creditor_account": Told(
            "CdtrAcct/Id, Cdtr/FinInstnId/BICFI or Cdtr/FinInstnId/Nm", "the bank that is paid"
        ),
    },
    "pain.001": _of("Amt/InstdAmt or Amt/EqvtAmt/Amt", "Amt/InstdAmt/@Ccy or Amt/EqvtAmt/Amt/@Ccy")
    | {
        "booked_at": Told("PmtInf/ReqdExctnDt (or GrpHdr/CreDtTm)", _DAY),
        "debtor_account": Told("PmtInf/DbtrAcct/Id or PmtInf/Dbtr/Nm", f"who pays, {_PARTY}"),
        "creditor_account": Told("CdtrAcct/Id or Cdtr/Nm", f"who is paid, {_PARTY}"),
    },
    "camt.053": _of("Ntry/Amt", "Ntry/Amt/@Ccy")
    | _ordered("AmtDtls/InstdAmt/Amt")
    | {
        "booked_at": Told("BookgDt/Dt (or BookgDt/DtTm, ValDt/Dt or ValDt/DtTm)", _DAY),
        "value_on": Told("ValDt/Dt", _DAY),
        **dict.fromkeys(
            ("debtor_account", "creditor_account"),
            Told("Stmt/Acct/Id", "the account that the statement is of"),
        ),
    },
}
"""by the channel that a row has, and the column"""
