"""Write the parts of the manual that the code knows best: every command, format and detector.

    python -m scripts.manual            write them
    python -m scripts.manual --check    say which page is behind, and leave with 1

A page is written by hand; only what stands between its two marks is replaced.
"""

from __future__ import annotations

import dataclasses
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import typer

from sightline import regime
from sightline.cases import papers
from sightline.cases.kind import Field
from sightline.cli.main import root
from sightline.detectors.detector import Detector
from sightline.detectors.register import detectors
from sightline.formats.register import formats

TYPER_OWN = ("--help", "--install-completion", "--show-completion")
REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
BEGIN, END = "<!-- from the code: make manual -->", "<!-- end of what comes from the code -->"


def commands() -> str:
    """A section for each command, with its arguments and options."""
    group: Any = typer.main.get_command(root)
    context = group.context_class(group, info_name="sightline")
    return "\n".join(line for name in group.list_commands(context) for line in command(group, context, name))


def command(group: Any, parent: Any, name: str) -> Iterator[str]:
    """The section of one command, then those of its own commands."""
    found = group.get_command(parent, name)
    context = found.context_class(found, info_name=name, parent=parent)
    yield from ["", f"## `{context.command_path}`", "", *paragraphs(found.help or "")]
    yield from ["```text", " ".join(found.get_usage(context).removeprefix("Usage: ").split()), "```", ""]
    rows = [parameter.get_help_record(context) for parameter in found.get_params(context)]
    rows = [row for row in rows if row and not any(own in row[0] for own in TYPER_OWN)]
    if rows:
        yield from ["| argument or option | meaning |", "|---|---|"]
        yield from (f"| `{cell(record[0])}` | {cell(record[1])} |" for record in rows)
    for inner in getattr(found, "commands", {}):
        yield from command(found, context, inner)


def paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.strip().split("\n\n"):
        yield " ".join(paragraph.split())
        yield ""


def cell(text: str) -> str:
    """One line that does not break a table."""
    return " ".join(text.split()).replace("|", "\\|")


def known_formats() -> str:
    """A section for each format, with what it knows and whether it has met a real file."""
    return "\n".join(line for one in formats().values() for line in format_section(one.description))


def format_section(about: Any) -> Iterator[str]:
    met = "yes" if about.met_real_file else "**no**: written from its specification alone"
    facts = {
        "publisher": about.publisher or "anyone",
        "gives": GIVES[about.kind].format(about=about),
        "version": str(about.version),
        "has met a real file": met,
        "specification": about.specification,
    }
    yield from ["", f"## `{about.name}`: {about.title}", "", "| | |", "|---|---|"]
    yield from (f"| {name} | {cell(value)} |" for name, value in facts.items())
    if about.knows:
        yield from ["", "Knows: " + ", ".join(f"`{name}`" for name in about.knows) + "."]


GIVES = {
    "entity": "entries of a list",
    "document": "passages to cite",
    "table": "rows of the table `{about.table}`",
}


def known_detectors() -> str:
    """A section for each detector: its manual page, and its thresholds with unit and source."""
    return "\n".join(line for one in detectors().values() for line in detector_section(one))


def detector_section(one: Detector) -> Iterator[str]:
    title, _, page = one.manual.partition("\n")
    yield from ["", f"## `{one.name}`: {title}", "", f"Version {one.version}. Reads: "]
    yield from [", ".join(f"`{table}`" for table in one.tables) + ". Measures it may concern: "]
    yield from [", ".join(f"`{measure}`" for measure in one.measures) + "."]
    yield page.replace("\n## ", "\n### ").rstrip()
    yield from [
        "",
        "### Parameters",
        "",
        "| parameter | meaning | default | unit | source |",
        "|---|---|---|---|---|",
    ]
    for field in dataclasses.fields(one.params):
        about = field.metadata
        default = str(field.default).lower() if isinstance(field.default, bool) else f"{field.default:g}"
        told = (field.name, about["text"], default, about["unit"], about["source"])
        yield "| `{}` | {} |".format(told[0], " | ".join(cell(text) for text in told[1:]))


def known_measures() -> str:
    """The measures and the resolutions, as tables."""
    lines = [
        "",
        "## Measures",
        "",
        "| id | title | provisions | direction | in force | confidence | effect |",
    ]
    lines.append("|---|---|---|---|---|---|---|")
    for one in regime.load():
        dates = f"{one.in_force_from} – {one.in_force_to or 'open'}"
        told = (f"`{one.id}`", one.title, one.paragraph, one.direction, dates, one.confidence, one.effect)
        lines.append(f"| {' | '.join(cell(str(part)) for part in told)} |")
    lines += ["", "## Resolutions", "", "| resolution | adopted | confidence | what | Panel until |"]
    lines.append("|---|---|---|---|---|")
    for each in regime.resolutions():
        known = (each.name, each.adopted or "year only", each.confidence, each.about, each.panel_until or "")
        lines.append(f"| {' | '.join(cell(str(part)) for part in known)} |")
    return "\n".join(lines)


def known_papers() -> str:
    """A section for each kind of paper: what it is, its fields, its states."""
    lines: list[str] = []
    for name, kind in papers.kinds().items():
        lines += ["", f"## `{name}`", "", *paragraphs(papers.manual(name))]
        lines += ["| field | label | filled in as |", "|---|---|---|"]
        lines += [f"| `{one.name}` | {cell(one.label)} | {_filled(one)} |" for one in kind.fields]
        lines += ["", "| from | to | meaning |", "|---|---|---|"]
        lines += [f"| {move.origin or '(new)'} | {move.target} | {move.meaning} |" for move in kind.moves]
        needs = [
            f"{state or 'always'}: {', '.join(f'`{n}`' for n in several)}"
            for state, several in kind.needs.items()
        ]
        lines += ["", f"Needed: {'; '.join(needs)}."] if needs else []
    return "\n".join(lines)


def _filled(one: Field) -> str:
    said = {
        "cites": "citations, one a line",
        "lines": "several, one a line",
        "choice": ", ".join(one.choices),
    }
    return said.get(one.sort.value, one.sort.value)


PAGES: dict[str, Callable[[], str]] = {
    "cli.md": commands,
    "formats.md": known_formats,
    "detectors.md": known_detectors,
    "measures.md": known_measures,
    "papers.md": known_papers,
}


def written(page: Path, part: str) -> str:
    """The page's text with what stands between its marks replaced; `ValueError` without the marks."""
    text = page.read_text("utf-8")
    pattern = re.compile(re.escape(BEGIN) + ".*" + re.escape(END), re.S)
    if not pattern.search(text):
        raise ValueError(f"{page} has no marks {BEGIN} … {END}")
    return pattern.sub(lambda _: f"{BEGIN}\n{part}\n\n{END}", text)


def behind() -> dict[Path, str]:
    """Pages that say something else than the code does, with what they should say."""
    fresh = {REFERENCE / name: written(REFERENCE / name, part()) for name, part in PAGES.items()}
    return {page: text for page, text in fresh.items() if page.read_text("utf-8") != text}


def main() -> int:
    pages = behind()
    for page, text in pages.items():
        print(f"{page.name} is behind" if "--check" in sys.argv else f"{page.name} written")
        if "--check" not in sys.argv:
            page.write_text(text, "utf-8")
    return 1 if pages and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
