"""From a request to an actor: the signed-in user in the chosen appointment, or at the granted facilities.

Also the life of a session: it ends when idle, when too old, and with the password or the account.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, logout, update_session_auth_hash
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from accounts.actors import ANONYMOUS, Actor, Post
from accounts.bearer import actor_of_bearer, bearer_of
from accounts.enums import FacilityRole, Role
from accounts.models import User
from accounts.queries import posts_of
from accounts.roles import PARTNERS
from accounts.rules import session_over
from accounts.session_store import SessionStore
from kernel import clock

CHOSEN_POST = "post"
AS_OPERATOR = 0
BEGAN, SEEN = "began", "seen"
#: Seconds between two notes of "seen": each is a write. What a page asks by itself (X-Quiet) is nobody's work.
_NOTE_EVERY = 60

Granted = Callable[[int], Mapping[int, frozenset[FacilityRole]]]
Opened = Callable[[int], frozenset[int]]


def actor_of(request: HttpRequest, *, granted: Granted, opened: Opened) -> Actor:
    """The actor of a request. `granted` reads the facilities of a user (facilities.queries, to the right of here),
    `opened` those opened to an official for joint inspections.

    Anonymous and inactive users are nobody. The session remembers which of several appointments is chosen. Under the
    API a bearer key decides alone: a session beside it is not looked at.
    """
    if (secret := bearer_of(request)) is not None:
        return actor_of_bearer(request, secret)
    user = request.user
    if not isinstance(user, User) or not user.is_active:
        return ANONYMOUS
    posts = _posts(request, user)
    post = _pick(posts, request.session.get(CHOSEN_POST))
    facilities = {} if post else granted(user.pk)
    request.posts = posts  # type: ignore[attr-defined]
    #: Whether "operator" is one of this person's hats, read only where a page offers the choice.
    request.operates = SimpleLazyObject(lambda: bool(facilities or (posts and granted(user.pk))))  # type: ignore[attr-defined]
    return Actor(
        user_id=user.pk,
        name=str(user),
        username=user.username,
        post=post,
        facilities=facilities,
        opened=opened(user.pk) if takes_part(post) else frozenset(),
        password_due=user.must_change_password,
    )


def takes_part(post: Post | None) -> bool:
    """Whether facilities can be opened to whoever acts in this post: an officer of a department other than health."""
    return post is not None and post.kind in PARTNERS and post.role in (Role.OFFICER, Role.HEAD)


def _posts(request: HttpRequest, user: User) -> list[Post]:
    """As they were read with the session, unless somebody else signed in since."""
    session = request.session
    if isinstance(session, SessionStore) and session.person is user:
        return session.posts
    return posts_of(user.pk)


def _pick(posts: list[Post], chosen: object) -> Post | None:
    if chosen == AS_OPERATOR:
        return None
    return next((p for p in posts if p.id == chosen), posts[0] if posts else None)


@receiver(user_logged_in)
def begin(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Every sign-in starts both clocks of its session."""
    request.session[BEGAN] = request.session[SEEN] = int(clock.wall_seconds())


def renew(request: HttpRequest, user: User) -> None:
    """Keep this one session where all others of the user just ended, under a new key."""
    update_session_auth_hash(request, user)


class SessionEndsMiddleware:
    """Ends sessions that were idle or lasted too long (settings.SESSION_IDLE_SECONDS, SESSION_COOKIE_AGE). Stands after authentication.

    The wall decides, also in a demo that stands on another date. A session without a beginning is over.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session = request.session
        if (person := _person_of(session)) is not None:
            request.user = request._cached_user = person  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            now = clock.wall_seconds()
            began, seen = session.get(BEGAN, 0), session.get(SEEN, 0)
            idle, absolute = settings.SESSION_IDLE_SECONDS, settings.SESSION_COOKIE_AGE
            if session_over(began=began, seen=seen, now=now, idle=idle, absolute=absolute):
                logout(request)
            elif now - seen > _NOTE_EVERY and "X-Quiet" not in request.headers:
                session[SEEN] = int(now)
        return self.get_response(request)


def _person_of(session: Any) -> User | None:
    """The user read with the session, if everything that Django asks of a session holds; None leaves the answer to Django."""
    person = session.accessed_person() if isinstance(session, SessionStore) else None
    if person is None or not person.is_active:
        return None
    signed = constant_time_compare(session.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash())
    return person if signed and session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS else None
