"""The officer's pages of facilities: the list, the search, one facility, its contact."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from facilities import exports
from facilities.filters import FacilityFilters
from facilities.forms import RevealForm
from facilities.presentation.listing import list_context
from facilities.presentation.page import page_context
from facilities.queries.page import visible
from facilities.workflow import reveal_contact


@require_safe
@requires(Action.FACILITY_VIEW)
def facility_list(request: ActorRequest) -> HttpResponse:
    """The facilities of the officer's place, the newest registration first."""
    filters = FacilityFilters.read(request.GET)
    return render(request, "facilities/list.html", list_context(request.actor, filters, request.GET))


@require_safe
@requires(Action.FACILITY_EXPORT)
def export(request: ActorRequest) -> HttpResponseBase:
    """The filtered list as a spreadsheet or as CSV."""
    return exports.export(request.actor, FacilityFilters.read(request.GET), request.GET.get("form", ""))


@require_safe
@requires(Action.FACILITY_VIEW)
def search(request: ActorRequest) -> HttpResponse:
    """The search box of every page: the facility itself when exactly one is meant, else the list."""
    filters = FacilityFilters(q=FacilityFilters.read(request.GET).q)
    context = list_context(request.actor, filters, request.GET)
    if filters.q and len(context["lines"]) == 1 and not request.GET.get("after"):
        return redirect("facilities:facility", context["lines"][0].id)
    return render(request, "facilities/list.html", context)


@require_safe
@requires(Action.FACILITY_VIEW)
def facility(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Everything about one facility."""
    context = page_context(visible(facility_id), request.actor, request.GET.get("tab", ""))
    return render(request, "facilities/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CONTACT_REVEAL)
def contact(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Ask for the reason, then show the number."""
    form, found = RevealForm(request.POST or None), visible(facility_id)
    phone = ""
    if form.is_valid():
        phone = reveal_contact(by=request.actor, facility_id=facility_id, reason=form.cleaned_data["reason"])
    name = "_contact" if request.headers.get("HX-Request") else "contact"
    context = {
        "facility": found,
        "form": form,
        "phone": phone,
        "here": reverse("facilities:contact", args=[facility_id]),
    }
    return render(request, f"facilities/{name}.html", context)
