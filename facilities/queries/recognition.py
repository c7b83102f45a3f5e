"""Which facilities are recognised as universal (普惠), and until when."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q, QuerySet

from facilities.models import Fee, UniversalRecognition
from regions.keyset import SIZE, Page, cursor_of, page

_ORDER = ("-valid_to", "-id")


def holding(on: date) -> Q:
    """The condition of recognitions that hold on a day: inside their dates and not withdrawn."""
    kept = Q(withdrawn_from__isnull=True) | Q(withdrawn_from__gt=on)
    return kept & Q(valid_from__lte=on, valid_to__gte=on)


def recognised(facility_id: int, on: date) -> UniversalRecognition | None:
    """The recognition of a facility that holds on a day. Without one there is no subsidy (K11)."""
    return UniversalRecognition.objects.filter(holding(on), facility_id=facility_id).first()


def recognitions_of(facility_id: int) -> list[UniversalRecognition]:
    """All recognitions of a facility, the latest first."""
    rows = UniversalRecognition.objects.filter(facility_id=facility_id).select_related("agreement")
    return list(rows.order_by("-valid_from", "-id"))


def recognition_rows(state: str, on: date) -> QuerySet[UniversalRecognition]:
    """The recognitions of the scope, those that end last first. `state`: HOLDING, ENDED or '' for all."""
    rows: QuerySet[UniversalRecognition] = UniversalRecognition.objects.select_related("facility")
    if state == "HOLDING":
        rows = rows.filter(holding(on))
    elif state == "ENDED":
        rows = rows.exclude(holding(on)).exclude(valid_from__gt=on)
    return rows.order_by(*_ORDER)


def recognition_page(state: str, on: date, query: Mapping[str, str], *, size: int = SIZE) -> Page:
    """One page of `recognition_rows`."""
    cursor = cursor_of(query, UniversalRecognition, _ORDER)
    return page(recognition_rows(state, on), order=_ORDER, cursor=cursor, size=size)


def fees_of(facility_id: int) -> list[Fee]:
    """What a facility charges and charged, what holds first."""
    rows = Fee.objects.filter(facility_id=facility_id).order_by("item", "care_mode", "-valid_from", "-id")
    return sorted(rows, key=lambda fee: fee.valid_to is not None)
