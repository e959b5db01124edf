"""The white list: which decision speaks for a party, how long, and when the list's entry ends it.

A false positive clears a hit for a scope and a time, with a reason. It ends by itself on its last day, and
when the entry it was made on says anything else than it did.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from sightline.errors import UsageError
from sightline.evidence import canonical
from sightline.model.decision import Decision, Scope, Standing, Verdict
from sightline.model.screening import FIELDS, Query
from sightline.model.statement import Entity
from sightline.names.readable import readable

LONGEST: Mapping[Scope, timedelta] = {Scope.PARTY: timedelta(days=366), Scope.NAME: timedelta(days=92)}
"""Set here: a year for a customer, who is then looked at anew; a quarter for a name, which many bear."""
USUAL: Mapping[Scope, timedelta] = {Scope.PARTY: timedelta(days=180), Scope.NAME: timedelta(days=30)}
"""Set here: what holds where no day is given."""


TELLING = ("birth_date", "imo", "mmsi", "bic", "identifier", "address")
"""What tells one party from another of the same name."""

_APOSTROPHES = re.compile("['`´ʻʼʽ’‘]")
_PARTED = re.compile(r"[\W_]+")


def party_key(query: Query, scope: Scope) -> str:
    """The key of a party: equal for queries whose names have the same words in the same letters, and that say
    the same besides.

    The asker's own `id` tells two customers of one name apart where nothing else does (`TELLING`); beside
    what does, it is the number of a row.
    """
    if scope is Scope.NAME:
        return canonical.digest(["name", _words(query.name)])
    told = any(getattr(query, one).strip() for one in TELLING)
    said: dict[str, object] = {
        one: _plain(value)
        for one in FIELDS
        if one != "name"
        and not (one == "id" and told)
        and isinstance(value := getattr(query, one), str)
        and value.strip()
    }
    names = {"name": _words(query.name), "aliases": sorted(map(_words, query.aliases))}
    return canonical.digest(["party", 2, said | {one: words for one, words in names.items() if words}])


def _words(name: str) -> str:
    """The words of a name, whatever parts them, in small letters of the script they are in."""
    return " ".join(_PARTED.sub(" ", _APOSTROPHES.sub("", _plain(readable(name).text))).split())


def former_key(query: Query, scope: Scope) -> str:
    """The key under which decisions stand that were made before engine 14: case and spacing apart."""
    if scope is Scope.NAME:
        return canonical.digest(["name", _plain(query.name)])
    said: dict[str, object] = {
        one: _plain(value)
        for one in FIELDS
        if isinstance(value := getattr(query, one), str) and value.strip()
    }
    if query.aliases:
        said["aliases"] = sorted(_plain(alias) for alias in query.aliases)
    return canonical.digest(["party", said])


def _plain(text: str) -> str:
    seen = unicodedata.normalize("NFKC", text.encode("utf-8", "replace").decode("utf-8"))
    return " ".join(seen.casefold().split())


def entry_hash(entity: Entity) -> str:
    """What an entry says, whatever file and place it says it in: SHA-256 over properties and values."""
    return canonical.digest(sorted(_said(entity)))


def changed(before: Entity, after: Entity) -> tuple[str, ...]:
    """The properties in which two states of an entry differ."""
    return tuple(sorted({prop for _, prop, _ in set(_said(before)) ^ set(_said(after))}))


def _said(entity: Entity) -> Iterator[tuple[str, str, str]]:
    for part in (entity, *entity.adjacent):
        for statement in part.statements:
            yield statement.schema, statement.prop, statement.value


def last_day(query: Query, scope: Scope, asked: date | None, today: date) -> date:
    """The last day of a white-list entry; `UsageError` for one past or beyond the longest.

    A party of which nothing is said that tells it from others of its name ends as a name does.
    """
    told = scope is Scope.PARTY and any(getattr(query, one).strip() for one in (*TELLING, "id"))
    lasts = scope if told or not query.name.strip() else Scope.NAME
    until = asked or today + USUAL[lasts]
    if not today <= until <= today + LONGEST[lasts]:
        of = f"{scope.value} of which little but a name is told" if lasts is not scope else scope.value
        raise UsageError(
            f"an entry for a {of} ends between {today} and {today + LONGEST[lasts]}",
            place="until",
            remedy="give a day between the two",
        )
    return until


def when(one: Decision) -> tuple[datetime, bool, str]:
    """The order decisions were made in; of one instant, what takes back comes last."""
    return one.at, one.verdict is Verdict.WITHDRAWN, one.id


def holding(decisions: Iterable[Decision]) -> Decision | None:
    """Of the decisions on one entry for one query, the one that speaks.

    The last word on the party itself comes before any on its name; one that was withdrawn leaves the word
    to the other.
    """
    said = sorted(decisions, key=when)
    for scope in (Scope.PARTY, Scope.NAME):
        last = next((one for one in reversed(said) if one.scope is scope), None)
        if last and last.verdict is not Verdict.WITHDRAWN:
            return last
    return None


def standing(decision: Decision, on: date, same: bool, differs: Iterable[str] = ()) -> Standing:
    """Whether a decision holds on a day. `same`: the entry says on it what it said when it was looked at."""
    if not same:
        props = ", ".join(differs)
        return Standing(decision, False, "the entry has changed since" + (f": {props}" if props else ""))
    if decision.until and decision.until < on:
        return Standing(decision, False, f"it held until {decision.until}")
    return Standing(decision, True)
