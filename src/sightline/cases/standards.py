"""Which standard of proof a finding's evidence meets: one readable table.

A proposal, not a UN rule: after S/2006/997 (transparent, corroborated by independent sources, parties
given the chance to answer) and the Admiralty grades. Reconstructions count for nothing. Sources of
one origin group count once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sightline.model.casework import Evidence, Standard
from sightline.model.item import Basis

PROPOSAL = "proposal, not compared with a written UN rule"


@dataclass(frozen=True, slots=True)
class Rung:
    """What a standard takes. Grades are bounds: source up to this letter, credibility up to this number."""

    standard: Standard
    text: str
    reliability: str
    credibility: int
    origins: int = 1
    """independent origin groups among evidence graded up to C and 3"""
    authenticated: bool = False
    state: bool = False


RUNGS = (
    Rung(
        Standard.DOCUMENTED,
        "an authenticated public document itself that says so, graded up to B and 2",
        "B",
        2,
        authenticated=True,
    ),
    Rung(
        Standard.DOCUMENTED,
        "evidence graded up to B and 2, with at least two independent origins in all",
        "B",
        2,
        origins=2,
    ),
    Rung(Standard.ASSESSED, "evidence graded up to C and 3", "C", 3),
    Rung(Standard.REPORTED, "information from a Member State, graded up to D and 4", "D", 4, state=True),
)
"""Strongest first; the first that holds is the standard met, else it is under investigation."""

SUPPORT_RELIABILITY, SUPPORT_CREDIBILITY = "C", 3
"""what a second origin must at least be graded to corroborate"""


@dataclass(frozen=True, slots=True)
class Lookups:
    """What the rule asks of the record: an item's basis, and which sources are what."""

    basis: Callable[[str], Basis]
    """of an item by SHA-256"""
    authenticated: frozenset[str] = frozenset()
    """ids of sources whose documents are authenticated and public: the UN, courts, governments"""
    states: frozenset[str] = frozenset()
    """ids of sources that are Member States"""


@dataclass(frozen=True, slots=True)
class Judged:
    """The standard met and why, in sentences a reader can check."""

    standard: Standard
    reasons: tuple[str, ...]


def standard_met(evidence: Iterable[Evidence], lookups: Lookups) -> Judged:
    """Hold the evidence against the table.

    Evidence against that is itself graded up to B and 2 holds a finding below documented: what is
    credibly contested is assessed, not documented.
    """
    weighed = tuple(evidence)
    real = [e for e in weighed if lookups.basis(e.citation.item) is not Basis.RECONSTRUCTION]
    supporting = [e for e in real if e.weight == "for"]
    contrary = [e for e in real if e.weight == "against" and _graded(e, "B", 2)]
    reasons = []
    if passed := len(weighed) - len(real):
        reasons.append(f"{passed} reconstruction{'s' if passed > 1 else ''} counted for nothing")
    for rung in RUNGS:
        if not _holds(rung, supporting, lookups):
            continue
        if contrary and rung.standard is Standard.DOCUMENTED:
            reasons.append(f"not documented: {len(contrary)} credible against it, graded up to B and 2")
            continue
        return Judged(rung.standard, (*reasons, f"there is {rung.text}"))
    return Judged(Standard.INVESTIGATING, (*reasons, "no evidence for it meets a higher standard"))


def _holds(rung: Rung, supporting: list[Evidence], lookups: Lookups) -> bool:
    graded = [e for e in supporting if _graded(e, rung.reliability, rung.credibility)]
    graded = [e for e in graded if not rung.authenticated or _authenticated(e, lookups)]
    graded = [e for e in graded if not rung.state or e.source in lookups.states]
    support = [e for e in supporting if _graded(e, SUPPORT_RELIABILITY, SUPPORT_CREDIBILITY)]
    origins = {e.origin or e.source for e in (*graded, *support)}
    return bool(graded) and len(origins) >= rung.origins


def _authenticated(evidence: Evidence, lookups: Lookups) -> bool:
    """The document itself, from a source whose documents are authenticated: not our own notes of it."""
    original = lookups.basis(evidence.citation.item) is Basis.ORIGINAL
    return original and evidence.source in lookups.authenticated


def _graded(evidence: Evidence, reliability: str, credibility: int) -> bool:
    return evidence.reliability <= reliability and evidence.credibility <= credibility
