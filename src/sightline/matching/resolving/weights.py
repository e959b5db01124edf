"""Every number resolution adds up, in one table, each with its unit and where it comes from.

The log odds that two records are one are the sum, over this table, of a feature times its weight. A
positive sum is better than even; the score is `1 / (1 + exp(-sum))`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from sightline.matching.resolving.kernels import Floats

REASONED = "set here by reasoning and never fitted; tried as docs/reference/resolution.md tells"
BY_DEFINITION = "by definition: what is counted over n records is worth log n"


@dataclass(frozen=True, slots=True)
class Weight:
    """One number: the comparison it belongs to, what it multiplies, from where."""

    value: float
    comparison: str
    unit: str
    meaning: str
    source: str


NOTHING: Mapping[str, Weight] = MappingProxyType({})
NATS, PER_NAT = "nats", "nats per nat"

WEIGHTS = {
    "base": Weight(1.0, "base", NATS, "before anything is compared", REASONED),
    "records": Weight(-1.0, "base", PER_NAT, "of the log of how many records there are", BY_DEFINITION),
    "name_best": Weight(1.0, "name", PER_NAT, "the rarest word both names have", REASONED),
    "name_rest": Weight(0.6, "name", PER_NAT, "the other words both names have", REASONED),
    "name_garbled": Weight(-0.2, "name", PER_NAT, "what differs in words that are paired", REASONED),
    "name_extra": Weight(-0.15, "name", PER_NAT, "words one name has more", REASONED),
    "name_conflict": Weight(-0.6, "name", PER_NAT, "words of each that the other has not", REASONED),
    "name_weak": Weight(-0.5, "name", NATS, "one of the names is a weak alias", REASONED),
    "name_many": Weight(-0.3, "name", PER_NAT, "of the log of how many pairs of names there are", REASONED),
    "name_also": Weight(0.7, "name", NATS, "a further name that agrees, up to three", REASONED),
    "same_day": Weight(5.0, "date", NATS, "born on the same day", REASONED),
    "same_month": Weight(3.5, "date", NATS, "born in the same month, a day not known", REASONED),
    "same_year": Weight(2.5, "date", NATS, "born in the same year, more not known", REASONED),
    "day_slipped": Weight(2.5, "date", NATS, "one of day, month and year differs", REASONED),
    "other_day": Weight(0.0, "date", NATS, "born in the same year in another month", REASONED),
    "near_year": Weight(-0.5, "date", NATS, "born one or two years apart", REASONED),
    "other_year": Weight(-4.0, "date", NATS, "born further apart", REASONED),
    "founded_same": Weight(2.0, "date", NATS, "founded or built in the same year", REASONED),
    "founded_other": Weight(-1.5, "date", NATS, "founded or built in other years", REASONED),
    "country_same": Weight(0.4, "country", PER_NAT, "the rarest country both have", REASONED),
    "country_other": Weight(-1.5, "country", NATS, "no country in common", REASONED),
    "address_same": Weight(0.3, "address", PER_NAT, "address words both have", REASONED),
    "address_other": Weight(-0.5, "address", NATS, "no address word in common", REASONED),
    "birthplace_same": Weight(0.3, "birthplace", PER_NAT, "birthplace words both have", REASONED),
    "birthplace_other": Weight(-0.5, "birthplace", NATS, "no birthplace word in common", REASONED),
    "number_same": Weight(9.0, "number", NATS, "a passport, register or other number is the same", REASONED),
    "contact_same": Weight(3.0, "contact", NATS, "an e-mail, telephone, site or BIC is the same", REASONED),
    "imo_same": Weight(24.0, "imo", NATS, "the IMO number is the same", REASONED),
    "imo_other": Weight(-12.0, "imo", NATS, "both have IMO numbers, none the same", REASONED),
    "size_same": Weight(2.0, "size", NATS, "tonnage, deadweight or length within 1 %, each", REASONED),
    "size_other": Weight(-2.0, "size", NATS, "tonnage, deadweight or length further apart, each", REASONED),
}
"""In the order of the features of `kernels`."""

ONE_LIST = Weight(-12.0, "one list", NATS, "both stand on one list", REASONED)
RIVAL_TOLD = 0.05
"""nats a rival must take from a pair before it is told as a reason"""


INDEPENDENT = "a shared value says the log of how rare it is where columns err independently of one another"

REGISTER = {
    "name_rest": Weight(1.0, "name", PER_NAT, "the other words both names have", INDEPENDENT),
    "same_day": Weight(9.5, "date", NATS, "the same day of about 365 in each of 40 to 80 years", INDEPENDENT),
    "same_month": Weight(6.0, "date", NATS, "the same month, a day not known", INDEPENDENT),
    "same_year": Weight(4.0, "date", NATS, "the same year, more not known", INDEPENDENT),
    "day_slipped": Weight(5.0, "date", NATS, "one of day, month and year differs", REASONED),
    "address_same": Weight(0.9, "address", PER_NAT, "address words both have", INDEPENDENT),
    "address_other": Weight(-1.5, "address", NATS, "no address word in common", REASONED),
}
"""What weighs otherwise in a register whose rows have one name, one date and one address each."""


def vector(other: Mapping[str, Weight] = NOTHING) -> Floats:
    """The values in the order of the table, those of `other` instead where it has them."""
    return np.array([other.get(name, weight).value for name, weight in WEIGHTS.items()])
