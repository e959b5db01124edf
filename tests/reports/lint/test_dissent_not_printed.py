from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.model.casework import Position
from sightline.model.report import Block, Paragraph, Sentence
from sightline.reports.lint.dissent_not_printed import check
from sightline.reports.number import number
from sightline.reports.outline import changed
from tests.reports.sample import CONTEXT, FINDING, REPORT, context, with_paragraph

OTHER = replace(FINDING.stances[0], expert="Expert C", position=Position.RESERVE)


def bare(block: Block) -> Block:
    if not isinstance(block, Paragraph):
        return block
    said = tuple(replace(one, finding="", standard=None) for one in block.sentences)
    return replace(block, sentences=said, dissents=())


def struck(block: Block) -> Block:
    return bare(replace(block, sentences=block.sentences[1:]) if isinstance(block, Paragraph) else block)


BARE = changed(REPORT, bare)
DROPPED = replace(context(report=BARE), dropped=frozenset({FINDING.id}))
STRUCK = replace(DROPPED, report=changed(REPORT, struck))
PRINTED = with_paragraph(Sentence("Expert B dissents: Not a service of finance.", claim=False))

HITS = {
    "its finding is marked no more": DROPPED,
    "its sentence is gone": STRUCK,
    "recused without a word": replace(
        DROPPED,
        findings={
            FINDING.id: replace(
                FINDING, stances=(replace(FINDING.stances[0], position=Position.RECUSED, text=""),)
            )
        },
    ),
    "another dissent on record": replace(
        CONTEXT, findings={FINDING.id: replace(FINDING, stances=(*FINDING.stances, OTHER))}
    ),
}
NO_HITS = {
    "never worded here": context(report=BARE),
    "dropped, and withdrawn": replace(DROPPED, unagreed=frozenset({FINDING.id})),
    "dropped, and not for these eyes": replace(DROPPED, findings={}),
    "dropped, and its words stand in a sentence": replace(
        DROPPED, report=replace(BARE, annexes=number(PRINTED).annexes)
    ),
    "dropped, and nobody dissents": replace(
        DROPPED, findings={FINDING.id: replace(FINDING, stances=(replace(OTHER, position=Position.CONCUR),))}
    ),
    "it is printed": CONTEXT,
    "an expert concurs": replace(
        CONTEXT,
        findings={
            FINDING.id: replace(FINDING, stances=(*FINDING.stances, replace(OTHER, position=Position.CONCUR)))
        },
    ),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"dissent_not_printed"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
