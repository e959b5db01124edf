"""SWIFT messages MT103, MT202 (with cover) and MT940, in blocks, or fields alone without them.

A transfer is one payment, a statement gives one for each line `:61:`. Messages of other types in the file
are counted and passed over. Fields in another order than the standard's are taken and noted; amounts have a
comma. Of a transfer without blocks nobody says who sent it, which is noted. A statement's line is booked on
its entry date, which has no year: it takes that of the value date (`value_on`), or the next or last one where
that is nearer. A party without an account is known by its BIC, without that by its name (`name: …`); the
other side of a statement's line whose information (`:86:`) names nobody by an id of that payment's own
(`unnamed: …`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from sightline.clean import agents, bic
from sightline.clean.agents import Agent
from sightline.formats.csv_blocks import Span
from sightline.formats.description import Description, Doubt
from sightline.formats.message_fields import ASK as ASK_AGAIN
from sightline.formats.message_fields import LINE, VALUE
from sightline.formats.payment_rows import CUT, NOTE, REMEDY, WRONG, checked
from sightline.formats.payments_csv import ID_ELEMENT, ID_GIVER, OTHER_ID, REVERSED
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.source import Readable
from sightline.formats.statement_sums import Sums, amount
from sightline.formats.swift_text import Field, Message, messages
from sightline.formats.unnamed import stands
from sightline.formats.unpacked import Unpacked, start
from sightline.model.telemetry import Refusal

TRANSFER = (
    "20",
    "13C",
    "23B",
    "23E",
    "26T",
    "32A",
    "33B",
    "36",
    "50",
    "51",
    "52",
    "53",
    "54",
    "55",
    "56",
    "57",
    "59",
    "70",
    "71",
    "72",
    "77",
)
BANKS = (
    "20",
    "21",
    "13C",
    "32A",
    "52",
    "53",
    "54",
    "56",
    "57",
    "58",
    "72",
    "50",
    "52",
    "56",
    "57",
    "59",
    "70",
    "72",
    "33B",
)
STATEMENT = ("20", "21", "25", "28", "60", "61", "86", "62", "64", "65", "86")
ORDER = {"103": TRANSFER, "202": BANKS, "940": STATEMENT, "": STATEMENT}
DESCRIPTION = Description(
    name="swift_mt",
    version=15,
    kind="table",
    title="SWIFT transfers and statements (MT103, MT202, MT940)",
    publisher="",
    list_id="",
    roles=("message",),
    knows=tuple(sorted({tag for tags in ORDER.values() for tag in tags})),
    met_real_file=False,
    specification="SWIFT Standards MT, categories 1, 2 and 9, as publicly described; fields by their numbers",
    table="payments",
)
AGENTS = {
    "51": "InstgAgt",
    "52": "DbtrAgt",
    "53": "InstgRmbrsmntAgt",
    "54": "InstdRmbrsmntAgt",
    "55": "ThrdRmbrsmntAgt",
    "56": "IntrmyAgt1",
    "57": "CdtrAgt",
}
"""fields that name a bank of the chain, with the element of ISO 20022 that means the same"""
_PARTIES = ("50", "51", "52", "53", "54", "55", "56", "57", "59")
ONCE = {
    "103": ("20", "32", "33", *_PARTIES, "70", "72"),
    "202": ("20", "21", "32", "33", "50", "53", "54", "58", "59", "70"),
    "940": ("20", "25", "60"),
    "": ("25", "60"),
}
"""fields, of whatever option, that cannot stand twice in a message: which of two would hold is not ours to
say. A cover payment names the banks of two transfers"""
ASK = "ask its sender which of the two holds"
MEND = "ask its sender; the standard has one comma, before the cents, and nothing between thousands"
WHOLE_VALUE, WHOLE_LINE = (ASK_AGAIN.format(where=told.where, form=told.form) for told in (VALUE, LINE))
NO_SUCH_DAY = "ask its sender which day is meant: the field has YYMMDD, a day of the calendar"
NO_SUCH_ENTRY = "ask its sender which day is meant: the entry date has MMDD, a day of the calendar"
NO_COMMA = "taken, though its amount of {} lacks the comma of the standard: read as a whole number"
NO_HEADER = "taken as an MT{}, though it has no header: type by its fields, sender and receiver unknown"
OUT_OF_ORDER = "taken, though its fields stand in another order than the standard's"
_HEAD = re.compile(rb"\{2:[IO](?:103|202|940)")
_BARE = re.compile(
    rb"\A(?:\{4:\s*)?:20:.*^(?::25:.*^:60[FM]:|:23B:.*^:32A:|:32A:.*^:23B:|:21:.*^:32A:.*^:58[AD]:)",
    re.S | re.M,
)
"""how the fields of a statement or a transfer begin"""
_VALUE = re.compile(r"(\d{6})([A-Z]{3})([\d,]+)")
_ORDERED = re.compile(r"([A-Z]{3})(\d+,\d*)")
_LINE = re.compile(r"(\d{6})(\d{4})?(R?[CD])([A-Z]?)([\d,]+)([A-Z][A-Z0-9]{3})([^/]*)(?://(.*))?")
_BALANCE = re.compile(r"([CD])\d{6}([A-Z]{3})([\d,]*)")
_SUBFIELD = re.compile(r"\?(\d{2})([^?]*)")
_PAYERS = re.compile(r"/ROC/([^/]+)")
"""the ordering customer's reference in field 70"""
_WORD = re.compile(r"/(NAME|IBAN|BIC|REMI|EREF)/([^/]*)")
NO_REFERENCE = "NONREF"
"""what stands where there is no reference, and one has to stand"""
CREDITED = ("C", "RD")
"""marks of a line that adds to the account: a credit, and a debit taken back"""
HALF_YEAR = 6
"""months; an entry further from its value date is of the year before or behind"""
CENTURY = 80
"""two-digit years from here on are of the twentieth century, as in the standard"""


def recognise(head: bytes, name: str) -> str | None:
    """`message` when the first bytes hold the header of such a message, or a statement's first fields."""
    first = start(head).lstrip()
    blocks = first.startswith((b"{1:", b"\x01{1:")) and _HEAD.search(first)
    return "message" if blocks or _BARE.match(first.replace(b"\r", b"")) else None


def read_table(item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
    """Record batches of `PAYMENTS`; messages and lines that are wrong go to `refuse`."""
    stream = Unpacked(item)
    yield from checked(item, _payments(item, stream, refuse, asides), refuse, asides)
    for doubt in stream.doubts():
        asides.note(doubt)


def _payments(
    item: Readable, stream: Unpacked, refuse: Refuse, asides: Asides
) -> Iterator[tuple[Span, dict[str, str]]]:
    entries = 0
    for message in messages(item, stream):
        here = _span(item, stream, message.number, message.start, message.end)
        if not message.whole:
            refuse(Refusal(item.sha256, here.place, "the message ends before it is complete", CUT))
            if message.kind not in ("940", "") or not message.fields:
                continue
            del message.fields[-1]  # it may be cut; the lines of a statement before it are whole
            while message.fields and message.fields[-1].tag == "61":
                del message.fields[-1]
        if message.kind not in ORDER or not message.fields:
            asides.pass_over(1, "messages of other types")
            continue
        if twice := _twice(message):
            refuse(Refusal(item.sha256, here.place, f"field {twice} stands twice", ASK))
            entries += message.kind in ("103", "202")
            continue
        if message.bare and message.kind:
            asides.note(Doubt(item.sha256, here.place, NO_HEADER.format(message.kind)))
        if not _in_order(message):
            asides.note(Doubt(item.sha256, here.place, OUT_OF_ORDER))
        if message.kind in ("940", ""):
            for first, last, payment in _statement(message):
                entries += 1
                span = _span(item, stream, entries, first.start, last.end)
                if why := payment.pop(WRONG, ""):
                    refuse(Refusal(item.sha256, span.place, why, payment.pop(REMEDY)))
                    continue
                if told := payment.pop(NOTE, ""):
                    asides.note(Doubt(item.sha256, span.place, told))
                yield span, payment
            if told := _unbalanced(message):
                asides.note(Doubt(item.sha256, here.place, told))
        else:
            entries += 1
            if wrong := _wrong_value(message):
                refuse(Refusal(item.sha256, here.place, wrong[WRONG], wrong[REMEDY]))
                continue
            if (value := message.of("32A")) and "," not in value.text:
                asides.note(Doubt(item.sha256, here.place, NO_COMMA.format(":32A:")))
            payment = _transfer(message) if message.kind == "103" else _between_banks(message)
            yield Span(entries, here.start, here.end), payment


def _span(item: Readable, stream: Unpacked, number: int, first: int, end: int) -> Span:
    return Span(number, 0, item.size - 1) if stream.packed else Span(number, first, max(first, end - 1))


def _twice(message: Message) -> str:
    """The tags of a field that may stand once and stands again; empty where none does."""
    for number in ONCE[message.kind]:
        tags = [f":{one.tag}:" for one in message.fields if one.tag.startswith(number)]
        if len(tags) > 1:
            return " or ".join(dict.fromkeys(tags))
    return ""


def _in_order(message: Message) -> bool:
    """Whether the fields come in the standard's order; in a statement `:61:` and `:86:` alternate."""
    order, at = ORDER[message.kind], 0
    for one in message.fields:
        known = [n for n, tag in enumerate(order) if one.tag.startswith(tag)]
        later = [n for n in known if n >= at]
        if not known:
            continue
        if not later:
            if message.kind in ("940", "") and one.tag == "61":
                later = known
            else:
                return False
        at = later[0]
    return True


def _wrong_value(message: Message) -> dict[str, str]:
    """What is wrong with the field that tells day, currency and amount, and its remedy; else empty."""
    value = message.of("32A")
    if value is None:
        return _wrong("field :32A:, which tells day, currency and amount, is missing", WHOLE_VALUE)
    told = _VALUE.fullmatch(value.text)
    if told is None:
        what = f"field :32A: {value.text[:40]!r} is not a day YYMMDD, a currency and an amount with one comma"
        return _wrong(what, WHOLE_VALUE)
    if not _of_calendar(_date(told[1])):
        return _wrong(f"field :32A: names no day of the calendar: {told[1]} (YYMMDD)", NO_SUCH_DAY)
    return _commas(told[3], ":32A:")


def _wrong_line(told: re.Match[str]) -> dict[str, str]:
    """What is wrong with the days and the amount of a line of a statement, and its remedy; else empty."""
    if not _of_calendar(_date(told[1])):
        return _wrong(f"field :61: names no day of the calendar: {told[1]} (YYMMDD)", NO_SUCH_DAY)
    if not _of_calendar(_entered(told[1], told[2] or "")):
        return _wrong(f"field :61: names no day of the calendar: entry date {told[2]} (MMDD)", NO_SUCH_ENTRY)
    return _commas(told[5], ":61:")


def _wrong(what: str, remedy: str) -> dict[str, str]:
    return {WRONG: what, REMEDY: remedy}


def _of_calendar(day: str) -> bool:
    try:
        return bool(date.fromisoformat(day))
    except ValueError:
        return False


def _commas(amount: str, where: str) -> dict[str, str]:
    if amount.count(",") < 2:
        return {}
    return _wrong(f"the amount {amount[:40]!r} of {where} has more than one comma", MEND)


# --- Fields ---------------------------------------------------------------------------------------


def _date(text: str) -> str:
    """`YYMMDD` as ISO; as it stands where it is none, so that it is refused by name."""
    if len(text) != 6 or not text.isdecimal():
        return text
    return f"{'19' if int(text[:2]) >= CENTURY else '20'}{text[:2]}-{text[2:4]}-{text[4:]}"


def _entered(value: str, entry: str) -> str:
    """The day of booking: the entry date (`MMDD`) in the year nearest to the value date, else that itself."""
    of_value = _date(value)
    if not entry or not of_value[:4].isdecimal():
        return of_value
    months = int(entry[:2]) - int(of_value[5:7])
    year = int(of_value[:4]) + (months < -HALF_YEAR) - (months > HALF_YEAR)
    return f"{year}-{entry[:2]}-{entry[2:]}"


def _amount(text: str) -> str:
    return text.replace(",", ".").rstrip(".") if text.count(",") == 1 else text


def _party(one: Field | None) -> dict[str, str]:
    """Account, name, BIC and country of a party: `/account`, then a BIC (A), numbered (F) or plain lines."""
    found = {"account": "", "name": "", "bic": "", "country": ""}
    if one is None:
        return found
    lines = [line.strip() for line in one.lines if line.strip()]
    if lines and lines[0].startswith("/"):
        found["account"] = lines.pop(0).lstrip("/").removeprefix("C/").removeprefix("D/")
    if not lines:
        return found
    if one.tag.endswith("A"):
        found["bic"] = bic.clean(lines[0]) or lines[0]
    elif one.tag.endswith("F"):
        numbered = [line.partition("/") for line in lines]
        found["name"] = " ".join(text for number, _bar, text in numbered if number == "1")
        place = next((text for number, _bar, text in numbered if number == "3"), "")
        found["country"] = place[:2]
    else:
        found["name"] = lines[0]
        found["bic"] = bic.clean(lines[0]) or ""
    return found


def _filled(side: str, found: dict[str, str], bank: str = "", *, statement: bool = False) -> dict[str, str]:
    """The columns of a side; without an account its own BIC stands for it, else its name tells it apart."""
    columns = {
        f"{side}_account": found["account"] or ("" if statement else found["bic"]),
        f"{side}_name": found["name"],
        f"{side}_bic": bank or found["bic"],
        f"{side}_country": found["country"],
    }
    stands(columns, side, always=statement)
    return columns


def _common(message: Message) -> dict[str, str]:
    value, reference = message.of("32A"), message.of("20")
    told = _VALUE.fullmatch(value.text) if value else None
    return {
        "payment_id": message.uetr or (reference.text if reference else ""),
        ID_ELEMENT: "UETR" if message.uetr else ":20:",
        ID_GIVER: "" if message.uetr else message.sender,
        "instruction": reference.text if reference else "",
        "booked_at": _date(told[1]) if told else (value.text if value else ""),
        "currency": told[2] if told else "",
        "amount": _amount(told[3]) if told else "",
        "channel": f"MT{message.kind}",
    }


def _between(message: Message, *known: str) -> str:
    """The banks of the message that are not `known` as a side's, its sender and receiver among them."""
    chain = [Agent("InstgAgt", message.sender)]
    for one in message.fields:
        role = AGENTS.get(one.tag[:2])
        if role is None or one.tag.endswith("B"):  # option B has an account and a place, no bank
            continue
        bank = _party(one)
        chain.append(Agent(role, bank["bic"], bank["name"]))
    chain.append(Agent("InstdAgt", message.receiver))
    order = list(agents.ROLES)
    return agents.written(sorted(chain, key=lambda one: order.index(one.role)), known)


def _ordered(message: Message) -> dict[str, str]:
    """What the customer ordered, `:33B:`; nothing where that is not a currency and an amount."""
    field = message.of("33B")
    told = _ORDERED.fullmatch(field.text) if field else None
    return {
        "instructed_currency": told[1] if told else "",
        "instructed_amount": _amount(told[2]) if told else "",
    }


def _transfer(message: Message) -> dict[str, str]:
    about = message.of("70")
    payer = _party(message.of("50K", "50F", "50A", "50"))
    payee = _party(message.of("59", "59F", "59A"))
    debtor_bank = _party(message.of("52A", "52D"))["bic"] or message.sender
    creditor_bank = _party(message.of("57A", "57D", "57B"))["bic"] or message.receiver
    return {
        **_common(message),
        **_filled("debtor", payer, debtor_bank),
        **_filled("creditor", payee, creditor_bank),
        "purpose": about.text if about else "",
        "end_to_end": told[1].strip() if about and (told := _PAYERS.search(about.text)) else "",
        "agents": _between(message, debtor_bank, creditor_bank),
        **_ordered(message),
    }


def _between_banks(message: Message) -> dict[str, str]:
    payer = _party(message.of("52A", "52D"))
    if not any(payer.values()):
        payer["bic"] = message.sender
    payee = _party(message.of("58A", "58D"))
    covered = [
        f"{word} {name}"
        for word, tags in (("for", ("50K", "50F", "50A")), ("to", ("59", "59F", "59A")))
        if (name := _party(message.of(*tags))["name"])
    ]
    told = [one.text for one in (message.of("70"), message.of("72")) if one]
    related = message.of("21")
    return {
        **_common(message),
        "end_to_end": related.text if related and related.text != NO_REFERENCE else "",
        **_filled("debtor", payer),
        **_filled("creditor", payee),
        "purpose": " ".join([*told, *covered]),
        "agents": _between(message, payer["bic"], payee["bic"]),
    }


# --- Statements -----------------------------------------------------------------------------------


def _statement(message: Message) -> Iterator[tuple[Field, Field, dict[str, str]]]:
    """Each line with its information behind it, and the payment they make, or what is wrong with it."""
    account, number = message.of("25"), message.of("28C", "28")
    balance = message.of("60F", "60M")
    currency = told[2] if balance and (told := _BALANCE.match(balance.text)) else ""
    holder = account.text if account else ""
    owner = {
        "account": holder.partition("/")[2] or holder,
        "bic": bic.clean(holder.partition("/")[0]) or message.sender,
    }
    for at, line in enumerate(message.fields):
        if line.tag != "61":
            continue
        behind = message.fields[at + 1] if at + 1 < len(message.fields) else None
        info = behind if behind is not None and behind.tag == "86" else None
        where = f"{owner['account']}/{number.text if number else ''}/{line.text[:6]}/{at}"
        yield line, info or line, _booked(line, info, owner, currency, where)


def _unbalanced(message: Message) -> str:
    """What does not add up between the first balance of a whole statement and its last; else empty."""
    first, last = (_balance(message.of(f"{tag}F", f"{tag}M")) for tag in ("60", "62"))
    if not message.whole or first is None or last is None or first[1] != last[1]:
        return ""
    sums = Sums()
    for line in message.fields:
        if line.tag == "61":
            told = _LINE.match(line.lines[0].strip())
            sums.add(amount(_amount(told[5]), credit=told[3] in CREDITED) if told else None, first[1])
    return sums.doubt(first[0], last[0])


def _balance(field: Field | None) -> tuple[Decimal | None, str] | None:
    """Amount and currency of a balance; None where it is none."""
    told = _BALANCE.match(field.text) if field else None
    return (amount(_amount(told[3]), credit=told[1] == "C"), told[2]) if told else None


def _booked(
    line: Field, info: Field | None, owner: dict[str, str], currency: str, where: str
) -> dict[str, str]:
    told = _LINE.match(line.lines[0].strip())
    if told is None:
        what = f"field :61: {line.lines[0][:40]!r} is not a day YYMMDD, C or D and an amount with one comma"
        return _wrong(what, WHOLE_LINE)
    if wrong := _wrong_line(told):
        return wrong
    other = _information(info)
    incoming = told[3] in CREDITED
    own_side, other_side = ("creditor", "debtor") if incoming else ("debtor", "creditor")
    banks, payers = (told[8] or "").strip(), told[7].strip()
    payers = "" if payers == NO_REFERENCE else payers
    own = f"{banks or payers} ({where})" if banks or payers else where
    return {
        "payment_id": banks or own,
        OTHER_ID: own if banks else "",
        ID_ELEMENT: ":61:",
        "end_to_end": other["end_to_end"] or payers,
        "instruction": payers if other["end_to_end"] else "",
        "bank_reference": banks,
        "booked_at": _entered(told[1], told[2] or ""),
        "value_on": _date(told[1]),
        "amount": _amount(told[5]),
        "currency": currency,
        **_filled(
            own_side, {"account": owner["account"], "name": "", "bic": "", "country": ""}, owner["bic"]
        ),
        **_filled(other_side, other, statement=True),  # its BIC is its bank's
        "purpose": other["purpose"],
        "channel": f"MT940{REVERSED}" if told[3].startswith("R") else "MT940",
        NOTE: "" if "," in told[5] else NO_COMMA.format(":61:"),
    }


def _information(info: Field | None) -> dict[str, str]:
    """Who and what for, of numbered subfields (`?32`), of words (`/NAME/`), else the text as it stands."""
    found = {"account": "", "name": "", "bic": "", "country": "", "purpose": "", "end_to_end": ""}
    if info is None:
        return found
    text = "".join(info.lines)
    parts = dict(_SUBFIELD.findall(text))
    if parts:
        found["name"] = (parts.get("32", "") + parts.get("33", "")).strip()
        found["account"], found["bic"] = parts.get("31", "").strip(), bic.clean(parts.get("30", "")) or ""
        found["purpose"] = " ".join(parts[n].strip() for n in sorted(parts) if "20" <= n <= "29")
    elif words := dict(_WORD.findall(text)):
        found |= {
            "name": words.get("NAME", ""),
            "account": words.get("IBAN", ""),
            "bic": words.get("BIC", ""),
            "end_to_end": words.get("EREF", "").strip(),
        }
        found["purpose"] = words.get("REMI", "").strip()
    else:
        found["purpose"] = info.text
    return found
