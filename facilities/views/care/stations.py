"""Child growth stations: a list, one of them, building, joint acceptance, closing."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError
from facilities import care_exports
from facilities.forms.care_officer import AcceptanceForm, CloseForm, StationForm
from facilities.forms.refusing import refuse_all
from facilities.presentation.care.stations import list_context, state_of, station_context
from facilities.queries.stations import station_here, streets_to_build_in
from facilities.workflow import stations as work
from kernel import clock
from regions.models import Region

views = requires(Action.STATION_VIEW)
manages = requires(Action.STATION_MANAGE)


@require_safe
@views
def stations(request: ActorRequest) -> HttpResponse:
    """The stations of the place, the newest first."""
    return render(request, "facilities/care/stations.html", list_context(request.actor, request.GET))


@require_safe
@requires(Action.FACILITY_EXPORT)
def export(request: ActorRequest) -> FileResponse:
    """The same list as a spreadsheet."""
    return care_exports.stations(request.actor, state_of(request.GET))


@require_http_methods(["GET", "HEAD", "POST"])
@manages
def new(request: ActorRequest) -> HttpResponse:
    """Record a station that was built."""
    form = StationForm(
        streets_to_build_in(_own(request)), request.POST or None, initial={"built_on": clock.today()}
    )
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        region = Region.objects.get(pk=int(given.pop("street")))
        try:
            row = work.build_station(by=request.actor, region=region, **given)
        except DomainError as error:
            refuse_all(form, error)
        else:
            messages.success(request, _("The station is recorded."))
            return redirect("facilities:station", row.pk)
    return render(
        request, "facilities/care/station_new.html", {"form": form}, status=422 if form.errors else 200
    )


@require_safe
@views
def station(request: ActorRequest, station_id: int) -> HttpResponse:
    """One station with what each department found on site."""
    return _page(request, station_id)


@require_POST
@manages
def accept(request: ActorRequest, station_id: int) -> HttpResponse:
    """What the actor's own department found."""
    form = AcceptanceForm(request.POST)
    if form.is_valid():
        given = {**form.cleaned_data, "accepted": form.cleaned_data["accepted"] == "1"}
        try:
            work.record_acceptance(by=request.actor, station_id=station_id, **given)
        except DomainError as error:
            refuse_all(form, error)
        else:
            messages.success(request, _("The visit is recorded."))
            return redirect("facilities:station", station_id)
    return _page(request, station_id, accepting=form)


@require_POST
@manages
def close(request: ActorRequest, station_id: int) -> HttpResponse:
    """The station does not serve families any more."""
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            work.close_station(by=request.actor, station_id=station_id, **form.cleaned_data)
        except DomainError as error:
            refuse_all(form, error)
        else:
            messages.success(request, _("The station is closed."))
            return redirect("facilities:station", station_id)
    return _page(request, station_id, closing=form)


def _page(request: ActorRequest, station_id: int, **forms: Any) -> HttpResponse:
    context = station_context(station_here(station_id), request.actor, **forms)
    return render(request, "facilities/care/station.html", context, status=422 if forms else 200)


def _own(request: ActorRequest) -> int:
    if request.actor.post is None:
        raise Http404
    return request.actor.post.region_id
