"""Recognition as universal (普惠) in words, with what is left of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from facilities.models import UniversalRecognition
from kernel.presentation import Badge

#: So many days before its end a recognition is shown as ending: an internal term, not one of the law.
SOON = 90


@dataclass(frozen=True)
class RecognitionLine:
    row: UniversalRecognition
    badge: Badge
    may_withdraw: bool = False


def recognition_line(
    row: UniversalRecognition | None, on: date, actor: Actor | None = None
) -> RecognitionLine | None:
    """One recognition with its state on a day; None without one."""
    if row is None:
        return None
    open_still = row.withdrawn_from is None and row.valid_to >= on
    may = actor is not None and open_still and bool(decide(actor, Action.UNIVERSAL_RECOGNISE, row))
    return RecognitionLine(row, badge_of(row, on), may)


def badge_of(row: UniversalRecognition, on: date) -> Badge:
    if row.withdrawn_from is not None and row.withdrawn_from <= on:
        return Badge(_("withdrawn"), "ban", "danger")
    if on > row.valid_to:
        return Badge(_("ended"), "x", "mute")
    if on < row.valid_from:
        return Badge(_("begins later"), "clock", "plain")
    left = (row.valid_to - on).days
    if left <= SOON:
        return Badge(_("ends in %(n)d days") % {"n": left}, "clock-exclamation", "warn")
    return Badge(_("universal"), "rosette-discount-check", "ok")


def list_context(found: Any, on: date, actor: Actor) -> list[RecognitionLine]:
    return [line for row in found.rows if (line := recognition_line(row, on, actor)) is not None]
