"""What the verbs of staff ask before they change anything."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import DomainError, Stale
from accounts.workflow import allow
from audit.models import Outcome
from audit.queries import of_subject
from audit.wording.actors import who
from audit.workflow import record
from facilities.enums import ENDED_STATES
from facilities.models import ClassGroup, Facility
from facilities.queries import locked
from kernel import clock
from kernel.identity import age_on
from staff.enums import StaffRole
from staff.errors import Blocked, Refused
from staff.identity import Person
from staff.models import StaffMember
from staff.queries.law import AGE_RULE, number
from staff.queries.matching import Block, Pair, blocks, under_another_name

#: How far ahead a day may lie before it is a slip of the hand.
AHEAD = timedelta(days=366)
EARLIEST = date(1980, 1, 1)


def managed(by: Actor, facility_id: int) -> Facility:
    """A living facility, locked, whose staff `by` may manage. Raises Facility.DoesNotExist, NotAllowed, DomainError."""
    facility = locked(facility_id)
    allow(by, Action.STAFF_MANAGE, facility)
    if facility.state in ENDED_STATES:
        raise DomainError(_("This facility has ended."), code="FACILITY_ENDED")
    return facility


def managed_member(by: Actor, member_id: int, version: int | None = None) -> StaffMember:
    """A person of a facility whose staff `by` may manage, locked. Raises as `managed`, and Stale."""
    member = StaffMember.objects.select_for_update(of=("self",)).select_related("facility").get(pk=member_id)
    allow(by, Action.STAFF_MANAGE, member)
    if member.facility.state in ENDED_STATES:
        raise DomainError(_("This facility has ended."), code="FACILITY_ENDED")
    check_version(member, version)
    return member


def check_version(row: Any, version: int | None) -> None:
    """Raise Stale, saying who changed the row and when, unless `version` is the stored one (None: not asked)."""
    if version is None or version == row.version:
        return
    last = next(reversed(of_subject(row)), None)
    raise Stale(
        _("Somebody changed this meanwhile."),
        version=row.version,
        changed_by=who(last) if last else "",
        changed_at=last.at if last else None,
    )


def on_trail(by: Actor, event: str, row: Any, **data: Any) -> None:
    """An event about a row of a facility, in its place."""
    record(by=by, event=event, region=row.region_id, subject=row, facility_id=row.facility_id, data=data)


def check_person(person: Person, facility: Facility, *, today: date, beside: int | None = None) -> None:
    """Raise Refused for somebody too young, or a number that stands under another name; Blocked for the banned.

    The age is that of the Labour Law (CN-S9). Whose name it is, and where, is not said. `beside`: a row that is being
    put right and does not speak against its own new name.
    """
    least = number(facility.region_id, AGE_RULE, "minimum_age", today)
    if least is not None and age_on(person.born_on, today) < least:
        words = ngettext_lazy(
            "Nobody under %(n)s year may be hired (Labour Law art. 15).",
            "Nobody under %(n)s years may be hired (Labour Law art. 15).",
            least,
        )
        raise Refused(words % {"n": least}, code="TOO_YOUNG", field="born_on")
    pair = (person.number_digest, person.name_digest)
    if under_another_name([pair], beside=beside):
        raise other_name()
    refuse_blocked(pair, facility.region_id, today)


def refuse_blocked(pair: Pair, region_id: int, on: date) -> None:
    """Raise Blocked for somebody who may not work with children in a place on a day (CN-S4)."""
    if (block := blocks([pair], region_id, on).get(pair[0])) is not None:
        raise BlockedBy(block)


def other_name() -> Refused:
    return Refused(
        _("This number is registered under another name."),
        code="OTHER_NAME",
        field="id_number",
        remedy=_("Compare number and name with the document. If both are right, ask your health authority."),
    )


class BlockedBy(Blocked):
    """Blocked, with what only the trail may know."""

    def __init__(self, block: Block) -> None:
        super().__init__(block.authority)
        self.block = block


def note_blocked(by: Actor, error: BlockedBy, *, region_id: int, facility_id: int, attempt: str) -> None:
    """A blocked attempt goes on the trail of the place and of the authority. Outside the transaction of the verb."""
    note_attempt(
        by,
        attempt,
        places=(region_id, error.block.region_id),
        facility_id=facility_id,
        authority=error.block.authority,
        cause={error.block.kind: error.block.id},
    )


def note_attempt(
    by: Actor,
    attempt: str,
    *,
    places: tuple[int, int],
    facility_id: int,
    authority: str,
    cause: Mapping[str, Any],
) -> None:
    """Two events: in the facility's place without the cause, in the authority's place with it."""
    here, there = places
    record(
        by=by,
        event="staff.blocked",
        region=here,
        facility_id=facility_id,
        outcome=Outcome.REFUSED,
        data={"attempt": attempt, "authority": authority},
    )
    record(
        by=by,
        event="staff.blocked_elsewhere",
        region=there,
        outcome=Outcome.REFUSED,
        data={"attempt": attempt, "place": here, **cause},
    )


def check_day(day: date, *, field: str, latest: date | None = None) -> None:
    """Raise Refused for a day that is a slip of the hand: long ago, or beyond `latest` (a year ahead)."""
    if day < EARLIEST:
        raise Refused(_("This day lies too far back."), code="TOO_EARLY", field=field)
    if day > (latest or clock.today() + AHEAD):
        words = _("This day lies in the future.") if latest else _("This day lies too far ahead.")
        raise Refused(words, code="TOO_LATE", field=field)


def class_for(facility: Facility, role: str, class_group_id: int | None) -> ClassGroup | None:
    """The open class of a caregiver. Raises Refused for a class of elsewhere, a closed one, or a role without class."""
    if class_group_id is None:
        return None
    if role != StaffRole.CAREGIVER:
        raise Refused(_("Only caregivers belong to a class."), code="CLASS_ROLE", field="class_group")
    found = ClassGroup.objects.filter(pk=class_group_id, facility=facility, closed_on__isnull=True).first()
    if found is None:
        raise Refused(_("This class does not exist or is closed."), code="CLASS", field="class_group")
    return found
