"""What everybody may open: the receipt check, the list of filed facilities, published notices, two statements."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import public_page
from accounts.addresses import client_ip
from accounts.throttle import allowed
from facilities.presentation import state_badge
from facilities.presentation.public import place_filter, region_of
from facilities.queries import public as read

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
def facilities(request: HttpRequest) -> HttpResponse:
    """The filed facilities by place and name."""
    region, name = region_of(request.GET.get("place", "")), read.readable(request.GET.get("q", ""))
    found = read.filed(region=region, name=name, query=request.GET)
    context = {
        "page": found,
        "rows": [(row, state_badge(row.state)) for row in found.rows],
        "name": name,
        "too_short": 0 < len(name) < read.SHORTEST,
        **place_filter(region),
    }
    return render(request, "facilities/public/list.html", context)


@public_page
@require_safe
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
