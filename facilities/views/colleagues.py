"""An operator's page of colleagues: who acts for the facility, inviting, removing, leaving."""

from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.enums import FacilityRole
from accounts.errors import DomainError
from accounts.forms.fields import refuse
from facilities.choosing import chosen_of, own_facility
from facilities.forms.joining import InviteForm
from facilities.models import Facility, FacilityGrant
from facilities.queries import operators
from facilities.queries.facility import my_facilities
from facilities.workflow import joining
from kernel import clock

operates = requires(Action.OPERATOR_HOME)


@operates
def colleagues(request: ActorRequest) -> HttpResponse:
    """Who acts for the chosen facility; managers invite and remove, everybody may leave."""
    return _page(request, chosen_of(request)[0])


@operates
@require_POST
@never_cache
def invite(request: ActorRequest, facility_id: int) -> HttpResponse:
    """A new invitation; its link is shown once."""
    form = InviteForm(request.POST)
    facility = own_facility(request, facility_id)
    if form.is_valid():
        given = {"role": FacilityRole(form.cleaned_data["role"]), "invitee": form.cleaned_data["invitee"]}
        try:
            row, code = joining.invite(by=request.actor, facility_id=facility.pk, **given)
        except DomainError as error:
            refuse(form, error)
        else:
            link = settings.PUBLIC_URL + reverse("facilities:invitation", args=[code])
            picture = segno.make(link, error="m").svg_data_uri(scale=4, border=2)
            context = {"invitation": row, "link": link, "picture": picture, "facility": facility}
            return render(request, "joining/invitation_shown.html", context)
    return _page(request, facility, form=form)


@operates
@require_POST
def withdraw(request: ActorRequest, facility_id: int, invitation_id: int) -> HttpResponse:
    joining.withdraw_invitation(by=request.actor, facility_id=facility_id, invitation_id=invitation_id)
    return _done(request, facility_id, _("The invitation is withdrawn."))


@operates
@require_POST
def remove(request: ActorRequest, facility_id: int, person_id: int) -> HttpResponse:
    """Take a colleague's rights at the facility away."""
    try:
        joining.remove_colleague(by=request.actor, facility_id=facility_id, user_id=person_id)
    except FacilityGrant.DoesNotExist as error:
        raise Http404 from error
    return _done(request, facility_id, _("The colleague no longer acts for this facility."))


@operates
@require_POST
def leave(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Stop acting for the facility oneself."""
    facility = own_facility(request, facility_id)
    try:
        joining.leave(by=request.actor, facility_id=facility.pk)
    except DomainError as error:
        return _page(request, facility, error=error)
    messages.success(request, _("You no longer act for %(facility)s.") % {"facility": facility.name})
    return redirect("home")


def _done(request: ActorRequest, facility_id: int, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect(f"{reverse('facilities:colleagues')}?facility={facility_id}")


def _page(request: ActorRequest, facility: Facility, **given: Any) -> HttpResponse:
    context = {
        "facility": facility,
        "facility_name": facility.name,
        "facilities": my_facilities(),
        "colleagues": operators.colleagues(facility.pk),
        "invitations": operators.open_invitations(facility.pk, clock.now()),
        "manages": FacilityRole.MANAGER in request.actor.facilities[facility.pk],
        "form": given.get("form") or InviteForm(),
        "error": given.get("error"),
    }
    return render(request, "joining/colleagues.html", context, status=422 if given else 200)
