"""Packages that carry a report out of the office: every copy with a number and bytes of its own."""

from __future__ import annotations

import hashlib
import io
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sightline.cases import entering, paper_reading
from sightline.cases import reading as casework
from sightline.clean import country_words
from sightline.errors import Conflict, UsageError
from sightline.evidence import canonical
from sightline.evidence.canonical import instant
from sightline.model.casework import Finding
from sightline.model.papers import Paper
from sightline.model.report import Edition, Report
from sightline.model.view import View
from sightline.reports import letter_docx, letter_pdf
from sightline.reports.covering_letter import Covering, covering_letter
from sightline.service import composing, registers, reports
from sightline.service.progress import Progress, silent
from sightline.service.report_state import held_at
from sightline.service.reports import Order
from sightline.service.roles import require
from sightline.service.workbench import Workbench

KIND, COPY = "copy/1", "COPY.json"
FORMATS = ("pdf", "docx", "html", "json", "bundle")
USUAL = ("pdf", "docx", "bundle")
OUT = ("approved", "sent", "circulated")
"""states of a transmission in which copies leave the office"""
PICKED = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Package:
    """A copy ready to hand over: its bytes, its entry in the register, SHA-256 of each file in it."""

    id: str
    number: str
    data: bytes
    files: Mapping[str, str]
    letter: Mapping[str, bytes]
    told: str = ""
    """what whoever hands it over should know"""


def package(
    view: View,
    bench: Workbench,
    transmission: str,
    recipient: str,
    formats: Sequence[str] = USUAL,
    progress: Progress = silent,
) -> Package:
    """Make the copy of one recipient, with covering letter as PDF and DOCX, and enter it in the register.

    `Conflict` while the transmission is not approved, or where the text or a finding it words was changed
    since; errors of building as `reports.build` has.
    Equal orders give other bytes: each copy has a number of its own, in the letter, in `COPY.json` and in
    each file that can carry it (a bundle cannot: its bytes are signed).
    """
    require(view, bench, "decide")
    if not recipient.strip():
        raise UsageError("a copy has a recipient", place="recipient", remedy="name who gets it")
    if unknown := [one for one in formats if one not in FORMATS]:
        raise UsageError(f"unknown format {unknown[0]!r}", remedy="use " + ", ".join(FORMATS))
    with bench.office.read(view) as session:
        held = entering.entry(view, session, transmission)
    if held.kind != "transmission":
        raise UsageError(f"{transmission} is no transmission", remedy="see 'register list transmission'")
    if held.state not in OUT:
        raise Conflict(
            f"the transmission is {held.state}, not approved",
            remedy="move it on to approved first; the mandate says who approves",
        )
    _require_as_approved(view, bench, held)
    number = _number(view, bench, held)
    files = _built(view, bench, held, formats, number, progress)
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    letter = _letter(view, bench, held, recipient, number, hashes)
    made = {"pdf": letter_pdf.render(letter).data, "docx": letter_docx.render(letter)}
    whole = files | {f"letter.{kind}": _marked(f"letter.{kind}", data, number) for kind, data in made.items()}
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(whole.items())}
    slip = _slip(view, bench, held, recipient, number, hashes)
    data = _packed(whole | {COPY: canonical.encode(slip)})
    hashes |= {"package": hashlib.sha256(data).hexdigest()}
    id = _entered(view, bench, held, recipient, number, hashes)
    bench.record("export", view.user, transmission, copy=number, recipient=recipient)
    return Package(id, number, data, hashes, made, _strange(held, recipient))


def _require_as_approved(view: View, bench: Workbench, held: Paper) -> None:
    """What goes out is what was approved."""
    *_, approved = (
        now.at
        for before, now in zip([None, *held.versions], held.versions, strict=False)
        if now.state == "approved" and (before is None or before.state != "approved")
    )
    report = held.text("report")
    then, now = (_approvable(replace(view, known_at=at), bench, report) for at in (approved, view.known_at))
    if then[0] != now[0]:
        what = "the text"
    elif then[2] != now[2]:
        what = "an objection or its answer"
    elif changed := sorted(name for name in now[1] if then[1].get(name) != now[1][name]):
        what = f"finding {changed[0]}"
    else:
        return
    raise Conflict(
        f"{what} was changed after the transmission was approved on {approved.date()}",
        remedy="move it back to draft and approve it anew; once it is sent, open another transmission",
    )


def _approvable(
    view: View, bench: Workbench, report: str
) -> tuple[Report, dict[str, Finding], list[tuple[str, str]]]:
    """The text of a report, the findings it words and the objections to them, as they stood for the View."""
    with bench.office.read(view) as session:
        outline = held_at(view, bench, session, report).now
        every = {one.id: one for case in casework.cases(view, session) for one in case.findings}
        objections = paper_reading.papers_of(view, session, kind="objection")
    told = composing.worded(outline)
    against = [(one.id, str(sorted(one.body.items()))) for one in objections if one.text("finding") in told]
    return outline, {name: every[name] for name in told if name in every}, sorted(against)


def _strange(held: Paper, recipient: str) -> str:
    """That a copy goes to somebody else than the state whose letterhead its letter is drafted for."""
    member = country_words.name(held.text("member"))
    near = (member, held.text("mission"), held.text("addressee"))
    if any(one and one.casefold() in recipient.casefold() for one in near):
        return ""
    return f"the covering letter is drafted for {held.text('mission') or member}, the copy is for {recipient}"


def whose(view: View, bench: Workbench, sha256: str) -> tuple[Paper, ...]:
    """The copies a file belongs to, by its SHA-256: one of them where it was marked, all for a bundle."""
    return tuple(
        one
        for one in registers.entries(view, bench, "copy")
        if any(line.split(" ", 1)[0] == sha256.casefold() for line in one.body.get("hashes", ()))
    )


def _number(view: View, bench: Workbench, held: Paper) -> str:
    """`tr-…/3`: the transmission, and which of its copies; numbers are never given twice."""
    taken = [one for one in registers.entries(view, bench, "copy") if one.text("transmission") == held.id]
    return f"{held.id}/{len(taken) + 1}"


def _built(
    view: View, bench: Workbench, held: Paper, formats: Sequence[str], number: str, progress: Progress
) -> dict[str, bytes]:
    edition = Edition(held.text("edition"))
    with tempfile.TemporaryDirectory(dir=bench.folder) as folder:
        order = Order(edition, tuple(formats), Path(folder))
        built = list(reports.build(view, bench, held.text("report"), order, progress))
        return {
            Path(one.path).name: _marked(Path(one.path).name, Path(one.path).read_bytes(), number)
            for one in built
        }


def _marked(name: str, data: bytes, number: str) -> bytes:
    """The file with the copy's number where its kind has room for a remark; else as it is."""
    note = f"Sightline copy {number}"
    if name.endswith(".pdf"):
        return data + f"% {note}\n".encode()
    if name.endswith(".html"):
        return data + f"<!-- {note} -->\n".encode()
    if name.endswith(".docx") and data[-2:] == b"\0\0":  # a zip without a remark ends with its length
        remark = note.encode()
        return data[:-2] + len(remark).to_bytes(2, "little") + remark
    return data


def _letter(
    view: View, bench: Workbench, held: Paper, recipient: str, number: str, hashes: Mapping[str, str]
) -> Any:
    line = next(one for one in reports.reports(view, bench) if one.id == held.text("report"))
    with bench.office.read(view) as session:
        template = held_at(view, bench, session, line.id).base.template
    return covering_letter(
        Covering(
            office=bench.settings.name,
            member=country_words.name(held.text("member")),
            mission=held.text("mission"),
            addressee=held.text("addressee"),
            title=held.text("title") or line.title,
            symbol=line.symbol,
            template=template,
            edition=held.text("edition"),
            dated=view.as_of,
            signatory=held.text("signatory"),
            contact=held.text("contact"),
            copy=number,
            recipient=recipient,
            fingerprint=bench.keyring.fingerprint,
            files=hashes,
        )
    )


def _slip(
    view: View, bench: Workbench, held: Paper, recipient: str, number: str, hashes: Mapping[str, str]
) -> dict[str, Any]:
    """What says, signed, whose copy it is."""
    signer = bench.keyring.current
    return signer.signed(
        {
            "sightline": KIND,
            "copy": number,
            "recipient": recipient,
            "report": held.text("report"),
            "edition": held.text("edition"),
            "files": dict(hashes),
            "issued_at": instant(bench.clock()),
            "issued_by": view.user,
            "key": signer.fingerprint,
            "public_key": signer.public_key.hex(),
            "keys": bench.keyring.statements(),
        }
    )


def _packed(files: Mapping[str, bytes]) -> bytes:
    """A zip in which names and contents decide every byte."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(files):
            packed.writestr(zipfile.ZipInfo(name, PICKED), files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _entered(
    view: View, bench: Workbench, held: Paper, recipient: str, number: str, hashes: Mapping[str, str]
) -> str:
    given = {
        "transmission": held.id,
        "report": held.text("report"),
        "edition": held.text("edition"),
        "recipient": recipient,
        "number": number,
        "hashes": "\n".join(f"{digest} {name}" for name, digest in hashes.items()),
    }
    return registers.enter(view, bench, "copy", given, f"made for {recipient}")
