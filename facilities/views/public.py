"""What everybody may open: the receipt check, the directory and its facilities, published notices, two statements."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import public_page
from accounts.addresses import client_ip
from accounts.throttle import allowed
from facilities.directory import Directory
from facilities.presentation import state_badge
from facilities.presentation.directory import card_of, facility_context, filters_context, tiles
from facilities.presentation.public import place_filter, region_of
from facilities.queries import directory
from facilities.queries import public as read
from facilities.views.sharing import shared

#: How many checks one address may make in a window; enough for a family, too few to try numbers out.
TRIES, WINDOW = 30, 300


def _unindexed(response: HttpResponse) -> HttpResponse:
    """Not for search engines: a checked receipt is nobody's search result."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _too_often(request: HttpRequest) -> bool:
    return not allowed("receipt check", client_ip(request), limit=TRIES, seconds=WINDOW, without_cache=True)


@public_page
@require_safe
@never_cache
def check(request: HttpRequest, token: str = "") -> HttpResponse:
    """Whether a receipt is genuine: by its printed code, or by its number. An unknown one gets a neutral page."""
    number = read.readable(request.GET.get("number", ""))
    asked, found, status = bool(token or number), None, 200
    if asked and _too_often(request):
        return _unindexed(render(request, "errors/429.html", {"retry_after": WINDOW}, status=429))
    if asked:
        found = read.by_token(token) if token else read.by_number(number)
        status = 200 if found else 404
    context = {
        "asked": asked,
        "found": found,
        "badge": state_badge(found.state) if found else None,
        "number": number,
        "by_code": bool(token),
    }
    return _unindexed(render(request, "facilities/public/check.html", context, status=status))


@public_page
@require_safe
@shared
def facilities(request: HttpRequest) -> HttpResponse:
    """The directory of filed facilities: as a list, or as a map of places with counts."""
    wanted = _wanted(request)
    if request.GET.get("view") == "map":
        counted = directory.by_place(wanted)
        context = {"tiles": tiles(wanted.region, counted, place_filter(wanted.region)["below"]), "map": True}
    else:
        found = directory.directory_page(wanted, request.GET)
        context = {"page": found, "cards": [card_of(row) for row in found.rows], "map": False}
    context |= filters_context(wanted, directory.ratings_given(wanted.region))
    context |= {"count": directory.how_many(wanted), "too_short": 0 < len(wanted.name) < read.SHORTEST}
    return render(request, "facilities/public/list.html", {**context, **place_filter(wanted.region)})


def _wanted(request: HttpRequest) -> Directory:
    region, name = region_of(request.GET.get("place", "")), read.readable(request.GET.get("q", ""))
    return Directory.read(request.GET, region, name)


@public_page
@require_safe
@shared
def facility(request: HttpRequest, number: int) -> HttpResponse:
    """What everybody may know of one facility."""
    row = directory.facility_shown(number)
    if row is None:
        return render(request, "facilities/public/unknown.html", status=404)
    return render(request, "facilities/public/facility.html", facility_context(row))


@public_page
@require_safe
@shared
def notices(request: HttpRequest) -> HttpResponse:
    """Published non-compliance notices, apart from the list of filed facilities."""
    region = region_of(request.GET.get("place", ""))
    found = read.notices(region=region, query=request.GET)
    return render(
        request, "facilities/public/notices.html", {"page": found, "rows": found.rows, **place_filter(region)}
    )


@public_page
@require_safe
def personal_information(request: HttpRequest) -> HttpResponse:
    """Which personal information the platform keeps, why, and whom to ask."""
    return render(
        request, "facilities/public/personal_information.html", {"title": _("Personal information")}
    )


@public_page
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was done so that everybody can use the platform, and what does not work yet."""
    return render(request, "facilities/public/accessibility.html", {"title": _("Accessibility")})
