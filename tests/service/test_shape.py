"""The JSON of every door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from sightline.model.citation import Citation
from sightline.model.item import Basis
from sightline.model.marking import Marking, Tlp
from sightline.model.place import Place
from sightline.service.shape import custody, shape

PLACE = Place("row 17", 10, 20)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of a service, as far as this test goes."""

    cites: tuple[Citation, ...]
    marking: Marking
    when: date | None = None


SHAPES = {
    "nothing": (None, None),
    "a number": (1.5, 1.5),
    "a word of a set": (Basis.FACT, "fact"),
    "a level": (Tlp.AMBER_STRICT, "TLP:AMBER+STRICT"),
    "a marking": (Marking.parse("TLP:RED//B,A"), "TLP:RED//A,B"),
    "a place": (PLACE, "row 17 · bytes 10-20"),
    "a citation": (Citation("ab", PLACE), {"item": "ab", "place": "row 17 · bytes 10-20"}),
    "a quote": (Citation("ab", PLACE, "q"), {"item": "ab", "place": "row 17 · bytes 10-20", "quote": "q"}),
    "a day": (date(2017, 3, 2), "2017-03-02"),
    "a time": (datetime(2017, 3, 2, 9, tzinfo=UTC), "2017-03-02T09:00:00+00:00"),
    "a set is sorted": (frozenset({"b", "a"}), ["a", "b"]),
    "an answer": (Answer((), Marking()), {"cites": [], "marking": "TLP:CLEAR", "when": None}),
}


@pytest.mark.parametrize("name", SHAPES)
def test_shape(name: str) -> None:
    value, shaped = SHAPES[name]
    assert shape(value) == shaped


@pytest.mark.parametrize("value", [object(), b"bytes", Answer])
def test_what_has_no_shape_is_not_published(value: object) -> None:
    with pytest.raises(TypeError, match="no JSON shape"):
        shape({"inside": [value]})


def test_custody_keeps_the_chain_inside() -> None:
    entry = {"at": "x", "action": "store", "actor": "a", "subject": "s", "detail": {}, "hash": "h"}
    assert custody([entry | {"prev": "p", "prev_same": "q", "salt": "z"}]) == (entry,)
