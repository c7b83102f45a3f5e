"""Reading reports: what an office has to write, sign, answer or collect."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from accounts.actors import Actor
from kernel import clock
from obligations.enums import Status
from obligations.models import Obligation
from reporting.enums import ReportState
from reporting.models import Report, ReportEdition, ReportOpinion, ReportPrint, ReportSection

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
    """All reports of one form and period in a division, and how far they are.

    `due_on`: the last day, the latest where places differ. `place`: one of the places that owe. `untouched`: nobody has
    written in it yet (of a facility: nobody has opened it). `handed_in` waits for the office, or was `received` by it.
    """

    form: str
    period: int
    due_on: date | None
    place: int
    total: int
    handed_in: int
    received: int
    late: int
    untouched: int
    of_facilities: bool

    @property
    def open(self) -> int:
        return self.total - self.handed_in

    @property
    def to_receive(self) -> int:
        return self.handed_in - self.received


def collected(place: Mapping[str, int]) -> QuerySet[Report]:
    """The reports that are collected in a division. `place`: its column and code (regions.managers.within)."""
    return Report.objects.filter(Q(facility__isnull=False) | ~Q(member=""), **place).exclude(
        state=ReportState.DROPPED
    )


def late() -> Q:
    return Q(due_on__lt=clock.today(), state__in=OPEN_STATES)


def untouched() -> Q:
    """Nobody has begun to write. A facility's report keeps the facts of its form from the day it is opened first."""
    written = ReportSection.objects.filter(report=OuterRef("pk"), edited_at__isnull=False)
    facility = Q(facility__isnull=False, facts={})
    return Q(state=ReportState.DRAFT) & (facility | Q(Q(facility=None), ~Exists(written)))


#: So many years of rounds are listed, this one among them; an older round keeps its address.
YEARS = 3


def _recent() -> Q:
    first = clock.today().year - YEARS + 1
    return Q(period__range=(first, 9999)) | Q(period__gte=first * 100)


def rounds(place: Mapping[str, int]) -> list[Round]:
    """What is collected in a division, of the last years, the newest first. One query."""
    found = _counted(collected(place).filter(_recent()))
    return sorted(found, key=lambda each: (-_year(each.period), -each.period, each.form))


def round_of(place: Mapping[str, int], form: str, period: int) -> Round | None:
    """One round; None where nobody in the division owes it. One query."""
    return next(iter(_counted(collected(place).filter(form=form, period=period))), None)


def _counted(rows: QuerySet[Report]) -> list[Round]:
    counted = (
        rows.order_by()
        .values("form", "period")
        .annotate(
            last=Max("due_on"), place=Min("region_id"), total=Count("pk"), facilities=Count("facility_id"),
            handed=Count("pk", filter=~Q(state__in=OPEN_STATES)), received=Count("pk", filter=Q(state=ReportState.RECEIVED)),
            late=Count("pk", filter=late()), untouched=Count("pk", filter=untouched()),
        )
    )  # fmt: skip
    return [
        Round(
            row["form"], row["period"], row["last"], row["place"], row["total"], row["handed"], row["received"], row["late"],
            row["untouched"], bool(row["facilities"]),
        )
        for row in counted
    ]  # fmt: skip


def _year(period: int) -> int:
    return period if period <= 9999 else period // 100


def report(report_id: int) -> Report:
    """One report with the people of its steps. Raises Report.DoesNotExist."""
    found: Report = Report.objects.select_related(
        "office", "facility", "handed_in_by", "reviewed_by", "countersigned_by", "signed_by", "received_by"
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
