"""Rows of a large table as columns, without a Python object a row: the same columns as one by one.

Each distinct text is read once, by the same code that reads it elsewhere; names of ASCII letters and spaces
alone, which are most, are parted by Arrow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from sightline.matching.resolving.columns import Codes, Ragged, Uncounted, Vocabulary, date_codes, letters
from sightline.matching.resolving.kernels import MEASURES, Columns, Ints
from sightline.names.empty_words import EMPTY
from sightline.names.sound import sound
from sightline.names.tokens import MOST_TOKENS, tokens

_PLAIN = "^ *[A-Za-z]+(?: +[A-Za-z]+)*$"


@dataclass(frozen=True, slots=True)
class Rows:
    """One row a record, null for what is not known: its `Kind`, and a name, date, place and country."""

    kinds: Ints
    names: pa.Array
    dates: pa.Array
    places: pa.Array
    countries: pa.Array


def gather_table(rows: Rows) -> Uncounted:
    """The columns of these rows, in their order; every worth is zero until `counted`."""
    count = len(rows.kinds)
    words, name_of, word_at, held = _words(rows.names)
    places, countries = Codes(), Codes()
    date_at, dates = _ragged(rows.dates, lambda text: date_codes((text,)))
    address_at, addresses = _ragged(rows.places, lambda text: sorted({places[word] for word in tokens(text)}))
    country_at, held_countries = _ragged(rows.countries, lambda text: [countries[text]])
    sounds = Codes()
    text_at, text = letters(words)
    nothing, none_at = np.zeros(0, np.int32), np.zeros(count + 1, np.int32)
    columns = Columns(
        kind=rows.kinds.astype(np.int32),
        name_at=_starts(np.bincount(name_of, minlength=count)),
        weak=np.zeros(len(name_of), np.int32),
        word_at=word_at,
        words=held,
        text_at=text_at,
        sound=np.array([sounds[sound(word)] for word in words], np.int32),
        date_at=date_at,
        dates=dates,
        country_at=country_at,
        countries=held_countries,
        address_at=address_at,
        addresses=addresses,
        birthplace_at=none_at,
        birthplaces=nothing,
        number_at=none_at,
        numbers=nothing,
        contact_at=none_at,
        contacts=nothing,
        imo_at=none_at,
        imo=nothing,
        worth=np.zeros(len(words)),
        sound_worth=np.zeros(len(words)),
        country_worth=np.zeros(len(countries)),
        place_worth=np.zeros(len(places)),
        sizes=np.zeros(count * MEASURES),
        records=np.zeros(1),
        text=text,
    )
    return Uncounted(columns, Vocabulary(words, list(places), list(countries)))


def _words(names: pa.Array) -> tuple[list[str], NDArray[np.int64], Ints, Ints]:
    """Distinct words, the record of each name that has words, where its words begin, and its words."""
    parted = pc.split_pattern(_spelt(names), " ")
    record = pc.list_parent_indices(parted).to_numpy()
    encoded = pc.list_flatten(parted).dictionary_encode()
    distinct: list[str] = encoded.dictionary.to_pylist()
    codes = encoded.indices.to_numpy(zero_copy_only=False)
    little = np.array([word in EMPTY for word in distinct], bool)
    blank = np.array([not word for word in distinct], bool)
    telling = np.bincount(record[~(little | blank)[codes]], minlength=len(names)) > 0
    kept = ~blank[codes] & ~(little[codes] & telling[record])
    record, codes = record[kept], codes[kept]
    held = np.bincount(record, minlength=len(names))
    used, again = np.unique(codes, return_inverse=True)
    return (
        [distinct[code] for code in used],
        np.flatnonzero(held),
        _starts(held[held > 0]),
        again.astype(np.int32),
    )


def _spelt(names: pa.Array) -> pa.Array:
    """Every name as its words with single spaces between; a name without words is empty."""
    plain = pc.match_substring_regex(names, _PLAIN)
    few = pc.less_equal(pc.count_substring(names, " "), MOST_TOKENS - 1)
    plain = pc.fill_null(pc.and_(plain, few), False)
    lower = pc.if_else(plain, pc.ascii_lower(names), "")
    other = pc.filter(names, pc.invert(plain))
    told = pa.array([" ".join(tokens(text or "")) for text in other.to_pylist()], pa.string())
    return pc.replace_with_mask(lower, pc.invert(plain), told)


def _ragged(texts: pa.Array, read: Callable[[str], Iterable[int]]) -> tuple[Ints, Ints]:
    """Codes of each row, from its text: each distinct text is read once, a null gives none."""
    encoded = texts.dictionary_encode()
    each = Ragged()
    for text in encoded.dictionary.to_pylist():
        each.add(read(text))
    each.add(())
    starts, values = each.arrays()
    index = pc.fill_null(encoded.indices, len(encoded.dictionary)).to_numpy(zero_copy_only=False)
    counts = np.diff(starts)[index]
    total = np.cumsum(counts, dtype=np.int64)
    ends = int(total[-1]) if len(total) else 0
    at = np.repeat(starts[index] - (total - counts), counts) + np.arange(ends)
    return _starts(counts), values[at]


def _starts(counts: NDArray[np.integer]) -> Ints:
    found = np.zeros(len(counts) + 1, np.int32)
    np.cumsum(counts, out=found[1:])
    return found
