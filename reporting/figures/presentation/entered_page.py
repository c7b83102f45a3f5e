"""What was entered for a division, with its documents, and what stood there before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from accounts.workflow.rights import Place
from regions.queries import name
from reporting.enums import EnteredKind
from reporting.figures.catalogue import ENTERED, TARGETED
from reporting.figures.presentation.asking import Asked
from reporting.figures.queries.sums import entered_page
from reporting.models import EnteredFigure


@dataclass(frozen=True)
class Line:
    """One entered figure; `replaced_at` is set where another took its place."""

    id: int
    year: int
    kind: str
    name: str
    value: str
    document: str
    page: str
    who: str
    at: datetime
    reason: str
    replaced_at: datetime | None


def entered_context(actor: Actor, asked: Asked) -> dict[str, Any]:
    """The entered figures of a division, the newest year first."""
    return {
        "asked": asked,
        "place": name(asked.place) if asked.place else _("The whole country"),
        "lines": [line_of(row) for row in entered_page(asked.place)],
        "trail": [(asked.trail(actor)[-1][0], asked.url()), (_("Entered figures"), "")],
        "may_enter": bool(decide(actor, Action.FIGURES_ENTER, Place(asked.place))),
    }


def line_of(row: EnteredFigure) -> Line:
    known = (TARGETED if row.kind == EnteredKind.TARGET else ENTERED).get(row.key)
    return Line(
        id=row.pk,
        year=row.year,
        kind=str(EnteredKind(row.kind).label),
        name=str(known.name) if known else row.key,
        value=f"{row.value.normalize():,f}",
        document=row.document,
        page=row.page,
        who=getattr(row.entered_by, "name", ""),
        at=row.entered_at,
        reason=row.reason,
        replaced_at=row.replaced_at,
    )
