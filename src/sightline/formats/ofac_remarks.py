"""The `Remarks` column of OFAC's lists: labelled facts divided by semicolons.

A part whose label or value is not understood becomes `notes`, so that nothing is lost. `Linked To: X`, and
a role such as `Director of X`, where X names one entry of the same list, also become an edge to it:
`ofac-36:link:2` (`UnknownLink`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

import msgspec
from msgspec.structs import replace

from sightline.clean import bic, countries, dates, identifiers, imo
from sightline.clean.text import clean
from sightline.formats import ofac_labels as labels
from sightline.formats.ofac_names import Named, Names
from sightline.formats.saying import Saying
from sightline.model import schemata
from sightline.model.place import Place

LONGEST_PART = 1000
"""letters of a part that is taken apart; OFAC's whole remarks have at most as many"""
CUT_AT = 999
"""letters; OFAC cuts remarks at 1,000 with the last space and goes on in another file"""
LINKED = "Linked To:"
_SPLIT = re.compile(r"[^;]+")
_DAY = r"(?:\d{1,2} )?(?:[A-Z][a-z]{2} )?\d{4}"
_NUMBER = re.compile(
    rf"(?P<number>\S.*?)(?:\s+\((?P<country>[^()]+)\))?"
    rf"(?:\s+issued (?P<issued>{_DAY}))?(?:\s+expires (?P<expires>{_DAY}))?"
)
_IMO = re.compile(r"IMO\s*([0-9]{7})")
_LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}")
"""as ISO 17442 has it; under OFAC's label stand Dutch numbers of nine digits too"""
_WALLET = re.compile(r"(?P<asset>[A-Z0-9]{2,10}) (?P<address>[0-9A-Za-z:]{20,})")
_QUOTED = re.compile(r"['\"](.+)['\"]")
_LISTED = re.compile(rf"\([^()]+\):?\s+(?P<day>{_DAY})")
_ORDER = re.compile(r"Executive Order [0-9]+ (?:Directive )?(?:Determination|[Ii]nformation)\b.*", re.DOTALL)
_BEHIND_NAME = re.compile(r" (?=(?:employee|representative|official)\b)", re.IGNORECASE)
_BEFORE_NAME = re.compile(r"(?:,|\bof(?: the)?|\bin(?: the)?) (?=\S)")


class Text(Protocol):
    """A text of a file, trimmed, that knows where each of its characters stands."""

    text: str

    @property
    def place(self) -> Place: ...
    def part(self, first: int, last: int) -> Place: ...


class Part(msgspec.Struct, frozen=True):
    """A labelled part: where its value's characters begin in the cell, and how many adjuncts came before."""

    said: Saying
    cell: Text
    label: str
    value: str
    first: int
    number: int
    labelled_at: Place | None = None
    """where the label stands, if not in the cell"""

    @property
    def label_place(self) -> Place:
        """Where the label stands."""
        return self.labelled_at or self.cell.place

    def say(self, prop: str, value: str | None, text: str = "", ahead: int = 0) -> bool:
        """State the value at the place of `text` (else of the whole value); False if it cannot be said."""
        if not value or schemata.property_type(self.said.schema, prop) is None:
            return False
        text = text or self.value
        first = self.first + ahead
        self.said.say(prop, value, text, self.cell.part(first, first + len(text)))
        return True


def read(said: Saying, cell: Text, names: Names) -> None:
    """State all that the remarks say of an entry; the part where they were cut off is a note."""
    parts = list(_parts(cell.text))
    for number, (text, first) in enumerate(parts, start=1):
        whole = len(text) <= LONGEST_PART and not (number == len(parts) and is_cut(cell.text))
        if whole and _understood(Part(said, cell, "", text, first, number), names):
            continue
        said.say("notes", clean(text), text, cell.part(first, first + len(text)))


def labelled(said: Saying, kind: Text, cell: Text, number: int) -> bool:
    """State a value whose label stands elsewhere, as in OFAC's XML; False where the label is not known."""
    label = kind.text
    if label.startswith(labels.PROVISIONS) or label in labels.TOLD:
        said.about("listing", "Sanction").say("provisions", clean(cell.text), cell.text, cell.place)
        return True
    part = Part(said, cell, label, cell.text, 0, number, kind.place)
    if label.startswith(labels.WALLET):
        return _held(part, label.removeprefix(labels.WALLET).strip(), cell.text, 0)
    return label in _HANDLERS and _HANDLERS[label](part)


def is_cut(text: str) -> bool:
    """Whether the remarks are as long as OFAC's column and end without their full stop."""
    return len(text) >= CUT_AT and not text.endswith(".")


def linked(text: str) -> Iterator[str]:
    """The names behind `Linked To:` in whole remarks."""
    parts = list(_parts(text))
    for part, _ in parts[:-1] if is_cut(text) else parts:
        if part.startswith(LINKED):
            yield part.removeprefix(LINKED).strip()


def _understood(part: Part, names: Names) -> bool:
    """State what a part says; False where it is, or is also, a note."""
    ahead = 5 if part.value.startswith("alt. ") else 0
    text = part.value[ahead:]
    if text.startswith(labels.PROVISIONS) or _ORDER.fullmatch(text):
        return replace(part, said=part.said.about("listing", "Sanction")).say("provisions", clean(part.value))
    word = text.partition(" ")[0]
    for label in _BY_FIRST_WORD.get(word, ()):
        if text.startswith(label) and (value := text[len(label) :].lstrip()) != text[len(label) :] and value:
            first = part.first + len(part.value) - len(value)
            found = replace(part, label=label, value=value, first=first)
            if label == LINKED:
                return _linked(found, names)
            if _HANDLERS[label](found):
                _point(found, names)
                return True
    _role(part, names)
    return False


def _parts(text: str) -> Iterator[tuple[str, int]]:
    """The parts between semicolons, trimmed, with their first character; the full stop at the end goes.

    It stays where it belongs to an abbreviation such as `S.A.`
    """
    if text.endswith(".") and not re.search(r"\.\w\.$", text):
        text = text[:-1]
    for found in _SPLIT.finditer(text):
        part = found[0].strip()
        if part:
            yield part, found.start() + len(found[0]) - len(found[0].lstrip())


def _linked(part: Part, names: Names) -> bool:
    """A `Linked To:`; the full stop goes back to `LTD.` where the list has that name."""
    found = names.find(part.value)
    if found and part.cell.text.startswith(found.text, part.first):
        part = replace(part, value=found.text)
    part.say("linkedTo", clean(part.value))
    _edge(part, found, LINKED.rstrip(":"), part.cell.part(part.first, part.first + len(part.value)))
    return True


def _edge(part: Part, found: Named | None, role: str, stands: Place) -> None:
    link = part.said.about(f"link:{part.number}", "UnknownLink")
    link.say("subject", part.said.entity, part.value, stands)
    if found:
        link.say("object", found.entry, part.value, stands)
    else:
        link.say("summary", clean(part.value), part.value, stands)
    link.say("role", role, role, part.cell.place)


def _role(part: Part, names: Names) -> None:
    """The edge of `Director of X`, `Director, X` or `X Employee`, where X names one other entry."""
    for first, last in _name_spans(part.value):
        found = names.find_party(part.value[first:last])
        if found and found.entry != part.said.entity:
            name = replace(part, value=part.value[first:last], first=part.first + first)
            role = f"{part.value[:first]}{part.value[last:]}".strip(" ,")
            _edge(name, found, role, part.cell.part(name.first, name.first + last - first))
            return


def _name_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the name of another party may stand beside a role."""
    for before in _BEFORE_NAME.finditer(text):
        yield before.end(), len(text)
    for behind in _BEHIND_NAME.finditer(text):
        yield 0, behind.start()


def _point(part: Part, names: Names) -> None:
    """The entry of an operator or owner that a value names."""
    pointer = labels.OTHERS.get(labels.WORDS.get(part.label, ""))
    if pointer and (found := names.find(part.value)):
        part.say(pointer, found.entry)


def _word(part: Part) -> bool:
    done = part.say(labels.WORDS[part.label], clean(part.value))
    if part.label == "POB" and done:
        last = part.value.rpartition(",")[2].strip()
        code = countries.code(last)
        part.say("birthCountry", code, last, part.value.rfind(last))
    return done


def _nation(part: Part) -> bool:
    return any(part.say(prop, countries.value(part.value)) for prop in labels.NATIONS[part.label])


def _day(part: Part) -> bool:
    said = [part.say(labels.DAYS[part.label], value) for value in dates.values(part.value)]
    return any(said)


def _name(part: Part) -> bool:
    found = _QUOTED.fullmatch(part.value)
    if not found:
        return False
    return part.say(labels.NAMES[part.label], clean(found[1]), found[1], found.start(1))


def _listed(part: Part) -> bool:
    """A day of the listing itself, behind the programme in brackets; which of them it is of stays beside."""
    found = _LISTED.fullmatch(part.value)
    if not found:
        return False
    listing = replace(part, said=part.said.about("listing", "Sanction"))
    listing.say("summary", f"{part.label} {clean(part.value)}")
    return listing.say(labels.LISTED[part.label], dates.clean(found["day"]), found["day"], found.start("day"))


def _security(part: Part) -> bool:
    security = replace(part, said=part.said.about(f"security:{part.number}", "Security"))
    security.say("issuer", part.said.entity)
    return security.say(labels.SECURITIES[part.label], clean(part.value))


def _issuer(part: Part) -> bool:
    """Who issues the securities of the listing: at times a subsidiary, so it is no name of the entry."""
    return replace(part, said=part.said.about("listing", "Sanction")).say("namesMentioned", clean(part.value))


def _gender(part: Part) -> bool:
    return part.say("gender", labels.GENDERS.get(part.value))


def _mmsi(part: Part) -> bool:
    return part.say("mmsi", part.value if re.fullmatch(r"[0-9]{9}", part.value) else None)


def _bic(part: Part) -> bool:
    return part.say("swiftBic", bic.clean(part.value))


def _imo(part: Part) -> bool:
    """A ship's own number, whatever its check digit; a party's is its own or a ship's, by the check digit."""
    found = _IMO.fullmatch(part.value)
    if not found:
        return False
    number, ahead = found[1], found.start(1)
    if part.said.schema == "Vessel":
        return part.say("imoNumber", number, number, ahead)
    if imo.is_company(number):
        return part.say("companyImo", number, number, ahead)
    return imo.is_ship(number) and part.say("shipImo", number, number, ahead)


def _wallet(part: Part) -> bool:
    found = _WALLET.fullmatch(part.value)
    if not found:
        return False
    return _held(part, found["asset"], found["address"], found.start("address"))


def _held(part: Part, asset: str, address: str, ahead: int) -> bool:
    """A wallet of the party, and its address as one of the party's own identifiers."""
    wallet = replace(part, said=part.said.about(f"wallet:{part.number}", "CryptoWallet"))
    wallet.say("holder", part.said.entity, address, ahead)
    wallet.say("cryptoAddress", address, address, ahead)
    if part.labelled_at:
        wallet.said.say("currencySymbol", asset, asset, part.labelled_at)
    else:
        wallet.say("currencySymbol", asset, asset)
    return part.say("cryptoAddress", address, address, ahead)


def _number(part: Part) -> bool:
    """A number with its issuing country and days: stated of the entry, and in full of an Identification."""
    if _IMO.fullmatch(part.value):
        return _imo(part)
    person, other = labels.NUMBERS[part.label]
    prop = person if part.said.schema == "Person" else other
    found = _NUMBER.fullmatch(part.value)
    if not found or not prop:
        return False
    text = found["number"]
    if prop == "leiCode" and not _LEI.fullmatch(text):
        prop = "registrationNumber"
    if not part.say(prop, identifiers.clean(text), text):
        return False
    _identification(part, found)
    return True


def _identification(part: Part, found: re.Match[str]) -> None:
    schema = "Passport" if part.label.endswith("Passport") else "Identification"
    said = part.said.about(f"document:{part.number}", schema)
    detail = replace(part, said=said)
    detail.say("holder", part.said.entity, found["number"])
    detail.say("number", identifiers.clean(found["number"]), found["number"])
    said.say("type", part.label, part.label, part.label_place)
    if found["country"]:
        detail.say("country", countries.value(found["country"]), found["country"], found.start("country"))
    for group, prop in (("issued", "startDate"), ("expires", "endDate")):
        if found[group]:
            detail.say(prop, dates.clean(found[group]), found[group], found.start(group))


_HANDLERS: Mapping[str, Callable[[Part], bool]] = (
    dict.fromkeys(labels.NUMBERS, _number)
    | dict.fromkeys(labels.WORDS, _word)
    | dict.fromkeys(labels.NATIONS, _nation)
    | dict.fromkeys(labels.DAYS, _day)
    | dict.fromkeys(labels.NAMES, _name)
    | dict.fromkeys(labels.LISTED, _listed)
    | dict.fromkeys(labels.SECURITIES, _security)
    | {
        labels.ISSUER: _issuer,
        labels.GENDER: _gender,
        labels.SHIP: _imo,
        labels.MMSI: _mmsi,
        labels.BIC: _bic,
        labels.WALLET: _wallet,
    }
)
ALL = tuple(sorted(_HANDLERS, key=len, reverse=True))
"""every label, the longest first"""
_BY_FIRST_WORD: dict[str, list[str]] = {}
for _label in ALL:
    _BY_FIRST_WORD.setdefault(_label.partition(" ")[0], []).append(_label)
