"""Filling in a filing, step by step; what is typed is saved by itself."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import Stale
from kernel import clock
from registration.enums import FilingState
from registration.facts import MATERIALS, take
from registration.facts.asks import CONFIRM
from registration.forms.answers import about_new_head, posted, read_starting_point, starting_point
from registration.models import Filing
from registration.presentation.operator.conflict import autosave_conflict
from registration.presentation.operator.review import review_context
from registration.presentation.operator.wizard import asks_of, step_context
from registration.queries import operator as read
from registration.workflow.drafting import save_draft
from registration.workflow.material_list import form_is_open

_TEMPLATES = {MATERIALS: "materials", CONFIRM: "confirm"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.FILING_FILL)
def step(request: ActorRequest, filing_id: int, step: str) -> HttpResponse:
    """One step: its questions, what is wrong with them, the way on. Posting saves, whatever is missing."""
    filing = _open_filing(filing_id, step)
    if filing is None:
        if request.method == "POST":
            messages.warning(
                request, _("Nothing was changed: this filing is being reviewed. Withdraw it to change it.")
            )
        return redirect("operator:filing", filing_id)
    if request.method == "POST":
        return _saved(request, filing, step)
    return _page(request, filing, step, faults="check" in request.GET)


def _open_filing(filing_id: int, step: str) -> Filing | None:
    """The filing when this step of it can be filled in now; 404 for a step it does not have."""
    filing = read.my_filing(filing_id)
    try:
        asks_of(filing, step)
    except KeyError:
        raise Http404(step) from None
    if filing.state == FilingState.DRAFT:
        return filing
    again = filing.state == FilingState.SUPPLEMENT_REQUESTED
    return filing if again and (step in (MATERIALS, CONFIRM) or form_is_open(filing)) else None


def _page(
    request: ActorRequest, filing: Filing, step: str, *, status: int = 200, **shown: Any
) -> HttpResponse:
    context = step_context(filing, step, **shown)
    if step == CONFIRM:
        context |= review_context(filing)
    name = _TEMPLATES.get(step, "step")
    return render(request, f"registration/operator/{name}.html", context, status=status)


def _saved(request: ActorRequest, filing: Filing, step: str) -> HttpResponse:
    asks = asks_of(filing, step)
    typed = about_new_head(posted(asks, request.POST), filing.form, request.POST.get("former_head", ""))
    seen = read_starting_point(request.POST.get("version", ""))
    try:
        filing = save_draft(by=request.actor, filing_id=filing.pk, form=typed, seen=seen)
    except Stale as stale:
        return _page(request, filing, step, status=409, typed=typed, stale=stale)
    go = request.POST.get("go", "next")
    if go == "leave":
        messages.success(request, _("Saved. You can go on at any time."))
        return redirect("operator:home")
    unread = take(asks, typed)[1]
    context = step_context(filing, step, faults=True)
    target = context["previous"] if go == "previous" else context["next"] or step
    if go == "next" and (unread or any(gap.step == step for gap in context["gaps"])):
        return _page(request, read.my_filing(filing.pk), step, status=422, faults=True, unread=unread)
    return redirect("operator:step", filing.pk, target or step)


@require_POST
@requires(Action.FILING_FILL)
def autosave(request: ActorRequest, filing_id: int, step: str) -> JsonResponse:
    """Keep what was typed so far. 409 tells what another window changed, 422 what could not be read; both keep it."""
    filing = _open_filing(filing_id, step)
    if filing is None:
        return JsonResponse({"code": "CLOSED", "message": _("This filing is being reviewed.")}, status=409)
    asks = asks_of(filing, step)
    typed, seen = posted(asks, request.POST), read_starting_point(request.POST.get("version", ""))
    try:
        saved = save_draft(by=request.actor, filing_id=filing_id, form=typed, seen=seen)
    except Stale as stale:
        return autosave_conflict(request, stale, version=starting_point(asks, read.my_filing(filing_id).form))
    _values, errors = take(asks, typed)
    body = {
        "version": starting_point(asks, saved.form),
        "saved_at": f"{clock.now():%H:%M}",
        "errors": {name: str(words) for name, words in errors.items()},
    }
    return JsonResponse(body, status=422 if errors else 200)
