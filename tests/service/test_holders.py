"""Holders of the accounts that a list of signals names first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sightline.model.signal import Actor
from sightline.service.holders import holders, of_actors
from sightline.service.ingest import Options, ingest
from sightline.service.workbench import Workbench
from tests.detectors.books import payment
from tests.model.test_signal import SIGNAL
from tests.service.made import now
from tests.service.paid import csv_files


def test_the_first_accounts_are_named_and_a_caption_that_names_one_stays(
    bench: Workbench, tmp_path: Path
) -> None:
    rows = [payment(n, n, 5, f"P{n}", "Q") | {"debtor_name": f"Invented {n}"} for n in range(6)]
    list(ingest(now(bench), bench, csv_files(tmp_path, rows, []), Options(source="bank")))
    actors = tuple(Actor(f"account-P{n}", f"account P{n}", "payer") for n in range(5))
    told = holders(now(bench), bench, [replace(SIGNAL, actors=actors)])
    assert told == {f"account-P{n}": f"Invented {n}" for n in range(3)}
    assert len(of_actors(now(bench), bench, actors)) == 5, "a page names every one"
    named = replace(actors[0], caption="Invented 0 (account P0)")
    assert holders(now(bench), bench, [replace(SIGNAL, actors=(named,))]) == {}
    assert holders(now(bench), bench, [SIGNAL]) == {}
