"""A layout as one HTML file: no script, no asset from elsewhere, every footnote a link to its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2 import Template as Jinja
from markupsafe import Markup

from sightline.model.citation import Citation
from sightline.model.report import Template
from sightline.reports.direction import APART, reads_right_to_left
from sightline.reports.footnotes import Part as Cited
from sightline.reports.layout import Advice, Drawn, Grid, Heading, Layout, Para, Picture, Run
from sightline.reports.parts import Part
from sightline.reports.tongues import untranslated

EvidenceUrl = Callable[[Citation], str]
_KINDS: dict[type[Drawn], str] = {
    Heading: "heading",
    Para: "paragraph",
    Grid: "table",
    Advice: "advice",
    Picture: "figure",
}


@dataclass(frozen=True, slots=True)
class _Links:
    """Where a footnote's citation leads: to the office's evidence page, or to the row of the annex."""

    layout: Layout
    evidence_url: EvidenceUrl | None

    def __call__(self, citation: Citation) -> str:
        if self.evidence_url is not None:
            return self.evidence_url(citation)
        return f"#items/{citation.item}" if citation.item in self.layout.anchored else ""


def render(layout: Layout, evidence_url: EvidenceUrl | None = None) -> bytes:
    """The whole document as UTF-8; equal layouts and addresses give equal bytes.

    `evidence_url` gives the address a citation opens at; without it footnotes lead to the evidence
    annex of the same file.
    """
    return _template().render(**_values(layout, evidence_url)).encode()


def body(layout: Layout, evidence_url: EvidenceUrl | None = None) -> str:
    """The document's inside alone, already escaped, for a page that has its own head and style."""
    return _template("report_body.html").render(**_values(layout, evidence_url))


def _values(layout: Layout, evidence_url: EvidenceUrl | None) -> dict[str, object]:
    return {
        "layout": layout,
        "report": layout.report,
        "letter": layout.report.template is Template.LETTER,
        "link": _Links(layout, evidence_url),
        "kind": lambda drawn: _KINDS[type(drawn)],
        "written": layout.tongue.written,
        "words": layout.tongue.words,
        "digits": lambda number: layout.tongue.digits(str(number)),
        "language": layout.tongue,
        "way": _isolated if layout.tongue.rtl else str,
        "apart": _set_apart,
        "is_tag": lambda run: isinstance(run, Markup),
        "alone": Markup(' dir="rtl"') if layout.tongue.rtl else "",
        "turn": _turned if layout.tongue.rtl else lambda _: "",
        "safe": Markup,
        "contents": Part.CONTENTS in layout.parts,
        "lists": tuple(
            (layout.tongue.words[title], layout.tongue.words[word], layout.listed(kind))
            for kind, title, word in ((Grid, "tables", "table"), (Picture, "figures", "figure"))
        ),
    }


def _isolated(text: str) -> Markup:
    """A passage set apart by the way it reads, in a page that reads from the right."""
    return Markup('<bdi dir="{}">{}</bdi>').format("rtl" if reads_right_to_left(text) else "ltr", text)


def _turned(pieces: Iterable[Run] | Iterable[Cited]) -> Markup:
    """The attributes of a block whose text reads from the left; none for one that reads from the right."""
    text = "".join(one.text for one in pieces)
    return Markup("") if reads_right_to_left(text) else Markup(' dir="ltr"{}').format(_spoken(text))


def _set_apart(runs: Iterable[Run]) -> Iterator[Run | Markup]:
    """The runs, and the tags around a sentence that reads another way than its paragraph."""
    held = list(runs)
    for at, run in enumerate(held):
        if not run.sign:
            yield run
        elif run.text == APART[0]:
            yield Markup('<span dir="ltr"{}>').format(_spoken(held[at + 1].text))
        else:
            yield Markup("</span>")


def _spoken(text: str) -> Markup:
    """The attribute of a text that is marked as not translated."""
    code = untranslated(text)
    return Markup(' lang="{}"').format(code) if code else Markup("")


@cache
def _template(name: str = "report.html") -> Jinja:
    loader = PackageLoader("sightline.reports", "templates")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(name)
