"""Two versions of a list: who came, who left, and which fields changed."""

from pathlib import Path

import pytest

from sightline.errors import NotFound
from sightline.lake.statements import Lake
from sightline.model.marking import Marking
from sightline.record.diff import Diff, FieldChange, diff
from tests.lake.factory import VIEW, entry, held

OLD = entry("un-KPi.001", listing="KPi.001@2017-06-02", name="Person One", alias="A|B")
CHANGED = {
    "an alias": (
        entry("un-KPi.001", listing="KPi.001@2017-06-02", name="Person One", alias="A|C"),
        FieldChange("alias", ("B",), ("C",)),
    ),
    "the kind": (
        entry("un-KPi.001", "Company", 0, "KPi.001@2017-06-02", name="Person One", alias="A|B"),
        FieldChange("schema", ("Person",), ("Company",)),
    ),
    "the listing": (
        entry("un-KPi.001", listing="KPi.001@2018-01-01", name="Person One", alias="A|B"),
        FieldChange("Sanction.listingDate", ("2017-06-02",), ("2018-01-01",)),
    ),
}
UNCHANGED = {
    "moved in the file": entry(
        "un-KPi.001", start=900, listing="KPi.001@2017-06-02", name="Person One", alias="B|A"
    ),
    "said twice": entry("un-KPi.001", listing="KPi.001@2017-06-02", name="Person One", alias="A|B|A"),
}


def compare(folder: Path, old: list, new: list) -> Diff:  # type: ignore[type-arg]
    lake = Lake(folder)
    return diff(VIEW, lake, held(lake, old), held(lake, new, item="b" * 64))


@pytest.mark.parametrize(("new", "field"), CHANGED.values(), ids=CHANGED)
def test_a_change_is_told_by_field(tmp_path: Path, new, field) -> None:  # type: ignore[no-untyped-def]
    found = compare(tmp_path, [OLD], [new])
    (change,) = found
    assert (change.kind, change.reference, change.fields) == ("changed", "KPi.001", (field,))


@pytest.mark.parametrize("new", UNCHANGED.values(), ids=UNCHANGED)
def test_what_says_the_same_is_no_change(tmp_path: Path, new) -> None:  # type: ignore[no-untyped-def]
    assert not compare(tmp_path, [OLD], [new])


def test_added_and_removed_by_reference(tmp_path: Path) -> None:
    renumbered = entry("un-other-id", listing="KPi.001@2017-06-02", name="Person One", alias="A|B")
    gone, come = entry("z-1", name="Gone"), entry("z-2", name="Come")
    found = compare(tmp_path, [OLD, gone], [renumbered, come])
    assert [(one.kind, one.reference, one.caption) for one in found] == [
        ("added", "z-2", "Come"),
        ("removed", "z-1", "Gone"),
    ]
    assert found.added[0].as_json()["change"] == "added"
    assert found.removed[0].text() == "removed  z-1  Gone"


def test_a_hidden_version_is_not_there(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    seen = held(lake, [OLD])
    secret = held(lake, [OLD], item="c" * 64, marking=Marking.parse("AMBER"))
    for pair in ((seen, secret), (secret, seen)):
        with pytest.raises(NotFound):
            diff(VIEW, lake, *pair)
