"""A payment of a message is refused by the field or element that is wrong, and so is what to do about it."""

from __future__ import annotations

import re

import pytest

from sightline.formats.message_fields import FIELDS
from sightline.formats.payment_rows import COLUMNS
from tests.formats.sample import Bytes, sample
from tests.formats.tables import read

MT = sample("tables/swift.fin")
BETWEEN, BANKS, ORDERS, BOOKED = (
    sample(f"tables/{name}.xml") for name in ("pacs008", "pacs009", "pain001", "camt053")
)
NAMED_NOBODY = r"<Dbtr><Nm>Invented Person One.*?</DbtrAcct>"
WRONG: dict[str, tuple[Bytes, str, str, str]] = {
    "MT103 without who pays": (MT, r":50K:.*?(?=:59:)", "", ":50K:"),
    "MT103 with nobody paid": (MT, r":59:/00-2\nINVENTED AND SONS\n", ":59:\n", ":59:"),
    "MT103 without a reference": (
        MT,
        r"\{3:\{121:[\d-]+\}\}\{4:\n:20:INVENTED-1\n",
        "{4:\n",
        ":20:",
    ),
    "MT103 of 31 February": (MT, "190301USD1250", "190231USD1250", ":32A:"),
    "MT103 of no amount": (MT, "USD1250,", "USD,", ":32A:"),
    "MT103 of no currency": (MT, "USD1250,", "XYZ1250,", ":32A:"),
    "MT103 of a currency long gone": (MT, "USD1250,", "DEM1250,", ":32A:"),
    "MT103 of too many digits": (MT, "USD1250,", f"USD{'9' * 30},", ":32A:"),
    "MT103 without a value": (MT, ":32A:190301USD1250,\n", "", ":32A:"),
    "MT103 ordered in no currency": (MT, ":50K:", ":33B:XYZ9,\n:50K:", ":33B:"),
    "MT202 with nobody paid": (MT, r":58A:/00-9\nINVBHKHH\n", "", ":58A:"),
    "MT202 of a day that never was": (MT, "190302EUR", "190230EUR", ":32A:"),
    "MT202 without a reference": (MT, ":20:INVENTED-2\n", "", ":20:"),
    "MT940 without its account": (MT, ":25:XX00INVENTED01\n", "", ":25:"),
    "MT940 without its first balance": (MT, ":60F:C190301USD1000,00\n", "", ":60F:"),
    "MT940 of a day that never was": (MT, ":61:1903010301", ":61:1902300301", ":61:"),
    "MT940 booked on a day that never was": (MT, ":61:1903010301", ":61:1903010230", ":61:"),
    "MT940 of no amount": (MT, "C250,00NTRF", "C,NTRF", ":61:"),
    "MT940 with a line that is none": (MT, ":61:1903010301C250", ":61:C250", ":61:"),
    "pacs.008 without who pays": (BETWEEN, NAMED_NOBODY, "", "DbtrAcct/Id"),
    "pacs.008 of no amount": (BETWEEN, ">1250.00<", "><", "IntrBkSttlmAmt"),
    "pacs.008 of less than nothing": (BETWEEN, ">1250.00<", ">-1<", "IntrBkSttlmAmt"),
    "pacs.008 of an amount with a comma": (BETWEEN, ">1250.00<", ">1250,00<", "IntrBkSttlmAmt"),
    "pacs.008 of an amount in powers of ten": (BETWEEN, ">1250.00<", ">1E3<", "IntrBkSttlmAmt"),
    "pacs.008 without a currency": (BETWEEN, ' Ccy="USD"', "", "IntrBkSttlmAmt/@Ccy"),
    "pacs.008 of a currency long gone": (BETWEEN, 'Ccy="USD"', 'Ccy="DEM"', "IntrBkSttlmAmt/@Ccy"),
    "pacs.008 of a day that never was": (BETWEEN, "2019-03-02", "2019-02-30", "IntrBkSttlmDt"),
    "pacs.008 of a year that was not": (BETWEEN, "2019-03-02", "1919-03-02", "IntrBkSttlmDt"),
    "pacs.009 with nobody paid": (BANKS, r"<Cdtr>.*?</Cdtr>\s*<CdtrAcct>.*?</CdtrAcct>", "", "CdtrAcct/Id"),
    "pacs.009 of no amount": (BANKS, ">5<", "><", "IntrBkSttlmAmt"),
    "pain.001 without its day": (ORDERS, ">2019-03-05<", ">soon<", "PmtInf/ReqdExctnDt"),
    "pain.001 without who pays": (ORDERS, "<Id><IBAN>XX00INVENTED05</IBAN></Id>", "", "PmtInf/DbtrAcct/Id"),
    "pain.001 of no currency": (ORDERS, 'Ccy="[A-Z]{3}"', 'Ccy="XYZ"', "Amt/InstdAmt/@Ccy"),
    "camt.053 of no way": (BOOKED, "<CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>", "", "CdtDbtInd"),
    "camt.053 without its account": (BOOKED, "<Acct>.*?</Acct>", "", "Stmt/Acct/Id"),
    "camt.053 of a day that never was": (
        BOOKED,
        r"<BookgDt><Dt>[\d-]+<",
        "<BookgDt><Dt>2019-02-30<",
        "BookgDt/Dt",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_the_field_or_element_is_named_with_how_it_is_written(name: str) -> None:
    item, old, new, where = WRONG[name]
    changed, times = re.subn(old, new, item.raw.decode(), count=1, flags=re.S)
    assert times == 1
    found = read(Bytes(changed.encode(), item.name))
    assert found.refusals and len(found.rows) < len(read(item).rows)
    for refusal in found.refusals:
        assert where in refusal.message and re.search(r"sender|stands", refusal.remedy)
        told = refusal.message + refusal.remedy
        assert not [column for column in COLUMNS if "_" in column and column in told]
        assert "comma" not in refusal.remedy or "calendar" not in refusal.message


@pytest.mark.parametrize("item", [MT, BETWEEN, BANKS, ORDERS, BOOKED], ids=lambda item: str(item.name))
def test_a_message_with_every_field_is_refused_nothing(item: Bytes) -> None:
    assert not read(item).refusals


def test_every_field_is_of_a_column_that_messages_have() -> None:
    assert {column for fields in FIELDS.values() for column in fields} <= set(COLUMNS)
