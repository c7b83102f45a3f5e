"""Reading what registrars push: their lists, one registration with its history, the figures of their first page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from accounts.actors import Actor
from accounts.enums import Role
from kernel import clock
from kernel.identifiers import normalise_uscc
from obligations.enums import DueStatus, Status
from obligations.models import Obligation
from regions.keyset import Page, cursor_of, page
from registration.enums import Channel, RegistrationKind, RegistrationState
from registration.models import Registration

SUBJECT = "registration.registration"
PUSHED_ORDER = ("-pushed_at", "-id")
#: Nobody needs the exact length of a long list.
CAP = 1000
#: The span of the on-time rate, in days.
RATE_DAYS = 30


@dataclass(frozen=True)
class PushFilters:
    """What the list of pushes is narrowed to, as it stands in the address."""

    kind: str = ""
    filed: str = ""
    channel: str = ""
    state: str = ""
    q: str = ""
    since: date | None = None
    external_id: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "PushFilters":
        """The filters of an address; what is unknown counts as not given."""
        return cls(
            kind=_one_of(query.get("kind", ""), RegistrationKind.values),
            filed=_one_of(query.get("filed", ""), ("yes", "no")),
            channel=_one_of(query.get("channel", ""), Channel.values),
            state=_one_of(query.get("state", ""), RegistrationState.values),
            q="".join(c for c in query.get("q", "").strip()[:60] if c.isprintable()),
            since=_day(query.get("since", "")),
            external_id="".join(c for c in query.get("external_id", "")[:80] if c.isprintable()),
        )

    @property
    def narrowed(self) -> bool:
        return self != PushFilters()


def _one_of(value: str, allowed: Any) -> str:
    return value if value in allowed else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def visible_to(actor: Actor) -> Q:
    """Registrars list the registrations of their own office; the other officials those of their division."""
    if actor.post is not None and actor.post.role == Role.REGISTRAR:
        return Q(registrar_id=actor.post.department_id)
    return Q()


def standing(row: Registration) -> Registration:
    """The row as it is now: the newest correction of a push that was corrected meanwhile, else the row itself."""
    found = one(row.pk)
    while (newer := Registration.objects.filter(corrects=found).order_by("-id").first()) is not None:
        found = one(newer.pk)
    return found


def one(pk: int) -> Registration:
    """A registration of the division with its facility and office. Raises Registration.DoesNotExist."""
    found: Registration = Registration.objects.select_related(
        "facility", "registrar", "region", "created_by", "pushed_by"
    ).get(pk=pk)
    return found


def pushed_rows(actor: Actor, filters: PushFilters = PushFilters()) -> QuerySet[Registration]:
    """What this office pushed, replaced and retracted pushes included."""
    rows = Registration.objects.filter(visible_to(actor), pushed_at__isnull=False)
    return _narrow(rows, filters)


def _narrow(rows: QuerySet[Registration], filters: PushFilters) -> QuerySet[Registration]:
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.channel:
        rows = rows.filter(channel=filters.channel)
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.filed:
        rows = rows.filter(facility__filed_on__isnull=filters.filed == "no")
    if filters.since:
        rows = rows.filter(pushed_at__gte=datetime.combine(filters.since, time.min, clock.ZONE))
    if filters.external_id:
        rows = rows.filter(external_id=filters.external_id)
    if filters.q:
        code = normalise_uscc(filters.q)
        found = Q(name__contains=filters.q)
        rows = rows.filter(found | Q(uscc=code) if len(code) == 18 else found)
    return rows


def pushed_page(actor: Actor, filters: PushFilters, query: Mapping[str, str], size: int = 50) -> Page:
    """One page of the pushes, the newest first."""
    rows = pushed_rows(actor, filters).select_related("facility", "region", "pushed_by", "registrar")
    return page(rows, order=PUSHED_ORDER, cursor=cursor_of(query, Registration, PUSHED_ORDER), size=size)


def waiting_rows_of(actor: Actor) -> QuerySet[Registration]:
    """Drafts of the office and operators' statements addressed to it."""
    return Registration.objects.filter(
        visible_to(actor), state=RegistrationState.WAITING, kind=RegistrationKind.NEW
    )


@dataclass(frozen=True)
class WaitingLine:
    """One registration that waits, with the duty to push it."""

    row: Registration
    duty: Obligation


def waiting_page(actor: Actor, query: Mapping[str, str], size: int = 50) -> Page:
    """What waits to be pushed, by due date; duties without a date stand at the end, the oldest first."""
    duties = _push_duties(actor).filter(status=Status.OPEN)
    dated = page_of_duties(duties, query, size)
    rows = {r.pk: r for r in _shown(Registration.objects.filter(pk__in=[d.subject_id for d in dated.rows]))}
    lines = [WaitingLine(rows[d.subject_id], d) for d in dated.rows if d.subject_id in rows]
    return Page(lines, next=dated.next, previous=dated.previous)


def page_of_duties(duties: QuerySet[Obligation], query: Mapping[str, str], size: int) -> Page:
    """By (due date, id) with the undated last: two runs of one list, as NULL cannot be compared."""
    order = ("due_on", "id")
    cursor = cursor_of(query, Obligation, order)
    undated = cursor_of(query, Obligation, ("id",))
    if undated:
        return page(duties.filter(due_on=None), order=("id",), cursor=undated, size=size)
    found = page(duties.exclude(due_on=None), order=order, cursor=cursor, size=size)
    if len(found.rows) < size and not found.next and not cursor.backwards:
        rest = page(duties.filter(due_on=None), order=("id",), size=size - len(found.rows))
        return Page([*found.rows, *rest.rows], next=rest.next, previous=found.previous)
    return found


def _shown(rows: QuerySet[Registration]) -> QuerySet[Registration]:
    return rows.select_related("region", "facility", "created_by")


def _push_duties(actor: Actor) -> QuerySet[Obligation]:
    rows = Obligation.objects.filter(rule="registration_push", subject_type=SUBJECT)
    if actor.post is not None and actor.post.role == Role.REGISTRAR:
        rows = rows.filter(owner_id=actor.post.department_id)
    return rows


def duties_of(row: Registration) -> list[Obligation]:
    """Every duty that followed from a registration, in the order they began."""
    return list(
        Obligation.objects.filter(subject_type=SUBJECT, subject_id=row.pk)
        .select_related("owner")
        .order_by("id")
    )


def history(row: Registration) -> list[Registration]:
    """The corrections before and after a registration and the changes of its facility, the oldest first."""
    if row.facility_id is None:
        return [row]
    return list(
        Registration.objects.filter(facility_id=row.facility_id, pushed_at__isnull=False)
        .select_related("pushed_by")
        .order_by("id")
    )


@dataclass(frozen=True)
class Figures:
    """The strip over the registrar's first page. `met` of `due` pushes were in time: those of the last 30 days, and

    those overdue now, as beside the inbox.
    """

    waiting: int
    overdue: int
    this_week: int
    nearest: date | None
    unfiled: int
    oldest_unfiled: date | None
    met: int
    due: int


def figures(actor: Actor) -> Figures:
    """How an office stands: one statement for its open duties, one for the settled, one for what it waits for.

    Long lists are counted up to the cap, from their oldest end on.
    """
    today = clock.today()
    week_end = today + timedelta(days=6 - today.weekday())
    duties = _push_duties(actor)
    week = Q(due_on__gte=today, due_on__lte=week_end)
    nearest_first = duties.filter(status=Status.OPEN).order_by("due_on", "id")
    open_now = nearest_first[:CAP].aggregate(
        waiting=Count("id"),
        overdue=Count("id", filter=Q(due_on__lt=today)),
        this_week=Count("id", filter=week),
        nearest=Min("due_on", filter=Q(due_on__gte=today)),
    )
    rate = duties.filter(
        settled_on__gte=today - timedelta(days=RATE_DAYS), due_status=DueStatus.FIRM
    ).aggregate(
        met=Count("id", filter=Q(status=Status.MET)),
        due=Count("id", filter=Q(status__in=(Status.MET, Status.MET_LATE))),
    )
    unfiled = pushed_rows(actor, PushFilters(filed="no", state="PUSHED", kind="NEW")).filter(
        facility__state="REGISTERED"
    )
    waiting_for = unfiled.order_by("pushed_at", "id")[:CAP].aggregate(
        unfiled=Count("id"), oldest=Min("pushed_at")
    )
    oldest = waiting_for["oldest"]
    return Figures(
        **open_now,
        met=rate["met"],
        due=rate["due"] + open_now["overdue"],
        unfiled=waiting_for["unfiled"],
        oldest_unfiled=clock.local_date(oldest) if oldest else None,
    )
