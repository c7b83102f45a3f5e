"""Looking at what is masked: an act with a reason, on the trail."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import DomainError
from accounts.workflow import allow
from audit.personal.workflow import reveal
from facilities.models import Facility


@transaction.atomic
def reveal_contact(*, by: Actor, facility_id: int, reason: str) -> str:
    """The whole phone number of a facility. Who looked, when and why is recorded; the number itself is not.

    Raises DomainError without a reason, NotAllowed, Facility.DoesNotExist.
    """
    facility = Facility.objects.get(pk=facility_id)
    allow(by, Action.CONTACT_REVEAL, facility)
    if not reason.strip():
        raise DomainError(_("Say why you need the number."), code="REASON_MISSING", field="reason")
    return reveal(
        by=by,
        subject=facility,
        field="phone",
        region=facility.region_id,
        reason=reason,
        event="contact.revealed",
        facility_id=facility.pk,
    )
