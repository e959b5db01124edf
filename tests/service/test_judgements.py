"""Judgements: put on record, contradicted, taken back, read as of any time, hidden with what they rest on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from sightline.errors import Conflict, NotAllowed, NotFound, UsageError
from sightline.model.citation import Citation
from sightline.model.marking import Marking
from sightline.model.place import Place
from sightline.model.resolution import Verdict
from sightline.model.view import View
from sightline.office.markings import mark
from sightline.service import access, judgements, lists, ownership, pairs
from sightline.service.judgements import Said, judge, resolution, withdraw
from sightline.service.resolve import Asked, resolve
from sightline.service.shape import shape
from sightline.service.workbench import Workbench, open_workbench
from tests.service.listed import GAMMA, compared, take
from tests.service.made import AT, RED, Clock, copy_office

SAME, DIFFERENT = Said(Verdict.SAME, "one birth date"), Said(Verdict.DIFFERENT, "two persons, says the press")


@pytest.fixture(scope="module")
def template(template_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with two lists that the resolver has compared, to be copied."""
    folder = tmp_path_factory.mktemp("compared")
    bench = open_workbench(copy_office(template_office, folder / "office"), clock=Clock())
    compared(bench, folder)
    bench.close()
    return folder / "office"


def opened(template: Path, folder: Path, entropy: Callable[[int], bytes]) -> Workbench:
    """A copy of it, open; its clock goes on from an hour later."""
    return open_workbench(
        copy_office(template, folder), clock=Clock(AT + timedelta(hours=1)), entropy=entropy
    )


@pytest.fixture
def listed(template: Path, tmp_path: Path, entropy: Callable[[int], bytes]) -> Iterator[Workbench]:
    """An office with two lists that the resolver has compared."""
    bench = opened(template, tmp_path / "listed", entropy)
    yield bench
    bench.close()


def person(bench: Workbench, name: str, clearance: Marking = RED, role: str = "editor") -> View:
    access.add_user(bench.operator_view(), bench, name, role, clearance)
    return access.view_of_user(bench, name)


def queue(view: View, bench: Workbench) -> dict[tuple[str, str], str]:
    return {(line.left.id, line.right.id): line.state for line in pairs.queue(view, bench)}


def test_the_resolver_puts_the_right_pairs_before_people(listed: Workbench) -> None:
    assert queue(listed.operator_view(), listed) == {
        ("a-kim", "b-kim"): "open",
        ("a-star", "b-star"): "open",
    }


def test_a_run_over_the_same_versions_is_not_repeated(listed: Workbench) -> None:
    (again,) = resolve(listed.operator_view(), listed)
    assert again.known and again.found == 2


def test_a_judgement_makes_one_and_taking_it_back_makes_two(listed: Workbench) -> None:
    view = listed.operator_view()
    made = judge(view, listed, "b-kim", "a-kim", SAME)
    now = listed.operator_view()
    id = resolution(now, listed).canonical("a-kim")
    assert id.startswith("sl-") and resolution(now, listed).canonical("b-kim") == id
    assert queue(now, listed)["a-kim", "b-kim"] == "same"
    withdraw(now, listed, "a-kim", "b-kim", "said too soon")
    later = listed.operator_view()
    assert resolution(later, listed).canonical("a-kim") == "a-kim"
    assert resolution(replace(later, known_at=made.at), listed).canonical("a-kim") == id, "as resolved then"
    history = judgements.history(later, listed, "a-kim")
    assert [(one.verdict, one.withdrawn, one.why) for one in history] == [
        (Verdict.SAME, False, "one birth date"),
        (Verdict.SAME, True, "said too soon"),
    ]
    assert judgements.standing_of(later, listed, id)["was"] == ["a-kim", "b-kim"]


def test_a_contradiction_stays_and_is_seen(listed: Workbench) -> None:
    one, other = person(listed, "one"), person(listed, "other")
    judge(one, listed, "a-kim", "b-kim", SAME)
    judge(other, listed, "a-kim", "b-kim", DIFFERENT)
    view = listed.operator_view()
    assert queue(view, listed)["a-kim", "b-kim"] == "disputed"
    assert pairs.queue(view, listed)[0].left.id == "a-kim", "on top"
    assert {word.by: word.verdict for word in pairs.queue(view, listed)[0].words} == {
        "one": Verdict.SAME,
        "other": Verdict.DIFFERENT,
    }
    assert resolution(view, listed).canonical("a-kim") == "a-kim"


def test_nobody_takes_back_what_another_said(listed: Workbench) -> None:
    one, other = person(listed, "one"), person(listed, "other")
    judge(one, listed, "a-kim", "b-kim", SAME)
    with pytest.raises(Conflict, match="said nothing"):
        withdraw(other, listed, "a-kim", "b-kim", "not mine")


REFUSED = {
    "without a reason": (("a-kim", "b-kim", Said(Verdict.SAME, "  ")), UsageError),
    "one thing twice": (("a-kim", "a-kim", SAME), UsageError),
    "an entry that is not there": (("a-kim", "g-kim", SAME), NotFound),
    "evidence that is not there": (
        ("a-kim", "b-kim", Said(Verdict.SAME, "x", (Citation("0" * 64, Place.of_bytes(0, 1)),))),
        NotFound,
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(listed: Workbench, name: str) -> None:
    (left, right, said), error = REFUSED[name]
    with pytest.raises(error):
        judge(listed.operator_view(), listed, left, right, said)
    assert judgements.judgements(listed.operator_view(), listed) == ()


def test_a_reader_judges_nothing(listed: Workbench) -> None:
    reader = person(listed, "reader", Marking(), "reader")
    with pytest.raises(NotAllowed):
        judge(reader, listed, "a-kim", "b-kim", SAME)
    with pytest.raises(NotAllowed):
        list(resolve(reader, listed))


def test_a_threshold_that_is_none_is_refused(listed: Workbench) -> None:
    for threshold in (0.0, 1.1):
        with pytest.raises(UsageError, match="threshold"):
            list(resolve(listed.operator_view(), listed, Asked(threshold=threshold)))


# --- Need to know ------------------------------------------------------------------------------------


def everything(bench: Workbench, name: str) -> str:
    """All that a reader is told of pairs, judgements, clusters and ownership."""
    view = access.view_of_user(bench, name)
    told: list[object] = [shape(pairs.queue(view, bench))]
    told += [
        shape({"p": page.line, "props": page.properties, "reasons": page.reasons, "one": page.canonical})
        for page in (pairs.pair(view, bench, line.id) for line in pairs.queue(view, bench))
    ]
    told += [judgements.as_json(one) | {"id": "", "at": ""} for one in judgements.judgements(view, bench)]
    told += [judgements.standing_of(view, bench, id) for id in ("a-kim", "b-kim", "a-star", "b-pak")]
    told += [ownership.as_json(ownership.ownership(view, bench, id)) for id in ("b-held", "b-pak", "b-star")]
    for id in ("g-kim", "g-owns"):
        with pytest.raises(NotFound):
            judgements.standing_of(view, bench, id)
    return json.dumps(told, sort_keys=True)


def test_hidden_rows_change_nothing_for_who_may_not_see_them(
    template: Path, listed: Workbench, tmp_path: Path, entropy: Callable[[int], bytes]
) -> None:
    without = opened(template, tmp_path / "without", entropy)
    for bench in (listed, without):
        person(bench, "reader", Marking(), "reader")
        judge(person(bench, "one"), bench, "a-star", "b-star", SAME)
    take(listed.operator_view(), listed, tmp_path, "gamma", GAMMA, RED)
    ran = list(resolve(listed.operator_view(), listed))
    assert [(str(one.marking), one.found) for one in ran] == [("TLP:CLEAR", 2), (str(RED), 2)]
    secret = access.view_of_user(listed, "one")
    judge(secret, listed, "a-kim", "g-kim", SAME)
    judge(secret, listed, "b-kim", "g-kim", SAME)
    judge(secret, listed, "a-pak", "b-pak", replace(SAME, marking=RED))
    judge(secret, listed, "a-star", "b-star", replace(DIFFERENT, marking=RED))
    cleared = access.view_of_user(listed, "one")
    assert len(pairs.queue(cleared, listed)) == 5
    assert resolution(cleared, listed).canonical("a-kim") == resolution(cleared, listed).canonical("b-kim")
    assert everything(listed, "reader") == everything(without, "reader")
    without.close()


def test_a_list_marked_later_takes_its_judgements_with_it(listed: Workbench) -> None:
    person(listed, "reader", Marking(), "reader")
    judge(listed.operator_view(), listed, "a-kim", "b-kim", SAME)
    reader = access.view_of_user(listed, "reader")
    assert resolution(reader, listed).canonical("a-kim") != "a-kim"
    with listed.office.write(listed.operator_view(), "a test") as session:
        beta = next(one for one in lists.current(listed.operator_view(), listed) if one.list == "beta")
        mark(session, "list_version", beta.id, RED, "operator", listed.clock(), "a test")
    reader = access.view_of_user(listed, "reader")
    assert resolution(reader, listed).canonical("a-kim") == "a-kim"
    assert queue(reader, listed) == {}
