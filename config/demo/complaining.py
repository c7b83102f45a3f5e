"""Complaints of the demo, one in every state that the pages show, and the public pages filled at the end."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.actors import Actor
from config.demo.people import doing
from config.demo.samples import sheet
from config.demo.steps import Case, back
from config.demo.timeline import Story, at
from facilities.enums import FILED_STATES
from facilities.models import Facility
from inspections.models import Complaint
from inspections.workflow import (
    Complained,
    Order,
    add_to_complaint,
    answer_complaint,
    close_complaint,
    complain,
    decline_complaint,
    open_case_from_complaint,
    order_from_complaint,
    publish_facilities,
    take_up,
)
from regions.scope import acting_in
from staff.enums import CasePart
from staff.models import StaffMember

_PLACE = "zhanggong"
_FEES = "示例：退园后押金两个月没有退，问过三次都说下周。"
_FIRE = "示例：二楼活动室的灭火器指针在红区，楼道堆着纸箱。"
_FOOD = "示例：这周有三个孩子拉肚子，想知道食堂留样有没有查。"


def complained(case: Case) -> Story:
    """What the public complains about one filed facility, by its number."""
    plot = {
        25: _fresh,
        26: _in_hand,
        27: _ordered,
        28: _objected,
        29: _closed,
        30: _declined,
        31: _hurt,
    }.get(case.number)
    if case.offices.place.key != _PLACE or plot is None:
        return
    yield at(back(case, 7), 9, 30)
    if case.facility is not None and doing(case.offices.officer, _stands_filed, case=case):
        yield from plot(case)


def shown_to_everybody() -> None:
    """The public pages of all facilities as they stand at the end."""
    publish_facilities()


def _fresh(case: Case) -> Story:
    yield at(back(case, 1), 20, 10)
    _said(case, "CROWDING", "示例：小班里数了 21 个孩子，只有两位老师。")
    place = case.offices.place.district
    text = "示例：居民楼一楼收了十来个孩子，没有看到备案回执。"
    complain(said=Complained("UNFILED", text, place=place, named="示例·阳光小屋，解放路 8 号楼一层"))


def _in_hand(case: Case) -> Story:
    yield at(back(case, 5), 21)
    row, code = _said(case, "FEES", _FEES, contact="13800001234")
    yield at(back(case, 4), 9)
    doing(
        case.offices.officer, take_up, complaint_id=row.pk, category="FEES", remark="已约机构负责人下周一来谈"
    )
    yield at(back(case, 2), 19)
    add_to_complaint(code=code, text="示例：今天收到 500 元，还差 1,000 元。")


def _ordered(case: Case) -> Story:
    yield at(back(case, 4), 12)
    row, _code = _said(case, "SAFETY", _FIRE, picture=True)
    yield at(back(case, 3), 10)
    doing(case.offices.officer, take_up, complaint_id=row.pk, category="SAFETY")
    order = Order("CN-FIRE-2", "二楼活动室一具灭火器失压，楼道堆放纸箱", 5)
    doing(case.offices.officer, order_from_complaint, complaint_id=row.pk, order=order)
    yield at(back(case, 2), 15)
    answer = "情况属实，已责令机构 5 个工作日内更换灭火器并清理楼道，到期复查。"
    doing(case.offices.officer, answer_complaint, complaint_id=row.pk, answer=answer, result="CONFIRMED")


def _objected(case: Case) -> Story:
    yield at(back(case, 6), 18)
    row, code = _said(case, "FOOD", _FOOD)
    yield at(back(case, 5), 9)
    doing(case.offices.officer, take_up, complaint_id=row.pk, category="FOOD")
    yield at(back(case, 3), 16)
    answer = "查看了留样记录，未发现问题。"
    doing(case.offices.officer, answer_complaint, complaint_id=row.pk, answer=answer, result="UNFOUNDED")
    yield at(back(case, 1), 8)
    add_to_complaint(code=code, text="示例：只看了记录，没有看留样冰箱。", objecting=True)


def _closed(case: Case) -> Story:
    yield at(back(case, 6), 10)
    row, _code = _said(case, "SERVICE", "示例：说好每天两小时户外，孩子说没有出去过。")
    yield at(back(case, 5), 10)
    doing(case.offices.officer, take_up, complaint_id=row.pk, category="SERVICE")
    yield at(back(case, 4), 10)
    answer = "看了两周的活动记录和录像，每天户外约一小时，已要求机构按两小时安排。"
    doing(case.offices.officer, answer_complaint, complaint_id=row.pk, answer=answer, result="PARTLY")
    yield at(back(case, 1), 10)
    doing(case.offices.head, close_complaint, complaint_id=row.pk)


def _declined(case: Case) -> Story:
    yield at(back(case, 3), 11)
    row, _code = _said(case, "OTHER", "示例：门口停车位被占，接送不方便。")
    yield at(back(case, 2), 11)
    answer = "停车秩序由公安交警管理，请拨打 12123 反映。"
    doing(case.offices.officer, decline_complaint, complaint_id=row.pk, answer=answer)


def _hurt(case: Case) -> Story:
    """A report that is seen to the same day, and one that came in today and waits."""
    yield at(back(case, 3), 8, 40)
    with acting_in(case.offices.place.district, reason="the demo looks whom a report can name"):
        member = StaffMember.objects.filter(facility=case.facility).order_by("id").last()
    if member is not None:
        row, _code = _said(case, "ABUSE", f"示例：看见{member.name}拽着孩子的胳膊拖行。", about=member.name)
        yield at(back(case, 3), 9, 20)
        persons = {member.pk: CasePart.PERSON.value}
        doing(case.offices.officer, open_case_from_complaint, complaint_id=row.pk, members=persons)
    yield at(back(case, 0), 8, 15)
    _said(case, "ABUSE", "示例：孩子回家说老师打手心，手上有红印。", about="带班的张老师")


def _said(
    case: Case, category: str, text: str, *, picture: bool = False, **more: Any
) -> tuple[Complaint, str]:
    assert case.facility is not None
    said = Complained(category, text, facility_id=case.facility.pk, **more)
    upload = SimpleUploadedFile("现场.png", sheet("现场照片"), "image/png")
    received = complain(said=said, pictures=[upload] if picture else [])
    return received.complaint, received.code


def _stands_filed(*, by: Actor, case: Case) -> bool:
    assert case.facility is not None
    return Facility.objects.filter(pk=case.facility.pk, state__in=FILED_STATES).exists()
