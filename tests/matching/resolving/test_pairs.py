"""Who meets, and that a smaller budget finds the same pairs."""

from __future__ import annotations

import random

import pytest

from sightline.errors import BadInput
from sightline.matching.resolving import columns, weights
from sightline.matching.resolving.blocks import MOST, PASSES, meet, pairs_of
from sightline.matching.resolving.kernels import Columns
from sightline.matching.resolving.pairs import Budget, bytes_of, parts_for, search
from sightline.matching.resolving.traits import Traits
from tests.matching.resolving.records import person

MEETING = {
    "a number": (person("Aaa Bbb", numbers=("INV12345",)), person("Ccc Ddd", numbers=("INV12345",))),
    "two words": (person("Aaaa Bbbb Cccc"), person("Cccc Dddd Aaaa")),
    "written together": (person("Aaaa Bbbb"), person("Aaaabbbb")),
    "a word and a year": (person("Aaaa Bbbb", born="1961-04-02"), person("Aaaa Cccc", born="1961")),
    "a day and a country": (
        person("Aaaa", born="1961-04-02", countries=("kp",)),
        person("Bbbb", born="1961-04-02", countries=("kp",)),
    ),
    "an address": (
        person("Aaaa", addresses=("9 Invented Road",)),
        person("Bbbb", addresses=("Invented Road 9",)),
    ),
}
APART = {
    "nothing in common": (person("Aaaa Bbbb"), person("Xxxx Yyyy")),
    "another day": (
        person("Aaaa", born="1961-04-02", countries=("kp",)),
        person("Xxxx", born="1961-04-03", countries=("kp",)),
    ),
    "a year alone": (person("Aaaa", born="1961"), person("Xxxx", born="1961")),
}


def packed(*records: Traits) -> Columns:
    found = columns.gather(records)
    return columns.counted(found, columns.measured(found))


@pytest.mark.parametrize("name", MEETING | APART)
def test_who_meets(name: str) -> None:
    found = pairs_of(meet(packed(*(MEETING | APART)[name])).blocks)
    assert found == ({(0, 1)} if name in MEETING else set())


def people(count: int) -> list[Traits]:
    draw = random.Random(4)
    names = [f"{draw.choice('abcde') * 3}{draw.choice('fghij') * 3}" for _ in range(30)]
    return [
        person(
            f"{draw.choice(names)} {draw.choice(names)}", born=f"{draw.randint(1950, 1980)}-03-0{n % 9 + 1}"
        )
        for n in range(count)
    ]


@pytest.mark.slow
def test_a_smaller_budget_finds_the_same() -> None:
    c = packed(*people(600))
    whole = search(c, weights.vector(), 0.0, Budget(threads=1))
    rooms = bytes_of(c) + 2 * (4 * 600 + (1 << 20)) + 60_000
    small = search(c, weights.vector(), 0.0, Budget(rooms, threads=2))
    assert whole.parts == 1 < small.parts
    assert len(whole.left) > 50
    for name in ("left", "right", "odds"):
        assert getattr(whole, name).tolist() == getattr(small, name).tolist()


def test_too_small_a_budget_is_refused_and_says_what_is_enough() -> None:
    with pytest.raises(BadInput, match="do not hold") as refused:
        parts_for(packed(*people(50)), 1 << 10, 2)
    assert "at least" in str(refused.value.problem()["remedy"])


def test_what_is_cut_is_counted_and_nobody_meets_twice() -> None:
    meeting = meet(packed(*[person("Aaaa") for _ in range(3 * MOST)]))
    assert {one.name for one in meeting.cut} == {one.name for one in PASSES}
    assert sum(one.pairs for one in meeting.cut) > 0
    assert len(pairs_of(meeting.blocks)) <= 3 * MOST * (MOST - 1) // 2


def test_progress_reaches_the_end() -> None:
    told: list[tuple[int, int]] = []
    search(
        packed(*people(40)),
        weights.vector(),
        0.0,
        Budget(threads=1),
        lambda done, whole: told.append((done, whole)),
    )
    assert told[-1] == (40, 40)
