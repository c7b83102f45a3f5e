"""One credit code, one facility: whom a push concerns, and what another push of the same code meets."""

from typing import Any

from django.db import connection

from accounts.actors import Actor
from facilities.models import Facility
from facilities.queries import live_with_uscc, locked
from facilities.workflow import create_facility, update_facts
from kernel import clock
from regions.codes import ancestor
from regions.enums import Level
from regions.models import Region
from registration.enums import RegistrationKind, RegistrationState
from registration.errors import AlreadyFiled, DuplicatePush, KnownElsewhere
from registration.models import Registration
from registration.problems import Problem
from registration.rules import RegistrationFacts
from registration.workflow.duties import has_submitted


def lock_code(uscc: str) -> None:
    """Whoever works on a credit code waits here for everybody else who does, until the end of the transaction.

    A unique key cannot do it: it would have to span the country, and tell one place what another one holds.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"uscc:{uscc}"])


def waiting_rows(uscc: str, region: int) -> list[Registration]:
    """The drafts and statements of the district that wait for a push of this code, locked; a facility's come first."""
    rows = Registration.objects.select_for_update(of=("self",)).filter(
        uscc=uscc,
        district=ancestor(region, Level.DISTRICT),
        state=RegistrationState.WAITING,
        kind=RegistrationKind.NEW,
    )
    return sorted(rows, key=lambda row: (row.facility_id is None, row.pk))


def pushed_row(uscc: str) -> Registration | None:
    """The push of this code that stands, inside the caller's scope."""
    return (
        Registration.objects.filter(uscc=uscc, state=RegistrationState.PUSHED, kind=RegistrationKind.NEW)
        .order_by("-id")
        .first()
    )


def match(facts: RegistrationFacts, region: Region, waiting: Registration | None) -> Facility | None:
    """The unconfirmed facility that this push confirms, None for a new one; locked.

    Raises DuplicatePush, AlreadyFiled or KnownElsewhere when the code stands already.
    """
    standing = unconfirmed(facts.uscc, region.pk)
    stated = waiting.facility_id if waiting else None
    if standing is None:
        # The operator mistyped the code of a facility that this office knows by its own papers.
        return locked(stated) if stated else None
    if stated and stated != standing.pk:
        raise already_known(facts.uscc)
    return locked(standing.pk)


def unconfirmed(uscc: str, region: int) -> Facility | None:
    """The facility that stands under a code without a push, if any. Raises as `match` when the code is taken."""
    standing = live_with_uscc(uscc)
    if standing is None:
        return None
    if not same_district(standing.region_id, region):
        raise KnownElsewhere(Problem("uscc", "ELSEWHERE"), field="uscc")
    if standing.registration_confirmed:
        raise already_known(uscc)
    return standing


def already_known(uscc: str) -> DuplicatePush | AlreadyFiled:
    """What a second push of a code is told: when the first one came, and its id."""
    pushed = pushed_row(uscc)
    if pushed is None:
        return AlreadyFiled(Problem("uscc", "ALREADY_FILED"), field="uscc")
    day = clock.local_date(pushed.pushed_at or clock.now()).isoformat()
    return DuplicatePush(
        Problem("uscc", "DUPLICATE", {"day": day}), field="uscc", registration=pushed.pk, day=day
    )


def same_district(one: int, other: int) -> bool:
    """The push goes to the county: a wrong street is corrected there, another district is another authority."""
    return ancestor(one, Level.DISTRICT) == ancestor(other, Level.DISTRICT)


def settle_facility(
    *, by: Actor, facility: Facility | None, facts: RegistrationFacts, row: Registration
) -> Facility:
    """The facility that a push makes known, or confirms: its registered facts count until a filing is handed in."""
    if facility is None:
        return create_facility(
            by=by,
            region=row.region,
            name=facts.name,
            uscc=facts.uscc,
            entity_kind=facts.entity_kind,
            address=facts.address,
            registered_on=facts.approved_on,
            registrar=row.registrar,
            confirmed=True,
            head_name=facts.head_name,
            phone=facts.phone,
        )
    new: dict[str, Any] = {
        "registration_confirmed": True,
        "registrar": row.registrar,
        "registered_on": facts.approved_on,
    }
    if facility.uscc != facts.uscc:
        new["uscc"] = facts.uscc
    if not has_submitted(facility):
        new |= {"name": facts.name, "entity_kind": facts.entity_kind, "address": facts.address}
        new |= {n: v for n in ("head_name", "phone") if (v := getattr(facts, n))}
    return update_facts(by=by, facility=facility, event="facility.matched", **new)
