"""An index is there whole, opens without being built again, and only for those who may see its list."""

from dataclasses import replace
from pathlib import Path

import pytest

from sightline.errors import NotFound
from sightline.lake.statements import Lake
from sightline.model.marking import Marking
from sightline.model.screening import Query
from sightline.model.view import View
from sightline.record.entities import entities
from sightline.screening import index as indexes
from sightline.screening.engine import screen
from tests.lake.factory import VIEW, entry, held
from tests.screening.lists import INVENTED, index_of


def test_opened_as_it_was_built(tmp_path: Path) -> None:
    built = index_of(tmp_path)
    opened = indexes.open_index(VIEW, built.version, tmp_path / "index")
    assert opened.entities == len(INVENTED)
    assert [opened.record(n).entity for n in range(5)] == sorted(one.id for one in INVENTED)
    assert [path.name for path in (tmp_path / "index").iterdir()] == [built.version.partition]


def test_building_again_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = index_of(tmp_path / "a"), index_of(tmp_path / "b")
    here, there = (
        {
            path.name: path.read_bytes()
            for path in (tmp_path / name / "index" / one.version.partition).iterdir()
        }
        for name, one in (("a", first), ("b", second))
    )
    assert here == there


def test_an_interrupted_build_leaves_the_old_one(tmp_path: Path) -> None:
    built = index_of(tmp_path)

    def failing():  # type: ignore[no-untyped-def]
        yield from entities(VIEW, Lake(tmp_path / "lake"), built.version)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        indexes.build(VIEW, built.version, failing(), tmp_path / "index")
    assert indexes.holds(built.version, tmp_path / "index")
    (tmp_path / "index" / ".new-x-4194311-1").mkdir()
    assert indexes.sweep(tmp_path / "index") == 1


def test_who_may_not_see_the_list_may_not_see_its_index(tmp_path: Path) -> None:
    secret = Marking.parse("RED//FINANCE")
    built = index_of(tmp_path, marking=secret)
    missing = replace(built.version, partition="f" * 20, marking=VIEW.clearance)
    with pytest.raises(NotFound) as hidden:
        indexes.open_index(VIEW, built.version, tmp_path / "index")
    with pytest.raises(NotFound) as absent:
        indexes.open_index(VIEW, missing, tmp_path / "index")
    assert hidden.value.problem() == absent.value.problem()
    with pytest.raises(NotFound):
        indexes.build(VIEW, built.version, [], tmp_path / "index")
    cleared = View("cleared", secret, VIEW.as_of, VIEW.known_at)
    assert indexes.open_index(cleared, built.version, tmp_path / "index").entities == len(INVENTED)


def test_an_index_of_another_manifest_is_not_taken(tmp_path: Path) -> None:
    built = index_of(tmp_path)
    assert not indexes.holds(replace(built.version, manifest="0" * 64), tmp_path / "index")


def test_rare_words_weigh_more_than_common_ones(tmp_path: Path) -> None:
    index = index_of(tmp_path, [entry(f"x-{n}", name=f"Common Rare{n:04}") for n in range(50)])
    assert index.worth("comon") < index.worth("unheardof") and index.worth("q") <= 1000


def test_what_many_words_say_is_what_each_says(tmp_path: Path) -> None:
    listed = [entry(f"x-{n}", name=f"Common Rare{n:04}") for n in range(50)]
    words = ["comon", "unheardof", "q", "rare0001", "zzz", "common"]
    index = index_of(tmp_path, listed)
    each = [index.worth(word) for word in words]
    index.worths.clear()
    index.find_worths(words)
    assert [index.worths.get(word) for word in words] == each
    index_of(tmp_path / "none", []).find_worths(words)


def test_some_entries_know_how_the_whole_list_spells_their_words(tmp_path: Path) -> None:
    listed = [entry("x-1", name="Khaled Invented"), entry("x-2", start=900, name="Khalid Other")]
    whole = index_of(tmp_path, listed)
    lake = Lake(tmp_path / "lake")
    chosen = [one for one in entities(VIEW, lake, whole.version) if one.id == "x-2"]
    some = indexes.of_some(VIEW, whole, chosen, tmp_path / "index")
    assert some.spellings("khalid") == whole.spellings("khalid") == ("khaled",)
    assert some.spellings("unheardof") == ()


@pytest.mark.parametrize("entries", [[], [entry("x-1", notes="no name at all")]], ids=["empty", "nameless"])
def test_a_list_without_names_answers_with_nothing(tmp_path: Path, entries: list) -> None:  # type: ignore[type-arg]
    lake = Lake(tmp_path / "lake")
    version = held(lake, entries)
    index = indexes.build(VIEW, version, entities(VIEW, lake, version), tmp_path / "index")
    assert screen(VIEW, [index], Query(name="Kim Chol Nam", imo="8905490")) == []
