"""Everything a paper prints, frozen when it is requested. No personal data beyond what the paper needs."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from documents.enums import PaperKind
from documents.errors import SnapshotInvalid


@dataclass(frozen=True)
class Item:
    """One line of a list: a material or a finding, what is wanted, and the clause it rests on."""

    title: str
    text: str = ""
    clause: str = ""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What every paper carries. `authority` is the full name of the real office, `basis` the documents it acts on.

    `contact` tells whom to ask; `remedy` how to object, where the law gives a way.
    """

    kind: ClassVar[PaperKind]

    number: str
    authority: str
    issued_on: date
    facility_name: str
    uscc: str = ""
    basis: str = ""
    contact: str = ""
    remedy: str = ""


@dataclass(frozen=True, kw_only=True)
class ReceiptSnapshot(Letter):
    """托育机构备案回执. `check_url` is what the QR code holds: a public page that shows the present state."""

    kind = PaperKind.RECEIPT

    address: str
    entity_kind: str
    places: int
    submitted_on: date
    check_url: str
    services: str = ""
    head_name: str = ""


@dataclass(frozen=True, kw_only=True)
class BasicConditionsSnapshot(Letter):
    """托育机构基本条件告知书: the conditions of the packs, each with its clause, under the headings of `title`."""

    kind = PaperKind.BASIC_CONDITIONS

    receipt_number: str
    conditions: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class CorrectionRequestSnapshot(Letter):
    """补正通知书: everything missing, at once. A later request states in `addition_reason` why it comes again."""

    kind = PaperKind.CORRECTION_REQUEST

    submitted_on: date
    items: tuple[Item, ...]
    addition_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class NoncomplianceSnapshot(Letter):
    """不符合备案要求通知书: the findings with their clauses. `visited_on` when they were made on site."""

    kind = PaperKind.NONCOMPLIANCE_NOTICE

    submitted_on: date
    items: tuple[Item, ...]
    rectify_by: date
    visited_on: date | None = None
    receipt_number: str = ""


@dataclass(frozen=True, kw_only=True)
class OrderToRectifySnapshot(Letter):
    """责令改正通知书: what to put right, until when. It follows the notice `notice_number`."""

    kind = PaperKind.ORDER_TO_RECTIFY

    notice_number: str
    items: tuple[Item, ...]
    rectify_by: date


@dataclass(frozen=True, kw_only=True)
class RemovalSnapshot(Letter):
    """移出备案决定书: the filing ends because the conditions were not met after the recheck."""

    kind = PaperKind.REMOVAL

    receipt_number: str
    notice_number: str
    items: tuple[Item, ...]
    rechecked_on: date
    effective_on: date


@dataclass(frozen=True, kw_only=True)
class InspectionRecordSnapshot(Letter):
    """现场检查记录: every item with what was found, who inspected, and how the facility took note of it."""

    kind = PaperKind.INSPECTION_RECORD

    inspection: str
    visited_on: date
    address: str
    inspectors: str
    rows: tuple[Item, ...]
    outcome: str
    departments: tuple[Item, ...] = ()
    summary: str = ""
    backdated: str = ""
    acknowledged: str = ""
    checklist: str = ""


@dataclass(frozen=True, kw_only=True)
class FindingOrderSnapshot(Letter):
    """责令改正通知书 after an inspection: each finding with its clause and its own last day."""

    kind = PaperKind.FINDING_ORDER

    inspection: str
    visited_on: date
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class SuspensionOrderSnapshot(Letter):
    """责令暂停服务决定书: a legal minimum is missed; the service stops until the recheck is passed."""

    kind = PaperKind.SUSPENSION_ORDER

    items: tuple[Item, ...]
    reason: str


Snapshot = (
    ReceiptSnapshot
    | BasicConditionsSnapshot
    | CorrectionRequestSnapshot
    | NoncomplianceSnapshot
    | OrderToRectifySnapshot
    | RemovalSnapshot
    | InspectionRecordSnapshot
    | FindingOrderSnapshot
    | SuspensionOrderSnapshot
)
SNAPSHOTS: dict[PaperKind, type[Letter]] = {
    cls.kind: cls
    for cls in (
        ReceiptSnapshot,
        BasicConditionsSnapshot,
        CorrectionRequestSnapshot,
        NoncomplianceSnapshot,
        OrderToRectifySnapshot,
        RemovalSnapshot,
        InspectionRecordSnapshot,
        FindingOrderSnapshot,
        SuspensionOrderSnapshot,
    )
}


def to_json(snapshot: Letter) -> dict[str, Any]:
    """The snapshot as plain JSON values; dates as ISO text."""
    return {name: _plain(value) for name, value in asdict(snapshot).items()}


def from_json(kind: PaperKind, stored: Mapping[str, Any]) -> Letter:
    """The snapshot of a stored paper. Raises SnapshotInvalid when the facts do not fit the kind."""
    cls = SNAPSHOTS[kind]
    try:
        return cls(**{f.name: _typed(f.type, stored[f.name]) for f in fields(cls) if f.name in stored})
    except (TypeError, ValueError, KeyError) as error:
        raise SnapshotInvalid(_("The facts of this paper are incomplete.")) from error


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _typed(annotation: Any, value: Any) -> Any:
    """Dates and items come back from JSON as text and dictionaries."""
    if value is None or annotation in (str, int):
        return value
    if annotation in (date, date | None):
        return date.fromisoformat(value)
    return tuple(Item(**item) for item in value)
