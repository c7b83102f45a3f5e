"""A facility moves to another division: the common ancestor's act, with what becomes of its open work."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import Stale
from accounts.workflow import allow
from facilities.models import Facility
from facilities.queries import locked
from facilities.workflow import move_facility
from obligations.workflow import hand_over
from regions.codes import level_of
from regions.enums import Level
from regions.models import Region
from registration.enums import RegistrationState
from registration.errors import Incomplete, WrongState
from registration.models import Filing, Registration
from registration.workflow.followups import refuse_ended
from staff.workflow import attempts_noted, refuse_blocked_staff

REASON_LIMIT = 500


def move_to_division(
    *, by: Actor, facility_id: int, region: Region, reason: str, version: int | None = None
) -> Facility:
    """Move a facility to a street of another division inside the actor's own.

    Open duties pass to the offices there with their due dates, a review under way begins anew with an officer
    there; the place it left keeps the record of its time. Raises NotAllowed, Stale, Incomplete (no reason, the same place,
    a place that is too wide), WrongState (ended, or a push is awaited), DomainError (no office there), BlockedStaff
    (somebody on the staff may not work with children there): that attempt stands on the trails.
    """
    with attempts_noted(by=by, attempt="move"):
        return _move(by, facility_id, region, reason, version)


@transaction.atomic
def _move(by: Actor, facility_id: int, region: Region, reason: str, version: int | None) -> Facility:
    facility = locked(facility_id)
    allow(by, Action.FACILITY_MOVE, facility)
    refuse_ended(facility)
    if version is not None and version != facility.version:
        raise Stale(_("Somebody changed this facility meanwhile."), version=facility.version)
    _check_place(facility, region)
    if not reason.strip():
        raise Incomplete(_("Say why the facility moves."), field="reason")
    if Registration.objects.filter(facility=facility, state=RegistrationState.WAITING).exists():
        raise WrongState(
            _("The push of its registration is still awaited where it lies now."),
            field="street",
            remedy=_("Move it once the registrar has pushed."),
        )
    try:
        with transaction.atomic():
            moved = move_facility(
                by=by, facility_id=facility_id, region=region, reason=reason.strip()[:REASON_LIMIT]
            )
    except IntegrityError as error:
        raise WrongState(
            _("A paper of the same number, or the same credit code, exists there already."), field="street"
        ) from error
    refuse_blocked_staff(moved)
    hand_over(by=by, facility_id=facility_id, event="facility.moved")
    Filing.objects.filter(facility_id=facility_id).exclude(reviewer=None).filter(decided_at=None).update(
        reviewer=None, review_started_at=None
    )
    return moved


def _check_place(facility: Facility, region: Region) -> None:
    if level_of(region.pk) not in (Level.DISTRICT, Level.STREET):
        raise Incomplete(_("Choose the street or town it moves to."), field="street")
    if region.pk == facility.region_id:
        raise Incomplete(_("It lies there already."), field="street")
