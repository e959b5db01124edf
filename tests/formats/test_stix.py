"""STIX 2.1, after the standard."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from sightline.errors import FormatChanged, SightlineError
from sightline.formats import json_tree, register, stix
from sightline.formats.source import ItemSet
from sightline.model import schemata
from sightline.model.statement import Entry
from tests.formats.refusals import refuses_cuts
from tests.formats.sample import Bytes, json_escapes, misplaced, said, sample, statements

SAMPLE = sample("stix.json")
KIM = "identity--00000000-0000-4000-8000-000000000001"
STAR = "identity--00000000-0000-4000-8000-000000000002"
NAMPO = "location--00000000-0000-4000-8000-000000000004"
LINK = "relationship--00000000-0000-4000-8000-000000000005"


def read(raw: bytes = SAMPLE.raw) -> list[Entry]:
    return list(stix.read(ItemSet({"bundle": Bytes(raw, "Invented Bundle.json")})))


def changed(number: int, change: Callable[[dict[str, Any]], object]) -> bytes:
    shape = json.loads(SAMPLE.raw)
    change(shape["objects"][number])
    return json.dumps(shape).encode()


def test_says_what_the_objects_say() -> None:
    entries = read()
    assert len(entries) == 7
    kinds = [entry.statements[0].schema for entry in entries]
    assert kinds == [
        "Person", "Organization", "Organization", "Address", "UnknownLink", "UserAccount", "Note",
    ]  # fmt: skip
    assert said(entries, KIM, "name") == ["Kim Invented Chol"]
    assert said(entries, KIM, "email") == ["chol@invented.example"]
    assert said(entries, KIM, "createdAt") == ["2026-01-05"]
    assert said(entries, KIM, "sourceUrl") == ["https://invented.example/1"]
    assert said(entries, STAR, "sector") == ["transportation"]
    assert said(entries, NAMPO, "country") == ["kp"]
    assert said(entries, NAMPO, "full") == ["1 Invented Street, Nampo, KP"]
    assert said(entries, LINK, "object") == [NAMPO]
    assert said(entries, LINK, "role") == ["located-at"]


def test_every_value_of_the_file_is_kept_at_its_place() -> None:
    found = statements(read())
    assert misplaced(ItemSet({"bundle": SAMPLE}), found, json_escapes) == []
    originals = {one.original for one in found}
    for node in json_tree.document(SAMPLE).each("objects"):
        for path, leaf in node.leaves():
            assert path in stix.IGNORED or leaf.text in originals, path


def test_the_closest_mark_says_who_may_know() -> None:
    assert str(stix.marking(SAMPLE)) == "TLP:GREEN"
    red = {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": "marking-definition--00000000-0000-4000-8000-000000000009",
        "created": "2026-01-05T00:00:00.000Z",
        "definition_type": "tlp",
        "definition": {"tlp": "red"},
    }
    shape = json.loads(SAMPLE.raw)
    shape["objects"].append(red)
    item = Bytes(json.dumps(shape).encode())
    assert str(stix.marking(item)) == "TLP:RED"
    assert len(list(stix.read(ItemSet({"bundle": item})))) == 8


def test_every_property_we_map_to_is_known() -> None:
    for kind in stix.KNOWN:
        schema = stix.SCHEMATA.get(kind, "Note")
        assert schemata.known(schema)
        assert schemata.property_type(schema, stix.VALUES.get(kind, "summary" if schema != "Person" else ""))


REFUSED = {
    "a custom property": (0, lambda s: s.update(x_invented=1), "x_invented"),
    "an unknown type": (0, lambda s: s.update(type="x-ghost"), "x-ghost"),
    "a property of another type": (0, lambda s: s.update(aliases=["x"]), "aliases"),
    "an observable of a machine": (0, lambda s: s.update(type="file"), "no party"),
    "STIX 2.0": (0, lambda s: s.pop("spec_version"), "2.0"),
    "a newer STIX": (0, lambda s: s.update(spec_version="2.2"), "2.2"),
    "an id of another type": (0, lambda s: s.update(id=STAR.replace("identity", "note")), "note--"),
    "an id that is none": (0, lambda s: s.update(id="identity--1"), "identity--1"),
    "an id that stands twice": (0, lambda s: s.update(id=STAR), "twice"),
}


@pytest.mark.parametrize(("number", "change", "named"), REFUSED.values(), ids=REFUSED)
def test_refuses_what_it_does_not_know(number: int, change: Callable[[Any], object], named: str) -> None:
    with pytest.raises(FormatChanged) as refusal:
        read(changed(number, change))
    assert named in refusal.value.message
    assert "bytes" in (refusal.value.place or "") and refusal.value.remedy


def test_a_key_more_in_the_bundle_is_refused() -> None:
    with pytest.raises(FormatChanged, match="spec_version of the bundle"):
        read(SAMPLE.raw.replace(b'"type": "bundle",', b'"type": "bundle", "spec_version": "2.0",'))


def test_cuts_and_flips_never_break_us() -> None:
    refuses_cuts(read, SAMPLE.raw, 37)
    for at in range(0, len(SAMPLE.raw), 17):
        raw = bytearray(SAMPLE.raw)
        raw[at] ^= 0x20
        try:
            read(bytes(raw))
        except SightlineError:
            continue


def test_is_recognised_by_content() -> None:
    assert register.recognise(Bytes(SAMPLE.raw, "x")).format.name == "stix"
    assert stix.list_id(ItemSet({"bundle": Bytes(b"", "Invented Bundle.json")})) == "invented-bundle"
