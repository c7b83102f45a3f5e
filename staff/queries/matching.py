"""The same person in all places: by number and name together, never by name alone (ADR 0014, CN-S6).

What is found is not shown: callers say that it is so, and which authority to ask.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from regions.codes import ancestor
from regions.enums import Level
from regions.scope import nation_scope
from staff.enums import BanScope, BanState
from staff.models import Ban, CaseSubject, StaffMember

Pair = tuple[bytes, bytes]


@dataclass(frozen=True)
class Block:
    """That somebody may not work with children in a place: by a ban or by an open case, and who decides about it."""

    kind: str
    id: int
    authority: str
    region_id: int


def under_another_name(people: Iterable[Pair], *, beside: int | None = None) -> set[bytes]:
    """The digests of numbers that stand under another name anywhere: at a facility, in a case or in a ban. Three queries.

    `beside` leaves one row of a facility out of the comparison.
    """
    wanted = dict(people)
    found: set[bytes] = set()
    with nation_scope(reason="one number, one name: compared across all places"):
        for model in (StaffMember, CaseSubject, Ban):
            rows = model.objects.filter(number_digest__in=list(wanted))
            if model is StaffMember:
                rows = rows.exclude(pk=beside or 0)
            rows = rows.values_list("number_digest", "name_digest")
            found |= {bytes(number) for number, name in rows if bytes(name) != wanted[bytes(number)]}
    return found


def blocks(people: Iterable[Pair], region_id: int, on: date) -> dict[bytes, Block]:
    """Who of these people may not work in a place on a day, by the digest of the number. Two queries.

    A ban counts from its first to its last day, in the country or in its province; a case until it is closed as unfounded
    or a ban takes its place.
    """
    wanted = dict(people)
    with nation_scope(reason="a banned person is met in every place"):
        cases = CaseSubject.objects.filter(
            Q(released_on__isnull=True) | Q(released_on__gt=on), number_digest__in=list(wanted)
        ).select_related("case__authority")
        bans = (
            bans_in_force(on)
            .filter(number_digest__in=list(wanted))
            .filter(Q(scope=BanScope.NATION) | Q(province=ancestor(region_id, Level.PROVINCE)))
            .select_related("authority")
        )
        found = [
            (row, Block("case", row.case_id, row.case.authority.name, row.case.region_id)) for row in cases
        ]
        found += [(row, Block("ban", row.pk, row.authority.name, row.region_id)) for row in bans]
        return {
            bytes(row.number_digest): block
            for row, block in found
            if bytes(row.name_digest) == wanted[bytes(row.number_digest)]
        }


def bans_in_force(on: date) -> QuerySet[Ban]:
    """Bans of the scope that hold on a day."""
    rows = Ban.objects.filter(state=BanState.IN_FORCE, starts_on__lte=on)
    return rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def rows_of(people: Collection[Pair]) -> list[StaffMember]:
    """The rows of these people at all facilities of the country. Only for verbs that act on all of them."""
    wanted = dict(people)
    with nation_scope(reason="an authority's decision about a person holds at every facility"):
        rows = StaffMember.objects.filter(number_digest__in=list(wanted)).order_by("id")
        return [row for row in rows if bytes(row.name_digest) == wanted[bytes(row.number_digest)]]
