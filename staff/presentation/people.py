"""A person as a list and a page show them: in which role, whether they count, what they lack and by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel.presentation import Badge, Clause
from policy.law import Source
from staff.enums import ORDERED, AbsenceKind, ProofKind, StaffRole
from staff.models import Absence, Employment, Proof, StaffMember
from staff.queries.law import Demand, counted_proofs, demands
from staff.queries.people import people_at_work
from staff.rules.counting import AbsenceFact, Reason, reasons_against
from staff.rules.proofs import ProofFact, gaps, runs_out

#: From how many days before its end on a proof is shown as running out.
SOON = timedelta(days=60)
_COUNTS = Badge(gettext_lazy("Counted"), "circle-check", "ok")
_LEFT = Badge(gettext_lazy("Has left"), "door-exit", "mute")
_TO_COME = Badge(gettext_lazy("Not begun yet"), "clock", "plain")
_AWAY = {
    AbsenceKind.LEAVE: Badge(gettext_lazy("On leave"), "player-pause", "plain"),
    AbsenceKind.ILLNESS: Badge(gettext_lazy("Ill"), "heartbeat", "warn"),
    AbsenceKind.SUSPENSION: Badge(gettext_lazy("Blocked"), "ban", "danger"),
    AbsenceKind.BLOCKED: Badge(gettext_lazy("Blocked"), "ban", "danger"),
}
_DOES_NOT_COUNT = Badge(gettext_lazy("Does not count"), "user-off", "danger")


@dataclass(frozen=True)
class Need:
    """One proof that somebody needs: where it stands, until when it holds, and which text asks for it."""

    kind: str
    name: object
    badge: Badge
    until: date | None
    clause: Clause
    urgent: bool


@dataclass(frozen=True)
class PersonLine:
    """`lacks` are the needs to see to, the nearest first; `blocked` names the authority to contact."""

    member: StaffMember
    name: str
    roles: str
    class_name: str
    badge: Badge
    lacks: tuple[Need, ...]
    blocked: str


def line_of(member: StaffMember, on: date) -> PersonLine:
    """A person with employments, proofs and absences already read (queries.people)."""
    open_rows = current(member.employments.all(), on)
    wanted = needs_of(member, on)
    return PersonLine(
        member=member,
        name=member.name,
        roles="、".join(str(StaffRole(row.role).label) for row in open_rows),
        class_name="、".join(row.class_group.name for row in open_rows if row.class_group),
        badge=badge_of(member, on),
        lacks=tuple(sorted((n for n in wanted if n.urgent), key=lambda n: n.until or date.min)),
        blocked=blocked_by(member.absences.all(), on),
    )


def current(rows: Iterable[Employment], on: date) -> list[Employment]:
    """The employments that hold on a day or begin later."""
    return [row for row in rows if row.ends_on is None or row.ends_on >= on]


def reasons_of(member: StaffMember, on: date) -> list[Reason]:
    """Why the person does not count on a day, by the rule."""
    return reasons_against(
        employed=any(row.starts_on <= on for row in current(member.employments.all(), on)),
        absences=[
            AbsenceFact(row.kind, row.starts_on, row.ends_on, row.lifted_on) for row in member.absences.all()
        ],
        proofs=_facts(member.proofs.all()),
        needed=counted_proofs(member.region_id, on),
        on=on,
    )


def badge_of(member: StaffMember, on: date) -> Badge:
    rows = current(member.employments.all(), on)
    if not rows:
        return _LEFT
    reasons = reasons_of(member, on)
    away = [_AWAY[AbsenceKind(r.code)] for r in reasons if r.code in AbsenceKind.values]
    if away:
        return next((badge for badge in away if badge.tone == "danger"), away[0])
    if any(r.code == "NOT_EMPLOYED" for r in reasons):
        return _TO_COME
    return _DOES_NOT_COUNT if reasons else _COUNTS


def blocked_by(rows: Iterable[Absence], on: date) -> str:
    """The authority to contact about somebody blocked; '' for anybody else."""
    for row in rows:
        fact = AbsenceFact(row.kind, row.starts_on, row.ends_on, row.lifted_on)
        if row.kind in ORDERED and fact.covers(on):
            return row.authority
    return ""


def needs_of(member: StaffMember, on: date) -> list[Need]:
    """Every proof that the person's roles ask for, in the order of the law."""
    wanted: dict[str, Demand] = {}
    for row in current(member.employments.all(), on):
        for each in demands(member.region_id, row.role, on):
            wanted.setdefault(each.kind, each)
    facts = _facts(member.proofs.all())
    return [_need(each, facts, on) for each in wanted.values()]


def _need(asked: Demand, facts: list[ProofFact], on: date) -> Need:
    gap = next(iter(gaps(facts, [asked.kind], on)), None)
    until = runs_out(facts, asked.kind, on)
    if gap is not None:
        words = {"MISSING": _("Missing"), "EXPIRED": _("Expired"), "HIT": _("Record found")}[gap.code]
        badge = Badge(words, "circle-x", "danger")
        until = gap.since
    elif until is not None and until <= on + SOON:
        badge = Badge(_("Runs out soon"), "clock-exclamation", "warn")
    else:
        badge = Badge(_("Valid"), "circle-check", "ok")
    return Need(asked.kind, asked.name, badge, until, clause_of(asked.source), badge.tone != "ok")


def clause_of(source: Source) -> Clause:
    return Clause(source.short, kind=source.kind if source.kind in _KINDS else "law")  # type: ignore[arg-type]


_KINDS = ("law", "standard", "promise", "internal")


def _facts(rows: Iterable[Proof]) -> list[ProofFact]:
    return [
        ProofFact(row.kind, row.issued_on, row.valid_to, row.result, row.pk)
        for row in rows
        if row.withdrawn_at is None
    ]


def reason_words(reason: Reason) -> str:
    """A reason as a sentence."""
    if reason.proof:
        name = ProofKind(reason.proof).label
        words = {
            "MISSING": _("%(proof)s is missing."),
            "EXPIRED": _("%(proof)s expired on %(day)s."),
            "HIT": _("%(proof)s: a record was found."),
        }[reason.code]
        return words % {"proof": name, "day": reason.since}
    if reason.code in ORDERED:
        return _("Blocked.")
    if reason.code == "NOT_EMPLOYED":
        return _("Not employed on this day.")
    return _("Away: %(kind)s.") % {"kind": AbsenceKind(reason.code).label}


def person_context(member: StaffMember, on: date) -> dict[str, Any]:
    """Everything that the page of a person shows, the same for the facility and the authority."""
    return {
        "member": member,
        "facility": member.facility,
        "line": line_of(member, on),
        "reasons": [reason_words(reason) for reason in reasons_of(member, on)],
        "needs": needs_of(member, on),
        "employments": [
            (row, StaffRole(row.role).label, row.ends_on is None or row.ends_on >= on)
            for row in member.employments.all()
        ],
        "proofs": [(row, ProofKind(row.kind).label) for row in member.proofs.all()],
        "absences": [
            (row, _AWAY[AbsenceKind(row.kind)], row.kind not in ORDERED and row.lifted_on is None)
            for row in member.absences.all()
        ],
    }


def proofs_by_person(facility_id: int, on: date) -> list[tuple[PersonLine, list[tuple[Proof, object]]]]:
    """The people at work in a facility, each with the proofs that count and what they are called."""
    return [
        (
            line_of(member, on),
            [(row, ProofKind(row.kind).label) for row in member.proofs.all() if row.withdrawn_at is None],
        )
        for member in people_at_work(facility_id, on)
    ]
