"""One row of the material list after a verdict, with what changes along with it."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from accounts.actors import Actor
from registration.models import Filing, FilingMaterial
from registration.presentation.officer.materials import Item, items_of
from registration.presentation.officer.review import head_of, verdict_context
from registration.queries.review import review_of


def row_context(
    filing: Filing, actor: Actor, code: str, *, draft: str | None = None, error: bool = False
) -> dict[str, Any]:
    """The row of a material and the parts that follow it. `draft` opens the reason field with what was typed so far.

    Raises FilingMaterial.DoesNotExist for an item that is not on the list.
    """
    review = review_of(filing)
    items = items_of(filing, review.materials, current=code)
    item = next((each for each in items if each.code == code), None)
    if item is None:
        raise FilingMaterial.DoesNotExist(code)
    shown = item if draft is None else _drafted(item, draft)
    return {
        **head_of(filing),
        **verdict_context(review, actor, items),
        "item": shown,
        "row_error": _("Say what the operator has to supplement.") if error else "",
    }


def with_draft(context: dict[str, Any], code: str, draft: str, *, error: bool = False) -> dict[str, Any]:
    """The whole page with one row opened for its reason, for a browser without script."""
    items = [_drafted(item, draft) if item.code == code else item for item in context["items"]]
    words = _("Say what the operator has to supplement.") if error else ""
    return {**context, "items": items, "row_errors": {code: words}}


def _drafted(item: Item, draft: str) -> Item:
    return replace(item, verdict="supplement", reason=draft or item.reason)
