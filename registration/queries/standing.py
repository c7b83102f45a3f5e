"""How a credit code stands before it is pushed: free, noted, pushed, filed first, or known in another place."""

from dataclasses import dataclass

from accounts.actors import Actor
from facilities.queries import live_with_uscc
from kernel import clock
from regions.codes import contains
from registration.enums import RegistrationKind, RegistrationState
from registration.models import Registration
from registration.problems import Problem


@dataclass(frozen=True)
class Standing:
    """`problem` says why a push would be refused; `known` is the registration it means; `stated`: the operator filed
    first."""

    problem: Problem | None = None
    known: Registration | None = None
    stated: bool = False


def standing_of(actor: Actor, uscc: str) -> Standing:
    """What a push of a code by this office would meet."""
    own = actor.post.region_id if actor.post else 0
    facility = live_with_uscc(uscc)
    if facility is not None and not contains(own, facility.region_id):
        return Standing(Problem("uscc", "ELSEWHERE"))
    known = _known(uscc)
    if facility is not None and facility.registration_confirmed:
        if known is None or known.pushed_at is None:
            return Standing(Problem("uscc", "ALREADY_FILED"))
        day = clock.local_date(known.pushed_at).isoformat()
        return Standing(Problem("uscc", "DUPLICATE", {"day": day}), known)
    if facility is not None:
        return Standing(stated=True)
    waits = known is not None and known.state == RegistrationState.WAITING
    if waits and known is not None and known.registrar_id == actor.department_id:
        return Standing(Problem("uscc", "NOTED"), known)
    return Standing()


def _known(uscc: str) -> Registration | None:
    """The newest registration of a code inside the scope that was not replaced or withdrawn."""
    return (
        Registration.objects.filter(
            uscc=uscc,
            kind=RegistrationKind.NEW,
            state__in=(RegistrationState.PUSHED, RegistrationState.WAITING),
        )
        .order_by("-id")
        .first()
    )
