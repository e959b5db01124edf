"""Numbers and names of the report's parts that are not as they must be.

What it refuses: two parts that share an id; paragraph, table, figure or recommendation numbers that
repeat, leave a gap or run backward; annex letters out of order. It says nothing of an outline that has
no numbers yet.

Why: what is cited by its number must be found under it, and only there.

How to mend: give each part an id of its own, and let the numbers be set anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sightline.model.report import Figure, Paragraph, Report
from sightline.reports.number import letter
from sightline.reports.outline import labelled_blocks
from sightline.reports.problem import LintContext, Problem, error

RULE = "numbering"


def check(context: LintContext) -> Iterator[Problem]:
    """Shared ids and numbers out of order."""
    report = context.report
    ids = Counter([block.id for block, _ in labelled_blocks(report)])
    ids.update([*(annex.id for annex in report.annexes), *(advice.id for advice in report.recommendations)])
    for name, times in ids.items():
        if times > 1:
            yield error(RULE, name, f"{times} parts share the id {name!r}", "give each its own id")
    for word, numbers in _series(report).items():
        if any(numbers) and (wrong := _first_wrong(numbers)):
            yield error(
                RULE, f"{word} {wrong}", f"{word} numbers do not run on at {wrong}", "number the report anew"
            )
    letters = [annex.letter for annex in report.annexes]
    if any(letters) and letters != [letter(at) for at in range(len(letters))]:
        text = f"the annexes are lettered {', '.join(letters)}"
        yield error(RULE, "annexes", text, "number the report anew")


def _series(report: Report) -> dict[str, list[int]]:
    summary = {paragraph.id for paragraph in report.summary}
    annexed = {id(block): annex.id for annex in report.annexes for block in annex.blocks}
    found: dict[str, list[int]] = {"table": [], "figure": [], "paragraph": []}
    for block, _ in labelled_blocks(report):
        if isinstance(block, Paragraph):
            if block.id in summary:
                continue
            inside = annexed.get(id(block))
            found.setdefault(f"paragraph of {inside}" if inside else "paragraph", []).append(block.number)
        else:
            found["figure" if isinstance(block, Figure) else "table"].append(block.number)
    found["recommendation"] = [advice.number for advice in report.recommendations]
    return found


def _first_wrong(numbers: list[int]) -> int:
    return next((number or at for at, number in enumerate(numbers, 1) if number != at), 0)
