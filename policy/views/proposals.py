"""A proposal on its way: the difference, the reason, the second person's answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError
from accounts.forms.fields import refuse
from accounts.permissions import decide
from policy.enums import ProposalKind
from policy.errors import BaseChanged, PackRefused
from policy.loader.writing import written, written_arrangement
from policy.models import Proposal
from policy.presentation.versions import proposal_context, proposals_context
from policy.proposal_forms import ReturnForm, SubmitForm
from policy.queries import open_tables
from policy.queries.history import proposal_of
from policy.views.versions import yaml_answer
from policy.workflow import approve, send_back, submit, withdraw

sees = requires(Action.POLICY_PROPOSE, Action.POLICY_APPROVE)


@require_safe
@sees
def proposals(request: ActorRequest) -> HttpResponse:
    """Everything proposed in the visitor's region and below, the newest first."""
    tables = open_tables(request.actor.region_id) if decide(request.actor, Action.POLICY_PROPOSE) else []
    return render(request, "policy/proposals.html", {**proposals_context(request.GET), "tables": tables})


@require_safe
@sees
def proposal(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """One proposal with its difference and, while it is open, what can be done about it."""
    return _page(request, proposal_of(proposal_id))


def _page(request: ActorRequest, row: Proposal, status: int = 200, **forms: Any) -> HttpResponse:
    context = proposal_context(request.actor, row)
    context["submit_form"] = forms.get("submit_form") or _submit_form(row)
    context["return_form"] = forms.get("return_form") or ReturnForm()
    context["fault"] = forms.get("fault")
    return render(request, "policy/proposal.html", context, status=status)


def _submit_form(row: Proposal, data: Any = None) -> SubmitForm:
    held = {"document": row.document, "reason": row.reason, "effective_on": row.effective_on}
    return SubmitForm(data, with_day=row.kind == ProposalKind.PACK, initial=held)


@require_safe
@sees
def proposal_file(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """What is proposed, as a file."""
    row = proposal_of(proposal_id)
    if row.kind == ProposalKind.CALENDAR:
        return yaml_answer(written_arrangement(row.content), f"{row.version}.yaml")
    return yaml_answer(written(row.content), f"{row.code}-{row.version}.yaml")


@require_POST
@requires(Action.POLICY_PROPOSE)
def proposal_submit(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """Hand it over to the second person."""
    row = proposal_of(proposal_id)
    form = _submit_form(row, request.POST)
    if form.is_valid():
        facts = {"document": row.document, **form.cleaned_data}
        try:
            submit(by=request.actor, proposal_id=proposal_id, **facts)
        except BaseChanged as error:
            return _page(request, row, error.status, submit_form=form, fault=error)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Submitted. A second policy administrator decides."))
            return redirect("policy:proposal", proposal_id)
    return _page(request, row, 400, submit_form=form)


@require_POST
@requires(Action.POLICY_APPROVE)
def proposal_approve(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """The second person agrees."""
    row = proposal_of(proposal_id)
    try:
        row = approve(by=request.actor, proposal_id=proposal_id)
    except (BaseChanged, PackRefused) as error:
        return _page(request, row, 409, fault=error)
    messages.success(request, _("Approved: it takes effect on %(day)s.") % {"day": row.effective_on})
    return redirect("policy:proposal", proposal_id)


@require_POST
@requires(Action.POLICY_APPROVE)
def proposal_return(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """The second person sends it back and says why."""
    row = proposal_of(proposal_id)
    form = ReturnForm(request.POST)
    if form.is_valid():
        send_back(by=request.actor, proposal_id=proposal_id, reason=form.cleaned_data["reason"])
        messages.success(request, _("Returned. Whoever proposed it sees why."))
        return redirect("policy:proposal", proposal_id)
    return _page(request, row, 400, return_form=form)


@require_POST
@requires(Action.POLICY_PROPOSE)
def proposal_withdraw(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """Whoever prepared it takes it back."""
    withdraw(by=request.actor, proposal_id=proposal_id)
    messages.success(request, _("Withdrawn; nothing changes."))
    return redirect("policy:proposals")
