"""The dossier holds together: every file has a basis, every quote stands once, every name is known."""

from __future__ import annotations

import csv
import email
import email.policy
import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml

from sightline import regime
from sightline.model.casework import Outcome, PartyKind, Position, Standard
from sightline.model.item import Basis, Reliability, SourceKind
from sightline.model.marking import PUBLIC, Marking
from sightline.reports.wording import strong_words
from sightline.service.dossier_file import read
from sightline.service.ledgers import public_figures

DOSSIER = Path(__file__).resolve().parents[2] / "examples/dossier"
SHEET: dict[str, Any] = dict(read(DOSSIER).shape)
FILES: list[dict[str, Any]] = SHEET["files"]
DOCUMENTS = [entry for entry in FILES if entry["path"].startswith("documents/")]
CASES: dict[str, dict[str, Any]] = {case["id"]: case for case in SHEET["cases"]}
FINDINGS: dict[str, dict[str, Any]] = {
    finding["id"]: finding for case in CASES.values() for finding in case["findings"]
}
HEARINGS = [hearing for case in CASES.values() for hearing in case["hearings"]]
PARTIES = {party["id"] for party in SHEET["parties"]}


@cache
def words(path: str) -> str:
    """The text a reader of the file sees, white space folded."""
    file = DOSSIER / path
    if path.endswith(".pdf"):
        with pypdfium2.PdfDocument(file) as pdf:
            raw = "\n".join(pdf[n].get_textpage().get_text_range() for n in range(len(pdf)))
    elif path.endswith(".eml"):
        message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        raw = str(message.get_content())
    else:
        raw = file.read_text("utf-8")
    return " ".join(raw.split())


@cache
def listed(stem: str) -> dict[str, dict[str, list[str]]]:
    """Properties by entity id; those of a listing beside those of what it lists."""
    found: dict[str, dict[str, list[str]]] = {}
    for line in (DOSSIER / f"lists/{stem}.ftm.jsonl").read_text("utf-8").splitlines():
        entity = json.loads(line)
        found.setdefault(entity["id"].partition(":")[0], {}).update(entity["properties"])
    return found


def cites() -> Iterator[dict[str, str]]:
    """Every cite of the dossier."""

    def walk(node: Any) -> Iterator[dict[str, str]]:
        if isinstance(node, list):
            for inner in node:
                yield from walk(inner)
        elif isinstance(node, dict):
            if set(node) in ({"file", "quote"}, {"list", "entity", "prop"}):
                yield node
            else:
                for inner in node.values():
                    yield from walk(inner)

    yield from walk(SHEET["cases"])
    yield from walk(SHEET["report"])


def blocks(sections: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for section in sections:
        yield from section.get("blocks", ())
        yield from blocks(section.get("sections", ()))


INSIDE = ("listed-banks", "generated-month")
"""cases that stand in dossier.yaml itself"""
REPORT: dict[str, Any] = SHEET["report"]
BLOCKS = [*REPORT["summary"], *blocks(REPORT["sections"]), *blocks(REPORT["annexes"])]
PARAGRAPHS = [block for block in BLOCKS if "sentences" in block]
TABLES = [block for block in BLOCKS if "table" in block]
SENTENCES = [(block, sentence) for block in PARAGRAPHS for sentence in block["sentences"]]


def test_every_file_of_the_folder_is_accounted_for() -> None:
    given = {entry["path"] for entry in FILES} | {SHEET["screening"]["file"]}
    about = {"README.md", "dossier.yaml", "lists/basis.yaml", "screening/connected-banks.basis.yaml"}
    about |= {SHEET["telemetry"], *(f"cases/{name}.yaml" for name in CASES if name not in INSIDE)}
    source = {"documents/source/opportunity-to-reply.typ"}
    held = {path.relative_to(DOSSIER).as_posix() for path in DOSSIER.rglob("*") if path.is_file()}
    assert held == given | about | source


def test_the_figures_are_those_the_package_prints() -> None:
    assert (DOSSIER / "figures/deliveries.csv").read_text("utf-8") == public_figures()


@pytest.mark.parametrize("entry", FILES, ids=[entry["path"] for entry in FILES])
def test_every_file_has_a_basis_a_document_a_source_and_a_marking(entry: dict[str, Any]) -> None:
    assert Basis(entry["basis"]) is not Basis.ORIGINAL
    assert entry["document"]
    assert entry["source"] in {source["id"] for source in SHEET["sources"]}
    assert str(Marking.parse(entry["marking"])) == entry["marking"]


@pytest.mark.parametrize("entry", DOCUMENTS, ids=[entry["path"] for entry in DOCUMENTS])
def test_every_document_says_its_basis_at_its_head(entry: dict[str, Any]) -> None:
    assert words(entry["path"]).startswith(f"basis: {entry['basis']} document: ")


@pytest.mark.parametrize("entry", DOCUMENTS, ids=[entry["path"] for entry in DOCUMENTS])
def test_facts_carry_marks_and_reconstructions_say_what_they_are(entry: dict[str, Any]) -> None:
    text = words(entry["path"])
    if entry["basis"] == "fact":
        body = (DOSSIER / entry["path"]).read_text("utf-8").partition("\n\n")[2]
        numbered = [line for line in body.splitlines() if line]
        assert all(
            re.match(r"\d+\. \[(checked|partly checked|computed|unverified)\] ", line) for line in numbered
        )
        assert "nothing below is quoted" in text
    else:
        assert "illustration" in text


def test_the_screening_file_and_the_lists_have_their_basis_beside_them() -> None:
    beside = yaml.safe_load((DOSSIER / "screening/connected-banks.basis.yaml").read_text("utf-8"))
    names = [
        line.split(",")[0]
        for line in (DOSSIER / "screening/connected-banks.csv").read_text("utf-8").splitlines()[1:]
    ]
    assert (beside["basis"], list(beside["rows"])) == ("reconstruction", names)
    lists = yaml.safe_load((DOSSIER / "lists/basis.yaml").read_text("utf-8"))
    assert {entry["basis"] for entry in lists.values()} == {"fact"}
    assert {f"lists/{name}" for name in lists} == {e["path"] for e in FILES if e["path"].startswith("lists/")}


def test_every_quote_stands_exactly_once_in_its_file() -> None:
    quoted = {(cite["file"], cite["quote"]) for cite in cites() if "file" in cite}
    assert len(quoted) > 20
    for path, quote in sorted(quoted):
        assert words(path).count(" ".join(quote.split())) == 1, (path, quote)


def test_a_quote_of_plain_text_stands_on_one_line() -> None:
    """So that the bytes it stands at are the words of the quote and nothing between them."""
    for cite in cites():
        if cite.get("file", "").endswith((".txt", ".eml")):
            raw = (DOSSIER / cite["file"]).read_bytes()
            assert raw.count(cite["quote"].encode()) == 1, cite


def test_every_cite_of_a_list_leads_to_one_value() -> None:
    found = {(c["list"], c["entity"], c["prop"]) for c in cites() if "list" in c}
    assert len(found) == 13
    for stem, entity, prop in found:
        assert len(listed(stem)[entity][prop]) == 1, (stem, entity, prop)


def test_only_files_that_are_stored_are_cited() -> None:
    stored = {entry["path"] for entry in FILES}
    assert {cite["file"] for cite in cites() if "file" in cite} <= stored
    assert {cite["list"] for cite in cites() if "list" in cite} <= {e.get("list") for e in FILES}


def test_every_claim_is_cited_and_nothing_else_is_left_open() -> None:
    for block, sentence in SENTENCES:
        assert set(sentence) <= {"text", "cites", "claim", "finding", "standard", "parties"}, block["id"]
        assert bool(sentence.get("cites")) is sentence.get("claim", True), (block["id"], sentence["text"])


def test_a_claim_on_reconstructions_alone_says_so() -> None:
    basis = {entry["path"]: entry["basis"] for entry in FILES}
    for block, sentence in SENTENCES:
        bases = {basis[c["file"]] if "file" in c else "fact" for c in sentence.get("cites", ())}
        if bases == {"reconstruction"}:
            assert re.search(r"reconstruct|illustrat", sentence["text"]), block["id"]


def test_wording_fits_the_standard_claimed() -> None:
    worded = [(b, s) for b, s in SENTENCES if "finding" in s]
    assert {s["finding"] for _, s in worded} == set(FINDINGS)
    for block, sentence in worded:
        standard = Standard(sentence["standard"])
        assert standard.rank <= Standard(FINDINGS[sentence["finding"]]["claimed"]).rank, block["id"]
        assert list(strong_words(sentence["text"], standard)) == [], block["id"]


def test_findings() -> None:
    for id, finding in FINDINGS.items():
        day = finding["day"]
        assert isinstance(day, date)
        assert all(regime.get(measure).in_force(day) for measure in finding["measures"]), id
        assert set(finding["parties"]) <= PARTIES
        assert finding["limits"], id
        assert finding["would_change"], id
        assert {e["weight"] for e in finding["evidence"]} <= {"for", "against"}
        assert all(1 <= e["credibility"] <= 6 and e["note"] for e in finding["evidence"])
        assert {Position(s["position"]) for s in finding["stances"]} <= {Position.CONCUR, Position.RESERVE}
        assert all(s["expert"].startswith("Sample expert ") for s in finding["stances"])
    assert FINDINGS["connected"]["breach"]
    assert {e["weight"] for e in FINDINGS["connected"]["evidence"]} == {"for", "against"}


def test_every_party_is_heard_or_the_reason_why_not_is_given() -> None:
    hearings = {hearing["party"]: hearing for hearing in HEARINGS}
    assert len(hearings) == len(HEARINGS)
    named = {party for _, sentence in SENTENCES for party in sentence.get("parties", ())}
    assert named | {party for f in FINDINGS.values() for party in f["parties"]} == set(hearings) == PARTIES
    for hearing in hearings.values():
        assert hearing["reason"]
        assert hearing["decided_by"]
        if Outcome(hearing["outcome"]) is not Outcome.NOT_GIVEN:
            assert hearing["sent_on"] < hearing["deadline"] < REPORT["dated"]
            assert hearing["letter"]
    assert {PartyKind(party["kind"]) for party in SHEET["parties"]}


def test_ids_of_the_report_are_unique_and_references_lead_somewhere() -> None:
    ids = [b["id"] for b in BLOCKS] + [a["id"] for a in (*REPORT["annexes"], *REPORT["recommendations"])]
    assert len(ids) == len(set(ids))
    texts = [s["text"] for _, s in SENTENCES] + [advice["text"] for advice in REPORT["recommendations"]]
    assert {name for text in texts for name in re.findall(r"\{ref:([^}]+)\}", text)} <= set(ids)


def test_size_and_balance_of_the_report() -> None:
    body = [block for block in blocks(REPORT["sections"]) if "sentences" in block]
    assert 100 <= len(body) <= 150
    assert {advice["kind"] for advice in REPORT["recommendations"]} == {"tighten", "relieve"}
    for advice in REPORT["recommendations"]:
        assert set(advice["findings"]) <= set(FINDINGS)


def test_the_public_edition_lacks_what_is_marked() -> None:
    marked = {entry["path"] for entry in FILES if not PUBLIC.covers(Marking.parse(entry["marking"]))}
    assert marked == {"documents/office-note.txt"}
    kept_apart = [block for block in PARAGRAPHS if "marking" in block]
    assert [block["id"] for block in kept_apart] == ["p-internal-names"]
    for block, sentence in SENTENCES:
        cited = {cite.get("file") for cite in sentence.get("cites", ())}
        assert bool(cited & marked) is ("marking" in block), block["id"]
    assert not [f for f in FINDINGS.values() for e in f["evidence"] if e["cite"].get("file") in marked]


def test_tables_ask_what_can_be_answered() -> None:
    lists = {entry.get("list") for entry in FILES}
    asked = {
        line.split(",")[0]
        for line in (DOSSIER / "screening/connected-banks.csv").read_text("utf-8").splitlines()
    }
    for table in TABLES:
        query = table["query"]
        assert query.get("list", "un-1718-extract") in lists
        assert set(query.get("ids", ())) <= {measure.id for measure in regime.load()}
        assert query["kind"] != "screening" or query["name"] in asked
        assert query["kind"] != "signals" or query["case"] in CASES
        assert len(table["columns"]) == len(query.get("columns", table["columns"]))


def test_every_key_is_text() -> None:
    """YAML reads a bare `on` as true."""

    def keys(node: Any) -> Iterator[Any]:
        if isinstance(node, dict):
            yield from node
        for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            yield from keys(inner)

    assert {type(key) for key in keys(SHEET)} == {str}


def test_sources() -> None:
    for source in SHEET["sources"]:
        assert Reliability(source["reliability"])
        assert SourceKind(source["kind"])
    groups = {source["id"]: source["origin_group"] for source in SHEET["sources"]}
    assert groups["eu-annexes"] == groups["un-council"], (
        "annexes that transpose the list do not corroborate it"
    )


def test_every_breach_names_who_is_asked_and_what_speaks_against_it() -> None:
    for id, finding in FINDINGS.items():
        if finding["breach"]:
            assert finding["parties"], id
            assert {"for", "against"} <= {piece["weight"] for piece in finding["evidence"]}, id


def test_a_charge_is_called_alleged() -> None:
    """What rests on charges alone claims no more than that it is looked into."""
    assert FINDINGS["ftb-network"]["claimed"] == Standard.INVESTIGATING.value
    worded = [s["text"] for _, s in SENTENCES if s.get("finding") == "ftb-network"]
    assert worded and all("alleged" in text for text in worded)


def test_who_is_no_wrongdoer_is_party_to_no_breach() -> None:
    innocent = {"enermax", "belgium"}
    for finding in FINDINGS.values():
        assert not finding["breach"] or not innocent & set(finding["parties"])


def test_reconstructed_rows_say_so_themselves() -> None:
    with (DOSSIER / "telemetry/wise-honest.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert {(row["basis"], row["document"]) for row in rows} == {("reconstruction", "S/2019/171")}
    before, after = date(2017, 8, 4), date(2018, 3, 14)
    days = {date.fromisoformat(row["timestamp"][:10]) for row in rows}
    assert not [day for day in days if before < day < after], "the silence of the document"
    assert all("no AIS" in row["receiver"] for row in rows if row["timestamp"] >= "2018")


def test_what_is_generated_is_hidden_in_a_case_and_marked() -> None:
    sheet = yaml.safe_load((DOSSIER / SHEET["telemetry"]).read_text("utf-8"))
    assert (sheet["basis"], sheet["marking"]) == ("reconstruction", "TLP:CLEAR")
    ships, accounts = sheet["positions"], sheet["payments"]
    people = [*accounts["persons"], *accounts["quiet"]["persons"]]
    assert {one["case"] for one in (ships["meetings"], ships["hidden"], *ships["staged"], *people)} <= set(
        CASES
    )
    assert all(one["name"].startswith("INVENTED PERSON ") for one in people)
    assert all(
        200_990_000 < one[who]["mmsi"] < 201_000_000
        for one in ships["staged"]
        for who in ("supplier", "receiver")
    )


def test_what_the_run_says_is_known_to_it() -> None:
    known = {"ships", "positions", "payments", "accounts"}
    known |= {
        f"{what} {how}"
        for what in ("meetings", "accounts")
        for how in ("planted", "found", "missed", "signals")
    }
    asked = {name for _, s in SENTENCES for name in re.findall(r"\{run:([^}]+)\}", s["text"])}
    assert asked <= known
    assert not [s for _, s in SENTENCES if "{run:" in s["text"] and s.get("claim", True)]
