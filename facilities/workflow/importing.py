"""Many children at once, out of a sheet: all of them are taken over, or none."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from facilities.errors import NotRight
from facilities.models import Child, ClassGroup, Enrolment, Facility, HealthCheck
from facilities.queries.children import name_digest, names_elsewhere, number_digest
from facilities.queries.roll import groups_to_choose, register_ends_at
from facilities.rules.faults import Fault
from facilities.rules.identity import ChildFacts, check_child
from facilities.sheets.children import ChildRow
from facilities.workflow.basis import held, note
from facilities.workflow.children import ANOTHER_NAME
from facilities.workflow.doubles import hold, recheck
from facilities.workflow.enrolling import AHEAD
from kernel import clock

_FIELDS = tuple(ChildFacts.__dataclass_fields__)


def check_rows(facility: Facility, rows: Sequence[ChildRow]) -> list[ChildRow]:
    """The rows compared with the law, each other, the register here and the country: four queries for all of them."""
    today = clock.today()
    under = register_ends_at(facility.region_id, today)
    groups = {g.name: g for g in groups_to_choose(facility.pk, today)}
    seen: dict[bytes, int] = {}
    for row in rows:
        told = {fault.field for fault in row.faults}
        cleaned, faults = check_child(row.facts, today=today, under_months=under)
        row.facts = cleaned
        row.faults += [fault for fault in faults if fault.field not in told]
        row.faults += _place_faults(row, groups, today)
        if not _faulty(row, "id_number", "id_kind"):
            first = seen.setdefault(number_digest(cleaned.id_kind, cleaned.id_number), row.number)
            if first != row.number:
                words = _("The same number stands in row %(row)d.") % {"row": first}
                row.faults.append(Fault("id_number", "SAME_AS_ROW", words))
    _compare(facility, [row for row in rows if not _faulty(row, "id_number", "id_kind", "name")])
    return list(rows)


@transaction.atomic
def import_children(*, by: Actor, facility_id: int, rows: Sequence[ChildRow], sheet: str) -> int:
    """Record, check and enrol every row that is not known yet; how many. `sheet` is the name of the file.

    Raises NotRight while a row is faulty, and writes nothing then.
    """
    facility = held(by, Action.CHILD_MANAGE, facility_id)
    checked = check_rows(facility, rows)
    faults = [fault for row in checked for fault in row.faults]
    if faults:
        raise NotRight(faults)
    fresh = [row for row in checked if not row.known]
    children = Child.objects.bulk_create(_child(facility, row) for row in fresh)
    pairs = list(zip(children, fresh, strict=True))
    HealthCheck.objects.bulk_create(
        HealthCheck(
            region_id=facility.region_id, facility=facility, child=child, kind="ENTRY", done_on=row.entered_on,
            passed=True, vaccinations_seen=True, recorded_by_id=by.user_id,
        )
        for child, row in pairs
        if row.entered_on is not None
    )  # fmt: skip
    groups = {g.name: g for g in groups_to_choose(facility.pk, clock.today())}
    Enrolment.objects.bulk_create(
        _enrolment(facility, child, groups[row.group], row) for child, row in pairs if row.group
    )
    data = {"sheet": sheet[:100], "children": len(children), "known": len(checked) - len(fresh)}
    note(by, facility, "children.imported", facility, data)
    digests = [bytes(c.number_digest) for c in children]
    hold(digests)
    for digest in names_elsewhere(digests, facility_id=facility.pk):
        recheck(by=by, digest=digest)
    return len(children)


def _child(facility: Facility, row: ChildRow) -> Child:
    return Child(
        region_id=facility.region_id,
        facility=facility,
        number_digest=number_digest(row.facts.id_kind, row.facts.id_number),
        name_digest=name_digest(row.facts.name),
        created_at=clock.now(),
        **{name: getattr(row.facts, name) for name in _FIELDS},
    )


def _enrolment(facility: Facility, child: Child, group: ClassGroup, row: ChildRow) -> Enrolment:
    return Enrolment(
        region_id=facility.region_id,
        facility=facility,
        child=child,
        class_group=group,
        care_mode=group.care_mode,
        starts_on=row.starts_on or max(clock.today(), group.opened_on),
    )


def _faulty(row: ChildRow, *fields: str) -> bool:
    return any(fault.field in fields for fault in row.faults)


def _place_faults(row: ChildRow, groups: dict[str, ClassGroup], today: date) -> list[Fault]:
    found = []
    group = groups.get(row.group)
    if row.group and group is None:
        found.append(Fault("class", "UNKNOWN_CLASS", _("No open class has this name.")))
    if row.starts_on is not None and row.starts_on > today + AHEAD:
        found.append(Fault("starts_on", "FAR_AHEAD", _("This day is more than a year ahead.")))
    if group is not None and row.starts_on is not None and row.starts_on < group.opened_on:
        words = _("The class opened on %(day)s.") % {"day": group.opened_on}
        found.append(Fault("starts_on", "BEFORE_CLASS", words))
    born = row.facts.born_on
    if born is not None and row.starts_on is not None and row.starts_on < born:
        found.append(Fault("starts_on", "BEFORE_BIRTH", _("This day lies before the birth.")))
    if row.entered_on is not None and (row.entered_on > today or (born and row.entered_on < born)):
        found.append(Fault("entered_on", "DAY", _("Give a day between the birth and today.")))
    return found


def _compare(facility: Facility, rows: Sequence[ChildRow]) -> None:
    """Against the children here (the same one is skipped) and against the names elsewhere."""
    digests = {number_digest(r.facts.id_kind, r.facts.id_number): r for r in rows}
    here = dict(
        Child.objects.filter(facility=facility, number_digest__in=list(digests)).values_list(
            "number_digest", "name_digest"
        )
    )
    mine = {bytes(number): bytes(name) for number, name in here.items()}
    names = names_elsewhere(list(digests), facility_id=facility.pk)
    for digest, row in digests.items():
        name = name_digest(row.facts.name)
        if digest in mine:
            row.known = mine[digest] == name
        if (digest in mine and not row.known) or (names.get(digest) and name not in names[digest]):
            row.faults.append(ANOTHER_NAME)
