"""Filling in a claim: begun, changed while it is a draft, with the amount beside the fields as they are typed."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError
from facilities.queries.facility import facility_here
from subsidies.forms.starting import Start
from subsidies.presentation.mine import preview_context
from subsidies.queries.claims import claim_here
from subsidies.workflow import fill_claim, start_claim

_ask = require_http_methods(["GET", "HEAD", "POST"])


@_ask
@requires(Action.CLAIM_FILL)
def new(request: ActorRequest, facility_id: int, programme_id: str) -> HttpResponse:
    """Begin a claim: choose months of signed attendance, or state what is claimed."""
    start = Start(facility_here(facility_id), programme_id, _sent(request))
    if start.facts is not None:
        try:
            claim = start_claim(
                by=request.actor,
                facility_id=facility_id,
                programme_id=programme_id,
                facts=start.facts,
                subject=start.subject,
            )
            return redirect("subsidies:draft", claim.pk)
        except DomainError as refusal:
            start.error = str(refusal.message)
    return _page(request, start)


@_ask
@requires(Action.CLAIM_FILL)
def change(request: ActorRequest, claim_id: int) -> HttpResponse:
    """Change a draft, or what was returned; its papers stay."""
    claim = claim_here(claim_id)
    start = Start(facility_here(claim.facility_id), claim.programme, _sent(request), claim)
    if start.facts is not None:
        try:
            fill_claim(by=request.actor, claim_id=claim_id, facts=start.facts)
            messages.success(request, _("Changed; look at the amount again."))
            return redirect("subsidies:draft", claim_id)
        except DomainError as refusal:
            start.error = str(refusal.message)
    return _page(request, start)


@require_POST
@requires(Action.CLAIM_FILL)
def preview(request: ActorRequest, facility_id: int, programme_id: str) -> HttpResponse:
    """What follows from the fields as they stand now; nothing is stored."""
    start = Start(facility_here(facility_id), programme_id, request.POST)
    return render(request, "subsidies/_preview.html", preview_context(start))


def _sent(request: ActorRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _page(request: ActorRequest, start: Start) -> HttpResponse:
    status = 422 if start.data is not None else 200
    return render(request, "subsidies/new.html", {"start": start, **preview_context(start)}, status=status)
