"""What is compared of one record, in plain values: the same for a listed entity and for a row of a table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Kind(IntEnum):
    """What a record is; `OTHER` is compared with every kind."""

    OTHER = 0
    PERSON = 1
    ORGANISATION = 2
    SHIP = 3
    AIRCRAFT = 4
    WALLET = 5
    ACCOUNT = 6


@dataclass(frozen=True, slots=True)
class Traits:
    """One record. Texts stand as written; what cannot be read is passed over by the comparison it is for.

    `names` come best first; `weak` are names its publisher calls weak. `dates` (ISO, whole or partial) are
    of birth, founding or building. `countries` are ISO alpha-2 codes. `numbers` stand for one holder:
    passports, registers, wallets, MMSI. `contacts` may be shared: e-mail, telephone, web site, BIC.
    `imo` are IMO numbers of the record itself. `tonnage` is gross, `deadweight` in tonnes, `length` in
    metres.
    """

    kind: Kind = Kind.OTHER
    names: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    birthplaces: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    imo: tuple[str, ...] = ()
    tonnage: float = 0.0
    deadweight: float = 0.0
    length: float = 0.0
