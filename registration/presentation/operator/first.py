"""What an operator is told while stating a registration: who registers, until when to file, whether it is known."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.enums import DepartmentKind
from accounts.queries import department_for
from facilities.queries import live_with_uscc
from kernel import clock
from kernel.identifiers import IdentifierError, check_uscc
from kernel.presentation import DueExplanation
from policy.enums import EntityKind
from policy.errors import RuleNotInForce, UnknownRule
from policy.queries import presented, registrar_rule, registrars
from regions.codes import ancestor
from regions.enums import Level
from regions.models import Region
from registration.presentation.operator.duty import preview
from registration.problems import Problem

_USCC = {"LENGTH": "USCC_LENGTH", "CHARACTER": "USCC_CHARACTER", "CHECK_DIGIT": "USCC_CHECK_DIGIT"}


@dataclass(frozen=True)
class Guidance:
    """Who registers this kind of entity here and until when it has to be filed; None while it is not known yet."""

    offices: list[str]
    direct: str
    clause: Any
    why: DueExplanation | None
    health: str
    works_here: bool


def guidance(region: Region | None, entity_kind: str, approved_on: date | None) -> Guidance | None:
    """What follows from place, kind and day: the registrar at once, the due date once the day is known."""
    if region is None or entity_kind not in EntityKind.values:
        return None
    on = approved_on or clock.today()
    try:
        rule = registrar_rule(region.pk, entity_kind, on)
        offices = [str(office.name) for office in registrars(region.pk, entity_kind, on)]
    except (UnknownRule, RuleNotInForce):
        return None
    family = entity_kind == EntityKind.FAMILY_CHILDCARE_HOME
    name = "family_home_filing" if family else "filing"
    health = department_for(region.pk, (DepartmentKind.HEALTH,))
    here = health is not None and ancestor(health.region_id, Level.DISTRICT) == ancestor(
        region.pk, Level.DISTRICT
    )
    sensible = approved_on is not None and approved_on <= clock.today()
    return Guidance(
        offices=offices,
        direct=str(rule.reason) if rule.files_directly else "",
        clause=presented(rule.source),
        why=preview(region.pk, name, on) if sensible else None,
        health=health.name if health is not None and here else "",
        works_here=here,
    )


@dataclass(frozen=True)
class CodeCheck:
    """A typed credit code: `state` is empty, wrong, known or free."""

    state: str
    words: str = ""


def check_code(text: str) -> CodeCheck:
    """What can be said of a credit code as it is typed."""
    if not text.strip():
        return CodeCheck("empty")
    try:
        code = check_uscc(text)
    except IdentifierError as error:
        count = len("".join(text.split()))
        return CodeCheck("wrong", str(Problem("uscc", _USCC[error.code], {"count": count}, bad=_bad(text))))
    if live_with_uscc(code) is not None:
        return CodeCheck("known", _("A facility with this credit code is known already."))
    return CodeCheck("free", _("The check digit is right."))


def _bad(text: str) -> str:
    return "".join(sorted({c for c in text.upper() if c in "IOSVZ" or (not c.isalnum() and not c.isspace())}))
