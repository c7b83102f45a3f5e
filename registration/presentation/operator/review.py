"""The last step: everything once more, what still blocks, and the commitment."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import DepartmentKind
from accounts.queries import department_for
from kernel import clock
from policy.queries import materials
from registration.enums import FilingKind
from registration.facts import MATERIALS, Gap, label
from registration.facts.asks import CONFIRM
from registration.models import Filing
from registration.presentation.operator.answers import answers_of
from registration.presentation.operator.slots import sentence
from registration.queries import gaps
from registration.queries.advice import advice
from registration.workflow.drafting import initial_form
from registration.workflow.material_list import form_is_open


def review_context(filing: Filing) -> dict[str, Any]:
    """Answers by step (with old and new for a change), every gap as a link to its place, and what is worth a look."""
    change = filing.kind in (FilingKind.CHANGE, FilingKind.RELOCATION)
    names = {rule.code: str(rule.name) for rule in materials(filing.region_id, clock.today())}
    found = [gap for gap in gaps(filing, clock.now()) if gap.step != CONFIRM]
    return {
        "groups": answers_of(filing, initial_form(filing.facility) if change else None),
        "blocking": [(place_of(filing, gap), words_of(gap, names)) for gap in found],
        "advice": [gap for gap in advice(filing, clock.today()) if not gap.blocks],
        "health_office": department_for(filing.region_id, (DepartmentKind.HEALTH,)),
        "form_open": form_is_open(filing),
        "change": change,
    }


def place_of(filing: Filing, gap: Gap) -> str:
    """Where a gap is mended: the step with its faults shown, at the field or the material."""
    page = reverse("operator:step", args=[filing.pk, gap.step])
    anchor = f"material-{gap.code}" if gap.step == MATERIALS and gap.code else f"id_{gap.field}"
    return f"{page}?check=1#{anchor}"


def words_of(gap: Gap, names: Mapping[str, str]) -> str:
    """What is wrong, after the name of the question or of the material it concerns."""
    what = names.get(gap.code) or str(label(gap.field))
    return f"{what}{_(': ')}{sentence(gap)}"
