"""Outlines of reports as they stand on record: a version is never edited, so it is read once."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime
from weakref import WeakKeyDictionary

from sightline.model.report import Report
from sightline.office.database import Office
from sightline.office.tables import ReportVersionRow
from sightline.reports import tree_json

HELD = 8
"""versions kept in memory for each office"""
_Read = OrderedDict[tuple[str, int, datetime], Report]
_READ: WeakKeyDictionary[Office, _Read] = WeakKeyDictionary()


def outline(office: Office, row: ReportVersionRow) -> Report:
    """The outline of a version that a session of this office was allowed to find."""
    read = _READ.setdefault(office, OrderedDict())
    key = (row.report_id, row.version, row.at)
    if key not in read:
        read[key] = tree_json.read(row.outline | {"id": row.report_id})
    found = read[key]
    while len(read) > HELD:
        read.popitem(last=False)
    return found
