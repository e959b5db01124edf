"""MISP's core format, after its draft and templates."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sightline.errors import BadInput, FormatChanged, SightlineError
from sightline.formats import json_tree, misp, register
from sightline.formats.source import ItemSet
from sightline.model import schemata
from sightline.model.statement import Entry
from tests.formats.refusals import refuses_cuts
from tests.formats.sample import Bytes, json_escapes, misplaced, said, sample, statements

SAMPLE = sample("misp.json")
EVENT, WALLET, KIM, STAR, COIN = (
    f"misp-00000000-0000-4000-8000-0000000000{number}" for number in ("01", "10", "20", "30", "40")
)


def read(raw: bytes = SAMPLE.raw) -> list[Entry]:
    return list(misp.read(ItemSet({"event": Bytes(raw, "Invented Event.json")})))


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    shape = json.loads(SAMPLE.raw)
    change(shape["Event"])
    return json.dumps(shape).encode()


def test_says_what_the_event_says() -> None:
    entries = read()
    assert [entry.id for entry in entries][:2] == [EVENT, WALLET]
    assert len(entries) == 6, "what was deleted is passed over"
    assert said(entries, EVENT, "summary") == ["An invented event"]
    assert said(entries, EVENT, "publisher") == ["INVENTED"]
    assert said(entries, WALLET, "publicKey") == ["1InventedInventedInventedInvented"]
    assert said(entries, WALLET, "currency") == ["XBT"]
    assert said(entries, KIM, "name") == ["Invented Chol Kim"]
    assert said(entries, KIM, "nationality") == ["kp"]
    assert said(entries, f"{KIM}:link:1", "object") == [STAR]
    assert said(entries, f"{KIM}:link:1", "role") == ["owner-of"]
    assert said(entries, STAR, "name") == ["지어낸 회사"]
    assert "address: 1AnotherInventedInventedInvented" in said(entries, COIN, "notes")
    assert misp.dated(ItemSet({"event": SAMPLE})) == date(2026, 1, 5)


def test_every_value_of_the_file_is_kept_at_its_place() -> None:
    """But for ids of the instance inside a party's attributes, and what was taken back."""
    found = statements(read())
    assert (
        misplaced(ItemSet({"event": SAMPLE}), [s for s in found if s.prop != "subject"], json_escapes) == []
    )
    originals = {one.original for one in found}
    inside = {"uuid", "type", "category", "to_ids", "event_id", "distribution", "timestamp", "deleted"}
    inside |= {"object_relation", "name", "id", "colour"}
    for path, leaf in json_tree.document(SAMPLE).leaves():
        if leaf.text != "taken back" and path.rpartition(".")[2] not in inside:
            assert leaf.text in originals, path


def test_the_tag_says_who_may_know() -> None:
    assert str(misp.marking(SAMPLE)) == "TLP:GREEN"
    strict = changed(lambda e: e["Object"][0]["Attribute"][0].update(Tag=[{"name": "tlp:amber+strict"}]))
    assert str(misp.marking(Bytes(strict))) == "TLP:AMBER+STRICT"
    with pytest.raises(FormatChanged, match="purple"):
        misp.marking(Bytes(SAMPLE.raw.replace(b"tlp:green", b"tlp:purple")))


def test_every_property_we_map_to_is_known() -> None:
    for schema, relations in misp.PARTIES.values():
        assert all(schemata.property_type(schema, prop) for prop in relations.values() if prop)
    assert all(schemata.property_type(schema, prop) for schema, prop in misp.ALONE.values())
    assert misp.ALONE.keys() <= misp.TYPES


def first(event: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = event["Attribute"][0]
    return found


REFUSED = {
    "a key more in the event": (lambda e: e.update(invented=1), "invented"),
    "a key more in an attribute": (lambda e: first(e).update(invented=1), "invented"),
    "a key more in an object": (lambda e: e["Object"][0].update(invented=1), "invented"),
    "a key more in a reference": (
        lambda e: e["Object"][0]["ObjectReference"][0].update(invented=1),
        "invented",
    ),
    "a key more in a tag": (lambda e: e["Tag"][0].update(invented=1), "invented"),
    "an unknown type": (lambda e: first(e).update(type="shoe-size"), "shoe-size"),
    "an unknown relation of a person": (
        lambda e: e["Object"][0]["Attribute"][0].update(object_relation="shoe-size"),
        "shoe-size",
    ),
    "no uuid": (lambda e: first(e).pop("uuid"), "uuid"),
    "no value": (lambda e: first(e).pop("value"), "value"),
}


@pytest.mark.parametrize(("change", "named"), REFUSED.values(), ids=REFUSED)
def test_refuses_what_it_does_not_know(change: Callable[[Any], object], named: str) -> None:
    with pytest.raises(FormatChanged) as refusal:
        read(changed(change))
    assert named in refusal.value.message
    assert "bytes" in (refusal.value.place or "") and refusal.value.remedy


def test_what_stands_twice_is_refused() -> None:
    with pytest.raises(BadInput, match="twice"):
        read(changed(lambda e: first(e).update(uuid=e["uuid"])))


def test_several_events_in_a_response() -> None:
    response = b'{"response": [' + SAMPLE.raw + b"]}"
    assert len(read(response)) == 6
    assert register.recognise(Bytes(response, "x")).format.name == "misp"


def test_cuts_and_flips_never_break_us() -> None:
    refuses_cuts(read, SAMPLE.raw, 97)
    for at in range(0, len(SAMPLE.raw), 29):
        raw = bytearray(SAMPLE.raw)
        raw[at] ^= 0x20
        try:
            read(bytes(raw))
        except SightlineError:
            continue
