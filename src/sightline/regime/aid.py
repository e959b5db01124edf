"""The facts about humanitarian aid as data, each with its mark."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from sightline.errors import FormatChanged
from sightline.model.aid import Guide, Marked, Part, Validity
from sightline.model.measure import Confidence
from sightline.regime import plain_yaml

NAME = "aid.yaml"
MARKS = frozenset(one.value for one in Confidence)


@cache
def guide() -> Guide:
    """What the file says."""
    return parse(files("sightline.regime").joinpath(NAME).read_text("utf-8"), NAME)


def parse(text: str, name: str) -> Guide:
    """The facts in a text; `FormatChanged` names what is missing or no mark."""
    data = plain_yaml.read(text, name)
    try:
        return _guide(data)
    except (KeyError, TypeError, ValueError) as problem:
        raise FormatChanged(
            f"not the facts about aid: {problem}", place=name, remedy="correct it"
        ) from problem


def _guide(data: Mapping[str, Any]) -> Guide:
    notice, covered, still = data["notice"], data["covered"], data["still_needed"]
    return Guide(
        notice=notice["title"],
        verified_against=notice["verified_against"],
        history=tuple((date.fromisoformat(one["on"]), _marked(one)) for one in notice["history"]),
        covered=_marked(covered),
        covered_since=date.fromisoformat(covered["since"]),
        covered_measure=covered["measure"],
        frees=covered["frees"],
        covered_who=tuple(covered["who"]),
        still_needed=_marked(still),
        clause=still["clause"],
        who=tuple(_marked(one) for one in data["who"]),
        channels=tuple(Part(one["id"], one["text"], "", _mark(one)) for one in data["channels"]),
        direct=tuple(_marked(one) for one in data["direct"]),
        contents=tuple(Part(one["id"], one["title"], one["ask"], _mark(one)) for one in data["contents"]),
        letterhead=_marked(data["letterhead"]),
        annexes=tuple(Part(one["id"], one["title"], one["template"], _mark(one)) for one in data["annexes"]),
        validity=tuple(
            Validity(date.fromisoformat(one["since"]), int(one["months"]), _mark(one))
            for one in data["validity"]
        ),
        most_months=int(data["most_months"]["months"]),
        most_mark=_mark(data["most_months"]),
        advice=tuple(_marked(one) for one in data["advice"]),
    )


def _marked(entry: Mapping[str, str]) -> Marked:
    return Marked(entry["text"], _mark(entry))


def _mark(entry: Mapping[str, str]) -> str:
    if entry["mark"] not in MARKS:
        raise ValueError(f"{entry['mark']!r} is no mark")
    return entry["mark"]
