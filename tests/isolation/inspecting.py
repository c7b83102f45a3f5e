"""Inspections in a place of the matrix: a plan, a visit with answers and a picture, a finding with its way, a complaint."""

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.actors import Actor
from facilities.models import Facility
from inspections.models import (
    Complaint,
    DutyAct,
    DutyPeriod,
    Finding,
    Plan,
    Rating,
    RatingItem,
    Referral,
    Suspension,
    Visit,
    VisitItem,
    VisitPhoto,
)
from inspections.workflow import (
    Complained,
    add_photo,
    answer_item,
    complain,
    finish_visit,
    refer_finding,
    start_visit,
)
from kernel import clock
from regions.scope import nation_scope
from tests.cast import as_actor
from tests.documents.pictures import photo
from tests.inspections.visiting import said

#: Kind of object → its table.
INSPECTED: dict[str, Any] = {
    "visit": Visit,
    "photo": VisitPhoto,
    "finding": Finding,
    "referral": Referral,
    "suspension": Suspension,
    "plan": Plan,
    "complaint": Complaint,
    "duty": DutyPeriod,
    "act": DutyAct,
    "rating": Rating,
    "rating_item": RatingItem,
}


def inspected(officer: Actor, facility: Facility, mark: str) -> None:
    """One finished visit with a finding that was referred, one under way with a picture, and a plan."""
    with as_actor(officer):
        row = start_visit(by=officer, facility_id=facility.pk, kind="SPOT_CHECK")
        for item in VisitItem.objects.filter(visit=row):
            wrong = item.code == "CN-FIRE-2"
            answer = said(item, "NO" if wrong else "YES", note=mark)
            answer_item(by=officer, visit_id=row.pk, said=answer)
        _visit, [finding] = finish_visit(by=officer, visit_id=row.pk, summary=mark)
        refer_finding(
            by=officer,
            finding_id=finding.pk,
            department_id=officer.department_id or 0,
            reason=mark,
            due_on=clock.today() + timedelta(days=20),
        )
        going = start_visit(by=officer, facility_id=facility.pk, kind="PATROL")
        file = SimpleUploadedFile(f"{mark}.jpg", photo(), "image/jpeg")
        add_photo(by=officer, visit_id=going.pk, code="CN-FIRE-2", upload=file, key=mark)
        where = {"region_id": facility.region_id, "facility_id": facility.pk, "finding_id": finding.pk}
        Suspension.objects.create(
            **where, number=mark, reason=mark, state_before="FILED", ordered_at=clock.now(), state="LIFTED",
            lifted_at=clock.now(), lifted_because=mark,
        )  # fmt: skip
        _recurring(facility, mark)
    with nation_scope(reason="test set-up"):
        Plan.objects.create(
            region_id=facility.region_id // 10**6 * 10**6, title=mark, kind="PATROL", method="RISK",
            office_id=officer.department_id, starts_on=date(2026, 5, 11), ends_on=date(2026, 5, 15), asked=1,
            made_at=clock.now(),
        )  # fmt: skip
    written = Complained("SAFETY", mark, place=facility.region_id, named=mark, about=mark, contact=mark)
    complain(said=written, pictures=[SimpleUploadedFile(f"{mark}.jpg", photo(), "image/jpeg")])


def _recurring(facility: Facility, mark: str) -> None:
    """A recurring duty of the facility that was missed, with an act; a rating with an item."""
    today = clock.today()
    duty = DutyPeriod.objects.create(
        region_id=facility.region_id, facility=facility, duty="CN-D1", rule="facility_annual_report",
        starts_on=today, ends_on=today, counts_from=today, last_on=today, due_on=today, needed=1, late=True,
        state="MISSED", source={"short_zh": mark}, pack="CN", pack_version=mark, opened_on=today,
    )  # fmt: skip
    DutyAct.objects.create(
        region_id=facility.region_id, facility=facility, duty="CN-D1", period=duty, done_on=today, text=mark,
        recorded_at=clock.now(),
    )  # fmt: skip
    rating = Rating.objects.create(
        region_id=facility.region_id, facility=facility, scheme="WST-821", out_of=10, began_at=clock.now(),
        facts={"name": {"zh": mark}, "lines": {"A": 0}, "assessors": 2, "valid_months": 12, "source": {}},
    )  # fmt: skip
    RatingItem.objects.create(
        region_id=facility.region_id, facility_id=facility.pk, rating=rating, position=1, code="WST-Q1",
        dimension="CONDITIONS", asked={"text": {"zh": mark}, "points": 10}, most=10, self_note=mark,
    )  # fmt: skip
