"""An operator's attendance: the months, the grid, every tick saved at once, the signature, corrections."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError
from facilities.choosing import chosen_of
from facilities.errors import NotRight
from facilities.models import Child, Facility
from facilities.presentation.care.attendance import (
    correct_context,
    grid_context,
    month_named,
    months_context,
)
from facilities.queries.attendance import marked_days
from facilities.queries.children import child_here, name_here
from facilities.rules.attendance import count, packed
from facilities.views.care.children import version_of
from facilities.workflow import attendance as work
from kernel import clock

records = requires(Action.ATTENDANCE_RECORD)


@require_safe
@records
def months(request: ActorRequest) -> HttpResponse:
    """Roll against attendance against places, month by month."""
    facility, facilities = chosen_of(request)
    return render(request, "facilities/care/months.html", months_context(facility, facilities))


@require_http_methods(["GET", "HEAD", "POST"])
@records
@never_cache
def month(request: ActorRequest, month: str) -> HttpResponse:
    """The grid of a month. Posted as a form (without script), what it shows is saved together."""
    facility, _facilities = chosen_of(request)
    if request.method != "POST":
        return _grid(request, facility, month_named(month))
    first = month_named(month)
    try:
        rows = _rows_of(request.POST, marked_days(facility.pk, first))
        work.record_days(
            by=request.actor, facility_id=facility.pk, month=first, rows=rows, version=version_of(request)
        )
    except (DomainError, ValueError) as error:
        return _grid(request, facility, first, error)
    messages.success(request, _("Saved."))
    return redirect(request.get_full_path())


def _grid(
    request: ActorRequest, facility: Facility, first: date, error: Exception | None = None
) -> HttpResponse:
    _facility, facilities = chosen_of(request)
    context = grid_context(facility, facilities, request.actor, first, request.GET)
    context["faults"] = [(0, str(error))] if error and not isinstance(error, NotRight) else []
    if isinstance(error, NotRight):
        named = {str(row.child_id): row.name for row in context["rows"]}
        context["faults"] = [(f.field, f"{named.get(f.field, '')} {f}".strip()) for f in error.faults]
    return render(request, "facilities/care/month.html", context, status=422 if error else 200)


def _rows_of(posted: QueryDict, marked: dict[int, int]) -> dict[int, int]:
    """Child → days, out of the fields of the form: the whole month, or one day of it. Raises ValueError."""
    children = [int(number) for number in posted.getlist("row")[:400]]
    if day := posted.get("day", ""):
        here, bit = {int(number) for number in posted.getlist("present")}, packed([int(day)])
        return {c: marked.get(c, 0) | bit if c in here else marked.get(c, 0) & ~bit for c in children}
    return {c: packed(int(d) for d in posted.getlist(f"c{c}")) for c in children}


@require_POST
@records
def mark(request: ActorRequest, month: str) -> HttpResponse:
    """One tick, saved at once. Answers with the child's days and the hour; a refusal stands above the grid."""
    facility, _facilities = chosen_of(request)
    try:
        given = {name: int(request.POST.get(name, "")) for name in ("child", "day", "present")}
        sheet, bits = work.mark(
            by=request.actor, facility_id=facility.pk, month=month_named(month), child_id=given["child"],
            day=given["day"], present=bool(given["present"]),
        )  # fmt: skip
    except (DomainError, ValueError) as error:
        said = str(error.faults[0]) if isinstance(error, NotRight) else str(error)
        response = render(request, "facilities/care/_refused_mark.html", {"said": said}, status=422)
        response["HX-Retarget"], response["HX-Reswap"] = "#grid-says", "innerHTML"
        return response
    context = {"count": count(bits), "sheet": sheet, "at": clock.now()}
    return render(request, "facilities/care/_marked.html", context)


@require_POST
@records
def service_days(request: ActorRequest, month: str) -> HttpResponse:
    """Which days the facility is open."""
    facility, _facilities = chosen_of(request)
    first = month_named(month)
    try:
        days = [int(text) for text in request.POST.getlist("service")]
        work.set_service_days(by=request.actor, facility_id=facility.pk, month=first, days=days)
    except (DomainError, ValueError) as error:
        return _grid(request, facility, first, error)
    messages.success(request, _("The service days are saved."))
    return redirect("facilities:attendance_month", month)


@require_POST
@requires(Action.ATTENDANCE_SIGN)
def sign(request: ActorRequest, month: str) -> HttpResponse:
    """Close the month and sign it."""
    facility, _facilities = chosen_of(request)
    first = month_named(month)
    try:
        work.sign_month(by=request.actor, facility_id=facility.pk, month=first, version=version_of(request))
    except DomainError as error:
        return _grid(request, facility, first, error)
    messages.success(request, _("The month is closed and signed."))
    return redirect("facilities:attendance_month", month)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.ATTENDANCE_SIGN)
@never_cache
def correct(request: ActorRequest, month: str, child_id: int) -> HttpResponse:
    """Put right the days of one child in a signed month, with the reason."""
    first, child = month_named(month), child_here(child_id)
    context = correct_context(child.facility, first, child)
    if request.method != "POST":
        return render(request, "facilities/care/correct.html", context)
    try:
        _correct(request, first, child)
    except (DomainError, ValueError) as error:
        context |= {"error": error, "reason": request.POST.get("reason", "")}
        return render(request, "facilities/care/correct.html", context, status=422)
    messages.success(request, _("The correction of %(name)s is recorded.") % {"name": name_here(child)})
    return redirect("facilities:attendance_month", month)


def _correct(request: ActorRequest, first: date, child: Child) -> None:
    work.correct_days(
        by=request.actor,
        facility_id=child.facility_id,
        month=first,
        child_id=child.pk,
        days=packed(int(text) for text in request.POST.getlist("days")),
        reason=request.POST.get("reason", "").replace("\x00", ""),
    )
