"""Hangul syllables, put together and taken apart."""

from __future__ import annotations

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
CODAS = "_ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
FIRST, LAST = "가", "힣"


def is_hangul(character: str) -> bool:
    """Whether this is one whole syllable."""
    return FIRST <= character <= LAST


def parts(syllable: str) -> tuple[str, str, str]:
    """Initial, vowel and coda (`_`: none) of a syllable."""
    number = ord(syllable) - ord(FIRST)
    return INITIALS[number // 588], VOWELS[number // 28 % 21], CODAS[number % 28]


def syllable(initial: str, vowel: str, coda: str) -> str:
    """The syllable of three parts."""
    number = INITIALS.index(initial) * 588 + VOWELS.index(vowel) * 28 + CODAS.index(coda)
    return chr(ord(FIRST) + number)
