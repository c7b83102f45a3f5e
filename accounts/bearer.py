"""Keys of computer systems: `Authorization: Bearer tuoyu_…`, under the API only."""

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest

from accounts.actors import ANONYMOUS, Actor
from accounts.models import ApiToken
from accounts.queries import post_of
from accounts.workflow.keys import token_digest
from kernel import clock


def bearer_of(request: HttpRequest) -> str | None:
    """The secret a request carries; None without one, and outside the API, where keys open nothing."""
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not request.path.startswith(settings.API_PREFIX):
        return None
    return secret.strip()


def actor_of_bearer(request: HttpRequest, secret: str) -> Actor:
    """Who the key stands for: its holder in the key's appointment; nobody when anything about it is not in force.

    Leaves the key on the request, for the API's own authentication.
    """
    token = _usable(secret)
    if token is None:
        return ANONYMOUS
    _note_use(token)
    request.api_token = token  # type: ignore[attr-defined]
    user = token.appointment.user
    return Actor(
        user_id=user.pk,
        name=str(user),
        username=user.username,
        post=post_of(token.appointment),
        token_id=token.pk,
    )


def _usable(secret: str) -> ApiToken | None:
    now, today = clock.now(), clock.today()
    return (
        ApiToken.objects.filter(
            Q(appointment__valid_to__isnull=True) | Q(appointment__valid_to__gte=today),
            Q(appointment__department__valid_to__isnull=True)
            | Q(appointment__department__valid_to__gte=today),
            digest=token_digest(secret),
            revoked_at__isnull=True,
            expires_at__gt=now,
            appointment__valid_from__lte=today,
            appointment__ended_at__isnull=True,
            appointment__user__is_active=True,
        )
        .select_related("appointment__user", "appointment__department__region")
        .first()
    )


def _note_use(token: ApiToken) -> None:
    """The day of the last use, written once a day."""
    today = clock.today()
    if token.last_used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)
