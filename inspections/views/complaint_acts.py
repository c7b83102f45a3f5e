"""What the office does with a complaint, one page an act."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import ActorRequest, requires
from accounts.acting import act, said, version_of
from accounts.actions import Action
from accounts.queries import members
from facilities.queries.search import facilities_meant
from inspections import workflow
from inspections.errors import Refused
from inspections.forms.complaints import (
    AnswerComplaintForm,
    AssignForm,
    DeclineForm,
    LocateForm,
    NothingForm,
    OrderForm,
    PersonsForm,
    TakeUpForm,
)
from inspections.models import Complaint
from inspections.presentation.complaint_choices import item_choices, persons_initial
from inspections.presentation.complaints import names_of
from inspections.queries import complaints as read
from inspections.views.complaints import seen

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@requires(Action.COMPLAINT_HANDLE)
def take_up(request: ActorRequest, complaint_id: int) -> HttpResponse:
    """Look into it; or put right what it is about."""
    row = seen(request, complaint_id)
    form = TakeUpForm(request.POST or None, initial={"category": row.category})
    note = _("A report that a child was hurt stays due today until a case is open. If it is none, say why.")
    words = (_("Take up"), _("Take up"), _("You have it now."))
    return _page(request, row, form, words, workflow.take_up, note=note if row.urgent else "")


@form_page
@requires(Action.COMPLAINT_HANDLE)
def assign(request: ActorRequest, complaint_id: int) -> HttpResponse:
    """Give it to a colleague."""
    row = seen(request, complaint_id)
    form = AssignForm(request.POST or None, people=members(row.office_id), initial={"user": row.assignee_id})
    words = (_("Give it to somebody"), _("Give it"), _("Given."))
    return _page(request, row, form, words, workflow.assign_complaint, rename={"user": "user_id"})


@form_page
@requires(Action.COMPLAINT_HANDLE)
def locate(request: ActorRequest, complaint_id: int) -> HttpResponse:
    """Say which facility the complainant describes."""
    row = seen(request, complaint_id)
    words = (_("Find the facility"), _("This facility"), _("The facility is known now."))

    def found(*, facility: str, **given: Any) -> Any:
        return workflow.locate_complaint(facility_id=_one(facility), **given)

    return _page(request, row, LocateForm(request.POST or None), words, found)


@form_page
@requires(Action.COMPLAINT_HANDLE)
def order(request: ActorRequest, complaint_id: int) -> HttpResponse:
    """Order the facility to put something right."""
    row = seen(request, complaint_id)
    form = OrderForm(request.POST or None, items=item_choices(row))
    words = (_("Order to put something right"), _("Order"), _("Ordered. The facility owes it from today."))

    def ordered(*, by: Any, complaint_id: int, version: int | None, **_typed: Any) -> Any:
        return workflow.order_from_complaint(
            by=by, complaint_id=complaint_id, version=version, order=form.order
        )

    return _page(request, row, form, words, ordered)


@form_page
@requires(Action.CASE_MANAGE)
def open_case(request: ActorRequest, complaint_id: int) -> HttpResponse:
    """Open a case of abuse: whoever is chosen is off duty from today."""
    row = seen(request, complaint_id)
    people = read.people_at(row.facility_id) if row.facility_id else []
    form = PersonsForm(posted(request), people=names_of(people), initial=persons_initial(row, people))
    words = (_("Open a case of abuse"), _("Open the case and suspend"), _("The case is open; whoever it names is off duty from today."))  # fmt: skip

    def opened(*, by: Any, complaint_id: int, version: int | None, **_typed: Any) -> Any:
        given: dict[str, Any] = {"complaint_id": complaint_id, "version": version, "members": form.parts}
        return workflow.open_case_from_complaint(by=by, **given)

    note = _("Whoever the case names is off duty from today, at every facility of the country.")
    more: dict[str, Any] = {
        "complaint": row,
        "reported": row.about.disclosed(to="the officer who opens the case") if row.about else "",
    }
    more |= {"open_already": read.case_open_at(row), "people": people}
    return _page(
        request, row, form, words, opened, note=note, template="inspections/complaint_case.html", **more
    )


@form_page
@requires(Action.CASE_MANAGE)
def join_case(request: ActorRequest, complaint_id: int) -> HttpResponse:
    """The report belongs to the case that is open already."""
    row = seen(request, complaint_id)
    case = read.case_open_at(row)
    words = (_("Add it to the open case"), _("Add it to the case"), _("Added to the case."))

    def joined(**given: Any) -> Any:
        return workflow.join_case(case_id=case.pk if case else 0, **given)

    return _page(request, row, NothingForm(posted(request)), words, joined)


@form_page
@requires(Action.COMPLAINT_HANDLE)
def decline(request: ActorRequest, complaint_id: int) -> HttpResponse:
    """Not taken up here."""
    words = (_("Do not take it up"), _("Tell the complainant"), _("The complainant is told."))
    return _page(request, seen(request, complaint_id), DeclineForm(request.POST or None), words, workflow.decline_complaint)  # fmt: skip


@form_page
@requires(Action.COMPLAINT_HANDLE)
def answer(request: ActorRequest, complaint_id: int) -> HttpResponse:
    """Tell the complainant what was found and done."""
    words = (
        _("Answer the complaint"),
        _("Answer the complaint"),
        _("Answered. The complainant may object for some days."),
    )
    return _page(request, seen(request, complaint_id), AnswerComplaintForm(request.POST or None), words, workflow.answer_complaint)  # fmt: skip


@form_page
@requires(Action.COMPLAINT_HANDLE)
def close(request: ActorRequest, complaint_id: int) -> HttpResponse:
    """Closed before the days for an objection are over."""
    row = seen(request, complaint_id)
    words = (_("Close the complaint"), _("Close the complaint"), _("Closed."))
    form = NothingForm(posted(request))
    note = _("The complainant can object no more. Left alone, it closes by itself after %(day)s.") % {
        "day": row.object_until
    }
    return _page(request, row, form, words, workflow.close_complaint, note=note)


def _page(
    request: ActorRequest,
    row: Complaint,
    form: forms.Form,
    words: tuple[str, str, str],
    verb: Callable[..., Any],
    *,
    rename: dict[str, str] | None = None,
    **more: Any,
) -> HttpResponse:
    page = reverse("inspections:complaint", args=[row.pk])

    def done() -> str:
        given = {(rename or {}).get(name, name): value for name, value in form.cleaned_data.items()}
        verb(by=request.actor, complaint_id=row.pk, version=version_of(request), **given)
        return page

    title, button, told = words
    trail = [
        (_("Complaints"), reverse("inspections:complaints")),
        (_("Complaint %(n)s") % {"n": row.pk}, page),
        (title, ""),
    ]
    return act(request, form, perform=done, version=row.version, **said(title, trail, button, told), **more)


def posted(request: ActorRequest) -> Any:
    """What a form was sent, be it nothing at all; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def _one(text: str) -> int:
    """The one facility of the scope that somebody typed. Raises Refused for none or several."""
    found = facilities_meant(text, 2)
    if len(found) != 1:
        raise Refused(
            _("Several facilities are called so.")
            if found
            else _("No facility of this district is called so."),
            field="facility",
            remedy=_("Type the credit code, or more of the name."),
        )
    return found[0]
