"""`sightline screen`: one line a query in the order asked, from every form queries come in."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from sightline.cli.main import run
from tests.cli.conftest import Done, Sightline, calling
from tests.service.made import FTM, OFAC, UN, copy_office

HEADER = "name,schema,birth_date,nationality,country,imo,mmsi,bic,identifier,address\n"


@pytest.fixture(scope="module")
def listed(template_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that holds the samples."""
    folder = copy_office(template_office, tmp_path_factory.mktemp("listed") / "office")
    assert run(["--office", str(folder), "ingest", str(UN), str(OFAC), str(FTM)]) == 0
    return folder


@pytest.fixture
def filled(listed: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Sightline:
    """The command line in a copy of that office."""
    return calling(capsys, copy_office(listed, tmp_path / "listed"))


@pytest.fixture
def ask(filled: Sightline, tmp_path: Path):  # type: ignore[no-untyped-def]
    """Screens a file of these bytes against the samples."""

    def screened(raw: bytes, *words: str, name: str = "queries") -> Done:
        (tmp_path / name).write_bytes(raw)
        return filled("screen", tmp_path / name, *words)

    return screened


def test_a_line_a_query_with_the_published_fields(ask) -> None:  # type: ignore[no-untyped-def]
    done = ask((HEADER + "Invented Bank,,,,,,,INVTKPPY,,\nNobody At All,,,,,,,,,\n").encode())
    assert done.code == 0
    hit, miss = done.lines
    assert list(hit)[:3] == ["query", "hits", "certificate"]
    assert (hit["query"]["name"], hit["query"]["bic"]) == ("Invented Bank", "INVTKPPY")
    first = hit["hits"][0]
    assert first.keys() >= {
        "entity", "caption", "list", "reference", "score", "alert", "match", "reasons"
    }  # fmt: skip
    assert (first["list"], first["alert"], first["match"]) == ("us-ofac-sdn", True, True)
    for reason in first["reasons"]:
        assert reason.keys() >= {"text", "score", "query", "listed", "cites"}
        assert all(cite.keys() >= {"item", "place"} for cite in reason["cites"])
    assert hit["certificate"] and miss["certificate"] and hit["certificate"] != miss["certificate"]
    assert miss["hits"] == []


def test_a_name_alone_is_an_alert_and_no_match(ask) -> None:  # type: ignore[no-untyped-def]
    (first, *_) = ask(b"INVENTED BANK\n").line["hits"]
    assert (first["alert"], first["match"]) == (True, False)


def test_names_one_a_line_in_the_order_asked(ask) -> None:  # type: ignore[no-untyped-def]
    done = ask("지어낸 사람\nNobody At All\nINVENTED SHIP\n".encode())
    assert [line["query"]["name"] for line in done.lines] == ["지어낸 사람", "Nobody At All", "INVENTED SHIP"]
    assert [bool(line["hits"]) for line in done.lines] == [True, False, True]


def test_follow_the_money_lines(ask) -> None:  # type: ignore[no-untyped-def]
    shape = {"id": "q-1", "schema": "Vessel", "properties": {"name": ["Other"], "imoNumber": ["IMO9000003"]}}
    line = ask((json.dumps(shape) + "\n").encode()).line
    assert line["query"]["imo"] and line["hits"][0]["match"]


def test_standard_input(
    filled: Sightline,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"INVENTED BANK\n")))
    assert filled("screen", "-").line["hits"]


def test_one_list_alone_and_one_that_is_not_held(ask) -> None:  # type: ignore[no-untyped-def]
    found = ask(b"INVENTED SHIP\n", "--list", "entities").line["hits"]
    assert {hit["list"] for hit in found} == {"entities"}
    assert {"entities", "us-ofac-sdn"} <= {hit["list"] for hit in ask(b"INVENTED SHIP\n").line["hits"]}
    done = ask(b"INVENTED SHIP\n", "--list", "nobodys")
    assert (done.code, done.lines) == (2, []) and "nobodys" in done.said


def test_threshold_and_limit(ask) -> None:  # type: ignore[no-untyped-def]
    assert len(ask(b"INVENTED SHIP\n", "--limit", "1").line["hits"]) == 1
    high = ask(b"INVENTED SHIPP\n", "--threshold", "1.0")
    assert not any(hit["alert"] for hit in high.line["hits"])
    assert ask(b"x\n", "--threshold", "1.1").code == 2


def test_fail_on_hit(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask(b"INVENTED BANK\n", "--fail-on-hit").code == 1
    assert ask(b"Nobody At All\n", "--fail-on-hit").code == 0
    assert ask(b"INVENTED BANK\n").code == 0


def test_certificates_stay_on_record(ask) -> None:  # type: ignore[no-untyped-def]
    first, again = ask(b"INVENTED BANK\n").line, ask(b"INVENTED BANK\n").line
    assert first["certificate"] != again["certificate"]
    assert first["hits"] == again["hits"]


BAD = {
    "an unknown column": (b"name,colour\nA,red\n", "unknown column 'colour'", "row 1"),
    "no column for the name": (b"bic,imo\nINVTKPPY,\n", "no column 'name'", "row 1"),
    "a column twice": (b"name,name\nA,B\n", "twice", "row 1"),
    "Latin-1": (b"Caf\xe9\n", "not UTF-8", "row 1"),
    "UTF-16 without a mark": ("name,bic\nA,B\n".encode("utf-16-le"), "not UTF-8", "row 1"),
    "an entity bomb": (b'<!DOCTYPE l [<!ENTITY a "a">]><l>&a;</l>\n', "no list of names", "row 1"),
    "a PDF": (b"%PDF-1.7\n%\xc3\xa4\nInvented Bank\n", "is a PDF", "row 1"),
    "a text with its fonts": (b"{\\rtf1 Invented Bank}\n", "RTF", "row 1"),
    "a JSON array": (b'[{"name": "A"}]\n', "no list of names", "row 1"),
    "a broken workbook": (b"PK\x03\x04\x00\x00", "not a workbook", "queries"),
    "an older workbook": (bytes.fromhex("d0cf11e0a1b11ae1"), "older kind", "queries"),
    "a line without end": (b"A" * (2 << 20), "longer than", "row 1"),
    "an empty file": (b"", "is empty", "queries"),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "says", "place"), BAD.values(), ids=BAD)
def test_a_file_that_cannot_be_read_is_refused_with_its_place(  # type: ignore[no-untyped-def]
    raw: bytes, says: str, place: str, ask
) -> None:
    done = ask(raw)
    assert (done.code, done.lines) == (4, [])
    assert "queries" in done.said and says in done.said
    assert f"place: {place}" in done.said or place == "queries"
    assert "remedy: " in done.said


def test_a_row_that_cannot_be_asked_is_told_and_the_others_are_answered(ask) -> None:  # type: ignore[no-untyped-def]
    done = ask(b"name,bic\nINVENTED BANK,INVTKPPY\nInvented,B,C\n,\nINVENTED SHIP,\n")
    assert done.code == 3
    assert [line["problem"] for line in done.lines] == [
        None,
        "row 3: 3 cells, the header has 2",
        "row 4: nothing to ask: no name and no identifier",
        None,
    ]


def test_rows_of_which_none_can_be_asked_are_nothing_done(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask(b"name,bic\nInvented,B,C\n").code == 4
    assert ask(b'{"schema": "Person"}\n').code == 4


def test_bad_bytes_are_refused_by_row_and_the_rest_is_answered(ask) -> None:  # type: ignore[no-untyped-def]
    endless = b"A" * (2 << 20)
    done = ask(b"INVENTED BANK\nCaf\xe9\nINVENTED SHIP\n" + endless + b"\nZero\x00Byte\nINVENTED BANK\n")
    assert done.code == 3
    assert [line["problem"] and line["problem"].split(":")[0] for line in done.lines] == [
        None, "row 2", None, "row 4", "row 5", None,
    ]  # fmt: skip
    assert [bool(line["hits"]) for line in done.lines] == [True, False, True, False, False, True]


def test_a_file_that_is_not_there_and_a_folder_are_wrong_usage(
    filled: Sightline,
    tmp_path: Path,
) -> None:
    assert filled("screen", tmp_path / "nothing").code == 2
    assert filled("screen", tmp_path).code == 2


def test_no_list_is_held(sightline: Sightline, tmp_path: Path) -> None:
    (tmp_path / "names").write_text("A\n")
    done = sightline("screen", tmp_path / "names")
    assert (done.code, done.lines) == (2, []) and "no list is held" in done.said


def test_a_csv_without_one_known_column_is_no_list_of_names(sightline: Sightline, tmp_path: Path) -> None:
    table, names = tmp_path / "parties.csv", tmp_path / "parties.txt"
    for file in (table, names):
        file.write_text("foo,bar\nSomebody,Else\n")
    sightline("ingest", UN)
    assert sightline("screen", table).code == 4
    assert sightline("screen", names).code == 0
