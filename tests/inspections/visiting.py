"""Visits for tests: a filed facility, its inspectors, answers as a phone sends them."""

from datetime import date
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from facilities.enums import FacilityState
from facilities.models import Facility
from inspections.models import Finding, Visit, VisitItem
from inspections.workflow import (
    Said,
    acknowledge_visit,
    add_photo,
    answer_item,
    finish_visit,
    report_rectified,
    start_visit,
)
from regions.scope import nation_scope
from tests.cast import ZHANGGONG, Cast, as_actor
from tests.filing import picture

_keys = count(1)


def filed(cast: Cast, **facts: Any) -> Facility:
    """A facility that is filed and verified, without the way there."""
    facility = cast.facility(**facts)
    with nation_scope(reason="test set-up"):
        Facility.objects.filter(pk=facility.pk).update(
            state=FacilityState.FILED_VERIFIED, filed_on=date(2026, 4, 30), meals="OWN"
        )
        return Facility.objects.get(pk=facility.pk)


def colleague(cast: Cast) -> Actor:
    """Another officer of 章贡区: whoever rechecks what the first one found."""
    return cast.official(ZHANGGONG, DepartmentKind.HEALTH, Role.HEAD)


def started(by: Actor, facility: Facility, kind: str = "SPOT_CHECK", **facts: Any) -> Visit:
    with as_actor(by):
        return start_visit(by=by, facility_id=facility.pk, kind=kind, **facts)


def said(item: VisitItem, answer: str = "YES", **facts: Any) -> Said:
    values: dict[str, Any] = {
        "code": item.code,
        "key": f"k{next(_keys)}",
        "device": "phone-a",
        "sequence": next(_keys),
        "base": item.version,
        "answer": answer,
        "value": value_of(item, answer),
    }
    return Said(**(values | facts))


def value_of(item: VisitItem, answer: str) -> str:
    """What a number or a choice has to say to come to an answer."""
    asked = item.asked
    if answer == "NA" or not answer:
        return ""
    if asked["answer"] == "NUMBER":
        return str(asked["least"] - (answer == "NO"))
    if asked["answer"] == "CHOICE":
        return next(c["code"] for c in asked["choices"] if c["breach"] == (answer == "NO"))
    return ""


def answered(by: Actor, visit: Visit, **wrong: str) -> None:
    """Every item meets, but those named, with what was found (CN_FIRE_2="…"); with the pictures that are wanted."""
    failing = {code.replace("_", "-"): text for code, text in wrong.items()}
    with as_actor(by):
        for item in VisitItem.objects.filter(visit=visit).order_by("position"):
            note = failing.get(item.code, "")
            answer_item(by=by, visit_id=visit.pk, said=said(item, "NO" if note else "YES", note=note))
            if item.asked["photo"]:
                file = SimpleUploadedFile(f"{item.code}.png", picture(), "image/png")
                add_photo(by=by, visit_id=visit.pk, code=item.code, upload=file, key=f"photo-{item.code}")


def finished(by: Actor, facility: Facility, *, kind: str = "SPOT_CHECK", **wrong: str) -> list[Finding]:
    """A whole visit; returns what was ordered."""
    visit = started(by, facility, kind)
    answered(by, visit, **wrong)
    with as_actor(by):
        _visit, findings = finish_visit(by=by, visit_id=visit.pk)
    return findings


def signed(by: Actor, visit: Visit, **facts: Any) -> Visit:
    with as_actor(by):
        return acknowledge_visit(by=by, visit_id=visit.pk, **({"how": "SIGNED", "name": "示例·王园"} | facts))


def reported(operator: Actor, finding: Finding, text: str = "已更换灭火器") -> Finding:
    with as_actor(operator):
        return report_rectified(by=operator, finding_id=finding.pk, text=text)


def fresh(finding: Finding) -> Finding:
    with nation_scope(reason="a test looks"):
        return Finding.objects.get(pk=finding.pk)
