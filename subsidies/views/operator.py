"""The operator's subsidies: what can be claimed, the draft with its live amount, the account to be paid to."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError
from facilities.choosing import chosen_of
from facilities.queries.facility import facility_here
from subsidies.forms.claims import PayeeForm
from subsidies.presentation.mine import draft_context, mine_context
from subsidies.queries.claims import claim_here
from subsidies.workflow import state_payee, submit_claim, withdraw_claim


@require_safe
@requires(Action.CLAIM_FILL)
def mine(request: ActorRequest) -> HttpResponse:
    """Programmes of the place with what can be claimed now, and the claims so far."""
    chosen, facilities = chosen_of(request)
    shown = {"facilities": facilities, "facility_name": chosen.name}
    return render(request, "subsidies/mine.html", shown | mine_context(chosen, request.actor))


@require_safe
@requires(Action.CLAIM_FILL)
def draft(request: ActorRequest, claim_id: int) -> HttpResponse:
    """The draft with the amount as it would be now, line by line; what was submitted opens as a claim."""
    claim = claim_here(claim_id)
    if claim.state not in ("DRAFT", "RETURNED"):
        return redirect("subsidies:claim", claim_id)
    return render(request, "subsidies/draft.html", draft_context(claim, request.actor))


@require_POST
@requires(Action.CLAIM_SUBMIT)
def submit(request: ActorRequest, claim_id: int) -> HttpResponse:
    """Hand the claim in: its facts are frozen."""
    return _acted(request, claim_id, submit_claim, _("The claim is submitted."))


@require_POST
@requires(Action.CLAIM_SUBMIT)
def withdraw(request: ActorRequest, claim_id: int) -> HttpResponse:
    """Take the claim back."""
    return _acted(request, claim_id, withdraw_claim, _("The claim is withdrawn."))


def _acted(request: ActorRequest, claim_id: int, verb: Any, said: str) -> HttpResponse:
    version = request.POST.get("version", "")
    try:
        verb(
            by=request.actor,
            claim_id=claim_id,
            version=int(version) if version.isascii() and version.isdigit() else None,
        )
    except DomainError as refusal:
        return refused_draft(request, claim_id, refusal)
    messages.success(request, said)
    return redirect("subsidies:mine")


def refused_draft(request: ActorRequest, claim_id: int, refusal: DomainError) -> HttpResponse:
    """The draft again: what is wrong with a paper stands beside it, anything else above."""
    problems = refusal.extra.get("problems") or [refusal]
    beside = {
        each.field.removeprefix("evidence."): str(each.message)
        for each in problems
        if each.field.startswith("evidence.")
    }
    claim = claim_here(claim_id)
    if not beside or claim.state not in ("DRAFT", "RETURNED"):
        messages.error(request, str(refusal.message))
        return redirect("subsidies:draft", claim_id)
    return render(request, "subsidies/draft.html", draft_context(claim, request.actor, beside), status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.PAYEE_STATE)
def payee(request: ActorRequest, facility_id: int) -> HttpResponse:
    """The account to be paid to; it is used once a finance officer has confirmed it."""
    facility = facility_here(facility_id)
    form = PayeeForm(request.POST or None, initial={"holder": facility.name})
    if request.method == "POST" and form.is_valid():
        try:
            state_payee(by=request.actor, facility_id=facility_id, **form.cleaned_data)
            messages.success(request, _("Noted. A finance officer confirms the account before it is used."))
            return redirect("subsidies:mine")
        except DomainError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
    context = {"facility": facility, "form": form}
    return render(request, "subsidies/payee.html", context, status=422 if form.is_bound else 200)
