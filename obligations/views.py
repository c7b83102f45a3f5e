"""Pages of the inbox."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from obligations import exports
from obligations.filters import InboxFilters
from obligations.forms import AssignForm, way_back
from obligations.presentation.effects import effects_context, recount_context
from obligations.presentation.explained import explanation_context
from obligations.presentation.finished import finished_context
from obligations.presentation.inbox import list_context, side_context
from obligations.presentation.preview import counts_context, preview_context
from obligations.queries.effects import latest_recount
from obligations.queries.subjects import visible
from obligations.workflow import assign, urge
from policy.enums import ProposalKind
from policy.queries.history import proposal_of


@require_safe
@requires(Action.INBOX_VIEW)
def inbox(request: ActorRequest) -> HttpResponse:
    """What is due, in the order of its due date. A swap by htmx needs the list alone."""
    filters = InboxFilters.read(request.GET)
    context = list_context(request.actor, filters, request.GET)
    if not request.headers.get("HX-Request"):
        context |= side_context(request.actor)
    return render(request, "obligations/inbox.html", context)


@require_safe
@requires(Action.INBOX_VIEW)
def export(request: ActorRequest) -> FileResponse:
    """The filtered inbox as a spreadsheet."""
    return exports.export(request.actor, InboxFilters.read(request.GET))


@require_safe
@requires(Action.INBOX_VIEW)
def finished(request: ActorRequest) -> HttpResponse:
    """What was settled, the latest first, with how it ended."""
    return render(request, "obligations/finished.html", finished_context(request.actor, request.GET))


@require_safe
@requires(Action.INBOX_VIEW, Action.OPERATOR_HOME)
def explanation(request: ActorRequest, obligation_id: int) -> HttpResponse:
    """Why a due date is that date; in place for htmx, as a page without."""
    context = explanation_context(visible(obligation_id), request.actor)
    name = "_explanation" if request.headers.get("HX-Request") else "explanation"
    return render(request, f"obligations/{name}.html", context)


@require_safe
@requires(Action.INBOX_VIEW)
def effects(request: ActorRequest) -> HttpResponse:
    """Which due dates a calendar touches, and which it has moved."""
    return render(request, "obligations/effects.html", effects_context(request.actor, request.GET))


@require_safe
@requires(Action.POLICY_PROPOSE, Action.POLICY_APPROVE)
def proposal_effects(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """Every open due date that a proposed arrangement would move; the numbers alone for the proposal's own page."""
    proposal = proposal_of(proposal_id, ProposalKind.CALENDAR)
    if request.headers.get("HX-Request"):
        return render(request, "obligations/_preview_counts.html", counts_context(request.actor, proposal))
    context = preview_context(request.actor, proposal, request.GET)
    return render(request, "obligations/preview.html", context)


@require_safe
@requires(Action.INBOX_VIEW, Action.POLICY_PROPOSE, Action.POLICY_APPROVE)
def recount(request: ActorRequest) -> HttpResponse:
    """How far the open due dates are counted anew after a publication; asked again every other second."""
    context = {"recount": recount_context(request.actor, latest_recount())}
    return render(request, "obligations/_recount.html", context)


@require_POST
@requires(Action.OBLIGATION_URGE)
def urge_owner(request: ActorRequest, obligation_id: int) -> HttpResponse:
    """Remind whoever owes it."""
    row = urge(by=request.actor, obligation_id=obligation_id)
    messages.success(request, _("The owner was urged (%(n)s so far).") % {"n": row.urged_count})
    return redirect(way_back(request))


@require_POST
@requires(Action.OBLIGATION_ASSIGN)
def assign_to(request: ActorRequest, obligation_id: int) -> HttpResponse:
    """Give a duty to a colleague, or back to the office."""
    form = AssignForm(request.POST, department_id=request.actor.department_id)
    if form.is_valid():
        assign(by=request.actor, obligation_id=obligation_id, user_id=form.cleaned_data["user"])
        messages.success(request, _("Given."))
    else:
        messages.error(request, _("Choose somebody of your own office."))
    return redirect(way_back(request))
