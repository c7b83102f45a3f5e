"""Files of a report: asked for, watched, stopped."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError, NotAllowed
from reporting.models import Report, ReportPrint
from reporting.reports import queries, workflow
from reporting.reports.permissions import may_write
from reporting.reports.presentation.files import files_context
from reporting.reports.views.shared import seen


@require_safe
@requires(Action.REPORT_VIEW)
def files(request: ActorRequest, report_id: int) -> HttpResponse:
    """The card of the files, asked again while one is being made; without script the page of the report."""
    report, _asked = seen(request, report_id)
    return _card(request, report)


@require_POST
@requires(Action.REPORT_VIEW)
def ask(request: ActorRequest, report_id: int) -> HttpResponse:
    """A file will be made. A draft that nobody opened is written out first, by whoever may write it."""
    report, _asked = seen(request, report_id)
    if may_write(request.actor, report):
        workflow.prepare(report=report)
    edition, form = request.POST.get("edition", "0"), request.POST.get("form", "")
    number = int(edition) if edition.isascii() and edition.isdigit() and len(edition) < 5 else 0
    try:
        workflow.ask_print(by=request.actor, report_id=report.pk, form=form, edition=number)
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error.message))
    return _card(request, report)


@require_POST
@requires(Action.REPORT_VIEW)
def stop(request: ActorRequest, print_id: int) -> HttpResponse:
    """A file is not made after all."""
    row = ReportPrint.objects.only("report_id").filter(pk=print_id).first()
    if row is None:
        raise Http404
    report, _asked = seen(request, row.report_id)
    workflow.stop_print(by=request.actor, print_id=print_id)
    return _card(request, report)


def _card(request: ActorRequest, report: Report) -> HttpResponse:
    if "HX-Request" not in request.headers:
        return redirect(f"{reverse('reports:report', args=[report.pk])}#files")
    context = files_context(report, queries.prints_of(report), queries.editions_of(report), request.actor)
    return render(request, "reporting/reports/_files.html", context)
