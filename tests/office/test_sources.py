"""A source is known to whoever may see something that came from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import func, select

from sightline.model.item import Reliability, Source
from sightline.model.marking import PUBLIC, Marking
from sightline.model.view import View
from sightline.office import Office, sources
from sightline.office.act import Act
from sightline.office.tables import SourceRow

Looks = Callable[[str], View]
Entropy = Callable[[int], bytes]
PAPER = Source("paper", "An invented paper", Reliability.C, "invented press")


def test_known_to_few_then_to_all(office: Office, looks: Looks, at: datetime, entropy: Entropy) -> None:
    act = Act("x", at, "came with an item")
    secret = Marking.parse("RED")
    with office.write(looks("RED")) as session:
        sources.grade(session, PAPER, secret, act, entropy)
    with office.read(looks("CLEAR")) as session:
        assert (sources.find(session, "paper"), sources.everything(session)) == (None, {})
    with office.write(looks("RED")) as session:
        sources.grade(session, PAPER, PUBLIC, act, entropy)
        sources.grade(session, PAPER, PUBLIC, act, entropy)
        sources.grade(session, PAPER, secret, act, entropy)
    with office.read(looks("CLEAR")) as session:
        assert sources.everything(session) == {"paper": PAPER}
    with office.read(looks("RED")) as session:
        assert session.scalar(select(func.count(SourceRow.key))) == 2, "nothing is recorded twice"


def test_a_grade_holds_from_its_day(office: Office, looks: Looks, at: datetime, entropy: Entropy) -> None:
    worse = Source("paper", "An invented paper", Reliability.E, "invented press")
    with office.write(looks("CLEAR")) as session:
        sources.grade(session, PAPER, PUBLIC, Act("x", at - timedelta(days=2)), entropy)
        sources.grade(session, worse, PUBLIC, Act("x", at), entropy)
    yesterday = View("x", PUBLIC, at.date(), at - timedelta(days=1))
    with office.read(yesterday) as session:
        assert sources.find(session, "paper") == PAPER
    with office.read(looks("CLEAR")) as session:
        assert sources.find(session, "paper") == worse
