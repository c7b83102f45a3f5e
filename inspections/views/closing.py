"""What ends a visit: other departments, signatures, the end, the facility's acknowledgement; pictures."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ActorRequest, requires
from accounts.acting import act, said, version_of
from accounts.actions import Action
from accounts.queries import members
from inspections import workflow
from inspections.forms.answers import AnswerForm
from inspections.forms.visits import AcknowledgeForm, DepartmentForm, FinishForm, InviteForm, OpinionForm
from inspections.models import VisitPhoto
from inspections.views.shared import other_departments, page_of, picture, seen, visit_trail
from kernel import clock

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
@requires(Action.INSPECTION_RECORD, Action.SELF_CHECK_FILL)
def answer(request: ActorRequest, visit_id: int) -> HttpResponse:
    """One answer of a page without script."""
    row = seen(request.actor, visit_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        workflow.answer_item(by=request.actor, visit_id=row.pk, said=form.said)
        messages.success(request, _("Saved."))
    else:
        messages.error(request, str(next(iter(form.errors.values()))[0]))
    return redirect(f"{page_of(row.pk)}#item-{request.POST.get('code', '')[:24].lower()}")


@form_page
@requires(Action.INSPECTION_PLAN)
def invite(request: ActorRequest, visit_id: int) -> HttpResponse:
    """Which department takes part; its people are named on the next page."""
    row = seen(request.actor, visit_id)
    offices = other_departments(request.actor, row.region_id, clock.today())
    form = DepartmentForm(request.POST or None, departments=[(each.pk, each.name) for each in offices])

    def perform() -> str:
        return reverse("inspections:invite_people", args=[row.pk, form.cleaned_data["department"]])

    title = _("Invite a department")
    words = said(title, visit_trail(row, title, request.actor), _("Next: name its people"), "")
    return act(request, form, perform=perform, **words)


@form_page
@requires(Action.INSPECTION_PLAN)
def invite_people(request: ActorRequest, visit_id: int, department_id: int) -> HttpResponse:
    """To whom of a department the facility is opened, and until when."""
    row = seen(request.actor, visit_id)
    people = members(department_id)
    form = InviteForm(request.POST or None, people=people)

    def perform() -> str:
        given: dict[str, Any] = {"visit_id": row.pk, "department_id": department_id}
        given["version"] = version_of(request)
        workflow.invite_department(by=request.actor, **given, **form.cleaned_data)
        return page_of(row.pk)

    title = _("Open the facility to a department")
    note = "" if people else _("Nobody is appointed in this department yet.")
    words = said(
        title, visit_trail(row, title, request.actor), _("Open to them"), _("The department takes part.")
    )
    return act(request, form, perform=perform, version=row.version, note=note, **words)


@form_page
@requires(Action.INSPECTION_RECORD)
def sign(request: ActorRequest, visit_id: int) -> HttpResponse:
    """A department that takes part signs its items."""
    row, form = seen(request.actor, visit_id), OpinionForm(request.POST or None)

    def perform() -> str:
        workflow.sign_department(by=request.actor, visit_id=row.pk, **form.cleaned_data)
        return page_of(row.pk)

    title = _("Sign for the department")
    words = said(title, visit_trail(row, title, request.actor), _("Sign"), _("Signed."))
    return act(request, form, perform=perform, **words)


@form_page
@requires(Action.INSPECTION_RECORD)
def finish(request: ActorRequest, visit_id: int) -> HttpResponse:
    """The visit ends; what does not meet is ordered to be put right."""
    row, form = seen(request.actor, visit_id), FinishForm(request.POST or None)

    def perform() -> str:
        given = {"visit_id": row.pk, "version": version_of(request), **form.cleaned_data}
        workflow.finish_visit(by=request.actor, **given)
        return page_of(row.pk)

    title = _("End the inspection")
    note = _("Every item that does not meet a binding text becomes an order to rectify with its day.")
    words = said(title, visit_trail(row, title, request.actor), title, _("Ended. Now the facility signs."))
    return act(request, form, perform=perform, version=row.version, note=note, **words)


@form_page
@requires(Action.SELF_CHECK_FILL)
def complete(request: ActorRequest, visit_id: int) -> HttpResponse:
    """The facility ends its own check."""
    row, form = seen(request.actor, visit_id), FinishForm(request.POST or None)

    def perform() -> str:
        given = {"visit_id": row.pk, "version": version_of(request), **form.cleaned_data}
        return page_of(workflow.complete_self_check(by=request.actor, **given).pk)

    title = _("End the self-check")
    words = said(
        title,
        visit_trail(row, title, request.actor),
        title,
        _("Ended. It is compared with the next inspection."),
    )
    return act(request, form, perform=perform, version=row.version, **words)


@form_page
@requires(Action.INSPECTION_RECORD, Action.RECTIFICATION_REPORT)
def acknowledge(request: ActorRequest, visit_id: int) -> HttpResponse:
    """The facility signs, or somebody writes down that it did or refused."""
    row = seen(request.actor, visit_id)
    name = request.actor.name if request.actor.is_operator else ""
    form = AcknowledgeForm(request.POST or None, initial={"name": name, "how": "SIGNED"})

    def perform() -> str:
        given = {"visit_id": row.pk, "version": version_of(request), **form.cleaned_data}
        return page_of(workflow.acknowledge_visit(by=request.actor, **given).pk)

    title = _("Signature of the facility")
    words = said(
        title, visit_trail(row, title, request.actor), _("Save"), _("Saved. The record is being printed.")
    )
    return act(request, form, perform=perform, version=row.version, **words)


@require_safe
@requires(Action.INSPECTION_VIEW, Action.INSPECTION_RECORD)
def photo(request: ActorRequest, visit_id: int, photo_id: int) -> HttpResponse:
    """A picture of an item."""
    row = seen(request.actor, visit_id)
    found: VisitPhoto = get_object_or_404(VisitPhoto, pk=photo_id, visit=row)
    return picture(request, found.file)
