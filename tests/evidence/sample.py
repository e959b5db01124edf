"""A small bundle of invented content with every kind of member, as parts that a test may change."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from sightline.evidence import canonical, container
from sightline.evidence.container import Source
from sightline.evidence.keys import Keyring
from sightline.evidence.ledger import Event, Ledger
from sightline.matching import bic, name_words
from sightline.matching.replay import combine
from sightline.names.commonness import worth

LIST = "\n".join(
    f"<ENTITY><NAME>Invented &amp; Sons {number:02}</NAME><REF>IVe.{number:03}</REF>"
    f"<LISTED>20{10 + number}-03-0{number}</LISTED><BIC>INVEKPP{number}</BIC></ENTITY>"
    for number in range(1, 9)
).encode()
TABLE = b'name,note\n"Invented ""Trading"" Co","paid, twice"\n'
LINES = b'{"id":"x1","name":"\\ubc15 \\"Invented\\" \\/ One"}\n'
LETTER = b"From: invented@example.org\n\nWe closed the account on =\n3 May.=C2=A0Caf=C3=A9 Inconnu.\n"
PAGES = b"%PDF-1.4\n" + bytes(range(256)) * 8
PARTITION = "0123456789abcdef0123"
CERTIFICATE = "c-invented"
SIGNAL = "s-" + hashlib.sha256(b"invented\nmmsi-1\nmmsi-2\n2017-10-19T03:00Z").hexdigest()[:12]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


ITEMS = {
    "list.xml": LIST, "table.csv": TABLE, "lines.json": LINES, "letter.eml": LETTER, "pages.pdf": PAGES,
}  # fmt: skip


def place(data: bytes, part: bytes, label: str = "") -> str:
    start = data.index(part)
    return f"{label and label + ' · '}bytes {start}-{start + len(part) - 1}"


def cite(name: str, part: bytes, quote: str, label: str = "") -> dict[str, Any]:
    return {"item": sha256(ITEMS[name]), "place": place(ITEMS[name], part, label), "quote": quote}


def statements() -> list[dict[str, Any]]:
    said = []
    for number in range(1, 9):
        entry = f"iv-{number}"
        for entity, schema, prop, value, part in (
            (entry, "Company", "name", f"Invented & Sons {number:02}", f"Invented &amp; Sons {number:02}"),
            (entry, "Company", "swiftBic", f"INVEKPP{number}", f"INVEKPP{number}"),
            (f"{entry}:listing", "Sanction", "unscId", f"IVe.{number:03}", f"IVe.{number:03}"),
            (f"{entry}:listing", "Sanction", "listingDate", f"20{10 + number}-03-0{number}",
             f"20{10 + number}-03-0{number}"),
        ):  # fmt: skip
            said.append({
                "entity": entity, "schema": schema, "prop": prop, "value": value, "item": sha256(LIST),
                "original": value if "&" in value else part, "lang": "", "credibility": 6,
                "place": place(LIST, part.encode(), f"element /LIST/ENTITY[{number}]"),
            })  # fmt: skip
    return said


def partition(said: list[dict[str, Any]]) -> dict[str, Source]:
    rows = b"".join(sorted(canonical.encode(one) for one in said))
    manifest = {
        "partition": PARTITION, "list": "invented", "dated": "2026-03-01", "items": [sha256(LIST)],
        "format": "x", "version": 1, "schema": 1,
        "entries": 8, "statements": len(said), "rows_sha256": sha256(rows),
    }  # fmt: skip
    return {
        f"statements/{PARTITION}.jsonl": rows,
        f"statements/{PARTITION}.manifest.json": canonical.encode(manifest),
    }


def pins() -> list[dict[str, str]]:
    manifest = partition(statements())[f"statements/{PARTITION}.manifest.json"]
    assert isinstance(manifest, bytes)
    return [{"partition": PARTITION, "manifest": sha256(manifest)}]


def table(columns: list[str], rows: list[list[str]], /, **query: Any) -> dict[str, Any]:
    cells = [[{"text": text, "cites": []} for text in row] for row in rows]
    return {"kind": "table", "columns": columns, "rows": cells, "query": query}


def report() -> dict[str, Any]:
    listed = [cite("list.xml", b"IVe.003", "IVe.003", "element /LIST/ENTITY[3]")]
    sentence = {"text": "An invented sentence.", "cites": listed}
    blocks = [
        {"number": 1, "sentences": [sentence]},
        table(
            ["Reference", "Name", "Listed", "BIC"],
            [["IVe.002", "Invented & Sons 02", "2012-03-02", "INVEKPP2"],
             ["IVe.003", "Invented & Sons 03", "2013-03-03", "INVEKPP3"]],
            kind="entries", pins=pins(), list="invented",
            where={"reference": ["IVe.003", "IVe.002", "IVe.007"]},
            columns=["reference", "caption", "listed_on", "prop:swiftBic"], on="2013-03-03",
        ),
        table(["Kind", "Entries"], [["Company", "8"]],
              kind="count", pins=pins(), list="invented", by="schema"),
        table(
            ["Measure", "Paragraph", "In force", "Verification"],
            [["Measure iv-luxury", "9001 ¶8; 9002 ¶5", "yes", "unverified"],
             ["Measure iv-closed", "9001 ¶9", "no", "checked"]],
            kind="measures", day="2016-05-01", ids=["iv-luxury", "iv-closed"],
        ),
        table(
            ["Asked", "Listed", "Reference", "Score", "Result"],
            [["Invented and Sons 03", "Invented & Sons 03", "IVe.003",
            f"{certificate()['hits'][0]['score']:.2f}", "match"]],
            kind="screening", certificate=CERTIFICATE,
        ),
        table(["List of another audience"], [["unseen"]], kind="entries", list="other", columns=["caption"],
              pins=[{"partition": "f" * 20, "manifest": "f" * 64}]),
        table(
            ["Detector", "Actors", "Start", "End", "Place", "Score"],
            [["invented", "SAMPLE 2; SAMPLE 1", "2017-10-19T03:00Z", "2017-10-19T10:00Z", "at sea", "0.80"]],
            kind="signals", ids=[SIGNAL],
        ),
    ]  # fmt: skip
    quotes = [
        cite("table.csv", TABLE[10:35], 'Invented "Trading" Co', "row 2"),
        cite("lines.json", LINES, '박 "Invented" / One'),
        cite("letter.eml", LETTER, "account on 3 May. Café Inconnu."),
        {"item": sha256(PAGES), "place": "page 3 box 72,90.5,310,104", "quote": "not compared"},
        {"item": sha256(PAGES), "place": "bytes 0-8"},
    ]
    finding = {"id": "f-invented", "measures": ["iv-luxury"], "day": "2016-05-01", "assertion": "invented"}
    return {
        "title": "An invented report", "sections": [{"title": "One", "blocks": blocks}],
        "annexes": [{"letter": "A", "quotes": quotes}], "findings": [finding],
    }  # fmt: skip


def regime() -> dict[str, Any]:
    def measure(name: str, end: str | None, confidence: str, *parts: tuple[str, str]) -> dict[str, Any]:
        provisions = [{"resolution": resolution, "paragraph": paragraph} for resolution, paragraph in parts]
        return {"id": name, "title": f"Measure {name}", "in_force_from": "2006-10-14",
                "in_force_to": end, "provisions": provisions, "confidence": confidence}  # fmt: skip

    return {
        "measures": [
            measure("iv-closed", "2016-04-30", "checked", ("9001", "9")),
            measure("iv-luxury", None, "unverified", ("9001", "8"), ("9002", "5")),
        ]
    }


def certificate() -> dict[str, Any]:
    name = name_words.compare("Invented and Sons", "Invented & Sons", worth)
    code = bic.compare("INVEKPP3", "INVEKPP3")
    assert name and code
    reasons = [
        {"text": "the BIC is the same", "score": code.score, "forms": code.forms,
         "cites": [cite("list.xml", b"INVEKPP3", "INVEKPP3")]},
        {"text": "the names are alike", "score": name.score, "forms": name.forms,
         "cites": [{"item": "9" * 64, "place": "bytes 0-1"}]},
    ]  # fmt: skip
    score = combine([code.forms, name.forms])
    hit = {"caption": "Invented & Sons 03", "reference": "IVe.003", "score": score, "alert": True,
           "match": True, "reasons": reasons}  # fmt: skip
    unknown = hit | {
        "reasons": [{"text": "x", "score": 0.5, "cites": [], "forms": {"comparison": "invented"}}]
    }
    lists = [{"list": "invented"} | pins()[0]]
    return {"id": CERTIFICATE, "query": {"name": "Invented and Sons 03"}, "lists": lists, "hits": [hit],
            "nearest": unknown}  # fmt: skip


def signal() -> dict[str, Any]:
    actors = [{"id": f"mmsi-{n}", "caption": f"SAMPLE {n}", "role": "ship"} for n in (2, 1)]
    cites = [cite("table.csv", TABLE[10:35], "", "row 2"), {"item": "8" * 64, "place": "bytes 0-1"}]
    return {"id": SIGNAL, "detector": "invented", "version": 1, "score": 0.8, "entities": actors,
            "start": "2017-10-19T03:00:00Z", "end": "2017-10-19T10:00:00Z", "place": "at sea",
            "measures": [], "reasons": [{"text": "they lay side by side", "cites": cites}]}  # fmt: skip


def described(ledger: Ledger, at: datetime) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    rows, custody = [], {}
    for number, (name, data) in enumerate(ITEMS.items()):
        acquisition = f"{number:032x}"
        store = Event("store", "editor", acquisition, {"sha256": sha256(data), "size": len(data)})
        ledger.append([store, Event("read", "editor", acquisition)], at)
        custody[acquisition] = list(ledger.entries(acquisition))
        rows.append({
            "sha256": sha256(data), "size": len(data), "name": name, "media_type": "x", "source": "invented",
            "origin": "x", "collected_at": "2026-03-02", "basis": "reconstruction", "document": "",
            "marking": "", "originator": "", "acquisition": acquisition,
        })  # fmt: skip
    return rows, custody


def parts(keyring: Keyring, ledger: Ledger, at: datetime) -> dict[str, Any]:
    """Every member's value by name: bytes as they are, anything else to be written as JSON."""
    items, custody = described(ledger, at)
    return {
        "report/report.json": report(),
        "report/report.pdf": b"%PDF-1.7 " + b"printed " * 2000,
        "report/report.docx": b"PK " + b"written " * 1500,
        "report/report.html": b"<!doctype html>" + b"<p>shown</p>" * 1000,
        "items.json": items,
        "custody.json": custody,
        "keys.json": keyring.statements(),
        "regime.json": regime(),
        f"certificates/{CERTIFICATE}.json": certificate(),
        f"signals/{SIGNAL}.json": signal(),
        **partition(statements()),
        **{f"items/{sha256(data)}": data for data in ITEMS.values()},
    }


def write(path: Path, content: dict[str, Any], keyring: Keyring, at: datetime) -> Path:
    """Write and sign a bundle of these parts."""
    members = {
        name: value if isinstance(value, bytes) else canonical.encode(value)
        for name, value in content.items()
    }
    container.write(path, members, at=at, signer=keyring.current, meta={"title": "An invented report"})
    return path


Change = Callable[[dict[str, Any]], object]
