"""Visits: the lists, one visit with its checklist, planning and starting."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import ActorRequest, requires
from accounts.acting import act, said, version_of
from accounts.actions import Action
from facilities.queries.page import visible
from inspections import workflow
from inspections.enums import VisitState
from inspections.filters import VisitFilters
from inspections.forms.visits import PlanVisitForm, ReasonForm, ReplanForm, StartForm
from inspections.presentation.calendar import calendar_context
from inspections.presentation.lists import visits_context
from inspections.presentation.visits import checklist_context
from inspections.queries import visits as read
from inspections.views.shared import (
    colleagues,
    facility_trail,
    kind_choices,
    page_of,
    seen,
    visit_trail,
)
from kernel import clock

form_page = require_http_methods(["GET", "HEAD", "POST"])
SEES = (Action.INSPECTION_VIEW, Action.INSPECTION_RECORD)


@require_safe
@requires(*SEES)
def visits(request: ActorRequest) -> HttpResponse:
    """The visits of the place: ahead, under way, done."""
    filters = VisitFilters.read(request.GET)
    page = read.visits_page(request.actor, filters, request.GET)
    return render(request, "inspections/visits.html", visits_context(filters, page, request.actor))


@require_safe
@requires(*SEES)
def calendar(request: ActorRequest) -> HttpResponse:
    """A month of visits, by day and inspector."""
    context = calendar_context(request.actor, request.GET.get("month", ""))
    return render(request, "inspections/calendar.html", context)


@require_safe
@requires(*SEES)
def visit(request: ActorRequest, visit_id: int) -> HttpResponse:
    """One visit: while it is under way its checklist, else what it came to."""
    row = seen(request.actor, visit_id)
    if row.state == VisitState.UNDER_WAY:
        return render(request, "inspections/checklist.html", checklist_context(row, request.actor))
    context = {**checklist_context(row, request.actor), "findings": list(row.findings.order_by("id"))}
    return render(request, "inspections/visit.html", context)


@form_page
@requires(Action.INSPECTION_PLAN)
def plan(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Plan a visit to one facility."""
    facility, today = visible(facility_id), clock.today()
    given: dict[str, Any] = {"people": colleagues(request.actor), "kinds": kind_choices(facility, today)}
    form = PlanVisitForm(request.POST or None, initial=request.GET.dict(), **given)

    def perform() -> str:
        row = workflow.plan_visit(by=request.actor, facility_id=facility.pk, **form.cleaned_data)
        return page_of(row.pk)

    title = _("Plan an inspection")
    return act(
        request,
        form,
        perform=perform,
        **said(title, facility_trail(facility, title), _("Plan"), _("Planned.")),
    )


@form_page
@requires(Action.INSPECTION_PLAN)
def start_at(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Begin an inspection that nobody planned."""
    facility, today = visible(facility_id), clock.today()
    form = StartForm(request.POST or None, kinds=kind_choices(facility, today), today=today)

    def perform() -> str:
        key = request.POST.get("idempotency_key", "")
        row = workflow.start_visit(
            by=request.actor, facility_id=facility.pk, client_key=key, **form.cleaned_data
        )
        return page_of(row.pk)

    title = _("Start an inspection")
    words = said(
        title, facility_trail(facility, title), _("Start"), _("Started. Every answer is saved at once.")
    )
    return act(request, form, perform=perform, once=True, **words)


@form_page
@requires(Action.INSPECTION_RECORD)
def start(request: ActorRequest, visit_id: int) -> HttpResponse:
    """A planned visit begins."""
    row = seen(request.actor, visit_id)
    form = StartForm(request.POST or None, today=clock.today())

    def perform() -> str:
        workflow.start_visit(by=request.actor, visit_id=row.pk, **form.cleaned_data)
        return page_of(row.pk)

    title = _("Start the inspection")
    words = said(
        title,
        visit_trail(row, title, request.actor),
        _("Start"),
        _("Started. Every answer is saved at once."),
    )
    return act(request, form, perform=perform, **words)


@form_page
@requires(Action.INSPECTION_PLAN)
def replan(request: ActorRequest, visit_id: int) -> HttpResponse:
    """Another day, other inspectors."""
    row = seen(request.actor, visit_id)
    people = [each.user_id for each in read.inspectors_of(row.pk)]
    initial = {"planned_on": row.planned_on, "inspectors": people}
    form = ReplanForm(request.POST or None, initial=initial, people=colleagues(request.actor))

    def perform() -> str:
        given = {"visit_id": row.pk, "version": version_of(request), **form.cleaned_data}
        return page_of(workflow.replan_visit(by=request.actor, **given).pk)

    title = _("Change day or inspectors")
    words = said(title, visit_trail(row, title, request.actor), _("Save"), _("Saved."))
    return act(request, form, perform=perform, version=row.version, **words)


@form_page
@requires(Action.INSPECTION_RECORD, Action.SELF_CHECK_FILL)
def cancel(request: ActorRequest, visit_id: int) -> HttpResponse:
    """The visit is not made."""
    row, form = seen(request.actor, visit_id), ReasonForm(request.POST or None)

    def perform() -> str:
        given = {"visit_id": row.pk, "version": version_of(request), **form.cleaned_data}
        return page_of(workflow.cancel_visit(by=request.actor, **given).pk)

    title = _("Give up the inspection")
    words = said(title, visit_trail(row, title, request.actor), title, _("Given up."))
    return act(request, form, perform=perform, version=row.version, **words)
