"""Writing the audit trail. Nothing here updates or deletes; the database login may not either."""

import secrets
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol

from django.db import connection

from audit.listeners import tell
from audit.models import AuditChain, AuditEvent, ChainCheck, Outcome
from audit.queries.chains import Break
from audit.rules import data_digest, link
from kernel import clock
from regions.codes import ancestor, contains
from regions.enums import Level
from regions.scope import Scope, current_or_none, nation_scope


class Who(Protocol):
    """What the trail needs to know of an actor (accounts.actors.Actor satisfies it)."""

    @property
    def user_id(self) -> int | None: ...
    @property
    def name(self) -> str: ...
    @property
    def department_id(self) -> int | None: ...


def record(
    *,
    by: Who,
    event: str,
    region: int,
    subject: Any = None,
    facility_id: int | None = None,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
    outcome: str = Outcome.DONE,
) -> AuditEvent:
    """Append one event to its district's chain, in the caller's transaction.

    `region` is the region the object belongs to (for a refusal: the actor's own). `subject` is a saved model
    instance. `data` holds plain JSON values, no full ID numbers or phone numbers.
    """
    fields = {
        "at": clock.now().replace(microsecond=0),
        "actor_id": by.user_id,
        "department_id": by.department_id,
        "event": event,
        "outcome": str(outcome),
        "subject_type": subject._meta.label_lower if subject is not None else "",
        "subject_id": subject.pk if subject is not None else None,
        "facility_id": facility_id,
        "region_id": region,
    }
    salt, facts = secrets.token_hex(16), dict(data or {})
    head = _next(ancestor(region, Level.DISTRICT))
    chained = {**fields, "sequence": head.sequence, "data_digest": data_digest(salt, facts)}
    head.digest = link(head.digest, chained)
    head.save(update_fields=["digest"])
    tell(event, facility_id, outcome)
    with _reaching(region):
        return AuditEvent.objects.create(
            **fields,
            chain=head.district,
            sequence=head.sequence,
            actor_name=by.name[:80],
            reason=reason[:500],
            data=facts,
            salt=salt,
            data_digest=chained["data_digest"],
            digest=head.digest,
        )


_NEXT = """
INSERT INTO audit_auditchain AS head (district, sequence, digest) VALUES (%s, 1, '')
ON CONFLICT (district) DO UPDATE SET sequence = head.sequence + 1 RETURNING sequence, digest
"""


def _next(district: int) -> AuditChain:
    """The head of a chain with its next number taken; other writers of the district wait until the commit."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [district])
        sequence, digest = cursor.fetchone()
    return AuditChain(district=district, sequence=sequence, digest=digest)


def _reaching(region: int) -> AbstractContextManager[object]:
    """The scope in force where it holds the region, else the nation's: an event is written whatever the actor sees."""
    scope = current_or_none()
    if scope is not None and (scope.level == Level.NATION or _holds(scope, region)):
        return nullcontext()
    return nation_scope(reason="an audit event is written whatever the actor may see")


def _holds(scope: Scope, region: int) -> bool:
    return scope.level != Level.FACILITY and contains(scope.code, region)


def record_export(*, by: Who, what: str, region: int, filters: Mapping[str, str], rows: int) -> AuditEvent:
    """Somebody took a list out of the platform: which one, narrowed to what, how many rows."""
    data = {"filters": dict(filters), "rows": rows}
    return record(by=by, event=f"{what}.exported", region=region, outcome=Outcome.READ, data=data)


def note_check(*, district: int, sequence: int, fault: Break | None) -> None:
    """A chain was walked up to `sequence`; `fault` is the first event that does not follow, if any."""
    ChainCheck.objects.update_or_create(
        district=district,
        defaults={
            "sequence": sequence,
            "checked_at": clock.now(),
            "fault": fault.kind if fault else "",
            "fault_at": fault.sequence if fault else None,
        },
    )
