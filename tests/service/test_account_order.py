"""The order of accounts: made by a job, kept, older when payments came since, and only of what is seen."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from sightline.model.marking import PUBLIC
from sightline.service import account_order, account_ranking, jobs, rankings_kept, worker
from sightline.service.account_order import begin, order
from sightline.service.ingest import Options, ingest
from sightline.service.progress import Step
from sightline.service.workbench import Workbench
from sightline.service.worker import Cancelled
from tests.detectors.payments.webs import edges
from tests.service.made import RED
from tests.service.paid import csv_files

ROWS = edges(*(("P", "Q", 10 + at / 10, 100 + at) for at in range(3)), ("X", "Y", 0, 1), ("X", "Y", 60, 1))
LATER = edges(("R", "S", 61, 7))


@pytest.fixture
def paid(bench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workbench:
    monkeypatch.setattr(account_order, "AT_ONCE", 0)
    list(ingest(bench.operator_view(), bench, csv_files(tmp_path, ROWS, []), Options(marking=RED)))
    return bench


def work(bench: Workbench) -> None:
    worker.work(bench, threading.Event(), once=True)


def test_a_job_makes_it_and_it_stays(paid: Workbench) -> None:
    asked = order(paid.operator_view(), paid)
    assert (asked.state, asked.payments, asked.files, asked.ranking) == ("none", 5, 1, None)
    id = begin(paid.operator_view(), paid)
    assert begin(paid.operator_view(), paid) == id, "one's own that waits is not ordered again"
    waiting = order(paid.operator_view(), paid).job
    assert waiting is not None and waiting.id == id
    work(paid)
    done = jobs.job(paid.operator_view(), paid, id)
    assert done.state == "done" and done.result == {"accounts": 4, "worth a look": 2, "payments": 5}
    found = order(paid.operator_view(), paid, 1)
    assert found.state == "current" and found.job is None and found.ranking is not None
    assert [one.account for one in found.ranking.accounts] == ["P"] and found.ranking.of == 4


def test_payments_that_came_since_leave_the_older_one_in_view(paid: Workbench, tmp_path: Path) -> None:
    begin(paid.operator_view(), paid)
    work(paid)
    then = paid.operator_view()
    folder = tmp_path / "later"
    folder.mkdir()
    list(ingest(paid.operator_view(), paid, csv_files(folder, LATER, []), Options()))
    found = order(paid.operator_view(), paid)
    assert (found.state, found.payments) == ("older", 6) and found.ranking and found.ranking.payments == 5
    assert order(then, paid).state == "current", "of what was known then it is the whole"
    public = order(replace(paid.operator_view(), clearance=PUBLIC), paid)
    assert (public.state, public.payments) == ("none", 1), "made of more than may be seen here"


def test_of_deleted_bytes_nothing_stays(paid: Workbench) -> None:
    begin(paid.operator_view(), paid)
    work(paid)
    (part,) = account_ranking.payments_seen(paid.operator_view(), paid)
    paid.vault.destroy(
        part.items[0], by="a court", why="a test", at=paid.clock(), signer=paid.keyring.current
    )
    assert order(paid.operator_view(), paid).ranking is None
    assert not list((paid.folder / rankings_kept.FOLDER).iterdir())


def test_it_stops_at_its_next_step_and_leaves_nothing(paid: Workbench) -> None:
    told = []

    def tell(step: Step) -> None:
        told.append(step.text)
        if len(told) == 3:
            raise Cancelled("cancelled")

    with pytest.raises(Cancelled):
        account_ranking.ranking(paid.operator_view(), paid, progress=tell)
    assert len(set(told)) == 3 and order(paid.operator_view(), paid).state == "none"
