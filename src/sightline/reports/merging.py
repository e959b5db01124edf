"""What two people made of one paragraph, sentence by sentence: both changes, where they do not touch.

A suggestion is kept with the paragraph it was made on, and both with their evidence: whoever takes it over
takes what it changes, cites what it cited, and keeps what others wrote since.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sightline.model.report import Paragraph, Sentence
from sightline.reports import notation, tree_json
from sightline.reports.notation import Written

Sentences = tuple[Sentence, ...]
_Change = tuple[int, int, Sentences]
"""first sentence of the old text, the one behind the last, and what stands in their place"""


def merged(old: Sentences, mine: Sentences, theirs: Sentences) -> Sentences | None:
    """`theirs` with what `mine` changes of `old`; None where both changed the same sentences, differently.

    Of sentences that both put in at one place, theirs come first.
    """
    changes = [(change, 0) for change in _changes(old, theirs)]
    changes += [(change, 1) for change in _changes(old, mine) if (change, 0) not in changes]
    made: list[Sentence] = []
    at = 0
    for (low, high, new), _ in sorted(changes, key=lambda one: (*one[0][:2], one[1])):
        if low < at:
            return None
        made += [*old[at:low], *new]
        at = high
    return (*made, *old[at:])


def _changes(old: Sentences, new: Sentences) -> list[_Change]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return [(i, j, new[k:m]) for kind, i, j, k, m in matcher.get_opcodes() if kind != "equal"]


def suggestion(old: Paragraph, new: Paragraph, why: str) -> dict[str, Any]:
    """What is kept of a suggestion: `text`, `why`, and the trees of both paragraphs, `on` and `new`."""
    said = notation.write(replace(new, dissents=())).text
    return {"text": said, "why": why, "on": tree_json.block(old), "new": tree_json.block(new)}


def as_made(body: Mapping[str, Any], now: Paragraph) -> Written | None:
    """The paragraph as a suggestion has it; None of one that was kept without its evidence."""
    return _written(now, _sentences(body["new"])) if "new" in body else None


def taken_over(body: Mapping[str, Any], now: Paragraph) -> Written | None:
    """The paragraph with a suggestion taken over; None where that touches what others changed."""
    if "on" not in body:  # kept before suggestions had their evidence
        return None
    both = merged(_sentences(body["on"]), _sentences(body["new"]), now.sentences)
    return None if both is None else _written(now, both)


def _written(now: Paragraph, sentences: Sentences) -> Written:
    return notation.write(replace(now, sentences=sentences, dissents=()))


def _sentences(tree: Mapping[str, Any]) -> Sentences:
    block = tree_json.read_block(tree)
    return block.sentences if isinstance(block, Paragraph) else ()
