"""A person named without a document.

What it refuses: a claim that names a natural person, where nothing it cites names a
public document (of the United Nations, a court or a government) and nothing is an original.

Why: real people are named only as public documents name them.

How to mend: cite the document that names the person, or take the name out.
"""

from __future__ import annotations

from collections.abc import Iterator

from sightline.model.casework import PartyKind
from sightline.model.item import Basis
from sightline.reports.outline import sentences
from sightline.reports.problem import LintContext, Problem, error, names

RULE = "undocumented_person"


def check(context: LintContext) -> Iterator[Problem]:
    """Persons named where no document does."""
    persons = {id: party for id, party in context.parties.items() if party.kind is PartyKind.PERSON}
    for at in sentences(context.report):
        if not at.sentence.claim or any(_documented(context, cite.item) for cite in at.sentence.cites):
            continue
        for id, person in persons.items():
            if id in at.sentence.parties or names(at.sentence.text, person):
                text = f"{person.name} is a person, and no document cited here is public"
                yield error(RULE, at.label, text, "cite the document that names the person", at.sentence.text)


def _documented(context: LintContext, sha256: str) -> bool:
    item = context.items.get(sha256)
    if item is None or item.basis is Basis.RECONSTRUCTION:
        return False
    return item.basis is Basis.ORIGINAL or bool(item.document)
