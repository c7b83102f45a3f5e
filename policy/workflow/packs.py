"""Pack versions take effect."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from accounts.actions import Action
from accounts.actors import Actor
from accounts.workflow import allow
from audit.workflow import record
from kernel import clock
from policy.models import PackVersion
from policy.workflow.stamp import locked_stamp, published
from regions.codes import parse


@transaction.atomic
def publish_pack(
    *,
    by: Actor,
    code: str,
    content: Mapping[str, Any],
    version: str,
    digest: str,
    status: str,
    valid_from: date,
) -> PackVersion | None:
    """A pack version takes effect; the one before stays for the decisions that name it.

    The content was checked by the loader. Returns None when exactly this version is current already. Every process
    sees it within a second.
    """
    allow(by, Action.POLICY_PUBLISH)
    stamp = locked_stamp()
    held = PackVersion.objects.filter(code=code, current=True).first()
    if held is not None and (held.version, held.digest) == (version, digest):
        return None
    PackVersion.objects.filter(code=code, current=True).update(current=False)
    row, _created = PackVersion.objects.update_or_create(
        code=code,
        version=version,
        defaults={"current": True},
        create_defaults={
            "digest": digest,
            "content": content,
            "valid_from": valid_from,
            "status": status,
            "current": True,
            "loaded_at": clock.now(),
        },
    )
    record(by=by, event="policy.pack_published", region=parse(code), subject=row, data={"version": version})
    published(stamp)
    return row
