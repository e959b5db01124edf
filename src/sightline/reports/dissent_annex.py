"""The annex that prints each dissent, reservation and recusal again, with the objections and their answers.

It is made from the edition as it was cut: a dissent that may not stand at its paragraph stands nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sightline.model.papers import Paper
from sightline.model.report import Annex, Paragraph, Report, Sentence
from sightline.reports.outline import labelled_blocks

ID = "dissents"
TITLE = "Dissents, reservations, recusals and objections"


def annexed(report: Report, objections: Mapping[str, tuple[Paper, ...]]) -> Report:
    """The report with the annex, where any paragraph after the summary prints a dissent; else as it is.

    `objections` holds those to findings, by the finding's id. A report with an annex of this id keeps it.
    """
    if any(annex.id == ID for annex in report.annexes):
        return report
    summary = {paragraph.id for paragraph in report.summary}
    told = [
        block
        for block, _ in labelled_blocks(report)
        if isinstance(block, Paragraph) and block.dissents and block.id not in summary
    ]
    if not told:
        return report
    paragraphs = tuple(each for block in told for each in _paragraphs(block, objections))
    return replace(report, annexes=(*report.annexes, Annex(ID, TITLE, paragraphs)))


def _paragraphs(block: Paragraph, objections: Mapping[str, tuple[Paper, ...]]) -> Iterator[Paragraph]:
    for number, dissent in enumerate(block.dissents, 1):
        text = f"On {{ref:{block.id}}}, {dissent.expert} {dissent.position}: {dissent.text}"
        yield _said(f"{ID}-{block.id}-{number}", text, block)
    named = dict.fromkeys(sentence.finding for sentence in block.sentences if sentence.finding)
    for one in (each for name in named for each in objections.get(name, ())):
        text = f"To {{ref:{block.id}}}, {one.text('by')} objected: {one.text('text')}"
        if one.text("answer"):
            text += f" {one.text('answered_by')} answered: {one.text('answer')}"
        yield _said(f"{ID}-{one.id}", f"{text} ({one.state})", block)


def _said(id: str, text: str, block: Paragraph) -> Paragraph:
    told = text.strip()
    ended = told if told.endswith((".", "!", "?", ")")) else f"{told}."
    return Paragraph(id, (Sentence(ended, claim=False),), marking=block.marking)
