"""Candidates: scored as anyone would score them again, and none above the floor is missed."""

import random
from pathlib import Path

import numpy as np
import pytest

from sightline.matching import name_syllables, name_words
from sightline.matching.replay import NEVER, probability, score_from_forms
from sightline.model.screening import Query
from sightline.screening.asked_name import Name
from sightline.screening.candidates import BY_WORDS, Batch, Candidate, asked, candidates
from sightline.screening.index import Index
from sightline.screening.question import question
from sightline.screening.reasons import compare
from tests.lake.factory import entry
from tests.screening.lists import index_of

WORDS = [
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
    "karimov",
    "ghulam",
    "hassan",
    "khaled",
    "wladimir",
    "6",
    "39",
    "n",
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    draw = random.Random(2397)
    names = {f"x-{n:03}": " ".join(draw.choices(WORDS, k=draw.randint(1, 4))) for n in range(300)}
    return index_of(tmp_path_factory.mktemp("list"), [entry(id, name=name) for id, name in names.items()])


def found_for(index: Index, batch: Batch) -> list[list[Candidate]]:
    came = candidates(index, batch)
    return [came.of(name) for name in range(len(batch.floors))]


def queries() -> list[Name]:
    draw = random.Random(1874)
    found = []
    for _ in range(40):
        words = [list(word) for word in draw.choices(WORDS, k=draw.randint(1, 4))]
        for word in words:
            if draw.random() < 0.3:
                word.insert(draw.randint(0, len(word)), draw.choice("aeio"))
        name = draw.choice((" ", " ", "")).join("".join(word) for word in words)
        found += question(Query(name=name)).names
    return found


def test_the_same_as_comparing_with_every_name(index: Index) -> None:
    names = queries()
    for name, found in zip(names, found_for(index, asked(names, [0.0] * len(names))), strict=True):
        above = {one.entity: probability(one.odds) for one in found if one.odds >= 0}
        expected = {}
        for number in range(index.entities):
            listed = index.record(number).names[0].value
            one = name_syllables.compare(name.text, listed) or name_words.compare(
                name.text, listed, index.worth
            )
            if one and one.score >= 0.5:
                expected[number] = one.score
        assert {n: score for n, score in above.items() if score > 0.501} == pytest.approx(
            {n: score for n, score in expected.items() if score > 0.501}, abs=1e-4
        ), name.text


def test_below_the_floor_only_what_is_nearer_than_asked(index: Index) -> None:
    (name,) = question(Query(name="Kim Chol")).names
    batch = asked([name], [1e6])
    (nearest,) = candidates(index, batch).of(0)
    just_below = np.nextafter(np.array([nearest.odds]), -np.inf)
    assert candidates(index, batch, just_below).of(0) == [nearest]
    assert candidates(index, batch, np.array([nearest.odds])).of(0) == []
    above = asked([name], [nearest.odds])
    assert nearest in candidates(index, above, np.array([1e6])).of(0)


COMMON = {
    "a word that is far off beside one that says little": "Kuryonggang Trading Corporation",
    "two initials beside common words": "Darkazin Export-Import Sonderpost",
    "common words alone": "Export Import Trading",
    "a rare word between common ones": "Export Velanora Trading",
    "a single word": "Velanora",
    "an initial": "V. Export Import",
    "initials on the list of all words but one": "Velanora Sonderpost Bandora",
    "an initial of another word than is asked": "Velanora Sonderpost Kandora",
    "a form of company with a letter wrong": "Export Velanora Fzre",
    "one beside a word that is far off": "Fzre Velanoru",
}


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Common words that stand in more names than are looked up without asking whether they can matter."""
    draw = random.Random(1718)
    rare = ["".join(draw.choices("bdgklmnr", k=1) + draw.choices("aeiou", k=1) * 2) * 2 for _ in range(60)]
    common = ("Export Trading", "Export Import", "Import Trading", "Import Import")
    names = [f"{draw.choice(rare)} {words}" for words in common for _ in range(160)]
    names += [
        "Korea Taeryonggang Trading Corporation",
        "M D S Import Export",
        "Velanora",
        "Velanora N Export",
        "Velanora S B",
        "Velanora Export FZE",
        "Export Velanora FZE",
        "Vellanoru FZE",
    ]
    return index_of(
        tmp_path_factory.mktemp("crowded"),
        [entry(f"x-{n}", start=n, name=name) for n, name in enumerate(names)],
    )


@pytest.mark.parametrize("case", COMMON, ids=str)
def test_names_that_share_common_words_are_none_missed(crowded: Index, case: str) -> None:
    (name,) = question(Query(name=COMMON[case])).names
    expected: dict[int, float] = {}
    known: dict[str, float] = {}
    for number in range(crowded.entities):
        listed = crowded.record(number).names[0].value
        if listed not in known:
            one = name_words.compare(name.text, listed, crowded.worth)
            known[listed] = one.found if one else NEVER
        if known[listed] > NEVER:
            expected[number] = known[listed]
    near = sorted(set(expected.values()), reverse=True)
    for floor in (near[0] + 0.01, *(odds - 0.01 for odds in near[:3])):
        (found,) = found_for(crowded, asked([name], [floor]))
        above = {n: odds for n, odds in expected.items() if odds >= floor}
        if above:
            assert {one.entity: one.odds for one in found} == pytest.approx(above)
        else:
            assert [one.odds for one in found] == pytest.approx([near[0]])


def test_the_compiled_score_is_the_one_of_the_forms(index: Index) -> None:
    names = queries()
    ways = set()
    for name, found in zip(names, found_for(index, asked(names, [-12.0] * len(names))), strict=True):
        for one in found:
            listed = index.listed(one.name)
            again = score_from_forms(compare(index, name, one, listed).forms)
            assert again == pytest.approx(probability(one.odds), abs=1e-4), (name.text, listed.value)
            ways.add(one.way == BY_WORDS)
    assert ways == {True, False}


def test_below_the_floor_the_nearest_is_given(index: Index) -> None:
    names = question(Query(name="Karimof")).names
    (found,) = found_for(index, asked(names, [50.0]))
    assert len(found) == 1


def test_nothing_in_common_has_none(index: Index) -> None:
    assert found_for(index, asked(question(Query(name="zzzzzzzz")).names, [0.0])) == [[]]


def test_a_slip_is_found_in_the_spelling_of_the_list(tmp_path: Path) -> None:
    names = ["Invented, Khaled", "Omar Invented", "Khalid Another"]
    small = index_of(tmp_path, [entry(f"x-{n}", start=n, name=name) for n, name in enumerate(names)])
    assert small.spellings("khalid") == ("khaled",) and small.spellings("invented") == ()
    for text, entity in (("Invented Khaeld", 0), ("Omrr Invented", 1)):
        (name,) = question(Query(name=text)).names
        (found,) = found_for(small, asked([name], [0.0]))
        best = max(found, key=lambda one: one.odds)
        told = compare(small, name, best, small.listed(best.name))
        assert best.entity == entity
        assert told.score == score_from_forms(told.forms) == probability(best.odds)


def test_initials_are_scored_as_anyone_would(tmp_path: Path) -> None:
    names = [
        "KIM, Jong Un",
        "KIM, Yo Jong",
        "Kim U J",
        "Karimov, Ghulam Hassan",
        "J. U. Invented",
        "Karimov Trading OOO",
        "Kim J. Hassan",
    ]
    small = index_of(tmp_path, [entry(f"x-{n}", start=n, name=name) for n, name in enumerate(names)])
    asked_for = [
        "Kim J. U.",
        "Kim J.U.",
        "J.U. Kim",
        "Kim U. J.",
        "Kim Y. J.",
        "Karimov G H",
        "Kim J.",
        "Kim J. U. S.",
        "Karimov OOCO",
        "OOCO Trading Karimov S.",
    ]
    queries = [name for one in asked_for for name in question(Query(name=one)).names]
    for name, found in zip(queries, found_for(small, asked(queries, [-9.0] * len(queries))), strict=True):
        assert found, name.text
        for one in found:
            told = compare(small, name, one, small.listed(one.name))
            assert one.odds == pytest.approx(told.found) and told.score == score_from_forms(told.forms)
