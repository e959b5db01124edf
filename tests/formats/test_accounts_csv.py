"""Accounts as canonical CSV."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.errors import FormatChanged, UnknownFormat
from sightline.formats import register
from tests.formats.sample import sample
from tests.formats.tables import at, csv_bytes, read


def test_reads_the_sample() -> None:
    item = sample("tables/accounts.csv")
    found = read(item, "accounts_csv")
    first, second = found.rows
    assert first["opened_on"] == date(2018, 5, 4) and first["country"] == "hk" and first["bic"] == "INVBHKHH"
    assert second["opened_on"] is None and second["country"] == "Atlantis"
    assert at(item, second).startswith("XX00INVENTED02,") and found.refusals == []


def test_another_holder_of_an_account_is_noted_by_row() -> None:
    found = read(
        csv_bytes("account,holder", "A,One", "A,One", "A,Two", "B,Two", "A,Two", "A,"), "accounts_csv"
    )
    assert [note.place.label for note in found.notes] == ["row 4", "row 7"] and len(found.rows) == 6
    assert "another holder" in found.notes[0].message


ODD = {
    "A,alien,,2018-05-04": "holder type",
    "A,person,BADBIC,2018-05-04": "its BIC is none",
    "A,Company,INVBHKHH,2999-01-01": "opened after 2100",
    "A\u200b,person,INVBHKHH,2018-05-04": "characters that do not show",
}


@pytest.mark.parametrize(
    "row", [*ODD, "A, Bank ,INVBHKHHXXX,2100-12-31", "A b,,,", "A,Diplomatic Mission,,", "A,DPRK diplomat,,"]
)
def test_what_cannot_be_is_taken_and_noted(row: str) -> None:
    found = read(csv_bytes("account,holder_type,bic,opened_on", row), "accounts_csv")
    assert len(found.rows) == 1
    said = [note.message for note in found.notes]
    assert (len(said) == 1 and ODD[row] in said[0]) if row in ODD else said == []


REFUSED = {
    "no account": (",2018-05-04", "account is empty"),
    "30 February": ("A,2018-02-30", "opened_on '2018-02-30' is not a day"),
    "a day to guess": ("A,04/05/2018", "is not a day"),
    "half a day": ("A,2018-05", "is not a day"),
}


@pytest.mark.parametrize(("row", "said"), REFUSED.values(), ids=REFUSED)
def test_refuses_the_row_alone(row: str, said: str) -> None:
    found = read(csv_bytes("account,opened_on", "B,2018-02-28", row, "B,"), "accounts_csv")
    assert [label for label, _ in found.said()] == ["row 3"] and said in found.refusals[0].message
    assert found.column("account") == ["B", "B"]


def test_an_unknown_column_stops_the_file() -> None:
    with pytest.raises(FormatChanged):
        read(csv_bytes("account,holder,balance", "A,Invented Person One,1"))


def test_account_among_foreign_columns_is_no_accounts_file() -> None:
    with pytest.raises(UnknownFormat):
        register.recognise(csv_bytes("account,date,balance,note", *["A,1,2,3"] * 4))
