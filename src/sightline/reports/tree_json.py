"""The report tree as canonical JSON, lossless for the office and published for a bundle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from sightline.evidence.canonical import encode
from sightline.model.casework import Finding, Hearing, Party, Standard
from sightline.model.citation import Citation
from sightline.model.marking import Marking
from sightline.model.report import (
    NO_ENVELOPE,
    Annex,
    Block,
    Cell,
    Dissent,
    Edition,
    Envelope,
    Figure,
    Form,
    Paragraph,
    Recommendation,
    Report,
    Section,
    Sentence,
    Stated,
    Table,
    Template,
)
from sightline.reports.footnotes import Note
from sightline.reports.number import Target, resolved, targets
from sightline.reports.outline import changed, citations
from sightline.reports.tongues import untranslated

VERSION = "report/1"


def cite(citation: Citation) -> dict[str, str]:
    """A citation with all three of item, place and quote."""
    return {"item": citation.item, "place": str(citation.place), "quote": citation.quote}


def _cites(held: Iterable[Citation]) -> list[dict[str, str]]:
    return [cite(citation) for citation in held]


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "text": sentence.text,
        "cites": _cites(sentence.cites),
        "claim": sentence.claim,
        "finding": sentence.finding,
        "standard": sentence.standard.value if sentence.standard else None,
        "parties": list(sentence.parties),
    } | ({"numbers": [_stated(one) for one in sentence.numbers]} if sentence.numbers else {})


def _stated(number: Stated) -> dict[str, Any]:
    return {"text": number.text, "query": number.query, "row": number.row, "column": number.column}


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Table):
        return {
            "type": "table",
            "id": block.id,
            "number": block.number,
            "title": block.title,
            "columns": list(block.columns),
            "rows": [[{"text": c.text, "cites": _cites(c.cites)} for c in row] for row in block.rows],
            "query": block.query,
            "note": block.note,
        } | (
            {"type": "figure", "form": block.form.value, "alt": block.alt}
            if isinstance(block, Figure)
            else {}
        )
    return {
        "type": "paragraph",
        "id": block.id,
        "number": block.number,
        "marking": str(block.marking),
        "sentences": [_sentence(sentence) for sentence in block.sentences],
        "dissents": [{"expert": d.expert, "position": d.position, "text": d.text} for d in block.dissents],
    }


def block(held: Block) -> dict[str, Any]:
    """A paragraph, a table or a figure as JSON values; `read_block` is the inverse."""
    return _block(held)


def _section(section: Section) -> dict[str, Any]:
    return {
        "id": section.id,
        "title": section.title,
        "blocks": [_block(block) for block in section.blocks],
        "sections": [_section(inner) for inner in section.sections],
    }


def recommendation(advice: Recommendation) -> dict[str, Any]:
    """A recommendation as JSON values; `repeats` only where it names an earlier one."""
    return {
        "id": advice.id,
        "number": advice.number,
        "addressee": advice.addressee,
        "text": advice.text,
        "basis": list(advice.basis),
        "findings": list(advice.findings),
        "kind": advice.kind,
        "status": advice.status,
    } | ({"repeats": advice.repeats} if advice.repeats else {})


def envelope(held: Envelope) -> dict[str, Any]:
    """The envelope of a letter as JSON values."""
    return {
        "to": list(held.to),
        "salutation": held.salutation,
        "closing": held.closing,
        "signed_by": list(held.signed_by),
    }


def outline(report: Report) -> dict[str, Any]:
    """The tree as JSON values, lossless: references between its parts are kept as they were written."""
    return {
        "sightline": VERSION,
        "id": report.id,
        "symbol": report.symbol,
        "title": report.title,
        "dated": report.dated.isoformat(),
        "edition": report.edition.value,
        "office": report.office,
        "as_of": report.as_of.isoformat(),
        "notice": report.notice,
        "template": report.template.value,
        "language": report.language,
        "period": [day.isoformat() for day in report.period] if report.period else None,
        **({"envelope": envelope(report.envelope)} if report.envelope != NO_ENVELOPE else {}),
        "summary": [_block(paragraph) for paragraph in report.summary],
        "sections": [_section(section) for section in report.sections],
        "recommendations": [recommendation(advice) for advice in report.recommendations],
        "annexes": [
            {"id": a.id, "letter": a.letter, "title": a.title, "blocks": [_block(b) for b in a.blocks]}
            for a in report.annexes
        ],
    }


def written_out(report: Report, known: Mapping[str, Target] | None = None) -> Report:
    """The numbered report with every reference between its parts written out as words.

    `known` says what the parts are called where the report is a piece of another. A sentence that is not
    translated refers in the language it was written in.
    """

    @cache
    def called(code: str) -> Mapping[str, Target]:
        return known if known is not None else targets(report, code)

    def said(text: str) -> str:
        return resolved(text, called(untranslated(text)))

    def written(old: Block) -> Block:
        if isinstance(old, Table):
            return old
        new = tuple(replace(sentence, text=said(sentence.text)) for sentence in old.sentences)
        return replace(old, sentences=new)

    advice = tuple(replace(r, text=said(r.text)) for r in report.recommendations)
    return replace(changed(report, written), recommendations=advice)


def finding(held: Finding) -> dict[str, Any]:
    """A finding as the bundle publishes it."""
    return {
        "id": held.id,
        "assertion": held.assertion,
        "breach": held.breach,
        "day": held.day.isoformat(),
        "measures": list(held.measures),
        "parties": [_party(party) for party in held.parties],
        "claimed": held.claimed.value,
        "met": held.met.value,
        "evidence": [
            {
                "cite": cite(e.citation),
                "weight": e.weight,
                "note": e.note,
                "source": e.source,
                "origin": e.origin,
                "reliability": e.reliability,
                "credibility": e.credibility,
            }
            for e in held.evidence
        ],
        "limits": held.limits,
        "would_change": held.would_change,
        "stances": [{"expert": s.expert, "position": s.position.value, "text": s.text} for s in held.stances],
    }


def _party(party: Party) -> dict[str, str]:
    return {"id": party.id, "name": party.name, "kind": party.kind.value, "entity": party.entity}


def hearing(held: Hearing) -> dict[str, Any]:
    """A hearing as the bundle publishes it; `letters` are the first and its reminders, where it has any."""
    letters = [
        {
            "sent_on": one.sent_on.isoformat(),
            "channel": one.channel,
            "deadline": one.deadline.isoformat(),
            "cite": cite(one.letter),
        }
        for one in held.letters
    ]
    return {
        "id": held.id,
        "party": _party(held.party),
        "sent_on": held.sent_on.isoformat() if held.sent_on else None,
        "channel": held.channel,
        "deadline": held.deadline.isoformat() if held.deadline else None,
        "letter": cite(held.letter) if held.letter else None,
        "replies": [
            {"received_on": r.received_on.isoformat(), "cite": cite(r.citation), "summary": r.summary}
            for r in held.replies
        ],
        "outcome": held.outcome.value if held.outcome else None,
        "reason": held.reason,
        "decided_by": held.decided_by,
    } | ({"letters": letters} if held.reminders else {})


def cited_items(report: Report, findings: Iterable[Finding], hearings: Iterable[Hearing]) -> frozenset[str]:
    """SHA-256 of every item cited by the tree, the findings and the hearings."""
    found = {citation.item for citation in citations(report)}
    found |= {evidence.citation.item for held in findings for evidence in held.evidence}
    for held in hearings:
        found |= {reply.citation.item for reply in held.replies}
        found |= {held.letter.item} if held.letter else set()
        found |= {one.letter.item for one in held.reminders}
    return frozenset(found)


def published(
    report: Report,
    findings: Iterable[Finding] = (),
    hearings: Iterable[Hearing] = (),
    notes: Iterable[Note] = (),
    marking: str = "",
) -> bytes:
    """The bytes of `report.json`: canonical JSON of a numbered edition with what it rests on.

    `findings`, `hearings` and the items they cite must already be cut to the edition's audience.
    `marking` is what the edition prints (`edition.carried`), its ceiling where nothing is given.
    """
    held, heard = tuple(findings), tuple(hearings)
    shape = outline(written_out(report)) | {
        "marking": marking or str(Marking(report.edition.ceiling)),
        "findings": [finding(one) for one in held],
        "hearings": [hearing(one) for one in heard],
        "items": sorted(cited_items(report, held, heard)),
        "footnotes": [{"number": note.number, "text": note.text} for note in notes],
    }
    return encode(shape)


def _read_citations(shapes: Iterable[dict[str, str]]) -> tuple[Citation, ...]:
    return tuple(Citation.from_json(shape) for shape in shapes)


def _read_sentence(shape: Mapping[str, Any]) -> Sentence:
    return Sentence(
        shape["text"],
        _read_citations(shape["cites"]),
        shape["claim"],
        shape["finding"],
        Standard(shape["standard"]) if shape["standard"] else None,
        tuple(shape["parties"]),
        tuple(Stated(**one) for one in shape.get("numbers", ())),
    )


def _read_paragraph(shape: Mapping[str, Any]) -> Paragraph:
    return Paragraph(
        shape["id"],
        tuple(_read_sentence(sentence) for sentence in shape["sentences"]),
        shape["number"],
        tuple(Dissent(**dissent) for dissent in shape["dissents"]),
        Marking.parse(shape["marking"]),
    )


def _read_table(shape: Mapping[str, Any]) -> Table:
    rows = tuple(tuple(Cell(c["text"], _read_citations(c["cites"])) for c in row) for row in shape["rows"])
    columns = tuple(shape["columns"])
    held = (shape["id"], shape["title"], columns, rows, shape["query"], shape["number"], shape["note"])
    return (
        Figure(*held, form=Form(shape["form"]), alt=shape["alt"])
        if shape["type"] == "figure"
        else Table(*held)
    )


def _read_blocks(shapes: Iterable[Mapping[str, Any]]) -> tuple[Block, ...]:
    return tuple(read_block(shape) for shape in shapes)


def read_block(shape: Mapping[str, Any]) -> Block:
    """A paragraph, a table or a figure; `KeyError` and `ValueError` for another shape."""
    return _read_paragraph(shape) if shape["type"] == "paragraph" else _read_table(shape)


def _read_section(shape: Mapping[str, Any]) -> Section:
    inner = tuple(_read_section(section) for section in shape["sections"])
    return Section(shape["id"], shape["title"], _read_blocks(shape["blocks"]), inner)


def read(shape: Mapping[str, Any]) -> Report:
    """The tree of `outline` or of a published report; `KeyError` and `ValueError` for another shape."""
    return Report(
        shape["id"],
        shape["symbol"],
        shape["title"],
        date.fromisoformat(shape["dated"]),
        Edition(shape["edition"]),
        shape["office"],
        tuple(_read_paragraph(paragraph) for paragraph in shape["summary"]),
        tuple(_read_section(section) for section in shape["sections"]),
        tuple(read_recommendation(one) for one in shape["recommendations"]),
        tuple(Annex(a["id"], a["title"], _read_blocks(a["blocks"]), a["letter"]) for a in shape["annexes"]),
        date.fromisoformat(shape["as_of"]),
        shape["notice"],
        Template(shape.get("template", Template.FINAL)),
        shape.get("language", "en"),
        _read_period(shape.get("period")),
        read_envelope(shape.get("envelope", {})),
    )


def read_recommendation(shape: Mapping[str, Any]) -> Recommendation:
    """A recommendation; `TypeError` and `KeyError` for another shape."""
    lists = {"basis": tuple(shape["basis"]), "findings": tuple(shape["findings"])}
    return Recommendation(**(dict(shape) | lists))


def read_envelope(shape: Mapping[str, Any]) -> Envelope:
    """An envelope; empty where nothing is said."""
    to, signed_by = tuple(shape.get("to", ())), tuple(shape.get("signed_by", ()))
    return Envelope(to, shape.get("salutation", ""), shape.get("closing", ""), signed_by)


def _read_period(shape: list[str] | None) -> tuple[date, date] | None:
    return (date.fromisoformat(shape[0]), date.fromisoformat(shape[1])) if shape else None
