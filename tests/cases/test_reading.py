from __future__ import annotations

from datetime import timedelta

import pytest

from sightline.cases import findings, hearings, reading
from tests.cases.conftest import BOTH, Desk
from tests.cases.sample import BANK, LETTER, WORDING


@pytest.mark.parametrize("office", BOTH, indirect=True)
def test_everything_of_a_case_is_read_with_it(desk: Desk) -> None:
    with desk.office.write(desk.view()) as session:
        finding = findings.record(desk.view(), session, desk.case, WORDING, desk.act(), desk.entropy)
        hearing = hearings.open_with_letter(
            desk.view(), session, desk.case, BANK, LETTER, desk.act(), desk.entropy
        )
    with desk.office.read(desk.view()) as session:
        held = reading.case(desk.view(), session, desk.case)
        assert [one.id for one in held.findings] == [finding]
        assert [one.id for one in held.hearings] == [hearing]
        assert reading.findings(desk.view(), session) == held.findings
        assert reading.hearings(desk.view(), session) == held.hearings


@pytest.mark.parametrize("office", BOTH, indirect=True)
def test_what_was_not_known_yet_is_not_there(desk: Desk) -> None:
    with desk.office.write(desk.view()) as session:
        findings.record(desk.view(), session, desk.case, WORDING, desk.act(minutes=5), desk.entropy)
    with desk.office.read(desk.view()) as session:
        assert reading.case(desk.view(minutes=4), session, desk.case).findings == ()
        assert len(reading.case(desk.view(minutes=5), session, desk.case).findings) == 1


def test_whoever_acts_knows_what_was_written_before(desk: Desk) -> None:
    later = desk.at + timedelta(days=1)
    assert reading.by_then(desk.view(), later).known_at == later
    assert reading.by_then(desk.view(), desk.at).known_at == desk.view().known_at
