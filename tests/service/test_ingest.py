"""What becomes of a file: taken, taken before, taken twice, under which name, and for whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from sightline.errors import NotAllowed
from sightline.model.marking import Marking
from sightline.record.versions import HeldVersion
from sightline.service import access, lists
from sightline.service.ingest import Options, ingest
from sightline.service.outcome import Outcome
from sightline.service.workbench import Workbench
from tests.service.made import FTM, LETTER, OFAC, RED, UN, now, ofac_folder

PLAIN = Options()


def take(bench: Workbench, *paths: Path, options: Options = PLAIN, user: str = "") -> list[Outcome]:
    """Ingest as the operator, or as a user."""
    view = access.view_of_user(bench, user) if user else now(bench)
    return list(ingest(view, bench, paths, options))


def statuses(outcomes: Sequence[Outcome]) -> list[str]:
    return [outcome.status for outcome in outcomes]


def held(bench: Workbench, user: str = "") -> tuple[HeldVersion, ...]:
    return lists.held(access.view_of_user(bench, user) if user else now(bench), bench)


def test_a_list_is_taken_whole_and_its_row_names_its_version(bench: Workbench) -> None:
    (outcome,) = take(bench, UN)
    assert (outcome.status, outcome.format, outcome.problem) == ("parsed", "un_consolidated", None)
    (version,) = held(bench)
    assert (outcome.version, outcome.rows) == (version.version.id, version.version.entries)
    assert version.current and version.decision == "accepted"


def test_a_document_is_parsed_and_has_no_version(bench: Workbench) -> None:
    (outcome,) = take(bench, LETTER)
    assert (outcome.status, outcome.format, outcome.version) == ("parsed", "plain_text", None)
    assert held(bench) == ()


def test_bytes_nothing_reads_are_stored(bench: Workbench, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(20))
    assert statuses(take(bench, picture)) == ["stored"]
    assert statuses(take(bench, picture)) == ["unchanged"]


def test_the_same_file_again_is_unchanged_and_names_the_version_it_gave(bench: Workbench) -> None:
    (first,) = take(bench, UN)
    (again,) = take(bench, UN)
    assert (again.status, again.version, again.rows) == ("unchanged", first.version, first.rows)
    assert len(held(bench)) == 1


def test_one_byte_more_is_another_file(bench: Workbench, tmp_path: Path) -> None:
    take(bench, UN)
    other = tmp_path / "other.xml"
    other.write_bytes(UN.read_bytes() + b"\n")
    assert statuses(take(bench, other)) == ["parsed"]
    assert len(held(bench)) == 2


@pytest.mark.parametrize("path", [UN, FTM, LETTER], ids=["list", "entities", "document"])
def test_a_file_given_twice_in_one_run_is_taken_once(path: Path, bench: Workbench, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    outcomes = take(bench, path, copy, path)
    assert statuses(outcomes) == ["parsed", "unchanged", "unchanged"]
    assert [outcome.path for outcome in outcomes] == [str(path), str(copy), str(path)]
    assert len({outcome.version for outcome in outcomes}) == 1
    assert len(held(bench)) == (path != LETTER)


def test_a_list_of_three_files_given_twice_in_one_run_is_taken_once(bench: Workbench, tmp_path: Path) -> None:
    outcomes = take(bench, ofac_folder(tmp_path / "one"), ofac_folder(tmp_path / "two"))
    assert statuses(outcomes) == ["parsed"] * 3 + ["unchanged"] * 3
    assert len(held(bench)) == 1


def test_a_bad_file_given_twice_in_one_run_is_refused_twice(bench: Workbench, tmp_path: Path) -> None:
    for name in ("one.xml", "two.xml"):
        (tmp_path / name).write_bytes(UN.read_bytes()[:-40])
    outcomes = take(bench, tmp_path / "one.xml", tmp_path / "two.xml")
    assert statuses(outcomes) == ["refused", "refused"]
    assert [Path(outcome.path).name for outcome in outcomes] == ["one.xml", "two.xml"]


@pytest.mark.parametrize("path", [FTM, UN, OFAC], ids=["entities", "un", "ofac"])
def test_a_list_is_named_by_its_source(path: Path, bench: Workbench) -> None:
    take(bench, path, options=Options(source="invented-source"))
    assert [one.version.list for one in held(bench)] == ["invented-source"]


@pytest.mark.parametrize(
    ("path", "name"),
    [(FTM, "entities"), (UN, "un-sc"), (OFAC, "us-ofac-sdn")],
    ids=["by its file", "by its publisher", "by what it holds"],
)
def test_a_list_without_a_source_is_named(path: Path, name: str, bench: Workbench) -> None:
    take(bench, path)
    assert [one.version.list for one in held(bench)] == [name]


def test_every_entity_file_is_a_list(bench: Workbench, tmp_path: Path) -> None:
    for name in ("First Register.ftm.json", "second_register.jsonl"):
        (tmp_path / name).write_bytes(FTM.read_bytes() + b"\n" * len(name))
        take(bench, tmp_path / name)
    assert [one.version.list for one in held(bench)] == ["first-register", "second-register"]


def test_the_same_bytes_under_two_sources_are_two_lists(bench: Workbench) -> None:
    first, second = (take(bench, FTM, options=Options(source=name))[0] for name in ("one", "two"))
    assert (first.status, second.status) == ("parsed", "parsed")
    assert first.version != second.version
    (again,) = take(bench, FTM, options=Options(source="one"))
    assert (again.status, again.version) == ("unchanged", first.version)
    assert [one.version.list for one in held(bench)] == ["one", "two"]


def test_the_same_bytes_under_two_file_names_are_two_lists(bench: Workbench, tmp_path: Path) -> None:
    take(bench, FTM)
    other = tmp_path / "other.ftm.json"
    other.write_bytes(FTM.read_bytes())
    (outcome,) = take(bench, other, options=Options(marking=Marking.parse("TLP:GREEN")))
    assert outcome.status == "parsed"
    assert [one.version.list for one in held(bench)] == ["entities", "other"]


def test_the_same_bytes_with_another_marking_are_another_acquisition(bench: Workbench) -> None:
    secret = take(bench, UN, options=Options(marking=RED))
    public = take(bench, UN)
    assert statuses([*secret, *public]) == ["parsed", "parsed"]
    assert {str(one.version.marking) for one in held(bench)} == {"TLP:RED//SOURCE-7", "TLP:CLEAR"}
    assert len({one.version.partition for one in held(bench)}) == 1
    assert statuses(take(bench, UN)) == ["unchanged"]


def test_a_day_given_by_hand_dates_a_list_that_states_none(bench: Workbench) -> None:
    (plain,) = take(bench, FTM, options=Options(dated=date(2020, 5, 1)))
    (said,) = take(bench, UN, options=Options(dated=date(2020, 5, 1)))
    assert plain.problem is None and said.status == "parsed" and said.problem
    assert said.problem["message"] == "un-sc says it is of 2026-01-05: --dated 2020-05-01 was not used"
    found = {one.version.list: one.version.dated for one in held(bench)}
    assert found == {"entities": date(2020, 5, 1), "un-sc": date(2026, 1, 5)}


def test_a_reader_may_not_ingest_and_an_expert_may(bench: Workbench) -> None:
    for role in ("reader", "expert"):
        access.add_user(now(bench), bench, role, role, Marking())
    with pytest.raises(NotAllowed):
        take(bench, UN, user="reader")
    assert list(bench.vault.items()) == []
    assert statuses(take(bench, UN, user="expert")) == ["parsed"]


@pytest.mark.parametrize("path", [UN, FTM, OFAC, LETTER], ids=["un", "entities", "ofac", "letter"])
def test_a_hidden_acquisition_changes_nothing_for_someone_who_may_not_see_it(
    path: Path, bench: Workbench, new_bench: Workbench, tmp_path: Path
) -> None:
    take(bench, path, options=Options(marking=RED))
    for office in (bench, new_bench):
        access.add_user(now(office), office, "expert", "expert", Marking())
    there, here = (take(office, path, user="expert") for office in (bench, new_bench))
    assert statuses(there) == statuses(here) == ["parsed"] * len(here)
    assert [(one.sha256, one.rows, one.format) for one in there] == [
        (one.sha256, one.rows, one.format) for one in here
    ]
    seen, alone = held(bench, "expert"), held(new_bench, "expert")
    assert [(one.version.partition, one.version.manifest) for one in seen] == [
        (one.version.partition, one.version.manifest) for one in alone
    ]


def test_the_name_of_a_hidden_file_does_not_name_a_public_list(bench: Workbench, tmp_path: Path) -> None:
    secret = tmp_path / "operation-invented.ftm.json"
    secret.write_bytes(FTM.read_bytes())
    take(bench, secret, options=Options(marking=RED))
    access.add_user(now(bench), bench, "expert", "expert", Marking())
    take(bench, FTM, user="expert")
    assert [one.version.list for one in held(bench, "expert")] == ["entities"]


def test_a_list_someone_may_see_is_unchanged_for_them(bench: Workbench) -> None:
    take(bench, UN)
    access.add_user(now(bench), bench, "expert", "expert", Marking())
    assert statuses(take(bench, UN, user="expert")) == ["unchanged"]


def test_nobody_marks_what_they_could_not_see_themselves(bench: Workbench) -> None:
    access.add_user(now(bench), bench, "expert", "expert", Marking.parse("TLP:AMBER"))
    with pytest.raises(NotAllowed, match="not cleared for TLP:RED"):
        take(bench, UN, options=Options(marking=Marking.parse("TLP:RED")), user="expert")
    assert list(bench.vault.items()) == []
    marked = Options(marking=Marking.parse("TLP:AMBER"))
    assert statuses(take(bench, UN, options=marked, user="expert")) == ["parsed"]


def test_a_publisher_that_goes_back_to_what_it_said_before(bench: Workbench, tmp_path: Path) -> None:
    other = tmp_path / FTM.name
    other.write_bytes(FTM.read_bytes() + b"\n")
    for day, path in ((1, FTM), (2, other), (3, FTM)):
        (outcome,) = take(bench, path, options=Options(list="invented", dated=date(2026, 2, day)))
        assert outcome.status == "parsed"
    (again,) = take(bench, FTM, options=Options(list="invented", dated=date(2026, 2, 3)))
    assert again.status == "unchanged"
    assert [one.version.dated.day for one in held(bench)] == [1, 2, 3] and held(bench)[-1].current


def test_a_day_given_to_what_states_its_own_makes_no_second_version(bench: Workbench) -> None:
    take(bench, UN)
    (again,) = take(bench, UN, options=Options(dated=date(2026, 2, 3)))
    assert again.status == "unchanged" and len(held(bench)) == 1
