"""What a kind of paper is made of: its fields, its states, and what each state asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sightline.cases.workflow import Legal
from sightline.errors import UsageError
from sightline.model.citation import Citation

LONGEST = 20_000
"""characters of one field"""


class Sort(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    CHOICE = "choice"
    LINES = "lines"
    """several, one a line"""
    CITES = "cites"
    """several citations, one a line, as `SHA256@PLACE`"""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in scripts, its label on pages."""

    name: str
    label: str
    sort: Sort = Sort.LINE
    choices: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper. `needs` says which fields a state asks for; `title` names the field that titles it."""

    name: str
    label: str
    prefix: str
    title: str
    fields: tuple[Field, ...]
    moves: tuple[Legal, ...]
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    due: str = ""
    """the field that holds the day something is due"""
    waits: tuple[str, ...] = ()
    """the states in which that day counts"""
    order: tuple[tuple[str, str], ...] = ()
    """days of which the second is not before the first"""

    @property
    def first(self) -> str:
        """The state a paper is opened in, unless another is asked for."""
        return self.moves[0].target

    def require(self, state: str, body: Mapping[str, Any]) -> None:
        """`UsageError` naming a field that this state needs and that is empty, or a day before its time."""
        for first, second in self.order:
            if body.get(first) and body.get(second) and body[second] < body[first]:
                labels = {one.name: one.label.lower() for one in self.fields}
                raise UsageError(
                    f"{labels[second]}, {body[second]}, is before {labels[first]}, {body[first]}",
                    place=second,
                    remedy="correct one of the two days",
                )
        for name in (*self.needs.get("", ()), *self.needs.get(state, ())):
            if not body.get(name):
                label = next(one.label for one in self.fields if one.name == name)
                raise UsageError(
                    f"a {self.label.lower()} that is {state} has: {label.lower()}",
                    place=name,
                    remedy=f"give {name}",
                )


def read(kind: Kind, given: Mapping[str, str]) -> dict[str, Any]:
    """Fields as they are typed to the body that is stored; `UsageError` names the field that is wrong.

    A field left out stays out; an empty one is empty. An unknown one is refused.
    """
    known = {one.name: one for one in kind.fields}
    if unknown := sorted(set(given) - set(known)):
        raise UsageError(
            f"a {kind.label.lower()} has no field {unknown[0]!r}", remedy="use " + ", ".join(known)
        )
    return {name: _value(known[name], text) for name, text in given.items()}


def _value(one: Field, text: str) -> Any:
    text = text.strip()
    if len(text) > LONGEST:
        raise UsageError(
            f"{one.label}: {len(text)} characters", place=one.name, remedy=f"use at most {LONGEST}"
        )
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if one.sort is Sort.LINES:
        return lines
    if one.sort is Sort.CITES:
        return [Citation.parse(line).as_json() for line in lines]
    if one.sort is Sort.DAY and text:
        return _day(one, text)
    if one.sort is Sort.CHOICE and text and text not in one.choices:
        raise UsageError(
            f"{one.label}: not known: {text!r}", place=one.name, remedy="use one of " + ", ".join(one.choices)
        )
    return text


def _day(one: Field, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UsageError(
            f"{one.label}: not a day: {text!r}", place=one.name, remedy="write it as 2026-03-02"
        ) from error


def typed(one: Field, body: Mapping[str, Any]) -> str:
    """A field as it is typed: the inverse of `read`."""
    value = body.get(one.name, "")
    if one.sort is Sort.CITES:
        return "\n".join(Citation.from_json(shape).typed for shape in value or ())
    return "\n".join(value) if isinstance(value, list) else str(value)
