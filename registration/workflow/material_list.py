"""The material list of a filing, kept in line with its facts and with the law."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kernel import clock
from policy.queries import materials
from policy.rules import applicable
from registration.enums import FilingKind, FilingState, Verdict
from registration.errors import WrongState
from registration.facts import FORM_CODE, ends_on, material_facts
from registration.models import Filing, FilingMaterial

#: Which filings ask for the material list; the others are a statement with a reason.
WITH_MATERIALS = frozenset({FilingKind.FIRST, FilingKind.CHANGE, FilingKind.RELOCATION})


def keep_facts(material: FilingMaterial, facts: dict[str, Any]) -> None:
    """Keep what the operator stated beside a paper, and its last day where the nightly look finds it."""
    material.facts, material.ends_on = facts, ends_on(facts)
    material.save(update_fields=["facts", "ends_on"])


def sync_materials(filing: Filing) -> None:
    """Bring the material list in line with the facts and with the law of today.

    Items that no longer apply stay, folded away; an item that begins to apply is open, also after a request.
    """
    if filing.kind not in WITH_MATERIALS:
        return
    known, fresh = {m.code: m for m in filing.materials.all()}, []
    for position, rule in enumerate(materials(filing.region_id, clock.today())):
        row = known.pop(rule.code, None)
        applies = bool(applicable(rule, material_facts(filing.form, row.facts if row else {})))
        if row is None:
            fresh.append(
                FilingMaterial(
                    region_id=filing.region_id,
                    facility_id=filing.facility_id,
                    filing=filing,
                    code=rule.code,
                    position=position,
                    applicable=applies,
                )
            )
        elif (row.applicable, row.position) != (applies, position):
            row.open = row.open or (applies and not row.applicable)
            row.applicable, row.position = applies, position
            row.save(update_fields=["applicable", "position", "open"])
    FilingMaterial.objects.bulk_create(fresh)
    if known:
        filing.materials.filter(code__in=known, applicable=True).update(applicable=False)


def form_is_open(filing: Filing) -> bool:
    """Whether the answers of the form may change now: in a draft, or when the form itself was sent back."""
    if filing.state == FilingState.DRAFT:
        return True
    asked_again = filing.materials.filter(code=FORM_CODE, open=True)
    return filing.state == FilingState.SUPPLEMENT_REQUESTED and asked_again.exists()


def check_form_open(filing: Filing) -> None:
    """Raise WrongState where the answers of the form stay as they are."""
    if filing.state == FilingState.SUBMITTED:
        raise WrongState(_("This filing is being reviewed."), remedy=_("Withdraw it to change it."))
    if not form_is_open(filing):
        raise WrongState(_("The form was not asked for; it stays as reviewed."))


def open_material(filing: Filing, code: str) -> FilingMaterial:
    """A material the operator may change now, locked. Raises FilingMaterial.DoesNotExist or WrongState."""
    material: FilingMaterial = filing.materials.select_for_update(of=("self",)).get(code=code)
    if not material.open or filing.state == FilingState.SUBMITTED:
        raise WrongState(_("This item was not asked for; it stays as reviewed."))
    return material


def mark_answered(filing: Filing, codes: set[str]) -> None:
    """What the officer sent back and the operator has changed waits to be checked anew."""
    if filing.state == FilingState.SUPPLEMENT_REQUESTED:
        filing.materials.filter(code__in=codes, open=True, verdict=Verdict.SUPPLEMENT).update(
            verdict=Verdict.PENDING
        )
