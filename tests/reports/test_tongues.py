from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sightline.errors import EnvironmentFailed, UsageError
from sightline.model.report import STATUSES
from sightline.reports import pdf
from sightline.reports.layout import Advice, lay_out
from sightline.reports.tongues import TONGUES, tongue
from tests.reports.sample import CATALOGUE, REPORT


def test_every_language_has_every_word() -> None:
    words = set(TONGUES["en"].words)
    assert {code: set(one.words) ^ words for code, one in TONGUES.items() if set(one.words) != words} == {}
    assert {code for code, one in TONGUES.items() if set(one.refer) != set(TONGUES["en"].refer)} == set()


def kinds(code: str, status: str, repeats: str = "") -> set[str]:
    advice = tuple(replace(one, status=status, repeats=repeats) for one in REPORT.recommendations)
    laid = lay_out(replace(REPORT, language=code, recommendations=advice), CATALOGUE)
    return {drawn.kind for drawn in laid.body if isinstance(drawn, Advice)}


@pytest.mark.parametrize("code", sorted(TONGUES.keys() - {"en"}))
def test_every_status_of_a_recommendation_is_said_in_the_language(code: str) -> None:
    words, english = TONGUES[code].words, TONGUES["en"].words
    assert len({words[status] for status in STATUSES}) == len(STATUSES)
    assert [status for status in STATUSES if words[status] == english[status]] == []


def test_a_recommendation_says_its_kind_and_status_in_the_language() -> None:
    assert kinds("fr", "repeated") == {"durcir; réitérée"} and kinds("ar", "repeated") == {"تشديد؛ مكررة"}
    assert kinds("fr", "new") == {"durcir"} and kinds("en", "repeated") == {"to tighten; repeated"}


def test_a_recommendation_says_what_it_repeats() -> None:
    assert kinds("en", "repeated", "T/1, 3") == {"to tighten; repeated: T/1, 3"}
    assert kinds("fr", "not taken up", "T/1, 3") == {"durcir; non appliquée; réitérée: T/1, 3"}
    assert kinds("en", "new", "T/1, 3") == {"to tighten; repeated: T/1, 3"}
    assert kinds("ar", "repeated", "T/1, 3") == {"تشديد؛ مكررة: \u2066T/1, 3\u2069"}


@pytest.mark.parametrize(
    ("code", "expected"),
    [("en", "2 March 2026"), ("fr", "2 mars 2026"), ("es", "2 de marzo de 2026"), ("ru", "2 марта 2026 года"),
     ("zh", "2026年3月2日"), ("ar", "٢ آذار/مارس ٢٠٢٦"), ("ko", "2026년 3월 2일"), ("ja", "2026年3月2日")],
)  # fmt: skip
def test_a_day_is_written_as_the_language_writes_it(code: str, expected: str) -> None:
    assert tongue(code).written(date(2026, 3, 2)) == expected


def test_a_reference_is_said_in_the_language() -> None:
    laid = lay_out(replace(REPORT, language="zh"), CATALOGUE)
    said = "".join(run.text for run in laid.summary[0].runs)  # type: ignore[union-attr]
    assert "第2段" in said.replace("\N{NO-BREAK SPACE}", "")


def test_an_unknown_language_is_refused_and_the_known_are_named() -> None:
    with pytest.raises(UsageError, match="'xx'"):
        tongue("xx")


def test_a_language_without_a_font_is_refused_and_the_package_named(monkeypatch: pytest.MonkeyPatch) -> None:
    strange = replace(TONGUES["ko"], sample="\N{LINEAR B SYLLABLE B008 A}", code="ko")
    monkeypatch.setitem(TONGUES, "ko", strange)
    pdf._letters_missing.cache_clear()
    try:
        with pytest.raises(EnvironmentFailed, match="no font here") as caught:
            pdf.render(lay_out(replace(REPORT, language="ko"), CATALOGUE))
    finally:
        pdf._letters_missing.cache_clear()
    assert "fonts-noto-cjk" in str(caught.value.remedy)
