"""The facility takes note of a visit's record: it signs, or refuses to; the record is printed as it then stands."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.workflow import allow
from inspections.enums import Acknowledgement, VisitState
from inspections.errors import Refused
from inspections.models import Visit
from inspections.tables import VISIT
from inspections.workflow.basis import check_version, locked_visit, on_trail, said, save, short_enough
from inspections.workflow.papers import record_paper
from kernel import clock


@transaction.atomic
def acknowledge_visit(
    *, by: Actor, visit_id: int, how: str, name: str, note: str = "", version: int | None = None
) -> Visit:
    """The facility signs with its own account, or an inspector writes down on the spot that somebody signed or refused.

    A refusal needs its reason. Raises NotAllowed, Refused, Stale.
    """
    row = _locked(by, visit_id, version)
    step = VISIT.target("acknowledge", row.state)
    if how not in Acknowledgement.values:
        raise Refused(_("Say whether it was signed or refused."), code="HOW", field="how")
    who = said(name, field="name", most=60, missing=_("Give the name of the person."))
    told = short_enough(note.strip(), field="note", most=500)
    if how == Acknowledgement.REFUSED and not told:
        raise Refused(_("Say why it was not signed."), code="MISSING", field="note")
    save(
        row,
        state=VisitState(step.target),
        acknowledgement=how,
        acknowledged_by_name=who,
        acknowledged_note=told,
        acknowledged_at=clock.now(),
        acknowledged_by_id=by.user_id,
    )
    row.paper = record_paper(by=by, visit=row)
    row.save(update_fields=["paper"])
    on_trail(by, step.event, row, how=how)
    return row


def _locked(by: Actor, visit_id: int, version: int | None) -> Visit:
    if by.post is not None or by.system:
        return locked_visit(by, visit_id, version)
    row: Visit = (
        Visit.objects.select_for_update(of=("self",)).select_related("facility", "office").get(pk=visit_id)
    )
    allow(by, Action.RECTIFICATION_REPORT, row)
    check_version(row, version)
    return row
