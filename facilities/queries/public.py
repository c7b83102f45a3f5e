"""What everybody may read: the public projection and nothing else, through the login `portal` that can read nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from facilities.enums import ENDED_STATES, FacilityState
from facilities.models import PublicFacility, PublicReceipt
from kernel.names import UnprintableText, bigrams, clean_text
from regions.codes import NATION, STEPS, level_of
from regions.keyset import Page, cursor_of, page

ORDER = ("-filed_on", "-facility_id")
NOTICES = ("-notice_on", "-facility_id")
#: Rows on one page.
SIZE = 30
#: The shortest text that is looked for: one character would match nearly everything.
SHORTEST = 2


def readable(text: str) -> str:
    """What a visitor typed, fit to be compared; at most 60 characters."""
    try:
        return clean_text(text)[:60]
    except UnprintableText:
        return ""


def projected() -> QuerySet[PublicFacility]:
    """The projection, read through the portal's own database login (settings.PORTAL_DATABASE)."""
    return PublicFacility.objects.using(settings.PORTAL_DATABASE)


def _receipts() -> QuerySet[PublicReceipt]:
    return PublicReceipt.objects.using(settings.PORTAL_DATABASE).select_related("facility")


def named_rows(rows: QuerySet[PublicFacility], name: str) -> QuerySet[PublicFacility]:
    """Those whose name holds a text of two characters or more."""
    return rows.filter(grams__contains=sorted(bigrams(name)), name__icontains=name)


def inside(rows: QuerySet[PublicFacility], region: int) -> QuerySet[PublicFacility]:
    if region == NATION:
        return rows
    step = STEPS[level_of(region)]
    return rows.filter(region_id__gte=region, region_id__lt=region + step)


def named(*, region: int, name: str, most: int = 20) -> list[PublicFacility]:
    """Facilities of the public list with a name, of a division, in the order of their names."""
    rows = inside(projected().filter(filed_on__isnull=False), region)
    rows = named_rows(rows, name).select_related("region")
    return list(rows.order_by("name", "facility_id")[:most])


def notices(*, region: int, query: Mapping[str, str]) -> Page:
    """The published non-compliance notices of a division, the newest first."""
    rows = inside(projected().exclude(notice=""), region).filter(notice_on__isnull=False)
    rows = rows.select_related("region")
    return page(rows, order=NOTICES, cursor=cursor_of(query, PublicFacility, NOTICES), size=SIZE)


def known_facility(facility_id: int) -> PublicFacility | None:
    """What the public knows of a facility, also of one that ended; None for a number that is in no list."""
    return projected().select_related("region").filter(pk=facility_id).first()


@dataclass(frozen=True)
class Checked:
    """What the check page tells of a receipt: name, number, date, state. `current` False: a newer one replaced it."""

    name: str
    number: str
    issued_on: object
    state: str
    current: bool
    ended: bool
    suspended: bool


def by_token(token: str) -> Checked | None:
    """The receipt behind a printed code; None for one that was never issued."""
    row = _receipts().filter(token=token).first()
    return _checked(row) if row else None


def by_number(number: str) -> Checked | None:
    """The receipt with a number as printed; None when there is none or when it is not unique."""
    found = list(_receipts().filter(number=number)[:2])
    return _checked(found[0]) if len(found) == 1 else None


def _checked(row: PublicReceipt) -> Checked:
    facility = row.facility
    return Checked(
        name=facility.name,
        number=row.number,
        issued_on=row.issued_on,
        state=facility.state,
        current=row.number == facility.receipt_number,
        ended=facility.state in ENDED_STATES,
        suspended=facility.state == FacilityState.SUSPENDED,
    )
