"""A table of answers that comes back is read as the parties it holds."""

from sightline.service.export_columns import COLUMNS, Export, harmless, is_export
from sightline.service.query_columns import COLUMNS as ASKED


def test_an_export_is_known_by_its_columns() -> None:
    assert is_export(COLUMNS) and is_export(("name", "result", "certificate"))
    assert set(ASKED) <= set(COLUMNS)


def test_other_headers_are_none() -> None:
    assert not is_export(ASKED) and not is_export(("name", "result"))
    assert not is_export((*COLUMNS, "colour")) and not is_export((*COLUMNS, "name"))


def test_each_party_comes_once_and_as_it_was_asked() -> None:
    rows = [
        {"name": harmless("=1+1"), "aliases": "A; B", "result": "alert", "certificate": "c-0"},
        {"name": harmless("=1+1"), "aliases": "A; B", "result": "alert", "certificate": "c-0"},
        {"name": "'s Hertogenbosch", "result": "nobody", "certificate": "c-1"},
        {"name": "12", "result": "refused", "problem": "row 4: a number", "certificate": ""},
    ]
    export = Export()
    assert [export.party(row) for row in rows] == [
        ({"name": "=1+1"}, ("A", "B"), ""),
        None,
        ({"name": "'s Hertogenbosch"}, (), ""),
        ({"name": "12"}, (), "could not be asked when it was exported (row 4: a number)"),
    ]
