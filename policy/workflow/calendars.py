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
from policy.loader.calendar import arrangement, calendar_data
from policy.models import CalendarDay, CalendarVersion
from policy.workflow.stamp import locked_stamp, published
from regions.codes import NATION


@transaction.atomic
def publish_calendar(*, by: Actor, entries: Sequence[Mapping[str, Any]]) -> list[CalendarVersion]:
    """Notices on the days off take effect; known ones are left alone. Returns the new ones.

    The calendar in effect is laid out anew in the same transaction: readers see the old or the new one, never a mix.
    """
    allow(by, Action.POLICY_PUBLISH)
    stamp = locked_stamp()
    known = set(CalendarVersion.objects.values_list("label", flat=True))
    fresh = [_version(entry) for entry in entries if entry["label"] not in known]
    CalendarVersion.objects.bulk_create(fresh)
    if not fresh and CalendarDay.objects.exists():
        return []
    _lay_out()
    labels = [version.label for version in fresh]
    record(by=by, event="policy.calendar_published", region=NATION, data={"versions": labels})
    published(stamp)
    return fresh


def _version(entry: Mapping[str, Any]) -> CalendarVersion:
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
