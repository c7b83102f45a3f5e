"""Pack versions follow each other: published with the platform, or after two persons agreed on one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import DomainError
from accounts.workflow import allow
from audit.workflow import record
from kernel import clock
from policy.models import PackVersion, Proposal
from policy.queries.history import last_version
from policy.workflow.stamp import locked_stamp, published
from regions.codes import parse

#: The first version of a pack holds on every day that can be asked about.
FROM_EVER = date.min


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
    """A version that came with the platform takes effect today; those before stay for the decisions that name them.

    The content was checked by the loader. Returns None when the last version has exactly this content. Every process
    sees it within a second.
    """
    allow(by, Action.POLICY_PUBLISH)
    locked_stamp()
    last = last_version(code)
    if last is not None and last.digest == digest:
        return None
    first = FROM_EVER if last is None else max(clock.today(), last.effective_on)
    row = PackVersion(
        code=code,
        version=version,
        digest=digest,
        content=content,
        valid_from=valid_from,
        status=status,
        effective_on=first,
    )
    return append(row, by=by)


def append(row: PackVersion, *, by: Actor, proposal: Proposal | None = None) -> PackVersion:
    """Put a version behind the last one of its code. The caller may do so and holds the stamp.

    Raises DomainError when a version that is already agreed on takes effect later than this one.
    """
    stamp = locked_stamp()
    last = last_version(row.code)
    if last is not None and row.effective_on < last.effective_on:
        raise DomainError(
            _("Version %(version)s takes effect on %(day)s; another one cannot begin before it.")
            % {"version": last.version, "day": last.effective_on},
            field="effective_on",
        )
    row.version, row.loaded_at = _free_label(row.code, row.version), clock.now()
    begun = row.effective_on <= clock.today()
    row.noted_at = row.loaded_at if begun else None
    row.save(force_insert=True)
    record(
        by=by,
        event="policy.pack_published" if begun else "policy.pack_scheduled",
        region=parse(row.code),
        subject=row,
        reason=row.reason,
        data={
            "version": row.version,
            "effective_on": str(row.effective_on),
            **({"proposal": proposal.pk} if proposal else {}),
        },
    )
    published(stamp)
    return row


def _free_label(code: str, version: str) -> str:
    """The label, or with a number behind it where an earlier version has the same content."""
    taken = set(
        PackVersion.objects.filter(code=code, version__startswith=version).values_list("version", flat=True)
    )
    number, label = 2, version
    while label in taken:
        label, number = f"{version}.{number}", number + 1
    return label


@transaction.atomic
def note_effects(*, by: Actor) -> int:
    """Tell the trail of versions whose day has come; returns how many. The law itself does not wait for this."""
    rows = PackVersion.objects.select_for_update().filter(noted_at=None, effective_on__lte=clock.today())
    begun = list(rows.order_by("effective_on", "id"))
    for row in begun:
        row.noted_at = clock.now()
        row.save(update_fields=["noted_at"])
        record(
            by=by,
            event="policy.pack_published",
            region=parse(row.code),
            subject=row,
            reason=row.reason,
            data={"version": row.version, "effective_on": str(row.effective_on)},
        )
    return len(begun)
