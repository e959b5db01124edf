"""`sightline check` and `sightline measures diff`: the published fields, exit codes, and questions back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Sightline
from tests.service.made import UN

COAL = ("check", "--hs", "2701.12", "--from", "KP", "--to", "CN")


def test_the_published_fields_in_their_order(sightline: Sightline) -> None:
    line = sightline(*COAL, "--on", "2017-08-05").line
    assert list(line)[:5] == ["answer", "needs", "measures", "screened", "certificate"]
    assert line["answer"] == "forbidden" and line["needs"] == [] and line["screened"] == []
    (one,) = line["measures"]
    assert one.keys() >= {"id", "paragraph", "verified", "reason", "would_change"}
    assert (one["id"], one["paragraph"]) == ("coal-ban", "2371 ¶8")
    assert "not compared" in one["verified"] and "not compared" in line["verification"]
    assert "Not legal advice" in line["disclaimer"]


def test_exit_codes(sightline: Sightline) -> None:
    assert sightline(*COAL, "--on", "2017-08-05").code == 0
    assert sightline(*COAL, "--on", "2017-08-05", "--fail-on-hit").code == 1
    rice = ("check", "--hs", "1006", "--from", "CN", "--to", "KP", "--fail-on-hit")
    assert (sightline(*rice).line["answer"], sightline(*rice).code) == ("not covered", 0)
    unknown = sightline("check", "--hs", "770100", "--from", "CN", "--to", "KP", "--fail-on-hit")
    assert (unknown.line["answer"], unknown.code) == ("cannot say", 1)
    assert sightline("check", "--colour", "red").code == 2


def test_the_answer_replays_and_a_changed_one_does_not(sightline: Sightline, office: Path) -> None:
    certificate = sightline(*COAL, "--on", "2017-08-05").line["certificate"]
    done = sightline("check", "--replay", certificate)
    assert done.code == 0 and done.line == {"certificate": certificate, "same": True, "differences": []}
    assert sightline("check", "--replay", "nothing-0").code == 2


def test_parties_are_screened_on_the_way(sightline: Sightline) -> None:
    rice = ("check", "--hs", "1006", "--from", "CN", "--to", "KP", "--party", "Nobody At All")
    unheld = sightline(*rice).line
    assert unheld["answer"] == "cannot say" and "no list is held" in unheld["needs"][0]
    assert sightline("ingest", UN).code == 0
    clear = sightline(*rice).line
    assert (clear["answer"], clear["screened"][0]["outcome"]) == ("not covered", "clear")
    assert clear["screened"][0]["certificate"]


def test_every_option_of_the_interface(sightline: Sightline) -> None:
    line = sightline(
        "check", "--goods", "crude oil", "--hs", "2709", "--hs-version", "HS 2022", "--quantity", "525000",
        "--unit", "t", "--basis", "shipment", "--value", "1000000", "--from", "CN", "--to", "KP",
        "--on", "2018-06-01",
    ).line  # fmt: skip
    assert line["answer"] == "cannot say", "of 2709 condensates are banned: which is it?"
    assert {"crude", "condensate"} == {one["id"] for one in line["measures"]}
    line = sightline("check", "--service", "insurance", "--to", "KP").line
    assert line["answer"] == "forbidden"


def test_what_changed_between_two_days(sightline: Sightline) -> None:
    done = sightline("measures", "diff", "2017-08-04", "2017-08-05", "--check")
    assert done.code == 1
    told = {line["id"]: line for line in done.lines}
    assert told["coal-ban"]["kind"] == "began" and told["coal-cap"]["kind"] == "ended"
    assert "came into force on 2017-08-05, in place of coal-cap" in told["coal-ban"]["text"]
    same = sightline("measures", "diff", "2017-08-05", "2017-08-06", "--check")
    assert (same.code, same.lines) == (0, [])
    assert sightline("measures", "diff", "2017-02-30", "2017-08-05").code == 2


def test_measures_of_a_day_still_come_as_before(sightline: Sightline) -> None:
    lines = sightline("measures", "--as-of", "2017-08-05").lines
    assert "coal-ban" in {line["id"] for line in lines}
    assert lines[0].keys() >= {"id", "paragraph", "title", "from", "to", "verified", "verified_against"}


@pytest.mark.parametrize(
    ("words", "needs"),
    [
        (("--hs", "2701", "--quantity", "-5", "--unit", "t"), "negative"),
        (("--hs", "2701", "--quantity", "5"), "unit"),
        (("--hs", "2701", "--quantity", "5 bbl and 3 t"), "mixes several"),
        (("--hs", "2701", "--quantity", "5 bbl", "--unit", "t"), "mixed"),
        (("--hs", "2701", "--on", "2017-02-30"), "day of the calendar"),
        (("--hs", "2701", "--hs-version", "HS 2012"), "HS 2022 code"),
        (("--hs", "851712"), "not in HS 2022"),
        (("--hs", "701"), "leading zero"),
    ],
)
def test_bad_input_is_asked_back(sightline: Sightline, words: tuple[str, ...], needs: str) -> None:
    line = sightline("check", *words, "--from", "KP", "--to", "CN").line
    assert line["answer"] == "cannot say"
    assert needs in json.dumps(line["needs"], ensure_ascii=False)


@pytest.mark.parametrize(
    ("name", "answer"), [("북한", "forbidden"), ("조선", "cannot say"), ("아틀란티스", "cannot say")]
)
def test_a_country_in_korean(sightline: Sightline, name: str, answer: str) -> None:
    line = sightline("check", "--hs", "2701", "--from", name, "--to", "중국").line
    assert line["answer"] == answer
    assert bool(line["needs"]) == (answer == "cannot say")
