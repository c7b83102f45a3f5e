"""Asking for an official paper. The row is written with the act that it documents; the PDF follows."""

import logging
from typing import Any

from celery import signature
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from audit.workflow import record
from documents.enums import PaperKind
from documents.errors import SnapshotInvalid
from documents.models import Paper
from documents.papers.build import LAYOUT_VERSION
from documents.papers.snapshots import Letter, from_json, to_json
from kernel import clock

RENDER_TASK = "documents.render_papers"
logger = logging.getLogger(__name__)


@transaction.atomic
def request_paper(
    *, by: Actor, facility: Any, kind: PaperKind, number: str, subject: Any, snapshot: Letter
) -> Paper:
    """A paper about `subject` (a saved row) will be printed from `snapshot`, once the caller's transaction is committed.

    The caller has checked its own right to issue it. The number is unique per district and kind. Raises
    SnapshotInvalid when snapshot, kind and number do not belong together.
    """
    stored = to_json(snapshot)
    if snapshot.kind != kind or snapshot.number != number or from_json(kind, stored) != snapshot:
        raise SnapshotInvalid(_("The facts of this paper do not fit its kind and number."))
    row = Paper.objects.create(
        region_id=facility.region_id,
        facility=facility,
        kind=kind,
        number=number,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        snapshot=stored,
        layout=LAYOUT_VERSION,
        requested_by_id=by.user_id,
        requested_at=clock.now(),
    )
    record(
        by=by,
        event="paper.requested",
        region=row.region_id,
        subject=row,
        facility_id=row.facility_id,
        data={"kind": kind, "number": number},
    )
    transaction.on_commit(ring)
    return row


def ring() -> None:
    """Wake a worker. A lost or refused ring costs seconds, not papers: the beat rings again."""
    try:
        signature(RENDER_TASK).apply_async(retry=False)
    except Exception:
        logger.warning("no broker to ring for %s", RENDER_TASK, exc_info=True)
