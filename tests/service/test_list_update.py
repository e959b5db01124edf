"""Lists fetched from publishers that are well, dead, slow, late and wrong: the last good version holds."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sightline.errors import BadInput, NotAllowed, UsageError
from sightline.model.marking import Marking
from sightline.service import access, list_decisions, lists, publishers
from sightline.service.fetching import Limits, Network
from sightline.service.ingest import Options, ingest
from sightline.service.list_update import Updated, update
from sightline.service.progress import Step, silent
from sightline.service.workbench import Workbench
from tests.service import publishing
from tests.service.made import OFAC, UN, now
from tests.service.publishing import Server, by_turns, publisher, serving, status, whole

QUICK = Network(Limits(connect=5, read=5, total=20, pause=0.001, longest_pause=0.01, attempts=2))
XML = UN.read_bytes()
DAY = b'dateGenerated="2026-01-05'
NEWER = XML.replace(DAY, b'dateGenerated="2026-02-05').replace(b"INVENTED</FIRST", b"NEWER</FIRST")
OLDER = XML.replace(DAY, b'dateGenerated="2025-01-05')


def of_persons(count: int, body: bytes = XML) -> bytes:
    """The list with so many persons, each a copy of its first under another number."""
    head, rest = body.split(b"<INDIVIDUAL>", 1)
    person, tail = rest.split(b"</INDIVIDUAL>", 1)
    numbered = (
        person.replace(b"<DATAID>1<", b"<DATAID>%d<" % (9000 + one)).replace(
            b"KPi.901 ", b"KPi.%d " % (800 + one)
        )
        for one in range(count)
    )
    return head + b"".join(b"<INDIVIDUAL>" + one + b"</INDIVIDUAL>" for one in numbered) + tail


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        yield made


@pytest.fixture
def lists_of(bench: Workbench, server: Server) -> Callable[..., None]:
    """Write the office's own table, with none of the addresses that are shipped."""

    def write(**found: dict[str, Any]) -> None:
        (bench.folder / publishers.OWN).write_text(publishing.table(**found))

    return write


@pytest.fixture
def un(lists_of: Callable[..., None], server: Server) -> None:
    """One list with one part."""
    lists_of(**{"un-sc": publisher(("list", server.address("/un.xml")))})


def updated(bench: Workbench, *names: str, network: Network = QUICK) -> list[Updated]:
    return list(update(now(bench), bench, names, network))


def held(bench: Workbench) -> list[tuple[str, bool]]:
    found = lists.held(now(bench), bench)
    return [(one.version.dated.isoformat(), one.current) for one in found]


def test_a_list_is_fetched_and_taken_in(bench: Workbench, server: Server, un: None) -> None:
    server.answers = {"/un.xml": whole(XML, ETag='"one"')}
    (first,) = updated(bench, "un-sc")
    assert (first.status, first.problem) == ("updated", None)
    assert first.version == first.current and first.added > 0 and first.bytes == len(XML)
    (same,) = updated(bench, "un-sc")
    assert (same.status, same.bytes, same.version) == ("not modified", 0, first.version)
    server.answers = {"/un.xml": whole(NEWER, ETag='"two"')}
    (newer,) = updated(bench, "un-sc")
    assert (newer.status, newer.added, newer.removed) == ("updated", 0, 0) and newer.changed > 0
    assert held(bench) == [("2026-01-05", False), ("2026-02-05", True)]


def test_an_item_knows_where_it_came_from(bench: Workbench, server: Server, un: None) -> None:
    server.answers = {"/un.xml": whole(XML)}
    updated(bench, "un-sc")
    arrived = [entry for entry in bench.ledger.entries() if entry["action"] == "receive"]
    assert [entry["detail"]["address"] for entry in arrived] == [server.address("/un.xml")]


def test_the_same_bytes_again_are_unchanged(bench: Workbench, server: Server, un: None) -> None:
    server.answers = {"/un.xml": whole(XML)}
    assert [one.status for one in updated(bench, "un-sc") + updated(bench, "un-sc")] == [
        "updated",
        "unchanged",
    ]
    assert len(held(bench)) == 1


def test_what_was_brought_by_hand_is_not_taken_twice(bench: Workbench, server: Server, un: None) -> None:
    list(ingest(now(bench), bench, [UN], Options()))
    server.answers = {"/un.xml": whole(XML)}
    assert [one.status for one in updated(bench, "un-sc")] == ["unchanged"]


@pytest.mark.parametrize("again", [OLDER, XML], ids=["one never seen", "one that was held before"])
def test_yesterdays_file_is_filed_in_its_place(
    again: bytes, bench: Workbench, server: Server, un: None
) -> None:
    server.answers = {"/un.xml": by_turns(whole(XML), whole(NEWER), whole(again))}
    updated(bench, "un-sc")
    (newer,) = updated(bench, "un-sc")
    (late,) = updated(bench, "un-sc")
    assert late.status == "older" and late.current == newer.version != late.version
    assert late.problem and "that of 2026-02-05 is held and holds" in str(late.problem["message"])
    assert held(bench)[-1] == ("2026-02-05", True)
    assert sum(current for _, current in held(bench)) == 1


WRONG = {
    "cut in the middle, with the length of the cut": (whole(XML[:-200]), "refused", "ends"),
    "cut in the middle, without a length": (
        publishing.cut_without_length(XML, len(XML) // 2), "refused", ""
    ),
    "a length that lies": (publishing.short_length(XML, 3000), "refused", ""),
    "hangs up": (publishing.truncated(XML, 3000), "refused", "2 attempts"),
    "a page of words that claims to be XML": (
        whole(b"<!DOCTYPE html><html><body>Service notice, invented.</body></html>"), "refused", ""
    ),
    "another list": (
        whole((UN.parent / "entities.ftm.json").read_bytes(), "application/octet-stream"), "refused", "not un"
    ),
    "an element nobody knows": (
        whole(XML.replace(b"<DATAID>1</DATAID>", b"<DATAID>1</DATAID><NEW>1</NEW>")), "refused", "NEW"
    ),
    "a mandatory element that is gone": (whole(XML.replace(b"<DATAID>1</DATAID>", b"")), "refused", "DATAID"),
    "an entity bomb": (
        whole(b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaa">]>' + XML[55:]), "refused", ""
    ),
    "an error page": (whole(b"<html>not today</html>", "text/html"), "refused", "text/html"),
    "not there": (status(404), "failed", "404"),
    "out of order": (status(500), "failed", "500"),
}  # fmt: skip


FAST = ("cut in the middle, with the length of the cut", "a page of words that claims to be XML", "not there")


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in FAST else pytest.mark.slow) for name in WRONG]
)
def test_the_last_good_version_stays(name: str, bench: Workbench, server: Server, un: None) -> None:
    answer, came, says = WRONG[name]
    server.answers = {"/un.xml": by_turns(whole(XML), answer)}
    (good,) = updated(bench, "un-sc")
    (bad,) = updated(bench, "un-sc")
    assert (bad.status, bad.current) == (came, good.current)
    assert bad.problem and says in str(bad.problem["message"]) and bad.problem["remedy"]
    assert held(bench) == [("2026-01-05", True)]
    server.answers = {"/un.xml": whole(NEWER)}
    assert [one.status for one in updated(bench, "un-sc")] == ["updated"]


def test_fewer_entries_than_is_to_be_expected_wait_for_a_person(
    bench: Workbench, server: Server, un: None
) -> None:
    many, few = of_persons(9), of_persons(6, NEWER)  # and one entity each: 3 of 10 entries are gone
    server.answers = {"/un.xml": by_turns(whole(many), whole(few, ETag='"few"'))}
    (good,) = updated(bench, "un-sc")
    for _ in range(2):  # the second time the server says that nothing is new: it is refused all the same
        (bad,) = updated(bench, "un-sc")
        assert (bad.status, bad.current) == ("refused", good.current) and bad.version
        assert bad.problem and bad.problem["kind"] == "BeyondBounds"
    assert len(lists.shelf(now(bench), bench).open) == 1
    list_decisions.accept(now(bench), bench, str(bad.version), "the publisher says so on its page")
    (same,) = updated(bench, "un-sc")
    assert (same.status, same.current) == ("not modified", bad.version)
    assert not lists.shelf(now(bench), bench).open


def test_a_first_version_has_the_entries_the_table_asks_for(
    bench: Workbench, server: Server, lists_of: Callable[..., None]
) -> None:
    entries = XML.count(b"</INDIVIDUAL>") + XML.count(b"</ENTITY>")
    server.answers = {"/un.xml": whole(XML)}
    for least, came in ((entries + 1, "refused"), (entries, "updated")):
        row = publisher(("list", server.address("/un.xml")), least_entries=str(least))
        lists_of(**{f"un-{least}": row})
        assert [one.status for one in updated(bench, f"un-{least}")] == [came]


def ofac(server: Server) -> dict[str, Any]:
    return publisher(
        *((role, server.address(f"/{role}.csv")) for role in ("sdn", "alt", "add")), format="ofac_csv"
    )


def test_a_list_of_three_files_is_taken_when_all_three_came(
    bench: Workbench, server: Server, lists_of: Callable[..., None]
) -> None:
    lists_of(**{"us-ofac-sdn": ofac(server)})
    files = {role: (OFAC / f"{role}.csv").read_bytes() for role in ("sdn", "alt", "add")}
    server.answers = {f"/{role}.csv": whole(body, "text/csv", ETag='"1"') for role, body in files.items()}
    server.answers["/alt.csv"] = status(404)
    (bad,) = updated(bench, "us-ofac-sdn")
    assert bad.status == "failed" and held(bench) == []
    server.answers["/alt.csv"] = whole(files["alt"], "text/csv", ETag='"1"')
    (good,) = updated(bench, "us-ofac-sdn")
    assert good.status == "updated" and len(held(bench)) == 1
    changed = files["sdn"].replace(b"INVENTED", b"CHANGED ", 1)
    server.answers["/sdn.csv"] = whole(changed, "text/csv", ETag='"2"')
    (one,) = updated(bench, "us-ofac-sdn")  # the other two are not modified, and are read from the vault
    assert (one.status, one.bytes) == ("updated", len(changed)) and len(held(bench)) == 2


def test_a_dead_publisher_delays_nobody_else(
    bench: Workbench, server: Server, lists_of: Callable[..., None]
) -> None:
    lists_of(
        dead=publisher(("list", server.address("/dead.xml"))),
        gone=publisher(("list", "http://127.0.0.1:1/list.xml")),
        well=publisher(("list", server.address("/un.xml"))),
    )
    server.answers = {"/dead.xml": publishing.stalled(XML, 100), "/un.xml": whole(XML)}
    told = update(now(bench), bench, ("dead", "gone", "well"), Network(Limits(total=60, read=60, attempts=1)))
    seen = {}
    for one in told:
        seen[one.list] = one.status
        if len(seen) == 2:  # both are told while the dead one still stalls
            server.over.set()
    assert list(seen)[-1] == "dead"
    assert seen == {"well": "updated", "gone": "failed", "dead": "refused"}


class Stop(Exception):
    """Somebody cancels."""


def test_cancelled_while_it_waits_leaves_at_once(bench: Workbench, server: Server, un: None) -> None:
    server.answers = {"/un.xml": publishing.stalled(XML, 100)}
    before = threading.active_count()
    steps = 0

    def cancel(step: Step) -> None:
        nonlocal steps
        steps += 1
        if steps > 1:
            raise Stop

    with pytest.raises(Stop):
        list(update(now(bench), bench, ("un-sc",), Network(Limits(total=600, read=600)), cancel))
    assert threading.active_count() <= before + 1  # the server's own
    assert held(bench) == [] and not [one for one in bench.folder.iterdir() if one.name.startswith("tmp")]


def test_told_how_far_it_is(bench: Workbench, server: Server, un: None) -> None:
    server.answers = {"/un.xml": whole(XML)}
    steps: list[str] = []
    list(update(now(bench), bench, ("un-sc",), QUICK, lambda step: steps.append(step.text)))
    assert "fetching un-sc" in steps and any(text.startswith("reading") for text in steps)


def test_a_list_nobody_knows_where_to_fetch(bench: Workbench, un: None) -> None:
    with pytest.raises(UsageError, match="no address is known for the list 'nowhere'"):
        list(update(now(bench), bench, ("nowhere",), QUICK, silent))


def test_who_may_not_ingest_may_not_fetch(bench: Workbench, un: None) -> None:

    access.add_user(now(bench), bench, "reader", "reader", Marking())
    with pytest.raises(NotAllowed):
        list(update(access.view_of_user(bench, "reader"), bench, ("un-sc",), QUICK))


def test_the_addresses_that_are_shipped() -> None:
    for one in publishers.publishers().values():
        assert one.checked == "unverified" and one.least_why and one.source
        for part in one.parts:
            assert part.address.startswith("https://") and 0 < part.least_bytes < part.most_bytes


BAD_TABLES = {
    "no YAML": ("{", "not YAML"),
    "an unknown field": (
        publishing.table(a=publisher(("list", "https://x.invalid/"), colour="red")),
        "colour",
    ),
    "an unknown format": (publishing.table(a=publisher(("list", "https://x.invalid/"), format="no")), "'no'"),
    "a missing part": (
        publishing.table(a=publisher(("sdn", "https://x.invalid/"), format="ofac_csv")),
        "parts",
    ),
    "no address": (publishing.table(a=publisher(("list", "ftp://x.invalid/"))), "not an address"),
    "a list of lists": ("[]", "not a table"),
}


@pytest.mark.parametrize("name", BAD_TABLES)
def test_a_table_that_is_none(name: str, bench: Workbench) -> None:
    text, says = BAD_TABLES[name]
    (bench.folder / publishers.OWN).write_text(text)
    with pytest.raises(BadInput, match=says):
        publishers.publishers(bench.folder)


def test_ends_of_hosts_are_whole_words() -> None:
    one = publishers.read(
        publishing.table(a=publisher(("list", "https://x.invalid/"), redirects=["y.org"])), "t"
    )
    assert [one["a"].allows(host) for host in ("y.org", "a.y.org", "ay.org", "y.org.invalid")] == [
        True, True, False, False
    ]  # fmt: skip
