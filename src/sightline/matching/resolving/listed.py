"""What is compared of a listed entity: the traits of its statements and of what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sightline.clean import dates, imo
from sightline.matching import bic, document, mmsi
from sightline.matching.resolving.traits import Kind, Traits
from sightline.matching.shared_codes import country
from sightline.model.statement import Entity

KINDS: Mapping[str, Kind] = {
    "Person": Kind.PERSON,
    "LegalEntity": Kind.ORGANISATION,
    "Organization": Kind.ORGANISATION,
    "Company": Kind.ORGANISATION,
    "PublicBody": Kind.ORGANISATION,
    "Vessel": Kind.SHIP,
    "Airplane": Kind.AIRCRAFT,
    "CryptoWallet": Kind.WALLET,
    "BankAccount": Kind.ACCOUNT,
}
"""A schema that is not here is compared with every kind."""

STRONG, WEAK = ("name", "alias", "previousName"), ("weakAlias", "abbreviation")
DATES = ("birthDate", "incorporationDate", "buildDate")
COUNTRIES = ("nationality", "citizenship", "country", "jurisdiction", "flag", "pastFlags")
ADDRESSES, BIRTHPLACES = ("address",), ("birthPlace",)
SERIALS = ("icaoCode", "isin", "cryptoAddress")
CONTACTS = ("email", "phone", "website")
TONNAGE, DEADWEIGHT, LENGTH = ("grossRegisteredTonnage",), ("tonnage", "deadweightTonnage"), ("length",)
PAPERS = frozenset({"Passport", "Identification"})
SHORTEST_CONTACT = 6
"""letters and digits of the shortest contact that is compared"""
BORN_IN = frozenset({"birthCountry"})


def traits_of(entity: Entity) -> Traits:
    """The traits of an entity; of what hangs on it the papers, its listing apart."""
    said = _values(entity)

    def of(*props: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for prop in props for value in said.get(prop, ())))

    return Traits(
        kind=KINDS.get(entity.schema, Kind.OTHER),
        names=of(*STRONG, *WEAK),
        weak=tuple(set(of(*WEAK)) - set(of(*STRONG))),
        dates=tuple(found for text in of(*DATES) for found in dates.values(text)),
        countries=tuple(sorted({code for text in of(*COUNTRIES) if (code := country(text))})),
        addresses=of(*ADDRESSES),
        birthplaces=of(*BIRTHPLACES),
        numbers=tuple(sorted(set(_numbers(said)))),
        contacts=tuple(sorted(set(_contacts(said)))),
        imo=tuple(sorted({found for text in of("imoNumber") if (found := imo.digits(text))})),
        tonnage=_size(of(*TONNAGE)),
        deadweight=_size(of(*DEADWEIGHT)),
        length=_size(of(*LENGTH)),
    )


def _values(entity: Entity) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for said in entity.statements:
        found.setdefault(said.prop, []).append(said.value)
    for part in entity.adjacent:
        if part.schema in PAPERS:
            found.setdefault("number", []).extend(part.values("number"))
    return found


def _numbers(said: Mapping[str, list[str]]) -> Iterator[str]:
    """Numbers of one holder, each with the kind it is of where kinds may share a number."""
    for prop in document.PROPS:
        yield from filter(None, map(document.canonical, said.get(prop, ())))
    for prop in SERIALS:
        yield from (f"{prop}:{document.canonical(text)}" for text in said.get(prop, ()))
    yield from (f"mmsi:{found}" for text in said.get("mmsi", ()) if (found := mmsi.canonical(text)))
    yield from (f"company:{one}" for text in said.get("companyImo", ()) if (one := imo.digits(text)))


def _contacts(said: Mapping[str, list[str]]) -> Iterator[str]:
    """Contacts in one form each; of a BIC the institution, of a site the host and what follows."""
    for text in said.get("swiftBic", ()):
        if found := bic.canonical(text):
            yield f"bic:{found[: bic.INSTITUTION]}"
    for prop in CONTACTS:
        for text in said.get(prop, ()):
            plain = text.casefold().removeprefix("https://").removeprefix("http://").removeprefix("www.")
            bare = "".join(c for c in plain if c.isalnum() or (prop != "phone" and c in "@._-"))
            if len(bare) >= SHORTEST_CONTACT:
                yield f"{prop}:{bare.rstrip('.')}"


def _size(texts: tuple[str, ...]) -> float:
    """The first of these that is a number above zero."""
    for text in texts:
        try:
            if (found := float(text.replace(",", ""))) > 0:
                return found
        except ValueError:
            continue
    return 0.0
