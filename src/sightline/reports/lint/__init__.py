"""Lint: what a report may not say. The folder is the register: each module is one rule.

A rule's module has `check(context) -> Iterator[Problem]`; its docstring is its manual page.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from sightline.reports.problem import LintContext, Problem, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name (the file's), its manual page, its check."""

    name: str
    manual: str
    check: Callable[[LintContext], Iterator[Problem]]


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule in the folder, by name."""
    found = []
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        loaded = import_module(f"{__name__}.{module.name}")
        found.append(Rule(module.name, (loaded.__doc__ or "").strip(), loaded.check))
    return tuple(found)


def lint(context: LintContext) -> list[Problem]:
    """All problems of a numbered report, errors first, then by place; a clean report gives none."""
    found = [problem for rule in rules() for problem in rule.check(context)]
    return sorted(dict.fromkeys(found), key=_order)


def _order(problem: Problem) -> tuple[bool, list[tuple[int, str]], str, str]:
    place = [
        (int(part or 0), word) for part, word in re.findall(r"(\d*)(\D*)", problem.where) if part or word
    ]
    return problem.severity is not Severity.ERROR, place, problem.rule, problem.text
