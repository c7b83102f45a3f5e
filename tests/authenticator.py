"""The phone of somebody of the cast: an authenticator that is set up, and the code it shows."""

from accounts.actors import Actor
from accounts.demo import code_now
from accounts.models import SecondFactor
from kernel import clock
from kernel.totp import new_secret


def code_of(actor: Actor) -> str:
    """A code that was not used yet. The half minutes used before are forgotten, so that a test need not wait."""
    row, _made = SecondFactor.objects.get_or_create(
        user_id=actor.user_id, defaults={"secret": new_secret(), "confirmed_at": clock.now()}
    )
    row.last_step = 0
    row.save(update_fields=["last_step"])
    return code_now(row)
