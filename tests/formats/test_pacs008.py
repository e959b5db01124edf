"""Credit transfers of ISO 20022, in any version, read by local names."""

from __future__ import annotations

import gzip
from decimal import Decimal

import pytest

from sightline.errors import BadInput, Hostile, UnknownFormat
from sightline.formats import iso20022, register
from tests.formats.sample import Bytes, sample
from tests.formats.tables import Reading, at, at_place, read

SAMPLE = sample("tables/pacs008.xml")
TEXT = SAMPLE.raw.decode()


def changed(old: str, new: str, behind: str = "") -> Bytes:
    assert old in TEXT
    return Bytes((TEXT.replace(old, new) + behind).encode(), "made.xml")


def test_reads_the_sample() -> None:
    found = read(SAMPLE, "pacs008")
    first, second = found.rows
    assert (first["payment_id"], first["amount"], first["currency"]) == ("T-1", Decimal(1250), "USD")
    assert first["booked_ms"] == 1551484800000 and second["booked_ms"] == 1551398400000
    assert (first["debtor_account"], first["debtor_name"]) == ("XX00INVENTED01", "Invented Person One")
    assert (first["debtor_bic"], first["debtor_country"]) == ("INVBUS33", "us")
    assert (first["creditor_account"], first["creditor_name"]) == ("00-2", "Invented & Sons")
    assert first["purpose"] == "invoice 1 and 2 GDDS" and first["channel"] == "pacs.008"
    assert second["payment_id"] == "E-2" and second["debtor_bic"] is None
    assert found.refusals == []
    for row in found.rows:
        shown = at(SAMPLE, row)
        assert shown.startswith("<CdtTrfTxInf>") and shown.endswith("</CdtTrfTxInf>")


def test_a_payment_to_oneself_is_noted() -> None:
    (note,) = read(SAMPLE).notes
    assert note.place.label == "row 2" and "to itself" in note.message


@pytest.mark.parametrize(
    ("other", "noted"), [("00-7", True), ("XX00 INVENTED 01", False)], ids=["another", "the same in groups"]
)
def test_an_account_told_twice_is_noted_where_the_two_differ(other: str, *, noted: bool) -> None:
    iban = "<IBAN>XX00INVENTED01</IBAN>"
    found = read(changed(iban, f"{iban}<Othr><Id>{other}</Id></Othr>"))
    assert found.rows[0]["debtor_account"] == "XX00INVENTED01" and not found.refusals
    said = [(one.message, one.place.label) for one in found.notes if "told twice" in one.message]
    assert said == (
        [
            (
                "taken, though DbtrAcct is told twice, as IBAN XX00INVENTED01 and otherwise as 00-7: the "
                "IBAN is taken",
                "row 1",
            )
        ]
        if noted
        else []
    )


SAME = {
    "another version": changed("pacs.008.001.08", "pacs.008.001.13"),
    "an old version's BIC": changed("BICFI", "BIC"),
    "in an envelope": changed(
        "<Document ", "<Envelope><AppHdr><CreDtTm>x</CreDtTm></AppHdr><Document ", "</Envelope>"
    ),
    "with a prefix": Bytes(
        TEXT.replace("<", "<p:")
        .replace("<p:/", "</p:")
        .replace("<p:?", "<?")
        .replace("xmlns=", "xmlns:p=")
        .encode(),
        "prefixed.xml",
    ),
    "in gzip": Bytes(gzip.compress(SAMPLE.raw), "made.xml.gz"),
}


@pytest.mark.parametrize("item", SAME.values(), ids=SAME)
def test_reads_the_same_from(item: Bytes) -> None:
    places = ("item", "row", "place_start", "place_end")

    def said(found: Reading) -> list[dict[str, object]]:
        return [{name: row[name] for name in row if name not in places} for row in found.rows]

    found = read(item, "pacs008")
    assert said(found) == said(read(SAMPLE)) and found.refusals == []


def test_without_an_account_the_name_at_its_bank_stands_for_the_party() -> None:
    found = read(changed("<Id><IBAN>XX00INVENTED01</IBAN></Id>", ""), "pacs008")
    assert found.column("debtor_account") == ["name: Invented Person One at INVBUS33", "00-3"]
    assert found.refusals == []


def noted(item: Bytes) -> list[tuple[str, str]]:
    """What was taken for what the transfers do not say, with where the first is."""
    return [
        (one.place.label, one.message) for one in read(item, "pacs008").notes if " is named" in one.message
    ]


def without_days(item: str = TEXT) -> str:
    for day in ("01", "02"):
        item = item.replace(f"<IntrBkSttlmDt>2019-03-{day}</IntrBkSttlmDt>", "")
    return item


def test_a_day_that_stands_for_that_of_settlement_is_noted_once_with_the_count() -> None:
    found = without_days()
    assert noted(SAMPLE) == []
    assert noted(Bytes(found.encode(), "made.xml")) == [
        (
            "row 1",
            "of 2 payments: taken, though no day of settlement is named: the time at which the message was "
            "made stands for it",
        )
    ]
    second = "<Dbtr><Nm>Invented Person Two"
    accepted = found.replace(second, f"<AccptncDtTm>2019-03-04T08:00:00Z</AccptncDtTm>{second}")
    told = noted(Bytes(accepted.encode(), "made.xml"))
    assert [label for label, _text in told] == ["row 1", "row 2"] and "it was accepted" in told[1][1]


def test_an_account_that_is_not_named_is_noted() -> None:
    assert noted(changed("<DbtrAcct><Id><IBAN>XX00INVENTED01</IBAN></Id></DbtrAcct>", "")) == [
        ("row 1", "taken, though no account of the debtor is named: its name tells that party apart")
    ]


@pytest.mark.parametrize("zone", ["+09:00", "-05:00", "Z"])
def test_a_settlement_day_with_a_time_zone_is_that_day(zone: str) -> None:
    found = read(changed("2019-03-02", f"2019-03-02{zone}"))
    assert found.column("booked_ms") == read(SAMPLE).column("booked_ms") and found.refusals == []


REFUSED = {
    "a negative amount": (">1250.00<", ">-1<", "IntrBkSttlmAmt '-1' is negative"),
    "no amount": (">1250.00<", "><", "IntrBkSttlmAmt is missing or empty"),
    "a currency that never was": ('Ccy="USD"', 'Ccy="XYZ"', "is not a currency code"),
    "neither account nor name": (
        "<Dbtr><Nm>Invented Person One</Nm><PstlAdr><Ctry>US</Ctry></PstlAdr></Dbtr>\n"
        "      <DbtrAcct><Id><IBAN>XX00INVENTED01</IBAN></Id></DbtrAcct>",
        "",
        "DbtrAcct/Id or Dbtr/Nm is missing or empty",
    ),
    "a day that never was": ("2019-03-02", "2019-02-30", "is not an ISO 8601 time"),
    "an hour that nothing parts from its day": ("2019-03-02", "2019-03-02x09:00", "is not an ISO 8601 time"),
}


@pytest.mark.parametrize(("old", "new", "why"), REFUSED.values(), ids=REFUSED)
def test_refuses_the_transfer_alone(old: str, new: str, why: str) -> None:
    item = changed(old, new)
    found = read(item)
    (refusal,) = found.refusals
    assert why in refusal.message and refusal.place.label == "row 1"
    assert at_place(item, refusal.place).startswith("<CdtTrfTxInf>")
    assert found.column("payment_id") == ["E-2"]


def test_an_id_that_comes_twice_is_refused_the_second_time() -> None:
    found = read(changed("E-2", "T-1"))
    assert found.said() == [("row 2", "TxId 'T-1' stands in an earlier payment")]


def test_a_message_cut_inside_a_transfer_gives_the_transfers_before() -> None:
    item = Bytes(SAMPLE.raw[: SAMPLE.raw.index(b"00-3")], "cut.xml")
    found = read(item)
    assert found.column("payment_id") == ["T-1"]
    assert found.said() == [("row 2", "the file ends inside this transfer")]
    assert at_place(item, found.refusals[0].place).startswith("<CdtTrfTxInf>")


def test_a_message_cut_behind_its_last_transfer_is_noted() -> None:
    found = read(Bytes(SAMPLE.raw[: SAMPLE.raw.rindex(b"</FI")], "cut.xml"))
    assert len(found.rows) == 2 and any("before its last element" in note.message for note in found.notes)


def test_a_wrong_number_of_transfers_is_noted() -> None:
    found = read(changed("<NbOfTxs>2<", "<NbOfTxs>3<"))
    assert any("says it has 3 transfers, and 2 were found" in note.message for note in found.notes)


FIRST, SECOND = (part + "</CdtTrfTxInf>" for part in TEXT.split("</CdtTrfTxInf>")[:2])
BREAKS = {
    "a wrong end inside": ("</Cdtr>", "</Creditor>", ["E-2"], "mismatched tag"),
    "a bare ampersand": ("Invented &amp; Sons", "Invented & Sons", ["E-2"], "not well-formed"),
    "a name nobody declared": ("Invented &amp; Sons", "Invented &sons; Sons", ["E-2"], "undefined entity"),
    "its own end is wrong": (FIRST, FIRST.replace("</CdtTrfTxInf>", "</CdtTrf>"), ["E-2"], "mismatched"),
    "its own end is missing": (FIRST, FIRST.removesuffix("</CdtTrfTxInf>"), ["E-2"], "its end is missing"),
    "in the last": (SECOND, SECOND.replace("</Dbtr>", "</Debtor>"), ["T-1"], "mismatched tag"),
    "the last has no end": (SECOND, SECOND.removesuffix("</CdtTrfTxInf>"), ["T-1"], "mismatched tag"),
}


@pytest.mark.parametrize(("old", "new", "taken", "why"), BREAKS.values(), ids=BREAKS)
@pytest.mark.parametrize("piece", [1 << 20, 300])
def test_a_transfer_in_which_the_xml_breaks_is_refused_alone(
    old: str, new: str, taken: list[str], why: str, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(iso20022, "CHUNK", piece)
    item = changed(old, new)
    found = read(item)
    (refusal,) = found.refusals
    assert found.column("payment_id") == taken and why in refusal.message
    assert refusal.place.label == ("row 1" if taken == ["E-2"] else "row 2")
    assert at_place(item, refusal.place).startswith("<CdtTrfTxInf>")
    for row in found.rows:
        assert at(item, row).startswith("<CdtTrfTxInf>") and at(item, row).endswith("</CdtTrfTxInf>")
    line = int(refusal.message.partition("at line ")[2].partition(",")[0])
    broken = next(
        number
        for number, (one, other) in enumerate(
            zip(item.raw.decode().splitlines(), [*TEXT.splitlines(), ""], strict=False), 1
        )
        if one != other
    )
    assert line >= broken


def test_the_place_of_a_break_is_told_by_line_and_column() -> None:
    found = read(Bytes(b"<Document>\n<FIToFICstmrCdtTrf>\n <CdtTrfTxInf>\n  \xc3\xa9 & b</CdtTrfTxInf>"
                       b"</FIToFICstmrCdtTrf></Document>", "x.xml"), "pacs008")  # fmt: skip
    assert found.said() == [
        ("row 1", "the XML breaks inside this transfer, at line 4, column 6: not well-formed (invalid token)")
    ]


def test_xml_that_breaks_between_transfers_is_read_no_further_and_before_the_first_not_at_all() -> None:
    item = changed("</CdtTrfTxInf>\n", "</CdtTrfTxInf>\n</Oops>\n")
    found = read(item)
    assert found.column("payment_id") == ["T-1"] and "between transfers" in found.refusals[0].message
    assert found.refusals[0].place.end == len(item.raw) - 1
    with pytest.raises(BadInput, match=r"at line \d+, column \d+: mismatched tag") as refusal:
        read(changed("</GrpHdr>", "</GrpHd>"))
    assert refusal.value.place


def test_too_many_breaks_stop_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(iso20022, "MOST_BROKEN", 1)
    found = read(Bytes(TEXT.replace("</Dbtr>", "</Debtor>").encode(), "x.xml"))
    assert [label for label, _ in found.said()] == ["row 1", ""] and not found.rows


HOSTILE = {
    "a document type": changed("<Document ", '<!DOCTYPE Document [<!ENTITY a "b">]><Document '),
    "depth": changed("<GrpHdr>", "<GrpHdr>" + "<a>" * 100 + "</a>" * 100),
    "length": changed("invoice 1", "x" * 100_000),
}


@pytest.mark.parametrize("item", HOSTILE.values(), ids=HOSTILE)
def test_hostile_messages_are_refused_whole(item: Bytes) -> None:
    with pytest.raises(Hostile):
        read(item, "pacs008")


def test_another_message_is_not_taken_for_this_one() -> None:
    with pytest.raises(UnknownFormat):
        register.recognise(changed("FIToFICstmrCdtTrf", "FIToFIPmtStsRpt"))


def test_the_payers_reference_has_a_column_of_its_own() -> None:
    assert read(changed(">NOTPROVIDED<", ">INV-7<")).column("end_to_end") == ["INV-7", "SALARY"]
    assert read(changed("", "")).column("end_to_end") == [None, "SALARY"]
    assert read(changed("", "")).column("instruction") == ["I-1", None]
    assert read(changed("", "")).column("bank_reference") == ["T-1", "E-2"]
