"""What people decided and what was signalled to them: tables, the query guard, users, jobs."""

from sightline.office.database import Office
from sightline.office.guard import GuardedSession
from sightline.office.markings import mark

__all__ = ["GuardedSession", "Office", "mark"]
