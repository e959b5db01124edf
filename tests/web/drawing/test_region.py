"""The region a silent ship can have been in, as a path that closes and holds what is within reach."""

from __future__ import annotations

import re

from sightline.detectors.sea.reach import Reach, grid
from sightline.service.reachable import PortReached, Reachable
from sightline.web.drawing.mercator import fit
from sightline.web.drawing.region import corners, path, port_marks

REACH = Reach((38.0, 124.0), (38.2, 124.2), 12, 10)


def test_its_pieces_cover_what_is_within_reach() -> None:
    found = grid(REACH)
    assert found is not None
    sheet = fit(corners(found), 700, 500, 8)
    drawn = path(found, sheet)
    assert drawn.count("M") == drawn.count("Z") > 90
    points = [float(x) for x in re.findall(r"[ML]([-\d.]+) ", drawn)]
    left, right = min(points), max(points)
    assert 0 <= left < sheet.x(124.0) < sheet.x(124.2) < right <= 700


def test_ports_are_marked_and_named_where_there_is_room() -> None:
    found = grid(REACH)
    assert found is not None
    sheet = fit(corners(found), 700, 500, 8)
    two = (
        PortReached("Nampo", "North Korea", 38.7, 125.0, 3.0),
        PortReached("Other", "China", 38.7, 125.0, 4.0),
    )
    home, other = port_marks(Reachable(REACH, 222.2, two), sheet)
    assert (home.label, home.home) == ("Nampo", True)
    assert (other.label, other.home) == ("", False), "its name has no room"
    assert "4 hours to spare" in other.text
