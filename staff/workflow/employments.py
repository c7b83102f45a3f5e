"""An employment changes or ends: another role, another class, the last day."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from kernel import clock
from staff.errors import Refused, WrongState
from staff.models import Employment
from staff.workflow.checks import (
    BlockedBy,
    check_day,
    check_version,
    class_for,
    managed_member,
    note_blocked,
    on_trail,
    refuse_blocked,
)
from staff.workflow.duties import drop_duties
from staff.workflow.hiring import Post, refuse_overlap

_DAY = timedelta(days=1)


def change_employment(*, by: Actor, employment_id: int, post: Post, version: int | None = None) -> Employment:
    """Another role, class or engagement from `post.starts_on` on. What was before ends the day before and stays known.

    From the first day of the present row on, the row itself is put right. Raises NotAllowed, Stale, Refused, WrongState,
    and Blocked for a banned or suspended person, who is given no other work: that attempt is on both trails.
    """
    try:
        return _change(by, employment_id, post, version)
    except BlockedBy as error:
        row = Employment.objects.only("region_id", "facility_id").get(pk=employment_id)
        note_blocked(
            by, error, region_id=row.region_id, facility_id=row.facility_id, attempt="change of employment"
        )
        raise


@transaction.atomic
def _change(by: Actor, employment_id: int, post: Post, version: int | None) -> Employment:
    row = _open(by, employment_id, version)
    person = (bytes(row.member.number_digest), bytes(row.member.name_digest))
    refuse_blocked(person, row.region_id, clock.today())
    check_day(post.starts_on, field="starts_on")
    if post.starts_on < row.starts_on:
        raise Refused(
            _("The present employment begins on %(day)s.") % {"day": row.starts_on},
            code="BEFORE_START",
            field="starts_on",
        )
    group = class_for(row.facility, post.role, post.class_group_id)
    facts = {"role": post.role, "engagement": post.engagement, "class_group": group}
    if post.starts_on == row.starts_on:
        fresh = row
        for name, value in facts.items():
            setattr(fresh, name, value)
        fresh.version += 1
    else:
        _end(row, post.starts_on - _DAY, "")
        fresh = Employment(
            region_id=row.region_id,
            facility=row.facility,
            member=row.member,
            starts_on=post.starts_on,
            **facts,
        )
    refuse_overlap(fresh)
    fresh.save()
    on_trail(by, "staff.employment_changed", row.member, role=post.role, since=str(post.starts_on))
    return fresh


@transaction.atomic
def end_employment(
    *, by: Actor, employment_id: int, ends_on: date, reason: str = "", version: int | None = None
) -> Employment:
    """The last day of an employment. The row stays; a person without any other employment owes no proofs any more."""
    row = _open(by, employment_id, version)
    check_day(ends_on, field="ends_on")
    if ends_on < row.starts_on:
        raise Refused(
            _("The last day lies before the first one, %(day)s.") % {"day": row.starts_on},
            code="ENDS_BEFORE",
            field="ends_on",
        )
    _end(row, ends_on, reason.strip())
    on_trail(by, "staff.left", row.member, role=row.role, ends_on=str(ends_on))
    if not row.member.employments.filter(ends_on__isnull=True).exists():
        drop_duties(by=by, member=row.member, event="staff.left")
    return row


def _end(row: Employment, ends_on: date, reason: str) -> None:
    row.ends_on, row.end_reason = ends_on, reason[:200]
    row.version += 1
    row.save(update_fields=["ends_on", "end_reason", "version"])


def _open(by: Actor, employment_id: int, version: int | None) -> Employment:
    """An employment that has no end yet, locked after its person."""
    member_id = Employment.objects.values_list("member_id", flat=True).get(pk=employment_id)
    managed_member(by, member_id)
    row = (
        Employment.objects.select_for_update(of=("self",))
        .select_related("facility", "member")
        .get(pk=employment_id)
    )
    check_version(row, version)
    if row.ends_on is not None:
        raise WrongState(_("This employment has ended."), code="ENDED")
    return row
