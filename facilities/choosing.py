"""Which of their facilities an operator's page is about: one answer for the pages of every app."""

from collections.abc import Sequence

from django.http import Http404

from accounts.access import ActorRequest
from facilities.models import Facility
from facilities.queries.facility import facility_here, my_facilities

CHOSEN = "facility"


def chosen_of(request: ActorRequest) -> tuple[Facility, list[Facility]]:
    """(the facility named in the address, else of this session, else the first; all of them).

    Raises Http404 without any, and for the number of a facility that is not theirs.
    """
    facilities = my_facilities()
    found = asked_for(request, facilities)
    named = _named(request)
    if not facilities or (named is not None and (found is None or found.pk != named)):
        raise Http404
    return found or facilities[0], facilities


def own_facility(request: ActorRequest, facility_id: int) -> Facility:
    """A facility that the actor operates, named by an address that acts. Raises Http404."""
    if facility_id not in request.actor.facilities:
        raise Http404
    return facility_here(facility_id)


def asked_for(request: ActorRequest, facilities: Sequence[Facility]) -> Facility | None:
    """The facility named in the address, which the session remembers, else the one that it remembers."""
    named = _named(request)
    wanted = request.session.get(CHOSEN) if named is None else named
    found = next((each for each in facilities if each.pk == wanted), None)
    if found is not None:
        remember(request, found)
    return found


def _named(request: ActorRequest) -> int | None:
    """The number in the address; None for none and for what is no number."""
    asked = request.GET.get(CHOSEN, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None


def remember(request: ActorRequest, facility: Facility) -> None:
    """The other pages of this session are about it too, until another one is chosen."""
    if request.session.get(CHOSEN) != facility.pk:
        request.session[CHOSEN] = facility.pk
