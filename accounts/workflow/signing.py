"""The trail of sessions: who came, who left, whose name was locked."""

from accounts.actors import Actor, system_actor
from accounts.models import User
from accounts.queries import posts_of
from audit.models import Outcome
from audit.workflow import record
from regions.codes import NATION


def note_sign_in(*, user: User) -> None:
    """Recorded where the person is appointed; an operator's in the nation's chain."""
    posts = posts_of(user.pk)
    actor = Actor(user_id=user.pk, name=user.name, username=user.username, post=posts[0] if posts else None)
    record(by=actor, event="session.begun", region=actor.region_id, subject=user)


def note_sign_out(*, by: Actor) -> None:
    record(by=by, event="session.ended", region=by.region_id)


def note_lock(*, username: str) -> None:
    """A name was refused because of too many wrong passwords. The typed name may be anything: cut and kept as data."""
    record(
        by=system_actor("sign-in"),
        event="session.locked",
        region=NATION,
        outcome=Outcome.REFUSED,
        data={"username": username[:60]},
    )
