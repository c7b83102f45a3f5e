"""The children of demo facilities: recorded by sheet as an operator would, cared for in their classes, two months signed.

The verbs that take many at once are used, so that some thousand children cost seconds.
"""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from accounts.actors import Actor
from config.demo.people import doing
from config.demo.steps import Case, minute
from config.demo.timeline import Story
from facilities.enums import CareMode
from facilities.models import ClassGroup, HealthCheck
from facilities.queries.attendance import marked_days, usual_service_days
from facilities.queries.roll import bands
from facilities.rules.attendance import packed, span, unpacked
from facilities.rules.identity import ChildFacts
from facilities.sheets.children import ChildRow
from facilities.workflow.attendance import record_days, sign_month
from facilities.workflow.fees import recognise, state_fee
from facilities.workflow.importing import import_children
from kernel import clock
from kernel.id_numbers import id_check_digit
from kernel.periods import add_months

_SURNAMES, _GIVEN = "赵钱孙李周吴郑王冯陈褚卫", "豆苗果朵乐安宁禾米糖芽星"
#: Every so many-th facility has children, and the main ones where people sign in: enough to look at, quick to make.
EVERY = 3
#: The facility that took on a group of children in its second month, so that its headcount jumps, and how many.
JUMPS, MORE = 25, 6
#: Children enrolled at two facilities at once: inside one county, and in two provinces. Facility → serials.
_TWICE = {("zhanggong", 19): (990,), ("zhanggong", 25): (990, 991), ("ouhai", 25): (991,)}


def cared_for(case: Case, *, on: date) -> Story:
    """Fees, children in every class, and attendance up to the month of the demo's day."""
    assert case.facility is not None
    shown = case.main and case.offices.place.home
    if case.number % EVERY and not shown and (case.offices.place.key, case.number) not in _TWICE:
        return
    yield minute(case, on)
    if case.operator is None:
        return
    doing(case.operator, _fees, facility_id=case.facility.pk, rng=case.rng)
    doing(case.operator, _children, case=case, on=on)
    month = on.replace(day=1)
    yesterday = case.today - timedelta(days=1)
    while month <= yesterday:
        end = add_months(month, 1) - timedelta(days=1)
        until = min(end, yesterday)
        if until > on:
            yield minute(case, until)
            doing(case.operator, _attendance, case=case, month=month, until=until)
        if end + timedelta(days=2) < yesterday:
            yield minute(case, end + timedelta(days=2))
            doing(case.operator, sign_month, facility_id=case.facility.pk, month=month)
        month = add_months(month, 1)
        if case.number == JUMPS and month == add_months(on.replace(day=1), 1):
            doing(case.operator, _late_comers, case=case, on=clock.today())


def _fees(*, by: Actor, facility_id: int, rng: Random) -> None:
    for item, unit, yuan in (("CARE", "MONTH", rng.randint(9, 30) * 100), ("MEALS", "DAY", 15)):
        state_fee(
            by=by, facility_id=facility_id, item=item, care_mode=CareMode.FULL_DAY.value, unit=unit,
            amount=yuan * 100, valid_from=date(2026, 1, 1),
        )  # fmt: skip


def _children(*, by: Actor, case: Case, on: date) -> None:
    assert case.facility is not None
    rows: list[ChildRow] = []
    ages = bands(case.facility.region_id, on)
    for group in ClassGroup.objects.filter(facility_id=case.facility.pk, closed_on=None).order_by("id"):
        band = ages[group.kind]
        over = 1 if case.number % 15 == 12 and group.kind == "TODDLER" else 0
        for _n in range(min(group.places, 16) * 3 // 4 if not over else group.places + over):
            months = case.rng.randint(band.from_months, max(band.from_months, band.to_months - 4))
            born = add_months(on, -months) - timedelta(days=case.rng.randint(0, 20))
            rows.append(_row(case, len(rows), born, group.name, on))
        if group.kind == "SENIOR":
            rows += _twice(case, len(rows), group.name, on)
    import_children(by=by, facility_id=case.facility.pk, rows=rows, sheet="示例·名册.xlsx")


def _late_comers(*, by: Actor, case: Case, on: date) -> None:
    assert case.facility is not None
    classes = ClassGroup.objects.filter(facility_id=case.facility.pk, closed_on=None, kind="SENIOR")
    group, born = classes.order_by("id")[0], add_months(on, -25)
    rows = [_row(case, 400 + n, born, group.name, on) for n in range(MORE)]
    import_children(by=by, facility_id=case.facility.pk, rows=rows, sheet="示例·新生.xlsx")


def _twice(case: Case, number: int, group: str, on: date) -> list[ChildRow]:
    """The children of this facility who are enrolled at another one too: the same name and number there."""
    born = add_months(case.today, -29)
    rows: list[ChildRow] = []
    for serial in _TWICE.get((case.offices.place.key, case.number), ()):
        row = _row(case, number + len(rows), born, group, on)
        body = f"999999{born:%Y%m%d}{serial}"
        row.facts = replace(row.facts, name=f"示例·双报{serial}", id_number=body + id_check_digit(body))
        rows.append(row)
    return rows


def _row(case: Case, number: int, born: date, group: str, on: date) -> ChildRow:
    entered_on = on if number % 17 != 16 else None
    return ChildRow(number + 2, invented(case, number, born, on), group, on, entered_on)


def invented(case: Case, number: int, born: date, on: date, *, serial: int | None = None) -> ChildFacts:
    """A child that is plainly invented, with a number of the demo's own place and serial."""
    assert case.facility is not None
    if serial is None:
        serial = (case.number * 37 + number * 2 + case.rng.randint(0, 1)) % 1000
    body = f"{case.facility.district // 10**6:06d}{born:%Y%m%d}{serial:03d}"
    surname = case.rng.choice(_SURNAMES)
    return ChildFacts(
        name=f"示例·{surname}小{case.rng.choice(_GIVEN)}{number + 1}",
        id_kind="RESIDENT_ID",
        id_number=body + id_check_digit(body),
        guardian_name=f"示例·{surname}家长{number + 1}",
        guardian_phone=f"138000{case.number % 100:02d}{number % 1000:03d}",
        consented_on=on,
    )


def _attendance(*, by: Actor, case: Case, month: date, until: date) -> None:
    """Most children come on most days; those whose entry check is missing on none."""
    assert case.facility is not None
    service = usual_service_days(month)
    rows: dict[int, int] = {}
    marked = marked_days(case.facility.pk, month)
    for child_id, since in entered(case.facility.pk):
        days = unpacked(service & span(month, max(month, since), until))
        rows[child_id] = marked.get(child_id, 0) | packed(d for d in days if case.rng.random() < 0.9)
    record_days(by=by, facility_id=case.facility.pk, month=month, rows=rows)


def entered(facility_id: int) -> list[tuple[int, date]]:
    """Children with the day they passed the entry check."""
    rows = HealthCheck.objects.filter(facility_id=facility_id, kind="ENTRY", passed=True)
    return list(rows.order_by("child_id").values_list("child_id", "done_on"))


def universal(case: Case, *, on: date) -> Story:
    """The health authority recognises every fourth facility, and the one that grew, as universal for a year."""
    if (case.number % 4 == 0 or case.number == JUMPS) and case.facility is not None:
        yield minute(case, on)
        given: dict[str, Any] = {"valid_from": on, "valid_to": add_months(on, 12)}
        doing(
            case.offices.officer, recognise, facility_id=case.facility.pk,
            agreement_number=f"示例·普惠 {on.year}-{case.number:03d}", **given,
        )  # fmt: skip
