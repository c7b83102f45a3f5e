"""Who may call an API view: keys of computer systems, and signed-in people from the pages themselves.

A view is a class of `ApiView` that says who may call each of its methods; what says nothing is closed:

    class Registrations(ApiView):
        actions = {"GET": Action.REGISTRATION_VIEW, "POST": Action.REGISTRATION_PUSH}
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import APIException, AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.throttling import BaseThrottle

from accounts.access import PUBLIC, Access
from accounts.actions import Action
from accounts.actors import ANONYMOUS, Actor
from accounts.addresses import client_ip
from accounts.bearer import bearer_of
from accounts.errors import NotAllowed
from accounts.permissions import NOT_GRANTED, decide
from accounts.throttle import allowed
from kernel import clock
from kernel.decision import refused

if TYPE_CHECKING:  # rest_framework.views loads this module while it is being loaded itself
    from rest_framework.request import Request
    from rest_framework.views import APIView

PASSWORD_DUE = refused("PASSWORD_DUE", _("Choose a password of your own first."))
Needed = Action | tuple[Action, ...]


def actor_of_call(request: "Request") -> Actor:
    """The actor that the tenancy middleware found before the scope was opened."""
    actor: Actor = getattr(request._request, "actor", ANONYMOUS)
    return actor


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer tuoyu_…`. The middleware has looked the key up; a key that opens nothing is refused here."""

    def authenticate(self, request: "Request") -> tuple[Any, Any] | None:
        if bearer_of(request._request) is None:
            return None
        token = getattr(request._request, "api_token", None)
        if token is None:
            raise AuthenticationFailed(_("This key is unknown, revoked or expired."), code="KEY_REFUSED")
        return token.appointment.user, token

    def authenticate_header(self, request: "Request") -> str:
        return 'Bearer realm="tuoyu"'


class ActionPermission(BasePermission):
    """Lets a call through when the view declared an action for its method and the actor holds it somewhere.

    What they may do to the object itself the verb decides. Raises NotAllowed, so that the answer says why.
    """

    def has_permission(self, request: "Request", view: "APIView") -> bool:
        if getattr(view, "public", False):
            return True
        actor = actor_of_call(request)
        if not actor.signed_in:
            return False
        if actor.password_due:
            raise NotAllowed(PASSWORD_DUE)
        needed = needed_actions(getattr(view, "actions", {}), request.method or "")
        decisions = [decide(actor, action) for action in needed]
        if not any(decisions):
            raise NotAllowed(decisions[0] if decisions else NOT_GRANTED)
        return True


def needed_actions(actions: Mapping[str, Needed], method: str) -> tuple[Action, ...]:
    """The actions of a method, any of which suffices; HEAD asks as GET does, OPTIONS as any method."""
    if method == "OPTIONS":
        return tuple(action for needed in actions.values() for action in _many(needed))
    needed = actions.get("GET" if method == "HEAD" else method, ())
    return _many(needed)


def _many(needed: Needed) -> tuple[Action, ...]:
    return needed if isinstance(needed, tuple) else (needed,)


class Declared:
    """A view class that says who may call it; `access` is what the inventory of URLs reads."""

    actions: ClassVar[Mapping[str, Needed]] = {}
    public: ClassVar[bool] = False
    access: ClassVar[Access | None] = None

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        every = tuple(dict.fromkeys(a for needed in cls.actions.values() for a in _many(needed)))
        if cls.public:
            cls.access = PUBLIC
        elif every:
            cls.access = Access("action", every)


class ActorThrottle(BaseThrottle):
    """So many calls a minute by one key, one person, or one address of nobody (settings.API_RATES)."""

    SECONDS = 60

    def allow_request(self, request: "Request", view: "APIView") -> bool:
        actor = actor_of_call(request)
        if actor.token_id is not None:
            kind, key = "key", str(actor.token_id)
        elif actor.signed_in:
            kind, key = "person", str(actor.user_id)
        else:
            kind, key = "address", client_ip(request._request)
        limit = settings.API_RATES[kind]
        return allowed(f"api-{kind}", key, limit=limit, seconds=self.SECONDS, without_cache=True)

    def wait(self) -> float:
        return self.SECONDS - clock.wall_seconds() % self.SECONDS


class VersionNeeded(APIException):
    status_code = 428
    default_detail = _("Say which version you read: If-Match with the number of the version.")
    default_code = "VERSION_NEEDED"


def expected_version(request: "Request") -> int:
    """The version a change is based on, from `If-Match: "7"`. Raises VersionNeeded without a number."""
    text = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise VersionNeeded
    return int(text)
