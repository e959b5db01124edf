"""`sightline ingest`: one line a file with the published fields, and the exit code that sums them up."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.cli.conftest import Sightline
from tests.service.made import FTM, LETTER, OFAC, UN

FIELDS = [
    "path",
    "sha256",
    "format",
    "version",
    "rows",
    "refused",
    "status",
    "problem",
    "passed",
    "refusals",
    "notes",
]


def test_a_line_a_file_with_the_published_fields(sightline: Sightline) -> None:
    done = sightline("ingest", UN)
    assert done.code == 0
    assert list(done.line) == FIELDS
    assert done.line["path"] == str(UN)
    assert done.line["sha256"] == hashlib.sha256(UN.read_bytes()).hexdigest()
    assert (done.line["format"], done.line["status"], done.line["problem"]) == (
        "un_consolidated",
        "parsed",
        None,
    )
    assert done.line["version"].startswith("un-sc@2026-01-05-")
    assert (done.line["refused"], sightline("ingest", UN).line["status"]) == (0, "unchanged")


def test_a_problem_has_place_message_and_remedy(sightline: Sightline, tmp_path: Path) -> None:
    cut = tmp_path / "cut.xml"
    cut.write_bytes(UN.read_bytes()[:-40])
    done = sightline("ingest", cut)
    assert done.code == 4
    assert list(done.line) == FIELDS
    assert done.line["problem"].keys() >= {"place", "message", "remedy"}
    assert all(done.line["problem"].values())


def test_a_good_and_a_bad_file_are_3_and_bad_ones_alone_4(sightline: Sightline, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    cut = tmp_path / "folder" / "cut.xml"
    cut.write_bytes(UN.read_bytes()[:-40])
    assert sightline("ingest", tmp_path / "folder").code == 4
    (tmp_path / "folder" / "good.ftm.json").write_bytes(FTM.read_bytes())
    done = sightline("ingest", tmp_path / "folder")
    assert (done.code, sorted(line["status"] for line in done.lines)) == (3, ["parsed", "refused"])
    done = sightline("ingest", tmp_path / "folder")
    assert (done.code, sorted(line["status"] for line in done.lines)) == (3, ["refused", "unchanged"])
    cut.unlink()
    assert sightline("ingest", tmp_path / "folder").code == 0


def test_a_path_that_is_not_there_is_wrong_usage(sightline: Sightline, tmp_path: Path) -> None:
    done = sightline("ingest", UN, tmp_path / "nothing")
    assert (done.code, done.lines) == (2, [])
    assert "no such file" in done.said and str(tmp_path / "nothing") in done.said and "remedy" in done.said
    assert sightline("lists").lines == []


@pytest.mark.parametrize(
    "words",
    [
        ["--marking", "TLP:PURPLE"],
        ["--dated", "yesterday"],
        ["--basis", "rumour"],
        ["--nonsense"],
    ],
    ids=lambda words: words[0],
)
def test_wrong_options_are_refused_before_anything_is_done(words: list[str], sightline: Sightline) -> None:
    done = sightline("ingest", UN, *words)
    assert done.code == 2 and done.lines == [] and done.said
    assert sightline("item").lines == []


def test_source_marking_and_day_hold(sightline: Sightline) -> None:
    given = ("--source", "invented-office", "--marking", "tlp:amber//finance", "--dated", "2020-02-03")
    assert sightline("ingest", OFAC, *given).code == 0
    line = sightline("lists").line
    assert (line["list"], line["dated"], line["marking"]) == (
        "invented-office",
        "2020-02-03",
        "TLP:AMBER//FINANCE",
    )


def test_rows_count_entries_pages_and_rows(sightline: Sightline) -> None:
    rows = {Path(line["path"]).name: line["rows"] for line in sightline("ingest", OFAC, UN, LETTER).lines}
    assert rows == {
        "sdn.csv": 4,
        "alt.csv": 3,
        "add.csv": 4,
        "un_consolidated.xml": rows[UN.name],
        LETTER.name: 1,
    }
    assert rows[UN.name] == UN.read_bytes().count(b"</REFERENCE_NUMBER>")


def test_basis_and_document_are_kept(sightline: Sightline) -> None:
    given = ("--basis", "reconstruction", "--document", "an invented document", "--source", "office")
    line = sightline("ingest", LETTER, *given).line
    item = sightline("item", line["sha256"]).line["item"]
    assert (item["basis"], item["document"], item["source"]) == (
        "reconstruction",
        "an invented document",
        "office",
    )


def test_kept_files_are_stored_unread(sightline: Sightline) -> None:
    line = sightline("ingest", UN, "--keep").line
    assert (line["status"], line["format"], line["version"]) == ("stored", None, None)
    assert sightline("lists").lines == []


def test_what_is_held_closely_is_not_opened_by_saying_nothing(sightline: Sightline, tmp_path: Path) -> None:
    memo = tmp_path / "memo.txt"
    memo.write_text("An invented memo.\n")
    assert sightline("ingest", "--marking", "TLP:RED", memo).code == 0
    refused = sightline("ingest", memo)
    assert refused.code == 4 and "--marking TLP:RED" in refused.line["problem"]["remedy"]
    assert sightline("ingest", "--marking", "TLP:RED", memo).line["status"] == "unchanged"
    assert sightline("ingest", "--marking", "TLP:CLEAR", memo).line["status"] == "parsed"


def test_a_file_refused_in_part_says_so_each_time(sightline: Sightline, tmp_path: Path) -> None:
    rows = tmp_path / "positions.csv"
    rows.write_text(
        "mmsi,timestamp,lat,lon\n123456789,2024-01-01T00:00:00Z,1,2\n123456789,2024-01-01T00:01:00Z,1,181\n"
    )
    first, again = sightline("ingest", rows), sightline("ingest", rows)
    assert (first.code, first.line["status"]) == (3, "partial")
    assert (again.code, again.line["status"], again.line["refused"]) == (3, "unchanged", 1)
    assert again.line["problem"] == first.line["problem"]


def test_a_register_that_gives_an_account_to_another_holder_is_taken_and_says_so(
    sightline: Sightline, tmp_path: Path
) -> None:
    head = "account,holder\n"
    (tmp_path / "one.csv").write_text(head + "DE89370400440532013000,One\nDE89 3704 0044 0532 0130 00,Two\n")
    done = sightline("ingest", tmp_path / "one.csv")
    (note,) = done.line["notes"]
    assert (done.code, done.line["status"], done.line["refused"]) == (0, "parsed", 0)
    assert "an earlier row names another holder of this account" in note["message"]
    assert note["place"].startswith("row 3") and "noted: " in done.said
    (tmp_path / "two.csv").write_text(head + "A1,One\nA1,One\nA2,Two\n")
    assert sightline("ingest", tmp_path / "two.csv").line["notes"] == []
