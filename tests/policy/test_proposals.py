"""A version becomes law by two persons: prepared from a file, submitted, approved or sent back; never by one alone."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.actors import Actor, system_actor
from accounts.enums import DepartmentKind, Role
from accounts.errors import DomainError, NotAllowed
from audit.models import AuditEvent
from kernel import clock
from kernel.transitions import IllegalTransition
from policy import queries
from policy.enums import ProposalState
from policy.errors import BaseChanged
from policy.loader.packs import PackFile, digest_of
from policy.models import PackVersion, Proposal
from policy.workflow import (
    Shipped,
    approve,
    draft_again,
    note_effects,
    send_back,
    ship_pack,
    submit,
    withdraw,
)
from regions.scope import nation_scope
from tests.cast import ZHANGGONG, as_actor
from tests.policy.proposing import approved, drafted, pack, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law_of_the_database")]
K, R = DepartmentKind.HEALTH, Role.POLICY_ADMIN
APPROVED = date(2026, 4, 28)


def test_an_approved_version_holds_and_names_both_persons(proposer: Actor, second: Actor) -> None:
    old = queries.deadline(ZHANGGONG, "filing", APPROVED)
    row = approved(second, submitted(proposer, pack(filing=8)))
    new = queries.deadline(ZHANGGONG, "filing", APPROVED)
    assert (old.days, new.days) == (10, 8)
    version = PackVersion.objects.get(code="360700", version=new.policy["version"])
    assert (version.proposed_by_id, version.approved_by_id) == (proposer.user_id, second.user_id)
    assert (version.document, version.effective_on) == ("赣市府办〔2026〕1号", clock.today())
    assert row.state == ProposalState.APPROVED
    with nation_scope(reason="a test reads"):
        told = list(
            AuditEvent.objects.filter(event__startswith="policy.", actor_id__isnull=False)
            .order_by("id")
            .values_list("event", flat=True)
        )
    assert told == ["policy.drafted", "policy.proposed", "policy.pack_published", "policy.approved"]


def test_nobody_approves_their_own_proposal_and_the_database_agrees(proposer: Actor) -> None:
    row = submitted(proposer, pack(filing=8))
    with as_actor(proposer), pytest.raises(NotAllowed):
        approve(by=proposer, proposal_id=row.pk)
    with as_actor(proposer), pytest.raises(NotAllowed):
        send_back(by=proposer, proposal_id=row.pk, reason="再看看")
    with as_actor(proposer), pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=row.pk).update(
            state="APPROVED", decided_by_id=proposer.user_id, decided_at=clock.now()
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        PackVersion.objects.filter(code="360700").update(
            proposed_by_id=proposer.user_id, approved_by_id=proposer.user_id
        )
    assert queries.deadline(ZHANGGONG, "filing", APPROVED).days == 10


def test_a_version_takes_effect_at_midnight_in_china_without_anything_being_run(
    proposer: Actor, second: Actor
) -> None:
    approved(second, submitted(proposer, pack(filing=8), date(2026, 5, 9)))
    late, midnight = datetime(2026, 5, 8, 23, 59, tzinfo=clock.ZONE), datetime(2026, 5, 9, tzinfo=clock.ZONE)
    with clock.frozen(late):
        assert queries.deadline(ZHANGGONG, "filing", APPROVED).days == 10
    with clock.frozen(midnight):
        assert queries.deadline(ZHANGGONG, "filing", APPROVED).days == 8
    with clock.frozen(late):
        assert queries.deadline(ZHANGGONG, "filing", APPROVED).days == 10


def test_the_trail_is_told_once_when_a_version_has_taken_effect(proposer: Actor, second: Actor) -> None:
    approved(second, submitted(proposer, pack(filing=8), date(2026, 5, 9)))
    by = system_actor("test")
    assert note_effects(by=by) == 0
    with clock.frozen(date(2026, 5, 9)):
        assert (note_effects(by=by), note_effects(by=by)) == (1, 0)
    with nation_scope(reason="a test reads"):
        told = list(
            AuditEvent.objects.filter(event__startswith="policy.pack").values_list("event", flat=True)
        )
    assert told.count("policy.pack_scheduled") == 1


def test_a_day_that_passed_before_the_approval_is_today(proposer: Actor, second: Actor) -> None:
    row = submitted(proposer, pack(filing=8))
    with clock.frozen(date(2026, 5, 20)):
        assert approved(second, row).effective_on == date(2026, 5, 20)


def test_a_stale_proposal_is_refused_with_what_came_in_between(proposer: Actor, second: Actor) -> None:
    stale = submitted(proposer, pack(filing=8))
    first = approved(second, submitted(proposer, pack(filing=9)))
    with as_actor(second), pytest.raises(BaseChanged) as refused:
        approve(by=second, proposal_id=stale.pk)
    assert first.version in str(refused.value.message)
    assert queries.deadline(ZHANGGONG, "filing", APPROVED).days == 9


def test_a_version_never_begins_before_one_that_is_agreed_on(proposer: Actor, second: Actor) -> None:
    approved(second, submitted(proposer, pack(filing=8), date(2026, 7, 1)))
    row = drafted(proposer, pack(filing=9))
    with as_actor(proposer), pytest.raises(DomainError) as refused:
        submit(by=proposer, proposal_id=row.pk, document="x", reason="y", effective_on=date(2026, 6, 1))
    assert refused.value.field == "effective_on"


def test_going_back_is_a_new_version_with_the_old_content(proposer: Actor, second: Actor) -> None:
    original = PackVersion.objects.get(code="360700")
    approved(second, submitted(proposer, pack(filing=8)))
    with as_actor(proposer):
        row = draft_again(by=proposer, version_id=original.pk)
        submit(by=proposer, proposal_id=row.pk, document="x", reason="改回", effective_on=clock.today())
    done = approved(second, row)
    again = queries.deadline(ZHANGGONG, "filing", APPROVED)
    assert again.days == 10 and again.policy["version"] == done.version == f"{original.version}.2"
    with as_actor(proposer), pytest.raises(DomainError):
        draft_again(by=proposer, version_id=original.pk)


def test_a_proposal_is_returned_with_a_reason_or_withdrawn(proposer: Actor, second: Actor) -> None:
    row = submitted(proposer, pack(filing=8))
    with as_actor(second), pytest.raises(DomainError):
        send_back(by=second, proposal_id=row.pk, reason="  ")
    with as_actor(second):
        assert send_back(by=second, proposal_id=row.pk, reason="缺依据").state == ProposalState.RETURNED
    with as_actor(second), pytest.raises(IllegalTransition):
        approve(by=second, proposal_id=row.pk)
    other = submitted(proposer, pack(filing=9))
    with as_actor(second), pytest.raises(NotAllowed):
        withdraw(by=second, proposal_id=other.pk)
    with as_actor(proposer):
        assert withdraw(by=proposer, proposal_id=other.pk).state == ProposalState.WITHDRAWN
    assert queries.deadline(ZHANGGONG, "filing", APPROVED).days == 10


def test_submitting_says_what_is_missing(proposer: Actor) -> None:
    row = drafted(proposer, pack(filing=8))
    good = {"document": "x", "reason": "y", "effective_on": clock.today()}
    for field, value in (
        ("document", " "),
        ("reason", ""),
        ("effective_on", None),
        ("effective_on", clock.today() - timedelta(1)),
    ):
        with as_actor(proposer), pytest.raises(DomainError) as refused:
            submit(by=proposer, proposal_id=row.pk, **{**good, field: value})
        assert refused.value.field == field


# What comes with the platform


def shipped(content: dict[str, Any]) -> Shipped:
    file = PackFile(content["pack"], content, digest_of(content), "360700-ganzhou.yaml")
    outcome = ship_pack(by=system_actor("load_packs"), pack=file)
    queries.forget()
    return outcome


def test_loading_again_never_undoes_what_was_agreed_on(proposer: Actor, second: Actor) -> None:
    approved(second, submitted(proposer, pack(filing=8)))
    assert shipped(pack()) is Shipped.KNOWN
    assert queries.deadline(ZHANGGONG, "filing", APPROVED).days == 8


def test_an_update_over_a_local_version_waits_for_approval(proposer: Actor, second: Actor) -> None:
    approved(second, submitted(proposer, pack(filing=8)))
    assert (shipped(pack(filing=6)), shipped(pack(filing=6))) == (Shipped.PROPOSED, Shipped.KNOWN)
    assert queries.deadline(ZHANGGONG, "filing", APPROVED).days == 8
    with as_actor(proposer):
        row = Proposal.objects.get(proposed_by=None)
        assert row.state == ProposalState.PROPOSED
    approved(proposer, row)
    assert queries.deadline(ZHANGGONG, "filing", APPROVED).days == 6


def test_an_update_without_a_local_version_is_published_as_before() -> None:
    assert (shipped(pack(filing=7)), shipped(pack(filing=7))) == (Shipped.PUBLISHED, Shipped.KNOWN)
    assert queries.deadline(ZHANGGONG, "filing", APPROVED).days == 7


# Past cases


def test_u56_a_past_case_is_computed_by_its_version(proposer: Actor, second: Actor) -> None:
    old = queries.deadline(ZHANGGONG, "registration_push", APPROVED)
    approved(second, submitted(proposer, pack(registration_push=3)))
    new = queries.deadline(ZHANGGONG, "registration_push", APPROVED)
    assert (old.days, new.days) == (5, 3)
    with queries.law_in_use({old.policy["pack"]: old.policy["version"]}):
        assert queries.deadline(ZHANGGONG, "registration_push", APPROVED) == old
    assert queries.deadline(ZHANGGONG, "registration_push", APPROVED) == new
    assert queries.compare(old, "HEALTH") == old.due_on
    pushes = [r for r in queries.pack_at("360700", old.policy["version"]).of("deadlines") if r.days == 5]
    assert pushes
    with pytest.raises(DomainError), queries.law_in_use({"360700": "no such version"}):
        pass
