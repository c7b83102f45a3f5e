"""After a non-compliance notice: what was put right, with its proof."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from documents.enums import Purpose
from documents.workflow import receive_upload
from registration.enums import FilingState
from registration.errors import Incomplete, WrongState
from registration.presentation.operator.status import status_context
from registration.queries import operator as read
from registration.workflow.verifying import report_rectification


def _page(request: ActorRequest, filing_id: int, status: int = 200, **more: Any) -> HttpResponse:
    context = {**status_context(read.my_filing(filing_id)), "text": "", "error": "", **more}
    return render(request, "registration/operator/rectify.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.FILING_SUBMIT)
def rectify(request: ActorRequest, filing_id: int) -> HttpResponse:
    """Say what was put right; the health commission then checks again."""
    if read.my_filing(filing_id).state != FilingState.NONCOMPLIANCE_NOTIFIED:
        return redirect("operator:filing", filing_id)
    text = request.POST.get("text", "")
    if request.method != "POST":
        return _page(request, filing_id)
    try:
        report_rectification(by=request.actor, filing_id=filing_id, text=text)
    except Incomplete as refusal:
        return _page(request, filing_id, 422, text=text, error=refusal.message)
    messages.success(request, _("Reported. The health commission checks it again."))
    return redirect("operator:filing", filing_id)


@require_POST
@requires(Action.FILING_SUBMIT)
def proof(request: ActorRequest, filing_id: int) -> HttpResponse:
    """A photo or document that shows what was put right."""
    filing = read.my_filing(filing_id)
    notice = filing.notices.filter(closed_at=None).latest("id")
    if filing.state != FilingState.NONCOMPLIANCE_NOTIFIED:
        raise WrongState(_("There is nothing to report now."))
    given, stored, reason = request.FILES.get("file"), None, _("No file arrived. Please choose one.")
    if given is not None:
        stored = receive_upload(
            by=request.actor,
            facility=filing.facility,
            purpose=Purpose.RECTIFICATION,
            slot=f"notice-{notice.pk}",
            upload=given,
        )
        reason = "" if stored.usable else f"{stored.verdict.reason} {stored.verdict.remedy}"
    status = 422 if reason else 200
    if "HX-Request" not in request.headers:
        return _page(request, filing_id, status, reason=reason)
    context = {"filing": filing, "stored": stored, "reason": reason}
    return render(request, "registration/operator/_proof_answer.html", context, status=status)
