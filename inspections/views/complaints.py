"""The office's pages of complaints: the list, one complaint, the figures."""

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.workflow import allow
from inspections import workflow
from inspections.complaint_export import export_list, export_statistics
from inspections.filters import ComplaintFilters
from inspections.forms.complaints import RevealForm
from inspections.models import Complaint, ComplaintFile
from inspections.presentation.complaints import complaint_context, list_context, statistics_context
from inspections.queries import complaints as read
from inspections.views.shared import picture


@require_safe
@requires(Action.COMPLAINT_VIEW)
def complaints(request: ActorRequest) -> HttpResponse:
    """What waits, what was answered, what is closed."""
    filters = ComplaintFilters.read(request.GET)
    page = read.complaints_page(filters, request.GET, request.actor)
    counts = read.tab_counts(filters, request.actor)
    return render(request, "inspections/complaints.html", list_context(filters, page, counts, request.actor))


@require_safe
@requires(Action.COMPLAINT_VIEW)
def complaint(request: ActorRequest, complaint_id: int) -> HttpResponse:
    """One complaint with its way."""
    row = seen(request, complaint_id)
    return render(request, "inspections/complaint.html", complaint_context(row, request.actor))


@require_safe
@requires(Action.COMPLAINT_VIEW)
def file(request: ActorRequest, complaint_id: int, number: int) -> HttpResponse:
    """A picture of a complaint."""
    row = seen(request, complaint_id)
    return picture(request, get_object_or_404(ComplaintFile, pk=number, complaint=row).file)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.COMPLAINT_CONTACT)
def contact(request: ActorRequest, complaint_id: int) -> HttpResponse:
    """Ask for the reason, then show how the complainant can be reached; the event is written before."""
    form, row, value = RevealForm(request.POST or None), seen(request, complaint_id), ""
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        value = workflow.reveal_complainant(by=request.actor, complaint_id=row.pk, reason=reason)
    name = "_complaint_contact" if request.headers.get("HX-Request") else "complaint_contact"
    context: dict[str, Any] = {"form": form, "complaint": row, "value": value, "here": request.path}
    return render(request, f"inspections/{name}.html", context, status=422 if form.errors else 200)


@require_safe
@requires(Action.COMPLAINT_VIEW)
def statistics(request: ActorRequest) -> HttpResponse:
    """By category: how many came in, and how many were answered in time."""
    filters = ComplaintFilters.read(request.GET)
    context = statistics_context(filters, request.actor)
    return render(
        request, "inspections/complaint_statistics.html", {"title": _("Complaints in figures"), **context}
    )


@require_safe
@requires(Action.COMPLAINT_VIEW)
def export(request: ActorRequest) -> FileResponse:
    """The list as a workbook, without what the complainants wrote."""
    return export_list(request.actor, ComplaintFilters.read(request.GET))


@require_safe
@requires(Action.COMPLAINT_VIEW)
def statistics_export(request: ActorRequest) -> FileResponse:
    """The figures as a workbook."""
    return export_statistics(request.actor, ComplaintFilters.read(request.GET))


def seen(request: ActorRequest, complaint_id: int) -> Complaint:
    row = read.complaint(complaint_id)
    allow(request.actor, Action.COMPLAINT_VIEW, row)
    return row
