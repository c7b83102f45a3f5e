"""Which of their facilities an operator's page is about: one answer for the pages of every app."""

from collections.abc import Sequence

from django.http import Http404

from accounts.access import ActorRequest
from facilities.models import Facility
from facilities.queries.facility import my_facilities

CHOSEN = "facility"


def chosen_of(request: ActorRequest) -> tuple[Facility, list[Facility]]:
    """(the facility named in the address, else of this session, else the first; all of them). 404 without any."""
    facilities = my_facilities()
    if not facilities:
        raise Http404
    return asked_for(request, facilities) or facilities[0], facilities


def asked_for(request: ActorRequest, facilities: Sequence[Facility]) -> Facility | None:
    """The facility named in the address, which the session remembers, else the one that it remembers."""
    asked = request.GET.get(CHOSEN, "")
    number = asked.isascii() and asked.isdigit() and len(asked) < 19
    wanted = int(asked) if number else request.session.get(CHOSEN)
    found = next((each for each in facilities if each.pk == wanted), None)
    if found is not None:
        remember(request, found)
    return found


def remember(request: ActorRequest, facility: Facility) -> None:
    """The other pages of this session are about it too, until another one is chosen."""
    if request.session.get(CHOSEN) != facility.pk:
        request.session[CHOSEN] = facility.pk
