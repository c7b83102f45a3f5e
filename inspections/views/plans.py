"""Plans: by risk and by lot."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import ActorRequest, requires
from accounts.acting import act, said
from accounts.actions import Action
from inspections import workflow
from inspections.forms.plans import PlanForm, first_values
from inspections.presentation.plans import plan_context, plans_context
from inspections.presentation.words import kind_label
from inspections.queries import law
from inspections.queries import plans as read
from inspections.views.shared import colleagues
from kernel import clock
from regions.queries import below, name


@require_safe
@requires(Action.INSPECTION_VIEW)
def plans(request: ActorRequest) -> HttpResponse:
    """The plans of the place, the latest first."""
    return render(request, "inspections/plans.html", plans_context(read.plans_page(request.GET)))


@require_safe
@requires(Action.INSPECTION_VIEW)
def plan(request: ActorRequest, plan_id: int) -> HttpResponse:
    """One plan: how it was chosen, and its visits."""
    return render(request, "inspections/plan.html", plan_context(read.plan(plan_id)))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.INSPECTION_PLAN)
def new(request: ActorRequest) -> HttpResponse:
    """Make a plan."""
    given = _choices(request)
    form = PlanForm(request.POST or None, initial=first_values(clock.today(), given["people"]), **given)

    def perform() -> str:
        return reverse("inspections:plan", args=[workflow.make_plan(by=request.actor, wanted=form.wanted).pk])

    title = _("Make a plan")
    trail = [(_("Plans"), reverse("inspections:plans")), (title, "")]
    note = _("Facilities whose next inspection is planned already are left out.")
    words = said(title, trail, title, _("The plan is made."))
    return act(request, form, perform=perform, note=note, note_tone="info", **words)


def _choices(request: ActorRequest) -> dict[str, Any]:
    region = request.actor.region_id
    kinds = [
        (kind.code, _("%(name)s (draft text)") % {"name": kind.name} if kind.draft else str(kind.name))
        for kind in law.official_kinds(region, clock.today())
    ]
    places = [(region, name(region)), *below(region)]
    return {
        "people": colleagues(request.actor),
        "kinds": kinds or [("SPOT_CHECK", kind_label("SPOT_CHECK"))],
        "places": places,
    }
