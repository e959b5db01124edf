"""An invented ship in an office: a list, a register and deliveries name her, positions show a voyage."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sightline.model.item import Basis
from sightline.model.marking import Marking
from sightline.service.ingest import Options, ingest
from sightline.service.workbench import Workbench

IMO, MMSI, SECOND = 9990014, 440000001, 440000002
LEFT = datetime(2017, 7, 1, tzinfo=UTC)
YOSU = (34.7333, 127.75)
HEADER = "mmsi,timestamp,lat,lon,sog,imo,name,ship_type,length,draught,destination"
LIST = (
    "annex,measure,startDate,name,alias,previousName,imoNumber,mmsi,flag,address,reason,notes\n"
    f"XIV.B,Transportation restrictions,30.3.2018,INVENTED TIDE,,,{IMO},,Togo,,Invented.,\n"
)
REGISTER = (
    "imo,name,flag,ship_type,owner,manager,class,insurer,deadweight,from,to\n"
    f"{IMO},INVENTED WAVE,PA,tanker,Invented One Ltd,Invented Managers,Invented Class,Invented P&I,4500,"
    "2015-01-01,2017-06-30\n"
    f"{IMO},INVENTED TIDE,TG,tanker,Invented Two Ltd,,,,,2017-07-01,\n"
)
DELIVERIES = (
    "delivered_on,product,quantity,unit,kind,vessel_imo\n"
    f"2017-11-05,gasoil,100,tonnes,observed,{IMO}\n"
    "2017-11-06,gasoil,200,tonnes,observed,9990026\n"
    f"2017-11-07,invented spirit,5,tonnes,observed,{IMO}\n"
)


def positions(mmsi: int = MMSI, name: str = "INVENTED TIDE", begin: datetime = LEFT) -> str:
    """Six hours at the berth, a way out of 60 nautical miles, ten hours unheard, and some hours at sea."""
    lines = [HEADER]
    for minute in range(0, 26 * 60, 10):
        hours = minute / 60
        if 12 < hours < 22:
            continue
        gone = max(0.0, min(hours, 24) - 6) * 10 / 60
        at = begin + timedelta(minutes=minute)
        speed = 10.0 if 6 <= hours < 24 else 0.1
        port = "NAMPO" if hours > 6 else ""
        lines.append(
            f"{mmsi},{at:%Y-%m-%dT%H:%M:%SZ},{YOSU[0] - gone:.5f},{YOSU[1]:.5f},{speed},{IMO},{name},80,98,"
            f"{4.1 if hours < 6 else 6.3},{port}"
        )
    return "\n".join(lines) + "\n"


def take(bench: Workbench, folder: Path, name: str, text: str, marking: Marking = Marking()) -> None:
    """Take one file in; it must be read whole."""
    path = folder / name
    path.write_text(text, "utf-8")
    options = Options("office", marking=marking, basis=Basis.RECONSTRUCTION, document="Invented")
    (outcome,) = ingest(bench.operator_view(), bench, [path], options)
    assert outcome.status == "parsed", outcome


def listed(bench: Workbench, folder: Path) -> None:
    """The list that has her."""
    take(bench, folder, "vessels.csv", LIST)


def voyaged(bench: Workbench, folder: Path) -> None:
    """Everything about her."""
    listed(bench, folder)
    take(bench, folder, "positions.csv", positions())
    take(bench, folder, "register.csv", REGISTER)
    take(bench, folder, "deliveries.csv", DELIVERIES)
