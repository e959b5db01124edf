"""Write src/sightline/regime/goods/hs2022.tsv: the codes and wordings of the Harmonized System, HS 2022.

    python scripts/extract_hs.py harmonized-system.csv

The facts come from the public table `harmonized-system` (columns section, hscode, description, parent,
level), published under the Public Domain Dedication and License (PDDL) 1.0. Ours is another format: one
line a code, `code<TAB>wording`, in the order of the codes, blanks run together; sections and totals are
left out, for a code says its heading and chapter itself.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "src/sightline/regime/goods/hs2022.tsv"
HEAD = "# HS 2022, chapters, headings and subheadings. Source: public table harmonized-system, PDDL 1.0.\n"


def main(source: Path) -> int:
    """Write the file; 1 when a code is none or stands twice."""
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["hscode"], " ".join(row["description"].split())) for row in csv.DictReader(file)]
    codes = {code: wording for code, wording in rows if code.isdigit() and len(code) in {2, 4, 6}}
    if len(codes) != len(rows) - 1:  # the row of the total
        print(f"{len(rows)} rows but {len(codes)} codes", file=sys.stderr)
        return 1
    lines = [f"{code}\t{codes[code]}\n" for code in sorted(codes)]
    TARGET.write_text(HEAD + "".join(lines), "utf-8")
    print(f"{len(lines)} codes written to {TARGET.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
