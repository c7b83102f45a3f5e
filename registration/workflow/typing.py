"""What somebody is typing, kept so that nothing is lost: no registration yet, no duty, no trail."""

from collections.abc import Mapping

from django.db import transaction

from accounts.actions import Action
from accounts.actors import Actor
from accounts.workflow import allow
from kernel import clock
from registration.models import PushDraft

_FIELDS = (
    "entity_kind", "name", "uscc", "approved_on", "head_name", "phone", "district", "street", "address", "business_scope",
)  # fmt: skip
_LONGEST = 4000


@transaction.atomic
def keep_typed(*, by: Actor, data: Mapping[str, str]) -> PushDraft:
    """Remember what stands in the push form, complete or not, for this person in this office."""
    allow(by, Action.REGISTRATION_PUSH)
    typed = {name: data.get(name, "").replace("\x00", "")[:_LONGEST] for name in _FIELDS}
    draft, _created = PushDraft.objects.update_or_create(
        region_id=by.region_id,
        user_id=by.user_id,
        department_id=by.department_id,
        defaults={"data": typed, "saved_at": clock.now()},
    )
    return draft


@transaction.atomic
def forget_typed(*, by: Actor) -> None:
    """The form was pushed, saved, or emptied on purpose."""
    PushDraft.objects.filter(
        region_id=by.region_id, user_id=by.user_id, department_id=by.department_id
    ).delete()
