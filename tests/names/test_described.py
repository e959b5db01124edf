"""Words that say what someone is, and words of names that look like them."""

import pytest

from sightline.names.described import describes, without_description

DESCRIBES = ("arms dealer", "ARMS DEALER", "son of Kim Kada", "Vice-Marshal of the KPA", "Kadan Bank rep.")
NAMES = ("John", "Son Kwon", "Yong Chol", "Inc.", "MUHAMMAD", "bin Hassan")
AROUND = {
    "in front": ("Syrian businessman Viktor Kadan", "Viktor Kadan"),
    "a rank that stands in front": ("Sergeant Viktor Kadan", "Viktor Kadan"),
    "behind": ("Viktor Kadan wanted trafficker", "Viktor Kadan"),
    "a relative": ("Viktor Kadan son of Ivan Kadan", "Viktor Kadan"),
}
NONE = {
    "particles": "Ludwig van der Kadan und zur Kada",
    "one word is left": "Kadan wanted trafficker",
    "no capitals": "viktor kadan businessman",
    "whose sons": "Sons of Kadan",
    "a given name": "Viktor hassan",
}


@pytest.mark.parametrize("part", DESCRIBES)
def test_it_describes(part: str) -> None:
    assert describes(part, True)


@pytest.mark.parametrize("part", NAMES)
def test_it_may_be_a_name(part: str) -> None:
    assert not describes(part, True)


def test_small_letters_say_something_beside_capitals() -> None:
    assert describes("wanted gunman", True) and not describes("wanted gunman", False)


@pytest.mark.parametrize(("text", "name"), AROUND.values(), ids=AROUND)
def test_without(text: str, name: str) -> None:
    assert without_description(text) == name


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_left_as_it_is(text: str) -> None:
    assert without_description(text) == ""
