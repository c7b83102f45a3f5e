"""Inspections of the demo: findings in every state, a joint visit under way, a self-check, plans by risk and by lot."""

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from config.demo.people import Offices, doing
from config.demo.samples import sheet
from config.demo.steps import Case, back
from config.demo.timeline import Story, at, working_days_back
from documents.enums import Purpose
from documents.workflow import receive_upload
from facilities.enums import FILED_STATES
from facilities.models import Facility
from inspections.enums import Answer, PlanMethod
from inspections.models import Finding, Visit, VisitItem
from inspections.workflow import (
    Said,
    Wanted,
    acknowledge_visit,
    add_photo,
    answer_item,
    complete_self_check,
    escalate_overdue,
    finish_visit,
    invite_department,
    make_plan,
    plan_visit,
    report_rectified,
    start_self_check,
    start_visit,
    verify_rectified,
)
from kernel import clock

#: Places whose facilities are inspected; in the second the street leads.
INSPECTED = ("zhanggong", "binjiang")
_FIRE = {"CN-FIRE-2": "活动室门口一具灭火器压力不足"}
_VIDEO = {"CN-SAFE-1": "硬盘录像机最早录像仅 49 天"}
_OUTDOORS = {"CN-CARE-1": "最近两周每天户外约 1 小时"}


def inspected(case: Case) -> Story:
    """What happens to one filed facility, by its number."""
    plot = {
        25: _to_sign,
        26: _overdue,
        27: _to_recheck,
        28: _closed,
        29: _planned,
        30: _joint,
        31: _self_checked,
    }.get(case.number)
    if case.offices.place.key not in INSPECTED or plot is None:
        return
    yield at(back(case, 8), 9)
    if case.facility is not None and doing(case.offices.officer, _stands_filed, case=case):
        yield from plot(case)


def planned_for(offices: Offices, today: date) -> Story:
    """The office makes two plans for the weeks ahead."""
    yield at(working_days_back(1, of=today), 16)
    for title, method, seed in (
        ("示例 · 风险排序检查", PlanMethod.RISK, ""),
        ("示例 · 双随机抽查", PlanMethod.RANDOM, "20260507"),
    ):
        doing(offices.officer, _plan, title=title, method=method, seed=seed, place=offices.place.district)


def _plan(*, by: Actor, title: str, method: str, seed: str, place: int) -> None:
    assert by.user_id is not None
    start = clock.today() + timedelta(days=4)
    wanted = Wanted(
        title, "SPOT_CHECK", method, place, start, start + timedelta(days=14), 3, [by.user_id], 1, seed
    )
    make_plan(by=by, wanted=wanted)


def _lead(case: Case) -> Actor:
    if case.offices.place.key == "binjiang":
        return case.offices.official(DepartmentKind.STREET, Role.STREET_OFFICER)
    return case.offices.officer


def _operator(case: Case) -> Actor:
    assert case.operator is not None
    return case.operator


def _to_sign(case: Case) -> Story:
    yield at(back(case, 3), 10)
    doing(_lead(case), _visit, case=case, kind="SPOT_CHECK", wrong=_FIRE | _OUTDOORS)


def _overdue(case: Case) -> Story:
    yield at(back(case, 8), 10)
    visit = doing(_lead(case), _visit, case=case, kind="PATROL", wrong=_VIDEO)
    yield at(back(case, 8), 11)
    doing(_lead(case), _signed, visit=visit, how="REFUSED", note="负责人表示需请示总部")
    yield at(back(case, 1), 0)
    escalate_overdue()


def _to_recheck(case: Case) -> Story:
    yield at(back(case, 6), 9)
    visit = doing(_lead(case), _visit, case=case, kind="SPOT_CHECK", wrong=_FIRE)
    yield at(back(case, 6), 11)
    doing(_lead(case), _signed, visit=visit)
    yield at(back(case, 2), 16)
    doing(_operator(case), _report, case=case, text="已更换两具灭火器，附照片。")


def _closed(case: Case) -> Story:
    yield from _to_recheck(case)
    yield at(back(case, 1), 10)
    doing(case.offices.head, _verify, case=case)


def _planned(case: Case) -> Story:
    yield at(back(case, 1), 9)
    doing(_lead(case), _ahead, case=case, kind="PATROL", days=4)


def _joint(case: Case) -> Story:
    fire = case.offices.official(DepartmentKind.FIRE, Role.OFFICER)
    yield at(back(case, 2), 9)
    visit = doing(
        _lead(case), _ahead, case=case, kind="JOINT_INSPECTION", days=(back(case, 0) - clock.today()).days
    )
    doing(_lead(case), _let_in, visit=visit, department=fire)
    yield at(back(case, 0), 8, 30)
    doing(_lead(case), _begin, visit=visit)
    doing(_lead(case), _answers, visit=visit, wrong={"CN-STAF-1": "托小班 16 人，超出 1 人"}, most=9)


def _self_checked(case: Case) -> Story:
    yield at(back(case, 5), 15)
    doing(_operator(case), _check_oneself, case=case)


def _visit(*, by: Actor, case: Case, kind: str, wrong: dict[str, str]) -> Visit:
    facility = _filed(case)
    visit = start_visit(by=by, facility_id=facility.pk, kind=kind)
    _answers(by=by, visit=visit, wrong=wrong)
    return finish_visit(by=by, visit_id=visit.pk, summary="其余事项符合要求。")[0]


def _stands_filed(*, by: Actor, case: Case) -> bool:
    """Whether the facility is filed by now: a slow filing leaves no time for an inspection."""
    assert case.facility is not None
    return Facility.objects.filter(pk=case.facility.pk, state__in=FILED_STATES).exists()


def _filed(case: Case) -> Facility:
    assert case.facility is not None
    found: Facility = Facility.objects.get(pk=case.facility.pk)
    if found.state not in FILED_STATES:
        raise ValueError(f"{found.name} is not filed yet")
    return found


def _answers(*, by: Actor, visit: Visit, wrong: dict[str, str], most: int = 99) -> None:
    for number, item in enumerate(VisitItem.objects.filter(visit=visit).order_by("position")):
        note = wrong.get(item.code, "")
        if item.office_kind == "FIRE" and most < 99:
            continue
        if number < most:
            answer_item(by=by, visit_id=visit.pk, said=_said(item, note, number))
        if note:
            file = SimpleUploadedFile(f"{item.code}.png", sheet("现场照片"), "image/png")
            add_photo(by=by, visit_id=visit.pk, code=item.code, upload=file, key=f"demo-{item.code}")


def _said(item: VisitItem, note: str, number: int) -> Said:
    asked, answer, value = item.asked, Answer.NO if note else Answer.YES, ""
    if asked["answer"] == "NUMBER":
        value = "49" if note else str(asked["least"])
    if asked["answer"] == "CHOICE":
        value = next(c["code"] for c in asked["choices"] if c["breach"] == bool(note))
    return Said(item.code, f"demo-{item.code}", "demo", number + 1, 0, answer, value, note)


def _signed(*, by: Actor, visit: Visit, how: str = "SIGNED", note: str = "") -> None:
    acknowledge_visit(by=by, visit_id=visit.pk, how=how, name="示例·园长", note=note)


def _report(*, by: Actor, case: Case, text: str) -> None:
    facility = _filed(case)
    for finding in Finding.objects.filter(facility=facility, state="OPEN"):
        upload = SimpleUploadedFile("整改后.png", sheet("整改照片"), "image/png")
        file = receive_upload(by=by, purpose=Purpose.RECTIFICATION, upload=upload, facility=facility)
        report_rectified(by=by, finding_id=finding.pk, text=text, files=[file])


def _verify(*, by: Actor, case: Case) -> None:
    for finding in Finding.objects.filter(facility=_filed(case), state="REPORTED"):
        verify_rectified(by=by, finding_id=finding.pk, outcome="现场复查合格")


def _ahead(*, by: Actor, case: Case, kind: str, days: int) -> Visit:
    on = clock.today() + timedelta(days=max(days, 0))
    return plan_visit(by=by, facility_id=_filed(case).pk, kind=kind, planned_on=on)


def _let_in(*, by: Actor, visit: Visit, department: Actor) -> None:
    assert department.user_id is not None and department.department_id is not None
    invite_department(
        by=by, visit_id=visit.pk, department_id=department.department_id, inspectors=[department.user_id]
    )


def _begin(*, by: Actor, visit: Visit) -> None:
    start_visit(by=by, visit_id=visit.pk)


def _check_oneself(*, by: Actor, case: Case) -> Any:
    row = start_self_check(by=by, facility_id=_filed(case).pk)
    _answers(by=by, visit=row, wrong={"CN-FIRE-4": "本半年演练安排在下月"})
    return complete_self_check(by=by, visit_id=row.pk, summary="消防演练已排期。")
