"""Writing the audit trail. Nothing here updates or deletes; the database login may not either."""

import secrets
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

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
    happened = Happened(event, region, subject, facility_id, reason, dict(data or {}), str(outcome))
    return record_all(by=by, happened=[happened])[0]


class Happened(NamedTuple):
    """One event that is to be written, as `record` takes it."""

    event: str
    region: int
    subject: Any = None
    facility_id: int | None = None
    reason: str = ""
    data: Mapping[str, Any] = MappingProxyType({})
    outcome: str = Outcome.DONE

    @property
    def district(self) -> int:
        return ancestor(self.region, Level.DISTRICT)


def record_all(*, by: Who, happened: Sequence[Happened]) -> list[AuditEvent]:
    """Append events to the chains of their districts, in their order: three statements, however many events.

    Writers of one district wait for each other until the commit; the heads are taken in the order of the districts.
    """
    if not happened:
        return []
    heads, events = _taken(Counter(each.district for each in happened)), []
    for each in happened:
        head = heads[each.district]
        head.sequence += 1
        events.append(_event(by, each, head))
    with connection.cursor() as cursor:
        cursor.execute(_HEADS, [list(heads), [head.digest for head in heads.values()]])
    with _reaching({each.region for each in happened}):
        written = AuditEvent.objects.bulk_create(events, batch_size=2000)
    for each in happened:
        tell(each.event, each.facility_id, each.outcome)
    return written


def _event(by: Who, each: Happened, head: AuditChain) -> AuditEvent:
    """The event as the next link of its chain; the head moves on to it."""
    subject = each.subject
    fields = {
        "at": clock.now().replace(microsecond=0),
        "actor_id": by.user_id,
        "department_id": by.department_id,
        "event": each.event,
        "outcome": str(each.outcome),
        "subject_type": subject._meta.label_lower if subject is not None else "",
        "subject_id": subject.pk if subject is not None else None,
        "facility_id": each.facility_id,
        "region_id": each.region,
    }
    salt, facts = secrets.token_hex(16), dict(each.data)
    salted = data_digest(salt, facts)
    head.digest = link(head.digest, {**fields, "sequence": head.sequence, "data_digest": salted})
    return AuditEvent(
        **fields,
        chain=head.district,
        sequence=head.sequence,
        actor_name=by.name[:80],
        reason=each.reason[:500],
        data=facts,
        salt=salt,
        data_digest=salted,
        digest=head.digest,
    )


_TAKEN = """
INSERT INTO audit_auditchain AS head (district, sequence, digest)
SELECT district, number, '' FROM unnest(%s::bigint[], %s::bigint[]) AS wanted (district, number) ORDER BY district
ON CONFLICT (district) DO UPDATE SET sequence = head.sequence + excluded.sequence RETURNING district, sequence, digest
"""
_HEADS = """
UPDATE audit_auditchain head SET digest = fresh.digest
  FROM unnest(%s::bigint[], %s::text[]) AS fresh (district, digest) WHERE fresh.district = head.district
"""


def _taken(wanted: Mapping[int, int]) -> dict[int, AuditChain]:
    """The heads of chains with so many numbers taken; `sequence` is the last one before those."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN, [list(wanted), list(wanted.values())])
        return {
            district: AuditChain(district=district, sequence=sequence - wanted[district], digest=digest)
            for district, sequence, digest in cursor.fetchall()
        }


def _reaching(regions: Collection[int]) -> AbstractContextManager[object]:
    """The scope in force where it holds the regions, else the nation's: an event is written whatever the actor sees."""
    scope = current_or_none()
    if scope is not None and (scope.level == Level.NATION or all(_holds(scope, each) for each in regions)):
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
