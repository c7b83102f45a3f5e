"""Facilities filed early enough for Ganzhou's subsidies: their children and the signed months of the window's last winter."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from accounts.actors import Actor
from config.demo.children import entered, invented
from config.demo.people import doing
from config.demo.premises import housed
from config.demo.steps import Case, back, filed, minute
from config.demo.timeline import Story, working_days_on
from facilities.enums import LeavingReason
from facilities.models import ClassGroup, Enrolment
from facilities.queries.attendance import usual_service_days
from facilities.rules.attendance import packed, span, unpacked
from facilities.sheets.children import ChildRow
from facilities.workflow.attendance import record_days, sign_month
from facilities.workflow.enrolling import leave
from facilities.workflow.fees import recognise
from facilities.workflow.importing import import_children
from kernel.periods import add_months

#: The numbers of these facilities in their place; the first two are the demo operator's.
CLAIMING = range(26, 34)
#: The last months that Ganzhou's operating subsidy pays.
MONTHS = (date(2024, 12, 1), date(2025, 1, 1), date(2025, 2, 1))
_OPENED, _ENTRY = date(2023, 2, 6), date(2024, 11, 25)
#: Turns three in December, in January; the others stay under three.
_ELDEST = (date(2021, 12, 20), date(2022, 1, 10))
#: One child that two facilities count, by the numbers of the facilities.
_SHARED = {26: 0, 27: 1}


def long_filed(case: Case) -> Story:
    """Filed in spring 2023, universal for three years; a class of two-year-olds until the end of February 2025."""
    yield from filed(case, first=working_days_on(case.number % 20, of=_OPENED))
    assert case.facility is not None and case.operator is not None
    yield minute(case, date(2023, 4, 3))
    doing(
        case.offices.officer, recognise, facility_id=case.facility.pk,
        agreement_number=f"示例·普惠 2023-{case.number:03d}",
        valid_from=date(2023, 4, 3), valid_to=date(2026, 4, 2),
    )  # fmt: skip
    yield minute(case, _ENTRY)
    doing(case.operator, _children, case=case)
    for month in MONTHS:
        end = add_months(month, 1) - timedelta(days=1)
        yield minute(case, working_days_on(1, of=end))
        doing(case.operator, _attendance, case=case, month=month)
        doing(case.operator, sign_month, facility_id=case.facility.pk, month=month)
    doing(case.operator, _graduated, case=case, on=end)
    yield from housed(case, on=back(case, 4))


def _children(*, by: Actor, case: Case) -> None:
    assert case.facility is not None
    group = ClassGroup.objects.filter(facility_id=case.facility.pk, kind="SENIOR").earliest("id")
    born = [*_ELDEST] + [date(2022, 3 + n % 8, 2 + n * 2 % 26) for n in range(8 + case.number % 5)]
    rows = [
        ChildRow(n + 2, invented(case, n, day, _ENTRY), group.name, _ENTRY, _ENTRY)
        for n, day in enumerate(born)
    ]
    if case.number in _SHARED:
        same = replace(case, rng=Random(998))
        both = invented(same, 99, date(2022, 6, 1), _ENTRY, serial=998)
        rows.append(ChildRow(len(rows) + 2, both, group.name, _ENTRY, _ENTRY))
    import_children(by=by, facility_id=case.facility.pk, rows=rows, sheet="示例·名册.xlsx")


def _attendance(*, by: Actor, case: Case, month: date) -> None:
    """Nearly every day; the last of the class is often ill, and the shared child comes to the first facility more."""
    assert case.facility is not None
    service = unpacked(usual_service_days(month) & span(month, month, None))
    rows = {
        child: packed(day for day in service if case.rng.random() < 0.95)
        for child, _since in entered(case.facility.pk)
    }
    last = max(rows)
    share = 3 if case.number not in _SHARED else len(service) // 2 + 2 - 4 * _SHARED[case.number]
    rows[last] = packed(service[:share])
    record_days(by=by, facility_id=case.facility.pk, month=month, rows=rows)


def _graduated(*, by: Actor, case: Case, on: date) -> None:
    assert case.facility is not None
    for pk in list(Enrolment.objects.filter(facility_id=case.facility.pk).values_list("id", flat=True)):
        leave(by=by, enrolment_id=pk, on=on, reason=LeavingReason.KINDERGARTEN.value)
