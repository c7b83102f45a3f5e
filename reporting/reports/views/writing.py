"""Writing reports: begin one, write a section."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import ActorRequest, requires
from accounts.acting import act, said
from accounts.actions import Action
from accounts.errors import DomainError, NotAllowed
from accounts.forms.fields import refuse
from reporting.errors import SectionChanged
from reporting.models import Report, ReportSection
from reporting.reports import workflow
from reporting.reports.begun import sections_now
from reporting.reports.forms import BeginForm, SectionForm
from reporting.reports.gathering import sections_of
from reporting.reports.permissions import may_write
from reporting.reports.presentation.listing import forms_of
from reporting.reports.presentation.writing import writing_context
from reporting.reports.reading import draft_of
from reporting.reports.views.shared import seen

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@requires(Action.REPORT_WRITE)
def begin(request: ActorRequest) -> HttpResponse:
    """Begin a report by hand; one that stands already is opened."""
    form = BeginForm(request.POST or None, choices=forms_of(request.actor))

    def perform() -> str:
        row = workflow.begin(by=request.actor, place=request.actor.region_id, **form.cleaned_data)
        return reverse("reports:report", args=[row.pk])

    title = _("Begin a report")
    trail = [(_("Written reports"), reverse("reports:list")), (title, "")]
    note = _("One that stands already is opened. A report that no text asks for has no due date.")
    words = said(title, trail, _("Begin the report"), _("The report is there to be written."))
    return act(request, form, perform=perform, note=note, note_tone="info", **words)


@form_page
@requires(Action.REPORT_WRITE)
def section(request: ActorRequest, report_id: int, section: str) -> HttpResponse:
    """Write one section."""
    report, _asked = seen(request, report_id)
    if request.method == "POST":
        return _saved(request, report, section)
    if not may_write(request.actor, report):
        return redirect(f"{reverse('reports:report', args=[report.pk])}?section={section}")
    row = _named(sections_now(report), section)
    form = SectionForm(None, initial={"body": row.body, "version": row.version})
    return _drawn(request, report, row, form)


def _saved(request: ActorRequest, report: Report, code: str) -> HttpResponse:
    """Save, or show the form again with everything that was typed."""
    form, done = SectionForm(request.POST), "done" in request.POST
    known, theirs = _named(sections_now(report), code), None
    if form.is_valid():
        try:
            row = _save(request, report, code, form.cleaned_data, done=done)
        except SectionChanged as changed:
            theirs = changed.extra["section"]
            form.standing_on(theirs.version)
            refuse(form, changed)
        except NotAllowed as refused:
            if refused.code != "WRONG_STATE":
                raise
            refuse(form, DomainError(refused.message, remedy=_("Copy your text; it is not saved.")))
        except DomainError as error:
            refuse(form, error)
        else:
            return _after(request, report, row)
    known.body = form["body"].value() or ""
    return _drawn(request, report, known, form, theirs=theirs, status=422)


def _save(
    request: ActorRequest, report: Report, code: str, given: dict[str, Any], *, done: bool
) -> ReportSection:
    """The sections are written out with the first text that somebody saves."""
    if not (decision := may_write(request.actor, report)):
        raise NotAllowed(decision)
    row = _named(sections_of(workflow.prepare(report=report)), code)
    return workflow.save_section(by=request.actor, section_id=row.pk, done=done, **given)


def _after(request: ActorRequest, report: Report, row: ReportSection) -> HttpResponse:
    words = _("Saved, and marked as done.") if row.done else _("Saved.")
    messages.success(request, words)
    return redirect("reports:section", report.pk, row.code)


def _drawn(
    request: ActorRequest, report: Report, row: ReportSection, form: SectionForm, **more: Any
) -> HttpResponse:
    status = more.pop("status", 200)
    reading = draft_of(report)
    sections = [row if each.code == row.code else each for each in reading.sections]
    assert reading.gathered is not None
    reading = replace(reading, sections=sections, content=reading.gathered.content(sections))
    context = {**writing_context(reading, row, request.actor), "form": form, **more}
    return render(request, "reporting/reports/section.html", context, status=status)


def _named(sections: list[ReportSection], code: str) -> ReportSection:
    found = next((each for each in sections if each.code == code), None)
    if found is None:
        raise Http404
    return found
