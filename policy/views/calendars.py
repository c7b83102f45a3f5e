"""Arrangements of working days: those known, a new one by form or by file."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.permissions import decide
from accounts.workflow.rights import Place
from policy.errors import ArrangementRefused, PackRefused
from policy.loader.writing import written_arrangement
from policy.models import CalendarVersion
from policy.presentation.calendars import arrangement_rows, calendars_context, held_arrangement
from policy.proposal_forms import CalendarForm, UploadForm, fits_form, initial_of, year_asked
from policy.views.versions import refused_words, yaml_answer
from policy.workflow import draft_calendar, draft_calendar_file
from regions.codes import NATION


def _may_propose(request: ActorRequest) -> bool:
    return bool(decide(request.actor, Action.POLICY_PROPOSE, Place(NATION)))


def _only_the_nation(request: ActorRequest) -> None:
    if not _may_propose(request):
        raise PermissionDenied("a calendar is proposed for the nation")


@require_safe
@requires(Action.POLICY_VIEW)
def calendars(request: ActorRequest) -> HttpResponse:
    """Every arrangement of days off that is known, and whether next year's is missing."""
    context = {**calendars_context(), "may_propose": _may_propose(request)}
    return render(request, "policy/calendars.html", context)


@require_safe
@requires(Action.POLICY_VIEW)
def calendar(request: ActorRequest, label: str) -> HttpResponse:
    """One arrangement as a table."""
    row = CalendarVersion.objects.select_related("proposed_by", "approved_by").get(pk=label)
    context = {"row": row, "festivals": arrangement_rows(row.content), "may_propose": _may_propose(request)}
    return render(request, "policy/calendar.html", context)


@require_safe
@requires(Action.POLICY_VIEW)
def calendar_file(request: ActorRequest, label: str) -> HttpResponse:
    """One arrangement as the file it could be handed in as."""
    row = CalendarVersion.objects.get(pk=label)
    return yaml_answer(written_arrangement(row.content), f"{row.label}.yaml")


@requires(Action.POLICY_PROPOSE)
def calendar_new(request: ActorRequest) -> HttpResponse:
    """State an arrangement in the form; a published year begins with what holds now."""
    if request.method == "POST":
        _only_the_nation(request)
        form = CalendarForm(request.POST)
        if form.is_valid():
            try:
                row = draft_calendar(by=request.actor, notice=form.notice())
            except ArrangementRefused as error:
                form.refuse(error.extra["faults"])
            else:
                return redirect("policy:proposal", row.pk)
        return _form_page(request, form, UploadForm(), 400)
    year = year_asked(request.GET.get("year", ""))
    held = held_arrangement(year)
    return _form_page(request, CalendarForm(initial=initial_of(year, held)), UploadForm(), 200, year)


def _form_page(
    request: ActorRequest, form: CalendarForm, upload: UploadForm, status: int, year: int | None = None
) -> HttpResponse:
    held = held_arrangement(year) if year else None
    context = {
        "form": form,
        "upload": upload,
        "may_propose": _may_propose(request),
        "amends": year if held else None,
        "only_file": held is not None and not fits_form(held),
    }
    return render(request, "policy/calendar_new.html", context, status=status)


@require_POST
@requires(Action.POLICY_PROPOSE)
def calendar_upload(request: ActorRequest) -> HttpResponse:
    """Hand in an arrangement as a file."""
    _only_the_nation(request)
    upload = UploadForm(request.POST, request.FILES)
    if upload.is_valid():
        given = upload.cleaned_data["file"]
        try:
            row = draft_calendar_file(by=request.actor, name=given.name, data=given.read())
        except PackRefused as refused:
            upload.add_error("file", refused_words(refused))
        else:
            return redirect("policy:proposal", row.pk)
    form = CalendarForm(initial=initial_of(year_asked(""), None))
    return _form_page(request, form, upload, 400)
