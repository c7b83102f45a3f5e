"""Children and attendance as spreadsheets: template, upload, preview with every fault, and taking over all or nothing."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError
from documents.enums import Purpose
from documents.models import StoredFile
from documents.sheets.tables import TableRefused
from documents.workflow import receive_upload
from facilities.choosing import chosen_of
from facilities.models import Facility
from facilities.presentation.care import sheets
from facilities.presentation.care.attendance import month_named
from facilities.queries.sheets import sheet_file
from facilities.workflow.attendance import record_days
from facilities.workflow.importing import import_children

keeps = requires(Action.CHILD_MANAGE)
records = requires(Action.ATTENDANCE_RECORD)


@require_safe
@keeps
def children_template(request: ActorRequest) -> FileResponse:
    """The empty sheet of children, with notes and lists to choose from."""
    return sheets.children_template()


@require_safe
@keeps
def children_export(request: ActorRequest) -> FileResponse:
    """The children of the facility as a spreadsheet, numbers masked."""
    facility, _facilities = chosen_of(request)
    return sheets.children_export(request.actor, facility)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps
def children_import(request: ActorRequest) -> HttpResponse:
    """Hand in a sheet of children."""
    facility, _facilities = chosen_of(request)
    file, fault = _received(request, facility, Purpose.CHILD_SHEET)
    if file is not None:
        return redirect("facilities:children_preview", file.pk)
    context = {**_page(facility), "fault": fault, "template_url": reverse("facilities:children_template")}
    return render(request, "facilities/care/import.html", context, status=422 if fault else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps
@never_cache
def children_preview(request: ActorRequest, file_id: int) -> HttpResponse:
    """What the sheet says, every fault at its cell; posted, all rows are taken over or none."""
    file, facility = sheet_file(file_id, Purpose.CHILD_SHEET)
    context = {**_page(facility), "file": file, "back": reverse("facilities:children_import")}
    try:
        preview = sheets.children_preview(file, facility)
        if request.method == "POST" and not preview["fault_count"]:
            number = import_children(
                by=request.actor, facility_id=facility.pk, rows=preview["rows"], sheet=file.original_name
            )  # fmt: skip
            messages.success(request, _("%(n)d children are recorded.") % {"n": number})
            return redirect("facilities:children")
    except (TableRefused, DomainError) as error:
        return _refused(request, context, error)
    more = {**preview, "annotated": reverse("facilities:children_annotated", args=[file_id])}
    return render(request, "facilities/care/preview.html", context | more)


@require_safe
@keeps
@never_cache
def children_annotated(request: ActorRequest, file_id: int) -> HttpResponseBase:
    """The sheet as it was handed in, with each fault marked."""
    file, facility = sheet_file(file_id, Purpose.CHILD_SHEET)
    try:
        return sheets.annotated(file, sheets.children_preview(file, facility))
    except TableRefused as error:
        return _refused(request, {**_page(facility), "file": file, "back": ""}, error)


@require_safe
@records
def month_export(request: ActorRequest, month: str) -> FileResponse:
    """The month as a sheet to fill in and hand in again."""
    facility, _facilities = chosen_of(request)
    return sheets.month_export(request.actor, facility, month_named(month))


@require_http_methods(["GET", "HEAD", "POST"])
@records
def month_import(request: ActorRequest, month: str) -> HttpResponse:
    """Hand in a sheet of attendance."""
    facility, _facilities = chosen_of(request)
    month_named(month)
    file, fault = _received(request, facility, Purpose.ATTENDANCE_SHEET)
    if file is not None:
        return redirect("facilities:attendance_preview", month, file.pk)
    template = f"{reverse('facilities:attendance_sheet', args=[month])}?facility={facility.pk}"
    context = {**_page(facility), "fault": fault, "month": month, "template_url": template}
    return render(request, "facilities/care/import.html", context, status=422 if fault else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@records
@never_cache
def month_preview(request: ActorRequest, month: str, file_id: int) -> HttpResponse:
    """What the sheet of a month says; posted, all of it is taken over or nothing."""
    first = month_named(month)
    file, facility = sheet_file(file_id, Purpose.ATTENDANCE_SHEET)
    back = reverse("facilities:attendance_import", args=[month])
    context = {**_page(facility), "file": file, "back": back, "month": month, "annotated": ""}
    try:
        preview = sheets.month_preview(request.actor, file, facility, first)
        if request.method == "POST" and not preview["fault_count"]:
            record_days(by=request.actor, facility_id=facility.pk, month=first, rows=preview["rows"])
            messages.success(request, _("The attendance is saved."))
            return redirect("facilities:attendance_month", month)
    except (TableRefused, DomainError) as error:
        return _refused(request, context, error)
    return render(request, "facilities/care/preview.html", context | preview)


def _received(request: ActorRequest, facility: Facility, purpose: Purpose) -> tuple[StoredFile | None, str]:
    """The accepted file, or why there is none."""
    if request.method != "POST":
        return None, ""
    given = request.FILES.get("sheet")
    if given is None:
        return None, _("Choose a file first.")
    file = receive_upload(by=request.actor, purpose=purpose, upload=given, facility=facility)
    return (file, "") if file.usable else (None, f"{file.verdict.reason} {file.verdict.remedy}")


def _page(facility: Facility) -> dict[str, Any]:
    return {"facility": facility, "facility_name": facility.name, "month": ""}


def _refused(request: ActorRequest, context: dict[str, Any], error: Exception) -> HttpResponse:
    reason = getattr(error, "reason", None) or getattr(error, "message", error)
    told = {"fault": f"{reason} {getattr(error, 'remedy', '')}".strip(), "template_url": ""}
    return render(request, "facilities/care/import.html", {**context, **told}, status=422)
