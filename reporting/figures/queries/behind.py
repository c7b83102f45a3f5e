"""The rows behind every measure, out of the tables themselves and inside the reader's walls.

A number of a dashboard leads to these rows, and their amounts add up to it. They are also what the sums are held against:
nothing here reads a sum.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from accounts.actions import Action
from facilities.enums import FILED_STATES, FacilityState
from facilities.models import (
    Breach,
    Enrolment,
    Facility,
    FacilityPhase,
    GrowthStation,
    UniversalRecognition,
)
from inspections.enums import FindingState, InspectionKind, VisitState
from inspections.models import Complaint, Finding, Visit
from obligations.enums import DueStatus, Status
from obligations.models import Obligation
from policy.enums import EntityKind, Severity
from regions.managers import within
from regions.models import Region
from reporting.enums import Measure as M
from staff.enums import ProofKind, StaffRole
from staff.models import Employment, Proof
from subsidies.enums import BankResult, ClaimState
from subsidies.models import BatchLine, SubsidyClaim

Rows = QuerySet[Any, Any]


@dataclass(frozen=True)
class Days:
    """From the first to the last day of a period; what stands is what stands on the last."""

    first: date
    last: date


def _until(day: str, last: date) -> Q:
    """Not ended by the end of the last day."""
    return Q(**{f"{day}__isnull": True}) | Q(**{f"{day}__gt": last})


def _registered(place: Mapping[str, int], days: Days) -> Rows:
    rows = Facility.objects.filter(_until("ended_on", days.last), registered_on__lte=days.last, **place)
    return rows.annotate(adds=Value(1), on_day=F("registered_on"))


def _phases(place: Mapping[str, int], days: Days, **more: Any) -> Rows:
    """What every facility was on the last day, where it was filed then."""
    later = FacilityPhase.objects.filter(
        facility=OuterRef("facility"), since__gt=OuterRef("since"), since__lte=days.last
    )
    rows = FacilityPhase.objects.filter(~Exists(later), since__lte=days.last, state__in=FILED_STATES, **place)
    return rows.filter(**more).annotate(on_day=F("facility__filed_on"))


def _filed(place: Mapping[str, int], days: Days, **more: Any) -> Rows:
    return _phases(place, days, **more).annotate(adds=Value(1))


def _places(place: Mapping[str, int], days: Days) -> Rows:
    return _phases(place, days, places__gt=0).annotate(adds=F("places"))


def _recognised(days: Days) -> Exists:
    standing = _until("withdrawn_from", days.last)
    given = {"valid_from__lte": days.last, "valid_to__gte": days.last}
    return Exists(UniversalRecognition.objects.filter(standing, facility=OuterRef("facility"), **given))


def _universal(place: Mapping[str, int], days: Days, **more: Any) -> Rows:
    return _filed(place, days, **more).filter(_recognised(days))


def _universal_places(place: Mapping[str, int], days: Days) -> Rows:
    return _places(place, days).filter(_recognised(days))


_PUBLIC = {"facility__entity_kind": EntityKind.PUBLIC_INSTITUTION}


def _kindergartens(place: Mapping[str, int], days: Days) -> Rows:
    return _filed(place, days).filter(
        Q(facility__entity_kind=EntityKind.KINDERGARTEN_CLASS) | Q(facility__provision_mode="KINDERGARTEN")
    )


def _streets(place: Mapping[str, int], days: Days, **more: Any) -> Rows:
    """Townships and streets in which a facility stands; a facility whose street is unknown covers none."""
    held = _phases(place, days, **more).exclude(region_id=F("district"))
    return Region.objects.filter(pk__in=held.values("region_id")).annotate(
        adds=Value(1), region_id=F("id"), on_day=Value(None, output_field=DateField())
    )


def _counted(rows: Rows, of: Rows, what: str) -> Rows:
    """Each facility with how many of something it has, those without any left out."""
    number = (
        of.filter(facility=OuterRef("facility"))
        .order_by()
        .values("facility")
        .annotate(n=Count(what, distinct=True))
    )
    counted = Coalesce(Subquery(number.values("n"), output_field=IntegerField()), Value(0))
    return rows.annotate(adds=counted).filter(adds__gt=0)


def _children(place: Mapping[str, int], days: Days) -> Rows:
    there = Q(ends_on__isnull=True) | Q(ends_on__gte=days.last)
    return _counted(_phases(place, days), Enrolment.objects.filter(there, starts_on__lte=days.last), "child")


def _carers(days: Days) -> Rows:
    there = Q(ends_on__isnull=True) | Q(ends_on__gte=days.last)
    return Employment.objects.filter(there, starts_on__lte=days.last, role=StaffRole.CAREGIVER)


def _caregivers(place: Mapping[str, int], days: Days) -> Rows:
    return _counted(_phases(place, days), _carers(days), "member")


def _certified(place: Mapping[str, int], days: Days) -> Rows:
    good = Q(valid_to__isnull=True) | Q(valid_to__gte=days.last)
    held = Proof.objects.filter(
        good,
        member=OuterRef("member"),
        kind=ProofKind.CARE_QUALIFICATION,
        withdrawn_at__isnull=True,
        issued_on__lte=days.last,
    )
    return _counted(_phases(place, days), _carers(days).filter(Exists(held)), "member")


def _stations(place: Mapping[str, int], days: Days) -> Rows:
    rows = GrowthStation.objects.filter(_until("closed_on", days.last), accepted_on__lte=days.last, **place)
    return rows.annotate(adds=Value(1), on_day=F("accepted_on"))


def _overdue(place: Mapping[str, int], days: Days) -> Rows:
    rows = Obligation.objects.filter(_until("settled_on", days.last), due_on__lt=days.last, **place)
    return rows.annotate(adds=Value(1), on_day=F("due_on"))


_COUNTED = (FindingState.OPEN, FindingState.REPORTED, FindingState.CLOSED)


def _findings(place: Mapping[str, int], days: Days) -> Rows:
    rows = Finding.objects.filter(
        _until("closed_on", days.last), state__in=_COUNTED, ordered_on__lte=days.last, **place
    )
    return rows.annotate(adds=Value(1), on_day=F("due_on"))


def _late_findings(place: Mapping[str, int], days: Days) -> Rows:
    return _findings(place, days).filter(due_on__lt=days.last)


def _breaches(place: Mapping[str, int], days: Days) -> Rows:
    rows = Breach.objects.filter(_until("cleared_on", days.last), found_on__lte=days.last, **place)
    return rows.exclude(severity=Severity.ADVICE).annotate(adds=Value(1), on_day=F("found_on"))


def _ratio_breaches(place: Mapping[str, int], days: Days) -> Rows:
    rows = Breach.objects.filter(_until("cleared_on", days.last), found_on__lte=days.last, **place)
    return rows.filter(rule__startswith="R-RATIO-").annotate(adds=Value(1), on_day=F("found_on"))


def _in(column: str, days: Days, late: int = 0) -> dict[str, Any]:
    """The column lies in the period; `late`: so many days are added to it first."""
    shift = timedelta(days=late)
    return {f"{column}__range": (days.first - shift, days.last - shift)}


def _filings(place: Mapping[str, int], days: Days) -> Rows:
    earlier = FacilityPhase.objects.filter(
        facility=OuterRef("facility"), since__lt=OuterRef("since"), state__in=FILED_STATES
    )
    rows = FacilityPhase.objects.filter(
        ~Exists(earlier), state__in=FILED_STATES, **_in("since", days), **place
    )
    return rows.annotate(adds=Value(1), on_day=F("since"))


def _new_places(place: Mapping[str, int], days: Days) -> Rows:
    """What a filing or a change added to the places that the facility had before; less again is not told here."""
    had = Case(
        When(state=FacilityState.REGISTERED, then=Value(0)), default=F("places"), output_field=IntegerField()
    )
    before = FacilityPhase.objects.filter(facility=OuterRef("facility"), since__lt=OuterRef("since"))
    last = Subquery(before.order_by("-since").values(had=had)[:1], output_field=IntegerField())
    rows = FacilityPhase.objects.filter(state__in=FILED_STATES, **_in("since", days), **place)
    added = rows.annotate(adds=F("places") - Coalesce(last, Value(0)), on_day=F("since"))
    return added.filter(adds__gt=0)


def fell_due(days: Days) -> Q:
    """A duty that was done in time in the period, or whose due date passed in it."""
    in_time = Q(status=Status.MET, **_in("settled_on", days))
    return in_time | Q(status__in=(Status.OPEN, Status.MET_LATE), **_in("due_on", days, late=1))


def _due(rule: str) -> "Reader":
    def rows(place: Mapping[str, int], days: Days) -> Rows:
        found = Obligation.objects.filter(fell_due(days), rule=rule, due_status=DueStatus.FIRM, **place)
        return found.annotate(adds=Value(1), on_day=F("due_on"))

    return rows


def _on_time(rule: str) -> "Reader":
    def rows(place: Mapping[str, int], days: Days) -> Rows:
        return _due(rule)(place, days).filter(status=Status.MET)

    return rows


def _inspections(place: Mapping[str, int], days: Days) -> Rows:
    made = (VisitState.TO_SIGN, VisitState.DONE)
    rows = Visit.objects.filter(state__in=made, **_in("visited_on", days), **place)
    return rows.exclude(kind=InspectionKind.SELF_CHECK).annotate(adds=Value(1), on_day=F("visited_on"))


def _rectified_due(place: Mapping[str, int], days: Days) -> Rows:
    in_time = Q(closed_on__lte=F("due_on"), **_in("closed_on", days))
    late = (Q(closed_on__isnull=True) | Q(closed_on__gt=F("due_on"))) & Q(**_in("due_on", days, late=1))
    rows = Finding.objects.filter(in_time | late, state__in=_COUNTED, **place)
    return rows.annotate(adds=Value(1), on_day=F("due_on"))


def _rectified_on_time(place: Mapping[str, int], days: Days) -> Rows:
    rows = Finding.objects.filter(
        state=FindingState.CLOSED, closed_on__lte=F("due_on"), **_in("closed_on", days), **place
    )
    return rows.annotate(adds=Value(1), on_day=F("closed_on"))


def _complaints(day: str) -> "Reader":
    return lambda place, days: Complaint.objects.filter(**_in(day, days), **place).annotate(
        adds=Value(1), on_day=F(day)
    )


def _claims(place: Mapping[str, int], days: Days) -> Rows:
    rows = SubsidyClaim.objects.filter(
        simulated=False, corrects__isnull=True, **_in("submitted_at__date", days), **place
    )
    rows = rows.exclude(state__in=(ClaimState.DRAFT, ClaimState.WITHDRAWN))
    return rows.annotate(adds=Value(1), on_day=F("submitted_at__date"))


def _payments(place: Mapping[str, int], days: Days) -> Rows:
    rows = BatchLine.objects.filter(result=BankResult.PAID, **_in("answered_at__date", days), **place)
    return rows.annotate(adds=Value(1), on_day=F("answered_at__date"))


def _paid(place: Mapping[str, int], days: Days) -> Rows:
    rows = BatchLine.objects.filter(result=BankResult.PAID, **_in("answered_at__date", days), **place)
    return rows.annotate(adds=F("net"), on_day=F("answered_at__date"))


Reader = Callable[[Mapping[str, int], Days], Rows]


def _only(reader: Callable[..., Rows], **conditions: Any) -> Reader:
    return lambda place, days: reader(place, days, **conditions)


#: Measure → who may look at its rows, and the rows.
_BEHIND: dict[M, tuple[Action, Reader]] = {
    M.REGISTERED: (Action.FACILITY_VIEW, _registered),
    M.FILED: (Action.FACILITY_VIEW, _filed),
    M.PLACES: (Action.FACILITY_VIEW, _places),
    M.UNIVERSAL: (Action.FACILITY_VIEW, _universal),
    M.UNIVERSAL_PLACES: (Action.FACILITY_VIEW, _universal_places),
    M.PUBLIC: (Action.FACILITY_VIEW, _only(_filed, **_PUBLIC)),
    M.PUBLIC_UNIVERSAL: (Action.FACILITY_VIEW, _only(_universal, **_PUBLIC)),
    M.KINDERGARTENS: (Action.FACILITY_VIEW, _kindergartens),
    M.COVERED_STREETS: (Action.FACILITY_VIEW, _only(_streets, **_PUBLIC)),
    M.SERVED_STREETS: (Action.FACILITY_VIEW, _streets),
    M.CHILDREN: (Action.FACILITY_VIEW, _children),
    M.CAREGIVERS: (Action.FACILITY_VIEW, _caregivers),
    M.CERTIFIED: (Action.FACILITY_VIEW, _certified),
    M.STATIONS: (Action.STATION_VIEW, _stations),
    M.OVERDUE: (Action.INBOX_VIEW, _overdue),
    M.FINDINGS: (Action.INSPECTION_VIEW, _findings),
    M.LATE_FINDINGS: (Action.INSPECTION_VIEW, _late_findings),
    M.RATIO_BREACHES: (Action.STANDARDS_VIEW, _ratio_breaches),
    M.BREACHES: (Action.STANDARDS_VIEW, _breaches),
    M.FILINGS: (Action.FACILITY_VIEW, _filings),
    M.NEW_PLACES: (Action.FACILITY_VIEW, _new_places),
    M.PUSH_DUE: (Action.REGISTRATION_VIEW, _due("registration_push")),
    M.PUSH_ON_TIME: (Action.REGISTRATION_VIEW, _on_time("registration_push")),
    M.FILING_DUE: (Action.FILING_VIEW, _due("filing")),
    M.FILING_ON_TIME: (Action.FILING_VIEW, _on_time("filing")),
    M.RECEIPT_DUE: (Action.FILING_VIEW, _due("filing_receipt")),
    M.RECEIPT_ON_TIME: (Action.FILING_VIEW, _on_time("filing_receipt")),
    M.NOTICE_DUE: (Action.FILING_VIEW, _due("noncompliance_notice")),
    M.NOTICE_ON_TIME: (Action.FILING_VIEW, _on_time("noncompliance_notice")),
    M.INSPECTIONS: (Action.INSPECTION_VIEW, _inspections),
    M.RECTIFIED_DUE: (Action.INSPECTION_VIEW, _rectified_due),
    M.RECTIFIED_ON_TIME: (Action.INSPECTION_VIEW, _rectified_on_time),
    M.CLAIMS: (Action.CLAIM_VIEW, _claims),
    M.PAYMENTS: (Action.CLAIM_VIEW, _payments),
    M.PAID: (Action.CLAIM_VIEW, _paid),
    M.COMPLAINTS: (Action.COMPLAINT_VIEW, _complaints("received_on")),
    M.COMPLAINTS_ANSWERED: (Action.COMPLAINT_VIEW, _complaints("answered_on")),
}


def needed(measure: M) -> Action:
    """What somebody must be allowed to do before the rows of a measure are shown."""
    return _BEHIND[measure][0]


def rows_of(measure: M, place: int, days: Days) -> Rows:
    """The rows of a division behind a measure, each with `region_id`, `adds` (what it adds) and `on_day`. Run it inside a scope."""
    return _BEHIND[measure][1](within(place), days)


def total_of(measure: M, place: int, days: Days) -> int:
    """What the rows add up to."""
    return int(rows_of(measure, place, days).aggregate(n=Sum("adds"))["n"] or 0)
