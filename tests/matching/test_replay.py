"""The arithmetic anyone can run again: by hand-worked cases, and equal to the fast library's."""

import inspect
import math
import random
import sys
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
from rapidfuzz.distance import OSA

from sightline.evidence import verifier
from sightline.matching import replay
from sightline.matching.replay import (
    aligned,
    combine,
    distance,
    eased,
    name_acronym,
    near,
    probability,
    score_from_forms,
    word_features,
)
from sightline.names.sound import sound

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
    for _ in range(3000):
        a, b = ("".join(draw.choices("abcmnio", k=draw.randint(1, 12))) for _ in range(2))
        assert distance(a, b) == OSA.distance(a, b), (a, b)


def words(query: str, listed: str, weak: float = 0.0, **worth: int) -> dict[str, Any]:
    """The forms of two names in words that say 8 nats each unless told otherwise."""
    ours, theirs = query.split(), listed.split()
    known = {word: worth.get(word, 8000) for word in (*ours, *theirs)}
    sounds = {word: sound(word) for word in known if word.isalpha() and len(word) > 3}
    return {
        "comparison": "name_words", "query": ours, "listed": theirs, "worth": known, "sounds": sounds,
        "bones": {}, "mixed": False, "weak": weak, "model": MODEL,
    }  # fmt: skip


MODEL = {
    "weights": [0.5, -0.5, -0.25, -1.0, 1.0, -3.0, -2.0, -1.0, -0.5, -1.5, -0.1, -0.3, 0.0],
    "edits": [0, 0, 0, 1, 1, 2], "edit": 1000, "edit_short": 0, "swap": 50, "gap": 80,
    "sound": 500, "sound_short": 0, "sound_edit": 0, "bone": 900, "join": 200,
    "initial": 500, "most": 16000, "few": 5000, "dearest": 100, "little": 1600,
}  # fmt: skip
FEATURES = {
    "the same": (words("kim chol nam", "kim chol nam"), [16, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]),
    "another order": (words("chol kim", "kim chol"), [16, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]),
    "written together": (words("cholnam", "chol nam"), [15.8, 0, 0, 0.2, 1, 0, 0, 0, 0, 0, 0, 0]),
    "written apart": (words("chol nam", "cholnam"), [7.8, 0, 0, 0.2, 1, 0, 0, 0, 0, 0, 0, 0]),
    "one word more on the list": (
        words("daesong", "daesong bank", bank=2000),
        [8, 0, 2, 0, 0, 0, 0, 0, 0, 1, 0, 0],
    ),
    "a word that says little more": (
        words("daesong", "daesong a", a=1600),
        [8, 0, 1.6, 0, 1, 0, 0, 0, 0, 1, 0, 0],
    ),
    "a word that says a little more than little": (
        words("daesong", "daesong a", a=1601),
        [8, 0, 1.601, 0, 0, 0, 0, 0, 0, 1, 0, 0],
    ),
    "one word more asked": (
        words("daesong bank", "daesong", bank=2000),
        [8, 2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0],
    ),
    "a letter off": (words("karimof ali", "karimov ali"), [15, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0]),
    "neighbours swapped": (words("karimvo ali", "karimov ali"), [15.5, 0, 0, 0.5, 1, 0, 0, 0, 0, 0, 0, 0]),
    "a letter more": (words("karimovo ali", "karimov ali"), [15.2, 0, 0, 0.8, 1, 0, 0, 0, 0, 0, 0, 0]),
    "common words alone": (words("a b", "a b", a=1500, b=1500), [3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2]),
    "something left on both sides": (
        words("andrei karimov", "sergei karimov", andrei=3000),
        [8, 3, 8, 0, 0, 0, 1, 0, 0, 0, 3, 0],
    ),
    "consonants of a script without vowels": (
        words("khalid", "KHLD") | {"bones": {"khalid": "kld", "KHLD": "kld"}},
        [7.1, 0, 0, 0.9, 1, 0, 0, 0, 0.9, 0, 0, 0],
    ),
    "consonants of two words with vowels": (
        words("khalid", "khuluda") | {"bones": {"khalid": "kld", "khuluda": "kld"}},
        [0, 8, 8, 0, 0, 0, 0, 0, 0, 0, 8, 5],
    ),
    "sounds alike": (words("ghulam", "gulam"), [7.5, 0, 0, 0.5, 1, 0, 0, 0, 0.5, 0, 0, 0]),
    "an odd word is a slip": (
        words("karimqf ali", "karimov ali") | {"ease": {"karimqf": 60}},
        [14.8, 0, 0, 1.2, 1, 0, 0, 0, 0, 0, 0, 0],
    ),
    "nearer as it is spelt": (
        words("omrr ali", "umar ali") | {"spelt": {"umar": ["omar"]}},
        [15, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0],
    ),
    "two letters of four off": (words("chol", "chun"), [0, 8, 8, 0, 0, 0, 0, 0, 0, 0, 8, 5]),
    "an initial": (words("g karimov", "gulam karimov"), [8.5, 0, 0, 0.5, 0, 0, 0, 0, 0, 1, 0, 0]),
    "numbers differ": (words("hao 2", "hao 6"), [8, 8, 8, 0, 0, 2, 1, 0, 0, 0, 8, 0]),
    "a number on one side": (words("hao", "hao 6"), [8, 0, 8, 0, 0, 1, 0, 0, 0, 1, 0, 0]),
    "a word is used once": (words("trading", "trading trading"), [8, 0, 8, 0, 0, 0, 0, 0, 0, 1, 0, 0]),
}


@pytest.mark.parametrize(("forms", "features"), FEATURES.values(), ids=FEATURES)
def test_words(forms: dict[str, Any], features: list[float]) -> None:
    assert word_features(forms) == pytest.approx([*features, 0, 0, 0, 0])


FEW = {
    "a rare word is enough": (words("daesong bank", "daesong", bank=1800), [0, 0]),
    "common words, something asked is left": (
        words("industrial bank of korea", "industrial bank", industrial=1800, bank=1800, of=1, korea=900),
        [4.4, 0],
    ),
    "common words, something listed is left": (words("bank", "korea bank", bank=1800, korea=900), [0, 4.2]),
    "common words, nothing is left": (words("bank", "bank", bank=1800), [0, 0]),
    "on both sides": (words("kumsan bank", "daesong bank", bank=1800), [6.2, 4.2]),
}
TOLD_BY = MODEL | {"few_asked": 8000, "few_listed": 6000}


@pytest.mark.parametrize(("forms", "few"), FEW.values(), ids=FEW)
def test_common_words_say_little_where_another_is_left(forms: dict[str, Any], few: list[float]) -> None:
    assert word_features(forms | {"model": TOLD_BY})[-2:] == pytest.approx(few)
    assert word_features(forms)[-2:] == [0, 0], "in certificates of engines before 20"


def test_two_words_say_no_more_than_the_one_they_are_written_as() -> None:
    apart = words("vietnam airlines", "viet nam gas", vietnam=2800)
    told = [replay.word_pairs(apart | {"model": MODEL | more})[0][0] for more in ({}, {"joined": 100})]
    assert told == [15800, 2600]


INITIALS = {
    "two, in order": (words("kim j u", "kim jong un"), 1),
    "in another order": (words("kim u j", "kim jong un"), 0),
    "one": (words("kim j", "kim jong"), 0),
    "a word more on the list": (words("kim j u", "kim jong un nam"), 0),
    "on the list": (words("kim jong un", "kim j u"), 0),
    "numbers": (words("hao 2 3", "hao 21 31"), 0),
    "no word in common": (words("j u", "jong un"), 0),
}


@pytest.mark.parametrize(("forms", "initials"), INITIALS.values(), ids=INITIALS)
def test_initials(forms: dict[str, Any], initials: int) -> None:
    assert word_features(forms)[-4] == initials


ACRONYM = {
    "comparison": "name_acronym", "query": ["komid"], "listed": ["korea", "mining", "development", "trading"],
    "shared": 1, "by_letters": [-30, -30, -30, 1.0, 1.5, 2.0],
}  # fmt: skip
ACRONYMS = {
    "beginnings of words": (ACRONYM, 2.0),
    "the other way round": (ACRONYM | {"query": ACRONYM["listed"], "listed": ["kmd"]}, 1.0),
    "shared by two": (ACRONYM | {"shared": 2}, 2.0 - math.log(2)),
    "one letter is not there": (ACRONYM | {"query": ["komix"]}, -30.0),
    "another order": (ACRONYM | {"query": ["dkm"]}, -30.0),
    "two letters": (ACRONYM | {"query": ["km"]}, -30.0),
}


@pytest.mark.parametrize(("forms", "odds"), ACRONYMS.values(), ids=ACRONYMS)
def test_acronyms(forms: dict[str, Any], odds: float) -> None:
    assert name_acronym(forms) == pytest.approx(odds)


def test_what_says_more_scores_more_however_sure() -> None:
    told = [eased(odds) for odds in (4.0, 5.0, 7.0, 9.0, 12.0)]
    assert told[:2] == [4.0, 5.0]
    assert told == sorted(set(told))
    assert told[-1] < 8.0


def test_a_weak_alias_takes_from_the_log_odds() -> None:
    assert score_from_forms(words("kim", "kim", weak=1.0)) < score_from_forms(words("kim", "kim"))


def moved(comparison: str, query: str, listed: str, agrees: float, contradicts: float) -> dict[str, object]:
    return {
        "comparison": comparison,
        "query": query,
        "listed": listed,
        "points": {"agrees": agrees, "contradicts": contradicts},
    }


CODE = {"comparison": "imo", "query": "8905490", "listed": "8905490", "odds": 2.0}
OTHER = CODE | {"comparison": "document", "odds": 1.0}
TOTALS = {
    "an identifier alone": ([CODE], probability(2.0)),
    "nothing": ([], 0.0),
    "the better of two and a part of the other": ([OTHER, CODE], probability(2.1)),
    "something against": ([CODE, moved("nationality", "kp", "cn", 0.5, 1.0)], probability(1.0)),
    "something for": ([CODE, moved("nationality", "kp", "kp", 0.5, 1.0)], probability(2.5)),
    "never sure": ([CODE | {"odds": 99.0}, moved("nationality", "kp", "kp", 99, 0)], 0.9999),
    "a name is less sure than a name with more": ([CODE | {"odds": 99.0}], probability(8.0)),
    "what is sure says less and less": ([CODE | {"odds": 7.0}], probability(eased(7.0))),
}


@pytest.mark.parametrize(("reasons", "score"), TOTALS.values(), ids=TOTALS)
def test_total(reasons: list[dict[str, Any]], score: float) -> None:
    assert combine(reasons) == score


def test_near_syllables() -> None:
    model = {"near": {"ㅐㅔ": 500}, "wrong": 2600}
    assert near("재", "제", model) == 500
    assert near("남", "삼", model) == near("zhang", "장", model) == 2600


def test_the_longer_given_name_is_tried_without_each_syllable() -> None:
    assert aligned(["a"], ["b", "c"]) == [(["a"], ["c"]), (["a"], ["b"])]
    assert aligned(["a"], ["b"]) == [(["a"], ["b"])]


def test_it_is_short_and_stands_on_the_standard_library_alone() -> None:
    lines = Path(replay.__file__).read_text("utf-8").splitlines()
    assert len(lines) <= 360
    imported = {line.split()[1].partition(".")[0] for line in lines if line.startswith(("import ", "from "))}
    assert imported <= set(sys.stdlib_module_names) | {"__future__"}


def test_the_one_file_verifier_computes_the_same_way() -> None:
    for name, function in vars(replay).items():
        if isinstance(function, FunctionType):
            assert inspect.getsource(getattr(verifier, name)) == inspect.getsource(function), name
