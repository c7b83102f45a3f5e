"""An account for a facility that a registrar pushed and nobody operates yet: opened with what only the facility knows."""

import hmac
import re
import unicodedata

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor, system_actor
from accounts.enums import FacilityRole
from accounts.models import User
from accounts.workflow import create_user
from audit.models import Outcome
from audit.workflow import record
from facilities.errors import ActivationRefused
from facilities.models import Facility
from facilities.queries import live_with_uscc, locked
from facilities.queries.operators import managers
from facilities.workflow.facility import grant_operator
from kernel.identifiers import normalise_uscc
from regions.codes import NATION
from regions.scope import acting_in

_WHO = system_actor("activation")


@transaction.atomic
def activate(
    *, uscc: str, head_name: str, phone: str, name: str, username: str, password: str
) -> tuple[User, Facility]:
    """The first account of a pushed facility, as its manager.

    Credit code, head and telephone must all be as the registrar pushed them, and nobody may manage the facility yet.
    Raises ActivationRefused, the same whatever did not fit; DomainError when the account name is taken.
    """
    known = live_with_uscc(normalise_uscc(uscc))
    if known is None or not _fits(known, head_name, phone):
        raise _refusal()
    with acting_in(known.region_id, reason="the facility itself asks for its first account"):
        facility = locked(known.pk)
        if managers(facility.pk):
            raise _refusal()
        user = create_user(by=_WHO, username=username, name=name, password=password, must_change=False)
        by = Actor(user_id=user.pk, name=user.name, username=user.username)
        grant_operator(by=by, facility=facility, user=user, role=FacilityRole.MANAGER)
        record(
            by=by,
            event="facility.activated",
            region=facility.region_id,
            subject=facility,
            facility_id=facility.pk,
        )
    return user, facility


def note_refusal(*, uscc: str, address: str) -> None:
    """A refused activation goes on the trail of the nation: the place is unknown, or not to be told."""
    record(
        by=_WHO,
        event="activation.refused",
        region=NATION,
        outcome=Outcome.REFUSED,
        data={"uscc": normalise_uscc(uscc)[:18], "address": address},
    )


def _refusal() -> ActivationRefused:
    return ActivationRefused(
        _("No account can be opened with these details."),
        remedy=_(
            "Compare them with your registration. If a colleague has an account, ask them to invite you. If you were "
            "registered in the last days, the registrar may not have pushed it yet: file first, it is matched later."
        ),
    )


def _fits(facility: Facility, head_name: str, phone: str) -> bool:
    """Whether head and telephone are those of the push. A facility pushed without them cannot be opened this way."""
    heads = _plain(facility.head_name), _plain(head_name)
    phones = (
        _digits(facility.phone.disclosed(to="the check of who asks for the first account")),
        _digits(phone),
    )
    same = [hmac.compare_digest(kept.encode(), given.encode()) for kept, given in (heads, phones)]
    return facility.registration_confirmed and bool(heads[0]) and len(phones[0]) >= 7 and all(same)


def _plain(text: str) -> str:
    return re.sub(r"[\s·•.]", "", unicodedata.normalize("NFKC", text)).lower()


def _digits(text: str) -> str:
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", text))
    return digits.removeprefix("0086").removeprefix("86") if len(digits) > 11 else digits
