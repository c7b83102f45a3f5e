"""Pages of what is handed in."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError, NotAllowed
from accounts.forms.fields import refuse
from obligations.forms import way_back
from obligations.workflow import urge
from reporting.models import Report
from reporting.reports.collecting import exports
from reporting.reports.collecting.asking import Asked
from reporting.reports.collecting.forms import ReturnForm
from reporting.reports.collecting.presentation import return_context, round_context, rounds_context
from reporting.reports.collecting.workflow import Urged, urge_all
from reporting.reports.queries import duty_of
from reporting.reports.workflow import receive, return_report


@require_safe
@requires(Action.REPORT_RECEIVE)
def collected(request: ActorRequest) -> HttpResponse:
    """What is collected in the division: each form and period with how many are in."""
    return render(request, "reporting/reports/collecting/rounds.html", rounds_context(request.actor))


@require_safe
@requires(Action.REPORT_RECEIVE)
def collected_round(request: ActorRequest, form: str, period: int) -> HttpResponse:
    """Who owes one report, and how far each of them is."""
    asked = Asked.read(request.actor, form, period, request.GET)
    context = round_context(request.actor, asked, request.GET)
    return render(request, "reporting/reports/collecting/round.html", context)


@require_safe
@requires(Action.REPORT_RECEIVE)
def collected_export(request: ActorRequest, form: str, period: int) -> HttpResponseBase:
    """Who owes, as a spreadsheet or as CSV."""
    asked = Asked.read(request.actor, form, period, request.GET)
    return exports.export(request.actor, asked, request.GET.get("form", ""))


@require_POST
@requires(Action.REPORT_RECEIVE)
def urge_collected(request: ActorRequest, form: str, period: int) -> HttpResponse:
    """Remind everybody who has not handed in."""
    asked = Asked.read(request.actor, form, period, request.GET)
    done = urge_all(by=request.actor, place=asked.within, region=asked.place, form=form, period=period)
    messages.success(request, _said(done))
    return redirect(asked.url(request.actor))


def _said(done: Urged) -> str:
    if not done.now:
        return _("Nobody was urged: whoever can be told was urged today already.")
    words = ngettext("%(n)s was urged.", "%(n)s were urged.", done.now) % {"n": done.now}
    more = _("%(n)s more wait: urge again.") % {"n": f"{done.left:,}"} if done.left else ""
    return f"{words} {more}".strip()


@require_POST
@requires(Action.REPORT_RECEIVE)
def urge_one(request: ActorRequest, report_id: int) -> HttpResponse:
    """Remind whoever owes this report."""
    duty = duty_of(get_object_or_404(Report, pk=report_id))
    if duty is None:
        messages.error(request, _("This is settled already."))
    else:
        row = urge(by=request.actor, obligation_id=duty.pk)
        messages.success(request, _("The owner was urged (%(n)s so far).") % {"n": row.urged_count})
    return redirect(way_back(request))


@require_POST
@requires(Action.REPORT_RECEIVE)
def receive_one(request: ActorRequest, report_id: int) -> HttpResponse:
    """Take a report as it was handed in."""
    try:
        receive(by=request.actor, report_id=report_id, version=_version(request))
        messages.success(request, _("Received."))
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error.message))
    return redirect(way_back(request))


def _version(request: ActorRequest) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.REPORT_RECEIVE)
def return_one(request: ActorRequest, report_id: int) -> HttpResponse:
    """Give a report back to its author, with what has to be changed."""
    report = get_object_or_404(Report.objects.select_related("facility", "office"), pk=report_id)
    context = return_context(request.actor, report)
    form = ReturnForm(request.POST or None, initial={"version": report.version})
    if form.is_valid():
        try:
            return_report(by=request.actor, report_id=report_id, **form.cleaned_data)
            messages.success(request, _("Returned; it is owed again by the same day."))
            return redirect(context["back"])
        except NotAllowed:
            raise
        except DomainError as error:
            refuse(form, error)
    context["form"] = form
    page = "reporting/reports/collecting/return.html"
    return render(request, page, context, status=422 if form.is_bound else 200)
