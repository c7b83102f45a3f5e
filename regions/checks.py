"""System checks: a protected model that lost a wall does not start."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register

from regions.models import Scoped
from regions.walls import RowWall, SameTenant


@register("regions")
def protected_models_keep_their_walls(**kwargs: Any) -> list[CheckMessage]:
    """An inner Meta that forgets to inherit silently drops constraints; this finds it."""
    problems: list[CheckMessage] = []
    for model in apps.get_models():
        if not issubclass(model, Scoped):
            continue
        constraints = model._meta.constraints
        if not any(isinstance(c, RowWall) for c in constraints):
            problems.append(Error("protected model without RowWall", obj=model, id="regions.E001"))
        guarded = {c.options["fk"] for c in constraints if isinstance(c, SameTenant)}
        for field in model._meta.concrete_fields:
            parent = field.related_model
            if isinstance(parent, type) and issubclass(parent, Scoped) and field.name not in guarded:
                problems.append(
                    Error(f"key {field.name} is not a SameTenant key", obj=model, id="regions.E002")
                )
    return problems
