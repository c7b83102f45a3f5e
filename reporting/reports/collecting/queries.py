"""The rows of one round, a page at a time, with who sits in the offices and what was urged."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, time
from itertools import islice
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from accounts.actions import Action
from accounts.enums import FacilityRole
from accounts.models import Appointment
from accounts.queries import in_force, lets
from facilities.models import FacilityGrant
from kernel import clock
from obligations.enums import Status
from obligations.models import Obligation
from regions import keyset
from regions.keyset import SIZE, Page, cursor_of
from reporting.enums import ReportState
from reporting.models import Report
from reporting.reports.queries import KIND, OPEN_STATES, collected, late, untouched

#: The order of the law's list of members, and of facilities as they were filed.
ORDER = ("id",)
#: Which rows a tab shows.
TABS = ("all", "open", "late", "untouched", "handed_in", "received")


def owed(place: Mapping[str, int], form: str, period: int, tab: str = "all") -> QuerySet[Report]:
    """The reports of a round, narrowed to one tab."""
    rows = collected(place).filter(form=form, period=period)
    return {
        "open": lambda: rows.filter(state__in=OPEN_STATES),
        "late": lambda: rows.filter(late()),
        "untouched": lambda: rows.filter(untouched()),
        "handed_in": lambda: rows.filter(state=ReportState.HANDED_IN),
        "received": lambda: rows.filter(state=ReportState.RECEIVED),
    }.get(tab, lambda: rows)()


def _shown(rows: QuerySet[Report]) -> QuerySet[Any]:
    fresh = ExpressionWrapper(untouched(), output_field=BooleanField())
    return rows.select_related("office", "facility").annotate(untouched=fresh)


def owed_page(rows: QuerySet[Report], query: Mapping[str, str], size: int = SIZE) -> Page:
    """One page of a round. One query."""
    return keyset.page(_shown(rows), order=ORDER, cursor=cursor_of(query, Report, ORDER), size=size)


def all_owed(rows: QuerySet[Report], portion: int = 2000) -> Iterator[list[Any]]:
    """Every row in portions, each with its people and duties to be read by the caller. Iterate inside the scope."""
    found = _shown(rows).order_by(*ORDER).iterator(chunk_size=portion)
    while batch := list(islice(found, portion)):
        yield batch


def people_in(offices: Collection[int | None]) -> dict[int, list[str]]:
    """Office → the names of who may write its report today. One query, none without offices."""
    wanted = {each for each in offices if each is not None}
    if not wanted:
        return {}
    rows = Appointment.objects.filter(in_force(clock.today()), department_id__in=wanted, user__is_active=True)
    posts = rows.order_by("id").values_list("department_id", "user__name", "role", "department__kind")
    return _grouped(
        (office, name) for office, name, role, kind in posts if lets(role, kind, Action.REPORT_WRITE)
    )


def people_at(facilities: Collection[int | None]) -> dict[int, list[str]]:
    """Facility → the names of who acts for it today. One query, none without facilities."""
    wanted, today = {each for each in facilities if each is not None}, clock.today()
    if not wanted:
        return {}
    rows = FacilityGrant.objects.filter(
        Q(until__isnull=True) | Q(until__gte=today), content_object_id__in=wanted, granted_on__lte=today,
        user__is_active=True, permission__codename=FacilityRole.MANAGER,
    )  # fmt: skip
    return _grouped(rows.order_by("id").values_list("content_object_id", "user__name"))


def _grouped(pairs: Any) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for key, name in pairs:
        if name not in found[key]:
            found[key].append(name)
    return dict(found)


def to_urge(place: Mapping[str, int], form: str, period: int) -> QuerySet[Obligation]:
    """The open duties of a round whose owner somebody can tell, and who was not urged today; the longest not urged first."""
    waiting = owed(place, form, period, "open").filter(pk=OuterRef("subject_id"))
    seated = Appointment.objects.filter(in_force(clock.today()), department_id=OuterRef("owner_id"))
    rows = Obligation.objects.filter(Exists(waiting), subject_type=KIND, status=Status.OPEN, **place)
    told_today = Q(urged_at__gte=datetime.combine(clock.today(), time.min, clock.ZONE))
    return rows.filter(Q(facility__isnull=False) | Exists(seated)).exclude(told_today).order_by(
        F("urged_at").asc(nulls_first=True), "id"
    )  # fmt: skip
