"""Ratings: the officer's list, the facility's own, one rating, and each step of it."""

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ActorRequest, requires
from accounts.acting import Trail, act, said, version_of
from accounts.actions import Action
from accounts.queries import departments_serving, members
from accounts.workflow import allow
from facilities.choosing import chosen_of
from facilities.queries.page import visible
from inspections import exports, workflow
from inspections.filters import RatingFilters
from inspections.forms.findings import WhyForm
from inspections.forms.ratings import DecisionForm, EvidenceForm, PanelForm, PublishForm, SheetForm
from inspections.models import Rating
from inspections.presentation.ratings import (
    facility_ratings,
    grade_choices,
    proposal_note,
    rating_context,
    ratings_context,
)
from inspections.queries import ratings as read
from inspections.queries.rating_law import scheme_of
from inspections.views.evidence import stored_for_rating
from kernel import clock

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(Action.INSPECTION_VIEW)
def ratings(request: ActorRequest) -> HttpResponse:
    """Ratings of the place: under way, published, ended."""
    filters = RatingFilters.read(request.GET)
    page = read.ratings_page(filters, request.GET)
    context = ratings_context(filters, page, read.tab_counts(filters), request.actor)
    return render(request, "inspections/ratings.html", context)


@require_safe
@requires(Action.INSPECTION_VIEW)
def export(request: ActorRequest) -> FileResponse:
    """The ratings of a tab as a spreadsheet."""
    return exports.ratings(request.actor, RatingFilters.read(request.GET))


@require_safe
@requires(Action.RATING_FILL)
def mine(request: ActorRequest) -> HttpResponse:
    """The ratings of the chosen facility."""
    facility, facilities = chosen_of(request)
    scheme = scheme_of(facility.region_id, clock.today())
    context = facility_ratings(facility, read.ratings_of(facility.pk), scheme, request.actor)
    return render(request, "inspections/my_ratings.html", {"facilities": facilities, **context})


@require_POST
@requires(Action.RATING_FILL, Action.RATING_MANAGE)
def begin(request: ActorRequest, facility_id: int) -> HttpResponse:
    """A rating begins, or the one under way goes on."""
    facility = visible(facility_id)
    return redirect(_page(workflow.begin_rating(by=request.actor, facility_id=facility.pk)))


@require_safe
@requires(Action.INSPECTION_VIEW)
def rating(request: ActorRequest, rating_id: int) -> HttpResponse:
    """One rating with its items."""
    row = _seen(request, rating_id)
    return render(request, "inspections/rating.html", rating_context(row, request.actor))


@form_page
@requires(Action.RATING_FILL)
def assess(request: ActorRequest, rating_id: int) -> HttpResponse:
    """The facility's own points."""
    return _sheet(request, rating_id, _("Assess yourself"), panel=False)


@form_page
@requires(Action.RATING_ASSESS)
def score(request: ActorRequest, rating_id: int) -> HttpResponse:
    """The points of a member of the panel."""
    return _sheet(request, rating_id, _("Score"), panel=True)


@form_page
@requires(Action.RATING_FILL)
def evidence(request: ActorRequest, rating_id: int, item_id: int) -> HttpResponse:
    """Proofs of one item."""
    row, form = _seen(request, rating_id), EvidenceForm(request.POST or None, request.FILES or None)

    def perform() -> str:
        files = stored_for_rating(request, row.facility, form.cleaned_data["files"])
        workflow.add_evidence(by=request.actor, rating_id=row.pk, item_id=item_id, files=files)
        return f"{_page(row)}#item-{item_id}"

    title = _("Add proofs")
    words = said(title, _trail(request, row, title), _("Send"), _("Added."))
    return act(request, form, perform=perform, upload=True, **words)


@require_POST
@requires(Action.RATING_FILL)
def hand_in(request: ActorRequest, rating_id: int) -> HttpResponse:
    """The facility hands its assessment in."""
    return _done(request, rating_id, workflow.hand_in_rating, _("Handed in. The authority names a panel."))


@require_POST
@requires(Action.RATING_ASSESS)
def submit_scores(request: ActorRequest, rating_id: int) -> HttpResponse:
    """A member's scores are final."""
    return _done(request, rating_id, workflow.submit_scores, _("Your scores are final."))


@form_page
@requires(Action.RATING_MANAGE)
def name_panel(request: ActorRequest, rating_id: int) -> HttpResponse:
    """Who scores."""
    row = _seen(request, rating_id)
    form = PanelForm(request.POST or None, people=_people(row))
    note = _("At least %(n)s people, each by themselves. Whoever decides is not on the panel.") % {
        "n": row.facts.get("assessors", 2)
    }
    words = (_("Name the panel"), _("Name the panel"), _("The panel can score."))
    return _step(request, row, form, words, workflow.name_panel, note=note, note_tone="info")


@form_page
@requires(Action.RATING_MANAGE)
def send_back(request: ActorRequest, rating_id: int) -> HttpResponse:
    """The facility is to complete its assessment."""
    words = (
        _("Send the assessment back"),
        _("Send the assessment back"),
        _("The facility completes its assessment."),
    )
    return _step(
        request, _seen(request, rating_id), WhyForm(request.POST or None), words, workflow.send_back_rating
    )


@form_page
@requires(Action.RATING_DECIDE)
def decide(request: ActorRequest, rating_id: int) -> HttpResponse:
    """The grade is decided."""
    row = _seen(request, rating_id)
    form = DecisionForm(request.POST or None, grades=grade_choices(row), initial={"grade": row.proposed})
    words = (_("Decide the grade"), _("Decide the grade"), _("Decided. It counts once it is published."))
    return _step(request, row, form, words, workflow.decide_rating, note=proposal_note(row), note_tone="info")


@form_page
@requires(Action.RATING_MANAGE)
def publish(request: ActorRequest, rating_id: int) -> HttpResponse:
    """The result is published."""
    form = PublishForm(request.POST or None, today=clock.today())
    words = (_("Publish the result"), _("Publish"), _("Published. It counts from this day."))
    return _step(request, _seen(request, rating_id), form, words, workflow.publish_rating)


@form_page
@requires(Action.RATING_MANAGE)
def withdraw(request: ActorRequest, rating_id: int) -> HttpResponse:
    """A rating is given up, a published one revoked."""
    row = _seen(request, rating_id)
    title = _("Revoke the result") if row.state == "PUBLISHED" else _("Withdraw the rating")
    return _step(
        request, row, WhyForm(request.POST or None), (title, title, _("Done.")), workflow.withdraw_rating
    )


def _seen(request: ActorRequest, rating_id: int) -> Rating:
    row = read.rating(rating_id)
    allow(request.actor, Action.INSPECTION_VIEW, row)
    return row


def _page(row: Rating) -> str:
    return reverse("inspections:rating", args=[row.pk])


def _trail(request: ActorRequest, row: Rating, title: object) -> Trail:
    first = reverse("inspections:my_ratings" if request.actor.is_operator else "inspections:ratings")
    return [(_("Ratings"), first), (row.facility.name, _page(row)), (title, "")]


def _people(row: Rating) -> list[tuple[int, str]]:
    found: dict[int, str] = {}
    for office in departments_serving(row.region_id, clock.today()):
        for user, name in members(office.pk):
            found.setdefault(user, f"{name} · {office.name}")
    return list(found.items())


def _sheet(request: ActorRequest, rating_id: int, title: str, *, panel: bool) -> HttpResponse:
    row = _seen(request, rating_id)
    context = rating_context(row, request.actor)
    form = SheetForm(request.POST or None, parts=context["parts"], panel=panel)

    def perform() -> str:
        given: dict[str, Any] = {"rating_id": row.pk, "given": form.given}
        if panel:
            workflow.score_items(by=request.actor, **given)
        else:
            workflow.assess_oneself(by=request.actor, version=version_of(request), **given)
        return _page(row)

    words = said(title, _trail(request, row, title), _("Save"), _("Saved."))
    more: dict[str, Any] = {
        "template": "inspections/rating_sheet.html",
        "version": None if panel else row.version,
    }
    return act(request, form, perform=perform, **more, **words)


def _done(request: ActorRequest, rating_id: int, verb: Any, told: str) -> HttpResponse:
    row = _seen(request, rating_id)
    form = WhyForm({"reason": "-"})
    trail = _trail(request, row, _("Ratings"))

    def perform() -> str:
        verb(by=request.actor, rating_id=row.pk)
        return _page(row)

    words = said(_("This cannot be handed in yet"), trail, _("Try again"), told)
    return act(
        request, form, perform=perform, template="inspections/rating_refused.html", back=_page(row), **words
    )


def _step(
    request: ActorRequest, row: Rating, form: Any, words: tuple[str, str, str], verb: Any, **more: Any
) -> HttpResponse:
    def perform() -> str:
        verb(by=request.actor, rating_id=row.pk, version=version_of(request), **form.cleaned_data)
        return _page(row)

    title, button, told = words
    shown = said(title, _trail(request, row, title), button, told)
    return act(request, form, perform=perform, version=row.version, **shown, **more)
