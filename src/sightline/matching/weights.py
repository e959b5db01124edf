"""Every number screening uses, in one table, each with its unit and where it comes from.

"Set here" means that nobody has published such a value for our purpose: it was chosen by us and tried on
the UN list of 2026-02-27 and the OFAC list of 2022-01-31 as `docs/reference/screening.md` tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

CALIBRATED = "set here; tried on UN 2026-02-27 and OFAC 2022-01-31, see docs/reference/quality.md"
SCHEME = "set here: the numbering scheme gives a number to one holder; its text was not compared"
PAIRS = "set here; tried on parted entries of UN and OFAC, the half for tuning, see docs/reference/quality.md"
REASONED = "set here by reasoning; not calibrated, for want of labelled cases"


@dataclass(frozen=True, slots=True)
class Weight:
    """One number: what it is, in what unit, from where."""

    value: float
    unit: str
    meaning: str
    source: str


SCORE, ODDS, NATS = "score, 0 to 1", "log-odds added", "nats: natural logarithm of how few share it"

WEIGHTS = {
    "threshold": Weight(0.8, SCORE, "from here on a hit is an alert", CALIBRATED),
    "name_agrees": Weight(0.8, SCORE, "from here on a name agrees well enough for a match", CALIBRATED),
    "match_information": Weight(
        13.0, NATS, "what name and attributes must say together for a match", REASONED
    ),
    "match_by_country": Weight(
        12.0, NATS, "what a person's name must say for a match with nothing but a country", REASONED
    ),
    "known_part": Weight(
        3.7, NATS, "what a part of a person's name that a table knows says for such a match", REASONED
    ),
    "weak_alias": Weight(1.5, ODDS, "taken when the listed name is an alias of low quality", REASONED),
    "name_same": Weight(1.75, ODDS, "a short name spelt as it is listed: an alert by itself", REASONED),
    "most_support": Weight(
        2.0, ODDS, "what attributes can add at most to bring a name to the threshold", REASONED
    ),
    "imo": Weight(7.0, ODDS, "the same IMO number", SCHEME),
    "bic": Weight(6.5, ODDS, "the same BIC, head office and XXX being one", SCHEME),
    "bic_branch": Weight(3.5, ODDS, "BICs of two branches of one institution", REASONED),
    "document": Weight(6.5, ODDS, "the same passport, register number or wallet", REASONED),
    "mmsi": Weight(2.5, ODDS, "the same MMSI: it goes with the flag and is given again", REASONED),
    "imo_contradicts": Weight(4.0, ODDS, "both have an IMO number and they differ", REASONED),
    "birth_date_agrees": Weight(4.5, ODDS, "for a full agreement of birth dates", PAIRS),
    "birth_date_contradicts": Weight(6.0, ODDS, "for a full contradiction of birth dates", PAIRS),
    "near_years_from": Weight(
        6.0, ODDS, "of a name: from here on two or three years between births count less", REASONED
    ),
    "nationality_agrees": Weight(0.6, ODDS, "a nationality is shared", PAIRS),
    "nationality_contradicts": Weight(2.0, ODDS, "both have nationalities, none shared", PAIRS),
    "country_agrees": Weight(1.0, ODDS, "a country is shared", PAIRS),
    "country_contradicts": Weight(2.5, ODDS, "both have countries, none shared", PAIRS),
    "kind_agrees": Weight(0.1, ODDS, "both are persons, ships, or organisations", REASONED),
    "kind_contradicts": Weight(4.0, ODDS, "one is a person, the other a ship", REASONED),
    "address_agrees": Weight(2.0, ODDS, "for all words of the shorter address in the other", REASONED),
    "address_least": Weight(0.6, "part, 0 to 1", "less of an address in common says nothing", REASONED),
    "says_birth_year": Weight(3.5, NATS, "what a birth year in common says for a match", REASONED),
    "says_birth_day": Weight(9.0, NATS, "what a day of birth in common says for a match", REASONED),
    "says_country": Weight(1.5, NATS, "what a nationality or country in common says for a match", REASONED),
    "says_address": Weight(6.0, NATS, "what an address in common says for a match", REASONED),
    "says_mmsi": Weight(8.0, NATS, "what an MMSI in common says for a match", REASONED),
}

WORD_MODEL: dict[str, Any] = {
    "weights": [
        0.287,
        -0.236,
        -0.118,
        -1.575,
        2.234,
        -2.872,
        -3.289,
        -3.211,
        -2.078,
        -2.597,
        -0.303,
        -0.304,
        2.1,
        0.7,
        -0.7,
        -0.5,
        2.2,
    ],
    "edits": [0, 0, 0, 1, 1, 2, 2, 2, 2, 3],
    "edit": 400,
    "edit_short": 7000,
    "swap": 51,
    "gap": 87,
    "odd_from": 2400,
    "odd_each": 18,
    "odd_least": 45,
    "odd_short": 60,
    "odd_letters": 6,
    "odd_most": 120,
    "known": 15,
    "unknown": 8,
    "mark": 60,
    "short": 140,
    "given": 240,
    "few": 5000,
    "few_asked": 8000,
    "few_listed": 6000,
    "dearest": 70,
    "sound": 150,
    "sound_short": 4800,
    "sound_edit": 535,
    "bone": 300,
    "join": 200,
    "joined": 100,
    "little": 1600,
    "initial": 500,
    "most": 16000,
}
"""How names in words become log-odds. `weights`: of nats matched, left of the query, left of the listed
name, of cost, of names of which nothing telling is left, of numbers that differ, of a single word that
agrees while something of the query is left, of a query that can be read in syllables and yet is compared by
words, of cost between two names of one long word, of a single word that agrees with nothing of the query
left, of what is left on both sides (the lesser), of what the match says less than `few`, of initials that
stand for all words that are left (set here), of a form of company that both names have, of what the match
says less than `few_asked` while something of the query is left, of what it says less than `few_listed` while
something of the listed name is (both set here), and the constant.
`edits`: how many may be in a word by its length. `swap`, `gap`: per cent of an edit that neighbours swapped,
and a letter more or less, cost. Of an edit in a word of the query 100 per cent is taken, less 1 for each
`odd_each` millinats by which a letter of it surprises more than `odd_from` (`names.letters`), `known` more
where it is a word of the public lists, `unknown` less where it is not, from `odd_least` (`odd_short` in a
word of up to `odd_letters`, both set here) to `odd_most`; `mark` in the mark of an aircraft that has a letter
too few or too many or a state that is none, `short` in a word of three letters alone or beside one that
companies have in their names, `given` in a given name of the table, of which a letter makes another name, and
in a word known for common or for that of a well-known company, which is no slip of another.
`dearest`: per cent of what a word says that a difference in it costs. `joined`: per cent of what a word of
the query says that two listed words written together say at most: *Vietnam*, not *Viet Nam*.
The rest in millinats: of an edit, more in short words; of words that only sound alike or share consonants;
of words written together; what all that is left may say where nothing telling is left; what an initial says;
what counts at most."""

SYLLABLE_MODEL: dict[str, Any] = {
    "weights": [0.329, -0.816, -3.454, -4.574, -8.376, -6.11, -2.6, -0.07, 0.2, -3.2, 4.2, -1.0],
    "wrong": 2600,
    "dearest": 2500,
    "near": {
        "ㄱㄲ": 600, "ㄱㅋ": 800, "ㄲㅋ": 800, "ㄷㄸ": 600, "ㄷㅌ": 800, "ㄸㅌ": 800, "ㅂㅃ": 600,
        "ㅂㅍ": 800,
        "ㅃㅍ": 800, "ㅅㅆ": 500, "ㅈㅉ": 600, "ㅈㅊ": 1000, "ㅉㅊ": 1000, "ㄴㄹ": 1200, "ㄹㅇ": 1200,
        "ㄴㅇ": 1500,
        "ㅐㅔ": 500, "ㅓㅡ": 1800, "ㅓㅜ": 1800, "ㅓㅗ": 2200, "ㅜㅡ": 1500, "ㅗㅜ": 2000, "ㅕㅛ": 2200,
        "ㅕㅠ": 1800,
        "ㅡㅢ": 1500, "ㅢㅣ": 700, "ㅙㅚ": 600, "ㅚㅞ": 600, "ㅔㅖ": 700,
    },
}  # fmt: skip
"""How names in syllables become log-odds. `weights`: of nats that agree, of the cost of spellings, of
syllables that sound near, of one that may be mistyped, of one that is another, of one that is missing, of a
Korean name met by the Mandarin reading of its characters, of a Chinese name, of two short names (set here: 20
of 918 published Korean names have one syllable behind the surname, which says 3.8 nats), of that and Chinese,
of names spelt the same, and the constant. `near`: millinats between sounds of the same place, `wrong`: all
others; `dearest`: spellings that cost more are of two syllables."""

ACRONYM_BY_LETTERS = (-30.0, -30.0, -30.0, 1.0, 1.8, 2.4)
"""Log-odds that an acronym stands for a name, by its letters, the last for all that are longer (set here;
tried on innocent names, see docs/reference/quality.md)."""

BIRTH_DATE_SCALE = {
    "same_day": 1.0,
    "same_month": 0.85,
    "same_year": 0.7,
    "day_and_month_swapped": 0.6,
    "next_year_same_day": 0.5,
    "next_year": 0.1,
    "other_day": -0.2,
    "next_year_other_day": -0.5,
    "years_apart": -1.0,
}
"""How far two birth dates agree, -1 to 1 (set here by reasoning: lists give years as often as days)."""

BIRTH_DATE_NEAR_YEARS = {"two_years": -0.65, "three_years": -0.8}
"""The same where two dates of which one is no day are two or three years apart and the name agrees from
`near_years_from` on: lists often estimate years (set here by reasoning)."""

BIRTH_DATE_DAY = 0.85
"""From this score on a birth date agrees to the month or the day."""

BIRTH_DATE_AGREES = 0.6
"""From this score on a birth date counts for a match: the same year with no other day known, or swapped."""


def value(name: str) -> float:
    """The number of this name."""
    return WEIGHTS[name].value


def points(comparison: str) -> dict[str, float]:
    """What a comparison adds when it agrees and takes when it contradicts; 0 where it may not."""
    return {
        side: WEIGHTS[f"{comparison}_{side}"].value if f"{comparison}_{side}" in WEIGHTS else 0.0
        for side in ("agrees", "contradicts")
    }
