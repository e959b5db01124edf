"""A dossier as its author writes it: YAML files that say what came in, was found and is reported.

`dossier.yaml` holds the frame; a case stands in it or in a file of its own, whose files, parties, summary,
chapter and recommendations are added to those of the frame, the chapter where it says `{chapter: NAME}`.

Citations in it are `{file, quote}` (the quote stands exactly once in the file, line breaks aside) or
`{list, entity, prop}`; they are resolved to places once the files are in the vault.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from sightline.errors import BadInput
from sightline.model.casework import Party, PartyKind, Standard
from sightline.model.citation import Citation
from sightline.model.marking import Marking
from sightline.model.place import Place
from sightline.model.report import (
    Annex,
    Block,
    Edition,
    Paragraph,
    Recommendation,
    Report,
    Section,
    Sentence,
    Table,
)

NAME = "dossier.yaml"
Resolve = Callable[[Mapping[str, str]], Citation]
_RUN = re.compile(r"\{run:([^}]+)\}")


@dataclass(frozen=True, slots=True)
class Dossier:
    """The file's parts, and a hash of the whole folder."""

    folder: Path
    shape: Mapping[str, Any]
    digest: str

    def parties(self, ids: list[str]) -> tuple[Party, ...]:
        """Parties by their ids in the file."""
        known = {one["id"]: one for one in self.shape["parties"]}
        return tuple(
            Party(name, known[name]["name"], PartyKind(known[name]["kind"]), known[name].get("entity", ""))
            for name in ids
        )


NEEDED = ("office", "sources", "files", "screening", "parties", "cases", "report")
CASE = ("title", "summary", "entities", "leads", "findings", "hearings")


def read(folder: Path) -> Dossier:
    """Read the dossier of a folder; `BadInput` naming the place when it is not one."""
    path = folder / NAME
    if not path.is_file():
        raise BadInput(f"no {NAME} in {folder}", place=str(path), remedy="name a folder with a dossier")
    shape = _mapping(path, NEEDED)
    parts = [_case(folder, one) for one in shape["cases"]]
    digest = hashlib.sha256()
    for file in sorted(one for one in folder.rglob("*") if one.is_file()):
        digest.update(
            str(file.relative_to(folder)).encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest()
        )
    return Dossier(folder, _joined(shape, parts, path), digest.hexdigest())


def _mapping(path: Path, needed: tuple[str, ...]) -> dict[str, Any]:
    try:
        shape = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} is not YAML: {error}", place=str(path)) from error
    if not isinstance(shape, dict) or (missing := [name for name in needed if name not in shape]):
        raise BadInput(
            f"{path} lacks {missing[0] if isinstance(shape, dict) else 'its parts'}", place=str(path)
        )
    return shape


def _case(folder: Path, one: str | Mapping[str, Any]) -> dict[str, Any]:
    """A case with what it adds to the frame: `case` holds what `CASE` names, and its id."""
    if isinstance(one, str):
        part = _mapping(folder / one, ("case", "findings", "hearings"))
        body = part["case"] | {"findings": part["findings"], "hearings": part["hearings"]}
        return part | {"case": body | {"id": Path(one).stem}}
    if missing := [name for name in ("id", *CASE) if name not in one]:
        raise BadInput(f"a case lacks {missing[0]!r}", place=str(folder / NAME))
    return {"case": dict(one)}


def _joined(shape: dict[str, Any], parts: list[dict[str, Any]], path: Path) -> dict[str, Any]:
    """The frame with all that its cases add."""
    chapters = {part["case"]["id"]: part["chapter"] for part in parts if "chapter" in part}

    def added(name: str, held: list[Any]) -> list[Any]:
        return [*held, *(one for part in parts for one in part.get(name, ()))]

    def placed(section: Mapping[str, Any]) -> dict[str, Any]:
        if "chapter" in section:
            if section["chapter"] not in chapters:
                raise BadInput(f"no case brings the chapter {section['chapter']!r}", place=str(path))
            section = chapters[section["chapter"]]
        return {**section, "sections": [placed(inner) for inner in section.get("sections", ())]}

    report = shape["report"]
    report = report | {
        "summary": added("summary", report["summary"]),
        "sections": [placed(section) for section in report["sections"]],
        "recommendations": added("recommendations", report["recommendations"]),
    }
    return shape | {
        "files": added("files", shape["files"]),
        "parties": added("parties", shape["parties"]),
        "cases": [part["case"] for part in parts],
        "report": report,
    }


def place_of(content: bytes, quote: str, name: str) -> Place:
    """Where a quote stands in a text, line breaks aside; `BadInput` unless it stands there exactly once."""
    pattern = rb"\s+".join(re.escape(word.encode()) for word in quote.split())
    found = list(re.finditer(pattern, content))
    if len(found) != 1:
        raise BadInput(
            f"the quote stands {len(found)} times in {name}: {quote!r}",
            place=name,
            remedy="give words that stand in it once, and as they are written there",
        )
    return Place.of_bytes(found[0].start(), len(found[0].group()))


@dataclass(frozen=True, slots=True)
class Reading:
    """What the report's part of the file needs to become a tree."""

    office: str
    resolve: Resolve
    findings: Mapping[str, str]
    """ids of findings by their names in the file"""
    certificates: Mapping[str, str]
    """ids of certificates by the name that was screened"""
    signals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """ids of signals by the case they were taken into, by its name in the file"""
    said: Mapping[str, str] = field(default_factory=dict)
    """what the run has to say, by the names that `{run:…}` carries in a text"""

    def report(self, shape: Mapping[str, Any]) -> Report:
        """The outline."""
        return Report(
            id="",
            symbol=shape["symbol"],
            title=shape["title"],
            dated=_day(shape["dated"]),
            edition=Edition.INTERNAL,
            office=self.office,
            summary=tuple(self.paragraph(one) for one in shape["summary"]),
            sections=tuple(self.section(one) for one in shape["sections"]),
            recommendations=tuple(self.recommendation(one) for one in shape["recommendations"]),
            annexes=tuple(
                Annex(one["id"], one["title"], tuple(self.block(block) for block in one["blocks"]))
                for one in shape["annexes"]
            ),
            as_of=_day(shape["as_of"]),
            notice=shape["notice"].strip(),
        )

    def section(self, shape: Mapping[str, Any]) -> Section:
        """A section with its subsections."""
        return Section(
            shape["id"],
            shape["title"],
            tuple(self.block(block) for block in shape.get("blocks", ())),
            tuple(self.section(inner) for inner in shape.get("sections", ())),
        )

    def block(self, shape: Mapping[str, Any]) -> Block:
        """A paragraph, or a table with its query."""
        if "table" not in shape:
            return self.paragraph(shape)
        query = dict(shape["query"])
        if query["kind"] == "screening":
            query = {"kind": "screening", "certificate": self.certificates[query["name"]]}
        if query["kind"] == "signals":
            query = {"kind": "signals", "ids": list(self.signals.get(query["case"], ()))}
        if isinstance(query.get("day"), date):
            query["day"] = query["day"].isoformat()
        if isinstance(query.get("on"), date):
            query["on"] = query["on"].isoformat()
        return Table(
            shape["id"], shape["table"], tuple(shape["columns"]), (), query, note=shape.get("note", "")
        )

    def paragraph(self, shape: Mapping[str, Any]) -> Paragraph:
        """Sentences with their citations resolved."""
        return Paragraph(
            shape["id"],
            tuple(self.sentence(one) for one in shape["sentences"]),
            marking=Marking.parse(shape.get("marking", "TLP:CLEAR")),
        )

    def sentence(self, shape: Mapping[str, Any]) -> Sentence:
        """One sentence."""
        text = _RUN.sub(lambda found: self.said.get(found[1], "none"), " ".join(shape["text"].split()))
        return Sentence(
            text,
            tuple(self.resolve(cite) for cite in shape.get("cites", ())),
            shape.get("claim", True),
            self.findings[shape["finding"]] if shape.get("finding") else "",
            Standard(shape["standard"]) if shape.get("standard") else None,
            tuple(shape.get("parties", ())),
        )

    def recommendation(self, shape: Mapping[str, Any]) -> Recommendation:
        """One recommendation."""
        return Recommendation(
            shape["id"],
            shape["addressee"],
            " ".join(shape["text"].split()),
            tuple(shape["basis"]),
            tuple(self.findings[name] for name in shape["findings"]),
            shape["kind"],
        )


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
