"""The publishers' own files, from bytes to versions: every number is counted a second way."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sightline.model.screening import Query
from sightline.model.statement import Entity
from sightline.model.view import View
from sightline.record import entities
from sightline.service import lists, screening
from sightline.service.ingest import Options, ingest
from sightline.service.screening import Answer
from sightline.service.workbench import Workbench, open_workbench
from tests.service.made import Clock, now

pytestmark = pytest.mark.slow
UN_OLD, UN_NEW = "un_consolidated_2025-04-19.xml", "un_consolidated_2026-02-27.xml"
OFAC_DAY = date(2022, 1, 31)
CONTROL_Z = "\x1a"


@pytest.fixture(scope="module")
def real(
    shared_data: Path, template_office: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workbench]:
    """An office with both UN versions and the FollowTheMoney samples."""
    folder = tmp_path_factory.mktemp("real") / "office"
    shutil.copytree(template_office, folder)
    bench = open_workbench(folder, clock=Clock())
    given = [
        (shared_data / "lists" / "un" / UN_NEW, Options()),
        (shared_data / "lists" / "un" / UN_OLD, Options()),
        (shared_data / "ftm", Options(dated=date(2024, 1, 1))),
    ]
    for path, options in given:
        for outcome in ingest(now(bench), bench, [path], options):
            assert outcome.status == "parsed", outcome
    yield bench
    bench.close()


@pytest.fixture(scope="module")
def ofac(real: Workbench, shared_data: Path) -> Workbench:
    """The same office with OFAC's list of 2022-01-31, which joins it at the end."""
    folder = shared_data / "lists" / "ofac" / "2022-01-31"
    outcomes = list(ingest(now(real), real, [folder], Options(dated=OFAC_DAY)))
    told = {Path(one.path).name: (one.status, one.rows) for one in outcomes}
    assert told == {
        "sdn.csv": ("parsed", 9043),
        "alt.csv": ("parsed", 12409),
        "add.csv": ("parsed", 13625),
    }
    return real


def of_list(bench: Workbench, name: str, day: date | None = None) -> list[Entity]:
    """All entities of the version that holds on a day."""
    view = now(bench)
    view = view.on(day) if day else view
    (version,) = lists.current(view, bench, (name,))
    return list(entities.entities(view, bench.lake, version))


def test_every_list_is_there_with_its_number_of_entries(real: Workbench) -> None:
    found = {
        (one.version.list, str(one.version.dated)): one.version.entries for one in lists.held(now(real), real)
    }
    assert found == {
        ("nomenklatura-donations", "2024-01-01"): 474,
        ("un-sc", "2025-04-19"): 877,
        ("un-sc", "2026-02-27"): 1003,
        ("yente-zala-entities", "2024-01-01"): 91,
    }


@pytest.mark.parametrize(("file", "day"), [(UN_OLD, date(2025, 12, 31)), (UN_NEW, None)])
def test_un_entries_by_kind(file: str, day: date | None, real: Workbench) -> None:
    kinds = Counter(entity.reference.partition(".")[0] for entity in of_list(real, "un-sc", day))
    assert (kinds["KPi"], kinds["KPe"]) == (80, 75)
    assert kinds.total() == (877 if file == UN_OLD else 1003)


@pytest.mark.parametrize(("file", "day"), [(UN_OLD, date(2025, 12, 31)), (UN_NEW, None)])
def test_every_alias_of_the_un_that_is_not_empty_is_there(
    file: str, day: date | None, real: Workbench, shared_data: Path
) -> None:
    tree = ElementTree.parse(shared_data / "lists" / "un" / file)
    expected: Counter[tuple[str, str]] = Counter()
    for kind in ("INDIVIDUAL", "ENTITY"):
        for record in tree.iter(kind):
            reference = (record.findtext("REFERENCE_NUMBER") or "").strip()
            for alias in record.iter(f"{kind}_ALIAS"):
                if name := " ".join((alias.findtext("ALIAS_NAME") or "").split()):
                    expected[reference, name] += 1
    assert expected.total() > 2000
    said = {
        (entity.reference, " ".join(statement.original.split()))
        for entity in of_list(real, "un-sc", day)
        for statement in entity.statements
        if statement.prop in ("alias", "weakAlias", "previousName")
    }
    assert expected.keys() - said == set()


BICS = {"DCBKKPPY", "KUDBKPPY", "ILSIKPPY", "KDBKKPPY", "FTBDKPPY"}


def test_bank_codes_that_stand_only_in_comments(real: Workbench) -> None:
    found = {
        value: entity.reference for entity in of_list(real, "un-sc") for value in entity.values("swiftBic")
    }
    assert found.keys() >= BICS
    assert found["KDBKKPPY"] == "KPe.035"


def test_company_imo_numbers_that_stand_only_in_comments(real: Workbench, shared_data: Path) -> None:
    tree = ElementTree.parse(shared_data / "lists" / "un" / UN_NEW)
    expected = {
        (record.findtext("REFERENCE_NUMBER", "").strip(), digits)
        for record in tree.iter("ENTITY")
        for digits in re.findall(r"IMO\D{0,20}(\d{7})", record.findtext("COMMENTS1") or "")
    }
    assert len(expected) == 16
    listed = of_list(real, "un-sc")
    assert expected == {(one.reference, number) for one in listed for number in one.values("companyImo")}
    outside = {
        element.text
        for element in tree.iter()
        if element.tag != "COMMENTS1" and re.search(r"\bIMO\b", element.text or "")
    }
    assert outside == set()


def test_places_lead_back_to_the_bytes_they_name(real: Workbench) -> None:
    (listed,) = (one for one in of_list(real, "un-sc") if one.reference == "KPe.035")
    (statement,) = (one for one in listed.statements if one.prop == "swiftBic")
    assert statement.place.start is not None and statement.place.end is not None
    with real.vault.open(statement.item) as stream:
        stream.seek(statement.place.start)
        assert stream.read(statement.place.end - statement.place.start + 1) == b"KDBKKPPY"


def test_what_changed_between_the_two_un_versions(real: Workbench, shared_data: Path) -> None:
    references = {
        file: {
            (one.text or "").strip()
            for one in ElementTree.parse(shared_data / "lists" / "un" / file).iter("REFERENCE_NUMBER")
        }
        for file in (UN_OLD, UN_NEW)
    }
    old, new = (one.version.id for one in lists.held(now(real), real) if one.version.list == "un-sc")
    found = lists.diff(now(real), real, old, new)
    assert {change.reference for change in found.added} == references[UN_NEW] - references[UN_OLD]
    assert {change.reference for change in found.removed} == references[UN_OLD] - references[UN_NEW]
    assert (len(found.added), len(found.removed)) == (130, 4)
    assert {change.reference for change in found.changed} <= references[UN_NEW] & references[UN_OLD]
    assert all(change.fields for change in found.changed)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("yente_zala_entities.ftm.json", "yente-zala-entities"),
        ("nomenklatura_donations.ijson", "nomenklatura-donations"),
    ],
)
def test_every_value_of_the_samples_is_there(
    file: str, name: str, real: Workbench, shared_data: Path
) -> None:
    expected: Counter[tuple[str, str]] = Counter()
    for line in (shared_data / "ftm" / file).read_text("utf-8").splitlines():
        shape = json.loads(line)
        expected.update((shape["id"], prop) for prop, values in shape["properties"].items() if values)
    said = {
        (part.id, statement.prop)
        for entity in of_list(real, name)
        for part in (entity, *entity.adjacent)
        for statement in part.statements
    }
    assert expected.keys() == said


def test_as_of_reads_the_version_of_the_day(real: Workbench) -> None:
    def day(text: str) -> list[str]:
        view = now(real).on(date.fromisoformat(text))
        return [str(one.dated) for one in lists.current(view, real) if one.list == "un-sc"]

    assert day("2025-04-18") == []
    assert day("2025-04-19") == ["2025-04-19"]
    assert day("2025-12-31") == ["2025-04-19"]
    assert day("2026-02-26") == ["2025-04-19"]
    assert day("2026-02-27") == ["2026-02-27"]


def test_known_at_knows_what_was_known_then(real: Workbench) -> None:
    versions = [one.version for one in lists.held(now(real), real) if one.version.list == "un-sc"]
    newer, older = sorted(versions, key=lambda version: version.known_at)
    assert (str(newer.dated), str(older.dated)) == ("2026-02-27", "2025-04-19")
    view = now(real)
    then = View(view.user, view.clearance, view.as_of, newer.known_at)
    assert [one.version.id for one in lists.held(then, real) if one.version.list == "un-sc"] == [newer.id]
    assert lists.current(then.on(date(2025, 12, 31)), real) == ()


def ask(bench: Workbench, *queries: Query) -> list[Answer]:
    choice = screening.Choice(lists=("un-sc",))
    return list(screening.screen(now(bench), bench, queries, choice))


def test_a_bank_is_found_by_its_code_and_another_code_is_not(real: Workbench) -> None:
    listed, other = ask(
        real, Query(name="Korea Daesong Bank", bic="KDBKKPPY"), Query(name="Invented Bank", bic="INVTKPPY")
    )
    first = listed.hits[0]
    assert (first.reference, first.match) == ("KPe.035", True)
    assert any("KDBKKPPY" in reason.text for reason in first.reasons)
    assert not [hit for hit in other.hits if hit.match]


def test_a_code_alone_is_enough(real: Workbench) -> None:
    (answer,) = ask(real, Query(bic="KDBKKPPY"))
    assert answer.hits[0].reference == "KPe.035"


def test_every_person_and_entity_of_the_1718_list_finds_itself_by_name(real: Workbench) -> None:
    listed = [one for one in of_list(real, "un-sc") if one.reference.startswith(("KPi.", "KPe."))]
    assert len(listed) == 155
    answers = ask(real, *(Query(name=entity.caption) for entity in listed))
    missed = [
        entity.reference
        for entity, answer in zip(listed, answers, strict=True)
        if entity.reference not in {hit.reference for hit in answer.hits}
    ]
    assert missed == []


def rows(path: Path) -> list[list[str]]:
    text = path.read_bytes().decode("utf-8").rstrip(CONTROL_Z)
    return [row for row in csv.reader(io.StringIO(text)) if row and row != [CONTROL_Z]]


def test_ofac_aliases_and_addresses_are_joined(ofac: Workbench, shared_data: Path) -> None:
    folder = shared_data / "lists" / "ofac" / "2022-01-31"
    alt, add = rows(folder / "alt.csv"), rows(folder / "add.csv")
    held = {entity.id.removeprefix("ofac-"): entity for entity in of_list(ofac, "us-ofac-sdn")}
    assert len(held) == 9043
    assert (len(alt), len(add)) == (12409, 13625)
    names = {
        (number, " ".join(statement.original.split()))
        for number, entity in held.items()
        for statement in entity.statements
        if statement.prop in ("alias", "weakAlias", "previousName", "name")
    }
    missing = [row for row in alt if row[0] in held and (row[0], " ".join(row[3].split())) not in names]
    assert missing == []
    addressed = {
        (number, part.id.rpartition(":")[2])
        for number, entity in held.items()
        for part in entity.adjacent
        if part.schema == "Address"
    }
    told = [row for row in add if row[0] in held and any(cell.strip() not in ("-0-", "") for cell in row[2:])]
    assert [row for row in told if (row[0], row[1]) not in addressed] == []
