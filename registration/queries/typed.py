"""What somebody has typed into the push form so far."""

from accounts.actors import Actor
from registration.models import PushDraft


def typed_by(actor: Actor) -> PushDraft | None:
    """The unfinished form of a person in their office, if there is one with anything in it."""
    draft = PushDraft.objects.filter(
        region_id=actor.region_id, user_id=actor.user_id, department_id=actor.department_id
    ).first()
    blank = draft is None or not any(v for k, v in draft.data.items() if k != "district")
    return None if blank else draft
