"""A facility states what the setting standards ask of its premises."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import DomainError, Stale
from accounts.workflow import allow
from audit.workflow import record
from facilities.enums import ENDED_STATES
from facilities.errors import WrongState
from facilities.models import Facility, Premises
from facilities.rules.standards.asks import asked
from facilities.rules.standards.stating import take
from kernel import clock
from policy.enums import EntityKind


@transaction.atomic
def state_premises(
    *, by: Actor, facility_id: int, facts: Mapping[str, Any], version: int | None = None
) -> Premises:
    """Keep what the facility states about its premises, as typed; questions left empty count as not stated.

    `version` is that of the statement the writer saw, 0 for none. Raises NotAllowed, WrongState for an ended
    facility, Stale, and DomainError with `extra["problems"]` (question → what is wrong).
    """
    facility = Facility.objects.select_for_update(of=("self",), no_key=True).get(pk=facility_id)
    allow(by, Action.CLASS_MANAGE, facility)
    if facility.state in ENDED_STATES:
        raise WrongState(_("This facility has ended; its records stay as they are."))
    row = Premises.objects.filter(facility=facility).first()
    _check_version(row, version)
    family = facility.entity_kind == EntityKind.FAMILY_CHILDCARE_HOME
    taken, faults = take(asked(family=family), facts, today=clock.today())
    if faults:
        first = next(iter(faults))
        raise DomainError(faults[first], code="UNREADABLE", field=first, problems=faults)
    before = row.facts if row is not None else {}
    if row is None:
        row = Premises(region_id=facility.region_id, facility=facility, version=0)
    elif taken == before:
        return row
    row.facts, row.version = taken, row.version + 1
    row.stated_at, row.stated_by_id = clock.now(), by.user_id
    row.save()
    changed = sorted(name for name in {*taken, *before} if taken.get(name) != before.get(name))
    record(
        by=by,
        event="premises.stated",
        region=facility.region_id,
        subject=row,
        facility_id=facility.pk,
        data={"changed": changed, "before": {n: before[n] for n in changed if n in before}},
    )
    return row


def _check_version(row: Premises | None, version: int | None) -> None:
    known = row.version if row is not None else 0
    if version is not None and version != known:
        raise Stale(
            _("Somebody changed this meanwhile."),
            remedy=_("Compare with what is recorded now, and save once more."),
            version=known,
        )
