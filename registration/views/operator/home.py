"""The operator's first screen, and the lists behind it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import ActorRequest, requires, signed_in
from accounts.actions import Action
from facilities.choosing import asked_for, remember
from facilities.models import Facility
from facilities.queries.facility import my_facilities
from kernel import clock
from obligations.presentation.dates import clause_of, due_shown
from obligations.wording import words_of
from registration.presentation.operator.duty import authority
from registration.presentation.operator.home import home_context
from registration.presentation.states import FILING as BADGES
from registration.queries import operator as read


def chosen_facility(request: ActorRequest, facilities: list[Facility]) -> Facility | None:
    """The facility of this session: asked for, else where something waits, which it then stays. None without any."""
    found = asked_for(request, facilities) or most_pressing(facilities)
    if found is not None:
        remember(request, found)
    return found


def most_pressing(facilities: list[Facility]) -> Facility | None:
    """Where something waits, else the first one."""
    counts = read.open_counts([facility.pk for facility in facilities])
    return max(facilities, key=lambda facility: counts[facility.pk], default=None)


def _of(chosen: Facility | None) -> dict[str, object]:
    """The facility a page is about, and its name for the top of the page."""
    return {"facility": chosen, "facility_name": chosen.name if chosen else ""}


@require_safe
@signed_in
def home(request: ActorRequest) -> HttpResponse:
    """What do I owe, by when, with one button for each. Without a facility: how to come to one."""
    if not request.actor.is_operator:
        raise PermissionDenied
    facilities = my_facilities()
    chosen = chosen_facility(request, facilities)
    if chosen is None:
        return render(request, "registration/operator/no_facility.html")
    return render(request, "registration/operator/home.html", home_context(facilities, chosen))


@require_safe
@requires(Action.OPERATOR_HOME)
def filings(request: ActorRequest) -> HttpResponse:
    """Every filing of my facilities."""
    facilities = my_facilities()
    chosen = chosen_facility(request, facilities)
    rows = [(row, BADGES[row.state]) for row in read.filings_of([chosen.pk])] if chosen else []
    context = {"facilities": facilities, **_of(chosen), "rows": rows}
    return render(request, "registration/operator/filings.html", context)


@require_safe
@requires(Action.OPERATOR_HOME)
def finished(request: ActorRequest) -> HttpResponse:
    """What was done, and whether in time."""
    facilities = my_facilities()
    chosen, today = chosen_facility(request, facilities), clock.today()
    rows = [
        (
            row,
            words_of(row.rule).do,
            due_shown(row, today),
            clause_of(row.source, days=row.days, due_status=row.due_status),
        )
        for row in (read.finished_by(chosen.pk) if chosen else [])
    ]
    return render(request, "registration/operator/finished.html", {**_of(chosen), "rows": rows})


@require_safe
@requires(Action.OPERATOR_HOME)
def news(request: ActorRequest) -> HttpResponse:
    """Everything the health commission did for a facility, the newest first."""
    chosen = chosen_facility(request, my_facilities())
    context = {
        **_of(chosen),
        "authority": authority(chosen.region_id) if chosen else "",
        "news": read.news_of(chosen.pk, 200) if chosen else [],
        "papers": read.papers_of(chosen.pk, 200) if chosen else [],
    }
    return render(request, "registration/operator/news.html", context)
