"""What is said of files that no format reads."""

from __future__ import annotations

import pytest

from sightline.errors import UnknownFormat
from sightline.formats import register, shape
from tests.formats.sample import Bytes

NODE = '{"jsonrpc":"2.0","result":{"number":"0x10","transactions":["0xaa"]}}'
SAID = {
    "a return": ('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.004.001.09"/>', "camt.053"),
    "a notice": ('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"/>', "camt.053"),
    "another message": ('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:acmt.001.001.08"/>', "pain.001"),
    "a block without its transactions": (NODE, "eth_getBlockByNumber"),
}


@pytest.mark.parametrize("name", SAID)
def test_a_message_that_is_not_read_is_told_what_is_read_instead(name: str) -> None:
    text, said = SAID[name]
    with pytest.raises(UnknownFormat) as found:
        register.recognise(Bytes(text.encode(), "x.xml" if text[0] == "<" else "x.json"))
    assert said in (found.value.remedy or "")


def test_another_document_is_told_of_no_payments() -> None:
    with pytest.raises(UnknownFormat) as found:
        register.recognise(Bytes(b"<letter/>", "x.xml"))
    assert "pacs" not in (found.value.remedy or "")


HEADERS = {
    "in capitals": (b"Payment_ID,Booked_At,Amount\n1,2,3\n", "small letters", True),
    "old Macs' line ends": (b"payment_id,booked_at,amount\r1,2,3\r", "CR alone", True),
    "Windows' line ends": (b"a,b,c\r\n1,2,3\r\n", "CR alone", False),
    "words, and no columns": (b"Dear Sir,I write,to you\n1,2,3\n", "small letters", False),
}


@pytest.mark.parametrize(("raw", "said", "told"), HEADERS.values(), ids=HEADERS)
def test_what_is_wrong_with_a_header_is_said(raw: bytes, said: str, told: bool) -> None:
    with pytest.raises(UnknownFormat) as refused:
        shape.refuse_structured(raw, "made.csv", whole=True)
    assert (said in str(refused.value.remedy)) is told
    assert ("file is complete" in str(refused.value.remedy)) is not told
