"""Writing the audit trail. Nothing here updates or deletes; the database login may not either."""

import secrets
from collections.abc import Mapping
from typing import Any, Protocol

from audit.models import AuditChain, AuditEvent, Outcome
from audit.rules import data_digest, link
from kernel import clock
from regions.codes import ancestor
from regions.enums import Level
from regions.scope import nation_scope


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
    with nation_scope(reason="an audit event is written whatever the actor may see"):
        head = _locked_head(ancestor(region, Level.DISTRICT))
        head.sequence += 1
        chained = {**fields, "sequence": head.sequence, "data_digest": data_digest(salt, facts)}
        head.digest = link(head.digest, chained)
        head.save(update_fields=["sequence", "digest"])
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


def _locked_head(district: int) -> AuditChain:
    AuditChain.objects.bulk_create([AuditChain(district=district)], ignore_conflicts=True)
    return AuditChain.objects.select_for_update().get(district=district)
