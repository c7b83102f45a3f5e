"""Notices on the days off take effect."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from accounts.actions import Action
from accounts.actors import Actor
from accounts.workflow import allow
from audit.workflow import record
from kernel import clock
from policy.calendar import build
from policy.followers import tell
from policy.loader.calendar import arrangement, calendar_data
from policy.models import CalendarDay, CalendarVersion
from policy.workflow.stamp import locked_stamp, published
from regions.codes import NATION


@transaction.atomic
def publish_calendar(*, by: Actor, entries: Sequence[Mapping[str, Any]]) -> list[CalendarVersion]:
    """Notices that came with the platform take effect; known ones are left alone. Returns the new ones."""
    allow(by, Action.POLICY_PUBLISH)
    locked_stamp()
    known = set(CalendarVersion.objects.values_list("label", flat=True))
    fresh = [version_of(entry) for entry in entries if entry["label"] not in known]
    if not fresh and CalendarDay.objects.exists():
        return []
    return add(fresh, by=by)


def add(fresh: list[CalendarVersion], *, by: Actor, reason: str = "") -> list[CalendarVersion]:
    """Add arrangements to those known. The caller may do so and holds the stamp.

    The calendar in effect is laid out anew in the same transaction: readers see the old or the new one, never a mix.
    """
    stamp = locked_stamp()
    CalendarVersion.objects.bulk_create(fresh)
    _lay_out()
    record(
        by=by,
        event="policy.calendar_published",
        region=NATION,
        reason=reason,
        data={"versions": [version.label for version in fresh]},
    )
    tell(fresh)
    published(stamp)
    return fresh


def version_of(entry: Mapping[str, Any]) -> CalendarVersion:
    """An entry of the file or of a proposal as the row it becomes."""
    parsed = arrangement(dict(entry))
    return CalendarVersion(
        label=parsed.label,
        year=parsed.year,
        document=parsed.document,
        published_on=parsed.published_on,
        known_from=parsed.known_from,
        content=dict(entry),
        loaded_at=clock.now(),
    )


def _lay_out() -> None:
    """Write the calendar in effect, day by day."""
    entries = list(CalendarVersion.objects.values_list("content", flat=True))
    calendar = build(calendar_data(entries))
    CalendarDay.objects.all().delete()
    CalendarDay.objects.bulk_create(
        (
            CalendarDay(
                day=day.on,
                working=day.working,
                ordinal=day.ordinal,
                kind=day.kind,
                name=calendar.festival(day.on).zh,
                published=day.published,
                version=day.version,
            )
            for day in calendar.days()
        ),
        batch_size=4000,
    )
