"""What a filing still lacks before it may be submitted."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from facilities.queries.roll import still_enrolled
from kernel.clock import local_date, today
from kernel.identity import normalise_person_name
from policy.enums import EntityKind, Severity
from policy.queries import materials
from policy.rules import material_problems
from regions.codes import ancestor
from regions.enums import Level
from regions.models import Region
from registration.enums import FilingKind, Verdict
from registration.facts import (
    FORM_CODE,
    MATERIALS,
    Gap,
    changes_profit_type,
    day_of,
    expiry_unsaid,
    fact_faults,
    form_gaps,
    material_facts,
    statement_gaps,
)
from registration.facts.asks import STATEMENT
from registration.models import Filing, FilingFile, FilingMaterial
from registration.queries.advice import advice
from staff.queries.ordered import blocked_people

_STATEMENTS = frozenset({FilingKind.SUSPENSION, FilingKind.RESUMPTION, FilingKind.CANCELLATION})
_ORDER = ("basics", "premises", "people", MATERIALS, "confirm")


def gaps(filing: Filing, at: datetime) -> list[Gap]:
    """Everything that blocks submission at an instant, in the order of the form's steps."""
    on = local_date(at)
    if filing.kind in _STATEMENTS:
        enrolled = still_enrolled(filing.facility_id, day_of(filing.form.get("on_date")) or on)
        found = statement_gaps(filing.form, kind=filing.kind, today=on, enrolled=enrolled)
        if filing.kind == FilingKind.RESUMPTION:
            found += [replace(gap, step=STATEMENT, field="on_date") for gap in staff_gaps(filing, on)]
        return found
    found = form_gaps_of(filing, on=on) + staff_gaps(filing, on)
    found += [gap for gap in material_gaps(filing, at) if gap.blocks]
    return sorted(found, key=lambda gap: _ORDER.index(gap.step))


def staff_gaps(filing: Filing, on: date) -> list[Gap]:
    """Nobody files with somebody on the staff who may not work with children, the head above all (CN-S4)."""
    head = normalise_person_name(str(filing.form.get("head_name") or ""))
    found = []
    for person in blocked_people(filing.facility_id, on):
        is_head = normalise_person_name(person.name) == head
        words = _("%(name)s is blocked. Contact %(authority)s.")
        said = words % {"name": person.name, "authority": person.authority}
        step, field = ("basics", "head_name") if is_head else ("people", "caregivers")
        found.append(Gap(step, field, said, remedy=_("Whoever is blocked may not be on the staff.")))
    return found


def form_gaps_of(filing: Filing, *, on: date | None = None) -> list[Gap]:
    """What the answers of the form lack, the materials aside, in the order of the steps."""
    family = filing.facility.entity_kind == EntityKind.FAMILY_CHILDCARE_HOME
    found = form_gaps(filing.form, kind=filing.kind, family=family)
    found += _kind_gaps(filing) + _place_gaps(filing)
    found += [gap for gap in advice(filing, on or today()) if gap.blocks]
    return sorted(found, key=lambda gap: _ORDER.index(gap.step))


def _kind_gaps(filing: Filing) -> list[Gap]:
    if not changes_profit_type(filing.facility.entity_kind, filing.form.get("entity_kind", "")):
        return []
    return [
        Gap(
            "basics",
            "entity_kind",
            _("For-profit and non-profit cannot be exchanged by a change filing."),
            _("Cancel this facility, register the new one, file it, and name this one as its predecessor."),
        )
    ]


def _place_gaps(filing: Filing) -> list[Gap]:
    """The street must lie in the district that files: a move to another district is the city's to make."""
    street = filing.form.get("street")
    if not isinstance(street, int):
        return []
    if ancestor(street, Level.DISTRICT) != ancestor(filing.region_id, Level.DISTRICT):
        return [
            Gap(
                "premises",
                "street",
                _("This street lies in another district."),
                _("A move to another district is made by the city's health commission; please call it."),
            )
        ]
    if not Region.objects.filter(pk=street).exists():
        return [Gap("premises", "street", _("Choose a street or town."))]
    return []


def material_gaps(filing: Filing, at: datetime) -> list[Gap]:
    """What is missing, expired or about to expire in the material list; warnings have blocks=False."""
    on = local_date(at)
    rules = {rule.code: rule for rule in materials(filing.region_id, on)}
    handed_in = set(
        FilingFile.objects.filter(material__filing=filing, removed_at=None).values_list(
            "material__code", flat=True
        )
    )
    found: list[Gap] = []
    for row in filing.materials.filter(applicable=True).order_by("position"):
        if (rule := rules.get(row.code)) is not None and row.code != FORM_CODE:
            found += _of_material(filing.form, row, rule, on, row.code in handed_in)
        elif row.open and row.verdict == Verdict.SUPPLEMENT:
            found.append(_unanswered(row))
    return found


def _of_material(
    form: Mapping[str, Any], row: FilingMaterial, rule: Any, on: date, handed_in: bool
) -> Iterator[Gap]:
    if not handed_in:
        yield Gap(MATERIALS, "file", _("Not uploaded yet."), code=row.code, missing=True)
    elif row.open and row.verdict == Verdict.SUPPLEMENT:
        yield _unanswered(row)
    if expiry_unsaid(rule, row.facts):
        yield Gap(
            MATERIALS,
            "valid_to",
            _("Say until when it is valid, or tick that the paper names no end."),
            code=row.code,
            missing=True,
        )
    faults = fact_faults(row.facts, on)
    for name, (words, remedy) in faults.items():
        yield Gap(MATERIALS, name, words, remedy, code=row.code)
    for problem in material_problems(rule, material_facts(form, row.facts), on):
        if problem.field in faults:
            continue
        yield Gap(
            MATERIALS,
            problem.field or "file",
            problem.message,
            problem.remedy,
            code=row.code,
            blocks=problem.severity == Severity.BLOCK,
            clause=problem.source.clause,
            missing=problem.code == "MISSING_FACT",
        )


def _unanswered(row: FilingMaterial) -> Gap:
    return Gap(
        MATERIALS,
        "file" if row.code != FORM_CODE else "form",
        _("The officer asked for this, and nothing was changed yet."),
        row.reason,
        code=row.code,
    )
