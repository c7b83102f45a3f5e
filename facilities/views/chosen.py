"""Which of their facilities an operator's page is about."""

from django.http import Http404

from accounts.access import ActorRequest
from facilities.models import Facility
from facilities.queries.facility import my_facilities

CHOSEN = "facility"


def chosen_of(request: ActorRequest) -> tuple[Facility, list[Facility]]:
    """(the facility named in the address, else of this session, else the first; all of them). 404 without any."""
    facilities = my_facilities()
    asked = request.GET.get(CHOSEN, "")
    number = asked.isascii() and asked.isdigit() and len(asked) < 19
    wanted = int(asked) if number else request.session.get(CHOSEN)
    found = next((each for each in facilities if each.pk == wanted), None)
    if found is not None and request.session.get(CHOSEN) != found.pk:
        request.session[CHOSEN] = found.pk
    if not facilities:
        raise Http404
    return found or facilities[0], facilities
