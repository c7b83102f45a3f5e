"""The same request twice has one effect: the answer is kept in the transaction of its effect, and given again.

answer = idempotent(actor=by, operation="registrations", key=key, body=request.body, perform=push_it)
return Response(answer.body, status=answer.status)
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.errors import DomainError, KeyReused
from accounts.models import IdempotencyKey
from kernel import clock

#: A key is remembered at least so long; afterwards the same key would be a new request.
REMEMBERED = timedelta(days=30)


@dataclass(frozen=True)
class Answer:
    """What the caller is told. `body` is plain JSON; `replayed` when it was told before."""

    status: int
    body: Any
    replayed: bool = False


def idempotent(
    *, actor: Actor, operation: str, key: str, body: bytes, perform: Callable[[], tuple[int, Any]]
) -> Answer:
    """Run `perform` (status, JSON body) once per key of this person; later calls get its answer.

    A call that arrives while the first still runs waits for it. A refusal or a crash keeps nothing, so the caller may
    try again. Without a key the request is simply performed. Raises KeyReused for another body under the same key.
    """
    if not key:
        return Answer(*perform())
    if actor.user_id is None or len(key) > 80 or not key.isprintable():
        raise DomainError(
            _("An idempotency key has at most 80 printable characters."), code="KEY_SHAPE", field="key"
        )
    with transaction.atomic():
        mine, kept = _claim(actor, operation, key, _digest(actor, body))
        if not mine:
            return Answer(kept.status, kept.response, replayed=True)
        status, response = perform()
        kept.status, kept.response = status, response
        kept.save(update_fields=["status", "response"])
        return Answer(status, response)


def _digest(actor: Actor, body: bytes) -> str:
    """Of the body and of the appointment it was sent in: another hat is another request."""
    post = actor.post.id if actor.post else 0
    return hashlib.sha256(f"{post}\n".encode() + body).hexdigest()


def _claim(actor: Actor, operation: str, key: str, digest: str) -> tuple[bool, IdempotencyKey]:
    """Take the key, or the row of whoever took it. The unique index makes rivals wait for the first to commit."""
    user_id = actor.user_id or 0
    row = IdempotencyKey(
        user_id=user_id,
        operation=operation,
        key=key,
        body_digest=digest,
        status=0,
        response={},
        created_at=clock.now(),
    )
    IdempotencyKey.objects.bulk_create([row], ignore_conflicts=True)
    kept = IdempotencyKey.objects.get(user_id=user_id, operation=operation, key=key)
    if kept.body_digest != digest:
        raise KeyReused(
            _("This idempotency key was used for another request."),
            field="key",
            remedy=_("Use a new key for a new request."),
        )
    return kept.status == 0, kept


def forget_old_keys() -> int:
    """Remove keys beyond their time; how many."""
    count, _by_model = IdempotencyKey.objects.filter(created_at__lt=clock.now() - REMEMBERED).delete()
    return count
