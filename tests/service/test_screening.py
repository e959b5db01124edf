"""What a first question would wait for is done before: it leaves no trace, and builds nothing."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from sightline.model.screening import Query
from sightline.office.tables import CertificateRow
from sightline.service import screening
from sightline.service.workbench import Workbench
from tests.service.made import now
from tests.service.test_decisions import bank, listed


def certificates(bench: Workbench) -> int:
    with bench.office.read(now(bench)) as session:
        return len(session.scalars(select(CertificateRow)).all())


def test_an_office_made_ready_answers_as_before(bench: Workbench, tmp_path: Path) -> None:
    screening.ready(bench)
    assert not list(bench.index_folder.glob("*")), "no list, nothing to be ready for"
    listed(bench, tmp_path, bank(country="kp"), 1)
    screening.ready(bench)
    assert certificates(bench) == 0
    (answer,) = screening.screen(now(bench), bench, [Query(name="Invented Bank Two")])
    assert answer.hits and certificates(bench) == 1
    screening.ready(bench)
    assert certificates(bench) == 1


def test_what_stands_for_no_name_is_a_problem_unless_something_says_whose_it_is(
    bench: Workbench, tmp_path: Path
) -> None:
    listed(bench, tmp_path, bank(country="kp"), 1)
    asked = [Query(name="N/A"), Query(name="UNKNOWN", schema="Vessel"), Query(name="#REF!", bic="INVTKPPY")]
    none, *others = screening.screen(now(bench), bench, [*asked, Query(name="Na")])
    assert "stands for no name" in none.problem and not none.certificate
    assert all(one.certificate and not one.problem for one in others)
