"""The steps of a report: handed in, reviewed, countersigned, signed, received, sent back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import ActorRequest, requires
from accounts.acting import act, said, version_of
from accounts.actions import Action
from accounts.errors import NotAllowed
from reporting.enums import ReportStep
from reporting.errors import NotReady
from reporting.models import Report
from reporting.reports import workflow
from reporting.reports.forms import OpinionForm, ReasonForm
from reporting.reports.permissions import may_decide, may_receive, may_say, step_of
from reporting.reports.presentation.page import report_context, trail_of
from reporting.reports.presentation.problems import problems_of, silent_words
from reporting.reports.queries import Asked
from reporting.reports.reading import reading_of
from reporting.reports.views.shared import seen
from reporting.reports.workflow.steps import edition_number

form_page = require_http_methods(["GET", "HEAD", "POST"])
_HELP = "written-reports"


@require_POST
@requires(Action.REPORT_WRITE)
def hand_in(request: ActorRequest, report_id: int) -> HttpResponse:
    """The author is done; what is still missing is listed, each with a link to its section."""
    report, asked = seen(request, report_id)
    try:
        edition = workflow.hand_in(by=request.actor, report_id=report.pk, version=version_of(request))
    except NotReady as error:
        reading = reading_of(report)
        context = report_context(reading, asked, request.actor, "")
        context |= {"problems": problems_of(reading, error), "refused": error.message}
        return render(request, "reporting/reports/report.html", context, status=422)
    messages.success(request, _("Edition %(n)s is handed in.") % {"n": edition.number})
    return redirect(_page(report))


@form_page
@requires(Action.REPORT_WRITE, Action.REPORT_SIGN)
def approve(request: ActorRequest, report_id: int) -> HttpResponse:
    """The step that the report waits for is done."""
    report, asked = seen(request, report_id)
    _allowed(may_decide(request.actor, report))
    step = step_of(report)
    waiting = silent_words(asked) if step == ReportStep.COUNTERSIGN else ""
    form = ReasonForm(request.POST or None, required=False, label=_("Remark"), help_text=waiting)
    words = {
        ReportStep.REVIEW: (_("Review the report"), _("Reviewed, pass on"), _("Reviewed.")),
        ReportStep.COUNTERSIGN: (
            _("Close the countersigning"),
            _("Close the countersigning"),
            _("The report goes on."),
        ),
        ReportStep.SIGN: (_("Sign the report"), _("Sign and freeze"), _("The report is signed.")),
    }[ReportStep(step)]
    note = waiting or _("You decide on edition %(n)s as it is frozen.") % {"n": edition_number(report)}
    return _step(request, report, form, words, workflow.approve, note=note, note_tone="warn" if waiting else "info")  # fmt: skip


@form_page
@requires(Action.REPORT_WRITE, Action.REPORT_SIGN)
def send_back(request: ActorRequest, report_id: int) -> HttpResponse:
    """The author is to write on."""
    report, _asked = seen(request, report_id)
    _allowed(may_decide(request.actor, report))
    form = ReasonForm(request.POST or None, label=_("What has to be changed"))
    words = (_("Send the report back"), _("Back to the author"), _("The report is back with its author."))
    return _step(request, report, form, words, workflow.send_back)


@form_page
@requires(Action.REPORT_WRITE)
def say(request: ActorRequest, report_id: int) -> HttpResponse:
    """A member agrees or objects; the office of the report writes down what came on paper."""
    report, asked = seen(request, report_id)
    _allowed(may_say(request.actor, report, {each.office_id for each in asked if each.office_id is not None}))
    form = OpinionForm(request.POST or None, members=_speaks_for(request, report, asked))

    def perform() -> str:
        workflow.say(by=request.actor, report_id=report.pk, **form.cleaned_data)
        return _page(report)

    title = _("Opinion on the report")
    words = said(title, trail_of(report, (title, "")), _("Give the opinion"), _("The opinion is recorded."))
    return act(request, form, perform=perform, help=_HELP, **words)


@require_POST
@requires(Action.REPORT_RECEIVE)
def receive(request: ActorRequest, report_id: int) -> HttpResponse:
    """The collecting office takes the report."""
    report, _asked = seen(request, report_id)
    workflow.receive(by=request.actor, report_id=report.pk, version=version_of(request))
    messages.success(request, _("Received."))
    return redirect(_page(report))


@form_page
@requires(Action.REPORT_RECEIVE)
def return_report(request: ActorRequest, report_id: int) -> HttpResponse:
    """The report is not what was asked for."""
    report, _asked = seen(request, report_id)
    _allowed(may_receive(request.actor, report))
    form = ReasonForm(request.POST or None, label=_("What has to be changed"))
    words = (_("Return the report"), _("Back to the author"), _("The report is back with its author."))
    return _step(request, report, form, words, workflow.return_report)


def _step(
    request: ActorRequest,
    report: Report,
    form: forms.Form,
    words: tuple[str, str, str],
    verb: Callable[..., Any],
    **more: Any,
) -> HttpResponse:
    """A page with one form and one verb, on the version of the report that the page was drawn with."""

    def perform() -> str:
        verb(by=request.actor, report_id=report.pk, version=version_of(request), **form.cleaned_data)
        return _page(report)

    title, button, done = words
    shown = said(title, trail_of(report, (title, "")), button, done)
    version = version_of(request) or report.version
    return act(request, form, perform=perform, version=version, help=_HELP, **shown, **more)


def _speaks_for(request: ActorRequest, report: Report, asked: list[Asked]) -> list[str]:
    own = request.actor.department_id
    return [each.member for each in asked if own in (each.office_id, report.office_id)]


def _allowed(decision: Any) -> None:
    if not decision:
        raise NotAllowed(decision)


def _page(report: Report) -> str:
    return reverse("reports:report", args=[report.pk])
