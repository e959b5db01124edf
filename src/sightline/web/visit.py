"""One request of one signed-in person: who looks, through which View, and what was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TypeVar
from urllib.parse import quote, urlencode

from sightline.errors import UsageError
from sightline.model.citation import Citation
from sightline.model.place import Place
from sightline.model.view import View
from sightline.service import access
from sightline.service.workbench import Workbench
from sightline.web import form_token
from sightline.web.form_token import Asked

TWIN = ".json"
KEPT = ("as_of", "known_at")
Choice = TypeVar("Choice", bound=StrEnum)


def day(text: str, place: str | None = None) -> date | None:
    """A day as `YYYY-MM-DD`; nothing when empty, `UsageError`, which names the `place`, for none."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"not a day: {text!r}", place=place, remedy="write it as 2017-03-02") from error


def moment(text: str) -> datetime | None:
    """A time in ISO 8601, UTC unless it says otherwise; nothing when empty."""
    if not text:
        return None
    try:
        read = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"not a time: {text!r}", remedy="write it as 2017-03-02T09:30:00Z") from error
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses that keep the View's day and time over navigation."""

    path: str
    """the address of this page, without `.json` and without the query"""
    query: Mapping[str, str]

    @property
    def kept(self) -> dict[str, str]:
        """The View's part of the query string, as it was given."""
        return {name: self.query[name] for name in KEPT if self.query.get(name)}

    @property
    def own(self) -> dict[str, str]:
        """The rest of the query string."""
        return {name: value for name, value in self.query.items() if name not in KEPT and value}

    def to(self, path: str, **asked: object) -> str:
        """An address inside the workbench; parameters that are empty are left out."""
        given = {name: str(value) for name, value in asked.items() if value not in {None, ""}}
        query = urlencode(self.kept | given)
        return f"{path}?{query}" if query else path

    def item(self, sha256: str) -> str:
        """The page of an item."""
        return self.to(f"/items/{sha256}")

    def cite(self, citation: Citation) -> str:
        """The page of the cited item, at the place."""
        return self.to(f"/items/{citation.item}", place=citation.place) + "#cite"

    def entity(self, identifier: str) -> str:
        """The page of an entity; what hangs on one is shown on its page."""
        return self.to("/entities/" + quote(identifier, safe=""))

    @property
    def twin(self) -> str:
        """The same page as JSON."""
        query = urlencode(dict(self.query))
        path = "/index" if self.path == "/" else self.path
        return f"{path}{TWIN}?{query}" if query else path + TWIN


@dataclass(frozen=True, slots=True)
class Visit:
    """What a page function gets: the bench, the View, and the question."""

    bench: Workbench
    view: View
    token: str
    parameters: Mapping[str, str]
    links: Links
    twin: bool

    @classmethod
    def of(cls, request: Asked) -> Visit:
        """Read the request; `SignInRequired` unless a live session came with it."""
        bench: Workbench = request.app.state.bench
        query = {name: value.strip() for name, value in request.query_params.items()}
        token = form_token.held(request, "session")
        view = access.view_of(bench, token, day(query.get("as_of", "")), moment(query.get("known_at", "")))
        path = request.url.path
        twin = path.endswith(TWIN)
        plain = path.removesuffix(TWIN)
        links = Links("/" if twin and plain == "/index" else plain, query)
        return cls(bench, view, token, _parameters(request), links, twin)

    def text(self, name: str) -> str:
        """A parameter of the query string, empty when absent."""
        return self.links.query.get(name, "")

    def day(self, name: str) -> date | None:
        """A parameter that is a day."""
        return day(self.text(name))

    def place(self, name: str) -> Place | None:
        """A parameter that is a place in an item."""
        return Place.parse(self.text(name)) if self.text(name) else None

    def choice(self, name: str, default: Choice) -> Choice:
        """A parameter that is one of a set of words; `UsageError` names the words."""
        given = self.text(name)
        kind = type(default)
        if not given:
            return default
        if given not in list(kind):
            raise UsageError(f"not known: {given!r}", remedy="use one of " + ", ".join(kind))
        return kind(given)

    @property
    def form_token(self) -> str:
        """What every form on the page carries."""
        return form_token.token_for(self.token)


def _parameters(request: Asked) -> dict[str, str]:
    return {
        name: str(value).lstrip("/").removesuffix(TWIN) if name == "id" else str(value)
        for name, value in request.path_params.items()
    }
