"""Clusters and their ids after a replay: reversible, stable, and never another thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.model.marking import PUBLIC
from sightline.model.resolution import Judgement, Verdict
from sightline.record.resolution import (
    Conflict,
    Resolution,
    Word,
    canonical_id,
    is_contradicted,
    latest,
    ordered,
    pair_id,
    resolved,
    verdict_of,
)

START = datetime(2026, 3, 2, tzinfo=UTC)
VERDICT = {"=": Verdict.SAME, "!": Verdict.DIFFERENT, "?": Verdict.UNSURE}


def word(text: str, number: int = 0, by: str = "invented-one") -> Judgement:
    """`a=b` is same, `a!b` different, `a?b` unsure; `-a=b` takes it back; `x:a=b` says person x."""
    by, _, text = text.rpartition(":") if ":" in text else (by, "", text)
    withdrawn, text = text.startswith("-"), text.removeprefix("-")
    left, sign, right = text[0], text[1], text[2]
    at = START + timedelta(minutes=number)
    return Judgement(
        f"j-{number}", *ordered(left, right), VERDICT[sign], by, at, "a test", PUBLIC, withdrawn=withdrawn
    )


def said(*texts: str) -> list[Judgement]:
    """One after another, a minute apart."""
    return [word(text, number) for number, text in enumerate(texts)]


def after(*texts: str) -> Resolution:
    return resolved(said(*texts))


def partition(outcome: Resolution) -> set[tuple[str, ...]]:
    return set(outcome.clusters.values())


def name(pair: str) -> str:
    return canonical_id((pair[0], pair[1]))


TOGETHER = {
    "nothing said": ((), set()),
    "two": (("a=b",), {"ab"}),
    "unsure counts for neither": (("a?b",), set()),
    "unsure of one beside same of another": (("a=b", "x:a?b"), {"ab"}),
    "different of another wins": (("a=b", "x:a!b"), set()),
    "one changes their mind": (("a=b", "a!b"), set()),
    "and back": (("a=b", "a!b", "a=b"), {"ab"}),
    "withdrawn": (("a=b", "-a=b"), set()),
    "the other withdraws": (("a=b", "x:a!b", "x:-a!b"), {"ab"}),
    "withdrawn by one, held by another": (("a=b", "x:a=b", "-a=b"), {"ab"}),
    "nobody else's word is withdrawn": (("a=b", "x:-a=b"), {"ab"}),
    "three": (("a=b", "b=c"), {"abc"}),
    "a different far away": (("a=b", "c!d", "b=c"), {"abc"}),
    "the later same is held back": (("a=b", "b=c", "a!c"), {"ab"}),
    "whichever came last": (("a=b", "a!c", "b=c"), {"ab"}),
    "the earlier same holds": (("b=c", "a=b", "a!c"), {"bc"}),
    "a contradiction parts too": (("a=b", "b=c", "a=c", "x:a!c"), {"ab"}),
    "two clusters kept apart": (("a=b", "c=d", "a!d", "b=c"), {"ab", "cd"}),
}


@pytest.mark.parametrize("case", TOGETHER)
def test_who_is_one(case: str) -> None:
    texts, expected = TOGETHER[case]
    assert partition(after(*texts)) == {tuple(cluster) for cluster in expected}


NAMED = {
    "the first pair": (("a=b",), "ab"),
    "survives growth": (("a=b", "b=c", "c=d"), "ab"),
    "the older stays": (("c=d", "a=b", "b=c"), "cd"),
    "survives another way round": (("a=b", "b=c", "a=c", "-a=b"), "ab"),
    "has its own again": (("c=d", "a=b", "b=c", "-b=c"), "ab"),
    "the part of the founders": (("a=b", "b=c", "c=d", "-b=c"), "ab"),
    "the founders parted": (("a=b", "b=c", "-a=b"), "bc"),
    "one said while another denied it gives its name later": (
        ("x:a!b", "a=b", "a=c", "b=c", "x:-a!b"),
        "ac",
    ),
}


@pytest.mark.parametrize("case", NAMED)
def test_what_it_is_called(case: str) -> None:
    texts, expected = NAMED[case]
    outcome = after(*texts)
    assert outcome.canonical(expected[0]) == name(expected)
    assert outcome.canonical(expected[1]) == name(expected)
    assert set(expected) <= set(outcome.members(name(expected)))


def test_ids_given_before_lead_on() -> None:
    outcome = after("a=b", "c=d", "b=c")
    assert outcome.redirects[name("cd")] == name("ab")
    assert outcome.canonical(name("cd")) == name("ab")
    assert outcome.members(name("cd")) == ("a", "b", "c", "d")


def test_an_id_whose_founders_were_parted_says_where_its_members_went() -> None:
    outcome = after("a=b", "b=c", "-a=b")
    assert outcome.parted[name("ab")] == ("a", "b", "c")
    assert outcome.canonical(name("ab")) == name("ab"), "it is not silently another thing"
    assert outcome.members(name("ab")) == ()
    assert [outcome.canonical(one) for one in "abc"] == ["a", name("bc"), name("bc")]


def test_an_id_of_a_pair_someone_else_denies_is_known() -> None:
    outcome = after("x:a!b", "a=b")
    assert outcome.parted == {name("ab"): ("a", "b")}
    assert outcome.knows(name("ab")) and not outcome.knows(name("ac"))


def test_a_conflict_names_what_it_would_put_together() -> None:
    assert after("a=b", "a!c", "b=c").conflicts == (Conflict(("b", "c"), ("a", "c")),)
    assert after("a=b", "a!c", "b=c", "-a!c").conflicts == ()
    assert after("a=b", "a!c", "b=c", "-b=c").conflicts == ()


def test_saying_it_again_does_not_move_it_behind_others() -> None:
    assert partition(after("a=b", "b=c", "a!c", "a=b")) == {("a", "b")}


def test_restored_by_a_withdrawn_denial_it_has_its_old_turn() -> None:
    assert partition(after("a=b", "b=c", "a!c", "x:a!b", "x:-a!b")) == {("a", "b")}


def test_an_entity_alone_is_its_own() -> None:
    outcome = after("a=b")
    assert outcome.canonical("z") == "z" and outcome.members("z") == ("z",)


def test_the_rule_for_a_pair() -> None:
    words = [Word(str(number), verdict, START) for number, verdict in enumerate(Verdict)]
    same, different, unsure = words
    assert verdict_of([]) is None
    assert verdict_of([unsure]) is Verdict.UNSURE
    assert verdict_of([unsure, same]) is Verdict.SAME
    assert verdict_of([unsure, same, different]) is Verdict.DIFFERENT
    assert is_contradicted([same, different]) and not is_contradicted([different, unsure])


def test_the_latest_words() -> None:
    found = latest(said("a=b", "x:a!b", "a?b", "y:a=b", "y:-a=b"))
    assert [(one.by, one.verdict) for one in found] == [
        ("x", Verdict.DIFFERENT),
        ("invented-one", Verdict.UNSURE),
    ]


def test_a_pair_and_its_name_share_their_digits() -> None:
    assert pair_id(("a", "b"))[2:] == canonical_id(("a", "b"))[3:]
    assert pair_id(("a", "b")) != pair_id(("a", "c"))


# --- Whatever is said --------------------------------------------------------------------------------

PAIRS = list(combinations("abcdef", 2))
texts = st.lists(
    st.builds(
        lambda by, back, pair, sign: f"{by}:{back}{pair[0]}{sign}{pair[1]}",
        st.sampled_from("xy"),
        st.sampled_from(["", "", "", "-"]),
        st.sampled_from(PAIRS),
        st.sampled_from("===!?"),
    ),
    max_size=25,
)


def state(outcome: Resolution) -> tuple[object, ...]:
    return partition(outcome), dict(outcome.names), outcome.conflicts


@given(texts)
def test_every_entity_is_in_exactly_one_cluster(texts: list[str]) -> None:
    outcome = after(*texts)
    members = [one for cluster in outcome.clusters.values() for one in cluster]
    assert sorted(members) == sorted(outcome.names)
    assert all(len(cluster) > 1 for cluster in outcome.clusters.values())
    assert all(one in outcome.members(outcome.canonical(one)) for one in "abcdef")


@given(texts)
def test_nobody_is_put_together_with_what_someone_calls_different(texts: list[str]) -> None:
    outcome = after(*texts)
    for (left, right), words in outcome.words.items():
        if verdict_of(words) is Verdict.DIFFERENT:
            assert outcome.canonical(left) != outcome.canonical(right)
        if verdict_of(words) is Verdict.SAME:
            held = {one.pair for one in outcome.conflicts}
            assert (outcome.canonical(left) == outcome.canonical(right)) or (left, right) in held


@given(texts, st.sampled_from(PAIRS), st.sampled_from("=!?"))
def test_what_is_withdrawn_leaves_no_trace(texts: list[str], pair: tuple[str, str], sign: str) -> None:
    before = after(*texts)
    judged = f"z:{pair[0]}{sign}{pair[1]}"
    again = after(*texts, judged, judged.replace(":", ":-"))
    assert state(again) == state(before)


@given(texts)
def test_an_id_given_once_is_never_lost_nor_another_thing(texts: list[str]) -> None:
    known: set[str] = set()
    for count in range(len(texts) + 1):
        outcome = after(*texts[:count])
        assert all(outcome.knows(id) for id in known)
        known |= outcome.clusters.keys()
        for id, members in outcome.clusters.items():
            assert any(canonical_id(pair) == id for pair in combinations(members, 2)), "founders are in it"


@given(texts)
def test_redirects_lead_straight_to_what_is_there(texts: list[str]) -> None:
    outcome = after(*texts)
    assert set(outcome.redirects.values()) <= outcome.clusters.keys()
    assert not outcome.redirects.keys() & outcome.clusters.keys()
    assert not outcome.parted.keys() & (outcome.redirects.keys() | outcome.clusters.keys())


@given(texts)
def test_a_name_survives_growth(texts: list[str]) -> None:
    joins = [text for text in texts if "=" in text and "-" not in text]
    for count in range(len(joins)):
        before, now = after(*joins[:count]), after(*joins[: count + 1])
        gone = before.clusters.keys() - now.clusters.keys()
        assert all(now.redirects[id] in before.clusters for id in gone), "only what joined an older one"


@given(texts, st.randoms(use_true_random=False))
def test_the_order_in_which_rows_come_is_of_no_matter(texts: list[str], chance: object) -> None:
    rows = said(*texts)
    mixed = list(rows)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert resolved(mixed) == resolved(rows)


@given(st.lists(st.sampled_from(PAIRS), unique=True, max_size=10), st.randoms(use_true_random=False))
def test_independent_judgements_may_be_made_in_any_order(
    pairs: Sequence[tuple[str, str]], chance: object
) -> None:
    rows = said(*(f"{left}={right}" for left, right in pairs))
    times = [one.at for one in rows]
    chance.shuffle(times)  # type: ignore[attr-defined]
    moved = [replace(one, at=at) for one, at in zip(rows, times, strict=True)]
    assert partition(resolved(moved)) == partition(resolved(rows))
