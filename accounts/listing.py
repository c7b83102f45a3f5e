"""What the lists of an administrator have in common: the place they look at."""

from django.http import Http404

from accounts import queries
from accounts.access import ActorRequest
from regions import queries as regions
from regions.codes import contains, lineage
from regions.models import Region


def own_region(request: ActorRequest) -> int:
    """The region whose people the actor keeps. Raises Http404 for whoever holds no post."""
    if request.actor.post is None:
        raise Http404
    return request.actor.post.region_id


def place_of(request: ActorRequest) -> Region:
    """The place of ?in=, if the actor's own region contains it; else that region itself. A foreign place is not shown."""
    own, text = own_region(request), request.GET.get("in", "")
    wanted = int(text) if text.isascii() and text.isdecimal() and len(text) <= 12 else own
    rows = Region.objects.select_related("parent")
    found = rows.filter(pk=wanted).first() if contains(own, wanted) else None
    return found or rows.get(pk=own)


def place_options(request: ActorRequest, place: Region) -> list[tuple[int, str]]:
    """Where a list may look next: up to the actor's own region, the place itself, and what lies directly in it."""
    above = [code for code in lineage(place.pk)[:0:-1] if contains(own_region(request), code)]
    below = [each for each in queries.places_under(place.pk) if each.pk != place.pk]
    return [
        *((code, f"↑ {regions.name(code)}") for code in above),
        (place.pk, place.name),
        *((each.pk, f"· {each.name}") for each in below),
    ]
