"""Reading reports: the list, one report, how it looks on paper."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from facilities.choosing import chosen_of
from reporting.reports import queries
from reporting.reports.presentation.listing import list_context
from reporting.reports.presentation.page import report_context
from reporting.reports.presentation.preview import preview_context
from reporting.reports.reading import draft_of, edition_of, reading_of
from reporting.reports.views.shared import seen


@require_safe
@requires(Action.REPORT_VIEW)
def reports(request: ActorRequest) -> HttpResponse:
    """What the office or the chosen facility has to write, and what waits for this person."""
    actor, rows = request.actor, queries.own(request.actor)
    more: dict[str, object] = {}
    if actor.is_operator:
        facility, facilities = chosen_of(request)
        rows = rows.filter(facility=facility)
        more = {"facility": facility, "facilities": facilities, "facility_name": facility.name}
    context = list_context(actor, list(rows), queries.asked_of(actor), queries.on_paper(actor))
    return render(request, "reporting/reports/list.html", {**context, **more})


@require_safe
@requires(Action.REPORT_VIEW)
def report(request: ActorRequest, report_id: int) -> HttpResponse:
    """One report. A report that nobody has opened is shown as its form begins it, so that reading writes nothing."""
    row, asked = seen(request, report_id)
    context = report_context(reading_of(row), asked, request.actor, request.GET.get("section", ""))
    return render(request, "reporting/reports/report.html", context)


@require_safe
@requires(Action.REPORT_VIEW)
def preview(request: ActorRequest, report_id: int) -> HttpResponse:
    """The whole report as it reads on paper: of this moment, or ?edition=n as it was frozen."""
    row, _asked = seen(request, report_id)
    text = request.GET.get("edition", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
    reading = edition_of(row, number) if number else draft_of(row)
    context = preview_context(reading, request.actor, reverse("reports:report", args=[row.pk]))
    return render(request, "reporting/reports/preview.html", context)
