"""The arithmetic anyone can run again: by hand-worked cases, and equal to the fast library's."""

import inspect
import random
import sys
from pathlib import Path
from types import FunctionType

import pytest
from rapidfuzz.distance import OSA

from sightline.evidence import verifier
from sightline.matching import replay
from sightline.matching.replay import combine, distance, pairs, score_from_forms, similarity

DISTANCES = {
    "equal": ("kim", "kim", 0),
    "empty": ("", "kim", 3),
    "replaced": ("chol", "chul", 1),
    "inserted": ("chol", "cheol", 1),
    "neighbours swapped": ("chol", "hcol", 1),
    "swapped and apart": ("ca", "abc", 3),
}


@pytest.mark.parametrize(("a", "b", "edits"), DISTANCES.values(), ids=DISTANCES)
def test_distance(a: str, b: str, edits: int) -> None:
    assert distance(a, b) == distance(b, a) == edits


def test_equal_to_the_fast_library_on_thousands_of_pairs() -> None:
    draw = random.Random(1718)
    for _ in range(5000):
        a = "".join(draw.choices("abcmnio", k=draw.randint(1, 12)))
        letters = list(a)
        for _ in range(draw.randint(0, 3)):
            letters.insert(draw.randint(0, len(letters)), draw.choice("abcmnio"))
            letters.pop(draw.randrange(len(letters)))
        b = "".join(letters)
        fast = 1.0 - OSA.distance(a, b) / max(len(a), len(b))
        least = 0.66 if len(a) == len(b) == 3 else 0.75
        assert similarity(a, b) == (fast if fast >= least else 0.0), (a, b)


SIMILAR = {
    "one letter of three": ("kim", "kin", 1 - 1 / 3),
    "one letter of four": ("chol", "chul", 0.75),
    "one of five": ("chol", "cheol", 0.8),
}
NOT_SIMILAR = {
    "two letters of three": ("kim", "kan"),
    "three letters and two": ("rim", "ri"),
    "one letter of two": ("ri", "ra"),
    "two of four": ("jong", "chng"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("a", "b", "score"), SIMILAR.values(), ids=SIMILAR)
def test_similar(a: str, b: str, score: float) -> None:
    assert similarity(a, b) == score


@pytest.mark.parametrize(("a", "b"), NOT_SIMILAR.values(), ids=NOT_SIMILAR)
def test_not_similar(a: str, b: str) -> None:
    assert similarity(a, b) == 0.0


def name(query: str, listed: str, strength: float = 1.0, **weights: float) -> dict[str, object]:
    """The forms of two names; words weigh 1 unless told otherwise."""
    ours, theirs = query.split(), listed.split()
    known = {word: weights.get(word, 1.0) for word in (*ours, *theirs)}
    return {
        "comparison": "name_tokens",
        "query": ours,
        "listed": theirs,
        "weights": known,
        "strength": strength,
    }


NAMES = {
    "the same": (name("kim chol nam", "kim chol nam"), 1.0),
    "another order": (name("chol nam kim", "kim chol nam"), 1.0),
    "written together": (name("kim cholnam", "kim chol nam"), 1.0),
    "written apart": (name("kim chol nam", "kim cholnam"), 1.0),
    "one word more on the list": (name("daesong bank", "korea daesong bank"), 0.8),
    "the word more says little": (name("daesong bank", "korea daesong bank", korea=0.25), 0.9412),
    "one letter off": (name("kim chul", "kim chol"), 0.875),
    "a weak alias": (name("kim chol", "kim chol", strength=0.9), 0.9),
    "two of three": (name("kim chol nam", "kim jong nam"), 0.6667),
    "a word is used once": (name("trading", "trading trading"), 0.6667),
    "equal words before longer joins": (name("office 39", "office 39", office=0.3), 1.0),
    "a join that swallows a word": (
        name("ilsim international bank", "ilsim international bank", international=0.3),
        1.0,
    ),
    "nothing in common": (name("kim", "pak"), 0.0),
}


@pytest.mark.parametrize(("forms", "score"), NAMES.values(), ids=NAMES)
def test_names(forms: dict[str, object], score: float) -> None:
    assert score_from_forms(forms) == score


def moved(comparison: str, query: str, listed: str, agrees: float, contradicts: float) -> dict[str, object]:
    return {
        "comparison": comparison,
        "query": query,
        "listed": listed,
        "points": {"agrees": agrees, "contradicts": contradicts},
    }


SAME_NAME = name("kim chol", "kim chol")
TOTALS = {
    "a name alone": ([SAME_NAME], 1.0),
    "nothing": ([], 0.0),
    "the better of two": ([name("kim chol", "kim chul"), SAME_NAME], 1.0),
    "something against": ([SAME_NAME, moved("nationality", "kp", "cn", 0.03, 0.08)], 0.92),
    "something for": ([name("kim chol", "kim chul"), moved("nationality", "kp", "kp", 0.03, 0.08)], 0.905),
    "never above one": ([SAME_NAME, moved("nationality", "kp", "kp", 0.03, 0.08)], 1.0),
    "never below nothing": ([moved("nationality", "kp", "cn", 0.03, 0.08)], 0.0),
}


@pytest.mark.parametrize(("reasons", "score"), TOTALS.values(), ids=TOTALS)
def test_total(reasons: list[dict[str, object]], score: float) -> None:
    assert combine(reasons) == score


def test_pairs_take_neighbours_together() -> None:
    assert pairs(["cholnam"], ["chol", "nam"]) == [(1.0, 0, 1, 0, 2)]
    assert pairs(["chol", "nam"], ["cholnam"]) == [(1.0, 0, 2, 0, 1)]


def test_it_is_short_and_stands_on_the_standard_library_alone() -> None:
    lines = Path(replay.__file__).read_text("utf-8").splitlines()
    assert len(lines) <= 150
    imported = {line.split()[1].partition(".")[0] for line in lines if line.startswith(("import ", "from "))}
    assert imported <= set(sys.stdlib_module_names) | {"__future__"}


def test_the_one_file_verifier_computes_the_same_way() -> None:
    for name, function in vars(replay).items():
        if isinstance(function, FunctionType):
            assert inspect.getsource(getattr(verifier, name)) == inspect.getsource(function), name
