"""The messages of ISO 20022 beside pacs.008: between banks, orders, statements; any version, any prefix."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from sightline.errors import BadInput, Hostile
from sightline.formats.iso_shape import ISO
from tests.formats.sample import Bytes, sample
from tests.formats.tables import at, read

BANKS, ORDERS, BOOKED = (sample(f"tables/{name}.xml") for name in ("pacs009", "pain001", "camt053"))


def test_transfers_between_banks() -> None:
    first, second = read(BANKS, "pacs009").rows
    assert (first["payment_id"], first["amount"], first["currency"]) == ("T-1", Decimal(900000), "USD")
    assert (first["debtor_account"], first["debtor_name"]) == ("INVBUS33", "Invented Bank One")
    assert (first["creditor_account"], first["creditor_bic"], first["creditor_country"]) == (
        "00-9", "INVBHKHH", "hk",
    )  # fmt: skip
    assert first["purpose"] == "for Invented Person One to Invented & Sons"
    assert second["debtor_account"] == "INVBUS33" and second["booked_ms"] == 1551427200000
    assert at(BANKS, second).startswith("<CdtTrfTxInf>") and at(BANKS, second).endswith("</CdtTrfTxInf>")


def test_orders_have_the_debtor_of_their_batch() -> None:
    found = read(ORDERS, "pain001")
    assert found.column("payment_id") == [f"E-{n} (INVENTED-1/{n})" for n in (1, 2, 3)] and found.notes == []
    assert found.column("debtor_account") == ["XX00INVENTED01", "XX00INVENTED01", "XX00INVENTED05"]
    assert found.column("debtor_name") == ["Invented Person One", "Invented Person One", None]
    assert found.column("currency") == ["USD", "EUR", "USD"]
    assert [ms // 86_400_000 for ms in found.column("booked_ms")] == [17959, 17959, 17960]


def agent(tag: str, code: str) -> str:
    return f"<{tag}><FinInstnId><BICFI>{code}</BICFI></FinInstnId></{tag}>"


MIDDLE = (
    agent("IntrmyAgt1", "INVKKPPY")
    + "<IntrmyAgt2><FinInstnId><Nm>Invented Bank Two</Nm></FinInstnId></IntrmyAgt2>"
)
BEHIND = "<UltmtDbtr><Nm>Invented Four</Nm></UltmtDbtr><UltmtCdtr><Nm>Invented Five</Nm></UltmtCdtr>"
CHAINED = {
    "pacs.008": ("tables/pacs008.xml", "", "</IntrBkSttlmAmt>", MIDDLE + BEHIND),
    "pacs.009": ("tables/pacs009.xml", MIDDLE, "<UndrlygCstmrCdtTrf>", BEHIND),
    "pain.001": ("tables/pain001.xml", "", "</Amt>", MIDDLE + BEHIND),
    "camt.053": ("tables/camt053.xml", f"<RltdAgts>{MIDDLE}</RltdAgts>", "<RltdPties>", BEHIND),
}


def balance(
    kind: str, amount: str, mark: str = "CRDT", level: str = "<CdOrPrtry><Cd>{}</Cd></CdOrPrtry>"
) -> str:
    told = f'<Amt Ccy="USD">{amount}</Amt><CdtDbtInd>{mark}</CdtDbtInd>'
    return f"<Bal><Tp>{level.format(kind)}</Tp>{told}<Dt><Dt>2019-03-05</Dt></Dt></Bal>"


STATEMENTS = {
    "adds up": (balance("OPBD", "100.00") + balance("CLBD", "347.00"), ""),
    "a cent off": (
        balance("OPBD", "100.00") + balance("CLBD", "347.01"),
        "347.00, and it ends with 347.01 USD",
    ),
    "from overdrawn": (balance("OPBD", "247.00", "DBIT") + balance("CLBD", "0.00"), ""),
    "from the one before": (balance("PRCD", "100.00") + balance("CLBD", "1.00"), "100.00 at its beginning"),
    "as in older versions": (
        balance("OPBD", "1", level="<Cd>{}</Cd>") + balance("CLBD", "1", level="<Cd>{}</Cd>"),
        "1 at its beginning and 247.00 of its 2 entries make 248.00",
    ),
    "no last": (balance("OPBD", "100.00") + balance("CLAV", "1.00"), ""),
    "two last that differ": (balance("OPBD", "1") + balance("CLBD", "2") + balance("CLBD", "3"), ""),
    "others beside": (
        balance("ITBD", "9") + balance("OPBD", "100") + balance("CLBD", "347") + balance("CLAV", "1"),
        "",
    ),
}


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_of_booked_entries_that_does_not_add_up_is_noted(name: str) -> None:
    """What is not booked is not counted; of two statements in a file each is reckoned alone."""
    said, told = STATEMENTS[name]
    text = BOOKED.raw.decode().replace("</Acct>", f"</Acct>{said}")
    second = text[text.index("<Stmt>") : text.index("</Stmt>")]
    refs = second.replace("N-", "M-").replace("B-", "C-").replace("I-", "J-").replace("T-", "U-")
    for item in (text, text.replace("</Stmt>", f"</Stmt>{refs}</Stmt>")):
        notes = [
            one for one in read(Bytes(item.encode(), "x.xml"), "camt053").notes if "add up:" in one.message
        ]
        assert len(notes) == item.count("<Stmt>") * bool(told)
        for one in notes:
            assert told in one.message
            assert item.encode()[one.place.start : one.place.end + 1].startswith(b"<Stmt>")
            assert item.encode()[one.place.start : one.place.end + 1].endswith(b"</Stmt>")


@pytest.mark.parametrize("name", CHAINED)
def test_banks_between_and_parties_behind_are_kept(name: str) -> None:
    path, before, mark, behind = CHAINED[name]
    text = sample(path).raw.decode()
    assert mark in text
    rows = read(Bytes(text.replace(mark, before + mark + behind, 1).encode(), "x.xml")).rows
    assert "IntrmyAgt1 INVKKPPY; IntrmyAgt2 name: Invented Bank Two" in rows[0]["agents"]
    assert (rows[0]["ultimate_debtor"], rows[0]["ultimate_creditor"]) == ("Invented Four", "Invented Five")
    assert not any("INVKKPPY" in (row["agents"] or "") for row in rows[1:])


def test_banks_of_the_header_hold_for_each_transfer_and_those_of_a_side_are_not_told_again() -> None:
    text = sample("tables/pacs008.xml").raw.decode()
    header = agent("InstgAgt", "INVBUS33XXX") + agent("InstdAgt", "INVBSGSG")
    rows = read(Bytes(text.replace("<NbOfTxs>", f"{header}<NbOfTxs>", 1).encode(), "x.xml")).rows
    assert [row["agents"] for row in rows] == ["InstdAgt INVBSGSG", "InstgAgt INVBUS33; InstdAgt INVBSGSG"]


def test_a_statement_gives_what_was_booked() -> None:
    found = read(BOOKED, "camt053")
    assert (
        found.column("payment_id") == ["E-1 (INVENTED-1/N-1/1)", "INVENTED-1/N-1/2", "INVENTED-1/N-2"]
        and found.passed == 1
    )
    assert found.column("amount") == [Decimal(100), Decimal(150), Decimal(3)]
    assert found.column("debtor_account") == ["XX00INVENTED02", "name: Invented Three with XX00INVENTED01",
        "XX00INVENTED01",
    ]  # fmt: skip
    assert found.column("creditor_account") == [
        "XX00INVENTED01",
        "XX00INVENTED01",
        "unnamed: XX00INVENTED01, INVENTED-1-N-2, 2019-03-02",
    ]
    assert found.column("purpose") == ["invoice 4", None, "charges"]
    assert found.column("row") == [1, 1, 2]


OWNER = "<Cdtr><Pty><Nm>Invented Person One</Nm></Pty></Cdtr>"
ALICE = (
    "<Dbtr><Pty><Nm>Invented Alice</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>XX00INVENTED07</IBAN></Id></DbtrAcct>"
)


def entry(head: str, *details: str) -> Bytes:
    """The sample with one entry more: what stands before its state, and its transactions."""
    parts = "".join(f"<TxDtls>{one}</TxDtls>" for one in details)
    more = (
        f"<Ntry><NtryRef>N-9</NtryRef>{head}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2019-03-04</Dt></BookgDt>"
        f"<NtryDtls>{parts}</NtryDtls></Ntry></Stmt>"
    )
    return Bytes(BOOKED.raw.decode().replace("</Stmt>", more).encode(), "x.xml")


def test_what_the_payer_wrote_names_no_payment_and_what_the_bank_wrote_twice_has_its_place() -> None:
    told = read(Bytes(re.sub(rb"E-\d", b"SALARY", ORDERS.raw), "x.xml"))
    assert told.column("payment_id") == [f"SALARY (INVENTED-1/{n})" for n in (1, 2, 3)]
    assert told.column("end_to_end") == ["SALARY"] * 3 and told.refusals == told.notes == []
    bare = read(Bytes(re.sub(rb"E-\d", b"NOTPROVIDED", ORDERS.raw), "x.xml"))
    assert bare.column("payment_id") == ["INVENTED-1/1", "INVENTED-1/2", "INVENTED-1/3"]
    parts = [usd("40"), usd("30")]
    one = entry(usd("70"), *(f"<Refs><AcctSvcrRef>B-1</AcctSvcrRef></Refs>{part}" for part in parts))
    batch = read(one)
    assert batch.column("payment_id")[3:] == ["B-1", "B-1 (INVENTED-1/N-9/2, row 4)"]
    assert [note.message[:32] for note in batch.notes] == ["taken as a payment of its own, t"]


def usd(amount: str, way: str = "CRDT") -> str:
    return f'<Amt Ccy="USD">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd>'


@pytest.mark.parametrize(
    "parties", [ALICE + OWNER, OWNER.replace("Cdtr", "Dbtr") + ALICE.replace("Dbtr", "Cdtr")]
)
def test_a_reversal_goes_to_the_party_of_the_payment_it_takes_back_and_says_so(parties: str) -> None:
    head = usd("33", "DBIT").replace("</CdtDbtInd>", "</CdtDbtInd><RvslInd>true</RvslInd>")
    back = read(
        entry(
            head,
            f"{usd('33', 'DBIT')}<RltdPties>{parties}</RltdPties><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>",
        )
    ).rows[-1]
    assert (back["debtor_account"], back["creditor_account"]) == ("XX00INVENTED01", "XX00INVENTED07")
    assert back["creditor_name"] == "Invented Alice" and back["purpose"] == "returned: AC04"
    assert back["channel"] == "camt.053 reversal"


def test_what_is_no_reversal_goes_the_way_it_is_booked() -> None:
    row = read(entry(usd("33"), f"{usd('33')}<RltdPties>{ALICE}{OWNER}</RltdPties>")).rows[-1]
    assert (row["debtor_account"], row["creditor_account"]) == ("XX00INVENTED07", "XX00INVENTED01")
    assert row["channel"] == "camt.053"


def test_the_account_saw_what_was_booked_and_what_was_ordered_stands_beside_it() -> None:
    ordered = '<AmtDtls><TxAmt><Amt Ccy="EUR">100.00</Amt></TxAmt></AmtDtls>'
    first, *_rest, last = read(entry(usd("92.00", "DBIT"), ordered)).rows
    assert (last["amount"], last["currency"]) == (Decimal(92), "USD")
    assert (last["instructed_amount"], last["instructed_currency"]) == (Decimal(100), "EUR")
    assert first["instructed_amount"] is None
    same = '<AmtDtls><TxAmt><Amt Ccy="USD">92.00</Amt></TxAmt></AmtDtls>'
    assert read(entry(usd("92.00", "DBIT"), same)).rows[-1]["instructed_amount"] is None


def test_transactions_that_do_not_say_what_they_moved_are_one_payment_of_the_entry() -> None:
    def named(name: str) -> str:
        return f"<RltdPties><Dbtr><Pty><Nm>{name}</Nm></Pty></Dbtr></RltdPties>"

    found = read(entry(usd("70"), named("Invented Carl"), named("Invented Dora")))
    row = found.rows[-1]
    assert (row["amount"], row["payment_id"], row["debtor_name"]) == (Decimal(70), "INVENTED-1/N-9", None)
    assert row["debtor_account"].startswith("unnamed: ") and len(found.rows) == 4
    assert row["purpose"] == "of several: Invented Carl, Invented Dora" and found.refusals == []
    assert [note.message for note in found.notes if note.place.label == "row 4"] == [
        "taken as one payment of the entry's amount, whose parts are not told, of 2 transactions"
    ]
    told = read(entry(usd("70"), usd("40") + named("Invented Carl"), usd("30") + named("Invented Dora")))
    assert told.column("amount")[-2:] == [Decimal(40), Decimal(30)] and told.notes == []
    odd = read(entry(usd("71"), usd("40"), usd("30")))
    assert [note.place.label for note in odd.notes] == ["row 4"] and "add up to it: 70 of 71" in odd.notes[
        0
    ].message


REFUSED = {
    "which way is not said": (
        BOOKED,
        "<CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>",
        "<Sts>BOOK</Sts>",
        "which way the money went is not told",
    ),
    "no day of execution": (
        ORDERS,
        "<ReqdExctnDt>2019-03-05</ReqdExctnDt>",
        "<ReqdExctnDt>soon</ReqdExctnDt>",
        "'soon'",
    ),
    "an order without an account": (
        ORDERS,
        "<Id><IBAN>XX00INVENTED05</IBAN></Id>",
        "",
        "PmtInf/DbtrAcct/Id or PmtInf/Dbtr/Nm is missing or empty",
    ),
    "a currency that never was": (BANKS, 'Ccy="EUR"', 'Ccy="XYZ"', "is not a currency code"),
    "an id again": (BANKS, "E-2", "T-1", "TxId 'T-1' stands in an earlier payment"),
    "an amount with a comma": (BANKS, ">5<", ">5,00<", "is not an amount"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_the_row_alone(name: str) -> None:
    item, old, new, why = REFUSED[name]
    assert old in item.raw.decode()
    found = read(Bytes(item.raw.replace(old.encode(), new.encode()), "made.xml"))
    whole = len(read(item).rows)
    assert len(found.rows) == whole - 1 and why in found.refusals[0].message


@pytest.mark.parametrize("item", [BANKS, ORDERS, BOOKED], ids=lambda item: str(item.name))
def test_a_prefix_changes_nothing_and_a_document_type_is_hostile(item: Bytes) -> None:
    text = item.raw.decode()
    prefixed = text.replace("</", "</p:").replace("<", "<p:").replace("<p:/p:", "</p:").replace("<p:?", "<?")
    prefixed = prefixed.replace("xmlns=", "xmlns:p=")
    assert read(Bytes(prefixed.encode(), "x.xml")).column("amount") == read(item).column("amount")
    with pytest.raises(Hostile):
        read(Bytes(text.replace("<Document", "<!DOCTYPE a []><Document").encode(), "x.xml"))
    with pytest.raises(BadInput):
        read(Bytes(text.replace("</GrpHdr>", "</GrpHd>").encode(), "x.xml"))


TRANSFERS = sample("tables/pacs008.xml")
DAY = "<IntrBkSttlmDt>2019-03-02</IntrBkSttlmDt>"
ASKED = "<ReqdExctnDt>2019-03-05</ReqdExctnDt>"
TWICE = {
    "an amount of another currency": (
        TRANSFERS, "<IntrBkSttlmDt>2019-03-02", '<IntrBkSttlmAmt Ccy="EUR">1250.00</IntrBkSttlmAmt>', True,
    ),
    "a day": (TRANSFERS, DAY, DAY, True),
    "a debtor without a name": (TRANSFERS, "<DbtrAcct>", "<Dbtr></Dbtr>", True),
    "an account": (TRANSFERS, "<Purp>", "<CdtrAcct><Id><IBAN>XX9</IBAN></Id></CdtrAcct>", True),
    "a day of a batch": (ORDERS, ASKED, "<ReqdExctnDt>2019-03-06</ReqdExctnDt>", True),
    "a creditor of a part": (
        BOOKED, "</RltdPties>", "<DbtrAcct><Id><IBAN>XX00INVENTED09</IBAN></Id></DbtrAcct>", True,
    ),
    "a text that may stand often": (TRANSFERS, "</RmtInf>", "<Ustrd>and 3</Ustrd>", False),
    "a line of an address, which is not read": (TRANSFERS, "<Ctry>", "<AdrLine>a</AdrLine>" * 2, False),
    "details of an entry": (BOOKED, "</NtryDtls>", "</NtryDtls><NtryDtls>", False),
}  # fmt: skip


@pytest.mark.parametrize("name", TWICE)
def test_what_may_stand_once_and_stands_twice_is_refused(name: str) -> None:
    item, mark, more, refused = TWICE[name]
    assert mark in item.raw.decode()
    made = Bytes(item.raw.replace(mark.encode(), (more + mark).encode(), 1), "made.xml")
    found = read(made)
    row = "row 3" if item is ORDERS else "row 1"
    assert {label for label, said in found.said() if "stands twice" in said} == ({row} if refused else set())
    assert (len(found.rows) < len(read(item).rows)) is refused


SPACES = {
    "the last version": (BANKS, "pacs.009.001.11", True),
    "the first": (BANKS, "pacs.009.001.01", True),
    "one of Germany": (ORDERS, "pain.001.003.03", True),
    "one that is not known": (BANKS, "pacs.009.001.12", False),
    "none of that number": (BANKS, "pacs.009.001.00", False),
    "another message": (BANKS, "pacs.008.001.08", False),
    "a variant": (BOOKED, "camt.053.002.08", False),
}


def of(item: Bytes, space: str) -> Bytes:
    return Bytes(re.sub(rb'xmlns="[^"]+"', f'xmlns="{space}"'.encode(), item.raw), "made.xml")


@pytest.mark.parametrize(("item", "schema", "known"), SPACES.values(), ids=SPACES)
def test_known_versions_alone_are_read(item: Bytes, schema: str, known: bool) -> None:
    made = of(item, ISO + schema)
    if known:
        assert read(made).column("amount") == read(item).column("amount")
        return
    with pytest.raises(BadInput, match=re.escape(repr(ISO + schema))) as told:
        read(made)
    place = int(str(told.value.place).split("-")[1])
    assert made.raw[place:].startswith(b"<") and "001.01 to ." in str(told.value.remedy)


def test_a_private_namespace_is_refused_under_a_prefix_too_and_one_without_is_noted() -> None:
    private = BANKS.raw.replace(b"<Document xmlns=", b'<e:Box xmlns:e="urn:invented"><Document xmlns=')
    assert read(Bytes(private + b"</e:Box>", "made.xml")).column("amount") == read(BANKS).column("amount")
    own = BANKS.raw.replace(b"<Document xmlns=", b'<Document xmlns:e="urn:invented" xmlns=')
    own = own.replace(b"FICdtTrf>", b"e:FICdtTrf>").replace(b"FinInstnCdtTrf>", b"e:FinInstnCdtTrf>")
    with pytest.raises(BadInput, match="urn:invented"):
        read(Bytes(own, "made.xml"))
    bare = read(Bytes(re.sub(rb' xmlns="[^"]+"', b"", BANKS.raw), "made.xml"))
    assert bare.column("amount") == read(BANKS).column("amount")
    assert any("no namespace" in doubt.message for doubt in bare.notes)


def test_bytes_that_are_not_of_the_encoding_said_are_told_from_a_broken_tag() -> None:
    text = TRANSFERS.raw.decode().replace("Invented Person One", "Invented Jürgen")
    (refusal,) = read(Bytes(text.encode("latin-1"), "made.xml")).refusals
    assert refusal.place.label == "row 1" and "byte 0xFC is no text in UTF-8" in refusal.message
    said = text.replace("UTF-8", "ISO-8859-1").encode("latin-1")
    assert not read(Bytes(said, "made.xml")).refusals and not read(Bytes(text.encode(), "made.xml")).refusals
    (broken,) = read(Bytes(text.replace("<Nm>Invented J", "<Nm>&Invented J").encode(), "x.xml")).refusals
    assert "UTF-8" not in broken.message


def test_of_an_entry_that_names_no_day_of_booking_the_value_date_stands_and_it_is_noted() -> None:
    text = BOOKED.raw.decode()
    entry = "<BookgDt><Dt>2019-03-02</Dt></BookgDt>"
    assert entry in text and not [one for one in read(BOOKED).notes if "day of booking" in one.message]
    found = read(Bytes(text.replace(entry, "<ValDt><Dt>2019-03-02</Dt></ValDt>").encode(), "x.xml"))
    assert [one.message for one in found.notes if "day of booking" in one.message] == [
        "taken, though no day of booking is named: the value date stands for it"
    ]
    assert [row["booked_ms"] for row in found.rows] == [row["booked_ms"] for row in read(BOOKED).rows]
