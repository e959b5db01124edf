"""NMEA sentences made in tests, by pyais's encoder: invented ships on real wire."""

from __future__ import annotations

from functools import reduce
from operator import xor

from pyais.encode import encode_dict

SHIP = 412000001


def signed(body: str) -> str:
    """A sentence from its body (`AIVDM,1,…`), with `!` or `$` in front and the checksum behind."""
    return f"{body}*{reduce(xor, body[1:].encode(), 0):02X}"


def tagged(sentence: str, tags: str) -> str:
    """A sentence with a tag block before it."""
    return f"\\{tags}*{reduce(xor, tags.encode(), 0):02X}\\{sentence}"


def message(**said: object) -> list[str]:
    """The sentences of a message: a position report of type 1 unless `said` says otherwise."""
    whole = {
        "type": 1,
        "mmsi": SHIP,
        "lat": 38.5,
        "lon": 124.25,
        "speed": 10.2,
        "course": 90.5,
        "heading": 91,
    }
    return list(encode_dict(whole | {"status": 0} | said, talker_id="AI", sentence_type="VDM"))


def position(**said: object) -> str:
    """A position report in one sentence."""
    (sentence,) = message(**said)
    return sentence


def static(**said: object) -> list[str]:
    """A message of type 5, in two sentences."""
    whole = {"shipname": "INVENTED STAR", "callsign": "INV1", "imo": 9000001, "ship_type": 80, "draught": 6.5}
    ends = {"to_bow": 80, "to_stern": 19, "to_port": 8, "to_starboard": 8, "destination": "INVENTED PORT"}
    whole = {"type": 5, "mmsi": SHIP} | whole | ends | said
    return list(
        encode_dict(whole, talker_id="AI", sentence_type="VDM", seq_id=int(str(said.get("seqid", 1))))
    )


def gatehouse(of: str = "00", time: str = "2013,11,12,12,0,0,11") -> str:
    """The `$PGHP` line that carries a time for the next sentence."""
    return signed(f"$PGHP,1,{time},219,,2190067,1,{of}")
