"""Every detector of the folder says what it is, and its parameters say where they come from."""

from __future__ import annotations

import dataclasses
import re

import pytest

from sightline.detectors.detector import PARTS, Detector
from sightline.detectors.register import detector, detectors
from sightline.errors import UsageError
from sightline.formats.table_schemas import SCHEMAS
from sightline.regime import get

ALL = pytest.mark.parametrize("one", detectors().values(), ids=list(detectors()))


def test_the_folder_is_the_register() -> None:
    assert {"individual_as_bank", "ship_to_ship"} <= set(detectors())


def test_an_unknown_detector_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        detector("fortune_telling")
    assert "ship_to_ship" in str(caught.value.remedy)


@ALL
def test_the_docstring_is_the_manual_page(one: Detector) -> None:
    assert re.findall(r"^## (.+)$", one.manual, re.M) == list(PARTS)
    assert one.title.endswith(".")
    for part in re.split(r"^## .+$", one.manual, flags=re.M)[1:]:
        assert len(part.split()) >= 5, "a part that says nothing"


@ALL
def test_every_parameter_has_a_text_a_unit_and_a_source(one: Detector) -> None:
    for field in dataclasses.fields(one.params):
        assert {"text", "unit", "source", "least"} <= set(field.metadata), field.name
        assert all(field.metadata[name] for name in ("text", "unit", "source")), field.name
        assert field.default >= field.metadata["least"], field.name


@ALL
def test_tables_and_measures_are_known(one: Detector) -> None:
    assert set(one.tables) <= set(SCHEMAS)
    assert all(get(name) for name in one.measures)
    assert one.version >= 1
