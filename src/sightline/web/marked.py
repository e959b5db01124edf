"""Text with its cited places marked: byte places become stretches of characters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sightline.model.place import Place


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters that are marked alike. `focus`: the place asked for; `cited`: something cites it."""

    text: str
    cited: bool = False
    focus: bool = False


def stretches(text: str, place: Place, cited: Iterable[Place], focus: Place | None) -> tuple[Stretch, ...]:
    """Cut the text of `place` where a cited place or the one asked for begins or ends.

    Where the text is not the place's bytes as UTF-8 (another encoding, a page), it is marked whole.
    """
    marks = [(one, False) for one in cited] + ([(focus, True)] if focus else [])
    raw = text.encode()
    if place.start is None or place.end is None or len(raw) != place.end - place.start + 1:
        touched = [asked for one, asked in marks if _touches(place, one)]
        return (_stretch(text, touched),)
    spans = [(*_within(place, one, raw), asked) for one, asked in marks if _touches(place, one)]
    cuts = sorted({0, len(raw), *(edge for left, right, _ in spans for edge in (left, right))})
    return _joined(raw, cuts, spans)


def _touches(place: Place, mark: Place) -> bool:
    if place.start is None or place.end is None:
        return mark.start is None and _page(mark) == _page(place)
    return (
        mark.start is not None
        and mark.end is not None
        and mark.start <= place.end
        and place.start <= mark.end
    )


def _page(place: Place) -> str:
    return " ".join(place.label.split(" ")[:2])


def _within(place: Place, mark: Place, raw: bytes) -> tuple[int, int]:
    assert place.start is not None and mark.start is not None and mark.end is not None
    left = max(mark.start - place.start, 0)
    right = min(mark.end + 1 - place.start, len(raw))
    return _whole(raw, left), _whole(raw, right)


def _whole(raw: bytes, edge: int) -> int:
    """Move an edge that falls inside a character to where the character begins."""
    while 0 < edge < len(raw) and raw[edge] & 0xC0 == 0x80:
        edge -= 1
    return edge


def _joined(raw: bytes, cuts: Sequence[int], spans: Sequence[tuple[int, int, bool]]) -> tuple[Stretch, ...]:
    made: list[Stretch] = []
    for left, right in pairwise(cuts):
        over = [asked for start, end, asked in spans if start <= left and right <= end]
        made.append(_stretch(raw[left:right].decode(), over))
    return tuple(made)


def _stretch(text: str, over: Sequence[bool]) -> Stretch:
    """What lies over the text: True for the place asked for, False for one that is cited."""
    return Stretch(text, cited=not all(over), focus=any(over))
