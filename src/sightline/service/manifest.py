"""A whole customs manifest put to the measures: every line answered, every party screened once."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa

from sightline.errors import BadInput, NotFound, UsageError
from sightline.evidence.canonical import instant
from sightline.model.check import DISCLAIMER, Outcome, Screened
from sightline.model.marking import PUBLIC
from sightline.model.view import View
from sightline.office.markings import mark
from sightline.office.tables import CertificateRow
from sightline.regime import asking, check_certificate
from sightline.regime.answering import answer
from sightline.regime.manifest import reading
from sightline.regime.manifest.rows import Refused
from sightline.service import check, lists, screening
from sightline.service.certificates import Replayed
from sightline.service.manifest_tables import Row, Tables
from sightline.service.progress import Progress, Step, silent
from sightline.service.roles import require
from sightline.service.workbench import Workbench

KIND = "manifest/1"
LONGEST_TOLD = 200
EVERY = 500
"""questions answered between two words of progress"""


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a manifest: lines by answer, what was refused, who was found, and its certificate."""

    name: str
    sha256: str
    form: str
    lines: int
    answers: dict[str, int]
    questions: int
    parties: int
    flagged: tuple[dict[str, Any], ...]
    odd_values: int
    refused: Refused
    certificate: str
    body: dict[str, Any] = field(repr=False)

    @property
    def found(self) -> bool:
        """Whether any line is anything but *not covered*, or any party not clear."""
        return bool(self.flagged) or any(answer != "not covered" for answer in self.answers)

    def as_json(self) -> dict[str, Any]:
        """The published shape."""
        return {
            "manifest": self.name,
            "sha256": self.sha256,
            "format": self.form,
            "lines": self.lines,
            "answers": self.answers,
            "questions": self.questions,
            "parties": self.parties,
            "flagged": list(self.flagged),
            "unit_values_out_of_line": self.odd_values,
            "refused": self.refused.count,
            "problems": self.refused.problems,
            "certificate": self.certificate,
            "disclaimer": DISCLAIMER,
        }

    def text(self) -> str:
        """For a person."""
        lines = [f"{self.name}: {self.lines:,} lines ({self.form}), {self.refused.count:,} refused"]
        lines += [f"  {count:>10,}  {answer}" for answer, count in self.answers.items()]
        lines += [f"  {one['outcome']}: {one['asked']} ({one['reference']})" for one in self.flagged[:20]]
        return "\n".join([*lines, f"  {DISCLAIMER}", f"  certificate {self.certificate}"])


@dataclass(slots=True)
class Answered:
    """An answered manifest: its lines once, then the summary. Close it when done."""

    summary: Summary
    _tables: Tables
    _scratch: Path

    def lines(self) -> Iterator[pa.RecordBatch]:
        """Lines in order: line, answer, measures, paragraphs, needs, watch, then what was asked, notes."""
        yield from self._tables.out()

    def close(self) -> None:
        """Remove what was kept for it."""
        self._tables.close()
        shutil.rmtree(self._scratch, ignore_errors=True)


def manifest(
    view: View, bench: Workbench, stream: BinaryIO, name: str, progress: Progress = silent
) -> Answered:
    """Answer every line of a manifest; `BadInput` where it cannot be read as one.

    Parties are screened once each, against the lists that hold for the View. Memory stays bounded: what
    does not fit goes to a folder of the office that is removed at the end.
    """
    require(view, bench, "screen")
    scratch = Path(tempfile.mkdtemp(prefix="manifest-", dir=_folder(bench)))
    tables = Tables(scratch, view.as_of.isoformat())
    done = Answered(_nothing(name), tables, scratch)
    try:
        done.summary = _work(view, bench, stream, name, tables, progress)
    except BaseException:
        done.close()
        raise
    return done


def _folder(bench: Workbench) -> Path:
    folder = bench.folder / "scratch"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _nothing(name: str) -> Summary:
    return Summary(name, "", "", 0, {}, 0, 0, (), 0, Refused(), "", {})


def _work(
    view: View, bench: Workbench, stream: BinaryIO, name: str, tables: Tables, progress: Progress
) -> Summary:
    refused = Refused()
    form, batches = reading.read(stream, name, refused)
    for batch in batches:
        tables.add(batch)
        progress(Step(f"reading {name}", tables.count()))
    parties = tables.parties()
    screened = _screened(view, bench, parties, progress)
    flagged = [one for one in screened if one.outcome is not Outcome.CLEAR]
    progress(Step("sorting lines into questions"))
    tables.classify((number, one.asked, one.kind) for number, one in enumerate(flagged))
    questions = tables.questions()
    tables.answer(list(_answers(view, questions, flagged, progress)))
    odd = tables.out_of_line()
    digest = _digest(stream)
    shown = tuple(_shown(one) for one in flagged)
    lines, counts = tables.count(), tables.counts()
    told = {
        "format": form, "lines": lines, "answers": counts, "refused": refused.count, "parties": len(parties),
        "questions": len(questions), "unit_values_out_of_line": odd, "answers_sha256": tables.digest(),
    }  # fmt: skip
    body = _certificate(view, bench, name, digest, told | {"flagged": list(shown)})
    return Summary(
        name, digest, form, lines, counts, len(questions), len(parties), shown, odd, refused, body["id"], body
    )


def certificate(view: View, bench: Workbench, id: str) -> dict[str, Any]:
    """The certificate of a manifest by its id; `NotFound` where the View may not see it."""
    found = screening.certificate(view, bench, id)
    if found.get("kind") != KIND:
        raise NotFound(f"no such certificate: {id}")
    return found


def replay(
    view: View, bench: Workbench, body: Mapping[str, Any], stream: BinaryIO, name: str,
    progress: Progress = silent,
) -> Replayed:  # fmt: skip
    """Answer the manifest of a certificate again, as of its day and of what was known then, and compare.

    `BadInput` where the file is another one. The new answers have a certificate of their own.
    """
    if body.get("kind") != KIND:
        raise UsageError("not the certificate of a manifest", remedy="leave --manifest out")
    if _digest(stream) != body["sha256"]:
        raise BadInput(
            f"{name} is not the manifest of {body['id']}",
            place=name,
            remedy=f"its SHA-256 is {body['sha256']}",
        )
    stream.seek(0)
    then = replace(
        view, as_of=date.fromisoformat(body["as_of"]), known_at=datetime.fromisoformat(body["known_at"])
    )
    answered = manifest(then, bench, stream, name, progress)
    answered.close()
    again = answered.summary.body
    differences = [
        f"{part}: was {_told(body.get(part))}, is {_told(again[part])}"
        for part in ("lists", "measures", "goods")
        if body.get(part) != again[part]
    ]
    was, now = _compared(body["summary"]), _compared(again["summary"])
    differences += [
        f"{part}: was {_told(was.get(part))}, is {_told(now[part])}"
        for part in now
        if was.get(part) != now[part]
    ]
    was_by, by = (f"{one['engine']}, screening {one.get('screening', '?')}" for one in (body, again))
    return Replayed(str(body["id"]), tuple(check.signature_problems(body) + differences), was_by, by)


def _compared(summary: Mapping[str, Any]) -> dict[str, Any]:
    """A summary without the ids of the screenings, which differ each time."""
    flagged = [
        {name: value for name, value in one.items() if name != "certificate"} for one in summary["flagged"]
    ]
    return {**summary, "flagged": flagged}


def _told(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_TOLD else text[:LONGEST_TOLD] + "…"


def _digest(stream: BinaryIO) -> str:
    stream.seek(0)
    whole = hashlib.sha256()
    while chunk := stream.read(1 << 20):
        whole.update(chunk)
    return whole.hexdigest()


def _screened(
    view: View, bench: Workbench, parties: list[tuple[str, str]], progress: Progress
) -> list[Screened]:
    """Each distinct party once, in order; without a list none of them can be asked about."""
    if parties and not lists.current(view, bench, ()):
        why = f"no list is held for {view.as_of}: bring one in, or screen the parties elsewhere"
        return [Screened(name, kind, Outcome.NOT_ASKED, reason=why) for name, kind in parties]
    asked = [check.query_of(name, kind) for name, kind in parties]
    sound = [query for query in asked if not isinstance(query, str)]

    def told(step: Step) -> None:
        progress(replace(step, text="screening parties", total=len(sound)))

    answers = iter(screening.screen(view, bench, sound, progress=told) if sound else ())
    found = []
    for (name, kind), query in zip(parties, asked, strict=True):
        if isinstance(query, str):
            found.append(Screened(name, kind, Outcome.NOT_ASKED, reason=query))
        else:
            found.append(check.outcome(name, kind, query, next(answers))[0])
    return found


def _answers(
    view: View, questions: list[tuple[int, dict[str, str]]], flagged: list[Screened], progress: Progress
) -> Iterator[Row]:
    for done, (number, fields) in enumerate(questions):
        if done % EVERY == 0:
            progress(Step("answering", done, len(questions)))
        parties = tuple(flagged[int(one)] for one in dict.fromkeys(fields.pop("parties").split()))
        read = asking.read({name: value for name, value in fields.items() if value}, view.as_of)
        verdict = answer(replace(read, question=replace(read.question, screened=parties)))
        yield (
            number,
            verdict.answer.value,
            "; ".join(f"{one.id} ({one.says.value})" for one in verdict.concerns),
            "; ".join(dict.fromkeys(one.paragraph for one in verdict.concerns)),
            "; ".join(verdict.needs),
            "; ".join(one.id for one in verdict.watch),
            "; ".join(note for note in verdict.notes if note not in read.notes),
        )
    progress(Step("answering", len(questions), len(questions)))


def _shown(one: Screened) -> dict[str, Any]:
    names = ("asked", "kind", "of_regime", "caption", "list", "reference", "score", "reason", "certificate")
    return {"outcome": one.outcome.value} | {name: getattr(one, name) for name in names}


def _certificate(
    view: View, bench: Workbench, name: str, digest: str, told: dict[str, Any]
) -> dict[str, Any]:
    """The manifest on paper: its bytes, the data it was answered from, and what came of it; signed."""
    id, at = bench.entropy(16).hex(), bench.clock()
    body = {
        "id": f"{id}-0",
        "kind": KIND,
        "manifest": name,
        "sha256": digest,
        "summary": json.loads(json.dumps(told)),
        "lists": [
            {"list": one.list, "partition": one.partition, "manifest": one.manifest}
            for one in lists.current(view, bench, ())
        ],
        "measures": check_certificate.measures_digest(),
        "goods": check_certificate.goods_digest(),
        "engine": check_certificate.ENGINE_VERSION,
        "screening": screening.ENGINE_VERSION,
        "as_of": view.as_of.isoformat(),
        "known_at": instant(view.known_at),
        "issued_by": view.user,
        "issued_at": instant(at),
    }
    signer = bench.keyring.current
    signed = signer.signed(body | {"key": signer.fingerprint, "public_key": signer.public_key.hex()})
    marking = PUBLIC
    for version in lists.current(view, bench, ()):
        marking = marking.joined(version.marking)
    with bench.office.write(view, "checked a manifest") as session:
        session.add(CertificateRow(id=id, at=at, by=view.user, body={"certificates": [signed]}))
        mark(session, "certificate", id, marking, view.user, at, "as the lists asked")
    return signed
