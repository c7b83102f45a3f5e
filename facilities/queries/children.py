"""Reading the children of a facility, and whether a child is known elsewhere."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from audit.personal.fields import blind
from facilities.enums import IdKind
from facilities.models import Child, DoubleEnrolment, Enrolment, HealthCheck
from facilities.queries.roll import running
from facilities.rules.identity import ChildFacts, normal_name
from kernel.id_numbers import normalise_id_number
from kernel.periods import Period
from regions.keyset import Page, cursor_of, page
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


def children_of(facility_id: int) -> list[Child]:
    """Every child of a facility, in the order of recording."""
    return list(Child.objects.filter(facility_id=facility_id).order_by("id"))


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


def doubles_at(facility_id: int, on: date) -> int:
    """How many children of a facility are enrolled elsewhere too, now or later."""
    return open_doubles(on).filter(facility_id=facility_id).count()


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


def stays_of_numbers(digests: Collection[bytes]) -> defaultdict[bytes, list[Stay]]:
    """Document → every enrolment under it. Runs in the scope of the caller, who opens the nation for it. One query."""
    rows = Enrolment.objects.filter(child__number_digest__in=list(digests)).order_by("starts_on", "id")
    values = rows.values_list(
        "child__number_digest", "child_id", "facility_id", "region_id", "starts_on", "ends_on"
    )
    found = defaultdict[bytes, list[Stay]](list)
    for digest, child, facility, region, start, end in values:
        found[bytes(digest)].append(Stay(child, facility, region, Period(start, end)))
    return found


def kept_facts(child: Child) -> ChildFacts:
    """What is recorded of a child, whole: for the facility that corrects its own record."""
    told = {
        name: getattr(child, name).disclosed(to="the facility that corrects its own record")
        for name in ("name", "id_number", "guardian_name", "guardian_phone")
    }
    return ChildFacts(
        **told, id_kind=child.id_kind, consented_on=child.consented_on, born_on=child.born_on, sex=child.sex
    )


def name_here(child: Child) -> str:
    """The name of a child for those who care for it; masked once consent was withdrawn."""
    if child.consent_withdrawn_on is not None:
        return str(child.name)
    return child.name.disclosed(to="the facility that cares for the child")


@dataclass(frozen=True)
class ChildLine:
    """One child of a list, with where it is today, whether it entered, and whether it is enrolled elsewhere too."""

    child: Child
    stay: Enrolment | None
    entered_on: date | None
    double: bool


ORDER = ("-id",)


def child_page(
    facility_id: int, on: date, query: Mapping[str, str], *, state: str = "", group: int = 0, size: int = 50
) -> tuple[Page, list[ChildLine]]:
    """Children of a facility, the newest first, in four queries.

    `state`: HERE (enrolled on the day), COMING, GONE, or '' for all. `group`: a class. `query` may hold `q`, the whole
    name or the whole number of a child, found by blind index.
    """
    rows: QuerySet[Child] = Child.objects.filter(facility_id=facility_id)
    now = Enrolment.objects.filter(running(on), child_id=OuterRef("pk"))
    later = Enrolment.objects.filter(child_id=OuterRef("pk"), starts_on__gt=on)
    if group:
        rows = rows.filter(Exists(now.filter(class_group_id=group)))
    if state == "HERE":
        rows = rows.filter(Exists(now))
    elif state == "COMING":
        rows = rows.filter(~Exists(now), Exists(later))
    elif state == "GONE":
        rows = rows.filter(~Exists(now), ~Exists(later))
    if text := query.get("q", "").strip()[:60]:
        numbers = [number_digest(kind, normalise_id_number(text)) for kind in IdKind.values]
        rows = rows.filter(Q(name_digest=name_digest(text)) | Q(number_digest__in=numbers))
    found = page(rows, order=ORDER, cursor=cursor_of(query, Child, ORDER), size=size)
    return found, lines_of(found.rows, on)


def lines_of(children: Sequence[Child], on: date) -> list[ChildLine]:
    """Children with what a list says of each: three queries."""
    ids = [child.pk for child in children]
    stays = Enrolment.objects.filter(running(on), child_id__in=ids).select_related("class_group")
    here = {stay.child_id: stay for stay in stays}
    entries: dict[int, date] = {}
    checks = HealthCheck.objects.filter(child_id__in=ids, kind="ENTRY", passed=True, vaccinations_seen=True)
    for child_id, day in checks.values_list("child_id", "done_on"):
        entries[child_id] = min(day, entries.get(child_id, day))
    twice = doubled(ids, on)
    return [ChildLine(c, here.get(c.pk), entries.get(c.pk), c.pk in twice) for c in children]
