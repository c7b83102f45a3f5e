"""Stating a registration before the registrar's push: nobody types in vain, nothing is created twice."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import ActorRequest, signed_in
from accounts.errors import DomainError
from facilities.queries import granted_facilities
from regions.models import Region
from regions.scope import Scope, scoped
from registration.errors import Incomplete
from registration.forms.file_first import FileFirstForm, read_day
from registration.presentation.operator.first import check_code, guidance
from registration.presentation.operator.places import choosers, chosen_region, place_fault
from registration.workflow.drafting import start_filing
from registration.workflow.onboarding import file_first


def _operators_only(request: ActorRequest) -> None:
    if not request.actor.is_operator:
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def first(request: ActorRequest) -> HttpResponse:
    """The form. Posting it creates the facility and opens its first filing."""
    _operators_only(request)
    sent = request.POST.get("region", "")
    region = chosen_region(sent)
    if request.method != "POST":
        return _page(request, FileFirstForm(), region)
    form, fault = FileFirstForm(request.POST), place_fault(sent, region)
    if form.is_valid() and region is not None and not fault:
        try:
            return _created(request, form, region)
        except Incomplete as refusal:
            form.add_problems(refusal.extra["problems"])
        except DomainError as refusal:
            fault = form.add_refusal(refusal, elsewhere="region")
    return _page(request, form, region, status=422, place_fault=fault)


def _created(request: ActorRequest, form: FileFirstForm, region: Region) -> HttpResponse:
    facility = file_first(by=request.actor, facts=form.facts(), region=region)
    actor = replace(request.actor, facilities=granted_facilities(request.actor.user_id or 0))
    with scoped(Scope.of_facilities(tuple(sorted(actor.facilities)))):
        filing = start_filing(by=actor, facility_id=facility.pk)
    messages.success(request, _("Noted. You can fill in the filing now."))
    return redirect("operator:filing", filing.pk)


def _page(
    request: ActorRequest,
    form: FileFirstForm,
    region: Region | None,
    *,
    status: int = 200,
    place_fault: str = "",
) -> HttpResponse:
    kind, day = str(form["entity_kind"].value() or ""), read_day(str(form["approved_on"].value() or ""))
    context: dict[str, Any] = {
        "form": form,
        "choosers": choosers(region),
        "region": region,
        "place_fault": place_fault,
        "code": check_code(str(form["uscc"].value() or "")),
        "guidance": guidance(region, kind, day),
    }
    return render(request, "registration/operator/first.html", context, status=status)


@require_safe
@signed_in
def place(request: ActorRequest) -> HttpResponse:
    """The selects below the division just chosen, and what follows from place, kind and day."""
    _operators_only(request)
    region = chosen_region(request.GET.get("region", ""))
    context = {"choosers": choosers(region), "region": region, **_told(request, region)}
    return render(request, "registration/operator/_place_answer.html", context)


@require_safe
@signed_in
def told(request: ActorRequest) -> HttpResponse:
    """The registrar and the due date, as soon as they follow from what is filled in."""
    _operators_only(request)
    context = _told(request, chosen_region(request.GET.get("region", "")))
    return render(request, "registration/operator/_guidance.html", context)


def _told(request: ActorRequest, region: Region | None) -> dict[str, Any]:
    day = read_day(request.GET.get("approved_on", ""))
    return {"guidance": guidance(region, request.GET.get("entity_kind", ""), day)}


@require_safe
@signed_in
def code(request: ActorRequest) -> HttpResponse:
    """A credit code checked while it is typed."""
    _operators_only(request)
    context = {"code": check_code(request.GET.get("uscc", ""))}
    return render(request, "registration/operator/_code.html", context)
