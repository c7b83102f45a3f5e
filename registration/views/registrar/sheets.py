"""Many registrations by sheet: upload, look through, push, stop, take the annotated copy home."""

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from documents.enums import Purpose
from documents.sheets import annotated_response, read_sheet, template_response
from documents.workflow import receive_upload
from regions.models import Region
from registration.models import PushSheet
from registration.presentation.registrar.sheets import (
    card_context,
    list_context,
    remarks_of,
    template_columns,
)
from registration.queries.sheets import sheet_of
from registration.sheets.refusals import MAX_ROWS
from registration.views.registrar.pushing import office_of
from registration.workflow.sheets import discard_sheet, start_sheet, stop_sheet, upload_sheet

_CARD = "registration/registrar/_sheet.html"


@require_POST
@requires(Action.REGISTRATION_PUSH)
def upload(request: ActorRequest) -> HttpResponse:
    """Hand in a sheet. A file that cannot be one is refused at once, with the reason and what to do."""
    given, by = request.FILES.get("sheet"), request.actor
    if given is None:
        return _refused(request, _("Choose a file first."))
    place = Region.objects.get(pk=by.region_id)
    file = receive_upload(by=by, purpose=Purpose.PUSH_SHEET, upload=given, region=place)
    if not file.usable:
        return _refused(request, f"{file.verdict.reason} {file.verdict.remedy}")
    sheet = upload_sheet(by=by, department=office_of(request), file=file)
    return _shown(request, sheet)


def _refused(request: ActorRequest, reason: str) -> HttpResponse:
    context: dict[str, Any] = {**card_context(request.actor, None), "fault": reason}
    name = _CARD if request.headers.get("HX-Request") else "registration/registrar/sheet.html"
    return render(request, name, context, status=422)


def _shown(request: ActorRequest, sheet: PushSheet) -> HttpResponse:
    """The card after an act: alone for a swap, else its page."""
    if request.headers.get("HX-Request"):
        return render(request, _CARD, card_context(request.actor, sheet))
    return redirect("registration:sheet", sheet_id=sheet.pk)


@require_safe
@requires(Action.REGISTRATION_PUSH)
def sheet(request: ActorRequest, sheet_id: int) -> HttpResponse:
    """One sheet, with a window of its rows (from=row) and its faults (after=row)."""
    found = sheet_of(request.actor, sheet_id)
    context = card_context(request.actor, found, request.GET)
    return render(request, "registration/registrar/sheet.html", context)


@require_safe
@requires(Action.REGISTRATION_PUSH)
def card(request: ActorRequest, sheet_id: int) -> HttpResponse:
    """The card alone, asked for every other second while a worker is at it."""
    return render(request, _CARD, card_context(request.actor, sheet_of(request.actor, sheet_id)))


@require_safe
@requires(Action.REGISTRATION_PUSH)
def sheets(request: ActorRequest) -> HttpResponse:
    """The office's sheets, the newest first."""
    return render(request, "registration/registrar/sheets.html", list_context(request.actor))


@require_POST
@requires(Action.REGISTRATION_PUSH)
def start(request: ActorRequest, sheet_id: int) -> HttpResponse:
    """Push the good rows."""
    return _shown(request, start_sheet(by=request.actor, sheet_id=sheet_of(request.actor, sheet_id).pk))


@require_POST
@requires(Action.REGISTRATION_PUSH)
def stop(request: ActorRequest, sheet_id: int) -> HttpResponse:
    """Stop after the row under way."""
    return _shown(request, stop_sheet(by=request.actor, sheet_id=sheet_of(request.actor, sheet_id).pk))


@require_POST
@requires(Action.REGISTRATION_PUSH)
def discard(request: ActorRequest, sheet_id: int) -> HttpResponse:
    """Put the sheet away."""
    discard_sheet(by=request.actor, sheet_id=sheet_of(request.actor, sheet_id).pk)
    if request.headers.get("HX-Request"):
        return render(request, _CARD, card_context(request.actor, None))
    return redirect("registration:push")


@require_safe
@requires(Action.REGISTRATION_PUSH)
def template(request: ActorRequest) -> FileResponse:
    """The empty sheet, with notes and lists to choose from."""
    return template_response(
        _("Registrations to push"), template_columns(request.actor), sheet=_("Registrations")
    )


@require_safe
@requires(Action.REGISTRATION_PUSH)
def annotated(request: ActorRequest, sheet_id: int) -> FileResponse:
    """The sheet as it was handed in, each fault marked and worded, each pushed row with its number."""
    found = sheet_of(request.actor, sheet_id)
    content = read_sheet(found.file, max_rows=MAX_ROWS + 1, seconds=60)
    name = _("%(name)s with remarks") % {"name": found.name.rsplit(".", 1)[0]}
    return annotated_response(name, content, remarks_of(found), head_row=int(found.header.get("row", 1)))
