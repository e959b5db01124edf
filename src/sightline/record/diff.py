"""What changed between two versions of a list, keyed by the publisher's reference number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sightline.lake.entries import Listed
from sightline.lake.statements import Lake
from sightline.model.lists import ListVersion
from sightline.model.statement import Statement
from sightline.model.view import View


@dataclass(frozen=True, slots=True)
class FieldChange:
    """Values of one field that are gone and that are new. What hangs on an entry is `Sanction.program`."""

    field: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One entry that was added, removed or changed. `reference` is its id where it has no reference."""

    kind: str
    """`added`, `removed` or `changed`"""
    reference: str
    entity: str
    caption: str
    fields: tuple[FieldChange, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The published shape."""
        return {
            "change": self.kind,
            "reference": self.reference,
            "entity": self.entity,
            "caption": self.caption,
            "fields": [
                {"field": field.field, "removed": list(field.removed), "added": list(field.added)}
                for field in self.fields
            ],
        }

    def text(self) -> str:
        """For a person: the entry, then a line a field."""
        lines = [f"{self.kind:8} {self.reference}  {self.caption}"]
        for field in self.fields:
            lines += [f"         {field.field}: - {value}" for value in field.removed]
            lines += [f"         {field.field}: + {value}" for value in field.added]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Diff:
    """Changes from one version to another, each sorted by reference."""

    added: tuple[Change, ...]
    removed: tuple[Change, ...]
    changed: tuple[Change, ...]

    def __iter__(self) -> Iterator[Change]:
        yield from (*self.added, *self.removed, *self.changed)

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def diff(view: View, lake: Lake, old: ListVersion, new: ListVersion) -> Diff:
    """Compare two versions; entries are the same when their reference (else their id) is.

    Moving within the file, and the same value said twice, is no change. `NotFound` when the View may
    not see one of the versions.
    """
    before, after = _by_reference(lake.entries(view, old)), _by_reference(lake.entries(view, new))
    moved = [
        reference
        for reference in sorted(before.keys() & after.keys())
        if [entry.said for entry in before[reference]] != [entry.said for entry in after[reference]]
    ]
    was = _fields(lake.statements(view, old, _ids(before, moved)), before, moved)
    now = _fields(lake.statements(view, new, _ids(after, moved)), after, moved)
    return Diff(
        tuple(_change("added", name, after[name][0]) for name in sorted(after.keys() - before.keys())),
        tuple(_change("removed", name, before[name][0]) for name in sorted(before.keys() - after.keys())),
        tuple(
            _change("changed", reference, after[reference][0], changes)
            for reference in moved
            if (changes := _compare(was[reference], now[reference]))
        ),
    )


def of_entry(view: View, lake: Lake, old: ListVersion, new: ListVersion, entry: str) -> Change | None:
    """What changed about one entry, by its id; nothing where it says the same, or stands in neither."""
    was, now = lake.entries(view, old).find(entry), lake.entries(view, new).find(entry)
    if was is None or now is None:
        found = was or now
        name = found.reference or found.id if found else ""
        return _change("removed" if was else "added", name, found) if found else None
    if was.said == now.said:
        return None
    key = now.reference or now.id
    before = _fields(lake.statements(view, old, [was.id]), {key: [was]}, [key])
    after = _fields(lake.statements(view, new, [now.id]), {key: [now]}, [key])
    changes = _compare(before[key], after[key])
    return _change("changed", key, now, changes) if changes else None


def _by_reference(entries: Iterable[Listed]) -> dict[str, list[Listed]]:
    found: dict[str, list[Listed]] = defaultdict(list)
    for entry in entries:
        found[entry.reference or entry.id].append(entry)
    return found


def _change(kind: str, reference: str, entry: Listed, fields: tuple[FieldChange, ...] = ()) -> Change:
    return Change(kind, reference, entry.id, entry.caption, fields)


def _ids(entries: Mapping[str, list[Listed]], references: Iterable[str]) -> list[str]:
    return [entry.id for reference in references for entry in entries[reference]]


Fields = dict[str, set[str]]


def _fields(
    said: Iterable[Statement], entries: Mapping[str, list[Listed]], references: Iterable[str]
) -> dict[str, Fields]:
    """Values by field, by reference."""
    reference_of = {entry.id: reference for reference in references for entry in entries[reference]}
    found: dict[str, Fields] = {reference: defaultdict(set) for reference in references}
    for statement in said:
        entry = statement.entity
        while entry not in reference_of:
            entry = entry.rpartition(":")[0]
        own = entry == statement.entity
        field = statement.prop if own else f"{statement.schema}.{statement.prop}"
        fields = found[reference_of[entry]]
        fields[field].add(statement.value)
        if own:
            fields["schema"].add(statement.schema)
    return found


def _compare(was: Fields, now: Fields) -> tuple[FieldChange, ...]:
    changes = (
        FieldChange(
            field,
            tuple(sorted(was.get(field, set()) - now.get(field, set()))),
            tuple(sorted(now.get(field, set()) - was.get(field, set()))),
        )
        for field in sorted(was.keys() | now.keys())
    )
    return tuple(change for change in changes if change.removed or change.added)
