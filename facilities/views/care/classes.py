"""An operator's classes, fees and mode of provision."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError
from facilities.choosing import chosen_of
from facilities.forms.classes import ClassForm, FeeForm, ProvisionForm
from facilities.forms.refusing import refuse_all
from facilities.models import ClassGroup, Fee
from facilities.presentation.care.classes import classes_context, fees_context
from facilities.workflow import classes as work
from facilities.workflow import fees
from kernel import clock

manages = requires(Action.CLASS_MANAGE)


@require_http_methods(["GET", "HEAD", "POST"])
@manages
def classes(request: ActorRequest) -> HttpResponse:
    """The classes with their children and places; a new one."""
    facility, facilities = chosen_of(request)
    form = ClassForm(request.POST or None, initial={"opened_on": clock.today(), "care_mode": "FULL_DAY"})
    if request.method == "POST" and form.is_valid():
        try:
            work.open_class(by=request.actor, facility_id=facility.pk, **form.cleaned_data)
        except DomainError as error:
            refuse_all(form, error)
        else:
            messages.success(request, _("The class is open."))
            return redirect("facilities:classes")
    context = {**classes_context(facility, facilities), "form": form}
    return render(request, "facilities/care/classes.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@manages
def one_class(request: ActorRequest, class_id: int) -> HttpResponse:
    """One class: another name, kind, care or number of places; or its end."""
    row = ClassGroup.objects.select_related("facility").get(pk=class_id)
    told = {name: getattr(row, name) for name in ("name", "kind", "places", "care_mode")}
    form = ClassForm(request.POST or None, initial=told, opened=True)
    if request.method == "POST" and form.is_valid():
        try:
            work.change_class(
                by=request.actor, class_id=class_id, version=_version(request), **form.cleaned_data
            )
        except DomainError as error:
            refuse_all(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("facilities:classes")
    return _class_page(request, row, form=form, status=422 if form.errors else 200)


@require_POST
@manages
def close(request: ActorRequest, class_id: int) -> HttpResponse:
    """The class ends today."""
    row = ClassGroup.objects.select_related("facility").get(pk=class_id)
    try:
        work.close_class(by=request.actor, class_id=class_id, version=_version(request))
    except DomainError as error:
        told = {name: getattr(row, name) for name in ("name", "kind", "places", "care_mode")}
        return _class_page(request, row, form=ClassForm(initial=told, opened=True), error=error, status=422)
    messages.success(request, _("The class is closed."))
    return redirect("facilities:classes")


def _class_page(request: ActorRequest, row: ClassGroup, *, status: int, **more: Any) -> HttpResponse:
    context = {
        "group": row,
        "facility": row.facility,
        "facility_name": row.facility.name,
        "error": None,
        **more,
    }
    return render(request, "facilities/care/class.html", context, status=status)


@require_POST
@manages
def provision(request: ActorRequest) -> HttpResponse:
    """State who provides the care and where."""
    facility, _facilities = chosen_of(request)
    form = ProvisionForm(request.POST)
    if form.is_valid():
        work.state_provision_mode(
            by=request.actor, facility_id=facility.pk, mode=form.cleaned_data["provision_mode"]
        )
        messages.success(request, _("Saved."))
    return redirect("facilities:classes")


@require_http_methods(["GET", "HEAD", "POST"])
@manages
def fee_list(request: ActorRequest) -> HttpResponse:
    """What is charged, how the law sets it, whether the facility is universal; a new fee."""
    facility, facilities = chosen_of(request)
    form = FeeForm(request.POST or None, initial={"valid_from": clock.today(), "unit": "MONTH"})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            fees.state_fee(by=request.actor, facility_id=facility.pk, amount=given.pop("yuan"), **given)
        except DomainError as error:
            refuse_all(form, error)
        else:
            messages.success(request, _("The fee is stated."))
            return redirect("facilities:fees")
    context = {**fees_context(facility, facilities), "form": form}
    return render(request, "facilities/care/fees.html", context, status=422 if form.errors else 200)


@require_POST
@manages
def end_fee(request: ActorRequest, fee_id: int) -> HttpResponse:
    """The fee is not charged any more from tomorrow on."""
    row = Fee.objects.get(pk=fee_id)
    fees.end_fee(by=request.actor, fee_id=fee_id, on=max(clock.today(), row.valid_from))
    messages.success(request, _("The fee has ended."))
    return redirect("facilities:fees")


def _version(request: ActorRequest) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
