"""The versions of packs and calendars, and what is proposed: who agreed on what, and from which day it holds."""

from collections.abc import Mapping
from datetime import date
from itertools import count
from typing import Any

from django.db.models import QuerySet

from accounts.actors import Actor
from kernel import clock
from policy.law import Text
from policy.loader.calendar import arrangement
from policy.models import CalendarVersion, PackVersion, Proposal
from policy.queries.loaded import shelf
from policy.rules.arrangements import Known
from regions.keyset import SIZE, Page, cursor_of, page

#: The month from which the arrangement of the next year is usually published.
_EXPECTED_FROM = 10
#: Two festivals fall together about this often.
_RECENT = 8
ORDER = ("-effective_on", "-id")


def last_version(code: str) -> PackVersion | None:
    """The version of a pack that no other follows; it may take effect later than today."""
    return PackVersion.objects.filter(code=code).order_by(*ORDER).first()


def last_contents() -> dict[str, dict[str, Any]]:
    """Pack code → content of the version that no other follows."""
    rows = PackVersion.objects.order_by("code", *ORDER).distinct("code")
    return dict(rows.values_list("code", "content"))


def version_called(code: str, label: str) -> PackVersion | None:
    """The version of a pack under a label; None without one."""
    return PackVersion.objects.filter(code=code, version=label).first()


def version_before(row: PackVersion) -> PackVersion | None:
    """The version that a version followed; None for the first of its code."""
    earlier = PackVersion.objects.filter(code=row.code, effective_on__lte=row.effective_on)
    return earlier.exclude(effective_on=row.effective_on, id__gte=row.pk).order_by(*ORDER).first()


def version_after(row: PackVersion) -> PackVersion | None:
    """The version that follows a version; None for the last of its code."""
    later = PackVersion.objects.filter(code=row.code, effective_on__gte=row.effective_on)
    return later.exclude(effective_on=row.effective_on, id__lte=row.pk).order_by("effective_on", "id").first()


def versions_since(code: str, base: str) -> list[PackVersion]:
    """The versions that follow the one called `base`, the earliest first; all of them where it is unknown."""
    rows = list(
        PackVersion.objects.filter(code=code)
        .defer("content")
        .select_related("approved_by")
        .order_by("effective_on", "id")
    )
    labels = [row.version for row in rows]
    return rows[labels.index(base) + 1 :] if base in labels else rows


def in_force(on: date | None = None) -> dict[str, str]:
    """Pack code → version in force on a day."""
    return dict(shelf().selection(on or clock.today()))


def version_page(query: Mapping[str, str], code: str = "", size: int = SIZE) -> Page:
    """The versions of one pack or of all, the latest to take effect first."""
    rows = PackVersion.objects.defer("content").select_related("proposed_by", "approved_by")
    if code:
        rows = rows.filter(code=code)
    return page(rows, order=ORDER, cursor=cursor_of(query, PackVersion, ORDER), size=size)


def proposals() -> QuerySet[Proposal]:
    """What is proposed in the scope."""
    found: QuerySet[Proposal] = Proposal.objects.select_related("proposed_by", "decided_by", "region")
    return found


def waiting_count(actor: Actor) -> int | None:
    """How many proposals of the scope wait for a second person who is not the actor; None where none does."""
    rows = Proposal.objects.filter(state="PROPOSED").exclude(proposed_by_id=actor.user_id)
    return len(rows.values_list("id")[:100]) or None


def proposal_of(proposal_id: int, kind: str = "") -> Proposal:
    """One proposal of the scope, of a kind if one is asked for. Raises Proposal.DoesNotExist."""
    rows = proposals().filter(kind=kind) if kind else proposals()
    return rows.get(pk=proposal_id)


def proposal_page(query: Mapping[str, str], state: str = "", size: int = SIZE) -> Page:
    """Proposals of the scope, the newest first."""
    rows = proposals().defer("content")
    if state:
        rows = rows.filter(state=state)
    return page(rows, order=("-id",), cursor=cursor_of(query, Proposal, ("-id",)), size=size)


def calendar_versions() -> list[CalendarVersion]:
    """Every arrangement on the days off, the latest year first, in a year the latest known first."""
    rows = CalendarVersion.objects.select_related("proposed_by", "approved_by")
    return list(rows.order_by("-year", "-known_from", "-label"))


def latest_arrangement(year: int) -> CalendarVersion | None:
    """The arrangement that counts for a year."""
    return CalendarVersion.objects.filter(year=year).order_by("-known_from", "-label").first()


def known_of(year: int) -> Known:
    """What a new notice on a year is judged against."""
    last, calendar = latest_arrangement(year), shelf().data
    parsed = arrangement(last.content) if last else None
    return Known(
        labels=frozenset(CalendarVersion.objects.filter(year=year).values_list("label", flat=True)),
        published_on=last.known_from if last else None,
        off=frozenset(parsed.off) if parsed else frozenset(),
        work=frozenset(parsed.work) if parsed else frozenset(),
        first_year=calendar.first_year,
        last_year=clock.today().year + 2,
    )


def next_label(year: int) -> str:
    """The label of the next notice on a year: 2027-1, 2027-2 …"""
    taken = set(CalendarVersion.objects.filter(year=year).values_list("label", flat=True))
    return next(label for n in count(1) if (label := f"{year}-{n}") not in taken)


def festivals() -> dict[str, Text]:
    """The festivals that days off are named after, in the order of the year."""
    return dict(shelf().data.festivals)


def usual_festivals() -> frozenset[str]:
    """The festivals that the law gives days off for, and National Day with the Mid-autumn Festival in one."""
    by_law = {name for rule in shelf().data.statutory for name, *_day in (*rule.fixed, *rule.lunar)}
    recent = CalendarVersion.objects.filter(year__gte=clock.today().year - _RECENT).values_list(
        "content", flat=True
    )
    return frozenset(by_law | {name for content in recent for name in content["off"]})


def missing_year(on: date | None = None) -> int | None:
    """The next year, once its arrangement may be expected and is not loaded; None otherwise.

    The State Council publishes from October on (domain 7.9); until then its absence is no news. No query once the law is in the process.
    """
    today = on or clock.today()
    year = today.year + 1
    late = today.month >= _EXPECTED_FROM
    known = (arrangement.year for arrangement in shelf().data.arrangements)
    return year if late and year not in known else None
