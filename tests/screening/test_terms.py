"""The vocabulary finds exactly the words that a comparison of all with all would find."""

import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sightline.matching.replay import similarity
from sightline.screening import terms

WORD = st.text(alphabet="abcn1", min_size=1, max_size=14)


def exhaustive(words: list[str], asked: str) -> dict[str, float]:
    return {word: alike for word in words if (alike := similarity(asked, word))}


def found(vocabulary: terms.Terms, asked: str) -> dict[str, float]:
    numbers, alike = vocabulary.like(asked)
    return {vocabulary.word(int(number)): float(one) for number, one in zip(numbers, alike, strict=True)}


@given(st.sets(WORD, max_size=40), st.lists(WORD, min_size=1, max_size=5))
def test_none_is_missed_and_none_is_made_up(tmp_path_factory, words, asked) -> None:  # type: ignore[no-untyped-def]
    folder: Path = tmp_path_factory.mktemp("terms")
    terms.save(folder, "t", dict.fromkeys(words, 1.0), {word: [0] for word in words})
    vocabulary = terms.load(folder, "t")
    for one in asked:
        assert found(vocabulary, one) == exhaustive(sorted(words), one)


def test_on_thousands_of_words_with_typing_errors(tmp_path: Path) -> None:
    draw = random.Random(2270)
    words = {"".join(draw.choices("aeioumnkglrsthbpjyc", k=draw.randint(1, 16))) for _ in range(3000)}
    words |= {"aaaaaaaa", "aaaaaaab", "ananananananan", "anananananana"}
    terms.save(tmp_path, "t", dict.fromkeys(words, 1.0), {word: [0] for word in words})
    vocabulary = terms.load(tmp_path, "t")
    ordered = sorted(words)
    for word in ["aaaaaaaaa", "ananananana", *draw.sample(ordered, 25)]:
        typed = word[: len(word) // 2] + draw.choice("aeioun") + word[len(word) // 2 + draw.randint(0, 1) :]
        assert found(vocabulary, typed) == exhaustive(ordered, typed)


def test_names_and_weights_of_a_word(tmp_path: Path) -> None:
    numbers = terms.save(tmp_path, "t", {"kim": 0.5, "chol": 0.7}, {"kim": [0, 2], "chol": [1]})
    vocabulary = terms.load(tmp_path, "t")
    kim = numbers["kim"]
    assert vocabulary.weights[kim] == 0.5
    assert vocabulary.names[vocabulary.name_offsets[kim] : vocabulary.name_offsets[kim + 1]].tolist() == [
        0,
        2,
    ]
