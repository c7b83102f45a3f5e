"""Pages of the figures."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError
from accounts.forms.fields import refuse
from regions.models import Region
from reporting.figures import exports
from reporting.figures.forms import CorrectForm, EnterForm
from reporting.figures.presentation.asking import Asked
from reporting.figures.presentation.board_page import dashboard_context
from reporting.figures.presentation.catalogue_page import catalogue_context
from reporting.figures.presentation.entered_page import entered_context, line_of
from reporting.figures.presentation.rows_page import measure_of, rows_context
from reporting.figures.workflow.entering import correct, enter
from reporting.models import EnteredFigure

_ASK = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(Action.FIGURES_VIEW)
def dashboard(request: ActorRequest) -> HttpResponse:
    """The figures of a division and of those below it."""
    context = dashboard_context(request.actor, Asked.read(request.actor, request.GET))
    return render(request, "reporting/figures/dashboard.html", context)


@require_safe
@requires(Action.FIGURES_VIEW)
def export(request: ActorRequest) -> HttpResponseBase:
    """Every indicator of a division and of those below it, as a spreadsheet or as CSV."""
    asked = Asked.read(request.actor, request.GET)
    return exports.indicators(request.actor, asked, request.GET.get("form", ""))


@require_safe
@requires(Action.FIGURES_VIEW)
def rows(request: ActorRequest, measure: str) -> HttpResponse:
    """The rows behind a number."""
    asked = Asked.read(request.actor, request.GET)
    context = rows_context(request.actor, measure_of(request.actor, measure), asked, request.GET)
    return render(request, "reporting/figures/rows.html", context)


@require_safe
@requires(Action.FACILITY_EXPORT)
def rows_export(request: ActorRequest, measure: str) -> HttpResponseBase:
    """The rows behind a number, as a spreadsheet or as CSV."""
    asked = Asked.read(request.actor, request.GET)
    found = measure_of(request.actor, measure)
    return exports.rows(request.actor, found, asked, request.GET.get("form", ""))


@require_safe
@requires(Action.FIGURES_VIEW)
def catalogue(request: ActorRequest) -> HttpResponse:
    """What each indicator means."""
    return render(request, "reporting/figures/catalogue.html", catalogue_context())


@require_safe
@requires(Action.FIGURES_VIEW)
def entered(request: ActorRequest) -> HttpResponse:
    """What was entered for a division, and from which document."""
    context = entered_context(request.actor, Asked.read(request.actor, request.GET))
    return render(request, "reporting/figures/entered.html", context)


@_ASK
@requires(Action.FIGURES_ENTER)
def enter_figure(request: ActorRequest) -> HttpResponse:
    """Enter a population, a surveyed figure or a target."""
    asked = Asked.read(request.actor, request.GET)
    form = EnterForm(request.POST or None, asked.place, request.GET.get("what", ""))
    if form.is_valid():
        data = dict(form.cleaned_data)
        kind, key = data.pop("what")
        try:
            region = get_object_or_404(Region, pk=data.pop("region"))
            enter(by=request.actor, region=region, kind=kind, key=key, **data)
            messages.success(request, _("The figure is entered."))
            return redirect(f"{request.path}../?place={region.pk:012d}")
        except DomainError as error:
            refuse(form, error)
    context = {"form": form, "asked": asked, "old": None}
    return render(request, "reporting/figures/enter.html", context, status=422 if form.is_bound else 200)


@_ASK
@requires(Action.FIGURES_ENTER)
def correct_figure(request: ActorRequest, figure_id: int) -> HttpResponse:
    """Put another figure in the place of an entered one."""
    old = get_object_or_404(EnteredFigure.objects.select_related("entered_by"), pk=figure_id)
    form = CorrectForm(request.POST or None, initial={"document": old.document, "page": old.page})
    if form.is_valid():
        try:
            correct(by=request.actor, figure_id=figure_id, **form.cleaned_data)
            messages.success(request, _("The figure is corrected; the old one stays readable."))
            return redirect(f"{request.path}../../?place={old.region_id:012d}")
        except DomainError as error:
            refuse(form, error)
    asked = Asked.read(request.actor, {"place": f"{old.region_id:012d}"})
    context = {"form": form, "asked": asked, "old": line_of(old)}
    return render(request, "reporting/figures/enter.html", context, status=422 if form.is_bound else 200)
