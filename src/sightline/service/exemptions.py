"""Exemptions of the Committee on record: entered, moved on, asked of, and certified for others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sightline.cases import exemptions as desk
from sightline.cases.exemptions import NewExemption, terms_shape
from sightline.errors import BadInput, Conflict, NotFound
from sightline.evidence.canonical import instant
from sightline.model.aid import Exemption, ExemptionState, ExemptItem, Terms
from sightline.model.citation import Citation
from sightline.model.marking import PUBLIC, Marking
from sightline.model.place import Place
from sightline.model.view import View
from sightline.office.act import Act
from sightline.office.markings import current
from sightline.regime import plain_yaml
from sightline.service.items import acquired
from sightline.service.roles import require
from sightline.service.workbench import Workbench

DECIDE = "decide"
KIND = "exemption/1"
NOTE = (
    "This says what the office named above has on record. The Committee's own published letter "
    "decides. It says "
    "nothing of other measures, of national law, or of parties it does not name."
)
HEADINGS = 4
"""digits an exempt item's code has at least, to cover longer ones"""
FILE = (
    "reference", "organisation", "title", "marking", "valid_from", "valid_to", "items", "parties", "routes",
    "letter",
)  # fmt: skip
ITEM = ("item", "hs", "quantity", "unit")


@dataclass(frozen=True, slots=True)
class Covered:
    """An exemption that covers what was asked on the day, and what it leaves open."""

    exemption: Exemption
    terms: Terms
    item: ExemptItem | None
    """the line of the letter; None where only the reference was asked for"""
    text: str
    opens: tuple[str, ...]
    """what still has to be looked at: amounts are not tracked here"""


def exemption_for(
    view: View, bench: Workbench, *, on: date, hs: str = "", reference: str = "", party: str = ""
) -> tuple[Covered, ...]:
    """Exemptions on record that cover goods on a day, those that end last first. Empty: none is known.

    `hs` is digits; an item of the letter covers it when its own code (at least a heading) begins it.
    `reference` narrows to one letter, `party` to exemptions that name it. Without `hs` and `reference`
    nothing is covered. A caller never calls covered aid a breach; it still tells what `opens` says.
    """
    found: list[Covered] = []
    for one in exemptions(view, bench):
        held = one.terms
        if held is None or not one.valid_on(on):
            continue
        if reference and _plain(one.reference) != _plain(reference):
            continue
        if party and _plain(party) not in {_plain(name) for name in (one.organisation, *held.parties)}:
            continue
        item = next((line for line in held.items if hs and _covers(line, hs)), None)
        if (hs and item is None) or not (hs or reference):
            continue
        found.append(_covered(one, held, item, bool(party)))
    return tuple(sorted(found, key=lambda covered: covered.terms.valid_to, reverse=True))


def exemptions(view: View, bench: Workbench) -> tuple[Exemption, ...]:
    """Every exemption the View may know of."""
    with bench.office.read(view) as session:
        return desk.exemptions(view, session)


def exemption(view: View, bench: Workbench, id: str) -> Exemption:
    """One exemption; `NotFound` when it is not there for this View."""
    with bench.office.read(view) as session:
        return desk.exemption(view, session, id)


def record(view: View, bench: Workbench, given: Mapping[str, Any], state: ExemptionState, why: str) -> str:
    """Put an exemption or a request on record; its id. `given` has the fields of `FILE`.

    It is marked at least like the letter it cites. `BadInput` names a field that is missing or wrong.
    """
    require(view, bench, DECIDE)
    if unknown := sorted(set(given) - set(FILE)):
        raise BadInput(f"unknown field {unknown[0]!r}", remedy="use " + ", ".join(FILE))
    terms = terms_of(given)
    marking = Marking.parse(str(given.get("marking") or "TLP:CLEAR"))
    if terms and terms.cite:
        marking = marking.joined(_letter_marking(view, bench, terms.cite))
    reference, organisation, title = (str(given.get(name) or "") for name in FILE[:3])
    new = NewExemption(reference, organisation, title, marking)
    act = Act(view.user, bench.clock(), why)
    with bench.office.write(view, why) as session:
        return desk.record(view, session, new, state, terms, act, bench.entropy)


def _letter_marking(view: View, bench: Workbench, cite: Citation) -> Marking:
    with bench.office.read(view) as session:
        found = acquired(view, session, [cite.item])
    if cite.item not in found:
        raise NotFound(f"no such item: {cite.item}", remedy="ingest the letter first")
    return found[cite.item][0].marking


def move(
    view: View,
    bench: Workbench,
    id: str,
    state: ExemptionState,
    why: str,
    given: Mapping[str, Any] | None = None,
) -> None:
    """Move an exemption on; `given` holds new terms where it is approved, extended or amended."""
    require(view, bench, DECIDE)
    terms = terms_of(given) if given else None
    with bench.office.write(view, why) as session:
        desk.move(view, session, id, state, terms, Act(view.user, bench.clock(), why), bench.entropy)


def from_yaml(text: str, name: str) -> Mapping[str, Any]:
    """The fields of an exemption's file."""
    found = plain_yaml.read(text, name)
    if not isinstance(found, dict):
        raise BadInput(f"{name} holds no fields", place=name, remedy="write reference: …, organisation: …")
    return found


def terms_of(given: Mapping[str, Any]) -> Terms | None:
    """The terms among the fields; None where no day is given. `BadInput` for a day or amount that is none."""
    if not given.get("valid_from") and not given.get("valid_to"):
        return None
    try:
        letter = given.get("letter")
        return Terms(
            date.fromisoformat(str(given["valid_from"])),
            date.fromisoformat(str(given["valid_to"])),
            tuple(_item(one) for one in given.get("items") or ()),
            tuple(str(one) for one in given.get("parties") or ()),
            str(given.get("routes") or ""),
            _letter(str(letter)) if letter else None,
        )
    except (KeyError, ValueError, TypeError, AttributeError) as problem:
        raise BadInput(
            f"not the terms of an exemption: {problem}",
            remedy="give valid_from and valid_to as 2026-03-02, items with item, hs, quantity, unit",
        ) from problem


def _item(given: Mapping[str, Any]) -> ExemptItem:
    if unknown := sorted(set(given) - set(ITEM)):
        raise ValueError(f"an item has no field {unknown[0]!r}")
    hs = str(given.get("hs") or "").replace(".", "").replace(" ", "")
    if hs and (not hs.isdigit() or len(hs) < HEADINGS):
        raise ValueError(f"HS code {hs!r}: at least a heading of {HEADINGS} digits")
    quantity = str(given.get("quantity") or "")
    try:
        amount = Decimal(quantity) if quantity else None
    except InvalidOperation as problem:
        raise ValueError(f"quantity {quantity!r}") from problem
    if amount is not None and amount < 0:
        raise ValueError(f"quantity {quantity!r} is negative")
    if amount is not None and not given.get("unit"):
        raise ValueError(f"quantity {quantity!r} has no unit")
    return ExemptItem(str(given["item"]), hs, amount, str(given.get("unit") or ""))


def _letter(text: str) -> Citation:
    item, _, place = text.partition("@")
    return Citation(item, Place.parse(place))


def certificate(view: View, bench: Workbench, id: str) -> dict[str, Any]:
    """A signed statement of what is on record, for a bank or customs officer to verify without us.

    It carries the line of the office's keys; the fingerprint to hold it against is published elsewhere.
    Issuing it stands on the custody ledger. `Conflict` unless the exemption is approved. Only what is public
    is certified: `Conflict` for one that is marked.
    """
    require(view, bench, DECIDE)
    found = exemption(view, bench, id)
    held = found.terms
    if found.state is not ExemptionState.APPROVED or held is None:
        raise Conflict(f"it is {found.state.value}, not approved", remedy="record the approval first")
    with bench.office.read(view) as session:
        marking = current(session, "exemption", id) or PUBLIC
    if marking != PUBLIC:
        raise Conflict(
            f"it is marked {marking}: a certificate goes to anyone", remedy="mark it TLP:CLEAR first"
        )
    signer = bench.keyring.current
    at = bench.clock()
    body = {
        "sightline": KIND,
        "id": found.id,
        "office": bench.settings.name,
        "reference": found.reference,
        "organisation": found.organisation,
        "title": found.title,
        "state": found.state.value,
        **terms_shape(held),
        "recorded_at": instant(found.moves[-1].at),
        "known_at": instant(view.known_at),
        "issued_at": instant(at),
        "issued_by": view.user,
        "note": NOTE,
        "key": signer.fingerprint,
        "public_key": signer.public_key.hex(),
        "keys": bench.keyring.statements(),
    }
    bench.record("export", view.user, found.id, reference=found.reference, certificate=KIND)
    return signer.signed(body)


def exemption_json(one: Exemption, on: date) -> dict[str, Any]:
    """The published shape of an exemption, and whether it holds on a day."""
    held = one.terms
    return {
        "id": one.id,
        "reference": one.reference,
        "organisation": one.organisation,
        "title": one.title,
        "state": one.state.value,
        "valid_on_day": one.valid_on(on),
        "terms": terms_shape(held) if held else None,
        "moves": [
            {"number": move.number, "at": move.at.isoformat(), "by": move.by, "from": move.origin or None,
             "to": move.target, "why": move.why}
            for move in one.moves
        ],
    }  # fmt: skip


def _covers(line: ExemptItem, hs: str) -> bool:
    return len(line.hs) >= HEADINGS and hs.startswith(line.hs)


def _covered(one: Exemption, held: Terms, item: ExemptItem | None, party: bool) -> Covered:
    what = f" for {item.item} (HS {item.hs})" if item else ""
    text = (
        f"Exemption {one.reference} of {one.organisation}{what}, valid {held.valid_from} to {held.valid_to}: "
        "within its terms nothing is breached."
    )
    opens = ["whether the quantity is within what the letter grants: amounts used up are not tracked"]
    if not party:
        opens.append("whether the parties are those the letter names")
    if item is None:
        opens.append("whether the goods are among those the letter names")
    if held.cite is None:
        opens.append("the letter itself: none is stored here")
    return Covered(one, held, item, text, tuple(opens))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
