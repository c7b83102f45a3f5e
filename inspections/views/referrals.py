"""Referrals and suspensions: what another department answers, and when the service resumes."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import ActorRequest, requires
from accounts.acting import act, said, version_of
from accounts.actions import Action
from accounts.errors import NotAllowed
from accounts.permissions import OUT_OF_REACH, decide
from inspections import workflow
from inspections.forms.findings import AnswerForm, WhyForm
from inspections.models import Referral
from inspections.presentation.words import REFERRALS, SEVERITIES, spoken
from inspections.queries import findings as read
from inspections.views.shared import finding_page, finding_trail
from obligations.presentation import clause_of

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(Action.REFERRAL_ANSWER)
def referrals(request: ActorRequest) -> HttpResponse:
    """What was referred to one's own office."""
    rows = read.referrals_to(request.actor.department_id or 0)
    context = {"rows": [(row, REFERRALS[row.state], clause_of(row.finding.source)) for row in rows]}
    return render(request, "inspections/referrals.html", context)


@form_page
@requires(Action.REFERRAL_ANSWER, Action.INSPECTION_VIEW)
def referral(request: ActorRequest, referral_id: int) -> HttpResponse:
    """One referral; its department answers here."""
    row, form = _seen(request, referral_id), AnswerForm(request.POST or None)

    def perform() -> str:
        given = {"referral_id": row.pk, "version": version_of(request), **form.cleaned_data}
        workflow.answer_referral(by=request.actor, **given)
        return request.path

    title = _("Referred finding")
    words = said(title, [(title, "")], _("Answer"), _("Answered."))
    shown = {**words, **_shown(row, request)}
    return act(request, form, perform=perform, template="inspections/referral.html", **shown)


@form_page
@requires(Action.RECTIFICATION_DECIDE)
def take_back(request: ActorRequest, referral_id: int) -> HttpResponse:
    """No answer is needed any more."""
    row, form = _seen(request, referral_id), WhyForm(request.POST or None)

    def perform() -> str:
        given = {"referral_id": row.pk, "version": version_of(request), **form.cleaned_data}
        workflow.take_back_referral(by=request.actor, **given)
        return finding_page(row.finding_id)

    title = _("Take the referral back")
    words = said(title, finding_trail(row.finding, title, request.actor), title, _("Taken back."))
    return act(request, form, perform=perform, version=row.version, **words)


@form_page
@requires(Action.SUSPENSION_ORDER)
def lift(request: ActorRequest, suspension_id: int) -> HttpResponse:
    """The service may resume."""
    row = read.suspension_here(suspension_id)
    form = WhyForm(request.POST or None)

    def perform() -> str:
        given = {"suspension_id": row.pk, "version": version_of(request), **form.cleaned_data}
        workflow.lift_suspension(by=request.actor, **given)
        return finding_page(row.finding_id)

    title = _("Lift the suspension")
    words = said(title, finding_trail(row.finding, title, request.actor), title, _("The service may resume."))
    return act(request, form, perform=perform, version=row.version, **words)


def _shown(row: Referral, request: ActorRequest) -> dict[str, Any]:
    return {
        "referral": row,
        "badge": REFERRALS[row.state],
        "text": spoken(row.finding.text),
        "severity": SEVERITIES[row.finding.severity],
        "clause": clause_of(row.finding.source),
        "mine": row.department_id == request.actor.department_id and row.state == "SENT",
        "version": row.version,
    }


def _seen(request: ActorRequest, referral_id: int) -> Referral:
    """A referral to one's own office, or of a finding that one may see."""
    row = read.referral(referral_id)
    if row.department_id == request.actor.department_id or decide(request.actor, Action.INSPECTION_VIEW, row):
        return row
    raise NotAllowed(OUT_OF_REACH)
