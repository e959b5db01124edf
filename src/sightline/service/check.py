""" "May I?": one question to the measures, its parties screened on the way; signed, on record."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from sightline.clean import bic, countries, imo
from sightline.errors import NotFound, UsageError
from sightline.evidence import verifier
from sightline.model.check import DISCLAIMER, Outcome, Says, Screened, Verdict
from sightline.model.marking import PUBLIC
from sightline.model.screening import Hit, Query
from sightline.model.view import View
from sightline.office.markings import mark
from sightline.office.tables import CertificateRow
from sightline.regime import asking
from sightline.regime import check_certificate as certificates
from sightline.regime.answering import answer
from sightline.regime.asking import Asked
from sightline.screening.certificate import hit_json
from sightline.service import lists, screening
from sightline.service.check_beside import beside
from sightline.service.exemptions import exemption_for
from sightline.service.roles import require
from sightline.service.workbench import Workbench

MOST_PARTIES = 50
"""parties and vessels of one question"""
VESSELS = "un-1718-vessels"
_REGIME = re.compile(r"^KP[ie]\.\d{3}$")
_DETAILS = ("birth_date", "nationality", "country", "imo", "mmsi", "bic", "identifier", "address", "schema")
Raw = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer, the parties with all their hits, and the certificate that replays."""

    question: dict[str, Any]
    on: str
    verdict: Verdict
    screened: tuple[dict[str, Any], ...]
    certificate: str
    body: dict[str, Any] = field(repr=False)
    beside: tuple[str, ...] = ()
    """what the office's own ledgers and trade statistics hold of it; not part of what replays"""

    def as_json(self) -> dict[str, Any]:
        """The published shape: the interface's fields first."""
        told = certificates.verdict_json(self.verdict)
        first = {name: told.pop(name) for name in ("answer", "needs", "measures")}
        beside = {"screened": list(self.screened), "certificate": self.certificate, "on": self.on}
        return (
            first
            | beside
            | told
            | {
                "ledger": [line for line in self.beside if line.startswith("Ledger")],
                "beside": list(self.beside),
            }
        )

    @property
    def found(self) -> bool:
        """Whether anything stands in the way: not *not covered*, or a party someone should look at."""
        return self.verdict.answer is not Says.NOT_COVERED or any(
            one["outcome"] in {Outcome.LISTED.value, Outcome.ALERT.value} for one in self.screened
        )

    def text(self) -> str:
        """For a person."""
        lines = [f"{self.verdict.answer.value.upper()} on {self.on}"]
        lines += [f"  needs  {need}" for need in self.verdict.needs]
        for one in self.verdict.concerns:
            lines.append(f"  {one.says.value}: {one.id}, {one.paragraph} ({one.verified})")
            lines.append(f"         {one.reason}")
            if one.would_change:
                lines.append(f"         would change it: {one.would_change}")
        lines += [f"  watch  {one.id}, {one.paragraph}: {one.reason}" for one in self.verdict.watch]
        lines += [
            f"  party  {one['asked']}: {one['outcome']} {one['reason']}".rstrip() for one in self.screened
        ]
        lines += [f"  code   {one.hs} {one.wording} ({one.answer})" for one in self.verdict.candidates]
        lines += [f"  note   {note}" for note in (*self.verdict.notes, *self.beside)]
        lines += [f"  {line}" for line in (self.verdict.verification, DISCLAIMER) if line]
        return "\n".join([*lines, f"  certificate {self.certificate}"])


def check(view: View, bench: Workbench, raw: Raw) -> Checked:
    """Answer a question. Fields: `asking.FIELDS`, `party` and `vessel`, each one text or several.

    Whatever cannot be read comes back among the needs of a *cannot say*; only a role that may not ask raises.
    """
    require(view, bench, "screen")
    question, parties, vessels = _fields(raw)
    read = asking.read(question, view.as_of)
    question |= {"on": read.question.on.isoformat()} if _day_is_sound(read) else {}
    if known := _exemption(view, bench, read):
        question |= {asking.LOOKED_UP: known}
        read = asking.read(question, view.as_of)
    then = view.on(read.question.on)
    queries = [(_party(text), text, "party") for text in parties] + [_vessel(text) for text in vessels]
    told = _screened(then, bench, queries)
    screened = tuple(one for one, _ in told)
    verdict = answer(replace(read, question=replace(read.question, screened=screened)))
    shown = tuple(_shown(one, hits) for one, hits in told)
    name, at = bench.entropy(16).hex(), bench.clock()
    body = certificates.body(f"{name}-0", view, question, screened, verdict, at)
    signer = bench.keyring.current
    signed = signer.signed(body | {"key": signer.fingerprint, "public_key": signer.public_key.hex()})
    _keep(view, bench, name, signed, bool(queries))
    on = str(question.get("on", read.question.on))
    held = tuple(beside(view, bench, question, signed["answer"]))
    return Checked(question, on, verdict, shown, f"{name}-0", signed, held)


def _exemption(view: View, bench: Workbench, read: Asked) -> str:
    """For aid: the exemption on record that covers the goods on the day, in words; empty where there is none.

    Only what is public is looked at, since the answer may go to anyone. Goods in words alone are not held
    against the items of a letter.
    """
    asked = read.question
    if asked.purpose != "humanitarian" or not (asked.hs or (asked.exemption and not asked.goods)):
        return ""
    held = exemption_for(
        view.for_public(), bench, on=asked.on, hs=asked.hs, reference=asked.exemption.partition(",")[0]
    )
    if not held:
        return ""
    found = held[0]
    days = f"{found.terms.valid_from} to {found.terms.valid_to}"
    return f"{found.exemption.reference}, on record here as valid {days}"


def certificate(view: View, bench: Workbench, id: str) -> dict[str, Any]:
    """The certificate of a check by its id; `NotFound` where the View may not see it."""
    found = screening.certificate(view, bench, id)
    if found.get("kind") != certificates.KIND:
        raise NotFound(f"no such certificate: {id}")
    return found


def replay(view: View, bench: Workbench, id: str) -> list[str]:
    """Check the signature and answer again; what differs, as sentences."""
    found = certificate(view, bench, id)
    return signature_problems(found) + certificates.replay(found)


def signature_problems(found: Mapping[str, Any]) -> list[str]:
    """Whether the certificate is as its key signed it; says nothing about whose key that is."""
    try:
        public, signature = bytes.fromhex(found["public_key"]), bytes.fromhex(found["signature"])
    except (KeyError, TypeError, ValueError):
        return ["the certificate carries no signature"]
    message = verifier.unsigned(dict(found), "signature")
    good = verifier.fingerprint(public) == found.get("key") and verifier.signature_holds(
        public, message, signature
    )
    return [] if good else ["the signature does not hold: the certificate was changed after it was signed"]


# --- the question -----------------------------------------------------------------------------------


def _fields(raw: Raw) -> tuple[dict[str, Any], tuple[str, ...], tuple[str, ...]]:
    """The fields that were given, cleaned of blanks, and the parties and vessels among them."""
    known = {*asking.FIELDS, "party", "vessel"}
    if unknown := sorted(set(raw) - known):
        raise UsageError(f"a question has no field {unknown[0]!r}", remedy="use " + ", ".join(sorted(known)))
    given: dict[str, Any] = {}
    for name, value in raw.items():
        one = value.strip() if isinstance(value, str) else [part.strip() for part in value if part.strip()]
        if one:
            given[name] = one
    parties, vessels = _several(given.get("party")), _several(given.get("vessel"))
    if len(parties) + len(vessels) > MOST_PARTIES:
        raise UsageError(f"more than {MOST_PARTIES} parties", remedy="use 'sightline screen' for many")
    return given, parties, vessels


def _several(value: str | list[str] | None) -> tuple[str, ...]:
    if not value:
        return ()
    return tuple(value.splitlines()) if isinstance(value, str) else tuple(value)


def _day_is_sound(read: Asked) -> bool:
    return not any(problem.startswith("on:") for problem in read.problems)


def _party(text: str) -> Query:
    """`name | birth_date=1970-01-01 | country=KP`: a name, and particulars where they are known."""
    name, *more = (part.strip() for part in text.split("|"))
    given = dict(part.split("=", 1) for part in more if "=" in part)
    details: dict[str, Any] = {key.strip(): value.strip() for key, value in given.items()}
    if unknown := sorted(set(details) - set(_DETAILS)):
        raise UsageError(f"a party has no {unknown[0]!r}", remedy="use " + ", ".join(_DETAILS))
    if not details and name.isupper() and bic.clean(name) and countries.of_code(name[4:6]):
        return Query(name=name, bic=name)  # eight capitals may be a name too
    return Query(name=name, **details)


def query_of(text: str, kind: str) -> Query | str:
    """The query of a party or a vessel as written; a text where it cannot be one, the question back."""
    return _vessel(text)[0] if kind == "vessel" else Query(name=text)


def _vessel(text: str) -> tuple[Query | str, str, str]:
    """An IMO number, an MMSI or a name; the question back where a number is none."""
    digits = re.sub(r"^imo\s*", "", text.strip(), flags=re.I)
    if digits.isdigit() and len(digits) == 9:
        return Query(mmsi=digits, schema="Vessel"), text, "vessel"
    if digits.isdigit():
        if imo.ship(digits) is None:
            return f"{text!r} is no IMO number: seven digits, the last checks the others", text, "vessel"
        return Query(imo=digits, schema="Vessel"), text, "vessel"
    return msgspec.structs.replace(_party(text), schema="Vessel"), text, "vessel"


# --- the parties ------------------------------------------------------------------------------------


def _screened(
    view: View, bench: Workbench, queries: Sequence[tuple[Query | str, str, str]]
) -> list[tuple[Screened, tuple[Hit, ...]]]:
    """Each party as the lists of the day have it, in the order asked."""
    sound = [query for query, _, _ in queries if isinstance(query, Query)]
    held = bool(sound) and bool(lists.current(view, bench, ()))
    answers = iter(screening.screen(view, bench, sound) if held else ())
    found: list[tuple[Screened, tuple[Hit, ...]]] = []
    for query, asked, kind in queries:
        if isinstance(query, str):
            found.append((Screened(asked, kind, Outcome.NOT_ASKED, reason=query), ()))
        elif not held:
            why = f"no list is held for {view.as_of}: bring one in, or screen it elsewhere"
            found.append((Screened(asked, kind, Outcome.NOT_ASKED, reason=why), ()))
        else:
            found.append(outcome(asked, kind, query, next(answers)))
    return found


def outcome(asked: str, kind: str, query: Query, found: screening.Answer) -> tuple[Screened, tuple[Hit, ...]]:
    """The strongest hit decides; one of the regime before any other."""
    if found.problem:
        return Screened(asked, kind, Outcome.NOT_ASKED, reason=found.problem), ()
    cleared = {entity for entity, said in found.decisions.items() if said.clears}
    alerting = [hit for hit in found.hits if (hit.alert or hit.match) and hit.entity not in cleared]
    if not alerting:
        clear = Screened(asked, kind, Outcome.CLEAR, certificate=found.certificate, country=query.country)
        return clear, found.hits
    best = max(alerting, key=lambda hit: (hit.match and of_regime(hit), of_regime(hit), hit.match, hit.score))
    told = Screened(
        asked,
        kind,
        Outcome.LISTED if best.match else Outcome.ALERT,
        of_regime(best),
        best.caption,
        best.list,
        best.reference,
        best.score,
        best.reasons[0].text if best.reasons else "",
        found.certificate,
        query.country,
    )
    return told, found.hits


def of_regime(hit: Hit) -> bool:
    """Whether the entry is one of the Council on the DPRK: by its reference, or of the list of vessels."""
    return bool(_REGIME.match(hit.reference.strip())) or hit.list == VESSELS


def _shown(one: Screened, hits: Sequence[Hit]) -> dict[str, Any]:
    return {
        "asked": one.asked,
        "kind": one.kind,
        "outcome": one.outcome.value,
        "of_regime": one.of_regime,
        "reason": one.reason,
        "certificate": one.certificate or None,
        "hits": [hit_json(hit) for hit in hits],
    }


def _keep(view: View, bench: Workbench, name: str, body: dict[str, Any], screened: bool) -> None:
    """Put it on record: as restricted as the lists that were asked."""
    marking = PUBLIC
    if screened:
        for version in lists.current(view, bench, ()):
            marking = marking.joined(version.marking)
    with bench.office.write(view, "checked") as session:
        session.add(CertificateRow(id=name, at=bench.clock(), by=view.user, body={"certificates": [body]}))
        mark(session, "certificate", name, marking, view.user, bench.clock(), "as the lists asked")
