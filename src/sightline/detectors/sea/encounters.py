"""Meetings of ships as one expression, on whatever engine: what `meeting_kernel` is held against.

Where a ship was is told at every full step from its own positions. Two ships within reach at the same
instant touch; instants at which a pair touches are one meeting while they are no farther apart in time than
`apart_minutes`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
from ibis import _
from numpy.typing import NDArray

from sightline.detectors.sea.ports import DEGREE_M, cells_near_ports
from sightline.detectors.sea.stillness import Still, fixes, instants, metres_between

Longs = NDArray[np.int64]
NAMES = (
    "first", "second", "from_k", "to_k", "apart", "closest_k", "lat", "lon",
    "from_lat", "from_lon", "to_lat", "to_lon", "fastest",
)  # fmt: skip
"""Columns of a meeting: MMSIs, the lower first; first and last instant; how near (decimetres) and when; the
first ship there, at the first and at the last instant (1e-7 degree); the most speed (thousandths of a kn)"""
PORT_CELL = 200_000
"""0.02 degree in 1e-7: instants in cells wholly near a port are left out before ships are compared"""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a meeting is; `port_km` 0: ports are not looked at."""

    still: Still
    distance_m: float
    hours: float
    moored_m: float
    alongside_m: float
    alongside_hours: float
    apart_minutes: int
    presence: float
    port_km: float

    @property
    def step_minutes(self) -> float:
        """Minutes between two instants."""
        return self.still.step_ms / 60_000


@cache
def harbours(km: float) -> Longs:
    """Cells of `PORT_CELL` wholly within so far of a port, as rows of two columns; none for 0."""
    return cells_near_ports(PORT_CELL, km * 1000) if km > 0 else np.empty((0, 2), dtype=np.int64)


def encounters(positions: Any, rule: Rule) -> Any:
    """One row a meeting, with the columns `NAMES`, all of them whole numbers."""
    lying = instants(fixes(positions, rule.still), rule.still)
    return runs(contacts(_away_from_ports(lying, rule), rule), rule)


def _away_from_ports(lying: Any, rule: Rule) -> Any:
    """Instants outside the cells that lie wholly near a port."""
    near_ports = harbours(rule.port_km)
    if not len(near_ports):
        return lying
    cells = lying.mutate(row_cell=_.lat // PORT_CELL, column_cell=_.lon // PORT_CELL)
    near = ibis.memtable(pa.table({"row_cell": near_ports[:, 0], "column_cell": near_ports[:, 1]}))
    return cells.anti_join(near, ["row_cell", "column_cell"]).drop("row_cell", "column_cell")


def contacts(lying: Any, rule: Rule) -> Any:
    """Pairs within reach at an instant: `first,second,k,apart,lat,lon,speed`, once a pair and instant."""
    height = int(rule.distance_m * 1.02 / DEGREE_M * 1e7) + 1
    rows = lying.mutate(row_cell=_.lat // height)
    # its own row of cells and the one to the north: each pair once, or twice where both lie in one row
    ahead = rows.mutate(ahead=ibis.range(0, 2).unnest())
    left = ahead.select(
        "k",
        own="mmsi",
        own_lat="lat",
        own_lon="lon",
        own_speed="speed",
        row_cell=_.row_cell + _.ahead,
        same=_.ahead == 0,
    )
    both = left.join(rows.view(), ["k", "row_cell"])
    both = both.filter((_.own < _.mmsi) | (~_.same & (_.own != _.mmsi)))
    both = both.mutate(apart=metres_between(_.own_lat, _.own_lon, _.lat, _.lon))
    both = both.filter(_.apart <= rule.distance_m)
    lower = _.own < _.mmsi
    pairs = both.select(
        "k",
        first=ibis.least(_.own, _.mmsi),
        second=ibis.greatest(_.own, _.mmsi),
        at=ibis.struct({
            "apart": (_.apart * 10).round().cast("int64"),
            "lat": ibis.ifelse(lower, _.own_lat, _.lat),
            "lon": ibis.ifelse(lower, _.own_lon, _.lon),
        }),
        speed=(ibis.greatest(_.own_speed, _.speed) * 1000).round().cast("int64"),
    )  # fmt: skip
    once = pairs.group_by("first", "second", "k").agg(at=_["at"].min(), speed=_.speed.max())
    return once.select(
        "first", "second", "k", "speed", apart=_["at"]["apart"], lat=_["at"]["lat"], lon=_["at"]["lon"]
    )


def runs(close: Any, rule: Rule) -> Any:
    """Contacts that follow one another, where they last long enough."""
    step = rule.step_minutes
    along = ibis.window(group_by=["first", "second"], order_by="k")
    led = close.mutate(before=_.k.lag().over(along))
    new = _.before.isnull() | (((_.k - _.before) * step) > rule.apart_minutes)
    led = led.mutate(new=new.ifelse(1, 0))
    upto = ibis.window(group_by=["first", "second"], order_by="k", preceding=None, following=0)
    met = led.mutate(run=_.new.sum().over(upto)).group_by("first", "second", "run").agg(
        from_k=_.k.min(),
        to_k=_.k.max(),
        count=_.k.count(),
        moored=(_.apart <= rule.moored_m * 10).sum(),
        alongside=(_.apart <= rule.alongside_m * 10).sum(),
        begin=ibis.struct({"k": _.k, "lat": _.lat, "lon": _.lon}).min(),
        over=ibis.struct({"k": _.k, "lat": _.lat, "lon": _.lon}).max(),
        closest=ibis.struct({"apart": _.apart, "k": _.k, "lat": _.lat, "lon": _.lon}).min(),
        fastest=_.speed.max(),
    )  # fmt: skip
    lasted = _.to_k - _.from_k
    lasting = (lasted * step >= rule.hours * 60) & (_.moored * 2 >= _["count"])
    beside = (lasted * step >= rule.alongside_hours * 60) & (_.alongside * 2 >= _["count"])
    met = met.filter(lasting | beside, _["count"] >= (lasted + 1).cast("float64") * rule.presence)
    whole = {
        **{name: met[name] for name in ("first", "second", "from_k", "to_k")},
        "apart": met["closest"]["apart"],
        "closest_k": met["closest"]["k"],
        **{name: met["closest"][name] for name in ("lat", "lon")},
        **{f"from_{name}": met["begin"][name] for name in ("lat", "lon")},
        **{f"to_{name}": met["over"][name] for name in ("lat", "lon")},
        "fastest": met["fastest"],
    }
    return met.select(**{name: one.cast("int64") for name, one in whole.items()})
