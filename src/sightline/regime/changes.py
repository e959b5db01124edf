"""What changed in the law between two days, as sentences; and every day on which something changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.model.measure import Measure
from sightline.regime.lookup import in_force, provisions_on
from sightline.regime.measure_files import load

BEGAN, ENDED, CHANGED = "began", "ended", "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One measure that began, ended or changed after `since` and by `until`, in a sentence."""

    kind: str
    id: str
    on: date
    paragraph: str
    verified: str
    text: str

    def as_json(self) -> dict[str, object]:
        """One line a change."""
        return {
            "kind": self.kind,
            "id": self.id,
            "on": self.on.isoformat(),
            "paragraph": self.paragraph,
            "verified": self.verified,
            "text": self.text,
        }


def between(since: date, until: date) -> tuple[Change, ...]:
    """What binds on `until` and not on `since`, and the other way round, and what binds otherwise; by day.

    From a later day to an earlier one the same changes are told backwards, as undone.
    """
    if since > until:
        return tuple(_undone(one) for one in reversed(between(until, since)))
    then, now = set(in_force(since)), set(in_force(until))
    changes = [_began(one) for one in now - then]
    changes += [_ended(one) for one in then - now]
    changes += [change for one in then & now for change in _within(one, since, until)]
    return tuple(sorted(changes, key=lambda change: (change.on, change.kind, change.id)))


def sentence(since: date, until: date) -> str:
    """The whole difference in one sentence."""
    changes = between(since, until)
    if not changes:
        return f"Between {since} and {until} nothing changed in the data."
    parts = []
    for kind, verb in ((BEGAN, "came into force"), (ENDED, "ended"), (CHANGED, "changed")):
        named = [f"{one.id} ({one.paragraph})" for one in changes if one.kind == kind]
        if named:
            parts.append(f"{_listed(named)} {verb}")
    return f"From {since} to {until} {'; '.join(parts)}."


def days() -> tuple[date, ...]:
    """Every day the data names on which the law changes: beginnings, days after an end, phases, caps,
    exemptions and the ends of wind-downs."""
    return tuple(sorted({day for measure in load() for day in days_of(measure)}))


def days_of(measure: Measure) -> frozenset[date]:
    """The days on which one measure may begin to say something else."""
    next_day = timedelta(days=1)
    found = {measure.in_force_from, *(phase.starts for phase in measure.phases)}
    found |= {cap.starts for cap in measure.caps}
    found |= {one.starts for one in measure.exempt if one.starts}
    ends = {measure.in_force_to, *(cap.ends for cap in measure.caps), *(one.ends for one in measure.exempt)}
    ends |= {one.import_by for one in measure.wind_down}
    return frozenset(found | {day + next_day for day in ends if day is not None})


def _began(one: Measure) -> Change:
    """A rule that grew later is told as it began."""
    on = one.in_force_from
    after = f", in place of {_listed(one.replaces)}" if one.replaces else ""
    first = next((phase.text for phase in one.phases if phase.starts == on), one.summary)
    text = f"{one.title} ({_paragraphs(one, on)}) came into force on {on}{after}: {first}"
    return _change(BEGAN, one, on, text)


def _ended(one: Measure) -> Change:
    last = one.in_force_to or date.max
    after = f" and was replaced by {one.replaced_by}" if one.replaced_by else ""
    return _change(ENDED, one, last, f"{one.title} ({_paragraphs(one, last)}) ended on {last}{after}.")


def _paragraphs(one: Measure, day: date) -> str:
    """Those whose resolution had been adopted by that day."""
    return "; ".join(str(each) for each in provisions_on(one, day)) or one.paragraph


def _within(one: Measure, since: date, until: date) -> Iterable[Change]:
    """Phases and caps that began while the measure stayed in force."""
    for phase in one.phases:
        if since < phase.starts <= until:
            said = phase.text.rstrip(".")
            text = f"{one.title} changed on {phase.starts}: {said} ({phase.mark})."
            yield _change(CHANGED, one, phase.starts, text)
    for cap in one.caps:
        if since < cap.starts <= until:
            amount = f"{cap.amount:,} {cap.unit} per {cap.per}"
            yield _change(
                CHANGED, one, cap.starts, f"{one.title}: from {cap.starts} the cap is {amount} ({cap.mark})."
            )
    for exempt in one.exempt:
        if exempt.starts and since < exempt.starts <= until:
            yield _change(
                CHANGED, one, exempt.starts, f"{one.title}: from {exempt.starts} exempt: {exempt.text}."
            )
        if exempt.ends and since <= exempt.ends < until:
            yield _change(
                CHANGED,
                one,
                exempt.ends,
                f"{one.title}: after {exempt.ends} no longer exempt: {exempt.text}.",
            )


def _change(kind: str, one: Measure, on: date, text: str) -> Change:
    against = one.verified_against or "not compared with the document itself"
    return Change(kind, one.id, on, _paragraphs(one, on), f"{one.confidence}; {against}", text)


def _undone(one: Change) -> Change:
    other = {BEGAN: ENDED, ENDED: BEGAN, CHANGED: CHANGED}[one.kind]
    return Change(other, one.id, one.on, one.paragraph, one.verified, f"Undone, looking back: {one.text}")


def _listed(names: Iterable[str]) -> str:
    each = list(names)
    return each[0] if len(each) == 1 else f"{', '.join(each[:-1])} and {each[-1]}"
