"""The order of accounts as doors show it: what is made already, at once; the rest by a job."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sightline.model.view import View
from sightline.service import account_ranking, job_kinds, jobs, payment_settlements, rankings_kept
from sightline.service.jobs import Job
from sightline.service.rankings_kept import Ranking
from sightline.service.shape import Json, shape
from sightline.service.workbench import Workbench

KIND = "rank"
AT_ONCE = 5_000
"""payments that are measured while one waits: less than a second"""


@dataclass(frozen=True, slots=True)
class Order:
    """What there is to show: a ranking if there is one, the payments of today, one's own job if one runs.

    `state` is `current`, `older` (payments came since that the ranking does not know) or `none`.
    """

    ranking: Ranking | None
    state: str
    payments: int
    files: int
    job: Job | None

    def as_json(self) -> dict[str, Json]:
        """The accounts with all their figures, and what they were made of."""
        found = self.ranking
        return {
            "accounts": shape(found.accounts) if found else [],
            "of": found.of if found else 0,
            "named": found.named if found else 0,
            "state": self.state,
            "payments": self.payments,
            "files": self.files,
            "ranked_payments": found.payments if found else 0,
            "at": shape(found.at) if found else None,
            "job": self.job.as_json() if self.job else None,
        }


def order(view: View, bench: Workbench, top: int = 50) -> Order:
    """The order as far as it is made; `NotAllowed` when the user may not investigate."""
    seen = account_ranking.payments_seen(view, bench)
    payments, job = sum(part.rows for part in seen), jobs.running(view, bench, KIND)
    if payments <= AT_ONCE:
        return Order(account_ranking.ranking(view, bench, top), "current", payments, len(seen), None)
    settled = payment_settlements.digest(payment_settlements.settled(view, bench))
    found, state = rankings_kept.of(bench, seen, settled), "current"
    if found is None:
        found, state = rankings_kept.before(bench, seen), "older"
    if found is None:
        return Order(None, "none", payments, len(seen), job)
    return Order(found.first(min(top, account_ranking.MOST)), state, payments, len(seen), job)


def begin(view: View, bench: Workbench, known_at: datetime | None = None) -> str:
    """Order that the accounts are ranked, of what was known by then; the id of the job, or of one's own that
    runs already."""
    return jobs.begin(view, bench, KIND, job_kinds.RankArgs(known_at))
