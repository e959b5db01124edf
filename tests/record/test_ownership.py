"""Roll-up through layers and time: the classic cases, their near misses, cycles, bounds, paths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import pytest

from sightline.clean.shares import share
from sightline.model.ownership import Bond, Designation, Edge, Rollup, Verdict
from sightline.record.ownership import rollup
from sightline.record.ownership_edges import Said, edges, register
from sightline.regime.ownership_rules import rule

US, EU, UN = rule("us-50-percent"), rule("eu-uk-ownership-or-control"), rule("un-dprk-wording")
DAY = date(2026, 3, 1)
LISTED, REACHED, POSSIBLE, NOT = Verdict.LISTED, Verdict.REACHED, Verdict.POSSIBLE, Verdict.NOT_REACHED


def owns(text: str) -> Iterable[Edge]:
    """`L1 50 A, A 50 B @2015..2020` as edges: holder, share (underscores for spaces), entity, days."""
    for number, part in enumerate(filter(None, (one.strip() for one in text.split(",")))):
        tie, _, days = part.partition("@")
        holder, said, subject = tie.split()
        first, _, last = days.partition("..")
        spoken = said.replace("_", " ")
        bonds = {"controls": Bond.CONTROLS, "directs": Bond.DIRECTS, "linked": Bond.LINKED}
        read = share(spoken) or share("0-100")
        assert read
        yield Edge(
            f"e{number}", bonds.get(said, Bond.OWNS), holder, subject, read, starts=(first,) if first else (),
            ends=(last,) if last else (), list="test",
        )  # fmt: skip


def listed(*ids: str) -> Mapping[str, Designation]:
    return {id: Designation(id, "test") for id in ids}


def asked(text: str, entity: str, by=US, day: date = DAY, named: tuple[str, ...] = ("L1", "L2")) -> Rollup:  # type: ignore[no-untyped-def]
    return rollup(register(owns(text)), listed(*named), entity, by, day)


HITS = {
    "exactly half": ("L1 50 A", REACHED),
    "half of half: it cascades": ("L1 50 A, A 50 B, B 50 C", REACHED),
    "two quarters are added": ("L1 25 A, L2 25 A", REACHED),
    "a third and a sixth": ("L1 33.3333 A, L2 16.6667 A", REACHED),
    "a direct part and one through what is reached": ("L1 25 A, L1 50 B, B 25 A", REACHED),
    "over fifty": ("L1 over_50 A", REACHED),
    "over 25 twice": ("L1 over_25 A, L2 over_25 A", REACHED),
    "75 or more": ("L1 75_or_more A", REACHED),
    "a cycle that is reached from outside": ("L1 50 A, A 60 B, B 40 A", REACHED),
    "the last day": ("L1 50 A @2020-01-01..2026-03-01", REACHED),
    "the first day": ("L1 50 A @2026-03-01..", REACHED),
    "listed itself": ("X 100 L1", LISTED),
}
NEAR_MISSES = {
    "one short": ("L1 49 A", NOT),
    "a hair short": ("L1 49.9999 A", NOT),
    "half of what is itself one short": ("L1 49 A, A 50 B", NOT),
    "two that are one short together": ("L1 25 A, L2 24 A", NOT),
    "less than fifty": ("L1 less_than_50 A", NOT),
    "half held by nobody listed": ("X 50 A", NOT),
    "a cycle that owns only itself": ("A 100 B, B 100 A", NOT),
    "control alone": ("L1 controls A", NOT),
    "a director alone": ("L1 directs A", NOT),
    "sold the day before": ("L1 50 A @2020-01-01..2026-02-28", NOT),
    "bought the day after": ("L1 50 A @2026-03-02..", NOT),
    "no room beside what others hold": ("X 51 A, L1 0-100 A", NOT),
}
OPEN = {
    "a range over the limit": ("L1 25-50 A", POSSIBLE),
    "over 25": ("L1 over_25 A", POSSIBLE),
    "an unknown share": ("L1 ? A", POSSIBLE),
    "just room beside what others hold": ("X 50 A, L1 ? A", POSSIBLE),
    "a year that may have ended": ("L1 50 A @2015..2026", POSSIBLE),
    "possible through a layer": ("L1 25-50 A, A 50 B", POSSIBLE),
}


def last(text: str) -> str:
    return text.split("@")[0].split(",")[-1].split()[-1]


@pytest.mark.parametrize(
    ("text", "verdict"), (HITS | NEAR_MISSES | OPEN).values(), ids=HITS | NEAR_MISSES | OPEN
)
def test_the_aggregate_rule(text: str, verdict: Verdict) -> None:
    entity = "C" if "C" in text else "B" if "B" in text and "A, B" not in text and "A 25" not in text else "A"
    entity = {"X 100 L1": "L1", "L1 25 A, L1 50 B, B 25 A": "A"}.get(text, entity)
    assert asked(text, entity).verdict is verdict


def test_owned_or_controlled_is_reached_for_nobody_certain() -> None:
    ends = {"owner": "L1", "asset": "A", "role": "Owned or Controlled By"}
    said = [Said("link", "Ownership", prop, value) for prop, value in ends.items()]
    (edge,) = edges("test", said)
    assert edge.bond is Bond.OWNS
    for by in (US, EU, UN):
        assert rollup(register([edge]), listed("L1"), "A", by, DAY).verdict is POSSIBLE
