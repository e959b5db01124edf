"""AIS recordings: times, messages over several sentences, ships' own words, and every bad line by name."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyais
import pytest

from sightline.errors import Hostile, UnknownFormat
from sightline.formats import nmea_lines, register
from sightline.formats.source import Local
from tests.formats.sample import Bytes, sample
from tests.formats.sentences import SHIP, gatehouse, message, position, signed, static, tagged
from tests.formats.tables import Reading, at, at_place, read

NOON = 1384257600000


def lines(*sentences: str, end: str = "\n") -> Bytes:
    return Bytes((end.join(sentences) + end).encode(), "made.nmea")


def test_reads_the_sample() -> None:
    item = sample("tables/recording.nmea")
    found = read(item, "nmea")
    first, second, third = found.rows
    assert (first["t_ms"], first["lat7"], first["lon7"]) == (NOON + 11, 385000000, 1242500000)
    assert first["sog"] == pytest.approx(10.2) and first["status"] == "under way using engine"
    assert first["name"] is None and second["name"] == "INVENTED STAR" and second["length"] == 99
    assert second["t_ms"] == NOON + 10_000 and third["t_ms"] is None and third["mmsi"] == SHIP + 1
    assert at(item, second).startswith("\\s:invented,c:1384257610*") and second["row"] == 7
    assert [label for label, _ in found.said()] == ["row 11", "row 12", "row 13"]
    assert found.passed == 2
    (note,) = found.notes
    assert (
        note.message.startswith("positions without a time from here on: 1;")
        and note.place.label == f"row {third['row']}"
    )


def test_what_a_ship_says_of_herself_holds_from_then_on() -> None:
    later = static(shipname="INVENTED MOON", imo=0)
    found = read(lines(position(), *static(), position(), position(mmsi=SHIP + 1), *later, position()))
    assert found.column("name") == [None, "INVENTED STAR", None, "INVENTED MOON"]
    assert found.column("imo") == [None, 9000001, None, 9000001]
    assert found.decoded == 6


def test_both_parts_of_a_class_b_ship_add_up() -> None:
    part_a = message(type=24, partno=0, shipname="INVENTED SLOOP")
    part_b = message(type=24, partno=1, callsign="INV2", ship_type=36, to_bow=5, to_stern=4)
    found = read(lines(*part_a, *part_b, position(type=18)))
    (row,) = found.rows
    assert (row["name"], row["callsign"], row["ship_type"], row["length"]) == (
        "INVENTED SLOOP",
        "INV2",
        "36",
        9,
    )


def test_the_dimensions_of_a_tender_are_not_a_length() -> None:
    part = message(type=24, mmsi=982123456, partno=1, ship_type=36, mothership_mmsi=SHIP)
    assert read(lines(*part, position(mmsi=982123456))).column("length") == [None]


TYPES = {
    "class A": ({"type": 1}, 10.2),
    "class A, assigned": ({"type": 2}, 10.2),
    "class A, answering": ({"type": 3}, 10.2),
    "search and rescue": ({"type": 9, "speed": 150}, 150),
    "class B": ({"type": 18}, 10.2),
    "class B, long": ({"type": 19, "shipname": "INVENTED"}, 10.2),
    "from far": ({"type": 27, "speed": 10, "course": 90}, 10),
}


@pytest.mark.parametrize(("said", "sog"), TYPES.values(), ids=TYPES)
def test_every_kind_of_position_is_a_row(said: dict[str, object], sog: float) -> None:
    (row,) = read(lines(*message(**said))).rows
    assert row["mmsi"] == SHIP and row["sog"] == pytest.approx(sog) and row["cog"] == pytest.approx(90, abs=1)
    assert row["lat7"] == pytest.approx(385000000, abs=10000)


OTHERS = {"base station": {"type": 4, "year": 2013}, "aid to navigation": {"type": 21, "name": "INVENTED"}}


@pytest.mark.parametrize("said", OTHERS.values(), ids=OTHERS)
def test_other_messages_are_counted_and_make_no_row(said: dict[str, object]) -> None:
    found = read(lines(*message(**said), position()))
    assert len(found.rows) == 1 and found.decoded == 2 and found.refusals == []


SILENT = {
    "latitude 91": ({"lat": 91}, None),
    "longitude 181": ({"lon": 181}, None),
    "speed 102.3": ({"speed": 102.3}, "sog"),
    "course 360": ({"course": 360}, "cog"),
    "heading 511": ({"heading": 511}, "heading"),
    "status 15": ({"status": 15}, "status"),
}


@pytest.mark.parametrize("kind", [1, 18, 19])
@pytest.mark.parametrize(("said", "name"), SILENT.values(), ids=SILENT)
def test_not_available_is_silence(said: dict[str, object], name: str | None, kind: int) -> None:
    found = read(lines(*message(type=kind, **said)))
    assert found.decoded == 1 and found.refusals == []
    assert (found.column(name) == [None]) if name else (found.rows == [])


WRONG = {
    "MMSI nought": ({"mmsi": 0}, "the MMSI 0 is not one of nine digits"),
    "latitude 90.5": ({"lat": 90.5}, "is not on Earth"),
    "longitude 180.5": ({"lon": 180.5}, "is not on Earth"),
}


@pytest.mark.parametrize(("said", "why"), WRONG.values(), ids=WRONG)
def test_a_position_that_cannot_be_is_refused(said: dict[str, object], why: str) -> None:
    found = read(lines(position(), position(**said), position()))
    assert [row["row"] for row in found.rows] == [1, 3]
    assert found.said()[0][0] == "row 2" and why in found.refusals[0].message


GOOD = position()
BAD = {
    "a wrong checksum": (GOOD[:-2] + ("00" if GOOD[-2:] != "00" else "01"), "the checksum does not hold"),
    "a flipped letter": (GOOD.replace("1P", "1Q", 1), "the checksum does not hold"),
    "no checksum": (GOOD[:-3], "the sentence has no checksum at its end"),
    "cut": (GOOD[:20], "the sentence has no checksum at its end"),
    "no NMEA": ("an invented remark", "not an NMEA sentence"),
    "no payload": (signed("!AIVDM,1,1,,A,,0"), "the payload is empty"),
    "a letter AIS does not use": (
        signed("!AIVDM,1,1,,A,168rO0@P1V8p{GPF1rH3RBn1P000,0"),
        "a letter AIS does not",
    ),
    "half a report": (signed("!AIVDM,1,1,,A,168rO0@P1V8piG,0"), "ends after 84 bits"),
    "a type that is none": (signed("!AIVDM,1,1,,A,v68rO0@P1V8piGPF1rH3RBn1P000,0"), "no AIS message"),
    "a field too few": (signed("!AIVDM,1,1,A,168rO0@P1V8piGPF1rH3RBn1P000,0"), "not those of AIS"),
    "a field too many": (signed("!AIVDM,1,1,,A,168rO0@P1V8piGPF1rH3RBn1P000,0,9"), "not those of AIS"),
    "part 3 of 2": (signed("!AIVDM,2,3,1,A,168rO0@P1V8piGPF1rH3RBn1P000,0"), "not those of AIS"),
    "seven fill bits": (signed("!AIVDM,1,1,,A,168rO0@P1V8piGPF1rH3RBn1P000,7"), "not those of AIS"),
    "a wrong tag block": ("\\c:1384257610*00\\" + GOOD, "the tag block's checksum"),
    "an open tag block": ("\\c:1384257610*00" + GOOD, "the tag block's checksum"),
    "the year 1970": (tagged(GOOD, "c:10"), "not one of the years 1990 to 2100"),
    "the year 2101": (tagged(GOOD, "c:4133980800"), "not one of the years 1990 to 2100"),
    "30 February": (gatehouse(time="2013,2,30,12,0,0,11"), "not one of the years"),
    "hour 24": (gatehouse(time="2013,11,12,24,0,0,11"), "not one of the years"),
    "a second part alone": (static()[1], "part 1 of its message is not before it"),
    "binary": ("\x01\x02\x03", "not an NMEA sentence"),
}


@pytest.mark.parametrize(("bad", "why"), BAD.values(), ids=BAD)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_bad_line_is_named_and_the_good_ones_are_read(bad: str, why: str, end: str) -> None:
    item = lines(position(lat=1), bad, position(lat=2), end=end)
    found = read(item)
    assert found.column("lat7") == [10000000, 20000000]
    (refusal,) = found.refusals
    assert why in refusal.message and refusal.remedy and refusal.place.label == "row 2"
    assert at_place(item, refusal.place) == bad


def test_a_file_cut_inside_a_sentence_gives_all_but_the_last() -> None:
    whole = lines(position(), position(), position()).raw
    found = read(Bytes(whole[:-9], "cut.nmea"))
    assert len(found.rows) == 2 and [label for label, _ in found.said()] == ["row 3"]


def test_a_sentence_that_is_sound_but_not_ais_is_left_out() -> None:
    found = read(lines(signed("$GPRMC,1,2,3"), position(), "", signed("!XXABC,1"), tagged("", "s:x")))
    assert len(found.rows) == 1 and found.refusals == []


def test_parts_may_be_mixed_but_must_be_in_order() -> None:
    one, two = static(seqid=1), static(seqid=2, mmsi=SHIP + 1, shipname="INVENTED MOON")
    found = read(lines(one[0], two[0], one[1], position(), two[1], position(mmsi=SHIP + 1)))
    assert found.column("name") == ["INVENTED STAR", "INVENTED MOON"] and found.refusals == []
    swapped = read(lines(one[1], one[0], position()))
    assert [label for label, _ in swapped.said()] == ["row 1", "row 2"] and swapped.passed == 0


def test_the_place_of_a_message_over_two_sentences_has_both() -> None:
    long = message(type=19, shipname="INVENTED")
    parts = [signed(f"!AIVDM,2,{number},4,A,{part},0") for number, part in enumerate(halves(long[0]), 1)]
    item = lines(position(), *parts, position())
    (row,) = [row for row in read(item).rows if row["name"]][:1]
    assert row["row"] == 2 and at(item, row) == "\n".join(parts)


def halves(sentence: str) -> tuple[str, str]:
    payload = sentence.split(",")[5]
    return payload[:20], payload[20:]


TIMES = {
    "its own tag block": ([tagged(GOOD, "s:x,c:1384257600")], [NOON]),
    "in milliseconds": ([tagged(GOOD, "c:1384257600500")], [NOON + 500]),
    "a tag block before it": ([tagged("", "c:1384257600"), GOOD], [NOON]),
    "a time line before it": ([gatehouse(), GOOD], [NOON + 11]),
    "a time line and a tag block without time": ([gatehouse(), tagged(GOOD, "s:x")], [NOON + 11]),
    "its own before the time line's": ([gatehouse(), tagged(GOOD, "c:1384257700")], [NOON + 100_000]),
    "for one sentence alone": ([gatehouse(), GOOD, GOOD], [NOON + 11, None]),
    "not past another sentence": ([gatehouse(), signed("$PSTT,1"), GOOD], [None]),
    "past a tag block": ([gatehouse(), tagged("", "s:x"), GOOD], [NOON + 11]),
    "a field that ends in c is no time": ([tagged(GOOD, "sc:1384257600")], [None]),
    "nothing": ([GOOD], [None]),
}


@pytest.mark.parametrize(("sentences", "expected"), TIMES.values(), ids=TIMES)
def test_a_time_belongs_to_its_sentence(sentences: list[str], expected: list[int | None]) -> None:
    found = read(lines(GOOD, *sentences))
    assert found.column("t_ms")[1:] == expected and found.refusals == []


def test_the_time_of_the_first_part_is_the_message_s() -> None:
    long = message(type=19, shipname="INVENTED")
    parts = [signed(f"!AIVDM,2,{number},4,A,{part},0") for number, part in enumerate(halves(long[0]), 1)]
    assert read(lines(gatehouse(), *parts)).column("t_ms") == [NOON + 11]


def test_years_beyond_bounds_and_their_near_misses() -> None:
    found = read(
        lines(tagged(GOOD, "c:631152000"), tagged(GOOD, "c:631151999"), tagged(GOOD, "c:4133980799"))
    )
    assert [row["row"] for row in found.rows] == [1, 3]


@pytest.mark.parametrize("size", [64, 100, 333, 4096])
def test_blocks_of_any_size_give_the_same(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    item = lines(
        gatehouse(),
        *static(),
        gatehouse(),
        GOOD,
        "bad",
        *static(shipname="B"),
        tagged("", "c:1384257600"),
        GOOD,
    )
    whole = read(item)
    monkeypatch.setattr(nmea_lines, "BLOCK", size)
    again = read(item)
    assert (again.rows, again.refusals, again.passed) == (whole.rows, whole.refusals, whole.passed)
    assert whole.column("t_ms") == [NOON + 11, NOON]


def test_messages_whose_parts_never_come_do_not_pile_up() -> None:
    found = read(
        lines(*(signed(f"!AIVDM,2,1,{number},A,168rO0@P1V8piGPF1rH3RBn1P000,0") for number in range(3000)))
    )
    assert len(found.refusals) == 3000 and found.rows == []


def test_a_line_beyond_any_bound_is_hostile() -> None:
    with pytest.raises(Hostile):
        read(Bytes((GOOD + "\n").encode() * 3 + b"!" * 200_000, "made.nmea"))


def test_text_that_speaks_of_sentences_is_no_recording() -> None:
    assert register.recognise(Bytes(b"The line\n" * 5 + GOOD.encode(), "x.txt")).format.name == "plain_text"
    with pytest.raises(UnknownFormat):
        register.recognise(Bytes(gzip.compress(b"The line\n" * 5), "x.gz"))


def by_pyais(raw: bytes) -> list[tuple[int, float | None, float | None, float | None, int | None]]:
    """Ship, latitude, longitude, course and heading of every ship's position, as pyais alone reads it."""
    sentences = [line for line in raw.split(b"\n") if b"VDM," in line or b"VDO," in line]
    found = []
    for sentence in pyais.IterMessages(sentences):
        if sentence.payload and sentence.ais_id in (1, 2, 3, 18):
            said = sentence.decode()
            if abs(said.lat) <= 90 and abs(said.lon) <= 180:
                heading = said.heading if said.heading < 360 else None
                found.append(
                    (said.mmsi, said.lat, said.lon, said.course if said.course < 360 else None, heading)
                )
    return found


def agree(found: Reading, raw: bytes) -> None:
    expected = by_pyais(raw)
    table = found.table().to_pydict()
    assert table["mmsi"] == [one[0] for one in expected]
    assert table["lat7"] == [round(one[1] * 1e7) for one in expected if one[1] is not None]
    assert table["lon7"] == [round(one[2] * 1e7) for one in expected if one[2] is not None]
    assert [cog if cog is None else round(cog, 1) for cog in table["cog"]] == [one[3] for one in expected]
    assert table["heading"] == [one[4] for one in expected]


@pytest.mark.slow
def test_reads_the_danish_recording_as_pyais_does(shared_data: Path) -> None:
    path = shared_data / "ais" / "denmark_2013-11-12.nmea.gz"
    found = read(Local(path), "nmea")
    raw = gzip.decompress(path.read_bytes())
    assert found.decoded == 26_077 and found.refusals == []
    agree(found, raw)
    table = found.table().to_pydict()
    assert None not in table["t_ms"]
    assert min(table["t_ms"]) >= NOON and max(table["t_ms"]) < NOON + 5 * 60_000
    assert set(table["place_start"]) == {0} and set(table["place_end"]) == {path.stat().st_size - 1}
    sentences = raw.split(b"\n")
    assert all(sentences[row - 1].startswith(b"!") for row in table["row"])
    plain = read(Bytes(raw, "denmark.nmea"))
    first = plain.rows[0]
    assert at(Bytes(raw), first) == "!BSVDM,1,1,,A,13@:`L001N0ded0O6Fp8wW<00<0t,0*62"


def test_the_danish_recording_has_its_ships(shared_data: Path) -> None:
    raw = gzip.decompress((shared_data / "ais" / "denmark_2013-11-12.nmea.gz").read_bytes())
    ships = {row["mmsi"] for row in read(Bytes(raw, "denmark.nmea")).rows}
    silent = {m.decode().mmsi for m in pyais.IterMessages(raw.split(b"\n"))} - ships
    assert len(ships) + len(silent) == 1508


def test_reads_the_good_lines_of_the_faulty_recording(shared_data: Path) -> None:
    path = shared_data / "ais" / "nmea_with_faulty_lines.txt"
    found = read(Local(path), "nmea")
    raw = path.read_bytes()
    assert found.decoded + len(found.refusals) == 898
    assert found.decoded == 778 and len({refusal.place for refusal in found.refusals}) == 120
    empty = [one for one in found.refusals if one.message == "the payload is empty"]
    assert len(empty) == 100 and all(at_place(Bytes(raw), one.place)[-6:-3] == ",,0" for one in empty)
    agree(found, raw)


BEHIND = {
    "seconds": (",1384257610", NOON + 10_000),
    "a station and seconds": (",r003669961,1384257610", NOON + 10_000),
    "a station alone": (",r003669961", None),
    "a number that is no time": (",12", None),
    "seconds and more": (",1384257610x", None),
}


@pytest.mark.parametrize("name", BEHIND)
def test_some_receivers_write_more_behind_the_checksum(name: str) -> None:
    more, t_ms = BEHIND[name]
    item = lines(position() + more, position())
    found = read(item, "nmea")
    first, second = found.rows
    assert (first["t_ms"], second["t_ms"]) == (t_ms, None) and not found.said()
    assert at(item, first) == position() + more


def test_a_wrong_checksum_with_more_behind_it_is_refused() -> None:
    sentence = position()
    wrong = sentence[:-2] + ("00" if sentence[-2:] != "00" else "01")
    assert [text for _, text in read(lines(wrong + ",1384257610"), "nmea").said()]
