"""Pages of the trail inside the scope, and the events of one object."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from audit.models import AuditEvent, Outcome
from audit.wording.actors import names_of
from kernel.clock import ZONE
from regions.keyset import SIZE, Page, cursor_of, page
from regions.managers import within

ORDER = ("-at", "-id")


@dataclass(frozen=True)
class TrailFilters:
    """What the trail is narrowed to. `what`: an event, or the first word of its code for all of that kind.

    `facilities`: whose events; None for all. Days are whole days of China, both included.
    """

    person: str = ""
    what: str = ""
    outcome: str = ""
    thing: str = ""
    place: str = ""
    since: date | None = None
    until: date | None = None
    facilities: Collection[int] | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "TrailFilters":
        """The filters of an address; what is unknown counts as not given."""
        place, outcome = query.get("place", ""), query.get("outcome", "")
        return cls(
            person=_text(query, "person", 80),
            what=_text(query, "what", 60),
            outcome=outcome if outcome in Outcome.values else "",
            thing=_text(query, "thing", 120),
            place=place if place.isascii() and place.isdigit() and len(place) == 12 else "",
            since=_day(query.get("since", "")),
            until=_day(query.get("until", "")),
        )

    @property
    def narrowed(self) -> bool:
        return replace(self, facilities=None) != TrailFilters()

    def query(self) -> dict[str, str]:
        """The filters as address values, the empty ones left out."""
        names = ("person", "what", "outcome", "thing", "place", "since", "until")
        return {name: str(value) for name in names if (value := getattr(self, name))}


def _text(query: Mapping[str, str], name: str, limit: int) -> str:
    return query.get(name, "").replace("\x00", "").strip()[:limit]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def trail_page(filters: TrailFilters, query: Mapping[str, str], size: int = SIZE) -> Page:
    """One page of the trail inside the scope, the newest first, in one statement."""
    return page(_filtered(filters), order=ORDER, cursor=cursor_of(query, AuditEvent, ORDER), size=size)


def export_events(filters: TrailFilters, limit: int) -> Iterator[AuditEvent]:
    """The newest `limit` events that the filters leave. Iterate inside the scope."""
    found: Iterator[AuditEvent] = _filtered(filters).order_by(*ORDER)[:limit].iterator(chunk_size=2000)
    return found


def event_in(number: int) -> AuditEvent:
    """One event inside the scope. Raises AuditEvent.DoesNotExist for any other."""
    return AuditEvent.objects.get(pk=number)


def _filtered(filters: TrailFilters) -> QuerySet[AuditEvent]:
    rows: QuerySet[AuditEvent] = AuditEvent.objects.all()
    if filters.person:
        rows = rows.filter(Q(actor_name__in=names_of(filters.person)) | Q(actor__username=filters.person))
    if "." in filters.what:
        rows = rows.filter(event=filters.what)
    elif filters.what:
        rows = rows.filter(event__startswith=f"{filters.what}.")
    if filters.outcome:
        rows = rows.filter(outcome=filters.outcome)
    if filters.place:
        rows = rows.filter(**within(int(filters.place)))
    if filters.facilities is not None:
        rows = rows.filter(facility_id__in=list(filters.facilities))
    if filters.since:
        rows = rows.filter(at__gte=_midnight(filters.since))
    if filters.until:
        rows = rows.filter(at__lt=_midnight(filters.until + timedelta(days=1)))
    return rows


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)


def of_facility(
    facility_id: int, limit: int = 50, *, events: Collection[str] | None = None
) -> list[AuditEvent]:
    """The newest events of a facility inside the scope, newest first; of some kinds only, if named."""
    rows = AuditEvent.objects.filter(facility_id=facility_id)
    if events is not None:
        rows = rows.filter(event__in=list(events))
    return list(rows.order_by("-at", "-id")[:limit])


def latest(events: Collection[str], limit: int) -> list[AuditEvent]:
    """The newest of some kinds of events inside the scope, newest first."""
    return list(AuditEvent.objects.filter(event__in=events).order_by("-at", "-id")[:limit])


def of_subject(subject: Any) -> list[AuditEvent]:
    """All events of one object, oldest first."""
    label = subject._meta.label_lower
    return list(AuditEvent.objects.filter(subject_type=label, subject_id=subject.pk).order_by("id"))
