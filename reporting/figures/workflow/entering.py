"""Entering what no row of the platform gives: population, surveyed figures, targets; each with its document."""

from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import DomainError
from accounts.workflow import allow
from audit.workflow import record
from kernel import clock
from regions.models import Region
from reporting.enums import EnteredKind
from reporting.errors import EnteredTwice
from reporting.figures.catalogue import ENTERED, TARGETED, Entered
from reporting.figures.queries.law import stated_target
from reporting.models import EnteredFigure

FIRST_YEAR, LAST_YEAR = 2000, 2100


@transaction.atomic
def enter(
    *,
    by: Actor,
    region: Region,
    kind: str,
    key: str,
    year: int,
    value: Decimal,
    document: str,
    page: str = "",
) -> EnteredFigure:
    """Enter a figure of a division and year that nobody has entered yet.

    Raises NotAllowed, EnteredTwice (also where a text states the target already), DomainError with the field at fault.
    """
    row = EnteredFigure(region=region, kind=kind, key=key, year=year, value=value)
    allow(by, Action.FIGURES_ENTER, row)
    _check(row, document)
    if kind == EnteredKind.TARGET and (stated := stated_target(region.pk, key, year)) is not None:
        raise EnteredTwice(
            _("The text states this target already: %(value)s.") % {"value": f"{stated:,}"},
            field="year",
            remedy=_("Another target needs another text; the policy administrator enters it."),
        )
    return _write(by, row, document, page, "")


@transaction.atomic
def correct(
    *, by: Actor, figure_id: int, value: Decimal, document: str, page: str = "", reason: str
) -> EnteredFigure:
    """Put another figure in the place of an entered one; the old one stays readable. Raises NotAllowed, DomainError."""
    old = EnteredFigure.objects.select_for_update(of=("self",)).get(pk=figure_id)
    allow(by, Action.FIGURES_ENTER, old)
    if old.replaced_at is not None:
        raise EnteredTwice(_("Somebody has corrected this figure meanwhile."), field="value")
    if not reason.strip():
        raise DomainError(_("Say why the figure changes."), field="reason")
    row = EnteredFigure(region_id=old.region_id, kind=old.kind, key=old.key, year=old.year, value=value)
    _check(row, document)
    old.replaced_at = clock.now()
    old.save(update_fields=["replaced_at"])
    return _write(by, row, document, page, reason.strip(), before=old.value)


def _known(row: EnteredFigure) -> Entered:
    found = (TARGETED if row.kind == EnteredKind.TARGET else ENTERED).get(row.key)
    if found is None or found.kind != row.kind:
        raise DomainError(_("There is no such figure."), field="key")
    return found


def _check(row: EnteredFigure, document: str) -> None:
    known = _known(row)
    if not document.strip():
        raise DomainError(_("Name the document in which the figure stands."), field="document")
    if not FIRST_YEAR <= row.year <= LAST_YEAR:
        raise DomainError(
            _("Give a year from %(first)s to %(last)s.") % {"first": FIRST_YEAR, "last": LAST_YEAR},
            field="year",
        )
    if row.kind != EnteredKind.TARGET and row.year > clock.today().year:
        raise DomainError(_("This year lies in the future: its figure cannot be known."), field="year")
    if row.value < 0 or row.value > known.most:
        raise DomainError(_("Give a number from 0 to %(most)s.") % {"most": f"{known.most:,}"}, field="value")


def _write(
    by: Actor, row: EnteredFigure, document: str, page: str, reason: str, before: Decimal | None = None
) -> EnteredFigure:
    row.document, row.page, row.reason = document.strip()[:200], page.strip()[:40], reason[:300]
    row.entered_at, row.entered_by_id = clock.now(), by.user_id
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise _twice(row) from error
    data = {"figure": row.key, "year": row.year, "to": str(row.value), "document": row.document}
    if before is not None:
        data["from"] = str(before)
    event = "figure.entered" if before is None else "figure.corrected"
    record(by=by, event=event, region=row.region_id, subject=row, reason=row.reason, data=data)
    return row


def _twice(row: EnteredFigure) -> EnteredTwice:
    standing = EnteredFigure.objects.filter(
        region_id=row.region_id, kind=row.kind, key=row.key, year=row.year, replaced_at=None
    ).first()
    shown = {
        "value": f"{standing.value.normalize():,f}" if standing else "?",
        "document": standing.document if standing else "",
    }
    return EnteredTwice(
        _("This figure of %(year)s is entered already: %(value)s (%(document)s).")
        % {"year": row.year, **shown},
        field="year",
        remedy=_("Correct it there; the old figure stays readable."),
        figure_id=standing.pk if standing else None,
    )
