"""Budgets with their documents, the trial balance, and money that has to come back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError
from policy.errors import UnknownProgramme
from policy.queries import programme as terms_of
from regions.queries import division_here
from subsidies import exports
from subsidies.forms.books import BudgetForm, ClawbackForm, PerStudentForm, budget_form
from subsidies.presentation.books import books_context
from subsidies.presentation.burn import programme_context
from subsidies.presentation.claims import period_of, programme_name
from subsidies.queries.batches import payee_here
from subsidies.queries.claims import submitted_claim
from subsidies.queries.recoveries import recovery_here
from subsidies.workflow import (
    approve_clawback,
    confirm_payee,
    order_clawback,
    refuse_clawback,
    set_budget,
    state_per_student_budget,
)

_ask = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(Action.BUDGET_VIEW)
def books(request: ActorRequest) -> HttpResponse:
    """Budgets of the place, the trial balance, open recoveries, accounts that wait to be confirmed."""
    context = books_context(request.actor, request.GET)
    return render(request, "subsidies/books.html", context)


@require_safe
@requires(Action.BUDGET_VIEW)
def programme(request: ActorRequest, programme_id: str) -> HttpResponse:
    """One programme: what is left of each budget of the year, and how the months used it up."""
    try:
        term = terms_of(request.actor.region_id, programme_id)[-1]
    except UnknownProgramme as error:
        raise Http404 from error
    context = programme_context(term, request.actor, request.GET)
    return render(request, "subsidies/programme.html", context)


@_ask
@requires(Action.BUDGET_SET)
def budget(request: ActorRequest) -> HttpResponse:
    """Enter or change a budget with its document."""
    form: BudgetForm = budget_form(request.actor, request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            set_budget(
                by=request.actor,
                region=division_here(data["region"]),
                programme=data["programme"],
                year=data["year"],
                payer=data["payer"],
                amount=data["amount"],
                document=data["document"],
            )
            messages.success(request, _("The budget is entered."))
            return redirect("subsidies:budgets")
        except DomainError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
    status = 422 if form.is_bound else 200
    return render(request, "subsidies/budget.html", {"form": form}, status=status)


@_ask
@requires(Action.BUDGET_SET)
def per_student(request: ActorRequest) -> HttpResponse:
    """Enter the budget a child of a year; claims that waited for it are computed."""
    form = PerStudentForm(request.POST or None, request.actor)
    if form.is_valid():
        data = form.cleaned_data | {"region": division_here(form.cleaned_data["region"])}
        try:
            state_per_student_budget(by=request.actor, **data)
            messages.success(request, _("Entered; the claims that waited for it are computed."))
            return redirect("subsidies:budgets")
        except DomainError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
    status = 422 if form.is_bound else 200
    return render(request, "subsidies/per_student.html", {"form": form}, status=status)


@_ask
@requires(Action.CLAWBACK_ORDER)
def clawback(request: ActorRequest, claim_id: int) -> HttpResponse:
    """Order that money comes back; a second person approves."""
    row, form = submitted_claim(claim_id), ClawbackForm(request.POST or None)
    if form.is_valid():
        try:
            order_clawback(by=request.actor, claim_id=claim_id, **form.cleaned_data)
            messages.success(request, _("Ordered. A second person has to approve it."))
            return redirect("subsidies:claim", claim_id)
        except DomainError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
    context = {"claim": row, "form": form, "programme": programme_name(row), "period": period_of(row)}
    return render(request, "subsidies/clawback.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(Action.CLAWBACK_APPROVE)
def decide_clawback(request: ActorRequest, recovery_id: int, verdict: str) -> HttpResponse:
    """Approve or refuse an ordered clawback."""
    if verdict not in ("approve", "refuse"):
        raise Http404
    recovery_here(recovery_id)
    try:
        if verdict == "approve":
            approve_clawback(by=request.actor, recovery_id=recovery_id)
        else:
            refuse_clawback(
                by=request.actor,
                recovery_id=recovery_id,
                reason=request.POST.get("reason") or _("not agreed"),
            )
        messages.success(request, _("Done."))
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    return redirect("subsidies:budgets")


@require_POST
@requires(Action.PAYEE_CONFIRM)
def confirm(request: ActorRequest, payee_id: int) -> HttpResponse:
    """The account was compared with the papers of the facility."""
    payee_here(payee_id)
    try:
        confirm_payee(by=request.actor, payee_id=payee_id)
        messages.success(request, _("The account is confirmed."))
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    return redirect("subsidies:budgets")


@require_safe
@requires(Action.CLAIM_VIEW)
def claim_file(request: ActorRequest, claim_id: int) -> HttpResponseBase:
    """Everything about a claim to take away, as workbook or PDF."""
    row, as_pdf = submitted_claim(claim_id), request.GET.get("as") == "pdf"
    return exports.claim_pdf(request.actor, row) if as_pdf else exports.claim_file(request.actor, row)
