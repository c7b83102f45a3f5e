"""The acts on personal data: looking at a whole value, and moving to a new key."""

from collections.abc import Iterator

from django.db import models
from django.db.models import BinaryField, F, Func, Value

from audit.models import Outcome
from audit.personal.fields import Sealed, SealedField
from audit.personal.keys import keyring
from audit.personal.register import sealed_fields
from audit.workflow import Who, record
from kernel.sealing import header
from regions.scope import nation_scope

PORTION = 500


def reveal(
    *,
    by: Who,
    subject: models.Model,
    field: str,
    region: int,
    reason: str,
    event: str,
    facility_id: int | None = None,
) -> str:
    """The whole value of a sealed field. The event is written before the value is given; the value is not in it.

    Whether `by` may look, and that there is a reason, is the caller's business. Raises ValueError without one.
    """
    if not reason.strip():
        raise ValueError("nobody looks at a whole value without saying why")
    record(
        by=by,
        event=event,
        region=region,
        subject=subject,
        facility_id=facility_id,
        reason=reason.strip(),
        outcome=Outcome.READ,
        data={"field": field},
    )
    value = getattr(subject, field)
    assert isinstance(value, Sealed), field
    return value.disclosed(to="the person named in the event just written")


def rotate_keys(*, by: Who) -> Iterator[tuple[str, int]]:
    """Seal everything of older keys anew under the current one, portion by portion; yields field and rows done so far.

    Can be stopped and begun again: what is done already begins with the current key's id. Each portion commits alone.
    """
    for model, field in sealed_fields():
        done = 0
        while number := _portion(model, field):
            done += number
            yield field.place, done
        if done:
            record(by=by, event="personal.keys_rotated", region=0, data={"field": field.place, "rows": done})


def _portion(model: type[models.Model], field: SealedField) -> int:
    current = header(keyring().current)
    start = Func(F(field.name), Value(1), Value(len(current)), function="substr", output_field=BinaryField())
    with nation_scope(reason="personal data moves to a new key"):
        old = model._base_manager.annotate(start=start).exclude(start__in=[current, b""])
        rows = list(old.select_for_update(of=("self",)).only("pk", field.name).order_by("pk")[:PORTION])
        for row in rows:
            setattr(row, field.name, field.reopened(getattr(row, field.name)))
        model._base_manager.bulk_update(rows, [field.name])
    return len(rows)
