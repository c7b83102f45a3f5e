"""Reports as their authors would write them, by the real verbs."""

from datetime import datetime

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from kernel import clock
from reporting.models import Report
from reporting.reports.gathering import sections_of
from reporting.reports.workflow import prepare, save_section
from tests.cast import GANZHOU, Cast, as_actor

#: Friday, the last working day before 30 November 2025, a Sunday (U35).
A_NOVEMBER_DAY = datetime(2025, 11, 20, 9, tzinfo=clock.ZONE)
#: (kind, name): some of the eighteen members, as the offices of the city are called.
OFFICES = (
    (DepartmentKind.EDUCATION, "赣州市教育局"),
    (DepartmentKind.FIRE, "赣州市消防救援支队"),
    (DepartmentKind.MASS_ORG, "赣州市妇联"),
)


def people(cast: Cast) -> dict[str, Actor]:
    """The office of the joint meeting with author and head, and some members with both."""
    cast.department(GANZHOU, DepartmentKind.HEALTH, "赣州市卫健委")
    for kind, name in OFFICES:
        cast.department(GANZHOU, kind, name)
    found = {
        "author": cast.official(GANZHOU, DepartmentKind.HEALTH, Role.OFFICER),
        "head": cast.official(GANZHOU, DepartmentKind.HEALTH, Role.HEAD),
        "admin": cast.official(GANZHOU, DepartmentKind.HEALTH, Role.ADMIN),
    }
    for kind, _name in OFFICES:
        found[kind.value] = cast.official(GANZHOU, kind, Role.OFFICER)
        found[f"{kind.value} head"] = cast.official(GANZHOU, kind, Role.HEAD)
    return found


def written(by: Actor, report: Report, words: str = "本年度按职责分工完成各项工作。") -> Report:
    """Every section has its words and is marked as done."""
    with as_actor(by):
        report = prepare(report=report)
        for each in sections_of(report):
            text = each.body if each.code in _OF_FORM and "{" not in each.body else words
            save_section(by=by, section_id=each.pk, body=text, done=True, version=each.version)
        return Report.objects.get(pk=report.pk)


_OF_FORM = ("divisions", "members")
