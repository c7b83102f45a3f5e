"""Sending what waits: any number of workers, each message once, and a killed worker loses nothing.

Three short transactions a message: claimed (a lease and a higher token), begun (the channel may have it from now on),
settled. Whoever comes after a worker that was killed in between asks the channel before anything is repeated. The
lease follows the database's clock, not the demo's.
"""

import logging
import time
from datetime import timedelta

from celery import signature
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.errors import DomainError
from jobs.leases import FREE
from kernel import clock
from messaging.channels import Adapter, Letter, Outcome, Refused, Unclear, Unreachable, adapter_for
from messaging.enums import State
from messaging.models import Message
from messaging.workflow.letters import key_of, letters_of
from regions.scope import nation_scope

DELIVER_TASK = "messaging.deliver"
#: Longer than any adapter may take (two calls), short enough for another worker to go on soon.
LEASE = timedelta(seconds=25)
MAX_ATTEMPTS = 10
SLICE_SECONDS = 40.0
_PORTION = 20
_FIRST_PAUSE, _LONGEST_PAUSE = 10, 3600
_REASON = "messages of all places wait in one outbox"
logger = logging.getLogger(__name__)


def ring() -> None:
    """Wake a worker. A lost ring costs seconds, not messages: the beat rings again."""
    try:
        signature(DELIVER_TASK).apply_async(retry=False)
    except Exception:
        logger.warning("no broker to ring for %s", DELIVER_TASK, exc_info=True)


def deliver(*, seconds: float = SLICE_SECONDS) -> int:
    """Send until nothing waits or the time is up; returns how many messages were settled."""
    settled, began = 0, time.monotonic()
    while time.monotonic() - began < seconds:
        heads = _claim()
        if not heads:
            break
        settled += _deliver_all(heads)
    return settled


def _deliver_all(heads: list[Message]) -> int:
    """Send a portion. When a channel fails, the rest of it is let go: each would wait as long."""
    letters, troubled, settled = letters_of(heads), set[str](), 0
    for head in heads:
        if head.channel in troubled:
            _let_go(head)
            continue
        done = _deliver(head, letters.get(head.pk))
        settled += done
        if not done:
            troubled.add(head.channel)
    return settled


def _free() -> "QuerySet[Message]":
    rows: QuerySet[Message] = Message.objects.filter(
        FREE, state=State.WAITING, carried_by=None, not_before__lte=clock.now()
    )
    return rows


def _claim() -> list[Message]:
    """Messages that nobody works on, leased to us; of digests one, with all that it carries."""
    with nation_scope(reason=_REASON):
        rows = _free().filter(digest=False).order_by("not_before", "id")
        found = list(rows.select_for_update(skip_locked=True, of=("self",))[:_PORTION])
        if not found:
            found = _claim_digest()
        for row in found:
            row.token += 1
        Message.objects.filter(pk__in=[row.pk for row in found]).update(
            token=F("token") + 1, lease_until=Now() + LEASE
        )
    return found


def _claim_digest() -> list[Message]:
    """The oldest digest. Its rows are bound to it while nobody else may look, so that a person gets one, not two."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('messaging.digest', 0))")
    waiting = _free().filter(digest=True)
    head = waiting.order_by("not_before", "id").select_for_update(skip_locked=True, of=("self",)).first()
    if head is None:
        return []
    if head.begun_at is None:
        waiting.filter(user_id=head.user_id, channel=head.channel, begun_at=None).exclude(pk=head.pk).update(
            carried_by=head.pk
        )
    return [head]


def _deliver(head: Message, letter: Letter | None) -> int:
    """Send one claimed message. 0 when it was not ours any more or waits for another attempt."""
    adapter = adapter_for(head.channel)
    if adapter is None:
        return _settle(head, State.WITHDRAWN)
    if letter is None:
        return _withdraw(head)
    if head.begun_at is not None:
        known = _known(head, adapter)
        if known is None:
            return 0
        if known is Outcome.ARRIVED:
            return _settle(head, State.SENT, receipt=head.receipt or letter.key)
        if known is Outcome.UNKNOWN and not adapter.repeatable:
            return _settle(head, State.UNCERTAIN, failure=head.failure)
    if not _begin(head):
        return 0
    return _send(head, letter, adapter)


def _known(head: Message, adapter: Adapter) -> Outcome | None:
    """What the channel knows of an attempt that somebody began; None when it cannot be asked now."""
    try:
        return adapter.lookup(key_of(head))
    except Unreachable as error:
        _put_back(head, f"unreachable: {error}", begun=True)
        return None


def _send(head: Message, letter: Letter, adapter: Adapter) -> int:
    try:
        receipt = adapter.send(letter)
    except Refused as error:
        return _settle(head, State.FAILED, failure=f"refused: {error}")
    except Unreachable as error:
        return _put_back(head, f"unreachable: {error}", begun=False)
    except Unclear as error:
        return _put_back(head, f"unclear: {error}", begun=True)
    except Exception as error:
        logger.exception("message %s could not be sent", head.pk)
        return _put_back(head, type(error).__name__, begun=True)
    return _settle(head, State.SENT, receipt=receipt)


def _mine(head: Message) -> "QuerySet[Message]":
    """The row as we claimed it: a worker that slept past its lease finds a higher token."""
    rows: QuerySet[Message] = Message.objects.filter(pk=head.pk, state=State.WAITING, token=head.token)
    return rows


def _begin(head: Message) -> bool:
    """Say that the channel may have the message from now on. Only while the lease runs."""
    with nation_scope(reason=_REASON):
        head.tries += 1
        return bool(_mine(head).filter(lease_until__gt=Now()).update(begun_at=Now(), tries=F("tries") + 1))


def _let_go(head: Message) -> None:
    """Somebody may take it up again after a pause; it was not tried."""
    with nation_scope(reason=_REASON):
        _mine(head).update(lease_until=Now() + timedelta(seconds=_FIRST_PAUSE))


def _settle(head: Message, state: State, *, receipt: str = "", failure: str = "") -> int:
    """Write how it ended, for the message and all that it carries; 0 when another worker was faster."""
    told: dict[str, object] = {"state": state, "lease_until": None, "failure": failure[:200]}
    if state == State.SENT:
        told |= {"sent_at": clock.now(), "receipt": receipt[:120]}
    with nation_scope(reason=_REASON):
        if not _mine(head).update(**told):
            return 0
        return 1 + int(Message.objects.filter(carried_by=head.pk, state=State.WAITING).update(**told))


def _withdraw(head: Message) -> int:
    """The message itself is not worth telling; what it carries waits for another head. 0 when it was not ours."""
    with nation_scope(reason=_REASON):
        if not _mine(head).update(state=State.WITHDRAWN, lease_until=None):
            return 0
        Message.objects.filter(carried_by=head.pk, state=State.WAITING).update(carried_by=None)
        return 1


def _put_back(head: Message, failure: str, *, begun: bool) -> int:
    """Another attempt later, each time later; after the last one the message has failed, or is not certain."""
    if head.tries >= MAX_ATTEMPTS:
        return _settle(head, State.UNCERTAIN if begun else State.FAILED, failure=failure)
    pause = min(_FIRST_PAUSE * 2 ** max(head.tries - 1, 0), _LONGEST_PAUSE)
    with nation_scope(reason=_REASON):
        changes: dict[str, object] = {
            "failure": failure[:200],
            "lease_until": Now() + timedelta(seconds=pause),
        }
        if not begun:
            changes["begun_at"] = None
        _mine(head).update(**changes)
    return 0


@transaction.atomic
def send_again(*, by: Actor, state: State) -> int:
    """Let what FAILED or is UNCERTAIN be tried once more; an administrator decided so. Returns how many.

    Raises DomainError for any other state.
    """
    if state not in (State.FAILED, State.UNCERTAIN):
        raise DomainError(_("Only what failed can be sent again."))
    with nation_scope(reason=_REASON):
        rows = Message.objects.filter(state=state)
        return int(rows.update(state=State.WAITING, tries=0, begun_at=None, lease_until=None, failure=""))
