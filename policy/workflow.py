"""Publishing the law: the only writes of this app. A published version is never changed, only followed by another."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.actions import Action
from accounts.actors import Actor
from accounts.workflow import allow
from audit.workflow import record
from kernel import clock
from policy.calendar import build
from policy.loader.calendar import arrangement, calendar_data
from policy.models import CalendarDay, CalendarVersion, LawStamp, PackVersion
from policy.queries import forget
from regions.codes import NATION, parse


@transaction.atomic
def publish_pack(
    *,
    by: Actor,
    code: str,
    content: Mapping[str, Any],
    version: str,
    digest: str,
    status: str,
    valid_from: date,
) -> PackVersion | None:
    """A pack version takes effect; the one before stays for the decisions that name it.

    The content was checked by the loader. Returns None when exactly this version is current already. Every process
    sees it within a second.
    """
    allow(by, Action.POLICY_PUBLISH)
    stamp = _locked_stamp()
    held = PackVersion.objects.filter(code=code, current=True).first()
    if held is not None and (held.version, held.digest) == (version, digest):
        return None
    PackVersion.objects.filter(code=code, current=True).update(current=False)
    row, _created = PackVersion.objects.update_or_create(
        code=code,
        version=version,
        defaults={"current": True},
        create_defaults={
            "digest": digest,
            "content": content,
            "valid_from": valid_from,
            "status": status,
            "current": True,
            "loaded_at": clock.now(),
        },
    )
    record(by=by, event="policy.pack_published", region=parse(code), subject=row, data={"version": version})
    _published(stamp)
    return row


@transaction.atomic
def publish_calendar(*, by: Actor, entries: Sequence[Mapping[str, Any]]) -> list[CalendarVersion]:
    """Notices on the days off take effect; known ones are left alone. Returns the new ones.

    The calendar in effect is laid out anew in the same transaction: readers see the old or the new one, never a mix.
    """
    allow(by, Action.POLICY_PUBLISH)
    stamp = _locked_stamp()
    known = set(CalendarVersion.objects.values_list("label", flat=True))
    fresh = [_version(entry) for entry in entries if entry["label"] not in known]
    CalendarVersion.objects.bulk_create(fresh)
    if not fresh and CalendarDay.objects.exists():
        return []
    _lay_out()
    labels = [version.label for version in fresh]
    record(by=by, event="policy.calendar_published", region=NATION, data={"versions": labels})
    _published(stamp)
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


def _locked_stamp() -> LawStamp:
    """One publication at a time."""
    LawStamp.objects.bulk_create([LawStamp(id=1)], ignore_conflicts=True)
    return LawStamp.objects.select_for_update().get(id=1)


def _published(stamp: LawStamp) -> None:
    LawStamp.objects.filter(pk=stamp.pk).update(number=F("number") + 1)
    transaction.on_commit(forget)
