"""Recurring duties and ratings of the demo: duties met, missed, ordered and open; a rating in each state of its way."""

from datetime import date, timedelta

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
from inspections.enums import DutyState
from inspections.models import DutyPeriod, Rating, RatingItem
from inspections.rules.periods import before, span_of
from inspections.workflow import (
    Act,
    Given,
    add_evidence,
    assess_oneself,
    begin_rating,
    decide_rating,
    hand_in_rating,
    keep_duties,
    name_panel,
    order_for_duty,
    publish_rating,
    record_act,
    score_items,
    submit_scores,
    withdraw_rating,
)
from kernel import clock

#: Where health instructors visit and stars are given; where companies owe the yearly inspection.
RATED, INSPECTED_YEARLY = "ouhai", "zhanggong"
#: Number of a facility → how far its rating has come.
FAR = {
    20: "SELF",
    21: "SUBMITTED",
    22: "ASSESSING",
    24: "SCORED",
    25: "DECIDED",
    26: "PUBLISHED",
    27: "REPLACED",
    28: "REVOKED",
    29: "WITHDRAWN",
}


def kept(offices: Offices, today: date) -> Story:
    """Duties of the half-year before and of this one: a lecture missed, one held, sessions, every other visit made."""
    this = span_of(6, today)
    clinic = offices.official(DepartmentKind.MCH, Role.STREET_OFFICER)
    yield at(before(6, this).starts_on, 6)
    keep_duties()
    yield at(this.starts_on, 6)
    keep_duties()
    yield at(working_days_back(3, of=today), 6)
    keep_duties()
    yield at(working_days_back(2, of=today), 15)
    doing(clinic, _done, duty="OH-D1", text="喂养、晨检和消毒现场指导", every=2)
    doing(clinic, _done, duty="OH-D2", text="“秋冬季传染病预防”健康知识讲座", every=1)
    doing(offices.officer, _done, duty="OH-D5", text="镇街养育照护小组活动", every=1, times=36)


def inspected_yearly(offices: Offices, today: date) -> Story:
    """The yearly inspection of the registration: open since January, passed by some, missed and ordered at one."""
    yield at(date(today.year, 1, 4), 6)
    keep_duties()
    yield at(date(today.year, 7, 2), 6)
    keep_duties()
    yield at(date(today.year, 7, 2), 10)
    doing(offices.officer, _ordered)


def passed_yearly(case: Case) -> Story:
    """A facility that hands in its yearly inspection in time."""
    yield at(date(case.today.year, 4, 20), 10)
    if case.operator is not None:
        doing(case.operator, _passed)


def rated(case: Case) -> Story:
    """The rating of one facility as far as its number says."""
    far = FAR.get(case.number)
    if far is None or case.offices.place.key != RATED:
        return
    yield at(back(case, 1), 14)
    facility = case.facility and doing(case.offices.officer, _filed, facility_id=case.facility.pk)
    if facility and case.operator is not None:
        take(case.offices, case.operator, facility, far)


def take(offices: Offices, operator: Actor, facility: Facility, far: str) -> None:
    """Take a rating of a facility as far as a state."""
    rating = doing(operator, _assessed, facility=facility, hand_in=far != "SELF")
    if far in ("SELF", "SUBMITTED"):
        return
    if far == "WITHDRAWN":
        doing(offices.officer, withdraw_rating, rating_id=rating.pk, reason="机构申请暂缓评定")
        return
    panel = [
        offices.official(kind, Role.STREET_OFFICER)
        for kind in (DepartmentKind.MCH, DepartmentKind.GUIDANCE_CENTRE)
    ]
    doing(offices.officer, name_panel, rating_id=rating.pk, people=[each.user_id or 0 for each in panel])
    for number, member in enumerate(panel):
        doing(member, _scored, rating=rating, points=9 - number, final=far != "ASSESSING" or number == 0)
    if far in ("ASSESSING", "SCORED"):
        return
    doing(offices.head, _decided, rating=rating)
    if far == "DECIDED":
        return
    doing(offices.officer, publish_rating, rating_id=rating.pk, on=clock.today())
    if far == "REVOKED":
        doing(offices.officer, withdraw_rating, rating_id=rating.pk, reason="举报查实：自评材料不实")
    if far == "REPLACED":
        take(offices, operator, facility, "PUBLISHED")


def _filed(*, by: Actor, facility_id: int) -> Facility | None:
    found: Facility | None = Facility.objects.filter(pk=facility_id, state__in=FILED_STATES).first()
    return found


def _assessed(*, by: Actor, facility: Facility, hand_in: bool) -> Rating:
    rating = begin_rating(by=by, facility_id=facility.pk)
    upload = SimpleUploadedFile("证明材料.png", sheet("评定证明"), "image/png")
    file = receive_upload(by=by, purpose=Purpose.RATING, upload=upload, facility=facility)
    items = list(RatingItem.objects.filter(rating=rating).order_by("position"))
    for item in items if hand_in else items[:4]:
        add_evidence(by=by, rating_id=rating.pk, item_id=item.pk, files=[file])
    given = {item.pk: Given(9, "材料见附件") for item in (items if hand_in else items[:4]) if item.most}
    assess_oneself(by=by, rating_id=rating.pk, given=given)
    return hand_in_rating(by=by, rating_id=rating.pk) if hand_in else rating


def _scored(*, by: Actor, rating: Rating, points: int, final: bool) -> None:
    items = RatingItem.objects.filter(rating=rating)
    given = {item.pk: Given(points if item.most else None) for item in items}
    score_items(by=by, rating_id=rating.pk, given=given)
    if final:
        submit_scores(by=by, rating_id=rating.pk)


def _decided(*, by: Actor, rating: Rating) -> None:
    row = Rating.objects.get(pk=rating.pk)
    decide_rating(by=by, rating_id=row.pk, grade=row.proposed)


def _done(*, by: Actor, duty: str, text: str, every: int, times: int = 1) -> None:
    rows = DutyPeriod.objects.filter(duty=duty, state=DutyState.OPEN).order_by("id")
    for number, row in enumerate(rows):
        if number % every == 0 and row.counts_from <= clock.today():
            day = max(row.counts_from, clock.today() - timedelta(days=1))
            record_act(by=by, duty_id=row.pk, act=Act(day, text, times, client_key=f"demo-{row.pk}"))


def _passed(*, by: Actor) -> None:
    """The places of the demo are told side by side: a night of another one may have marked the period as missed by now."""
    rows = DutyPeriod.objects.filter(duty="GZ-D3", state__in=(DutyState.OPEN, DutyState.MISSED))
    row = rows.select_related("facility").order_by("facility_id").first()
    if row is None or row.facility is None:
        return
    upload = SimpleUploadedFile("年报公示.png", sheet("年度报告公示"), "image/png")
    paper = receive_upload(by=by, purpose=Purpose.DUTY_ACT, upload=upload, facility=row.facility)
    act = Act(clock.today(), "年度报告已报送并公示", result="PASSED", file=paper, client_key=f"demo-{row.pk}")
    record_act(by=by, duty_id=row.pk, act=act)


def _ordered(*, by: Actor) -> None:
    """At the youngest facility: the old ones claim subsidies, which an open order holds back."""
    row = DutyPeriod.objects.filter(duty="GZ-D3", state=DutyState.MISSED).order_by("-facility_id").first()
    if row is not None:
        order_for_duty(by=by, duty_id=row.pk, problem="未按期参加登记注册年检，请补报年度报告并公示", days=10)
