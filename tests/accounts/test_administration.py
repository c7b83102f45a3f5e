"""Who may give whom which rights: own region and below, never oneself, never what excludes itself."""

from datetime import date, timedelta

import pytest

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from accounts.errors import DomainError, NotAllowed, Stale
from accounts.models import Appointment, Department, User
from accounts.queries import keeps, person_named, posts_of
from accounts.workflow import (
    appoint,
    change_department,
    change_password,
    close_department,
    disable_user,
    end_appointment,
    onboard,
    open_department,
    rename_person,
    reset_password,
)
from audit.models import AuditEvent
from kernel import clock
from regions.models import Region
from regions.scope import nation_scope
from tests.cast import _SETUP, GANZHOU, JIANGXI, JIEFANG_STREET, NANKANG, PASSWORD, ZHANGGONG, Cast

pytestmark = pytest.mark.django_db
K, R = DepartmentKind, Role


@pytest.fixture
def admin(cast: Cast) -> Actor:
    return cast.official(ZHANGGONG, K.HEALTH, R.ADMIN)


@pytest.fixture
def office(cast: Cast) -> Department:
    return cast.department(ZHANGGONG, K.HEALTH)


def newcomer(admin: Actor, office: Department, role: Role = R.OFFICER) -> User:
    return onboard(by=admin, username="new-person", name="示例·新人", department=office, role=role)[0]


def user_of(actor: Actor) -> User:
    return User.objects.get(pk=actor.user_id)


class TestAppointing:
    def test_in_ones_own_region_and_below(self, cast: Cast, admin: Actor) -> None:
        street = cast.department(JIEFANG_STREET, K.STREET)
        user = newcomer(admin, street, R.STREET_OFFICER)

        assert [post.region_id for post in posts_of(user.pk)] == [JIEFANG_STREET]

    @pytest.mark.parametrize("region", [NANKANG, GANZHOU, JIANGXI])
    def test_not_beside_and_not_above(self, cast: Cast, admin: Actor, region: int) -> None:
        with pytest.raises(NotAllowed):
            newcomer(admin, cast.department(region, K.HEALTH))
        assert not User.objects.filter(username="new-person").exists()

    @pytest.mark.parametrize("role", [r for r in Role if r != R.ADMIN])
    def test_nobody_but_an_administrator(self, cast: Cast, office: Department, role: Role) -> None:
        kind = K.FINANCE if role.startswith("FINANCE") else K.HEALTH
        kind = {R.STREET_OFFICER: K.MCH, R.REGISTRAR: K.MARKET}.get(role, kind)

        with pytest.raises(NotAllowed):
            newcomer(cast.official(ZHANGGONG, kind, role), office)

    def test_not_oneself(self, admin: Actor, office: Department) -> None:
        with pytest.raises(DomainError) as refusal:
            appoint(by=admin, user=user_of(admin), department=office, role=R.OFFICER)
        assert refusal.value.code == "SELF_APPOINTMENT"

    @pytest.mark.parametrize(
        ("held", "wanted"),
        [
            (R.ADMIN, R.AUDITOR),
            (R.AUDITOR, R.ADMIN),
            (R.AUDITOR, R.POLICY_ADMIN),
            (R.FINANCE_MAKER, R.FINANCE_CHECKER),
            (R.FINANCE_CHECKER, R.FINANCE_PAYER),
            (R.FINANCE_PAYER, R.FINANCE_MAKER),
        ],
    )
    def test_not_two_roles_that_exclude_each_other(
        self, cast: Cast, admin: Actor, held: Role, wanted: Role
    ) -> None:
        finance = cast.department(ZHANGGONG, K.FINANCE)
        user = newcomer(admin, finance, held)
        elsewhere = cast.department(ZHANGGONG, K.FINANCE if wanted.startswith("FINANCE") else K.MARKET)

        with pytest.raises(DomainError) as refusal:
            appoint(by=admin, user=user, department=elsewhere, role=wanted)
        assert refusal.value.code == "ROLES_EXCLUDE"

    def test_but_after_the_other_one_ended(self, cast: Cast, admin: Actor) -> None:
        finance = cast.department(ZHANGGONG, K.FINANCE)
        user = newcomer(admin, finance, R.FINANCE_MAKER)
        end_appointment(by=admin, appointment=user.appointments.get())

        appoint(by=admin, user=user, department=finance, role=R.FINANCE_CHECKER)
        assert [post.role for post in posts_of(user.pk)] == [R.FINANCE_CHECKER]

    def test_not_a_role_the_office_cannot_hold(self, cast: Cast, admin: Actor) -> None:
        with pytest.raises(DomainError) as refusal:
            newcomer(admin, cast.department(ZHANGGONG, K.STREET), R.OFFICER)
        assert refusal.value.code == "ROLE_NOT_OF_KIND"

    def test_not_somebody_whose_account_another_place_keeps(self, cast: Cast, office: Department) -> None:
        """Else the other place's administrator could no longer disable their own person."""
        admin = cast.official(ZHANGGONG, K.HEALTH, R.ADMIN)
        with pytest.raises(NotAllowed):
            appoint(by=admin, user=user_of(cast.neighbour), department=office, role=R.OFFICER)

        above = cast.official(GANZHOU, K.HEALTH, R.ADMIN)
        appoint(by=above, user=user_of(cast.neighbour), department=office, role=R.OFFICER)
        assert len(posts_of(cast.neighbour.user_id or 0)) == 2

    def test_not_a_disabled_account(self, admin: Actor, office: Department) -> None:
        user = newcomer(admin, office)
        disable_user(by=admin, user=user, reason="left")

        with pytest.raises(DomainError) as refusal:
            appoint(by=admin, user=user, department=office, role=R.HEAD)
        assert refusal.value.code == "USER_DISABLED"

    def test_an_appointment_begins_and_ends_on_its_days(self, admin: Actor, office: Department) -> None:
        today = clock.today()
        user = newcomer(admin, office)
        appoint(
            by=admin,
            user=user,
            department=office,
            role=R.HEAD,
            valid_from=today + timedelta(days=2),
            valid_to=today + timedelta(days=3),
        )

        seen = []
        for later in range(5):
            with clock.frozen(today + timedelta(days=later)):
                seen.append(len(posts_of(user.pk)))
        assert seen == [1, 1, 2, 2, 1]

    def test_everything_is_on_the_trail(self, admin: Actor, office: Department) -> None:
        user = newcomer(admin, office)
        end_appointment(by=admin, appointment=user.appointments.get())

        with nation_scope(reason="test reads the trail"):
            events = AuditEvent.objects.filter(actor_id=admin.user_id).order_by("id")
            assert [e.event for e in events] == ["user.created", "appointment.made", "appointment.ended"]


class TestEnding:
    def test_at_once_in_the_middle_of_the_day_and_the_days_stay_true(
        self, admin: Actor, office: Department
    ) -> None:
        user = newcomer(admin, office)
        row = end_appointment(by=admin, appointment=user.appointments.get())

        assert posts_of(user.pk) == []
        assert row.valid_from == row.valid_to == clock.today() and row.ended_at is not None

    def test_with_a_last_day_the_right_lasts_until_then(self, admin: Actor, office: Department) -> None:
        user, today = newcomer(admin, office), clock.today()
        end_appointment(by=admin, appointment=user.appointments.get(), on=today + timedelta(days=3))

        with clock.frozen(today + timedelta(days=3)):
            assert len(posts_of(user.pk)) == 1
        with clock.frozen(today + timedelta(days=4)):
            assert posts_of(user.pk) == []

    def test_not_twice(self, admin: Actor, office: Department) -> None:
        row = newcomer(admin, office).appointments.get()
        end_appointment(by=admin, appointment=row)
        with pytest.raises(DomainError) as refusal:
            end_appointment(by=admin, appointment=row)
        assert refusal.value.code == "APPOINTMENT_ENDED"

    def test_the_last_administrator_of_a_place_stays_until_there_is_another(
        self, cast: Cast, admin: Actor, office: Department
    ) -> None:
        above = cast.official(GANZHOU, K.HEALTH, R.ADMIN)
        row = Appointment.objects.get(user_id=admin.user_id)
        for attempt in (
            lambda: end_appointment(by=above, appointment=row),
            lambda: disable_user(by=above, user=user_of(admin), reason="left"),
        ):
            with pytest.raises(DomainError) as refusal:
                attempt()
            assert refusal.value.code == "LAST_ADMIN"

        newcomer(admin, office, R.ADMIN)
        end_appointment(by=above, appointment=row)
        assert posts_of(admin.user_id or 0) == []

    def test_an_administrator_whose_end_is_set_is_no_replacement(
        self, cast: Cast, admin: Actor, office: Department
    ) -> None:
        above = cast.official(GANZHOU, K.HEALTH, R.ADMIN)
        other = newcomer(admin, office, R.ADMIN)
        end_appointment(by=admin, appointment=other.appointments.get(), on=clock.today() + timedelta(days=1))

        with pytest.raises(DomainError):
            end_appointment(by=above, appointment=Appointment.objects.get(user_id=admin.user_id))

    def test_a_neighbour_cannot(self, cast: Cast, admin: Actor) -> None:
        neighbour = cast.official(NANKANG, K.HEALTH, R.ADMIN)
        row = Appointment.objects.get(user_id=cast.officer.user_id)
        with pytest.raises(NotAllowed):
            end_appointment(by=neighbour, appointment=row)


class TestAccounts:
    def test_nobody_touches_the_account_of_somebody_above(self, cast: Cast, admin: Actor) -> None:
        city = user_of(cast.city)
        for attempt in (
            lambda: reset_password(by=admin, user=city),
            lambda: disable_user(by=admin, user=city, reason="x"),
            lambda: rename_person(by=admin, user=city, name="x"),
        ):
            with pytest.raises(NotAllowed):
                attempt()

    def test_nor_of_somebody_who_also_works_above(self, cast: Cast, admin: Actor) -> None:
        user = user_of(cast.officer)
        assert keeps(ZHANGGONG, user.pk)
        appoint(by=_SETUP, user=user, department=cast.department(GANZHOU, K.HEALTH), role=R.OFFICER)

        assert not keeps(ZHANGGONG, user.pk)
        with pytest.raises(NotAllowed):
            reset_password(by=admin, user=user)

    def test_an_operators_account_is_kept_where_the_facility_lies(self, cast: Cast, admin: Actor) -> None:
        facility, neighbouring = cast.facility(), cast.facility(region=NANKANG)
        operator = user_of(cast.operator(facility, name="one-shop"))
        both = user_of(cast.operator(facility, name="two-shops"))
        cast.operator(neighbouring, name="two-shops")

        assert person_named(ZHANGGONG, "ONE-shop") == operator
        assert person_named(ZHANGGONG, "two-shops") is None and person_named(GANZHOU, "two-shops") == both
        reset_password(by=admin, user=operator)
        with pytest.raises(NotAllowed):
            reset_password(by=admin, user=both)

    def test_nobody_resets_or_disables_their_own(self, admin: Actor) -> None:
        with pytest.raises(DomainError):
            reset_password(by=admin, user=user_of(admin))
        with pytest.raises(DomainError):
            disable_user(by=admin, user=user_of(admin), reason="x")

    def test_nobody_sets_anothers_password_to_what_they_like(self, cast: Cast, admin: Actor) -> None:
        with pytest.raises(DomainError):
            change_password(by=admin, user=user_of(cast.officer), password="chosen by the administrator")
        assert user_of(cast.officer).check_password(PASSWORD)

    def test_a_handed_out_password_is_random_and_must_be_changed(
        self, admin: Actor, office: Department
    ) -> None:
        user = newcomer(admin, office)
        first, second = (reset_password(by=admin, user=user)[1] for _time in range(2))

        assert first != second and len(first.replace("-", "")) == 16
        user.refresh_from_db()
        assert user.must_change_password and user.check_password(second) and not user.check_password(first)

    def test_names_are_unique_in_every_spelling(self, admin: Actor, office: Department) -> None:
        newcomer(admin, office)
        with pytest.raises(DomainError) as refusal:
            onboard(by=admin, username="NEW-Person", name="x", department=office, role=R.OFFICER)
        assert refusal.value.field == "username"


class TestOffices:
    def test_opened_in_ones_own_region_and_below_only(self, admin: Actor) -> None:
        def opened(region: int) -> Department:
            return open_department(by=admin, region=Region.objects.get(pk=region), kind=K.TAX, name="税务局")

        assert opened(ZHANGGONG).pk and opened(JIEFANG_STREET).pk
        for region in (NANKANG, GANZHOU):
            with pytest.raises(NotAllowed):
                opened(region)

    def test_a_second_one_of_the_same_name_is_refused(self, admin: Actor, office: Department) -> None:
        with pytest.raises(DomainError) as refusal:
            open_department(by=admin, region=office.region, kind=K.HEALTH, name=office.name)
        assert refusal.value.code == "DEPARTMENT_EXISTS"

    def test_two_administrators_at_once_do_not_overwrite_each_other(
        self, admin: Actor, office: Department
    ) -> None:
        facts = {"name_en": "", "phone": "0797-000-0000", "hours": ""}
        change_department(by=admin, department=office, version=1, name="甲局", **facts)
        with pytest.raises(Stale):
            change_department(by=admin, department=office, version=1, name="乙局", **facts)

        assert Department.objects.get(pk=office.pk).name == "甲局"

    def test_it_closes_only_when_nobody_is_appointed_beyond_its_last_day(
        self, cast: Cast, admin: Actor
    ) -> None:
        market, today = cast.department(ZHANGGONG, K.MARKET), clock.today()
        user = newcomer(admin, market, R.REGISTRAR)
        with pytest.raises(DomainError) as refusal:
            close_department(by=admin, department=market)
        assert refusal.value.code == "DEPARTMENT_IN_USE"

        end_appointment(by=admin, appointment=user.appointments.get(), on=today + timedelta(days=5))
        close_department(by=admin, department=market, on=today + timedelta(days=5))
        with clock.frozen(today + timedelta(days=5)):
            assert len(posts_of(user.pk)) == 1
        closed = Department.objects.get(pk=market.pk)
        with pytest.raises(DomainError) as refusal:
            appoint(by=admin, user=user, department=closed, role=R.REGISTRAR, valid_from=date(2030, 1, 1))
        assert refusal.value.code == "DEPARTMENT_CLOSED"
