"""Payment batches: built, frozen, released, answered by the bank, reconciled."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError
from accounts.permissions import decide
from regions.keyset import cursor_of, page
from subsidies import exports
from subsidies.forms.answers import AnswerForm, read_answers
from subsidies.forms.claims import ReasonForm
from subsidies.models import BatchLine, PaymentBatch
from subsidies.presentation.batches import STATES, batch_context
from subsidies.queries.batches import waiting_for_payment
from subsidies.workflow import (
    build_batch,
    dissolve_batch,
    freeze_batch,
    record_answers,
    reissue,
    release_batch,
)

_ORDER = ("-built_at", "-id")
_VERBS: dict[str, Callable[..., Any]] = {"freeze": freeze_batch, "release": release_batch}


@require_safe
@requires(Action.LEDGER_VIEW)
def batches(request: ActorRequest) -> HttpResponse:
    """What waits for payment, and the batches, the newest first."""
    found = page(
        PaymentBatch.objects.all(), order=_ORDER, cursor=cursor_of(request.GET, PaymentBatch, _ORDER)
    )
    here = reverse("subsidies:batches")
    context = {
        "waiting": waiting_for_payment(request.actor.region_id),
        "may_build": bool(decide(request.actor, Action.BATCH_BUILD)),
        "rows": [(row, STATES[row.state]) for row in found.rows],
        "next_url": f"{here}?after={found.next}" if found.next else "",
        "previous_url": f"{here}?before={found.previous}" if found.previous else "",
    }
    return render(request, "subsidies/batches.html", context)


@require_POST
@requires(Action.BATCH_BUILD)
def build(request: ActorRequest) -> HttpResponse:
    """Put everything of a programme that waits into one batch."""
    try:
        batch = build_batch(
            by=request.actor, region=request.actor.region_id, programme=request.POST.get("programme", "")
        )
    except DomainError as refusal:
        for each in refusal.extra.get("problems") or [refusal]:
            messages.error(request, str(each.message))
        return redirect("subsidies:batches")
    return redirect("subsidies:batch", batch.pk)


@require_safe
@requires(Action.LEDGER_VIEW)
def batch(request: ActorRequest, batch_id: int) -> HttpResponse:
    """One batch: should against paid, three persons, every line with what the bank says."""
    row = PaymentBatch.objects.get(pk=batch_id)
    context = batch_context(row, request.actor)
    return render(request, "subsidies/batch.html", {**context, "form": AnswerForm()})


@require_POST
@requires(Action.BATCH_BUILD, Action.PAYMENT_RELEASE)
def turn_batch(request: ActorRequest, batch_id: int, turn: str) -> HttpResponse:
    """Freeze or release a batch."""
    if turn not in _VERBS:
        raise Http404
    version = request.POST.get("version", "")
    try:
        _VERBS[turn](
            by=request.actor,
            batch_id=batch_id,
            version=int(version) if version.isascii() and version.isdigit() else None,
        )
        messages.success(request, _("Done."))
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    return redirect("subsidies:batch", batch_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.BATCH_BUILD)
def dissolve(request: ActorRequest, batch_id: int) -> HttpResponse:
    """Take a batch apart, with a reason."""
    row, form = PaymentBatch.objects.get(pk=batch_id), ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            dissolve_batch(by=request.actor, batch_id=batch_id, reason=form.cleaned_data["reason"])
            messages.success(request, _("The batch is taken apart."))
            return redirect("subsidies:batches")
        except DomainError as refusal:
            form.add_error("reason", str(refusal.message))
    status = 422 if form.is_bound else 200
    return render(request, "subsidies/dissolve.html", {"batch": row, "form": form}, status=status)


@require_POST
@requires(Action.PAYMENT_ANSWER)
def answer(request: ActorRequest, batch_id: int) -> HttpResponse:
    """Take in the bank's answer, all of it or nothing; what is wrong is named by row."""
    row, form = PaymentBatch.objects.get(pk=batch_id), AnswerForm(request.POST, request.FILES)
    problems: list[str] = []
    if form.is_valid():
        try:
            told = read_answers(form.cleaned_data["file"].read())
            record_answers(by=request.actor, batch_id=batch_id, answers=told)
            messages.success(request, _("%(number)s answers taken in.") % {"number": len(told)})
            return redirect("subsidies:batch", batch_id)
        except DomainError as refusal:
            problems = [str(each.message) for each in refusal.extra.get("problems") or [refusal]]
    context = {**batch_context(row, request.actor), "form": form, "problems": problems}
    return render(request, "subsidies/batch.html", context, status=422)


@require_POST
@requires(Action.PAYMENT_RELEASE)
def again(request: ActorRequest, line_id: int) -> HttpResponse:
    """Pay a line that came back once more."""
    line = BatchLine.objects.get(pk=line_id)
    try:
        reissue(by=request.actor, line_id=line_id)
        messages.success(request, _("Issued anew."))
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    return redirect("subsidies:batch", line.batch_id)


@require_POST
@requires(Action.PAYMENT_RELEASE)
def payment_file(request: ActorRequest, batch_id: int) -> HttpResponseBase:
    """The file for the bank; only of a released batch."""
    row = PaymentBatch.objects.get(pk=batch_id, released_at__isnull=False)
    return exports.payment_file(request.actor, row)


@require_safe
@requires(Action.PAYMENT_ANSWER)
def answer_form(request: ActorRequest, batch_id: int) -> HttpResponse:
    """The file that the bank fills in."""
    return exports.answer_form(PaymentBatch.objects.get(pk=batch_id))
