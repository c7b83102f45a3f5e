"""The claims as those see them who decide: the queue, one claim opened to its steps, and the acts on it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import DomainError
from kernel import clock
from subsidies.forms.claims import ReasonForm, ReturnForm
from subsidies.models import SubsidyClaim
from subsidies.presentation.claims import (
    STATES,
    TABS,
    acts_for,
    asks_reason,
    explanation_of,
    own_tab,
    people_of,
    period_of,
    programme_name,
    programme_of,
)
from subsidies.presentation.evidence import papers_asked
from subsidies.presentation.lines import lines_shown
from subsidies.presentation.queue import chosen_filters, queue_context
from subsidies.queries import claims_page, lines_of, places_in_queue
from subsidies.queries.batches import batch_of
from subsidies.queries.claims import submitted_claim
from subsidies.queries.digest import digest_of_claim
from subsidies.queries.gates import gates
from subsidies.workflow import (
    check_claims,
    confirm_facts,
    make_claims,
    recompute_claim,
    reject_claim,
    return_claim,
    send_back,
)

#: Acts on one claim that need no reason.
_PLAIN: dict[str, Callable[[Actor, int], Any]] = {
    "confirm": lambda by, pk: confirm_facts(by=by, claim_id=pk),
    "make": lambda by, pk: make_claims(by=by, claim_ids=[pk]),
    "check": lambda by, pk: check_claims(by=by, claim_ids=[pk]),
    "recompute": lambda by, pk: recompute_claim(by=by, claim_id=pk),
}
#: While a claim stands here, what keeps the facility from being paid is shown.
_OPEN = ("FACTS", "MAKING", "QUEUED", "RETURNED")
_SAYING_WHY: dict[str, Callable[..., Any]] = {
    "confirm": confirm_facts,
    "return": return_claim,
    "reject": reject_claim,
    "send_back": send_back,
}


@require_safe
@requires(Action.CLAIM_VIEW)
def claims(request: ActorRequest) -> HttpResponse:
    """The queue: budgets above, claims by step below, the own step first."""
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else own_tab(request.actor)
    found = claims_page(request.GET, states=TABS[tab][1], **chosen_filters(request.GET))
    return render(request, "subsidies/claims.html", queue_context(request.actor, request.GET, tab, found))


@require_POST
@requires(Action.CLAIM_MAKE, Action.CLAIM_CHECK)
def passing(request: ActorRequest) -> HttpResponse:
    """Pass the chosen claims together: all of them or none."""
    ids = [int(each) for each in request.POST.getlist("claim") if each.isascii() and each.isdigit()]
    tab = request.POST.get("tab", "")
    verb = check_claims if tab == "checking" else make_claims
    try:
        done = verb(by=request.actor, claim_ids=ids)
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        queued = sum(1 for claim in done if claim.state == "QUEUED")
        messages.success(request, _("%(number)s claims passed.") % {"number": len(done) - queued})
        if queued:
            messages.warning(request, _("%(number)s wait for budget.") % {"number": queued})
    return redirect(f"{reverse('subsidies:claims')}?tab={tab if tab in TABS else 'all'}")


@require_safe
@requires(Action.CLAIM_VIEW)
def claim(request: ActorRequest, claim_id: int) -> HttpResponse:
    """Everything about one claim: the amount opened to its steps, the law, who passed it, every line."""
    return render(request, "subsidies/claim.html", _context(request, submitted_claim(claim_id)))


def _context(request: ActorRequest, row: SubsidyClaim) -> dict[str, Any]:
    lines = lines_of(row)
    return {
        "claim": row,
        "programme": programme_name(row),
        "badge": STATES[row.state],
        "period": period_of(row),
        "answer": explanation_of(row),
        "people": people_of(row),
        "lines": lines_shown(row, lines[:200]),
        "batch": batch_of(row),
        "digest": digest_of_claim(row),
        "more": max(0, len(lines) - 200),
        "cut": sum(1 for line in lines if not line.amount),
        "papers": papers_asked(row, programme_of(row)),
        "queue_place": places_in_queue([row]).get(row.pk),
        "gates": gates(row.facility_id, clock.today(), row.programme) if row.state in _OPEN else [],
        "acts": acts_for(row, request.actor),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CLAIM_FACTS, Action.CLAIM_MAKE, Action.CLAIM_CHECK)
def decide(request: ActorRequest, claim_id: int, act: str) -> HttpResponse:
    """One act on one claim; one that must say why asks for the reason first."""
    if act not in (*_PLAIN, *_SAYING_WHY):
        raise Http404
    row = submitted_claim(claim_id)
    if act in _PLAIN and not asks_reason(row, act):
        if request.method == "POST":
            _told(request, lambda: _PLAIN[act](request.actor, claim_id))
        return redirect("subsidies:claim", claim_id)
    form = ReturnForm(row, request.POST or None) if act == "return" else ReasonForm(request.POST or None)
    if form.is_valid():
        said = {**form.cleaned_data, "version": _version(request)}
        _told(request, lambda: _SAYING_WHY[act](by=request.actor, claim_id=claim_id, **said))
        return redirect("subsidies:claim", claim_id)
    context = {"claim": row, "form": form, "what": act, "programme": programme_name(row)}
    return render(request, "subsidies/claim_act.html", context, status=422 if form.is_bound else 200)


def _told(request: ActorRequest, verb: Callable[[], Any]) -> None:
    """Run a verb and say what came of it."""
    try:
        verb()
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Done."))


def _version(request: ActorRequest) -> int | None:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() else None
