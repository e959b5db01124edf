"""Candidates: scored as anyone would score them again, and none above the floor is missed."""

import random
from pathlib import Path

import pytest

from sightline.matching import name_tokens
from sightline.screening.candidates import search
from sightline.screening.index import Index
from tests.lake.factory import entry
from tests.screening.lists import index_of

SYLLABLES = (
    "kim",
    "chol",
    "nam",
    "jong",
    "un",
    "song",
    "hyok",
    "ri",
    "won",
    "trading",
    "bank",
    "daesong",
    "n",
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    draw = random.Random(2397)
    names = {f"x-{n}": " ".join(draw.choices(SYLLABLES, k=draw.randint(1, 4))) for n in range(400)}
    return index_of(tmp_path_factory.mktemp("list"), [entry(id, name=name) for id, name in names.items()])


def queries() -> list[str]:
    draw = random.Random(1874)
    found = []
    for _ in range(60):
        words = [list(word) for word in draw.choices(SYLLABLES, k=draw.randint(1, 4))]
        for word in words:
            if draw.random() < 0.3:
                word.insert(draw.randint(0, len(word)), draw.choice("aeio"))
        found.append(draw.choice((" ", " ", "")).join("".join(word) for word in words))
    return found


@pytest.mark.parametrize("floor", [0.5, 0.8])
def test_the_same_as_comparing_with_every_name(index: Index, floor: float) -> None:
    everyone = {n: index.record(n).names[0].value for n in range(index.entities)}
    for query in queries():
        scores = {
            n: found.score
            for n, listed in everyone.items()
            if (found := name_tokens.compare(query, listed, index.weight))
        }
        looked = search(index, query, tuple(query.split()))
        rounded = {one.entity: round(one.agreed, 4) for one in looked.above(floor)}
        above = {n: score for n, score in rounded.items() if score >= floor}
        assert above == {n: score for n, score in scores.items() if score >= floor}
        best = looked.nearest()
        assert (round(best.agreed, 4) if best else 0.0) == max(scores.values())


def test_all_names_of_one_entity(tmp_path: Path) -> None:
    index = index_of(tmp_path)
    names = search(index, "nobody", ("nobody",)).of_entity(2)
    assert len(names) == 4 and {one.entity for one in names} == {2}


def test_nothing_in_common_has_no_nearest(index: Index) -> None:
    assert search(index, "zzzz", ("zzzz",)).nearest() is None
