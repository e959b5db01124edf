"""SWIFT messages: transfers, cover, statements; fields out of order, amounts with commas, cut messages."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from sightline.formats.swift_mt import recognise
from tests.formats.sample import Bytes, sample
from tests.formats.tables import at, at_place, read

SAMPLE = sample("tables/swift.fin")
TEXT = SAMPLE.raw.decode()


def changed(old: str, new: str) -> Bytes:
    assert old in TEXT
    return Bytes(TEXT.replace(old, new).encode(), "made.fin")


def test_reads_the_sample() -> None:
    found = read(SAMPLE, "swift_mt")
    first, second, third, fourth = found.rows
    assert first["payment_id"] == "00000000-0000-4000-8000-000000000001"
    assert (first["amount"], first["currency"], first["booked_ms"]) == (Decimal(1250), "USD", 1551398400000)
    assert (first["debtor_account"], first["debtor_name"]) == ("XX00INVENTED01", "INVENTED PERSON ONE")
    assert (first["debtor_bic"], first["creditor_bic"]) == ("INVBUS33", "INVBHKHH")
    assert (first["creditor_account"], first["creditor_name"]) == ("00-2", "INVENTED AND SONS")
    assert first["purpose"] == "INVOICE 1 AND 2" and first["channel"] == "MT103"
    assert (second["debtor_account"], second["creditor_account"]) == ("INVBUS33", "00-9")
    assert second["amount"] == Decimal("99.5") and second["channel"] == "MT202"
    assert (third["payment_id"], third["debtor_account"]) == ("BANK-1", "XX00INVENTED09")
    assert third["creditor_account"] == "XX00INVENTED01" and third["debtor_name"] == "INVENTED TRADING"
    assert fourth["payment_id"] == "XX00INVENTED01/7/1/190302/6" and fourth["creditor_account"] == (
        "unnamed: XX00INVENTED01, XX00INVENTED01-7-1-190302-6, 2019-03-02"
    )
    assert found.refusals == [] and found.notes == []
    assert at(SAMPLE, first).startswith("{1:F01") and at(SAMPLE, first).rstrip().endswith("-}")
    assert at(SAMPLE, third).startswith(":61:") and "INVENTED TRADING" in at(SAMPLE, third)


def test_every_bank_of_the_chain_and_what_was_ordered_are_kept() -> None:
    more = ":33B:EUR1100,5\n:50K:/XX00INVENTED01"
    item = changed(":50K:/XX00INVENTED01", more)
    text = item.raw.decode().replace(
        ":59:/00-2", ":53B:/00-7\nSEOUL\n:54D:INVENTED BANK\nSEOUL\n:56A:INVKKPPY\n:57A:INVBSGSG\n:59:/00-2"
    )
    first, second, *_rest = read(Bytes(text.encode(), "x.fin")).rows
    assert (first["instructed_amount"], first["instructed_currency"]) == (Decimal("1100.5"), "EUR")
    assert first["agents"] == "InstdRmbrsmntAgt name: INVENTED BANK; IntrmyAgt1 INVKKPPY; InstdAgt INVBHKHH"
    assert first["creditor_bic"] == "INVBSGSG" and second["agents"] is None


BARE = (
    ":20:BARE-1\n:23B:CRED\n:32A:190301USD1250,\n:50K:/XX00INVENTED01\nINVENTED PERSON ONE\n"
    ":59:/00-2\nINVENTED AND SONS\n:71A:SHA\n"
)
BETWEEN_BANKS = ":20:BARE-2\n:21:BARE-1\n:32A:190301USD99,5\n:52A:INVBUS33\n:58A:INVBHKHH\n"


@pytest.mark.parametrize("text", [BARE, BARE + "-\n", "{4:\n" + BARE + "-}"], ids=["fields", "dash", "block"])
def test_a_transfer_without_its_header_is_read_and_noted(text: str) -> None:
    item = Bytes(text.encode(), "x.txt")
    assert recognise(item.raw, item.name) == "message"
    found = read(item, "swift_mt")
    (row,) = found.rows
    assert (row["payment_id"], row["amount"], row["channel"]) == ("BARE-1", Decimal(1250), "MT103")
    assert (row["debtor_account"], row["creditor_account"]) == ("XX00INVENTED01", "00-2")
    assert at(item, row).startswith(":20:BARE-1") and found.refusals == []
    (note,) = found.notes
    assert "taken as an MT103, though it has no header" in note.message


def test_several_without_headers_and_one_between_banks() -> None:
    found = read(Bytes((BARE + BETWEEN_BANKS + BARE.replace("E-1", "E-3")).encode(), "x.txt"), "swift_mt")
    assert [(row["payment_id"], row["channel"]) for row in found.rows] == [
        ("BARE-1", "MT103"), ("BARE-2", "MT202"), ("BARE-3", "MT103"),
    ]  # fmt: skip
    assert len(found.notes) == 3 and found.refusals == []


def test_a_transfer_without_its_header_that_is_cut_is_refused() -> None:
    found = read(Bytes(BARE[: BARE.index(":71A:")].encode(), "x.txt"), "swift_mt")
    (refused,) = found.refusals
    assert found.rows == [] and "ends before it is complete" in refused.message


@pytest.mark.parametrize(
    "text", [BARE.replace(":32A:", ":32B:"), ":20:X\n:21:Y\n:32A:190301USD1,\n", "20: text"]
)
def test_other_fields_are_no_transfer(text: str) -> None:
    assert recognise(text.encode(), "x.txt") is None


def test_a_statement_without_blocks() -> None:
    bare = TEXT[TEXT.index(":20:STATEMENT") :].replace("-}", "-")
    found = read(
        Bytes((bare + bare.replace("7/1", "8/1").replace("BANK-1", "BANK-2")).encode(), "x.sta"), "swift_mt"
    )
    assert len(found.rows) == 4 and found.refusals == []
    assert len({row["creditor_account"] for row in found.rows[1::2]}) == 2
    assert found.rows[1]["creditor_account"].startswith("unnamed: XX00INVENTED01, ")


BALANCES = {
    "as it is": ("", "", None),
    "an entry less": (
        ":61:1903020302D12,5NCHGNONREF\n:86:CHARGES\n",
        "",
        "250.00 of its 1 entry make 1250.00",
    ),
    "a cent more": (
        "USD1237,50",
        "USD1237,51",
        "237.50 of its 2 entries make 1237.50, and it ends with 1237.51 USD",
    ),
    "overdrawn": (":62F:C", ":62F:D", "make 1237.50, and it ends with -1237.50 USD"),
    "a debit taken back": ("D12,5N", "RD12,5N", "262.50 of its 2 entries make 1262.50"),
    "a line that is refused": (
        "D12,5N",
        "D12,5,0N",
        "250.00 of its 2 entries, of which 1 could not be read, make",
    ),
    "no last balance": (":62F:C190303USD1237,50\n", "", None),
    "its last balance in another currency": ("190303USD1237,50", "190303EUR1,00", None),
    "intermediate balances": (":62F:C190303USD1237,50", ":62M:C190303USD9,", "it ends with 9 USD"),
}


@pytest.mark.parametrize("name", BALANCES)
def test_a_statement_that_does_not_add_up_is_noted_with_both_sums(name: str) -> None:
    old, new, told = BALANCES[name]
    notes = [one.message for one in read(changed(old, new) if old else SAMPLE).notes]
    said = [one for one in notes if "does not add up" in one]
    assert [told in one for one in said if told] == ([True] if told else []) and len(said) == bool(told)


def test_a_reversal_says_so_and_goes_the_other_way() -> None:
    text = TEXT.replace(":61:1903010301C250,00", ":61:1903010301RC250,00")
    rows = read(Bytes(text.encode(), "x.fin")).rows
    assert rows[2]["channel"] == "MT940 reversal" and rows[2]["debtor_account"] == "XX00INVENTED01"
    assert rows[3]["channel"] == "MT940"


def test_strangers_of_two_statements_are_two_and_a_bank_is_no_party() -> None:
    one = ":20:S\n:25:A-1\n:28C:1/1\n:60F:C250102EUR0,\n:61:250103C10,NTRFX\n:86:?20CASH?30INVBUS33\n"
    one += ":62F:C250104EUR40,\n-\n"
    found = read(Bytes((one + one.replace("A-1", "A-2").replace("NTRFX", "NTRFY")).encode(), "x.sta"))
    assert found.column("debtor_account") == [
        f"unnamed: A-{n}, {ref} (A-{n}-1-1-250103-4), 2025-01-03" for n, ref in ((1, "X"), (2, "Y"))
    ]
    assert found.column("debtor_bic") == ["INVBUS33", "INVBUS33"]


def test_fields_out_of_order_are_taken_and_noted() -> None:
    item = changed(":23B:CRED\n:32A:190301USD1250,\n", ":32A:190301USD1250,\n:23B:CRED\n")
    found = read(item)
    assert len(found.rows) == 4 and len(found.notes) == 1 and "another order" in found.notes[0].message


BETWEEN = {
    "a dollar, as in RJE": b"$",
    "nothing": b"",
    "a trailer and a dollar": b"{5:{CHK:000000000000}}$",
    "a dollar on a line of its own": b"\n$\n",
    "bytes of a terminal": b"\x03\x01",
}


@pytest.mark.parametrize("between", BETWEEN.values(), ids=BETWEEN)
def test_messages_may_follow_one_another_without_a_line_end(between: bytes) -> None:
    text = SAMPLE.raw.replace(b"-}\n{1:", b"-}" + between + b"{1:")
    found = read(Bytes(text, "made.rje"), "swift_mt")
    assert found.column("payment_id") == read(SAMPLE).column("payment_id") and found.refusals == []
    for row in found.rows[:2]:
        assert at(Bytes(text, "x"), row).startswith("{1:F01") and "-}" in at(Bytes(text, "x"), row)


def test_a_brace_in_a_text_begins_no_message() -> None:
    found = read(changed("INVOICE 1\n", "INVOICE {1:2}\n"))
    assert len(found.rows) == 4 and found.rows[0]["purpose"] == "INVOICE {1:2} AND 2"


def test_other_messages_are_passed_over() -> None:
    found = read(
        Bytes(
            SAMPLE.raw + b"{1:F01INVBUS33AXXX0000000004}{2:I999INVBHKHHXXXXN}{4:\n:20:X\n:79:HELLO\n-}\n", "x"
        )
    )
    assert len(found.rows) == 4 and found.passed == 1


def test_an_amount_without_its_comma_is_taken_and_noted() -> None:
    found = read(changed("USD1250,", "USD1250"))
    assert found.column("amount")[0] == 1250 and not found.refusals
    assert [("lacks the comma" in one.message, one.place.label) for one in found.notes] == [(True, "row 1")]


def test_a_line_of_a_statement_without_its_comma_is_noted_too() -> None:
    found = read(changed("C250,00NTRF", "C250NTRF"))
    assert 250 in found.column("amount") and not found.refusals
    assert [one.message for one in found.notes] == [
        "taken, though its amount of :61: lacks the comma of the standard: read as a whole number"
    ]


REFUSED = {
    "two commas": ("USD1250,", "USD1,250,00", "of :32A: has more than one comma"),
    "no beneficiary": (":59:/00-2\nINVENTED AND SONS\n", "", ":59:, :59A: or :59F: is missing"),
    "30 February": (":32A:190301", ":32A:190230", "field :32A: names no day of the calendar: 190230"),
    "no value": (":32A:190301USD1250,\n", "", "is missing"),
    "a line that is none": (
        ":61:1903010301C250,00NTRFREF-1//BANK-1",
        ":61:WHAT",
        "field :61: 'WHAT' is not a day",
    ),
    "two values": (":32A:190301USD1250,", ":32A:190301DEM1250,\n:32A:190301USD1250,", ":32A: stands twice"),
    "two beneficiaries": (":59:/00-2\n", ":59A:/00-9\nINVBHKHH\n:59:/00-2\n", ":59A: or :59: stands twice"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_the_payment_alone(name: str) -> None:
    old, new, why = REFUSED[name]
    item = changed(old, new)
    found = read(item)
    (refusal,) = found.refusals
    assert why in refusal.message and len(found.rows) == 3
    assert at_place(item, refusal.place)


def test_a_reference_names_a_message_of_its_sender_and_a_line_where_it_is_the_banks() -> None:
    transfer = TEXT[TEXT.index("{1:F01INVBUS33AXXX0000000002") : TEXT.index("{1:F01INVBUS33AXXX0000000003")]
    other = transfer.replace("INVBUS33AXXX", "INVBSGSGAXXX")
    broken = transfer.replace("EUR99,5", "EUR99,5,5")
    found = read(Bytes((broken + transfer + other + transfer).encode(), "x.fin"))
    assert found.column("payment_id") == ["INVENTED-2", "INVENTED-2"]
    assert [label for label, _ in found.said()] == ["row 1", "row 4"]
    assert ":20: 'INVENTED-2' stands in an earlier payment" in found.said()[1][1]
    lines = ":20:S\n:25:A-1\n:28C:1\n:60F:C250102EUR0,\n" + ":61:250103C10,NTRFRENT//B-1\n" * 2
    lines += ":61:250103C10,NTRFRENT\n" * 2 + ":62F:C250104EUR40,\n-\n"
    booked = read(Bytes(lines.encode(), "x.sta"))
    assert booked.column("payment_id") == [
        "B-1", "B-1 (A-1/1/250103/5)", "RENT (A-1/1/250103/6)", "RENT (A-1/1/250103/7)",
    ]  # fmt: skip
    assert booked.column("end_to_end") == ["RENT"] * 4 and len(booked.notes) == 1


@pytest.mark.parametrize(
    ("line", "day", "value"),
    [
        ("1912310102", "2020-01-02", "2019-12-31"),
        ("2001021230", "2019-12-30", "2020-01-02"),
        ("1912301231", "2019-12-31", "2019-12-30"),
        ("191231", "2019-12-31", "2019-12-31"),
    ],
)
def test_a_line_is_booked_on_its_entry_date_in_the_year_nearest_to_its_value_date(
    line: str, day: str, value: str
) -> None:
    text = f":20:S\n:25:A-1\n:28C:1\n:60F:C191231EUR0,\n:61:{line}C10,NTRFX\n:62F:C191231EUR9,\n-\n"
    (row,) = read(Bytes(text.encode(), "x.sta")).rows
    booked = datetime.fromtimestamp(row["booked_ms"] / 1000, UTC).date()
    assert (str(booked), str(row["value_on"])) == (day, value)


def test_a_party_without_an_account_is_known_by_its_name_and_numbered_lines_are_read() -> None:
    item = changed(
        ":50K:/XX00INVENTED01\nINVENTED PERSON ONE\n1 INVENTED ROAD\n", ":50F:1/INVENTED\n1/ONE\n3/HK/TOWN\n"
    )
    row = read(item).rows[0]
    assert (row["debtor_account"], row["debtor_name"], row["debtor_country"]) == (
        "name: INVENTED ONE at INVBUS33",
        "INVENTED ONE",
        "hk",
    )


def test_a_cut_message_is_refused_and_those_before_are_kept() -> None:
    item = Bytes(TEXT[: TEXT.index(":58A:")].encode(), "cut.fin")
    found = read(item)
    assert len(found.rows) == 1 and found.said() == [("row 2", "the message ends before it is complete")]


def test_a_day_that_is_none_is_refused_by_its_field() -> None:
    found = read(Bytes(BARE.replace("190301USD", "191332USD").encode(), "x.txt"), "swift_mt")
    (refused,) = found.refusals
    assert refused.message == "field :32A: names no day of the calendar: 191332 (YYMMDD)"


def test_the_reference_of_who_instructed_and_of_the_bank_stand_beside_the_id() -> None:
    found = read(SAMPLE).rows
    assert [row["instruction"] for row in found[:2]] == [
        line[4:] for line in TEXT.splitlines() if line.startswith(":20:")
    ][:2]
    assert [row["bank_reference"] for row in found[2:]] == ["BANK-1", None]
