"""Children on a facility's own pages: names shown to those who care for them, everything else masked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from facilities.enums import ENDED_STATES, CareMode, HealthCheckKind, IdKind, LeavingReason
from facilities.forms.children import CheckForm, ConsentForm, EnrolForm, LeaveForm, MoveForm, WithdrawForm
from facilities.models import Child, ClassGroup, Enrolment, Facility, HealthCheck
from facilities.queries.attendance import last_days_before, return_check_from
from facilities.queries.authority import authorities_of
from facilities.queries.children import (
    ChildLine,
    checks_of,
    child_page,
    doubled,
    enrolments_of,
    entered_on,
    kept_facts,
    name_here,
)
from facilities.queries.roll import bands, groups_to_choose
from facilities.rules.ages import age_in_months, outgrown
from kernel import clock
from kernel.periods import add_months
from kernel.presentation import Badge

STATES = ("HERE", "COMING", "GONE")


@dataclass(frozen=True)
class ShownChild:
    """A line of the list. `notes` are badges of what needs attention."""

    id: int
    name: str
    age: str
    born_on: date
    group: str
    since: date | None
    notes: tuple[Badge, ...]


def list_context(facility: Facility, facilities: list[Facility], query: Mapping[str, str]) -> dict[str, Any]:
    """One page of the list with its filters."""
    today, groups = clock.today(), groups_to_choose(facility.pk, clock.today())
    state = query.get("state", "HERE")
    state = state if state in STATES else ""
    group = next((g.pk for g in groups if str(g.pk) == query.get("class", "")), 0)
    found, lines = child_page(facility.pk, today, query, state=state, group=group)
    kept = {"state": state or "ALL", **({"class": str(group)} if group else {})}
    text = query.get("q", "").strip()[:60]
    ages = bands(facility.region_id, today)
    return {
        "facility": facility,
        "facility_name": facility.name,
        "facilities": facilities,
        "lines": [shown(line, ages, today) for line in lines],
        "bar": _bar(groups, state, group, text),
        "narrowed": bool(group or text or state != "HERE"),
        "next_url": _address(kept, after=found.next) if found.next else "",
        "previous_url": _address(kept, before=found.previous) if found.previous else "",
        "open": facility.state not in ENDED_STATES,
    }


def _address(kept: Mapping[str, str], **more: str) -> str:
    return f"{reverse('facilities:children')}?{urlencode({**kept, **more})}"


def _bar(groups: list[ClassGroup], state: str, group: int, text: str) -> list[dict[str, Any]]:
    states = [
        ("HERE", _("enrolled today")),
        ("COMING", _("coming")),
        ("GONE", _("not enrolled")),
        ("ALL", _("all")),
    ]
    return [
        {"kind": "text", "name": "q", "label": _("Whole name or number"), "value": text},
        {"name": "state", "label": _("State"), "options": states, "value": state or "ALL"},
        {
            "name": "class",
            "label": _("Class"),
            "options": [("", _("all")), *((str(g.pk), g.name) for g in groups)],
            "value": str(group or ""),
        },
    ]


def shown(line: ChildLine, ages: Mapping[str, Any], today: date) -> ShownChild:
    child, stay = line.child, line.stay
    notes = []
    if child.consent_withdrawn_on is not None:
        notes.append(Badge(_("consent withdrawn"), "ban", "danger"))
    if stay is not None and line.entered_on is None:
        notes.append(Badge(_("entry check missing"), "heartbeat", "warn"))
    if line.double:
        notes.append(double_badge())
    band = ages.get(stay.class_group.kind) if stay is not None else None
    if band is not None and outgrown(child.born_on, band, today):
        notes.append(Badge(_("outgrew its class"), "alert-triangle", "warn"))
    return ShownChild(
        id=child.pk,
        name=name_here(child),
        age=age_words(child.born_on, today),
        born_on=child.born_on,
        group=stay.class_group.name if stay is not None else "",
        since=stay.starts_on if stay is not None else None,
        notes=tuple(notes),
    )


def double_badge() -> Badge:
    return Badge(_("also enrolled elsewhere"), "users", "danger")


def age_words(born_on: date, today: date) -> str:
    """2 years 3 months, as people say it."""
    months = age_in_months(born_on, today)
    if months < 24:
        return _("%(n)d months") % {"n": months}
    return _("%(years)d years %(months)d months") % {"years": months // 12, "months": months % 12}


def edit_initial(row: Child) -> dict[str, Any]:
    """What a form of corrections begins with: number and telephone are left empty."""
    kept = kept_facts(row)
    return {
        "name": kept.name,
        "id_kind": kept.id_kind,
        "born_on": kept.born_on,
        "sex": kept.sex,
        "guardian_name": kept.guardian_name,
        "consented_on": kept.consented_on,
    }


def child_context(row: Child, actor: Actor, **forms: Any) -> dict[str, Any]:
    """The page of one child. `forms` are those that were refused."""
    today, stays, checks = clock.today(), enrolments_of(row.pk), checks_of(row.pk)
    here = next(
        (s for s in stays if s.starts_on <= today and (s.ends_on is None or s.ends_on >= today)), None
    )
    groups = groups_to_choose(row.facility_id, today)
    context: dict[str, Any] = {
        "child": row,
        "name": name_here(row),
        "facility": row.facility,
        "facility_name": row.facility.name,
        "age": age_words(row.born_on, today),
        "document": IdKind(row.id_kind).label,
        "may_reveal": bool(decide(actor, Action.IDENTITY_REVEAL, row)),
        "stays": [_stay(stay) for stay in stays],
        "here": here,
        "checks": [(HealthCheckKind(c.kind).label, c) for c in checks],
        "notices": list(_notices(row, here, checks, today)),
        "open": row.facility.state not in ENDED_STATES and row.consent_withdrawn_on is None,
        "groups": groups,
    }
    return context | _forms(groups, here, today) | forms


def _forms(groups: list[ClassGroup], here: Enrolment | None, today: date) -> dict[str, Any]:
    return {
        "enrolling": EnrolForm(groups, auto_id="enrolling_%s", initial={"starts_on": today}),
        "moving": MoveForm(groups, auto_id="moving_%s", initial={"on": today}) if here is not None else None,
        "leaving": LeaveForm(auto_id="leaving_%s", initial={"on": today}),
        "checking": CheckForm(auto_id="checking_%s", initial={"done_on": today}),
        "withdrawing": WithdrawForm(auto_id="withdrawing_%s", initial={"on": today}),
        "consenting": ConsentForm(auto_id="consenting_%s", initial={"consented_on": today}),
    }


def _stay(stay: Enrolment) -> dict[str, Any]:
    reason = LeavingReason(stay.leaving_reason).label if stay.leaving_reason else ""
    return {"row": stay, "care": CareMode(stay.care_mode).label, "reason": reason}


def _notices(row: Child, here: Enrolment | None, checks: list[HealthCheck], today: date) -> Any:
    """(title, text, tone): what has to be done, the most pressing first."""
    if row.consent_withdrawn_on is not None:
        yield (
            _("The guardian withdrew the consent"),
            _("Care recorded here has ended and the guardian's data are erased. What was signed stays as the law asks."),
            "warn",
        )  # fmt: skip
    if doubled([row.pk], today):
        yield (
            _("This child is also enrolled elsewhere"),
            _("One child is counted in one place only. Ask the guardian and record when the child left here, or contact %(authority)s.")
            % {"authority": "、".join(authorities_of([row.region_id]))},
            "danger",
        )  # fmt: skip
    if here is not None and entered_on(checks) is None:
        yield (
            _("The entry check is missing"),
            _("Before it has been passed and the vaccination card was seen, no attendance can be marked."),
            "warn",
        )
    if here is not None and (told := _return_check(row, checks, today)):
        yield told
    band = bands(row.region_id, today).get(here.class_group.kind) if here is not None else None
    if band is not None and outgrown(row.born_on, band, today):
        yield (
            _("The child outgrew its class"),
            _("Its class ends at %(n)d months: move it to the next one.") % {"n": band.to_months},
            "warn",
        )


def _return_check(row: Child, checks: list[HealthCheck], today: date) -> tuple[str, str, str] | None:
    """Whether the law asks for a new check before the child comes back (DL-18)."""
    last = last_days_before([row.pk], add_months(today.replace(day=1), 1)).get(row.pk)
    since = return_check_from(row.region_id, last) if last is not None else None
    if last is None or since is None or today < since:
        return None
    if any(check.passed and check.done_on > last for check in checks):
        return None
    return (
        _("A new health check comes first"),
        _("The child came last on %(day)s. It has to be checked again before it comes back.") % {"day": last},
        "warn",
    )
