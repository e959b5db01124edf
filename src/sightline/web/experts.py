"""The experts and what they declare, for the coordinator; and the rule the office decides by."""

from __future__ import annotations

from sightline.cases import deciding
from sightline.errors import UsageError
from sightline.model.papers import Expert, Interest
from sightline.service import access, stances
from sightline.web.page import Fields, Goto, Page, form, page
from sightline.web.tried import tried
from sightline.web.visit import Visit, day

TEMPLATE = "experts.html"
FIELDS = ("name", "nationality", "employment", "employer", "portfolio", "since", "until", "interests", "why")


@page("/experts", TEMPLATE)
def every(visit: Visit) -> Page:
    """What the experts declare: all for the coordinator, their own for the others."""
    return _experts(visit, {}, visit.text("do"))


@form("/experts", TEMPLATE)
def declare(visit: Visit, sent: Fields) -> Page | Goto:
    """Put on record what an expert declares."""

    def work() -> Goto:
        interests = tuple(_interest(line) for line in sent.get("interests", "").splitlines() if line.strip())
        new = Expert(
            sent.get("name", "").strip() or visit.view.user,
            sent.get("nationality", "").strip(),
            sent.get("employment", ""),
            sent.get("employer", "").strip(),
            sent.get("portfolio", "").strip(),
            day(sent.get("since", "")),
            day(sent.get("until", "")),
            interests,
            visit.view.known_at,
        )
        stances.declare(visit.view, visit.bench, new, sent.get("why", "").strip() or "declared")
        return Goto("/experts")

    return tried(work, lambda problem: _experts(visit, sent, "declare"))


@form("/experts/rule", TEMPLATE)
def rule(visit: Visit, sent: Fields) -> Page | Goto:
    """Decide by another rule from now on."""

    def work() -> Goto:
        stances.choose_rule(visit.view, visit.bench, sent.get("rule", ""), sent.get("why", "").strip())
        return Goto("/experts")

    return tried(work, lambda problem: _experts(visit, sent, "rule"))


def _interest(line: str) -> Interest:
    about, sign, what = line.partition("=")
    if not sign or not about.strip() or not what.strip():
        raise UsageError(
            f"not an interest: {line!r}", place="interests", remedy="write what it concerns = what it is"
        )
    return Interest(about.strip(), what.strip())


def _experts(visit: Visit, typed: Fields, doing: str) -> Page:
    view, bench = visit.view, visit.bench
    body: dict[str, object] = {
        "experts": stances.experts(view, bench),
        "rule": stances.rule(view, bench),
        "rules": deciding.rules(),
        "problem": None,
    }
    may = access.may(view, bench, "investigate")
    drawn: dict[str, object] = {
        "may": may,
        "may_decide": access.may(view, bench, "decide"),
        "doing": doing if may else "",
        "typed": dict.fromkeys(FIELDS, "") | {"name": view.user} | typed,
        "employment": stances.EMPLOYMENT,
    }
    return Page("Experts and how they decide", body, drawn)


HANDLERS = (every, declare, rule)
