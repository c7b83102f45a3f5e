"""What is personal in the database: declared beside each model, listed for who must answer for it (PIPL art. 51)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from audit.personal.fields import BlindIndex, SealedField, SealedText
from regions.models import Scoped


@dataclass(frozen=True)
class Personal:
    """Why a field is kept and for how long. `whose`: staff, head, child, guardian, account; `kept`: in words."""

    whose: str
    purpose: str
    kept: str


@dataclass(frozen=True)
class Entry:
    model: type[models.Model]
    field: str
    personal: Personal
    protection: str


def declared(model: type[models.Model]) -> dict[str, Personal]:
    """The model's own list, under the class attribute `personal`."""
    return dict(getattr(model, "personal", {}))


def entries() -> Iterator[Entry]:
    """Every declared field of the installation, by model."""
    for model in sorted(apps.get_models(), key=lambda m: m._meta.label):
        for name, personal in declared(model).items():
            yield Entry(model, name, personal, _protection(model, model._meta.get_field(name)))


def sealed_fields() -> Iterator[tuple[type[models.Model], SealedField]]:
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, SealedField):
                yield model, field


def _protection(model: type[models.Model], field: object) -> str:
    if isinstance(field, SealedText):
        return "sealed, masked"
    if isinstance(field, SealedField):
        return "sealed"
    if isinstance(field, BlindIndex):
        return "blind index"
    return "in plain, inside the walls" if issubclass(model, Scoped) else "in plain"
