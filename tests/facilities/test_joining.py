"""Coming to act for a facility and leaving it: invitations cannot be abused, the last manager stays."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import timedelta

import pytest
from django.db import connection

from accounts.actors import Actor
from accounts.enums import DepartmentKind, FacilityRole, Role
from accounts.errors import DomainError, NotAllowed
from accounts.models import User
from accounts.workflow import disable_user
from facilities.errors import InvitationGone, LastManager
from facilities.models import Facility, FacilityGrant, Invitation
from facilities.queries import granted_facilities
from facilities.queries.operators import colleagues, managers, offer_of
from facilities.workflow import set_state
from facilities.workflow.joining import (
    accept_invitation,
    invitation_digest,
    invite,
    join_with_new_account,
    leave,
    remove_colleague,
    withdraw_invitation,
)
from kernel import clock
from regions.scope import nation_scope
from tests.cast import _SETUP, NANKANG, PASSWORD, ZHANGGONG, Cast, as_actor

MANAGER, CLERK = FacilityRole.MANAGER, FacilityRole.CLERK


@pytest.fixture
def facility(cast: Cast) -> Facility:
    return cast.facility()


@pytest.fixture
def manager(cast: Cast, facility: Facility) -> Actor:
    return cast.operator(facility, name="manager")


def somebody(cast: Cast, name: str = "somebody") -> Actor:
    return cast.actor(cast.user(name))


def code_for(manager: Actor, facility: Facility, role: FacilityRole = CLERK) -> str:
    with as_actor(manager):
        return invite(by=manager, facility_id=facility.pk, role=role, invitee="李老师")[1]


@pytest.mark.django_db
class TestInvitations:
    @pytest.mark.parametrize("role", list(FacilityRole))
    def test_whoever_holds_the_code_joins_with_the_invited_role(
        self, cast: Cast, facility: Facility, manager: Actor, role: FacilityRole
    ) -> None:
        accept_invitation(by=somebody(cast), code=code_for(manager, facility, role))

        assert granted_facilities(cast.user("somebody").pk) == {facility.pk: frozenset({role})}

    def test_a_new_account_and_the_grant_come_together(self, facility: Facility, manager: Actor) -> None:
        code = code_for(manager, facility)
        user = join_with_new_account(code=code, name="示例·李", username="li", password=PASSWORD)

        assert facility.pk in granted_facilities(user.pk) and user.check_password(PASSWORD)

    def test_a_bad_code_makes_no_account(self, cast: Cast) -> None:
        with pytest.raises(InvitationGone):
            join_with_new_account(code="guessed", name="示例·李", username="li", password=PASSWORD)
        assert not User.objects.filter(username="li").exists()

    def test_only_its_digest_is_stored(self, facility: Facility, manager: Actor) -> None:
        code = code_for(manager, facility)

        assert code not in str(Invitation.objects.values().get())

    def test_it_works_once(self, cast: Cast, facility: Facility, manager: Actor) -> None:
        code = code_for(manager, facility)
        accept_invitation(by=somebody(cast), code=code)

        with pytest.raises(InvitationGone):
            accept_invitation(by=somebody(cast, "another"), code=code)
        assert offer_of(invitation_digest(code), clock.now()) is None

    def test_it_works_for_a_week(self, cast: Cast, facility: Facility, manager: Actor) -> None:
        code = code_for(manager, facility)
        with clock.frozen(clock.now() + timedelta(days=7, seconds=1)):
            assert offer_of(invitation_digest(code), clock.now()) is None
            with pytest.raises(InvitationGone):
                accept_invitation(by=somebody(cast), code=code)
        with clock.frozen(clock.now() + timedelta(days=6, hours=23)):
            accept_invitation(by=somebody(cast), code=code)

    def test_a_withdrawn_one_is_gone(self, cast: Cast, facility: Facility, manager: Actor) -> None:
        code = code_for(manager, facility)
        with as_actor(manager):
            withdraw_invitation(
                by=manager, facility_id=facility.pk, invitation_id=Invitation.objects.get().pk
            )

        with pytest.raises(InvitationGone):
            accept_invitation(by=somebody(cast), code=code)

    def test_it_is_worth_no_more_than_its_inviter(
        self, cast: Cast, facility: Facility, manager: Actor
    ) -> None:
        other = cast.operator(facility, name="other-manager")
        code = code_for(other, facility, MANAGER)
        with as_actor(manager):
            remove_colleague(by=manager, facility_id=facility.pk, user_id=other.user_id or 0)

        with pytest.raises(InvitationGone):
            accept_invitation(
                by=other, code=code
            )  # the removed one tries to come back by their own invitation
        with pytest.raises(InvitationGone):
            accept_invitation(by=somebody(cast), code=code)

    def test_nor_when_the_inviters_account_is_disabled(
        self, cast: Cast, facility: Facility, manager: Actor
    ) -> None:
        code = code_for(manager, facility)
        disable_user(by=_SETUP, user=cast.user("manager"), reason="x")

        with pytest.raises(InvitationGone):
            accept_invitation(by=somebody(cast), code=code)

    def test_an_ended_facility_takes_nobody(self, cast: Cast, facility: Facility, manager: Actor) -> None:
        code = code_for(manager, facility)
        with nation_scope(reason="test set-up"):
            set_state(by=_SETUP, facility=facility, state="CANCELLED", event="facility.cancelled")

        with pytest.raises(InvitationGone):
            accept_invitation(by=somebody(cast), code=code)
        with as_actor(manager), pytest.raises(DomainError):
            invite(by=manager, facility_id=facility.pk, role=CLERK, invitee="x")

    def test_it_gives_nothing_at_another_facility(
        self, cast: Cast, facility: Facility, manager: Actor
    ) -> None:
        foreign = cast.facility(region=NANKANG)
        accept_invitation(by=somebody(cast), code=code_for(manager, facility))

        assert foreign.pk not in granted_facilities(cast.user("somebody").pk)
        joined = somebody(cast)
        assert list(joined.facilities) == [facility.pk]

    def test_somebody_who_has_the_role_does_not_use_it_up(
        self, cast: Cast, facility: Facility, manager: Actor
    ) -> None:
        code = code_for(manager, facility)
        clerk = cast.operator(facility, CLERK, name="clerk")
        with pytest.raises(DomainError):
            accept_invitation(by=clerk, code=code)

        accept_invitation(by=somebody(cast), code=code)

    def test_a_clerk_invites_nobody(self, cast: Cast, facility: Facility, manager: Actor) -> None:
        clerk = cast.operator(facility, CLERK, name="clerk")
        with as_actor(clerk), pytest.raises(NotAllowed):
            invite(by=clerk, facility_id=facility.pk, role=MANAGER, invitee="myself")

    @pytest.mark.parametrize("who", ["stranger", "officer", "admin"])
    def test_nobody_else_invites_withdraws_or_removes(
        self, cast: Cast, facility: Facility, manager: Actor, who: str
    ) -> None:
        code_for(manager, facility)
        by = {
            "stranger": lambda: cast.operator(cast.facility(region=NANKANG), name="stranger"),
            "officer": lambda: cast.officer,
            "admin": lambda: cast.official(ZHANGGONG, DepartmentKind.HEALTH, Role.ADMIN),
        }[who]()
        row = Invitation.objects.get()
        for attempt in (
            lambda: invite(by=by, facility_id=facility.pk, role=MANAGER, invitee="x"),
            lambda: withdraw_invitation(by=by, facility_id=facility.pk, invitation_id=row.pk),
            lambda: remove_colleague(by=by, facility_id=facility.pk, user_id=manager.user_id or 0),
            lambda: leave(by=by, facility_id=facility.pk),
        ):
            with as_actor(by), pytest.raises((NotAllowed, Facility.DoesNotExist)):
                attempt()

    def test_a_manager_does_not_withdraw_another_facilitys(
        self, cast: Cast, facility: Facility, manager: Actor
    ) -> None:
        stranger = cast.operator(own := cast.facility(), name="stranger")
        code_for(manager, facility)
        with as_actor(stranger), pytest.raises(Invitation.DoesNotExist):
            withdraw_invitation(by=stranger, facility_id=own.pk, invitation_id=Invitation.objects.get().pk)

    def test_not_more_than_twenty_are_open(self, facility: Facility, manager: Actor) -> None:
        for _number in range(20):
            code_for(manager, facility)
        with pytest.raises(DomainError) as refusal:
            code_for(manager, facility)
        assert refusal.value.code == "TOO_MANY"


@pytest.mark.django_db
class TestLeaving:
    def test_a_removed_colleague_has_no_right_with_the_next_request(
        self, cast: Cast, facility: Facility, manager: Actor
    ) -> None:
        clerk = cast.operator(facility, CLERK, name="clerk")
        with as_actor(manager):
            remove_colleague(by=manager, facility_id=facility.pk, user_id=clerk.user_id or 0)

        assert granted_facilities(clerk.user_id or 0) == {}
        assert [c.username for c in colleagues(facility.pk)] == ["manager"]

    def test_a_clerk_leaves_freely(self, cast: Cast, facility: Facility, manager: Actor) -> None:
        clerk = cast.operator(facility, CLERK, name="clerk")
        with as_actor(clerk):
            leave(by=clerk, facility_id=facility.pk)

        assert granted_facilities(clerk.user_id or 0) == {}

    def test_the_last_manager_stays(self, cast: Cast, facility: Facility, manager: Actor) -> None:
        cast.operator(facility, CLERK, name="clerk")
        with as_actor(manager), pytest.raises(LastManager):
            leave(by=manager, facility_id=facility.pk)

        cast.operator(facility, name="second")
        with as_actor(manager):
            leave(by=manager, facility_id=facility.pk)
        assert managers(facility.pk) == {cast.user("second").pk}

    def test_a_manager_whose_account_is_disabled_is_no_manager(
        self, cast: Cast, facility: Facility, manager: Actor
    ) -> None:
        second = cast.operator(facility, name="second")
        disable_user(by=_SETUP, user=cast.user("second"), reason="x")
        assert second.user_id not in managers(facility.pk)

        with as_actor(manager), pytest.raises(LastManager):
            leave(by=manager, facility_id=facility.pk)

    def test_a_manager_removes_nobody_at_another_facility(
        self, cast: Cast, facility: Facility, manager: Actor
    ) -> None:
        foreign = cast.facility(region=NANKANG)
        clerk = cast.operator(foreign, CLERK, name="clerk")
        with as_actor(manager), pytest.raises(FacilityGrant.DoesNotExist):
            remove_colleague(by=manager, facility_id=facility.pk, user_id=clerk.user_id or 0)
        assert foreign.pk in granted_facilities(clerk.user_id or 0)


@pytest.mark.django_db(transaction=True)
def test_two_managers_who_remove_each_other_leave_one(cast: Cast) -> None:
    facility = cast.facility()
    pair = [cast.operator(facility, name=name) for name in ("first", "second")]
    both = threading.Barrier(2)

    def remove(number: int) -> bool:
        by, other = pair[number], pair[1 - number]
        try:
            both.wait(timeout=30)
            with as_actor(by):
                remove_colleague(by=by, facility_id=facility.pk, user_id=other.user_id or 0)
            return True
        except DomainError:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(remove, range(2))) == [False, True]
    assert len(managers(facility.pk)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_use_one_code_at_once_do_not_both_join(cast: Cast) -> None:
    facility = cast.facility()
    code = code_for(cast.operator(facility, name="manager"), facility)
    people, both = [somebody(cast, name) for name in ("a", "b")], threading.Barrier(2)

    def accept(actor: Actor) -> bool:
        try:
            both.wait(timeout=30)
            accept_invitation(by=actor, code=code)
            return True
        except InvitationGone:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:  # each thread stands on the day of the test
        tries = [pool.submit(copy_context().run, accept, actor) for actor in people]
        assert sorted(each.result() for each in tries) == [False, True]
    assert len(colleagues(facility.pk)) == 2
