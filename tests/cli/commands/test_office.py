"""`init`, `formats`, `lists`, `entity`, `item`, `measures`: what they print, and what they refuse."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Sightline
from tests.service.made import FTM, LETTER, UN


def test_init_makes_an_office_once(sightline: Sightline, tmp_path: Path) -> None:
    new = tmp_path / "new"
    done = sightline("init", "--name", "Invented office", office=new)
    assert done.code == 0
    assert done.line["name"] == "Invented office" and done.line["fingerprint"].startswith("SL1-")
    assert sightline("key", "fingerprint", office=new).line["fingerprint"] == done.line["fingerprint"]
    again = sightline("init", office=new)
    assert (again.code, again.lines) == (2, []) and "stands" in again.said


def test_a_new_office_has_keys_only_its_owner_may_read(sightline: Sightline, tmp_path: Path) -> None:
    sightline("init", office=tmp_path / "new")
    for path in (tmp_path / "new" / "keys").iterdir():
        assert path.name == "statements.json" or path.stat().st_mode & 0o077 == 0, path


def test_formats_name_their_columns_and_whether_they_met_a_real_file(sightline: Sightline) -> None:
    found = {line["name"]: line for line in sightline("formats").lines}
    assert found.keys() >= {"un_consolidated", "ofac_csv", "ftm_json", "plain_text", "pdf", "email_message"}
    for line in found.values():
        assert line.keys() >= {"name", "version", "columns", "met_real_file"}
        assert isinstance(line["met_real_file"], bool)
    assert "REFERENCE_NUMBER" in found["un_consolidated"]["columns"]


def test_lists_diff_names_entries_by_reference_with_their_fields(
    sightline: Sightline, tmp_path: Path
) -> None:
    sightline("ingest", UN)
    newer = tmp_path / "newer.xml"
    newer.write_bytes(
        UN.read_bytes()
        .replace(b"2026-01-05T00:00:09.554Z", b"2026-02-05T00:00:09.554Z")
        .replace(b"Invented Good Alias", b"Invented Better Alias")
    )
    sightline("ingest", newer)
    old, new = (line["version"] for line in sightline("lists").lines)
    (change,) = sightline("lists", "diff", old, new).lines
    assert (change["change"], change["reference"]) == ("changed", "KPi.901")
    assert change["fields"] == [
        {"field": "alias", "removed": ["Invented Good Alias"], "added": ["Invented Better Alias"]}
    ]
    (back,) = sightline("lists", "diff", new, old).lines
    assert back["fields"][0]["added"] == ["Invented Good Alias"]


def test_reads_take_as_of_and_known_at(sightline: Sightline, tmp_path: Path) -> None:
    sightline("ingest", UN)
    (first,) = sightline("lists").lines
    newer = tmp_path / "newer.xml"
    newer.write_bytes(UN.read_bytes().replace(b"2026-01-05T00", b"2026-02-05T00"))
    sightline("ingest", newer)

    def current(*words: str) -> list[str]:
        return [line["dated"] for line in sightline("lists", *words).lines if line["current"]]

    assert current() == ["2026-02-05"]
    assert current("--as-of", "2026-02-05") == ["2026-02-05"]
    assert current("--as-of", "2026-02-04") == ["2026-01-05"]
    assert current("--as-of", "2026-01-04") == []
    assert current("--known-at", first["known_at"]) == ["2026-01-05"]
    assert sightline("lists", "--known-at", "2020-01-01").lines == []
    assert sightline("entity", "un-KPi.901", "--as-of", "2026-02-04").line["version"] == first["version"]
    assert sightline("entity", "un-KPi.901", "--as-of", "2026-01-04").code == 2


def test_an_entity_by_its_id_and_by_a_part_of_its_name(sightline: Sightline) -> None:
    sightline("ingest", UN)
    line = sightline("entity", "un-KPi.901").line
    assert line["entity"]["id"] == "un-KPi.901"
    for said in line["entity"]["statements"]:
        assert said["item"] and said["place"]
    assert [found["id"] for found in sightline("entity", "invented person").lines] == ["un-KPi.901"]
    assert sightline("entity", "nobody at all").code == 2


def test_an_item_and_what_stands_at_a_place_of_it(sightline: Sightline) -> None:
    sha256 = sightline("ingest", LETTER, "--source", "office").line["sha256"]
    (listed,) = sightline("item").lines
    assert (listed["sha256"], listed["name"], listed["source"]) == (sha256, LETTER.name, "office")
    assert sightline("item", sha256).line["format"] == "plain_text"
    told = sightline("item", sha256, "--place", "bytes 0-9").line
    assert told["text"] == LETTER.read_bytes()[:10].decode()
    size = LETTER.stat().st_size
    assert sightline("item", sha256, "--place", f"bytes 0-{size - 1}").code == 0
    assert sightline("item", sha256, "--place", f"bytes 0-{size}").code == 2
    assert sightline("item", "f" * 64).code == 2


def test_a_hidden_item_is_not_there(sightline: Sightline) -> None:
    sha256 = sightline("ingest", LETTER, "--marking", "TLP:RED").line["sha256"]
    sightline("user", "add", "reader")
    hidden, absent = (sightline("item", one, "--user", "reader") for one in (sha256, "f" * 64))
    assert (hidden.code, absent.code) == (2, 2)
    assert hidden.said.replace(sha256, "X") == absent.said.replace("f" * 64, "X")
    assert sightline("item", "--user", "reader").lines == []
    assert sightline("item", sha256).code == 0


def test_measures_in_force_on_a_day(sightline: Sightline) -> None:
    def held(*words: str) -> set[str]:
        found = sightline("measures", *words).lines
        assert all(line.keys() >= {"id", "paragraph", "from", "verified"} for line in found)
        return {line["id"] for line in found}

    assert held("--as-of", "2006-10-13") == set()
    first = held("--as-of", "2006-10-14")
    assert first and first < held("--as-of", "2018-01-01") | first
    assert len(held("--as-of", "2018-01-01")) > len(first)
    assert sightline("measures", "--as-of", "2006").code == 2


def test_every_entity_file_is_a_list_named_by_source(sightline: Sightline) -> None:
    sightline("ingest", FTM, "--source", "invented-publisher")
    assert [line["list"] for line in sightline("lists").lines] == ["invented-publisher"]
