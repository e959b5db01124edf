from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.web.conftest import Client, form_token
from tests.web.offices import TestOffice, copied

FRENCH = "Le service a pris fin le 8 mars 2017."


def test_a_sentence_is_translated_by_a_plain_form(
    plain: TestOffice, tmp_path: Path, visit: Callable[..., Client]
) -> None:
    desk = copied(plain, tmp_path / "office")
    client = visit(desk, desk.editor)
    address = f"/reports/{desk.report}/translation"
    assert "Choose the language" in client.get(address).text
    page = client.get(address, params={"language": "fr"}).text
    assert "The service ended on 8 March 2017." in page and "was not translated" in page
    lines = client.get(f"{address}.json", params={"language": "fr"}).json()["lines"]
    line = next(one for one in lines if one["where"] == "ended")
    sent = {"form_token": form_token(page), "language": "fr", "where": "ended", "source": line["source"]}
    sent |= {"text": FRENCH}
    assert client.post(f"{address}/put", data=sent, follow_redirects=False).status_code == 303
    page = client.get(address, params={"language": "fr", "state": "draft"}).text
    assert FRENCH in page and "nobody has reviewed" in page
    own = client.post(
        f"{address}/review", data=sent | {"form_token": form_token(page)}, follow_redirects=False
    )
    assert own.status_code == 409
    shown = client.get(f"/reports/{desk.report}", params={"language": "fr"}).text
    assert "[en] The service ended" in shown
    assert client.get(address, params={"language": "tlh"}).status_code == 400


def test_a_reader_sees_no_form(plain: TestOffice, visit: Callable[..., Client]) -> None:
    page = (
        visit(plain, plain.reader).get(f"/reports/{plain.report}/translation", params={"language": "ar"}).text
    )
    assert "translation/put" not in page
