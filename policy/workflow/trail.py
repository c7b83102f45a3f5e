"""What the trail is told of a proposal."""

from typing import Any

from accounts.actors import Actor
from audit.workflow import record
from policy.models import Proposal


def on_trail(row: Proposal, by: Actor, event: str, **data: Any) -> None:
    record(
        by=by,
        event=event,
        region=row.region_id,
        subject=row,
        reason=row.answer or row.reason,
        data={
            "kind": row.kind,
            "code": row.code,
            "version": row.version,
            "base": row.base,
            "document": row.document,
            "effective_on": str(row.effective_on or ""),
            **data,
        },
    )
