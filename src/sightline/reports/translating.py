"""A report in another language, sentence by sentence, from what was translated and reviewed.

What has no reviewed translation of exactly its present words is printed as it was written, with the language
it is in before it, and the cover says so: a reader is never given an old sentence for a new one.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sightline.errors import BadInput
from sightline.model.report import Block, Figure, Report, Section, Table
from sightline.reports.labels import head, is_evidence, words
from sightline.reports.number import REFERENCE
from sightline.reports.outline import changed, named_blocks

Say = Callable[[str, str], str]
"""What becomes of a text at a place: the id of the block, section, annex or recommendation it stands in."""
ALIKE = 0.5
"""how alike an old sentence must be to a new one of the same paragraph to be called its former wording"""
_CODE = re.compile(r"\{[^{}]*\}|\[\d+\]")
MARKED = {
    "en": "Sentences marked [{code}] are not translated yet.",
    "fr": "Les phrases marquées [{code}] ne sont pas encore traduites.",
    "es": "Las frases marcadas [{code}] aún no están traducidas.",
    "ru": "Предложения с пометкой [{code}] ещё не переведены.",
    "zh": "标有[{code}]的句子尚未翻译。",
    "ar": "الجمل التي تسبقها [{code}] لم تترجم بعد.",
    "ko": "[{code}] 표시가 있는 문장은 아직 번역되지 않았다.",
    "ja": "[{code}]の付いた文はまだ翻訳されていない。",
}
"""printed on the cover; ours, as the other fixed words"""


ENVELOPE = "envelope"
"""the place of a letter's salutation and close"""


class State(StrEnum):
    """What became of a text in another language."""

    CURRENT = "current"
    DRAFT = "has a translation that nobody has reviewed"
    STALE = "was changed after it was translated"
    MISSING = "was not translated"


@dataclass(frozen=True, slots=True)
class Said:
    """A translation on record; `reviewed_by` is empty until somebody else has read it."""

    where: str
    source: str
    text: str
    by: str
    reviewed_by: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A text of the report and its translation, of its former words where it is stale."""

    where: str
    label: str
    source: str
    state: State
    text: str = ""
    by: str = ""
    former: str = ""
    """the words that were translated, where they are no longer those of the source"""
    newer: str = ""
    """a correction of the reviewed translation that nobody has reviewed yet"""
    newer_by: str = ""

    @property
    def waiting(self) -> tuple[str, str]:
        """What waits for a review, and who wrote it: the draft, or a correction of what was reviewed."""
        if self.newer:
            return self.newer, self.newer_by
        return (self.text, self.by) if self.state is State.DRAFT else ("", "")

    def as_json(self) -> dict[str, str]:
        """One line of `sightline translation sheet`."""
        return {name: str(getattr(self, name)) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Memory:
    """Every translation into one language that the reader may know of, oldest first."""

    said: tuple[Said, ...]
    by_source: dict[str, list[Said]] = field(default_factory=dict)
    by_place: dict[str, list[Said]] = field(default_factory=dict)

    @classmethod
    def of(cls, said: Iterable[Said]) -> Memory:
        """The memory, ready to be asked."""
        held = cls(tuple(said))
        for one in held.said:
            held.by_source.setdefault(one.source, []).append(one)
            held.by_place.setdefault(one.where, []).append(one)
        return held

    def line(self, where: str, label: str, source: str, standing: frozenset[str] | None) -> Line:
        """What is known of a text; `standing` are the texts at its place, so that only others are former.

        Without them no former wording is looked for: the reader does not see all of that place.
        """
        if held := self.by_source.get(source):
            worth = [(one.reviewed_by != "", one.where == where, at) for at, one in enumerate(held)]
            best = held[max(worth)[2]]
            if not best.reviewed_by:
                return Line(where, label, source, State.DRAFT, best.text, best.by)
            newer = [
                one for one in held[held.index(best) + 1 :] if not one.reviewed_by and one.where == where
            ]
            waiting = (newer[-1].text, newer[-1].by) if newer else ("", "")
            return Line(where, label, source, State.CURRENT, best.text, best.by, "", *waiting)
        if standing is not None and (old := self._former(where, source, standing)):
            return Line(where, label, source, State.STALE, old.text, old.by, old.source)
        return Line(where, label, source, State.MISSING)

    def _former(self, where: str, source: str, standing: frozenset[str]) -> Said | None:
        """The translated wording most like a text that stood at its place and does not any more."""
        former = [one for one in self.by_place.get(where, ()) if one.source not in standing]
        alike = [difflib.SequenceMatcher(None, one.source, source).ratio() for one in former]
        best = max(range(len(former)), key=lambda at: (alike[at], at), default=-1)
        return former[best] if former and alike[best] >= ALIKE else None


def sheet(report: Report, memory: Memory, master: Report) -> tuple[Line, ...]:
    """Every text of the report once a place, in reading order, with what is known of it.

    `master` is the report before anything was cut from it.
    """
    labels = {block.id: label for block, label in named_blocks(report)}
    shown, whole = texts(report), texts(master)
    found = []
    for where, standing in shown.items():
        held = frozenset(whole.get(where, ()))
        known = held if held <= set(standing) else None
        found += [memory.line(where, labels.get(where, where), text, known) for text in standing]
    return tuple(found)


def texts(report: Report) -> dict[str, dict[str, None]]:
    """The texts of a report by the place they stand at, each once, in reading order."""
    found: dict[str, dict[str, None]] = {}

    def note(where: str, text: str) -> str:
        if text.strip():
            found.setdefault(where, {})[text] = None
        return text

    reworded(report, note)
    return found


def reworded(report: Report, say: Say) -> Report:
    """The report with each of its own texts put through `say`; names, numbers and codes in cells stay."""

    def block(old: Block) -> Block:
        if isinstance(old, Table):
            printed = not isinstance(old, Figure) and not is_evidence(old)
            heads = old.heads or tuple(map(head, old.columns)) if printed else ()
            new: Table = replace(
                old,
                title=say(old.id, old.title),
                note=say(old.id, old.note) if old.note else "",
                heads=tuple(say(old.id, name) for name in heads),
                words=tuple((word, say(old.id, printed)) for word, printed in words(old).items()),
            )
            return replace(new, alt=say(old.id, new.alt)) if isinstance(new, Figure) and new.alt else new
        said = tuple(replace(one, text=say(old.id, one.text)) for one in old.sentences)
        dissents = tuple(replace(one, text=say(old.id, one.text)) for one in old.dissents)
        return replace(old, sentences=said, dissents=dissents)

    def section(old: Section) -> Section:
        return replace(
            old, title=say(old.id, old.title), sections=tuple(section(one) for one in old.sections)
        )

    title = say("title", report.title)
    notice = say("notice", report.notice) if report.notice else ""
    walked = changed(report, block)
    return replace(
        walked,
        title=title,
        notice=notice,
        sections=tuple(section(one) for one in walked.sections),
        annexes=tuple(replace(one, title=say(one.id, one.title)) for one in walked.annexes),
        recommendations=tuple(
            replace(one, addressee=say(one.id, one.addressee), text=say(one.id, one.text))
            for one in walked.recommendations
        ),
        envelope=replace(
            report.envelope,
            salutation=_said(say, report.envelope.salutation),
            closing=_said(say, report.envelope.closing),
        ),
    )


def _said(say: Say, text: str) -> str:
    return say(ENVELOPE, text) if text else ""


def translated(report: Report, language: str, lines: Iterable[Line]) -> Report:
    """The report in a language: reviewed translations, and the source, marked, where there is none."""
    known: Mapping[tuple[str, str], Line] = {(one.where, one.source): one for one in lines}
    missing = 0

    def say(where: str, text: str) -> str:
        nonlocal missing
        line = known.get((where, text))
        if line is not None and line.state is State.CURRENT:
            return line.text
        missing += 1
        return f"[{report.language}] {text}"

    made = replace(reworded(report, say), language=language)
    if not missing:
        return made
    told = MARKED[language].format(code=report.language)
    return replace(made, notice=f"{told}\n{made.notice}".strip())


def require_same_marks(source: str, text: str) -> None:
    """`BadInput` where a translation is empty, or does not refer to what the source refers to."""
    if not text.strip():
        raise BadInput("a translation says something", remedy="write it, or leave the sentence untranslated")
    wanted, given = Counter(REFERENCE.findall(source)), Counter(REFERENCE.findall(text))
    wrong = [f"lacks {{ref:{name}}}" for name in wanted - given]
    wrong += [f"has {{ref:{name}}}, which the source does not" for name in given - wanted]
    if wrong:
        told = " ".join(_CODE.findall(source)) or "none"
        raise BadInput(
            f"the translation {' and '.join(wrong)}; the references of the source must stand in it: {told}",
            remedy="copy them as they are; a sheet is taken whole, so load it again once the line is right",
        )
