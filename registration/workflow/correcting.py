"""A correction push: what was pushed wrongly stays on record, marked as replaced by what is right."""

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from facilities.models import Facility
from facilities.queries import live_with_uscc, locked
from facilities.workflow import place_at, update_facts
from kernel import clock
from regions.models import Region
from registration.enums import Channel, FilingState, RegistrationKind, RegistrationState
from registration.errors import Incomplete, WrongState
from registration.facts import changes_profit_type
from registration.models import Filing, Registration
from registration.problems import Problem
from registration.queries.facility import facts_of
from registration.rules import RegistrationFacts, changed_facts
from registration.tables import REGISTRATION
from registration.workflow.checking import check, may_push
from registration.workflow.duties import has_submitted, move_filing_duty
from registration.workflow.matching import already_known, lock_code, same_district
from registration.workflow.pushing import check_version, on_trail, own_office

_OPEN_FILINGS = (FilingState.DRAFT, FilingState.SUBMITTED, FilingState.SUPPLEMENT_REQUESTED)
#: The trail names what changed; telephone numbers do not belong there.
_PRIVATE = frozenset({"phone"})


@transaction.atomic
def correct(
    *,
    by: Actor,
    registration_id: int,
    facts: RegistrationFacts,
    region: Region,
    reason: str,
    version: int | None = None,
    channel: str = Channel.FORM,
) -> Registration:
    """Replace a pushed registration by a corrected one; the facility takes the corrected facts, as far as its filing

    has not established them, and the duty to file is counted anew, visibly. Raises Incomplete (no reason, nothing
    changed, unusable facts), WrongRegistrar, OutOfReach, WrongState, Stale, DuplicatePush (the code is taken).
    """
    seen = Registration.objects.select_related("registrar", "facility").get(pk=registration_id)
    registrar = own_office(seen)
    may_push(by=by, region=seen.region, registrar=registrar, entity_kind=seen.entity_kind)
    may_push(by=by, region=region, registrar=registrar, entity_kind=facts.entity_kind)
    if not reason.strip():
        raise Incomplete(
            _("Say why the push is corrected."), problems={"reason": [Problem("reason", "REQUIRED")]}
        )
    cleaned = check(facts=facts, region=region, registrar=registrar)
    if cleaned.uscc != seen.uscc:
        lock_code(cleaned.uscc)
    old = Registration.objects.select_for_update(of=("self",)).get(pk=registration_id)
    check_version(old, version)
    if old.state != RegistrationState.PUSHED or old.kind != RegistrationKind.NEW:
        raise WrongState(_("Only a pushed registration that stands can be corrected."))
    changes = _changes(old, cleaned, region)
    if not changes:
        raise Incomplete(_("Nothing is different from what was pushed."), code="NOTHING_CHANGED", problems={})
    facility = locked(old.facility_id) if old.facility_id else None
    if facility is not None:
        facility = _correct_facility(by, facility, old, cleaned, region)
    row = _replace(by, old, facility, cleaned, channel, {"fields": changes, "reason": reason.strip()[:500]})
    move_filing_duty(by=by, old=old, new=row)
    Filing.objects.filter(registration=old, state__in=_OPEN_FILINGS).update(registration=row)
    told = {name: pair for name, pair in changes.items() if name not in _PRIVATE}
    step = REGISTRATION.target("correct", RegistrationState.PUSHED)
    on_trail(
        row,
        by,
        step.event,
        {"replaces": old.pk, "reason": reason.strip()[:500], "fields": told, "changed": sorted(changes)},
    )
    return row


def _changes(old: Registration, new: RegistrationFacts, region: Region) -> dict[str, list[Any]]:
    """Name → [old, new] of every fact that differs, as texts."""
    known = asdict(facts_of(old, to="the comparison with what the registrar sends"))
    before = {name: str(value) for name, value in known.items()} | {"region": str(old.region_id)}
    after = {name: str(value) for name, value in asdict(new).items()} | {"region": str(region.pk)}
    return {name: list(pair) for name, pair in changed_facts(before, after).items()}


def _replace(
    by: Actor,
    old: Registration,
    facility: Facility | None,
    facts: RegistrationFacts,
    channel: str,
    changes: dict[str, Any],
) -> Registration:
    old.refresh_from_db(fields=["region"])
    step = REGISTRATION.target("correct", old.state)
    old.state, old.version = RegistrationState(step.target), old.version + 1
    old.save(update_fields=["state", "version"])
    now = clock.now()
    return Registration.objects.create(
        region_id=facility.region_id if facility else old.region_id,
        facility=facility,
        kind=old.kind,
        state=RegistrationState.PUSHED,
        channel=channel,
        registrar=old.registrar,
        corrects=old,
        changes=changes,
        created_at=now,
        created_by_id=by.user_id,
        pushed_at=now,
        pushed_by_id=by.user_id,
        matched_at=old.matched_at,
        **asdict(facts),
    )


def _correct_facility(
    by: Actor, facility: Facility, old: Registration, facts: RegistrationFacts, region: Region
) -> Facility:
    """Take over what the filing has not established itself. Raises DuplicatePush or WrongState."""
    if facts.uscc != facility.uscc and live_with_uscc(facts.uscc) is not None:
        raise already_known(facts.uscc)
    if not same_district(facility.region_id, region.pk):
        raise WrongState(
            _("The correct address lies in another district."),
            field="region",
            remedy=_(
                "Cancel this push, and push the registration there; or ask the common higher authority."
            ),
        )
    new: dict[str, Any] = {"uscc": facts.uscc, "registered_on": facts.approved_on}
    if has_submitted(facility):
        if changes_profit_type(old.entity_kind, facts.entity_kind):
            raise WrongState(
                _("The facility has filed as another kind of entity."),
                field="entity_kind",
                remedy=_("Push the cancellation, then the new registration under its new credit code."),
            )
    else:
        new |= {"name": facts.name, "address": facts.address, "entity_kind": facts.entity_kind}
        new |= {"head_name": facts.head_name, "phone": facts.phone}
        if facility.region_id != region.pk:
            facility = place_at(by=by, facility=facility, region=region, event="facility.place_corrected")
    return update_facts(by=by, facility=facility, event="facility.corrected", **new)
