from __future__ import annotations

import re
from html.parser import HTMLParser

from sightline.model.report import Sentence
from sightline.reports.html import body, render
from sightline.reports.layout import lay_out
from sightline.reports.number import number
from tests.reports.sample import CATALOGUE, REPORT, cite, sha, with_paragraph

LAYOUT = lay_out(REPORT, CATALOGUE)


class Page(HTMLParser):
    """Collects tags, ids, links and text, and whether every tag is closed."""

    VOID = ("meta", "br", "link", "img", "hr", "input")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if "href" in given else []
        self.open += [] if tag in self.VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_equal_layouts_give_equal_bytes() -> None:
    assert render(LAYOUT) == render(LAYOUT)


def test_it_is_whole_and_needs_nothing_from_elsewhere() -> None:
    page = Page(render(LAYOUT).decode())
    assert page.open == []
    assert {"script", "img", "link", "iframe"} & set(page.tags) == set()
    assert all(link.startswith("#") for link in page.links)
    assert not re.search(r"url\(|@import", render(LAYOUT).decode())


def test_every_link_leads_to_one_place() -> None:
    page = Page(render(LAYOUT).decode())
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert f"#items/{sha('press')}" in page.links


def test_footnotes_lead_where_the_office_says() -> None:
    page = Page(render(LAYOUT, lambda c: f"/items/{c.item}?place={c.place}&x=1").decode())
    assert f"/items/{sha('reply')}?place=bytes 0-9&x=1" in page.links


def test_text_is_never_markup() -> None:
    hostile = "<script>alert(1)</script> & {{ 7 * 7 }}"
    report = number(with_paragraph(Sentence(hostile, (cite("press"),))))
    page = Page(render(lay_out(report, CATALOGUE)).decode())
    assert "script" not in page.tags
    assert hostile in "".join(page.words)


def test_the_inside_alone_has_no_head() -> None:
    inside = body(LAYOUT)
    assert inside.lstrip().startswith('<article class="report" lang="en">')
    assert inside in render(LAYOUT).decode()
