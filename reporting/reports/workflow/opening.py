"""Reports begin: by night those that somebody owes, by hand any other; the first reader finds the sections written out."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor, system_actor
from accounts.enums import DepartmentKind
from accounts.errors import DomainError
from accounts.models import Department
from accounts.queries import department_for, in_force
from accounts.workflow import allow
from accounts.workflow.rights import Place
from audit.workflow import Happened, record, record_all
from facilities.enums import ENDED_STATES, FILED_STATES, FacilityState
from jobs.workflow import pause
from kernel import clock
from obligations.workflow import Common, open_set
from policy.law import ReportForm, ReportMember
from policy.queries import places_with_law
from regions.codes import NATION, contains
from regions.managers import within
from regions.scope import nation_scope
from reporting.models import Report, ReportSection
from reporting.reports import law
from reporting.reports.begun import sections_as_begun
from reporting.reports.law import Due
from reporting.reports.queries import OPEN_STATES
from reporting.reports.rules import term_of
from reporting.tables import REPORT

_PLATFORM = system_actor("Written reports")
_OWING = sorted({*(state.value for state in FILED_STATES), FacilityState.SUSPENDED.value})


def open_reports(only: int | None = None) -> int:
    """Begin every report whose writing starts by today, in all places, with its duty; how many began. Any number of times.

    `only`: those of the offices of one place and of its facilities.
    """
    today, opened, places = clock.today(), 0, places_with_law()
    for number, place in enumerate(places):
        pause(number, len(places))
        for form in law.forms_in(place, today).values():
            if form.pack != law.pack_of(place):
                continue
            facilities = form.owed_by == "FACILITY"
            if only is not None and not (contains(place, only) if facilities else place == only):
                continue
            for due in law.dues(place, form, today):
                with nation_scope(reason="written reports of all places begin by the night"):
                    opened += (
                        _of_facilities(place if only is None else only, due)
                        if facilities
                        else _of_offices(place, due)
                    )
    with nation_scope(reason="facilities that ended owe no report any more"):
        _drop_ended()
    return opened


@transaction.atomic
def _drop_ended() -> None:
    """A facility that has ended hands nothing in any more; its duties fell away when it ended."""
    rows = Report.objects.select_for_update(of=("self",)).filter(
        state__in=OPEN_STATES, facility__state__in=ENDED_STATES
    )
    found = list(rows)
    for row in found:
        row.state = REPORT.target("drop", row.state).target
        row.version += 1
    Report.objects.bulk_update(found, ["state", "version"], batch_size=500)
    event = REPORT.target("drop", OPEN_STATES[0]).event
    record_all(by=_PLATFORM, happened=[Happened(event, row.region_id, row, row.facility_id) for row in found])


@transaction.atomic
def _of_offices(place: int, due: Due) -> int:
    health = department_for(place, (DepartmentKind.HEALTH,))
    if due.form.owed_by == "OFFICE":
        rows = [_row(place, due, health, "")]
    else:
        named = _named_offices(place)
        rows = [_row(place, due, _office_of(member, named), member.name.zh) for member in due.form.members]
    made = [row for row in rows if _insert(row)]
    _owe(due, [row for row in made if row.office_id is not None or health is not None])
    _told("open", made, due.form)
    return len(made)


def _named_offices(place: int) -> list[Department]:
    return list(Department.objects.filter(in_force(clock.today()), region_id=place).order_by("id"))


def _office_of(member: ReportMember, offices: Sequence[Department]) -> Department | None:
    """The office of a member: of several of one kind the one whose name the member carries, else the only one."""
    kind = [office for office in offices if office.kind == member.kind]
    named = [office for office in kind if member.name.zh in office.name or office.name in member.name.zh]
    if member.kind == DepartmentKind.MASS_ORG:
        return next(iter(named), None)
    return next(iter(named or kind), None)


def _row(place: int, due: Due, office: Department | None, member: str) -> Report:
    return Report(
        region_id=place, form=due.form.id, period=due.term.number, office=office, member=member,
        facts=law.kept(due.form), counts_from=max(due.term.first, due.opens_on or due.term.first), due_on=due.last_on,
        began_at=clock.now(),
    )  # fmt: skip


def _insert(row: Report) -> bool:
    """False where the report stands already."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _owe(due: Due, rows: Sequence[Report]) -> None:
    if due.answer is not None and due.answer.due_on is not None:
        open_set(by=_PLATFORM, subject=Report, ids=[row.pk for row in rows], common=_common(due))


def _common(due: Due) -> Common:
    answer = due.answer
    assert answer is not None and answer.due_on is not None
    return Common(
        due.form.deadline, "period_began", answer.due_on, str(answer.status.value), answer.source.as_json(), due.form.pack,
        due.form.version, answer.calendar_version or "", answer.missing_years,
    )  # fmt: skip


@transaction.atomic
def _of_facilities(place: int, due: Due) -> int:
    """A report for each facility that was filed by the end of its period; one statement, its duties another."""
    column = next(iter(within(place)), "") if place != NATION else ""
    given: dict[str, Any] = {
        "form": due.form.id, "period": due.term.number, "from": max(due.term.first, due.opens_on or due.term.first),
        "due": due.last_on, "now": clock.now(), "owing": _OWING, "last": due.term.last, "place": place,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_FACILITIES.format(place=f"f.{column} = %(place)s" if column else "true"), given)
        rows = list(cursor.fetchall())
    if due.answer is not None and due.answer.due_on is not None:
        open_set(by=_PLATFORM, subject=Report, ids=[number for number, _d in rows], common=_common(due))
    counts: dict[int, int] = {}
    for _number, district in rows:
        counts[district] = counts.get(district, 0) + 1
    event = REPORT.target("open", "").event
    said = {"form": due.form.id, "period": str(due.term.number)}
    record_all(
        by=_PLATFORM,
        happened=[Happened(event, d, data={**said, "count": n}) for d, n in sorted(counts.items())],
    )
    return len(rows)


_FACILITIES = """
INSERT INTO reporting_report (region_id, facility_id, form, period, member, facts, state, step, counts_from, due_on, began_at,
       returned_because, version)
SELECT f.region_id, f.id, %(form)s, %(period)s, '', '{{}}', 'DRAFT', 0, greatest(%(from)s::date, f.filed_on), %(due)s, %(now)s,
       '', 1
  FROM facilities_facility f
 WHERE {place} AND f.state = ANY(%(owing)s) AND f.filed_on <= %(last)s
ON CONFLICT DO NOTHING RETURNING id, district
"""


def _told(action: str, rows: Sequence[Report], form: ReportForm, by: Actor = _PLATFORM) -> None:
    event = REPORT.target(action, "").event
    record_all(
        by=by,
        happened=[
            Happened(
                event,
                row.region_id,
                row,
                data={"form": form.id, "period": str(row.period), "member": row.member},
            )
            for row in rows
        ],
    )


@transaction.atomic
def begin(*, by: Actor, place: int, form: str, period: int) -> Report:
    """Begin a report of the actor's office by hand, also one that nobody owes; one that stands already is returned.

    Raises NotAllowed, DomainError (`form`, `period`: unknown, or in the future).
    """
    allow(by, Action.REPORT_WRITE, Place(place))
    found, term = law.forms_at(place, clock.today()).get(form), term_of(period)
    if found is None or found.owed_by != "OFFICE":
        raise DomainError(_("The law of this place knows no such report."), field="form")
    if term is None or bool(term.quarter) != (found.every == "QUARTER"):
        raise DomainError(_("Choose a period of the list."), field="period")
    if term.first > clock.today():
        raise DomainError(_("This period has not begun yet."), field="period")
    held = Department.objects.filter(region_id=place, kind=DepartmentKind.HEALTH)
    office = held.filter(pk=by.department_id).first() if by.department_id else None
    if office is None:
        raise DomainError(
            _("Only the health authority of the place itself writes this report."), field="form"
        )
    standing = Report.objects.filter(
        region_id=place, form=form, period=period, member="", facility=None
    ).first()
    if standing is not None:
        return standing
    due = law.due(place, found, term)
    row = _row(place, due, office, "")
    row.due_on = None if row.due_on and row.due_on < clock.today() else row.due_on
    row.save(force_insert=True)
    if row.due_on is not None:
        _owe(due, [row])
    record(
        by=by,
        event=REPORT.target("begin", "").event,
        region=place,
        subject=row,
        data={"form": form, "period": str(period)},
    )
    prepare(report=row)
    return row


@transaction.atomic
def prepare(*, report: Report) -> Report:
    """Write the sections of a report as its form begins them, unless that is done; the report with its facts."""
    row = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if ReportSection.objects.filter(report=row).exists():
        return row
    form = law.form_of(row.region_id, row.form)
    if form is None:
        raise DomainError(_("The form of this report does not hold any more."))
    if not row.facts:
        row.facts = law.kept(form)
        row.save(update_fields=["facts"])
    ReportSection.objects.bulk_create(sections_as_begun(row, form))
    return row
