"""Books of watched parties: rows in, nouns out, as of a time, for those who may know."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from sightline.errors import NotFound, UsageError
from sightline.model.marking import PUBLIC, Marking
from sightline.model.screening import Query
from sightline.model.watching import Book
from sightline.office import watching
from sightline.office.act import Act
from sightline.office.database import Office
from sightline.office.watching import NewBook
from tests.record.test_versions import LEAD, RED, day, view

PARTY = Query(name="Invented Person", aliases=("Nobody",), birth_date="1961")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.open(f"sqlite:///{tmp_path / 'office.db'}")
    made.migrate()
    yield made
    made.close()


_numbers = itertools.count(1)


def draw(size: int) -> bytes:
    return next(_numbers).to_bytes(size, "big")


def act(when: str, why: str = "trade") -> Act:
    return Act("lead", day(when), why)


def opened(office: Office, marking: Marking = PUBLIC) -> tuple[str, str]:
    """A book with one party in it."""
    with office.write(LEAD) as session:
        book = watching.open_book(session, NewBook("Customers", "customer", marking), act("2026-02-01"), draw)
        session.flush()
        (party,) = watching.watch(session, book, [PARTY], act("2026-02-02"), draw)
    return book, party


def books(office: Office, known: str = "2026-12-31", clearance: Marking = PUBLIC) -> tuple[Book, ...]:
    with office.read(view("2026-12-31", known, clearance)) as session:
        return watching.books(session)


def test_a_party_comes_back_as_it_was_given(office: Office) -> None:
    opened(office)
    (book,) = books(office)
    assert (book.name, book.kind, book.owner) == ("Customers", "customer", "lead")
    assert [one.query for one in book.parties] == [PARTY]
    assert watching.query_from(watching.query_json(PARTY)) == PARTY


def test_watched_from_its_day_until_its_end(office: Office) -> None:
    _, party = opened(office)
    with office.write(LEAD) as session:
        watching.end(session, party, act("2026-02-05", "account closed"), draw)
    known = {"2026-01-31": None, "2026-02-01": 0, "2026-02-02": 1, "2026-02-04": 1, "2026-02-05": 0}
    for when, count in known.items():
        found = books(office, when)
        assert [len(book.parties) for book in found] == ([] if count is None else [count]), when


def test_what_ended_does_not_end_again(office: Office) -> None:
    _, party = opened(office)
    with office.write(LEAD) as session:
        watching.end(session, party, act("2026-02-05"), draw)
    for one in (party, "p-nobody"):
        with office.write(LEAD) as session, pytest.raises(NotFound):
            watching.end(session, one, act("2026-02-06"), draw)


def test_nobody_is_watched_without_a_reason(office: Office) -> None:
    book, _ = opened(office)
    with office.write(LEAD) as session, pytest.raises(UsageError, match="reason"):
        watching.watch(session, book, [PARTY], act("2026-02-03", " "), draw)


def test_a_hidden_book_is_not_there(office: Office) -> None:
    opened(office, RED)
    assert books(office) == ()
    assert len(books(office, clearance=RED)) == 1
