"""What happens to a facility, from its registration to where it stands today. Each story ends in one known state."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from accounts.actors import Actor
from accounts.models import Department
from config.demo.children import JUMPS, cared_for, universal
from config.demo.people import doing
from config.demo.premises import housed
from config.demo.steps import (
    Case,
    answered,
    asked,
    back,
    breach_of,
    drafted,
    filed,
    hand_in,
    minute,
    notified,
    received,
    registered,
    submitted,
    visited,
    wanted,
)
from config.demo.timeline import Story, at, working_days_back, working_days_on
from facilities.models import Facility
from kernel import clock
from obligations.models import Obligation
from obligations.workflow import urge
from policy.enums import EntityKind
from registration.enums import FilingKind
from registration.workflow import drafting, followups, onboarding, pushing, reviewing, submitting, verifying


def waiting_overdue(case: Case) -> Story:
    approved = back(case, 9)
    yield minute(case, working_days_on(1, of=approved))
    _note(case, approved)


def waiting_soon(case: Case) -> Story:
    approved = back(case, 4)
    yield minute(case, working_days_on(1, of=approved))
    _note(case, approved)


def waiting_today(case: Case) -> Story:
    approved = back(case, 5)
    yield minute(case, working_days_on(1, of=approved))
    _note(case, approved)


def _note(case: Case, approved: date) -> None:
    doing(
        case.registrar,
        pushing.note_registration,
        facts=case.registration(approved),
        region=case.street,
        registrar=Department.objects.get(pk=case.registrar.department_id),
    )


def unfiled_overdue(case: Case) -> Story:
    yield from registered(case, approved=back(case, 14), after=3)
    yield at(back(case, 1), 15)
    doing(case.offices.officer, _urge_filing, facility=case.facility)


def _urge_filing(*, by: Actor, facility: Facility) -> None:
    for row in Obligation.objects.filter(facility=facility, status="OPEN"):
        urge(by=by, obligation_id=row.pk)


def unfiled_today(case: Case) -> Story:
    yield from registered(case, approved=back(case, 10))


def unfiled(case: Case) -> Story:
    yield from registered(case, approved=back(case, 4))


def pushed_late(case: Case) -> Story:
    yield from registered(case, approved=back(case, 9), after=8)


def drafting_now(case: Case) -> Story:
    approved = back(case, 6)
    yield from registered(case, approved=approved)
    yield from drafted(case, on=back(case, 2), complete=False)


def in_review(case: Case) -> Story:
    yield from registered(case, approved=back(case, 10))
    yield from submitted(case, on=back(case, 2))


def half_reviewed(case: Case) -> Story:
    yield from registered(case, approved=back(case, 11))
    yield from submitted(case, on=back(case, 3))
    yield minute(case, back(case, 1))
    assert case.filing is not None
    doing(case.offices.officer, reviewing.take, filing_id=case.filing.pk)


def receipt_today(case: Case) -> Story:
    yield from registered(case, approved=back(case, 12))
    yield from submitted(case, on=back(case, 5))


def receipt_overdue(case: Case) -> Story:
    yield from registered(case, approved=back(case, 15))
    yield from submitted(case, on=back(case, 8))


def supplement_open(case: Case) -> Story:
    yield from registered(case, approved=back(case, 13))
    yield from submitted(case, on=back(case, 6))
    yield from asked(case, on=back(case, 3))


def resubmitted(case: Case) -> Story:
    yield from registered(case, approved=back(case, 16))
    yield from submitted(case, on=back(case, 9))
    yield from asked(case, on=back(case, 6))
    yield from answered(case, on=back(case, 1))


def receipt_running(case: Case) -> Story:
    yield from registered(case, approved=back(case, 16))
    yield from submitted(case, on=back(case, 9))
    yield from received(case, on=back(case, 6))


def notice_soon(case: Case) -> Story:
    yield from registered(case, approved=back(case, 22))
    yield from submitted(case, on=back(case, 13))
    yield from received(case, on=back(case, 10))


def noncompliant(case: Case) -> Story:
    yield from registered(case, approved=back(case, 30))
    yield from submitted(case, on=back(case, 20))
    yield from received(case, on=back(case, 17))
    yield from visited(case, on=back(case, 12), passed=False, findings=breach_of(case).found)
    yield from notified(case, on=back(case, 10))


def rechecking(case: Case) -> Story:
    yield from noncompliant(case)
    yield minute(case, back(case, 1))
    assert case.operator is not None and case.filing is not None
    doing(
        case.operator,
        verifying.report_rectification,
        filing_id=case.filing.pk,
        text=breach_of(case).mended,
    )


def removed(case: Case) -> Story:
    yield from registered(case, approved=back(case, 70))
    yield from submitted(case, on=back(case, 60))
    yield from received(case, on=back(case, 57))
    yield from notified(case, on=back(case, 50))
    yield minute(case, back(case, 3))
    assert case.filing is not None
    doing(
        case.offices.head,
        verifying.remove,
        filing_id=case.filing.pk,
        reason="责令改正期满，复查仍不符合基本条件。",
    )


def verified(case: Case) -> Story:
    jumps = case.number == JUMPS
    ago = case.rng.randint(110 if jumps else 24, 420)
    yield from filed(case, first=working_days_back(ago, of=case.today))
    yield from universal(case, on=max(back(case, 60), clock.today() + timedelta(days=1)))
    opened = max(back(case, 75 if jumps else 25 + case.number % 3 * 10), clock.today() + timedelta(days=1))
    yield from cared_for(case, on=opened)
    yield from housed(case, on=back(case, 4))


def change_owed(case: Case) -> Story:
    yield from filed(case, first=back(case, 200))
    yield minute(case, back(case, 6))
    assert case.facility is not None
    doing(
        case.registrar,
        followups.push_change,
        facility_id=case.facility.pk,
        changes={"head_name": "示例·孙悦"},
        approved_on=back(case, 7),
        registrar=Department.objects.get(pk=case.registrar.department_id),
    )


def change_owed_with_children(case: Case) -> Story:
    yield from change_owed(case)
    yield from cared_for(case, on=back(case, 30))


def change_in_review(case: Case) -> Story:
    yield from change_owed(case)
    yield minute(case, back(case, 2))
    assert case.operator is not None and case.facility is not None
    filing = doing(case.operator, drafting.start_filing, facility_id=case.facility.pk, kind=FilingKind.CHANGE)
    case.filing = filing
    doing(
        case.operator, drafting.save_draft, filing_id=filing.pk, form={**case.form, "head_name": "示例·孙悦"}
    )
    for code in doing(case.operator, wanted, filing=filing):
        hand_in(case, case.operator, code, back(case, 2))
    doing(case.operator, submitting.submit, filing_id=filing.pk)


def _statement(case: Case, kind: str, form: dict[str, Any], *, accept: bool) -> Iterator[datetime]:
    assert case.operator is not None and case.facility is not None
    filing = doing(case.operator, drafting.start_filing, facility_id=case.facility.pk, kind=kind)
    doing(case.operator, drafting.save_draft, filing_id=filing.pk, form=form)
    doing(case.operator, submitting.submit, filing_id=filing.pk)
    if accept:
        yield clock.now() + timedelta(hours=20)
        doing(case.offices.officer, reviewing.accept, filing_id=filing.pk)


def suspended(case: Case) -> Story:
    yield from filed(case, first=back(case, 150))
    on = back(case, 12)
    yield minute(case, on)
    form = {"on_date": on.isoformat(), "reason": "场地装修", "children": 0, "signer": case.form["signer"]}
    yield from _statement(case, FilingKind.SUSPENSION, form, accept=True)


def cancelled(case: Case) -> Story:
    yield from filed(case, first=back(case, 260))
    on = back(case, 20)
    yield minute(case, on)
    form = {
        "on_date": on.isoformat(),
        "reason": "租约到期，不再续租",
        "children": 6,
        "transfer_plan": "6 名幼儿经家长同意转入同街道另一家已备案机构。",
        "signer": case.form["signer"],
    }
    yield from _statement(case, FilingKind.CANCELLATION, form, accept=True)


def cancellation_owed(case: Case) -> Story:
    yield from filed(case, first=back(case, 240))
    yield minute(case, back(case, 4))
    assert case.facility is not None
    doing(
        case.registrar,
        followups.push_cancellation,
        facility_id=case.facility.pk,
        approved_on=back(case, 5),
        registrar=Department.objects.get(pk=case.registrar.department_id),
        reason="申请注销登记",
    )


def filed_first(case: Case) -> Story:
    """The operator was quicker than the registrar's push."""
    approved = back(case, 6)
    yield minute(case, back(case, 4))
    registrar = case.offices.registrar(EntityKind(case.facts["entity_kind"]), case.today)
    office = Department.objects.get(pk=registrar.department_id) if registrar else None
    user = case.offices.public_operator if case.main else case.offices.operators
    actor = Actor(user_id=user.pk, name=user.name, username=user.username)
    case.facility = doing(
        actor, onboarding.file_first, facts=case.registration(approved), region=case.street, registrar=office
    )
    case.operator = case.offices.operator_of(case.facility, main=case.main)
    yield from submitted(case, on=back(case, 2))


Ending = Callable[[Case], Story]

#: The ends a home place shows, each at least once, in this order; whatever is left over ends verified.
EVERY_END: tuple[Ending, ...] = (
    waiting_overdue,
    waiting_today,
    waiting_soon,
    unfiled_overdue,
    unfiled_today,
    unfiled,
    pushed_late,
    drafting_now,
    in_review,
    half_reviewed,
    receipt_today,
    receipt_overdue,
    supplement_open,
    resubmitted,
    receipt_running,
    notice_soon,
    noncompliant,
    rechecking,
    removed,
    change_owed_with_children,
    change_in_review,
    suspended,
    cancelled,
    cancellation_owed,
    filed_first,
)
SMALL_PLACE: tuple[Ending, ...] = (unfiled_overdue, in_review, receipt_running, noncompliant)
