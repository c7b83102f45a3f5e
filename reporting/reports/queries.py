"""Reading reports: what an office has to write, sign, answer or collect."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from accounts.actors import Actor
from kernel import clock
from obligations.enums import Status
from obligations.models import Obligation
from reporting.enums import ReportState
from reporting.models import Report, ReportEdition, ReportOpinion, ReportPrint

KIND = "reporting.report"
OPEN_STATES = (ReportState.DRAFT, ReportState.IN_STEPS)


@dataclass(frozen=True)
class Asked:
    """A member that is asked to countersign, with what it says to the newest edition; None while it is silent."""

    member: str
    office_id: int | None
    opinion: ReportOpinion | None


def countersigning(report: Report) -> list[Asked]:
    """The members that a report is sent to: those who owe the form its own names, but for the office that wrote it."""
    form = report.facts.get("countersigned_by", "")
    if not form:
        return []
    number = ReportEdition.objects.filter(report_id=report.pk).count()
    said = {
        row.member: row
        for row in ReportOpinion.objects.filter(report_id=report.pk, edition=number).select_related("said_by")
    }
    rows = Report.objects.filter(form=form, period=report.period, region_id=report.region_id, facility=None)
    return [
        Asked(row.member, row.office_id, said.get(row.member))
        for row in rows.order_by("id")
        if row.office_id is None or row.office_id != report.office_id
    ]


def by_id(ids: Sequence[int]) -> dict[int, Report]:
    return {
        row.pk: row for row in Report.objects.filter(pk__in=list(ids)).select_related("office", "facility")
    }


def editions_of(report: Report) -> list[ReportEdition]:
    """Every edition, the newest first, without what they hold."""
    return list(
        ReportEdition.objects.filter(report=report)
        .defer("content")
        .select_related("made_by")
        .order_by("-number")
    )


def prints_of(report: Report) -> list[ReportPrint]:
    """The files asked for, the newest first; at most the last twelve."""
    return list(
        ReportPrint.objects.filter(report=report)
        .defer("content")
        .select_related("asked_by")
        .order_by("-id")[:12]
    )


def duty_of(report: Report) -> Obligation | None:
    """What is owed by it now; None once it is done, or where nobody owes it."""
    return Obligation.objects.filter(subject_type=KIND, subject_id=report.pk, status=Status.OPEN).first()


def duties_of(ids: Sequence[int]) -> dict[int, Obligation]:
    """Report → its open duty. One query."""
    rows = Obligation.objects.filter(subject_type=KIND, subject_id__in=list(ids), status=Status.OPEN)
    return {row.subject_id: row for row in rows}


def own(actor: Actor) -> QuerySet[Report]:
    """What the actor's office or facilities write, the newest period first."""
    rows = Report.objects.select_related("office", "facility").exclude(state=ReportState.DROPPED)
    if actor.post is None:
        return rows.filter(facility_id__in=list(actor.facilities)).order_by("-due_on", "-id")
    return rows.filter(office_id=actor.department_id, facility=None).order_by("-due_on", "-id")


def asked_of(actor: Actor) -> list[Report]:
    """Reports of the place that wait for the word of the actor's office."""
    if actor.department_id is None:
        return []
    waiting = Report.objects.filter(
        state=ReportState.IN_STEPS, facility=None, region_id=actor.region_id, facts__countersigned_by__gt=""
    ).select_related("office")
    mine = set(
        Report.objects.filter(office_id=actor.department_id, facility=None).values_list("form", "period")
    )
    return [
        row
        for row in waiting
        if (row.facts.get("countersigned_by"), row.period) in mine
        and row.office_id != actor.department_id
        and row.facts["steps"][row.step] == "COUNTERSIGN"
    ]


@dataclass(frozen=True)
class Round:
    """All reports of one form and period in a division: how many there are, are handed in, are late."""

    form: str
    period: int
    due_on: date | None
    total: int
    handed_in: int
    late: int
    of_facilities: bool


def collected(place: Mapping[str, int]) -> QuerySet[Report]:
    """The reports that are collected in a division. `place`: its column and code (regions.managers.within)."""
    return Report.objects.filter(Q(facility__isnull=False) | ~Q(member=""), **place).exclude(
        state=ReportState.DROPPED
    )


def rounds(place: Mapping[str, int]) -> list[Round]:
    """What is collected in a division, the newest period first. One query."""
    late = Q(due_on__lt=clock.today(), state__in=OPEN_STATES)
    rows = (
        collected(place)
        .values("form", "period")
        .annotate(
            total=Count("pk"), handed=Count("pk", filter=~Q(state__in=OPEN_STATES)), late=Count("pk", filter=late),
            last=F("due_on"), facilities=Count("facility_id"),
        )
        .order_by("-period", "form")
    )  # fmt: skip
    found: dict[tuple[str, int], Round] = {}
    for row in rows:
        key = (row["form"], row["period"])
        before = found.get(key, Round(*key, row["last"], 0, 0, 0, bool(row["facilities"])))
        found[key] = Round(
            *key, row["last"], before.total + row["total"], before.handed_in + row["handed"], before.late + row["late"],
            before.of_facilities,
        )  # fmt: skip
    return list(found.values())


def report(report_id: int) -> Report:
    """One report with the people of its steps. Raises Report.DoesNotExist."""
    found: Report = Report.objects.select_related(
        "office", "facility", "handed_in_by", "reviewed_by", "signed_by", "received_by"
    ).get(pk=report_id)
    return found


def on_paper(actor: Actor) -> list[Report]:
    """Reports of members without an office of their own that wait for the collecting office's signature."""
    if actor.post is None:
        return []
    return list(
        Report.objects.filter(
            state=ReportState.IN_STEPS, facility=None, office=None, region_id=actor.region_id
        ).order_by("due_on", "id")[:50]
    )
