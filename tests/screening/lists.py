"""Small lists to screen against, and the real ones where they are held."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sightline.formats import register
from sightline.formats.source import Local
from sightline.lake.partition import PartitionKey
from sightline.lake.statements import Lake
from sightline.model.marking import PUBLIC, Marking
from sightline.model.statement import Entry
from sightline.model.view import View
from sightline.record.entities import entities
from sightline.screening.index import Index, build
from tests.lake.factory import VIEW, entry, held, version_of

INVENTED = (
    entry(
        "un-KPi.901",
        start=0,
        listing="KPi.901@2017-06-02",
        name="KIM INVENTED NAM",
        alias="Kim Il-Invented|Invented Nam",
        weakAlias="The Fox",
        birthDate="1970-02-19",
        nationality="kp",
        passportNumber="PS654320876",
    ),
    entry(
        "un-KPe.902",
        "Company",
        1000,
        "KPe.902@2016-03-02",
        name="Invented Daesong Bank",
        alias="IDB",
        swiftBic="KDBKKPPY",
        country="kp",
        address="Invented Street 7, Pyongyang",
    ),
    entry(
        "un-KPe.903",
        "Company",
        2000,
        "KPe.903@2016-03-02",
        name="Invented Shipping Co., Ltd",
        companyImo="1790183",
    ),
    entry("v-1", "Vessel", 3000, name="INVENTED STAR 7", imoNumber="8905490", mmsi="445123000"),
    entry("x-5", start=4000, name="Person Entirely Other", birthDate="1970"),
)


def index_of(
    folder: Path,
    entries: Iterable[Entry] = INVENTED,
    *,
    list: str = "un-sc",
    item: str = "a",
    marking: Marking = PUBLIC,
) -> Index:
    """The index of a list made of these entries."""
    lake = Lake(folder / "lake")
    cleared = View("builder", marking, VIEW.as_of, VIEW.known_at)
    version = held(lake, entries, item=item * 64, list=list, marking=marking)
    return build(cleared, version, entities(cleared, lake, version), folder / "index")


def real_index(folder: Path, files: Iterable[Path], dated: date) -> Index:
    """The index of a published list, read by its own format."""
    (group,) = register.group([register.recognise(Local(file)) for file in files])
    assert group.format.read and group.format.dated
    lake = Lake(folder / "lake")
    key = PartitionKey(group.items.items, group.format.name, group.format.description.version)
    day = group.format.dated(group.items) or dated
    version = version_of(
        lake.write(key, group.format.list_id(group.items), day, group.format.read(group.items))
    )
    return build(VIEW, version, entities(VIEW, lake, version), folder / "index")
