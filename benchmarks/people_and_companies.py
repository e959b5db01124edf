"""Invented person and company records with known duplicates: the same seed gives the same records.

Names are made of syllables, drawn with Zipf-like frequencies: a few are very common, most are rare. Of the
records `DUPLICATES` are further records of a party, with the errors that registers make.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

SEED = 1718
DUPLICATES = 0.3
COMPANIES = 0.3
FIRSTS, LASTS, WORDS, CITIES = 3000, 8000, 6000, 400
FORMS = ("Ltd", "Co", "GmbH", "SA", "Trading", "Shipping", "Group")
TYPO, SLIP, NO_DATE, MOVED, SWAPPED = 0.3, 0.06, 0.08, 0.15, 0.05
"""parts of the further records with a letter wrong, a date off, no date, another city, names swapped"""
_SYLLABLES = [a + b + c for a in "bdfghklmnprstvz" for b in "aeiou" for c in ("", "n", "r", "l", "s", "k")]


def words(draw: np.random.Generator, count: int, syllables: tuple[int, int]) -> np.ndarray:
    """Distinct invented words."""
    found: dict[str, None] = {}
    while len(found) < count:
        size = int(draw.integers(syllables[0], syllables[1] + 1))
        found["".join(draw.choice(_SYLLABLES, size))] = None
    return np.array(list(found), object)


def zipf(draw: np.random.Generator, among: int, count: int) -> np.ndarray:
    """Numbers below `among`, the k-th about 1/(k+20) as frequent."""
    weights = 1.0 / (np.arange(among) + 20.0)
    return draw.choice(among, count, p=weights / weights.sum())


def garbled(draw: np.random.Generator, text: str) -> str:
    """One letter dropped, doubled, replaced, or swapped with its neighbour."""
    at, kind = int(draw.integers(len(text))), int(draw.integers(4))
    if kind == 0 and len(text) > 3:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at] + text[at:]
    if kind == 2 and at + 1 < len(text):
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + "aeiourstn"[int(draw.integers(9))] + text[at + 1 :]


def make(records: int, seed: int = SEED) -> pa.Table:
    """Columns id, party (the truth), kind, first, last, dob (ISO or null), city; in a random order."""
    draw = np.random.default_rng(seed)
    parties = records - int(records * DUPLICATES)
    first_words, last_words = words(draw, FIRSTS, (2, 3)), words(draw, LASTS, (2, 3))
    company_words, cities = words(draw, WORDS, (2, 4)), words(draw, CITIES, (2, 3))
    company = draw.random(parties) < COMPANIES
    first = np.where(
        company, company_words[zipf(draw, WORDS, parties)], first_words[zipf(draw, FIRSTS, parties)]
    )
    second, form = company_words[zipf(draw, WORDS, parties)], draw.integers(0, len(FORMS), parties)
    ending = [f"{word} {FORMS[number]}" for word, number in zip(second, form, strict=True)]
    last = np.where(company, np.array(ending, object), last_words[zipf(draw, LASTS, parties)])
    day = np.datetime64("1930-01-01") + draw.integers(0, 28000, parties)
    city = zipf(draw, CITIES, parties)
    of = np.concatenate([np.arange(parties), draw.integers(0, parties, records - parties)])
    first, last, day, city = first[of].copy(), last[of].copy(), day[of].copy(), city[of].copy()
    no_date = np.zeros(records, bool)
    for row in range(parties, records):
        _spoil(draw, row, first, last, day, city)
        no_date[row] = draw.random() < NO_DATE
    dates = np.datetime_as_string(day)
    order = draw.permutation(records)
    return pa.table({
        "unique_id": pa.array(np.arange(records)),
        "party": pa.array(of[order]),
        "kind": pa.array(np.where(company[of[order]], "company", "person")),
        "first": pa.array(first[order].tolist()),
        "last": pa.array(last[order].tolist()),
        "dob": pa.array(dates[order].tolist(), mask=no_date[order]),
        "city": pa.array(cities[city[order]].tolist()),
    })  # fmt: skip


def _spoil(
    draw: np.random.Generator,
    row: int,
    first: np.ndarray,
    last: np.ndarray,
    day: np.ndarray,
    city: np.ndarray,
) -> None:
    if draw.random() < TYPO:
        if draw.random() < 0.5:
            first[row] = garbled(draw, first[row])
        else:
            last[row] = garbled(draw, last[row])
    if draw.random() < SLIP:
        day[row] += int(draw.choice([1, -1, 10, -10, 30, 365]))
    if draw.random() < MOVED:
        city[row] = int(draw.integers(CITIES))
    if draw.random() < SWAPPED:
        first[row], last[row] = last[row], first[row]


def write(folder: Path, records: int) -> Path:
    """The records as Parquet."""
    path = folder / "records.parquet"
    pq.write_table(make(records), path)
    return path
