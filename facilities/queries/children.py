"""Reading the children of a facility, and whether a child is known elsewhere."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from audit.personal.fields import blind
from facilities.models import Child, DoubleEnrolment, Enrolment, HealthCheck
from facilities.queries.roll import running
from facilities.rules.identity import normal_name
from kernel.periods import Period
from regions.scope import nation_scope


def number_digest(kind: str, number: str) -> bytes:
    """The blind index of a child's document: the same everywhere, readable nowhere (ADR 0014)."""
    return blind(f"{kind}:{number}", purpose="child")


def name_digest(name: str) -> bytes:
    return blind(normal_name(name), purpose="name of a child")


def child_here(child_id: int) -> Child:
    """A child of the scope with its facility. Raises Child.DoesNotExist."""
    found: Child = Child.objects.select_related("facility", "consent_file").get(pk=child_id)
    return found


def with_number(facility_id: int, digest: bytes) -> Child | None:
    """The child that a facility has already recorded under a document."""
    return Child.objects.filter(facility_id=facility_id, number_digest=digest).first()


def names_elsewhere(digests: Collection[bytes], *, facility_id: int) -> dict[bytes, set[bytes]]:
    """Under which names (digests) other facilities of the country know the documents. One query.

    The caller may be told no more than that a number stands under another name.
    """
    found: dict[bytes, set[bytes]] = {}
    with nation_scope(reason="a number that stands under another name is refused, wherever it stands"):
        rows = Child.objects.filter(number_digest__in=list(digests)).exclude(facility_id=facility_id)
        for number, name in rows.values_list("number_digest", "name_digest"):
            found.setdefault(bytes(number), set()).add(bytes(name))
    return found


def enrolments_of(child_id: int) -> list[Enrolment]:
    """Where a child was at its facility, the latest first."""
    rows = Enrolment.objects.filter(child_id=child_id).select_related("class_group")
    return list(rows.order_by("-starts_on", "-id"))


def spans_of(child_id: int, *, but: int | None = None) -> list[Period]:
    """The days on which a child is enrolled at its facility, one enrolment left out."""
    rows = Enrolment.objects.filter(child_id=child_id).exclude(pk=but)
    return [Period(start, end) for start, end in rows.values_list("starts_on", "ends_on")]


def current_enrolment(child_id: int, on: date) -> Enrolment | None:
    return Enrolment.objects.filter(running(on), child_id=child_id).select_related("class_group").first()


def checks_of(child_id: int) -> list[HealthCheck]:
    """The health checks of a child, the latest first."""
    return list(HealthCheck.objects.filter(child_id=child_id).order_by("-done_on", "-id"))


def entered_on(checks: Iterable[HealthCheck]) -> date | None:
    """From when a child may be cared for: its entry check was passed and its vaccination card seen (R-ENR-1)."""
    days = [c.done_on for c in checks if c.kind == "ENTRY" and c.passed and c.vaccinations_seen]
    return min(days, default=None)


def doubled(child_ids: Collection[int], on: date) -> set[int]:
    """Which of the children are enrolled elsewhere too, now or later."""
    rows = open_doubles(on).filter(child_id__in=list(child_ids))
    return set(rows.values_list("child_id", flat=True))


def open_doubles(on: date) -> QuerySet[DoubleEnrolment]:
    """The double enrolments of the scope that still run on a day."""
    runs = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    rows: QuerySet[DoubleEnrolment] = DoubleEnrolment.objects.filter(runs, cleared_on__isnull=True)
    return rows


@dataclass(frozen=True)
class Stay:
    """One enrolment of a child anywhere in the country, for finding those that share days."""

    child_id: int
    facility_id: int
    region_id: int
    span: Period


def stays_of_number(digest: bytes) -> list[Stay]:
    """Every enrolment under one document. Runs in the scope of the caller, who opens the nation for it."""
    rows = Enrolment.objects.filter(child__number_digest=digest).order_by("starts_on", "id")
    values = rows.values_list("child_id", "facility_id", "region_id", "starts_on", "ends_on")
    return [
        Stay(child, facility, region, Period(start, end)) for child, facility, region, start, end in values
    ]
