"""Many people by sheet: template, upload, what is wrong and where, taking over, the marked copy to correct."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import ActorRequest, requires
from accounts.acting import act, said
from accounts.errors import DomainError
from documents.enums import Purpose
from documents.models import StoredFile
from documents.sheets import annotated_response, read_sheet, template_response
from documents.sheets.faults import fault_lines, fault_remarks
from documents.workflow import receive_upload
from facilities.choosing import own_facility
from facilities.models import Facility
from staff import workflow
from staff.enums import StaffRole
from staff.forms.people import SheetForm
from staff.queries.people import open_classes
from staff.sheets.checking import check_sheet
from staff.sheets.columns import COLUMNS, template_columns
from staff.views.acting import accepted
from staff.views.people import MANAGE, form_page


@form_page
@requires(MANAGE)
def upload(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Hand in a sheet; what is wrong in it is said before anything is taken over."""
    facility = own_facility(request, facility_id)
    form = SheetForm(*((request.POST, request.FILES) if request.method == "POST" else ()))

    def perform() -> str:
        given = form.cleaned_data["file"]
        where: dict[str, Any] = {"purpose": Purpose.STAFF_SHEET, "facility": facility}
        file = accepted(receive_upload(by=request.actor, upload=given, **where), "file")
        found = check_sheet(facility, read_sheet(file))
        workflow.note_blocked_rows(by=request.actor, facility=facility, found=found)
        return reverse("staff:sheet", args=[file.pk])

    title = _("From a spreadsheet")
    back = f"{reverse('staff:mine')}?facility={facility.pk}"
    trail = [(_("People"), back), (title, "")]
    words = said(title, trail, _("Check"), _("The sheet was checked."))
    more: dict[str, Any] = {"template": "staff/upload.html", "upload": True, "facility": facility}
    return act(request, form, perform=perform, **words, **more)


@require_safe
@requires(MANAGE)
def template(request: ActorRequest, facility_id: int) -> FileResponse:
    """The empty sheet, with notes and lists to choose from."""
    facility = own_facility(request, facility_id)
    classes = [name for _pk, name in open_classes(facility.pk)]
    return template_response(_("Staff to import"), template_columns(classes), sheet=_("Staff"))


def _sheet_of(request: ActorRequest, file_id: int) -> tuple[StoredFile, Facility]:
    """A sheet of a facility that the actor operates. Raises StoredFile.DoesNotExist."""
    rows = StoredFile.objects.filter(
        purpose=Purpose.STAFF_SHEET, facility_id__in=list(request.actor.facilities)
    )
    file: StoredFile = rows.get(pk=file_id, erased_at=None)
    return file, Facility.objects.get(pk=file.facility_id)


@require_safe
@requires(MANAGE)
def sheet(request: ActorRequest, file_id: int) -> HttpResponse:
    """What the sheet says and what is wrong in it."""
    file, facility = _sheet_of(request, file_id)
    return _page(request, file, facility, "")


def _page(request: ActorRequest, file: StoredFile, facility: Facility, fault: str) -> HttpResponse:
    found = check_sheet(facility, read_sheet(file))
    rows = fault_lines(found.table, COLUMNS, found.faults) if found.table is not None else []
    context = {
        "file": file,
        "facility": facility,
        "found": found,
        "faults": rows,
        "fault": fault,
        "roles": dict(StaffRole.choices),
    }
    return render(request, "staff/sheet.html", context, status=422 if fault else 200)


@require_POST
@requires(MANAGE)
def take_over(request: ActorRequest, file_id: int) -> HttpResponse:
    """Everybody in the sheet, or nobody."""
    file, facility = _sheet_of(request, file_id)
    try:
        taken = workflow.import_staff(by=request.actor, facility_id=facility.pk, file=file)
    except DomainError as error:
        return _page(request, file, facility, str(error.message))
    words = _("%(people)s people, %(employments)s employments and %(proofs)s proofs were taken over.")
    facts: dict[str, Any] = {"people": taken.people, "employments": taken.employments, "proofs": taken.proofs}
    messages.success(request, words % facts)
    return redirect(f"{reverse('staff:mine')}?facility={facility.pk}")


@require_safe
@requires(MANAGE)
def annotated(request: ActorRequest, file_id: int) -> FileResponse:
    """The sheet as it was handed in, each fault marked and worded: to be corrected and handed in again."""
    file, facility = _sheet_of(request, file_id)
    content = read_sheet(file)
    found = check_sheet(facility, content)
    remarks = fault_remarks(found.table, found.faults) if found.table is not None else []
    head_row = found.table.head_row if found.table is not None else 1
    return annotated_response(_("Staff to correct"), content, remarks, head_row=head_row)
