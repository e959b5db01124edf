"""Take names, countries and positions of ports from the World Port Index into the detectors' own data.

    python -m scripts.extract_ports ../shared/data/geo/world_port_index.csv

The World Port Index (Pub. 150) is a publication of the US National Geospatial-Intelligence Agency and in
the public domain. Facts alone are carried over: names, country, position, code.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "src/sightline/detectors/sea/data/ports.csv"
SOURCE = "World Port Index (Pub. 150), US National Geospatial-Intelligence Agency, public domain"


def ports(path: Path) -> list[tuple[str, ...]]:
    """Name, country, latitude and longitude (degrees, four digits), other names, UN/LOCODE; sorted."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = {
            (
                row["Main Port Name"].strip(),
                row["Country Code"].strip(),
                f"{float(row['Latitude']):.4f}",
                f"{float(row['Longitude']):.4f}",
                "; ".join(
                    sorted({one.strip() for one in row["Alternate Port Name"].split(";") if one.strip()})
                ),
                "".join(row["UN/LOCODE"].split()),
            )
            for row in csv.DictReader(file)
        }
    return sorted(found)


def main() -> int:
    rows = ports(Path(sys.argv[1]))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        file.write(f"# {SOURCE}\n")
        written = csv.writer(file, lineterminator="\n")
        written.writerow(("name", "country", "lat", "lon", "others", "locode"))
        written.writerows(rows)
    print(f"{len(rows)} ports written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
