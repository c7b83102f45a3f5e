"""What every push is checked for before anything is written: who pushes, what, and where."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.enums import DepartmentKind
from accounts.errors import NotAllowed
from accounts.models import Department
from accounts.permissions import OUT_OF_REACH
from accounts.workflow import allow
from kernel import clock
from kernel.decision import refused
from policy.enums import EntityKind
from regions.codes import level_of
from regions.enums import Level
from regions.models import Region
from regions.queries import full_name
from registration.errors import Incomplete, OutOfReach, UnknownRegion, WrongRegistrar
from registration.models import Registration
from registration.problems import Problem
from registration.queries.places import office_name, offices_there, registrars_of, wording_asked
from registration.rules import RegistrationFacts, check_registration

OTHER_OFFICE = refused("OTHER_OFFICE", _("You push for your own office only."))


def may_push(*, by: Actor, region: Region, registrar: Department, entity_kind: str) -> None:
    """Raise unless `by` acts for this office and the place lies in its division; OutOfReach names who pushes there."""
    if by.post is not None and by.department_id != registrar.pk:
        raise NotAllowed(OTHER_OFFICE)
    try:
        allow(by, Action.REGISTRATION_PUSH, Registration(region=region))
    except NotAllowed as error:
        if error.code != OUT_OF_REACH.code:
            raise
        offices = offices_there(region.pk, entity_kind)
        facts = {"place": full_name(region.pk), "offices": "、".join(offices)}
        raise OutOfReach(Problem("region", "OUT_OF_REACH", facts), field="region", offices=offices) from error


def check(
    *,
    facts: RegistrationFacts,
    region: Region,
    registrar: Department | None,
    complete: bool = True,
    confirmed: Collection[str] | None = None,
) -> RegistrationFacts:
    """The cleaned facts. Raises Incomplete with every problem, UnknownRegion, or WrongRegistrar naming the offices.

    `complete` False lets the gaps of a draft pass. `confirmed` names the fields whose doubts somebody has confirmed;
    None asks for no confirmation.
    """
    if level_of(region.pk) not in (Level.DISTRICT, Level.STREET):
        raise UnknownRegion(Problem("region", "REGION_LEVEL"), field="region")
    asked = wording_asked(region.pk, facts.entity_kind, facts.approved_on)
    cleaned, problems = check_registration(
        facts,
        today=clock.today(),
        scope_word=asked.scope,
        name_word=asked.name,
        complete=complete,
    )
    if facts.entity_kind not in EntityKind.values:
        kinds = "、".join(str(label) for label in EntityKind.labels)
        problems.add("entity_kind", "KIND", bad=facts.entity_kind[:40], kinds=kinds)
    if problems:
        raise Incomplete(_("Some details need correction."), problems=problems.errors)
    doubts = {n: p for n, p in problems.warnings.items() if confirmed is not None and n not in confirmed}
    if doubts:
        raise Incomplete(_("Please confirm what looks unusual."), code="CONFIRM", problems=doubts)
    if registrar is not None:
        check_registrar(entity_kind=facts.entity_kind, region=region, registrar=registrar, facts=cleaned)
    return cleaned


def check_registrar(
    *, entity_kind: str, region: Region, registrar: Department, facts: RegistrationFacts
) -> None:
    """Raise WrongRegistrar unless this office registers this kind of entity there, on the day of approval."""
    allowed = registrars_of(region.pk, entity_kind, facts.approved_on)
    if any(DepartmentKind(r.kind) == DepartmentKind(registrar.kind) for r in allowed):
        return
    offices = [office_name(r.kind, str(r.name), region.pk) for r in allowed]
    if not offices:
        raise WrongRegistrar(Problem("entity_kind", "FILES_DIRECTLY"), field="entity_kind", offices=[])
    problem = Problem("entity_kind", "WRONG_REGISTRAR", {"offices": "、".join(offices)})
    raise WrongRegistrar(problem, field="entity_kind", offices=offices)
