"""How an operator comes to a facility: the one that was pushed, or one they state themselves (file first)."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.enums import FacilityRole
from accounts.models import Department, User
from facilities.enums import ENDED_STATES
from facilities.errors import DuplicateFacility
from facilities.models import Facility
from facilities.queries import live_with_uscc, locked
from facilities.workflow import create_facility, grant_operator, update_facts
from policy.queries import registrars
from regions.models import Region
from regions.scope import acting_in
from registration.enums import Channel
from registration.errors import WrongState
from registration.rules import RegistrationFacts
from registration.workflow.pushing import check, note_registration


@transaction.atomic
def file_first(
    *, by: Actor, facts: RegistrationFacts, region: Region, registrar: Department | None
) -> Facility:
    """An operator files before the registrar's push arrived: the facility exists, unconfirmed, and is theirs.

    The stated registration waits for the push, which is owed by `registrar` from the day of approval; it will be
    matched by the credit code. Where no registrar applies (a kindergarten's class in Jilin) nothing waits.
    Raises DuplicateFacility when the code stands already, Incomplete, WrongRegistrar.
    """
    cleaned = check(facts=facts, region=region, registrar=registrar)
    if live_with_uscc(cleaned.uscc) is not None:
        raise DuplicateFacility(
            _("A facility with this credit code is known already."),
            field="uscc",
            remedy=_("Activate your account with the credit code, or ask your colleague to invite you."),
        )
    direct = not registrars(region.pk, cleaned.entity_kind, cleaned.approved_on)
    with acting_in(region.pk, reason="an operator's own statement creates the facility in its place"):
        facility = create_facility(
            by=by,
            region=region,
            name=cleaned.name,
            uscc=cleaned.uscc,
            entity_kind=cleaned.entity_kind,
            address=cleaned.address,
            registered_on=cleaned.approved_on,
            registrar=registrar,
            confirmed=direct,
            head_name=cleaned.head_name,
            phone=cleaned.phone,
        )
        if registrar is not None and not direct:
            note_registration(
                by=by,
                facts=cleaned,
                region=region,
                registrar=registrar,
                channel=Channel.OPERATOR,
                facility=facility,
            )
        grant_operator(
            by=by, facility=facility, user=User.objects.get(pk=by.user_id), role=FacilityRole.MANAGER
        )
    return facility


@transaction.atomic
def name_predecessor(*, by: Actor, facility_id: int, uscc: str) -> Facility:
    """Link a newly registered facility to the one it succeeds (for-profit ↔ non-profit: domain 3.2).

    Raises WrongState unless the predecessor has ended in the same district under another code.
    """
    facility = locked(facility_id)
    with acting_in(
        facility.region_id - facility.region_id % 10**6, reason="find the predecessor in the district"
    ):
        predecessor = (
            Facility.objects.filter(uscc=uscc, state__in=ENDED_STATES)
            .exclude(pk=facility_id)
            .order_by("-id")
            .first()
        )
    if predecessor is None:
        raise WrongState(
            _("No cancelled facility with this credit code is known here."), field="predecessor_uscc"
        )
    return update_facts(
        by=by, facility=facility, event="facility.predecessor_named", predecessor_id=predecessor.pk
    )
