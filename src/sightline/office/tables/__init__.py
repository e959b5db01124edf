"""Every table of the office, one file per group."""

from sightline.office.tables.base import Table
from sightline.office.tables.casework import (
    CaseMoveRow,
    CaseRow,
    FindingRow,
    FindingVersionRow,
    HearingEventRow,
    HearingRow,
    LeadRow,
    StanceRow,
)
from sightline.office.tables.exemptions import ExemptionMoveRow, ExemptionRow
from sightline.office.tables.holdings import AcquisitionRow, SourceRow
from sightline.office.tables.judgements import CandidateRow, JudgementRow, ResolutionRunRow
from sightline.office.tables.lists import (
    ListDecisionRow,
    ListFetchRow,
    ListRefusalRow,
    ListVersionRow,
)
from sightline.office.tables.markings import MarkingCompartmentRow, MarkingRow
from sightline.office.tables.papers import ExpertRow, PaperRow, PaperVersionRow, WeighingRow
from sightline.office.tables.people import (
    ApiTokenRow,
    OneTimeLinkRow,
    SessionRow,
    SignInAttemptRow,
    UserChangeRow,
    UserRow,
)
from sightline.office.tables.registers import EntryRow, EntryVersionRow
from sightline.office.tables.reports import EditionRow, ReportEditRow, ReportRow, ReportVersionRow
from sightline.office.tables.screenings import ScreeningDecisionRow, ScreeningRunRow
from sightline.office.tables.settlements import SettlementRow
from sightline.office.tables.telemetry import (
    DetectorRunRow,
    SignalMoveRow,
    SignalRow,
    TablePartitionRow,
)
from sightline.office.tables.watching import (
    NotificationMoveRow,
    NotificationRow,
    RescreeningRow,
    WatchBookRow,
    WatchedRow,
    WatchEndRow,
)
from sightline.office.tables.work import CertificateRow, JobRow, NoticeRow, SettingRow

__all__ = [
    "AcquisitionRow",
    "ApiTokenRow",
    "CandidateRow",
    "CaseMoveRow",
    "CaseRow",
    "CertificateRow",
    "DetectorRunRow",
    "EditionRow",
    "EntryRow",
    "EntryVersionRow",
    "ExemptionMoveRow",
    "ExemptionRow",
    "ExpertRow",
    "FindingRow",
    "FindingVersionRow",
    "HearingEventRow",
    "HearingRow",
    "JobRow",
    "JudgementRow",
    "LeadRow",
    "ListDecisionRow",
    "ListFetchRow",
    "ListRefusalRow",
    "ListVersionRow",
    "MarkingCompartmentRow",
    "MarkingRow",
    "NoticeRow",
    "NotificationMoveRow",
    "NotificationRow",
    "OneTimeLinkRow",
    "PaperRow",
    "PaperVersionRow",
    "ReportEditRow",
    "ReportRow",
    "ReportVersionRow",
    "RescreeningRow",
    "ResolutionRunRow",
    "ScreeningDecisionRow",
    "ScreeningRunRow",
    "SessionRow",
    "SettingRow",
    "SettlementRow",
    "SignInAttemptRow",
    "SignalMoveRow",
    "SignalRow",
    "SourceRow",
    "StanceRow",
    "Table",
    "TablePartitionRow",
    "UserChangeRow",
    "UserRow",
    "WatchBookRow",
    "WatchEndRow",
    "WatchedRow",
    "WeighingRow",
]
