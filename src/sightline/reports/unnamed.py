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
from sightline.reports.footnotes import Catalogue
from sightline.reports.mentions import short_names, without_form
from sightline.reports.outline import changed, citations

STANDS_FOR = "a party that is not named"
_PARTS = re.compile(r"[^\W_]+")


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
    pattern = pattern_of(barred.values(), spellings, every)

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
            letters=tuple(replace(sent, letter=_unquoted(sent.letter, pattern)) for sent in one.letters),
            replies=tuple(
                replace(reply, summary=said(reply.summary), citation=_unquoted(reply.citation, pattern))
                for reply in one.replies
            ),
            reason=said(one.reason),
        )
        for one in heard
    )


def uncalled(catalogue: Catalogue, pattern: re.Pattern[str]) -> Catalogue:
    """Items and sources whose names, which footnotes and the annex of evidence print, name no such party."""

    def said(text: str) -> str:
        return pattern.sub(STANDS_FOR, text)

    items = {
        sha256: replace(one, name=said(one.name), origin=said(one.origin), document=said(one.document))
        if pattern.search(f"{one.name}\n{one.origin}\n{one.document}")
        else one
        for sha256, one in catalogue.items.items()
    }
    return Catalogue(items, {id: said(name) for id, name in catalogue.sources.items()})


def unquoted(report: Report, held: re.Pattern[str]) -> Report:
    """The report without the quotes of citations that give the name of such a party; their places stay."""

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


def pattern_of(
    barred: Iterable[Party],
    spellings: Mapping[str, tuple[str, ...]],
    every: Iterable[Party] = (),
    cased: bool = True,
) -> re.Pattern[str] | None:
    """Their names, and what they are called for short where none of `every` shares it; None without any.

    Short names stand with capitals, unless `cased` is false, as in names of files.
    """
    held, known = list(barred), list(every)
    names = {
        name
        for party in held
        if party.kind is not PartyKind.STATE
        for name in (party.name, *spellings.get(party.entity, ()))
        if name.strip()
    }
    names |= {without_form(name) for name in names} - {""}
    short = {
        name
        for party in held
        for name in short_names(party, [one.name for one in known if one.id != party.id])
    }
    return spelt(names, short, cased) if names else None


def spelt(names: Collection[str], short: Collection[str] = (), cased: bool = True) -> re.Pattern[str]:
    """Any of the names in a text, letter case and what parts the words aside, the longest first.

    Those that are `short` stand as words of their own, and with capitals where `cased`; else all may stand
    within other words and without what parts them, as in names of files.
    """
    between = r"[\W_]+" if cased else r"[\W_]*"
    whole = [between.join(map(re.escape, _PARTS.findall(name))) for name in _longest(names)]
    written = _longest({each for name in short for each in (name, name.upper())})
    alone = [
        rf"(?-i:(?<![^\W_]){re.escape(name)}(?![^\W_]))"
        if cased
        else between.join(map(re.escape, name.split()))
        for name in written
    ]
    return re.compile("|".join([*filter(None, whole), *alone]) or r"(?!)", re.IGNORECASE)


def _longest(names: Collection[str]) -> list[str]:
    return sorted(names, key=lambda name: (-len(name), name))
