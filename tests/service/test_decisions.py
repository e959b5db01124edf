"""Decisions: they clear hits for their scope and time, end when the entry changes, and respect the View."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from sightline.errors import Conflict, NotAllowed, NotFound, UsageError
from sightline.model.decision import Decision, Scope, Verdict
from sightline.model.marking import Marking
from sightline.model.screening import Query
from sightline.model.view import View
from sightline.screening import white_list
from sightline.service import access, decisions, screening
from sightline.service.answering import Answer
from sightline.service.decisions import Said
from sightline.service.ingest import Options, ingest
from sightline.service.workbench import Workbench
from tests.service.made import now

PARTY = Query("Invented Bank Two", country="kp")
FALSE = Said(Verdict.FALSE_POSITIVE, "a branch of another bank, by its register")


def listed(bench: Workbench, folder: Path, text: str, day: int, marking: str = "TLP:CLEAR") -> None:
    path = folder / f"banks-{day}-{len(text)}.ftm.jsonl"
    path.write_text(text)
    options = Options(
        source="invented", list="invented", dated=date(2026, 1, day), marking=Marking.parse(marking)
    )
    (done,) = ingest(now(bench), bench, [path], options)
    assert done.status == "parsed", done


def bank(**more: str) -> str:
    props = "".join(f', "{name}": ["{value}"]' for name, value in more.items())
    return (
        '{"id": "bank-two", "schema": "Company", "properties": {"name": ["Invented Bank Two"]'
        + props
        + "}}\n"
    )


@pytest.fixture
def ready(bench: Workbench, tmp_path: Path) -> Workbench:
    listed(bench, tmp_path, bank(country="kp"), 1)
    return bench


def ask(bench: Workbench, query: Query = PARTY, view: View | None = None) -> Answer:
    (answer,) = screening.screen(view or now(bench), bench, [query])
    return answer


def decide(bench: Workbench, said: Said = FALSE) -> Decision:
    certificate = ask(bench).certificate
    return decisions.decide(now(bench), bench, certificate, "bank-two", said)


def test_a_false_positive_clears_the_party_it_was_said_of_and_no_other(ready: Workbench) -> None:
    first = ask(ready)
    assert first.alerts == 1 and not first.decisions
    decisions.decide(now(ready), ready, first.certificate, "bank-two", FALSE)
    again = ask(ready)
    assert again.alerts == 0 and again.decisions["bank-two"].clears
    shown = again.as_json()["hits"][0]  # type: ignore[index]
    assert (shown["alert"], shown["decision"]["verdict"], shown["decision"]["why"]) == (
        False, "false positive", FALSE.why,
    )  # fmt: skip
    assert ask(ready, Query("Invented Bank Two", country="kp", id="c-2")).alerts == 1


def test_what_was_decided_under_the_former_key_still_clears(
    ready: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(white_list, "party_key", white_list.former_key)
        decide(ready)
    assert ask(ready).alerts == 0
    assert ask(ready, Query("Invented Bank-Two", country="kp")).alerts == 1
    decide(ready)
    assert ask(ready, Query("Invented Bank-Two", country="kp")).alerts == 0


def test_for_a_name_it_clears_whoever_bears_it(ready: Workbench) -> None:
    said = Said(Verdict.FALSE_POSITIVE, "a common name", Scope.NAME)
    decide(ready, said)
    assert ask(ready, Query("INVENTED BANK TWO", id="c-2")).alerts == 0
    assert ask(ready, Query("Invented Bank Twoo")).alerts == 1


@pytest.mark.parametrize("verdict", [Verdict.TRUE_MATCH, Verdict.UNSURE])
def test_other_words_are_told_and_clear_nothing(ready: Workbench, verdict: Verdict) -> None:
    made = decide(ready, Said(verdict, "looked at"))
    again = ask(ready)
    assert made.until is None and again.alerts == 1
    assert again.decisions["bank-two"].decision.verdict is verdict


def test_the_hit_is_open_again_when_the_entry_changes(ready: Workbench, tmp_path: Path) -> None:
    decide(ready)
    listed(ready, tmp_path, bank(country="kp") + bank().replace("Two", "Three").replace("two", "three"), 2)
    assert ask(ready).decisions["bank-two"].clears  # the entry itself says the same
    listed(ready, tmp_path, bank(country="kp", alias="IB2"), 3)
    again = ask(ready)
    assert again.alerts == 1 and "alias" in again.decisions["bank-two"].reopened


def test_the_hit_is_open_again_after_the_last_day(ready: Workbench) -> None:
    day = now(ready).known_at.date()
    said = Said(Verdict.FALSE_POSITIVE, "for a day", until=day)
    decide(ready, said)
    view = now(ready)
    assert ask(ready, view=view.on(day)).alerts == 0
    assert [one.as_json()["stands"] for one in decisions.decisions(view.on(day), ready)] == [True]
    later = view.on(day + timedelta(days=1))
    reopened = ask(ready, view=later)
    assert reopened.alerts == 1 and "held until" in reopened.decisions["bank-two"].reopened
    assert [one.as_json()["stands"] for one in decisions.decisions(later, ready)] == [False]


def test_of_a_day_before_it_was_made_it_holds_as_long_as_it_does_now(ready: Workbench) -> None:
    day = now(ready).known_at.date()
    decide(ready, Said(Verdict.FALSE_POSITIVE, "for a day", until=day))
    view = now(ready).on(day - timedelta(days=1))
    later = View(view.user, view.clearance, view.as_of, view.known_at + timedelta(days=1))
    for asked, stands in [(view, True), (later, False)]:
        assert [one.as_json()["stands"] for one in decisions.decisions(asked, ready)] == [stands]


def test_nothing_was_known_of_it_before(ready: Workbench) -> None:
    before = now(ready)
    decide(ready)
    assert ask(ready, view=before).alerts == 1
    assert decisions.decisions(before, ready) == ()


def test_withdrawn_it_clears_no_more_and_stays_on_record(ready: Workbench) -> None:
    made = decide(ready)
    decisions.withdraw(now(ready), ready, made.id, "the register was of another year")
    assert ask(ready).alerts == 1 and not ask(ready).decisions
    shown = [one.as_json() for one in decisions.decisions(now(ready), ready)]
    assert [(one["verdict"], one["superseded"]) for one in shown] == [
        ("withdrawn", False), ("false positive", True),
    ]  # fmt: skip
    with pytest.raises(Conflict):
        decisions.withdraw(now(ready), ready, made.id, "again")


def test_the_certificate_says_what_was_decided_before(ready: Workbench) -> None:
    first = ask(ready)
    made = decisions.decide(now(ready), ready, first.certificate, "bank-two", FALSE)
    second = ask(ready)
    body = screening.certificate(now(ready), ready, second.certificate)
    assert [(one["id"], one["stands"]) for one in body["decisions"]] == [(made.id, True)]
    assert body["hits"][0]["alert"]  # what the engine found stays as it was
    assert screening.certificate(now(ready), ready, first.certificate)["decisions"] == []
    (held,) = decisions.decisions(now(ready), ready, first.certificate)
    assert held.standing.decision.id == made.id


def test_refused(ready: Workbench) -> None:
    certificate = ask(ready).certificate
    view = now(ready)
    with pytest.raises(UsageError, match="a reason"):
        decisions.decide(view, ready, certificate, "bank-two", Said(Verdict.UNSURE, " "))
    with pytest.raises(NotFound):
        decisions.decide(view, ready, certificate, "bank-one", FALSE)
    with pytest.raises(NotFound):
        decisions.decide(view, ready, "0-0", "bank-two", FALSE)
    with pytest.raises(UsageError, match="ends between"):
        decisions.decide(
            view, ready, certificate, "bank-two", Said(Verdict.FALSE_POSITIVE, "x", until=date(2999, 1, 1))
        )
    access.add_user(view, ready, "reader", "reader", Marking())
    with pytest.raises(NotAllowed):
        decisions.decide(access.view_of_user(ready, "reader"), ready, certificate, "bank-two", FALSE)


def test_what_one_may_not_see_is_not_there(bench: Workbench, tmp_path: Path) -> None:
    listed(bench, tmp_path, bank(country="kp"), 1)
    secret = Said(Verdict.FALSE_POSITIVE, "by a source", marking=Marking.parse("TLP:RED"))
    decide(bench, secret)
    view = now(bench)
    other = View("somebody", Marking(), view.as_of, view.known_at)
    assert len(decisions.decisions(view, bench)) == 1 and decisions.decisions(other, bench) == ()
    access.add_user(view, bench, "reader", "reader", Marking())
    assert ask(bench, view=access.view_of_user(bench, "reader")).alerts == 1
