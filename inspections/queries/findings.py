"""Findings: what is open at a facility, the tracking list, one finding with its way."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from django.db.models import Q, QuerySet

from accounts.actors import Actor
from facilities.rectifying import Rectification
from inspections.enums import UNSETTLED, FindingState, ReferralState, SuspensionState
from inspections.filters import FindingFilters
from inspections.models import Finding, FindingFile, FindingStep, Referral, Suspension
from kernel import clock
from obligations.subjects import Subject
from policy.enums import Severity
from regions.keyset import SIZE, Page, capped_counts, cursor_of, page
from regions.managers import within

OPEN_ORDER, DONE_ORDER = ("due_on", "id"), ("-closed_on", "-id")
CAP = 1000


def open_orders(facility_ids: Collection[int]) -> dict[int, list[Rectification]]:
    """Facility of the scope → its findings that are not put right, and whether one stops the service. Two queries."""
    ids = list(facility_ids)
    stopped = set(
        Suspension.objects.filter(facility_id__in=ids, state=SuspensionState.IN_FORCE).values_list(
            "finding_id", flat=True
        )
    )
    rows = Finding.objects.filter(facility_id__in=ids).filter(Q(state__in=UNSETTLED) | Q(pk__in=stopped))
    found: dict[int, list[Rectification]] = defaultdict(list)
    for row in rows.order_by("due_on", "id"):
        order = Rectification(
            "finding",
            row.pk,
            row.problem,
            row.due_on,
            serious=row.severity == Severity.BLOCK,
            suspends=row.pk in stopped,
            reported=row.state != FindingState.OPEN,
        )
        found[row.facility_id].append(order)
    return found


def filtered(filters: FindingFilters) -> QuerySet[Finding]:
    """The findings of the scope that the filters leave, whatever the tab."""
    rows = Finding.objects.all()
    if filters.place:
        rows = rows.filter(**within(int(filters.place)))
    if filters.severity:
        rows = rows.filter(severity=filters.severity)
    if filters.kind:
        rows = rows.filter(visit__kind=filters.kind)
    if filters.facility:
        rows = rows.filter(facility_id=filters.facility)
    return rows


def of_tab(rows: QuerySet[Finding], tab: str) -> QuerySet[Finding]:
    """all (not put right yet), open, overdue, today, recheck, closed."""
    today = clock.today()
    conditions = {
        "all": Q(state__in=UNSETTLED),
        "open": Q(state=FindingState.OPEN),
        "overdue": Q(state=FindingState.OPEN, due_on__lt=today),
        "today": Q(state=FindingState.OPEN, due_on=today),
        "recheck": Q(state=FindingState.REPORTED),
        "closed": Q(state=FindingState.CLOSED),
    }
    return rows.filter(conditions[tab])


def tab_counts(filters: FindingFilters) -> dict[str, int]:
    """How many each tab holds, up to the cap, in one statement."""
    rows = filtered(filters)
    tabs = ("all", "open", "overdue", "today", "recheck", "closed")
    return capped_counts({tab: of_tab(rows, tab) for tab in tabs}, CAP)


def findings_page(filters: FindingFilters, query: Mapping[str, str], *, size: int = SIZE) -> Page:
    """One page of a tab, by due date; the closed ones by the day they were closed. One query."""
    rows = of_tab(filtered(filters), filters.tab).select_related("facility", "visit", "office")
    order = DONE_ORDER if filters.tab == "closed" else OPEN_ORDER
    return page(rows, order=order, cursor=cursor_of(query, Finding, order), size=size)


def export_rows(filters: FindingFilters) -> Iterator[Finding]:
    """Every finding of a tab by due date, for a spreadsheet."""
    rows = of_tab(filtered(filters), filters.tab).select_related("facility", "visit", "office")
    return rows.order_by("due_on", "id").iterator(chunk_size=2000)


def finding(finding_id: int) -> Finding:
    """One finding with its facility and visit. Raises Finding.DoesNotExist."""
    found: Finding = _whole().get(pk=finding_id)
    return found


def _whole() -> QuerySet[Finding]:
    related = ("facility", "visit", "office", "escalated_to", "reported_by", "verified_by", "ordered_by")
    return Finding.objects.select_related(*related, "order_paper")


def steps_of(finding_id: int) -> list[FindingStep]:
    """What happened to a finding, the oldest first."""
    return list(FindingStep.objects.filter(finding_id=finding_id).order_by("id"))


def files_of(finding_id: int) -> list[FindingFile]:
    return list(FindingFile.objects.filter(finding_id=finding_id).select_related("file").order_by("id"))


def referrals_of(finding_id: int) -> list[Referral]:
    rows = Referral.objects.filter(finding_id=finding_id).select_related("department")
    return list(rows.order_by("id"))


def referral(referral_id: int) -> Referral:
    """Raises Referral.DoesNotExist."""
    related = ("finding", "facility", "department")
    found: Referral = Referral.objects.select_related(*related).get(pk=referral_id)
    return found


def referrals_to(department_id: int) -> list[Referral]:
    """What an office has to answer, the nearest day first; then what it answered lately."""
    rows = Referral.objects.filter(department_id=department_id).select_related("finding", "facility")
    return list(rows.order_by("-state", "due_on", "id")[:200])


def finding_if_seen(finding_id: int) -> Finding | None:
    """The same; None for what is not in the scope."""
    return _whole().filter(pk=finding_id).first()


def suspension_here(suspension_id: int) -> Suspension:
    """A suspension of the scope with its finding and facility. Raises Suspension.DoesNotExist."""
    found: Suspension = Suspension.objects.select_related("finding__facility").get(pk=suspension_id)
    return found


def suspension_of(facility_id: int) -> Suspension | None:
    """The order to suspend that is in force."""
    rows = Suspension.objects.filter(facility_id=facility_id, state=SuspensionState.IN_FORCE)
    return rows.select_related("finding", "ordered_by").first()


def findings_of(facility_id: int, limit: int = 100) -> list[Finding]:
    """The findings of one facility, the latest first."""
    rows = Finding.objects.filter(facility_id=facility_id).select_related("visit", "office")
    return list(rows.order_by("-ordered_on", "-id")[:limit])


def subjects(numbers: Collection[int]) -> dict[int, Subject]:
    """Findings of the scope as subjects of duties and events, in one query."""
    rows = Finding.objects.filter(pk__in=numbers).values_list("id", "problem")
    return {number: Subject(problem[:60]) for number, problem in rows}


def referral_subjects(numbers: Collection[int]) -> dict[int, Subject]:
    """Referrals of the scope as subjects of duties, in one query."""
    rows = Referral.objects.filter(pk__in=numbers).values_list("id", "finding__problem")
    return {number: Subject(problem[:60]) for number, problem in rows}


def waiting_rechecks(actor: Actor) -> QuerySet[Finding]:
    """Findings of the scope that the facility reported as put right."""
    return Finding.objects.filter(state=FindingState.REPORTED)


def waiting_referrals(actor: Actor) -> QuerySet[Referral]:
    """What was referred to this person's office and is not answered."""
    return Referral.objects.filter(department_id=actor.department_id, state=ReferralState.SENT)
