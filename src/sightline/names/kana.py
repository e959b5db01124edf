"""Katakana and hiragana as Latin capitals, near enough to compare: キム is KIMU, ジョン is JON."""

from __future__ import annotations

_ROWS = {
    "": "アイウエオ", "K": "カキクケコ", "S": "サ_スセソ", "T": "タ__テト", "N": "ナニヌネノ",
    "H": "ハヒ_ヘホ",
    "M": "マミムメモ", "R": "ラリルレロ", "G": "ガギグゲゴ", "Z": "ザ_ズゼゾ", "D": "ダ__デド",
    "B": "バビブベボ",
    "P": "パピプペポ",
}  # fmt: skip
_OTHERS = {
    "シ": "SHI", "チ": "CHI", "ツ": "TSU", "フ": "FU", "ジ": "JI", "ヂ": "JI", "ヅ": "ZU", "ヤ": "YA",
    "ユ": "YU",
    "ヨ": "YO", "ワ": "WA", "ヲ": "O", "ン": "N", "ヴ": "VU", "ー": "", "ッ": "",
}  # fmt: skip
_SMALL = {"ァ": "A", "ィ": "I", "ゥ": "U", "ェ": "E", "ォ": "O", "ャ": "YA", "ュ": "YU", "ョ": "YO"}
_PALATAL = ("SH", "CH", "J")
_ROUNDED = {"ウ": "W", "ク": "KW", "グ": "GW"}
"""what begins a syllable where a small vowel follows: ウォ is WO, グァ is GWA"""

LETTERS = {
    kana: start + vowel
    for start, row in _ROWS.items()
    for kana, vowel in zip(row, "AIUEO", strict=True)
    if kana != "_"
} | _OTHERS


def is_kana(character: str) -> bool:
    """Whether this is hiragana or katakana."""
    return "\u3041" <= character <= "\u30ff" and character not in "・゠"


def latin(text: str) -> str:
    """One word in capitals; what is no kana is left out."""
    found: list[str] = []
    before = ""
    for character in text:
        if "\u3041" <= character <= "\u3096":
            character = chr(ord(character) + 0x60)
        if character in _SMALL and found and found[-1]:
            start = _ROUNDED.get(before, found[-1][:-1])
            vowel = _SMALL[character]
            found[-1] = start + (vowel[-1] if start in _PALATAL else vowel)
        else:
            found.append(LETTERS.get(character, ""))
        before = character
    return "".join(found)
