"""Write the words of names of well-known companies and brands, for src/sightline/names/data/brand_words.csv.

    python -m scripts.brand_words simple-icons.json pytickersymbols-1.17.10-py3-none-any.whl

The first is `data/simple-icons.json` of the package of that name at npm (CC0 1.0), of which the titles are
read; the second a package at PyPI (MIT) that has the companies of twenty share indices.
Only single words are written, in alphabetical order: of no word is it told whose it is.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

from sightline.names.folding import folded, is_syllable
from sightline.names.tokens import tokens_of

TARGET = Path(__file__).resolve().parent.parent / "src/sightline/names/data/brand_words.csv"
SHORTEST = 4
"""letters of a word, as it is spelt and folded"""
HEAD = (
    "# Words of names of well-known companies and brands: titles of simple-icons 16.37.0 (CC0 1.0) and "
    "companies of the share indices in pytickersymbols 1.17.10 (MIT). Written by scripts/brand_words.py."
)


def main(titles: Path, symbols: Path) -> None:
    """Read both, take their words, write."""
    sys.path.insert(0, str(symbols))
    package = importlib.import_module("pytickersymbols")
    names = [one["title"] for one in json.loads(titles.read_text("utf-8"))]
    names += [one["name"] for one in package.PyTickerSymbols().get_all_stocks()]
    words = {word for name in names for word in tokens_of(name) if _is_written(word)}
    TARGET.write_text("\n".join([HEAD, "word", *sorted(words)]) + "\n", "utf-8")
    print(f"{len(words)} words of {len(names)} names")


def _is_written(word: str) -> bool:
    plain = word.isascii() and word.isalpha() and min(len(word), len(folded(word))) >= SHORTEST
    return plain and not is_syllable(word)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
