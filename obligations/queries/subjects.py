"""Duties by what they are about: a filing's clocks with those they replaced, and what lies ahead of a facility."""

from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.models import QuerySet

from obligations.enums import Status
from obligations.models import Obligation
from obligations.queries.spoken import spoken

_SHOWN = ("owner", "assignee", "settled_by")


def of_subject(subject: Any) -> list[Obligation]:
    """Every duty about one object, the oldest first, with those that were superseded."""
    return list(
        Obligation.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)
        .select_related(*_SHOWN)
        .order_by("id")
    )


def latest_about(subject: Any, rule: str) -> Obligation | None:
    """The newest duty of one object under a rule, open or ended."""
    return (
        Obligation.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk, rule=rule)
        .order_by("-id")
        .first()
    )


def visible(obligation_id: int) -> Obligation:
    """One duty of the scope with its facility and office. Raises Obligation.DoesNotExist."""
    found: Obligation = Obligation.objects.select_related(*_SHOWN, "facility").get(pk=obligation_id)
    return found


def chain(row: Obligation) -> list[Obligation]:
    """The clocks of one duty in the order they ran: each later one replaced the one before it."""
    rows: QuerySet[Obligation] = Obligation.objects.filter(
        region_id=row.region_id, subject_type=row.subject_type, subject_id=row.subject_id, rule=row.rule
    )
    return list(rows.order_by("id"))


def open_of_facility(facility_id: int) -> list[Obligation]:
    """What lies ahead of one facility, the nearest first, duties without a date at the end."""
    return list(
        Obligation.objects.filter(facility_id=facility_id, status=Status.OPEN)
        .select_related(*_SHOWN)
        .order_by("due_on", "id")
    )


class PreviewRow(NamedTuple):
    """What a line of a preview says of a duty."""

    id: int
    rule: str
    subject_type: str
    subject_id: int
    facility_name: str | None
    owner_name: str | None


def previewed(numbers: Collection[int]) -> dict[int, PreviewRow]:
    """Duties by number, with the names a line shows, in one query."""
    columns = ("id", "rule", "subject_type", "subject_id", "facility__name", "owner__name")
    rows = Obligation.objects.filter(pk__in=numbers).values_list(*spoken(columns)) if numbers else ()
    return {row[0]: PreviewRow._make(row) for row in rows}
