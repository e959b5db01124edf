"""A question as a person, a form or a manifest puts it, read; what cannot be read is asked back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sightline.clean import country_words
from sightline.model.check import Question
from sightline.regime.goods import nomenclature, units

BASES = {
    "": "shipment",
    "shipment": "shipment",
    "consignment": "shipment",
    "total": "total",
    "cumulative": "total",
    "period": "total",
}
PURPOSES = (
    "humanitarian",
    "livelihood",
    "medical",
    "food or medicine",
    "diplomatic mission",
    "civil aviation",
    "rajin transit",
    "basic expenses",
    "extraordinary expenses",
    "judicial lien",
    "public utility",
    "hydropower",
    "existing",
    "host national",
    "return barred by law",
    "refugee",
    "small arms",
)
EARLIEST, LATEST = date(1945, 10, 24), date(2100, 1, 1)
"""the Charter; and a day no question is about"""
FIELDS = (
    "on", "goods", "hs", "hs_version", "quantity", "unit", "basis", "value", "from", "to", "via", "origin",
    "service", "purpose", "contract", "exemption", "facts",
)  # fmt: skip
LOOKED_UP = "on_record"
"""a field nobody asks with: what the office found on record, kept with the question so that it replays"""
Raw = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """The question as far as it could be read; `problems` are questions back, `notes` how it was read."""

    question: Question
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reader:
    """Collects problems and notes while the fields of one question are read."""

    raw: Raw
    problems: list[str]
    notes: list[str]

    def text(self, name: str) -> str:
        """A field as one text."""
        given = self.raw.get(name, "")
        return (given if isinstance(given, str) else " ".join(given)).strip()

    def several(self, name: str) -> tuple[str, ...]:
        """A field that may come more than once, or with commas."""
        given = self.raw.get(name, "")
        each = (
            given.split(",") if isinstance(given, str) else [part for one in given for part in one.split(",")]
        )
        return tuple(part.strip() for part in each if part.strip())

    def country(self, name: str, text: str) -> str:
        """A country, empty where none is given or it cannot be told."""
        if not text:
            return ""
        found = country_words.read(text)
        if found.problem:
            self.problems.append(f"{name}: {found.problem}")
        if found.note:
            self.notes.append(f"{name}: {found.note}.")
        return found.code

    def day(self, name: str) -> date | None:
        """A day of the calendar; a question back for one that is none."""
        text = self.text(name)
        if not text:
            return None
        try:
            found = date.fromisoformat(text)
        except ValueError:
            self.problems.append(f"{name}: a day of the calendar; {text!r} is none (write 2017-08-05)")
            return None
        if not EARLIEST <= found <= LATEST:
            self.problems.append(f"{name}: a day that can be meant; {text!r} cannot")
            return None
        return found


def read(raw: Raw, today: date) -> Asked:
    """Read the fields of `FIELDS`; an empty one was not given. `today` is the day where none is."""
    reader = _Reader(raw, [], [])
    code = nomenclature.CodeRead("")
    if reader.text("hs"):
        code = nomenclature.read(reader.text("hs"), reader.text("hs_version"))
    elif reader.text("hs_version"):
        code = nomenclature.CodeRead("", nomenclature.read_version(reader.text("hs_version"))[1])
    if code.problem:
        reader.problems.append(f"hs: {code.problem}")
    if code.note:
        reader.notes.append(f"{code.note}.")
    quantity, problem = units.read(reader.text("quantity"), reader.text("unit"))
    if problem:
        reader.problems.append(problem)
    question = Question(
        on=reader.day("on") or today,
        goods=reader.text("goods"),
        hs=code.code,
        hs_version=reader.text("hs_version"),
        quantity=quantity,
        basis=_basis(reader),
        value=_value(reader),
        source=reader.country("from", reader.text("from")),
        target=reader.country("to", reader.text("to")),
        via=tuple(filter(None, (reader.country("via", one) for one in reader.several("via")))),
        origin=reader.country("origin", reader.text("origin")),
        service=reader.text("service"),
        purpose=_purpose(reader),
        contract=reader.day("contract"),
        exemption=reader.text("exemption"),
        on_record=reader.text(LOOKED_UP),
        facts=frozenset(reader.several("facts")),
    )
    _contradictions(question, reader)
    _unusual_day(question, reader, today)
    return Asked(question, tuple(reader.problems), tuple(reader.notes))


def with_code(asked: Asked, hs: str) -> Asked:
    """The same question about a code."""
    return replace(asked, question=replace(asked.question, hs=hs))


def _basis(reader: _Reader) -> str:
    given = reader.text("basis").casefold()
    if given not in BASES:
        reader.problems.append(
            f"basis: {given!r} is not known; use shipment (this consignment alone) or total (all that all "
            "states supplied in the period of the cap, this one included)"
        )
    return BASES.get(given, "shipment")


def _value(reader: _Reader) -> Decimal | None:
    text = reader.text("value").upper().removeprefix("USD").removeprefix("US$").removeprefix("$")
    text = text.removesuffix("USD").strip()
    if not text:
        return None
    found = units.number(text)
    if found is None or found < 0:
        reader.problems.append(f"value: an amount in US dollars; {reader.text('value')!r} is none")
        return None
    return found


def _purpose(reader: _Reader) -> str:
    given = reader.text("purpose").casefold().replace("-", " ").replace("_", " ")
    if given and given not in PURPOSES:
        reader.problems.append(f"purpose: {given!r} is not known; use one of {', '.join(PURPOSES)}")
        return ""
    return given


def _unusual_day(question: Question, reader: _Reader, today: date) -> None:
    """What a reader must know of a day that could not be read, or that is still to come."""
    if any(problem.startswith("on:") for problem in reader.problems):
        reader.notes.append(f"The measures named are those of {today}: the day asked could not be read.")
    elif question.on > today:
        reader.notes.append(
            f"{question.on} is still to come: the answer is by measures known on {today}; they may change."
        )


def _contradictions(question: Question, reader: _Reader) -> None:
    if question.source and question.source == question.target:
        reader.problems.append(
            f"from and to: both are {question.source.upper()}; where does it come from, and where does it go?"
        )
    if question.exemption and not question.purpose and not reader.text("purpose"):
        reader.problems.append(
            "purpose: humanitarian, or what else it is for; a letter of the Committee is named, and without "
            "a purpose it cannot be held against a rule"
        )
    if question.contract and question.contract > question.on:
        reader.problems.append("contract: it was made after the day asked about")
