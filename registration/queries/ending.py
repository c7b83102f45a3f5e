"""Filed papers that end by some day."""

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import QuerySet

from facilities.enums import ENDED_STATES
from messaging.models import Message
from registration.enums import FilingState
from registration.models import FilingMaterial

#: Filings whose papers stand: what was asked for again or removed is not in force.
_STANDING = (FilingState.RECEIPT_ISSUED, FilingState.VERIFIED, FilingState.ACCEPTED)


def ending_materials(until: date, *, portion: int) -> Iterator[list[FilingMaterial]]:
    """Papers of living facilities with a last day up to `until`, in portions; of each facility and item the newest only."""
    after = 0
    while rows := _ending(until, after, portion):
        after = rows[-1].pk
        yield _newest(rows)


def _ending(until: date, after: int, portion: int) -> list[FilingMaterial]:
    rows = _standing().filter(pk__gt=after, ends_on__lte=until).exclude(facility__state__in=ENDED_STATES)
    return list(rows.order_by("pk").select_related("facility")[:portion])


def _standing() -> QuerySet[FilingMaterial]:
    return FilingMaterial.objects.filter(filing__state__in=_STANDING, applicable=True)


def _newest(rows: list[FilingMaterial]) -> list[FilingMaterial]:
    newest: dict[tuple[int, str], int] = {}
    places = {row.facility_id for row in rows}
    known = _standing().filter(facility__in=places).values_list("facility", "code", "filing")
    for facility, code, filing in known:
        newest[facility, code] = max(filing, newest.get((facility, code), 0))
    return [row for row in rows if newest[row.facility_id, row.code] == row.filing_id]


def unended_materials(after: int, *, portion: int) -> list[FilingMaterial]:
    """Papers after a key that have no last day, locked, with their facts: so an operator's new answer is not overwritten."""
    rows = FilingMaterial.objects.filter(pk__gt=after, ends_on=None).select_for_update(of=("self",))
    return list(rows.only("pk", "region", "facts", "ends_on").order_by("pk")[:portion])


def told_keys(event: str, material_ids: Collection[int]) -> set[tuple[int, str]]:
    """(material, key) of what was told before."""
    kind = FilingMaterial._meta.label_lower
    rows = Message.objects.filter(event=event, subject_type=kind, subject_id__in=material_ids)
    return set(rows.values_list("subject_id", "key"))


def materials_by_id(material_ids: Collection[int]) -> dict[int, FilingMaterial]:
    """Materials of the scope in force with their facilities."""
    return FilingMaterial.objects.select_related("facility").in_bulk(material_ids)
