"""One step of filling in a filing: its questions, what is wrong with them, and what stands beside them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.errors import Stale
from kernel import clock
from kernel.presentation import Step
from policy.enums import ClassKind, EntityKind
from policy.queries import class_kinds
from regions.codes import ancestor
from regions.enums import Level
from regions.queries import name as region_name
from regions.queries import streets
from registration.enums import FilingKind
from registration.facts import MATERIALS, Ask, Gap, asked, of_step, steps_of
from registration.facts.asks import BASICS, CONFIRM
from registration.forms.answers import AnswerForm, starting_point
from registration.models import Filing
from registration.presentation.operator.conflict import changes_of
from registration.presentation.operator.duty import authority, duty_of, receipt_days
from registration.presentation.operator.slots import sentence, slots_of
from registration.queries import gaps
from registration.queries.advice import advice
from registration.workflow.material_list import form_is_open


def asks_of(filing: Filing, step: str) -> list[Ask]:
    """The questions of a step of this filing. Raises KeyError for a step it does not have."""
    if step not in steps_of(filing.kind):
        raise KeyError(step)
    return of_step(asked(filing.kind, entity_kind=filing.facility.entity_kind), step)


def step_context(
    filing: Filing,
    step: str,
    *,
    typed: Mapping[str, Any] | None = None,
    stale: Stale | None = None,
    faults: bool = False,
    unread: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Everything a step shows. `typed`: answers just sent, shown instead of the stored ones. `faults`: also say what

    is missing, not only what is wrong. `unread`: what could not be read of answers just sent, by question.
    """
    asks = asks_of(filing, step)
    found = gaps(filing, clock.now())
    here = [gap for gap in found if gap.step == step]
    shown = [gap for gap in here if faults or not gap.missing]
    said = {gap.field for gap in shown}
    shown += [Gap(step, name, words) for name, words in (unread or {}).items() if name not in said]
    values = {**filing.form, **(typed or {})}
    place = [(region.pk, region.name) for region in streets(ancestor(filing.region_id, Level.DISTRICT))]
    form = AnswerForm(asks, values, faults=_by_field(shown), streets=place)
    return {
        "filing": filing,
        "facility": filing.facility,
        "facility_name": filing.facility.name,
        "step": step,
        "title": filing.get_kind_display(),
        "form": form,
        "seen": starting_point(asks, filing.form),
        "gaps": found,
        "faults": [
            (f"#id_{gap.field}", f"{form[gap.field].label}{_(': ')}{sentence(gap)}")
            for gap in shown
            if gap.field in form.fields
        ],
        "notes": [gap for gap in advice(filing, clock.today()) if gap.step == step and not gap.blocks],
        "stale": stale,
        "changes": changes_of(stale) if stale is not None else [],
        "class_rows": _class_rows(filing, values),
        "family": filing.facility.entity_kind == EntityKind.FAMILY_CHILDCARE_HOME,
        "former_head": _former_head(filing) if step == BASICS else "",
        "district": region_name(ancestor(filing.region_id, Level.DISTRICT)),
        **frame_context(filing, step, found, all_faults=faults),
    }


def frame_context(filing: Filing, step: str, found: Iterable[Gap], *, all_faults: bool) -> dict[str, Any]:
    """The stepper, the way on and back, the due date and the progress beside a step."""
    titles = steps_of(filing.kind)
    order = list(titles)
    at = order.index(step)
    open_steps = {gap.step for gap in found}
    reachable = set(order) if form_is_open(filing) else {MATERIALS, CONFIRM}
    return {
        "checked": all_faults,
        "left_here": len({gap.code or gap.field for gap in found if gap.step == step}),
        "steps": [
            Step(
                title,
                "current" if name == step else "to_come" if name in open_steps or name == CONFIRM else "done",
                url=reverse("operator:step", args=[filing.pk, name]) if name in reachable else "",
            )
            for name, title in titles.items()
        ],
        "previous": order[at - 1] if at and order[at - 1] in reachable else "",
        "next": order[at + 1] if at + 1 < len(order) else "",
        "next_title": titles[order[at + 1]] if at + 1 < len(order) else "",
        "duty": duty_of(filing),
        "slots": slots_of(filing, all_faults=step == CONFIRM or (all_faults and step == MATERIALS))
        if MATERIALS in titles
        else None,
        "receipt_days": receipt_days(filing.region_id),
        "authority": authority(filing.region_id),
    }


def _by_field(found: Iterable[Gap]) -> dict[str, list[str]]:
    sorted_out: dict[str, list[str]] = defaultdict(list)
    for gap in found:
        sorted_out[gap.field].append(sentence(gap))
    return sorted_out


def _former_head(filing: Filing) -> str:
    """The head on record of a filed facility, while its change filing still names this person."""
    known = filing.facility.head_name
    return known if filing.kind != FilingKind.FIRST and filing.form.get("head_name") == known else ""


def _class_rows(filing: Filing, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One row a class kind: what it is called here, for which ages, and what was answered."""
    rules, given = class_kinds(filing.region_id, clock.today()), values.get("classes")
    rows = []
    for kind in ClassKind:
        row = given.get(kind.value) if isinstance(given, Mapping) else None
        rule = rules.get(kind)
        rows.append(
            {
                "kind": kind.value,
                "name": str(rule.name) if rule else str(kind.label),
                "ages": (rule.from_months, rule.to_months) if rule else None,
                "classes": (row or {}).get("classes", "") if isinstance(row, Mapping) else "",
                "places": (row or {}).get("places", "") if isinstance(row, Mapping) else "",
            }
        )
    return rows
