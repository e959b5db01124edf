"""Where a format reads from."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from sightline.errors import BadInput
from sightline.formats.source import ItemSet, Local, head
from tests.formats.sample import Bytes


def test_a_local_file_knows_its_hash_name_and_size(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(b"Invented.")
    item = Local(path)
    assert (item.name, item.size) == ("letter.txt", 9)
    assert item.sha256 == hashlib.sha256(b"Invented.").hexdigest()
    assert head(item, 3) == b"Inv"
    assert head(item) == b"Invented."


def test_a_set_names_what_is_missing() -> None:
    items = ItemSet({"sdn": Bytes(b"b"), "alt": Bytes(b"a")})
    assert list(items) == ["sdn", "alt"] and "alt" in items and "add" not in items
    assert items.items == (Bytes(b"a").sha256, Bytes(b"b").sha256)
    with pytest.raises(BadInput, match="add file is missing; given: sdn, alt"):
        items["add"]
