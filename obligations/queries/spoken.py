"""Names of offices in the language of the page: their English name where one is known, else the Chinese one."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

OWNER = "owner__name"


def spoken(columns: Sequence[str]) -> list[Any]:
    """The columns of a list, the name of the owner in the language in force."""
    return [owner_name() if column == OWNER else column for column in columns]


def owner_name() -> Any:
    """The column, or the expression, with the name of the office that owes a duty."""
    if not (get_language() or "").startswith("en"):
        return OWNER
    return Coalesce(NullIf("owner__name_en", Value("")), OWNER)
