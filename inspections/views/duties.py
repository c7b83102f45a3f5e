"""Recurring duties: the officer's list, the facility's own, one period with its acts, and each step of it."""

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import ActorRequest, requires
from accounts.acting import Trail, act, said, version_of
from accounts.actions import Action
from accounts.workflow import allow
from facilities.choosing import chosen_of
from inspections import exports, workflow
from inspections.filters import DutyFilters
from inspections.forms.duties import ActForm, OrderForm, WithdrawActForm
from inspections.models import DutyPeriod
from inspections.presentation.duties import (
    duties_context,
    duty_context,
    duty_title,
    entry_note,
    facility_duties,
)
from inspections.queries import duties as read
from inspections.queries.duty_law import duty_of
from inspections.views.evidence import one_of_duty
from inspections.views.shared import finding_page
from inspections.workflow import Act
from kernel import clock

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(Action.INSPECTION_VIEW)
def duties(request: ActorRequest) -> HttpResponse:
    """What is owed again and again: missed, open, done."""
    filters = DutyFilters.read(request.GET)
    page = read.duties_page(filters, request.GET)
    context = duties_context(filters, page, read.tab_counts(filters), request.actor)
    return render(request, "inspections/duties.html", context)


@require_safe
@requires(Action.INSPECTION_VIEW)
def export(request: ActorRequest) -> FileResponse:
    """The filtered duties of a tab as a spreadsheet."""
    return exports.duties(request.actor, DutyFilters.read(request.GET))


@require_safe
@requires(Action.SELF_CHECK_FILL)
def mine(request: ActorRequest) -> HttpResponse:
    """What the chosen facility owes by the period, and what offices owe it."""
    facility, facilities = chosen_of(request)
    context = {"facility": facility, "facilities": facilities, "facility_name": facility.name}
    context |= facility_duties(read.duties_of(facility.pk))
    return render(request, "inspections/my_duties.html", context)


@require_safe
@requires(Action.INSPECTION_VIEW)
def duty(request: ActorRequest, duty_id: int) -> HttpResponse:
    """One duty of one period with what was done."""
    row = _seen(request, duty_id)
    return render(request, "inspections/duty.html", duty_context(row, request.actor))


@form_page
@requires(Action.DUTY_RECORD)
def record(request: ActorRequest, duty_id: int) -> HttpResponse:
    """Write down what was done."""
    row = _seen(request, duty_id)
    law = duty_of(row.region_id, row.duty, clock.today())
    form = ActForm(request.POST or None, request.FILES or None, law=law, initial={"done_on": clock.today()})

    def perform() -> str:
        given: dict[str, Any] = {
            **form.cleaned_data,
            "file": one_of_duty(request, row, form.cleaned_data["file"]),
        }
        key = request.POST.get("idempotency_key", "")
        workflow.record_act(by=request.actor, duty_id=row.pk, act=Act(**given, client_key=key))
        return _page(row)

    title = _("Record what was done")
    words = said(title, _trail(request, row, title), _("Save"), _("Saved and counted."))
    more: dict[str, Any] = {"upload": True, "once": True, "note": entry_note(row), "note_tone": "info"}
    return act(request, form, perform=perform, **more, **words)


@form_page
@requires(Action.DUTY_RECORD)
def withdraw(request: ActorRequest, duty_id: int, act_id: int) -> HttpResponse:
    """What was recorded does not count."""
    row, found, form = _seen(request, duty_id), read.act(act_id), WithdrawActForm(request.POST or None)

    def perform() -> str:
        given = {"act_id": found.pk, "version": version_of(request), **form.cleaned_data}
        workflow.withdraw_act(by=request.actor, **given)
        return _page(row)

    title = _("Withdraw what was recorded")
    words = said(
        title, _trail(request, row, title), _("Withdraw"), _("Withdrawn. The period is counted anew.")
    )
    return act(request, form, perform=perform, version=found.version, **words)


@form_page
@requires(Action.RECTIFICATION_DECIDE)
def order(request: ActorRequest, duty_id: int) -> HttpResponse:
    """The facility is ordered to make good what it missed."""
    row = _seen(request, duty_id)
    missed = _("Missed: %(duty)s") % {"duty": duty_title(row.rule)}
    form = OrderForm(request.POST or None, initial={"problem": missed, "days": 10})

    def perform() -> str:
        finding = workflow.order_for_duty(by=request.actor, duty_id=row.pk, **form.cleaned_data)
        return finding_page(finding.pk)

    title = _("Order to rectify")
    words = said(title, _trail(request, row, title), title, _("Ordered. The facility owes it by the day."))
    return act(request, form, perform=perform, **words)


def _seen(request: ActorRequest, duty_id: int) -> DutyPeriod:
    row = read.duty(duty_id)
    allow(request.actor, Action.INSPECTION_VIEW, row)
    return row


def _page(row: DutyPeriod) -> str:
    return reverse("inspections:duty", args=[row.pk])


def _trail(request: ActorRequest, row: DutyPeriod, title: object) -> Trail:
    first = reverse("inspections:my_duties" if request.actor.is_operator else "inspections:duties")
    return [(_("Recurring duties"), first), (duty_title(row.rule), _page(row)), (title, "")]
