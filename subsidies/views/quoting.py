"""How much is it? The public calculator as a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import public_page
from policy.errors import UnknownProgramme
from subsidies.forms.asking import Asked
from subsidies.presentation.states import badge_of, empty_badge
from subsidies.queries import choices


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def quote(request: HttpRequest) -> HttpResponse:
    """First which programme, then its facts, then the amount with every step. Errors stand beside their fields."""
    values = request.POST if request.method == "POST" else request.GET
    if not values.get("programme"):
        return render(
            request,
            "subsidies/choose.html",
            {"places": choices(), "badge_of": badge_of, "empty_badge": empty_badge},
        )
    try:
        asked = Asked(values, posted=request.method == "POST")
    except UnknownProgramme:
        return redirect("subsidies:quote")
    context = {"asked": asked, "badge": badge_of(asked.programme), "empty": empty_badge(asked.programme)}
    return render(request, "subsidies/quote.html", context, status=422 if asked.faults else 200)
