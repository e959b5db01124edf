"""Each reason cites the very statement it rests on."""

from pathlib import Path

from sightline.model.screening import Query
from sightline.screening.engine import screen
from tests.lake.factory import VIEW
from tests.screening.lists import INVENTED, index_of


def test_reasons_cite_their_statements(tmp_path: Path) -> None:
    query = Query(
        name="Kim Il Invented",
        schema="Person",
        birth_date="1970",
        nationality="kp",
        identifier="PS654320876",
    )
    (hit, *_) = screen(VIEW, [index_of(tmp_path)], query)
    stands = {said.cite: said for said in INVENTED[0].statements}
    props = [stands[reason.cites[0]].prop for reason in hit.reasons]
    assert props == ["alias", "passportNumber", "birthDate", "nationality", "name"]
    assert [reason.forms["comparison"] for reason in hit.reasons] == [
        "name_words",
        "document",
        "birth_date",
        "nationality",
        "kind",
    ]


def test_of_equal_names_the_first_listed_is_shown(tmp_path: Path) -> None:
    (hit,) = screen(VIEW, [index_of(tmp_path)], Query(name="Invented Nam Kim"))
    assert hit.reasons[0].listed == "KIM INVENTED NAM"
