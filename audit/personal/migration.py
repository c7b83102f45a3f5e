"""Moving a column that was stored in plain into a sealed field of the same name."""

from collections.abc import Callable
from typing import Any

from django.db import migrations
from django.db.models import Model

from audit.personal.fields import SealedField

PORTION = 1000


def seal(app: str, model: str, name: str, field: SealedField) -> list[Any]:
    """The operations of a migration that seals the field `name` of `app.model` with everything that is in it."""
    plain = f"{name}_plain"
    return [
        migrations.RenameField(model, name, plain),
        migrations.AddField(model, name, field),
        migrations.RunPython(_copy(app, model, plain, name)),
        migrations.RemoveField(model, plain),
    ]


def _copy(app: str, model: str, source: str, target: str) -> Callable[[Any, Any], None]:
    def copy(apps: Any, editor: Any) -> None:
        historical: type[Model] = apps.get_model(app, model)
        rows = historical._base_manager.only("pk", source).order_by("pk")
        last = 0
        while portion := list(rows.filter(pk__gt=last)[:PORTION]):
            for row in portion:
                setattr(row, target, getattr(row, source))
            historical._base_manager.bulk_update(portion, [target])
            last = portion[-1].pk
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or the table could not be altered before the commit

    return copy
