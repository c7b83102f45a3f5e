"""Looking at a whole identity number: an act with a reason, on the trail before the number is given."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.workflow import allow
from audit.personal.workflow import reveal
from staff.errors import Refused
from staff.models import StaffMember


@transaction.atomic
def reveal_number(*, by: Actor, member_id: int, reason: str) -> str:
    """The whole number of a person. Who looked, when and why is recorded. Raises NotAllowed, Refused without a reason."""
    member = StaffMember.objects.get(pk=member_id)
    allow(by, Action.IDENTITY_REVEAL, member)
    if not reason.strip():
        raise Refused(_("Say why you need the number."), code="REASON_MISSING", field="reason")
    return reveal(
        by=by,
        subject=member,
        field="id_number",
        region=member.region_id,
        reason=reason,
        event="identity.revealed",
        facility_id=member.facility_id,
    )
