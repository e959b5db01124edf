"""Labels of crypto addresses as TagPacks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sightline.errors import FormatChanged, Hostile
from sightline.formats.source import Local
from tests.formats.sample import Bytes, sample
from tests.formats.tables import at, read

REAL = {
    "blender_io": 45,
    "etherscan-wordcloud-exchange": 646,
    "exchange-wallets-okx": 36,
    "hacks": 608,
    "lazarus": 21,
    "ofac": 572,
    "sinbad_io": 2,
    "tornado_cash": 39,
}


def test_a_tag_says_more_than_its_header() -> None:
    item = sample("tables/tagpack.yaml")
    first, second = read(item, "tagpack_yaml").rows
    assert first["address"] == "0x00000000000000000000000000000000000000a1"
    assert (first["category"], first["currency"], first["abuse"]) == ("exchange", "ETH", None)
    assert (second["category"], second["currency"], second["abuse"]) == ("user", "BTC", "hack")
    assert (first["lastmod"], second["lastmod"]) == (date(2022, 3, 24), date(2022, 1, 2))
    assert second["document"] == "https://example.org/elsewhere" and first["creator"] == "Nobody"


def test_a_tag_stands_in_its_own_bytes() -> None:
    item = sample("tables/tagpack.yaml")
    first, second = read(item, "tagpack_yaml").rows
    assert at(item, first).startswith("address: '0x") and at(item, first).endswith("- exchange")
    assert at(item, second).startswith("address: 1Inv") and at(item, second).endswith("org/elsewhere")


def test_a_tag_without_an_address_is_refused_alone() -> None:
    raw = sample("tables/tagpack.yaml").raw.replace(b"1InventedAddressA", b"'1Invented AddressA'")
    found = read(Bytes(raw), "tagpack_yaml")
    assert len(found.rows) == 1 and found.said()[0][0] == "row 2"
    assert "is not an address" in found.refusals[0].message


def test_concepts_that_say_more_than_the_category_are_noted() -> None:
    raw = sample("tables/tagpack.yaml").raw
    assert not read(Bytes(raw), "tagpack_yaml").notes
    (note,) = read(
        Bytes(raw.replace(b"  - exchange\n", b"  - exchange\n  - sanctions\n")), "tagpack_yaml"
    ).notes
    assert note.message.endswith("and not read: 1; here sanctions") and note.place.label == "row 1"


STOPPED = {
    "an unknown key": (b"  abuse: hack", b"  virtue: none", "unknown key 'virtue'"),
    "a key twice": (b"  abuse: hack", b"  label: again", "'label' stands twice"),
    "no YAML": (b"  label: Invented Exchange", b"  label: [Invented", "is not YAML"),
    "no tag is a mapping": (b"- address: 1InventedAddressA", b"- just text", ""),
    "not UTF-8": (b"Nobody", b"Nob\xff", "is not UTF-8"),
}


@pytest.mark.parametrize(("old", "new", "said"), STOPPED.values(), ids=STOPPED)
def test_stops_at_what_it_does_not_know(old: bytes, new: bytes, said: str) -> None:
    with pytest.raises(FormatChanged) as refusal:
        read(Bytes(sample("tables/tagpack.yaml").raw.replace(old, new)), "tagpack_yaml")
    assert said in refusal.value.message


def test_follows_no_reference() -> None:
    raw = sample("tables/tagpack.yaml").raw.replace(b"title: Invented pack", b"title: &a Invented")
    with pytest.raises(Hostile):
        read(Bytes(raw.replace(b"label: Invented thief", b"label: *a")), "tagpack_yaml")


@pytest.mark.parametrize("name", REAL)
def test_reads_the_public_packs(name: str, shared_data: Path) -> None:
    item = Local(shared_data / "crypto" / "tagpacks" / f"{name}.yaml")
    found = read(item, "tagpack_yaml")
    raw = item.path.read_bytes().lower()
    assert len(found.rows) == REAL[name] and found.refusals == []
    assert all(
        row["address"].lower().encode() in raw[row["place_start"] : row["place_end"] + 1]
        for row in found.rows
    )
