from __future__ import annotations

import re
from pathlib import Path

import pytest

from sightline.model.report import Sentence
from sightline.reports.lint import Rule, lint, rules
from sightline.reports.problem import Severity
from tests.reports.sample import CONTEXT, cite, context

MANUAL = Path(__file__).resolve().parents[3] / "docs" / "reference" / "lint.md"


def test_a_clean_report_gives_none() -> None:
    assert lint(CONTEXT) == []


def test_the_folder_is_the_register() -> None:
    folder = Path(str(rules.__wrapped__.__code__.co_filename)).parent
    assert [rule.name for rule in rules()] == sorted(
        path.stem for path in folder.glob("*.py") if path.stem != "__init__"
    )


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_a_manual_page_says_what_why_and_how_to_mend(rule: Rule) -> None:
    title, what, why, mend = re.split(r"\n\n", rule.manual)
    assert title.endswith(".")
    assert what.startswith(("What it refuses: ", "What it warns of: "))
    assert why.startswith("Why: ")
    assert mend.startswith("How to mend: ")


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_the_manual_has_every_page_word_for_word(rule: Rule) -> None:
    words = " ".join(MANUAL.read_text("utf-8").split())
    assert f"## {rule.name} {' '.join(rule.manual.split())}" in words


def test_every_rule_has_its_test() -> None:
    here = {path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")}
    assert {rule.name for rule in rules()} <= here


def test_errors_come_first_and_a_problem_names_its_place() -> None:
    found = lint(
        context(
            Sentence("It was in breach of the measure.", (cite("press"),)),
            Sentence("Something happened."),
        )
    )
    assert [(one.severity, one.where, one.rule) for one in found] == [
        (Severity.ERROR, "A.2", "uncited_claim"),
        (Severity.WARNING, "A.2", "wording_too_strong"),
    ]
    assert set(found[0].as_json()) == {"rule", "severity", "where", "problem", "remedy", "quote"}
