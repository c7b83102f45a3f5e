"""The law in use where somebody works."""

from django.http import HttpResponse
from django.shortcuts import render

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.listing import place_of, place_options
from accounts.permissions import decide
from kernel import clock
from policy.forms import region_asked
from policy.queries.offices import roles_in
from policy.queries.overview import law_of
from regions.codes import NATION


@requires(Action.POLICY_VIEW)
def overview(request: ActorRequest) -> HttpResponse:
    """The texts, duties, registrars and the calendar that hold where the visitor works, or in the place asked for."""
    region_id = request.actor.post.region_id if request.actor.post else NATION
    if asked := request.GET.get("region", ""):
        region_id = region_asked(asked)
    return render(request, "policy/overview.html", law_of(region_id, clock.today()))


@requires(Action.POLICY_VIEW)
def offices(request: ActorRequest) -> HttpResponse:
    """Which real office plays which role of the law, in the visitor's region or one inside it."""
    place = place_of(request)
    context = {
        "lines": roles_in(place.pk, clock.today()),
        "place": place,
        "place_options": place_options(request, place),
        "may_manage": bool(decide(request.actor, Action.DEPARTMENT_MANAGE)),
    }
    return render(request, "policy/offices.html", context)
