"""A ship's dossier: every part leads to its rows, is of the View's day, and says what changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from sightline.errors import NotFound
from sightline.model.marking import Marking
from sightline.service import ships
from sightline.service.ships import ShipDossier
from sightline.service.workbench import Workbench, open_workbench
from tests.service import voyaging
from tests.service.made import RED, Clock, copy_office


@pytest.fixture(scope="module")
def sea(template_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """An office that knows one ship."""
    folder = tmp_path_factory.mktemp("sea")
    opened = open_workbench(copy_office(template_office, folder / "office"), clock=Clock())
    voyaging.voyaged(opened, folder)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def found(sea: Workbench) -> ShipDossier:
    return ships.ship(sea.operator_view(), sea, f"imo-{voyaging.IMO}")


def said(found: ShipDossier, trait: str) -> list[tuple[str, str, str, str]]:
    return [(one.value, one.since[:10], one.until[:10], one.by) for one in found.traits if one.trait == trait]


def test_who_she_was_when_and_who_says_so(found: ShipDossier) -> None:
    assert found.caption == "INVENTED TIDE (IMO 9990014)" and found.id == "imo-9990014"
    assert ("INVENTED WAVE", "2015-01-01", "2017-06-30", "register") in said(found, "name")
    assert ("INVENTED TIDE", "2017-07-01", "2017-07-02", "AIS") in said(found, "name")
    assert said(found, "owner") == [
        ("Invented One Ltd", "2015-01-01", "2017-06-30", "register"),
        ("Invented Two Ltd", "2017-07-01", "", "register"),
    ]
    assert {one[0] for one in said(found, "flag")} == {"pa", "tg"}
    for trait in ("manager", "classed_by", "insurer", "deadweight"):
        assert len(said(found, trait)) == 1, trait
    assert all(one.cites for one in found.traits)


def test_designations_are_those_of_the_day(sea: Workbench, found: ShipDossier) -> None:
    (one,) = found.designations
    assert one.now and one.listed_on == "2018-03-30" and one.cites
    before = replace(sea.operator_view(), as_of=date(2017, 7, 1))
    assert ships.ship(before, sea, found.id).designations == ()


def test_where_no_version_of_the_day_is_held_the_oldest_says_since_when_she_is_listed(
    sea: Workbench, found: ShipDossier
) -> None:
    (now,) = found.designations
    then = ships.ship(replace(sea.operator_view(), as_of=now.first - timedelta(days=1)), sea, found.id)
    (one,) = then.designations
    assert one.later and one.now and not now.later and one.first == now.first
    assert not [trait for trait in then.traits if trait.by == one.list], (
        "what it says of her is of a later day"
    )


def test_a_voyage_a_silence_and_what_she_said(found: ShipDossier) -> None:
    first, last = found.voyages
    assert (first.origin, last.target) == ("", "") and first.target == last.origin == "Yosu (South Korea)"
    assert (
        5.5 <= first.lay_hours <= 6.5 and last.said == ("NAMPO",) and last.draughts[-1] == pytest.approx(6.3)
    )
    (silence,) = found.silences
    assert silence.hours == pytest.approx(10.2, abs=0.3) and len(silence.cites) == 2


def test_a_delivery_of_hers_alone_and_what_a_load_comes_to(found: ShipDossier) -> None:
    assert {str(one.entry.delivery.quantity.normalize()) for one in found.deliveries} == {"1E+2"}
    (asked,) = found.asked
    assert "'invented spirit' is no product" in asked.text and asked.cite and asked.remedy
    assert [(int(one.laden), int(one.tonnes), one.mark) for one in found.loads] == [
        (33, 1485, "unverified"), (50, 2250, "unverified"), (90, 4050, "checked"),
    ]  # fmt: skip


SAME = {
    "her MMSI": f"mmsi-{voyaging.MMSI}",
    "digits alone": str(voyaging.IMO),
    "the list's id": "vessel-1718-9990014",
}


@pytest.mark.parametrize("id", SAME.values(), ids=SAME)
def test_any_of_her_numbers_leads_to_the_same(sea: Workbench, found: ShipDossier, id: str) -> None:
    again = ships.ship(sea.operator_view(), sea, id)
    assert (again.id, again.traits, again.designations) == (found.id, found.traits, found.designations)


STRANGERS = ("imo-9990026x", "imo-9990038", "mmsi-440000009", "un-KPe.025")


@pytest.mark.parametrize("id", STRANGERS)
def test_an_unknown_ship_is_not_found(sea: Workbench, id: str) -> None:
    with pytest.raises(NotFound):
        ships.ship(sea.operator_view(), sea, id)


def test_what_changed_since(sea: Workbench, found: ShipDossier) -> None:
    assert found.since is not None
    assert {one.part for one in found.changes} >= {"identity"} and all(
        one.what == "new" for one in found.changes
    )
    nothing = ships.ship(sea.operator_view(), sea, found.id, sea.clock() - timedelta(seconds=1))
    assert nothing.changes == ()
    everything = ships.ship(sea.operator_view(), sea, found.id, sea.clock() - timedelta(days=1))
    assert [one.text for one in everything.changes] == ["nothing was known of her before"]


@pytest.mark.slow
def test_rows_one_may_not_see_change_nothing(template_office: Path, tmp_path: Path) -> None:
    bench = open_workbench(copy_office(template_office, tmp_path / "office"), clock=Clock())
    voyaging.voyaged(bench, tmp_path)
    public = replace(bench.operator_view(), clearance=Marking())
    before = ships.as_json(ships.ship(public, bench, f"imo-{voyaging.IMO}"))
    voyaging.take(bench, tmp_path, "red.csv", voyaging.positions(voyaging.SECOND, "HIDDEN NAME"), RED)
    later = replace(bench.operator_view(), clearance=Marking())
    assert ships.as_json(ships.ship(later, bench, f"imo-{voyaging.IMO}")) == before
    whole = ships.ship(bench.operator_view(), bench, f"imo-{voyaging.IMO}")
    assert voyaging.SECOND in whole.numbers.mmsi and "HIDDEN NAME" in {one.value for one in whole.traits}
    assert any("HIDDEN NAME" in one.text for one in whole.changes)
    bench.close()
