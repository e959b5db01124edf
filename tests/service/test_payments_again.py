"""A file says which of its payments another file reports too, by UETR or by the payer's reference."""

from __future__ import annotations

from pathlib import Path

from sightline.service.ingest import Options, ingest
from sightline.service.workbench import Workbench
from tests.service.made import now

HEADER = "payment_id,booked_at,amount,currency,debtor_account,creditor_account,end_to_end\n"
UETR = "00000000-0000-4000-8000-00000000000a"


def notes(bench: Workbench, folder: Path, name: str, *rows: str) -> list[str]:
    path = folder / name
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows))
    [done] = ingest(now(bench), bench, [path], Options(source="press"))
    assert done.status == "parsed"
    return [one for one in (told["message"] for told in done.notes) if "counts once" in one]


def test_what_another_file_reports_is_told_with_its_row(bench: Workbench, tmp_path: Path) -> None:
    first = ("1,2026-01-05,900,USD,A,B,INV-7", f"{UETR},2026-01-05,800,USD,A,C,INV-8")
    assert notes(bench, tmp_path, "one.csv", *first) == []
    again = notes(
        bench, tmp_path, "other.csv",
        "X1,2026-01-05T10:00:00Z,900,USD,A,B,INV-7",
        "X2,2026-01-06,900,USD,A,B,INV-7",
        "X3,2026-01-05,800,USD,A,C,INV-8",
        "X4,2026-01-05,700,USD,A,B,INV-7",
        f"{UETR[:-1]}b,2026-01-05,800,USD,A,C,INV-8",
    )  # fmt: skip
    assert [one.split("payment ")[1].split(" ")[0] for one in again] == ["X1", "X3"]


def test_a_corrected_export_says_how_much_it_repeats_and_what_it_contradicts(
    bench: Workbench, tmp_path: Path
) -> None:
    first = [f"r{n},2026-01-05,{n + 1},USD,A,B," for n in range(40)]
    assert notes(bench, tmp_path, "jan.csv", *first) == []
    path = tmp_path / "jan2.csv"
    later = [*first[:-1], "r39,2026-01-05,400,USD,A,B,", "r40,2026-01-05,1,USD,A,B,", ""]
    path.write_text(HEADER + "\n".join(later))
    [done] = ingest(now(bench), bench, [path], Options(source="press"))
    said = [one["message"] for one in done.notes]
    assert "r39" in said[0] and "with 40.00 USD of 2026-01-05 and not 400.00 USD of 2026-01-05" in said[0]
    assert "the row of this file, taken in later, counts, and the other is replaced" in said[0]
    assert said[1].startswith("of 39 payments: taken, though payment r0 stands in item")


def test_one_id_of_two_days_is_noted_and_both_count_and_the_number_of_a_row_is_not(
    bench: Workbench, tmp_path: Path
) -> None:
    def said(name: str, *rows: str) -> list[str]:
        path = tmp_path / name
        path.write_text(HEADER + "".join(f"{row}\n" for row in rows))
        [done] = ingest(now(bench), bench, [path], Options(source="press"))
        return [told["message"] for told in done.notes]

    assert said("one.csv", "K0209,2026-01-05,380,USD,A,B,", "2,2026-01-05,10,USD,A,B,") == []
    [told] = said("two.csv", "K0209,2026-01-06,380,USD,A,B,", "2,2026-01-06,10,USD,A,B,")
    assert "payment K0209 stands in item" in told and "both count" in told
