"""An office whose rows are in a real PostgreSQL: filled, signed in to, screened, reported, kept apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from sightline.cli.main import run
from sightline.errors import Conflict, EnvironmentFailed, NotFound, SignInRequired
from sightline.model.marking import Marking
from sightline.model.report import Edition
from sightline.model.screening import Query
from sightline.office import engines
from sightline.service import access, cases, entities, items, reports, screening
from sightline.service.backup import Target, backup, restore
from sightline.service.ingest import Options, ingest
from sightline.service.lists import held
from sightline.service.reports import Order
from sightline.service.verify import verify
from sightline.service.workbench import Settings, Workbench, create, exists, open_workbench
from tests.conftest import ROOT
from tests.office.conftest import Server, as_owner
from tests.service.made import FTM, LETTER, RED, Clock

pytestmark = pytest.mark.postgres

PASSWORD = "an invented password"
CLOSED = ("acquisitions", "list_versions", "list_decisions", "cases", "findings", "reports", "certificates")


@pytest.fixture
def database(postgres_server: Server, postgres_url: str) -> str:
    """An empty database, for a role that owns it and nothing else."""
    return as_owner(postgres_server, postgres_url)


@pytest.fixture
def fresh(database: str, tmp_path: Path) -> Iterator[Workbench]:
    """A new office on PostgreSQL."""
    with closing(create(tmp_path / "office", Settings(database=database), clock=Clock())) as bench:
        yield bench


@pytest.fixture
def worked_there(working: Workbench, database: str, tmp_path: Path) -> Iterator[Workbench]:
    """The office in which work was done, moved to PostgreSQL."""
    done = backup(working.operator_view(), working, tmp_path / "office.tar")
    list(restore(Path(done.path), Target(tmp_path / "there", database), clock=Clock()))
    with closing(open_workbench(tmp_path / "there", clock=Clock())) as bench:
        yield bench


def test_a_new_office_takes_lists_and_documents_and_screens(fresh: Workbench) -> None:
    assert not (fresh.folder / "office.db").exists()
    options = Options(list="invented")
    outcomes = list(ingest(fresh.operator_view(), fresh, [FTM, LETTER], options))
    assert {one.status for one in outcomes} == {"parsed"}
    (version,) = held(fresh.operator_view(), fresh)
    assert version.current
    (listed, *_) = entities.search(fresh.operator_view(), fresh, "")
    (answer,) = screening.screen(fresh.operator_view(), fresh, [Query(listed.caption)])
    assert answer.hits
    body = screening.certificate(fresh.operator_view(), fresh, answer.certificate)
    assert body["id"] == answer.certificate
    assert "unchanged" in {one.status for one in ingest(fresh.operator_view(), fresh, [FTM], options)}


def test_people_sign_in_and_out(fresh: Workbench) -> None:
    view = fresh.operator_view()
    access.add_user(view, fresh, "expert-one", "expert", Marking())
    token = access.use_link(fresh, access.readmit(view, fresh, "expert-one"), "127.0.0.1")
    access.set_password(access.view_of(fresh, token), fresh, PASSWORD)
    with pytest.raises(SignInRequired):
        access.sign_in(fresh, "expert-one", "another", "", "127.0.0.1")
    token = access.sign_in(fresh, "expert-one", PASSWORD, "", "127.0.0.1")
    assert access.view_of(fresh, token).user == "expert-one"
    access.sign_out(fresh, token)
    with pytest.raises(SignInRequired):
        access.view_of(fresh, token)


def test_need_to_know_holds_in_every_room(worked_there: Workbench) -> None:
    reader, editor = (access.view_of_user(worked_there, name) for name in ("reader", "editor"))
    assert len(items.items(reader, worked_there)) < len(items.items(editor, worked_there))
    assert len(cases.cases(reader, worked_there)) < len(cases.cases(editor, worked_there))
    assert {one.symbol for one in reports.reports(reader, worked_there)} == {"T/2026/1"}
    assert {one.symbol for one in reports.reports(editor, worked_there)} == {"T/2026/1", "T/2026/2"}
    assert {one.version.list for one in held(reader, worked_there)} == {"invented"}
    assert {one.version.list for one in held(editor, worked_there)} == {"invented", "other"}
    (answer,) = screening.screen(reader, worked_there, [Query("Hidden Bank")])
    assert "Hidden Bank" not in {hit.caption for hit in answer.hits}
    (answer,) = screening.screen(editor, worked_there, [Query("Hidden Bank")])
    assert "Hidden Bank" in {hit.caption for hit in answer.hits}
    with pytest.raises(NotFound):
        screening.certificate(reader, worked_there, answer.certificate)


def test_the_database_itself_hides_rows(worked_there: Workbench) -> None:
    seen: dict[str, dict[str, int]] = {}
    for name in ("reader", "editor"):
        with worked_there.office.read(access.view_of_user(worked_there, name)) as session:
            raw = session.connection()
            seen[name] = {
                table: raw.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() for table in CLOSED
            }
    assert all(seen["reader"][table] > 0 for table in ("acquisitions", "cases", "reports", "list_versions"))
    assert all(seen["reader"][table] < seen["editor"][table] for table in CLOSED if table != "findings")
    with engines.writer(worked_there.office.url).connect() as nobody:
        counts = {
            table: nobody.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in CLOSED
        }
    assert set(counts.values()) == {0}


def test_the_report_is_built_and_verifies(worked_there: Workbench, tmp_path: Path) -> None:
    view = access.view_of_user(worked_there, "editor")
    (line,) = [one for one in reports.reports(view, worked_there) if one.symbol == "T/2026/1"]
    order = Order(Edition.PUBLIC, ("pdf", "bundle"), tmp_path / "out")
    *_, built = reports.build(view, worked_there, line.id, order)
    assert verify(Path(built.path), worked_there.keyring.fingerprint).ok


def test_two_processes_write_side_by_side(fresh: Workbench, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Invented one.\n")
    (tmp_path / "two.txt").write_text("Invented two.\n")
    with closing(open_workbench(fresh.folder, clock=Clock())) as other:
        first = ingest(fresh.operator_view(), fresh, [tmp_path / "one.txt"], Options())
        second = ingest(other.operator_view(), other, [tmp_path / "two.txt"], Options(marking=RED))
        statuses = [one.status for pair in zip(first, second, strict=True) for one in pair]
        assert statuses == ["parsed", "parsed"]
        assert len(items.items(fresh.operator_view(), other)) == 2
        assert fresh.ledger.verify(fresh.keyring.statements()) == []


def test_a_database_that_is_not_there_is_said(tmp_path: Path, database: str) -> None:
    with pytest.raises(EnvironmentFailed, match="database failed"):
        create(tmp_path / "office", Settings(database=database.replace("/test_", "/none_")), clock=Clock())
    assert not (tmp_path / "office" / "office.toml").exists()
    again = create(tmp_path / "office", Settings(database=database), clock=Clock())
    with closing(again):
        assert again.operator_view().user == "operator"


def test_two_folders_do_not_share_a_database(fresh: Workbench, database: str, tmp_path: Path) -> None:
    with pytest.raises(Conflict, match="another office's"):
        create(tmp_path / "second", Settings(database=database), clock=Clock())
    assert not exists(tmp_path / "second")
    (fresh.folder / "office.toml").rename(tmp_path / "lost.toml")  # as an interrupted `init` leaves it
    create(fresh.folder, Settings(database=database), clock=Clock()).close()


@pytest.mark.slow
def test_the_whole_line_runs_there(database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office = ["--office", str(tmp_path / "office"), "--json"]
    dossier = str(ROOT / "examples" / "dossier")
    assert run([*office, "run", dossier, "--no-serve", "--database", database]) == 0
    steps = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert "public.bundle verifies" in steps[-2]["result"]
    assert run([*office, "run", dossier, "--no-serve"]) == 0  # goes on where it is, on PostgreSQL
    assert not (tmp_path / "office" / "office.db").exists()
    assert run([*office, "audit", "--key", steps[-1]["fingerprint"]]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["broken"] == 0
