"""A report of 600 pages, grown from the one of the dossier: the same kinds of text, tables and drawings.

Chapter after chapter repeats the dossier's sections under ids of their own; the sentences of a paragraph are
chosen and ordered anew each time, so that no two chapters are set alike. What a sentence cites, words and
names stays with it, so the report is as true as the one of the dossier.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from typing import Any

from sightline.model.report import (
    Annex,
    Block,
    Figure,
    Form,
    Paragraph,
    Report,
    Section,
    Sentence,
    Table,
)
from sightline.reports.number import REFERENCE
from sightline.reports.outline import labelled_blocks, sentences, tables

SEED = 1718


@dataclass(frozen=True, slots=True)
class Size:
    """How large a report is grown."""

    paragraphs: int = 4_000
    footnotes: int = 6_000
    figures: int = 120
    annexes: int = 90


def counted(report: Report) -> Counter[str]:
    """Paragraphs, sentences with a footnote, figures and annexes of a report."""
    blocks = [block for block, _ in labelled_blocks(report)]
    return Counter(
        paragraphs=sum(isinstance(block, Paragraph) for block in blocks),
        footnotes=sum(1 for at in sentences(report) if at.sentence.cites)
        + sum(any(cell.cites for cell in row) for table in tables(report) for row in table.rows),
        figures=sum(isinstance(block, Figure) for block in blocks),
        annexes=len(report.annexes),
    )


def grown(outline: Report, size: Size | None = None) -> Report:
    """The outline of the dossier's report grown to a size; equal outlines grow alike."""
    return _Growing(outline, size or Size(), random.Random(SEED)).report()


class _Growing:
    """A report being grown: what is left to be planted, and where the words come from."""

    def __init__(self, seed: Report, size: Size, chance: random.Random) -> None:
        self.seed, self.size, self.chance = seed, size, chance
        self.serial = count(1)
        cited = [
            block
            for block in _body(seed)
            if isinstance(block, Paragraph) and any(one.cites for one in block.sentences)
        ]
        self.paragraphs = [one for one in cited if not _refers(one)]
        self.tables = [block for block in _body(seed) if type(block) is Table and block.query]
        held = (*seed.summary, *_body(seed), *(block for annex in seed.annexes for block in annex.blocks))
        self.left_paragraphs = size.paragraphs - sum(isinstance(block, Paragraph) for block in held)
        self.left_notes = size.footnotes - counted(seed)["footnotes"]
        self.left_figures = size.figures - sum(isinstance(block, Figure) for block in held)
        self.signals = sorted(
            {name for table in tables(seed) for name in table.query.get("ids", ()) if name[:2] == "s-"}
        )
        pinned = {table.query["list"]: table.query for table in tables(seed) if table.query.get("pins")}
        self.lists = [{"list": name, "pins": query["pins"]} for name, query in sorted(pinned.items())]

    def report(self) -> Report:
        """All of it: the dossier's own sections first, chapters after them, annexes at the end."""
        annexes = self.size.annexes - len(self.seed.annexes)
        in_annexes = self.left_paragraphs // 5
        body = self.left_paragraphs - in_annexes
        chapters = tuple(self.chapters(body))
        more = tuple(self.annex(number, in_annexes, annexes) for number in range(annexes))
        return replace(
            self.seed,
            id="",
            symbol=f"{self.seed.symbol}/BENCH",
            sections=(*self.seed.sections, *chapters),
            annexes=(*self.seed.annexes, *more),
        )

    def chapters(self, wanted: int) -> Iterator[Section]:
        """Sections with subsections until so many paragraphs are planted."""
        chapter = 0
        while wanted > 0:
            chapter += 1
            inner = []
            for part in range(6):
                inside = min(wanted, 16)
                wanted -= inside
                if inside:
                    title = f"{self.chance.choice(self.seed.sections).title} ({part + 1})"
                    inner.append(Section(f"grown-{chapter}-{part}", title, tuple(self.blocks(inside))))
            yield Section(f"grown-{chapter}", f"Chapter {chapter}", (), tuple(inner))

    def blocks(self, wanted: int) -> Iterator[Block]:
        """Paragraphs, and after each part a figure while there are some to plant."""
        for _ in range(wanted):
            yield self.paragraph()
        if self.left_figures > 0:
            self.left_figures -= 1
            yield self.figure()

    def paragraph(self) -> Paragraph:
        """Sentences of one of the dossier's paragraphs in another order, as many as there are notes for."""
        old = self.chance.choice(self.paragraphs)
        self.left_paragraphs -= 1
        kept = list(old.sentences)
        self.chance.shuffle(kept)
        a_paragraph = self.left_notes / max(self.left_paragraphs + 1, 1)
        notes = int(a_paragraph) + (self.chance.random() < a_paragraph % 1)
        chosen: list[Sentence] = []
        for one in kept:
            if one.cites and notes <= 0:
                continue
            notes -= bool(one.cites)
            self.left_notes -= bool(one.cites)
            chosen.append(one)
        while notes > 0:
            more = self.chance.choice(self.chance.choice(self.paragraphs).sentences)
            if more.cites:
                chosen.append(more)
                notes -= 1
                self.left_notes -= 1
        return replace(old, id=f"grown-p{next(self.serial)}", sentences=tuple(chosen))

    def figure(self) -> Figure:
        """A drawing of one of four forms, made by a query of its own to the dossier's lists and signals."""
        number = next(self.serial)
        form = list(Form)[number % 4]
        query, title = self.asked(form)
        columns = tuple(query.get("columns", ("schema", "entries")))
        alt = f"{title}, drawn as {form.value}."
        return Figure(f"grown-f{number}", title, columns, (), query, form=form, alt=alt)

    def asked(self, form: Form) -> tuple[dict[str, Any], str]:
        """A query that a form can draw, and what the figure is called."""
        some = sorted(self.chance.sample(self.signals, min(6, len(self.signals))))
        if form is Form.MAP:
            return {"kind": "signals", "ids": some, "columns": ["detector", "lat", "lon"]}, "Signals by place"
        if form is Form.NETWORK:
            return {"kind": "signals", "ids": some, "columns": ["actors"]}, "Who appears together in signals"
        day = date(2012, 1, 1) + timedelta(days=self.chance.randrange(4_000))
        chosen = self.chance.choice(self.lists) | {"on": day.isoformat()}
        told = f"of {chosen['list']} until {day.isoformat()}"
        if form is Form.BARS:
            return chosen | {"kind": "count", "by": "listed_on"}, f"Entries {told} by day"
        return chosen | {"kind": "entries", "columns": ["caption", "listed_on"]}, f"Entries {told}"

    def annex(self, number: int, paragraphs_: int, annexes: int) -> Annex:
        """A table of the dossier's and some paragraphs."""
        inside = paragraphs_ * (number + 1) // annexes - paragraphs_ * number // annexes
        table = replace(self.chance.choice(self.tables), id=f"grown-t{next(self.serial)}", rows=())
        blocks = tuple(self.paragraph() for _ in range(inside))
        return Annex(f"grown-a{number}", f"{table.title} ({number + 1})", (*blocks, table))


def _refers(paragraph: Paragraph) -> bool:
    return any(REFERENCE.search(one.text) for one in paragraph.sentences)


def _body(report: Report) -> Iterator[Block]:
    return (block for block, _ in labelled_blocks(replace(report, summary=(), annexes=())))
