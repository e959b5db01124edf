"""What a change of a list means for whoever is watched: what changed is screened, the cleared are told."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from sightline.cases.casefile import NewCase
from sightline.errors import NotAllowed, NotFound, UsageError
from sightline.model.marking import Marking
from sightline.model.watching import Notification
from sightline.office.tables import RescreeningRow
from sightline.service import access, cases, list_decisions, lists, rescreening, watching
from sightline.service.ingest import Options, ingest
from sightline.service.watching import Added, Ask
from sightline.service.workbench import Workbench
from tests.service.made import RED, now

pytestmark = pytest.mark.slow

FILLING = [f"Invented Filling {word}" for word in ("Ash", "Birch", "Cedar", "Elder", "Fir", "Gorse", "Hazel")]


def put(
    bench: Workbench,
    folder: Path,
    day: int,
    *entries: tuple[str, str],
    marking: Marking = Marking(),
    **props: str,
) -> str:
    """File a version of an invented list: names by id, and fillers around them; its id."""
    shapes = [*entries, *((f"filling-{number}", name) for number, name in enumerate(FILLING))]
    path = folder / f"list-{day}.ftm.json"
    path.write_text(
        "".join(
            json.dumps(
                {
                    "id": id,
                    "schema": "Person",
                    "properties": {"name": [name]} | ({"birthDate": [props[id]]} if id in props else {}),
                }
            )
            + "\n"
            for id, name in shapes
        )
    )
    options = Options(list="invented", dated=date(2026, 2, day), marking=marking)
    (outcome,) = ingest(now(bench), bench, [path], options)
    assert outcome.status == "parsed", outcome
    return str(outcome.version)


def watch(bench: Workbench, *names: str, marking: str = "TLP:CLEAR", user: str = "", **ask: str) -> Added:
    view = access.view_of_user(bench, user) if user else now(bench)
    book = watching.open_book(
        view, bench, Ask("Customers", "customer", Marking.parse(marking), **ask), "trade"
    )
    text = "\n".join(names).encode()
    return watching.add(view, bench, book, io.BytesIO(text), "customers.txt", "customers of a test")


def told(bench: Workbench, user: str = "") -> list[Notification]:
    view = access.view_of_user(bench, user) if user else now(bench)
    return list(watching.notifications(view, bench))


def kinds(bench: Workbench) -> list[tuple[str, str]]:
    return [(one.kind, one.entity) for one in told(bench)]


NOBODY, FOUND = ("none", "Someone Else Entirely"), ("found", "Kim Invented Chol")


def test_who_is_registered_is_held_against_the_lists_at_once(bench: Workbench, tmp_path: Path) -> None:
    put(bench, tmp_path, 1, FOUND)
    added = watch(bench, "Kim Invented Chol", "Perfectly Ordinary")
    assert (added.added, added.refused, added.notified) == (2, 0, 1)
    (one,) = told(bench)
    assert (one.kind, one.entity, one.list, one.state) == ("hit", "found", "invented", "new")
    assert one.text == "Kim Invented Chol alerts on invented: Kim Invented Chol."
    assert rescreening.catch_up(bench) == 0


def test_an_entry_that_is_added_changes_and_goes(bench: Workbench, tmp_path: Path) -> None:
    put(bench, tmp_path, 1, NOBODY)
    watch(bench, "Kim Invented Chol", "Perfectly Ordinary")
    assert kinds(bench) == []
    put(bench, tmp_path, 2, NOBODY, FOUND)
    put(bench, tmp_path, 3, NOBODY, FOUND, found="1970-01-02")
    put(bench, tmp_path, 4, NOBODY)
    assert kinds(bench) == [("gone", "found"), ("changed", "found"), ("hit", "found")]
    gone, changed, hit = told(bench)
    assert hit.text.endswith("which was added.") and hit.body["change"]["change"] == "added"
    assert changed.text.endswith("which changed in birthDate.") and changed.body["before"]["reasons"]
    assert changed.body["change"]["fields"] == [
        {"field": "birthDate", "removed": [], "added": ["1970-01-02"]}
    ]
    assert gone.text.endswith("which was removed.") and gone.body["after"] is None
    assert gone.body["before"]["reasons"][0]["cites"]


def test_what_changed_elsewhere_on_the_list_is_no_news(bench: Workbench, tmp_path: Path) -> None:
    put(bench, tmp_path, 1, FOUND)
    watch(bench, "Kim Invented Chol")
    put(bench, tmp_path, 2, FOUND, NOBODY)
    put(bench, tmp_path, 3, FOUND, ("none", "Someone Else By Another Name"))
    assert len(told(bench)) == 1


def test_only_what_changed_is_screened_again(bench: Workbench, tmp_path: Path) -> None:
    put(bench, tmp_path, 1, FOUND)
    watch(bench, "Kim Invented Chol", "Perfectly Ordinary")
    put(bench, tmp_path, 2, FOUND, NOBODY)
    with bench.office.read(now(bench)) as session:
        rows = session.scalars(select(RescreeningRow).where(RescreeningRow.list != ""))
        looks = [(row.changed, row.watched, row.comparisons) for row in rows]
    whole = len(FILLING) + 1
    assert sorted(looks) == [(1, 2, 2), (whole, 2, 2 * whole)]


def test_an_older_file_changes_nothing_for_today(bench: Workbench, tmp_path: Path) -> None:
    put(bench, tmp_path, 9, NOBODY)
    watch(bench, "Kim Invented Chol")
    put(bench, tmp_path, 8, NOBODY, FOUND)
    assert kinds(bench) == []


def test_a_version_that_is_refused_and_accepted_after_all(bench: Workbench, tmp_path: Path) -> None:
    first = put(bench, tmp_path, 1, NOBODY)
    second = put(bench, tmp_path, 2, NOBODY, FOUND)
    watch(bench, "Kim Invented Chol")
    list_decisions.refuse(now(bench), bench, second, "an invented mistake of the publisher")
    assert kinds(bench) == [("gone", "found"), ("hit", "found")]
    assert [one.version.id for one in lists.held(now(bench), bench) if one.current] == [first]
    list_decisions.accept(now(bench), bench, second, "no mistake after all")
    assert kinds(bench) == [("hit", "found"), ("gone", "found"), ("hit", "found")]


def test_a_party_that_is_no_longer_watched_is_let_alone(bench: Workbench, tmp_path: Path) -> None:
    put(bench, tmp_path, 1, NOBODY)
    added = watch(bench, "Kim Invented Chol")
    (party,) = watching.book(now(bench), bench, added.book).parties
    watching.end(now(bench), bench, party.id, "no customer any more")
    put(bench, tmp_path, 2, NOBODY, FOUND)
    assert kinds(bench) == [] and watching.book(now(bench), bench, added.book).parties == ()


def test_who_comes_later_to_a_book_is_held_against_all_of_it(bench: Workbench, tmp_path: Path) -> None:
    put(bench, tmp_path, 1, FOUND)
    added = watch(bench, "Perfectly Ordinary")
    more = watching.add(now(bench), bench, added.book, io.BytesIO(b"Kim Invented Chol"), "more.txt", "new")
    assert (more.notified, len(told(bench))) == (1, 1)


def test_the_parties_of_an_open_case_are_watched_quietly_at_first(bench: Workbench, tmp_path: Path) -> None:
    put(bench, tmp_path, 1, FOUND, NOBODY)
    new = NewCase("An invented case", "for a test", marking=Marking(), entities=("found",))
    case = cases.open_case(now(bench), bench, new, "a lead")
    assert rescreening.catch_up(bench) == 0
    put(bench, tmp_path, 2, FOUND, NOBODY, found="1970-01-02")
    (one,) = told(bench)
    assert (one.kind, one.subject_kind, one.subject, one.entity) == ("changed", "case", case, "found")
    cases.move(now(bench), bench, case, "dismissed", "nothing in it")
    put(bench, tmp_path, 3, NOBODY)
    assert len(told(bench)) == 1


def test_nobody_is_told_more_than_they_may_see(bench: Workbench, tmp_path: Path) -> None:
    access.add_user(now(bench), bench, "reader", "reader", Marking())
    access.add_user(now(bench), bench, "expert", "expert", RED)
    put(bench, tmp_path, 1, NOBODY)
    watch(bench, "Kim Invented Chol", user="reader", audience="investigate")
    put(bench, tmp_path, 2, NOBODY, FOUND, marking=RED)
    assert told(bench, "reader") == []
    (secret,) = told(bench, "expert")
    assert secret.marking == RED and secret.kind == "hit"
    with pytest.raises(NotFound):
        watching.notification(access.view_of_user(bench, "reader"), bench, secret.id)
    put(bench, tmp_path, 3, NOBODY, FOUND)
    (public,) = told(bench, "reader")  # by then the public list says so itself
    assert public.marking == Marking() and public.kind == "hit"
    assert secret.id in {one.id for one in told(bench, "expert")}


def test_someone_elses_book_and_news_are_not_there(bench: Workbench, tmp_path: Path) -> None:
    for name in ("one", "two"):
        access.add_user(now(bench), bench, name, "reader", Marking())
    put(bench, tmp_path, 1, FOUND)
    added = watch(bench, "Kim Invented Chol", user="one")
    two = access.view_of_user(bench, "two")
    assert [len(told(bench, name)) for name in ("one", "two")] == [1, 0]
    assert watching.books(two, bench) == ()
    with pytest.raises(NotFound):
        watching.add(two, bench, added.book, io.BytesIO(b"Anyone"), "x.txt", "why not")
    access.add_user(now(bench), bench, "three", "expert", Marking())
    with pytest.raises(NotAllowed):
        three = access.view_of_user(bench, "three")
        watching.add(three, bench, added.book, io.BytesIO(b"Anyone"), "x.txt", "why not")


def test_a_notification_is_dealt_with_for_a_reason(bench: Workbench, tmp_path: Path) -> None:
    put(bench, tmp_path, 1, FOUND)
    before = bench.clock()
    watch(bench, "Kim Invented Chol")
    (one,) = told(bench)
    with pytest.raises(UsageError):
        watching.acknowledge(now(bench), bench, one.id, " ")
    done = watching.acknowledge(now(bench), bench, one.id, "account closed")
    assert (done.state, done.state_by, done.why) == ("done", "operator", "account closed")
    assert told(bench) == []
    assert len(watching.notifications(now(bench), bench, done=True)) == 1
    assert watching.notifications(replace(now(bench), known_at=before), bench, done=True) == ()


@pytest.mark.parametrize("text", [b"", b"name,colour\nA,red\n"], ids=["empty", "an unknown column"])
def test_a_file_that_names_nobody_adds_nobody(text: bytes, bench: Workbench) -> None:
    book = watching.open_book(now(bench), bench, Ask("Customers"), "trade")
    with pytest.raises(Exception, match=r"is empty|unknown column"):
        watching.add(now(bench), bench, book, io.BytesIO(text), "x.csv", "customers")
    assert watching.book(now(bench), bench, book).parties == ()


def test_rows_that_cannot_be_asked_are_told(bench: Workbench) -> None:
    book = watching.open_book(now(bench), bench, Ask("Customers"), "trade")
    text = b"name,imo\nInvented One,\n,\nInvented Two,,\n"
    added = watching.add(now(bench), bench, book, io.BytesIO(text), "x.csv", "customers")
    assert (added.added, added.refused) == (1, 2) and "row 3" in added.problems[0]
