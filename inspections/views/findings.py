"""Rectification: the tracking list, one finding, and each step of it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import ActorRequest, requires
from accounts.acting import act, said, version_of
from accounts.actions import Action
from accounts.workflow import allow
from inspections import exports, workflow
from inspections.filters import FindingFilters
from inspections.forms.findings import DaysForm, OutcomeForm, ReferForm, ReportForm, WhyForm
from inspections.models import Finding, FindingFile
from inspections.presentation.findings import finding_context, tracking_context
from inspections.queries import findings as read
from inspections.views.evidence import stored
from inspections.views.shared import finding_page, finding_trail, other_departments, picture
from kernel import clock

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(Action.INSPECTION_VIEW)
def findings(request: ActorRequest) -> HttpResponse:
    """What facilities have to put right, by day."""
    filters = FindingFilters.read(request.GET)
    page = read.findings_page(filters, request.GET)
    context = tracking_context(filters, page, read.tab_counts(filters), request.actor)
    if (chosen := request.GET.get("chosen", "")).isdigit() and len(chosen) < 12:
        row = read.finding_if_seen(int(chosen))
        context["chosen"] = finding_context(row, request.actor) if row else None
    return render(request, "inspections/findings.html", context)


@require_safe
@requires(Action.INSPECTION_VIEW)
def export(request: ActorRequest) -> FileResponse:
    """The tracking list of a tab as a spreadsheet."""
    return exports.findings(request.actor, FindingFilters.read(request.GET))


@require_safe
@requires(Action.INSPECTION_VIEW)
def finding(request: ActorRequest, finding_id: int) -> HttpResponse:
    """One finding with its way."""
    row = _seen(request, finding_id)
    return render(request, "inspections/finding.html", finding_context(row, request.actor))


@form_page
@requires(Action.RECTIFICATION_REPORT, Action.INSPECTION_RECORD)
def report(request: ActorRequest, finding_id: int) -> HttpResponse:
    """The facility says what was put right, with pictures."""
    form = ReportForm(request.POST or None, request.FILES or None)

    def perform(row: Finding) -> None:
        files = stored(request, row.facility, form.cleaned_data["files"])
        given = {"finding_id": row.pk, "version": version_of(request), "text": form.cleaned_data["text"]}
        workflow.report_rectified(by=request.actor, files=files, **given)

    words = (_("Report what was put right"), _("Send"), _("Sent. Another person rechecks it."))
    return _page(request, finding_id, form, words, perform, upload=True)


@form_page
@requires(Action.RECTIFICATION_VERIFY)
def verify(request: ActorRequest, finding_id: int) -> HttpResponse:
    """Another person finds it put right."""
    words = (_("Recheck passed"), _("Close the finding"), _("Closed."))
    return _step(request, finding_id, OutcomeForm, words, workflow.verify_rectified)


@form_page
@requires(Action.RECTIFICATION_VERIFY)
def reject(request: ActorRequest, finding_id: int) -> HttpResponse:
    """The recheck is not passed."""
    words = (_("Recheck not passed"), _("Send back"), _("The facility owes it again."))
    return _step(request, finding_id, DaysForm, words, workflow.reject_rectification)


@form_page
@requires(Action.RECTIFICATION_DECIDE)
def extend(request: ActorRequest, finding_id: int) -> HttpResponse:
    """More time, with a reason."""
    words = (_("Give more time"), _("Give more time"), _("The new day is set."))
    return _step(request, finding_id, DaysForm, words, workflow.extend_finding)


@form_page
@requires(Action.RECTIFICATION_DECIDE)
def reopen(request: ActorRequest, finding_id: int) -> HttpResponse:
    """What was closed is wrong again."""
    words = (_("Open again"), _("Open again"), _("The facility owes it again."))
    return _step(request, finding_id, DaysForm, words, workflow.reopen_finding)


@form_page
@requires(Action.RECTIFICATION_DECIDE)
def withdraw(request: ActorRequest, finding_id: int) -> HttpResponse:
    """It was no finding."""
    words = (_("Withdraw the finding"), _("Withdraw"), _("Withdrawn."))
    return _step(request, finding_id, WhyForm, words, workflow.withdraw_finding)


@form_page
@requires(Action.SUSPENSION_ORDER)
def suspend(request: ActorRequest, finding_id: int) -> HttpResponse:
    """The service stops until it is put right."""
    words = (_("Order to suspend the service"), _("Order the suspension"), _("The service is suspended."))
    note = _(
        "The facility and the public list say so at once. It resumes when the authority lifts the order."
    )
    return _step(request, finding_id, WhyForm, words, workflow.order_suspension, note=note)


@form_page
@requires(Action.RECTIFICATION_DECIDE)
def refer(request: ActorRequest, finding_id: int) -> HttpResponse:
    """Another department deals with it by a day of its own."""
    row = _seen(request, finding_id)
    offices = other_departments(request.actor, row.region_id, clock.today())
    form = ReferForm(request.POST or None, departments=[(each.pk, each.name) for each in offices])

    def perform(row: Finding) -> None:
        given = {**form.cleaned_data, "version": version_of(request)}
        given["department_id"] = given.pop("department")
        workflow.refer_finding(by=request.actor, finding_id=row.pk, **given)

    words = (_("Refer to another department"), _("Refer"), _("Referred. The facility's own day runs on."))
    return _page(request, finding_id, form, words, perform)


@require_safe
@requires(Action.INSPECTION_VIEW)
def file(request: ActorRequest, finding_id: int, number: int) -> HttpResponse:
    """A picture of a finding."""
    row = _seen(request, finding_id)
    return picture(request, get_object_or_404(FindingFile, pk=number, finding=row).file)


def _seen(request: ActorRequest, finding_id: int) -> Finding:
    row = read.finding(finding_id)
    allow(request.actor, Action.INSPECTION_VIEW, row)
    return row


def _step(
    request: ActorRequest,
    finding_id: int,
    shape: type[forms.Form],
    words: tuple[str, str, str],
    verb: Callable[..., Any],
    **more: Any,
) -> HttpResponse:
    form = shape(request.POST or None)

    def perform(row: Finding) -> None:
        verb(by=request.actor, finding_id=row.pk, version=version_of(request), **form.cleaned_data)

    return _page(request, finding_id, form, words, perform, **more)


def _page(
    request: ActorRequest,
    finding_id: int,
    form: forms.Form,
    words: tuple[str, str, str],
    perform: Callable[[Finding], None],
    **more: Any,
) -> HttpResponse:
    row = _seen(request, finding_id)

    def done() -> str:
        perform(row)
        return finding_page(row.pk)

    title, button, told = words
    shown = said(title, finding_trail(row, title, request.actor), button, told)
    return act(request, form, perform=done, version=row.version, **shown, **more)
