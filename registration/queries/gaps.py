"""What a filing still lacks before it may be submitted."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kernel.clock import local_date
from policy.enums import EntityKind
from policy.queries import materials
from policy.rules import material_problems
from registration.enums import FilingKind
from registration.facts import Gap, changes_profit_type, form_gaps, material_facts, statement_gaps
from registration.models import Filing, FilingFile

_STATEMENTS = frozenset({FilingKind.SUSPENSION, FilingKind.RESUMPTION, FilingKind.CANCELLATION})


def gaps(filing: Filing, at: datetime) -> list[Gap]:
    """Everything that blocks submission at an instant, in the order of the form's steps."""
    on = local_date(at)
    if filing.kind in _STATEMENTS:
        return statement_gaps(filing.form, kind=filing.kind, today=on)
    family = filing.facility.entity_kind == EntityKind.FAMILY_CHILDCARE_HOME
    found = form_gaps(filing.form, family=family)
    if changes_profit_type(filing.facility.entity_kind, filing.form.get("entity_kind", "")):
        found.append(
            Gap(
                "basics",
                "entity_kind",
                _("For-profit and non-profit cannot be exchanged by a change filing."),
                _(
                    "Cancel this facility, register the new one, file it, and name this one as its predecessor."
                ),
            )
        )
    return found + [gap for gap in material_gaps(filing, at) if gap.blocks]


def material_gaps(filing: Filing, at: datetime) -> list[Gap]:
    """What is missing, expired or about to expire in the material list; warnings have blocks=False."""
    rules = {rule.code: rule for rule in materials(filing.region_id, local_date(at))}
    handed_in = set(
        FilingFile.objects.filter(material__filing=filing, removed_at=None).values_list(
            "material__code", flat=True
        )
    )
    found = []
    for row in filing.materials.filter(applicable=True).order_by("position"):
        rule = rules.get(row.code)
        if rule is None:
            continue
        if row.code not in handed_in and not rule.online:
            found.append(Gap("materials", "file", _("Not uploaded yet."), code=row.code))
        for problem in material_problems(rule, material_facts(filing.form, row.facts), local_date(at)):
            found.append(
                Gap(
                    "materials",
                    problem.code,
                    problem.message,
                    problem.remedy,
                    code=row.code,
                    blocks=problem.severity == "BLOCK",
                )
            )
    return found
