"""Moving a facility to another division: the page of the head whose division holds both places."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError
from facilities.queries.page import visible
from regions.models import Region
from registration.forms.officer import MoveForm
from registration.presentation.officer.moving import move_context
from registration.workflow.moving import move_to_division


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.FACILITY_MOVE)
def move(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Choose the place (the district in the address offers its streets), say why, move."""
    row, division = visible(facility_id), request.actor.region_id
    asked = {name: request.GET.get(name, "") for name in ("district", "reason")}
    form = MoveForm(request.POST or None, division=division, initial={**asked, "version": row.version})
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("reason", "version")}
        place = Region.objects.get(pk=form.cleaned_data["street"])
        try:
            move_to_division(by=request.actor, facility_id=row.pk, region=place, **told)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Moved to %(place)s.") % {"place": place.full_name})
            return redirect("facilities:facility", row.pk)
    context = move_context(request.actor, visible(facility_id), form)
    return render(request, "registration/officer/move.html", context, status=422 if form.errors else 200)
