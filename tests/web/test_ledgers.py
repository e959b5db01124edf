"""The pages of the caps and their twins: a chart without script, and the same figures as JSON."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sightline.service.ingest import Options, ingest
from sightline.service.ledgers import public_figures
from tests.web.conftest import Client
from tests.web.offices import TestOffice, bare

Visit = Callable[..., Client]


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> TestOffice:
    """An office with the public figures."""
    folder = tmp_path_factory.mktemp("offices")
    made = bare(folder / "one")
    path = folder / "figures.csv"
    path.write_text(public_figures())
    list(ingest(made.bench.operator_view(), made.bench, [path], Options()))
    return made


def test_the_page_draws_what_its_twin_says(figures: TestOffice, visit: Visit) -> None:
    client = visit(figures, figures.reader)
    page, twin = (client.get(f"/ledgers/refined{end}?period=2021") for end in ("", ".json"))
    assert page.status_code == twin.status_code == 200
    totals = twin.json()["ledger"]["limits"][0]["totals"]
    assert {one["total"] for one in totals} >= {"38300.00", "526000.00"}
    assert "cap-limit" in page.text and "95 %" in page.text and 'role="img"' in page.text
    assert "526\N{THIN SPACE}000" in page.text and "not before 2021-01-01" in page.text


def test_the_list_names_every_period_and_hides_the_silent_ones(figures: TestOffice, visit: Visit) -> None:
    client = visit(figures, figures.reader)
    page, twin = client.get("/ledgers"), client.get("/ledgers.json")
    assert "900.00 %" in page.text and "periods without a row" in page.text
    assert {line["cap"] for line in twin.json()["ledgers"]} == {
        "refined", "refined-2017", "crude", "coal-2016", "coal-2017",
    }  # fmt: skip


def test_a_cap_of_two_limits_and_no_row_has_a_page(figures: TestOffice, visit: Visit) -> None:
    page = visit(figures, figures.reader).get("/ledgers/coal-2017")
    assert page.status_code == 200 and "No row of this period" in page.text


def test_an_unknown_cap_is_not_found(figures: TestOffice, visit: Visit) -> None:
    assert visit(figures, figures.reader).get("/ledgers/gas").status_code == 404
