"""The law in use: what holds in a place on a day, what changed between two days, which office plays which role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import ActorRequest, public_page, requires
from accounts.actions import Action
from accounts.listing import place_of, place_options
from accounts.permissions import decide
from accounts.workflow.rights import Place
from kernel import clock
from policy.law_forms import Asked, asked_of
from policy.presentation import standing
from policy.presentation.changes import changes, grouped_changes
from policy.presentation.effective_page import page_of, topic_options
from policy.queries.offices import roles_in
from regions.codes import NATION


@public_page
@require_safe
def overview(request: ActorRequest) -> HttpResponse:
    """Every value that holds in a place on a day: where it comes from, what it overrode, how it stands."""
    asked = question_of(request)
    context = {
        "law": page_of(asked, may_propose=_may_load(request)),
        "asked": asked,
        "topics": topic_options(),
        "states": [(state, standing.BADGES[state]) for state in standing.STATES],
    }
    return render(request, "policy/effective.html", context, status=_status(request, asked))


@public_page
@require_safe
def compare(request: ActorRequest) -> HttpResponse:
    """What began, changed or ended in a place between two days."""
    asked = question_of(request)
    first, last = sorted((asked.on, asked.other or clock.today()))
    found = changes(asked.region_id, first, last) if not asked.errors else []
    context = {
        "law": page_of(asked),
        "asked": asked,
        "first": first,
        "last": last,
        "groups": list(grouped_changes(found)),
        "total": len(found),
    }
    return render(request, "policy/effective_compare.html", context, status=_status(request, asked))


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


def question_of(request: ActorRequest) -> Asked:
    """What the address asks; the place of the visitor's office and today stand in for what it leaves out."""
    post = request.actor.post
    return asked_of(request.GET, region_id=post.region_id if post else NATION, today=clock.today())


def _may_load(request: ActorRequest) -> bool:
    """Whether the visitor may propose the arrangement of a year."""
    return request.actor.signed_in and bool(decide(request.actor, Action.POLICY_PROPOSE, Place(NATION)))


def _status(request: HttpRequest, asked: Asked) -> int:
    """A filter that is applied by script is swapped in with its mistakes."""
    if not asked.errors:
        return 200
    return 422 if "HX-Request" in request.headers else 400
