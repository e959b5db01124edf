"""Every number screening uses, in one table, each with its unit and where it comes from.

"Set here" means that nobody has published such a value for our purpose: it was chosen by us and tried on
the UN list of 2026-02-27 and the OFAC list of 2022-01-31 as `docs/reference/screening.md` tells.
"""

from __future__ import annotations

from dataclasses import dataclass

CALIBRATED = "set here; tried on UN 2026-02-27 and OFAC 2022-01-31, see docs/reference/screening.md"
SCHEME = "set here: the numbering scheme gives a number to one holder; its text was not compared"
REASONED = "set here by reasoning; not calibrated, for want of labelled cases"


@dataclass(frozen=True, slots=True)
class Weight:
    """One number: what it is, in what unit, from where."""

    value: float
    unit: str
    meaning: str
    source: str


SCORE, POINTS, PART = "score, 0 to 1", "points added to a score of 0 to 1", "part of a weight, 0 to 1"

WEIGHTS = {
    "threshold": Weight(0.8, SCORE, "from here on a hit is an alert", CALIBRATED),
    "name_agrees": Weight(0.85, SCORE, "from here on a name agrees well enough for a match", CALIBRATED),
    "weak_alias": Weight(0.9, PART, "a listed alias of low quality counts this much", REASONED),
    "rarest": Weight(1.0, PART, "weight of a word that stands on no entry", CALIBRATED),
    "commonest": Weight(0.25, PART, "least weight of a word, however common on the list", CALIBRATED),
    "one_letter": Weight(0.3, PART, "most weight of a single letter or digit", REASONED),
    "smallest_list": Weight(1000, "entries", "a smaller list weighs words as if it had so many", REASONED),
    "imo": Weight(1.0, SCORE, "the same IMO number", SCHEME),
    "bic": Weight(1.0, SCORE, "the same BIC, head office and XXX being one", SCHEME),
    "bic_branch": Weight(0.95, SCORE, "BICs of two branches of one institution", REASONED),
    "document": Weight(1.0, SCORE, "the same passport, register number or wallet", REASONED),
    "mmsi": Weight(0.9, SCORE, "the same MMSI: it goes with the flag and is given again", REASONED),
    "imo_contradicts": Weight(0.1, POINTS, "both have an IMO number and they differ", REASONED),
    "birth_date_agrees": Weight(0.1, POINTS, "for a full agreement of birth dates", REASONED),
    "birth_date_contradicts": Weight(0.15, POINTS, "for a full contradiction of birth dates", REASONED),
    "nationality_agrees": Weight(0.03, POINTS, "a nationality is shared", REASONED),
    "nationality_contradicts": Weight(0.08, POINTS, "both have nationalities, none shared", REASONED),
    "country_agrees": Weight(0.03, POINTS, "a country is shared", REASONED),
    "country_contradicts": Weight(0.05, POINTS, "both have countries, none shared", REASONED),
    "kind_agrees": Weight(0.01, POINTS, "both are persons, ships, or organisations", REASONED),
    "kind_contradicts": Weight(0.2, POINTS, "one is a person, the other a ship", REASONED),
    "address_agrees": Weight(0.05, POINTS, "for all words of the shorter address in the other", REASONED),
    "address_least": Weight(0.6, PART, "less of an address in common says nothing", REASONED),
}

BIRTH_DATE_SCALE = {
    "same_day": 1.0,
    "same_month": 0.85,
    "same_year": 0.7,
    "day_and_month_swapped": 0.6,
    "next_year": 0.2,
    "other_day": -0.2,
    "years_apart": -1.0,
}
"""How far two birth dates agree, -1 to 1 (set here by reasoning: lists give years as often as days)."""

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
