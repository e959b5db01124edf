from __future__ import annotations

import pytest

from sightline.model.citation import Citation
from sightline.model.place import Place
from sightline.model.report import Sentence
from sightline.reports.lint.undefined_acronym import check
from tests.reports.sample import cite, context, sha

HITS = {
    "nobody explained it": context(Sentence("The JFX was informed.", (cite("press"),))),
}
NO_HITS = {
    "explained": context(
        Sentence("The Joint Fund X (JFX) was informed. The JFX answered.", (cite("press"),))
    ),
    "known": context(Sentence("The IMO was informed.", (cite("press"),))),
    "in the words cited": context(
        Sentence("The JFX was informed.", (Citation(sha("press"), Place("", 0, 9), "the JFX was informed"),))
    ),
    "a name in capitals": context(Sentence("The INVENTED PERSON FIVE paid.", (cite("press"),))),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"undefined_acronym"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
