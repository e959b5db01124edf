"""Networks by their published columns become canonical payments; another header is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from scripts.map_networks import Ask, write
from sightline.formats.source import Local
from tests.formats.tables import read

ASK = Ask(date(2017, 1, 1), "USD")
NETWORKS = {
    "AMLSim": (
        "tran_id,orig_acct,bene_acct,tx_type,base_amt,tran_timestamp,is_sar,alert_id\n"
        "1,10,20,TRANSFER,150.50,2017-01-02T00:00:00Z,False,-1\n"
        "2,20,30,TRANSFER,99.9,3,True,4\n",
        [("1", "2017-01-02", "150.5", "USD", "10", "20"), ("2", "2017-01-04", "99.9", "USD", "20", "30")],
    ),
    "AMLSim's published sample": (
        "TX_ID,SENDER_ACCOUNT_ID,RECEIVER_ACCOUNT_ID,TX_TYPE,TX_AMOUNT,TIMESTAMP,IS_FRAUD,ALERT_ID\n"
        "1,10,20,TRANSFER,465.05,0,False,-1\n",
        [("1", "2017-01-01", "465.05", "USD", "10", "20")],
    ),
    "SAML-D": (
        "Time,Date,Sender_account,Receiver_account,Amount,Payment_currency,Received_currency,"
        "Sender_bank_location,Receiver_bank_location,Payment_type,Is_laundering,Laundering_type\n"
        "10:35:19,2022-10-07,8724731955,2769355426,1459.15,UK pounds,UK pounds,UK,UK,Cash Deposit,0,Normal\n",
        [("p1", "2022-10-07", "1459.15", "GBP", "8724731955", "2769355426")],
    ),
    "IBM AML": (
        "Timestamp,From Bank,Account,To Bank,Account,Amount Received,Receiving Currency,Amount Paid,"
        "Payment Currency,Payment Format,Is Laundering\n"
        "2022/09/01 00:20,010,8000EBD30,020,8000F4580,90.10,US Dollar,100.00,Euro,Wire,0\n",
        [("p1", "2022-09-01", "100", "EUR", "010-8000EBD30", "020-8000F4580")],
    ),
}
NETWORKS["IBM AML as pandas writes it"] = (
    NETWORKS["IBM AML"][0].replace("To Bank,Account", "To Bank,Account.1"), NETWORKS["IBM AML"][1],
)  # fmt: skip


def _day(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).date().isoformat()


@pytest.mark.parametrize(("text", "told"), NETWORKS.values(), ids=NETWORKS)
def test_a_network_by_its_columns(tmp_path: Path, text: str, told: list[tuple[str, ...]]) -> None:
    (tmp_path / "network.csv").write_text(text, "utf-8")
    assert write(tmp_path / "network.csv", tmp_path / "out.csv", ASK) == len(told)
    found = read(Local(tmp_path / "out.csv"), "payments_csv")
    assert found.refusals == []
    assert [
        (
            row["payment_id"],
            _day(row["booked_ms"]),
            f"{row['amount'].normalize():f}",
            row["currency"],
            row["debtor_account"],
            row["creditor_account"],
        )
        for row in found.rows
    ] == told


def test_a_coin_is_refused_by_its_row(tmp_path: Path) -> None:
    (tmp_path / "network.csv").write_text(NETWORKS["IBM AML"][0].replace("Euro", "Bitcoin"), "utf-8")
    write(tmp_path / "network.csv", tmp_path / "out.csv", ASK)
    [refusal] = read(Local(tmp_path / "out.csv"), "payments_csv").refusals
    assert "Bitcoin" in refusal.message


@pytest.mark.parametrize("text", ["txId1,txId2\n1,2\n", ""], ids=["another header", "nothing"])
def test_another_header_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "network.csv").write_text(text, "utf-8")
    with pytest.raises(ValueError, match="no network known"):
        write(tmp_path / "network.csv", tmp_path / "out.csv", ASK)


def test_a_row_cut_short_is_refused_with_its_number(tmp_path: Path) -> None:
    (tmp_path / "network.csv").write_text(NETWORKS["AMLSim"][0] + "3,10,20\n", "utf-8")
    with pytest.raises(ValueError, match="row 4 has 3 cells"):
        write(tmp_path / "network.csv", tmp_path / "out.csv", ASK)
