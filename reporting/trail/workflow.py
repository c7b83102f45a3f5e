"""The auditor has the chains of the region walked."""

import logging

from celery import signature
from django.db import transaction

from accounts.actions import Action
from accounts.actors import Actor
from accounts.workflow.rights import Place, allow
from audit.checking import AT_ONCE, CHECK_TASK, check_chains
from audit.queries import chains_under
from audit.workflow import record

logger = logging.getLogger(__name__)


@transaction.atomic
def recheck(*, by: Actor) -> bool:
    """Walk every chain of the auditor's region: at once where they are short (True), else by a worker. Raises NotAllowed."""
    allow(by, Action.AUDIT_VIEW, Place(by.region_id))
    heads = chains_under(by.region_id)
    districts = [head.district for head in heads]
    at_once = sum(head.sequence for head in heads) <= AT_ONCE
    if at_once:
        check_chains(districts)
    else:
        transaction.on_commit(lambda: _ring(districts))
    record(by=by, event="audit.checked", region=by.region_id, data={"chains": len(heads)})
    return at_once


def _ring(districts: list[int]) -> None:
    """By night it is done anyway; a broker that is down must not fail the page."""
    try:
        signature(CHECK_TASK, args=(districts,)).apply_async(retry=False)
    except Exception:
        logger.warning("the walk of the audit chains could not be rung for", exc_info=True)
