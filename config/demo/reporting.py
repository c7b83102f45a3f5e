"""Written reports of the demo, told at the dates of the last windows: a year of Ganzhou's joint meeting that is done, one that
goes on, half a quarter of Ouhai, annual reports of some facilities."""

from collections.abc import Callable
from datetime import date, timedelta

from accounts.actors import Actor
from accounts.demo_members import GANZHOU, OUHAI
from accounts.models import Appointment
from accounts.queries import in_force, post_of
from config.demo.people import doing
from config.demo.timeline import Story, at, run, working_days_on
from facilities.models import FacilityGrant
from facilities.queries import granted_facilities
from kernel import clock
from kernel.periods import add_months
from policy.report_names import named
from regions.scope import acting_in
from reporting.models import Report
from reporting.reports.gathering import Gathered, sections_of
from reporting.reports.queries import countersigning
from reporting.reports.workflow import (
    approve,
    hand_in,
    open_reports,
    prepare,
    receive,
    return_report,
    save_section,
    say,
)

_ZHANGGONG = 360702000000
_INVENTED = "（演示数据）"
_WORDS = {
    "done": "按职责分工开展工作，全年召开专题会议3次，实地指导6次。",
    "problems": "部分地方专业人员不足，资金渠道单一。",
    "next": "继续按职责分工推进，加强部门协同。",
    "progress": "重点工作按计划推进，本季度事项已完成大半。",
    "care": "全年开展家长课堂4次，卫生保健记录完整。",
}
#: Members of Ganzhou's joint meeting by how far they are; the others have not begun.
_EARLY = ("市教育局", "市发改委", "市公安局", "市民政局", "市财政局")
_WAITING = ("市消防救援支队", "市人社局")
_RETURNED, _BEGUN = "市住建局", "市市场监管局"
_LATER = ("市自然资源局", "市行政审批局", "市税务局", "市委编办", "市总工会", "市卫健委")
#: Departments of Ouhai that have sent their quarter.
_SENT = ("区教育局", "区发改局", "区公安分局", "区民政局", "区财政局", "区人力社保局")
#: Members with people of their own; for the others the health authority writes down what came on paper.
_OWN = {"市教育局": "ganzhou-education", "市消防救援支队": "ganzhou-fire", "区教育局": "ouhai-education"}


def reports_written() -> int:
    """Tell the stories, once; how many steps were told. What the night would have begun by today is begun."""
    with acting_in(GANZHOU, reason="the demo looks what it has begun"):
        if Report.objects.filter(form="GZ-W1").exists():
            return 0
    today = clock.today()
    year = today.year - (today < date(today.year, 11, 12))
    facilities = today.year - (today < date(today.year, 11, 20))
    stories = [
        _year_done(year - 1),
        _year_under_way(year),
        _quarter(_ended_quarter(today)),
        _facilities(facilities),
    ]
    steps = run(stories, until=clock.now(), tick=lambda: None)
    open_reports()
    return steps


def _ended_quarter(today: date) -> date:
    """The first day after the last quarter of which the departments have had some days to write."""
    after = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    return after if working_days_on(3, of=after) <= today else add_months(after, -3)


def _person(username: str) -> Actor:
    row = Appointment.objects.filter(in_force(clock.today()), user__username=username)
    found = row.select_related("user", "department__region").get()
    return Actor(user_id=found.user_id, name=found.user.name, username=username, post=post_of(found))


def _report(place: int, form: str, period: int, member: str = "") -> Report:
    with acting_in(place, reason="the demo looks up a report"):
        found: Report = Report.objects.get(
            region_id=place, form=form, period=period, member=member, facility=None
        )
        return found


def _year_done(year: int) -> Story:
    """Every member handed in and was received; the city's report was reviewed, countersigned and signed."""
    yield at(date(year, 10, 20), 6)
    open_reports(GANZHOU)
    yield at(date(year, 11, 10), 9)
    office, head = _person("ganzhou-officer"), _person("ganzhou-head")
    members = _members(GANZHOU, "GZ-W2", year)
    for member in members:
        _handed_in("ganzhou", _report(GANZHOU, "GZ-W2", year, member))
        doing(office, receive, report_id=_report(GANZHOU, "GZ-W2", year, member).pk)
    yield at(date(year, 11, 18), 10)
    report = _report(GANZHOU, "GZ-W1", year)
    doing(office, _written, report=report)
    doing(office, hand_in, report_id=report.pk)
    yield at(date(year, 11, 19), 15)
    doing(_person("ganzhou-admin"), approve, report_id=report.pk)
    yield at(date(year, 11, 22), 11)
    doing(office, _agreed, report=report)
    doing(office, approve, report_id=report.pk)
    yield at(date(year, 11, 25), 9)
    doing(head, approve, report_id=report.pk)


def _members(place: int, form: str, period: int) -> list[str]:
    with acting_in(place, reason="the demo looks who owes a report"):
        rows = Report.objects.filter(region_id=place, form=form, period=period, facility=None)
        return list(rows.order_by("id").values_list("member", flat=True))


def _agreed(*, by: Actor, report: Report) -> None:
    for each in countersigning(report):
        say(by=by, report_id=report.pk, member=each.member, verdict="AGREES", text="无修改意见（来文）")


def _year_under_way(year: int) -> Story:
    """Some members are received, some wait, one was returned, one is being written; the city's own report has begun."""
    yield at(date(year, 10, 20), 7)
    open_reports(GANZHOU)
    office = _person("ganzhou-officer")

    def report_of(member: str) -> Report:
        return _report(GANZHOU, "GZ-W2", year, member)

    yield at(date(year, 11, 3), 10)
    for member in _EARLY:
        _handed_in("ganzhou", report_of(member))
        doing(office, receive, report_id=report_of(member).pk)
    yield at(date(year, 11, 5), 10)
    for member in (*_WAITING, _RETURNED):
        _handed_in("ganzhou", report_of(member))
    yield at(date(year, 11, 6), 15)
    doing(office, return_report, report_id=report_of(_RETURNED).pk, reason="请补充工程建设规范执行情况的数据")
    yield at(date(year, 11, 10), 10)
    doing(office, _written, report=report_of(_BEGUN), most=1)
    doing(office, _written, report=_report(GANZHOU, "GZ-W1", year), most=3)
    yield at(date(year, 11, 26), 10)
    for member in _LATER:
        _handed_in("ganzhou", report_of(member))
        doing(office, receive, report_id=report_of(member).pk)


def _quarter(after: date) -> Story:
    """Half of Ouhai's departments have sent the quarter that ended; the bureau has begun to sum up."""
    yield at(after, 6)
    open_reports(OUHAI)
    last = after - timedelta(days=1)
    period = last.year * 100 + last.month
    yield at(working_days_on(1, of=after), 15)
    office = _person("ouhai-officer")
    for member in _SENT:
        if member not in _members(OUHAI, "OH-W1", period):
            return
        _handed_in("ouhai", _report(OUHAI, "OH-W1", period, member))
        doing(office, receive, report_id=_report(OUHAI, "OH-W1", period, member).pk)
    yield at(working_days_on(2, of=after), 10)
    doing(office, _written, report=_report(OUHAI, "OH-W2", period), most=2)


def _facilities(year: int) -> Story:
    """The managers of Zhanggong hand in the annual reports, but for two; the first are received."""
    yield at(date(year, 11, 18), 6)
    open_reports(_ZHANGGONG)
    for number, (day, report) in enumerate(_of_facilities(year)):
        yield at(day, 9 + number % 8, number % 60)
        manager = _manager(report.facility_id or 0)
        if manager is None:
            continue
        doing(manager, _written, report=report)
        doing(manager, hand_in, report_id=report.pk)
        if number < 3:
            doing(_person("zhanggong-officer"), receive, report_id=report.pk)


def _of_facilities(year: int) -> list[tuple[date, Report]]:
    """Who hands in on which day, in that order: some a day, nobody before the day after the filing."""
    with acting_in(_ZHANGGONG, reason="the demo looks who owes a report"):
        rows = Report.objects.filter(form="CN-W1", period=year).select_related("facility")
        found = list(rows.order_by("facility__filed_on", "id"))[:-2]
    days = [
        max(date(year, 11, 19 + number % 12), row.facility.filed_on + timedelta(days=1))
        for number, row in enumerate(found)
    ]
    return sorted(zip(days, found, strict=True), key=lambda pair: (pair[0], pair[1].pk))


def _manager(facility_id: int) -> Actor | None:
    grant = FacilityGrant.objects.filter(
        content_object_id=facility_id, permission__codename="manage_facility", granted_on__lte=clock.today()
    ).first()
    if grant is None:
        return None
    user = grant.user
    return Actor(
        user_id=user.pk, name=user.name, username=user.username, facilities=granted_facilities(user.pk)
    )


def _handed_in(place: str, report: Report) -> None:
    """By the member's own people, or by the health authority from paper; then it is signed."""
    own = _OWN.get(report.member, place)
    author = _person(f"{own}-officer")
    doing(author, _written, report=report)
    doing(author, hand_in, report_id=report.pk)
    doing(_person(f"{own}-head"), approve, report_id=report.pk)


def _written(*, by: Actor, report: Report, most: int = 99) -> None:
    """Write the first `most` sections; figures that nobody can say yet are left out with their sentence."""
    report = prepare(report=report)
    sections, missing = sections_of(report), _missing(report)
    for each in sections[:most]:
        body = _sentences(each.body, missing)
        text = body or (
            "" if not each.required else _INVENTED + _WORDS.get(each.code, "各项工作按计划推进。")
        )
        save_section(by=by, section_id=each.pk, body=text, done=True, version=each.version)


def _missing(report: Report) -> Callable[[str], bool]:
    if any(named(each.body) for each in sections_of(report)):
        return Gathered(report).told.missing
    return lambda name: False


def _sentences(body: str, missing: Callable[[str], bool]) -> str:
    """A body without the sentences that name a figure which cannot be said."""
    lines = []
    for line in body.split("\n"):
        kept = [each for each in line.split("。") if not any(missing(name) for name in named(each))]
        lines.append("。".join(kept))
    return "\n".join(lines).strip("。\n ")
