"""From a request to an actor: the signed-in user in the chosen appointment, or at the granted facilities."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest

from accounts.actors import ANONYMOUS, Actor, Post
from accounts.enums import FacilityRole
from accounts.models import User
from accounts.queries import posts_of

CHOSEN_POST = "post"
AS_OPERATOR = 0

Granted = Callable[[int], Mapping[int, frozenset[FacilityRole]]]


def actor_of(request: HttpRequest, *, granted: Granted) -> Actor:
    """The actor of a request. `granted` reads the facilities of a user (facilities.queries, to the right of here).

    Anonymous and inactive users are nobody. The session remembers which of several appointments is chosen.
    """
    user = request.user
    if not isinstance(user, User) or not user.is_active:
        return ANONYMOUS
    posts = posts_of(user.pk)
    request.posts = posts  # type: ignore[attr-defined]
    chosen = request.session.get(CHOSEN_POST)
    post = _pick(posts, chosen)
    facilities = {} if post else granted(user.pk)
    return Actor(user_id=user.pk, name=str(user), username=user.username, post=post, facilities=facilities)


def _pick(posts: list[Post], chosen: object) -> Post | None:
    if chosen == AS_OPERATOR:
        return None
    return next((p for p in posts if p.id == chosen), posts[0] if posts else None)
