"""The officer's pages of the facility's life: recognition as universal, one child in two places, jumps in headcount."""

from datetime import date

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError
from documents.enums import Purpose
from documents.models import StoredFile
from documents.workflow import receive_upload
from facilities import care_exports
from facilities.errors import NotRight
from facilities.forms.care_officer import RecogniseForm, WithdrawRecognitionForm
from facilities.forms.refusing import refuse_all
from facilities.models import Facility, UniversalRecognition
from facilities.presentation.care.officer import (
    doubles_context,
    jumps_context,
    recognition_state,
    recognitions_context,
)
from facilities.queries.page import visible
from facilities.rules.faults import Fault
from facilities.workflow import fees
from kernel import clock


@require_safe
@requires(Action.CLASS_VIEW)
def recognitions(request: ActorRequest) -> HttpResponse:
    """Who is universal in the district, and until when."""
    context = recognitions_context(request.actor, request.GET)
    return render(request, "facilities/care/recognitions.html", context)


@require_safe
@requires(Action.FACILITY_EXPORT)
def recognitions_export(request: ActorRequest) -> FileResponse:
    """The same list as a spreadsheet."""
    return care_exports.recognitions(request.actor, recognition_state(request.GET))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.UNIVERSAL_RECOGNISE)
def recognise(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Recognise a facility as universal between two days."""
    facility = visible(facility_id)
    form = RecogniseForm(request.POST or None, request.FILES or None, initial={"valid_from": clock.today()})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            given["agreement"] = _agreement(request, facility)
            fees.recognise(by=request.actor, facility_id=facility_id, **given)
        except DomainError as error:
            refuse_all(form, error)
        else:
            messages.success(request, _("The facility is recognised as universal."))
            return redirect("facilities:facility", facility_id)
    context = {"form": form, "facility": facility}
    return render(request, "facilities/care/recognise.html", context, status=422 if form.errors else 200)


def _agreement(request: ActorRequest, facility: Facility) -> StoredFile | None:
    given = request.FILES.get("agreement")
    if given is None:
        return None
    file = receive_upload(by=request.actor, purpose=Purpose.AGREEMENT, upload=given, facility=facility)
    if not file.usable:
        raise NotRight([Fault("agreement", "REFUSED", file.verdict.reason, file.verdict.remedy)])
    return file


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.UNIVERSAL_RECOGNISE)
def withdraw(request: ActorRequest, recognition_id: int) -> HttpResponse:
    """Withdraw a recognition, with the reason; the trace stays."""
    row: UniversalRecognition = UniversalRecognition.objects.select_related("facility").get(pk=recognition_id)
    first: date = clock.today()
    form = WithdrawRecognitionForm(request.POST or None, initial={"withdrawn_from": first})
    if request.method == "POST" and form.is_valid():
        try:
            fees.withdraw_recognition(by=request.actor, recognition_id=recognition_id, **form.cleaned_data)
        except DomainError as error:
            refuse_all(form, error)
        else:
            messages.success(request, _("The recognition is withdrawn."))
            return redirect("facilities:facility", row.facility_id)
    context = {"form": form, "row": row, "facility": row.facility}
    return render(request, "facilities/care/withdraw.html", context, status=422 if form.errors else 200)


@require_safe
@requires(Action.CHILD_VIEW)
def doubles(request: ActorRequest) -> HttpResponse:
    """Children that are enrolled in two places, one line for each facility of the district."""
    return render(request, "facilities/care/doubles.html", doubles_context(request.actor, request.GET))


@require_safe
@requires(Action.FACILITY_EXPORT)
def doubles_export(request: ActorRequest) -> FileResponse:
    """The same list as a spreadsheet."""
    return care_exports.doubles(request.actor)


@require_safe
@requires(Action.CHILD_VIEW)
def jumps(request: ActorRequest) -> HttpResponse:
    """Facilities whose headcount jumped from one signed month to the next."""
    return render(request, "facilities/care/jumps.html", jumps_context(request.actor, request.GET))


@require_safe
@requires(Action.FACILITY_EXPORT)
def jumps_export(request: ActorRequest) -> FileResponse:
    """The same list as a spreadsheet."""
    return care_exports.jumps(request.actor)
