"""Classes of a facility: opened, changed, closed, and brought in line with an accepted filing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import DomainError
from facilities.enums import CareMode, ProvisionMode
from facilities.errors import NotRight, WrongState
from facilities.models import ClassGroup, Enrolment, Facility
from facilities.queries.roll import open_classes
from facilities.rules.faults import Fault
from facilities.workflow.basis import current, held, note, save
from kernel import clock
from kernel.names import UnprintableText, clean_text
from policy.enums import ClassKind

#: No class has more places: a technical bound against slips of the keyboard; the law's numbers are R-CLS.
MOST_PLACES = 200


@transaction.atomic
def open_class(
    *,
    by: Actor,
    facility_id: int,
    kind: str,
    name: str,
    places: int,
    care_mode: str = CareMode.FULL_DAY,
    opened_on: date | None = None,
) -> ClassGroup:
    """A class begins. More places than were filed are recorded too: the page then asks for a change filing.

    Raises NotRight, NotAllowed, FacilityEnded.
    """
    facility = held(by, Action.CLASS_MANAGE, facility_id)
    opened_on = opened_on or clock.today()
    row = ClassGroup(
        region_id=facility.region_id,
        facility=facility,
        kind=kind,
        name=_checked(facility, kind, name, places, care_mode),
        care_mode=care_mode,
        places=places,
        opened_on=opened_on,
    )
    row.save(force_insert=True)
    note(by, facility, "class.opened", row, _told(row))
    return row


@transaction.atomic
def change_class(
    *,
    by: Actor,
    class_id: int,
    name: str,
    kind: str,
    places: int,
    care_mode: str,
    version: int | None = None,
) -> ClassGroup:
    """Another name, kind, care mode or number of places. Raises NotRight, Stale, WrongState for a closed class."""
    row, facility = _held_class(by, class_id)
    current(row, version)
    cleaned = _checked(facility, kind, name, places, care_mode, but=row.pk)
    before = _told(row)
    if save(row, name=cleaned, kind=kind, places=places, care_mode=care_mode):
        note(by, facility, "class.changed", row, {"before": before, "after": _told(row)})
    return row


@transaction.atomic
def close_class(
    *, by: Actor, class_id: int, closed_on: date | None = None, version: int | None = None
) -> ClassGroup:
    """The class ends with a day. Raises DomainError while a child is enrolled in it after that day."""
    row, facility = _held_class(by, class_id)
    current(row, version)
    day = closed_on or clock.today()
    if day < row.opened_on:
        raise NotRight([Fault("closed_on", "BEFORE_START", _("This day lies before the class opened."))])
    if left := _children_after(row.pk, day):
        raise DomainError(
            _("%(n)d children are still enrolled in this class after that day.") % {"n": left},
            code="CLASS_IN_USE",
            field="closed_on",
            remedy=_("Move them to another class, or record that they left, first."),
        )
    save(row, closed_on=day)
    note(by, facility, "class.closed", row, {"on": day.isoformat()})
    return row


@transaction.atomic
def state_provision_mode(*, by: Actor, facility_id: int, mode: str) -> Facility:
    """Who provides the care and where, one of the modes of Ouhai's 6+X and the others. '' takes it back."""
    facility = held(by, Action.CLASS_MANAGE, facility_id)
    if mode and mode not in ProvisionMode.values:
        raise NotRight([Fault("provision_mode", "UNKNOWN", _("Choose from the list."))])
    if save(facility, provision_mode=mode):
        note(by, facility, "facility.provision_mode", facility, {"mode": mode})
    return facility


@transaction.atomic(savepoint=False)
def classes_as_filed(
    *, by: Actor, facility: Facility, filed: Mapping[str, Any], on: date
) -> list[ClassGroup]:
    """Classes and places as an accepted filing names them: {kind: {"classes", "places"}}. The caller has checked its right.

    What lacks is opened, what is too many is closed where no child is in it, and places are dealt out evenly. A class
    with children stays: the page shows it as more than was filed. Returns the classes that are open afterwards.
    """
    for kind in ClassKind.values:
        _bring_in_line(by, facility, kind, filed.get(kind) or {}, on)
    return list(open_classes(on).filter(facility_id=facility.pk).order_by("id"))


def _bring_in_line(by: Actor, facility: Facility, kind: str, filed: Mapping[str, Any], on: date) -> None:
    places = _number(filed.get("places"))
    wanted = min(max(_number(filed.get("classes")), 1), places) if places else 0
    rows = list(open_classes(on).filter(facility_id=facility.pk, kind=kind, closed_on=None).order_by("id"))
    for row in reversed(rows[wanted:]):
        if not _children_after(row.pk, on):
            save(row, closed_on=on)
            note(by, facility, "class.closed", row, {"on": on.isoformat(), "filing": True})
            rows.remove(row)
    taken = set(open_classes(on).filter(facility_id=facility.pk).values_list("name", flat=True))
    while len(rows) < wanted:
        row = ClassGroup.objects.create(
            region_id=facility.region_id, facility=facility, kind=kind, name=_free_name(kind, taken),
            care_mode=_usual_mode(facility), places=1, opened_on=on,
        )  # fmt: skip
        taken.add(row.name)
        note(by, facility, "class.opened", row, {**_told(row), "filing": True})
        rows.append(row)
    if rows and sum(row.places for row in rows) != places and len(rows) == wanted:
        for number, row in enumerate(rows):
            save(row, places=places // wanted + (number < places % wanted))


def _usual_mode(facility: Facility) -> str:
    modes = facility.profile.get("care_modes") or [CareMode.FULL_DAY.value]
    return modes[0] if modes[0] in CareMode.values else CareMode.FULL_DAY.value


def _free_name(kind: str, taken: set[str]) -> str:
    number = 1
    while (name := say("%(kind)s %(n)d") % {"kind": ClassKind(kind).label, "n": number}) in taken:
        number += 1
    return name


def _number(value: Any) -> int:
    return value if isinstance(value, int) and 0 < value < 10_000 else 0


def _children_after(class_id: int, day: date) -> int:
    stays = Q(ends_on__isnull=True) | Q(ends_on__gt=day)
    return Enrolment.objects.filter(stays, class_group_id=class_id).count()


def _held_class(by: Actor, class_id: int) -> tuple[ClassGroup, Facility]:
    facility_id = ClassGroup.objects.values_list("facility_id", flat=True).get(pk=class_id)
    facility = held(by, Action.CLASS_MANAGE, facility_id)
    row = ClassGroup.objects.get(pk=class_id)
    if row.closed_on is not None:
        raise WrongState(_("This class is closed."))
    return row, facility


def _checked(
    facility: Facility, kind: str, name: str, places: int, care_mode: str, *, but: int | None = None
) -> str:
    """The cleaned name. Raises NotRight with everything that is wrong."""
    faults = []
    try:
        cleaned = clean_text(name)
    except UnprintableText:
        cleaned = ""
    if not cleaned or len(cleaned) > 40:
        faults.append(Fault("name", "NAME", _("Give the class a name of at most 40 characters.")))
    if kind not in ClassKind.values:
        faults.append(Fault("kind", "UNKNOWN", _("Choose from the list.")))
    if care_mode not in CareMode.values:
        faults.append(Fault("care_mode", "UNKNOWN", _("Choose from the list.")))
    if not 1 <= places <= MOST_PLACES:
        faults.append(Fault("places", "PLACES", _("Give between 1 and %(n)d places.") % {"n": MOST_PLACES}))
    same = ClassGroup.objects.filter(facility_id=facility.pk, name=cleaned, closed_on=None).exclude(pk=but)
    if cleaned and same.exists():
        faults.append(Fault("name", "NAME_TAKEN", _("Another class has this name already.")))
    if faults:
        raise NotRight(faults)
    return cleaned


def _told(row: ClassGroup) -> dict[str, Any]:
    return {"kind": row.kind, "name": row.name, "places": row.places, "care_mode": row.care_mode}
