"""Every error Sightline raises on purpose, and what each becomes outside.

    SightlineError                 exit 7, HTTP 500
    ├── UsageError                 exit 2, HTTP 400   the question itself is wrong
    │   └── NotFound               exit 2, HTTP 404   no such thing, or not for this View
    ├── BadInput                   exit 4, HTTP 422   a file or a value we refuse
    │   ├── UnknownFormat          nothing here recognises the bytes
    │   ├── FormatChanged          a column, element or code we do not know, or one that is missing
    │   ├── Truncated              the file ends before it is complete
    │   ├── BeyondBounds           a list read whole, with fewer entries than is to be expected
    │   ├── Hostile                entity bomb, archive bomb, a line beyond any bound
    │   └── ChangedWhileRead       the file was written to while we read it
    ├── IntegrityBroken            exit 5, HTTP 500   a hash, signature, chain or replay does not hold
    ├── NotAllowed                 exit 6, HTTP 403   a person or an edition may not have this
    │   ├── SignInRequired         exit 6, HTTP 401
    │   └── TooManyRequests        exit 6, HTTP 429   a caller who asks more than one may
    ├── Conflict                   exit 2, HTTP 409   the move is not legal from this state
    │   └── ChangedMeanwhile       somebody else saved a newer version of what one was changing
    └── EnvironmentFailed          exit 7, HTTP 503   disk, database, network, missing program

A message says what happened; `place` says where, `remedy` what to do. Doors translate once, with
`exit_code` and `http_status`.
"""

from __future__ import annotations

from typing import ClassVar


class SightlineError(Exception):
    """Base of the tree: a message, where there is one a place, and a remedy."""

    exit_code: ClassVar[int] = 7
    http_status: ClassVar[int] = 500

    def __init__(self, message: str, *, place: str | None = None, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.remedy = remedy

    def problem(self) -> dict[str, str | None]:
        """The one JSON shape of an error: kind, message, place, remedy."""
        return {
            "kind": type(self).__name__,
            "message": self.message,
            "place": self.place,
            "remedy": self.remedy,
        }


class UsageError(SightlineError):
    """The question itself is wrong."""

    exit_code = 2
    http_status = 400


class NotFound(UsageError):
    """There is no such thing, or not for this View: the two look alike on purpose."""

    http_status = 404


class BadInput(SightlineError):
    """A file or a value we refuse; its bytes are kept."""

    exit_code = 4
    http_status = 422


class UnknownFormat(BadInput):
    """Nothing here recognises these bytes. `storable` ones (an image) may be kept as an item all the same."""

    storable: bool = False


class FormatChanged(BadInput):
    """A column, element or code that is not in the description, or one of it that is missing."""


class Truncated(BadInput):
    """The file ends before it is complete."""


class BeyondBounds(BadInput):
    """A list that was read whole but has fewer entries than is to be expected; a person may accept it."""


class Hostile(BadInput):
    """Bytes made to exhaust whoever reads them."""


class ChangedWhileRead(BadInput):
    """The file was written to while we read it."""


class IntegrityBroken(SightlineError):
    """A hash, a signature, a chain or a replay does not hold."""

    exit_code = 5


class NotAllowed(SightlineError):
    """A person or an edition may not have this."""

    exit_code = 6
    http_status = 403


class SignInRequired(NotAllowed):
    """Nobody is signed in, or the session was revoked."""

    http_status = 401


class TooManyRequests(NotAllowed):
    """A caller asks more than one may; `retry_after` seconds later there is room again."""

    http_status = 429

    def __init__(
        self, message: str, *, place: str | None = None, remedy: str | None = None, retry_after: int = 1
    ) -> None:
        super().__init__(message, place=place, remedy=remedy)
        self.retry_after = retry_after


class Conflict(SightlineError):
    """The move is not legal from this state."""

    exit_code = 2
    http_status = 409


class ChangedMeanwhile(Conflict):
    """Somebody else saved a newer version of what one was changing; neither is lost."""


class EnvironmentFailed(SightlineError):
    """Disk, database, network or a program we need."""

    exit_code = 7
    http_status = 503
