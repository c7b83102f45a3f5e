"""A child begins, moves and leaves; its health checks."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError
from facilities.forms.children import CheckForm, EnrolForm, LeaveForm, MoveForm
from facilities.forms.refusing import refuse_all
from facilities.models import Child, ClassGroup, Enrolment
from facilities.queries.children import child_here
from facilities.queries.roll import groups_to_choose
from facilities.views.care.children import page, version_of
from facilities.workflow import children, enrolling
from kernel import clock

keeps = requires(Action.CHILD_MANAGE)


@require_POST
@keeps
def enrol(request: ActorRequest, child_id: int) -> HttpResponse:
    """Into a class from a day on; what is unusual is said afterwards, not refused."""
    row = child_here(child_id)
    form = EnrolForm(groups_to_choose(row.facility_id, clock.today()), request.POST)
    if form.is_valid():
        given = form.cleaned_data
        group_id, day = int(given["class_group"]), given["starts_on"]
        try:
            enrolling.enrol(
                by=request.actor, child_id=child_id, class_id=group_id, starts_on=day, care_mode=given["care_mode"]
            )  # fmt: skip
        except DomainError as error:
            refuse_all(form, error)
        else:
            return _seated(request, row, group_id, day, _("The child is enrolled."))
    return page(request, row, enrolling=form)


@require_POST
@keeps
def move(request: ActorRequest, enrolment_id: int) -> HttpResponse:
    """To another class from a day on."""
    row = child_here(Enrolment.objects.values_list("child_id", flat=True).get(pk=enrolment_id))
    form = MoveForm(groups_to_choose(row.facility_id, clock.today()), request.POST)
    if form.is_valid():
        given = form.cleaned_data
        group_id, day = int(given["class_group"]), given["on"]
        try:
            enrolling.move_class(
                by=request.actor, enrolment_id=enrolment_id, class_id=group_id, on=day, care_mode=given["care_mode"],
                version=version_of(request),
            )  # fmt: skip
        except DomainError as error:
            refuse_all(form, error)
        else:
            return _seated(request, row, group_id, day, _("The child is in another class."))
    return page(request, row, moving=form)


@require_POST
@keeps
def leave(request: ActorRequest, enrolment_id: int) -> HttpResponse:
    """The child's last day."""
    row = child_here(Enrolment.objects.values_list("child_id", flat=True).get(pk=enrolment_id))
    form = LeaveForm(request.POST)
    if form.is_valid():
        try:
            enrolling.leave(
                by=request.actor, enrolment_id=enrolment_id, version=version_of(request), **form.cleaned_data
            )
        except DomainError as error:
            refuse_all(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("facilities:child", row.pk)
    return page(request, row, leaving=form)


@require_POST
@keeps
def check(request: ActorRequest, child_id: int) -> HttpResponse:
    """A health check: passed or not, never what was found."""
    form = CheckForm(request.POST)
    if form.is_valid():
        given = {**form.cleaned_data, "passed": form.cleaned_data["passed"] == "1"}
        try:
            children.record_health_check(by=request.actor, child_id=child_id, **given)
        except DomainError as error:
            refuse_all(form, error)
        else:
            messages.success(request, _("The health check is recorded."))
            return redirect("facilities:child", child_id)
    return page(request, child_here(child_id), checking=form)


def _seated(request: ActorRequest, row: Child, group_id: int, day: object, words: str) -> HttpResponse:
    messages.success(request, words)
    group = ClassGroup.objects.get(pk=group_id)
    for warning in enrolling.seat_warnings(row, group, day):  # type: ignore[arg-type]
        messages.warning(request, str(warning))
    return redirect("facilities:child", row.pk)
