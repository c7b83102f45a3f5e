"""The acts on a filing as a whole: start, submit, withdraw."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import Stale
from registration.enums import FilingKind, FilingState
from registration.errors import Incomplete, WrongState
from registration.facts.asks import CONFIRM
from registration.forms.answers import posted
from registration.models import Filing
from registration.presentation.operator.review import review_context
from registration.presentation.operator.wizard import asks_of, step_context
from registration.queries import operator as read
from registration.workflow.drafting import save_draft, start_filing
from registration.workflow.material_list import form_is_open
from registration.workflow.submitting import submit, withdraw


@require_POST
@requires(Action.FILING_FILL)
def start(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Begin a filing of a kind, or go on with the one that is open."""
    kind = request.POST.get("kind", FilingKind.FIRST.value)
    if kind not in FilingKind.values:
        kind = FilingKind.FIRST.value
    try:
        filing = start_filing(by=request.actor, facility_id=facility_id, kind=kind)
    except WrongState as refusal:
        messages.error(request, f"{refusal.message} {refusal.remedy}".strip())
        return (
            redirect("operator:filing", refusal.extra["filing"])
            if "filing" in refusal.extra
            else redirect("operator:changes")
        )
    return redirect("operator:filing", filing.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.FILING_SUBMIT)
def hand_in(request: ActorRequest, filing_id: int) -> HttpResponse:
    """Sign and submit. What is missing, and what another window changed, is shown on the last step."""
    filing = read.my_filing(filing_id)
    if request.method != "POST" or filing.state not in (FilingState.DRAFT, FilingState.SUPPLEMENT_REQUESTED):
        return redirect("operator:filing", filing_id)
    typed = posted(asks_of(filing, CONFIRM), request.POST)
    try:
        _unchanged(request, filing)
        if form_is_open(filing):
            filing = save_draft(by=request.actor, filing_id=filing_id, form=typed)
        submit(by=request.actor, filing_id=filing_id, version=filing.version)
    except Stale as stale:
        return _last_step(request, filing_id, 409, stale=stale, typed=typed)
    except Incomplete:
        return _last_step(request, filing_id, 422)
    messages.success(request, _("Submitted. The health commission has received it."))
    return redirect("operator:filing", filing_id)


def _unchanged(request: ActorRequest, filing: Filing) -> None:
    """What is signed must be what was read: the page carries the version it showed."""
    shown = request.POST.get("shown", "")
    if shown != str(filing.version):
        raise Stale(
            _("This filing was changed in another window."),
            changed_by=str(filing.saved_by or ""),
            changed_at=filing.saved_at,
            changes=[],
        )


def _last_step(request: ActorRequest, filing_id: int, status: int, **more: object) -> HttpResponse:
    filing = read.my_filing(filing_id)
    context = step_context(filing, CONFIRM, faults=True, **more) | review_context(filing)  # type: ignore[arg-type]
    return render(request, "registration/operator/confirm.html", context, status=status)


@require_POST
@requires(Action.FILING_SUBMIT)
def take_back(request: ActorRequest, filing_id: int) -> HttpResponse:
    """Withdraw a filing that is not decided; a draft is thrown away, a submitted one can be taken up again."""
    filing = withdraw(by=request.actor, filing_id=filing_id, reason=request.POST.get("reason", ""))
    messages.success(
        request,
        _("Withdrawn. Your answers and files are kept for the next time.")
        if filing.round
        else _("Draft discarded."),
    )
    return redirect("operator:home")
