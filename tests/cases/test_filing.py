from __future__ import annotations

import pytest

from sightline.cases import filing, paper_reading, papers
from sightline.cases import kind as kind_module
from sightline.cases.filing import Change
from sightline.errors import ChangedMeanwhile, Conflict, NotFound, UsageError
from sightline.model.marking import Marking
from sightline.model.papers import Paper
from sightline.office import mark
from tests.cases.conftest import BOTH, Desk

TASK = {"title": "Ask the port", "due": "2026-03-10", "assigned": "expert-b"}
ASKED = {"addressee": "X", "addressee_kind": "state", "subject": "S", "questions": "Who?\nWhen?"}


def opened(desk: Desk, kind: str, given: dict[str, str], state: str = "") -> str:
    with desk.office.write(desk.view(), "test") as session:
        chosen = papers.kind(kind)
        return filing.open_paper(
            desk.view(), session, desk.case, chosen, Change(given, state), desk.act(), desk.entropy
        )


def changed(desk: Desk, id: str, change: Change, minutes: int = 1, by: str = "expert-a") -> int:
    with desk.office.write(desk.view(), "test") as session:
        return filing.change_paper(desk.view(), session, id, change, desk.act(by=by, minutes=minutes))


def read(desk: Desk, id: str, minutes: int = 60) -> Paper:
    with desk.office.read(desk.view(minutes=minutes)) as session:
        return paper_reading.paper(desk.view(minutes=minutes), session, id)


@pytest.mark.parametrize("office", BOTH, indirect=True)
def test_every_version_stays_on_record(desk: Desk) -> None:
    id = opened(desk, "task", TASK)
    assert changed(desk, id, Change({"note": "By telephone."})) == 2
    assert changed(desk, id, Change({}, "done"), 2) == 3
    held = read(desk, id)
    assert (held.state, held.text("note"), held.text("title")) == ("done", "By telephone.", "Ask the port")
    assert [(one.number, one.state) for one in held.versions] == [(1, "open"), (2, "open"), (3, "done")]
    assert read(desk, id, minutes=0).state == "open"


WRONG = {
    "a field that is none": {"title": "x", "colour": "red"},
    "a field that is needed": {"note": "x"},
    "a day that is none": {"title": "x", "due": "2026-02-30"},
    "a citation that is none": {"title": "x", "cites": "abc@page 1"},
}


def test_what_is_wrong_is_named(desk: Desk) -> None:
    for name, given in WRONG.items():
        with pytest.raises(UsageError):
            opened(desk, "task", given)
            pytest.fail(name)


def test_two_editors_lose_nothing(desk: Desk) -> None:
    id = opened(desk, "task", TASK)
    changed(desk, id, Change({"note": "By telephone."}, seen=1), 1, "expert-b")
    changed(desk, id, Change({"assigned": "expert-c", "note": ""}, seen=1), 2)
    held = read(desk, id)
    assert (held.text("note"), held.text("assigned")) == ("By telephone.", "expert-c"), (
        "other fields are kept"
    )
    with pytest.raises(ChangedMeanwhile, match="changed note on") as told:
        changed(desk, id, Change({"note": "By letter."}, seen=1), 3)
    assert told.value.place == "version 3"
    assert changed(desk, id, Change({"note": "By letter."}, seen=3), 4) == 4, "who looked may save"
    with pytest.raises(UsageError, match="nothing was changed"):
        changed(desk, id, Change({"note": "By letter."}, seen=3), 5)


def test_a_state_asks_for_its_fields(desk: Desk) -> None:
    id = opened(desk, "request", ASKED)
    with pytest.raises(UsageError, match="has: sent on"):
        changed(desk, id, Change({}, "sent"))
    with pytest.raises(Conflict, match="no move to 'answered'"):
        changed(desk, id, Change({}, "answered"))
    given = {"sent_on": "2026-03-02", "due": "2026-03-20", "channel": "note verbale"}
    changed(desk, id, Change(given, "sent"))
    assert read(desk, id).body["questions"] == ["Who?", "When?"]


def test_a_paper_is_seen_with_its_case(desk: Desk) -> None:
    id, red = opened(desk, "task", TASK), Marking.parse("TLP:RED")
    with desk.office.write(desk.view(red), "test") as session:
        mark(session, "case", desk.case, red, "expert-a", desk.at, "secret now")
    with pytest.raises(NotFound):
        read(desk, id)
    with pytest.raises(NotFound):
        changed(desk, id, Change({"note": "x"}))


def test_every_kind_has_a_page_and_knows_its_fields() -> None:
    for name, kind in papers.kinds().items():
        known = {one.name for one in kind.fields}
        assert papers.manual(name) and kind.name == name
        assert kind.title in known and {n for several in kind.needs.values() for n in several} <= known
        assert not kind.due or kind.due in known


def test_a_day_is_not_before_the_day_it_follows(desk: Desk) -> None:
    given = {"place": "Invented Port", "from": "2026-05-10", "until": "2026-05-01"}
    with pytest.raises(UsageError, match="2026-05-01, is before"):
        read_and_required("visit", given)
    read_and_required("visit", given | {"until": "2026-05-10"})


def read_and_required(kind: str, given: dict[str, str]) -> None:
    chosen = papers.kind(kind)
    chosen.require(chosen.first, kind_module.read(chosen, given))
