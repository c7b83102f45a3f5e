"""A visit ends: what does not meet becomes findings with an order; the record waits for the facility's signature."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from inspections.enums import Answer, InspectionKind, Stage, VisitState
from inspections.errors import Refused, WrongState
from inspections.models import Finding, FindingFile, Visit, VisitItem, VisitParty
from inspections.rules.answers import is_finding
from inspections.tables import VISIT
from inspections.workflow.basis import (
    locked_visit,
    numbered,
    on_trail,
    refuse_ended,
    save,
    short_enough,
)
from inspections.workflow.ordering import Found, order_finding
from inspections.workflow.papers import order_paper
from kernel import clock


@transaction.atomic
def finish_visit(
    *, by: Actor, visit_id: int, summary: str = "", version: int | None = None
) -> tuple[Visit, list[Finding]]:
    """The lead ends the visit. Every item that does not meet a binding text becomes a finding under one order.

    Raises Refused with the items that lack an answer, the problem or a wanted picture; WrongState while a department
    that takes part has not signed; FacilityEnded; Stale.
    """
    row = locked_visit(by, visit_id, version)
    step = VISIT.target("finish", row.state)
    refuse_ended(row.facility)
    if by.post is not None and by.department_id != row.office_id:
        raise WrongState(_("The office that leads the visit ends it."))
    if row.kind == InspectionKind.SELF_CHECK:
        raise WrongState(_("A self-check is completed by the facility."))
    waiting = VisitParty.objects.filter(visit=row, signed_at=None).values_list("department__name", flat=True)
    if names := list(waiting):
        raise WrongState(_("Not signed yet: %(names)s") % {"names": "、".join(names)}, code="UNSIGNED")
    items = _complete(row)
    findings = _order(by, row, items)
    save(
        row,
        state=VisitState(step.target),
        number=numbered(row.region_id, "inspection", "托检"),
        finished_at=clock.now(),
        finished_by_id=by.user_id,
        summary=short_enough(summary.strip(), field="summary", most=1000),
    )
    on_trail(by, step.event, row, number=row.number, findings=len(findings))
    return row, findings


@transaction.atomic
def complete_self_check(*, by: Actor, visit_id: int, summary: str = "", version: int | None = None) -> Visit:
    """The facility ends its own check. Nothing is ordered by it: what does not meet is for the facility to mend."""
    row = locked_visit(by, visit_id, version)
    if row.kind != InspectionKind.SELF_CHECK:
        raise WrongState(_("This is no self-check."))
    step = VISIT.target("complete", row.state)
    lacking = list(row.items.filter(answer="").order_by("position").values_list("code", flat=True))
    if lacking:
        raise _unanswered(lacking)
    save(
        row,
        state=VisitState(step.target),
        finished_at=clock.now(),
        finished_by_id=by.user_id,
        summary=short_enough(summary.strip(), field="summary", most=1000),
    )
    on_trail(by, step.event, row)
    return row


def _complete(row: Visit) -> list[VisitItem]:
    """The items of a visit, or a refusal that names what is lacking first."""
    items = list(row.items.prefetch_related("photos").order_by("position"))
    if lacking := [item.code for item in items if not item.answer]:
        raise _unanswered(lacking)
    unsaid = [item.code for item in items if is_finding(item.asked, item.answer) and not item.note]
    if unsaid:
        raise Refused(
            _("Say what the problem is at every item that does not meet."), code="UNSAID", items=unsaid
        )
    bare = [
        item.code
        for item in items
        if item.asked.get("photo") and item.answer != Answer.NOT_APPLICABLE and not item.photos.all()
    ]
    if bare:
        raise Refused(_("A picture is wanted."), code="NO_PHOTO", items=bare)
    return items


def _unanswered(codes: Sequence[str]) -> Refused:
    return Refused(
        _("%(n)s items have no answer yet.") % {"n": len(codes)},
        code="UNANSWERED",
        remedy=_("Answer them, or say that they do not apply."),
        items=list(codes),
    )


def _order(by: Actor, row: Visit, items: Sequence[VisitItem]) -> list[Finding]:
    failing = [item for item in items if is_finding(item.asked, item.answer)]
    if not failing or row.office is None:
        return []
    number = numbered(row.region_id, "inspection_order", "托改")
    findings = []
    for item in failing:
        found = Found(
            problem=item.note,
            severity=item.asked["severity"],
            source=item.asked["source"],
            days=item.limit_days or 1,
            text=item.asked["text"],
            code=item.code,
            visit=row,
            item=item,
        )
        finding = order_finding(by=by, facility=row.facility, office=row.office, found=found, number=number)
        FindingFile.objects.bulk_create(
            FindingFile(
                region_id=row.region_id,
                facility_id=row.facility_id,
                finding=finding,
                file_id=photo.file_id,
                stage=Stage.BEFORE,
                taken_at=photo.taken_at,
            )
            for photo in item.photos.all()
        )
        findings.append(finding)
    paper = order_paper(by=by, visit=row, number=number, findings=findings)
    Finding.objects.filter(pk__in=[each.pk for each in findings]).update(order_paper=paper)
    return findings
