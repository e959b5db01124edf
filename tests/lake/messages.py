"""Messages that tell one invented payment, each with the references it is given, for tests across formats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ibis

from sightline.lake.payments_once import Counted, counted
from sightline.lake.taken_in import in_order
from tests.detectors.sea.tracks import arrow
from tests.formats.sample import Bytes
from tests.formats.tables import read

UETR = "00000000-0000-4000-8000-00000000000a"
PAYER, PAYEE = "XX00INVENTED01", "XX00INVENTED02"
BANK, OTHER_BANK = "INVBUS33", "INVBHKHH"


def mt103(
    reference: str, day: str = "190301", amount: str = "1250,", uetr: str = "", about: str = ""
) -> Bytes:
    more = f":70:{about}\n" if about else ""
    return _fin(
        "103", uetr,
        f":20:{reference}\n:23B:CRED\n:32A:{day}USD{amount}\n:50K:/{PAYER}\nINVENTED ONE\n"
        f":59:/{PAYEE}\nINVENTED TWO\n{more}:71A:SHA\n",
    )  # fmt: skip


def mt202(reference: str, related: str, day: str = "190301", amount: str = "1250,", uetr: str = "") -> Bytes:
    return _fin(
        "202", uetr,
        f":20:{reference}\n:21:{related}\n:32A:{day}USD{amount}\n:52A:{BANK}XXX\n:58A:{OTHER_BANK}\n"
        f":50K:/{PAYER}\nINVENTED ONE\n:59:/{PAYEE}\nINVENTED TWO\n",
    )  # fmt: skip


def mt940(
    reference: str, banks: str = "", day: str = "190301", amount: str = "1250,", information: str = ""
) -> Bytes:
    """The payer's statement; the reference is that before `//`."""
    behind = f"//{banks}" if banks else ""
    return _fin(
        "940", "",
        f":20:STMT-1\n:25:{PAYER}\n:28C:7/1\n:60F:C{day}USD9000,\n:61:{day}D{amount}NTRF{reference}{behind}\n"
        f":86:{information}/IBAN/{PAYEE}/NAME/INVENTED TWO\n:62F:C{day}USD7750,\n",
    )  # fmt: skip


def _fin(kind: str, uetr: str, fields: str) -> Bytes:
    user = f"{{3:{{121:{uetr}}}}}" if uetr else ""
    head = f"{{1:F01{BANK}AXXX0000000000}}{{2:I{kind}{OTHER_BANK}XXXXN}}{user}{{4:\n"
    return Bytes(f"{head}{fields}-}}\n".encode(), f"{kind}.fin")


def references(**told: str) -> str:
    """Elements of references, in the order given."""
    return "".join(f"<{name}>{text}</{name}>" for name, text in told.items())


def pacs008(told: str, day: str = "2019-03-01", amount: str = "1250.00") -> Bytes:
    return _iso(
        "pacs.008.001.08", "FIToFICstmrCdtTrf",
        f"<CdtTrfTxInf><PmtId>{told}</PmtId><IntrBkSttlmAmt Ccy='USD'>{amount}</IntrBkSttlmAmt>"
        f"<IntrBkSttlmDt>{day}</IntrBkSttlmDt>{_party('Dbtr', PAYER)}{_party('Cdtr', PAYEE)}</CdtTrfTxInf>",
    )  # fmt: skip


def pacs009(told: str, day: str = "2019-03-01", amount: str = "1250.00") -> Bytes:
    banks = "".join(
        f"<{side}><FinInstnId><BICFI>{bic}</BICFI></FinInstnId></{side}>"
        for side, bic in (("Dbtr", BANK), ("Cdtr", f"{OTHER_BANK}XXX"))
    )
    return _iso(
        "pacs.009.001.08", "FICdtTrf",
        f"<CdtTrfTxInf><PmtId>{told}</PmtId><IntrBkSttlmAmt Ccy='USD'>{amount}</IntrBkSttlmAmt>"
        f"<IntrBkSttlmDt>{day}</IntrBkSttlmDt>{banks}<UndrlygCstmrCdtTrf><Dbtr><Nm>Invented One</Nm></Dbtr>"
        "<Cdtr><Nm>Invented Two</Nm></Cdtr></UndrlygCstmrCdtTrf></CdtTrfTxInf>",
    )  # fmt: skip


def pain001(told: str, day: str = "2019-03-01", amount: str = "1250.00") -> Bytes:
    return _iso(
        "pain.001.001.09", "CstmrCdtTrfInitn",
        f"<PmtInf><ReqdExctnDt><Dt>{day}</Dt></ReqdExctnDt>{_party('Dbtr', PAYER)}<CdtTrfTxInf>"
        f"<PmtId>{told}</PmtId><Amt><InstdAmt Ccy='USD'>{amount}</InstdAmt></Amt>{_party('Cdtr', PAYEE)}"
        "</CdtTrfTxInf></PmtInf>",
    )  # fmt: skip


def camt053(
    told: str, day: str = "2019-03-01", amount: str = "1250.00", *, incoming: bool = False, banks: str = ""
) -> Bytes:
    """The payer's statement, or the payee's; `banks` is the reference of the bank that keeps the account."""
    own, side, other = (PAYEE, "Dbtr", PAYER) if incoming else (PAYER, "Cdtr", PAYEE)
    reference = f"<AcctSvcrRef>{banks}</AcctSvcrRef>" if banks else ""
    return _iso(
        "camt.053.001.08", "BkToCstmrStmt",
        f"<Stmt><Id>S-1</Id><Acct><Id><IBAN>{own}</IBAN></Id></Acct><Ntry><Amt Ccy='USD'>{amount}</Amt>"
        f"<CdtDbtInd>{'CRDT' if incoming else 'DBIT'}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
        f"<BookgDt><Dt>{day}</Dt></BookgDt>{reference}<NtryDtls><TxDtls><Refs>{told}</Refs>"
        f"<RltdPties>{_party(side, other)}</RltdPties></TxDtls></NtryDtls></Ntry></Stmt>",
    )  # fmt: skip


def _party(side: str, account: str) -> str:
    return (
        f"<{side}><Nm>Invented {account[-1]}</Nm></{side}>"
        f"<{side}Acct><Id><Othr><Id>{account}</Id></Othr></Id></{side}Acct>"
    )


def _iso(name: str, element: str, inside: str) -> Bytes:
    group = "<GrpHdr><MsgId>INVENTED-1</MsgId><CreDtTm>2019-03-01T08:00:00Z</CreDtTm></GrpHdr>"
    return Bytes(
        f"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:{name}'><{element}>{group}{inside}</{element}>"
        "</Document>".encode(),
        f"{name}.xml",
    )  # fmt: skip


def taken(*messages: Bytes) -> Counted:
    """The payments of these messages, taken in in this order, each once."""
    items = [f"{number}" * 64 for number in range(len(messages))]
    rows: list[dict[str, Any]] = []
    for item, message in zip(items, messages, strict=True):
        read_here = read(message)
        assert not read_here.refusals
        rows += [row | {"item": item} for row in read_here.rows]
    return counted(in_order(ibis.memtable(arrow(rows, "payments")), items))


def said(found: Counted) -> tuple[int, Sequence[bool]]:
    """How many payments count, and of each conflict whether one row was corrected."""
    return (
        found.payments.count().to_pyarrow().as_py(),
        [bool(pair["corrected"]) for pair in found.conflicts.pairs.to_pylist()],
    )
