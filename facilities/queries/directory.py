"""The public directory: filed facilities by what parents look for. Reads the projection through the login `portal`."""

from collections.abc import Mapping

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Mod

from facilities.directory import Directory
from facilities.enums import ENDED_STATES
from facilities.models import PublicFacility
from facilities.queries.public import ORDER, SHORTEST, SIZE, inside, named_rows, projected
from regions.codes import STEPS, level_of
from regions.enums import Level
from regions.keyset import Page, cursor_of, page

PRICED = ("price_from", "facility_id")
#: Nobody needs the exact length of a long list.
CAP = 1000
_BELOW = {
    Level.NATION: Level.PROVINCE,
    Level.PROVINCE: Level.CITY,
    Level.CITY: Level.DISTRICT,
    Level.DISTRICT: Level.STREET,
}


def matching(wanted: Directory) -> QuerySet[PublicFacility]:
    """The filed facilities that the filters leave, in no order."""
    rows = inside(projected().filter(filed_on__isnull=False), wanted.region).exclude(state__in=ENDED_STATES)
    if len(wanted.name) >= SHORTEST:
        rows = named_rows(rows, wanted.name)
    for group in (_tags("band", wanted.bands), _tags("care", wanted.care)):
        if group:
            rows = rows.filter(tags__overlap=group)
    needed = [f"form:{wanted.form}"] if wanted.form else []
    needed += [name for name in ("universal", "public", "free") if getattr(wanted, name)]
    if needed:
        rows = rows.filter(tags__contains=needed)
    if wanted.yuan_from is not None:
        rows = rows.filter(price_from__gte=wanted.yuan_from * 100)
    if wanted.yuan_to is not None:
        rows = rows.filter(price_from__lte=wanted.yuan_to * 100)
    return _rated(rows, wanted.rating)


def _tags(kind: str, values: tuple[str, ...]) -> list[str]:
    return [f"{kind}:{value}" for value in values]


def _rated(rows: QuerySet[PublicFacility], rating: str) -> QuerySet[PublicFacility]:
    if not rating:
        return rows
    if rating == "none":
        return rows.filter(rating_grade__isnull=True)
    scheme, _bar, grade = rating.rpartition("|")
    return rows.filter(rating_scheme=scheme, rating_grade=grade)


def directory_page(wanted: Directory, query: Mapping[str, str], *, size: int = SIZE) -> Page:
    """One page of the directory. One query; a facility without a monthly price stands in no list by price."""
    rows, order = matching(wanted).select_related("region"), ORDER
    if wanted.sort == "price":
        rows, order = rows.filter(price_from__isnull=False), PRICED
    return page(rows, order=order, cursor=cursor_of(query, PublicFacility, order), size=size)


def how_many(wanted: Directory) -> int:
    """How many match, counting no further than the cap."""
    return int(matching(wanted).values("pk")[:CAP].count())


def by_place(wanted: Directory) -> dict[int, tuple[int, int]]:
    """Division right below the chosen one → facilities that match, and their free places. One query."""
    below = _BELOW.get(level_of(wanted.region))
    if below is None:
        return {}
    step = STEPS[below]
    division = F("region_id") - Mod(F("region_id"), step)
    rows = matching(wanted).annotate(division=division).values("division").order_by("division")
    return {
        row["division"]: (row["n"], row["free"] or 0)
        for row in rows.annotate(n=Count("pk"), free=Sum("free_places"))
    }


def ratings_given(region: int) -> list[tuple[str, str]]:
    """The grades that facilities of a division hold, as (scheme, grade); schemes are never mixed. One query."""
    rows = inside(projected().filter(rating_grade__isnull=False), region)
    found = (
        rows.values_list("rating_scheme", "rating_grade").distinct().order_by("rating_scheme", "rating_grade")
    )
    return [(scheme or "", grade or "") for scheme, grade in found[:30]]


def facility_shown(facility_id: int) -> PublicFacility | None:
    """One facility of the list, also one that ended; None for a number that is in no list."""
    shown = Q(filed_on__isnull=False) | ~Q(notice="")
    return projected().filter(shown).select_related("region").filter(pk=facility_id).first()
