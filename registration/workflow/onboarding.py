"""How an operator comes to a facility: the one that was pushed, or one they state themselves (file first)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.enums import FacilityRole
from accounts.errors import NotAllowed
from accounts.models import Department, User
from accounts.permissions import NOT_GRANTED
from accounts.queries import department_for
from accounts.workflow import allow
from facilities.enums import ENDED_STATES, FacilityState
from facilities.errors import DuplicateFacility
from facilities.models import Facility
from facilities.queries import live_with_uscc, locked
from facilities.workflow import create_facility, grant_operator, update_facts
from kernel.identifiers import normalise_uscc
from policy.enums import EntityKind
from policy.queries import registrars
from regions.codes import ancestor
from regions.enums import Level
from regions.models import Region
from regions.scope import acting_in
from registration.enums import Channel
from registration.errors import WrongState
from registration.rules import RegistrationFacts
from registration.workflow.checking import check
from registration.workflow.duties import health_office
from registration.workflow.matching import lock_code
from registration.workflow.pushing import note_registration

#: How many facilities one person may state before an authority has confirmed or received any of them.
MOST_UNCONFIRMED = 10


@transaction.atomic
def file_first(
    *, by: Actor, facts: RegistrationFacts, region: Region, registrar: Department | None = None
) -> Facility:
    """An operator files before the registrar's push arrived: the facility exists, unconfirmed, and is theirs.

    The stated registration waits for the push, which is owed by the registrar from the day of approval; it will be
    matched by the credit code. `registrar` None takes the first office of the place that registers this kind of
    entity. Where no registrar applies (a kindergarten's class in Jilin) nothing waits.
    Raises DuplicateFacility when the code stands already, Incomplete, WrongRegistrar, WrongState.
    """
    _check_founder(by, region)
    cleaned = check(facts=facts, region=region, registrar=registrar)
    registrar = registrar or registrar_of(
        region=region, entity_kind=cleaned.entity_kind, on=cleaned.approved_on
    )
    lock_code(cleaned.uscc)
    standing = live_with_uscc(cleaned.uscc)
    if standing is not None and standing.pk in by.facilities:
        return standing  # stated a moment ago: pressing twice states nothing twice
    if standing is not None:
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
        if not direct:
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


def _check_founder(by: Actor, region: Region) -> None:
    """Only a person without an office states a facility, in a place whose health authority works here."""
    if not by.is_operator:
        raise NotAllowed(NOT_GRANTED)
    office = health_office(region.pk)
    if office is None or ancestor(office.region_id, Level.DISTRICT) != ancestor(region.pk, Level.DISTRICT):
        raise WrongState(
            _("The health commission of this place does not receive filings here yet."),
            field="region",
            remedy=_("File at the national filing system (https://ty.padis.net.cn) or ask the commission."),
        )
    unconfirmed = Facility.objects.filter(pk__in=by.facilities, registration_confirmed=False)
    if unconfirmed.filter(state=FacilityState.REGISTERED).count() >= MOST_UNCONFIRMED:
        raise WrongState(_("Several of your facilities wait for their registrar. Please file them first."))


def registrar_of(*, region: Region, entity_kind: str, on: date) -> Department | None:
    """The office of the place that registers a kind of entity; None where nobody does or none is set up."""
    if entity_kind not in EntityKind.values:
        return None
    kinds = tuple(office.kind for office in registrars(region.pk, entity_kind, on))
    return department_for(region.pk, kinds) if kinds else None


@transaction.atomic
def name_predecessor(*, by: Actor, facility_id: int, uscc: str) -> Facility:
    """Link a newly registered facility to the one it succeeds (for-profit ↔ non-profit: domain 3.2).

    Raises WrongState unless the predecessor has ended in the same district under another code.
    """
    facility = locked(facility_id)
    allow(by, Action.FILING_FILL, facility)
    uscc = normalise_uscc(uscc)
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
