"""Payments as canonical CSV: exact amounts, currencies, ids that repeat, payments to oneself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from scripts import map_payments
from sightline.errors import FormatChanged
from sightline.formats.source import Local
from tests.formats.sample import Bytes, sample
from tests.formats.tables import at, at_place, csv_bytes, read

NAMES = ("payment_id", "booked_at", "amount", "currency", "debtor_account", "creditor_account")
HEADER = ",".join(NAMES)
GOOD = dict(zip(NAMES, ("INV-1", "2019-03-01T09:30:00Z", "10.50", "USD", "A1", "A2"), strict=True))


def test_reads_the_sample() -> None:
    item = sample("tables/payments.csv")
    found = read(item, "payments_csv")
    first, second, third = found.rows
    assert first["amount"] == Decimal("1250") and first["booked_ms"] == 1551432600000
    assert (first["debtor_bic"], first["debtor_country"]) == ("INVBUS33", "us")
    assert (first["creditor_bic"], first["creditor_country"]) == ("INVBHKHH", "hk")
    assert first["purpose"] == "goods, invented"
    assert second["amount"] == Decimal("0.0000000001") and second["currency"] == "EUR"
    assert second["booked_ms"] == 1551456000000
    assert third["booked_ms"] == 1551571200000 and third["currency"] == "CHF"
    assert at(item, first).startswith("INV-1,")
    assert found.refusals == []


def test_a_payment_to_oneself_is_taken_and_noted() -> None:
    item = sample("tables/payments.csv")
    found = read(item)
    note, fine, small = sorted(found.notes, key=lambda one: (-int(one.place.label[-1]), one.message))
    assert small.place.label == "row 3" and "EUR" not in small.message and "in capitals" in small.message
    assert fine.place.label == "row 3" and "EUR has 2 decimal places" in fine.message
    assert note.place.label == "row 4" and "to itself" in note.message
    assert len(found.rows) == 3


def with_cells(**cells: str) -> Bytes:
    """Three rows of different ids, of which the middle one has these cells."""
    rows = [GOOD | {"payment_id": "INV-0"}, GOOD | cells, GOOD | {"payment_id": "INV-2"}]
    return csv_bytes(HEADER, *(",".join(row.values()) for row in rows))


TAKEN = {
    "nothing paid": ("amount", "0"),
    "28 digits before the point": ("amount", "9" * 28),
    "10 digits behind the point": ("amount", "0.1234567891"),
    "noughts behind that": ("amount", "0.123456789100"),
    "leading noughts": ("amount", "000010.5"),
    "blanks": ("amount", " 10.5 "),
    "a plus": ("amount", "+10.5"),
    "a currency that was withdrawn": ("currency", "HRK"),
    "a currency in small letters": ("currency", "krw"),
    "the won of the north": ("currency", "KPW"),
}


@pytest.mark.parametrize(("name", "value"), TAKEN.values(), ids=TAKEN)
def test_takes(name: str, value: str) -> None:
    found = read(with_cells(**{name: value}))
    assert found.refusals == [] and len(found.rows) == 3
    if name == "amount":
        assert found.rows[1]["amount"] == Decimal(value.strip())


REFUSED = {
    "negative": ("amount", "-0.01", "amount '-0.01' is negative"),
    "64 digits": ("amount", "1" * 64, "is not an amount of at most 28 digits"),
    "29 digits": ("amount", "9" * 29, "is not an amount of at most 28 digits"),
    "an eleventh digit": ("amount", "0.12345678911", "is not an amount"),
    "no amount": ("amount", "", "amount is empty"),
    "an amount with a thousands mark": ("amount", "1 000.00", "is not an amount"),
    "a huge exponent": ("amount", "1e400", "is not an amount"),
    "a thousand as a spreadsheet shows it": ("amount", "1E+3", "is not an amount: it is in powers of ten"),
    "a comma for a point": ("amount", '"10,50"', "'10,50' is not an amount: it has a comma"),
    "a thousands comma": ("amount", '"1,000.50"', "is not an amount: it has a comma"),
    "a currency withdrawn long ago": (
        "currency",
        "DEM",
        "currency 'DEM' was withdrawn in 2002-03, and the payment is of 2019-03-01",
    ),
    "NaN": ("amount", "NaN", "is not an amount"),
    "a currency that never was": ("currency", "XYZ", "currency 'XYZ' is not a currency code of ISO 4217"),
    "a currency's sign": ("currency", "$", "is not a currency code"),
    "no currency": ("currency", "", "currency is empty"),
    "no id": ("payment_id", "", "payment_id is empty"),
    "an id of blanks": ("payment_id", "  ", "payment_id is empty"),
    "no debtor": ("debtor_account", "", "debtor_account is empty"),
    "no creditor": ("creditor_account", "", "creditor_account is empty"),
    "1970": ("booked_at", "1970-01-01T00:00:00Z", "is not of the years 1990 to 2100"),
    "a month 13": ("booked_at", "2019-13-01", "is not an ISO 8601 time"),
    "the id of the row before": ("payment_id", "INV-0", "payment_id 'INV-0' stands in an earlier row"),
}


@pytest.mark.parametrize(("name", "value", "said"), REFUSED.values(), ids=REFUSED)
def test_refuses_the_row_alone(name: str, value: str, said: str) -> None:
    item = with_cells(**{name: value})
    found = read(item)
    (refusal,) = found.refusals
    assert said in refusal.message and refusal.place.label == "row 3" and refusal.remedy
    assert at_place(item, refusal.place) == item.raw.decode().splitlines()[2]
    assert found.column("payment_id") == ["INV-0", "INV-2"]


ODD = {
    "nothing paid": ({"amount": "0.00"}, "its amount is 0"),
    "the first day behind the month": (
        {"currency": "HRK", "booked_at": "2023-02-01"}, "HRK was withdrawn in 2023-01",
    ),
    "the last moment of the year behind": (
        {"currency": "HRK", "booked_at": "2024-01-31T23:59:59Z"}, "HRK was withdrawn in 2023-01",
    ),
    "a character nobody sees": ({"debtor_account": "A1\u200b"}, "debtor account has characters that do not"),
    "half a yen": ({"currency": "JPY", "amount": "100.5"}, "JPY has no decimal places"),
    "a tenth of a cent": ({"amount": "12.345"}, "USD has 2 decimal places"),
    "a tenth of a fils": ({"currency": "KWD", "amount": "1.2345"}, "KWD has 3 decimal places"),
    "a sign that says nothing": ({"amount": "+12.50"}, "has a sign before it, or no digit"),
    "no digit before the point": ({"amount": ".5"}, "has a sign before it, or no digit"),
    "no digit behind the point": ({"amount": "5."}, "has a sign before it, or no digit"),
    "a currency in small letters": ({"currency": "eur"}, "not written in capitals"),
    "a test": ({"currency": "XTS"}, "XTS is the code for tests"),
    "no currency": ({"currency": "XXX"}, "no currency is involved"),
    "to oneself": ({"creditor_account": "A1"}, "from an account to itself"),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "said"), ODD.values(), ids=ODD)
def test_takes_and_notes_by_row(cells: dict[str, str], said: str) -> None:
    found = read(with_cells(**cells))
    (note,) = found.notes
    assert (
        len(found.rows) == 3 and not found.refusals and said in note.message and note.place.label == "row 3"
    )


PLAIN = {
    "zeros behind the yen": {"currency": "JPY", "amount": "100.00"},
    "three places where there are three": {"currency": "KWD", "amount": "1.234"},
    "gold, which has none of its own": {"currency": "XAU", "amount": "0.12345"},
    "a sign that says something": {"amount": "0.5", "currency": "EUR"},
}


@pytest.mark.parametrize("cells", PLAIN.values(), ids=PLAIN)
def test_takes_without_a_note(cells: dict[str, str]) -> None:
    found = read(with_cells(**cells))
    assert len(found.rows) == 3 and not found.refusals and not found.notes


def test_a_withdrawn_currency_is_plain_in_its_last_month_and_refused_a_year_later() -> None:
    last = read(with_cells(currency="HRK", booked_at="2023-01-31T23:59:59Z"))
    assert not last.notes and not last.refusals
    late = read(with_cells(currency="HRK", booked_at="2024-02-01"))
    assert [label for label, _ in late.said()] == ["row 3"] and not late.notes


def test_long_cells_are_shortened_in_messages() -> None:
    found = read(with_cells(amount="1" * 64))
    assert "1" * 40 + "…" in found.refusals[0].message and "1" * 41 not in found.refusals[0].message


def test_a_refused_row_does_not_use_its_id() -> None:
    found = read(with_cells(payment_id="INV-2", amount="1e3"))
    assert found.column("payment_id") == ["INV-0", "INV-2"] and [one for one, _ in found.said()] == ["row 3"]


def test_an_id_is_remembered_across_blocks() -> None:
    rows = [",".join((GOOD | {"payment_id": f"INV-{number}"}).values()) for number in range(60_000)]
    found = read(csv_bytes(HEADER, *rows, rows[0], rows[-1]))
    assert len(found.rows) == 60_000 and len(found.batches) > 1
    assert [label for label, _ in found.said()] == ["row 60002", "row 60003"]


def test_an_unknown_column_stops_the_file() -> None:
    with pytest.raises(FormatChanged) as refusal:
        read(csv_bytes(f"{HEADER},iban", ",".join([*GOOD.values(), "x"])))
    assert "'iban'" in refusal.value.message


NETWORKS = {
    "fan-in": ("20K_fanin200.tgz", 118_250, 14),
    "cycle": ("20K_cycle200.tgz", 117_805, 14),
}


def read_mapped(network: Path, out: Path, payments: int, noted: int) -> None:
    source = map_payments.from_parquet if network.suffix == ".parquet" else map_payments.from_tgz
    assert map_payments.write(source(network), out, date(2017, 1, 1), "USD") == payments
    found = read(Local(out), "payments_csv")
    assert found.table().num_rows == payments and found.refusals == []
    assert len(found.notes) == noted


@pytest.mark.parametrize(("path", "payments", "to_oneself"), NETWORKS.values(), ids=NETWORKS)
def test_reads_the_labelled_networks_by_their_mapping(
    shared_data: Path, tmp_path: Path, path: str, payments: int, to_oneself: int
) -> None:
    read_mapped(shared_data / "payments" / path, tmp_path / "payments.csv", payments, to_oneself)


@pytest.mark.slow
def test_reads_the_generated_network_by_its_mapping(shared_data: Path, tmp_path: Path) -> None:
    log = shared_data / "payments" / "generated_labelled" / "tx_log.parquet"
    read_mapped(log, tmp_path / "payments.csv", 370_204, 129)  # of nothing


def test_accounts_that_say_nothing_join_no_payments() -> None:
    rows = [
        "1,2025-01-01,5,USD,A,unknown",
        "2,2025-01-02,5,USD,UNKNOWN,B",
        "3,2025-01-03,5,USD,A,N/A",
        "4,2025-01-03,5,USD,unknown,unknown",
        "5,2025-01-03,5,USD,A,unknown-7",
    ]
    head = "payment_id,booked_at,amount,currency,debtor_account,creditor_account"
    found = read(Bytes("\n".join([head, *rows, ""]).encode(), "x.csv"), "payments_csv")
    parties = found.column("debtor_account") + found.column("creditor_account")
    unnamed = [one for one in parties if one.startswith("unnamed: ")]
    assert len(set(unnamed)) == len(unnamed) == 5 and parties[-1] == "unknown-7"
    assert unnamed[0] == "unnamed: B, 2, 2025-01-02" and found.refusals == []
    assert sum("names no" in note.message for note in found.notes) == 5


def test_a_name_is_one_party_at_one_bank_and_two_at_two() -> None:
    def row(number: int, creditor: str, bic: str) -> str:
        return f"{number},2025-01-01,5,USD,A-{number},-,{creditor},{bic}"

    head = "payment_id,booked_at,amount,currency,debtor_account,creditor_account,creditor_name,creditor_bic"
    rows = [
        row(1, "Invented One", "INVBUS33"), row(2, "Invented One", "INVBUS33XXX"),
        row(3, "Invented One", "INVBHKHH"), row(4, "Invented One", ""), row(5, "Invented One", ""),
    ]  # fmt: skip
    found = read(Bytes("\n".join([head, *rows, ""]).encode(), "x.csv"), "payments_csv")
    assert found.column("creditor_account") == [
        "name: Invented One at INVBUS33", "name: Invented One at INVBUS33", "name: Invented One at INVBHKHH",
        "name: Invented One with A-4", "name: Invented One with A-5",
    ]  # fmt: skip


def test_an_iban_is_one_account_however_it_is_spelt() -> None:
    found = read(
        with_cells(debtor_account="DE89 3704 0044 0532 0130 00", creditor_account="de89370400440532013000")
    )
    assert found.rows[1]["debtor_account"] == found.rows[1]["creditor_account"] == "DE89370400440532013000"
    assert found.rows[0]["debtor_account"] == "A1"
    assert [note.place.label for note in found.notes] == ["row 3"]
