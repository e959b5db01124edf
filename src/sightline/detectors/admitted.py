"""What a detector's own sentences admit against what it saw, and the lookalikes its manual page names."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sightline.detectors.detector import Detector
from sightline.detectors.sea.meeting_class import DAILY, MEANING
from sightline.model.citation import Reason

AGAINST = "Speaks against it: "
"""how a reason begins that a detector gives against itself"""
PLAIN_ODDS = 1.5
"""natural log odds from which reports of others are plain evidence; as `dark_activity` scores them"""
FEW_OTHERS = 3
PART = "Known false positives"
LOOKED_FOR = "Looked for: "
"""how a paragraph of that part begins that names what the detector tells apart itself"""


@dataclass(frozen=True, slots=True)
class Lookalike:
    """What a manual page names as a known false positive; `handled`: the detector looks for it itself."""

    text: str
    handled: bool


def admitted(reason: Reason) -> Iterator[str]:
    """What a reason says against the signal it is given for, sentence by sentence."""
    if reason.text.startswith(AGAINST):
        said = reason.text.removeprefix(AGAINST)
        yield said[:1].upper() + said[1:]
        return
    for pattern, words in _ADMITTING:
        if (found := re.search(pattern, reason.text)) and (text := words(found)):
            yield text


def _odds(found: re.Match[str]) -> str:
    log = float(found[1])
    if log >= PLAIN_ODDS:
        return ""
    times = math.exp(abs(log))
    more = "stopped sending rather than was not received"
    if log < 0:
        more = "was not received rather than stopped sending"
    return (
        f"What other ships sent speaks little for it: log odds of {log:.1f} are {times:.1f} to 1 that she "
        f"{more}."
    )


def _others(found: re.Match[str]) -> str:
    near, on = int(found[1]), int(found[2])
    lost = near - on
    if lost:
        return (
            f"{lost} of {near} other ships near by {'was' if lost == 1 else 'were'} not heard on either, as "
            "where a receiver loses the place."
        )
    few = "one other ship" if near == 1 else f"{near} other ships"
    return f"Only {few} near by can tell how it was received there." if near < FEW_OTHERS else ""


def _class(found: re.Match[str]) -> str:
    if found[1] not in DAILY:
        return ""
    return (
        f"It looks like {found[1]} ({MEANING[found[1]]}), as a port sees it daily; its score is lowered for "
        "that."
    )


def _crowd(found: re.Match[str]) -> str:
    several = found[1] != "1"
    return (
        f"{found[1]} other ship{'s' if several else ''} lay still near the place, as at an anchorage or at "
        "berths."
    )


_ADMITTING = (
    (r"log odds that it stopped sending rather than was not received are (-?\d+\.\d)", _odds),
    (r"^Of (\d+) other ships heard within .* (\d+) were heard on", _others),
    (
        r"^No other ship was heard within",
        lambda _: (
            "No other ship was heard near one of its ends: whether anybody was received there, "
            "nobody can say."
        ),
    ),
    (r"others near by fell silent with it too", lambda _: "Others near by fell silent at the same time."),
    (
        r"not enough to call at a port of the DPRK",
        lambda _: "By sea no port of the DPRK was within reach in that time.",
    ),
    (
        r"it can have called at",
        lambda _: "Nobody saw the call: it is reckoned from what was within reach, and a silence is no call.",
    ),
    (
        r"is one at which they can have been within",
        lambda _: "How near they came is reckoned between their positions; no position shows it.",
    ),
    (
        r"For (\d+\.\d) hours of these one of them or both were not heard",
        lambda found: (
            f"For {found[1]} hours of it one or both were not heard: where they lay then is not known."
        ),
    ),
    (r"and (\d+) other ships? lay still within", _crowd),
    (r"^Class: (\w+),", _class),
)
"""patterns of the detectors' sentences, and what each admits; words may be empty"""


def lookalikes(detector: Detector) -> tuple[Lookalike, ...]:
    """The known false positives of a manual page, one by one; none where the page has no such part."""
    return tuple(
        Lookalike(piece[:1].upper() + piece[1:].rstrip("."), paragraph.startswith(LOOKED_FOR))
        for paragraph in parts(detector).get(PART, "").split("\n\n")
        for piece in re.split(r"(?<=\.)\s+|;\s+", paragraph.removeprefix(LOOKED_FOR))
        if piece
    )


def parts(detector: Detector) -> Mapping[str, str]:
    """The parts of a manual page by their headings, each with its lines joined; paragraphs stay apart."""
    found = {}
    for piece in detector.manual.split("\n## ")[1:]:
        heading, _, text = piece.partition("\n")
        found[heading.strip()] = "\n\n".join(" ".join(one.split()) for one in text.strip().split("\n\n"))
    return found
