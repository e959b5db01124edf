"""Thefts as doors show them: what was followed already, at once; the rest by a job."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sightline.errors import NotFound
from sightline.model.view import View
from sightline.service import heists, heists_kept, job_kinds, jobs
from sightline.service.heists_kept import Followed, Heist
from sightline.service.jobs import Job
from sightline.service.shape import Json, shape
from sightline.service.workbench import Workbench

KIND = "follow"
AT_ONCE = 20_000
"""transfers followed while one waits: a third of a CPU second for one theft on two cores, once compiled"""


@dataclass(frozen=True, slots=True)
class Order:
    """What there is to show: thefts if they were followed, the transfers of today, one's own job if one runs.

    `state` is `current`, `older` (transfers or labels came since) or `none`.
    """

    found: Followed | None
    state: str
    transfers: int
    job: Job | None

    @property
    def heists(self) -> tuple[Heist, ...]:
        """The thefts, the largest of an asset first; none where nothing was followed yet."""
        return self.found.heists if self.found else ()

    def as_json(self) -> dict[str, Json]:
        """The thefts in a line each, and what they were made of."""
        return {
            "heists": shape(heists.plain(tuple(one.line for one in self.heists))),
            "state": self.state,
            "transfers": self.transfers,
            "followed_transfers": self.found.transfers if self.found else 0,
            "at": shape(self.found.at) if self.found else None,
            "job": self.job.as_json() if self.job else None,
        }


def order(view: View, bench: Workbench) -> Order:
    """The thefts of transfers and labels the View may see, as far as they were followed."""
    seen = heists.coins_seen(view, bench)
    transfers, job = heists.transfers_of(seen), jobs.running(view, bench, KIND)
    if transfers <= AT_ONCE:
        return Order(heists.followed(view, bench), "current", transfers, None)
    if (found := heists_kept.of(bench, seen)) is not None:
        return Order(found, "current", transfers, job)
    older = heists_kept.before(bench, seen)
    return Order(older, "older" if older else "none", transfers, job)


def one(view: View, bench: Workbench, id: str) -> tuple[Order, Heist]:
    """A theft, and what there is around it; `NotFound` where none of this name was followed yet."""
    found = order(view, bench)
    for heist in found.heists:
        if heist.line.id == id:
            return found, heist
    raise NotFound(
        f"no theft {id!r}", remedy="'/heists' names those that were followed, and has others followed"
    )


def begin(view: View, bench: Workbench, known_at: datetime | None = None) -> str:
    """Order that the coins known by then are followed; the id of the job, or of one's own that runs
    already."""
    return jobs.begin(view, bench, KIND, job_kinds.FollowArgs(known_at))
