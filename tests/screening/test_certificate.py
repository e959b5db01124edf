"""A certificate says what was asked of what, and can be run again by those who hold the lists."""

import copy
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sightline.errors import BadInput
from sightline.model.marking import Marking
from sightline.model.screening import Query
from sightline.screening.certificate import Asked, body, hit_json, own, recompute, replay, worded
from sightline.screening.engine import ENGINE_VERSION, answer
from sightline.screening.index import Index
from tests.lake.factory import VIEW
from tests.screening.lists import INVENTED, index_of

QUERIES = {
    "a hit": Query(name="Kim Invented Nam", birth_date="1970", aliases=("Invented Nam",), id="row 7"),
    "no hit": Query(name="Kim Jong Nam"),
    "a problem": Query(name="—"),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return index_of(tmp_path_factory.mktemp("list"))


def issue(indexes: list[Index], query: Query, at: datetime) -> dict[str, Any]:
    made = body("s-abcdefgh", VIEW, indexes, Asked(0.8, 10), answer(VIEW, indexes, query, 0.8, 10), at)
    return json.loads(json.dumps(made))  # type: ignore[no-any-return]


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_run_again_it_is_the_same(index: Index, query: Query, at: datetime) -> None:
    certificate = issue([index], query, at)
    assert replay(VIEW, certificate, [index]) == []
    assert recompute(certificate) == []


def test_it_says_what_was_asked_of_what(index: Index, at: datetime) -> None:
    certificate = issue([index], QUERIES["a hit"], at)
    assert certificate["query"]["aliases"] == ["Invented Nam"]
    assert certificate["engine"] == ENGINE_VERSION
    assert certificate["lists"] == [
        {"list": "un-sc", "partition": index.version.partition, "manifest": index.version.manifest}
    ]
    assert certificate["issued_at"] == "2026-03-02T09:30:00.000000Z"
    assert certificate["hits"][0]["reasons"][0]["forms"]["comparison"] == "name_words"


def test_no_hit_is_proven_by_the_nearest(index: Index, at: datetime) -> None:
    certificate = issue([index], QUERIES["no hit"], at)
    assert certificate["hits"] == []
    assert certificate["nearest"]["score"] < certificate["threshold"]


NEAREST = {"by words": "Kim Jong Nam", "by syllables": "Kim Jong-un", "nothing in common": "Zzzzz"}


@pytest.mark.parametrize("name", NEAREST.values(), ids=NEAREST)
def test_the_nearest_is_put_into_words_as_it_would_have_been_at_once(index: Index, name: str) -> None:
    found = answer(VIEW, [index], Query(name=name), 0.95, 10)
    kept = msgspec.json.decode(msgspec.json.encode(own("s-1", found)))["nearest"]
    at_once = hit_json(found.nearest, forms=True) if found.nearest else None
    assert worded(kept) == msgspec.json.decode(msgspec.json.encode(at_once))


def test_a_list_that_is_hidden_is_not_named(index: Index, tmp_path: Path, at: datetime) -> None:
    secret = index_of(tmp_path, INVENTED[:1], list="secret", item="c", marking=Marking.parse("RED"))
    assert issue([index, secret], QUERIES["a hit"], at) == issue([index], QUERIES["a hit"], at)


def test_anything_changed_is_found(index: Index, at: datetime) -> None:
    certificate = issue([index], QUERIES["a hit"], at)
    changes = {
        "score": lambda c: c["hits"][0].update(score=0.5),
        "match": lambda c: c["hits"][0].update(match=False),
        "reason": lambda c: c["hits"][0]["reasons"][0].update(score=0.9),
        "forms": lambda c: c["hits"][0]["reasons"][0]["forms"].update(listed=["kim"]),
        "cite": lambda c: c["hits"][0]["reasons"][0]["cites"][0].update(item="b" * 64),
        "hit": lambda c: c["hits"].clear(),
        "query": lambda c: c["query"].update(name="Jane Innocent", aliases=[]),
        "threshold": lambda c: (
            c.update(threshold=1.0, hits=c["hits"]) or c["query"].update(birth_date="1985")
        ),
        "engine": lambda c: c.update(engine="0"),
        "list": lambda c: c["lists"][0].update(manifest="0" * 64),
    }
    for name, change in changes.items():
        changed = copy.deepcopy(certificate)
        change(changed)
        assert replay(VIEW, changed, [index]), name


@pytest.mark.parametrize("shape", [{}, {"query": {"nobody": 1}}, {"query": {}, "lists": 3}])
def test_what_is_no_certificate_is_refused(index: Index, shape: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        replay(VIEW, shape, [index])
