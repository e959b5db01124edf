"""Stating what is written at a spot."""

from __future__ import annotations

from sightline.formats import written
from sightline.formats.saying import Saying
from sightline.formats.xml_stream import Leaf

RAW = "<a><b>Invented  Town</b><c>Türkiye</c><d>SWIFT/BIC INVTKPPY</d></a>".encode()


def leaf(tag: str) -> Leaf:
    start = RAW.index(f"<{tag}>".encode()) + 3
    end = RAW.index(f"</{tag}>".encode())
    return Leaf(f"/a/{tag}", RAW[start:end].decode(), start, end, exact=True)


def test_text_goes_to_the_notes_where_the_schema_has_no_such_property() -> None:
    said = Saying("item", "x", "Vessel")
    written.text(said, "position", leaf("b"))
    written.text(said, "type", leaf("b"))
    written.text(said, "type", None)
    assert [(s.prop, s.value, s.original) for s in said.statements] == [
        ("notes", "Invented Town", "Invented  Town"),
        ("type", "Invented Town", "Invented  Town"),
    ]


def test_what_is_joined_stands_from_the_first_to_the_last() -> None:
    said = Saying("item", "x", "Person")
    written.joined(said, "address", [leaf("b"), leaf("c")], ", ")
    (one,) = said.statements
    assert one.value == "Invented Town, Türkiye"
    assert one.place.label == "element /a" and (one.place.start, one.place.end) == (
        leaf("b").start,
        leaf("c").end - 1,
    )
    written.joined(said, "address", [], ", ")
    assert len(said.statements) == 1


def test_country_and_note() -> None:
    said = Saying("item", "x", "LegalEntity")
    written.country(said, "country", leaf("c"))
    written.note(said, leaf("d"))
    assert [(s.prop, s.value) for s in said.statements] == [
        ("country", "tr"), ("notes", "SWIFT/BIC INVTKPPY"), ("swiftBic", "INVTKPPY"),
    ]  # fmt: skip
