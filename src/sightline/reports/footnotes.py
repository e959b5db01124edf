"""What a footnote says of a citation: which item, from whom, where in it, under which hash, on what basis."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sightline.errors import NotFound
from sightline.model.citation import Citation
from sightline.model.item import Basis, Item
from sightline.model.place import Place
from sightline.reports.tongues import TONGUES, Tongue

_PLACE = re.compile(r"^(?:row|page|element)(?= )|bytes(?= \d+-\d+$)|(?<=\d )box(?= -?\d)")
"""the words of a place; what an element's path says is none of them"""
_PLACES = {"page": "pdf_page"}
SHORT = 12
"""hexadecimal digits of a hash that a footnote prints; the annex prints all 64"""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The items a report may cite, by SHA-256, and the names of their sources, by source id."""

    items: Mapping[str, Item]
    sources: Mapping[str, str] = field(default_factory=dict)

    def item(self, sha256: str) -> Item:
        """The item; `NotFound` when it is not in the catalogue."""
        if sha256 not in self.items:
            raise NotFound(
                f"the report cites {short(sha256)}, which is not among its items",
                remedy="cite an item this office holds and this edition may show",
            )
        return self.items[sha256]

    def source(self, item: Item) -> str:
        """The name of the item's source, its id where it has no name."""
        return self.sources.get(item.source, item.source)


@dataclass(frozen=True, slots=True)
class Part:
    """One citation inside a footnote, and its words."""

    citation: Citation
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its number, and either citations or, for a dissent, words alone."""

    number: int
    parts: tuple[Part, ...] = ()
    words: str = ""

    @property
    def text(self) -> str:
        """The footnote as it is printed."""
        return self.words or "; ".join(part.text for part in self.parts) + "."


def short(sha256: str) -> str:
    """The first digits of a hash, enough to find the row in the evidence annex."""
    return sha256[:SHORT]


def basis_words(item: Item, language: Tongue = TONGUES["en"]) -> str:
    """What an item is, as a footnote prints it; nothing for an original."""
    after = f" {item.document}" if item.document else ""
    if language.code != "en":  # a preposition and a noun agree in each language in its own way
        words = "" if item.basis is Basis.ORIGINAL else language.words[item.basis.value]
        return f"{words}:{after}" if words and after else words
    if item.basis is Basis.RECONSTRUCTION:
        return f"reconstruction{' after' + after if after else ''}: proves nothing"
    if item.basis is Basis.FACT:
        return f"statement of fact{' from' + after if after else ''}"
    return ""


def placed(place: Place, language: Tongue = TONGUES["en"]) -> str:
    """A place with its words in a language; numbers and paths stay as the grammar of places writes them."""
    return _PLACE.sub(lambda found: language.words[_PLACES.get(found[0], found[0])], str(place))


def describe(citation: Citation, catalogue: Catalogue, language: Tongue = TONGUES["en"]) -> str:
    """A citation in words: name, source, place, short hash, and the basis where it is not an original."""
    item = catalogue.item(citation.item)
    head = f"{item.name}, {catalogue.source(item)}" if catalogue.source(item) else item.name
    basis = basis_words(item, language)
    return f"{head}, {placed(citation.place, language)}, SHA-256 {short(item.sha256)}" + (
        f" ({basis})" if basis else ""
    )


def parts(
    citations: Iterable[Citation], catalogue: Catalogue, language: Tongue = TONGUES["en"]
) -> tuple[Part, ...]:
    """The citations of one footnote, each once; a repeated item is named once and then only placed."""
    found: list[Part] = []
    for citation in dict.fromkeys(citations):
        if found and found[-1].citation.item == citation.item:
            found.append(Part(citation, f"{language.words['same']}, {placed(citation.place, language)}"))
        else:
            found.append(Part(citation, describe(citation, catalogue, language)))
    return tuple(found)
