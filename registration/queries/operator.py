"""What an operator's pages read of their own facilities. Runs in the operator's scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from documents.enums import FileState, PaperState, Purpose
from documents.models import Paper, StoredFile
from kernel import clock
from obligations.enums import FACILITY, Status
from obligations.models import Obligation
from obligations.queries.ahead import at_hand
from obligations.wording import words_of
from registration.enums import FilingState, RegistrationKind, RegistrationState
from registration.models import (
    Filing,
    FilingFile,
    FilingMaterial,
    NoncomplianceNotice,
    Receipt,
    Registration,
    SiteVisit,
    SupplementRequest,
)

#: Filings that somebody still has to do something about.
RUNNING = (
    FilingState.DRAFT,
    FilingState.SUBMITTED,
    FilingState.SUPPLEMENT_REQUESTED,
    FilingState.NONCOMPLIANCE_NOTIFIED,
    FilingState.RECHECK,
)


def owed_by(facility_id: int) -> list[Obligation]:
    """The open duties of the facility itself, the nearest date first, those without a date last."""
    rows = Obligation.objects.filter(
        at_hand(clock.today()), facility_id=facility_id, status=Status.OPEN, owner_kind=FACILITY
    )
    return sorted(rows, key=lambda row: (row.due_on is None, row.due_on or row.trigger_on, row.pk))


def finished_by(facility_id: int) -> list[Obligation]:
    """What the facility did, the latest first; a clock that another one replaced is not a thing done."""
    rows = Obligation.objects.filter(
        facility_id=facility_id, owner_kind=FACILITY, status__in=(Status.MET, Status.MET_LATE)
    )
    return list(rows.order_by("-settled_at", "-id")[:100])


def open_counts(facility_ids: Sequence[int]) -> dict[int, int]:
    """Facility → how many things wait for its operator: its duties, and requests to answer."""
    counts = dict.fromkeys(facility_ids, 0)
    duties = Obligation.objects.filter(at_hand(clock.today()), status=Status.OPEN, owner_kind=FACILITY)
    waiting = Filing.objects.filter(state=FilingState.SUPPLEMENT_REQUESTED)
    for rows in (duties, waiting):
        for facility_id in rows.filter(facility_id__in=facility_ids).values_list("facility_id", flat=True):
            counts[facility_id] += 1
    return counts


def running_filings(facility_id: int) -> list[Filing]:
    rows = Filing.objects.filter(facility_id=facility_id, state__in=RUNNING)
    return list(rows.select_related("facility").order_by("id"))


def filings_of(facility_ids: Sequence[int]) -> list[Filing]:
    """Every filing of the facilities, the newest first."""
    rows = Filing.objects.filter(facility_id__in=facility_ids)
    return list(rows.select_related("facility", "receipt").order_by("-created_at", "-id")[:200])


def latest_registration(facility_id: int) -> Registration | None:
    """The registration that founded the facility, pushed or stated."""
    rows = Registration.objects.filter(facility_id=facility_id, kind=RegistrationKind.NEW)
    live = rows.exclude(state__in=(RegistrationState.CORRECTED, RegistrationState.WITHDRAWN))
    return live.select_related("registrar").order_by("-id").first()


def registrations(ids: Sequence[int]) -> dict[int, Registration]:
    return Registration.objects.select_related("registrar").in_bulk(list(ids))


def my_filing(filing_id: int) -> Filing:
    """One filing with its facility, registration and people. Raises Filing.DoesNotExist outside the scope."""
    found: Filing = Filing.objects.select_related(
        "facility__region", "registration__registrar", "receipt", "saved_by", "submitted_by"
    ).get(pk=filing_id)
    return found


def materials_of(filing: Filing) -> list[FilingMaterial]:
    """The material list in order; `handed_in` of each holds its files that were not taken back."""
    files = FilingFile.objects.filter(removed_at=None).select_related("file").order_by("id")
    rows = filing.materials.prefetch_related(Prefetch("files", queryset=files, to_attr="handed_in"))
    return list(rows.order_by("position"))


def verdicts_of(filing: Filing) -> dict[str, str]:
    """Material → what the officer said of it last."""
    return dict(filing.materials.values_list("code", "verdict"))


def file_of(filing: Filing, file_id: int) -> FilingFile:
    """One file of a filing with its material, also one that was taken back. Raises FilingFile.DoesNotExist."""
    rows = FilingFile.objects.select_related("file", "material")
    found: FilingFile = rows.get(pk=file_id, material__filing=filing)
    return found


def latest_request(filing: Filing) -> SupplementRequest | None:
    """The last request for supplements of a filing."""
    found: SupplementRequest | None = filing.supplements.select_related("paper").order_by("-round").first()
    return found


def proofs_of(notice: NoncomplianceNotice) -> list[StoredFile]:
    """What the facility handed in to prove that it put right what a notice found."""
    rows = StoredFile.objects.filter(
        facility_id=notice.facility_id, purpose=Purpose.RECTIFICATION, slot=f"notice-{notice.pk}"
    )
    return list(rows.filter(state=FileState.CLEAN, erased_at=None).order_by("id"))


def clocks_of(filing: Filing) -> list[Obligation]:
    """Every clock of the authority about a filing, the oldest first, the superseded ones with them."""
    rows = Obligation.objects.filter(
        subject_type="registration.filing",
        subject_id=filing.pk,
        rule__in=("filing_receipt", "noncompliance_notice"),
    )
    return list(rows.select_related("owner").order_by("id"))


def papers_of(facility_id: int, limit: int = 20) -> list[Paper]:
    """The official papers of a facility that can be downloaded or are being prepared, the newest first."""
    rows = Paper.objects.filter(facility_id=facility_id).exclude(state=PaperState.FAILED)
    return list(rows.order_by("-id")[:limit])


@dataclass(frozen=True)
class News:
    """One thing the authority did that the operator should know. `kind` names it; `row` is what it was.

    `about` says in words what a duty asks.
    """

    at: datetime
    kind: str
    row: Any
    about: object = ""


def news_of(facility_id: int, limit: int = 5) -> list[News]:
    """What the authority did for the facility, the newest first: requests, receipts, visits, notices, acceptances,

    the last time it urged each duty, and dates that a new arrangement of working days moved.
    """
    found = [
        News(row.issued_at, "supplement", row)
        for row in SupplementRequest.objects.filter(facility_id=facility_id)
    ]
    found += [News(row.issued_at, "receipt", row) for row in Receipt.objects.filter(facility_id=facility_id)]
    found += [
        News(row.issued_at, "notice", row)
        for row in NoncomplianceNotice.objects.filter(facility_id=facility_id)
    ]
    found += [
        News(row.recorded_at, "visit", row) for row in SiteVisit.objects.filter(facility_id=facility_id)
    ]
    urged = Obligation.objects.filter(facility_id=facility_id, owner_kind=FACILITY, urged_at__isnull=False)
    found += [News(row.urged_at, "urged", row, words_of(row.rule).do) for row in urged]
    moved = Obligation.objects.filter(facility_id=facility_id, moved_at__isnull=False)
    found += [News(row.moved_at, "moved", row, words_of(row.rule).do) for row in moved]
    ended = Filing.objects.filter(
        facility_id=facility_id,
        state__in=(FilingState.ACCEPTED, FilingState.REMOVED),
        decided_at__isnull=False,
    )
    found += [News(row.decided_at, row.state.lower(), row) for row in ended]
    return sorted(found, key=lambda each: each.at, reverse=True)[:limit]
