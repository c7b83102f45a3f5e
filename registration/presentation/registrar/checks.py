"""What the push form says while it is filled in: the code, the last day, the right office, the scope."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from kernel import clock
from kernel.due import Due
from kernel.presentation import DueExplanation
from obligations.presentation import due_of
from policy.enums import EntityKind
from policy.queries import Deadline, deadline, explain
from regions.codes import ancestor, contains
from regions.enums import Level
from registration.enums import RegistrationState
from registration.forms.registrar import day_of
from registration.models import Registration
from registration.problems import Problem, Problems
from registration.queries.places import office_name, registrars_of, wording_asked
from registration.queries.standing import standing_of
from registration.rules import EARLIEST, check_code


@dataclass(frozen=True)
class Check:
    """One line under a field. `tone`: ok, warn, danger or plain; empty `words` show nothing."""

    words: Any = ""
    tone: str = "plain"
    url: str = ""
    link: Any = ""


def check_uscc(actor: Actor, text: str) -> Check:
    """Whether the code is right, and whether it was pushed or noted before."""
    problems = Problems()
    code = check_code(text, problems)
    if not text.strip():
        return Check()
    if not code:
        return Check(str(problems.found[0]), "danger")
    standing = standing_of(actor, code)
    if standing.problem is not None:
        url = registration_url(standing.known) if standing.known else ""
        return Check(str(standing.problem), "warn", url, _("Open it") if url else "")
    if standing.stated:
        return Check(
            _("The check digit is right. The operator filed first; this push will be matched."), "ok"
        )
    return Check(_("The check digit is right; not pushed yet."), "ok")


def registration_url(row: Registration) -> str:
    """Where a registrar works on a registration."""
    waits = row.state == RegistrationState.WAITING
    return reverse("registration:waiting_one" if waits else "registration:pushed_one", args=[row.pk])


@dataclass(frozen=True)
class DueCheck:
    due: Due | None = None
    why: DueExplanation | None = None


@dataclass(frozen=True)
class _Dated:
    trigger_on: date
    due_on: date | None
    due_status: str
    missing_years: list[int]


def check_due(division: int, place: str, text: str) -> DueCheck:
    """The last day to push for a day of approval, with its explanation; nothing while the day is none."""
    on = day_of(text)
    if on is None or not EARLIEST <= on <= clock.today():
        return DueCheck()
    found: Deadline = deadline(_place(division, place), "registration_push", on)
    dated = _Dated(found.trigger_on, found.due_on, found.status, list(found.missing_years))
    return DueCheck(due_of(dated, clock.today()), explain(found, clock.today()))


def check_kind(actor: Actor, kind: str, place: str, text: str) -> Check:
    """Whether this office registers such entities there, and who does otherwise."""
    if actor.post is None or kind not in EntityKind.values:
        return Check()
    region = _place(actor.post.region_id, place)
    found = registrars_of(region, kind, day_of(text) or clock.today())
    label = str(EntityKind(kind).label)
    if not found:
        return Check(str(Problem("entity_kind", "FILES_DIRECTLY")), "danger")
    if any(each.kind == actor.post.kind for each in found):
        return Check(_("%(kind)s: registered by your office.") % {"kind": label}, "ok")
    offices = _(", ").join(office_name(each.kind, str(each.name), region) for each in found)
    return Check(
        _("%(kind)s: registered by %(offices)s, not by your office.") % {"kind": label, "offices": offices},
        "danger",
    )


def kinds_in_words(actor: Actor) -> str:
    """Which kinds this office registers, before anything is chosen."""
    if actor.post is None:
        return ""
    region, today = actor.post.region_id, clock.today()
    own = [k for k in EntityKind if any(r.kind == actor.post.kind for r in registrars_of(region, k, today))]
    names = _(", ").join(str(kind.label) for kind in own)
    return _("Your office registers: %(kinds)s.") % {"kinds": names} if own else ""


def check_scope(division: int, kind: str, text: str, day: str = "") -> Check:
    """Whether the business scope names childcare, in the words the law asks for."""
    word = wording_asked(division, kind, day_of(day) or clock.today()).scope
    if not text.strip() or not word:
        return Check()
    if word in text:
        return Check(_("Names “%(word)s”.") % {"word": word}, "ok")
    return Check(str(Problem("business_scope", "SCOPE_WORD", {"word": word})), "warn")


def all_checks(actor: Actor, values: Mapping[str, Any]) -> dict[str, Any]:
    """Every line under the form as it is filled in now."""
    given = {name: str(values.get(name) or "") for name in ("uscc", "approved_on", "entity_kind", "street")}
    scope = str(values.get("business_scope") or "")
    division = actor.post.region_id if actor.post else 0
    return {
        "uscc_check": check_uscc(actor, given["uscc"]),
        "due_check": check_due(division, given["street"], given["approved_on"]),
        "kind_check": check_kind(actor, given["entity_kind"], given["street"], given["approved_on"]),
        "scope_check": check_scope(division, given["entity_kind"], scope, given["approved_on"]),
    }


def _place(division: int, text: str) -> int:
    """The place a rule is asked for: the chosen street or district when it lies in the division, else the division."""
    if text.isascii() and text.isdigit() and len(text) == 12 and contains(division, int(text)):
        return ancestor(int(text), Level.STREET)
    return division
