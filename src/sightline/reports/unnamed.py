"""What an edition publishes of findings and hearings names no party that may not be named.

A report's data go out beside its text: what the text may not say, they may not say either. States are named
elsewhere as places too, so that their names stay in texts; they are taken off the parties all the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from sightline.model.casework import Finding, Hearing, Party, PartyKind
from sightline.model.citation import Citation
from sightline.model.report import Block, Paragraph, Report
from sightline.reports.outline import changed, citations

STANDS_FOR = "a party that is not named"


def unnamed(
    findings: Iterable[Finding],
    hearings: Iterable[Hearing],
    named: Collection[str],
    spellings: Mapping[str, tuple[str, ...]],
) -> tuple[tuple[Finding, ...], tuple[Hearing, ...]]:
    """Both without parties other than `named` (ids); `spellings` are the names on record by entity."""
    held, heard = tuple(findings), tuple(hearings)
    every = [party for one in held for party in one.parties] + [one.party for one in heard]
    barred = {party.id: party for party in every if party.id not in named}
    if not barred:
        return held, heard
    number = {id: at for at, id in enumerate(barred, 1)}
    pattern = _pattern(barred.values(), spellings)

    def said(text: str) -> str:
        return pattern.sub(STANDS_FOR, text) if pattern else text

    def hidden(party: Party) -> Party:
        at = number.get(party.id)
        return Party(f"unnamed-{at}", STANDS_FOR, party.kind) if at else party

    return tuple(
        replace(
            one,
            assertion=said(one.assertion),
            parties=tuple(hidden(party) for party in one.parties),
            evidence=tuple(
                replace(piece, note=said(piece.note), citation=_unquoted(piece.citation, pattern))
                for piece in one.evidence
            ),
            limits=said(one.limits),
            would_change=said(one.would_change),
            stances=tuple(replace(stance, text=said(stance.text)) for stance in one.stances),
        )
        for one in held
    ), tuple(
        replace(
            one,
            party=hidden(one.party),
            letter=one.letter and _unquoted(one.letter, pattern),
            replies=tuple(
                replace(reply, summary=said(reply.summary), citation=_unquoted(reply.citation, pattern))
                for reply in one.replies
            ),
            reason=said(one.reason),
        )
        for one in heard
    )


def unquoted(report: Report, barred: Collection[Party], spellings: Mapping[str, tuple[str, ...]]) -> Report:
    """The report without the quotes of citations that give the name of such a party; their places stay."""
    pattern = _pattern(barred, spellings) if barred else None
    if pattern is None:
        return report
    held = pattern

    def bare(cites: tuple[Citation, ...]) -> tuple[Citation, ...]:
        return tuple(_unquoted(one, held) for one in cites)

    def look(block: Block) -> Block:
        if isinstance(block, Paragraph):
            return replace(block, sentences=tuple(replace(s, cites=bare(s.cites)) for s in block.sentences))
        rows = tuple(tuple(replace(cell, cites=bare(cell.cites)) for cell in row) for row in block.rows)
        return replace(block, rows=rows)

    named = any(held.search(cite.quote) for cite in citations(report))
    return changed(report, look) if named else report


def _unquoted(citation: Citation, pattern: re.Pattern[str] | None) -> Citation:
    return replace(citation, quote="") if pattern and pattern.search(citation.quote) else citation


def _pattern(barred: Iterable[Party], spellings: Mapping[str, tuple[str, ...]]) -> re.Pattern[str] | None:
    names = {
        name
        for party in barred
        if party.kind is not PartyKind.STATE
        for name in (party.name, *spellings.get(party.entity, ()))
        if name.strip()
    }
    return spelt(names) if names else None


def spelt(names: Collection[str]) -> re.Pattern[str]:
    """Any of the names in a text, letter case and spaces apart, the longest first."""
    longest = sorted(names, key=lambda name: (-len(name), name))
    return re.compile("|".join(r"\s+".join(map(re.escape, name.split())) for name in longest), re.IGNORECASE)
