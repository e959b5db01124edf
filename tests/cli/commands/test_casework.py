"""`case`, `hearing`, `user`, `key`: what the workbench does, for scripts."""

from __future__ import annotations

import re

import pytest

from tests.cli.conftest import Sightline
from tests.service.made import LETTER

ID = {kind: re.compile(kind + r"-[a-z2-7]{8}") for kind in "chf"}


@pytest.fixture
def case(sightline: Sightline) -> str:
    """A new case."""
    id: str = sightline("case", "open", "Invented case", "--why", "a test", "--summary", "Invented.").line[
        "id"
    ]
    return id


def test_a_case_from_open_to_dismissed(sightline: Sightline, case: str) -> None:
    assert ID["c"].fullmatch(case)
    (line,) = sightline("case", "list").lines
    assert line.keys() >= {"id", "title", "state", "findings", "opened_on"}
    assert (line["id"], line["state"], line["findings"]) == (case, "opened", 0)
    sha256 = sightline("ingest", LETTER).line["sha256"]
    lead = sightline("case", "lead", case, "Someone wrote", "--cite", f"{sha256}@bytes 0-9")
    assert lead.code == 0
    assert sightline("case", "lead", case, "Someone wrote", "--cite", f"{sha256}").code in (2, 4)
    shown = sightline("case", "show", case).line["case"]
    assert [one["text"] for one in shown["leads"]] == ["Someone wrote"]
    refused = sightline("case", "move", case, "concluded", "--why", "done")
    assert refused.code == 2 and "investigating, dismissed" in refused.said
    assert sightline("case", "move", case, "dismissed", "--why", "nothing in it").line["state"] == "dismissed"


def test_a_reader_sees_no_case_above_their_clearance(sightline: Sightline, case: str) -> None:
    sightline("user", "add", "low")
    sightline("user", "add", "high", "--clearance", "TLP:AMBER")
    assert sightline("case", "list", "--user", "low").lines == []
    hidden, absent = (sightline("case", "show", one, "--user", "low") for one in (case, "c-aaaaaaaa"))
    assert (hidden.code, absent.code) == (2, 2)
    assert hidden.said.replace(case, "X") == absent.said.replace("c-aaaaaaaa", "X")
    assert [line["id"] for line in sightline("case", "list", "--user", "high").lines] == [case]
    assert sightline("case", "move", case, "dismissed", "--why", "x", "--user", "high").code == 6


def test_a_hearing_from_letter_to_outcome(sightline: Sightline, case: str) -> None:
    sha256 = sightline("ingest", LETTER).line["sha256"]
    party = ("--party", "firm", "--name", "Invented Firm", "--kind", "private")
    cite = ("--cite", f"{sha256}@bytes 0-9")
    days = ("--sent", "2025-01-02", "--deadline", "2025-02-02")
    beyond = sightline("hearing", "letter", case, *party, *days, "--cite", f"{sha256}@bytes 0-99999")
    assert beyond.code == 2 and "ends at byte" in beyond.said
    nowhere = sightline("hearing", "letter", case, *party, *days, "--cite", f"{'0' * 64}@bytes 0-9")
    assert nowhere.code == 2 and "no such item" in nowhere.said
    sent = sightline("hearing", "letter", case, *party, *days, *cite)
    assert sent.code == 0 and ID["h"].fullmatch(sent.line["id"])
    hearing = sent.line["id"]
    early = sightline("hearing", "outcome", hearing, "replied", "--why", "it wrote")
    assert early.code == 2 and "no reply on record" in early.said
    replied = sightline(
        "hearing", "reply", hearing, "--received", "2025-01-20", "--summary", "It denies.", *cite
    )
    assert replied.line == {"id": hearing, "replied": "2025-01-20"}
    assert (
        sightline("hearing", "outcome", hearing, "replied", "--why", "it wrote").line["outcome"] == "replied"
    )
    (shown,) = sightline("case", "show", case).line["case"]["hearings"]
    assert shown["outcome"] == "replied"


def test_why_nobody_was_heard_is_on_record(sightline: Sightline, case: str) -> None:
    party = ("--party", "firm", "--name", "Invented Firm", "--kind", "private")
    assert sightline("hearing", "waive", case, *party).code == 2
    waived = sightline("hearing", "waive", case, *party, "--why", "it no longer exists")
    assert ID["h"].fullmatch(waived.line["id"])


def test_accounts(sightline: Sightline) -> None:
    added = sightline("user", "add", "someone", "--role", "expert", "--clearance", "TLP:AMBER//FINANCE")
    assert added.line["link"].startswith("/welcome/")
    assert sightline("user", "add", "someone").code == 2
    assert sightline("user", "add", "other", "--role", "king").code == 2
    assert sightline("user", "add", "other", "--clearance", "TLP:PURPLE").code == 2
    (line,) = sightline("user", "list").lines
    assert line == {
        "name": "someone", "role": "expert", "clearance": "TLP:AMBER//FINANCE", "disabled": False
    }  # fmt: skip
    clearance = "TLP:AMBER//FINANCE"
    changed = sightline("user", "change", "someone", "--role", "editor").line
    assert changed == {"name": "someone", "role": "editor", "clearance": clearance}
    lowered = sightline("user", "change", "someone", "--clearance", "TLP:GREEN").line
    assert lowered == {"name": "someone", "role": "editor", "clearance": "TLP:GREEN"}
    assert sightline("user", "change", "someone").code == 2
    assert sightline("user", "disable", "someone").line["disabled"] is True
    assert sightline("user", "list").line["disabled"] is True
    assert sightline("user", "list", "--user", "someone").code in (2, 6)


def test_a_token_is_printed_once(sightline: Sightline) -> None:
    sightline("user", "add", "someone", "--role", "expert")
    line = sightline("user", "token", "someone", "--label", "a script", "--scope", "screen").line
    assert line["token"] and line["label"] == "a script"
    assert sightline("user", "token", "someone", "--label", "x", "--scope", "nonsense").code in (2, 4)
    assert sightline("user", "token", "nobody", "--label", "x", "--scope", "screen").code == 2


def test_keys_rotate_and_are_revoked(sightline: Sightline) -> None:
    first = sightline("key", "fingerprint").line["fingerprint"]
    second = sightline("key", "rotate", "--why", "a year has passed").line["fingerprint"]
    assert first != second == sightline("key", "fingerprint").line["fingerprint"]
    assert sightline("key", "revoke", first, "--why", "found on a stick").code == 0
    assert [line["kind"] for line in sightline("key", "history").lines] == [
        "creation", "rotation", "revocation"
    ]  # fmt: skip
    assert sightline("key", "rotate").code == 2


def test_only_who_maintains_the_office_touches_its_keys(sightline: Sightline) -> None:
    sightline("user", "add", "editor", "--role", "editor")
    sightline("user", "add", "admin", "--role", "admin", "--clearance", "TLP:RED")
    assert sightline("key", "rotate", "--why", "x", "--user", "editor").code == 6
    assert sightline("key", "rotate", "--why", "x", "--user", "admin").code == 0


def test_no_letter_is_made_to_someone_no_finding_names(sightline: Sightline, case: str) -> None:
    words = ("hearing", "draft", case, "nobody", "--contact", "x@invented.example", "--signatory", "Anna")
    done = sightline(*words, "--deadline", "2100-01-01")
    assert done.code == 2 and "no finding of this case names 'nobody'" in done.said
    assert sightline(*words, "--deadline", "2000-01-01").code == 2
