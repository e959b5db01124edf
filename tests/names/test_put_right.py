"""Text that was opened in the wrong encoding is read as it was; text that is right stays as it is."""

import pytest

from sightline.names.put_right import put_right

TEXTS = ("Ким Сила", "Силь", "José Nuñez", "김철수", "金正恩", "Müller–Strauß", "Şahin Öztürk", "o’Neil")


def opened(text: str, codec: str) -> str:
    """What a program shows that opens UTF-8 in another encoding; bytes without a sign as browsers do."""
    return "".join(bytes([one]).decode(codec, "ignore") or chr(one) for one in text.encode())


@pytest.mark.parametrize("text", TEXTS)
def test_text_opened_wrongly_is_put_right_and_told(text: str) -> None:
    for codec in ("cp1252", "latin-1"):
        read, note = put_right(opened(text, codec))
        assert read == text and repr(text) in note


def test_on_russian_machines_cyrillic_became_other_cyrillic() -> None:
    assert put_right(opened("Ким Сила", "cp1251"))[0] == "Ким Сила"


def test_opened_wrongly_twice() -> None:
    assert put_right(opened(opened("José", "cp1252"), "cp1252"))[0] == "José"


def test_a_space_that_does_not_break_was_put_for_an_ordinary_one() -> None:
    assert put_right("Ð¡Ð¸Ð»Ð° Ð Ð¸")[0] == "Сила Ри"


def test_a_letter_of_which_a_byte_is_lost_is_left_out_and_told() -> None:
    read, note = put_right("Ð¡Ð¸Ð»Ñ")
    assert read == "Сил" and "1 of its letters are lost" in note


STAYS = {
    "right already": "José Núñez",
    "letters beside one another": "RÚŽA ÅŠ",
    "Czech": "TOMÁŠ Dvořák",
    "Ukrainian": "Київ Іванів",
    "a dash behind a sharp s": "Strauß–Müller",
    "Cyrillic": "Рисунок",
    "too much lost": "Ñ Ð",
    "plain": "Kim Chol",
}


@pytest.mark.parametrize("text", STAYS.values(), ids=STAYS.keys())
def test_text_that_is_right_stays(text: str) -> None:
    assert put_right(text) == (text, "")
